"""The language of a text in Latin letters, by what its ASCII says, and the letters that are at home in it.

The language model knows a letter by its two neighbours, the other words of the text know the language.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator
from functools import cache, cached_property, lru_cache
from itertools import repeat
from string import ascii_uppercase

from mojifix import regions

_FOREIGN = 0.1  # of the letters outside ASCII in a text stand in names and loans from anywhere
# Nats that all letters together may say against a region: where the text as a whole went through a legacy mix-up, what looks
# sound is garbled as well.  Hungarian of a thousand words was in no language by its `È` and `ˆ`.
_GARBLED = 8.0
_TEMPER = 0.45  # by which a sentence's region is told best: mean log loss .57 on 1,122 of development text, .63 with .7
_WORDS = 4  # distinct words of ASCII letters that make a language known
# ... and that it is one with letters of its own, whichever: `Fřrste hurtigfelttast` may be German as well, but not English.
# Of 1,503 Latin development sentences 39 more come right than by how sure the likeliest is, and no clean line changes.
_FEW_WORDS = 2
_PART = 0.5  # ... of which four letters of a word that has others too are half a one: `Duplicar Transacciùn`
_PART_OF_WORD = re.compile("(?<=[A-Za-z]{4})[^\x00-\x7f]|[^\x00-\x7f](?=[A-Za-z]{4})")
_SHORT_WORDS = 8.0  # nats by which code looks Vietnamese, whose own letters can't be overlooked
_OF_VIETNAMESE = re.compile("[\u1ea0-\u1ef1]")  # ... and that no encoding of single bytes shows
_OWN = 0.05  # ... of the code points of Vietnamese at least, but not of text with a name: every fourth line was searched
_CLEARLY = 0.7  # how certain a language is that is known
_LIKELY = 0.1  # ... how likely one is whose letters are tried
_SURELY = 0.75  # ... and that it is any with letters of its own: `opci—n` may be Spanish or Galician
_HEARD, _LOOK = 3_000, 2_000  # code points of a text that are heard, and that words are counted in
# Between what is no letter: as a class of all but these, for one of all letters takes 6 ms to compile.
_WORD = re.compile("(?<![^\x00-@[-`{-\x7f])[A-Za-z]{2,}(?![^\x00-@[-`{-\x7f])")
# Words that English and code have many of, and other languages in Latin letters hardly any.  A licence of the W3C was
# French without them, and Python's tests Portuguese.  (`will`, `was`, `an` and `has` are words of others, too.)
_ENGLISH = "the and that this with from which have not were been can should you your it its"
_CODE = "def self import return class none true false else elif function const int void static char include null"
_OF_PLAIN = frozenset((_ENGLISH + " " + _CODE).split())
_SOME = 0.03  # of the words, from which a text is English or code
_PLAIN = 1e-6  # what is left of every other region then
_OTHER_SCRIPT = 2.0  # nats that letters other than Latin ones cost in English or code, and where as many are ASCII's
_ASCII = 0.9
# Nats that a letter at most says for the text's language which is strange in it.  By how many words have it, `ç` in French
# says -.4, as `ů` does in Italian, and `à`, mostly a word by itself, -1.5.
_STRANGE = -0.8
_AT_HOME = math.log((math.exp(_STRANGE) - _FOREIGN) / (1 - _FOREIGN))  # ... and for a region by itself
_FEW = 0.2  # of the code points of a text in Latin letters are of other scripts: of garbled Vietnamese one in five
_OTHERS = 0.01  # ... and of such a text's letters, from which they may be of many languages: entries of a menu in forty
_NAMES = 0.05  # of the letters outside ASCII in right text are names' at most: a paragraph with one `ñ` is French
# ... and of longer text, whose language is known better, one letter at least in as many words.  Of clean development
# texts of 3,000 code points one in 300 has that, `õ` for ő in Hungarian is one letter in 20.
_FEWER_NAMES, _WORDS_WITH_IT = 0.03, 3
# Letters that languages have in few words, though often, as French `là` and `où`: lists of words know little of them.
_IN_FEW_WORDS = {
    "french": "àëæùÿ", "spanish": "ü", "portuguese": "àñü", "italian": "óî", "german": "éà", "dutch": "ñç",
    "danish": "éèòôó", "swedish": "éèü", "icelandic": "ü", "czech": "óäö", "slovak": "óäĺŕ", "polish": "éü",
    "romanian": "ăşţ", "estonian": "šž", "hungarian": "äë", "lithuanian": "é", "turkish": "âîû", "welsh": "áéïëö",
    "vietnamese": "èéíóõý",
}  # fmt: skip
_STRESSED = {"dutch": "áíú"}  # ... and vowels that a language marks where they are stressed
_NOT_ASCII = re.compile("[^\x00-\x7f]+")
_FAR, _AROUND, _REST = 20, re.compile(r"\w+\Z"), re.compile(r"\w+")  # code points of a word on each side
_LETTER = re.compile("[\xaa\xb5\xba\xc0-\xd6\xd8-\xf6\xf8-\u0250\u0370-\u04ff]")
# What English has between letters, and typographers anywhere, but no other language has: `ci—n`; or nobody has: `verr„ `.
_BETWEEN = re.compile("[–—·…‘†‡‚ƒˆ‰‹›¡¿„](?:(?<=[a-z][–—·…‘])(?=[a-z])|(?<=\\s[†‡‚ƒˆ‰‹›])(?= )|(?<=[a-z][·¡¿„‚])(?!\\w))")


@cache  # on first use: to compile so large a class takes 3 ms
def _other_letter() -> re.Pattern[str]:
    return re.compile("[\u0370-\u1dff\u1f00-\u1fff\u2e80-\ud7ff]")


_CAPITALS = ascii_uppercase.encode()


class Language:
    """The language of `text`, whose `runs` outside ASCII are as they should be."""

    def __init__(self, text: str, runs: Collection[str] = ()) -> None:
        self.text = text[:_HEARD]
        self.runs = runs
        self._memo: dict[str, float] = {}
        self._written: dict[str, float] = {}
        self._has_written: dict[str, float] = {}

    @cached_property
    def shares(self) -> dict[str, float]:
        """How likely each region is, by the ASCII of the text and the letters of its sound runs."""
        shares = regions.shares(_NOT_ASCII.sub("\x80", self.text).encode("latin-1"), _TEMPER)
        if self.is_plain:
            shares = {region: share if region == regions.PLAIN else share * _PLAIN for region, share in shares.items()}
        found = {region: math.log(share) for region, share in shares.items()}
        own = len(_OF_VIETNAMESE.findall(self.text))
        found["vietnamese"] += _SHORT_WORDS * ((own > 0) + (own > _OWN * len(self.text)) - 1)
        if self.runs:
            against = self._against()
            found = {region: value + max(-_GARBLED, against[region]) for region, value in found.items()}
        top = max(found.values())
        weights = {region: math.exp(value - top) for region, value in found.items()}
        total = sum(weights.values())
        return {region: weight / total for region, weight in weights.items()}

    def _against(self) -> dict[str, float]:
        """What the letters of the runs say of each region, in nats."""
        letters = {
            char.lower() if self._is_loud else char
            for run in self.runs
            for char in run
            if char.isalpha() and not char.isascii()
        }
        if sum([char >= "\u0370" for char in self.text if char.isalpha()]) < _FEW * len(self.text):  # once Latin, perhaps
            letters = set(filter(regions.all_latin, letters))
        said = [sum(column) for column in zip(*map(_said_of_regions, sorted(letters)), strict=True)]
        return dict(zip(regions.REGIONS, said or repeat(0.0), strict=False))

    @cached_property
    def is_plain(self) -> bool:
        """Whether the text is English or code, whose words look like those of other languages."""
        words = _WORD.findall(self.text[:_LOOK].lower())
        return sum([word in _OF_PLAIN for word in words]) > _SOME * len(words)

    @cached_property
    def _ascii(self) -> float:
        """The share of ASCII among the letters of the text."""
        letters = [char for char in self.text if char.isalpha()]
        return sum(map(str.isascii, letters)) / max(1, len(letters))

    @cached_property
    def _is_loud(self) -> bool:
        """Whether the text is in capitals, which few words have by themselves: `RĘKĘ` was `RÊKÊ`."""
        plain = self.text.encode("ascii", "ignore")
        return len(plain.translate(None, _CAPITALS)) < len(plain.translate(None, _CAPITALS.lower()))

    @property
    def is_latin(self) -> bool:
        """Whether most letters of the text are ASCII's."""
        return 2 * self._ascii > 1

    @cached_property
    def certainty(self) -> float:
        """How well the language is known, from 0 to 1."""
        if self.is_plain:
            return 0.0
        likeliest = max([share for region, share in self.shares.items() if region not in regions.UNKNOWN])
        return likeliest * min(1.0, self.words / _WORDS)

    @property
    def region(self) -> str:
        """The likeliest region."""
        return max(self.shares, key=self.shares.__getitem__)

    @cached_property
    def has_letters(self) -> float:
        """How sure it is that the text is in some language with letters of its own, whichever it is, from 0 to 1."""
        if self.is_plain:
            return 0.0
        return (1 - sum([self.shares[region] for region in regions.UNKNOWN])) * self._enough

    @property
    def _enough(self) -> float:
        """Whether there are words enough to tell languages with letters of their own from others, from 0 to 1."""
        return min(1.0, (self.words + self._parts) / _FEW_WORDS)

    def has_written(self, encoding: str) -> float:
        """How sure it is that the text is in a language with letters of its own that is written in the Latin `encoding`."""
        found = self._has_written.get(encoding)
        if found is None:
            found = self.has_letters and self._enough * regions.own_written(self.shares, encoding)
            self._has_written[encoding] = found
        return found

    @property
    def is_known(self) -> bool:
        """Whether it is clear which language the text is in, or that it is one of those with letters of their own."""
        return self.certainty >= _CLEARLY or self.has_letters >= _SURELY

    def fit(self, run: str) -> float:
        """How well the letters of `run` fit the language, in nats: below 0 where they are strange in it."""
        found = self._memo.get(run)
        if found is None:
            said = regions.of_latin(self.shares, run.lower() if self._is_loud else run)
            found = self._memo[run] = math.log(_FOREIGN + (1 - _FOREIGN) * said)
            # `ůíů` of a chat log is no `ωνω`.
            if (self.is_plain and not regions.all_latin(run)) or (self._ascii > _ASCII and _other_letter().search(run)):
                found = self._memo[run] = found - _OTHER_SCRIPT
        return found

    def is_stranger(self, letter: str) -> bool:
        """Whether a Latin `letter` is none of the language's."""
        return self.fit(letter) <= _STRANGE

    def written(self, encoding: str) -> float:
        """How likely the text was written in the Latin `encoding`, in nats beside the likeliest."""
        found = self._written.get(encoding)
        if found is None:
            found = self._written[encoding] = regions.written(self.shares, encoding)
        return found

    @cached_property
    def likely(self) -> list[str]:
        """The regions that are likely."""
        return sorted(region for region, share in self.shares.items() if share > _LIKELY)

    @cached_property
    def letters(self) -> tuple[str, ...]:
        """The small letters outside ASCII that are at home in the likely languages."""
        return tuple(dict.fromkeys(letter for region in self.likely for letter in regions.letters_of(region)))

    @cached_property
    def in_few_words(self) -> frozenset[str]:
        """The small letters that all likely languages have in few words, of which none is strange by that."""
        first, *others = [frozenset(_IN_FEW_WORDS.get(region, "")) for region in self.likely or [regions.PLAIN]]
        return first.intersection(*others)

    @property
    def _parts(self) -> float:
        """What is left of a word around letters outside ASCII, as half a word: there are others beside it."""
        return _PART * bool(self.words and _PART_OF_WORD.search(self.text[:_LOOK]))

    @cached_property
    def words(self) -> int:
        """The distinct words of ASCII letters near the beginning of the text."""
        return len(set(_WORD.findall(self.text[:_LOOK])))


