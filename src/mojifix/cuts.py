"""Where a large text is cut: windows to look into, blocks to decode, the lines and runs at places."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mojifix.scan import Run, scan

_WINDOWS = 32  # places of the text that are looked at for the sample
_WINDOW = 1_500  # code points of each
_BLOCK = 65_536  # code points of a block at first; half as many take a twentieth more time, and twice as many no less
LONG = 2_000  # code points of a long line, which is looked at word by word
_NEAR = 100  # code points on each side of a place in a long line
# ... and in a long run.  From places all over a text that is one run, to go back to where it begins took half of the time.
_FAR = 4_000
_CLUSTER = re.compile("[^\x00-\x7f]+(?:[@-~][^\x00-\x7f]+)*")


def windows(text: str) -> Iterator[tuple[int, int]]:
    """Parts of `text` from all over it."""
    step = max(_WINDOW, len(text) // _WINDOWS)
    for begin in range(0, len(text), step):
        yield begin, min(begin + _WINDOW, len(text))


def blocks(text: str) -> Iterator[tuple[int, int]]:
    """The whole of `text`, cut after line ends."""
    begin = 0
    while begin < len(text):
        end = text.rfind("\n", begin, begin + _BLOCK) + 1 if begin + _BLOCK < len(text) else len(text)
        if end <= begin:
            end = text.find("\n", begin) + 1 or len(text)
        yield begin, end
        begin = end


def cut(block: str, begin: int, end: str) -> list[tuple[int, int]]:
    """What stands between the `end`s in a `block` that begins at `begin`."""
    pieces = []
    for piece in block.split(end):
        pieces.append((begin, begin + len(piece)))
        begin += len(piece) + 1
    return pieces


def has_short_lines(block: str) -> bool:
    """Whether no line of a `block` is long."""
    at = 0
    while at + LONG < len(block):
        at, before = block.rfind("\n", at, at + LONG) + 1, at
        if at <= before:
            return False
    return True


def lines_at(text: str, places: list[int]) -> Iterator[tuple[int, int]]:
    """The lines that hold `places`, which are in order."""
    done = 0
    for place in places:
        if place >= done:
            begin, end = line_at(text, place)
            yield max(begin, done), end
            done = end


def line_at(text: str, place: int) -> tuple[int, int]:
    """The line around `place` without its end, or the words near it where the line is a long one."""
    begin = text.rfind("\n", max(0, place - LONG), place) + 1
    end = text.find("\n", place, place + LONG)
    if not begin and place > LONG:
        near = place - _NEAR
        begin = text.rfind(" ", near, place) + 1 or near
    if end < 0:
        near = place + _NEAR
        end = len(text)
        if end > place + LONG and (end := text.find(" ", place, near)) < 0:
            end = near
    return begin, end


def runs_at(text: str, places: list[int]) -> list[Run]:
    """The runs that hold `places`, which are in order."""
    found: list[Run] = []
    done = -1
    for place in places:
        if place < done:
            continue
        begin, first = place, max(0, done, place - _FAR)
        while begin > first and not text[begin - 1].isascii():
            begin -= 1
        cluster = _CLUSTER.match(text, begin, place + _FAR if begin == place - _FAR else len(text))
        runs = scan(text, begin, cluster.end()) if cluster else []
        found += runs
        done = runs[-1].start + len(runs[-1].text) if runs else place + 1
    return found
