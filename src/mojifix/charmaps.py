"""Bytes <-> characters of the single-byte encodings, holes filled as lenient software fills them.

Python's own codecs supply the tables.  A byte that a codec leaves undefined stands for the code point of
that number: browsers, Windows and most libraries do the same, so that is what garbled text holds.
"""

from __future__ import annotations

import codecs
import re
from functools import cache
from typing import NamedTuple

# Every single-byte codec of Python's standard library whose lower half is ASCII; "cp10007" is Windows'
# Mac Cyrillic, which Python lacks: Apple later put other signs on three of its places.
CODECS: tuple[str, ...] = (
    "latin-1", "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258",
    "iso8859-2", "iso8859-3", "iso8859-4", "iso8859-5", "iso8859-6", "iso8859-7", "iso8859-8", "iso8859-9",
    "iso8859-10", "iso8859-11", "iso8859-13", "iso8859-14", "iso8859-15", "iso8859-16",
    "cp437", "cp720", "cp737", "cp775", "cp850", "cp852", "cp855", "cp856", "cp857", "cp858", "cp860",
    "cp861", "cp862", "cp863", "cp864", "cp865", "cp866", "cp869", "cp874", "cp1006", "cp1125",
    "koi8-r", "koi8-u", "koi8-t", "kz1048", "ptcp154", "tis-620", "hp-roman8", "palmos",
    "mac-roman", "mac-latin2", "mac-croatian", "mac-romanian", "mac-turkish", "mac-iceland",
    "mac-cyrillic", "cp10007", "mac-greek", "mac-arabic", "mac-farsi",
)  # fmt: skip

_CP10007 = {0xA2: "\u00a2", 0xB6: "\u2202", 0xFF: "\u00a4"}
_ASCII = "".join(map(chr, range(128)))
_HOLE = "\ufffd"
_PLAIN_ASCII = re.compile("[\0-\x7f]*")
_UNMAPPED = "\ufffe"  # what codecs.charmap_build takes for "this byte is nobody's"


@cache
def decoding_table(codec: str) -> str:
    """The 256 characters of `codec`, holes filled with the code point of the byte's number.

    >>> decoding_table("cp1252")[0x80:0x83]
    '€\\x81‚'
    """
    upper = list(_upper_half(codec))
    for i, char in enumerate(upper):
        if char == _HOLE:
            upper[i] = chr(128 + i)
    return _ASCII + "".join(upper)


@cache
def _upper_half(codec: str) -> str:
    """The characters of bytes 80 to FF, U+FFFD where the codec has none."""
    if codec == "cp10007":
        apple = _upper_half("mac-cyrillic")
        return "".join(_CP10007.get(128 + i, char) for i, char in enumerate(apple))
    return bytes(range(128, 256)).decode(codec, "replace")


class Bytes(NamedTuple):
    """The bytes of a codec's characters by the part that they can play in UTF-8: 80-BF continue, the others lead."""

    continuing: dict[str, tuple[int, ...]]
    leading: dict[str, int]


@cache
def bytes_of(codec: str) -> Bytes:
    """Character -> byte for the upper half of `codec`.

    A character can stand for two bytes: as itself and for a hole of its number (× in iso8859-8), or twice in the
    table (mac-arabic has a second set of ASCII's signs).  The plainest byte stands first; ASCII characters lead only
    what isn't ASCII.

    >>> bytes_of("iso8859-8").leading["×"], bytes_of("iso8859-8").continuing["×"], bytes_of("mac-farsi").leading["["]
    (215, (170,), 219)
    """
    found = Bytes({}, {})
    defined = _upper_half(codec)
    for filled in (False, True):
        for i, char in enumerate(defined):
            if (char == _HOLE) != filled:
                continue
            char = chr(128 + i) if filled else char
            if i < 0x40:
                found.continuing[char] = (*found.continuing.get(char, ()), 128 + i)
            else:
                found.leading.setdefault(char, 128 + i)
    return found


