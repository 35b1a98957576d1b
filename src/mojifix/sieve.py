"""The sieve: whether a text holds anything worth a look, at the speed of a regular expression.

Garbled text shows pairs of characters that clean text does not have (a table that `tools/build_sieve.py` makes).  Legacy
mix-ups have no such pairs: a few shapes that no writing has give them away.

Small texts, and samples of large ones, are asked about every pair of neighbours, and about every letter that is none of
their language's; what large ones are asked is in `coarse`.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Set
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from operator import add
from typing import NamedTuple

from mojifix import multibyte
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
_BESIDE_NUMBERS = "£¥§¼-¾×±√∞≈≠≤≥∑∏∂∫∆"
# What a no-break space before the number of a heading is most often read as: `legacy.pairs` has more, of rare codecs.
_BEFORE_NUMBERS = "áÊÿĘˇ˙†аКЪйя╩═"
BOXES = "\u2500-\u259f"
_QUOTES = "\u00ab\u00bb\u201c-\u201e\u2039\u203a"
CAPITALS = "\u00c0-\u00d6\u00d8-\u00de"
_SHORT = 1_000  # code points up to which a text is asked for its language: longer ones show more of a mix-up
# ... and a line, how odd it is: to load the model takes as long as Python takes to start, which isn't worth it for files.
_LINE = 200
# Nats a code point from which a line of letters that readers show is odd, and of ideographs.  Of 1,750 Cyrillic words in
# legacy mix-ups a hundred that would have come back were never looked at: in capitals their pairs are usual ones.  Of clean
# words 1 to 5 in a hundred are as odd, 10 of Arabic; ideographs that were others have 9 to 16, of clean lines 1 % has 8.5.
_ODD, _ODD_IDEOGRAPHS = 4.5, 8.0
_PLACES, BRIEF = 6, 400  # of a large text that make a sample, and code points of each
LARGE = 24_000  # code points from which a text is large: a sample says as much as all of it
# What no writing has, by the kind of mix-up that leaves it: what stands before, the character, what follows.
SHAPES = (
    ("", ALWAYS, ""),
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
    first = f"{ALWAYS}{WITHIN}{BOXES}{LATIN}{MARKS}{_QUOTES}{OTHER}{OTHER_CAPITALS}\u0118"
    return re.compile(f"[{first}](?:(?<=[{OTHER}])(?:{others})|(?<![{OTHER}])(?:{'|'.join(shapes + numbering)}))")


def within(shapes: Iterable[tuple[str, str, str]]) -> list[str]:
    """The `shapes`, each seen from behind its character."""
    return [f"(?<={before}[{char}])" + (after and f"(?={after})") for before, char, after in shapes]


def may_begin(found: Table, text: str, i: int, char: str) -> bool:
    """Whether the East Asian `char` at `i` may have been the beginning of something else."""
    if char in found.accented:  # a letter by itself
        return char in found.east or _BESIDE_LETTER.match(text, i) is not None
    return char in found.east and multibyte.may_begin(char, text[i + 1 : i + 2])


_BESIDE_LETTER = re.compile("(?<=[A-Za-z.]).|.(?=[A-Za-z0-9])", re.DOTALL)


# Among Latin text an East Asian character was a letter where it touches one (`zur眉ck`); in Chinese or Japanese it may.
_FEW = 2  # code points for each East Asian one, in text that isn't East Asian
# ... and where it has hardly any, each of them is a stranger: `è` by itself is `猫`, common characters both.
_HANDFUL = 50
_FORMS = re.compile("[\ufb50-\ufdcf\ufe70-\ufefc]")  # of Arabic letters, which only old code pages write with


has_asian = re.compile(f"[{multibyte.FIRST}-\U0010ffff]").search


# On first use: to compile so large a class takes 2.4 ms, and Python itself starts in 9.
@cache
def _asian() -> re.Pattern[str]:
    return re.compile("[\u2e80-\uffdc]")


@cache
def _word() -> re.Pattern[str]:
    """East Asian text of three characters and more: two come out as UTF-8 by chance, too."""
    return re.compile("[^\x00-\x7f]*[\u2e80-\uffdc][^\x00-\x7f]{2,}")


@cache
def _touching() -> re.Pattern[str]:
    return re.compile("(?<=[A-Za-z])[\u2e80-\uffdc]|[\u2e80-\uffdc](?=[a-z])")


@cache
def _pairs() -> re.Pattern[str]:
    """Neighbours of which one is outside ASCII and none is East Asian; who writes no-break spaces does so anywhere."""
    return re.compile("(?=([\x80-\x9f\xa1-\u2e7f][\x00-\u2e7f]|\xa0[\x80-\u2e7f]|[\x00-\x7f][\x80-\x9f\xa1-\u2e7f]))")


def garbled(text: str) -> bool:
    """Whether anything of a small `text` is worth a look."""
    if text.isascii():
        return False
    return _is_any(text)


def is_sample_garbled(text: str) -> bool:
    """Whether anything of a sample of a large `text` is worth a look: legacy text may have no hits at all."""
    return not text.isascii() and _is_any("\n".join(samples(text, BRIEF)))


def samples(text: str, size: int) -> list[str]:
    """Whole lines from places all over `text`, of about `size` code points each."""
    found = []
    for begin in range(0, len(text), len(text) // _PLACES + 1):
        start = text.find("\n", begin, begin + size) + 1 or begin
        end = text.find("\n", start + size, start + 2 * size)
        found.append(text[start : end if end > 0 else start + size])
    return found


@lru_cache(2)  # the command asks, and then the engine
def _is_any(text: str) -> bool:
    """Whether a small text is `garbled`."""
    # Where there are no East Asian characters, what `hits` finds beside the shapes are pairs that aren't usual either.
    if strange_words(text):
        return True
    if has_forms(text) or (has_asian(text) and _east(text)[0]):
        return True
    return is_strange_throughout(text)


def is_strange_throughout(text: str) -> bool:
    """Whether a short `text` is strange as a whole: its letters are none of its language's, or its lines are odd."""
    if len(text) > _SHORT:
        return False
    from mojifix import language  # for these only: it takes half of what Python takes to start

    return language.has_strangers(text) or next(_odd_places(text), None) is not None or _has_strays(text)


