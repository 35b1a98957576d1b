"""Writing in place: whole, or not at all."""

from __future__ import annotations

import os
import re
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from command import COMMAND, GARBLED, RIGHT, mojifix

from mojifix import write


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_bytes(GARBLED.encode())
    return path


def test_in_place(page: Path) -> None:
    done = mojifix("-w", page)
    assert (done.returncode, done.stdout, page.read_bytes()) == (0, b"", RIGHT.encode())
    assert re.fullmatch(rf"mojifix: {page}: \d repairs made\n", done.stderr.decode())
    assert os.listdir(page.parent) == ["page.txt"]


def test_quiet_writing_says_nothing(page: Path) -> None:
    done = mojifix("-w", "-q", page)
    assert (done.stderr, page.read_bytes()) == (b"", RIGHT.encode())


def test_a_file_without_repairs_is_never_opened_for_writing(page: Path) -> None:
    page.write_bytes(RIGHT.encode())
    before = page.stat()
    assert mojifix("-w", page).returncode == 0
    after = page.stat()
    assert (before.st_ino, before.st_mtime_ns, before.st_ctime_ns) == (after.st_ino, after.st_mtime_ns, after.st_ctime_ns)


def test_everything_outside_the_repairs_stays_byte_for_byte(page: Path) -> None:
    around = b"\xef\xbb\xbfone\r\ntwo\rthree \xff\xfe bad \xe9\x0b\x0c\x85\n", b"\r\n\r\nno end"
    page.write_bytes(around[0] + GARBLED.encode() + around[1])
    mojifix("-w", page)
    assert page.read_bytes() == around[0] + RIGHT.encode() + around[1]


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-be", "utf-32"])
def test_a_file_with_the_mark_of_utf16_or_utf32_stays_in_it(page: Path, codec: str) -> None:
    mark = "\ufeff" if codec.endswith("be") else ""
    page.write_bytes((mark + GARBLED).encode(codec))
    mojifix("-w", page)
    assert page.read_bytes() == (mark + RIGHT).encode(codec)


def test_mode_and_owner_stay(page: Path) -> None:
    page.chmod(0o751)
    if os.geteuid() == 0:
        os.chown(page, 12345, 54321)
    before = page.stat()
    mojifix("-w", page)
    after = page.stat()
    assert page.read_bytes() == RIGHT.encode()
    assert (stat.S_IMODE(after.st_mode), after.st_uid, after.st_gid) == (0o751, before.st_uid, before.st_gid)


