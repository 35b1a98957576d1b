"""The lines of a large text that the coarse sieve overlooks, and the mix-ups explain that the others show.

`ГЁ` and `รค` are what Cyrillic and Thai text has anyway, so that the sieve doesn't stop there.  Of Italian read as cp1251 it
did at one line in two, and of Swedish read as iso8859-11 at one in three.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from mojifix import multibyte
from mojifix.chance import is_likelier
from mojifix.cuts import lines_at
from mojifix.sequences import CODEC_BIT, GONE, roles
from mojifix.steps import Chain
from mojifix.strict import undone


def places(text: str, known: list[int], chains: list[Chain]) -> list[int]:
    """Places in lines that hold none of the `known` ones and that the `chains` undo, which makes them likelier; in order.

    >>> from mojifix.hypotheses import steps_of
    >>> places("A lГЎz.\\nNon ГЁ.\\nГЁ", [3], [steps_of((("utf-8", "cp1251"),))])
    [8, 16]
    """
    found = sequences(text, chains)
    if not found:
        return []
    taken = set(lines_at(text, known))
    lines = [line for line in lines_at(text, sorted(found)) if line not in taken]
    before = [text[begin:end] for begin, end in lines]
    likelier: set[int] = set()
    for chain in chains:
        after = undone(before, chain, "\n")
        likelier |= {i for i, new in enumerate(after) if new is not None and is_likelier(new, before[i])}
    return [begin for i, (begin, _) in enumerate(lines) if i in likelier]


def sequences(text: str, chains: Iterable[Chain]) -> set[int]:
    """Places where `text` holds what the last mix-up of one of the `chains` makes of a character."""
    codecs = dict.fromkeys([chain[0].codec for chain in chains])
    return {match.start() for codec in codecs for match in _sequence(codec).finditer(text)}


@cache
def _sequence(codec: str) -> re.Pattern[str]:
    """A UTF-8 sequence that was read as `codec`; of East Asian characters those that stand among ASCII."""
    if codec in multibyte.CODECS:
        return re.compile(f"(?<![^\0-\x7f])[{multibyte.FIRST}-\U0010ffff]{{1,3}}(?![^\0-\x7f])")
    bit = CODEC_BIT[codec]
    known = {char: mask for char, mask in roles().items() if char > "\x7f" and char not in GONE}
    of = ["".join([char for char, mask in known.items() if mask[i] & bit]) for i in range(4)]
    follow = f"[{of[3]}]"
    return re.compile("|".join([f"[{of[i]}]{follow * (i + 1)}" for i in range(3) if of[i]]))
