"""`Repaired` -> lines for people; returns strings, prints nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mojifix.apply import Repair, Repaired
from mojifix.steps import RESTORE, Step

_LINE_END = re.compile(r"\r\n|\n|\r")


def positions(text: str, repairs: tuple[Repair, ...]) -> Iterator[tuple[int, int]]:
    """Line and column of each repair in `text`, 1-based, in code points; lines end at LF, CRLF or CR.

    >>> from mojifix import repair
    >>> garbled = "one\\r\\nfaÃ§ade, cafÃ©"
    >>> list(positions(garbled, repair(garbled).repairs))
    [(2, 3), (2, 13)]
    """
    line, line_start = 1, 0
    ends = _LINE_END.finditer(text)
    end = next(ends, None)
    for repair in repairs:
        while end is not None and end.end() <= repair.start:
            line, line_start = line + 1, end.end()
            end = next(ends, None)
        yield line, repair.start - line_start + 1


def explain(name: str, text: str, repaired: Repaired) -> Iterator[str]:
    """A line for each repair of `text`, called `name`: where, what, by which steps, how sure."""
    for (line, column), repair in zip(positions(text, repaired.repairs), repaired.repairs, strict=True):
        steps = ", ".join(map(_step, repair.steps))
        guess = ", guessed" if repair.guessed else ""
        yield (
            f"{name}:{line}:{column}: {visible(repair.before)} -> {visible(repair.after)}"
            f"  [{steps}; confidence {repair.confidence:.3f}{guess}]"
        )


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
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "surrogatepass").decode() for c in text)
