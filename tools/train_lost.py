"""Trains `mojifix.lost`: what a letter was that lost its last byte, by the letters around it, language by language.

    python -m tools.corpora --split train && python tools/train_lost.py
    python -m tools.corpora --split dev && python tools/train_lost.py --measure

Of every letter that would lose its byte the windows around it are counted, the lines of a language once each.  From the
narrow windows to the wide ones, a decision is listed where it makes the text that it was counted in likelier by `WORTH`.
The result depends on nothing but the inputs.
"""

from __future__ import annotations

import argparse
import math
import os
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "src"))
from mojifix import lost

CACHE = Path(os.environ.get("MOJIFIX_CACHE", Path.home() / ".cache" / "mojifix"))
TARGET = Path(lost.__file__).parent / "data" / lost.NAME
# The regions of `train_regions.LANGUAGES` whose letters lose bytes, and languages in other letters.
LATIN = {
    "none": "en", "french": "fr", "spanish": "es ca gl", "portuguese": "pt pt_BR", "italian": "it", "german": "de",
    "dutch": "nl", "danish": "da nb nn", "swedish": "sv fi", "icelandic": "is", "polish": "pl", "czech": "cs",
    "slovak": "sk", "south-slavic": "sl hr bs sr_Latn", "hungarian": "hu", "romanian": "ro", "lithuanian": "lt",
    "latvian": "lv", "estonian": "et", "turkish": "tr az", "vietnamese": "vi", "irish": "ga gd", "welsh": "cy br",
    "esperanto": "eo",
}  # fmt: skip
OTHERS = {
    "greek": "el", "russian": "ru", "ukrainian": "uk", "belarusian": "be", "bulgarian": "bg", "serbian": "sr",
    "macedonian": "mk", "armenian": "hy", "hebrew": "he", "arabic": "ar", "persian": "fa", "urdu": "ur",
    "devanagari": "hi mr ne mai kok brx doi", "bengali": "bn as", "gujarati": "gu", "tamil": "ta", "telugu": "te",
    "kannada": "kn", "malayalam": "ml", "thai": "th", "georgian": "ka",
}  # fmt: skip
SPACED = {"korean": "ko"}  # of these it is only told whether a space was a byte
TEXT = 9_000_000  # code points of a language
# What a language's list of words counts beside its text; where it says of none how often it is there, some of that.  Without
# them technical text comes out 1 % better, but of a dozen sentences of other kinds three more stay.
WORDS, UNWEIGHED = 0.5, 0.25
FEW = 0.3  # times that a word counts at least
NOT_TEXT = ("cldr",)  # lists of letters and names
# Nats that a decision makes the text of a language likelier by that has `LETTERS` lost ones; by the square root more where
# there are more of them, so that what has much text and loses many letters doesn't take all of the table.
WORTH, LETTERS = 13.5, 250_000
LEAST = 4.0  # ... at least: beyond that there is little but chance
RARE = 1e-6  # of all characters: below that they are slips, or of some name
SEEN = 3  # times that a window is seen at least
MEASURED, SURE = 10, 0.9  # every tenth line of development text; and the share from which a letter is sure
UNSEEN = 1e-9  # the share of a letter that was never seen there
DOUBT = 1.0  # observations that say what narrower windows say

PADDING = " " * len(lost.PADDING)  # what is around a line
Cases = dict[str, Counter[bool]]  # by context: how many letters were capitals, and how many were not
Seen = dict[str, float]  # letters, and how often each was seen
Counts = dict[tuple[int, int], dict[str, Seen]]  # by window (0, 0 is the lead by itself) -> what it shows -> letters


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


def count(langs: str, gone: frozenset[int]) -> tuple[Counts, Counter[str], Cases]:
    """What the leads in the text of `langs` were, by window, all its characters, and where capitals were lost."""
    counts: Counts = {window: defaultdict(lambda: defaultdict(float)) for window in ((0, 0), *lost.WINDOWS)}
    chars: Counter[str] = Counter()
    cases: Cases = defaultdict(Counter)
    for lang in langs.split():
        size = 0
        for line in lines(lang):
            chars.update(line)
            size += len(line)
            if not line.isascii():
                whole = f"\n\n{line}\n"
                for at, char in enumerate(line, 2):
                    lead = lost.lead_of(char, gone)
                    if lead and lost.lead_of(char.swapcase(), gone) == lead:
                        cases[lost.case_context(whole[at - 2 : at], whole[at + 1])][char.isupper()] += 1
                _count(counts, line, gone, PADDING, 1)
                _count_spaces(counts, line, PADDING, 1)
        for word, share in words(lang):
            if not word.isascii() and share * size > FEW:
                _count(counts, f" {word} ", gone, lost.PADDING, share * size)
                _count_spaces(counts, f" {word} ", lost.PADDING, share * size)
    return counts, chars, cases


def _count(counts: Counts, text: str, gone: frozenset[int], padding: str, n: float) -> None:
    """Counts `n` times what the leads of `text` were, in every window that shows nothing beyond `padding`."""
    known = padding + lost.shown(text)
    shown = padding + lost.shown(text, gone) + padding
    for at, char in enumerate(text, len(padding)):
        if lost.lead_of(char, gone):
            letter = lost.fold(char)
            for before, after in ((0, 0), *lost.WINDOWS[: lost.OF_LETTERS]):
                found = counts[before, after]
                window = known[at - before : at] + shown[at : at + after + 1]
                if lost.PADDING[0] not in window:
                    found[window][letter] += n


