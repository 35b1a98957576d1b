"""The lists of `mojifix.windows`, learned from counts: what places of training text hold, by the windows around them.

From the narrow windows to the wide ones, a decision is listed where it makes the text that it was counted in likelier by
enough nats.  The result depends on nothing but the inputs.
"""

from __future__ import annotations

import math
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "src"))
from mojifix import windows

CACHE = Path(os.environ.get("MOJIFIX_CACHE", Path.home() / ".cache" / "mojifix"))
# The regions of `train_regions.LANGUAGES` whose letters lose bytes, and become others.
LATIN = {
    "none": "en", "french": "fr", "spanish": "es ca gl", "portuguese": "pt pt_BR", "italian": "it", "german": "de",
    "dutch": "nl", "danish": "da nb nn", "swedish": "sv fi", "icelandic": "is", "polish": "pl", "czech": "cs",
    "slovak": "sk", "south-slavic": "sl hr bs sr_Latn", "hungarian": "hu", "romanian": "ro", "lithuanian": "lt",
    "latvian": "lv", "estonian": "et", "turkish": "tr az", "vietnamese": "vi", "irish": "ga gd", "welsh": "cy",
    "breton": "br", "esperanto": "eo", "basque": "eu", "albanian": "sq aln", "afrikaans": "af", "frisian": "fy",
    "luxembourgish": "lb", "occitan": "oc", "walloon": "wa", "friulian": "fur", "kurdish": "ku kmr_Latn",
    "indonesian": "id ms", "filipino": "fil", "italic": "co sc scn nap lmo vec lij pms", "asturian": "ast an",
    "low-german": "nds", "manx": "gv", "faroese": "fo",
}  # fmt: skip
TEXT = 9_000_000  # code points of a language
# What a language's list of words counts beside its text; where it says of none how often it is there, some of that.  Without
# them technical text comes out 1 % better, but of a dozen sentences of other kinds three more stay.
WORDS, UNWEIGHED = 0.5, 0.25
FEW = 0.3  # times that a word counts at least
NOT_TEXT = ("cldr",)  # lists of letters and names
SEEN = 3  # times that a window is seen at least
UNSEEN = 1e-9  # the share of a letter that was never seen there
DOUBT = 1.0  # observations that say what narrower windows say
PADDING = " " * len(windows.PADDING)  # what is around a line

Seen = dict[str, float]  # letters, and how often each was seen
Counts = dict[tuple[int, int], dict[str, Seen]]  # by window (0, 0 is the place by itself) -> what it shows -> letters


def no_counts() -> Counts:
    """Nothing counted in any window."""
    return {window: defaultdict(lambda: defaultdict(float)) for window in ((0, 0), *windows.WINDOWS)}


def lines(lang: str, split: str = "train") -> Iterator[str]:
    """The lines of a language, each once."""
    seen: set[str] = set()
    size = 0
    for path in sorted((CACHE / "text" / split / lang).glob("*.txt")):
        if path.stem in NOT_TEXT:
            continue
        for line in path.read_text("utf-8").split("\n"):
            if line not in seen and size < TEXT:
                seen.add(line)
                size += len(line)
                yield line


def words(lang: str) -> Iterator[tuple[str, float]]:
    """The words of a language's list, with what each counts beside a text: general language, where texts are of software."""
    path = CACHE / "words" / "train" / f"{lang}.txt"
    rows = [line.split("\t") for line in path.read_text("utf-8").split("\n")] if path.exists() else []
    found = [(word, float(n)) for word, n in [row for row in rows if len(row) == 2]]
    total = sum([n * len(word) for word, n in found])
    worth = WORDS * (1 if max([n for _, n in found], default=0.0) > 1 else UNWEIGHED)
    for word, n in found:
        yield word, worth * n / total


def decisions(
    counts: Counts, base: Mapping[str, Mapping[str, float]], enough: Callable[[str], float], width: Callable[[str], range]
) -> windows.Decisions:
    """The decisions that the `counts` give beside `base`: of each place those worth `enough` nats, of windows by `width`."""
    by_window: dict[tuple[int, int, str], tuple[str, int]] = {}
    found = windows.Decisions(base, by_window)
    for number, (before, after) in enumerate(windows.WINDOWS):
        for window, seen in sorted(counts[before, after].items()):
            times = sum(seen.values())
            place = window[before]
            if times < SEEN or place not in base or number not in width(place):
                continue
            known = found.shares(PADDING[before:] + window + PADDING[after:], len(PADDING), number)
            letter = max(seen, key=lambda letter: (seen[letter], letter))
            share = (seen[letter] + DOUBT * known.get(letter, 0.0)) / (times + DOUBT)
            sure = -2 * math.log2(1 - min(share, 1 - 1 / (times + 2)))
            level = min(windows.LEVELS, key=lambda level: abs(level - sure))
            refined = dict(known)
            windows.refine(refined, letter, windows.share_of(level))
            if sum([n * (_log(refined, x) - _log(known, x)) for x, n in sorted(seen.items())]) > enough(place):
                by_window[before, after, window] = (letter, level)
    return found


def _log(shares: Mapping[str, float], letter: str) -> float:
    return math.log(max(UNSEEN, shares.get(letter, 0.0)))
