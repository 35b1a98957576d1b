"""What the command tells of files, and its exit status."""

from __future__ import annotations

import io
import subprocess
import sys
import time
from pathlib import Path

import pytest
from command import GARBLED, RIGHT, mojifix

from mojifix import cli


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "bad.txt").write_bytes(b"one\n" + GARBLED.encode())
    (tmp_path / "good.txt").write_bytes(RIGHT.encode())
    return tmp_path


def test_check_status(folder: Path) -> None:
    assert mojifix("--check", folder / "good.txt").returncode == 0
    assert mojifix("--check", folder / "bad.txt", folder / "good.txt").returncode == 1
    assert mojifix("--check", folder / "bad.txt", folder / "missing").returncode == 2


@pytest.mark.parametrize("verb", ["--check", "-d", "-l", "--format=concise", "--format=json"])
def test_whatever_looks_for_garbled_text_exits_1_when_it_finds_some(folder: Path, verb: str) -> None:
    assert mojifix(verb, folder).returncode == 1
    assert mojifix(verb, folder / "good.txt").returncode == 0
    assert mojifix(verb, folder / "good.txt").stdout == b""


def test_explain_and_writing_exit_0(folder: Path) -> None:
    assert mojifix("--explain", folder).returncode == 0
    assert mojifix("--explain", "--check", folder).returncode == 1
    assert mojifix("-w", folder).returncode == 0


def test_exit_non_zero_on_fix(folder: Path) -> None:
    assert mojifix("-w", "--exit-non-zero-on-fix", folder).returncode == 1
    assert mojifix("-w", "--exit-non-zero-on-fix", folder).returncode == 0


def test_line_and_column(folder: Path) -> None:
    lines = mojifix("--check", "bad.txt", cwd=folder).stdout.decode().splitlines()
    assert lines[0] == "bad.txt:2:7: Ã© -> é"
    assert len(lines) >= 5


def test_list_names_garbled_files(folder: Path) -> None:
    assert mojifix("-l", ".", cwd=folder).stdout == b"bad.txt\n"


def test_diff(folder: Path) -> None:
    done = mojifix("-d", "bad.txt", "good.txt", cwd=folder)
    assert done.stdout.decode() == f"--- bad.txt\n+++ bad.txt\n@@ -1,2 +1,2 @@\n one\n-{GARBLED}+{RIGHT}"


def test_dry_run(folder: Path) -> None:
    before = (folder / "bad.txt").stat()
    for verb in ("--check", "-d", "-l", "--explain"):
        mojifix(verb, folder)
    after = (folder / "bad.txt").stat()
    assert (before.st_mtime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ino)
    assert sorted(path.name for path in folder.iterdir()) == ["bad.txt", "good.txt"]


@pytest.mark.parametrize("name", ["plain.txt", "with space.txt", "é.txt", 'quo"te.txt'])
def test_patch_applies_the_diff(tmp_path: Path, name: str) -> None:
    filler = b"x\r\n" * 9
    old = GARBLED.encode() + filler + GARBLED.encode() + b"y\n" * 2 + filler * 2 + GARBLED.encode().rstrip()
    (tmp_path / name).write_bytes(old)
    done = mojifix("-d", name, cwd=tmp_path)
    assert done.stdout.count(b"@@ -") == 3
    subprocess.run(["patch", "-p0", "--binary"], input=done.stdout, cwd=tmp_path, check=True, capture_output=True)
    assert (tmp_path / name).read_bytes() == old.replace(GARBLED.strip().encode(), RIGHT.strip().encode())


def test_standard_input_can_be_checked(folder: Path) -> None:
    done = mojifix("--check", "--stdin-filename", "from an editor.txt", stdin=GARBLED.encode())
    assert done.returncode == 1
    assert done.stdout.startswith(b"from an editor.txt:1:7: ")
    assert mojifix("-d", "-", stdin=GARBLED.encode()).stdout.startswith(b"--- <stdin>\n")


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["-w"], "name one"),
        (["-w", "-"], "name one"),
        (["-w", "--check", "x"], "choose one"),
        (["-d", "-l", "x"], "choose one"),
        (["-d", "--format", "json", "x"], "choose one"),
        (["--exit-non-zero-on-fix", "x"], "goes with -w"),
        (["--format", "xml", "x"], "invalid choice"),
        (["--confidence", "2", "x"], "no number from 0 to 1"),
        (["--block-size", "lots", "x"], "write a number"),
        (["--block-size", "0", "x"], "a character at least"),
        (["."], "is a folder; say what to do with it"),
    ],
)
def test_what_makes_no_sense_is_a_usage_error(args: list[str], says: str, folder: Path) -> None:
    done = mojifix(*args, cwd=folder)
    assert done.returncode == 2
    assert says in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_missing_file(folder: Path) -> None:
    done = mojifix("--check", "missing.txt", cwd=folder)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().splitlines() == ["mojifix: missing.txt: no such file; check the name"]


def test_bad_byte(folder: Path) -> None:
    (folder / "bad.txt").write_bytes(RIGHT.encode() + b"\xff\n" + GARBLED.encode())
    done = mojifix("--check", "bad.txt", cwd=folder)
    assert done.stdout.decode().startswith("bad.txt:3:7: ")
    assert f"bad.txt: byte {len(RIGHT.encode())} is not UTF-8" in done.stderr.decode()


def test_a_file_in_another_encoding_is_named_and_left_as_it_is(folder: Path) -> None:
    data = RIGHT.replace("’", "'").encode("latin-1")
    (folder / "latin.txt").write_bytes(data)
    done = mojifix("-w", "latin.txt", cwd=folder)
    assert done.returncode == 0
    assert "latin.txt: " in done.stderr.decode()
    assert (folder / "latin.txt").read_bytes() == data


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("terminal", "env", "quiet", "shown"),
    [(True, {}, False, True), (False, {}, False, False), (True, {"PRE_COMMIT": "1"}, False, False), (True, {}, True, False)],
)
def test_long_work_shows_its_progress_on_a_terminal_and_never_in_a_hook(
    monkeypatch: pytest.MonkeyPatch, terminal: bool, env: dict[str, str], quiet: bool, shown: bool
) -> None:
    monkeypatch.delenv("PRE_COMMIT", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    stream = Terminal() if terminal else io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    clock = iter([0.0, 0.5, 1.1, 1.15, 1.4])
    monkeypatch.setattr(time, "monotonic", lambda: next(clock))
    progress = cli._Progress(quiet)
    for number in range(5):
        progress.show(number)
    progress.clear()
    wanted = "\r\x1b[Kmojifix: 2 files\r\x1b[Kmojifix: 4 files\r\x1b[K" if shown else ""
    assert stream.getvalue() == wanted


def test_several_processes_tell_the_same_in_the_same_order(tmp_path: Path) -> None:
    for i in range(60):
        (tmp_path / f"{i:02}.txt").write_bytes(GARBLED.encode() if i % 3 else RIGHT.encode())
    one = mojifix("--check", "-j", "1", ".", cwd=tmp_path)
    two = mojifix("--check", "-j", "2", ".", cwd=tmp_path)
    assert one.stdout == two.stdout
    assert one.stdout.count(b"\n") >= 5 * 40
    assert (one.returncode, two.returncode) == (1, 1)
