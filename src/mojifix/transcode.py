"""A file's bytes -> its text and the encoding it is in; a repaired text -> the bytes in the encoding that is wanted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from mojifix import files
from mojifix.files import UTF8, Unreadable, shown

if TYPE_CHECKING:
    from mojifix.apply import Repair
    from mojifix.octets import Part

AUTO = "auto"
KEEP, REPLACE, STRICT = "keep", "replace", "strict"
_MARK = "\ufeff"
_UNEXPLAINED = re.compile("[\udc80-\udcff]+")
_WITH_MARK = ("utf-16", "utf-32")


class Coding(NamedTuple):
    """What the command line says of encodings: which one to read and which one to write.

    `keep` writes what was read; `errors` is what becomes of bytes that no encoding explains.
    """

    encoding: str = AUTO
    to: str = ""
    keep: bool = False
    errors: str = KEEP


class Source(NamedTuple):
    """A text and how it was read; `parts` and `ends` are those of RepairedBytes, none where all was read alike."""

    text: str
    encoding: str
    confidence: float = 1.0
    parts: tuple[Part, ...] = ()
    ends: tuple[int, ...] = ()

    @property
    def marked(self) -> bool:
        """Whether the bytes themselves declare an encoding of two or four bytes a unit."""
        return self.encoding.startswith(_WITH_MARK) and self.text.startswith(_MARK)

    @property
    def foreign(self) -> bool:
        """Whether the bytes are neither UTF-8, with a few bad ones perhaps, nor declare what they are."""
        return self.encoding != UTF8 and not self.marked and not self._mostly_utf8

    @property
    def _mostly_utf8(self) -> bool:
        return bool(self.parts) and any(part.encoding == UTF8 for part in self.parts)


def read(data: bytes, encoding: str = AUTO) -> Source | None:
    """The text of `data`, None where that is binary."""
    if encoding != AUTO:
        return Source(_decode(data, encoding), encoding)
    codec = files.marked(data)
    if codec is None and not files.is_binary(data) and not (b"\x1b$" in data and data.isascii()):  # ISO-2022
        try:
            return Source(data.decode(UTF8), UTF8)
        except UnicodeDecodeError:
            pass
    return _detected(data)


def _detected(data: bytes) -> Source | None:
    from itertools import accumulate

    from mojifix.detect import detect
    from mojifix.octets import BINARY

    found = detect(data)
    if found.encoding == BINARY:
        return None
    texts = [_decode(data[part.start : part.end], part.encoding) for part in found.parts]
    parts, ends = (found.parts, tuple(accumulate(map(len, texts)))) if len(texts) > 1 else ((), ())
    return Source("".join(texts), found.encoding, found.confidence, parts, ends)


def _decode(data: bytes, encoding: str) -> str:
    from mojifix.codings import decode

    return files.decode(data) if encoding == UTF8 else decode(data, encoding)


def notice(source: Source, done: str, at: int = 0) -> str:
    """What people should know of how a `source`, at byte `at` of its file, was read, and what was `done` about it."""
    if source.parts:
        names = sorted({part.encoding for part in source.parts})
        return f"has lines in {', '.join(names[:-1])} and {names[-1]}; {done}"
    if source.encoding != UTF8:
        return "" if source.marked else f"is in {source.encoding} (confidence {source.confidence:.2f}); {done}"
    bad = files.first_bad_byte(files.encode(source.text))
    return "" if bad is None else f"byte {at + bad} is not UTF-8; such bytes are left as they are"


class Writer:
    """Turns the blocks of one document into bytes."""

    def __init__(self, name: str, coding: Coding, in_place: bool) -> None:
        self._name = name
        self._coding = coding
        self._in_place = in_place
        self._first = True

    def bytes_of(self, source: Source, text: str, repairs: Sequence[Repair]) -> bytes:
        """The bytes of `text`, which `repairs` made of the `source`'s.

        Raises Unreadable where the encoding that is wanted can't hold them, or they should all be explained and are not.
        """
        coding = self._coding
        target = coding.to or (source.encoding if coding.keep or self._in_place else UTF8)
        first, self._first = self._first, False
        try:
            if source.parts and not coding.to and coding.keep:
                return _by_parts(source, text, repairs)
            if target == source.encoding or (not coding.to and source.parts):
                return _encode(self._explained(text), target if not source.parts else UTF8)
            if first:
                # A mark belongs to an encoding: it goes with the old one, and a new one has its own.
                text = text if source.encoding == UTF8 and target == UTF8 else text.removeprefix(_MARK)
                text = (_MARK if target in _WITH_MARK else "") + text
            return _encode(self._explained(text), target)
        except UnicodeEncodeError as error:
            char = error.object[error.start : error.start + 1]
            raise Unreadable(
                f"{shown(self._name)}: {char!r} can't be written in {target}; it is as it was; try --to utf-8"
            ) from None

    def _explained(self, text: str) -> str:
        """`text` with what becomes of bytes that no encoding explains."""
        if self._coding.errors == KEEP or not _UNEXPLAINED.search(text):
            return text
        if self._coding.errors == REPLACE:
            return _UNEXPLAINED.sub(lambda match: "\ufffd" * len(match.group()), text)
        raise Unreadable(
            f"{shown(self._name)}: holds bytes that no encoding explains; try --errors keep or --errors replace"
        )


def _by_parts(source: Source, text: str, repairs: Sequence[Repair]) -> bytes:
    from mojifix.octets import RepairedBytes

    whole = RepairedBytes(text, source.encoding, source.confidence, tuple(repairs), source.parts, source.ends)
    return whole.encoded()


def _encode(text: str, encoding: str) -> bytes:
    """The bytes of `text`; a byte that no encoding explained comes out as it came in."""
    if encoding == UTF8:
        return files.encode(text)
    from mojifix.codings import encode

    if encoding.startswith(_WITH_MARK):
        return encode(text, encoding)
    pieces = []
    done = 0
    for match in _UNEXPLAINED.finditer(text):
        pieces += [encode(text[done : match.start()], encoding), match.group().encode("ascii", "surrogateescape")]
        done = match.end()
    return b"".join([*pieces, encode(text[done:], encoding)])
