"""Legacy bytes that were read as another legacy encoding: what a run was, by pairs of encodings.

No bytes show here, as they do where UTF-8 was misread: each character stands for another one, or two for one in East
Asian text.  So every pair that can be has to be tried, and which of them are worth it the document decides.
"""

from __future__ import annotations

import codecs
import re
from functools import cache, lru_cache
from itertools import filterfalse
from typing import NamedTuple

from mojifix import charmaps

# What was written, by region; within a region anything is taken for anything.  Of pairs that do the same, the first
# is meant: French read as cp437 was cp1252, not cp1256, which has its letters too.
_REGIONS = (
    ("cp1252", "cp850", "cp437", "mac-roman"),
    ("cp1250", "iso8859-2", "cp852", "mac-latin2", "iso8859-16"),
    ("cp1254", "iso8859-9", "cp857"),
    ("cp1257", "cp775", "iso8859-13"),
    ("cp1251", "koi8-r", "koi8-u", "cp866", "iso8859-5", "mac-cyrillic", "ptcp154"),
    ("cp1253", "iso8859-7", "cp737", "cp869"),
    ("cp1255", "iso8859-8", "cp862"),
    ("cp1256", "iso8859-6", "cp720"),
    ("cp874",),
    ("cp1258",),
    ("gb18030",),
    ("big5",),
    ("cp932", "euc-jp"),
    ("cp949",),
)
_READ_ANYWHERE = (
    *("cp1252", "latin-1", "cp1251", "cp1250", "cp1254", "cp437", "cp850", "cp866", "koi8-r", "mac-roman"),
    "gbk",
)
_LATIN_REGIONS = ("cp1254", "cp1250", "cp1257", "cp1258", "cp1252")  # by the first of each
LATIN = frozenset(codec for region in _REGIONS for codec in region if region[0] in _LATIN_REGIONS) | {"latin-1"}
# What looks like Latin letters and an apostrophe stands among these by a writer's slip or ruse, or for want of ɛ and ʋ on a
# keyboard: no witnesses for Latin.
LOOKALIKES = frozenset("асеорхуіѕјһАВСЕНІКМОРТХУЅЈεγιυο´")
_DISTINCT = 3  # leads that a word in one script has at most: Cyrillic has two, Hindi one
TORN_BY = ("latin-1", "cp1252", "cp1250", "cp1251", "cp1254")  # what text that lost bytes is most often read as
EAST_ASIAN = ("gb18030", "big5", "cp932", "euc-jp", "cp949")


def is_latin_letter(char: str) -> bool:
    """Whether a letter is of the Latin alphabet.

    >>> is_latin_letter("ế"), is_latin_letter("е")
    (True, False)
    """
    return char < "\u0300" or "\u1e00" <= char < "\u1f00"


class Pair(NamedTuple):
    """Text written in the encoding `written` was read as `read`."""

    written: str
    read: str


@cache
def pairs() -> tuple[Pair, ...]:
    """Every pair that is tried, by the encoding that the text was read as."""
    found = [
        Pair(written, read)
        for region in _REGIONS
        for written in region
        for read in dict.fromkeys((*_READ_ANYWHERE, *region))
        if read != written and not (read == "gbk" and written == "gb18030")
    ]
    order = list(dict.fromkeys(pair.read for pair in found))
    return tuple(sorted(found, key=lambda pair: order.index(pair.read)))


@cache
def are_neighbours(one: str, other: str) -> bool:
    """Whether two encodings are of one region.

    >>> are_neighbours("cp1256", "cp720"), are_neighbours("cp1256", "cp1252")
    (True, False)
    """
    return any([one in region and other in region for region in _REGIONS])


@cache
def repertoire(codec: str) -> frozenset[str]:
    """The characters of a single-byte `codec` outside ASCII, those of its holes included."""
    return frozenset(charmaps.decoding_table(codec)[128:])


@cache
def _table(pair: Pair) -> dict[int, str]:
    read, written = charmaps.decoding_table(pair.read), charmaps.decoding_table(pair.written)
    return {ord(read[byte]): written[byte] for byte in range(128, 256)}