@cache
def is_ambiguous(codec: str) -> bool:
    """Whether a character of `codec` stands for two of the bytes that continue a sequence: of two texts it shows one.

    >>> is_ambiguous("cp1006"), is_ambiguous("iso8859-8")
    (True, False)
    """
    return any([len(bytes_) > 1 for bytes_ in bytes_of(codec).continuing.values()])


@cache
def shown_controls(codec: str) -> dict[str, tuple[int, ...]]:
    """Windows-1252's characters for the bytes that are C1 controls in `codec`, or nothing.

    Browsers, and tools that "repair" C1 controls, show those instead.  Where a codec's leads are cp1252's, that is as
    good as cp1252 itself, which is asked anyway.

    >>> shown_controls("iso8859-5")["€"], "€" in shown_controls("cp1251")
    ((128,), False)
    """
    defined, known = _upper_half(codec), bytes_of(codec).continuing
    if defined[0x43] == "Ã":
        return {}
    return {
        char: (byte,)
        for byte, char, own in zip(range(0x80, 0xA0), _upper_half("cp1252"), defined, strict=False)
        if char != _HOLE and own in (_HOLE, chr(byte)) and char not in known
    }


@cache
def undefined(codec: str) -> tuple[int, ...]:
    """The continuation bytes that `codec` leaves undefined: strict decoders lose them.

    >>> [hex(byte) for byte in undefined("cp1252")]
    ['0x81', '0x8d', '0x8f', '0x90', '0x9d']
    """
    return tuple(0x80 + i for i, char in enumerate(_upper_half(codec)[:0x40]) if char == _HOLE)


@cache
def _plain(codec: str) -> object | None:
    """The table for C to encode with; None for codecs in which a character can stand for two bytes."""
    continuing, leading = bytes_of(codec)
    if not continuing.keys().isdisjoint(leading) or any([char.isascii() for char in continuing]):
        return None
    table = [*_ASCII, *_UNMAPPED * 128]
    for char, (byte, *_) in continuing.items():
        table[byte] = char
    for char, byte in leading.items():
        table[byte] = char
    return codecs.charmap_build("".join(table))


def is_plain(codec: str) -> bool:
    """Whether each character of `codec` stands for one byte."""
    return codec in CODECS and _plain(codec) is not None


def encode(text: str, codec: str, errors: str = "strict") -> bytes:
    """The bytes of `text` in `codec`, holes included.

    Where a character can stand for two bytes, it stands for the one that UTF-8 wants at its place.  Raises
    UnicodeEncodeError where `codec` has no byte for a character; plain codecs do with it what `errors` says.

    >>> encode("Ă©", "iso8859-16")
    b'\\xc3\\xa9'
    """
    table = _plain(codec)
    if table is not None:
        return codecs.charmap_encode(text, errors, table)[0]  # type: ignore[arg-type]
    continuing, leading = bytes_of(codec)
    out = bytearray()
    wanted = 0  # continuations that the last lead still asks for
    done = 0  # code points that were passed as they are: ASCII may only continue
    for i, char in enumerate(text):
        if i < done:
            continue
        if not wanted and char < "\x80":
            done = _PLAIN_ASCII.match(text, i).end()  # type: ignore[union-attr]
            # The last one leads where what follows it only continues: `[«` is ی in mac-farsi.
            leads = text[done - 1] in leading and text[done : done + 1] in continuing
            out += text[i : done - leads].encode()
            if leads:
                out.append(leading[text[done - 1]])
                wanted = 1
            continue
        if wanted and char in continuing:
            byte = continuing[char][0]
            wanted -= 1
        else:
            byte = ord(char) if char < "\x80" else leading.get(char, continuing.get(char, (-1,))[0])
            if byte < 0:
                raise UnicodeEncodeError(codec, text, i, i + 1, "no such character")
            wanted = 0 if byte < 0xC0 else 1 if byte < 0xE0 else 2 if byte < 0xF0 else 3
        out.append(byte)
    return bytes(out)


def decode(data: bytes, codec: str) -> str:
    """The text of `data` in `codec`; never fails, as every byte has a character.

    >>> decode(b"\\xc3\\xa9", "cp437")
    '├⌐'
    """
    return codecs.charmap_decode(data, "strict", decoding_table(codec))[0]
