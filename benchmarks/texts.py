"""Samples of clean text by language and length, out of the corpora that `python -m tools.corpora` fetches.

The corpora stand in the folder `$MOJIFIX_CACHE`, or else `~/.cache/mojifix`:
`text/SPLIT/LANGUAGE/SOURCE.txt`, a paragraph a line, and `words/SPLIT/LANGUAGE.txt`, a word, a tab and its
weight a line.  The splits dev and unseen train nothing; dev is for tuning, unseen for the last word.
"""

from __future__ import annotations

import os
import random
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

SPLITS = ("dev", "unseen")
LENGTHS = ("word", "sentence", "paragraph", "document")
_POINTS = {"sentence": (20, 150), "paragraph": (150, 1000)}
_LINES = (20, 60)  # of a document


class Sample(NamedTuple):
    """A clean text that holds a character outside ASCII."""

    lang: str
    text: str


def cache() -> Path:
    """The folder of the corpora."""
    return Path(os.environ.get("MOJIFIX_CACHE") or Path.home() / ".cache" / "mojifix")


def sources(split: str) -> Iterator[tuple[str, Path]]:
    """Every file of running text with its language, in a fixed order."""
    for path in sorted((cache() / "text" / split).glob("*/*.txt")):
        yield path.parent.name, path


def word_lists(split: str) -> Iterator[tuple[str, Path]]:
    """Every list of words with its language, in a fixed order."""
    for path in sorted((cache() / "words" / split).glob("*.txt")):
        yield path.stem, path


def read_lines(path: Path) -> list[str]:
    """The lines of a corpus file; only newlines end one."""
    return [line for line in path.read_text("utf-8").split("\n") if line]


def read_words(path: Path) -> list[str]:
    """The words of a list that hold a character outside ASCII."""
    words = (line.partition("\t")[0] for line in read_lines(path))
    return [word for word in words if not word.isascii()]


def samples(split: str, length: str, count: int, seed: int = 7) -> list[Sample]:
    """Up to `count` texts of a length for every language; the same ones for the same arguments."""
    if length == "word":
        return [
            Sample(lang, word)
            for lang, path in word_lists(split)
            for word in _some(sorted(set(read_words(path))), count, f"{seed} word {lang}")
        ]
    by_lang: dict[str, list[Path]] = {}
    for lang, path in sources(split):
        by_lang.setdefault(lang, []).append(path)
    found: list[Sample] = []
    for lang, paths in by_lang.items():
        key = f"{seed} {length} {lang}"
        if length == "document":
            texts = _documents(paths, count, random.Random(key))
        else:
            least, most = _POINTS[length]
            fitting = {
                line for path in paths for line in read_lines(path) if least <= len(line) <= most and not line.isascii()
            }
            texts = _some(sorted(fitting), count, key)
        found += [Sample(lang, text) for text in texts]
    return found


def _some(texts: list[str], count: int, key: str) -> list[str]:
    if len(texts) <= count:
        return texts
    return random.Random(key).sample(texts, count)


def _documents(paths: list[Path], count: int, rnd: random.Random) -> list[str]:
    """Runs of consecutive lines that don't overlap, each out of one source."""
    found = []
    for path in paths:
        lines = read_lines(path)
        start = 0
        while len(lines) - start >= _LINES[0]:
            step = rnd.randint(*_LINES)
            text = "\n".join(lines[start : start + step])
            start += step
            if not text.isascii():
                found.append(text)
    return found if len(found) <= count else rnd.sample(found, count)


_SENTENCE = re.compile(r"(?<=[.!?…。！？।։።؟])\s+|(?<=[。！？])")


def sentences(paragraph: str) -> list[str]:
    """The sentences of a paragraph; joined again they are the paragraph.

    >>> sentences("Où ? Là. Bien sûr !")
    ['Où ? ', 'Là. ', 'Bien sûr !']
    """
    ends = [0, *(match.end() for match in _SENTENCE.finditer(paragraph)), len(paragraph)]
    return [paragraph[a:b] for a, b in pairwise(ends) if a < b]