def _count_spaces(counts: Counts, text: str, padding: str, n: float) -> None:
    """Counts `n` times whether a space stands behind letters of which one would show the last byte."""
    known = padding + lost.shown(text) + padding
    for at, char in enumerate(text, len(padding)):
        lead = lost.spaced_lead(char)
        behind = known[at + 1 : at + 3]
        if lead and behind != "  " and lost.PADDING[0] not in behind[:1]:
            said = lost.APART if behind[0] == " " else lost.JOINED
            after = known[at + 1 + (said == lost.APART) :]
            for (before, width), found in counts.items():
                window = known[at - before : at] + lead + after[:width]
                if lost.PADDING[0] not in window:
                    found[window][said] += n


def learn(langs: str, gone: frozenset[int]) -> tuple[lost.Language, Cases]:
    """The decisions of a language, and where it has capitals."""
    counts, chars, cases = count(langs, gone)
    base = {}
    total = chars.total()
    for lead, seen in sorted(counts[0, 0].items()):
        if (times := sum(seen.values())) > RARE * total:
            base[lead] = {letter: n / times for letter, n in sorted(seen.items()) if n > RARE * total}
            if lost.is_spaced(lead):
                base[lead] = {said: (seen[said] + DOUBT) / (times + 2 * DOUBT) for said in (lost.APART, lost.JOINED)}
    letters = sum([sum(seen.values()) for lead, seen in counts[0, 0].items() if not lost.is_spaced(lead)])
    enough = max(LEAST, WORTH * math.sqrt(letters / LETTERS))
    decisions: dict[tuple[int, int, str], tuple[str, int]] = {}
    shares = {char: n / total for char, n in chars.items() if n > RARE * total and not char.isascii()}
    found = lost.Language(gone, shares, lost.sizes_of(shares, gone), base, decisions)
    for width, (before, after) in enumerate(lost.WINDOWS):
        for window, seen in sorted(counts[before, after].items()):
            times = sum(seen.values())
            if times < SEEN or window[before] not in base or not (width < lost.OF_LETTERS or lost.is_spaced(window[before])):
                continue
            worth = LEAST if lost.is_spaced(window[before]) else enough
            known = found.shares(PADDING[before:] + window + PADDING[after:], len(PADDING), width)
            letter = max(seen, key=lambda letter: (seen[letter], letter))
            share = (seen[letter] + DOUBT * known.get(letter, 0.0)) / (times + DOUBT)
            level = min(lost.MOST_LEVEL, max(1, round(-2 * math.log2(1 - min(share, 1 - 1 / (times + 2))))))
            refined = dict(known)
            lost.refine(refined, letter, lost.share_of(level))
            if sum([n * (_log(refined, x) - _log(known, x)) for x, n in sorted(seen.items())]) > worth:
                decisions[before, after, window] = (letter, level)
    return found, cases


def _log(shares: Mapping[str, float], letter: str) -> float:
    return math.log(max(UNSEEN, shares.get(letter, 0.0)))


def capitals_of(found: Iterable[Cases]) -> dict[str, float]:
    """The share of capitals by context, the languages counting alike."""
    shares: dict[str, list[float]] = defaultdict(list)
    for cases in found:
        for context, seen in sorted(cases.items()):
            if seen.total() >= SEEN:
                shares[context].append((seen[True] + 0.5) / (seen.total() + 1))
    return {context: sum(each) / len(each) for context, each in sorted(shares.items())}


def measure(name: str, langs: str) -> str:
    """How many lost letters of development text the shipped decisions tell, and how many of those that are sure."""
    language = lost.language(name)
    assert language
    told = sure = surely = n = 0
    for lang in langs.split():
        for line in list(lines(lang, "dev"))[::MEASURED]:
            known, shown = (lost.PADDING + lost.shown(line, gone) + lost.PADDING for gone in ((), language.gone))
            for at, char in enumerate(line, len(lost.PADDING)):
                shares = language.shares(known[:at] + shown[at:], at) if lost.lead_of(char, language.gone) else {}
                if shares:
                    best = max(shares, key=lambda letter: (shares[letter], letter))
                    right = best == lost.fold(char)
                    n += 1
                    told += right
                    sure += shares[best] >= SURE
                    surely += right and shares[best] >= SURE
    if not n:
        return f"| {name} | 0 | | | |"
    return f"| {name} | {n} | {100 * told / n:.1f} | {100 * sure / n:.1f} | {100 * surely / max(1, sure):.1f} |"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--measure", action="store_true", help="measure the shipped table on development text instead")
    jobs = {**{name: (langs, lost.CONTROLS) for name, langs in LATIN.items()}}
    jobs |= {name: (langs, lost.UNDEFINED) for name, langs in OTHERS.items()}
    jobs |= {name: (langs, frozenset()) for name, langs in SPACED.items()}
    if parser.parse_args().measure:
        print("| language | letters | told, % | sure, % | of these told, % |\n|---|---:|---:|---:|---:|")
        with ProcessPoolExecutor(2) as pool:
            print("\n".join(pool.map(measure, jobs, [langs for langs, _ in jobs.values()])))
        return 0
    with ProcessPoolExecutor(2) as pool:
        learned = list(pool.map(learn, *zip(*jobs.values(), strict=True)))
    languages = dict(zip(jobs, [language for language, _ in learned], strict=True))
    capitals = capitals_of([cases for _, cases in learned])

    import zopfli.zlib

    # The wheel's data have to stay within 1 MB.
    raw = lost.packed(languages, capitals)
    TARGET.write_bytes(zopfli.zlib.compress(raw, numiterations=15, blocksplittingmax=0))
    sizes = {name: len(zlib.compress(lost.packed({name: language}, {}))) for name, language in languages.items()}
    print(f"{TARGET}: {TARGET.stat().st_size} bytes; {sizes}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
