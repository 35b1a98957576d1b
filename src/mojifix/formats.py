"""Findings -> the formats that people and their tools read; returns strings, prints nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from mojifix import __version__
from mojifix.files import shown
from mojifix.report import Finding, explanation, visible
from mojifix.transcode import Source
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


def detection(path: str, source: Source | None, as_json: bool) -> str:
    """A line that names the encoding of the file at `path`; without a source that is binary."""
    encoding, confidence = (source.encoding, source.confidence) if source else ("binary", 1.0)
    if as_json:
        parts = [part._asdict() for part in source.parts] if source else []
        return _json({"path": path, "encoding": encoding, "confidence": confidence, "parts": parts}) + "\n"
    return f"{shown(path)}: {encoding} ({confidence:.3f})\n"


def _all(results: Iterable[Result]) -> Iterator[Finding]:
    for result in results:
        yield from result.findings


def _place(finding: Finding, look: Look) -> str:
    return f"{_in(_BOLD, shown(finding.path), look)}:{finding.line}:{finding.column}"


def _change(finding: Finding, look: Look) -> str:
    return f"{_in(_RED, visible(finding.before), look)} -> {_in(_GREEN, visible(finding.after), look)}"


def _in(colour: str, text: str, look: Look) -> str:
    return f"{colour}{text}{_PLAIN}" if look.colour else text


def json_lines(results: Iterable[Result], look: Look) -> Iterator[str]:
    """An object for each finding, one on a line."""
    for finding in _all(results):
        record = {**finding._asdict(), "mixup": finding.mixup, "steps": [list(step) for step in finding.steps]}
        yield _json(record) + "\n"


def github(results: Iterable[Result], look: Look) -> Iterator[str]:
    """GitHub's workflow commands: an annotation for each finding."""
    for finding in _all(results):
        place = {
            "title": f"mojifix ({finding.mixup})",
            "file": shown(finding.path),
            "line": finding.line,
            "col": finding.column,
            "endLine": finding.end_line,
            "endColumn": finding.end_column,
        }
        properties = ",".join(f"{key}={_escaped(str(value), ':,')}" for key, value in place.items())
        yield f"::error {properties}::{_escaped(_message(finding, look))}\n"


def gitlab(results: Iterable[Result], look: Look) -> Iterator[str]:
    """GitLab's Code Quality report."""
    from hashlib import sha256

    seen: dict[str, int] = {}
    issues = []
    for finding in _all(results):
        # What stays when lines are added above: the same place gets the same name.
        what = repr((shown(finding.path), finding.left, finding.before, finding.right))
        seen[what] = seen.get(what, 0) + 1
        issues.append(
            {
                "description": _message(finding, look),
                "check_name": "mojibake",
                "fingerprint": sha256(f"{what}{seen[what]}".encode("utf-8", "surrogatepass")).hexdigest(),
                "severity": "minor",
                "location": {
                    "path": shown(finding.path),
                    "positions": {
                        "begin": {"line": finding.line, "column": finding.column},
                        "end": {"line": finding.end_line, "column": finding.end_column},
                    },
                },
            }
        )
    yield _json(issues, 2) + "\n"


def sarif(results: Iterable[Result], look: Look) -> Iterator[str]:
    """SARIF 2.1.0, with each repair as a fix."""
    found = []
    for finding in _all(results):
        region = {
            "startLine": finding.line,
            "startColumn": finding.column,
            "endLine": finding.end_line,
            "endColumn": finding.end_column,
            "byteOffset": finding.byte_start,
            "byteLength": finding.byte_end - finding.byte_start,
        }
        where = {"uri": _uri(finding.path)}
        replacement = {"deletedRegion": region, "insertedContent": {"text": finding.after}}
        found.append(
            {
                "ruleId": "mojibake",
                "level": "warning",
                "message": {"text": _message(finding, look)},
                "locations": [{"physicalLocation": {"artifactLocation": where, "region": region}}],
                "fixes": [
                    {
                        "description": {"text": f"undo {finding.mixup}"},
                        "artifactChanges": [{"artifactLocation": where, "replacements": [replacement]}],
                    }
                ],
                "properties": {"mixup": finding.mixup, "confidence": finding.confidence, "guessed": finding.guessed},
            }
        )
    rule = {
        "id": "mojibake",
        "name": "Mojibake",
        "shortDescription": {"text": "Text that was decoded with the wrong encoding"},
        "help": {"text": "mojifix -w repairs it; a comment with mojifix: ignore on its line leaves it as it is."},
    }
    tool = {"driver": {"name": "mojifix", "version": __version__, "rules": [rule]}}
    run = {"tool": tool, "columnKind": "unicodeCodePoints", "results": found}
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    yield _json({"$schema": schema, "version": "2.1.0", "runs": [run]}, 2) + "\n"


def html(results: Iterable[Result], look: Look) -> Iterator[str]:
    """A page to review the findings on."""
    from mojifix.page import page

    return page(_all(results))


def _message(finding: Finding, look: Look) -> str:
    why = f"  {explanation(finding)}" if look.explain else ""
    return f"{visible(finding.before)} -> {visible(finding.after)} ({finding.mixup}){why}"


def _escaped(text: str, more: str = "") -> str:
    """`text` as a workflow command takes it."""
    for char in "%\r\n" + more:
        text = text.replace(char, f"%{ord(char):02X}")
    return text


def _uri(path: str) -> str:
    import os
    from urllib.parse import quote

    plain = path.replace(os.sep, "/")
    return (
        quote(plain.encode("utf-8", "surrogateescape"))
        if not os.path.isabs(path)
        else "file://" + quote(plain.encode("utf-8", "surrogateescape"))
    )


def _json(value: object, indent: int | None = None) -> str:
    """`value` as JSON that any UTF-8 stream takes and no terminal obeys."""
    from json import dumps

    text = dumps(value, ensure_ascii=False, indent=indent)
    if not text.isprintable():
        text = "".join(c if c == "\n" or c.isprintable() else dumps(c)[1:-1] for c in text)
    return text


Format = Callable[[Iterable[Result], Look], Iterator[str]]
FORMATS: dict[str, Format] = {
    "concise": concise,
    "full": full,
    "json": json_lines,
    "github": github,
    "gitlab": gitlab,
    "sarif": sarif,
    "html": html,
}
