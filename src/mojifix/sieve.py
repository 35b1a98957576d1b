"""The sieve: whether a text holds anything worth a look, at the speed of a regular expression.

Garbled text shows pairs of characters that clean text does not have.  One pass over the rare ones among their
characters (the anchors, a table that `tools/build_sieve.py` makes) finds the places; what stands beside an anchor says
whether it is one.  Legacy mix-ups have no such pairs: a few shapes that no writing has give them away.
"""

from __future__ import annotations

import json
import lzma
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from mojifix import multibyte

NAME = "sieve.bin"
_LATIN = "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff"
_MARKS = "\u00a1-\u00a9\u00ac\u00ae-\u00b6\u00b8-\u00ba\u00bc-\u00bf"  # Latin-1's signs less quotes and dots
_WITHIN = "\u00a1-\u00a6\u00a8\u00a9\u00ab\u00ac\u00ae-\u00b3\u00b5\u00b6\u00b8\u00b9\u00bb-\u00bf\u00d7\u00f7\u0152\u0178"
_WITHIN += "\u0192\u02c6\u02c7\u02d8-\u02dd\u2020-\u2022\u2030\u2039\u203a\u2044\u20ac\u2122\u2202-\u22ff\u25ca\ufb01\ufb02"
_WITHIN += "\u207f\u2219\u221a\u2248\u2261-\u2265\u2310\u2320\u2321\u2500-\u259f"
_OTHER = "\u0384-\u03ce\u0400-\u045f"
# Latin read as Greek or Cyrillic.  Which of the two is quick depends on which letters are the rarer ones.
_MIXED_LATIN = re.compile(f"[{_OTHER}](?<=[a-z].)(?=[a-z])")
_MIXED_OTHER = re.compile(f"[a-z](?=[{_OTHER}][a-z])")
_IS_OTHER = re.compile(f"[{_OTHER}]")
_SAMPLE = 400  # code points
_FINELY = 24_000  # code points of a small text
_LETTER = "A-Za-z\u00c0-\u024f\u0400-\u04ff"
_ALWAYS = "\u0080-\u0084\u0086-\u009f\ue000-\uf8ff\ufffd"  # C1 controls, bytes that were lost or have no character
_BOXES = "\u2500-\u259f"
_CAPITALS = "\u00c0-\u00d6\u00d8-\u00de"
# What no writing has, by the kind of mix-up that leaves it; each looks back from a character of its last class.
_SHAPES = (
    f"(?<=[{_ALWAYS}])",
    f"(?<=[{_LATIN}{_MARKS}][{_LATIN}{_MARKS}][{_LATIN}{_MARKS}])",  # other scripts read as Latin-1
    "(?<=[\u0430-\u044f\u0451][\u0410-\u042f\u0401])",  # Cyrillic read as another Cyrillic encoding: capitals within
    "(?<=[\u03b1-\u03c9][\u0391-\u03a9])",
    f"(?<=[a-z][{_CAPITALS}])",  # Latin as another Latin
    f"(?<=[a-z][{_WITHIN}])(?=[a-z])",  # a sign or a letter of another script among Latin letters
    f"(?<=[{_LETTER}][{_BOXES}])",
    f"(?<=[{_BOXES}])(?=[{_LETTER}])",
    "(?<=[\u00c2\u00c3])(?=[ ?.,;:!]|$)",  # what is left where a no-break space was a space to somebody
)
_LAST = f"{_ALWAYS}{_LATIN}{_MARKS}\u0410-\u042f\u0401\u0391-\u03a9{_WITHIN}{_BOXES}"


class Table(NamedTuple):
    """The sieve's data, ready to use."""

    places: re.Pattern[str]  # has a group where a shape matched, none where an anchor did
    masks: dict[str, tuple[int, int]]
    natural: frozenset[str]
    usual: dict[str, str]  # character -> those that clean text has after it, where one of the two is outside ASCII


@cache
def table() -> Table:
    """The shipped table, read once."""
    raw = json.loads(lzma.decompress(files("mojifix").joinpath("data", NAME).read_bytes().partition(b"\n")[2]))
    natural = raw["natural"]
    masks = {char: (int(lead, 16), int(cont, 16)) for char, (lead, cont) in raw["masks"].items()}
    anchors, east, accented = (_ranges(raw[name]) for name in ("anchors", "east", "accented"))
    shapes = "|".join((*_SHAPES, f"(?<=[A-Za-z.][{accented}])", f"(?<=[{accented}])(?=[A-Za-z0-9])"))
    # One class in front, so that the engine finds the places by a table look-up and asks for the shapes only there.
    places = f"[{_LAST}{anchors}{east}{accented}](?:(?:{shapes})()|(?<=[{anchors}{east}]))"
    pairs = frozenset(natural[i : i + 2] for i in range(0, len(natural), 2))
    return Table(re.compile(places), masks, pairs, raw["usual"])


def _ranges(chars: str) -> str:
    """`chars` (sorted) as the inside of a character class."""
    found: list[list[int]] = []
    for code in map(ord, chars):
        if found and found[-1][1] == code - 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    return "".join(f"\\u{a:04x}" if a == b else f"\\u{a:04x}-\\u{b:04x}" for a, b in found)


def hits(text: str) -> Iterator[int]:
    """The places (code points) of `text` that hold what clean text seldom does; some twice.

    >>> sorted(set(hits("été: Ã©tÃ©"))), list(hits("Où ça ? À côté, l’été."))
    ([5, 8], [])
    """
    if text.isascii():
        return
    found = table()
    masks, natural = found.masks, found.natural
    last = len(text) - 1
    for match in found.places.finditer(text):
        i = match.start()
        if match.lastindex:
            yield i
            continue
        char = text[i]
        if char >= multibyte.FIRST:
            if multibyte.may_begin(char, text[i + 1 : i + 2]):
                yield i
            continue
        lead, cont = masks[char]
        if lead and i < last:
            after = text[i + 1]
            if after in masks and lead & masks[after][1] and text[i : i + 2] not in natural:
                yield i
                continue
        if cont and i:
            before = text[i - 1]
            if before in masks and masks[before][0] & cont and text[i - 1 : i + 1] not in natural:
                yield i - 1
    first = _IS_OTHER.search(text)
    if first:
        sample = text[first.start() : first.start() + _SAMPLE]
        mixed = _MIXED_OTHER if len(_IS_OTHER.findall(sample)) * 3 > len(sample) else _MIXED_LATIN
        for match in mixed.finditer(text, max(0, first.start() - 1)):
            yield match.start()


_PAIR = re.compile("(?=([^\x00-\x7f][\x00-\u2e7f]|[\x00-\x7f][\x80-\u2e7f]))")


def garbled(text: str) -> bool:
    """Whether anything of `text` is worth a look: as `hits` has it, or, as a small text has few places, more finely."""
    if text.isascii():
        return False
    if next(hits(text), None) is not None:
        return True
    if len(text) > _FINELY:
        return False
    return any(map(_is_unusual, set(_PAIR.findall(text))))


@lru_cache(65536)
def _is_unusual(pair: str) -> bool:
    """Whether clean text hardly has `pair`; capitals are as usual as their small letters, but for those within a word."""
    if pair[0] >= "\u2e80":
        return False
    usual = table().usual
    if pair[1] in usual.get(pair[0], ""):
        return False
    small = pair.lower()
    within = pair[0].islower() and pair[1].isupper()
    return small == pair or within or len(small) != 2 or small[1] not in usual.get(small[0], "")
