"""Large texts: a sample of the runs elects the mix-ups, and what these explain is decoded in blocks by the codecs.

Only what the blocks leave over goes the way of small texts, run by run, in the light of the same election.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, partial
from itertools import accumulate, islice, pairwise, zip_longest
from typing import NamedTuple

from mojifix import wholesale
from mojifix.apply import Repair
from mojifix.coarse import Hits, enough, hits
from mojifix.cuts import LONG, blocks, cut, has_short_lines, line_at, lines_at, runs_at, windows
from mojifix.decide import repairs_of
from mojifix.document import Key
from mojifix.election import Election, elect
from mojifix.familiar import familiar
from mojifix.glance import ALONE, NEAR, SUPPORTED, Seen, glance, spread
from mojifix.home import Home
from mojifix.hypotheses import BENT_READ, UTF8_READ, steps_of
from mojifix.priors import ChainName, chains, prior
from mojifix.resieve import Sieved, unchanged
from mojifix.scan import Run
from mojifix.sequences import ALL, CODEC_BIT
from mojifix.steps import Chain, replay
from mojifix.strict import evident, in_place, parts, undone
from mojifix.unison import in_lines
from mojifix.verdict import Policy, Verdict, judge_by, verdicts

_SAMPLE = 48  # distinct runs that take part in the election at most
_ENOUGH = 16  # ... and at least, where long runs use up their time
_POINTS = 600  # code points of all of them: a run of ten takes milliseconds
_AGREED = 10  # of them, for a chain that blocks are decoded by
_CHAINS = 6  # of them that a block is tried with
_SURE = 0.99  # the least mean confidence of those
_WITNESSED = 60  # code points of each window from which a run is taken, whatever it is: forty say all that dissent may
# Distinct runs that are judged, and the share of them that has to be repaired for more to be judged: what a search of
# milliseconds can't explain, as binary data or noise, would otherwise take minutes a megabyte.
_WORTH = ((200, 0.05), (2_000, 0.5))
_PROBE = 1_500  # code points of a block that a chain has to undo, before all of it is tried
_HITS = 16  # in each window that are looked at
_LINES = 1  # of each window, by which evident chains are known
_STILL_ODD = 1  # places in a line that its chain leaves odd: of more than that, another chain may make more
_CONTEXTS = 2  # of the same pair of characters, for it to show what it can
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
        return _wholly(text, policy)
    if first.all:
        return _few(text, first.places, policy, detail)
    return _many(text, policy, detail)


def _few(text: str, places: list[int], policy: Policy, detail: bool) -> Done:
    """The repairs where only few `places` were hit: what stands between them is right."""
    seen = glance(text, places, ALONE, _SAMPLE)
    if not seen:
        return _wholly(text, policy)
    legacy = seen.any_odd  # what gains by sequences says nothing for mix-ups that have none
    evidently = evident(_lines_asked(text, seen))
    if not evidently and (found := wholesale.repairs(text, policy)):
        return Done(found, False, unchanged(text, places, found))
    # The odd runs alone would elect what they look like: where they don't, nothing is found.
    if not evidently and not _wins(elect(_sample([_few_runs(text, seen.all, Counter())]), Home(text), legacy), policy):
        return Done([], True)

    def voters() -> list[list[int]]:
        # What is likely right has a say too.
        some = places[:: len(places) // _SAMPLE + 1]
        return [seen.all, some, [at for begin, _ in windows(text) for at in _witnesses(text, begin)]]

    work = _Work(text, voters, evidently, legacy, policy, detail)
    work.decode(list(lines_at(text, places)), "\n", few=True)
    found, settled = work.done()
    return Done(found, settled, () if settled else unchanged(text, places, found))


def _wholly(text: str, policy: Policy) -> Done:
    """The repairs where nothing was hit that is worth a look."""
    found = wholesale.repairs(text, policy)
    return Done(found, not found)


def _few_runs(text: str, places: list[int], count: Counter[str]) -> list[Run]:
    """The runs at `places`, which are in order; `count` is of what they show, from text to text of a document."""
    return runs_at(text, list(_distinct(text, places, count)))


def _witnesses(text: str, begin: int) -> list[int]:
    """A place near `begin` that a run holds, whatever it is."""
    return [match.start() for match in islice(_SPAN.finditer(text, begin, begin + _WITNESSED), 1)]


def _distinct(text: str, places: Iterable[int], count: Counter[str]) -> Iterator[int]:
    """Those of `places` that don't show the same as some before: the same word in other contexts is one witness."""
    for place in places:
        pair = text[place : place + 2]
        count[pair] += 1
        if count[pair] <= _CONTEXTS:
            yield place


def _wins(election: Election, policy: Policy) -> bool:
    """Whether any run of an election is repaired."""
    return any([verdict and verdict.winner for verdict in verdicts(election, policy).values()])


