"""Trains `mojifix.regions`: how much the ASCII in a text says about the part of the world that it comes from.

    python -m tools.corpora --split train && python tools/train_regions.py

A language counts with its distinct words, each by the logarithm of how often it is there; all languages of a region
count alike, whatever there is of them.  The result depends on nothing but the inputs.
"""

from __future__ import annotations

import math
import os
import re
import sys
import unicodedata
import zlib
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "src"))
from mojifix import regions

CACHE = Path(os.environ.get("MOJIFIX_CACHE", Path.home() / ".cache" / "mojifix"))
TARGET = Path(regions.__file__).parent / "data" / regions.NAME
LANGUAGES = {
    "none": "en id sw ms fil code",
    "french": "fr",
    "spanish": "es ca gl",
    "portuguese": "pt pt_BR",
    "italian": "it",
    "german": "de",
    "dutch": "nl",
    "danish": "da nb nn",
    "swedish": "sv fi",
    "icelandic": "is",
    "polish": "pl",
    "czech": "cs",
    "slovak": "sk",
    "south-slavic": "sl hr bs sr_Latn",
    "hungarian": "hu",
    "romanian": "ro",
    "lithuanian": "lt",
    "latvian": "lv",
    "estonian": "et",
    "turkish": "tr az",
    "vietnamese": "vi",
    "irish": "ga gd",
    "welsh": "cy br",
    "esperanto": "eo",
}
TEXT = 3_000_000  # code points of a language
SIZE = 2330  # trigrams kept: those that say most; more did not move the development sentences
LETTERS = 180  # letters kept: what is rarer stands in names from elsewhere
UNSEEN_TRIGRAM = 2e-6  # of a region's trigrams: seldom seen isn't never
UNSEEN_LETTER = 2e-3  # ... and of its letters outside ASCII
_WORD = re.compile(r"[^\W\d_]+")


def count(lang: str) -> tuple[dict[str, float], dict[str, float]]:
    """Weights of the trigrams of ASCII in the language's words, and of their letters outside ASCII."""
    words: Counter[str] = Counter()
    paths = sorted((CACHE / "text" / "train" / lang).glob("*.txt"))
    for path in paths:
        text = path.read_text("utf-8")
        words.update(_WORD.findall(text[: TEXT // len(paths)]))
    trigrams: dict[str, float] = {}
    letters: dict[str, float] = {}
    for word, n in sorted(words.items()):
        weight = math.log1p(n)
        for three in regions.trigrams(word.lower().encode()):
            trigrams[three] = trigrams.get(three, 0.0) + weight
        for char in word:
            if not char.isascii():
                letters[char] = letters.get(char, 0.0) + weight
    return trigrams, letters


def levels(counts: list[list[dict[str, float]]], least: float) -> list[tuple[float, str, list[int]]]:
    """How much each key says in all, the key, and how much it says for each region; `least` is the share of one not seen."""
    shares: dict[str, list[float]] = {}
    for column, langs in enumerate(counts):
        for known in langs:
            total = sum(known.values())
            for key, n in known.items():
                shares.setdefault(key, [0.0] * len(counts))[column] += n / total / len(langs)
    rows = []
    for key, row in sorted(shares.items()):
        mean = sum(row) / len(row) + least
        said = [round(math.log((share + least) / mean) / regions.STEP) for share in row]
        rows.append((sum(share * abs(level) for share, level in zip(row, said, strict=True)), key, said))
    return sorted(rows, key=lambda item: (-item[0], item[1]))


def main() -> int:
    assert tuple(LANGUAGES) == regions.REGIONS
    counted = [[count(lang) for lang in langs.split()] for langs in LANGUAGES.values()]
    trigrams = levels([[found for found, _ in langs if found] for langs in counted], UNSEEN_TRIGRAM)
    letters = levels([[found for _, found in langs if found] for langs in counted], UNSEEN_LETTER)
    latin = [row for row in letters if "LATIN" in unicodedata.name(row[1], "")]
    tables = [
        {key: said for _, key, said in sorted(rows, key=lambda row: row[1])} for rows in (trigrams[:SIZE], latin[:LETTERS])
    ]
    import zopfli.zlib

    # A tenth smaller than zlib makes it, and read alike: the wheel's data have to stay within 1 MB.
    TARGET.write_bytes(zopfli.zlib.compress(zlib.decompress(regions.packed(*tables)), numiterations=50))
    print(f"{TARGET}: {TARGET.stat().st_size} bytes, {len(trigrams)} trigrams and {len(latin)} letters seen")
    return 0


if __name__ == "__main__":
    sys.exit(main())
