"""The letters that are at home in a text, by what its ASCII says of the language.

`sp\xe4ter` may be `später` or `spćter`: of the letters of a word the language model knows two at a time, and a text's other words
know the language.
"""

from __future__ import annotations

import math
import re

from mojifix import regions
from mojifix.score import Candidate, Scored

_FOREIGN = 0.1  # of the letters outside ASCII in a text stand in names and loans from anywhere
_NOT_ASCII = re.compile("[^\x00-\x7f]+")


class Home:
    """How likely letters are in a text."""

    def __init__(self, text: str) -> None:
        self._shares = regions.shares(_NOT_ASCII.sub("\x80", text).encode("latin-1"))
        self._memo: dict[str, float] = {}

    def told(self, key: tuple[str, str, str], s: Scored) -> Scored:
        """`s` with what the letters say for the candidates of the run `key`, added to their evidence."""
        if not s.candidates:
            return s
        stays = self._of(key[1])
        found = [c._replace(evidence=c.evidence + self._of(c.text) - stays) for c in s.candidates]
        return s._replace(candidates=tuple(sorted(found, key=lambda c: (-c.evidence, c.text))))

    def candidate(self, run: str, c: Candidate | None) -> Candidate | None:
        """`c`, what `run` may have been, with what its letters say."""
        return c and c._replace(evidence=c.evidence + self._of(c.text) - self._of(run))

    def _of(self, run: str) -> float:
        found = self._memo.get(run)
        if found is None:
            said = regions.of_latin(self._shares, run)
            found = self._memo[run] = math.log(_FOREIGN + (1 - _FOREIGN) * said)
        return found
