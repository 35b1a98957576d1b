"""Which letters stand in the places outside ASCII of a Latin text, by its language and the letters around them.

`n‡ droch` may have been `ná droch` or `nà droch`: to the language model, which knows two letters back, both are words.
Irish has á there.  A mix-up makes something else of every character outside ASCII, so that none of them tells of another.
`tools/train_spelling.py` writes the lists.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from math import log
from typing import NamedTuple

from mojifix import windows
from mojifix.language import of_text
from mojifix.logs import log_sum
from mojifix.model import ANY
from mojifix.shipped import shipped
from mojifix.windows import OF_LETTERS, PADDING, WINDOWS, Decisions, plain, small

FORMAT = 1
NAME = "spelling.bin"
PLACE = "\ue000"  # stands for any character outside ASCII
_HEARD = 1e-3  # how likely a language is at least that is heard
_NAMES = 2e-3  # how likely any other letter stands in a place: in names and loans
_RARE = 1e-3  # of what a place holds: what is rarer is a name's
# ... or any letter in a language that there is no list of.  Of 67,485 lines in languages that the model was trained without
# 12 more change with .02 than without any of this, and 4 so; of 1,210 Latin sentences in legacy mix-ups 6 fewer come right.
_UNKNOWN = 0.2
# How likely a language is at least that has a say on whether a run is misspelled by itself, how likely that has what stands
# there at most, and another letter at least.
_LIKELY, _NEVER, _MOSTLY = 0.2, 0.03, 0.9
# ... and how likely what stands there is at most, and another letter at least, where a letter is counted wherever it stands.
_DOUBTED, _SURE = 0.5, 0.85
# Nats by which letters of a short text are misspelled together.  Of 15,085 clean development lines that the sieve would pass
# over 96 are stopped by it, of 42 garbled ones 9.
_MISSPELLED = 5.0
# How likely a language without a list is, from which nothing is asked: each place of Vietnamese took all other lists.
_MOST = 0.5
_IN_ONE = 2.5  # ... and in the likeliest language, without which the others aren't asked: that takes five times as long

COMMAS = {"ş": "ș", "ţ": "ț"}  # Romanian is written with either
_ALIKE = COMMAS | {other: one for one, other in COMMAS.items()}
_AROUND = max(map(max, WINDOWS[:OF_LETTERS]))  # characters on each side of a place that the windows of letters hold at most
_DASH, _DASHES = "–", 0.3  # how likely at least it is a dash that stands between two spaces
_A0 = "\xa0"

Key = tuple[str, str, str]


class Held(NamedTuple):
    """What a language may have in a place: shares of small letters and signs, of the likeliest two letters, of all signs."""

    found: Mapping[str, float]
    letters: tuple[tuple[float, str], ...]
    signs: float


_Place = Mapping[str, Held]  # by language


class Spelling:
    """What stands in the places of the runs of a `text`, by the languages that it may be in.

    `around` gives what else is known of the text before and behind a run.
    """

    def __init__(self, text: str, around: Callable[[Key], tuple[str, str]]) -> None:
        self._speech = _speech(text)
        self._around = around
        self._known: dict[Key, dict[int, _Place]] = {}

    def said(self, read: Mapping[Key, str]) -> float:
        """By how many nats all runs are spelled better as they are `read`, as many characters, than as they stand."""
        as_read = _likelihood(
            self._speech, [(place, text[i]) for key, text in read.items() for i, place in self._places(key)]
        )
        stays = _likelihood(self._speech, [(place, key[1][i]) for key in read for i, place in self._places(key)])
        return as_read - stays

    def is_misspelled(self, key: Key) -> bool:
        """Whether another letter belongs in a place of the run, in all languages that are likely."""
        likely = [name for name, share in self._speech.items() if share > _LIKELY]
        if not likely or not all(map(of_language, likely)):
            return False
        return any([_is_misspelled([place[name] for name in likely], key[1][i]) for i, place in self._places(key)])

    def _places(self, key: Key) -> Iterable[tuple[int, _Place]]:
        """The characters outside ASCII of the run `key`, by where they are in it."""
        if key not in self._known:
            left, run, right = key
            before, after = self._around(key)
            view = PADDING + shown(before + left + run + right + after) + PADDING
            start = len(PADDING) + len(before) + len(left)
            self._known[key] = {i: _place(self._speech, view, start + i) for i, char in enumerate(run) if not char.isascii()}
        return self._known[key].items()


def misspelled(text: str) -> list[int]:
    """The places of a short Latin text that hold letters in whose place its language has others, letter by letter.

    >>> misspelled("Das ist eine schãne Straße in einer Stadt"), misspelled("Das ist eine schöne Straße in einer Stadt")
    ([16], [])
    """
    view = PADDING + shown(f"\n{text}\n") + PADDING
    at = [i for i, char in enumerate(text) if not char.isascii()]
    stays: dict[str, float] = {}
    best: dict[str, float] = {}
    odd: dict[str, set[str]] = {}
    for name, share in sorted(_speech(text).items(), key=lambda item: (-item[1], item[0])):
        told = of_language(name)
        if not told and not stays and share > _MOST:
            return []
        places = [(_held(name, view, len(PADDING) + 1 + i) if told else None, text[i]) for i in at]
        gains = _gains([(found, char) for found, char in places if found is not None])
        odd[name] = {letter for letter, gain in gains.items() if gain > 0}
        gained = sum([gains[letter] for letter in odd[name]])
        if told and not stays and gained < _IN_ONE:
            return []
        stays[name] = log(share) + sum([log(_chance(found, char)) for found, char in places])
        best[name] = stays[name] + gained
    if not at or log_sum(list(best.values())) - log_sum(list(stays.values())) < _MISSPELLED:
        return []
    letters = odd[max(best, key=lambda name: (best[name], name))]
    return [i for i in at if small(text[i]) in letters]


def _gains(places: Iterable[tuple[Held, str]]) -> dict[str, float]:
    """By how many nats others are likelier in all `places` of each letter of one language that is unlikely in some."""
    known = [(found, char, small(char), _chance(found, char)) for found, char in places]
    gains = {letter: 0.0 for _, _, letter, stays in known if stays < _DOUBTED}
    for found, char, letter, stays in known:
        if letter in gains:
            other = _best_other(found, char)
            if stays < _DOUBTED and other < _SURE:
                other = min(other, stays)
            gains[letter] += log((other + _NAMES) / stays)
    return gains


def _is_misspelled(found: list[Held], char: str) -> bool:
    """Whether another letter than `char` stands in a place where languages have what was `found`."""
    other = max([_best_other(each, char) for each in found])
    return other > _MOSTLY and all([_chance(each, char) < _NEVER for each in found])


def _best_other(held: Held, char: str) -> float:
    """How likely the likeliest other letter than `char` is in a place, or any sign where that is a letter."""
    own = small(char)
    letters = next((share for share, letter in held.letters if letter != own), 0.0)
    return max(letters, held.signs) if char.isalpha() else letters


def _speech(text: str) -> dict[str, float]:
    """How likely each language is that `text` may be in, by its ASCII."""
    return {name: share for name, share in of_text(text).shares.items() if share > _HEARD}


def _place(speech: Iterable[str], view: str, at: int) -> _Place:
    """What each language may have in a place."""
    return {name: _held(name, view, at) for name in speech if of_language(name)}


def _held(name: str, view: str, at: int) -> Held:
    """What the language `name`, of which there is a list, may have in a place."""
    return _held_between(name, view[at - _AROUND : at + _AROUND + 1])


@lru_cache(16384)  # words are there again and again
def _held_between(name: str, around: str) -> Held:
    """The same in the middle of `around`; by itself that may be a dash in any language."""
    told = of_language(name)
    found = told.shares(around, _AROUND, OF_LETTERS) if told else {}
    if around[_AROUND - 1] == around[_AROUND + 1] == " ":
        found[_DASH] = max(_DASHES, found.get(_DASH, 0.0))
    letters = sorted([(share, letter) for letter, share in found.items() if letter.isalpha()], reverse=True)
    return Held(found, tuple(letters[:2]), sum([share for letter, share in found.items() if not letter.isalpha()]))


def _likelihood(speech: Mapping[str, float], placed: list[tuple[_Place, str]]) -> float:
    """log P of characters in their places, whichever language they are in."""
    return log_sum(
        [log(share) + sum([log(_chance(place.get(name), char)) for place, char in placed]) for name, share in speech.items()]
    )


def _chance(held: Held | None, char: str) -> float:
    """How likely a language has `char` in a place where it has what is `held`; any sign is as likely as all of them."""
    if held is None:
        return _UNKNOWN
    if char.isalpha():
        letter = small(char)
        return min(1.0, max(held.found.get(letter, 0.0), held.found.get(_ALIKE.get(letter, ""), 0.0)) + _NAMES)
    if char < _A0:  # a control stands nowhere
        return _NAMES
    return min(1.0, held.signs + _NAMES)


def shown(text: str) -> str:
    """`text` as decisions see it: what is outside ASCII is a place, whatever stands there.

    >>> shown("Ên 2\\n") == PLACE + "n 0 "
    True
    """
    return "".join([plain(char) if char.isascii() or char == ANY else PLACE for char in text])


def packed(languages: Mapping[str, Decisions]) -> bytes:
    """The data file of `languages`, but for its packing: after a line with the format and the hash a line is a column."""
    lines = [line for name, told in languages.items() for line in (name, *windows.packed(told))]
    raw = "\n".join(lines).encode()
    return f"mojifix-spelling {FORMAT} {hashlib.sha256(raw).hexdigest()}\n".encode() + raw


@cache
def _lists() -> dict[str, list[str]]:
    """The lines of each language."""
    lines = zlib.decompress(shipped(NAME)).decode().split("\n")[1:]
    return {lines[i]: lines[i + 1 : i + 1 + windows.SIZE] for i in range(0, len(lines), 1 + windows.SIZE)}


@cache
def of_language(name: str) -> Decisions | None:
    """The decisions of a language, or of a region by its name in `regions`; None where there are none."""
    lines = _lists().get(name)
    if not lines:
        return None
    told = windows.unpacked(lines)
    # What is rarer than letters of names makes no difference, and took half of the time of a line.
    base = {place: {letter: share for letter, share in found.items() if share > _RARE} for place, found in told.base.items()}
    return told._replace(base=base)