def was(text: str, pair: Pair) -> str | None:
    """What `text`, all of it characters of `pair.read`, was before; None where it can't have been that.

    >>> was("Ïðèâåò", Pair("cp1251", "cp1252")), was("ÎÄ¼þ", Pair("gb18030", "cp1252"))
    ('Привет', '文件')
    >>> was("lН", Pair("cp720", "cp866"))  # has no character there
    """
    if pair.read in charmaps.CODECS and pair.written in charmaps.CODECS:
        found = text.translate(_table(pair))
        return None if _has_controls(found) and not _has_controls(text) else found
    try:
        data = charmaps.encode(text, pair.read) if pair.read in charmaps.CODECS else text.encode(pair.read)
        return charmaps.decode(data, pair.written) if pair.written in charmaps.CODECS else data.decode(pair.written)
    except UnicodeError:
        return None


_has_controls = re.compile("[\x80-\x9f]").search


@lru_cache(16384)
def pieces(run: str, read: str) -> tuple[tuple[int, int], ...]:
    """The stretches of `run` that `read` has characters for: marks from elsewhere may stand between, letters may not.

    >>> pieces("“Ïðèâåò”", "latin-1"), pieces("«همه»", "latin-1")
    (((1, 7),), ())
    """
    if read not in charmaps.CODECS:
        return ((0, len(run)),)
    known = repertoire(read)
    found: list[tuple[int, int]] = []
    for i, char in enumerate(run):
        if char in known or char.isascii():
            if found and found[-1][1] == i:
                found[-1] = (found[-1][0], i + 1)
            elif char in known:
                found.append((i, i + 1))
        elif char.isalpha():
            return ()
    return tuple(found)


@lru_cache(16384)
def could_be_read(run: str, read: str) -> bool:
    """Whether the letters of `run` are all in the encoding `read`.

    >>> could_be_read("Ïðèâåò", "cp1252"), could_be_read("ě", "cp1251")
    (True, False)
    """
    if read in charmaps.CODECS:
        known = repertoire(read)
        return all([char in known or char.isascii() or not char.isalpha() for char in run])
    try:
        "".join(filter(str.isalpha, run)).encode(read)
    except UnicodeError:
        return False
    return True


def shows(run: str, read: str) -> bool:
    """Whether the encoding `read`, of single bytes, has all characters of `run`, be they letters or signs.

    >>> shows("o—", "cp1252"), shows("o—", "latin-1")
    (True, False)
    """
    return read in charmaps.CODECS and all([char.isascii() or char in repertoire(read) for char in run])


def as_shown(pair: Pair, text: str) -> Pair:
    """`pair`, by cp1252 where it is by Latin-1, which reads letters alike, and `text` shows that it was the other.

    >>> as_shown(Pair("gb18030", "latin-1"), "Ò³\\x810„2")
    Pair(written='gb18030', read='cp1252')
    """
    shown = {char for char in text if not char.isascii()}
    is_windows = pair.read == "latin-1" and shown <= repertoire("cp1252") and not shown <= repertoire("latin-1")
    return pair._replace(read="cp1252") if is_windows else pair


def could_have_been(run: str, pair: Pair) -> bool:
    """Whether all of `run` may be what `pair` has made.

    >>> could_have_been("ě", Pair("cp1251", "cp866")), could_have_been("Н", Pair("cp720", "cp866"))
    (False, False)
    """
    if not could_be_read(run, pair.read):
        return False
    return all([was(run[start:end], pair) is not None for start, end in pieces(run, pair.read)])


# UTF-8 of which a part was lost: every byte from 80 to BF stands after a lead of two or three bytes, leads may be alone.
_TORN = re.compile(rb"(?:[\xc3-\xdf][\x80-\xbf]?|[\xe0-\xef][\x80-\xbf]{0,2}|\xc2[\xa0-\xbf])+")
_LEADS = re.compile(rb"[\xc0-\xff]")
# ... of one script whose characters have three bytes, fewer of which tell: of India and Tibet, of Korea.
_TORN_THREES = re.compile(rb"(?:\xe0(?:[\xa4-\xbf][\xa0-\xbf]?)?)+|(?:[\xea-\xed][\xa0-\xbf]{0,2})+")
# ... and of China and Japan, with many different leads: Thai, Arabic and Cyrillic have small letters among these bytes, but
# no two from B0 on behind some, nor three different ones.
_TORN_WIDE = re.compile(rb"(?:[\xe2-\xef][\xa0-\xbf]{0,2})+")
_UPPER = re.compile(rb"[\xb0-\xbf]")


