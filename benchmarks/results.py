"""RESULTS.md: one file for all benchmarks, each of which owns the sections between its own markers."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

RESULTS = Path(__file__).with_name("RESULTS.md")
_HEAD = """# Results

Each section is what the command above it wrote; the corpora come from `python -m tools.corpora`.
"""
_OWN = ("--dump", "--jobs", "-j")  # options that name a file or a machine's size, and change no figure


def parser(doc: str | None) -> argparse.ArgumentParser:
    """A parser with the options that all benchmarks share."""
    made = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--seed", type=int, default=7, help="another seed, other samples")
    made.add_argument("--jobs", "-j", type=int, default=2, help="processes")
    made.add_argument("--dry-run", action="store_true", help="print the result, leave RESULTS.md as it is")
    return made


def names(allowed: Sequence[str]) -> type[_Names]:
    """An argparse type: a list of names with commas, each one of `allowed`."""
    return type("names", (_Names,), {"allowed": tuple(allowed)})


class _Names(tuple[str, ...]):
    allowed: tuple[str, ...] = ()

    def __new__(cls, value: str) -> _Names:
        found = tuple(value.split(","))
        unknown = [name for name in found if name not in cls.allowed]
        if unknown:
            raise argparse.ArgumentTypeError(f"unknown: {', '.join(unknown)}; known: {', '.join(cls.allowed)}")
        return super().__new__(cls, found)


def command(module: str, arguments: Sequence[str] | None = None) -> str:
    """The command that was given, without the options that change no figure."""
    kept = []
    rest = iter(sys.argv[1:] if arguments is None else arguments)
    for argument in rest:
        if argument in _OWN:
            next(rest, None)
        elif argument.partition("=")[0] not in _OWN:
            kept.append(argument)
    return " ".join(["python -m", module, *kept])


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table, the first column to the left and the others to the right."""
    lines = ["| " + " | ".join(head) + " |", "|---" + "|---:" * (len(head) - 1) + "|"]
    lines += ["| " + " | ".join(map(str, row)) + " |" for row in rows]
    return "\n".join(lines)


def percent(part: int, whole: int) -> str:
    """A share in percent with two digits; a dash of nothing.

    >>> percent(1, 3), percent(0, 0)
    ('33.33', '-')
    """
    return f"{100 * part / whole:.2f}" if whole else "-"


def code(text: str, most: int = 60) -> str:
    """A text as code in a cell of a table, shortened, with what can't be seen in escapes."""
    short = text if len(text) <= most else text[: most - 1] + "…"
    seen = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in short)
    return "`" + seen.replace("`", "'").replace("|", "¦") + "`"


def write(section: str, title: str, ran: str, body: str, path: Path = RESULTS) -> None:
    """Put `body` under `title` into its section of RESULTS.md, and leave the others."""
    start, end = f"<!-- {section} -->", f"<!-- /{section} -->"
    block = f"{start}\n## {title}\n\n```\n{ran}\n```\n\n{body.strip()}\n{end}"
    text = path.read_text("utf-8") if path.exists() else _HEAD
    old = re.compile(re.escape(start) + ".*?" + re.escape(end), re.S)
    text = old.sub(lambda _: block, text) if old.search(text) else f"{text.rstrip()}\n\n{block}\n"
    path.write_text(text, "utf-8", newline="\n")
