"""The runs of a large text that hold its election, and the chains that they agree on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from mojifix.cuts import runs_at
from mojifix.document import Key
from mojifix.election import Election
from mojifix.hypotheses import BENT_READ, UTF8_READ, steps_of
from mojifix.priors import ChainName, chains, prior
from mojifix.scan import Run
from mojifix.steps import Chain
from mojifix.verdict import Policy, verdicts

SAMPLE = 48  # distinct runs that take part in the election at most
_ENOUGH = 16  # ... and at least, where long runs use up their time
_POINTS = 600  # code points of all of them: a run of ten takes milliseconds
AGREED = 10  # of them, for a chain that blocks are decoded by
_CHAINS = 6  # of them that a block is tried with
SURE = 0.99  # the least mean confidence of those
_CONTEXTS = 2  # of the same pair of characters, for it to show what it can


def sample(groups: list[list[Run]]) -> list[Key]:
    """Distinct runs out of every group by turns, until they are many or long."""
    keys: dict[Key, None] = {}
    points = 0
    for turn in zip_longest(*groups):
        for run in turn:
            if run is None or run.key in keys:
                continue
            if len(keys) >= SAMPLE or (points > _POINTS and len(keys) >= _ENOUGH):
                return list(keys)
            keys[run.key] = None
            points += len(run.text)
    return list(keys)


def few_runs(text: str, places: list[int], count: Counter[str]) -> list[Run]:
    """The runs at `places`, which are in order; `count` is of what they show, from text to text of a document."""
    return runs_at(text, list(_distinct(text, places, count)))


def _distinct(text: str, places: Iterable[int], count: Counter[str]) -> Iterator[int]:
    """Those of `places` that don't show the same as some before: the same word in other contexts is one witness."""
    for place in places:
        pair = text[place : place + 2]
        count[pair] += 1
        if count[pair] <= _CONTEXTS:
            yield place


def wins(election: Election, policy: Policy) -> bool:
    """Whether any run of an election is repaired."""
    return any([verdict and verdict.winner for verdict in verdicts(election, policy).values()])


def agreed(election: Election, policy: Policy) -> list[Chain]:
    """The chains that enough runs agree on, the deepest first: a shallower one undoes part of what it undid.

    Codecs that explain a run alike all count: what French text shows of cp1252 is mostly what it would show of Latin-1.
    """
    count: Counter[ChainName] = Counter()
    sure: dict[ChainName, float] = {}
    for verdict in verdicts(election, policy).values():
        if verdict is None or verdict.winner is None:
            continue
        alike = {name for span in verdict.winner.spans for name, _ in chains(span.layers)}
        for name in alike:
            if all([kind in (UTF8_READ, BENT_READ) for kind, _ in name]):
                count[name] += 1
                sure[name] = sure.get(name, 0.0) + verdict.confidence
    found = [name for name, n in count.items() if n >= AGREED and sure[name] >= SURE * n]
    found.sort(key=lambda name: (-len(name), -count[name], -prior(name), name))
    return [steps_of(name) for name in found[:_CHAINS]]