@lru_cache(1024)
def _said_of_regions(letter: str) -> tuple[float, ...]:
    """What a letter says for each region, in nats, as names and loans from anywhere have it, too."""
    return tuple([math.log(_FOREIGN + (1 - _FOREIGN) * math.exp(said)) for said in regions.of_letter(letter).values()])


def _is_in_word(text: str, letter: re.Match[str]) -> bool:
    """Whether `letter` of a Latin text is no word by itself, or no Latin letter."""
    start, end = letter.span()
    return letter.group() >= "\u0370" or text[max(0, start - 1) : start].isalpha() or text[end : end + 1].isalpha()


@lru_cache(2)  # the sieve asks for strangers, then for strays
def of_text(text: str) -> Language:
    """The language of `text`, of whose runs nothing is known."""
    return Language(text)


def letters(text: str) -> set[str]:
    """The Latin letters of `text` outside ASCII, and a few others that may have been some."""
    return set(_LETTER.findall(text))


def has_strangers(text: str, latin_only: bool = False) -> bool:
    """Whether letters or signs of a small `text` are strange in its language, and no few: names bring one here and there.

    With `latin_only`, in text that isn't Latin only Latin ones: Greek with some English words has no others.

    >>> has_strangers("Toplam varlýklarý gösteren bir satýr"), has_strangers("Toplam varlıkları gösteren bir satır")
    (True, False)
    """
    found = sum([1 for _ in strangers(text, latin_only)])
    return found > _NAMES * len(_LETTER.findall(text))


