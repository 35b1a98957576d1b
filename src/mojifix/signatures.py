"""What bytes show of their encoding by themselves: marks, NULs, escapes, and the magic numbers of files that are no text."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

BINARY = "binary"
# First bytes of files that are no text, where nothing later in them might tell; NULs and controls show most others.
_MAGIC = (
    b"\x89PNG\r\n", b"GIF87a", b"GIF89a", b"\xff\xd8\xff", b"%PDF-", b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b\x08", b"BZh",
    b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\x7fELF", b"!<arch>\n", b"OggS", b"fLaC",
    b"ID3", b"RIFF", b"wOFF", b"wOF2", b"OTTO\x00", b"SQLite format 3\x00", b"\xca\xfe\xba\xbe", b"\xde\x12\x04\x95",
    b"\x95\x04\x12\xde", b"II*\x00", b"MM\x00*", b"\x04\x22\x4d\x18", b"\xed\xab\xee\xdb", b"MSCF\x00", b"\xd0\xcf\x11\xe0",
    b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe", b"%!PS-AdobeFont", b"\x80\x01", b"LZIP\x01", b"\x1f\x9d\x90", b"\x1f\xa0",
)  # fmt: skip
# Beside these a text has no control characters: bell, backspace, tab, newline, VT, FF, CR, DOS' end of file, escape.
_USUAL = bytes({*range(0x20, 0x7F), *range(0x80, 0x100), 0x07, 0x08, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1A, 0x1B})
_CONTROLS_OF_LEGACY = 0.02  # share of other controls from which bytes that are not UTF-8 are no text
_CONTROLS_OF_UNICODE = 0.3  # ... that are: some records have them for separators
_BOMS = (
    ("utf-8", codecs.BOM_UTF8),
    ("utf-32-le", codecs.BOM_UTF32_LE),
    ("utf-32-be", codecs.BOM_UTF32_BE),
    ("utf-16-le", codecs.BOM_UTF16_LE),
    ("utf-16-be", codecs.BOM_UTF16_BE),
    ("gb18030", b"\x84\x31\x95\x33"),
)
_ESCAPES = (
    ("iso2022_jp", re.compile(rb"\x1b\$[@B]")),
    ("iso2022_jp_2", re.compile(rb"\x1b\$(?:[@AB]|\([CD])")),
    ("iso2022_jp_3", re.compile(rb"\x1b\$(?:[@B]|\([OPQ])")),
    ("iso2022_kr", re.compile(rb"\x1b\$\)C")),
)
_UNLIKE_TEXT = re.compile("[\0-\x06\x0e-\x19\x1c-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff]")
_WIDE_SAMPLE = 65536  # code points that are looked at


def magic(data: bytes) -> bool:
    """Whether `data` begins as files do that are no text.

    >>> magic(b"GIF89a..."), magic(b"GIFs and PDFs")
    (True, False)
    """
    return data.startswith(_MAGIC) or data[257:262] == b"ustar"


def controls(data: bytes) -> int:
    """How many control characters `data` has that text has no use for.

    >>> controls(b"a tab:\\t a bell: \\a others: \\0 \\x01")
    2
    """
    return len(data.translate(None, _USUAL))


def too_many_controls(data: bytes, unicode: bool) -> bool:
    """Whether the control characters say that `data` is no text; `unicode`: it reads as UTF-8."""
    share = _CONTROLS_OF_UNICODE if unicode else _CONTROLS_OF_LEGACY
    return b"\0" in data or controls(data) > len(data) * share


def by_mark(data: bytes) -> str | None:
    """The encoding whose byte order mark `data` begins with.

    >>> by_mark(b"\\xef\\xbb\\xbfabc"), by_mark(b"abc")
    ('utf-8', None)
    """
    for name, mark in _BOMS:
        if data.startswith(mark) and not (name.startswith("utf-32") and unlikely(_wide(data, name))):
            return name
    return None


def by_escapes(data: bytes) -> str | None:
    """The encoding of seven bits whose escape sequences `data` has, and which reads all of it.

    >>> by_escapes("日本".encode("iso2022_jp"))
    'iso2022_jp'
    """
    if b"\x1b$" not in data or not data.isascii():
        return None
    for name, escape in _ESCAPES:
        if escape.search(data):
            try:
                # not to the very end: what was cut off there is no reason to refuse the rest
                text = codecs.getincrementaldecoder(name)().decode(data, False)
            except UnicodeError:
                continue
            if not text.isascii():
                return name
    return None


class Wide(NamedTuple):
    """An encoding of two or four bytes a character that may be meant, and the text that it reads at the beginning."""

    encoding: str
    text: str


def wide(data: bytes) -> list[Wide]:
    """The encodings of two and four bytes that can read `data`, which has no mark, as text.

    >>> wide("né".encode("utf-16-le"))
    [Wide(encoding='utf-16-le', text='né')]
    """
    found = []
    for name, width in (("utf-32-le", 4), ("utf-32-be", 4), ("utf-16-le", 2), ("utf-16-be", 2)):
        if data and len(data) % width == 0:
            text = _wide(data, name)
            if not unlikely(text):
                found.append(Wide(name, text))
    return found


def _wide(data: bytes, name: str) -> str:
    width = 4 if "32" in name else 2
    data = data[: width * _WIDE_SAMPLE]
    return data[: len(data) // width * width].decode(name, "replace")


def unlikely(text: str) -> bool:
    """Whether `text` has more than a few characters that no text has: one in a hundred.

    >>> unlikely("text"), unlikely("t\\0e\\0x\\0t\\0")
    (False, True)
    """
    text = text.rstrip("\0") or text
    return 100 * (len(_UNLIKE_TEXT.findall(text)) + text.count("\ufffd")) > len(text)