@lru_cache(16384)
def is_torn(run: str) -> bool:
    """Whether `run` shows UTF-8 that was read as something and lost some bytes: legacy text would hardly be built like that.

    Single-byte text has many different leads, and little else; East Asian text has bytes at other places.

    >>> is_torn("ÙØ¹ÙÙÙ"), is_torn("Ïðèâåò"), is_torn("ÎÄ¼þ")
    (True, False, False)

    Few characters of three bytes are enough, if something stands behind the leads of one script; in Ukrainian only і does.

    >>> is_torn("ì°ë§"), is_torn("ì³ëê³"), is_torn("à¡çº")
    (True, False, False)

    Those of China and Japan have many leads.

    >>> is_torn("ä¾å¦ï¼"), is_torn("åêèì")
    (True, False)
    """
    letters = "".join(filterfalse(str.isascii, run))
    for read in TORN_BY:
        try:
            data = charmaps.encode(letters, read)
        except UnicodeError:
            continue
        if _TORN.fullmatch(data):
            leads = _LEADS.findall(data)
            # cp866 has small letters where UTF-8 has leads and what follows, but many of them.
            if len(leads) < len(data) and len(leads) > 3 and len(set(leads)) <= min(_DISTINCT, len(leads) // 2):
                return True
            rest = _LEADS.sub(b"", data)
            few = len(leads) < 3 or len(leads) > 4 * len(rest) or len(set(rest)) < 3 or len(_UPPER.findall(rest)) < 2
            if _TORN_WIDE.fullmatch(data) and not few:
                return True
            if _TORN_THREES.fullmatch(data) and 1 < len(leads) <= 2 * len(rest) < 4 * len(leads) and len(set(rest)) > 1:
                return True
    return False


# What East Asian text in encodings whose second bytes may be ASCII (`ƒeƒXƒg` is テスト in cp932) was read as.
_MIXED_WRITTEN = ("cp932", "big5", "gb18030", "cp949")
_MIXED_READ = ("cp1252", "latin-1", "cp1254", "cp437", "cp850", "mac-roman", "cp1251", "cp1250", "cp866", "koi8-r")


@lru_cache(16384)
def mixed(cluster: str) -> int:
    """How many code points of `cluster`, which is ASCII in part, may be East Asian text: all, all but the last, or none.

    >>> mixed("ƒeƒXƒg"), mixed("été")
    (6, 0)
    """
    for read in _MIXED_READ:
        if not all([char.isascii() or char in repertoire(read) for char in cluster]):
            continue
        data = charmaps.encode(cluster, read)
        for end in (len(cluster), len(cluster) - 1) if cluster[-1].isascii() else (len(cluster),):
            for written in _MIXED_WRITTEN:
                try:
                    text = data[:end].decode(written)
                except UnicodeError:
                    continue
                wide = sum(["\u2e80" <= char < "\uff61" for char in text])
                eaten = sum(map(str.isascii, cluster[:end])) - sum(map(str.isascii, text))
                if eaten and wide > (cluster[0].isalpha() or cluster[0] < "\xa0"):
                    return end
    return 0


def wide_spans(line: str, pair: Pair) -> list[tuple[int, int]] | None:
    """Where `line`, bytes of the East Asian `pair.written` read as `pair.read`, holds characters outside ASCII.

    None where it can't be that.

    >>> wide_spans("7.2 ±¨¸æ.", Pair("gb18030", "cp1252")), wide_spans("été", Pair("gb18030", "cp1252"))
    ([(4, 8)], None)
    """
    if pair.read not in charmaps.CODECS:
        return None
    try:
        data = charmaps.encode(line, pair.read)
    except UnicodeError:
        return None
    decoder = codecs.getincrementaldecoder(pair.written)()
    found: list[tuple[int, int]] = []
    start = 0
    try:
        for i in range(len(data)):
            text = decoder.decode(data[i : i + 1], i + 1 == len(data))
            if not text:
                continue
            if not text.isascii():
                begin = found.pop()[0] if found and found[-1][1] == start else start
                found.append((begin, i + 1))
            start = i + 1
    except UnicodeError:
        return None
    return found
