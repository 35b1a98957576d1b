"""The letters that are at home in a text, by what its ASCII says of the language.

`sp„ter` may have been `später` or `spćter`: the language model knows a letter by its two neighbours, the other words of
the text know the language.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection
from functools import cached_property

from mojifix import regions
from mojifix.hypotheses import LEGACY
from mojifix.legacy import LATIN, LOOKALIKES
from mojifix.score import Candidate, Scored
from mojifix.standing import EVERYWHERE

_FOREIGN = 0.1  # of the letters outside ASCII in a text stand in names and loans from anywhere
_TEMPER = 0.45  # by which a sentence's region is told best: mean log loss .57 on 1,122 of development text, .63 with .7
_WORDS = 4  # distinct words of ASCII letters that make a language known
_SHORT_WORDS = 8.0  # nats by which code looks Vietnamese, whose own letters can't be overlooked
_KNOWN = 13.0  # nats that a language which is known adds for readings as its words: of clean lines these change none more
_HEARD, _LOOK = 3_000, 2_000  # code points of a text that are heard, and that words are counted in
_WORD = re.compile("(?<![A-Za-z\x80-\U0010ffff])[A-Za-z]{2,}(?![A-Za-z\x80-\U0010ffff])")
# Words that English and code have many of, and other languages in Latin letters hardly any.  A licence of the W3C was
# French without them, and Python's tests Portuguese.
_OF_PLAIN = re.compile(
    "the|and|that|this|with|from|which|have|not|are|was|were|been|has|will|can|should|you|your|it|its|an|"
    "def|self|import|return|class|none|true|false|else|elif|function|var|const|int|void|static|char|include|null"
).fullmatch
_SOME = 0.03  # of the words, from which a text is English or code
_PLAIN = 1e-6  # what is left of every other region then
_OTHER_SCRIPT = 2.0  # nats that letters other than Latin ones cost in English or code
_LONE = 3.0  # nats that the only ideograph of a text in Latin letters costs within a word: `caf茅`, `10聽km`
_WIDE = re.compile("[\u2e80-\ud7ff]")
_NOT_ASCII = re.compile("[^\x00-\x7f]+")


def is_slip(signs: Collection[str], text: str) -> bool:
    """Whether `signs` look like Latin letters, that may have been meant, where `text` has others: `сafé`, `сérie`."""
    return LOOKALIKES.issuperset(signs) and regions.all_latin(text)


class Home:
    """How likely letters are in `text`, whose `runs` outside ASCII are as they should be."""

    def __init__(self, text: str, runs: Collection[str] = ()) -> None:
        self._text = text[:_HEARD]
        self._runs = runs
        self._memo: dict[str, float] = {}

    def hearing(self, runs: Collection[str]) -> Home:
        """The home of the same text, told by its sound `runs`, too."""
        return Home(self._text, runs)

    @cached_property
    def _shares(self) -> dict[str, float]:
        """How likely each region is, by the ASCII of the text and the letters of its sound runs."""
        shares = regions.shares(_NOT_ASCII.sub("\x80", self._text).encode("latin-1"), _TEMPER)
        if self._is_plain:
            shares = {region: share if region == "none" else share * _PLAIN for region, share in shares.items()}
        found = {region: math.log(share) for region, share in shares.items()}
        found["vietnamese"] -= _SHORT_WORDS
        for letter in sorted({char for run in self._runs for char in run if char.isalpha()}):
            for region, said in regions.of_letter(letter).items():
                found[region] += math.log(_FOREIGN + (1 - _FOREIGN) * math.exp(said))
        top = max(found.values())
        weights = {region: math.exp(value - top) for region, value in found.items()}
        total = sum(weights.values())
        return {region: weight / total for region, weight in weights.items()}

    @cached_property
    def _is_plain(self) -> bool:
        """Whether the text is English or code, whose words look like those of other languages."""
        words = _WORD.findall(self._text[:_LOOK].lower())
        return sum([bool(_OF_PLAIN(word)) for word in words]) > _SOME * len(words)

    @cached_property
    def _known(self) -> float:
        """How well the text's language is known, in nats."""
        if self._is_plain:
            return 0.0
        likeliest = max([share for region, share in self._shares.items() if region != "none"])
        return _KNOWN * likeliest * min(1.0, self._words / _WORDS)

    def told(self, key: tuple[str, str, str], s: Scored) -> Scored:
        """`s` with what the letters say for the candidates of the run `key`, added to their evidence."""
        if not s.candidates:
            return s
        left, run, right = key
        alone = not (left[-1:].isalpha() or right[:1].isalpha())
        stays = self._of(run)
        if (left[-1:].isalnum() or right[:1].isalnum()) and self._is_lone(run):
            stays -= _LONE
        found = []
        for c in s.candidates:
            # À by itself is a word: how many words hold it says nothing of that, but that it is Latin does.
            said = 0.0 if alone and regions.all_latin(run + c.text) else self._of(c.text) - stays
            found.append(c._replace(evidence=c.evidence + said))
        return s._replace(candidates=tuple(sorted(found, key=lambda c: (-c.evidence, c.text))))

    def candidate(self, run: str, c: Candidate | None) -> Candidate | None:
        """`c`, what `run` may have been, with what its letters say."""
        return c and c._replace(evidence=c.evidence + self._of(c.text) - self._of(run))

    def at_most(self, run: str) -> float:
        """The most that its letters can add to the evidence of a candidate for `run`, in nats."""
        return regions.OF_A_RUN - self._of(run)

    def strangeness(self, run: str) -> float:
        """How strange the letters of `run` are here, in nats: none, or up to two."""
        return max(0.0, -self._of(run))

    def backing(self, key: tuple[str, str, str], c: Candidate) -> float:
        """What a known language adds for `c`, a legacy reading of the run `key` as one of its words."""
        kind = c.spans[0].layers[0].kind
        if kind.removeprefix(LEGACY) not in LATIN or not any([char.isalpha() for span in c.spans for char in span.after]):
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
            if self._is_plain and not regions.all_latin(run):  # `ůíů` of a chat log is no `ωνω`
                found = self._memo[run] = found - _OTHER_SCRIPT
        return found

    def _is_lone(self, run: str) -> bool:
        """Whether `run` has the only ideograph of the text, which has words in Latin letters."""
        wide = set(_WIDE.findall(run))
        return len(wide) == 1 and wide >= self._wide and self._words >= _WORDS

    @cached_property
    def _wide(self) -> set[str]:
        return set(_WIDE.findall(self._text))

    @cached_property
    def _words(self) -> int:
        """The distinct words of ASCII letters near the beginning of the text."""
        return len(set(_WORD.findall(self._text[:_LOOK])))
