"""Large text all of which went through one legacy mix-up: a sample tells of it, and every run is judged by that alone.

Legacy text has few shapes that the sieve stops at, and nothing that a block could be decoded by.
"""

from __future__ import annotations

from mojifix import sieve
from mojifix.agreement import all_of, judged_by_all, speaks_against
from mojifix.apply import Repair
from mojifix.decide import repairs_of
from mojifix.election import elect
from mojifix.familiar import familiar
from mojifix.home import Home
from mojifix.legacy import EAST_ASIAN, Pair
from mojifix.scan import recut, scan
from mojifix.suspects import are_cleared, are_rare
from mojifix.verdict import Policy, verdicts

_PLACE = 1_000  # code points of each place that makes the sample
# Distinct runs of the sample that are searched, of which Russian has a thousand.
_RUNS = 300
_AGAINST = 0.1  # of the distinct runs that are repaired, as many may tell of another mix-up, or of none


def repairs(text: str, policy: Policy) -> list[Repair]:
    """The repairs of a large `text`, in order; none where not all of it went through one legacy mix-up."""
    pair = _of_all("\n".join(sieve.samples(text, _PLACE)), policy) if _is_worth_it(text) else None
    if not pair:
        return []
    runs = scan(text)
    if pair.written in EAST_ASIAN:
        runs = recut(text, runs, pair)
    known = {key: judged_by_all(key, pair, None, policy) for key in {run.key for run in runs}}
    against = {key[1] for key, verdict in known.items() if not verdict and speaks_against(key, pair)}
    if len(against) > _AGAINST * len({key[1] for key, verdict in known.items() if verdict}):
        return []
    return repairs_of([(run, verdict) for run in runs if (verdict := known[run.key])])


def _is_worth_it(text: str) -> bool:
    """Whether a short sample of `text` holds more than rare words: of clean development texts one in forty does.

    The sample takes ten milliseconds, as long as the scan of a megabyte, and so would all its runs.  How odd its runs are
    doesn't tell: of 60 runs of Czech as cp1250 read as cp1252 a tenth were, and of clean Czech nearly as many.
    """
    sample = "\n".join(sieve.samples(text, sieve.BRIEF))
    return sieve.garbled(sample) and not are_rare(sample)


def _of_all(sample: str, policy: Policy) -> Pair | None:
    """The mix-up that all of the `sample` went through."""
    if not sieve.garbled(sample):
        return None
    if are_cleared(sample, policy):
        return None
    runs = scan(sample)
    distinct = list(dict.fromkeys([run.key for run in runs]))
    keys = distinct[:: len(distinct) // _RUNS + 1]
    election = elect(keys, Home(sample))
    known = verdicts(election, policy)
    judged = [(run, verdict) for run in runs if (verdict := known.get(run.key)) and verdict.winner]
    if len(familiar(judged, [run for run in runs if run.key in known], election.home.language, sample)) < len(judged):
        return None
    return all_of({key: known.get(key) for key in keys})
