"""What the ASCII in a text says about the encodings that it may be in: `gruch\\xea w windzie` is from Poland.

The language model judges letters outside ASCII by their neighbours; the other words tell the language, and with it
the part of the world whose encodings are likely, and the letters that are at home there: `dag i forrige kvartalsm\\x91ssige
regnskab` is Danish, so it is `æ` rather than `ë`.  `tools/train_regions.py` writes the tables.
"""

from __future__ import annotations

import math
import re
import struct
import zlib
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from operator import mul

from mojifix.shipped import shipped

NAME = "regions.bin"
# Of the texts in Latin letters, the share of each region; "none" says nothing: English, code, what needs no other letters.
# "rest" are the other three hundred languages in Latin letters that the corpora have, whose letters may be any.
_SHARE = {
    "none": 0.39, "french": 0.06, "spanish": 0.06, "portuguese": 0.04, "italian": 0.03, "german": 0.07, "dutch": 0.02,
    "danish": 0.03, "swedish": 0.03, "icelandic": 0.005, "polish": 0.04, "czech": 0.03, "slovak": 0.015,
    "south-slavic": 0.025, "hungarian": 0.03, "romanian": 0.03, "lithuanian": 0.02, "latvian": 0.015, "estonian": 0.01,
    "turkish": 0.05, "vietnamese": 0.002, "irish": 0.001, "welsh": 0.001, "esperanto": 0.0002,
    "breton": 0.0003, "basque": 0.002, "albanian": 0.002, "afrikaans": 0.002, "frisian": 0.0005, "luxembourgish": 0.001,
    "occitan": 0.0005, "walloon": 0.0002, "friulian": 0.0002, "kurdish": 0.001, "indonesian": 0.008,
    "filipino": 0.002, "italic": 0.001, "asturian": 0.0005, "low-german": 0.0005, "manx": 0.0001, "faroese": 0.0005,
    "turkic": 0.001, "sorbian": 0.002, "sami": 0.001, "rest": 0.012,
}  # fmt: skip
REGIONS = tuple(_SHARE)
_LOG_SHARES = tuple(map(math.log, _SHARE.values()))
LETTERS = 180  # that regions by themselves have, the first in the table; those of kin and of the rest alone come after them
PLAIN = "none"  # English, and code
UNKNOWN = (PLAIN, "rest")  # what tells of no language
STEP = 0.75  # nats per level of a trigram
LETTER_STEP = 0.5  # ... of a letter
_MIDDLE = ord("N")  # stands for level 0
_MOST_LEVEL, MOST_OF_LETTER = 4, 6
_TEMPER = 0.7  # a trigram shares two of three letters with the next
_CLEAR = 12.0  # nats beyond which more words make nothing clearer
_LEAST = math.exp(-_CLEAR)
_OF_A_LETTER = 1.0  # of what a letter says for a region: names and loans bring others with them
OF_A_RUN = 4.0  # nats that the letters of one run may say for a region
_OF_LETTERS = 6.0  # nats that all letters together may say for or against an encoding
_ANYWHERE = 0.2  # what a text of no region says for every encoding
_ELSEWHERE = math.exp(-7)  # how likely an encoding is in a region that it was not made for
_OTHER_SCRIPT = math.exp(-4)  # ... and one of another script, whose texts may quote any language
# How likely text in Latin letters was written in an encoding of another region, beside its own: `zrobiµ` in Polish was
# `zrobić`, not `zrobię` of cp775.  Of 2,586 garbled development sentences 13 more come right by it, 2 fewer as third texts.
_FOREIGN = math.exp(-4)
_IN_WESTERN = math.exp(-1)  # Estonian in encodings of the West, which lack two of its letters
_NO_GAIN = ("cp1258",)  # many a short word looks Vietnamese, whose own letters can't be overlooked
_MOST = 4000  # bytes of text that are heard
_MOST_HEARD = 2**16 // (2 * _MOST_LEVEL + 1)  # ... as many at most as lanes of 16 bits have room for
_WEST = "cp1252 latin-1 iso8859-15 cp437 cp850 mac-roman cp858 mac-iceland cp861 cp863 cp865 cp860 hp-roman8"
_CENTRE = "cp1250 iso8859-2 cp852 mac-latin2"
_BALTIC = "cp1257 iso8859-13 cp775 iso8859-4 iso8859-10"
# Irish, Welsh and Esperanto tell of letters, not of encodings: with the first two, `K\xe4fer` among Russian lines
# was Russian.
_MADE_FOR = {
    **dict.fromkeys(("french", "spanish", "portuguese", "italian", "german", "dutch"), _WEST),
    **dict.fromkeys(("danish", "swedish", "icelandic", "sami"), _WEST),
    **dict.fromkeys(("polish", "czech", "slovak", "south-slavic"), _CENTRE + " mac-croatian"),
    **dict.fromkeys(("hungarian", "sorbian"), _CENTRE),
    "romanian": _CENTRE + " mac-romanian iso8859-16",
    "lithuanian": _BALTIC,
    "latvian": _BALTIC,
    "estonian": f"{_BALTIC} {_WEST}",
    **dict.fromkeys(("turkish", "turkic", "kurdish"), "cp1254 iso8859-9 cp857 mac-turkish"),
    "vietnamese": "cp1258",
}
# Letters of other scripts are in no region's words.
_STRANGE = tuple([0.0 if region in UNKNOWN else -LETTER_STEP * MOST_OF_LETTER for region in REGIONS])
_MUCH = 0.8  # nats that a letter says for a region which is at home there
_INDIFFERENT = (1.0,) * len(REGIONS)
_WORDS = re.compile(rb"[A-Za-z\x80-\xff]+")
_LETTERS = re.compile(rb"[a-z_]{3,}")
_THREES = re.compile("(?=([a-z_]{3}))")
_LANES = struct.Struct(f"<{len(REGIONS) + 1}H")


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


