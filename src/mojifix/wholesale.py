"""Large text all of which went through one legacy mix-up: a sample tells of it, and every run is judged by that alone.

Legacy text has few shapes that the sieve stops at, and nothing that a block could be decoded by.
"""

from __future__ import annotations

from functools import cache

from mojifix import sieve
from mojifix.apply import Repair
from mojifix.charmaps import CODECS
from mojifix.decide import Policy, all_of, judged_by_all, repairs_of, speaks_against, verdicts
from mojifix.election import elect
from mojifix.home import Home
from mojifix.legacy import EAST_ASIAN, Pair, pairs, repertoire
from mojifix.scan import recut, scan
from mojifix.standing import as_it_stands
from mojifix.suspects import are_cleared

_PLACES, _PLACE = 6, 1_000  # of the text that make the sample, and code points of each
# Distinct runs that a glance takes in, code points of each place for these, and the share of odd ones from which more are
# looked at: of clean text one in six is.  A sample takes ten milliseconds, as long as the scan of a megabyte.
_GLANCE, _BRIEF, _ODD = 24, 400, 0.3
_ODD_RUN = 5.5  # nats a code point: Korean text has 4 to 5
_AGAINST = 0.1  # of the distinct runs that are repaired, as many may tell of another mix-up, or of none


def repairs(text: str, policy: Policy) -> list[Repair]:
    """The repairs of a large `text`, in order; none where not all of it went through one legacy mix-up."""
    pair = _of_all(_sample(text, _PLACE), policy) if _is_odd(_sample(text, _BRIEF)) else None
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


def _sample(text: str, size: int) -> str:
    """Whole lines from places all over `text`, of `size` code points each."""
    found = []
    for begin in range(0, len(text), len(text) // _PLACES + 1):
        start = text.find("\n", begin, begin + size) + 1 or begin
        end = text.find("\n", start + size, start + 2 * size)
        found.append(text[start : end if end > 0 else start + size])
    return "\n".join(found)


def _is_odd(sample: str) -> bool:
    """Whether much of the `sample` is odd by itself."""
    keys = sorted({run.key for run in scan(sample)})
    some = keys[:: len(keys) // _GLANCE + 1]
    odd = sum([any(map(_shown().__contains__, key[1])) and as_it_stands(*key)[1] > _ODD_RUN for key in some])
    return odd > max(1, _ODD * len(some))


@cache
def _shown() -> frozenset[str]:
    """The characters that legacy text shows as: Korean and Hindi are nothing that a mix-up of it makes."""
    readers = {pair.read for pair in pairs()}
    return frozenset(map(chr, range(0x3041, 0xA000))).union(*[repertoire(codec) for codec in readers & set(CODECS)])


def _of_all(sample: str, policy: Policy) -> Pair | None:
    """The mix-up that all of the `sample` went through."""
    if not sieve.garbled(sample):
        return None
    runs = scan(sample)
    if are_cleared(sample, runs, policy):
        return None
    keys = {run.key for run in runs}
    known = verdicts(elect(keys, Home(sample)), policy)
    return all_of({key: known.get(key) for key in keys})
