"""Garbled text inside escapes: the text that the escapes say, and the way of its repairs back into them.

A `View` is what a reader of the escapes would see, with the place of every character in the source.  The stages run on
it as on any text, so that escaped and plain text are evidence for each other.  A repair goes back as an escape of the
kind that stood there: the file stays JSON, HTML, a URL or quoted-printable, and its parser sees the same structure.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property

from mojifix.apply import Repair
from mojifix.forms import (
    DECIMAL,
    HEX,
    JSON,
    NAMED,
    PERCENT,
    QUOTED,
    REFERENCES,
    SIGNS,
    SOFT_BREAK,
    Form,
    escape,
    escapes_in,
    form,
    signs,
    unescape,
)
from mojifix.steps import UTF8, Chain, Step, replay

_KIND = {"\\": JSON, "%": PERCENT, "=": QUOTED}
_DIGITS = {
    kind: re.compile(pattern)
    for kind, pattern in (
        (JSON, r"\\u([0-9A-Fa-f]{4})"),
        (DECIMAL, "&#([0-9]+)"),
        (HEX, "&#[xX]([0-9A-Fa-f]+)"),
        (PERCENT, "%([0-9A-Fa-f]{2})"),
        (QUOTED, "=([0-9A-Fa-f]{2})"),
    )
}
# Code names characters one by one by their numbers: an escape alone is a character, and no C1 control by mistake.
_NUMBERS = REFERENCES | {JSON}
_RANGE_BEFORE = re.compile(r"\\u[0-9A-Fa-f]{4}-\Z")
_RANGE_AFTER = re.compile(r"-\\u")
_NEAR = 200  # characters of the line on each side in which code may say what becomes of garbled text
_SYMBOL = 2  # characters; what is longer between quotes is a word
_OPENS = re.compile(r"(\(?\s*)([\"'`]|(?<!\w)/)\Z")  # `\u65e5/\u6708/` is a date
_CLOSES = re.compile(r"[\"'`/](\s*(?::|=>|=(?![0-9A-Fa-f]{2})))?")  # ... and `'=E4` an escape
_LINE = 76  # characters of a line of quoted-printable, its soft line break included


class View:
    """What the escapes of `source` say (`text`), and where each of its characters stands."""

    def __init__(self, source: str, kinds: str) -> None:
        self.source = source
        pieces: list[str] = []
        length = done = 0
        # Of each escaped character: its place in `text`, its span in `source`, and where the source goes on after it.
        self._at: list[int] = []
        self._start: list[int] = []
        self._end: list[int] = []
        self._resume: list[int] = []
        self._cases: dict[str, str] = {}
        self._known: dict[tuple[str, str, str, Chain, int], tuple[str, Chain] | None] = {}
        for start, end, char in escapes_in(source, kinds):
            if start > done:
                pieces.append(source[done:start])
                length += start - done
            done = end
            if char:
                self._at.append(length)
                self._start.append(start)
                self._end.append(end)
                self._resume.append(end)
                pieces.append(char)
                length += 1
            elif self._resume and self._resume[-1] == start:
                self._resume[-1] = end
        pieces.append(source[done:])
        self.text = "".join(pieces)

    def __len__(self) -> int:
        """How many characters are escaped."""
        return len(self._at)

    def _source_start(self, position: int) -> int:
        k = bisect_right(self._at, position) - 1
        if k < 0:
            return position
        return self._start[k] if self._at[k] == position else self._resume[k] + position - self._at[k] - 1

    def _source_end(self, position: int) -> int:
        """Where the character before `position` ends in the source."""
        k = bisect_right(self._at, position - 1) - 1
        return self._end[k] if k >= 0 and self._at[k] == position - 1 else self._source_start(position - 1) + 1

    def back(self, repairs: Iterable[Repair]) -> list[Repair]:
        """`repairs` of the view as repairs of the source, in order.

        Those that a browser would make by itself are left out, and those that can't be written as escapes.
        """
        found = []
        for repair in repairs:
            first = bisect_right(self._at, repair.start - 1)
            last = bisect_right(self._at, repair.end - 1)
            start, end = self._source_start(repair.start), self._source_end(repair.end)
            moved = repair._replace(start=start, end=end)
            if first == last:
                found.append(moved)
                continue
            escaped = self._back(moved, first, last)
            if escaped:
                found.append(escaped)
        return self._within_lines(found)

    def _back(self, repair: Repair, first: int, last: int) -> Repair | None:
        """`repair` with escapes `first` to `last` of the source in it."""
        before = self.source[repair.start : repair.end]
        kinds = list(dict.fromkeys([self._kind(k) for k in range(first, last)]))
        kind = kinds[0]
        if kind in REFERENCES and _shown(before) == repair.after:
            return None
        if kind in _NUMBERS and (_swaps_a_character(repair) or self._in_class(repair)):
            return None
        if len(repair.after) <= _SYMBOL and self._is_material(repair, kind):
            return None
        key = (before, repair.before, repair.after, repair.steps, last - first)
        if key not in self._known:
            self._known[key] = self._escaped(before, repair, kinds, {self.text[self._at[k]] for k in range(first, last)})
        known = self._known[key]
        return repair._replace(before=before, after=known[0], steps=known[1]) if known else None

    def _escaped(self, before: str, repair: Repair, kinds: list[str], escaped: set[str]) -> tuple[str, Chain] | None:
        """What `before` becomes, which says what `repair` replaces in escapes of `kinds`, and the steps; None: nothing."""
        kind = kinds[0]
        if kind in REFERENCES and (NAMED in kinds or self._named):
            kind = NAMED
        readers = list({SIGNS[k]: k for k in reversed(kinds)}.values())[::-1]
        plain = {c for c in repair.before if c.isascii()} - escaped
        if not _keeps_signs(repair, plain, " " if kind in (PERCENT, QUOTED) else " ?"):
            return None
        undo = tuple([Step("unescape", self._form(k, before, repair.before, plain).name) for k in readers])
        redo = Step("escape", self._form(kind, before, repair.after, plain).name)
        try:
            after = escape(repair.after, redo.codec)
            # An escape within what an escape of another kind says can't be told from one that stood there.
            if replay(before, undo) != repair.before or unescape(after, redo.codec) != repair.after:
                return None
        except UnicodeError:
            return None
        return after, (*undo, *repair.steps, redo)

    def _in_class(self, repair: Repair) -> bool:
        """Whether `repair` is the end of a range of characters, as code has them, and what comes next, or is before one."""
        if len(repair.before) != 2:
            return False
        before, after = self.source[max(0, repair.start - 7) : repair.start], self.source[repair.end : repair.end + 3]
        return _RANGE_BEFORE.search(before) is not None or _RANGE_AFTER.match(after) is not None

    def _is_material(self, repair: Repair, kind: str) -> bool:
        """Whether code works with the garbled text: a pattern, a key, an argument, or beside what it is to become."""
        source, (start, end) = self.source, (repair.start, repair.end)
        left = _OPENS.search(source, max(0, start - 20), start)
        right = _CLOSES.match(source, end)
        if not left or not right or left[2] != source[end] or (kind == PERCENT and left[2] == "/"):
            return False
        if left[2] == "/" or left[1].endswith("(") or right[1]:
            return True
        near = source[max(0, start - _NEAR) : start].rpartition("\n")[2] + source[start : end + _NEAR].partition("\n")[0]
        said = View(near, "\\&%=").text
        return any([quote + repair.after + quote in said for quote in "\"'`"])

    def _kind(self, k: int) -> str:
        """The kind of the k-th escape."""
        source, start = self.source, self._start[k]
        if source[start] != "&":
            return _KIND[source[start]]
        return NAMED if source[start + 1] != "#" else HEX if source[start + 2] in "xX" else DECIMAL

    def _form(self, kind: str, source: str, text: str, plain: set[str]) -> Form:
        """The form in which `source`, which holds escapes of `kind`, would spell `text`."""
        digits = _DIGITS[kind].findall(source) if kind in _DIGITS else []
        letters = "".join(digits).strip("0123456789") or self._letters(kind)
        width = max([len(d) for d in digits if d[0] == "0"], default=0) if kind in REFERENCES else 0
        keep = "".join(sorted({c for i, c in enumerate(text) if c in plain and not (i and c.isalnum())}))
        breaks = list(SOFT_BREAK.finditer(source)) if kind == QUOTED else []
        passed = 0
        places = []
        for match in breaks:
            places.append(match.start() - passed)
            passed += match.end() - match.start()
        return Form(kind, letters != letters.lower(), width, keep, tuple(places), bool(breaks and "\r" in breaks[0].group()))

    def _letters(self, kind: str) -> str:
        """Hex letters as the document has them in escapes of `kind`, as is usual where there are none."""
        if kind not in self._cases:
            pattern = _DIGITS.get(kind)
            found = (d for match in pattern.finditer(self.source) for d in match[1] if d.isalpha()) if pattern else iter(())
            self._cases[kind] = next(found, "F" if kind in (PERCENT, QUOTED) else "f")
        return self._cases[kind]

    @cached_property
    def _named(self) -> bool:
        """Whether the document names characters wherever they have a name."""
        from html.entities import codepoint2name

        named = False
        for k, at in enumerate(self._at):
            if self.source[self._start[k]] == "&" and not self.text[at].isascii():
                if self._kind(k) == NAMED:
                    named = True
                elif ord(self.text[at]) in codepoint2name:
                    return False
        return named

    def _within_lines(self, repairs: list[Repair]) -> list[Repair]:
        """`repairs` with soft line breaks where lines of quoted-printable would else outgrow their limit."""
        found = []
        line, grown = -1, 0
        for repair in repairs:
            if repair.steps[-1].action == "escape" and repair.steps[-1].codec.startswith(QUOTED):
                end = repair.end
                start = self.source.rfind("\n", max(0, end - _LINE - 1), end) + 1
                if start != line:
                    line, grown = start, 0
                grown += len(repair.after) - repair.after.rfind("\n") - (end - max(start, repair.start) + 1)
                rest = self.source[end : end + _LINE + 1].partition("\n")[0].rstrip("\r")
                length = end + len(rest) - start
                if length <= _LINE < length + grown:
                    repair, grown = _broken(repair), 0
            found.append(repair)
        return found


def _swaps_a_character(repair: Repair) -> bool:
    """Whether `repair` puts one character for one, and not for what was read as a character of two or three bytes."""
    return len(repair.before) == 1 and not (len(repair.steps) == 2 and repair.steps[1].codec.startswith(UTF8))


def _keeps_signs(repair: Repair, plain: set[str], spare: str) -> bool:
    """Whether `repair` keeps the `plain` ASCII signs of its text, which may be syntax, but for those in `spare`."""
    signs = {c for c in plain if not c.isalnum() and c not in spare}
    return [c for c in repair.before if c in signs] == [c for c in repair.after if c in signs]


def _shown(text: str) -> str:
    """`text` as a browser shows it: character references to C1 controls are those of Windows."""
    from html import unescape

    return unescape(text)


def _broken(repair: Repair) -> Repair:
    """`repair` with a soft line break before its last line."""
    old = form(repair.steps[-1].codec)
    new = old._replace(breaks=(*old.breaks, old.breaks[-1] + _LINE - 4 if old.breaks else 0))
    plain = unescape(repair.after, old.name)
    return repair._replace(after=escape(plain, new.name), steps=(*repair.steps[:-1], Step("escape", new.name)))


def view(text: str) -> View | None:
    """The view of `text`, None where no escape in it says anything but ASCII (which is fast).

    >>> view("50 % = R&amp;D") is None, view("caf%C3%83%C2%A9").text
    (True, 'cafÃ©')
    """
    kinds = signs(text)
    found = View(text, kinds) if kinds else None
    return found if found else None
