"""The boundary to files as a state machine: files are made, garbled, repaired in place, killed, resumed and undone.

The model knows what each file must hold; after each step the disk holds that, and nothing else lies in the folder.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from command import COMMAND, RIGHT
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from materials import LIKELY, Damage
from strategies import documents
from test_laws import CASES

import mojifix
from mojifix import cli
from mojifix.files import decode, encode

NAMES = ("a.txt", "b.csv", "sub/c.md", "sub/ü.txt")
AROUND = (b"", b"\xef\xbb\xbf", b"\xff bad byte\r\n", b"no end")


def run(*args: str) -> tuple[int, str]:
    """The command within this process: its exit status and what it printed."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="")
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        status = cli.main(["--isolated", "--encoding", "utf-8", "-j1", *args])
        out.flush()
    out.seek(0)
    return status, out.read()


def repaired(data: bytes) -> bytes:
    """What `-w` has to make of a file that holds `data`."""
    return encode(mojifix.fix(decode(data)))


def undone(data: bytes, findings: list[dict[str, object]]) -> bytes:
    """The bytes before `-w`, from those after it and the JSON report."""
    pieces = []
    done = shift = 0
    for one in findings:
        start, before, after = int(str(one["byte_start"])) + shift, encode(str(one["before"])), encode(str(one["after"]))
        assert data[start : start + len(after)] == after
        pieces += [data[done:start], before]
        done = start + len(after)
        shift += len(after) - len(before)
    return b"".join([*pieces, data[done:]])


class Files(RuleBasedStateMachine):
    """A folder, and what its files have to hold."""

    @initialize(text=documents(), damage=st.sampled_from(LIKELY), times=st.sampled_from((1, 40)))
    def begin(self, text: str, damage: Damage, times: int) -> None:
        self.folder = Path(tempfile.mkdtemp())
        (self.folder / "sub").mkdir()
        self.held: dict[str, bytes] = {}
        self.linked: set[str] = set()
        self.undo: dict[str, tuple[bytes, bytes, list[dict[str, object]]]] = {}
        self.put("a.txt", encode(damage.run(f"{RIGHT}{text}\n")) * times)
        self.put("sub/ü.txt", encode(RIGHT))

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            shutil.rmtree(self.folder)

    def put(self, name: str, data: bytes) -> None:
        self.held[name] = data
        (self.folder / name).write_bytes(data)

    @rule(name=st.sampled_from(NAMES), text=documents(), around=st.sampled_from(AROUND))
    def create(self, name: str, text: str, around: bytes) -> None:
        if "mojifix:" not in text:
            self.put(name, around + encode(text))

    @rule(data=st.data(), damage=st.sampled_from(LIKELY), times=st.sampled_from((1, 1, 40)))
    def garble(self, data: st.DataObject, damage: Damage, times: int) -> None:
        name = data.draw(st.sampled_from(sorted(self.held)))
        text = decode(self.held[name])
        with contextlib.suppress(UnicodeError):
            self.put(name, damage.run(text).encode()[:20_000] * (times if len(text) < 500 else 1))

    @precondition(lambda self: "a.txt" in self.held and "a.txt" not in self.linked)
    @rule()
    def link(self) -> None:
        os.link(self.folder / "a.txt", self.folder / "linked.txt")
        self.linked.add("a.txt")

    @rule()
    def report_and_write(self) -> None:
        findings: dict[str, list[dict[str, object]]] = {}
        status, printed = run("--format", "json", str(self.folder))
        for line in printed.splitlines():
            one = json.loads(line)
            findings.setdefault(os.path.relpath(one["path"], self.folder), []).append(one)
        wanted = {name: repaired(data) for name, data in self.held.items()}
        changed = {name for name, data in self.held.items() if wanted[name] != data}
        assert status == bool(changed)
        assert set(findings) - {"linked.txt"} == changed
        assert run("-w", "-q", str(self.folder))[0] == 0
        for name in changed:
            after = (self.folder / name).read_bytes()
            assert after == wanted[name]
            assert undone(after, findings[name]) == self.held[name]
            self.undo[name] = (self.held[name], after, findings[name])
        self.held = wanted

    @precondition(lambda self: self.undo)
    @rule(data=st.data())
    def undo_from_the_report(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(self.undo)))
        before, after, findings = self.undo.pop(name)
        if self.held[name] == after:
            self.put(name, undone((self.folder / name).read_bytes(), findings))
            assert self.held[name] == before

    @precondition(lambda self: any(repaired(data) != data for data in self.held.values()))
    @rule(moments=st.lists(st.sampled_from((0.05, 0.12, 0.2, 0.3, 0.45)), min_size=1, max_size=2))
    def kill_and_resume(self, moments: list[float]) -> None:
        """Each file holds the old bytes or the new ones then; one with two names may be torn until the next run."""
        wanted = {name: repaired(data) for name, data in self.held.items()}
        for moment in moments:
            command = [*COMMAND, "-w", "-q", "--isolated", "--encoding", "utf-8", "-j1", str(self.folder)]
            with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
                time.sleep(moment)
                running.kill()
            for name, old in self.held.items():
                assert name in self.linked or (self.folder / name).read_bytes() in (old, wanted[name]), name
        assert run("-w", "-q", str(self.folder))[0] == 0
        self.held = wanted

    @invariant()
    def the_disk_holds_what_it_must_and_nothing_else(self) -> None:
        found = {
            path.relative_to(self.folder).as_posix(): path.read_bytes() for path in self.folder.rglob("*") if path.is_file()
        }
        wanted = dict(self.held)
        if self.linked:
            wanted["linked.txt"] = self.held["a.txt"]
        assert found == wanted


Files.TestCase.settings = settings(
    max_examples=max(8, CASES // 3),
    stateful_step_count=12,
    deadline=None,
    derandomize="MOJIFIX_CASES" not in os.environ,
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.skipif(sys.platform == "win32", reason="no hard links and no kill there")
class TestFiles(Files.TestCase):  # type: ignore[misc, name-defined]
    """Files as hypothesis drives them."""
