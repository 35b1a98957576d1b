"""Bytes whose lines are in several encodings -> the encoding of each.

A log or a file that several programs wrote has UTF-8 and one or two legacy encodings by turns.  A line of enough UTF-8
is UTF-8; the others choose among the few encodings that explain them all, where one more encoding has its price.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import cache
from typing import NamedTuple

from mojifix import regions
from mojifix.codings import decode
from mojifix.contest import MARGIN, PRIOR, Piece, at_home, binary, pieces, rank, score
from mojifix.neighbours import (
    ASCII,
    BEHIND,
    NO_ACCIDENT,
    NO_ASCII,
    UTF8,
    Whole,
    beyond,
    continuing,
    document,
    is_foreign,
    is_utf8,
    joined,
    known_by,
    letters_say,
    scripts_of,
    sequences_in,
    sorted_lines,
)

_LINES = re.compile(rb"[^\n]*\n|[^\n]+")
_LINES_OF_MACS = re.compile(rb"[^\r]*\r|[^\r]+")
_ANOTHER_UTF8 = 3.0  # nats that one more encoding has to gain, beside its prior ...
# Beside UTF-8: a line whose one sign is not UTF-8 is seldom damage. With what strange letters say: of 840 documents with
# bad bytes 19 are not exact with 6 and 2, 20 with 4 and 6; of legacy lines that are alone in theirs fewer are lost.
_ANOTHER_LEGACY = 6.0
_ANOTHER_TWO = 6.0  # beside UTF-8 and another one: 13 left lines of one word in cp1252 beside cp1251 and gbk to these
# ... which reads the same script, or one that no line of UTF-8 has: a word of cp1251 in capitals is likelier one of koi8-r
# in small letters, and `ůíů` of cp1250 is `ωνω`.  With 6, of 37 documents in cp1251 with few letters a line 3 were not
# exact, with 13 there was 1.
_ANOTHER_UNLIKELY = 13.0
_ANOTHER_LATIN = 40.0  # beside one for Latin letters, for Latin letters too: what differs are a few letters and signs
_ANOTHER_WITHOUT = 35.0  # beside another one without UTF-8: of old files few have several
# What scripts that no other line of UTF-8 has say against a line of little UTF-8: two hanzi of gbk may be one letter of
# Greek or Hebrew that the model takes for likelier, `창` of cp949 is `â`.
_FOREIGN = 6.0
_RARER = 3.0  # how much more a prior counts beside lines of UTF-8: who has them has few rare encodings; 4 lost cp932
_AGAIN = 0.25  # what a line with the same letters and signs adds
_MOST = 5  # encodings of one document
# Lines in which encodings are looked for, and as many again with bytes that no line before them has.
_SAMPLE = 40
_LINE = 300  # bytes of a line that are read for that
_GLANCE = 160  # ... and to choose among the few that were found
_WORSE = 1.0  # nats a byte by which a line is read worse than the others are, so that another encoding may be meant
_SURE = 0.999  # probability from which a line's letters are familiar to lines that are less sure
_CLEARLY_BAD = 3  # bytes that are not UTF-8, in a line that has nothing of it: no contest


class Part(NamedTuple):
    """Bytes `start` to `end` are in `encoding`, with that estimated probability."""

    start: int
    end: int
    encoding: str
    confidence: float


def split(data: bytes) -> list[bytes]:
    """The lines of `data` with their ends.

    >>> split(b"a\\nb\\r\\nc"), split(b"a\\rb")
    ([b'a\\n', b'b\\r\\n', b'c'], [b'a\\r', b'b'])
    """
    return (_LINES if b"\n" in data or b"\r" not in data else _LINES_OF_MACS).findall(data)


def parts(data: bytes, leader: str, priors: dict[str, float]) -> list[Part]:
    """The stretches of `data`, which is neither UTF-8 throughout nor binary, with the encoding of each.

    `leader` is the encoding that reads all of it best.
    """
    lines = split(data)
    firm, soft, bad = found = sorted_lines(lines)
    whole = document(data, leader, priors, found)
    if not whole.has_utf8:
        firm, soft = [], firm + soft
        if len(soft) + len(bad) == 1:
            return [Part(0, len(data), leader, 1.0)]
    if whole.scripts:  # four hanzi of gbk may be letters that no other line has, four of them, too
        doubtful = {line for line in firm if continuing(line) < NO_ACCIDENT and is_foreign(line, whole)}
        firm, soft = [line for line in firm if line not in doubtful], [*soft, *doubtful]
        whole = whole._replace(scripts=scripts_of(joined(firm).translate(NO_ASCII)))
    # A line that is UTF-8 by accident must not vouch for itself, where others can.
    by_firm = whole._replace(familiar=beyond(joined(firm))) if len(firm) > len(soft) else whole
    shares = _encodings(bad if whole.has_utf8 else soft + bad, whole)
    chosen: dict[bytes, tuple[str, float]] = dict.fromkeys(firm, (UTF8, 1.0))
    chosen |= {line: _choose(line, shares, by_firm) for line in soft}
    chosen |= _chosen(bad, shares, whole)
    return _join(lines, chosen)


def noisy(data: bytes, priors: dict[str, float]) -> bool:
    """Whether `data` is no text even where each line may be in an encoding of its own."""
    lines = split(data)
    sample = lines[:: max(1, len(lines) // _SAMPLE)]
    odds = 0.0
    for line in sample:
        words = pieces(line, _LINE)
        if words:
            odds += rank(words, priors)[0].score - binary(line, words).score
    return odds < 0


_Table = tuple[dict[str, float], float]  # what each encoding is worth for a line, and what all others are


def _tables(sample: list[bytes], whole: Whole) -> list[_Table]:
    """What the encodings are worth for each line of `sample`.

    Where all of a text is in one encoding, its lines are read alike well: only those that are read worse are worth asking
    all encodings.
    """
    _, leader, priors, has_utf8, *_ = whole
    known = [pieces(line, _LINE) for line in sample]
    values = [sum([score(piece, leader) for piece in words]) for words in known]
    sizes = [sum([len(piece.data) for piece in words]) for words in known]
    usual = sum(values) / sum(sizes) - _WORSE
    found: list[_Table] = []
    for line, words, value, size in zip(sample, known, values, sizes, strict=True):
        if not has_utf8 and value > usual * size and not is_utf8(line):
            found.append(({leader: value}, value - MARGIN))
            continue
        table = {
            r.encoding: r.score - priors[r.encoding] + letters_say(words, r.encoding, whole) for r in rank(words, priors)
        }
        if UTF8 in table:
            table[UTF8] += sequences_in(line, whole)
            if not has_utf8 and len(table) > 1 and not is_utf8(line):
                del table[UTF8]
        found.append((table, max(table.values()) - MARGIN))
    return found


def _encodings(doubtful: list[bytes], whole: Whole) -> dict[str, float]:
    """The encodings that explain the doubtful lines, with the logarithm of each one's share of them."""
    _, leader, priors, has_utf8, *_ = whole
    sample = _sample(doubtful)
    tables = _tables(sample, whole)
    names = sorted({name for table, _ in tables for name in table})
    reached = [least - 1000.0 for _, least in tables]
    found: list[str] = []
    if has_utf8:
        found.append(UTF8)
        reached = [table.get(UTF8, least) for table, least in tables]
    while len(found) < _MOST:
        gains = {}
        for name in names:
            each = [max(0.0, table.get(name, least) - old) for (table, least), old in zip(tables, reached, strict=True)]
            gains[name] = priors[name] + (_witnesses(sample, each) if found else sum(each))
        if found:
            # what is rare is rarer still beside another one
            for name in names:
                gains[name] += PRIOR[name] - _price(name, found, whole)
        best = max(names, key=lambda name: (gains[name], name))
        if found and gains[best] < 0:
            break
        found.append(best)
        reached = [max(old, table.get(best, least)) for (table, least), old in zip(tables, reached, strict=True)]
    counts: dict[str, float] = {}
    for name, theirs in _assigned(found, sample, tables).items():
        # All lines of an encoding together know better which one it is: what tells cp1252 from mac-roman is one letter.
        best = name if name == UTF8 or found == [leader] else _together(theirs, name, whole)
        counts[best] = counts.get(best, 0.5) + len(theirs)
    # The first one was the best for all lines together: those that came after it may have left it none.
    counts.setdefault(UTF8, 0.1)
    return {name: math.log(n / sum(counts.values())) for name, n in counts.items()}


