"""What stands in a place of a text, by what stands around it: lists of decisions, one for each language.

A list has what a place holds by itself, then between ever more of its neighbours; the widest window that is listed decides.
`lost` has such lists of leads whose last byte is gone, `spelling` of all letters outside ASCII.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from mojifix.model import ANY

# Characters before and after the place that a window holds, the narrow ones first: each refines those before it.
WINDOWS = ((1, 0), (0, 1), (1, 1), (2, 1), (1, 2), (2, 2), (3, 2), (2, 3), (3, 3), (0, 3), (0, 4), (0, 5))
OF_LETTERS = 9  # of these windows tell letters; the others whether a word begins behind a lead: `à quest[ão]` and `àquele`
_WIDEST = 5
PADDING = _WIDEST * ANY  # around a text, beyond which nothing is known
# How sure a window can be of its letter: but for 2 ** (-level / 2).  Four take an eighth less of space than eighteen; of 115
# unseen sentences that lost bytes three fewer come right.
LEVELS = (2, 6, 11, 16)
_BASE_STEP = 0.25  # nats per level of what a place holds by itself
_ZERO = ord("0")  # stands for level 0
_RARE = 1e-7  # what a letter has that a language never showed there
SIZE = 3 + sum([before + after + 3 for before, after in WINDOWS])  # lines of one list


class Decisions(NamedTuple):
    """The decisions of one language: `base`, what a place holds, in shares; by window what it holds there, and the level."""

    base: Mapping[str, Mapping[str, float]]
    by_window: Mapping[tuple[int, int, str], tuple[str, int]]

    def shares(self, shown: str, at: int, width: int = len(WINDOWS)) -> dict[str, float]:
        """The share of each small letter or mark that may stand in place of `shown[at]`; none where that isn't known.

        `shown` goes on for `PADDING` at least on each side.  Only the first `width` windows are asked.
        """
        base = self.base.get(shown[at])
        if not base:
            return {}
        # As `refine` has it, but the letters that no window names, most of them, are scaled once.
        named: dict[str, float] = {}
        scale, total = 1.0, sum(base.values())
        for before, after in islice(WINDOWS, width):
            decision = self.by_window.get((before, after, shown[at - before : at + after + 1]))
            if decision:
                letter, level = decision
                share = share_of(level)
                others = total - (named.pop(letter) if letter in named else scale * base.get(letter, 0.0))
                factor = (1 - share) / max(_RARE, others)
                named = {other: factor * said for other, said in named.items()}
                named[letter] = share
                scale *= factor
                total = share + factor * others
        return {letter: scale * share for letter, share in base.items()} | named


def share_of(level: int) -> float:
    """The share of a letter in a window where it has this `level`."""
    return float(1 - 2.0 ** (-level / 2))


def refine(shares: dict[str, float], letter: str, share: float) -> None:
    """Gives `letter` its `share`, and the others what is left of it, in the proportion that they have.

    >>> shares = {"č": 0.5, "ě": 0.4, "ď": 0.1}
    >>> refine(shares, "ě", 0.7); {letter: round(share, 2) for letter, share in shares.items()}
    {'č': 0.25, 'ě': 0.7, 'ď': 0.05}
    """
    others = sum(shares.values()) - shares.get(letter, 0.0)
    for other in shares:
        shares[other] *= (1 - share) / max(_RARE, others)
    shares[letter] = share


def small(char: str) -> str:
    """The small letter of `char`, if that is one code point."""
    found = char.lower()
    return found if len(found) == 1 else char


def plain(char: str) -> str:
    """`char` as windows show it: small letters, one digit and one space."""
    if char.isspace():
        return " "
    return "0" if "0" <= char <= "9" else small(char)


def packed(decisions: Decisions) -> list[str]:
    """The lines of a list, each a column, so that alike stands beside alike."""
    base = sorted([(place, letter, share) for place, found in decisions.base.items() for letter, share in found.items()])
    columns = list(zip(*[(place, letter, packed_share(share)) for place, letter, share in base], strict=True))
    lines = ["".join(column) for column in columns]
    by_window: list[list[str]] = [[] for _ in WINDOWS]
    for (before, after, window), (letter, level) in decisions.by_window.items():
        row = [*[window[i] for i in _order(before, after)], letter, chr(_ZERO + level)]
        by_window[WINDOWS.index((before, after))].append("".join(row))
    for (before, after), rows in zip(WINDOWS, by_window, strict=True):
        columns = list(zip(*sorted(rows), strict=True)) if rows else [("",)] * (before + after + 3)
        lines += ["".join(column) for column in columns]
    return lines


def unpacked(lines: Sequence[str]) -> Decisions:
    """The list whose `SIZE` lines these are."""
    shares: dict[str, dict[str, float]] = {}
    for place, letter, level in zip(*lines[:3], strict=True):
        shares.setdefault(place, {})[letter] = unpacked_share(level)
    for known in shares.values():
        total = sum(known.values())
        known.update({letter: share / total for letter, share in known.items()})
    columns: Iterator[str] = iter(lines[3:])
    by_window: dict[tuple[int, int, str], tuple[str, int]] = {}
    for before, after in WINDOWS:
        order = _order(before, after)
        by_place = [next(columns) for _ in order]
        in_place = [by_place[order.index(i)] for i in range(len(order))]
        for *window, letter, level in zip(*in_place, next(columns), next(columns), strict=True):
            by_window[before, after, "".join(window)] = (letter, ord(level) - _ZERO)
    return Decisions(shares, by_window)


def packed_share(share: float) -> str:
    """A share as one character."""
    return chr(_ZERO + round(-math.log(max(share, _RARE)) / _BASE_STEP))


def unpacked_share(level: str) -> float:
    """The share that one character stands for."""
    return math.exp(-_BASE_STEP * (ord(level) - _ZERO))


def _order(before: int, after: int) -> list[int]:
    """The places of a window, its middle first and then what is nearest: sorted so, columns say little that is new."""
    around = [place for i in range(1, _WIDEST + 1) for place in (before - i, before + i)]
    return [before, *[place for place in around if 0 <= place <= before + after]]
