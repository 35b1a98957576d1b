"""Bytes <-> characters of the single-byte encodings, holes filled as lenient software fills them.

Python's own codecs supply the tables.  A byte that a codec leaves undefined stands for the code point of
that number: browsers, Windows and most libraries do the same, so that is what garbled text holds.
"""

from __future__ import annotations

import codecs
from functools import cache

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


@cache
def encoding_table(codec: str) -> str:
    """The 256 characters that `codec` can encode, by byte; a place no character reaches holds U+FFFE.

    Where a hole's code point is a character that the codec has elsewhere, the codec's own place counts, and
    an ASCII character is always its own byte (mac-arabic has a second set of them in its upper half).
    """
    mine = [_UNMAPPED] * 128
    seen = set(_ASCII)
    upper = _upper_half(codec)
    for i, char in enumerate(upper):
        if char != _HOLE and char not in seen:
            seen.add(char)
            mine[i] = char
    for i, char in enumerate(upper):
        if char == _HOLE and chr(128 + i) not in seen:
            mine[i] = chr(128 + i)
    return _ASCII + "".join(mine)


@cache
def byte_of(codec: str) -> dict[str, int]:
    """Character -> byte for the upper half of `codec`.

    >>> byte_of("koi8-r")["ю"]
    192
    """
    table = encoding_table(codec)
    return {table[byte]: byte for byte in range(128, 256) if table[byte] != _UNMAPPED}


@cache
def _encoding_map(codec: str) -> object:
    return codecs.charmap_build(encoding_table(codec))


def encode(text: str, codec: str) -> bytes:
    """The bytes of `text` in `codec`, holes included.

    Raises UnicodeEncodeError where `codec` has no byte for a character.

    >>> encode("Ă©", "iso8859-16")
    b'\\xc3\\xa9'
    """
    return codecs.charmap_encode(text, "strict", _encoding_map(codec))[0]  # type: ignore[arg-type]


def decode(data: bytes, codec: str) -> str:
    """The text of `data` in `codec`; never fails, as every byte has a character.

    >>> decode(b"\\xc3\\xa9", "cp437")
    '├⌐'
    """
    return codecs.charmap_decode(data, "strict", decoding_table(codec))[0]
