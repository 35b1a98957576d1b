"""Trains `mojifix.spelling`: which letter stands in a place outside ASCII, by the letters around it, language by language.

    python -m tools.corpora --split train && python tools/train_spelling.py

Every character outside ASCII is a place, whatever it is, so that the windows show none of them: all of a garbled text is.
"""

from __future__ import annotations

import math
import sys
import zlib
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from learn_windows import FEW, LATIN, PADDING, Counts, decisions, lines, no_counts, words
from mojifix import spelling, windows

TARGET = Path(spelling.__file__).parent / "data" / spelling.NAME
# English has no letters, and the letters of Vietnamese are two characters in its encoding.
LEFT = ("none", "vietnamese")
# Nats that a decision makes the text of a language likelier by that has `LETTERS` places; by the square root more where it
# has more.  With 20 the table takes three times the space, and of 1,210 Latin sentences in legacy mix-ups 7 more come right.
WORTH, LETTERS = 90.0, 250_000
LEAST = 6.0  # ... at least
RARE = 1e-4  # of all places: below that they are names'


def count(langs: str) -> Counts:
    """What the places in the text of `langs` hold, by window."""
    counts = no_counts()
    for lang in langs.split():
        size = 0
        for line in lines(lang):
            size += len(line)
            if not line.isascii():
                _count(counts, line, PADDING, 1)
        for word, share in words(lang):
            if not word.isascii() and share * size > FEW:
                _count(counts, f" {word} ", windows.PADDING, share * size)
    return counts


def _count(counts: Counts, text: str, padding: str, n: float) -> None:
    """Counts `n` times what stands in the places of `text`, in every window that shows nothing beyond `padding`."""
    shown = padding + spelling.shown(text) + padding
    for at, char in enumerate(text, len(padding)):
        if shown[at] == spelling.PLACE:
            for before, after in ((0, 0), *windows.WINDOWS[: windows.OF_LETTERS]):
                window = shown[at - before : at + after + 1]
                if windows.PADDING[0] not in window:
                    counts[before, after][window][windows.small(char)] += n


def learn(langs: str) -> windows.Decisions:
    """The decisions of a language."""
    counts = count(langs)
    seen = counts[0, 0][spelling.PLACE]
    total = sum(seen.values())
    base = {spelling.PLACE: {letter: n / total for letter, n in sorted(seen.items()) if n > RARE * total}}
    enough = max(LEAST, WORTH * math.sqrt(total / LETTERS))
    return decisions(counts, base, lambda _: enough, lambda _: range(windows.OF_LETTERS))


def main() -> int:
    jobs = {name: langs for name, langs in LATIN.items() if name not in LEFT}
    with ProcessPoolExecutor(2) as pool:
        languages = dict(zip(jobs, pool.map(learn, jobs.values()), strict=True))

    import zopfli.zlib

    # The wheel's data have to stay within 1 MB.
    raw = spelling.packed(languages)
    TARGET.write_bytes(zopfli.zlib.compress(raw, numiterations=15, blocksplittingmax=0))
    sizes = {name: len(zlib.compress(spelling.packed({name: told}))) for name, told in languages.items()}
    print(f"{TARGET}: {TARGET.stat().st_size} bytes; {sizes}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
