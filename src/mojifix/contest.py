"""Bytes -> what each encoding is worth for them: all of them read, the language model judges what they read.

A noisy channel: score = log P(text that the encoding reads) + log prior(encoding), for the same bytes, so that an
encoding with fewer characters for them gains nothing by it.  "Binary" competes as bytes that say nothing.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize

from mojifix import codings, model, regions
from mojifix.signatures import BINARY, controls

# How likely an encoding is before anything is seen, in nats: by how often files show it, and flattened until words of
# development text in 40 encodings came out best (that: 95.3 -> 97.2 % of words, 98.6 -> 99.4 % of sentences).  Not
# among them: mac-arabic and mac-farsi, whose upper halves hold ASCII's signs again, so that no-break spaces elect them.
PRIOR = {
    name: prior
    for prior, names in (
        (0.0, "utf-8"),
        (-2.0, "cp1252 gbk cp932 cp1250 cp1257 iso8859-2"),
        (-2.25, "cp949 cp950 cp1253 cp1254 cp1255 cp1256 cp874"),
        (-2.5, "cp1251 latin-1 euc-jp koi8-r iso8859-7 iso8859-9 iso8859-15 gb18030 iso8859-13"),
        (-3.0, "cp437 cp850 cp866 mac-roman koi8-u iso8859-5 iso8859-8 iso8859-6"),
        (-3.5, "cp852 cp737 cp857 cp862 mac-cyrillic cp775 cp720 cp869"),
        (-4.5, "cp1258 iso8859-16 cp855 mac-latin2 mac-greek mac-turkish kz1048 cp1125"),
        (-4.5, "iso8859-3 iso8859-4 iso8859-10 iso8859-14"),
        (-5.0, "mac-iceland mac-croatian mac-romanian koi8-t cp861 cp863 cp865 cp860 ptcp154 big5hkscs johab"),
        (-6.0, "cp856 cp864 cp1006 hp-roman8"),
    )
    for name in names.split()
}
# A word of UTF-8 in a text of another encoding was misread there already: what it reads as says nothing about the text.
_WITHIN = 6.0
# A byte that is not UTF-8 among those that are happens oftener than the model of text takes it for: 23 nats.
_BAD_BYTE = 9.0
_ESCAPED = re.compile("[\udc80-\udcff]")
# What it costs a character to be half-width katakana, beside its being katakana: the model's texts have next to none of that
# shape.  Unfolded, such words of cp932 were Cyrillic or, within UTF-8, accidents of it: 5 of 100 documents with them were
# exact, with this all of 96; one letter of Greek in UTF-8, which may be two such characters, is still Greek.
_HALF_WIDTH = 1.0
# What it costs an acute accent to stand for an apostrophe, as typists have it (`don´t`, `geht´s`) and the model's texts have
# not: of 192 documents in UTF-8 and cp1252 with such words in three lines in ten 40 were not exact, read as ISO-8859-10 or
# -13 (`donīt`), and 2 with this.
_ACCENT_FOR_APOSTROPHE = 2.0
_ACUTE = "´"
_HAVE_HALVES = ("cp932", "euc-jp")
_HALVES = re.compile("[\uff61-\uff9f]+")
_BINARY_PRIOR = -12.0
_BINARY_BYTE = -math.log(256)
_BINARY_TAME = -6.5  # ... where not one control character is among them: then it may be a list of characters
_BINARY_CONTROL = 8.0  # what a control character says for "binary"
_BINARY_ASCII = -2.5  # ... and a printable one of ASCII: a text's costs less than one of 256
# Bytes of distinct words that are read: all encodings read the first ones, the leading ones more.
_STAGES = (96, 400, 3000)
MARGIN = 30.0  # nats behind the leader at which an encoding is out
_PIECE = 400  # bytes of one word, or of a stretch of a script without spaces
_HEARD = 12  # words whose letters say where they are at home: more make nothing clearer
_WITNESSES = 3  # words with one and the same byte that isn't ASCII: they say the same thing
_ASCII = bytes(range(128))
_ALL_BYTES = 208  # from 0x30 up
# 0x30 is the first byte that can be the second half of a character: below it every encoding starts afresh.
_AFRESH = 0x30
_PIECES = re.compile(rb"[\x80-\xff][\x30-\xff]*")
# A character of one to four bytes thrice and oftener: a rule of forty dashes says no more than one of them.  The model has
# no such rules, so that each further dash spoke for whatever letters it may be: of 312 documents in UTF-8 and cp1252 or
# cp932 with rules in some of their lines 217 were not exact, with this 10.
_RULE = re.compile(rb"([\x80-\xff][\x30-\xff]{0,3}?)\1{2,}")
_RULE_READ = re.compile("([^\0-\x7f\udc80-\udcff].{0,3}?)\\1{2,}")  # bad bytes are as many as they are
_REACH = 40  # bytes of ASCII in one word with the first that is not


class Piece(NamedTuple):
    """A stretch of bytes that any encoding can read by itself, with its neighbours."""

    left: str
    data: bytes
    right: str
    cut: bool


class Reading(NamedTuple):
    """What an encoding is worth for some bytes: log P in nats, its prior included."""

    encoding: str
    score: float


def pieces(data: bytes, limit: int = _STAGES[-1]) -> list[Piece]:
    """The distinct words of `data` that are not ASCII, up to `limit` bytes of them, from all over it.

    >>> pieces(b"un caf\\xe9 noir, un th\\xe9")
    [Piece(left=' ', data=b'caf\\xe9', right=' ', cut=False), Piece(left=' ', data=b'th\\xe9', right='\\n', cut=False)]
    """
    found: dict[Piece, None] = {}
    done = 0
    for match in _PIECES.finditer(data):
        start, end = match.span()
        # Back to where its word begins; a pattern that begins with ASCII would run through all ASCII words, over and over.
        least = max(done, start - _REACH)
        while start > least and data[start - 1] >= _AFRESH:
            start -= 1
        done = end
        word = data[start : min(end, start + _PIECE)]
        left = model.EDGE if not start else chr(data[start - 1]) if data[start - 1] < _AFRESH else model.ANY
        right = chr(data[end]) if end < len(data) else model.EDGE
        cut = end > start + _PIECE
        found[Piece(left, word, model.ANY if cut else right, cut)] = None
    return _some(list(found), limit)


def _some(every: list[Piece], limit: int) -> list[Piece]:
    """Pieces of some `limit` bytes: first those with a byte that none before has, then some of all parts of the text."""
    first: list[Piece] = []
    others: list[Piece] = []
    seen: set[int] = set()
    alike: Counter[bytes] = Counter()
    for piece in every:
        signs = piece.data.translate(None, _ASCII)
        if len(set(signs)) == 1:
            alike[signs[:1]] += 1
            if alike[signs[:1]] > _WITNESSES:
                continue
        new = set(piece.data) - seen if len(seen) < _ALL_BYTES else set()
        seen |= new
        (first if new and max(new) >= 0x80 else others).append(piece)
    size = sum([len(piece.data) for piece in others])
    step = max(1, math.ceil(size / limit))
    return first + others[::step]


def rank(sample: list[Piece], priors: dict[str, float] = PRIOR) -> list[Reading]:
    """The encodings of `priors` that are in the running for `sample`, the likeliest first."""
    scores = dict(priors)
    start = 0
    for stage in _STAGES:
        end, size = start, 0
        while end < len(sample) and size < stage:
            size += len(sample[end].data)
            end += 1
        for piece in sample[start:end]:
            least = _as_utf8(piece)
            for name in scores:
                scores[name] += max(least, score(piece, name))
        start = end
        best = max(scores.values())
        scores = {name: value for name, value in scores.items() if value > best - MARGIN}
    return sorted([Reading(*item) for item in scores.items()], key=lambda r: (-r.score, r.encoding))


def at_home(data: bytes, sample: list[Piece], readings: list[Reading]) -> list[Reading]:
    """`readings` of the words in `sample`, in the light of where the letters that each reads are at home."""
    words = [piece.data for piece in sample[:_HEARD]]
    texts = {name: "".join([codings.decode(word, name) for word in words]) for name, _ in readings}
    gains = regions.of_letters(data, texts)
    return sorted([Reading(name, score + gains[name]) for name, score in readings], key=lambda r: (-r.score, r.encoding))


def _as_utf8(piece: Piece) -> float:
    """The least that any encoding gets for `piece`: what UTF-8 in a text of another encoding is worth."""
    try:
        piece.data.decode("utf-8")
    except UnicodeDecodeError:
        return -math.inf
    return score(piece, "utf-8") - _WITHIN


def score(piece: Piece, encoding: str) -> float:
    """log P of what `encoding` reads in `piece`, in nats."""
    text = codings.decode(piece.data, encoding, cut=piece.cut)
    if _has_rule(piece.data):
        text = _RULE_READ.sub(r"\1", text)
    bad = 0.0
    if encoding == "utf-8":
        bad = _BAD_BYTE * len(_ESCAPED.findall(text))
    elif encoding == "cp1258":  # its tones are characters of their own, which the model's texts have not
        text = normalize("NFC", text)
    elif encoding in _HAVE_HALVES:
        halves = _HALVES.findall(text)
        if halves:
            bad = -_HALF_WIDTH * sum(map(len, halves))
            text = _HALVES.sub(lambda found: normalize("NFKC", found[0]), text)
    if _ACUTE in text:
        bad -= _ACCENT_FOR_APOSTROPHE * text.count(_ACUTE)
        text = text.replace(_ACUTE, "’")
    return _score(piece.left, text, piece.right) + bad


@lru_cache(4096)
def _has_rule(data: bytes) -> bool:
    """Whether `data` has one character over and over.

    >>> _has_rule(b"\\x97" * 3), _has_rule(b"\\x81\\x5b" * 3), _has_rule(b"caf\\xe9")
    (True, True, False)
    """
    return bool(_RULE.search(data))


@lru_cache(32768)
def _score(left: str, text: str, right: str) -> float:
    return model.load().score(left, text, right)


def binary(data: bytes, sample: list[Piece]) -> Reading:
    """What "this is no text" is worth for `data`, of which `sample` are the words that are not ASCII."""
    size = sum([len(piece.data) for piece in sample])
    odd = controls(data)
    plain = len(data) - odd - len(data.translate(None, bytes(range(128))))
    value = _BINARY_PRIOR + (_BINARY_BYTE if odd else _BINARY_TAME) * size + _BINARY_CONTROL * odd + _BINARY_ASCII * plain
    return Reading(BINARY, value)
