"""Text -> runs worth a look."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from mojifix.charmaps import bytes_of
from mojifix.drawings import is_drawn
from mojifix.legacy import Pair, mixed, wide_spans
from mojifix.model import ANY, EDGE
from mojifix.sequences import ends_word, wants

# mac-arabic and mac-farsi have a second set of ASCII's signs in their upper half, so that a sequence may end in ASCII.
_ARABIC = [bytes_of(codec) for codec in ("mac-arabic", "mac-farsi")]
_CONTINUING = sorted({c for arabic in _ARABIC for c in arabic.continuing})
_TAIL = f"[{re.escape(''.join([c for c in _CONTINUING if '!' <= c < '~']))}]"
_MIDDLE = f"[{re.escape(''.join([c for c in _CONTINUING if not c.isascii()]))}]"
_LEAD = f"[{re.escape(''.join(sorted({c for arabic in _ARABIC for c in arabic.leading if not c.isascii()})))}]"
_HIGH = r"[^\x00-\x7f]"
# ... and its bracket leads ی and other letters of Persian and Urdu: `د[«گر`.  Right text has it before one number: `[۱]`.
_WEST = f"[{re.escape(''.join([c for c in _CONTINUING if not c.isascii() and ord(c) >> 8 != 6]))}]"
_BRACKET = rf"\[(?:(?={_WEST})|(?={_MIDDLE}\[{_MIDDLE})|(?<=\[{_MIDDLE}\[)(?={_MIDDLE}))"
_FIRST = rf"(?:{_HIGH}|\[{_WEST}(?={_LEAD}|\[{_MIDDLE})|\[{_MIDDLE}(?=\[{_MIDDLE}))"  # `[é]` is no word
_STRETCH = rf"{_FIRST}(?:{_HIGH}+|{_BRACKET}|(?<={_LEAD}){_TAIL}{{1,2}}|(?<={_LEAD}{_MIDDLE}){_TAIL})*"
_RUN = re.compile(_STRETCH)
# ... and so have the double bytes of East Asian legacy encodings: what has ASCII letters within may be theirs.
_CLUSTER = re.compile(r"[^\x00-\x7f]+[@-~](?:[^\x00-\x7f]+[@-~]?)*")

# What may stand for a lost byte, and what follows it of the same run: a question mark may end one, a space is
# only looked at where more of it follows (`hypotheses.py` asks about a space at the end).
_GONE = frozenset("? ")
_MOST = 4_000  # code points of a run: the search carries its text along, which is quadratic
_LEADS = re.compile("[\u00c2-\u00f4\u2500-\u257f\u2e80-\ud7ff](?<![\u00c2-\u00f4][^\x00-\x7f])")
_FAR = 6  # code points after a run whose last byte may be the space: `Ã l'eau` is `à l'eau`, `Ã quele` is `àquele`
_ASCII = re.compile("[\x00-\x7f]*")
_BARS = frozenset("│┃║")
_is_box = re.compile("[\u2500-\u257f]+").fullmatch
# An accent before its letter, as text out of PDF files has it: `Karhum¨aki`, `D´ıaz`.
_is_accent = re.compile("[A-Za-z](?:[¨´][aeiouyAEIOUY]|´ı.)").fullmatch
_ACCENTS, _ACCENT = 3, re.compile("(?<=[A-Za-z])[¨´]")
_ACCENTED = re.compile("[À-ɏ]")
_OTHER_ACCENT = re.compile("(?<=[A-Za-z])[¨´](?![aeiouyAEIOUYı])")
_SPACES = ("\x85", "\xa0", "\x85\xa0")  # what patterns have between their ranges: `[ -~\x85\xa0-\ud7ff]`
_ROW = 1_000  # code points of a row of a drawn table at most
# ... behind which they go on, and a sequence with a space in its middle may end in ASCII: `!ن <` of 格.
_GAP = re.compile(rf"\?(?:{_STRETCH})?| (?:{_STRETCH}|(?<=(?:{_MIDDLE}|{_TAIL}){_LEAD} ){_TAIL}(?:{_STRETCH})?)")


class Run(NamedTuple):
    """A maximal stretch of non-ASCII text at `start`, with up to two characters of context on each side.

    `line` is where its line ends, in code points of the text.
    """

    start: int
    left: str
    text: str
    right: str
    line: int = 0

    @property
    def key(self) -> tuple[str, str, str]:
        """What the decision depends on: the same key is the same run."""
        return (self.left, self.text, self.right)


def scan(text: str, begin: int = 0, end: int | None = None) -> list[Run]:
    """The runs of `text` that start between code points `begin` and `end`, in order."""
    runs = []
    done = begin
    size = len(text)
    line = -1
    for match in _RUN.finditer(text, begin, size if end is None else end):
        start, stop = match.span()
        if start < done:
            continue
        if start > line:
            line = text.find("\n", start)
            line = size if line < 0 else line
        if text[start] in _BARS and _is_border(text, start, stop, line):
            done = stop
            continue
        if _is_no_text(text, start, stop):
            done = stop
            continue
        if (cluster := _CLUSTER.match(text, start)) and (length := mixed(cluster.group())):
            stop = max(stop, start + length)
        while stop < size and text[stop] in _GONE and (more := _GAP.match(text, stop)) and wants(text[start:stop], more[0]):
            stop = more.end()
        done = stop
        if stop - start > _MOST:
            runs += [Run(a, ANY + ANY, text[a:b], "", line) for a, b in _pieces(text, start, stop)]
            continue
        before = text[start - 2 : start] if start >= 2 else EDGE + EDGE + text[:start]
        after = text[stop : stop + 2] if stop + 2 <= size else (text[stop:] + EDGE + EDGE)[:2]
        if after.startswith(" ") and _may_lead(text[start:stop]) and wants(text[start:stop], " "):
            after = (text[stop : stop + _FAR] + EDGE)[:_FAR]
            after = after[: _ASCII.match(after).end()]  # type: ignore[union-attr]
        before = _near(before[-2:])
        if not after[-1].isascii():
            after = after[0]
        runs.append(Run(start, before, text[start:stop], after, line))
    return runs


def _is_no_text(text: str, start: int, stop: int) -> bool:
    """Whether the run is drawn, an accent before its letter, or between ranges of a pattern.

    >>> [run.text for run in scan("Karhum¨aki, D´ıaz, G¨odel, [ -~\\x85\\xa0-\\ud7ff], ¨a")]
    ['\\ud7ff', '¨a']
    """
    if _is_box(text, start, stop):
        return is_drawn(text, start)
    if _is_accent(text, max(0, start - 1), stop + 1):
        return _has_accents(text)
    return start > 1 and text[start - 2] == "-" == text[stop : stop + 1] and text[start:stop] in _SPACES


@lru_cache(2)
def _has_accents(text: str) -> bool:
    """Whether all that look like accents in words stand before vowels, and are some: `Poku¨ali` is Croatian in Latin-1.

    Text that has accents so has no letters with theirs on them: `Rādīt nodok´a` is Latvian.
    """
    if _OTHER_ACCENT.search(text):
        return False
    return len(_ACCENT.findall(text)) >= max(_ACCENTS, len(_ACCENTED.findall(text)))


def _is_border(text: str, start: int, stop: int, line: int) -> bool:
    """Whether the run is of the bars between the columns of a drawn table, in a row that begins or ends with one.

    >>> scan("│F│ N │") == scan("║Total║") == [], [run.text for run in scan("x ║é")]
    (True, ['║é'])
    """
    if not _BARS.issuperset(text[start:stop]):
        return False
    row = text[max(start - _ROW, text.rfind("\n", 0, start) + 1) : min(line, stop + _ROW)].strip()
    return row.count(text[start]) > 1 and (row[0] in _BARS or row[-1] in _BARS)


def recut(text: str, runs: list[Run], pair: Pair) -> list[Run]:
    """`runs` cut anew where the characters end that `pair.written` has in the lines around them.

    Their second bytes may be any sign or digit of ASCII, which no run goes on over by itself: `│0└2`, `íC`.  Lines that
    can't be of that encoding keep their runs.
    """
    found: list[Run] = []
    done = 0
    for end, line in groupby(runs, key=lambda run: run.line):
        same = list(line)
        begin = text.rfind("\n", done, same[0].start) + 1 or done
        done = end
        spans = wide_spans(text[begin:end], pair)
        found += [_run(text, begin + a, begin + b, end) for a, b in spans] if spans is not None else same
    return found


def _run(text: str, start: int, stop: int, line: int) -> Run:
    before = (EDGE + EDGE + text[max(0, start - 2) : start])[-2:]
    after = (text[stop : stop + 2] + EDGE + EDGE)[:2]
    return Run(start, _near(before), text[start:stop], after if after[-1].isascii() else after[0], line)


def _may_lead(run: str) -> bool:
    """Whether `run` ends in what leads a sequence rather than in a word, as small Latin letters mostly do."""
    return not ends_word(run) and (run[-1] >= "\u0370" or not run[-1].islower())


def _near(before: str) -> str:
    """The two characters before a run, of which only the one beside it may be outside ASCII."""
    return before if before[0].isascii() else ANY + before[1]


def _pieces(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """A long run in pieces, cut before what may lead a sequence, so that the search stays linear."""
    while stop - start > _MOST:
        cut = start + _MOST
        for match in _LEADS.finditer(text, start + _MOST // 2 + 1, start + _MOST + 1):
            cut = match.start()
        yield start, cut
        start = cut
    yield start, stop
