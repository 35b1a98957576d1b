"""Findings -> the formats that people and their tools read; returns strings, prints nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from mojifix.files import shown
from mojifix.report import Finding, explanation, visible
from mojifix.work import Result

_RED, _GREEN, _CYAN, _BOLD, _DIM, _PLAIN = "\x1b[31m", "\x1b[32m", "\x1b[36m", "\x1b[1m", "\x1b[2m", "\x1b[0m"


class Look(NamedTuple):
    """How findings look: in colour, with an explanation."""

    colour: bool = False
    explain: bool = False


def concise(results: Iterable[Result], look: Look) -> Iterator[str]:
    """A line for each finding."""
    for finding in _all(results):
        why = f"  {_in(_DIM, explanation(finding), look)}" if look.explain else ""
        yield f"{_place(finding, look)}: {_change(finding, look)}{why}\n"


def full(results: Iterable[Result], look: Look) -> Iterator[str]:
    """A paragraph for each finding: where, the mix-up, the line before and after."""
    number = files_with = 0
    last = None
    for finding in _all(results):
        number += 1
        files_with += finding.path != last
        last = finding.path
        left, right = visible(finding.left), visible(finding.right)
        yield f"{_place(finding, look)}: {visible(finding.mixup)}\n"
        yield f"  - {left}{_in(_RED, visible(finding.before), look)}{right}\n"
        yield f"  + {left}{_in(_GREEN, visible(finding.after), look)}{right}\n"
        if look.explain:
            yield f"  {_in(_DIM, explanation(finding), look)}\n"
        yield "\n"
    if number:
        yield f"{number} garbled place{'s' * (number > 1)} in {files_with} file{'s' * (files_with > 1)}\n"


def coloured_diff(text: str) -> str:
    """`text`, a diff, in the colours that git gives it."""
    return "".join(_coloured(line) + "\n" for line in text.removesuffix("\n").split("\n"))


def _coloured(line: str) -> str:
    colour = _BOLD if line.startswith(("--- ", "+++ ")) else {"-": _RED, "+": _GREEN, "@": _CYAN}.get(line[:1])
    return f"{colour}{line}{_PLAIN}" if colour else line


def _all(results: Iterable[Result]) -> Iterator[Finding]:
    for result in results:
        yield from result.findings


def _place(finding: Finding, look: Look) -> str:
    return f"{_in(_BOLD, shown(finding.path), look)}:{finding.line}:{finding.column}"


def _change(finding: Finding, look: Look) -> str:
    return f"{_in(_RED, visible(finding.before), look)} -> {_in(_GREEN, visible(finding.after), look)}"


def _in(colour: str, text: str, look: Look) -> str:
    return f"{colour}{text}{_PLAIN}" if look.colour else text


Format = Callable[[Iterable[Result], Look], Iterator[str]]
FORMATS: dict[str, Format] = {"concise": concise, "full": full}
