"""What clean text hardly has, and right text of no kind: pairs of neighbours, and shapes.

The pairs are a table that `tools/build_sieve.py` makes.  Legacy mix-ups have no such pairs: a few shapes that no writing has
give them away.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from operator import add
from typing import NamedTuple

from mojifix.multibyte import has_asian
from mojifix.shipped import shipped

FORMAT = 2
NAME = "sieve.bin"
LATIN = "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff"
MARKS = "\u00a1-\u00a9\u00ac\u00ae-\u00b6\u00b8-\u00ba\u00bc-\u00bf"  # Latin-1's signs less quotes and dots
WITHIN = "\u00a1-\u00a6\u00a8\u00a9\u00ab\u00ac\u00ae-\u00b3\u00b5\u00b6\u00b8\u00b9\u00bb-\u00bf\u00d7\u00f7\u0152\u0178"
WITHIN += "\u0192\u02c6\u02c7\u02d8-\u02dd\u2020-\u2022\u2030\u2039\u203a\u2044\u20ac\u2122\u2202-\u22ff\u25ca\ufb01\ufb02"
WITHIN += "\u207f\u2219\u221a\u2248\u2261-\u2265\u2310\u2320\u2321\u2500-\u259f"
OTHER = "\u0384-\u03ce\u0400-\u045f"
OTHER_CAPITALS = "\u0391-\u03a9\u0401\u0410-\u042f"
_OTHER_SMALL = "\u03b1-\u03c9\u0430-\u044f\u0451"
# A capital before one of these is no anchor: what has them there is text, and every sentence begins so.
PLAIN_SMALL = "\u03b1-\u03c9\u0430-\u044f"
_LETTER = "A-Za-z\u00c0-\u024f\u0400-\u04ff"
ALWAYS = "\u0080-\u0084\u0086-\u009f\ue000-\uf8ff\ufffd"  # C1 controls, bytes that were lost or have no character
NEXT_LINE = "\u0085"  # ... which ends lines somewhere, but none that a line feed ends: there it was …
_BESIDE_NUMBERS = "£¥§¼-¾×±√∞≈≠≤≥∑∏∂∫∆"
# What a no-break space before the number of a heading is most often read as: `legacy.pairs` has more, of rare codecs.
_BEFORE_NUMBERS = "áÊÿĘˇ˙†аКЪйя╩═"
BOXES = "\u2500-\u259f"
_QUOTES = "\u00ab\u00bb\u201c-\u201e\u2039\u203a"
CAPITALS = "\u00c0-\u00d6\u00d8-\u00de"
# What no writing has, by the kind of mix-up that leaves it: what stands before, the character, what follows.
SHAPES = (
    ("", ALWAYS, ""),
    ("", NEXT_LINE, "(?:\n|$)"),
    ("[a-z]", CAPITALS, ""),  # Latin as another Latin
    ("[a-z]", WITHIN, "[a-z]"),  # a sign or a letter of another script among Latin letters
    (f"[{_LETTER}]", BOXES, ""),
    ("", BOXES, f"[{_LETTER}]"),
    ("", "\u00c2\u00c3", "(?:[ ?.,;:!]|$)"),  # what is left where a no-break space was a space to somebody
)
THREE = f"[{LATIN}{MARKS}]"  # three of them: other scripts read as Latin-1
CAPITAL_WITHIN = (f"[{_OTHER_SMALL}]", f"[{OTHER_CAPITALS}]")  # Cyrillic or Greek read as another encoding of its own
MIXED = ("[a-z]", f"[{OTHER}]", "[a-z]")  # Latin read as Greek or Cyrillic: one letter of these among Latin ones


class Table(NamedTuple):
    """What large texts are sieved by."""

    anchors: str
    east: frozenset[str]  # the East Asian anchors
    accented: frozenset[str]  # East Asian characters that may have been a Latin letter
    natural: frozenset[str]
    masks: dict[str, tuple[int, int]]  # the codecs in which a character leads and continues a sequence


@cache
def _sections() -> list[bytes]:
    """The parts of the shipped table, each packed by itself."""
    head, _, packed = shipped(NAME).partition(b"\n")
    ends = list(accumulate(map(int, head.split()[3:]), initial=0))
    return [packed[begin:end] for begin, end in pairwise(ends)]


def _section(number: int) -> list[str]:
    return zlib.decompress(_sections()[number]).decode("utf-8", "surrogatepass").split("\0")


@cache
def _usual() -> dict[str, str]:
    """Character -> itself and those that clean text has after it, where one of the two is outside ASCII."""
    return {record[0]: record for record in _section(0)}


@cache
def table() -> Table:
    """What large texts are sieved by, read once."""
    anchors, east, accented, natural = _section(1)
    masks = {}
    for record in _section(2):
        lead, _, cont = record[1:].partition(",")
        masks[record[0]] = (int(lead, 16), int(cont, 16))
    pairs = frozenset(natural[i : i + 2] for i in range(0, len(natural), 2))
    return Table(anchors, frozenset(east), frozenset(accented), pairs, masks)


@cache
def _shapes() -> re.Pattern[str]:
    """What finds the shapes alone, from a character that all of them have: to try each of them anywhere takes five times
    as long."""
    shapes = [*within(SHAPES), *within([(f"[{_LETTER}]", _QUOTES, f"[{_LETTER}]")]), f"(?<={THREE * 3})"]
    shapes.append(f"(?<=[a-z][a-z][{_BESIDE_NUMBERS}])(?![{_LETTER}0-9])")  # `Estaci≤ de`
    numbering = [f"(?<![^\n].)(?<=[{_BEFORE_NUMBERS}])(?=[0-9])"]  # `ÿ5.1.`
    numbering.append("(?<=[.:)0-9].)(?=[A-Z][a-z])")  # what was a no-break space: `6.7.áUpgrading`
    # Letters of text that is all of these are asked for little: a third of the time of Russian.
    others = "|".join([f"(?<={MIXED[0]}.)(?={MIXED[2]})", *numbering])
    others = f"(?=[0-9A-Za-z])(?:{others})|(?<={''.join(CAPITAL_WITHIN)})"
    first = f"{ALWAYS}{NEXT_LINE}{WITHIN}{BOXES}{LATIN}{MARKS}{_QUOTES}{OTHER}{OTHER_CAPITALS}\u0118"
    return re.compile(f"[{first}](?:(?<=[{OTHER}])(?:{others})|(?<![{OTHER}])(?:{'|'.join(shapes + numbering)}))")


def within(shapes: Iterable[tuple[str, str, str]]) -> list[str]:
    """The `shapes`, each seen from behind its character."""
    return [f"(?<={before}[{char}])" + (after and f"(?={after})") for before, char, after in shapes]


@cache
def _forms() -> re.Pattern[str]:
    """Forms of Arabic letters that only old code pages write with."""
    return re.compile("[\ufb50-\ufdcf\ufe70-\ufefc]")


def forms(text: str) -> Iterator[int]:
    """Where a small `text` has them."""
    if has_forms(text):
        yield from (match.start() for match in _forms().finditer(text))


def has_forms(text: str) -> bool:
    """Whether a small `text` has them."""
    return has_asian(text) and _forms().search(text) is not None


@cache
def _pairs() -> re.Pattern[str]:
    """Neighbours of which one is outside ASCII and none is East Asian; who writes no-break spaces does so anywhere."""
    return re.compile("(?=([\x80-\x9f\xa1-\u2e7f][\x00-\u2e7f]|\xa0[\x80-\u2e7f]|[\x00-\x7f][\x80-\x9f\xa1-\u2e7f]))")


# The words that were found to be nothing to stop at, with the line end before or after them: most words of a text have been
# in others, and to look them up takes a third of the time of looking at their pairs.
_KNOWN: set[str] = set()
_MOST_KNOWN, _LONG = 100_000, 24  # words, some 10 MB; code points of one that is seen again


def words_of(text: str) -> list[str]:
    """What stands between the spaces of `text`, with the line end before or after it."""
    return text.replace("\n", "\n \n").split(" ")


@lru_cache(2)
def strange_words(text: str) -> tuple[str, ...]:
    """What stands between the spaces of `text` and holds a shape or a pair that clean text hardly has.

    >>> strange_words("L’été\\nÃ©tÃ© a"), strange_words("L’été a été chaud.")
    (('\\nÃ©tÃ©',), ())
    """
    first, *words = words_of(text)
    last = words.pop() if words else ""
    new = [word for word in set(words) - _KNOWN if not word.isascii()]
    # Space and line end are alike to pairs and shapes, so that it doesn't matter between which words a word stands.
    asked = " ".join([first, *new, last]) if words or last else first
    found = set() if asked.isascii() else set(_words_at(asked, _stops(asked)))
    if len(_KNOWN) > _MOST_KNOWN:
        _KNOWN.clear()
    _KNOWN.update([word for word in new if len(word) < _LONG and word not in found])
    return tuple(sorted(found))


def _stops(text: str) -> Iterator[int]:
    """Where `text` has shapes, and pairs that clean text hardly has; the second character of one behind a space."""
    yield from (match.start() for match in _shapes().finditer(text))
    for pair in unusual_pairs(text):
        yield from (at + pair.startswith((" ", "\n")) for at in everywhere(pair, text) if not _is_space(pair, text, at))


def stops(text: str) -> Iterator[int]:
    """Where `text` has shapes, and where pairs begin that clean text hardly has."""
    yield from (match.start() for match in _shapes().finditer(text))
    if unusual := unusual_pairs(text):
        found = (match for match in _pairs().finditer(text) if match[1] in unusual)
        yield from (match.start() for match in found if not _is_space(match[1], text, match.start()))


def _is_space(pair: str, text: str, at: int) -> bool:
    """Whether `pair` at `at` in `text` begins with a no-break space that goes on with nothing: `2.\xa0تثبيت`."""
    return pair[0] == "\xa0" and (not at or text[at - 1].isascii())


def has_shape(text: str) -> bool:
    """Whether `text` has one of the shapes that no writing has."""
    return _shapes().search(text) is not None


# Pairs that were found to be usual: most are, and a set takes away all of these at once.
_USUAL: set[str] = set()


def unusual_pairs(text: str) -> set[str]:
    """The pairs of neighbours in `text` that clean text hardly has."""
    if has_asian(text):  # whose neighbours are many, and none of them says anything
        return set(filter(_is_unusual, set(_pairs().findall(text))))
    pairs = set(map(add, text, text[1:])) - _USUAL
    found = {pair for pair in pairs if _pairs().match(pair) and _is_unusual(pair)}
    if len(_USUAL) > _MOST_KNOWN:
        _USUAL.clear()
    _USUAL.update(pairs - found)
    return found


def word_at(text: str, place: int) -> str:
    """The word of `text` at `place`, or behind it where that is a space, as `strange_words` has it."""
    place += text[place] in " \n"
    begin = max(text.rfind(" ", 0, place) + 1, text.rfind("\n", 0, place))
    ends = [end for end in (text.find(" ", place), text.find("\n", place) + 1) if end > 0]
    return text[max(begin, 0) : min(ends, default=len(text))]


def _words_at(text: str, places: Iterable[int]) -> Iterator[str]:
    for place in places:
        end = text.find(" ", place)
        yield text[text.rfind(" ", 0, place) + 1 : end if end >= 0 else len(text)]


# Anything may be quoted: `“v` and `f»` are no rarer than their letters, and one flagged file in five had no more.  What was
# a letter of an old code page stands between two of them, which is a shape: `sch”n`, `LĂ”una`.
_QUOTED = re.compile(f"[{_QUOTES}][A-Za-z]|[A-Za-z][{_QUOTES}]")
# Letters that no encoding shows but those of Unicode, so that no mix-up has made them: of India, Georgia, Ethiopia, and
# those of Vietnamese with two marks, whose rarer pairs stopped three in four of its files.
_SHOWN_NOWHERE = re.compile("[\u0700-\u0dff\u0e5c-\u1dff\u1ea0-\u1ef1\u1f00-\u1f6f]")


@lru_cache(65536)
def _is_unusual(pair: str) -> bool:
    """Whether clean text hardly has `pair`."""
    if pair[0] >= "\u2e80" or _QUOTED.fullmatch(pair) or _SHOWN_NOWHERE.search(pair):
        return False
    usual = _usual()
    alike = beside_ascii(pair)
    if alike[1] in usual.get(alike[0], "")[1:]:
        return False
    small = as_usual_as(alike)
    return small == alike or small[1] not in usual.get(small[0], "")[1:]


def as_usual_as(pair: str) -> str:
    """The pair that `pair` is as usual as: capitals are as their small letters, but for those within a word."""
    small = pair.lower()
    within = pair[0].islower() and pair[1].isupper()
    return pair if within or len(small) != 2 else small


def beside_ascii(pair: str) -> str:
    """`pair` with a space for ASCII's digits and signs.

    Which of them it is says nothing: who writes a quotation mark after a full stop does so after a comma.
    """
    first, second = pair[0], pair[1]
    if first.isascii():
        return (first if first.isalpha() else " ") + second
    return first + " " if second.isascii() and not second.isalpha() else pair


def everywhere(part: str, text: str) -> Iterator[int]:
    """Where `part` stands in `text`."""
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)
