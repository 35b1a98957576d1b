"""Files in other encodings: named, converted or kept as people say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command import GARBLED, RIGHT, garble, mojifix

RUSSIAN = "Привет, как дела? Всё хорошо, спасибо.\nСегодня мы идём в театр вместе с друзьями.\n"
FRENCH = RIGHT.replace("’", "'") * 2


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "ru.txt").write_bytes(RUSSIAN.encode("cp1251"))
    (tmp_path / "utf8.txt").write_bytes(GARBLED.encode())
    (tmp_path / "utf16.txt").write_bytes(GARBLED.encode("utf-16"))
    return tmp_path


def test_a_filter_finds_the_encoding_out_and_puts_out_utf8(folder: Path) -> None:
    done = mojifix("ru.txt", cwd=folder)
    assert done.stdout.decode() == RUSSIAN
    assert b"ru.txt: is in cp1251 (confidence " in done.stderr
    assert mojifix("utf16.txt", cwd=folder).stdout.decode() == RIGHT


def test_the_encoding_can_be_named(folder: Path) -> None:
    done = mojifix("--encoding", "Windows-1251", "ru.txt", cwd=folder)
    assert (done.stdout.decode(), done.stderr) == (RUSSIAN, b"")
    done = mojifix("--encoding", "latin1", stdin="déjà vu\n".encode("latin-1"))
    assert done.stdout.decode() == "déjà vu\n"
    assert mojifix("--encoding", "utf-16-le", stdin=RIGHT.encode("utf-16-le")).stdout.decode() == RIGHT


@pytest.mark.parametrize("option", ["--encoding", "--to"])
def test_an_unknown_encoding_is_a_usage_error_with_the_nearest_name(option: str) -> None:
    done = mojifix(option, "cp1225", stdin=b"x")
    assert (done.returncode, done.stdout) == (2, b"")
    assert f"{option}: unknown codec 'cp1225'; did you mean" in done.stderr.decode()


def test_in_place_a_file_in_another_encoding_is_named_and_left_until_told(folder: Path) -> None:
    before = (folder / "ru.txt").stat()
    done = mojifix("-w", "ru.txt", cwd=folder)
    assert done.returncode == 0
    assert "ru.txt: is in cp1251 (confidence " in done.stderr.decode()
    assert "--to utf-8 converts it, --keep-encoding repairs it" in done.stderr.decode()
    assert (folder / "ru.txt").stat().st_mtime_ns == before.st_mtime_ns
    assert mojifix("-w", "--to", "utf-8", "ru.txt", cwd=folder).returncode == 0
    assert (folder / "ru.txt").read_bytes().decode() == RUSSIAN


def test_keep_encoding_repairs_a_file_as_it_is(folder: Path) -> None:
    # Latin-1 text that was garbled once and then stored as cp1252.
    text = FRENCH + garble(FRENCH)
    (folder / "a.txt").write_bytes(text.encode("cp1252", "replace"))
    mojifix("-w", "--keep-encoding", "--encoding", "cp1252", "a.txt", cwd=folder)
    assert (folder / "a.txt").read_bytes() == (FRENCH * 2).encode("cp1252")
    assert mojifix("-w", "--keep-encoding", "ru.txt", cwd=folder).returncode == 0
    assert (folder / "ru.txt").read_bytes() == RUSSIAN.encode("cp1251")


def test_to_converts_in_the_filter_and_in_place(folder: Path) -> None:
    assert mojifix("--to", "cp1251", stdin=RUSSIAN.encode()).stdout == RUSSIAN.encode("cp1251")
    assert mojifix("--to", "utf-16", "utf8.txt", cwd=folder).stdout == RIGHT.encode("utf-16")
    done = mojifix("-w", "--to", "utf-8", "--exit-non-zero-on-fix", "utf16.txt", cwd=folder)
    assert done.returncode == 1
    assert (folder / "utf16.txt").read_bytes() == RIGHT.encode()


def test_what_would_be_converted_counts_as_found(folder: Path) -> None:
    assert mojifix("-l", "ru.txt", cwd=folder).returncode == 0
    done = mojifix("-l", "--to", "utf-8", "ru.txt", cwd=folder)
    assert (done.returncode, done.stdout) == (1, b"ru.txt\n")


def test_what_an_encoding_cannot_hold_is_one_line_and_the_file_stays(folder: Path) -> None:
    done = mojifix("-w", "--to", "latin-1", "ru.txt", cwd=folder)
    assert done.returncode == 2
    assert "ru.txt: 'П' can't be written in latin-1; it is as it was" in done.stderr.decode()
    assert (folder / "ru.txt").read_bytes() == RUSSIAN.encode("cp1251")


def test_errors_says_what_becomes_of_bytes_that_no_encoding_explains() -> None:
    data = GARBLED.encode() + b"\xff\n"
    utf8 = ("--encoding", "utf-8")
    assert mojifix(*utf8, stdin=data).stdout == RIGHT.encode() + b"\xff\n"
    assert mojifix(*utf8, "--errors", "replace", stdin=data).stdout.decode() == RIGHT + "\ufffd\n"
    done = mojifix(*utf8, "--errors", "strict", stdin=data)
    assert done.returncode == 2
    assert b"holds bytes that no encoding explains" in done.stderr


def test_lines_in_several_encodings_are_read_each_in_its_own(tmp_path: Path) -> None:
    data = RUSSIAN.encode() * 2 + RUSSIAN.encode("cp1251") + RUSSIAN.encode()
    done = mojifix(stdin=data)
    assert done.stdout.decode() == RUSSIAN * 4
    assert b"<stdin>: has lines in cp1251 and utf-8; read as such" in done.stderr
    (tmp_path / "a.txt").write_bytes(data)
    mojifix("-w", tmp_path / "a.txt")
    assert (tmp_path / "a.txt").read_bytes() == data
    mojifix("-w", "--to", "utf-8", tmp_path / "a.txt")
    assert (tmp_path / "a.txt").read_bytes().decode() == RUSSIAN * 4


def test_keep_encoding_keeps_each_line_in_its_own(tmp_path: Path) -> None:
    data = GARBLED.encode() + RUSSIAN.encode("cp1251") + RUSSIAN.encode()
    (tmp_path / "a.txt").write_bytes(data)
    mojifix("-w", "--keep-encoding", tmp_path / "a.txt")
    assert (tmp_path / "a.txt").read_bytes() == data.replace(GARBLED.encode(), RIGHT.encode())


def test_iso_2022_is_read_and_colours_of_a_log_are_not_taken_for_it() -> None:
    japanese = "これはテストです。日本語の文章を書きます。\n"
    assert mojifix(stdin=japanese.encode("iso2022_jp")).stdout.decode() == japanese
    log = f"\x1b[31mred\x1b(B\x1b[m {GARBLED}"
    assert mojifix(stdin=log.encode()).stdout.decode() == log.replace(GARBLED, RIGHT)


def test_detect_names_the_encoding_of_each_file(folder: Path) -> None:
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    done = mojifix("--detect", ".", cwd=folder)
    assert done.returncode == 0
    lines = done.stdout.decode().splitlines()
    assert [line.split(" (")[0] for line in lines] == [
        "picture.png: binary",
        "ru.txt: cp1251",
        "utf16.txt: utf-16-le",
        "utf8.txt: utf-8",
    ]
    record = json.loads(mojifix("--detect", "--format", "json", "ru.txt", cwd=folder).stdout)
    assert (record["path"], record["encoding"], record["confidence"] > 0.9) == ("ru.txt", "cp1251", True)
    assert mojifix("--detect", stdin=RUSSIAN.encode("koi8-r")).stdout.startswith(b"<stdin>: koi8-r ")
