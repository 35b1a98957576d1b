"""The page on which people review many repairs: one file, without network; its look and its ways are in data/page.html."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator

from mojifix.files import decode, read, shown
from mojifix.report import Finding, visible

_TEMPLATE = os.path.join(os.path.dirname(__file__), "data", "page.html")


def page(findings: Iterable[Finding]) -> Iterator[str]:
    """The page for `findings`."""
    head, _, tail = decode(read(_TEMPLATE)).partition("@DATA@")
    yield head + "["
    for number, finding in enumerate(findings):
        yield (",\n" if number else "") + _record(finding)
    yield "]" + tail


def _record(finding: Finding) -> str:
    record = {
        "path": shown(finding.path),
        "line": finding.line,
        "column": finding.column,
        "before": visible(finding.before),
        "after": visible(finding.after),
        "left": visible(finding.left),
        "right": visible(finding.right),
        "mixup": finding.mixup,
        "confidence": round(finding.confidence, 4),
        "guessed": finding.guessed,
    }
    if record["before"] != finding.before:
        record["raw"] = finding.before  # what an allow list needs
    # Within a script element only "<" could end it, or begin a comment.
    return json.dumps(record, ensure_ascii=False).replace("<", "\\u003c")
