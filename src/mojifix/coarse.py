"""What large texts are asked: the sieve at the speed of a regular expression.

One pass over the rare characters of misread sequences (the anchors, a table that `tools/build_sieve.py` makes) finds the
places; what stands beside an anchor says whether it is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

from mojifix import multibyte, sieve
from mojifix.east import may_begin
from mojifix.legacy import LOOKALIKES
from mojifix.sieve import LARGE
from mojifix.unusual import (
    ALWAYS,
    BOXES,
    CAPITAL_WITHIN,
    CAPITALS,
    LATIN,
    MARKS,
    MIXED,
    NEXT_LINE,
    OTHER,
    OTHER_CAPITALS,
    PLAIN_SMALL,
    SHAPES,
    THREE,
    WITHIN,
    table,
    within,
)

_SPARSE = 200  # code points for each hit, where these are few: right text has one in thousands
# Where a garbled line in a hundred has as many, they go on to the end; where all is garbled they are denser at once.
_ENOUGH = 1_000
_MOST = 50  # code points for each hit, below which they are few: one garbled line in a hundred leaves 70 to 500
_OF_A_LINE = 4  # hits that tell what there is to tell
_SHORT_LINE = 1_000  # code points of a line on each side of a hit: a longer one is looked at word by word
_MIXED_GROUP = 2
_SAMPLES, _SAMPLE, _MOSTLY = 20, 40, 0.1  # places, code points of each, the share of Greek and Cyrillic letters in them
# Code points of a block: to leave out those that are ASCII halves the time of English.  Where fewer than a quarter are,
# it isn't worth the cuts.  What stands before and after a place is within `REACH`.
_BLOCK, _WORTH_CUTTING, REACH = 256, 0.25, 4
# No anchors, as right text has many of them.  With all else that they stand beside there, which is looked up outside of the
# expression, they took a sixth of the time of French.
_QUOTES = "«»"
_LIKE_OTHERS = frozenset("aceiopxy")  # small Latin letters that look like Cyrillic ones
_PIECE = 65_536  # code points that are encoded at a time


@cache
def _places(mostly_other: bool) -> re.Pattern[str]:
    """What finds the places in large texts: with a group where a shape matched, without where an anchor stands.

    In text that is mostly Greek or Cyrillic one of their letters is no place to stop at.
    """
    found = table()
    return _compiled(found.anchors + "".join(sorted(found.east | found.accented)), mostly_other)


def _compiled(anchors: str, mostly_other: bool) -> re.Pattern[str]:
    # One class in front, so that the engine finds the places by a table look-up.  What clean text has many of comes
    # first there, and what follows it is asked before what stands before it: that is cheap, and nearly always enough.
    rare = f"{ALWAYS}{NEXT_LINE}{WITHIN}{BOXES}{CAPITALS}{_ranges(anchors)}"
    many = f"{LATIN}{MARKS}{OTHER_CAPITALS}{'' if mostly_other else OTHER}"
    common = re.compile(f"(?=[{many}])[^{rare}]")
    much = _ranges("".join(filter(common.match, map(chr, range(0xA0, 0x460)))))
    first = [f"{THREE}(?<={THREE}{THREE}){THREE}()", f"{MIXED[2]}(?<={MIXED[0]}{MIXED[1]}.)()"]
    shapes = "|".join(within(SHAPES))
    anchor = f"{_may_tell()}(?:(?<![{OTHER_CAPITALS}])|(?![{PLAIN_SMALL}]))"
    return re.compile(
        f"[{rare}{many}](?:{'|'.join(first)}|(?<![{much}])(?:(?:{shapes})()|{anchor})|(?<={''.join(CAPITAL_WITHIN)})())"
    )


def _may_tell() -> str:
    """What stands behind an anchor of East Asia, or one that has a neighbour outside ASCII: a sequence holds no ASCII."""
    masks = table().masks
    many = [f"(?<={char})(?:(?=[{_ranges(_told(char, True))}])|(?<=[{_ranges(_told(char, False))}].))" for char in _QUOTES]
    told = _ranges("".join(sorted(masks.keys() - set(_QUOTES))))
    few = f"(?<=[{told}])(?:(?![\0-\x7f])|(?<![\0-\x7f].))"
    return f"(?:(?<=[{multibyte.FIRST}-\U0010ffff])|{few}|{'|'.join(many)})"


def _told(char: str, leads: bool) -> str:
    """The characters, in order, with which `char` makes a pair that tells of a sequence, which it leads or doesn't."""
    natural, masks = table().natural, table().masks
    own = masks[char]
    if leads:
        return "".join([other for other in sorted(masks) if own[0] & masks[other][1] and char + other not in natural])
    return "".join([other for other in sorted(masks) if masks[other][0] & own[1] and other + char not in natural])


