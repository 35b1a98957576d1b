"""Where UTF-8 sequences may stand in garbled text, and what each may have been.

Sixty-odd codecs are asked at once: a set of codecs is a bit mask, each character knows the codecs in which it leads or
continues a sequence, and the masks of neighbours are intersected.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import product
from typing import NamedTuple

from mojifix import charmaps, multibyte
from mojifix.steps import UTF8

CODECS = charmaps.CODECS + multibyte.CODECS
CODEC_BIT = {codec: 1 << i for i, codec in enumerate(CODECS)}
ALL = (1 << len(CODECS)) - 1
SINGLE = (1 << len(charmaps.CODECS)) - 1  # the single-byte ones
SPACE_IS_A0 = CODEC_BIT["mac-arabic"] | CODEC_BIT["mac-farsi"]
LOST = "\ufffd"  # what strict decoders put for a byte that their codec leaves undefined
ASKED = "?"  # ... and what lenient ones put
SPACE = " "  # what editors make of a no-break space, which in most codecs is the byte A0
NBSP = "\xa0"
GONE = frozenset((LOST, ASKED, SPACE))  # none of them is certain to have been a byte
_MOST_READINGS = 64  # of one sequence: beyond that too much was lost to guess
_MARKS = (0x80, 0x82, 0x84)  # the second bytes of … and •, of € and of ™


class Reading(NamedTuple):
    """What a sequence may have been, the plainest first, in any of `codecs` (a bit mask).

    There is more than one text where a character can stand for two bytes, or where bytes were lost.
    """

    texts: tuple[str, ...]
    codecs: int


@lru_cache(4096)
def codecs_of(mask: int) -> tuple[str, ...]:
    """The names of the codecs in a bit mask, in the order of `CODECS`."""
    return tuple(codec for codec, bit in CODEC_BIT.items() if mask & bit)


@cache
def roles() -> dict[str, tuple[int, int, int, int]]:
    """Character -> the codecs in which it leads 2, 3 or 4 bytes, and those in which it continues."""
    table: dict[str, list[int]] = {}
    for codec in charmaps.CODECS:
        bit = CODEC_BIT[codec]
        continuing, leading = charmaps.bytes_of(codec)
        for char in (*continuing, *charmaps.shown_controls(codec)):
            table.setdefault(char, [0, 0, 0, 0])[3] |= bit
        if charmaps.undefined(codec):
            table.setdefault(LOST, [0, 0, 0, 0])[3] |= bit
            table.setdefault(ASKED, [0, 0, 0, 0])[3] |= bit
        if NBSP in continuing:
            table.setdefault(SPACE, [0, 0, 0, 0])[3] |= bit
        for char, byte in leading.items():
            if 0xC2 <= byte < 0xF5:
                table.setdefault(char, [0, 0, 0, 0])[(byte >= 0xE0) + (byte >= 0xF0)] |= bit
    return {char: (m[0], m[1], m[2], m[3]) for char, m in table.items()}


def sequences(text: str, first: bool = False) -> list[tuple[int, int, int]]:
    """Where UTF-8 sequences may stand in `text`: (start, length, codecs); `first`: only those that begin it.

    >>> [(start, length) for start, length, _ in sequences("dĂ©jĂ")]
    [(1, 2)]
    """
    role = roles()
    none = (0, 0, 0, 0)
    ranks = [role.get(char, none) for char in text]
    found = []
    for i in range(min(1, len(ranks) - 1) if first else len(ranks) - 1):
        two, three, four, _ = ranks[i]
        after = ranks[i + 1][3]
        if not after or (text[i].isascii() and text[i + 1].isascii()):
            continue
        if two & after:
            found.append((i, 2, two & after))
        if i + 2 < len(ranks) and (mask := three & after & ranks[i + 2][3]):
            found.append((i, 3, mask))
            if i + 5 < len(ranks) and (pair := mask & ranks[i + 3][1] & ranks[i + 4][3] & ranks[i + 5][3]):
                found.append((i, 6, pair))
        if i + 3 < len(ranks) and (mask := four & after & ranks[i + 2][3] & ranks[i + 3][3]):
            found.append((i, 4, mask))
    if max(text, default="") >= multibyte.FIRST:
        found += [
            (start, length, CODEC_BIT[codec]) for codec, start, length in multibyte.segments(text, 1 if first else None)
        ]
    return found


@lru_cache(16384)
def may_lead(three: str, codecs: int = ALL) -> bool:
    """Whether a sequence of a single-byte codec among `codecs` may begin with these three characters, or with two of them.

    >>> may_lead("и¶\\n"), may_lead("Б).")
    (True, False)
    >>> may_lead("и¶\\n", CODEC_BIT["cp1251"])  # leads three bytes there
    False
    """
    if len(three) < 2 or three[:2].isascii():
        return False
    role = roles()
    none = (0, 0, 0, 0)
    two, more, most, _ = role.get(three[0], none)
    after = role.get(three[1], none)[3] & codecs
    return (two | ((more | most) & role.get(three[2:], none)[3])) & after != 0


_OPENING = "«„“‘‹—–…-"  # what right text has before a word


def ends_word(text: str) -> bool:
    """Whether `text` ends in a word of a script that has small letters, rather than in one that led a sequence.

    >>> ends_word("ую"), ends_word("╟я"), ends_word("‚№гѓ")  # и is UTF-8 read as koi8-r, ム without its end as cp1251
    (True, False, False)
    """
    if not (text[-1] >= "\u0370" and text[-1].islower() and len(text) > 1 and text[-2].isalpha()):
        return False
    before = text[:-2].rstrip(_OPENING)
    return not before or before[-1].isalpha() or len(before) < len(text) - 2


def wants(text: str, more: str) -> bool:
    """Whether `text` ends within a sequence that the byte lost at the beginning of `more` goes on with.

    After a space, more of the same codec has to follow, or a control: `Ð Ð¾` may be `Ро`, `à é` is not.

    >>> wants("Ã", "?"), wants("Ð", " Ð¾"), wants("ì", " \x88"), wants("é", "?"), wants("à", " é")
    (True, True, True, False, False)
    """
    return _wants(text[-2:], more[:3])  # more of them says no more


@lru_cache(16384)
def _wants(text: str, more: str) -> bool:
    if more[0] == SPACE and ends_word(text):
        return False
    role = roles()
    none = (0, 0, 0, 0)
    gap = role.get(more[0], none)[3]
    last = role.get(text[-1], none)
    open_ = last[0] & gap
    if len(text) > 1:
        before = role.get(text[-2], none)
        open_ |= before[1] & last[3] & gap
    after = [role.get(char, none) for char in more[1:3]]
    if after or more[0] != SPACE:
        in_space = ALL if len(after) > 1 or more[0] != SPACE or "\x80" <= more[1] < "\xa0" else SPACE_IS_A0
        open_ |= last[1] & gap & (after[0][3] if after else 0) & in_space
    if more[0] == SPACE and len(more) > 1:
        follows = (after[0][0] | after[0][1]) & after[1][3] if len(after) > 1 else 0
        open_ &= follows | (last[1] & after[0][3] if after else 0)
    return bool(open_)


@lru_cache(65536)
def readings(sequence: str, mask: int) -> tuple[Reading, ...]:
    """What one sequence of characters may have been, by codec; six characters are a surrogate pair's (CESU-8).

    >>> [(r.texts, codecs_of(r.codecs)) for r in readings("Ă©", ALL)]
    [(('é',), ('cp1250', 'cp1258', 'iso8859-16'))]
    """
    found: dict[tuple[str, ...], int] = {}
    for codec in codecs_of(mask):
        texts = _texts(sequence, codec)
        if texts:
            found[texts] = found.get(texts, 0) | CODEC_BIT[codec]
    return tuple(Reading(texts, codecs) for texts, codecs in found.items())


def _texts(sequence: str, codec: str) -> tuple[str, ...]:
    if codec in multibyte.CODECS:
        try:
            return (multibyte.decode(sequence, codec),)
        except UnicodeError:
            return ()
    continuing, leading = charmaps.bytes_of(codec)
    shown = charmaps.shown_controls(codec)
    leads = (0, 3) if len(sequence) == 6 else (0,)
    options: list[tuple[int, ...]] = []
    count = 1
    for i, char in enumerate(sequence):
        if i in leads:
            if char not in leading:
                return ()
            options.append((leading[char],))
            continue
        if char in (LOST, ASKED):
            bytes_ = charmaps.undefined(codec)
        else:
            bytes_ = continuing.get(char) or (continuing.get(NBSP, ()) if char == SPACE else shown.get(char, ()))
        count *= len(bytes_)
        options.append(bytes_)
    if not count or count > _MOST_READINGS:
        return ()
    return _decoded(product(*options))


def _decode(data: bytes) -> str:
    if len(data) < 6:
        return data.decode(UTF8)
    if data[0] != 0xED or data[3] != 0xED or not (0xA0 <= data[1] < 0xB0 <= data[4]):
        raise UnicodeError("not the two halves of a surrogate pair")
    return data.decode(UTF8, "surrogatepass").encode("utf-16", "surrogatepass").decode("utf-16")


@cache
def _controls(codec: str) -> tuple[int, ...]:
    """The bytes that are C1 controls in `codec`."""
    table = charmaps.decoding_table(codec)
    return tuple(b for b in range(0x80, 0xA0) if table[b] == chr(b))


@lru_cache(8192)
def without_controls(stump: str) -> tuple[Reading, ...]:
    """What a lead may have been, with a character after it or none, whose C1 controls were dropped with all of these.

    Where two of them may be gone, only typographic marks are asked: `donât`, `â¦`.

    >>> any("я" in reading.texts for reading in without_controls("Ñ"))
    True
    >>> any("ु" in reading.texts for reading in without_controls("à¥"))
    True
    """
    found: dict[tuple[str, ...], int] = {}
    for codec in charmaps.CODECS:
        continuing, leading = charmaps.bytes_of(codec)
        lead = leading.get(stump[0], 0)
        if not 0xC2 <= lead < 0xF0 or not (gone := _controls(codec)):
            continue
        if len(stump) > 1 and lead == 0xE2 and len(gone) == 32:
            texts = _decoded([(lead, block, k) for k in continuing.get(stump[1], ()) for block in _MARKS])
        elif len(stump) > 1:
            kept = continuing.get(stump[1], ()) if lead >= 0xE0 else ()
            texts = _decoded([(lead, *pair) for k in kept for b in gone for pair in ((k, b), (b, k))])
        elif lead < 0xE0:
            texts = _decoded([(lead, b) for b in gone])
        elif lead == 0xE2 and len(gone) == 32:
            texts = _decoded([(lead, 0x80, b) for b in (0x99, 0x93, 0x94, 0x98, 0x9C, 0x9D, 0x9E)])
        else:
            continue
        if 0 < len(texts) <= _MOST_READINGS:
            found[texts] = found.get(texts, 0) | CODEC_BIT[codec]
    return tuple(Reading(texts, codecs) for texts, codecs in found.items())


def _decoded(sequences: Iterable[tuple[int, ...]]) -> tuple[str, ...]:
    """What those of the `sequences` of bytes say that are characters."""
    texts = []
    for data in sequences:
        try:
            texts.append(_decode(bytes(data)))
        except UnicodeError:  # overlong, a surrogate, or beyond the last code point
            continue
    return tuple(dict.fromkeys(texts))
