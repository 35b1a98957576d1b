"""Bytes -> their encoding: what shows itself first, then UTF-8, then the contest of all others, line by line."""

from __future__ import annotations

import math
from typing import NamedTuple

from mojifix import charmaps, codings, lines, model, regions
from mojifix.contest import PRIOR, Piece, Reading, at_home, binary, pieces, rank
from mojifix.lines import Part
from mojifix.neighbours import FIRM, UTF8
from mojifix.signatures import BINARY, by_escapes, by_mark, magic, too_many_controls, unlikely, wide

MIXED = "mixed"
_CERTAIN = 0.999  # no guess is surer
# The model takes letters for independent given two before them, so that its odds are too long; this shortens them.
_TEMPER = 0.6
_UTF8_BY_ACCIDENT = 6.0  # nats that a legacy encoding has to be ahead where the bytes are UTF-8 too, but few
_WIDE_PRIOR = -8.0
_NOISE_PRIOR = -12.0  # of bytes that say nothing, against UTF-16 and UTF-32
_WIDE_SAMPLE = 400  # bytes by which encodings of two and four bytes a character are judged
_LAST_LATIN = "\u024f"
_SAMPLE = 16384  # bytes of each of ...
_SAMPLES = 16  # ... so many stretches by which "binary" is judged


class Detection(NamedTuple):
    """The encoding of some bytes, and the estimated probability that it reads them right.

    `encoding` is a name that `codings` knows, "mixed" where lines are in several encodings, or "binary" for what is no
    text; `parts` has each stretch with its own.
    """

    encoding: str
    confidence: float
    parts: tuple[Part, ...]


def detect(data: bytes) -> Detection:
    """The encoding of `data`, whatever the bytes are.

    >>> detect("Съешь ещё этих мягких булок".encode("koi8-r")).encoding
    'koi8-r'
    >>> detect("naïve\\n".encode() + "façade".encode("cp1252")).encoding
    'mixed'
    """
    shown = _shown(data)
    if shown:
        return _whole(data, shown, _CERTAIN)
    try:
        surplus = len(data) - len(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        return _legacy(data, error.start)
    if too_many_controls(data, True):
        return _whole(data, BINARY, _CERTAIN)
    if surplus >= FIRM or not surplus:
        return _whole(data, UTF8 if surplus else "ascii", _CERTAIN)
    priors = regions.adjusted(PRIOR, data)
    priors[UTF8] += _UTF8_BY_ACCIDENT
    sample = pieces(data)
    readings = _fitting(sample, at_home(data, sample, rank(sample, priors)))
    return _whole(data, readings[0].encoding, _confidence(data, readings))


def _shown(data: bytes) -> str | None:
    """The encoding that `data` shows by marks, NULs and escapes, "binary" included."""
    if magic(data):
        return BINARY
    marked = by_mark(data)
    if marked == UTF8:
        return BINARY if too_many_controls(data, True) else None
    if marked:
        return BINARY if unlikely(codings.decode(data, marked)) else marked
    # Without NULs and controls, UTF-8 is it and no accident; UTF-16 has one or the other but for pure East Asian text.
    if too_many_controls(data, False) or not _is_utf8(data):
        found = _wide(data)
        if found:
            return found
    return by_escapes(data) or (BINARY if b"\0" in data else None)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode(UTF8)
    except UnicodeDecodeError:
        return False
    return True


def _wide(data: bytes) -> str | None:
    """The encoding of two or four bytes a character that reads `data` best, if that is likelier than all others."""
    candidates = wide(data)
    if not candidates:
        return None
    size = min(_WIDE_SAMPLE, len(data))
    score = model.load().score
    best = Reading("", -math.inf)
    for encoding, text in candidates:
        units = size // (4 if "32" in encoding else 2)
        value = _WIDE_PRIOR + score(model.EDGE, text[:units], model.EDGE if size == len(data) else model.ANY)
        best = max(best, Reading(encoding, value), key=lambda r: r.score)
    whole = Piece(model.EDGE, data[:size], model.EDGE if size == len(data) else model.ANY, size < len(data))
    other = max(rank([whole])[0].score, _NOISE_PRIOR - size * math.log(256))
    return best.encoding if best.score > other else None


def _legacy(data: bytes, bad: int) -> Detection:
    """The encoding of `data`, in which byte `bad` is the first that is not UTF-8."""
    if too_many_controls(data, False):
        return _whole(data, BINARY, _CERTAIN)
    cut_off = len(data) - bad < 4
    head = data[:bad]
    if cut_off and len(head) - len(head.decode("utf-8")) >= FIRM and not codings.decode(data[bad:], UTF8, cut=True):
        return _whole(data, UTF8, _CERTAIN)  # the last character is not whole
    priors = regions.adjusted(PRIOR, data)
    window = _windows(data)
    sample = pieces(window)
    readings = _fitting(sample, at_home(data, sample, rank(sample, priors)))
    noise = binary(window, sample)
    if noise.score > readings[0].score and lines.noisy(window, priors):
        return _whole(data, BINARY, _confidence(data, [noise, *readings]))
    parts = lines.parts(data, readings[0].encoding, priors)
    name = parts[0].encoding
    if len(parts) == 1:
        return _whole(data, name, _confidence(data, readings) if name == readings[0].encoding else parts[0].confidence)
    return Detection(MIXED, min([part.confidence for part in parts]), tuple(parts))


def _fitting(sample: list[Piece], readings: list[Reading]) -> list[Reading]:
    """`readings` with one made for Latin letters first, where those are what the first one reads, and it reads alike."""
    first = readings[0].encoding
    if regions.is_latin(first) or first not in charmaps.CODECS:
        return readings
    words = [piece.data for piece in sample]
    texts = [codings.decode(word, first) for word in words]
    if max("".join(texts), default="") > _LAST_LATIN:
        return readings
    for reading in readings:
        if regions.is_latin(reading.encoding) and [codings.decode(word, reading.encoding) for word in words] == texts:
            return [Reading(reading.encoding, readings[0].score), *[other for other in readings if other is not reading]]
    return readings


def _windows(data: bytes) -> bytes:
    """Stretches from all over `data`, all of it where it is short."""
    if len(data) <= _SAMPLE * _SAMPLES:
        return data
    step = len(data) // _SAMPLES
    return b"\n".join([data[i * step : i * step + _SAMPLE] for i in range(_SAMPLES)])


def _confidence(data: bytes, readings: list[Reading]) -> float:
    """The probability that the first of `readings` reads `data` right; those that read alike count as one."""
    seen = pieces(data, 1000)
    odds: dict[tuple[str, ...], float] = {}
    for encoding, score in readings:
        texts = [BINARY] if encoding == BINARY else [codings.decode(piece.data, encoding) for piece in seen]
        odds.setdefault(tuple(texts), math.exp(_TEMPER * (score - readings[0].score)))
    return min(_CERTAIN, 1 / sum(odds.values()))


def _whole(data: bytes, encoding: str, confidence: float) -> Detection:
    return Detection(encoding, confidence, (Part(0, len(data), encoding, confidence),) if data else ())
