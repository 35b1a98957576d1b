"""Bytes <-> text by the name of an encoding, without an error for any bytes.

Single-byte encodings come from `charmaps`, holes filled; all others are Python's own.  A byte that an encoding can't
explain stands in the text as the lone surrogate that Python's "surrogateescape" makes of it, and comes out again.
"""

from __future__ import annotations

import codecs
from functools import cache

from mojifix import charmaps

# Names that files and protocols carry and Python does not know.
_ALIASES = {
    "x-mac-cyrillic": "cp10007", "windows-10007": "cp10007", "x-sjis": "cp932", "windows-31j": "cp932", "x-gbk": "gbk",
    "x-euc-jp": "euc-jp", "iso-8859-8-i": "iso8859-8", "windows-874": "cp874", "x-mac-roman": "mac-roman",
}  # fmt: skip
# Python's name -> the one that mojifix says, where the two differ.
_OWN = {"utf_8": "utf-8", "utf-8-sig": "utf-8", "euc_jp": "euc-jp", "euc_kr": "euc-kr", "mac_roman": "mac-roman"}
# Python's name for what escapes characters in program text and domain names.
_NO_TEXT = ("idna", "punycode", "unicode_escape", "unicode-escape", "raw_unicode_escape", "raw-unicode-escape", "undefined")
_WIDE = ("utf-16", "utf-32")
_TAIL = 0xDC00  # the lone surrogate of byte 0
_BY_BOM = {"utf-16": ("utf-16-le", "utf-16-be"), "utf-32": ("utf-32-le", "utf-32-be")}


@cache
def name_of(encoding: str) -> str:
    """The one name that mojifix has for `encoding`.

    Raises LookupError where neither Python nor mojifix knows a text encoding of that name.

    >>> name_of("latin1"), name_of("Windows-1252"), name_of("UTF8"), name_of("cp10007")
    ('latin-1', 'cp1252', 'utf-8', 'cp10007')
    """
    plain = encoding.strip().lower()
    plain = _ALIASES.get(plain, plain)
    if plain in charmaps.CODECS:
        return plain
    try:
        found = codecs.lookup(plain).name
        if found in _NO_TEXT:
            raise LookupError
        "".encode(found)  # LookupError for the codecs that make bytes of bytes, such as rot13 and zip
    except (LookupError, ValueError, UnicodeError):
        raise LookupError(f"{encoding!r} is no encoding that mojifix knows; try utf-8, cp1252 or gb18030") from None
    return _single_byte().get(found) or _OWN.get(found, found)


@cache
def _single_byte() -> dict[str, str]:
    return {codecs.lookup(codec).name: codec for codec in charmaps.CODECS if codec != "cp10007"}


def decode(data: bytes, encoding: str, *, cut: bool = False) -> str:
    """The text of `data` in `encoding`; with `cut`, a character that is not whole at the end is left out.

    Raises LookupError for an unknown encoding, nothing for any bytes.

    >>> decode(b"caf\\xe9", "utf-8"), decode(b"caf\\xe9", "cp1252")
    ('caf\\udce9', 'café')
    """
    name = name_of(encoding)
    if name in charmaps.CODECS:
        return charmaps.decode(data, name)
    if name in _BY_BOM:
        little, big = _BY_BOM[name]
        name = big if data.startswith((codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)) else little
    try:
        if cut:
            return codecs.getincrementaldecoder(name)("surrogateescape").decode(data, False)
        if name.startswith(_WIDE):
            return _decode_wide(data, name)
        return data.decode(name, "surrogateescape")
    except (UnicodeError, LookupError):
        return _decode_wide(data, name)


def _decode_wide(data: bytes, name: str) -> str:
    """UTF-16 and UTF-32, units that are no characters included: "surrogateescape" can't hold their bytes.

    What is left over at the end of UTF-16 or UTF-32 stands as lone surrogates from U+DC00 on, ASCII too: it is no text.
    """
    width = 4 if "32" in name else 2 if "16" in name else 0
    if not width:
        return data.decode("ascii", "surrogateescape")
    tail = len(data) % width
    whole = data[: len(data) - tail]
    try:
        text = whole.decode(name, "surrogatepass")
    except UnicodeError:
        text = whole.decode(name, "replace")
    return text + "".join([chr(_TAIL + byte) for byte in data[len(data) - tail :]])


def encode(text: str, encoding: str) -> bytes:
    """The bytes of `text` in `encoding`: the inverse of `decode`.

    Raises UnicodeEncodeError where the encoding has no bytes for a character, LookupError where it is not known.

    >>> encode("caf\\udce9", "utf-8"), encode("café", "cp1252")
    (b'caf\\xe9', b'caf\\xe9')
    """
    name = name_of(encoding)
    if name in charmaps.CODECS:
        return charmaps.encode(text, name)
    if name.startswith(_WIDE):
        end = len(text)
        while end and len(text) - end < (3 if "32" in name else 1) and 0 <= ord(text[end - 1]) - _TAIL < 0x100:
            end -= 1
        whole = text[:end].encode(_BY_BOM.get(name, (name,))[0], "surrogatepass")
        return whole + bytes([ord(char) - _TAIL for char in text[end:]])
    return text.encode(name, "surrogateescape")
