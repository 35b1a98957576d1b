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
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "src"))
from mojifix import regions

CACHE = Path(os.environ.get("MOJIFIX_CACHE", Path.home() / ".cache" / "mojifix"))
TARGET = Path(regions.__file__).parent / "data" / regions.NAME
LANGUAGES = {
    "none": "en id sw ms fil code",
    "romance": "fr es pt pt_BR it ca gl",
    "germanic": "de nl da sv nb nn is fi",
    "slavic": "pl cs sk sl hr bs sr_Latn",
    "hungarian": "hu",
    "romanian": "ro",
    "baltic": "lt lv",
    "estonian": "et",
    "turkish": "tr az",
    "vietnamese": "vi",
}
TEXT = 3_000_000  # code points of a language
SIZE = 2500  # trigrams kept: those that say most
_WORD = re.compile(r"[^\W\d_]+")


def count(lang: str) -> dict[str, float]:
    """Weights of the trigrams of ASCII in the language's words."""
    words: Counter[str] = Counter()
    paths = sorted((CACHE / "text" / "train" / lang).glob("*.txt"))
    for path in paths:
        text = path.read_text("utf-8")
        words.update(_WORD.findall(text[: TEXT // len(paths)].lower()))
    found: dict[str, float] = {}
    for word, n in sorted(words.items()):
        for three in regions.trigrams(word.encode()):
            found[three] = found.get(three, 0.0) + math.log1p(n)
    return found


def main() -> int:
    assert tuple(LANGUAGES) == regions.REGIONS
    shares: dict[str, list[float]] = {}
    for column, langs in enumerate(LANGUAGES.values()):
        known = [counts for counts in map(count, langs.split()) if counts]
        for counts in known:
            total = sum(counts.values())
            for three, n in counts.items():
                shares.setdefault(three, [0.0] * len(LANGUAGES))[column] += n / total / len(known)
    rows = []
    least = 2e-6  # of a region's trigrams: seldom seen isn't never
    for three, row in sorted(shares.items()):
        mean = sum(row) / len(row) + least
        levels = [round(math.log((share + least) / mean) / regions.STEP) for share in row]
        said = sum(share * abs(level) for share, level in zip(row, levels, strict=True))
        rows.append((said, three, levels))
    rows.sort(key=lambda item: (-item[0], item[1]))
    table = {three: levels for _, three, levels in sorted(rows[:SIZE], key=lambda row: row[1])}
    TARGET.write_bytes(regions.packed(table))
    print(f"{TARGET}: {TARGET.stat().st_size} bytes, {len(rows)} trigrams seen")
    return 0


if __name__ == "__main__":
    sys.exit(main())
