"""The filter: bytes in, repaired bytes out, block by block."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple

from mojifix import files, stream, transcode
from mojifix.config import Settings

OUTPUT, NOTICE = "output", "notice"
_PIECE = 1 << 16
_NOT_UTF8 = re.compile("[\udc80-\udcff]|\x1b\\$")  # bytes that are not UTF-8, and what starts those of ISO-2022


class How(NamedTuple):
    """How a document, called `name`, is filtered; one that is `left_out` passes as it is."""

    name: str
    settings: Settings
    coding: transcode.Coding
    block_size: int = stream.BLOCK
    line_buffered: bool = False
    left_out: bool = False


def run(source: BinaryIO, how: How) -> Iterator[tuple[str, str | bytes]]:
    """What the filter puts out, and what it has to say, as it comes."""
    pieces = _pieces(source, how.name)
    head = b""
    enough = files.LONGEST_MARK if how.line_buffered else files.HEAD
    for piece in pieces:
        head += piece
        if len(head) >= enough:
            break
    encoding = how.coding.encoding
    if encoding == transcode.AUTO and not how.left_out:
        encoding = files.marked(head) or transcode.AUTO
        if encoding == transcode.AUTO and not how.line_buffered and files.is_binary(head):
            found = transcode.read(head)
            if found is None:
                yield NOTICE, f"{files.shown(how.name)}: is binary; passed through as it is"
            encoding = found.encoding if found else ""
    if how.left_out or not encoding:
        yield OUTPUT, head
        for piece in pieces:
            yield OUTPUT, piece
        return
    yield from _repaired(_decoded(head, pieces, _decoder(encoding)), how, encoding)


def _pieces(source: BinaryIO, name: str) -> Iterator[bytes]:
    # read1 gives what there is, without waiting for more: what a growing log needs.
    read = getattr(source, "read1", source.read)
    try:
        while piece := read(_PIECE):
            yield piece
    except OSError as error:
        raise files.unreadable(name, error) from None


def _decoder(encoding: str) -> Callable[[bytes, bool], str]:
    """What turns the next bytes, the last ones or not, into text."""
    from mojifix.charmaps import CODECS

    if encoding in CODECS:
        from mojifix.codings import decode

        return lambda data, last: decode(data, encoding)
    name = files.UTF8 if encoding == transcode.AUTO else encoding
    errors = "surrogatepass" if name.startswith(("utf-16", "utf-32")) else "surrogateescape"
    return codecs.getincrementaldecoder(name)(errors).decode


def _decoded(head: bytes, pieces: Iterator[bytes], decode: Callable[[bytes, bool], str]) -> Iterator[str]:
    yield decode(head, False)
    for piece in pieces:
        yield decode(piece, False)
    yield decode(b"", True)


def _repaired(pieces: Iterator[str], how: How, encoding: str) -> Iterator[tuple[str, str | bytes]]:
    repairer = stream.Repairer(how.name, how.settings)
    writer = transcode.Writer(how.name, how.coding, False)
    cut = stream.lines if how.line_buffered else stream.blocks
    warned = False
    at = 0  # bytes before the block, as long as it is UTF-8
    try:
        for block in cut(pieces, how.block_size):
            source = transcode.Source(block, files.UTF8 if encoding == transcode.AUTO else encoding)
            if encoding == transcode.AUTO and _NOT_UTF8.search(block):
                source = transcode.read(files.encode(block)) or source
            if not warned and (source.encoding != files.UTF8 or _NOT_UTF8.search(source.text)):
                warned = True
                said = transcode.notice(source, "read as such", at)
                if said and (source.encoding == files.UTF8 or how.coding.encoding == transcode.AUTO):
                    yield NOTICE, f"{files.shown(how.name)}: {said}"
            at += 0 if warned else len(files.encode(block)) if not block.isascii() else len(block)
            if source.parts:
                done = repairer.repair(source.text)
                yield OUTPUT, writer.bytes_of(source, done.text, done.repairs)
            else:
                yield OUTPUT, writer.bytes_of(source, repairer.text(source.text), ())
    except UnicodeError as error:
        reason = getattr(error, "reason", error)
        raise files.Unreadable(f"{files.shown(how.name)}: is no {encoding} ({reason}); try --encoding auto") from None
