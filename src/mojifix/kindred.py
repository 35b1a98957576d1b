"""What a mix-up of two kindred encodings makes of a short text: of one alphabet, most of whose letters they share.

`Њожно ли человека опустить? - „а` was in Mac Cyrillic, which has its capitals elsewhere than Windows and all else in the
same place.  A run shows a letter of that, too few for a document to go by; but the sound words beside it are in the same
alphabet, and where letters are so much better by its kin, the text is hardly right.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from math import exp

from mojifix.candidate import Candidate
from mojifix.charmaps import CODECS
from mojifix.document import Key, letter_by_letter
from mojifix.election import Election
from mojifix.hypotheses import LEGACY
from mojifix.legacy import LATIN, Pair, are_neighbours, could_have_been, pairs
from mojifix.legacy_reading import legacy_candidate
from mojifix.logs import log_sum
from mojifix.model import EDGE
from mojifix.priors import read_as
from mojifix.verdict import Policy, Verdict

_RUNS = 40  # distinct runs of a text up to which it is short: more of them elect their mix-up
_SOUND = 2  # runs that it leaves as they are, for a text in that alphabet
# Nats: that a text which the sieve stopped at is garbled so, and not right.  To be taken a reading has to gain some eleven.
# Of 41,733 clean development lines in these alphabets none gains more than four, of 55,140 in rare languages two do nine.
_GARBLED = -6.0
# ... and nats that a reading says by which the text begins with a capital where it doesn't as it stands: `¬ласник налога`.
_CAPITAL = 1.7
_READER = 0.5  # of how likely the reader's encoding is: its letters have told of it already
_TEMPER = 0.75
# Rare words of right text may be names by a reading: `ћуп` was no `Юуп`, nor `ђак` a `Рак`.
_BALKAN = tuple([frozenset(f"абвгдежзиклмнопрстуфхцчшјљњџ{more}") for more in ("ђћ", "ѓќѕ")])
_RISE = re.compile("[а-џ][А-ЯЀ-Џ]")  # a quotation mark behind a word of right text would be a capital: `“эмэгтэй”`
_LEAST = -1.0  # nats of evidence below which a run is right as it is


def kindred(known: Mapping[Key, Verdict | None], election: Election, policy: Policy) -> dict[Key, Verdict]:
    """The verdicts on the runs of a short text in which nothing was found, where kindred encodings explain them."""
    if not 1 < len(known) <= _RUNS or any([v and v.winner for v in known.values()]):
        return {}
    is_balkan = _is_balkan(known)
    weights: dict[tuple[tuple[Key, str], ...], list[tuple[float, Pair, dict[Key, Candidate]]]] = defaultdict(list)
    for pair, found in _readings(sorted(known)):
        if is_balkan and all([run[span.start : span.end].isalpha() for (_, run, _), c in found.items() for span in c.spans]):
            continue
        weight = _GARBLED + _READER * read_as(pair.read) + letter_by_letter(found) + _CAPITAL * _begins(found)
        weights[tuple([(key, c.text) for key, c in found.items()])].append((weight, pair, found))
    if not weights:
        return {}
    best = max(weights.values(), key=lambda alike: log_sum([weight for weight, _, _ in alike]))
    norm = log_sum([0.0, *(_TEMPER * log_sum([weight for weight, _, _ in alike]) for alike in weights.values())])
    confidence = exp(_TEMPER * log_sum([weight for weight, _, _ in best]) - norm)
    if confidence < policy.confidence:
        return {}
    _, pair, found = max(best, key=lambda item: item[0])
    chain = ((LEGACY + pair.written, pair.read),)
    return {key: Verdict(c, confidence, (chain,) * len(c.spans)) for key, c in found.items()}


def _readings(keys: list[Key]) -> Iterator[tuple[Pair, dict[Key, Candidate]]]:
    """What the kindred pairs make of the runs that they change, if the text may have gone through them."""
    for pair in kin():
        if not all(could_have_been(key[1], pair) for key in keys):  # the first says so of most
            continue
        found = _read(pair, keys)
        if found and len(keys) - len(found) >= _SOUND:
            yield pair, found


def _read(pair: Pair, keys: list[Key]) -> dict[Key, Candidate]:
    """What `pair` makes of those of the runs `keys` that it changes; nothing where one of them is right as it is."""
    found: dict[Key, Candidate] = {}
    for key in keys:
        if c := legacy_candidate(*key, pair):
            if c.evidence <= _LEAST or _RISE.search(key[0] + c.text):
                return {}
            found[key] = c
    return found


def _is_balkan(keys: Iterable[Key]) -> bool:
    """Whether all letters beyond ASCII are those of Serbian, or of Macedonian, which Windows has where the Mac has capitals.

    >>> _is_balkan([("", "ћуп", "ђак")]), _is_balkan([("", "Њожно", " "), (" ", "ли", " "), (" ", "быть", "")])
    (True, False)
    """
    letters = {char.lower() for _, run, _ in keys for char in run if char.isalpha() and not char.isascii()}
    return any(map(letters.issubset, _BALKAN))


def _begins(found: Mapping[Key, Candidate]) -> bool:
    """Whether a text that begins with no capital begins with one by the readings `found`."""
    return any([left == EDGE + EDGE and not run[0].isupper() and c.text[0].isupper() for (left, run, _), c in found.items()])


@cache
def kin() -> tuple[Pair, ...]:
    """The pairs of encodings of one alphabet, other than the Latin one."""
    return tuple(
        [
            pair
            for pair in pairs()
            if pair.written in CODECS and pair.written not in LATIN and are_neighbours(pair.written, pair.read)
        ]
    )