def packed(
    table: dict[str, list[int]], letters: dict[str, list[int]], compress: Callable[[bytes], bytes] = zlib.compress
) -> bytes:
    """The data file of `table` and `letters`: trigram or letter -> the level of each region.

    The letters come first, behind their size in four bytes: right text is mostly asked for nothing else.
    """
    columns = ["".join([three[i] for three in table]) for i in range(3)] + _columns(table, _MOST_LEVEL)
    of_letters = compress("\n".join(["".join(letters), *_columns(letters, MOST_OF_LETTER)]).encode())
    return len(of_letters).to_bytes(4, "big") + of_letters + compress("\n".join(columns).encode())


def _columns(table: dict[str, list[int]], most: int) -> list[str]:
    levels = [[max(-most, min(most, level)) for level in row] for row in table.values()]
    return ["".join([chr(_MIDDLE + row[i]) for row in levels]) for i in range(len(REGIONS))]


def _columns_of(letters: bool) -> list[str]:
    """The columns of the table of letters, or of trigrams."""
    data = shipped(NAME)
    size = 4 + int.from_bytes(data[:4], "big")
    return zlib.decompress(data[4:size] if letters else data[size:]).decode().split("\n")


class _Trigrams(dict[str, int]):
    """Trigram -> what it says for each region, in one number, which is made when it is first asked for.

    Its lanes of 16 bits are the levels, each `_MOST_LEVEL` too high, and a 1: with tuples of floats to add up, a sentence
    took 2.3 times as long.
    """

    def __init__(self, keys: Iterable[str], lanes: bytes) -> None:
        self._starts = dict(zip(keys, range(0, len(lanes), _LANES.size), strict=True))
        self._lanes = lanes

    def __missing__(self, three: str) -> int:
        start = self._starts.get(three)
        found = self[three] = 0 if start is None else int.from_bytes(self._lanes[start : start + _LANES.size], "little")
        return found


