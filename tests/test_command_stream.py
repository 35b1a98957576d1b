"""Streams: bounded memory, the same result however the bytes come."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import threading
from itertools import pairwise
from pathlib import Path

import pytest
from command import COMMAND, GARBLED, RIGHT, garble, mojifix
from promises import Pieces

from mojifix import files, filtering, stream
from mojifix.config import Settings
from mojifix.transcode import Coding


def filtered(data: bytes, seed: int, **how: int) -> bytes:
    settings = filtering.How("x", Settings(), Coding(), **how)
    return b"".join(v for k, v in filtering.run(Pieces(data, seed), settings) if isinstance(v, bytes))


MIXED = (GARBLED + "русский текст 😀\r\nplain\n\n" + garble("Größe, schön", "cp437") + "\n").encode() + b"bad \xff\xc3\n"


@pytest.mark.parametrize("how", [{}, {"block_size": 100}, {"block_size": 7}, {"line_buffered": True}])
def test_the_result_does_not_depend_on_how_the_pipe_cuts_the_bytes(how: dict[str, int]) -> None:
    results = {filtered(MIXED * 4, seed, **how) for seed in range(5)}
    assert len(results) == 1


def test_a_real_pipe_gives_what_a_file_gives(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(MIXED * 50)
    running = subprocess.Popen(
        [*COMMAND, "--block-size", "1K"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert running.stdin and running.stdout

    def feed(pipe: io.BufferedWriter) -> None:
        for i in range(0, len(MIXED * 50), 777):
            pipe.write((MIXED * 50)[i : i + 777])
            pipe.flush()
        pipe.close()

    threading.Thread(target=feed, args=(running.stdin,)).start()
    out = running.stdout.read()
    running.wait()
    assert out == mojifix("--block-size", "1K", tmp_path / "a.txt").stdout


def test_blocks_end_where_lines_do_and_hold_everything() -> None:
    text = "one\ntwo\r\nthree\rfour five six seven eight\r\n" * 3
    for size in range(1, 60):
        cut = list(stream.blocks([text], size))
        assert "".join(cut) == text
        assert max(map(len, cut)) <= size
        assert not any(a.endswith("\r") and b.startswith("\n") for a, b in pairwise(cut)) or size < 2
    assert list(stream.blocks(["a\nb\nc", "c\nd"], 4)) == ["a\nb\n", "cc\nd"]


def test_in_place_and_diff_agree_with_the_filter_on_every_block_size(tmp_path: Path) -> None:
    for size in ("60", "1M"):
        (tmp_path / "a.txt").write_bytes(GARBLED.encode() * 20)
        out = mojifix("--block-size", size, tmp_path / "a.txt").stdout
        mojifix("-w", "--block-size", size, tmp_path / "a.txt")
        assert (tmp_path / "a.txt").read_bytes() == out == RIGHT.encode() * 20


def test_what_a_document_shows_counts_in_its_later_blocks() -> None:
    sentence = "Le café est fermé jusqu’à l’été. Où sont les élèves ? C’est déjà prêt, à côté, près de la forêt.\n"
    alone = garble("ô", "iso8859-16") + "\n"
    assert mojifix(stdin=alone.encode()).stdout == alone.encode(), "alone, it could be anything"
    text = garble(sentence, "iso8859-16") * 3 + "plain words\n" * 40 + alone
    for how in (["--block-size", "150"], ["--line-buffered"], []):
        assert mojifix(*how, stdin=text.encode()).stdout.decode().endswith("plain words\nô\n")


def peak(pieces: int) -> float:
    """The most megabytes of memory that the filter takes for so many megabytes of text."""
    code = (
        "import resource, sys; from mojifix.cli import main; main([]); "
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
    )
    running = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    assert running.stdin and running.stderr
    piece = b"a line of plain text, as logs have them\n" * 25_000 + GARBLED.encode()
    for _ in range(pieces):
        running.stdin.write(piece)
    running.stdin.close()
    said = int(running.stderr.read().split()[-1])
    running.wait()
    return said / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def test_memory_is_bounded() -> None:
    """A gigabyte would take too long here; 80 MB tell whether memory grows with the input."""
    few, many = peak(8), peak(80)
    assert many < few + 6, (few, many)


def test_a_line_without_end_is_bounded_too() -> None:
    data = b"x" * 5_000_000 + GARBLED.encode()
    assert mojifix("--block-size", "64K", stdin=data).stdout == b"x" * 5_000_000 + RIGHT.encode()


def test_line_buffered_shows_lines_as_they_come() -> None:
    running = subprocess.Popen([*COMMAND, "--line-buffered"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert running.stdin and running.stdout
    try:
        for _ in range(3):
            running.stdin.write(GARBLED.encode())
            running.stdin.flush()
            assert running.stdout.readline() == RIGHT.encode()
        running.stdin.write(b"the start of ")
        running.stdin.flush()
        running.stdin.write(b"a line\n")
        running.stdin.flush()
        assert running.stdout.readline() == b"the start of a line\n"
    finally:
        running.stdin.close()
        running.wait(timeout=10)


def test_broken_pipe(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes((GARBLED * 2000).encode())
    for verb in ("", "--check", "-d", "--format=json"):
        line = f"{' '.join(COMMAND)} {verb} {tmp_path / 'a.txt'} | head -n 1"
        done = subprocess.run(line, shell=True, capture_output=True, timeout=60, check=False)
        assert done.stdout.count(b"\n") == 1
        assert done.stderr == b""


@pytest.mark.parametrize("args", [[], ["--version"], ["-q", "--version"], ["--help"], ["-h"]])
def test_a_full_disk_is_one_clear_line(args: list[str]) -> None:
    if not os.path.exists("/dev/full"):
        pytest.skip("no /dev/full here")
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*COMMAND, *args], input=b"text\n", stdout=full, stderr=subprocess.PIPE, timeout=30, check=False
        )
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1
    assert b"No space left" in done.stderr


@pytest.mark.parametrize(
    ("redirection", "status", "says"),
    [("<&-", 2, "standard input is closed"), (">&- <&0", 2, "standard output is closed"), ("2>&- nowhere", 2, "")],
)
def test_a_closed_stream_is_one_clear_line(redirection: str, status: int, says: str) -> None:
    line = f"{' '.join(COMMAND)} {redirection}"
    done = subprocess.run(line, shell=True, capture_output=True, input=b"x\n", timeout=30, check=False)
    assert (done.returncode, done.stdout) == (status, b"")
    assert says in done.stderr.decode() and done.stderr.count(b"\n") <= 1


def test_what_is_not_in_the_encoding_that_was_named_is_one_clear_line() -> None:
    done = mojifix("--encoding", "utf-16", stdin=b"abc\n")
    assert done.returncode == 2
    assert b"<stdin>: is no utf-16 (" in done.stderr


def test_binary_input_passes_untouched_with_a_notice() -> None:
    data = bytes(range(256)) * 100 + GARBLED.encode()
    done = mojifix(stdin=data)
    assert done.stdout == data
    assert b"<stdin>: is binary; passed through as it is" in done.stderr


def test_empty_input_gives_empty_output(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    for args in ([], ["--line-buffered"], [str(tmp_path / "empty")], ["--check", str(tmp_path / "empty")]):
        done = mojifix(*args)
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_decoding_is_incremental() -> None:
    for size in range(1, 9):
        pieces = [MIXED[i : i + size] for i in range(0, len(MIXED), size)]
        decoder = filtering._decoder("auto")
        text = "".join(decoder(piece, False) for piece in pieces) + decoder(b"", True)
        assert files.encode(text) == MIXED


@pytest.mark.parametrize("mark", ["", "mojifix: off\n"])
def test_the_text_alone_is_what_the_repairs_make(mark: str) -> None:
    lines = [f"le n° {number} a été là où l’hôtel était, à côté du théâtre n° {number}" for number in range(400)]
    garbled = [garble(line, "cp1252") + "\n" for line in lines]
    pieces = ["".join(garbled[i : i + 50]) for i in range(0, 300, 50)] + [
        mark + "".join(garbled[300:350]),
        "".join(garbled[350:]),
    ]
    told, plain = (stream.Repairer("x", Settings()) for _ in range(2))
    assert [told.repair(piece).text for piece in pieces] == (found := [plain.text(piece) for piece in pieces])
    assert "".join(found[:6]) == "".join(f"{line}\n" for line in lines[:300])
    assert ("Ã" in found[-1]) == bool(mark)
