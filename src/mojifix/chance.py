"""What is valid UTF-8 by chance: `Účty` is no `ڹty` where all else was read as iso8859-16.

A line all of whose characters belong to sequences is hardly anything else, but for one that has only one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from mojifix.model import EDGE, load
from mojifix.steps import Chain, replay

_ASCII, _SEQUENCE = "[\0-\t\x0b-\x7f]*", "[^\0-\x7f]{2,3}"
_ONE = re.compile(f"^({_ASCII})({_SEQUENCE})({_ASCII})$", re.MULTILINE)
_GAIN = 2.0  # nats by which a line has to be likelier: that its document went through the mix-up is known


def is_likelier(line: str, than: str) -> bool:
    """Whether `line` is likelier by itself than another, which it may have been.

    >>> is_likelier("Eugène Ionesco", "EugГЁne Ionesco"), is_likelier("ڹty", "Účty")
    (True, False)
    """
    return _score(line) > _score(than) + _GAIN


def by_chance(lines: str, chain: Chain) -> Iterator[int]:
    """Where those of `lines` begin that `chain` undoes, one sequence each, and that were likelier before.

    >>> from mojifix.hypotheses import steps_of
    >>> list(by_chance("Ă©tĂ©\\nÚčty\\nunĂ©", steps_of((("utf-8", "iso8859-16"),))))
    [6]
    """
    for match in _ONE.finditer(lines):
        before, sequence, after = match.groups()
        if not _is_better((EDGE + EDGE + before)[-2:], sequence, (after + EDGE)[:2], chain):
            yield match.start()


@lru_cache(16384)
def _is_better(left: str, sequence: str, right: str, chain: Chain) -> bool:
    try:
        made = replay(sequence, chain)
    except UnicodeError:
        return True
    score = load().score
    return made == sequence or score(left, made, right) > score(left, sequence, right) + _GAIN


def _score(line: str) -> float:
    return load().score(EDGE + EDGE, line, EDGE)