def _ranges(chars: str) -> str:
    """`chars` (sorted) as the inside of a character class."""
    found: list[list[int]] = []
    for code in map(ord, chars):
        if found and found[-1][1] == code - 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    # As they are, for the anchors are outside ASCII: to read thousands of escapes took half of the time to compile them.
    return "".join(chr(a) if a == b else f"{chr(a)}-{chr(b)}" for a, b in found)


@cache
def _others() -> re.Pattern[str]:
    return re.compile(f"[{OTHER}]+")


@cache
def _mixed_other() -> re.Pattern[str]:
    """Latin read as Greek or Cyrillic, from its Latin letters, where these are the rarer ones."""
    return re.compile(f"{MIXED[0]}(?={MIXED[1]}{MIXED[2]})")


@cache
def _low_bytes() -> bytes:
    """What the low byte of a character may stand for: "l", a small Latin letter, or "o", one of `OTHER`.

    Not those that `_places` stops at anyway, whose low bytes are those of spaces and signs.
    """
    stopped = _places(True)
    others = [char for char in map(chr, range(0x500)) if _others().match(char) and not stopped.match(f"a{char}a", 1)]
    low = {ord(char) & 0xFF for char in others}
    return bytes([*(ord("l") if ord("a") <= i <= ord("z") else ord("o") if i in low else 0 for i in range(256))])


# Two letters are found three times as fast as `bytes.find` finds three.
_MAY_BE_MIXED = re.compile(b"lo(?=l)")


def _mixed_places(text: str) -> Iterator[int]:
    """Where `_mixed_other` matches, but for what `_places` stops at.

    Asked about the low bytes of all characters first, which few of clean text pass: a fifth of the time, as long as it
    is some of the text at a time, for which no memory has to be found.
    """
    low = _low_bytes()
    pattern = _mixed_other()
    for begin in range(0, len(text), _PIECE):
        piece = text[begin : begin + _PIECE + 2]
        data = piece.encode("utf-16-le", "surrogatepass")
        if len(data) > 2 * len(piece):
            yield from (begin + at for match in pattern.finditer(piece) if not _looks_alike(piece, at := match.start()))
            continue
        for match in _MAY_BE_MIXED.finditer(data[::2].translate(low)):
            place = match.start()
            if piece[place + 1] > "\x7f" and pattern.match(piece, place) and not _looks_alike(piece, place):
                yield begin + place


def _looks_alike(text: str, place: int) -> bool:
    """Whether a letter behind `place` looks Latin, or both of its Latin neighbours as if of its alphabet: `тoлькo`.

    A few such words in 10 MB of Russian made it take twice as long.
    """
    return text[place + 1] in LOOKALIKES or (text[place] in _LIKE_OTHERS and text[place + 2] in _LIKE_OTHERS)


