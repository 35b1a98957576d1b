"""Letters of a short text in whose place another one would be much likelier: `Tast for î bevege` was `å bevege`.

Each by itself is no stranger to the language, or not by enough: there are names.  What speaks for another letter is that it
is the language's and makes a word of what stands there, which the language model tells; or that no other stands there in it
(`spelling`).
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from mojifix import language, regions, spelling
from mojifix.model import EDGE, load

_DOUBTED = 0.3  # nats that a letter says for the language, above which it is at home there
# Nats by which others together have to be likelier.  Of 4,207 clean development lines that the sieve would pass over 13 are
# stopped by it, of 66 garbled sentences that it would pass over and `jointly` tells for sure 42.
_LIKELIER = 5.0
_MOST = 8  # letters that are asked
_WORDS = 2  # distinct words that tell a language
# Nats that a letter and what stands around it have at best: with -8 one more of those 66 is stopped, at twice the cost.
_AT_BEST = -9.0


def places(text: str) -> Iterator[int]:
    """The places of the strays of the short `text`, if there are any.

    >>> list(places("Tast for î bevege spilleren bakover")), list(places("Tast for å bevege spilleren bakover"))
    ([9], [])
    """
    heard = language.of_text(text)
    if heard.is_plain:
        return
    yield from _doubted(text, heard) or (spelling.misspelled(text) if _can_be_told(text, heard) else [])


def _can_be_told(text: str, heard: language.Language) -> bool:
    """Whether `text` is in Latin letters, and has words of ASCII that tell its language."""
    return heard.words >= _WORDS and regions.all_latin(text)


def _doubted(text: str, heard: language.Language) -> list[int]:
    """The places of letters that are no more than known to the language, where others are likelier to the model."""
    asked = [letter for letter in language.letters(text) if letter.lower() not in heard.in_few_words]
    doubted = {letter for letter in asked if heard.fit(letter) <= _DOUBTED}
    if not doubted:
        return []
    found: dict[str, int] = {}
    whole = EDGE + EDGE + text + EDGE + EDGE
    for i, char in enumerate(text):
        if char in doubted:
            found.setdefault(whole[i + 1 : i + 4].lower(), i)  # a column of `10è` is one witness
    odd = {i: _said(whole[i : i + 5], whole[i + 2], heard) for i in list(found.values())[:_MOST]}
    if sum([max(0.0, _AT_BEST - said) for said in odd.values()]) < _LIKELIER:
        return []
    gains = {i: max(0.0, _likeliest(whole[i : i + 5], heard) - said) for i, said in odd.items() if said < _AT_BEST}
    if heard.has_letters * sum(gains.values()) < _LIKELIER:
        return []
    return sorted([i for i, gain in gains.items() if gain > 0])


def _said(around: str, letter: str, heard: language.Language) -> float:
    """How likely `letter` is in the middle of `around`, in nats."""
    return load().score(around[:2], letter, around[3:]) + heard.fit(letter)


def _likeliest(around: str, heard: language.Language) -> float:
    """How likely the likeliest letter of the language is in the middle of `around`, in nats."""
    capital = around[2].isupper() and not around[1].islower()
    letters = [letter.upper() if capital else letter for letter in heard.letters]
    return max([_said(around, letter, heard) for letter in letters], default=-math.inf)
