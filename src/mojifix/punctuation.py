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
APOSTROPHE = "’"
_SPACE = "\xa0"
_ELLIPSIS = "…"
_RANGING = "–—×"  # stand between numbers
_DASHING = "–—"  # ... and between words
_DEGREE = "°"
_BULLET = "•"
_COPYRIGHT = "©"
_JOINING = frozenset("èóû")  # are words between two numbers, each in its languages: `10 ó 12`
_BESIDE_CODE = frozenset("èó")  # ... and in text that code stands in, and looks English by that: `se è true`
_ALONE = frozenset("àáâãåæéêíîòôõöøúý")  # are words by themselves, and no dash was read as one: French spares the tables
_FAR = 200  # code points that may be quoted
_MOSTLY = 0.8  # of the places of a character that are alike
_LONG = 20  # code points of a word
_WORDS = 2  # distinct words with an apostrophe that tell of one, where it may be a small letter: `canít`, but `wonТt`
_LINES = 2  # lines that begin with the same Latin letter by itself: `Ñ` of an index stands there once
_DASHES = 2  # letters by themselves between words that tell of dashes: a single one may be what is written about
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
    counting: list[int]  # ... and, a small letter between spaces, as the sign of a unit
    measuring: list[int]  # as the sign of degrees
    trailing: list[int]  # as the ellipsis behind a word, where no capital letter stands
    dashing: list[int]  # as a dash between two words
    leading: list[int]  # as the bullet of a list
    dating: list[int]  # as the sign of copyright before a year


def signs(language: Language) -> Mapping[str, str]:
    """The characters of a text in `language` that stand where punctuation does, each with the signs that it may have been.

    Apostrophes and no-break spaces are told in English only.  Of 646,000 clean lines none has what others are told by,
    but for some that are garbled or in capitals: between two numbers a letter that a dash was read as, behind a small letter
    at a word's end a capital one that an ellipsis was, behind a number what the sign of degrees was, by itself before a
    capital letter at the beginning of a line what a bullet was, before a year what the sign of copyright was.

    >>> signs(Language("a ìselectorî is"))
    {'ì': '“', 'î': '”'}
    >>> signs(Language("He canít see that itís here")), signs(Language("el día está aquí"))
    ({'í': '’'}, {})
    >>> signs(Language("Save AsÉ on pages 12Ð14, at 90∞"))
    {'É': '…', 'Ð': '–—×', '∞': '°'}
    """
    text = language.text
    places = _places(text) if language.is_latin else {}
    if not places:
        return {}
    found: dict[str, str] = {}
    for char, at in places.items():
        if may_be := "".join(_may_be(char, at, language)):
            found[char] = _with("", may_be)
    for opener, closer in _quoting(text, places):
        quotes = _pairs().get((opener, closer))
        if quotes and (opener != closer or language.is_plain or language.is_stranger(opener)):
            for char, may_be in zip((opener, closer), quotes, strict=True):
                found[char] = _with(found.get(char, ""), may_be)
    return found


def _may_be(char: str, at: _Places, language: Language) -> Iterator[str]:
    """What a character of a text may have been that stands at these places, but for quotation marks."""
    text = language.text

    def stands(*places: Sequence[int], least: int = 1) -> bool:
        return sum(map(len, places)) >= least and _are_all(text, char, *places)

    if language.is_plain:
        if _is_apostrophe(char, at, text):
            yield APOSTROPHE
        if stands(at.spaced) and char in _read_as(_SPACE):
            yield _SPACE
    if stands(at.trailing) and char in _letters_read_as(_ELLIPSIS):
        yield _ELLIPSIS
    is_ranging = stands(at.ranging) and (char not in _JOINING or language.is_stranger(char))
    no_word = language.is_stranger(char) or (language.is_plain and char not in _BESIDE_CODE)
    # `24 č 60 m 60 s` counts hours in a language that its few words don't tell.
    is_told = no_word and (language.is_plain or language.is_known)
    if (is_ranging or (is_told and stands(at.ranging, at.counting))) and char in _letters_read_as(_RANGING):
        yield _RANGING
    is_dashing = no_word and stands(at.dashing, at.ranging, at.counting, least=_DASHES)
    if is_dashing and char in _letters_read_as(_DASHING):
        yield _DASHING
    if stands(at.measuring) and char in _read_as(_DEGREE):
        yield _DEGREE
    if stands(at.leading, least=_lines_of(char)) and char.isalpha() and char in _read_as(_BULLET):
        yield _BULLET
    if stands(at.dating) and char in _letters_read_as(_COPYRIGHT):
        yield _COPYRIGHT


