"""East Asian characters that may have been something else: where UTF-8 or a letter was read as such."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import cache, lru_cache

from mojifix import multibyte
from mojifix.multibyte import has_asian
from mojifix.unusual import Table, everywhere, table

# Among Latin text an East Asian character was a letter where it touches one (`zur眉ck`); in Chinese or Japanese it may.
_FEW = 2  # code points for each East Asian one, in text that isn't East Asian
# ... and where it has hardly any, each of them is a stranger: `è` by itself is `猫`, common characters both.
_HANDFUL = 50


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


def may_begin(found: Table, text: str, i: int, char: str) -> bool:
    """Whether the East Asian `char` at `i` may have been the beginning of something else."""
    if char in found.accented:  # a letter by itself
        return char in found.east or _BESIDE_LETTER.match(text, i) is not None
    return char in found.east and multibyte.may_begin(char, text[i + 1 : i + 2])


_BESIDE_LETTER = re.compile("(?<=[A-Za-z.]).|.(?=[A-Za-z0-9])", re.DOTALL)


def may_be_others(text: str) -> bool:
    """Whether East Asian characters in a small `text` may have been something else."""
    return has_asian(text) and bool(_east(text)[0])


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
    places = [
        i for char in _strange_asian().intersection(text) for i in everywhere(char, text) if may_begin(all_, text, i, char)
    ]
    if any(map(multibyte.is_utf8, _word().findall(text))):
        places += [match.start() for match in _word().finditer(text) if multibyte.is_utf8(match.group())]
    if few:
        places += [match.start() for match in _touching().finditer(text)]
    return frozenset(places), len(asian)


@cache
def _strange_asian() -> frozenset[str]:
    return table().east | table().accented
