"""ftfy's own test cases, mojifix beside ftfy: FOLDER holds the JSON files of ftfy's `tests/test-cases`.

What a case wants is its `fixed-encoding`, or else its `fixed`, which can hold the work of cleaners too: a
result also passes where those cleaners make the one into the other.  A failure is "restored" where it has the
wanted text, but with characters at the places where ftfy gives U+FFFD up for lost.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from typing import NamedTuple

from benchmarks import garble
from mojifix import fix


class Case(NamedTuple):
    """One test case: what came in, what ought to come out, whether cleaners may have run over that."""

    label: str
    original: str
    wanted: str
    cleaned: bool
    expect: str


def load(path: Path) -> list[Case]:
    """The cases of one file."""
    return [
        Case(
            one["label"],
            one["original"],
            one.get("fixed-encoding", one["fixed"]),
            "fixed-encoding" not in one,
            one.get("expect", "pass"),
        )
        for one in json.loads(path.read_text("utf-8"))
    ]


def passes(case: Case, result: str) -> bool:
    """Whether `result` is what the case wants."""
    if result == case.wanted or not case.cleaned:
        return result == case.wanted
    import ftfy

    return ftfy.fix_text(result, fix_encoding=False) == case.wanted


def note(case: Case, result: str) -> str:
    """What is to be known about a failure."""
    pattern = "(?s:.)".join(map(re.escape, case.wanted.split("\ufffd")))
    restored = "\ufffd" in case.wanted and "\ufffd" not in result and re.fullmatch(pattern, result)
    notes = ["(restored) "] * bool(restored) + ["(ftfy fails too) "] * (case.expect != "pass")
    return "".join(notes)


def main(arguments: list[str] | None = None) -> int:
    """The command; its exit code is 1 where a case fails that is neither restored nor a known failure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args(arguments)
    status = 0
    for path in sorted(options.folder.glob("*.json")):
        cases = load(path)
        failed = [(case, result) for case in cases if not passes(case, result := fix(case.original))]
        peer = sum(passes(case, garble.ftfy_fix(case.original)) for case in cases)
        restored = sum("restored" in note(*one) for one in failed)
        print(f"{path.stem}: mojifix {len(cases) - len(failed)} and {restored} restored, ftfy {peer} of {len(cases)}")
        for case, result in failed:
            print(f"  {note(case, result)}{case.label}")
            print(f"    {case.original!r}\n    wanted {case.wanted!r}\n    got    {result!r}")
            status |= not note(case, result)
    return status


if __name__ == "__main__":
    sys.exit(main())
