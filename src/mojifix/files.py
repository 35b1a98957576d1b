"""The boundary to bytes: what is read becomes text, what is written is the same bytes outside the repairs.

Nothing here translates newlines or drops a byte order mark.  Bytes that are not UTF-8 travel through the text as lone
surrogates (Python's "surrogateescape"), which no stage touches, and come out as they went in.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # as in `__init__`
if TYPE_CHECKING:
    from typing import BinaryIO

UTF8 = "utf-8"
# The longest first: UTF-32's mark of little-endian text starts with UTF-16's.
_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
LONGEST_MARK = 4
HEAD = 8192  # where a NUL says that a file is binary


class Unreadable(Exception):
    """A path that can't be read or written; the message names it and the remedy."""


def read(path: str) -> bytes:
    """The bytes of the file at `path`; "-" is standard input.

    Raises Unreadable, with one line that names the path and what to do.
    """
    if path == "-":
        with opened(path) as source:
            try:
                return source.read()
            except OSError as error:
                raise unreadable("<stdin>", error) from None
    try:
        with open(path, "rb") as file:
            return file.read()
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from None


def opened(path: str) -> BinaryIO:
    """The file at `path`, open for reading; "-" is standard input, which stays open.

    Raises Unreadable.
    """
    if path == "-":
        if sys.stdin is None:
            raise Unreadable("standard input is closed; name a file")
        return open(sys.stdin.fileno(), "rb", closefd=False)
    try:
        return open(path, "rb")
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from None


def write(path: str, data: bytes) -> None:
    """Makes a file of mojifix's own at `path`.

    Raises Unreadable.
    """
    try:
        with open(path, "wb") as file:
            file.write(data)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise Unreadable(f"{shown(path)}: can't be written ({reason}); check the path") from None


def unreadable(path: str, error: OSError | ValueError) -> Unreadable:
    """What to tell people of an `error` in reading `path`."""
    if isinstance(error, IsADirectoryError):
        return Unreadable(f"{shown(path)}: is a folder; say what to do with it: -w, -d, -l or --check")
    if isinstance(error, FileNotFoundError):
        return Unreadable(f"{shown(path)}: no such file; check the name")
    if isinstance(error, PermissionError):
        return Unreadable(f"{shown(path)}: may not be read; check its permissions")
    reason = getattr(error, "strerror", None) or error
    return Unreadable(f"{shown(path)}: can't be read ({reason}); check the path")


def decode(data: bytes) -> str:
    """`data` as text, byte for byte recoverable by `encode`.

    >>> decode(b"caf\\xe9 \\xc3\\xa9")
    'caf\\udce9 é'
    """
    return data.decode("utf-8", "surrogateescape")


def encode(text: str) -> bytes:
    """The bytes of `text`: the inverse of `decode`."""
    return text.encode("utf-8", "surrogateescape")


def first_bad_byte(data: bytes) -> int | None:
    """The offset of the first byte of `data` that is not UTF-8, None where all is.

    >>> first_bad_byte(b"caf\\xe9")
    3
    """
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return None


def marked(data: bytes) -> str | None:
    """The encoding that a byte order mark of UTF-16 or UTF-32 declares.

    >>> marked("x".encode("utf-16-be")), marked("\\ufeffx".encode("utf-16-be"))
    (None, 'utf-16-be')
    """
    return next((codec for mark, codec in _MARKS if data.startswith(mark)), None)


def is_binary(data: bytes) -> bool:
    """Whether `data`, without a byte order mark, holds a NUL near its start: no text does."""
    return b"\0" in data[:HEAD]


def shown(path: str) -> str:
    """`path` as it may be printed: control characters and undecodable bytes escaped.

    >>> shown("a\\nb")
    'a\\\\nb'
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in path)
