"""Drawings that a text holds, made of box characters: diagrams, frames and trees, whose lines aren't garbled letters.

Old code pages have box characters where others have letters, so that garbled text is full of them.  What is drawn is told
by its ends, which meet: `└` goes on to its right, and above.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple
from unicodedata import name

_BOX = re.compile("[\u2500-\u257f]")
# The share of upright characters that go on in the line above or below, and of neighbours that fit.  Of Russian, Spanish,
# Japanese and other texts garbled into box characters none of 2,000 code points reaches both.
_UPRIGHT, _NEIGHBOURS = 0.6, 0.9
_LEAST, _MOST = 4, 2_000  # characters that make a drawing, and that are looked at


class _Arms(NamedTuple):
    left: bool
    right: bool
    up: bool
    down: bool


@cache
def _arms(char: str) -> _Arms:
    """Where `char` goes on.

    >>> _arms("└")
    _Arms(left=False, right=True, up=True, down=False)
    """
    words = name(char, "").split()
    across, upright = "HORIZONTAL" in words, "VERTICAL" in words
    if words[:1] != ["BOX"]:
        return _Arms(False, False, False, False)
    return _Arms(across or "LEFT" in words, across or "RIGHT" in words, upright or "UP" in words, upright or "DOWN" in words)


def is_drawn(text: str, place: int) -> bool:
    """Whether the box character at `place` of `text` is part of a drawing: of lines that hold some, and hold together.

    >>> is_drawn("x ┌──┐\\n  │ab│\\n  └──┘", 2), is_drawn("opci├│n\\n├▒and├║\\nsesi├│n", 4)
    (True, False)
    """
    drawings = _drawings(text)
    i = bisect_right(drawings, (place, len(text))) - 1
    return i >= 0 and drawings[i][0] <= place < drawings[i][1]


@lru_cache(2)
def _drawings(text: str) -> list[tuple[int, int]]:
    """Where the drawings of `text` begin and end, whole lines, in order."""
    found: list[tuple[int, int]] = []
    begin = at = 0
    for line in (*text.split("\n"), ""):
        if not _BOX.search(line):
            if at > begin and _is_drawing(text[begin:at]):
                found.append((begin, at))
            begin = at + len(line) + 1
        at += len(line) + 1
    return found


def _is_drawing(lines: str) -> bool:
    """Whether most of the box characters of `lines` go on in each other, and don't begin within words."""
    upright = going_on = 0
    fitting: list[bool] = []
    for match in islice(_BOX.finditer(lines), _MOST):
        place = match.start()
        arms = _arms(lines[place])
        beside = lines[place + 1 : place + 2]
        within = lines[place - 1 : place].isalpha()
        if within:  # `Sy├╢t├ñ` above the same: what goes on to its right begins
            fitting.append(arms.left or not arms.right)
        if beside.isalpha():  # `╪verste` above the same, `poro╣anja`: what goes on to its left ends
            fitting.append(not arms.right and not (within and arms.left))
        if _BOX.match(beside):
            fitting.append(arms.right == _arms(beside).left)
        if arms.up or arms.down:
            above, below = _above_and_below(lines, place)
            upright += 1
            going_on += (arms.up and _arms(above).down) or (arms.down and _arms(below).up)
    return upright >= _LEAST and going_on >= _UPRIGHT * upright and sum(fitting) >= _NEIGHBOURS * len(fitting)


def _above_and_below(text: str, place: int) -> tuple[str, str]:
    """What stands in the same column of the line before, and of the line after; a space where there is none."""
    begin = text.rfind("\n", 0, place) + 1
    column = place - begin
    end = text.find("\n", place)
    before = text[text.rfind("\n", 0, max(0, begin - 1)) + 1 : max(0, begin - 1)]
    after = text[end + 1 : end + 2 + column].partition("\n")[0] if end >= 0 else ""
    return before[column : column + 1] or " ", after[column : column + 1] or " "
