"""The document's runs together: which legacy mix-ups are worth asking each run about, and how likely each is.

A run alone says little of a legacy mix-up, least of all where Latin letters became other Latin letters: one or two a
word.  So a pair of encodings is judged by what it would make of every odd run of the document.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from string import ascii_letters
from typing import NamedTuple

from mojifix.candidate import Candidate, Scored, is_old, is_plain
from mojifix.home import Home, is_slip
from mojifix.hypotheses import C1_READ
from mojifix.legacy import LATIN, Pair, could_be_read, could_have_been, is_torn, pairs, shows
from mojifix.legacy_reading import legacy_candidate, that_may_gain
from mojifix.score import oddness
from mojifix.standing import COMMON, is_no_writing, is_numbering, is_out_of_place, may_be_footnote

Key = tuple[str, str, str]

ODD = 4.5  # nats a code point: what isn't odder is right
SAMPLE = 60  # runs of a document that the pairs are tried on
MOST = 5  # pairs that the runs are asked about
# Nats of all odd runs by which a pair may explain them worse than the best.  In documents garbled in part, worse ones that
# spare the sound runs won: `på` became `pö` all over one, 48 of 1,636 garbled lines in all; now 28 do.
_BEHIND = 8.0
_CLEARLY = 0.5  # nats that the language must say more for another pair that reads all alike, for the first not to be meant
_LONE = 2.0  # nats less that a lead by itself says for lost bytes than for what only undoes a mix-up
_WORTH = 5.0  # nats that the best run must gain by a pair
_EXPLAINED, _EXPLAINED_EACH = 6.0, 3.0  # nats, and nats a code point, of a candidate that explains a run
_SHARE = 0.8  # of a garbled document's runs are garbled: less where only some of its lines are
_SOUND = math.log(1 - _SHARE)  # nats that a run says which the reader's encoding can't have shown
_NO_WRITING = 6.0  # nats a code point: Latin text has 3 to 5; Đeêoìeíäaöèè, of Cyrillic with Latin letters in it, has 7
# Letters of Cyrillic that became others, for a mix-up: `куќа` is Macedonian, which has ќ and ѓ, and no Kazakh `куқа`; and
# the nats from which fewer do, each letter heard once: `куќа` and `ѓавол` have 10, `тоќтатылу` 15.
_LETTERS, _FEWER = 3, 12.0
_FORMULAS = frozenset("±×°²³¹®™©√∞≈≠≤≥∑∏∂∫∆")  # ... and `√n`, which no `û` has become
_BETWEEN = frozenset("\xa0’‘–—·…")  # signs that right text has between letters; “ and „ it has not: `P„iv„n`
_MOST_GAIN = 8.0  # nats that one run can say for a pair


class Proposal(NamedTuple):
    """A pair of encodings, and the log odds that the document as a whole went through it, before any prior.

    `best` is what the run that speaks loudest for it adds to that: what is left without it is the others' word.
    `fit` is what all runs say together, however loud: it tells pairs from each other.
    """

    pair: Pair
    odds: float
    best: float
    fit: float


def proposals(runs: dict[Key, Scored], home: Home) -> list[Proposal]:
    """The pairs that explain the odd ones among a document's distinct `runs`, the best first."""
    keys = list(runs)
    odd = _some(
        [
            key
            for key, s in runs.items()
            if s.left + home.strangeness(key[1]) > ODD and speaks(key, home) and not _explained(key, s)
        ]
    )
    torn = sum([len(key[1]) for key in odd if is_torn(key[1])])
    if 2 * torn >= sum([len(key[1]) for key in odd]):  # what little of it is left looks like anything
        return []
    # Encodings that read all odd runs alike are one.
    alike: dict[tuple[str | None, ...], list[tuple[float, float, Pair]]] = defaultdict(list)
    # Few pairs, of random text and of right words that are rare: their letters are asked for nothing.
    asked = set().union(*[that_may_gain(*key, _WORTH - home.at_most(key[1])) for key in odd])
    for pair in filter(asked.__contains__, pairs()):
        read = [legacy_candidate(*key, pair) if could_be_read(key[1], pair.read) else None for key in odd]
        found = [home.candidate(key[1], c) for key, c in zip(odd, read, strict=True)]
        gains = [candidate.evidence for candidate in found if candidate]
        if gains and max(gains) >= _WORTH:
            signature = tuple(candidate.text if candidate else None for candidate in found)
            likely = home.written(pair)
            alike[signature].append((sum(gains) + likely, likely, pair))
    first = [_first(group, keys) for group in alike.values()]
    best = sorted(first, key=lambda item: -item[0])[:MOST]
    witnesses = _some(list({witness(key): key for key in keys}.values()))
    # What is explained without, as “ is that a C1 control stands for, is no witness either.
    witnesses = [key for key in witnesses if not _explained(key, runs[key])]
    plain = {key: max([0.0, *(c.evidence - _lost(key, c) for c in runs[key].candidates)]) for key in witnesses}
    least = max(0.0, best[0][0] - _BEHIND) if best else 0.0
    proposed = [_proposal(pair, plain, home) for total, _, pair in best if total > least]
    return [proposal for proposal in proposed if proposal]


