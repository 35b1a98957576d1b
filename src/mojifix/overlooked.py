"""The lines of a large text that the coarse sieve overlooks, and the mix-ups explain that the others show.

`ГЁ` and `รค` are what Cyrillic and Thai text has anyway, so that the sieve doesn't stop there.  Of Italian read as cp1251 it
did at one line in two, and of Swedish read as iso8859-11 at one in three.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from mojifix import charmaps, multibyte
from mojifix.chance import is_likelier
from mojifix.coarse import hits
from mojifix.cuts import lines_at
from mojifix.model import ANY, load
from mojifix.sequences import CODEC_BIT, GONE, roles
from mojifix.steps import Chain
from mojifix.strict import undone

_LATIN = "\u0250"  # below which there are Latin letters and signs only
_SOME = 20  # lines that tell what a chain makes
_RARE = 13.0  # nats of a character by itself, beyond which no text was garbled from it: those of phonetic alphabets have 14


def places(text: str, known: list[int], chains: list[Chain]) -> list[int]:
    """Places in lines that hold none of the `known` ones and that the `chains` undo, which makes them likelier; in order.

    >>> from mojifix.hypotheses import steps_of
    >>> places("A lГЎz.\\nNon ГЁ.\\nГЁ", [3], [steps_of((("utf-8", "cp1251"),))])
    [8, 16]
    """
    taken = list(lines_at(text, known))
    some = [text[begin:end] for begin, end in taken[:_SOME]]
    chains = [chain for chain in chains if _makes_latin(some, chain)]
    found = pairs(text, chains)
    if not found:
        return []
    known_lines = set(taken)
    lines = [line for line in lines_at(text, sorted(found)) if line not in known_lines]
    before = [text[begin:end] for begin, end in lines]
    likelier: set[int] = set()
    for chain in chains:
        after = undone(before, chain, "\n")
        likelier |= {i for i, new in enumerate(after) if new is not None and is_likelier(new, before[i])}
    return [begin for i, (begin, _) in enumerate(lines) if i in likelier]


def _makes_latin(lines: list[str], chain: Chain) -> bool:
    """Whether most letters outside ASCII that `chain` makes in `lines` are Latin ones: others leave more to stop at."""
    letters = [char for line in undone(lines, chain, "\n") if line for char in line if char.isalpha() and char > "\x7f"]
    return 2 * sum([char < _LATIN for char in letters]) >= len(letters)


def pairs(text: str, chains: Iterable[Chain]) -> set[int]:
    """Places where `text` holds what a mix-up that ends one of `chains` makes of a character, and the sieve passes by."""
    found: set[int] = set()
    for codec in dict.fromkeys([chain[0].codec for chain in chains]):
        if codec in multibyte.CODECS:
            found.update([match.start() for match in _lone_ideographs().finditer(text)])
        elif known := _passed_by(codec):
            places = [match.start() for match in _beginning(codec).finditer(text)]
            found.update([place for place in places if text[place : place + 2] in known])
    return found


def sequences(text: str, chains: Iterable[Chain]) -> set[int]:
    """Places where a line, `text`, holds what the last mix-up of one of the `chains` makes of a character."""
    found: set[int] = set()
    for codec in dict.fromkeys([chain[0].codec for chain in chains]):
        pattern = _lone_ideographs() if codec in multibyte.CODECS else _sequence(codec)
        found.update([match.start() for match in pattern.finditer(text)])
    return found


@cache
def _lone_ideographs() -> re.Pattern[str]:
    """East Asian characters that stand among ASCII, as UTF-8 of letters and signs reads."""
    return re.compile(f"(?<![^\0-\x7f])[{multibyte.FIRST}-\U0010ffff]{{1,3}}(?![^\0-\x7f])")


def _characters(codec: str) -> tuple[list[str], list[str], list[str]]:
    """The characters of a single-byte `codec` that lead two, that lead more, and that follow."""
    bit = CODEC_BIT[codec]
    known = {char: mask for char, mask in roles().items() if char > "\x7f" and char not in GONE}
    two = [char for char, mask in known.items() if mask[0] & bit]
    more = [char for char, mask in known.items() if (mask[1] | mask[2]) & bit]
    return two, more, [char for char, mask in known.items() if mask[3] & bit]


@cache
def _sequence(codec: str) -> re.Pattern[str]:
    """The beginning of a UTF-8 sequence that was read as the single-byte `codec`."""
    two, more, follow = map("".join, _characters(codec))
    return re.compile(f"[{two}{more}](?=[{follow}])")


@cache
def _passed_by(codec: str) -> frozenset[str]:
    """The pairs that characters of two bytes become in `codec`, and that the sieve stops at in no word, or behind none."""
    two, _, follow = _characters(codec)
    made = [lead + char for lead in two for char in follow]
    char = load().char
    likely = [pair for pair in made if "" < (was := _undone(pair, codec)) < _LATIN and -char(ANY + ANY + was) < _RARE]
    found: set[str] = set()
    for before in (" ", "a"):
        stopped = {place // 4 for place in hits("\n".join([before + pair for pair in likely]))}
        found.update([pair for i, pair in enumerate(likely) if i not in stopped])
    return frozenset(found)


@cache
def _beginning(codec: str) -> re.Pattern[str]:
    """What finds the pairs that are passed by: most begin with capitals, which text has few of."""
    known = sorted(_passed_by(codec))
    first, last = ("".join(dict.fromkeys([pair[i] for pair in known])) for i in (0, 1))
    return re.compile(f"[{first}](?=[{last}])")


def _undone(pair: str, codec: str) -> str:
    """The character that `pair` was; nothing where it was none."""
    try:
        return charmaps.encode(pair, codec).decode()
    except UnicodeError:
        return ""
