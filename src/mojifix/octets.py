"""Bytes of unknown encoding -> repaired text: detect, decode each part by its own encoding, repair what that shows."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import NamedTuple

from mojifix import codings
from mojifix.apply import Repair
from mojifix.conductor import DEFAULT, repair
from mojifix.detect import MIXED, Detection, detect
from mojifix.lines import Part
from mojifix.signatures import BINARY
from mojifix.verdict import Policy

_PLAIN = "utf-8"  # what holds any bytes that were not decoded, as lone surrogates


class RepairedBytes(NamedTuple):
    """The text of some bytes, repaired.

    `encoding` is the name of their encoding, "mixed" where lines are in several, or "binary" for what is no text: that is
    left alone, and `text` holds its bytes as `bytes.decode("utf-8", "surrogateescape")` does.  `confidence` is the
    estimated probability that the encoding is right.  `repairs` count in code points of the text as it was decoded.
    `parts` are the stretches of bytes that were decoded alike, and the encoding of each.  A byte that no encoding explains
    is a lone surrogate in `text`; a byte order mark is U+FEFF.
    """

    text: str
    encoding: str
    confidence: float
    repairs: tuple[Repair, ...]
    parts: tuple[Part, ...]
    ends: tuple[int, ...]  # where each part ends in the text as it was decoded, in code points

    def encoded(self) -> bytes:
        """The repaired text in the encodings that its parts came in.

        Raises UnicodeEncodeError where a part's encoding has no bytes for a character.

        >>> fix_bytes("déjà vu : naÃ¯ve".encode("cp1252")).encoded().decode("cp1252")
        'déjà vu : naïve'
        """
        if self.encoding == BINARY:
            return codings.encode(self.text, _PLAIN)
        cuts = [0, *map(self._moved, self.ends)]
        texts = [self.text[a:b] for a, b in pairwise(cuts)]
        return b"".join([codings.encode(text, part.encoding) for text, part in zip(texts, self.parts, strict=True)])

    def _moved(self, end: int) -> int:
        """Where in the repaired text the place `end` of the decoded one is."""
        return end + sum([len(r.after) - len(r.before) for r in self.repairs if r.start < end])


def fix_bytes(data: bytes, *, encoding: str | None = None, policy: Policy = DEFAULT) -> RepairedBytes:
    """The text of `data`, with every mix-up reversed that the evidence supports.

    Without `encoding` it is found out, for lines that differ line by line.  With it, that is how all of `data` is decoded;
    bytes that don't fit stay in the text as lone surrogates.  Raises LookupError where `encoding` is not known, and
    nothing for any bytes.

    >>> fix_bytes("Příliš žluťoučký kůň".encode("cp1250")).text
    'Příliš žluťoučký kůň'
    >>> found = fix_bytes("Ça va ? Très bien.\\n".encode() + "Déjà vu, ça !\\n".encode("cp1252"))
    >>> found.encoding, [(part.start, part.end, part.encoding) for part in found.parts]
    ('mixed', [(0, 21, 'utf-8'), (21, 35, 'cp1252')])
    >>> fix_bytes(b"caf\\xc3\\x83\\xc2\\xa9", encoding="utf-8").text
    'café'
    """
    data = bytes(data)
    if encoding is not None:
        name = codings.name_of(encoding)
        found = Detection(name, 1.0, (Part(0, len(data), name, 1.0),) if data else ())
    else:
        found = detect(data)
    name, confidence, parts = found
    if name == BINARY:
        text = codings.decode(data, _PLAIN)
        return RepairedBytes(text, name, confidence, (), parts, (len(text),))
    texts = [codings.decode(data[part.start : part.end], part.encoding) for part in parts]
    repaired = repair("".join(texts), policy)
    ends = tuple(accumulate(map(len, texts)))
    return RepairedBytes(repaired.text, name, confidence, repaired.repairs, parts, ends)


__all__ = ["BINARY", "MIXED", "Part", "RepairedBytes", "fix_bytes"]