def _sample(lines: list[bytes]) -> list[bytes]:
    """Some of `lines`: those with a byte that none before has, and others from all over them.

    What tells cp1252 from latin-1 may be one ellipsis in the document.
    """
    seen = set(ASCII)
    first: list[bytes] = []
    for line in lines:
        new = set(line) - seen
        if new and len(first) < _SAMPLE:
            first.append(line)
            seen |= new
    taken = set(first)
    others = [line for line in lines if line not in taken]
    return first + others[:: max(1, math.ceil(len(others) / _SAMPLE))]


def _price(encoding: str, found: list[str], whole: Whole) -> float:
    """What `encoding` has to gain beside those in `found`, apart from its prior."""
    if regions.is_latin(encoding) and any(map(regions.is_latin, found)):
        return _ANOTHER_LATIN
    if encoding == UTF8:
        return _ANOTHER_UTF8
    if UTF8 not in found:
        return _ANOTHER_WITHOUT
    if found == [UTF8]:
        return _ANOTHER_LEGACY
    unheard = not regions.is_latin(encoding) and scripts_of(whole.familiar) <= {"LATIN"}
    return _ANOTHER_UNLIKELY if unheard or _script(encoding) in map(_script, found) else _ANOTHER_TWO


@cache
def _script(encoding: str) -> str:
    """The script that most letters of `encoding` belong to."""
    if encoding == UTF8 or regions.is_latin(encoding):
        return encoding
    upper = bytes(range(0xC0, 0x100))
    letters = decode(upper, encoding)
    if len(letters) < len(upper):  # two bytes a character
        return "CJK"
    return Counter([script for char in letters for script in scripts_of(char)]).most_common(1)[0][0]


