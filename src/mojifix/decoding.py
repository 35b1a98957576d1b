"""Large texts, decoded in blocks and line by line; what the codecs leave over is judged run by run."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import accumulate, pairwise
from typing import NamedTuple

from mojifix import overlooked
from mojifix.agreement import as_elsewhere
from mojifix.apply import Repair
from mojifix.chance import is_chance, is_likelier
from mojifix.coarse import enough, hits
from mojifix.cuts import LONG, has_short_lines, lines_at, runs_at
from mojifix.decide import repairs_of
from mojifix.document import Key
from mojifix.election import Election, elect
from mojifix.familiar import familiar
from mojifix.glance import ALONE, NEAR, SUPPORTED, glance, spread
from mojifix.home import Home
from mojifix.hypotheses import MISREPAIR, UTF8_READ, steps_of
from mojifix.priors import ChainName
from mojifix.resieve import Sieved
from mojifix.sampling import AGREED, SAMPLE, SURE, agreed, few_runs, sample, wins
from mojifix.scan import Run
from mojifix.sequences import ALL, CODEC_BIT
from mojifix.steps import Chain, replay
from mojifix.strict import in_place, parts, undone
from mojifix.unison import in_lines
from mojifix.verdict import Policy, Verdict, judge_by

# Distinct runs that are judged, and the share of them that has to be repaired for more to be judged: what a search of
# milliseconds can't explain, as binary data or noise, would otherwise take minutes a megabyte.
_WORTH = ((200, 0.05), (2_000, 0.5))
_PROBE = 1_500  # code points of a block that a chain has to undo, before all of it is tried
_SHOWN, _SHOWING = 3, 3  # chains at most, and runs that each explains, for all that they may explain to be looked at
_STILL_ODD = 1  # places in a line that its chain leaves odd: of more than that, another chain may make more
_SPAN = re.compile("[^\x00-\x7f]+")


class Decoding:
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
        return elect(sample(groups), Home(self._text), self._legacy, dict.fromkeys(self._evident, float(AGREED)))

    def _voters_runs(self) -> list[list[Run]]:
        return [runs_at(self._text, group) for group in self._voters()]

    def _open(self, begin: int, end: int, alike: Alike | None = None) -> list[Run]:
        """The runs between code points `begin` and `end` that are worth a search, or `alike`."""
        stretch = self._text[begin:end]
        alike = alike or Alike(frozenset(), [steps_of(name) for name in self._evident])
        return runs_at(self._text, [begin + place for place in sorted({*hits(stretch), *alike.places(stretch)})])

    @cached_property
    def chains(self) -> list[Chain]:
        """The chains that lines and blocks are decoded by."""
        if self._policy.confidence > SURE:  # blocks are no surer than that: run by run
            return []
        return [steps_of(name) for name in self._evident] or agreed(self._election, self._policy)

    def _rivals_of(self, chain: Chain) -> list[Chain]:
        """Those of the chains before `chain` that have as many layers: what these explain, it may explain better."""
        before = self.chains[: self.chains.index(chain)]
        return [other for other in before if len(other) == len(chain)]

    def decode_whole(self, block: str, begin: int) -> bool:
        """Whether a chain undoes all of the `block` that begins at `begin`, so that lines need not be told apart."""
        for chain in self.chains:
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
        if not self._detail and len(self.chains) == 1 and has_short_lines(block):
            whole = in_place(block, self.chains[0])
            if whole is None or self._odd([whole]):
                return False
            self.sieved.append(Sieved(begin, begin + len(block), self._hits))
            if whole != block:
                self._accept(begin, block, whole, self.chains[0])
            return True
        if not self.chains or any(map(self._rivals_of, self.chains)) or not (found := parts(block, self.chains[0])):
            return False
        if max([b - a for a, b in found.left], default=0) > LONG:
            return False
        told = [(a, b, after, self.chains[0]) for a, b, after in found.undone]
        left = found.left
        for chain in self.chains[1:]:
            more = list(zip(left, undone([block[a:b] for a, b in left], chain, "\n"), strict=True))
            told += [(a, b, after, chain) for (a, b), after in more if after is not None]
            left = [span for span, after in more if after is None]
        if any([_holds_chance(block[a:b], after) for a, b, after, _ in told]):
            return False
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
        for chain in self.chains:
            rivals = self._rivals_of(chain)
            open_ = [i for i, known in enumerate(by) if (known is None or known in rivals) and not before[i].isascii()]
            for i, new in zip(open_, undone([before[i] for i in open_], chain, end), strict=True):
                if new is None or is_chance(before[i], new):
                    continue
                if by[i] is None or (new != after[i] and is_likelier(new, after[i])):
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
        self._others |= {run.key for run in few_runs(whole, found.gaining, self._shown)}
        return self._shown.total() > SAMPLE

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
            self._found.append(Repair(begin, begin + len(before), before, after, chain, SURE))

    def done(self) -> tuple[list[Repair], bool]:
        """All repairs in order; what was left is judged run by run, until that proves to be in vain."""
        if self._settled and self._others:
            self._settled = self._places < enough(len(self._text)) and not wins(
                elect(self._others, Home(self._text), False), self._policy
            )
        known: dict[Key, Verdict | None] = {}
        asked = self._asked(self._left, known)
        if alike := self._alike(known):
            more = self._untouched(lines_at(self._text, sorted(alike.places(self._text))))
            asked = self._asked(sorted({*self._left, *more}), known, alike)
            known |= as_elsewhere(known, self._election, self._policy)
        if asked:
            judged = in_lines(asked, known, self._election, self._policy)
            self._found += repairs_of(familiar(judged, asked, self._election.home, self._text))
        self._found.sort()
        return self._found, self._settled

    def _asked(
        self, lines: list[tuple[int, int]], known: dict[Key, Verdict | None], alike: Alike | None = None
    ) -> list[Run]:
        """The runs of `lines` that are worth a search or `alike`, in order, until that proves to be in vain.

        To what is `known` go the verdicts on what they show.
        """
        asked: dict[int, Run] = {}
        won = sum(map(_is_won, known.values()))
        for begin, end in spread(lines, SAMPLE):
            runs = self._open(begin, end, alike)
            for run in runs:
                if run.key not in known:
                    known[run.key] = judge_by(self._election, run.key, self._policy)
                    won += _is_won(known[run.key])
                if any([len(known) >= many and won < share * len(known) for many, share in _WORTH]):
                    return sorted(asked.values())
            asked |= {run.start: run for run in runs}
        return sorted(asked.values())

    def _untouched(self, lines: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """Those of `lines`, which are in order, that nothing was found in."""
        found = sorted((repair.start, repair.end) for repair in self._found)
        i = 0
        for begin, end in lines:
            while i < len(found) and found[i][1] <= begin:
                i += 1
            if i == len(found) or found[i][0] >= end:
                yield begin, end

    def _alike(self, known: Mapping[Key, Verdict | None]) -> Alike | None:
        """What is as the runs `known` to be repaired, wherever it stands; None: no more than the sieve stops at.

        What other tools made of a mix-up isn't odd enough for it: of Polish taken for Romanian half.
        """
        letters: set[str] = set()
        count: Counter[ChainName] = Counter()
        for (_, run, _), verdict in known.items():
            for span, chain in zip(verdict.winner.spans, verdict.chains, strict=True) if verdict and verdict.winner else ():
                if chain[0][0].startswith(MISREPAIR):
                    letters.update([char for char in run[span.start : span.end] if char > "\x7f"])
                elif chain[0][0] == UTF8_READ:
                    count[chain] += 1
        shown = [] if self._evident else [chain for chain, n in count.most_common(_SHOWN) if n >= _SHOWING]
        return Alike(frozenset(letters), list(map(steps_of, shown))) if letters or shown else None


class Alike(NamedTuple):
    """Letters that other tools made of a mix-up, and chains, by which places are worth a search that the sieve passes by."""

    letters: Collection[str]
    chains: list[Chain]

    def places(self, text: str) -> set[int]:
        """The places of `text` where any of these letters stands, or a sequence of these chains."""
        found = overlooked.sequences(text, self.chains)
        if self.letters:
            found.update([match.start() for match in re.finditer(f"[{''.join(sorted(self.letters))}]", text)])
        return found


def _holds_chance(lines: str, undone: str) -> bool:
    """Whether one of `lines` would be what it is of those `undone` by chance."""
    return any(map(is_chance, lines.split("\n"), undone.split("\n")))


def _is_won(verdict: Verdict | None) -> bool:
    return verdict is not None and verdict.winner is not None


def _in_detail(block: str, begin: int, chain: Chain) -> Iterator[Repair]:
    """A block's repairs run by run: UTF-8's sequences hold no ASCII, so each run is whole."""
    known: dict[str, str] = {}
    for match in _SPAN.finditer(block):
        run = match.group()
        after = known.get(run)
        if after is None:
            after = known[run] = replay(run, chain)
        yield Repair(begin + match.start(), begin + match.end(), run, after, chain, SURE)
