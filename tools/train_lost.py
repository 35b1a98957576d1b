"""Trains `mojifix.lost`: what a letter was that lost its last byte, by the letters around it, language by language.

    python -m tools.corpora --split train && python tools/train_lost.py
    python -m tools.corpora --split dev && python tools/train_lost.py --measure

Of every letter that would lose its byte the windows around it are counted, the lines of a language once each.
"""

from __future__ import annotations

import argparse
import math
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from learn_windows import DOUBT, FEW, LATIN, PADDING, SEEN, Counts, decisions, lines, no_counts, words
from mojifix import lost, windows

TARGET = Path(lost.__file__).parent / "data" / lost.NAME
OTHERS = {
    "greek": "el", "russian": "ru", "ukrainian": "uk", "belarusian": "be", "bulgarian": "bg", "serbian": "sr",
    "macedonian": "mk", "armenian": "hy", "hebrew": "he", "arabic": "ar", "persian": "fa", "urdu": "ur",
    "devanagari": "hi mr ne mai kok brx doi", "bengali": "bn as", "gujarati": "gu", "tamil": "ta", "telugu": "te",
    "kannada": "kn", "malayalam": "ml", "thai": "th", "georgian": "ka",
}  # fmt: skip
SPACED = {"korean": "ko"}  # of these it is only told whether a space was a byte
# Nats that a decision makes the text of a language likelier by that has `LETTERS` lost ones; by the square root more where
# there are more of them, so that what has much text and loses many letters doesn't take all of the table.
WORTH, LETTERS = 17.0, 250_000
# ... of languages that aren't Latin: half of their letters are lost, and a line comes back where all of them are told.  Of
# 372 development texts that lost bytes 186 come right by it, as with 17, which takes 60 KB more, and 183 without lists.
WORTH_OTHERS = 50.0
LEAST = 4.0  # ... at least: beyond that there is little but chance
RARE = 1e-6  # of all characters: below that they are slips, or of some name
MEASURED, SURE = 10, 0.9  # every tenth line of development text; and the share from which a letter is sure
Cases = dict[str, Counter[bool]]  # by context: how many letters were capitals, and how many were not


def count(langs: str, gone: frozenset[int]) -> tuple[Counts, Counter[str], Cases]:
    """What the leads in the text of `langs` were, by window, all its characters, and where capitals were lost."""
    counts = no_counts()
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
                _count(counts, f" {word} ", gone, windows.PADDING, share * size)
                _count_spaces(counts, f" {word} ", windows.PADDING, share * size)
    return counts, chars, cases


def _count(counts: Counts, text: str, gone: frozenset[int], padding: str, n: float) -> None:
    """Counts `n` times what the leads of `text` were, in every window that shows nothing beyond `padding`."""
    known = padding + lost.shown(text)
    shown = padding + lost.shown(text, gone) + padding
    for at, char in enumerate(text, len(padding)):
        if lost.lead_of(char, gone):
            letter = windows.small(char)
            for before, after in ((0, 0), *windows.WINDOWS[: windows.OF_LETTERS]):
                found = counts[before, after]
                window = known[at - before : at] + shown[at : at + after + 1]
                if windows.PADDING[0] not in window:
                    found[window][letter] += n


def _count_spaces(counts: Counts, text: str, padding: str, n: float) -> None:
    """Counts `n` times whether a space stands behind letters of which one would show the last byte."""
    known = padding + lost.shown(text) + padding
    for at, char in enumerate(text, len(padding)):
        lead = lost.spaced_lead(char)
        behind = known[at + 1 : at + 3]
        if lead and behind != "  " and windows.PADDING[0] not in behind[:1]:
            said = lost.APART if behind[0] == " " else lost.JOINED
            after = known[at + 1 + (said == lost.APART) :]
            for (before, width), found in counts.items():
                window = known[at - before : at] + lead + after[:width]
                if windows.PADDING[0] not in window:
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
    enough = max(LEAST, (WORTH if gone == lost.CONTROLS else WORTH_OTHERS) * math.sqrt(letters / LETTERS))
    shares = {char: n / total for char, n in chars.items() if n > RARE * total and not char.isascii()}
    told = decisions(
        counts,
        base,
        lambda lead: LEAST if lost.is_spaced(lead) else enough,
        lambda lead: range(len(windows.WINDOWS) if lost.is_spaced(lead) else windows.OF_LETTERS),
    )
    return lost.Language(gone, shares, lost.sizes_of(shares, gone), told), cases


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
            known, shown = (windows.PADDING + lost.shown(line, gone) + windows.PADDING for gone in ((), language.gone))
            for at, char in enumerate(line, len(windows.PADDING)):
                shares = language.told.shares(known[:at] + shown[at:], at) if lost.lead_of(char, language.gone) else {}
                if shares:
                    best = max(shares, key=lambda letter: (shares[letter], letter))
                    right = best == windows.small(char)
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