def _has_strays(text: str) -> bool:
    """Whether a line has letters in whose place others would be much likelier; a longer text shows more of a mix-up."""
    return next(_strays(text), None) is not None


def _strays(text: str) -> Iterator[int]:
    if len(text) <= _LINE:
        from mojifix import strays

        yield from strays.places(text)


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
    """Where `text` has shapes, and pairs that clean text hardly has."""
    yield from (match.start() for match in _shapes().finditer(text))
    for pair in unusual_pairs(text):
        yield from (at + pair.startswith((" ", "\n")) for at in _all(pair, text))


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


@cache
def _foreign() -> re.Pattern[str]:
    """Stretches outside ASCII that hold a letter of a script which legacy readers show: alphabets, or two ideographs."""
    return re.compile("[^\x00-\x7f\u0370-\u06ff\u3400-\u9fff]*(?:([\u0370-\u06ff])|[\u3400-\u9fff]{2})[^\x00-\x7f]*")


def _odd_places(text: str) -> Iterator[int]:
    """Where what isn't Latin stands in a line that is odd by all of it: `НПТДПЧГЕЧ` has usual pairs, and is no word."""
    found = list(_foreign().finditer(text)) if len(text) <= _LINE else []
    if not found:
        return
    from mojifix.model import EDGE, load

    score = load().score
    for odd, kind in ((_ODD, [m for m in found if m[1]]), (_ODD_IDEOGRAPHS, [m for m in found if not m[1]])):
        size = sum([len(match[0]) + 1 for match in kind])
        said = sum([score((EDGE + EDGE + text[: m.start()])[-2:], m[0], text[m.end() : m.end() + 1] or EDGE) for m in kind])
        if -said > odd * size:
            yield from (match.start() for match in kind)


class Suspects(NamedTuple):
    """The places of a small text for which it is `garbled`, in order; the East Asian characters among them apart.

    Where these are a handful, all of them are named.  `asian` counts those that are worth a look and the others.
    """

    places: list[int]
    east: list[int]
    asian: int


def suspects(text: str) -> Suspects:
    """All that `garbled` would stop at in a small `text`.

    >>> suspects("été: Ã©tÃ©"), suspects("L’été a été chaud.").places
    (Suspects(places=[5, 6, 7, 8], east=[], asian=0), [])
    """
    places = {match.start() for match in _shapes().finditer(text)}
    if unusual := unusual_pairs(text):
        places.update(match.start() for match in _pairs().finditer(text) if match[1] in unusual)
    from mojifix import language

    if len(text) <= _SHORT and language.has_strangers(text):
        places.update(language.strangers(text))
    places.update(_odd_places(text))
    places.update(_strays(text))
    if has_forms(text):
        places.update(match.start() for match in _FORMS.finditer(text))
    east, asian = east_suspects(text)
    return Suspects(sorted(places), sorted(east - places), asian)


def has_forms(text: str) -> bool:
    """Whether a small `text` has Arabic letters in forms that only old code pages write."""
    return has_asian(text) is not None and _FORMS.search(text) is not None


def east_suspects(text: str) -> tuple[Set[int], int]:
    """The East Asian characters in a small `text` that may have been something else, or all where these are a handful, and
    how many there are."""
    if not has_asian(text):
        return frozenset(), 0
    places, count = _east(text)
    if count * _HANDFUL < len(text):
        places = frozenset([match.start() for match in _asian().finditer(text)])
    return places, count


@lru_cache(2)
def _east(text: str) -> tuple[frozenset[int], int]:
    """The East Asian characters in a small `text` that may have been something else, and how many there are at all."""
    asian = _asian().findall(text)
    all_, few = table(), len(asian) * _FEW < len(text)
    places = [i for char in _strange_asian().intersection(text) for i in _all(char, text) if may_begin(all_, text, i, char)]
    if any(map(multibyte.is_utf8, _word().findall(text))):
        places += [match.start() for match in _word().finditer(text) if multibyte.is_utf8(match.group())]
    if few:
        places += [match.start() for match in _touching().finditer(text)]
    return frozenset(places), len(asian)


def _all(part: str, text: str) -> Iterator[int]:
    """Where `part` stands in `text`."""
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


@cache
def _strange_asian() -> frozenset[str]:
    return table().east | table().accented


# Anything may be quoted: `“v` and `f»` are no rarer than their letters, and one flagged file in five had no more.  What was
# a letter of an old code page stands between two of them, which is a shape: `sch”n`, `LĂ”una`.
_QUOTED = re.compile(f"[{_QUOTES}][A-Za-z]|[A-Za-z][{_QUOTES}]")


@lru_cache(65536)
def _is_unusual(pair: str) -> bool:
    """Whether clean text hardly has `pair`."""
    if pair[0] >= "\u2e80" or _QUOTED.fullmatch(pair):
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
