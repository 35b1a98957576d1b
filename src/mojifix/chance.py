"""What is valid UTF-8 by chance: `Účty` is no `ڹty` where all else was read as iso8859-16.

A line all of whose characters belong to sequences is hardly anything else, but for one that has only one of them, which text
has anyway.
"""

from __future__ import annotations

import re
from functools import lru_cache

from mojifix.model import EDGE, load

_GAIN = 2.0  # nats by which a line has to be likelier: that its document went through the mix-up is known
_PAIR = re.compile("(?<![^\0-\x7f])[^\0-\x7f]{2}(?![^\0-\x7f])")


def is_likelier(line: str, than: str) -> bool:
    """Whether `line` is likelier by itself than another, which it may have been.

    >>> is_likelier("Eugène Ionesco", "EugГЁne Ionesco"), is_likelier("ڹty", "Účty")
    (True, False)
    """
    return _score(line) > _score(than) + _GAIN


def is_chance(line: str, undone: str) -> bool:
    """Whether `line` is what it was, although it is UTF-8 and would be `undone`: by one sequence of two, and no likelier.

    >>> is_chance("Účty", "ڹty"), is_chance("EugГЁne", "Eugène")
    (True, False)
    """
    if len(line) - len(undone) != 1:
        return False
    match = _PAIR.search(line)
    if not match:
        return False
    at, end = match.span()
    return not _is_better((EDGE + EDGE + line[:at])[-2:], match[0], undone[at], (line[end : end + 2] + EDGE)[:2])


@lru_cache(16384)
def _is_better(left: str, pair: str, made: str, right: str) -> bool:
    score = load().score
    return score(left, made, right) > score(left, pair, right) + _GAIN


def _score(line: str) -> float:
    return load().score(EDGE + EDGE, line, EDGE)
