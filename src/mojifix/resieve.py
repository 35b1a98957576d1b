"""The hits of a large text after its repairs: what was sieved is not sieved again.

A pass changes some lines of a text, or what it made of blocks was sieved then and there.  What is left to sieve for the
next pass is little: to sieve all of it took half of the time of a text that needs two passes.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from mojifix import charmaps
from mojifix.apply import Repair
from mojifix.coarse import REACH, hits
from mojifix.forms import signs
from mojifix.steps import RESTORE, UTF8, Chain

_ESCAPE = 40  # code points on each side of a repair, with which it may be an escape
_MOST = 0.75  # of a text that has to be known


class Sieved(NamedTuple):
    """A stretch of whole lines, `begin` to `end` of a text, and its hits once it is repaired, counted from `begin`."""

    begin: int
    end: int
    places: list[int]


class Hints(NamedTuple):
    """What is known of a large text from the pass that made it."""

    places: list[int]  # its hits, in order
    escapes: bool  # whether there may be any that say more than ASCII


def unchanged(text: str, places: list[int], repairs: Iterable[Repair]) -> list[Sieved]:
    """The lines of `text` that `repairs` leave as they are; `places` are all of its hits."""
    found = []
    done = 0
    for repair in repairs:
        if repair.start >= done:
            found.append(_between(places, done, text.rfind("\n", done, repair.start) + 1 or done))
        done = max(done, text.find("\n", repair.end) + 1 or len(text))
    found.append(_between(places, done, len(text)))
    return [stretch for stretch in found if stretch.end > stretch.begin]


def _between(places: list[int], begin: int, end: int) -> Sieved:
    within = places[bisect_right(places, begin - 1) : bisect_right(places, end - 1)]
    return Sieved(begin, end, [place - begin for place in within])


def hints(made: str, repairs: list[Repair], sieved: Sequence[Sieved]) -> Hints | None:
    """What is known of `made`, which `repairs` made of a text without escapes of which stretches are `sieved`.

    None where these are little of it: what is full of hits is known to be by the first of them.
    """
    starts = [repair.start for repair in repairs]
    shifts = [0, *accumulate([len(repair.after) - len(repair.before) for repair in repairs])]
    if sum([end - begin for begin, end, _ in sieved]) < _MOST * (len(made) - shifts[-1]):
        return None
    places: set[int] = set()
    open_: list[tuple[int, int]] = []  # what isn't known, in `made`
    done = 0
    for begin, end, known in sieved:
        first = begin + shifts[bisect_left(starts, begin)]
        places.update([first + place for place in known])
        open_.append((done, first))
        done = end + shifts[bisect_left(starts, end)]
    open_.append((done, len(made)))
    places.update(_hits_within(made, open_))
    places_of = [(r.start + shift, len(r.after), r.steps) for r, shift in zip(repairs, shifts, strict=False)]
    new = [made[max(0, at - _ESCAPE) : at + size + _ESCAPE] for at, size, chain in places_of if not _is_plain(chain)]
    return Hints(sorted(places), bool(signs("\n".join(new))))


def _hits_within(text: str, stretches: list[tuple[int, int]]) -> Iterator[int]:
    """The hits of these stretches, which are in order, and of what is so near to them that they may change it."""
    begins, starts = [], []
    pieces: list[str] = []
    size = 0
    for begin, end in stretches:
        begin = max(0, begin - 2 * REACH)
        begins.append(begin)
        starts.append(size)
        pieces.append(text[begin : end + 2 * REACH])
        size += len(pieces[-1]) + 1
    for place in hits("\n".join(pieces)):
        number = bisect_right(starts, place) - 1
        at = begins[number] + place - starts[number]
        (begin, end) = stretches[number]
        if begin - REACH <= at < end + REACH:
            yield at


@cache
def _is_plain(chain: Chain) -> bool:
    """Whether ASCII is the same before and after the `chain`: UTF-8 holds it as it is."""
    return all([step.action != RESTORE and (step.codec == UTF8 or charmaps.is_plain(step.codec)) for step in chain])
