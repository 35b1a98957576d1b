"""Bytes -> their encodings: what shows itself first, then UTF-8, then the contest of all others, line by line.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from mojifix import codings, model, regions
from mojifix.contest import PRIOR, Piece, Reading, binary, pieces, rank
from mojifix.contest import score as score_piece
from mojifix.signatures import BINARY, by_escapes, by_mark, magic, too_many_controls, unlikely, wide

MIXED = "mixed"


class Part(NamedTuple):
    """Bytes `start` to `end` are in `encoding`, with that confidence."""

    start: int
    end: int
    encoding: str
    confidence: float


class Detection(NamedTuple):
    """The encoding of some bytes, and the estimated probability that it reads them right."""

    encoding: str
    confidence: float
    parts: tuple[Part, ...]


def _whole(data: bytes, encoding: str, confidence: float) -> Detection:
    return Detection(encoding, confidence, (Part(0, len(data), encoding, confidence),))


def detect(data: bytes) -> Detection:
    """prototype"""
    if magic(data):
        return _whole(data, BINARY, 1.0)
    marked = by_mark(data)
    if marked and marked != "utf-8":
        return _whole(data, marked if not unlikely(codings.decode(data, marked)) else BINARY, 1.0)
    if data.isascii():
        escaped = by_escapes(data)
        if escaped:
            return _whole(data, escaped, 1.0)
    w = _wide(data)
    if w:
        return _whole(data, w, 1.0)
    try:
        data.decode("utf-8")
        uni = True
    except UnicodeDecodeError:
        uni = False
    if too_many_controls(data, uni):
        return _whole(data, BINARY, 1.0)
    if uni:
        return _whole(data, "utf-8", 1.0)
    sample = pieces(data)
    readings = rank(sample, regions.adjusted(PRIOR, data))
    b = binary(data, sample)
    if b.score > readings[0].score:
        return _whole(data, BINARY, 1.0)
    return _whole(data, readings[0].encoding, 1.0)


def _wide(data: bytes) -> str | None:
    """The encoding of two or four bytes a character that reads `data` best, if that is likelier than any other."""
    candidates = wide(data)
    if not candidates:
        return None
    plain = Piece(model.EDGE, data[:400], model.ANY, True)
    readings = [Reading(c.encoding, -8.0 + model.load().score(model.EDGE, c.text[: 400 // (4 if "32" in c.encoding else 2)], model.ANY)) for c in candidates]
    other = max(rank([plain])[0].score, -12 - 5.545 * len(plain.data))
    best = max(readings, key=lambda r: r.score)
    return best.encoding if best.score > other else None
