"""From packages to corpora: text/<split>/<lang>/<source>.txt, words/<split>/<lang>.txt, ngrams/<lang>.tsv."""

from __future__ import annotations

import gzip
import os
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from .clean import accept, language, limit_ascii, tidy
from .readers import READERS
from .sources import SPLITS, Source, cache, members
from .words import WORD_READERS, read_langdetect

# Per language and source: enough for a character model, and keeps the whole within 1.5 GB.
CAP = 6_000_000
# Lines this long that are in dev or unseen text too are dropped from train; shorter ones are anybody's.
SHARED_LENGTH = 20

Lines = dict[str, dict[str, None]]


def _contents(source: Source, paths: dict[str, Path], pattern: str) -> Iterator[tuple[str, str, bytes]]:
    for package in source.packages:
        for name, data in members(paths[package.name], pattern):
            if name.endswith(".gz"):
                data, name = gzip.decompress(data), name[:-3]
            yield package.lang, name, data


def _collect(source: Source, paths: dict[str, Path], counts: Counter[str]) -> Lines:
    lines: Lines = defaultdict(dict)
    sizes: Counter[str] = Counter()
    # One pass over each package: `reader:pattern` per kind of file.
    kinds = [(re.compile(pattern), READERS[reader]) for reader, _, pattern in (f.partition(":") for f in source.files)]
    everything = "|".join(re.sub(r"\(\?P<\w+>", "(?:", kind.pattern) for kind, _ in kinds)
    for package_lang, name, data in _contents(source, paths, everything):
        for kind, reader in kinds:
            match = kind.search(name) or kind.search(name + ".gz")
            if not match:
                continue
            tag = match.groupdict().get("lang") or package_lang or source.lang
            lang = tag if tag in ("code", "emoji") else language(tag)
            if not lang or sizes[lang] > 4 * CAP:
                counts["not a language" if not lang else "beyond the cap"] += 1
                break
            try:
                pieces = list(reader(data))
            except (UnicodeError, ValueError, LookupError, OSError, SyntaxError):
                counts["files skipped"] += 1
                break
            known = lines[lang]
            for piece in pieces:
                line = tidy(piece)
                if line not in known and accept(line, counts):
                    known[line] = None
                    sizes[lang] += len(line.encode())
            break
    return lines


def _thin(lines: list[str]) -> list[str]:
    """Evenly, down to the cap, so that every part of a long book keeps its share."""
    size = sum(len(line.encode()) + 1 for line in lines)
    if size <= CAP:
        return lines
    return [line for i, line in enumerate(lines) if i * CAP // size != (i + 1) * CAP // size]


def _write(path: Path, lines: list[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_suffix(f".{os.getpid()}")
    scratch.write_text("".join(line + "\n" for line in lines), "utf-8", newline="\n")
    scratch.replace(path)


def build_text(source: Source, paths: dict[str, Path]) -> tuple[str, Counter[str]]:
    counts: Counter[str] = Counter()
    collected = _collect(source, paths, counts)
    english = collected.get("en", {})
    held_out = _held_out() if source.split == "train" else set()
    for lang, known in collected.items():
        lines = list(known)
        if lang not in ("en", "code", "emoji"):
            lines = limit_ascii([line for line in lines if line not in english])
            counts["as in English"] += len(known) - len(lines)
        lines = _thin(_without(lines, held_out))
        if sum(map(len, lines)) >= 200:  # less is a file's stray sentence
            _write(cache() / "text" / source.split / lang / f"{source.name}.txt", lines)
            counts["lines"] += len(lines)
            counts["languages"] += 1
    return source.name, counts


def _key(line: str) -> int:
    return hash(line)


def _without(lines: list[str], held_out: set[int]) -> list[str]:
    return [line for line in lines if len(line) < SHARED_LENGTH or _key(line) not in held_out]


def _held_out() -> set[int]:
    found: set[int] = set()
    for split in ("dev", "unseen"):
        for path in (cache() / "text" / split).glob("*/*.txt"):
            found.update(_key(line) for line in path.read_text("utf-8").split("\n") if len(line) >= SHARED_LENGTH)
    return found


def drop_shared() -> int:
    """Take the lines that dev or unseen text has, too, out of train text that was built before them."""
    held_out = _held_out()
    dropped = 0
    for path in sorted((cache() / "text" / "train").glob("*/*.txt")):
        lines = path.read_text("utf-8").split("\n")[:-1]
        kept = _without(lines, held_out)
        if len(kept) != len(lines):
            dropped += len(lines) - len(kept)
            _write(path, kept)
    return dropped


def _split_of(word: str) -> str:
    """Stable over runs, machines and dictionaries: the same stem is in the same split in every language."""
    digit = zlib.crc32(word.encode()) % 10
    return SPLITS[0] if digit < 6 else SPLITS[1] if digit < 9 else SPLITS[2]


def build_words(source: Source, paths: dict[str, Path]) -> tuple[str, Counter[str]]:
    """Into words/<split>/<lang>.parts/<source>; `merge_words` joins the parts of all sources."""
    counts: Counter[str] = Counter()
    tables: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for package in source.packages:
        found = members(paths[package.name], source.files[0])
        for tag, word, weight in WORD_READERS[source.reader](found):
            lang = package.lang or tag
            if "\t" in word or "\n" in word or not accept(word + " .", counts):
                continue
            split = _split_of(word) if source.split == "hash" else source.split
            tables[split, lang][word] = max(weight, tables[split, lang][word])
    for (split, lang), table in sorted(tables.items()):
        path = cache() / "words" / split / f"{lang}.parts" / f"{source.name}.tsv"
        _write(path, [f"{word}\t{weight}" for word, weight in table.items()])
        counts["words"] += len(table)
    counts["languages"] = len({lang for _, lang in tables})
    return source.name, counts


def merge_words() -> None:
    for folder in sorted((cache() / "words").glob("*/*.parts")):
        table: Counter[str] = Counter()
        for path in sorted(folder.glob("*.tsv")):
            for line in path.read_text("utf-8").split("\n")[:-1]:
                word, weight = line.split("\t")
                table[word] += int(weight)
        ranked = sorted(table.items(), key=lambda item: (-item[1], item[0]))
        _write(folder.with_suffix(".txt"), [f"{word}\t{weight}" for word, weight in ranked])


def build_ngrams(source: Source, paths: dict[str, Path]) -> tuple[str, Counter[str]]:
    tables: dict[str, Counter[str]] = defaultdict(Counter)
    for package in source.packages:
        for lang, ngram, count in read_langdetect(members(paths[package.name], source.files[0])):
            tables[lang][ngram] += count
    for lang, table in sorted(tables.items()):
        _write(cache() / "ngrams" / f"{lang}.tsv", [f"{n}\t{c}" for n, c in sorted(table.items())])
    return source.name, Counter(languages=len(tables))


def build(source: Source, paths: dict[str, Path]) -> tuple[str, Counter[str]]:
    return {"text": build_text, "words": build_words, "ngrams": build_ngrams}[source.kind](source, paths)
