"""The case files in tests/cases: what is typed, and what comes of it, each bearing the name of somebody's wish.

A case is a list of sections.  `== file NAME` makes a file, `== in` is standard input for the next `== run ARGUMENTS`;
`== out`, `== err` (a part of it), `== err-is`, `== json` (keys of records) and `== status N` say what is expected of that,
and `== then NAME` what a file holds.  `== head N ARGUMENTS` runs as `mojifix ARGUMENTS | head -n N` does, with all files
longer than a pipe can hold.  In contents `\\r`, `\\xNN` (a byte) and `\\\\` stand for what they say, and a backslash at a
line's end joins it to the next.
"""

from __future__ import annotations

import json
import re
import shlex
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest
from command import COMMAND, mojifix

CASES = Path(__file__).parent / "cases"
WISHES = (
    "in place", "recursive", "check status", "diff", "line and column", "skip marker", "allow list", "dry run",
    "JSON report", "CRLF", "BOM", "broken pipe", "missing file", "bad byte", "CSV-field boundaries",
    "valid JSON stays valid",
)  # fmt: skip
_ESCAPE = re.compile(rb"\\(?:x([0-9a-f]{2})|(\n)|(r)|(\\))")


def _content(text: str) -> bytes:
    def value(match: re.Match[bytes]) -> bytes:
        byte, join, carriage, _ = match.groups()
        return bytes.fromhex(byte.decode()) if byte else b"" if join else b"\r" if carriage else b"\\"

    return _ESCAPE.sub(value, text.encode())


def _sections(text: str) -> list[tuple[str, str, bytes]]:
    parts = re.split(r"(?m)^== (\S+)[ ]?(.*)\n", text)[1:]
    return [(parts[i], parts[i + 1], _content(parts[i + 2])) for i in range(0, len(parts), 3)]


def _cut_off(arguments: str, lines: int, folder: Path) -> subprocess.CompletedProcess[bytes]:
    """A run whose reader goes away after some lines."""
    for path in folder.iterdir():
        if path.stat().st_size < 10_000:
            path.write_bytes(path.read_bytes() * 500)
    command = [*COMMAND, *shlex.split(arguments)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder) as running:
        assert running.stdout and running.stderr
        with suppress(ImportError, OSError):  # a pipe as short as can be, so that it can't take all there is
            import fcntl

            fcntl.fcntl(running.stdout, fcntl.F_SETPIPE_SZ, 4096)
        out = b"".join(running.stdout.readline() for _ in range(lines))
        running.stdout.close()
        said = running.stderr.read()
    return subprocess.CompletedProcess(command, running.returncode, out, said)


def names() -> list[str]:
    return sorted(path.stem for path in CASES.glob("*.case"))


@pytest.mark.parametrize("name", names())
def test_case(name: str, tmp_path: Path) -> None:
    stdin = b""
    done = None
    for kind, argument, content in _sections((CASES / f"{name}.case").read_bytes().decode()):
        if kind == "file":
            (tmp_path / argument).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / argument).write_bytes(content)
        elif kind == "in":
            stdin = content
        elif kind == "run":
            done = mojifix(*shlex.split(argument), stdin=stdin, cwd=tmp_path)
            stdin = b""
        elif kind == "head":
            lines, _, arguments = argument.partition(" ")
            done = _cut_off(arguments, int(lines), tmp_path)
        elif kind == "then":
            assert (tmp_path / argument).read_bytes() == content, argument
        else:
            assert done is not None, "== run comes first"
            assert b"Traceback" not in done.stderr
            if kind == "out":
                assert done.stdout.decode() == content.decode()
            elif kind == "err":
                assert content.decode().strip() in done.stderr.decode()
            elif kind == "json":
                for record, line in zip(done.stdout.splitlines(), content.splitlines(), strict=True):
                    wanted = json.loads(line)
                    assert {key: value for key, value in json.loads(record).items() if key in wanted} == wanted
            elif kind == "err-is":
                assert done.stderr == content
            else:
                assert kind == "status", f"no such section: {kind}"
                assert done.returncode == int(argument), done.stderr


@pytest.mark.parametrize("wish", WISHES)
def test_every_wish_has_a_case_that_bears_its_name(wish: str) -> None:
    assert wish.lower().replace(" ", "-") in names()
