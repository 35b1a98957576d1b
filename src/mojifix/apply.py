"""Verdicts -> `Repaired`: edits are values, each one invertible, spliced into the text in one pass."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from mojifix.steps import Chain, rewriting


class Repair(NamedTuple):
    """One change: `before`, at code points `start` to `end` of the input, became `after`.

    `steps` replayed on `before` give `after`; `confidence` is the estimated probability that `after` is what
    the text once was; `guessed` marks a repair that had to restore lost bytes.
    """

    start: int
    end: int
    before: str
    after: str
    steps: Chain
    confidence: float
    guessed: bool = False


class Repaired(NamedTuple):
    """A repaired text with the list of its repairs, in the order of the text."""

    text: str
    repairs: tuple[Repair, ...]

    def undo(self) -> str:
        """The input again.

        >>> import mojifix
        >>> mojifix.repair("dĂ©jĂ\\xa0 vu, rĂ©pĂ©tĂ©").undo()
        'dĂ©jĂ\\xa0 vu, rĂ©pĂ©tĂ©'
        """
        pieces: list[str] = []
        done = 0  # how far into the repaired text we are
        shift = 0  # repaired position minus input position
        for repair in self.repairs:
            start = repair.start + shift
            pieces += (self.text[done:start], repair.before)
            done = start + len(repair.after)
            shift += len(repair.after) - len(repair.before)
        pieces.append(self.text[done:])
        return "".join(pieces)


def apply(text: str, repairs: Iterable[Repair]) -> Repaired:
    """`text` with `repairs` (in order, not overlapping) put in."""
    kept = tuple(repairs)
    if not kept:
        return Repaired(text, ())
    pieces: list[str] = []
    done = 0
    for repair in kept:
        pieces += (text[done : repair.start], repair.after)
        done = repair.end
    pieces.append(text[done:])
    return Repaired("".join(pieces), kept)


def compose(text: str, first: Repaired, second: Repaired) -> Repaired:
    """The repairs of `first` (of `text`) and of `second` (of what `first` made) as repairs of `text`.

    Where the two overlap they become one.
    """
    made = first.text
    groups: list[list[tuple[int, int, Repair, bool]]] = []
    for item in sorted([*_places(first.repairs), *[(r.start, r.end, r, True) for r in second.repairs]], key=_order):
        if groups and item[0] < max([end for _, end, _, _ in groups[-1]]):
            groups[-1].append(item)
        else:
            groups.append([item])
    repairs = []
    shift = 0  # position in `made` minus position in `text`
    for group in groups:
        begin, end = group[0][0], max([end for _, end, _, _ in group])
        start = begin - shift
        shift += sum([len(r.after) - len(r.before) for _, _, r, later in group if not later])
        stop = end - shift
        if len(group) == 1:
            repairs.append(group[0][2]._replace(start=start, end=stop))
            continue
        after = made[begin:end]
        for left, right, r, later in reversed(group):
            if later:
                after = after[: left - begin] + r.after + after[right - begin :]
        before = text[start:stop]
        if before == after:
            continue
        one, two = group[0][2], group[-1][2]
        same = len(group) == 2 and group[0][:2] == group[1][:2]
        steps = one.steps + two.steps if same else rewriting(after)
        confidence = min([r.confidence for _, _, r, _ in group])
        repairs.append(Repair(start, stop, before, after, steps, confidence, any([r.guessed for _, _, r, _ in group])))
    return Repaired(second.text, tuple(repairs))


def _places(repairs: tuple[Repair, ...]) -> list[tuple[int, int, Repair, bool]]:
    """`repairs` with their places in the text that they made."""
    found = []
    shift = 0
    for repair in repairs:
        start = repair.start + shift
        found.append((start, start + len(repair.after), repair, False))
        shift += len(repair.after) - len(repair.before)
    return found


def _order(item: tuple[int, int, Repair, bool]) -> tuple[int, int, bool]:
    return item[0], item[1], item[3]
