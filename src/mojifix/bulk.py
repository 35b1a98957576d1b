"""Large texts: a sample of the runs elects the mix-ups, and what these explain is decoded in blocks by the codecs.

Only what the blocks leave over goes the way of small texts, run by run, in the light of the same election.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice, zip_longest

from mojifix.apply import Repair
from mojifix.decide import Policy, Verdict, judge_by, repairs_of, verdicts
from mojifix.document import Key
from mojifix.election import Election, elect
from mojifix.hypotheses import BENT_READ, UTF8_READ, steps_of
from mojifix.priors import ChainName, chains, prior
from mojifix.scan import Run, scan
from mojifix.sieve import hits
from mojifix.steps import Chain, replay

LARGE = 24_000  # code points from which a text is large: a sample says as much as all of it
_WINDOWS = 32  # places of the text that are looked at for the sample
_WINDOW = 1_500  # code points of each
_SAMPLE = 48  # distinct runs that take part in the election at most
_ENOUGH = 16  # ... and at least, where long runs use up their time
_POINTS = 600  # code points of all of them: a run of ten takes milliseconds
_AGREED = 10  # of them, for a chain that blocks are decoded by
_CHAINS = 6  # of them that a block is tried with
_SURE = 0.99  # the least mean confidence of those
_BLOCK = 32_768  # code points of a block at first; those that fail are halved, down to a line
_DENSE = 4  # windows with hits, from which blocks are tried before places are looked for
_WITNESSED = 60  # code points of each window from which two runs are taken whatever they are
_SPARSE = 200  # code points for each hit that a decoded block may still show: clean text has one in thousands
_SPAN = re.compile("[^\x00-\x7f]+")
_CLUSTER = re.compile("[^\x00-\x7f]+(?:[@-~][^\x00-\x7f]+)*")


def repairs(text: str, policy: Policy, detail: bool) -> list[Repair]:
    """The repairs of a large `text`, in order; without `detail`, lines that were decoded whole are one repair."""
    windows = [(begin, list(islice(hits(text[begin:end]), _SAMPLE))) for begin, end in _windows(text)]
    hit = [(begin, found) for begin, found in windows if found]
    found: list[Repair] = []
    left: list[tuple[int, int]] = []
    if len(hit) < _DENSE:
        places = sorted(hits(text))
        suspects = _runs_at(text, places[:: len(places) // (2 * _SAMPLE) + 1])
        # What is likely right has a say too: a few odd runs alone would elect a legacy mix-up.
        witnesses = [scan(text, begin, begin + _WITNESSED)[:2] for begin, _ in windows] if suspects else []
        election = elect(_sample([suspects, [run for group in witnesses for run in group]]))
        agreed = _agreed(election, policy)
        done = -1
        for place in places:
            if place >= done:
                begin, done = _line(text, place)
                _decode(text, begin, done, agreed, detail, found, left)
    else:
        election = elect(_sample([_runs_at(text, [begin + place for place in sorted(at)]) for begin, at in hit]))
        agreed = _agreed(election, policy)
        for begin, end in _blocks(text):
            _decode(text, begin, end, agreed, detail, found, left)
    known: dict[Key, Verdict | None] = {}
    for begin, end in left:
        runs = _runs_at(text, [begin + place for place in sorted(hits(text[begin:end]))])
        for run in runs:
            if run.key not in known:
                known[run.key] = judge_by(election, run.key, policy)
        found += repairs_of(runs, known)
    found.sort()
    return found


def _sample(groups: list[list[Run]]) -> list[Key]:
    """Distinct runs out of every group by turns, until they are many or long."""
    keys: dict[Key, None] = {}
    points = 0
    for turn in zip_longest(*groups):
        for run in turn:
            if run is None or run.key in keys:
                continue
            if len(keys) >= _SAMPLE or (points > _POINTS and len(keys) >= _ENOUGH):
                return list(keys)
            keys[run.key] = None
            points += len(run.text)
    return list(keys)


def _windows(text: str) -> Iterator[tuple[int, int]]:
    step = max(_WINDOW, len(text) // _WINDOWS)
    for begin in range(0, len(text), step):
        yield begin, min(begin + _WINDOW, len(text))


def _agreed(election: Election, policy: Policy) -> list[Chain]:
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
    agreed = [name for name, n in count.items() if n >= _AGREED and sure[name] >= _SURE * n]
    agreed.sort(key=lambda name: (-len(name), -count[name], -prior(name), name))
    return [steps_of(name) for name in agreed[:_CHAINS]]


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """The whole of `text`, cut after line ends."""
    begin = 0
    while begin < len(text):
        end = text.rfind("\n", begin, begin + _BLOCK) + 1 if begin + _BLOCK < len(text) else len(text)
        if end <= begin:
            end = text.find("\n", begin) + 1 or len(text)
        yield begin, end
        begin = end


def _decode(
    text: str, begin: int, end: int, agreed: list[Chain], detail: bool, found: list[Repair], left: list[tuple[int, int]]
) -> None:
    """Decodes what of a block the chains that were `agreed` on explain; the lines that they don't explain are `left`."""
    block = text[begin:end]
    if block.isascii():
        return
    for chain in agreed:
        try:
            after = replay(block, chain)
        except UnicodeError:
            continue
        most = len(after) // _SPARSE
        still = list(islice(hits(after), most + 1))
        if len(still) <= most:
            _accept(block, after, begin, chain, detail, sorted(still), found, left)
            return
    middle = text.find("\n", (begin + end) // 2, end) + 1
    if not begin < middle < end:
        middle = text.rfind("\n", begin, end - 1) + 1
    if begin < middle < end:
        _decode(text, begin, middle, agreed, detail, found, left)
        _decode(text, middle, end, agreed, detail, found, left)
    else:
        left.append((begin, end))


def _accept(
    block: str,
    after: str,
    begin: int,
    chain: Chain,
    detail: bool,
    still: list[int],
    found: list[Repair],
    left: list[tuple[int, int]],
) -> None:
    """Takes `after` for `block`, but for the lines in which something is `still` odd: those are `left`."""
    at = done = 0  # how far into `block` and into `after` we are
    for place in still:
        if place < done:
            continue
        line = after.rfind("\n", 0, place) + 1
        stop = after.find("\n", place) + 1 or len(after)
        odd = at + _ends(block, at, after.count("\n", done, line))
        _take(block[at:odd], after[done:line], begin + at, chain, detail, found)
        at = odd + _ends(block, odd, 1)
        left.append((begin + odd, begin + at))
        done = stop
    _take(block[at:], after[done:], begin + at, chain, detail, found)


def _ends(block: str, at: int, lines: int) -> int:
    """How many code points the next `lines` lines of `block` from `at` on are."""
    end = at
    for _ in range(lines):
        end = block.find("\n", end) + 1 or len(block)
    return end - at


def _take(before: str, after: str, begin: int, chain: Chain, detail: bool, found: list[Repair]) -> None:
    if before == after:
        return
    if detail:
        found += _in_detail(before, begin, chain)
    else:
        found.append(Repair(begin, begin + len(before), before, after, chain, _SURE))


def _in_detail(block: str, begin: int, chain: Chain) -> Iterator[Repair]:
    """A block's repairs run by run: UTF-8's sequences hold no ASCII, so each run is whole."""
    known: dict[str, str] = {}
    for match in _SPAN.finditer(block):
        run = match.group()
        after = known.get(run)
        if after is None:
            after = known[run] = replay(run, chain)
        yield Repair(begin + match.start(), begin + match.end(), run, after, chain, _SURE)


def _runs_at(text: str, places: list[int]) -> list[Run]:
    """The runs that hold `places`, which are in order."""
    found: list[Run] = []
    done = -1
    for place in places:
        if place < done:
            continue
        begin = place
        while begin and not text[begin - 1].isascii():
            begin -= 1
        cluster = _CLUSTER.match(text, begin)
        runs = scan(text, begin, cluster.end()) if cluster else []
        found += runs
        done = runs[-1].start + len(runs[-1].text) if runs else place + 1
    return found


def _line(text: str, place: int) -> tuple[int, int]:
    """The line around `place`, or what is near it of a long one."""
    begin = text.rfind("\n", max(0, place - _WINDOW), place) + 1
    end = text.find("\n", place, place + _WINDOW) + 1
    return begin or max(0, place - _WINDOW), end or min(len(text), place + _WINDOW)
