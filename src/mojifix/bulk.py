"""Large texts: a sample of the runs elects the mix-ups, and what these explain is decoded in blocks by the codecs.

Only what the blocks leave over goes the way of small texts, run by run, in the light of the same election.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import NamedTuple

from mojifix import overlooked, variants, wholesale
from mojifix.apply import Repair
from mojifix.coarse import Hits, hits
from mojifix.cuts import LONG, blocks, cut, line_at, lines_at, windows
from mojifix.decoding import Decoding
from mojifix.election import elect
from mojifix.glance import ALONE, Seen, glance
from mojifix.home import Home
from mojifix.resieve import Sieved, unchanged
from mojifix.sampling import SAMPLE, few_runs, sample, wins
from mojifix.strict import evident
from mojifix.verdict import Policy

_WITNESSED = 60  # code points of each window from which a run is taken, whatever it is: forty say all that dissent may
_HITS = 16  # in each window that are looked at
_LINES = 1  # of each window, by which evident chains are known
_SPAN = re.compile("[^\x00-\x7f]+")


class Done(NamedTuple):
    """The repairs of a large text, in order, and whether they leave nothing that is worth a look; what was sieved since."""

    repairs: list[Repair]
    settled: bool
    sieved: Sequence[Sieved] = ()


def repairs(text: str, first: Hits, policy: Policy, detail: bool) -> Done:
    """The repairs of a large `text`.

    `first` are its first hits.  Without `detail`, lines that were decoded whole are one repair.
    """
    if not first.places:
        done = _wholly(text, policy)
    elif first.all:
        done = _few(text, first.places, policy, detail)
    else:
        done = _many(text, policy, detail)
    return done._replace(repairs=variants.beyond(done.repairs))


def _few(text: str, places: list[int], policy: Policy, detail: bool) -> Done:
    """The repairs where only few `places` were hit: what stands between them is right."""
    seen = glance(text, places, ALONE, SAMPLE)
    if not seen:
        return _wholly(text, policy)
    legacy = seen.any_odd  # what gains by sequences says nothing for mix-ups that have none
    evidently = evident(_lines_asked(text, seen))
    if not evidently and (found := wholesale.repairs(text, policy)):
        return Done(found, False, unchanged(text, places, found))
    # The odd runs alone would elect what they look like: where they don't, nothing is found.
    if not evidently and not wins(elect(sample([few_runs(text, seen.all, Counter())]), Home(text), legacy), policy):
        return Done([], True)

    def voters() -> list[list[int]]:
        # What is likely right has a say too.
        some = places[:: len(places) // SAMPLE + 1]
        return [seen.all, some, [at for begin, _ in windows(text) for at in _witnesses(text, begin)]]

    work = Decoding(text, voters, evidently, legacy, policy, detail)
    more = overlooked.places(text, places, work.chains)
    work.decode(list(lines_at(text, sorted([*places, *more]))), "\n", few=True)
    found, settled = work.done()
    return Done(found, settled, () if settled else unchanged(text, places, found))


def _wholly(text: str, policy: Policy) -> Done:
    """The repairs where nothing was hit that is worth a look."""
    found = wholesale.repairs(text, policy)
    return Done(found, not found)


def _witnesses(text: str, begin: int) -> list[int]:
    """A place near `begin` that a run holds, whatever it is."""
    return [match.start() for match in islice(_SPAN.finditer(text, begin, begin + _WITNESSED), 1)]


def _many(text: str, policy: Policy, detail: bool) -> Done:
    """The repairs where much of `text` was hit: block by block."""
    hit = [[begin + at for at in sorted(islice(hits(text[begin:end]), _HITS))] for begin, end in windows(text)]
    evidently = evident(
        (text[begin:end], partial(bool, True)) for at in hit for begin, end in islice(lines_at(text, at), _LINES)
    )
    if not evidently and (found := wholesale.repairs(text, policy)):
        return Done(found, False)
    work = Decoding(text, lambda: hit, evidently, True, policy, detail)
    for begin, end in blocks(text):
        block = text[begin:end]
        if block.isascii():
            work.sieved.append(Sieved(begin, end, []))
        elif not (work.decode_whole(block, begin) or work.decode_parts(block, begin)):
            lines = cut(block, begin, "\n")
            work.decode([line for line in lines if line[1] - line[0] <= LONG], "\n")
            for a, b in lines:
                if b - a > LONG:
                    work.decode(cut(text[a:b], a, " "), " ")
    return Done(*work.done(), work.sieved)


def _lines_asked(text: str, seen: Seen) -> Iterator[tuple[str, Callable[[], bool]]]:
    """The lines of the places of which `seen` is asked, each with whether one of these is among them."""
    asked = seen.asked
    first = done = 0
    while first < len(asked):
        begin, end = line_at(text, asked[first])
        last = bisect_right(asked, end, first + 1)
        yield text[max(begin, done) : end], partial(any, map(seen.__contains__, asked[first:last]))
        first, done = last, end
