"""Bytes whose lines are in several encodings -> the encoding of each.

A log or a file that several programs wrote has UTF-8 and one or two legacy encodings by turns.  A line of enough UTF-8
is UTF-8; the others choose among the few encodings that explain them all, where one more encoding has its price.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple
from unicodedata import category
from unicodedata import name as name_of

from mojifix import regions
from mojifix.codings import decode, encode
from mojifix.contest import MARGIN, PRIOR, Piece, at_home, binary, pieces, rank, score

UTF8 = "utf-8"
_LINES = re.compile(rb"[^\n]*\n|[^\n]+")
_LINES_OF_MACS = re.compile(rb"[^\r]*\r|[^\r]+")
# Continuation bytes from which a line that is UTF-8 throughout can't be so by accident: two hanzi of gbk are two such.
FIRM = 4
_NO_ACCIDENT = 12  # ... in one line, of any document
# Share of the other lines below which firm lines may be accidents all the same: of lines in gbk 1 in 10,000 is one, of
# those of four hanzi 1 in 1,000; 0.05 took the few lines of UTF-8 in a file that is legacy otherwise for accidents.
_FEW = 0.01
_MANY = 0.25  # share of the lines above which lines of a little UTF-8 are no accidents
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
# What a letter or sign says for an encoding that reads it where lines of UTF-8 hold it too: people use few of them.
_FAMILIAR = 2.0
_FAMILIAR_ONLY, _ONLY = 9.0, 2  # ... and where they hold no more than two: the others' `¶` is that of `Installation¶`
# ... and where several of those lines end in it: of 240 dev documents with such headings 126 were not exact without this.
_ENDING = 11.0
_FAMILIARS = 3  # of them in a line: more say no more
# ... and what it says against one that it reads none of them in a line, where there are enough: a lost byte or noise.
# Of 1,200 UTF-8 documents of dev with bad bytes 14 were not exact with 2, 9 with 5.  Not for capitals at the beginning of a
# word and signs at its edge (È, ¿, °, a no-break space), which are rare in any text and where bad bytes seldom are.
_UNFAMILIAR = 5.0
_UNTOLD_SCRIPT = 2.0  # ... where lines of UTF-8 have few letters of its script: one line of German beside Bulgarian
# What such a capital or sign says for an encoding that has letters of the lines of UTF-8: of 1,920 dev documents in UTF-8
# and cp1252 3 lost a line of one such sign with 0, none with 2; with 4, 3 more of 1,200 with bad bytes were not exact.
_LONE_SIGN = 3.0
_NEVER_ALONE = ("Ll", "Lo", "Cc", "Cs", "Co")  # categories of characters that are neither capitals nor signs
# Share of the characters in lines of UTF-8 that such an encoding has at least: cp1252 has a fifth of Spanish with Ukrainian,
# and next to none of Japanese, of which a character may be `‘K`.
_A_FEW = 0.1
# What East Asian lines of UTF-8 say for their country's encodings, whose signs (`Installation¶`) others have as letters.
_COMPATRIOT = 6.0
_COUNTRY = {
    "HIRAGANA": ("cp932", "euc-jp"),
    "KATAKANA": ("cp932", "euc-jp"),
    "HANGUL": ("cp949", "euc-kr"),
    "CJK": ("gbk", "gb18030", "big5", "cp950"),
}
# What scripts that no other line of UTF-8 has say against a line of little UTF-8: two hanzi of gbk may be one letter of
# Greek or Hebrew that the model takes for likelier, `창` of cp949 is `â`.
_FOREIGN = 6.0
_OF_A_SCRIPT = 0.1  # share of the letters in lines of UTF-8 that one of their scripts has at least: fewer may be accidents
_TOLD = 20  # letters and signs in lines of UTF-8 from which on they tell the scripts of the text
# What a byte that begins characters in lines of UTF-8 says for UTF-8 where the rest of its character was lost.
_ORPHAN = 4.0
_LEADS = re.compile(rb"(?<![\x80-\xff])[\xc2-\xf4](?![\x80-\xff])")  # beside others it may be half a hanzi
_RARER = 3.0  # how much more a prior counts beside lines of UTF-8: who has them has few rare encodings; 4 lost cp932
_AGAIN = 0.25  # what a line with the same letters and signs adds
_ASCII = bytes(range(128))
_NO_ASCII = dict.fromkeys(range(128))
_UNTOLD = frozenset(_ASCII.decode() + "\xa0")  # characters that say nothing: a stray byte is a space somewhere
_SEQUENCE = 4.0  # what a continuation byte in its place says for UTF-8, in a line that has bad bytes too
_BEHIND = 2  # words of a document that end in the same bytes: more of them say no more about its encoding
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


class _Lines(NamedTuple):
    """Distinct lines that are not ASCII."""

    firm: list[bytes]  # UTF-8 for certain
    soft: list[bytes]  # UTF-8, perhaps by accident
    bad: list[bytes]  # not UTF-8 throughout

    @property
    def has_utf8(self) -> bool:
        """Whether so many lines are UTF-8 that it is no accident: a tenth of the short lines of gbk may be."""
        others = len(self.soft) + len(self.bad)
        firmest = max([_continuing(line) for line in self.firm], default=0)
        return firmest >= _NO_ACCIDENT or len(self.firm) >= max(1, _FEW * others) or len(self.soft) > _MANY * others


def _continuing(line: bytes) -> int:
    """How many of the bytes of `line` continue a character of UTF-8."""
    return len(line) - len(line.decode("utf-8", "surrogateescape"))


def _sort(lines: Iterable[bytes]) -> _Lines:
    found = _Lines([], [], [])
    for line in dict.fromkeys(lines):
        if line.isascii():
            continue
        try:
            firm = len(line) - len(line.decode("utf-8")) >= FIRM
        except UnicodeDecodeError:
            found.bad.append(line)
        else:
            found[not firm].append(line)
    return found


class _Whole(NamedTuple):
    """What the document says of each of its lines."""

    data: bytes
    leader: str  # the encoding that reads all of it best
    priors: dict[str, float]
    has_utf8: bool
    familiar: frozenset[str]  # characters of the lines that are UTF-8
    usual: frozenset[str]  # these and spaces, where they are so many that legacy lines should hold some of them
    scripts: frozenset[str]  # scripts of the lines that are so for certain; none where so few say nothing
    leads: frozenset[int]  # first bytes of these
    endings: frozenset[str]  # signs that several of these end in: the `¶` of headings


def parts(data: bytes, leader: str, priors: dict[str, float]) -> list[Part]:
    """The stretches of `data`, which is neither UTF-8 throughout nor binary, with the encoding of each.

    `leader` is the encoding that reads all of it best.
    """
    lines = split(data)
    firm, soft, bad = found = _sort(lines)
    whole = _document(data, leader, priors, found)
    if not whole.has_utf8:
        firm, soft = [], firm + soft
        if len(soft) + len(bad) == 1:
            return [Part(0, len(data), leader, 1.0)]
    if whole.scripts:  # four hanzi of gbk may be letters that no other line has, four of them, too
        doubtful = {line for line in firm if _continuing(line) < _NO_ACCIDENT and _is_foreign(line, whole)}
        firm, soft = [line for line in firm if line not in doubtful], [*soft, *doubtful]
        whole = whole._replace(scripts=_scripts(_joined(firm).translate(_NO_ASCII)))
    # A line that is UTF-8 by accident must not vouch for itself, where others can.
    by_firm = whole._replace(familiar=_beyond(_joined(firm))) if len(firm) > len(soft) else whole
    shares = _encodings(bad if whole.has_utf8 else soft + bad, whole)
    chosen: dict[bytes, tuple[str, float]] = dict.fromkeys(firm, (UTF8, 1.0))
    chosen |= {line: _choose(line, shares, by_firm) for line in soft}
    chosen |= _chosen(bad, shares, whole)
    return _join(lines, chosen)


def _document(data: bytes, leader: str, priors: dict[str, float], found: _Lines) -> _Whole:
    """What `data`, whose lines are `found`, says of each of its lines."""
    has_utf8 = found.has_utf8
    certain = _joined(found.firm) if has_utf8 else ""
    known = certain + _joined(found.soft) if has_utf8 else ""
    familiar = _beyond(known)
    return _Whole(
        data,
        leader,
        _of_neighbours(_of_scripts(priors, certain), certain),
        has_utf8,
        familiar,
        usual=frozenset(known) - frozenset(_ASCII.decode()) if _tells(known) else frozenset(),
        scripts=_main_scripts(certain) if _tells(certain) else frozenset(),
        leads=frozenset([char.encode()[0] for char in familiar]),
        endings=_endings(found.firm + found.soft) if has_utf8 else frozenset(),
    )


def _joined(lines: list[bytes]) -> str:
    return b"".join(lines).decode()


def _endings(lines: list[bytes]) -> frozenset[str]:
    """The signs beyond ASCII that more than one of `lines` ends in."""
    counts = Counter([line.rstrip()[-4:].decode("utf-8", "ignore")[-1:] for line in lines])
    return frozenset([c for c, n in counts.items() if n > 1 and not c.isascii() and not c.isalnum()])


def _beyond(text: str) -> frozenset[str]:
    """The characters of `text` that say something."""
    return frozenset(text) - _UNTOLD


def _scripts(chars: Iterable[str]) -> frozenset[str]:
    """The scripts of the letters and marks among `chars`, by the first words of their names.

    >>> sorted(_scripts("10 λ, 位"))
    ['CJK', 'GREEK']
    """
    return frozenset([name_of(char, " ").split(" ")[0] for char in chars if category(char)[0] in "LM"])


def _main_scripts(known: str) -> frozenset[str]:
    """The scripts that more than a few of the letters beyond ASCII in `known` are of: fewer may be so by accident."""
    counts = Counter([script for char in known if not char.isascii() for script in _scripts(char)])
    return frozenset([script for script, count in counts.items() if count >= _OF_A_SCRIPT * counts.total()])


def _tells(known: str) -> bool:
    """Whether `known` is enough to tell which letters and signs the text holds."""
    return sum([char not in _UNTOLD for char in known]) >= _TOLD


def _of_scripts(priors: dict[str, float], known: str) -> dict[str, float]:
    """`priors` where lines of UTF-8 read `known`: words in Latin letters say nothing against the scripts beside them."""
    if _scripts(known) <= {"LATIN"}:
        return priors
    return {name: prior if regions.is_latin(name) else max(prior, PRIOR[name]) for name, prior in priors.items()}


def _of_neighbours(priors: dict[str, float], known: str) -> dict[str, float]:
    """`priors` where lines of UTF-8 read `known`: beside those of an East Asian country are lines in its encodings."""
    if not _tells(known):
        return priors
    scripts = _main_scripts(known)
    home = next((encodings for script, encodings in _COUNTRY.items() if script in scripts), ())
    return {name: prior + _COMPATRIOT * (name in home) for name, prior in priors.items()}


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


def _tables(sample: list[bytes], whole: _Whole) -> list[_Table]:
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
        if not has_utf8 and value > usual * size and not _is_utf8(line):
            found.append(({leader: value}, value - MARGIN))
            continue
        table = {r.encoding: r.score - priors[r.encoding] + _elected(words, r.encoding, whole) for r in rank(words, priors)}
        if UTF8 in table:
            table[UTF8] += _sequences(line, whole)
            if not has_utf8 and len(table) > 1 and not _is_utf8(line):
                del table[UTF8]
        found.append((table, max(table.values()) - MARGIN))
    return found


def _elected(words: list[Piece], encoding: str, whole: _Whole) -> float:
    """What the letters and signs in `words` say for `encoding` beside UTF-8: familiar ones, unfamiliar ones, lone ones."""
    said = _known(words, encoding, whole)
    if encoding == UTF8:
        return said
    read = [word.left + decode(word.data, encoding) + word.right for word in words]
    odd = "".join(map(_odd, read))
    if not odd:  # capitals and signs where such stand
        return said + _LONE_SIGN * _holds(encoding, whole.familiar)
    if whole.usual and whole.usual.isdisjoint("".join(read)):
        return -(_UNFAMILIAR if _scripts(odd) & whole.scripts else _UNTOLD_SCRIPT)
    return said


def _odd(word: str) -> str:
    """The characters of `word` that stand where lost bytes and noise do oftener: small letters, and what is within a word.

    >>> _odd("N\xb0 "), _odd(" \xc9t"), _odd("n\xb0t"), _odd("n\xe9 ")
    ('', '', '\xb0', '\xe9')
    """
    found = ""
    for before, char, after in zip(" " + word[:-1], word, word[1:] + " ", strict=True):
        kind = category(char)
        within = before.isalnum() and (kind == "Lu" or after.isalnum())
        if not char.isascii() and (within or kind in _NEVER_ALONE):
            found += char
    return found


@lru_cache(1024)
def _holds(encoding: str, chars: frozenset[str]) -> bool:
    """Whether `encoding` has more than a few of `chars`."""
    held = 0
    for char in chars:
        try:
            encode(char, encoding)
        except UnicodeEncodeError:
            continue
        held += 1
    return held >= _A_FEW * len(chars)


def _known(words: list[Piece], encoding: str, whole: _Whole) -> float:
    """What it says for `encoding` that it reads in `words` what lines of UTF-8 hold too."""
    if not whole.familiar:
        return 0.0
    read = "".join([decode(word.data, encoding) for word in words])
    ends = 0
    if whole.endings:
        last = [decode(word.data, encoding)[-1:] for word in words if not word.right.strip()]
        ends = sum([char in whole.endings for char in last])
    each = _FAMILIAR if len(whole.familiar) > _ONLY else _FAMILIAR_ONLY
    return each * min(_FAMILIARS, len(whole.familiar.intersection(read))) + _ENDING * min(_BEHIND, ends)


def _sequences(line: bytes, whole: _Whole) -> float:
    """What the sequences of UTF-8 in `line`, and what is left of them, say for it, beside what they read as."""
    orphans = [lead for lead in _LEADS.findall(line) if lead[0] in whole.leads]
    return _SEQUENCE * _continuing(line) + _ORPHAN * len(orphans)


def _is_foreign(line: bytes, whole: _Whole) -> bool:
    """Whether `line` is UTF-8 in scripts that the other lines of UTF-8 have not; letters of ASCII are in all."""
    if not whole.scripts or not _is_utf8(line):
        return False
    scripts = _scripts(line.translate(None, _ASCII).decode())
    return bool(scripts) and scripts.isdisjoint(whole.scripts)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _encodings(doubtful: list[bytes], whole: _Whole) -> dict[str, float]:
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
    seen = set(_ASCII)
    first: list[bytes] = []
    for line in lines:
        new = set(line) - seen
        if new and len(first) < _SAMPLE:
            first.append(line)
            seen |= new
    taken = set(first)
    others = [line for line in lines if line not in taken]
    return first + others[:: max(1, math.ceil(len(others) / _SAMPLE))]


def _price(encoding: str, found: list[str], whole: _Whole) -> float:
    """What `encoding` has to gain beside those in `found`, apart from its prior."""
    if regions.is_latin(encoding) and any(map(regions.is_latin, found)):
        return _ANOTHER_LATIN
    if encoding == UTF8:
        return _ANOTHER_UTF8
    if UTF8 not in found:
        return _ANOTHER_WITHOUT
    if found == [UTF8]:
        return _ANOTHER_LEGACY
    unheard = not regions.is_latin(encoding) and _scripts(whole.familiar) <= {"LATIN"}
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
    return Counter([script for char in letters for script in _scripts(char)]).most_common(1)[0][0]


def _together(lines: list[bytes], elected: str, whole: _Whole) -> str:
    """The encoding that reads all of `lines` best; `elected` if that reads them alike."""
    sample = _distinct(pieces(b"".join(lines)))
    priors = whole.priors
    if whole.has_utf8:  # the part of the world that the words tell of counts once
        priors = {name: prior + (_RARER - 1) * PRIOR[name] for name, prior in priors.items()}
    readings = at_home(whole.data, sample, rank(sample, priors))
    best = max(readings, key=lambda r: r.score + _elected(sample, r.encoding, whole)).encoding
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
            if count[word.data] > _BEHIND:
                continue
        found.append(word)
    return found


def _witnesses(lines: list[bytes], gains: list[float]) -> float:
    """The sum of `gains`, of `lines` with the same bytes beyond ASCII mostly the greatest: a sign is one witness."""
    groups: dict[bytes, list[float]] = {}
    for line, gain in zip(lines, gains, strict=True):
        groups.setdefault(bytes(sorted(set(line.translate(None, _ASCII)))), []).append(gain)
    return sum([max(group) + _AGAIN * (sum(group) - max(group)) for group in groups.values()])


def _assigned(found: list[str], sample: list[bytes], tables: list[_Table]) -> dict[str, list[bytes]]:
    """The lines that each encoding reads best."""
    lines: dict[str, list[bytes]] = {}
    for line, (table, least) in zip(sample, tables, strict=True):
        lines.setdefault(max(found, key=lambda name: table.get(name, least)), []).append(line)
    return lines


def _choose(line: bytes, shares: dict[str, float], whole: _Whole) -> tuple[str, float]:
    """Which encoding of `shares` reads `line`, and with which probability."""
    if not whole.has_utf8 and not _is_utf8(line):
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
        name: share + sum([score(piece, name) for piece in sample]) + _known(sample, name, whole)
        for name, share in shares.items()
    }
    if UTF8 in scores:
        scores[UTF8] += _sequences(line, whole) - _FOREIGN * _is_foreign(line, whole)
    best = max(scores, key=lambda name: scores[name])
    return best, 1 / sum([math.exp(value - scores[best]) for value in scores.values()])


def _chosen(bad: list[bytes], shares: dict[str, float], whole: _Whole) -> dict[bytes, tuple[str, float]]:
    """What `_choose` says of each line of `bad`; what the sure ones read is familiar to the others."""
    chosen = {line: _choose(line, shares, whole) for line in bad}
    if len(shares) > 2:
        sure = [decode(line, known[0]) for line, known in chosen.items() if known[0] != UTF8 and known[1] > _SURE]
        whole = whole._replace(familiar=whole.familiar | _beyond("".join(sure)))
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
