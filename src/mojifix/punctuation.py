"""Letters and signs that stand where punctuation does: `ìselectorî`, `Ò1d6bÓ`, `canít`.

English text shows a legacy mix-up by nothing else, and each of these letters by itself may be a name's.  But no language has
one letter that only begins words, and another one that only ends them, in turns, nor letters between digits: `12Ð14`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from mojifix.language import Language

_MARKS = frozenset("\xa0–—‘’‚“”„…«»‹›·•")  # are punctuation themselves
_QUOTES = ("“”", "‘’", "„“", "„”", "‚‘", "‚’", "«»", "»«", "‹›")
_ALIKE = ("””", "’’")  # as Swedish has them
_APOSTROPHE = "’"
_SPACE = "\xa0"
_ELLIPSIS = "…"
_RANGING = "–—×"  # stand between numbers
_DEGREE = "°"
_FAR = 200  # code points that may be quoted
_MOSTLY = 0.8  # of the places of a character that are alike
_LONG = 20  # code points of a word
_WORDS = 2  # distinct words with an apostrophe that tell of one
_TWICE = 2  # quotations that begin and end alike: `öne` and `twö` of a test were words
# What stands before an opening quotation mark and behind a closing one.
_OUTSIDE = frozenset(" \t\n/-")
_BEFORE, _BEHIND = _OUTSIDE | frozenset("([="), _OUTSIDE | frozenset(".,:;!?)]")
_SIGNS = frozenset("!#$%&*+./:<=>?@\\_~-{}[]()")  # ... and within, beside letters and digits
_ENDINGS = ("t", "s", "re", "ve", "ll", "d", "m")  # of English words, behind an apostrophe


class _Places(NamedTuple):
    """Where a character stands as punctuation does: in a text, by what is beside it."""

    opening: list[int]
    closing: list[int]
    within: list[int]  # as the apostrophe of an English word
    spaced: list[int]  # as the space between a word and a number
    ranging: list[int]  # as a dash or a cross between two numbers
    measuring: list[int]  # as the sign of degrees
    trailing: list[int]  # as the ellipsis behind a word, where no capital letter stands


def signs(language: Language) -> Mapping[str, str]:
    """The characters of a text in `language` that stand where punctuation does, each with the signs that it may have been.

    Apostrophes and no-break spaces are told in English only.  Of 320,500 clean development lines none has what others are
    told by: between two digits a letter that a dash was read as, behind a small letter at a word's end a capital one that an
    ellipsis was, before C or F what the sign of degrees was.

    >>> signs(Language("a ìselectorî is"))
    {'ì': '“', 'î': '”'}
    >>> signs(Language("He canít see that itís here")), signs(Language("el día está aquí"))
    ({'í': '’'}, {})
    >>> signs(Language("Save AsÉ on pages 12Ð14"))
    {'É': '…', 'Ð': '–—×'}
    """
    text = language.text
    places = _places(text) if language.is_latin else {}
    if not places:
        return {}
    found: dict[str, str] = {}
    if language.is_plain:
        for char, at in places.items():
            words = {text[max(0, i - _LONG) : i + 2].split()[-1] for i in at.within}
            if len(words) >= _WORDS and len(at.within) + len(at.closing) == text.count(char) and char in _apostrophes():
                found[char] = _APOSTROPHE
            if at.spaced and _are_all(text, char, at.spaced) and char in _spaces():
                found[char] = _with(found.get(char, ""), _SPACE)
    for char, at in places.items():
        if at.trailing and _are_all(text, char, at.trailing) and char in _ellipses():
            found[char] = _with(found.get(char, ""), _ELLIPSIS)
        if at.ranging and _are_all(text, char, at.ranging) and char in _between_numbers():
            found[char] = _with(found.get(char, ""), _RANGING)
        if at.measuring and _are_all(text, char, at.measuring) and char in _degrees():
            found[char] = _with(found.get(char, ""), _DEGREE)
    for opener, closer in _quoting(text, places):
        quotes = _pairs().get((opener, closer))
        if quotes and (opener != closer or language.is_plain or language.is_stranger(opener)):
            for char, may_be in zip((opener, closer), quotes, strict=True):
                found[char] = _with(found.get(char, ""), may_be)
    return found


def _quoting(text: str, places: Mapping[str, _Places]) -> Iterator[tuple[str, str]]:
    """The characters of `text` that begin and end quotations, and little else, in turns."""
    openers = [char for char, at in places.items() if at.opening and _are_all(text, char, at.opening)]
    alike = [char for char, at in places.items() if len(at.opening) >= _TWICE <= len(at.closing)]
    closers = [char for char, at in places.items() if at.closing and _are_all(text, char, at.closing, at.within)]
    asked = [(opener, closer) for opener in openers for closer in closers if opener != closer]
    asked += [(char, char) for char in alike if _are_all(text, char, places[char].opening, places[char].closing)]
    for opener, closer in asked:
        if _are_in_turns(places[opener].opening, places[closer].closing):
            yield opener, closer


def _places(text: str) -> dict[str, _Places]:
    """The characters of `text` that stand where punctuation does, but for those that are punctuation."""
    found: dict[str, _Places] = defaultdict(lambda: _Places(*([] for _ in _Places._fields)))
    # No regular expression: to compile it takes longer than that does for a small file.
    for i, char in enumerate(text):
        if char < "\x80" or char in _MARKS:
            continue
        before, after = text[i - 1] if i else "\n", text[i + 1 : i + 2] or "\n"
        if before in _BEFORE and (_is_alnum(after) or after in _SIGNS):
            found[char].opening.append(i)
        elif after in _BEHIND and (_is_alnum(before) or before in _SIGNS or before == ","):
            found[char].closing.append(i)
            if "a" <= before <= "z" and not char.islower():
                found[char].trailing.append(i)
        elif before.isalpha() and before.isascii() and _is_shortened(text, i + 1):
            found[char].within.append(i)
        elif before.isdigit() and after.isdigit():
            found[char].ranging.append(i)
        elif before.isdigit() and after in "CF" and not text[i + 2 : i + 3].isalnum():
            found[char].measuring.append(i)
        elif _is_spaced(text, i):
            found[char].spaced.append(i)
    return found


def _is_alnum(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _is_shortened(text: str, place: int) -> bool:
    """Whether the end of an English word stands at `place`, as behind an apostrophe."""
    return any(
        [text.startswith(end, place) and not text[place + len(end) : place + len(end) + 1].isalpha() for end in _ENDINGS]
    )


def _is_spaced(text: str, i: int) -> bool:
    """Whether the place `i` is between a word and a number: `Chapterá8`, `6.1.áThe`."""
    before, after = text[max(0, i - 2) : i], text[i + 1 : i + 3]
    if after[:1].isdigit():
        return before[-1:].isalpha() and before[-1:].isascii()
    if before[-1:].isdigit():
        return after.isalpha() and after.isascii() and len(after) > 1
    return before[:1].isdigit() and before[1:] in (".", ":", ")") and after[:1].isupper() and after.isascii()


def _are_all(text: str, char: str, *places: Sequence[int]) -> bool:
    """Whether a character of `text` stands, with few exceptions, at these `places` only."""
    return sum(map(len, places)) >= _MOSTLY * text.count(char)


def _are_in_turns(begins: Sequence[int], ends: Sequence[int]) -> bool:
    """Whether what begins at some places ends at others before it begins again, with few exceptions: who writes errs."""
    turns = sorted([*((at, True) for at in begins), *((at, False) for at in ends)])
    quoted = sum([begin and not end and at - last <= _FAR for (last, begin), (at, end) in pairwise(turns)])
    return quoted >= _MOSTLY * max(len(begins), len(ends))


def _with(signs: str, more: str) -> str:
    """The `signs`, and `more`, each once."""
    return "".join(dict.fromkeys(signs + more))


# Of text that is right, few ask for these tables: what they are made of takes as long to load as Python takes to start.


@cache
def _pairs() -> Mapping[tuple[str, str], tuple[str, str]]:
    """The two characters that a pair of quotation marks was read as by a legacy mix-up, with the signs that they may be."""
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for quotes in (*_QUOTES, *_ALIKE):
        for shown in _shown(quotes):
            first, last = shown[0], shown[1]
            if _MARKS.isdisjoint((first, last)) and (first == last or first.lower() != last.lower()):
                one, other = found.get((first, last), ("", ""))
                found[first, last] = (_with(one, quotes[0]), _with(other, quotes[1]))
    return found


def _shown(marks: str) -> Iterator[str]:
    """What `marks` were read as by the legacy mix-ups of Latin text that have them."""
    from mojifix import charmaps
    from mojifix.legacy import LATIN, pairs

    written = {
        codec: charmaps.encode(marks, codec) for codec in sorted(LATIN) if set(marks) <= set(charmaps.decoding_table(codec))
    }
    for pair in pairs():
        if pair.written in written and pair.read in charmaps.CODECS:
            table = charmaps.decoding_table(pair.read)
            yield "".join([table[byte] for byte in written[pair.written]])


@cache
def _spaces() -> frozenset[str]:
    """The characters that a no-break space was read as."""
    return frozenset(_shown(_SPACE)) - _MARKS


@cache
def _apostrophes() -> frozenset[str]:
    """The characters that an apostrophe was read as."""
    return frozenset(_shown(_APOSTROPHE)) - _MARKS


@cache
def _ellipses() -> frozenset[str]:
    """The capital letters and box characters that an ellipsis was read as."""
    return frozenset(filter(_is_letter, _shown(_ELLIPSIS)))


@cache
def _between_numbers() -> frozenset[str]:
    """The letters and box characters that dashes and crosses were read as: signs, as in `2√3`, stand there in right text."""
    return frozenset([char for sign in _RANGING for char in _shown(sign) if _is_letter(char)])


@cache
def _degrees() -> frozenset[str]:
    """The characters that the sign of degrees was read as."""
    return frozenset(_shown(_DEGREE)) - {_DEGREE}


def _is_letter(char: str) -> bool:
    """Whether `char` is a letter, or a box character."""
    return char.isalpha() or "\u2500" <= char < "\u25a0"