def _together(lines: list[bytes], elected: str, whole: Whole) -> str:
    """The encoding that reads all of `lines` best; `elected` if that reads them alike."""
    sample = _distinct(pieces(b"".join(lines)))
    priors = whole.priors
    if whole.has_utf8:  # the part of the world that the words tell of counts once
        priors = {name: prior + (_RARER - 1) * PRIOR[name] for name, prior in priors.items()}
    readings = at_home(whole.data, sample, rank(sample, priors))
    best = max(readings, key=lambda r: r.score + letters_say(sample, r.encoding, whole)).encoding
    # cp1256 has letters of French, too
    alike = all([decode(word.data, best) == decode(word.data, elected) for word in sample])
    return elected if alike else best


def _distinct(words: list[Piece]) -> list[Piece]:
    """`words` without those that say the same again: a sign behind each heading is one witness."""
    count: Counter[bytes] = Counter()
    found = []
    for word in words:
        if not word.right[:1].isalpha():
            count[word.data] += 1
            if count[word.data] > BEHIND:
                continue
        found.append(word)
    return found


def _witnesses(lines: list[bytes], gains: list[float]) -> float:
    """The sum of `gains`, of `lines` with the same bytes beyond ASCII mostly the greatest: a sign is one witness."""
    groups: dict[bytes, list[float]] = {}
    for line, gain in zip(lines, gains, strict=True):
        groups.setdefault(bytes(sorted(set(line.translate(None, ASCII)))), []).append(gain)
    return sum([max(group) + _AGAIN * (sum(group) - max(group)) for group in groups.values()])


def _assigned(found: list[str], sample: list[bytes], tables: list[_Table]) -> dict[str, list[bytes]]:
    """The lines that each encoding reads best."""
    lines: dict[str, list[bytes]] = {}
    for line, (table, least) in zip(sample, tables, strict=True):
        lines.setdefault(max(found, key=lambda name: table.get(name, least)), []).append(line)
    return lines


def _choose(line: bytes, shares: dict[str, float], whole: Whole) -> tuple[str, float]:
    """Which encoding of `shares` reads `line`, and with which probability."""
    if not whole.has_utf8 and not is_utf8(line):
        shares = {name: share for name, share in shares.items() if name != UTF8} or shares
    if len(shares) == 1:
        return next(iter(shares)), 1.0
    if len(shares) == 2 and UTF8 in shares:
        text = line.decode("utf-8", "surrogateescape")
        if len(text) == len(line) and len(line) - len(line.decode("ascii", "ignore")) >= _CLEARLY_BAD:
            return next(name for name in shares if name != UTF8), 1.0
    sample: list[Piece] = pieces(line, _GLANCE)
    if len(shares) > 2:  # a lone à is French, not the а of Russian, if the words around it are
        shares = regions.adjusted(shares, line)
    scores = {
        name: share + sum([score(piece, name) for piece in sample]) + known_by(sample, name, whole)
        for name, share in shares.items()
    }
    if UTF8 in scores:
        scores[UTF8] += sequences_in(line, whole) - _FOREIGN * is_foreign(line, whole)
    best = max(scores, key=lambda name: scores[name])
    return best, 1 / sum([math.exp(value - scores[best]) for value in scores.values()])


def _chosen(bad: list[bytes], shares: dict[str, float], whole: Whole) -> dict[bytes, tuple[str, float]]:
    """What `_choose` says of each line of `bad`; what the sure ones read is familiar to the others."""
    chosen = {line: _choose(line, shares, whole) for line in bad}
    if len(shares) > 2:
        sure = [decode(line, known[0]) for line, known in chosen.items() if known[0] != UTF8 and known[1] > _SURE]
        whole = whole._replace(familiar=whole.familiar | beyond("".join(sure)))
        chosen |= {line: _choose(line, shares, whole) for line, known in chosen.items() if known[1] <= _SURE}
    return chosen


def _join(lines: list[bytes], chosen: dict[bytes, tuple[str, float]]) -> list[Part]:
    """Neighbouring lines of one encoding as one part; lines of ASCII go with those before them."""
    found: list[Part] = []
    start = 0
    for line in lines:
        end = start + len(line)
        known = chosen.get(line)
        if found and (known is None or found[-1].encoding == known[0]):
            last = found[-1]
            found[-1] = Part(last.start, end, last.encoding, min(last.confidence, known[1] if known else 1.0))
        elif known is not None:
            # lines of ASCII at the beginning go with the first other one
            found.append(Part(start if found else 0, end, *known))
        start = end
    return found
