"""`Repaired` -> findings, and findings -> lines for people; returns strings, prints nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from mojifix.apply import Repair
from mojifix.steps import RESTORE, Chain, Step

_LINE_END = re.compile(r"\r\n|\n|\r")
_CONTEXT = 60  # code points shown on each side of a repair, within its line


class Finding(NamedTuple):
    """A repair and where it is.  Lines and columns count code points from 1, the others count from 0.

    `left` and `right` are what surrounds it on its line.
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    start: int
    end: int
    byte_start: int
    byte_end: int
    before: str
    after: str
    left: str
    right: str
    steps: Chain
    confidence: float
    guessed: bool

    @property
    def mixup(self) -> str:
        """What happened to the text, in the order in which it happened: "utf-8>cp1252"."""
        return " + ".join(layers(self.steps))


def findings(path: str, text: str, repairs: Iterable[Repair], codec: str = "utf-8") -> Iterator[Finding]:
    """The findings in `text`, whose bytes are in `codec`; lines end at LF, CRLF or CR, a byte order mark is no column.

    >>> from mojifix import repair
    >>> garbled = "one\\r\\nfaÃ§ade, cafÃ©"
    >>> [(f.line, f.column, f.byte_start) for f in findings("", garbled, repair(garbled).repairs)]
    [(2, 3, 7), (2, 13, 19)]
    """
    line, line_start = 1, int(text.startswith("\ufeff"))
    ends = _LINE_END.finditer(text)
    end = next(ends, None)
    at = byte = 0
    for repair in repairs:
        byte += len(_bytes(text[at : repair.start], codec))
        at = repair.start
        length = len(_bytes(repair.before, codec))
        while end is not None and end.end() <= repair.start:
            line, line_start = line + 1, end.end()
            end = next(ends, None)
        last_line, last_start = line, line_start
        for inner in _LINE_END.finditer(repair.before):
            last_line, last_start = last_line + 1, repair.start + inner.end()
        left = text[max(line_start, repair.start - _CONTEXT) : repair.start]
        right = _LINE_END.split(text[repair.end : repair.end + _CONTEXT], maxsplit=1)[0]
        yield Finding(
            path, line, repair.start - line_start + 1, last_line, repair.end - last_start + 1, repair.start, repair.end,
            byte, byte + length, repair.before, repair.after, left, right, repair.steps, repair.confidence, repair.guessed,
        )  # fmt: skip


def _bytes(text: str, codec: str) -> bytes:
    """The bytes that `text` had in its file; of a file in several encodings, those in UTF-8."""
    if codec.startswith(("utf-16", "utf-32")):
        return text.encode(codec, "surrogatepass")
    try:
        return text.encode(codec, "surrogateescape")
    except (UnicodeEncodeError, LookupError):
        return text.encode("utf-8", "surrogatepass")


def layers(steps: Chain) -> list[str]:
    """The mix-ups that `steps` undo, the first one first.

    >>> layers((Step("encode", "cp1252"), Step("decode", "utf-8"), Step("encode", "cp850"), Step("decode", "utf-8")))
    ['utf-8>cp850', 'utf-8>cp1252']
    """
    found: list[str] = []
    read_as = None
    for step in steps:
        if step.action in ("encode", RESTORE):
            read_as = step.codec.rpartition(":")[0] if step.action == RESTORE else step.codec
        elif step.action == "decode" and read_as is not None:
            found.append(f"{step.codec}>{read_as}")
            read_as = None
        else:
            found.append(f"{step.action} {step.codec}")
    return found[::-1]


def explanation(finding: Finding) -> str:
    """By which steps, and how sure."""
    steps = ", ".join(map(_step, finding.steps))
    return f"[{steps}; confidence {finding.confidence:.3f}{', guessed' if finding.guessed else ''}]"


def _step(step: Step) -> str:
    if step.action == RESTORE:
        codec, _, data = step.codec.rpartition(":")
        return f"restore {codec} bytes {data}"
    return f"{step.action} {step.codec}"


def visible(text: str) -> str:
    """`text` on one line, with what can't be seen written out.

    >>> visible("à\\xa0la\\x85")
    'à\\\\xa0la\\\\x85'
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "surrogatepass").decode() for c in text)
