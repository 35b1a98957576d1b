"""The letters that are at home in a text, by what its ASCII says of the language.

`sp„ter` may have been `später` or `spćter`: the language model knows a letter by its two neighbours, the other words of
the text know the language.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from mojifix import regions
from mojifix.hypotheses import LEGACY
from mojifix.legacy import LATIN, LOOKALIKES
from mojifix.score import EVERYWHERE, Candidate, Scored

_FOREIGN = 0.1  # of the letters outside ASCII in a text stand in names and loans from anywhere
_TEMPER = 0.45  # by which a sentence's region is told best: mean log loss .57 on 1,122 of development text, .63 with .7
_WORDS = 4  # distinct words of ASCII letters that make a language known
_KNOWN = 13.0  # nats
_LOOK = 2000
_WORD = re.compile("(?<![A-Za-z\x80-\U0010ffff])[A-Za-z]{2,}(?![A-Za-z\x80-\U0010ffff])")
_NOT_ASCII = re.compile("[^\x00-\x7f]+")


class Home:
    """How likely letters are in a text."""

    def __init__(self, shares: dict[str, float], words: int) -> None:
        self._shares = shares
        self._words = words
        self._memo: dict[str, float] = {}
        self._known = _KNOWN * max(shares.values()) * min(1.0, words / _WORDS)

    @classmethod
    def of(cls, text: str) -> Home:
        """What the ASCII of `text` says."""
        words = len(set(_WORD.findall(text[:_LOOK])))
        return cls(regions.shares(_NOT_ASCII.sub("\x80", text).encode("latin-1"), _TEMPER), words)

    def hearing(self, runs: Iterable[str]) -> Home:
        """... and what the letters of its `runs` say that are as they should be."""
        letters = sorted({char for run in runs for char in run if char.isalpha()})
        found = {region: math.log(share) for region, share in self._shares.items()}
        for letter in letters:
            for region, said in regions.of_letter(letter).items():
                found[region] += math.log(_FOREIGN + (1 - _FOREIGN) * math.exp(said))
        top = max(found.values())
        total = sum([math.exp(value - top) for value in found.values()])
        return Home({region: math.exp(value - top) / total for region, value in found.items()}, self._words)

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

    def backing(self, key: tuple[str, str, str], c: Candidate) -> float:
        """What a known language adds for `c`, a legacy reading of the run `key` as one of its words."""
        kind = c.spans[0].layers[0].kind
        if kind.removeprefix(LEGACY) not in LATIN:
            return 0.0
        left, run, right = key
        within = left[-1:].isalpha() and right[:1].isalpha()
        signs = [char for char in run if not char.isascii() and not char.isalpha()]
        if (signs and not within) or not EVERYWHERE.isdisjoint(signs) or not LOOKALIKES.isdisjoint(run):
            return 0.0
        return self._known

    def _of(self, run: str) -> float:
        found = self._memo.get(run)
        if found is None:
            said = regions.of_latin(self._shares, run)
            found = self._memo[run] = math.log(_FOREIGN + (1 - _FOREIGN) * said)
        return found