@cache
def _trigrams() -> _Trigrams:
    columns = _columns_of(letters=False)
    keys = list(map("".join, zip(*columns[:3], strict=True)))
    raised = bytes([max(0, level - _MIDDLE + _MOST_LEVEL) for level in range(256)])
    lanes = bytearray(_LANES.size * len(keys))
    for i, column in enumerate([*[column.encode().translate(raised) for column in columns[3:]], b"\1" * len(keys)]):
        lanes[2 * i :: _LANES.size] = column
    return _Trigrams(keys, bytes(lanes))


@cache
def _letters() -> dict[str, tuple[float, ...]]:
    """What each letter outside ASCII says for each region, in nats."""
    keys, *columns = _columns_of(letters=True)
    rows = zip(*[[LETTER_STEP * (ord(level) - _MIDDLE) for level in column] for column in columns], strict=True)
    return dict(zip(keys, rows, strict=True))


def _levels(threes: Iterable[str]) -> list[int]:
    """What the trigrams `threes` say for each region together, in levels."""
    *levels, count = _LANES.unpack(sum(map(_trigrams().__getitem__, threes)).to_bytes(_LANES.size, "little"))
    return [level - _MOST_LEVEL * count for level in levels]


def shares(data: bytes, temper: float = _TEMPER) -> dict[str, float]:
    """How likely each region is by the ASCII letters of `data`.

    >>> found = shares(b"Zygfryd - zboczeniec, wali gruch w windzie")
    >>> max(found, key=found.get)
    'polish'
    """
    words = list(dict.fromkeys(_WORDS.findall(data[: 16 * _MOST].lower())))
    size = sum([len(word) for word in words])
    heard = b" ".join([b"_%b_" % word for word in words[:: 1 + size // _MOST]])[:_MOST_HEARD].decode("latin-1")
    levels = _levels(_THREES.findall(heard))
    scale = temper * STEP
    logs = [share + scale * level for share, level in zip(_LOG_SHARES, levels, strict=True)]
    top = max(logs)
    weights = [math.exp(value - top) if value > top - _CLEAR else _LEAST for value in logs]
    total = sum(weights)
    return {region: weight / total for region, weight in zip(REGIONS, weights, strict=True)}


def _shares_of_encodings(data: bytes) -> dict[str, float]:
    """How likely each region is that encodings were made for; the others say as little of these as no region."""
    found = shares(data)
    made_for = {region for regions in _homes().values() for region in regions}
    others = sum([share for region, share in found.items() if region not in made_for])
    return {**{region: share for region, share in found.items() if region in made_for}, "none": others}


def adjusted(priors: dict[str, float], data: bytes) -> dict[str, float]:
    """`priors` of encodings, in nats, in the light of what the ASCII letters of `data` say."""
    found = _shares_of_encodings(data)
    other_script = math.log(_OTHER_SCRIPT + min(1.0, found["none"] / _SHARE["none"]))
    gains = {encoding: _gain(found, encoding) for encoding in _homes()}
    return {encoding: prior + gains.get(encoding, other_script) for encoding, prior in priors.items()}


def of_letters(data: bytes, texts: dict[str, str]) -> dict[str, float]:
    """What the letters outside ASCII in `texts`, as each encoding reads them in `data`, say for it, in nats.

    They speak for an encoding where they are at home in the regions that the ASCII letters of `data` point to.

    >>> found = of_letters(b"Sidste dag i forrige kvartalsm\\x91ssige regnskab", {"cp850": "æ", "mac-roman": "ë"})
    >>> found["cp850"] > found["mac-roman"]
    True
    """
    found = _shares_of_encodings(data)
    gains = {}
    for encoding, text in texts.items():
        said = _gain(found, encoding, text) - _gain(found, encoding) if encoding in _homes() else 0.0
        gains[encoding] = max(-_OF_LETTERS, min(_OF_LETTERS, said))
    return gains


def _gain(found: dict[str, float], encoding: str, text: str = "") -> float:
    """What regions as likely as in `found`, whose letters are in `text`, say for `encoding`."""
    letters = _letters()
    rows = [letters[char] for char in text if char in letters]
    here = size = 0.0
    for region in _homes()[encoding]:
        at = REGIONS.index(region)
        said = _OF_A_LETTER * sum([row[at] for row in rows])
        here += found[region] * math.exp(max(-_CLEAR, min(_CLEAR, said)))
        size += _SHARE[region]
    gain = math.log(_ELSEWHERE + _ANYWHERE * found["none"] / _SHARE["none"] + (1 - _ANYWHERE) * here / size)
    return min(gain, 0.0) if encoding in _NO_GAIN else gain


def written(found: dict[str, float], encoding: str) -> float:
    """How likely text of regions as likely as in `found` was written in `encoding`, in nats beside the likeliest.

    >>> written({"polish": 1.0}, "cp1250"), written({"polish": 1.0}, "cp775")
    (0.0, -4.0)
    """
    return math.log(sum([share * _is_written(region, encoding) for region, share in found.items()]))


def own_written(found: dict[str, float], encoding: str) -> float:
    """How likely a text is in a region that writes letters of its own in `encoding`, in regions as likely as in `found`.

    >>> own_written({"polish": 0.5, "none": 0.5}, "cp1250")
    0.5
    """
    return sum([share * _is_written(region, encoding) for region, share in found.items() if region not in UNKNOWN])


@cache
def _is_written(region: str, encoding: str) -> float:
    """How likely text of `region` is in `encoding`, beside the likeliest."""
    if encoding == "iso8859-16":  # made for all of them, but only Romanians took it
        encoding = "cp1250"
    if region not in _homes().get(encoding, ()):
        return 1.0 if region not in _MADE_FOR and encoding in _WEST.split() else _FOREIGN
    return _IN_WESTERN if region == "estonian" and encoding in _WEST.split() else 1.0


def of_letter(letter: str) -> dict[str, float]:
    """What `letter` says for each region, in nats."""
    letters = _letters()
    return dict(zip(REGIONS, letters.get(letter, _STRANGE), strict=True))


@cache
def letters_of(region: str) -> tuple[str, ...]:
    """The small letters that say much for `region`.

    >>> letters_of("swedish")
    ('ä', 'å', 'ö')
    """
    at = REGIONS.index(region)
    return tuple(sorted(letter for letter, row in _letters().items() if row[at] >= _MUCH and letter.islower()))


@cache
def alphabet(region: str, least: float) -> frozenset[str]:
    """The small letters that say `least` nats for `region`, or more.

    >>> "ő" in alphabet("hungarian", -1.0), "õ" in alphabet("hungarian", -1.0)
    (True, False)
    """
    at = REGIONS.index(region)
    return frozenset([letter for letter, row in _letters().items() if row[at] >= least and letter.islower()])


def all_latin(text: str) -> bool:
    """Whether all letters outside ASCII in `text` are at home in a region by itself; ɛ and ŋ are in none of these.

    >>> all_latin("été"), all_latin("yɛ"), all_latin("ещё")
    (True, False, False)
    """
    known = _known_letters()
    return all([char in known for char in text if char.isalpha() and not char.isascii()])


@cache
def _known_letters() -> frozenset[str]:
    return frozenset(list(_letters())[:LETTERS])


def of_latin(found: dict[str, float], text: str) -> float:
    """How many times likelier the letters outside ASCII in `text` are in regions as likely as in `found` than anywhere."""
    said: float = sum(map(mul, found.values(), _times(text)))
    return said


@lru_cache(16384)  # a stream asks for the same letters block after block
def _times(text: str) -> tuple[float, ...]:
    """How many times likelier the letters outside ASCII in `text` are in each region than anywhere."""
    letters = _letters()
    rows = [letters.get(char, _STRANGE) for char in set(text) if char.isalpha() and not char.isascii()]
    return tuple([_exp(sum(column)) for column in zip(*rows, strict=True)]) if rows else _INDIFFERENT


@cache  # levels are half nats: there are few of them
def _exp(nats: float) -> float:
    return math.exp(max(-_CLEAR, min(OF_A_RUN, nats)))


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
