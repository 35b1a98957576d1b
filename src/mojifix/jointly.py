"""What one legacy mix-up makes of all of a short text in Latin letters: its few runs together, not one by one.

A run shows one letter or two, of which several mix-ups make good ones; by itself each stays below what the prior asks for.
But a short text went through one mix-up as a whole, so that its runs add up, and the readings of all of it are few.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from math import exp
from typing import NamedTuple

from mojifix.document import Key, is_latin
from mojifix.election import Election
from mojifix.hypotheses import LEGACY
from mojifix.lattice import log_sum
from mojifix.legacy import LOOKALIKES, Pair, could_be_read, could_have_been, is_torn, pairs
from mojifix.legacy_reading import legacy_candidate
from mojifix.priors import read_as
from mojifix.score import Candidate
from mojifix.verdict import Policy, Verdict

_RUNS = 20  # distinct runs of a text up to which it is short: more of them elect their mix-up
_FIT = 0.5  # of what the language says for the letters of a reading, beside its part in the evidence
_READER = 0.5  # of how likely the reader's encoding is: the sieve and the garbled letters themselves have told of it
_GARBLED = -5.0  # nats: that a text which was stopped at is garbled so, and not right
_BACKING = 0.3  # of what backs the reading of its runs, that no right text has what stands there
_TEMPER = 0.75  # of 528 Latin development sentences that stayed, what is .9 by this is right in 98 of 100


class _Reading(NamedTuple):
    """What all of a text may have been: by its likeliest pair, with the weight of all pairs that read it so, in nats."""

    pair: Pair
    candidates: Mapping[Key, Candidate | None]
    weight: float


def jointly(known: Mapping[Key, Verdict | None], election: Election, policy: Policy) -> dict[Key, Verdict | None]:
    """The verdicts on the runs of a short text that one legacy mix-up explains as a whole; none where that isn't clear.

    Where the runs one by one were decided otherwise, and neither is clear, none is repaired.
    """
    if not _is_asked(known):
        return {}
    readings = _readings(sorted(known), election)
    if not readings:
        return {}
    best = readings[0]
    decided = {key: v.winner.text for key, v in known.items() if v and v.winner}
    if not is_latin(best.pair) or best.weight < 0:
        return {}
    others = _otherwise(known, election)
    norm = log_sum([0.0, _TEMPER * others, *(_TEMPER * reading.weight for reading in readings)])
    confidence = exp(_TEMPER * best.weight - norm)
    if confidence >= policy.confidence:
        chain = ((LEGACY + best.pair.written, best.pair.read),)
        return {
            key: Verdict(c, confidence, (chain,) * len(c.spans)) if c else None for key, c in best.candidates.items()
        }
    texts = {key: c.text for key, c in best.candidates.items() if c}
    return {} if all([texts.get(key) == text for key, text in decided.items()]) else dict.fromkeys(known)


def _is_asked(known: Mapping[Key, Verdict | None]) -> bool:
    """Whether the runs are few, and nothing but a legacy mix-up of Latin letters was found in any of them."""
    if not 0 < len(known) <= _RUNS:
        return False
    for key, verdict in known.items():
        if is_torn(key[1]) or (verdict and verdict.open):
            return False
        for (kind, read), *_ in verdict.chains if verdict and verdict.winner else ():
            if not (kind.startswith(LEGACY) and is_latin(Pair(kind.removeprefix(LEGACY), read))):
                return False
    return not all([LOOKALIKES.issuperset(filter(_is_foreign, key[1])) for key in known])  # `сafé` is a writer's slip


def _is_foreign(char: str) -> bool:
    return not char.isascii()


def _otherwise(known: Collection[Key], election: Election) -> float:
    """The evidence for what isn't legacy in the runs: UTF-8, lost bytes, another tool's repair."""
    said = 0.0
    for key in sorted(known):
        plain = [c.evidence for c in election.scored_as(key).candidates if not c.spans[0].layers[0].kind.startswith(LEGACY)]
        said += max([0.0, *plain])
    return said


def _readings(keys: list[Key], election: Election) -> list[_Reading]:
    """What all of the runs `keys` may have been by one legacy mix-up, the likeliest first."""
    home = election.home
    shown: dict[str, bool] = {}
    weights: dict[tuple[str, ...], list[float]] = defaultdict(list)
    best: dict[tuple[str, ...], _Reading] = {}
    for pair in pairs():
        if pair.read not in shown:
            shown[pair.read] = all([could_be_read(key[1], pair.read) for key in keys])
        if not shown[pair.read]:
            continue
        found = {key: home.candidate(key[1], legacy_candidate(*key, pair)) for key in keys}
        if not any(found.values()) or not all([c or could_have_been(key[1], pair) for key, c in found.items()]):
            continue
        weight = _GARBLED + home.written(pair) + _READER * read_as(pair.read)
        backing = 0.0
        for key, c in found.items():
            if c:
                fit = home.language.fit(c.text) - home.language.fit(key[1])
                weight += c.evidence + _FIT * fit
                backing = max(backing, home.backing(key, c))
        weight += _BACKING * backing
        signature = tuple([c.text if c else key[1] for key, c in found.items()])
        weights[signature].append(weight)
        if signature not in best or weight > best[signature].weight:
            best[signature] = _Reading(pair, found, weight)
    readings = [reading._replace(weight=log_sum(weights[signature])) for signature, reading in best.items()]
    return sorted(readings, key=lambda reading: -reading.weight)
