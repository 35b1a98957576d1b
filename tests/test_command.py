"""The main job through the installed command."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import mojifix

FIXTURES = Path(__file__).parent.parent / "fixtures"
GARBLED = (FIXTURES / "french-news.txt").read_bytes()
RIGHT = (FIXTURES / "french-news.fixed.txt").read_bytes()
COMMAND = str(Path(sys.executable).parent / "mojifix")


def run(*args: str, stdin: bytes = b"", **env: str) -> subprocess.CompletedProcess[bytes]:
    command = [COMMAND] if os.path.exists(COMMAND) else [sys.executable, "-m", "mojifix"]
    return subprocess.run([*command, *args], input=stdin, capture_output=True, env=os.environ | env, timeout=60, check=False)


@pytest.mark.parametrize("args", [[], ["-"], [str(FIXTURES / "french-news.txt")]])
def test_filter_repairs_standard_input_and_files(args: list[str]) -> None:
    done = run(*args, stdin=GARBLED)
    assert (done.returncode, done.stdout, done.stderr) == (0, RIGHT, b"")


def test_filter_does_not_depend_on_the_locale() -> None:
    assert run(stdin=GARBLED, LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0").stdout == RIGHT


def test_right_text_passes_byte_for_byte() -> None:
    assert run(stdin=RIGHT).stdout == RIGHT


def test_crlf_bom_and_missing_final_newline_stay() -> None:
    assert (
        run(stdin=b"\xef\xbb\xbfdon\xc3\xa2\xe2\x82\xac\xe2\x84\xa2t\r\nlast\rx").stdout == "\ufeffdon’t\r\nlast\rx".encode()
    )


def test_bytes_that_are_not_utf8_pass_untouched_with_a_warning_where_utf8_is_asked_for() -> None:
    done = run("--encoding", "utf-8", stdin=b"caf\xe9 \xff\n" + "rÃ©sumÃ© dÃ©jÃ\xa0 vu\n".encode())
    assert done.stdout == b"caf\xe9 \xff\n" + "résumé déjà vu\n".encode()
    assert (done.returncode, done.stderr.count(b"\n")) == (0, 1)
    assert b"<stdin>: byte 3 is not UTF-8" in done.stderr


def test_explain_names_place_codec_and_steps() -> None:
    done = run("--explain", str(FIXTURES / "french-news.txt"))
    text = done.stdout.decode()
    assert "french-news.txt:5:" in text
    assert "encode iso8859-16, decode utf-8" in text
    assert "Ɠ -> œ  [encode utf-8, decode iso8859-2, encode iso8859-16, decode utf-8;" in text


def test_a_missing_file_and_a_folder_are_one_clear_line_each_and_the_others_are_still_processed(tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_bytes(b"fine\n")
    done = run(str(tmp_path / "missing"), str(tmp_path), str(good))
    assert (done.returncode, done.stdout) == (2, b"fine\n")
    lines = done.stderr.decode().splitlines()
    assert len(lines) == 2
    assert "missing: no such file; check the name" in lines[0]
    assert "is a folder; say what to do with it: -w, -d, -l or --check" in lines[1]


def test_unknown_options_and_abbreviations_are_usage_errors() -> None:
    for option in ("--nonsense", "--expl"):
        done = run(option)
        assert done.returncode == 2
        assert b"Traceback" not in done.stderr


def test_version_and_help_go_to_standard_output() -> None:
    assert run("--version").stdout.decode() == f"mojifix {mojifix.__version__}\n"
    assert b"--explain" in run("--help").stdout


def test_a_reader_that_goes_away_ends_the_command_silently(tmp_path: Path) -> None:
    big = tmp_path / "big.txt"
    big.write_bytes(b"a line of text\n" * 200_000)
    command = COMMAND if os.path.exists(COMMAND) else f"{sys.executable} -m mojifix"
    done = subprocess.run(f"{command} {big} | head -n 1", shell=True, capture_output=True, timeout=60, check=False)
    assert (done.stdout, done.stderr) == (b"a line of text\n", b"")