def _mostly_other(text: str) -> bool:
    """Whether much of `text`, by samples from all over it, is Greek or Cyrillic: by the high bytes, which takes a hundredth
    of the time that a look at the letters does, and blocks are small."""
    most = _SAMPLES * _SAMPLE
    if len(text) > most:
        text = "".join([text[at : at + _SAMPLE] for at in range(0, len(text), len(text) // _SAMPLES)])
    high = text.encode("utf-16-le", "surrogatepass")[1::2]
    return high.count(b"\x03") + high.count(b"\x04") > _MOSTLY * min(len(text), most)


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of `text` that hold anything outside ASCII: all of it, or what blocks of ASCII leave of it."""
    if len(text) < _SAMPLES * _BLOCK:
        yield 0, len(text)
        return
    starts = range(0, len(text), _BLOCK)
    asked = starts[:: len(starts) // _SAMPLES + 1]
    if sum([text[at : at + _BLOCK].isascii() for at in asked]) < _WORTH_CUTTING * len(asked):
        yield 0, len(text)
        return
    begin = end = 0
    for at in [at for at in starts if not text[at : at + _BLOCK].isascii()]:
        if at > end:
            yield begin, end
            begin = at
        end = at + _BLOCK
    yield begin, end


class Hits(NamedTuple):
    """The first hits of a large text, in order, and whether they are all that it has."""

    places: list[int]
    all: bool


def enough(size: int) -> int:
    """The number of hits of a large text of `size` code points from which they aren't few."""
    return min(size // _SPARSE, _ENOUGH)


def first_hits(text: str, known: list[int] | None = None) -> Hits:
    """The hits of a large text: all of them where they are few, or all stand in few of its lines.

    `known` are all of them, where they are known.  Of garbled lines beyond the first ones it names some: that takes half
    of the time.
    """
    found = hits(text) if known is None else iter(known)
    few = list(islice(found, enough(len(text))))
    if len(few) == enough(len(text)):
        if few[-1] < len(few) * _MOST:
            return Hits(sorted(set(few)), False)
        if known is None:
            found = hits(text, few[-1] + 1, _OF_A_LINE)
    few += islice(found, len(text) // _MOST)
    return Hits(sorted(set(few)), next(found, None) is None)


def hits(text: str, start: int = 0, of_a_line: int = 0) -> Iterator[int]:
    """The places (code points) of `text` that hold what clean text seldom does, from `start` on; some twice.

    With `of_a_line`, no more than these and one in `_MOST` code points of each line that isn't long.

    >>> sorted(set(hits("été: Ã©tÃ©"))), list(hits("Où ça ? À côté, l’été."))
    ([5, 8], [])
    """
    if text.isascii():
        return
    other = _mostly_other(text)
    pattern = _places(other)
    found = table()
    east, accented = found.east, found.accented
    end_of_line = left = 0
    for begin, end in _stretches(text):
        at = begin if begin > start else start
        while at < end:
            for match in pattern.finditer(text, at, end + REACH):
                i = match.start()
                if match.lastindex:
                    if other and match.lastindex == _MIXED_GROUP:
                        i -= 1  # as `_mixed_places` has it
                else:
                    char = text[i]
                    if char >= multibyte.FIRST:
                        # What stands near is known at once, and says no of nearly all that isn't a letter by itself.
                        if not (char in accented or _backed(east, text, i)) or not may_begin(found, text, i, char):
                            continue
                    elif (before := _told_by(text[i - 1 : i + 2] if i else "\0" + text[:2])) is None:
                        continue
                    else:
                        i += before
                yield i
                if not of_a_line:
                    continue
                if i >= end_of_line:
                    end_of_line = text.find("\n", i, i + _SHORT_LINE) + 1
                    left = of_a_line + (end_of_line - i) // _MOST
                    if not end_of_line or text.rfind("\n", max(0, i - _SHORT_LINE), i) < 0 < i - _SHORT_LINE:
                        end_of_line, left = i + _SHORT_LINE, 0
                left -= 1
                if not left:
                    at = end_of_line
                    break
            else:
                break
    if other:
        yield from _mixed_places(text)


@lru_cache(65536)
def _told_by(around: str) -> int | None:
    """Where the sequence begins that the anchor in the middle of `around` tells of: at it or before it; None: none."""
    found = table()
    masks, natural = found.masks, found.natural
    if around[1] not in masks:
        return None
    lead, cont = masks[around[1]]
    pair = around[1:]
    if lead and pair not in natural and pair[1:] in masks and lead & masks[pair[1]][1]:
        return 0
    pair = around[:2]
    if cont and pair not in natural and pair[0] in masks and masks[pair[0]][0] & cont:
        return -1
    return None


def _backed(east: frozenset[str], text: str, i: int) -> bool:
    """Whether what stands near the anchor at `i` is of its kind, or ASCII: rare words, too, have one such character."""
    near = text[i - 2 : i + 3] if i > 1 else ("\0\0" + text[:4])[i : i + 5]
    return not east.isdisjoint(near[:2] + near[3:]) or "!" <= near[1] <= "~" or "!" <= near[3:4] <= "~"


def garbled(text: str) -> bool:
    """Whether anything of `text` is worth a look: of a large one as `hits` has it, or its few lines or a sample of it."""
    if len(text) < LARGE:
        return sieve.garbled(text)
    if (few := sieve.few_lines(text)) is not None:
        return sieve.garbled(few)
    return next(hits(text), None) is not None or sieve.is_sample_garbled(text)
