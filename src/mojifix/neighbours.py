"""What the lines of UTF-8 in a document say of its other lines: their letters, signs, scripts and first bytes.

People use few letters and signs: what a line shows in an encoding is likelier where lines of UTF-8 hold it, too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple
from unicodedata import category
from unicodedata import name as name_of

from mojifix import regions
from mojifix.codings import decode, encode
from mojifix.contest import PRIOR, Piece

UTF8 = "utf-8"
# Continuation bytes from which a line that is UTF-8 throughout can't be so by accident: two hanzi of gbk are two such.
FIRM = 4
NO_ACCIDENT = 12  # ... in one line, of any document
# Share of the other lines below which firm lines may be accidents all the same: of lines in gbk 1 in 10,000 is one, of
# those of four hanzi 1 in 1,000; 0.05 took the few lines of UTF-8 in a file that is legacy otherwise for accidents.
_FEW = 0.01
_MANY = 0.25  # share of the lines above which lines of a little UTF-8 are no accidents
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
_OF_A_SCRIPT = 0.1  # share of the letters in lines of UTF-8 that one of their scripts has at least: fewer may be accidents
_TOLD = 20  # letters and signs in lines of UTF-8 from which on they tell the scripts of the text
# What a byte that begins characters in lines of UTF-8 says for UTF-8 where the rest of its character was lost.
_ORPHAN = 4.0
_LEADS = re.compile(rb"(?<![\x80-\xff])[\xc2-\xf4](?![\x80-\xff])")  # beside others it may be half a hanzi
ASCII = bytes(range(128))
NO_ASCII = dict.fromkeys(range(128))
_UNTOLD = frozenset(ASCII.decode() + "\xa0")  # characters that say nothing: a stray byte is a space somewhere
_SEQUENCE = 4.0  # what a continuation byte in its place says for UTF-8, in a line that has bad bytes too
BEHIND = 2  # words of a document that end in the same bytes: more of them say no more about its encoding


class Lines(NamedTuple):
    """Distinct lines that are not ASCII."""

    firm: list[bytes]  # UTF-8 for certain
    soft: list[bytes]  # UTF-8, perhaps by accident
    bad: list[bytes]  # not UTF-8 throughout

    @property
    def has_utf8(self) -> bool:
        """Whether so many lines are UTF-8 that it is no accident: a tenth of the short lines of gbk may be."""
        others = len(self.soft) + len(self.bad)
        firmest = max([continuing(line) for line in self.firm], default=0)
        return firmest >= NO_ACCIDENT or len(self.firm) >= max(1, _FEW * others) or len(self.soft) > _MANY * others


def continuing(line: bytes) -> int:
    """How many of the bytes of `line` continue a character of UTF-8."""
    return len(line) - len(line.decode("utf-8", "surrogateescape"))


def sorted_lines(lines: Iterable[bytes]) -> Lines:
    found = Lines([], [], [])
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


class Whole(NamedTuple):
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


def document(data: bytes, leader: str, priors: dict[str, float], found: Lines) -> Whole:
    """What `data`, whose lines are `found`, says of each of its lines."""
    has_utf8 = found.has_utf8
    certain = joined(found.firm) if has_utf8 else ""
    known = certain + joined(found.soft) if has_utf8 else ""
    familiar = beyond(known)
    return Whole(
        data,
        leader,
        _of_neighbours(_of_scripts(priors, certain), certain),
        has_utf8,
        familiar,
        usual=frozenset(known) - frozenset(ASCII.decode()) if _tells(known) else frozenset(),
        scripts=_main_scripts(certain) if _tells(certain) else frozenset(),
        leads=frozenset([char.encode()[0] for char in familiar]),
        endings=_endings(found.firm + found.soft) if has_utf8 else frozenset(),
    )


def joined(lines: list[bytes]) -> str:
    return b"".join(lines).decode()


def _endings(lines: list[bytes]) -> frozenset[str]:
    """The signs beyond ASCII that more than one of `lines` ends in."""
    counts = Counter([line.rstrip()[-4:].decode("utf-8", "ignore")[-1:] for line in lines])
    return frozenset([c for c, n in counts.items() if n > 1 and not c.isascii() and not c.isalnum()])


def beyond(text: str) -> frozenset[str]:
    """The characters of `text` that say something."""
    return frozenset(text) - _UNTOLD


def scripts_of(chars: Iterable[str]) -> frozenset[str]:
    """The scripts of the letters and marks among `chars`, by the first words of their names.

    >>> sorted(scripts_of("10 λ, 位"))
    ['CJK', 'GREEK']
    """
    return frozenset([name_of(char, " ").split(" ")[0] for char in chars if category(char)[0] in "LM"])


def _main_scripts(known: str) -> frozenset[str]:
    """The scripts that more than a few of the letters beyond ASCII in `known` are of: fewer may be so by accident."""
    counts = Counter([script for char in known if not char.isascii() for script in scripts_of(char)])
    return frozenset([script for script, count in counts.items() if count >= _OF_A_SCRIPT * counts.total()])


def _tells(known: str) -> bool:
    """Whether `known` is enough to tell which letters and signs the text holds."""
    return sum([char not in _UNTOLD for char in known]) >= _TOLD


def _of_scripts(priors: dict[str, float], known: str) -> dict[str, float]:
    """`priors` where lines of UTF-8 read `known`: words in Latin letters say nothing against the scripts beside them."""
    if scripts_of(known) <= {"LATIN"}:
        return priors
    return {name: prior if regions.is_latin(name) else max(prior, PRIOR[name]) for name, prior in priors.items()}


def _of_neighbours(priors: dict[str, float], known: str) -> dict[str, float]:
    """`priors` where lines of UTF-8 read `known`: beside those of an East Asian country are lines in its encodings."""
    if not _tells(known):
        return priors
    scripts = _main_scripts(known)
    home = next((encodings for script, encodings in _COUNTRY.items() if script in scripts), ())
    return {name: prior + _COMPATRIOT * (name in home) for name, prior in priors.items()}


def letters_say(words: list[Piece], encoding: str, whole: Whole) -> float:
    """What the letters and signs in `words` say for `encoding` beside UTF-8: familiar ones, unfamiliar ones, lone ones."""
    said = known_by(words, encoding, whole)
    if encoding == UTF8:
        return said
    read = [word.left + decode(word.data, encoding) + word.right for word in words]
    odd = "".join(map(_odd, read))
    if not odd:  # capitals and signs where such stand
        return said + _LONE_SIGN * _holds(encoding, whole.familiar)
    if whole.usual and whole.usual.isdisjoint("".join(read)):
        return -(_UNFAMILIAR if scripts_of(odd) & whole.scripts else _UNTOLD_SCRIPT)
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


def known_by(words: list[Piece], encoding: str, whole: Whole) -> float:
    """What it says for `encoding` that it reads in `words` what lines of UTF-8 hold too."""
    if not whole.familiar:
        return 0.0
    read = "".join([decode(word.data, encoding) for word in words])
    ends = 0
    if whole.endings:
        last = [decode(word.data, encoding)[-1:] for word in words if not word.right.strip()]
        ends = sum([char in whole.endings for char in last])
    each = _FAMILIAR if len(whole.familiar) > _ONLY else _FAMILIAR_ONLY
    return each * min(_FAMILIARS, len(whole.familiar.intersection(read))) + _ENDING * min(BEHIND, ends)


def sequences_in(line: bytes, whole: Whole) -> float:
    """What the sequences of UTF-8 in `line`, and what is left of them, say for it, beside what they read as."""
    orphans = [lead for lead in _LEADS.findall(line) if lead[0] in whole.leads]
    return _SEQUENCE * continuing(line) + _ORPHAN * len(orphans)


def is_foreign(line: bytes, whole: Whole) -> bool:
    """Whether `line` is UTF-8 in scripts that the other lines of UTF-8 have not; letters of ASCII are in all."""
    if not whole.scripts or not is_utf8(line):
        return False
    scripts = scripts_of(line.translate(None, ASCII).decode())
    return bool(scripts) and scripts.isdisjoint(whole.scripts)


def is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
