"""Verdicts -> `Repaired`: edits are values, each one invertible, spliced into the text in one pass."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from mojifix.steps import Chain


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