def _many(text: str, policy: Policy, detail: bool) -> Done:
    """The repairs where much of `text` was hit: block by block."""
    hit = [[begin + at for at in sorted(islice(hits(text[begin:end]), _HITS))] for begin, end in windows(text)]
    evidently = evident(
        (text[begin:end], partial(bool, True)) for at in hit for begin, end in islice(lines_at(text, at), _LINES)
    )
    if not evidently and (found := wholesale.repairs(text, policy)):
        return Done(found, False)
    work = _Work(text, lambda: hit, evidently, True, policy, detail)
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


class _Work:
    """The repairs of a large text, as they are found."""

    def __init__(
        self,
        text: str,
        voters: Callable[[], list[list[int]]],
        evidently: list[ChainName],
        legacy: bool,
        policy: Policy,
        detail: bool,
    ) -> None:
        self._text = text
        self._voters = voters  # groups of places, the runs at which hold the document's election, where it needs one
        self._evident = evidently
        self._codecs = sum({CODEC_BIT[codec] for (_, codec), *_ in evidently}) or ALL
        self._legacy = legacy
        self._policy = policy
        self._detail = detail
        self.sieved: list[Sieved] = []
        self._hits: list[int] = []  # of what was asked last
        self._found: list[Repair] = []
        self._left: list[tuple[int, int]] = []
        self._settled = True
        self._places = 0  # that are hit when the evident chains are undone
        self._gaining: dict[tuple[str, int], bool] = {}  # what was found at a glance
        self._in_vain: Counter[str] = Counter()
        self._shown: Counter[str] = Counter()
        self._others: set[Key] = set()  # the runs that may be something else than what is evident

    @cached_property
    def _election(self) -> Election:
        """What the document's runs decide together, or, where mix-ups are evident, those that these don't explain."""
        groups = [self._open(begin, end) for begin, end in self._left] if self._evident else self._voters_runs()
        return elect(_sample(groups), Home(self._text), self._legacy, dict.fromkeys(self._evident, float(_AGREED)))

    def _voters_runs(self) -> list[list[Run]]:
        return [runs_at(self._text, group) for group in self._voters()]

    def _open(self, begin: int, end: int) -> list[Run]:
        """The runs between code points `begin` and `end` that are worth a search."""
        return runs_at(self._text, [begin + place for place in sorted(hits(self._text[begin:end]))])

    @cached_property
    def _chains(self) -> list[Chain]:
        if self._policy.confidence > _SURE:  # blocks are no surer than that: run by run
            return []
        return [steps_of(name) for name in self._evident] or _agreed(self._election, self._policy)

    def decode_whole(self, block: str, begin: int) -> bool:
        """Whether a chain undoes all of the `block` that begins at `begin`, so that lines need not be told apart."""
        for chain in self._chains:
            try:
                replay(block[: block.find("\n", _PROBE)], chain)
                after = replay(block, chain)
            except UnicodeError:
                continue
            if after != block and not self._odd([after]):
                self.sieved.append(Sieved(begin, begin + len(block), self._hits))
                self._accept(begin, block, after, chain)
                return True
        return False

    def decode_parts(self, block: str, begin: int) -> bool:
        """Whether the chains undo lines of the `block` that begins at `begin`, and nothing of it is worth a search then."""
        # Where one repair says all of it, it matters which lines stay only if one of them is long.
        if not self._detail and len(self._chains) == 1 and has_short_lines(block):
            whole = in_place(block, self._chains[0])
            if whole is None or self._odd([whole]):
                return False
            self.sieved.append(Sieved(begin, begin + len(block), self._hits))
            if whole != block:
                self._accept(begin, block, whole, self._chains[0])
            return True
        if not self._chains or not (found := parts(block, self._chains[0])):
            return False
        if max([b - a for a, b in found.left], default=0) > LONG:
            return False
        told = [(a, b, after, self._chains[0]) for a, b, after in found.undone]
        left = found.left
        for chain in self._chains[1:]:
            more = list(zip(left, undone([block[a:b] for a, b in left], chain, "\n"), strict=True))
            told += [(a, b, after, chain) for (a, b), after in more if after is not None]
            left = [span for span, after in more if after is None]
        told.sort()
        pieces: list[str] = []
        done = 0
        for a, b, after, _ in told:
            pieces += (block[done:a], after)
            done = b
        whole = "".join([*pieces, block[done:]])
        if self._odd([whole]):
            return False
        self.sieved.append(Sieved(begin, begin + len(block), self._hits))
        if self._detail:
            for a, b, after, chain in told:
                self._accept(begin + a, block[a:b], after, chain)
        elif told:
            self._accept(begin, block, whole, told[0][3])
        return True

    def decode(self, pieces: list[tuple[int, int]], end: str, few: bool = False) -> None:
        """Undoes the `pieces` of the text that the chains explain.  Those that they don't explain, and are odd, are left.

        `few`: they don't stand beside each other.
        """
        if not pieces:
            return
        text = self._text
        before = [text[a:b] for a, b in pieces]
        after = list(before)
        by: list[Chain | None] = [None] * len(pieces)
        for chain in self._chains:
            open_ = [i for i, known in enumerate(by) if known is None and not before[i].isascii()]
            for i, new in zip(open_, undone([before[i] for i in open_], chain, end), strict=True):
                if new is not None:
                    after[i], by[i] = new, chain
        odd = self._odd(after, [b[0] - a[1] for a, b in pairwise(pieces)] if few else ())
        for i, count in odd.items():
            self._settled = False
            if by[i] is None or count > _STILL_ODD:
                by[i] = None
                self._left.append(pieces[i])
        self._take(pieces, before, after, by)

    def _odd(self, pieces: list[str], gaps: Iterable[int] = ()) -> dict[int, int]:
        """Number of a piece -> how many places in it are still worth a search; `gaps`: between pieces, where not of one."""
        if gaps and self._evident:  # as far from each other as they stood
            pieces = [piece + "\n" * min(gap - 1, NEAR) for piece, gap in zip(pieces, (*gaps, 1), strict=True)]
        ends = list(accumulate(len(piece) + 1 for piece in pieces))
        whole = "\n".join(pieces)
        places = self._hits = list(hits(whole))
        found = glance(whole, places, SUPPORTED, len(whole), self._codecs, known=self._gaining)
        if not self._evident:
            return Counter(bisect_right(ends, place) for place in found.all)
        self._places += len(places)
        if self._settled and not found.gaining:
            self._settled = not self._holds_others(whole, places)
        return Counter(bisect_right(ends, place) for place in found.gaining)

    def _holds_others(self, whole: str, places: list[int]) -> bool:
        """Whether `whole` needs another pass, for what the evident chains have nothing to do with.

        What that would search is kept, as long as it is little, so that a search at the end may spare it.
        """
        found = glance(whole, places, ALONE, len(whole), in_vain=self._in_vain)
        if found.any_odd:
            return True
        self._others |= {run.key for run in _few_runs(whole, found.gaining, self._shown)}
        return self._shown.total() > _SAMPLE

    def _take(self, pieces: list[tuple[int, int]], before: list[str], after: list[str], by: list[Chain | None]) -> None:
        """Makes repairs of the pieces that were undone, one of those that stand together."""
        i = 0
        while i < len(pieces):
            chain = by[i]
            first = i
            i += 1
            if chain is None:
                continue
            while i < len(pieces) and by[i] == chain and pieces[i][0] == pieces[i - 1][1] + 1:
                i += 1
            if i == first + 1:
                self._accept(pieces[first][0], before[first], after[first], chain)
                continue
            begin, end = pieces[first][0], pieces[i - 1][1]
            gap = self._text[pieces[first][1]]
            self._accept(begin, self._text[begin:end], gap.join(after[first:i]), chain)

    def _accept(self, begin: int, before: str, after: str, chain: Chain) -> None:
        if self._detail:
            self._found += _in_detail(before, begin, chain)
        else:
            self._found.append(Repair(begin, begin + len(before), before, after, chain, _SURE))

    def done(self) -> tuple[list[Repair], bool]:
        """All repairs in order; what was left is judged run by run, until that proves to be in vain."""
        if self._settled and self._others:
            self._settled = self._places < enough(len(self._text)) and not _wins(
                elect(self._others, Home(self._text), False), self._policy
            )
        known: dict[Key, Verdict | None] = {}
        won = 0
        judged: list[tuple[Run, Verdict]] = []
        asked: list[Run] = []
        for begin, end in spread(self._left, _SAMPLE):
            runs = self._open(begin, end)
            for run in runs:
                if run.key not in known:
                    verdict = known[run.key] = judge_by(self._election, run.key, self._policy)
                    won += verdict is not None and verdict.winner is not None
                if any([len(known) >= many and won < share * len(known) for many, share in _WORTH]):
                    break
            else:
                asked += runs
                judged += in_lines(runs, known, self._election, self._policy)
                continue
            break
        if judged:
            self._found += repairs_of(familiar(judged, asked, self._election.home.language))
        self._found.sort()
        return self._found, self._settled


def _lines_asked(text: str, seen: Seen) -> Iterator[tuple[str, Callable[[], bool]]]:
    """The lines of the places of which `seen` is asked, each with whether one of these is among them."""
    asked = seen.asked
    first = done = 0
    while first < len(asked):
        begin, end = line_at(text, asked[first])
        last = bisect_right(asked, end, first + 1)
        yield text[max(begin, done) : end], partial(any, map(seen.__contains__, asked[first:last]))
        first, done = last, end


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


def _in_detail(block: str, begin: int, chain: Chain) -> Iterator[Repair]:
    """A block's repairs run by run: UTF-8's sequences hold no ASCII, so each run is whole."""
    known: dict[str, str] = {}
    for match in _SPAN.finditer(block):
        run = match.group()
        after = known.get(run)
        if after is None:
            after = known[run] = replay(run, chain)
        yield Repair(begin + match.start(), begin + match.end(), run, after, chain, _SURE)
