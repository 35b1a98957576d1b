"""A unified diff, made from the repairs themselves: in linear time, and byte-exact where lines end in CRLF or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mojifix.apply import Repair

_AROUND = 3  # unchanged lines shown on each side of a change
_NO_END = "\n\\ No newline at end of file\n"


def unified(path: str, text: str, repairs: Sequence[Repair]) -> Iterator[str]:
    """The lines of the diff that applies `repairs` to `text`, a file at `path`; `patch -p0` takes it."""
    if not repairs:
        return
    old = text.split("\n")
    if not old[-1]:
        old.pop()
    whole = text.endswith("\n")
    name = _name(path)
    yield f"--- {name}\n+++ {name}\n"
    shift = 0
    for hunk in _hunks(list(_changes(text, repairs)), len(old)):
        first, last = max(0, hunk[0][0] - _AROUND), min(len(old), hunk[-1][1] + _AROUND)
        grown = sum(len(new) - (end - start) for start, end, new in hunk)
        yield f"@@ -{_range(first, last - first)} +{_range(first + shift, last - first + grown)} @@\n"
        shift += grown
        at = first
        for start, end, new in hunk:
            yield from (_line(" ", old, i, whole) for i in range(at, start))
            yield from (_line("-", old, i, whole) for i in range(start, end))
            ended = whole or end < len(old)
            yield from (_line("+", new, i, ended) for i in range(len(new)))
            at = end
        yield from (_line(" ", old, i, whole) for i in range(at, last))


def _changes(text: str, repairs: Sequence[Repair]) -> Iterator[tuple[int, int, list[str]]]:
    """For each group of lines that change together: the first line's number, that after the last, the new lines."""
    number = at = 0
    i = 0
    while i < len(repairs):
        start = text.rfind("\n", 0, repairs[i].start) + 1
        number += text.count("\n", at, start)
        pieces: list[str] = []
        done = start
        while True:
            pieces += (text[done : repairs[i].start], repairs[i].after)
            done = repairs[i].end
            i += 1
            end = text.find("\n", done - 1 if text.endswith("\n", 0, done) else done)
            end = len(text) if end < 0 else end
            if i == len(repairs) or repairs[i].start > end:
                break
        pieces.append(text[done:end])
        lines = text.count("\n", start, end) + 1
        yield number, number + lines, "".join(pieces).split("\n")
        at = start


def _hunks(changes: list[tuple[int, int, list[str]]], lines: int) -> Iterator[list[tuple[int, int, list[str]]]]:
    hunk: list[tuple[int, int, list[str]]] = []
    for change in changes:
        if hunk and change[0] - hunk[-1][1] > 2 * _AROUND:
            yield hunk
            hunk = []
        hunk.append(change)
    yield hunk


def _line(sign: str, lines: Sequence[str], i: int, whole: bool) -> str:
    return sign + lines[i] + (_NO_END if i == len(lines) - 1 and not whole else "\n")


def _range(first: int, count: int) -> str:
    return f"{first + (count > 0)}" if count == 1 else f"{first + (count > 0)},{count}"


def _name(path: str) -> str:
    """`path` as git and patch write it: quoted where a plain one would be misread."""
    if path.isprintable() and '"' not in path and "\\" not in path:
        return path + ("\t" if " " in path else "")  # patch takes a name up to the tab
    quoted = "".join(
        chr(b) if 32 <= b < 127 and b not in b'"\\' else f"\\{b:03o}" for b in path.encode("utf-8", "surrogateescape")
    )
    return f'"{quoted}"'
