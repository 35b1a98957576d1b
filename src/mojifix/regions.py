"""What the ASCII in a text says about the encodings that it may be in: `gruch\\xea w windzie` is from Poland.

The language model judges letters outside ASCII by their neighbours; the other words tell the language, and with it
the part of the world whose encodings are likely.  `tools/train_regions.py` writes the table.
"""

from __future__ import annotations

import math
import re
import zlib
from functools import cache

from mojifix.shipped import shipped

NAME = "regions.bin"
REGIONS = ("none", "romance", "germanic", "slavic", "hungarian", "romanian", "baltic", "estonian", "turkish", "vietnamese")
STEP = 0.5  # nats per level
_MIDDLE = ord("N")  # stands for level 0
_MOST_LEVEL = 6
# Of the texts in Latin letters; "none" says nothing: English, code, languages that need no other letters.
_SHARE = (0.4, 0.18, 0.15, 0.1, 0.03, 0.03, 0.04, 0.01, 0.05, 0.002)
_TEMPER = 0.7  # a trigram shares two of three letters with the next
_CLEAR = 12.0  # nats beyond which more words make nothing clearer
_ANYWHERE = 0.2  # what a text of no region says for every encoding
_ELSEWHERE = math.exp(-7)  # how likely an encoding is in a region that it was not made for
_OTHER_SCRIPT = math.exp(-4)  # ... and one of another script, whose texts may quote any language
_NO_GAIN = ("cp1258",)  # many a short word looks Vietnamese, whose own letters can't be overlooked
_MOST = 4000  # bytes of text that are heard
_WEST = "cp1252 latin-1 iso8859-15 cp437 cp850 mac-roman cp858 mac-iceland cp861 cp863 cp865 cp860 hp-roman8"
_CENTRE = "cp1250 iso8859-2 cp852 mac-latin2"
_BALTIC = "cp1257 iso8859-13 cp775 iso8859-4 iso8859-10"
_MADE_FOR = {
    "romance": _WEST,
    "germanic": _WEST,
    "slavic": _CENTRE + " mac-croatian",
    "hungarian": _CENTRE,
    "romanian": _CENTRE + " mac-romanian iso8859-16",
    "baltic": _BALTIC,
    "estonian": f"{_BALTIC} {_WEST}",
    "turkish": "cp1254 iso8859-9 cp857 mac-turkish",
    "vietnamese": "cp1258",
}
_WORDS = re.compile(rb"[A-Za-z\x80-\xff]+")
_LETTERS = re.compile(rb"[a-z_]{3,}")


def trigrams(word: bytes) -> list[str]:
    """The trigrams of ASCII letters in `word`, which is in lower case; "_" stands for its ends.

    >>> trigrams(b"caf\\xe9s")
    ['_ca', 'caf']
    """
    found = []
    for run in _LETTERS.findall(b"_" + word + b"_"):
        text = run.decode("ascii")
        found += [text[i : i + 3] for i in range(len(text) - 2)]
    return found


def packed(table: dict[str, list[int]]) -> bytes:
    """The data file of `table`: trigram -> the level of each region."""
    columns = ["".join([three[i] for three in table]) for i in range(3)]
    for i in range(len(REGIONS)):
        columns.append("".join([chr(_MIDDLE + max(-_MOST_LEVEL, min(_MOST_LEVEL, row[i]))) for row in table.values()]))
    return zlib.compress("\n".join(columns).encode("ascii"), 9)


@cache
def _table() -> dict[str, tuple[float, ...]]:
    columns = zlib.decompress(shipped(NAME)).decode("ascii").split("\n")
    threes = map("".join, zip(*columns[:3], strict=True))
    rows = zip(*[[STEP * (ord(level) - _MIDDLE) for level in column] for column in columns[3:]], strict=True)
    return dict(zip(threes, rows, strict=True))


def shares(data: bytes) -> dict[str, float]:
    """How likely each region is by the ASCII letters of `data`.

    >>> found = shares(b"Zygfryd - zboczeniec, wali gruch w windzie")
    >>> max(found, key=found.get)
    'slavic'
    """
    words = list(dict.fromkeys(_WORDS.findall(data[: 16 * _MOST].lower())))
    size = sum([len(word) for word in words])
    table = _table()
    sums = [0.0] * len(REGIONS)
    for word in words[:: 1 + size // _MOST]:
        for three in trigrams(word):
            row = table.get(three)
            if row:
                sums = [a + b for a, b in zip(sums, row, strict=True)]
    logs = [math.log(share) + _TEMPER * value for share, value in zip(_SHARE, sums, strict=True)]
    top = max(logs)
    weights = [math.exp(max(-_CLEAR, value - top)) for value in logs]
    return {region: weight / sum(weights) for region, weight in zip(REGIONS, weights, strict=True)}


def adjusted(priors: dict[str, float], data: bytes) -> dict[str, float]:
    """`priors` of encodings, in nats, in the light of what the ASCII letters of `data` say."""
    found = shares(data)
    none = found["none"] / _SHARE[0]
    other_script = math.log(_OTHER_SCRIPT + min(1.0, none))
    gains = {}
    for encoding, homes in _homes().items():
        here = sum([found[region] for region in homes]) / sum([_SHARE[REGIONS.index(region)] for region in homes])
        gain = math.log(_ELSEWHERE + _ANYWHERE * none + (1 - _ANYWHERE) * here)
        gains[encoding] = min(gain, 0.0) if encoding in _NO_GAIN else gain
    return {encoding: prior + gains.get(encoding, other_script) for encoding, prior in priors.items()}


def is_latin(encoding: str) -> bool:
    """Whether `encoding` was made for languages in Latin letters.

    >>> is_latin("cp1250"), is_latin("cp1251")
    (True, False)
    """
    return encoding in _homes()


@cache
def _homes() -> dict[str, list[str]]:
    """The regions that an encoding was made for."""
    found: dict[str, list[str]] = {}
    for region, encodings in _MADE_FOR.items():
        for encoding in encodings.split():
            found.setdefault(encoding, []).append(region)
    return found