def test_a_symbolic_link_stays_and_its_target_is_written(page: Path, tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    link = tmp_path / "sub" / "link.txt"
    link.symlink_to("../page.txt")
    mojifix("-w", link)
    assert link.is_symlink()
    assert page.read_bytes() == RIGHT.encode()
    assert os.listdir(tmp_path / "sub") == ["link.txt"]


def test_a_hard_link_stays_one_and_no_journal_is_left(page: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    os.link(page, other)
    mojifix("-w", page)
    assert other.read_bytes() == RIGHT.encode()
    assert other.stat().st_ino == page.stat().st_ino
    assert sorted(os.listdir(tmp_path)) == ["other.txt", "page.txt"]


@pytest.mark.parametrize("done", [0, 10, 40, 60])
def test_a_write_to_a_hard_link_that_was_cut_off_is_finished_by_the_next_run(page: Path, done: int) -> None:
    old, new = GARBLED.encode(), RIGHT.encode()
    page.write_bytes(new[:done] + old[done:])
    journal = page.parent / f"{write.PREFIX}x{write.JOURNAL}"
    journal.write_bytes(b"8 %d %d\n" % (len(old), len(new)) + b"page.txt" + old + new)
    assert mojifix("-w", page).returncode == 0
    assert page.read_bytes() == new
    assert not journal.exists()


def test_a_journal_of_a_file_that_was_changed_since_changes_nothing(page: Path) -> None:
    page.write_bytes(b"mine\n")
    journal = page.parent / f"{write.PREFIX}x{write.JOURNAL}"
    journal.write_bytes(b"8 3 3\npage.txtoldnew")
    mojifix("-w", page)
    assert page.read_bytes() == b"mine\n"
    assert not journal.exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_an_unwritable_folder_is_one_line_and_status_2(page: Path) -> None:
    page.parent.chmod(0o555)
    try:
        done = mojifix("-w", page)
    finally:
        page.parent.chmod(0o755)
    assert done.returncode == 2
    assert b"may not be written; check its permissions" in done.stderr
    assert page.read_bytes() == GARBLED.encode()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may become somebody else")
def test_somebody_who_may_not_write_the_folder_is_told_in_one_line(page: Path) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        mine = Path(folder, "mine.txt")
        mine.write_bytes(GARBLED.encode())
        os.chown(mine, 12345, 12345)
        code = "import os, random, sys, tempfile; from mojifix.write import *; os.setgid(12345); os.setuid(12345)\n"
        code += "try: replace(sys.argv[1], b'', open(sys.argv[1], 'rb').read())\nexcept Unreadable as error: print(error)"
        done = subprocess.run([sys.executable, "-c", code, mine], capture_output=True, text=True, check=False)
        assert f"the folder {folder} may not be written" in done.stdout
        assert mine.read_bytes() == GARBLED.encode()


def test_a_file_that_somebody_else_changed_meanwhile_is_left_alone(page: Path) -> None:
    before = page.read_bytes()
    page.write_bytes(b"newer words")
    with pytest.raises(write.Unreadable, match="was changed while mojifix read it; run mojifix again"):
        write.replace(str(page), b"ours", before)
    assert page.read_bytes() == b"newer words"


def test_what_killed_runs_left_is_removed_and_what_running_ones_use_is_not(page: Path) -> None:
    import fcntl

    left, used = (page.parent / f"{write.PREFIX}{name}{write.TEMPORARY}" for name in ("left", "used"))
    left.write_bytes(b"half")
    with used.open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        mojifix("-w", page.parent)
        assert used.exists()
    assert not left.exists()
    assert page.read_bytes() == RIGHT.encode()


def test_a_kill_at_any_moment_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    """A few kills; benchmarks/kills.py does a thousand."""
    old = GARBLED.encode() * 300
    new = RIGHT.encode() * 300
    paths = [tmp_path / f"{i}.txt" for i in range(40)]
    for moment in range(8):
        for path in paths:
            path.write_bytes(old)
        running = subprocess.Popen([*COMMAND, "-w", "-q", *map(str, paths)], stdout=subprocess.PIPE)
        time.sleep(0.08 + 0.05 * moment)
        running.send_signal(signal.SIGKILL)
        running.communicate(timeout=20)  # until its workers are gone, too: what they still write is not astray yet
        assert {path.read_bytes() for path in paths} <= {old, new}
    mojifix("-w", *paths)
    assert {path.read_bytes() for path in paths} == {new}
    assert len(os.listdir(tmp_path)) == len(paths)


def test_a_killed_run_takes_its_processes_with_it(tmp_path: Path) -> None:
    paths = [tmp_path / f"{i}.txt" for i in range(100)]
    for path in paths:
        path.write_bytes(GARBLED.encode())
    running = subprocess.Popen([*COMMAND, "-w", "-j2", *map(str, paths)], stdout=subprocess.PIPE)
    time.sleep(0.3)
    running.kill()
    # Standard output ends when the last process that has it does.
    running.communicate(timeout=20)


def test_a_missing_file_is_named_and_the_others_are_written(page: Path) -> None:
    done = mojifix("-w", page.parent / "missing", page)
    assert (done.returncode, page.read_bytes()) == (2, RIGHT.encode())
    assert b"missing: no such file; check the name" in done.stderr


def test_a_named_pipe_or_device_is_not_written(page: Path) -> None:
    done = mojifix("-w", "/dev/null")
    assert (done.returncode, done.stderr) == (0, b"")