def _first(alike: list[tuple[float, float, Pair]], keys: list[Key]) -> tuple[float, float, Pair]:
    """Of pairs that read the odd runs alike, the one that is meant: it shows the other runs, too.

    Croatian in cp1250 was not read as Latin-1 where it has š and ž, nor Breton in cp850 where it has — for ù.  Of those the
    first is the likeliest, unless the language says clearly more for another.
    """
    if len(alike) > 1 and any([is_latin(pair) for _, _, pair in alike]):
        reads = {pair.read for _, _, pair in alike}
        shown = {read: sum([could_be_read(key[1], read) + shows(key[1], read) for key in keys]) for read in reads}
        most = max(shown.values())
        alike = [item for item in alike if shown[item[2].read] == most]
    found = alike[0]
    for item in alike[1:]:
        if is_latin(item[2]) and item[1] > found[1] + _CLEARLY:
            found = item
    return found


def _explained(key: Key, s: Scored) -> bool:
    """Whether a candidate for the run `key` gains so much that none of legacy is needed: `\x93`, `Ã©`, not `ÎÄ¼þ` as `Îļþ`.

    What another tool may have made of the run explains little, and so do lost bytes: `TÑmÑ` may have been `Támá`.
    """
    plain = [c.evidence for c in s.candidates if is_plain(c) and not _breaks(key, c)]
    return bool(plain) and plain[0] >= _EXPLAINED + _EXPLAINED_EACH * len(key[1])


def _lost(key: Key, candidate: Candidate) -> float:
    """What it costs a reading to be none that only undoes mix-ups, in nats; lost bytes explain a lead by itself."""
    if is_plain(candidate):
        return 0.0
    return _LONE if len(key[1]) == 1 and candidate.spans[0].lost else math.inf


def _breaks(key: Key, candidate: Candidate) -> bool:
    """Whether a C1 control would have been a sign between letters: `mus\x94ron` is not `mus”ron`.

    ... or a letter of DOS or the Mac, about which other letters tell more.
    """
    left, run, _ = key
    made: list[tuple[str, bool]] = [(char, False) for char in left[-1:]]
    done = 0
    for span in candidate.spans:
        if span.layers[0].kind == C1_READ and is_old(span.layers[0]):
            return True
        made += [(char, False) for char in run[done : span.start]]
        made += [(char, span.layers[0].kind == C1_READ) for char in span.after]
        done = span.end
    made += [(char, False) for char in (run + key[2])[done:]]
    return any(
        [
            is_made and not char.isalpha() and before.isalpha() and after.isalpha()
            for (before, _), (char, is_made), (after, _) in zip(made, made[1:], made[2:], strict=False)
        ]
    )


def witness(key: Key) -> tuple[str, str, str]:
    """What makes `key` a witness of its own: the run in another word, but not in a column of `10è`, `11è`."""
    left, run, right = key
    return (
        left[-1:].lower() if left[-1:].isalpha() else " ",
        run.lower(),
        right[:1].lower() if right[:1].isalpha() else " ",
    )


