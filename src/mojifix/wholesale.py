"""Large text all of which went through one legacy mix-up: a sample tells of it, and every run is judged by that alone.

Legacy text has few shapes that the sieve stops at, and nothing that a block could be decoded by.
"""

from __future__ import annotations

import re

from mojifix import sieve
from mojifix.agreement import all_of, judged_by_all, speaks_against
from mojifix.apply import Repair
from mojifix.decide import repairs_of
from mojifix.election import elect
from mojifix.familiar import familiar
from mojifix.home import Home
from mojifix.legacy import EAST_ASIAN, Pair
from mojifix.scan import recut, scan
from mojifix.standing import as_it_stands
from mojifix.suspects import are_cleared, are_rare
from mojifix.verdict import Policy, verdicts

_PLACE = 1_000  # code points of each place that makes the sample
# The share of odd runs at a glance from which more are looked at: of clean text one in six is.  The sample takes ten
# milliseconds, as long as the scan of a megabyte, and so would all its runs.
_ODD = 0.3
# Distinct runs of the sample that are searched, of which Russian has a thousand.
_RUNS = 300
_FEW = re.compile("(?:[\x00-\x7f]*[^\x00-\x7f]+){0,3}")
_ODD_RUN = 5.5  # nats a code point: Korean text has 4 to 5
# Scripts that no single-byte encoding of old has, but for Thai, so that legacy text doesn't show as them.
_UNSHOWN = re.compile("[\u0530-\u058f\u0700-\u0dff\u0e80-\u1dff\u2e80-\ud7ff]")
_FAMILIAR = 0.9  # the share of what is repaired in the sample that has to read like its language
_AGAINST = 0.1  # of the distinct runs that are repaired, as many may tell of another mix-up, or of none


def repairs(text: str, policy: Policy) -> list[Repair]:
    """The repairs of a large `text`, in order; none where not all of it went through one legacy mix-up."""
    pair = _of_all("\n".join(sieve.samples(text, _PLACE)), policy) if _is_worth_it(text, policy) else None
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


def _is_worth_it(text: str, policy: Policy) -> bool:
    """Whether a short sample of `text` is odd, or holds more than rare words.

    Of 60 runs of Czech as cp1250 read as cp1252 a tenth were odd, and of clean Czech nearly as many.
    """
    places = sieve.samples(text, sieve.BRIEF)
    if _is_odd(places):
        return sieve.garbled("\n".join(sieve.samples(text, _PLACE)))
    sample = "\n".join(places)
    return sieve.garbled(sample) and not are_rare(sample) and not are_cleared(sample, policy)


def _is_odd(places: list[str]) -> bool:
    """Whether much of what the first runs of these `places` show is odd by itself."""
    keys = {run.key for place in places if (few := _FEW.match(place)) for run in scan(place, 0, few.end())}
    odd = sum([not _UNSHOWN.search(key[1]) and as_it_stands(*key)[1] > _ODD_RUN for key in keys])
    return odd > max(1, _ODD * len(keys))


def _of_all(sample: str, policy: Policy) -> Pair | None:
    """The mix-up that all of the `sample` went through."""
    if are_cleared(sample, policy):
        return None
    runs = scan(sample)
    distinct = list(dict.fromkeys([run.key for run in runs]))
    keys = distinct[:: len(distinct) // _RUNS + 1]
    election = elect(keys, Home(sample))
    known = verdicts(election, policy)
    judged = [(run, verdict) for run in runs if (verdict := known.get(run.key)) and verdict.winner]
    asked = [run for run in runs if run.key in known]
    if len(familiar(judged, asked, election.home, sample)) < _FAMILIAR * len(judged):
        return None
    return all_of({key: known.get(key) for key in keys})
