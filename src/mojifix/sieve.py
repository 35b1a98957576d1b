"""The sieve: whether a text holds anything worth a look, at the speed of a regular expression.

Small texts, and samples of large ones, are asked about every pair of neighbours (`unusual`), East Asian characters (`east`),
and about every letter that is none of their language's; what large ones are asked is in `coarse`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from mojifix.east import east_suspects, may_be_others
from mojifix.unusual import everywhere, forms, has_forms, stops, strange_words

_SHORT = 1_000  # code points up to which a text is asked for all that is strange in its language: longer ones show more
# ... and a line, how odd it is: to load the model takes as long as Python takes to start, which isn't worth it for files.
_LINE = 200
# Nats a code point from which a line of letters that readers show is odd, and of ideographs.  Of 1,750 Cyrillic words in
# legacy mix-ups a hundred that would have come back were never looked at: in capitals their pairs are usual ones.  Of clean
# words 1 to 5 in a hundred are as odd, 10 of Arabic; ideographs that were others have 9 to 16, of clean lines 1 % has 8.5.
_ODD, _ODD_IDEOGRAPHS = 4.5, 8.0
# The share of a text's code points that are outside ASCII, above which letters show a mix-up: French has 4 %, English with a
# quotation in every sentence 2 %.
_FEW_OTHERS = 0.03
_PLACES, BRIEF = 6, 400  # of a large text that make a sample, and code points of each
_SPANS, _NEAR = 400, 1_000  # stretches outside ASCII that are few, and code points of a line on each side of one
_SPAN = re.compile("[^\x00-\x7f]+")
LARGE = 24_000  # code points from which a text is large: a sample says as much as all of it


def garbled(text: str) -> bool:
    """Whether anything of a small `text` is worth a look."""
    if text.isascii():
        return False
    return _is_any(text)


def is_sample_garbled(text: str) -> bool:
    """Whether anything of a sample of a large `text` is worth a look: legacy text may have no hits at all."""
    return not text.isascii() and _is_any("\n".join(samples(text, BRIEF)))


def few_lines(text: str) -> str | None:
    """The lines of a large `text` that hold anything outside ASCII, where they are few: it is looked at as a small one then.

    Of a long line what is near.  Samples of such a text would hold nothing to go by.
    """
    if text.isascii():  # a twentieth of the time
        return ""
    lines: list[str] = []
    done = size = 0
    for count, match in enumerate(_SPAN.finditer(text)):
        place = match.start()
        if place < done:
            continue
        begin = max(done, text.rfind("\n", max(0, place - _NEAR), place) + 1 or place - _NEAR)
        done = text.find("\n", place, place + _NEAR)
        done = min(place + _NEAR, len(text)) if done < 0 else done
        lines.append(text[begin:done])
        size += done - begin + 1
        if count > _SPANS or size > LARGE:
            return None
    return "\n".join(lines)


def samples(text: str, size: int) -> list[str]:
    """Whole lines from places all over `text`, of about `size` code points each."""
    found = []
    for begin in range(0, len(text), len(text) // _PLACES + 1):
        start = text.find("\n", begin, begin + size) + 1 or begin
        end = text.find("\n", start + size, start + 2 * size)
        found.append(text[start : end if end > 0 else start + size])
    return found


@lru_cache(2)  # the command asks, and then the engine
def _is_any(text: str) -> bool:
    """Whether a small text is `garbled`."""
    # Where there are no East Asian characters, what `hits` finds beside the shapes are pairs that aren't usual either.
    if strange_words(text):
        return True
    if has_forms(text) or may_be_others(text):
        return True
    return is_strange_throughout(text)


def is_strange_throughout(text: str) -> bool:
    """Whether a `text` is strange as a whole: its letters are none of its language's, or stand where punctuation does, or
    lines of a short one are odd."""
    from mojifix import language  # for these only: it takes half of what Python takes to start

    if len(text) > _SHORT:
        return language.has_foreign_letters(text) or bool(_signs(text))
    found = language.has_strangers(text, _is_line(text)) or next(_odd_places(text), None) is not None or _has_strays(text)
    return found or bool(_signs(text))


def _is_line(text: str) -> bool:
    """Whether the model says how odd `text` is where it isn't Latin, so that its language has nothing to add."""
    return len(text) <= _LINE


def _signs(text: str) -> Collection[str]:
    """The characters of `text` that stand where punctuation does, unless it has many others."""
    from mojifix import language, punctuation

    if len(text) > _LINE and len(text) - len(text.encode("ascii", "ignore")) > _FEW_OTHERS * len(text):
        return ()
    return punctuation.signs(language.of_text(text)).keys()


def _has_strays(text: str) -> bool:
    """Whether a line has letters in whose place others would be much likelier; a longer text shows more of a mix-up."""
    return next(_strays(text), None) is not None


def _strays(text: str) -> Iterator[int]:
    if len(text) <= _LINE:
        from mojifix import strays

        yield from strays.places(text)


@cache
def _foreign() -> re.Pattern[str]:
    """Stretches outside ASCII that hold a letter of a script which legacy readers show: alphabets, or two ideographs."""
    return re.compile("[^\x00-\x7f\u0370-\u06ff\u3400-\u9fff]*(?:([\u0370-\u06ff])|[\u3400-\u9fff]{2})[^\x00-\x7f]*")


def _odd_places(text: str) -> Iterator[int]:
    """Where what isn't Latin stands in a line that is odd by all of it: `НПТДПЧГЕЧ` has usual pairs, and is no word."""
    found = list(_foreign().finditer(text)) if _is_line(text) else []
    if not found:
        return
    from mojifix.model import EDGE, load

    score = load().score
    for odd, kind in ((_ODD, [m for m in found if m[1]]), (_ODD_IDEOGRAPHS, [m for m in found if not m[1]])):
        size = sum([len(match[0]) + 1 for match in kind])
        said = sum([score((EDGE + EDGE + text[: m.start()])[-2:], m[0], text[m.end() : m.end() + 1] or EDGE) for m in kind])
        if -said > odd * size:
            yield from (match.start() for match in kind)


class Suspects(NamedTuple):
    """The places of a small text for which it is `garbled`, in order; the East Asian characters among them apart.

    Where these are a handful, all of them are named.  `asian` counts those that are worth a look and the others.
    """

    places: list[int]
    east: list[int]
    asian: int


def suspects(text: str) -> Suspects:
    """All that `garbled` would stop at in a small `text`.

    >>> suspects("été: Ã©tÃ©"), suspects("L’été a été chaud.").places
    (Suspects(places=[5, 6, 7, 8], east=[], asian=0), [])
    """
    places = set(stops(text))
    from mojifix import language

    is_line = _is_line(text)
    if language.has_strangers(text, is_line) if len(text) <= _SHORT else language.has_foreign_letters(text):
        places.update(language.strangers(text, is_line))
    places.update(_odd_places(text))
    places.update(_strays(text))
    places.update(forms(text))
    for char in _signs(text):
        places.update(everywhere(char, text))
    east, asian = east_suspects(text)
    return Suspects(sorted(places), sorted(east - places), asian)
