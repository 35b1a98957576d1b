"""The boundary to bytes: what is read becomes text, what is written is the same bytes outside the repairs.

Nothing here translates newlines or drops a byte order mark.  Bytes that are not UTF-8 travel through the text as lone
surrogates (Python's "surrogateescape"), which no stage touches, and come out as they went in.
"""

from __future__ import annotations

import sys
from pathlib import Path


class Unreadable(Exception):
    """A path that can't be read; the message names it and the remedy."""


def read(path: str) -> bytes:
    """The bytes of the file at `path`; "-" is standard input.

    Raises Unreadable, with one line that names the path and what to do.
    """
    if path == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes()
    except IsADirectoryError:
        raise Unreadable(f"{shown(path)}: is a folder; name the files in it") from None
    except FileNotFoundError:
        raise Unreadable(f"{shown(path)}: no such file; check the name") from None
    except PermissionError:
        raise Unreadable(f"{shown(path)}: may not be read; check its permissions") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise Unreadable(f"{shown(path)}: can't be read ({reason}); check the path") from None


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


def shown(path: str) -> str:
    """`path` as it may be printed: control characters and undecodable bytes escaped.

    >>> shown("a\\nb")
    'a\\\\nb'
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in path)