def has_foreign_letters(text: str) -> bool:
    """Whether letters of a longer `text` are strange in its language, at its beginning.

    >>> has_foreign_letters("a gyõzelem elõtt a nõk és erdõk és mezõk közül " * 30)
    True
    """
    text = text[:_HEARD]
    found = {char.lower() for char in letters(text) if char < "\u0370"}
    # Nine in ten texts are told by that, at once; with the vowels that it stresses, Dutch would have most of Hungarian's.
    if not found or any(found <= _alphabet(region) for region in regions.REGIONS if region not in regions.UNKNOWN):
        return False
    if sum([char >= "\u0370" for char in text if char.isalpha()]) > _OTHERS * len(text):  # in many languages, perhaps
        return False
    region = of_text(text).region
    own = _alphabet(region).union(_STRESSED.get(region, ""))
    places: dict[str, list[int]] = {}
    for place in strangers(text):
        if text[place].isalpha() and text[place] < "\u0370" and text[place].lower() not in own:
            places.setdefault(text[place], []).append(place)
    if sum(map(len, places.values())) <= _FEWER_NAMES * len(_LETTER.findall(text)):
        return False
    return any([len({_word_at(text, i) for i in at}) >= _WORDS_WITH_IT for at in places.values()])


@cache
def _alphabet(region: str) -> frozenset[str]:
    """The small letters outside ASCII that a region's languages have, be it in few words."""
    return regions.alphabet(region, _AT_HOME).union(_IN_FEW_WORDS.get(region, ""))


def _word_at(text: str, place: int) -> str:
    """What stands around `place` of a text, up to what is no letter."""
    around = _AROUND.search(text, max(0, place - _FAR), place)
    end = _REST.match(text, place, place + _FAR)
    return ((around[0] if around else "") + (end[0] if end else "")).lower()


def strangers(text: str, latin_only: bool = False) -> Iterator[int]:
    """The places of a small `text` that hold what is strange in its language, as `has_strangers` has it."""
    found = letters(text)
    signs = list(_BETWEEN.finditer(text))
    if not found and not signs:
        return
    language = of_text(text)
    if language.is_plain:  # where all accented letters are foreign
        return
    if latin_only and not language.is_latin:
        found = {letter for letter in found if letter < "\u0370"}
    strange = {letter for letter in found if letter.lower() not in language.in_few_words and language.is_stranger(letter)}
    if strange:
        yield from (
            match.start() for match in _LETTER.finditer(text) if match.group() in strange and _is_in_word(text, match)
        )
    if signs and language.is_known:
        yield from (match.start() for match in signs)