def speaks(key: Key, home: Home) -> bool:
    """Whether the run says anything: a dash between words doesn't, nor does a letter by itself, as in tables of keys.

    In a language that is known it does where that has letters, or a word of one letter.
    """
    left, run, right = key
    if home.language.is_known and (is_out_of_place(*key) or _is_word(*key) or may_be_footnote(*key)):
        return True
    if is_no_writing(*key) or is_numbering(*key):
        return True
    signs = _signs(run)
    if COMMON.issuperset(signs):
        after = run[len(run.rstrip(ascii_letters)) :] or right
        # `espa±ol` was garbled, `DDMM±DDDMM` was not.
        small = _FORMULAS.isdisjoint(signs) or (left[-1:].islower() and after[:1].islower())
        return small and _BETWEEN.isdisjoint(run) and left[-1:].isalpha() and after[:1].isalpha()
    return len(run) > 1 or left[-1:].isalpha() or right[:1].isalpha()


def _is_word(left: str, run: str, right: str) -> bool:
    """Whether `run` is a letter between two spaces, with a word behind it."""
    return len(run) == 1 and run.isalpha() and left[-1:].isspace() and right[:1] == " " and right[1:2].islower()


def _signs(run: str) -> list[str]:
    """The characters of `run` outside ASCII: it may go on over letters that East Asian text may have taken in."""
    return [char for char in run if not char.isascii()]


def _some(runs: list[Key]) -> list[Key]:
    return runs if len(runs) <= SAMPLE else runs[:: len(runs) // SAMPLE + 1]


def _proposal(pair: Pair, runs: dict[Key, float], home: Home) -> Proposal | None:
    """What all of `runs`, the ones that aren't odd too, say for `pair` and against it; None for what is no writing.

    With each run goes what a plain reading gains: only what the pair gains beside that speaks for it.
    """
    said = [0.0]
    fit = 0.0
    odd: list[float] = []
    made: dict[Key, Candidate] = {}
    for key, plain in runs.items():
        candidate = home.candidate(key[1], legacy_candidate(*key, pair))
        if candidate:
            made[key] = candidate
        if not speaks(key, home) or (candidate and is_slip(_signs(key[1]), candidate.text)):
            continue
        if candidate and home.is_misfit(candidate):
            continue
        if candidate:
            gain = math.log(_SHARE * math.exp(min(candidate.evidence - plain, 50.0)) + 1 - _SHARE)
            said.append(min(_MOST_GAIN, gain))
            fit += gain
            if candidate.evidence > plain:  # what went through no mix-up is no writing in its light
                odd.append(oddness(key[0], candidate.text))
        elif not could_have_been(key[1], pair) or is_torn(key[1]):
            said.append(_SOUND)
            fit += _SOUND
    if pair.written in LATIN and sum(odd) > _NO_WRITING * len(odd):
        return None
    changed = {change for key, candidate in made.items() for change in changes(key[1], candidate)}
    if 0 < len(changed) < _LETTERS and all(map(_is_cyrillic, changed)) and letter_by_letter(made) < _FEWER:
        return None
    letters = any([after.isalpha() for _, after in changed])
    if changed and not letters and pair.written not in LATIN and home.language.is_latin:
        return None  # `razόn` was no `raz’n` of a Greek text
    return Proposal(pair, sum(said), max(said), fit + home.written(pair))


def changes(run: str, candidate: Candidate) -> set[tuple[str, str]]:
    """The small letters that `candidate` turns into others, with these."""
    found: set[tuple[str, str]] = set()
    for span in candidate.spans:
        before = run[span.start : span.end]
        if len(before) == len(span.after):
            found.update((a, b) for a, b in zip(before.lower(), span.after.lower(), strict=False) if a != b)
    return found


def letter_by_letter(made: Mapping[Key, Candidate]) -> float:
    """What the candidates `made` of runs gain, in nats, each letter that they change once: `куќа` is one witness."""
    said: dict[tuple[str, str], dict[tuple[str, str, str], float]] = defaultdict(dict)
    for key, candidate in made.items():
        changed = changes(key[1], candidate)
        for change in changed:
            said[change][witness(key)] = candidate.evidence / len(changed)
    return sum([sum(each.values()) / len(each) for each in said.values()])


def _is_cyrillic(change: tuple[str, str]) -> bool:
    return all(["\u0400" <= char < "\u0530" for char in change])


def is_latin(pair: Pair) -> bool:
    """Whether Latin letters became something else."""
    return pair.written in LATIN