def _is_apostrophe(char: str, at: _Places, text: str) -> bool:
    """Whether a character of an English text stands as the apostrophe of words does."""
    words = {text[max(0, i - _LONG) : i + 2].split()[-1] for i in at.within}
    is_shown = len(words) >= (_WORDS if char.islower() else 1)
    return is_shown and len(at.within) + len(at.closing) == text.count(char) and char in _read_as(APOSTROPHE)


def _quoting(text: str, places: Mapping[str, _Places]) -> Iterator[tuple[str, str]]:
    """The characters of `text` that begin and end quotations, and little else, in turns."""
    openers = [char for char, at in places.items() if at.opening and _are_all(text, char, at.opening)]
    alike = [char for char, at in places.items() if len(at.opening) >= _TWICE <= len(at.closing)]
    closers = [char for char, at in places.items() if at.closing and _are_all(text, char, at.closing, at.within)]
    asked = [(opener, closer) for opener in openers for closer in closers if opener != closer]
    asked += [(char, char) for char in alike if _are_all(text, char, places[char].opening, places[char].closing)]
    for opener, closer in asked:
        # `étude` and `café` are words, but no word ends in another case than it has: `æpopd +1Æ`.
        if opener != closer and opener == closer.lower() and any([text[i - 1].isupper() for i in places[closer].closing]):
            continue
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
            if ("a" <= before <= "z" or before in "})") and not char.islower():
                found[char].trailing.append(i)
            if before.isdigit():
                found[char].measuring.append(i)
        elif before.isalpha() and before.isascii() and is_shortened(text, i + 1):
            found[char].within.append(i)
        elif before.isdigit() and after.isdigit():
            found[char].ranging.append(i)
        elif before.isdigit() and after in "CF" and not text[i + 2 : i + 3].isalnum():
            found[char].measuring.append(i)
        elif after == " " and before in " \n":
            _add_between_spaces(found[char], text, i)
        elif _is_spaced(text, i):
            found[char].spaced.append(i)
    return found


def _is_alnum(char: str) -> bool:
    return char.isascii() and char.isalnum()


def is_shortened(text: str, place: int) -> bool:
    """Whether the end of an English word stands at `place`, as behind an apostrophe."""
    return any(
        [text.startswith(end, place) and not text[place + len(end) : place + len(end) + 1].isalpha() for end in _ENDINGS]
    )


def _add_between_spaces(found: _Places, text: str, i: int) -> None:
    """Adds to `found` the place `i` of a character by itself."""
    before, after = text[max(0, i - 2) : i - 1], text[i + 2 : i + 3]
    if text[i - 1 : i] != " ":
        if "A" <= after <= "Z":
            found.leading.append(i)
    elif (before.isdigit() or before == "%") and (after.isdigit() or after in ("$", "%")):
        (found.counting if text[i].islower() else found.ranging).append(i)
    elif _is_year(text[i + 2 : i + 7]):
        found.dating.append(i)
    elif text[i] not in _ALONE and _is_word(before) and _is_word(after):
        found.dashing.append(i)


def _lines_of(char: str) -> int:
    """How many lines the letter `char` begins at least that was a bullet: a Latin one may be a heading of an index."""
    return _LINES if char < "\u0370" else 1


def _is_word(char: str) -> bool:
    """Whether `char` may begin or end a word, a bracket, or a quotation."""
    return _is_alnum(char) or (char != "" and char in "()\"'{}%")


def _is_year(text: str) -> bool:
    """Whether `text`, of five characters, begins with the number of a year."""
    return text[:2] in ("19", "20") and text[:4].isdigit() and not text[4:].isalnum()


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
            if _MARKS.isdisjoint((first, last)) and (first == last or first.lower() != last.lower() or last.isupper()):
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
def _read_as(signs: str) -> frozenset[str]:
    """The characters that the `signs` were read as, but for punctuation."""
    return frozenset([char for sign in signs for char in _shown(sign)]) - _MARKS - frozenset(signs)


@cache
def _letters_read_as(signs: str) -> frozenset[str]:
    """The letters and box characters among these: signs, as in `2√3` and `3 ≈ 4`, stand there in right text."""
    return frozenset(filter(_is_letter, _read_as(signs)))


def _is_letter(char: str) -> bool:
    """Whether `char` is a letter, or a box character."""
    return char.isalpha() or "\u2500" <= char < "\u25a0"
