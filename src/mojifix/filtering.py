"""The filter: bytes in, repaired bytes out, block by block."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from mojifix import files, stream
from mojifix.config import Settings

OUTPUT, NOTICE = "output", "notice"
_PIECE = 1 << 16


class How(NamedTuple):
    """How a document, called `name`, is filtered; one that is `left_out` passes as it is."""

    name: str
    settings: Settings
    block_size: int = stream.BLOCK
    line_buffered: bool = False
    left_out: bool = False


def run(source: BinaryIO, how: How) -> Iterator[tuple[str, str | bytes]]:
    """What the filter puts out, and what it has to say, as it comes."""
    pieces = _pieces(source)
    head = b""
    enough = files.LONGEST_MARK if how.line_buffered else files.HEAD
    for piece in pieces:
        head += piece
        if len(head) >= enough:
            break
    codec = files.marked(head) or files.UTF8
    binary = codec == files.UTF8 and not how.line_buffered and files.is_binary(head)
    if binary or how.left_out:
        if binary:
            yield NOTICE, f"{files.shown(how.name)}: is binary; passed through as it is"
        yield OUTPUT, head
        for piece in pieces:
            yield OUTPUT, piece
        return
    decoder = codecs.getincrementaldecoder(codec)(files.errors_for(codec))
    yield from _repaired(_decoded(head, pieces, decoder), how, codec)


def _pieces(source: BinaryIO) -> Iterator[bytes]:
    # read1 would do for a buffered file; a raw one gives what there is, which is what a growing log needs.
    read = getattr(source, "read1", source.read)
    while piece := read(_PIECE):
        yield piece


def _decoded(head: bytes, pieces: Iterator[bytes], decoder: codecs.IncrementalDecoder) -> Iterator[str]:
    yield decoder.decode(head)
    for piece in pieces:
        yield decoder.decode(piece)
    yield decoder.decode(b"", True)


def _repaired(pieces: Iterator[str], how: How, codec: str) -> Iterator[tuple[str, str | bytes]]:
    repairer = stream.Repairer(how.name, how.settings)
    cut = stream.lines if how.line_buffered else stream.blocks
    warned = codec != files.UTF8
    at = 0
    for block in cut(pieces, how.block_size):
        if not warned and not block.isascii():
            data = files.encode(block)
            bad = files.first_bad_byte(data)
            if bad is not None:
                warned = True
                yield NOTICE, f"{files.shown(how.name)}: byte {at + bad} is not UTF-8; such bytes are left as they are"
            at += len(data)
        else:
            at += len(block)
        yield OUTPUT, files.encode(repairer.repair(block).text, codec)
