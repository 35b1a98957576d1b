"""Findings in the formats of people and their tools."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from command import COMMAND, GARBLED, RIGHT, mojifix

from mojifix import repair
from mojifix.report import layers
from mojifix.steps import Step, replay

FIRST = repair(GARBLED).repairs[0]
MIXUP = " + ".join(layers(FIRST.steps))
FORMATS = ("concise", "full", "json", "github", "gitlab", "sarif", "html")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a 1.txt").write_bytes("\ufeffÅngström\r\n𝒳 ".encode() + GARBLED.encode())
    (tmp_path / "b.txt").write_bytes(GARBLED.encode())
    return tmp_path


def findings(folder: Path, *args: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in mojifix("--format", "json", *args, ".", cwd=folder).stdout.splitlines()]


def test_json_report(folder: Path) -> None:
    first = findings(folder)[0]
    assert first["path"] == "a 1.txt"
    assert (first["line"], first["column"], first["end_line"], first["end_column"]) == (2, 9, 2, 11)
    assert (first["before"], first["after"], first["mixup"]) == ("Ã©", "é", MIXUP)
    assert first["steps"] == [list(step) for step in FIRST.steps]
    assert first["guessed"] is False
    assert 0.9 <= float(str(first["confidence"])) <= 1


def test_json_offsets_are_those_of_the_file(folder: Path) -> None:
    for finding in findings(folder):
        data = (folder / str(finding["path"])).read_bytes()
        assert data[finding["byte_start"] : finding["byte_end"]].decode() == finding["before"]  # type: ignore[misc]
        assert data.decode()[finding["start"] : finding["end"]] == finding["before"]  # type: ignore[misc]


def test_the_report_replayed_on_the_input_gives_the_output(folder: Path) -> None:
    text = (folder / "b.txt").read_bytes().decode()
    for finding in reversed([f for f in findings(folder) if f["path"] == "b.txt"]):
        start, end, steps = finding["start"], finding["end"], finding["steps"]
        assert isinstance(start, int) and isinstance(end, int) and isinstance(steps, list)
        text = text[:start] + replay(text[start:end], tuple(Step(*step) for step in steps)) + text[end:]
    assert text == RIGHT


def test_full_shows_the_line_before_and_after(folder: Path) -> None:
    text = mojifix("--format", "full", "b.txt", cwd=folder).stdout.decode()
    assert text.startswith(f"b.txt:1:7: {MIXUP}\n  - Le cafÃ© est")
    assert "\n  + Le café est" in text
    assert "in 1 file\n" in text


def test_explain_adds_the_steps_to_every_format_for_people(folder: Path) -> None:
    for form in ("concise", "full", "github", "gitlab", "sarif"):
        assert b", decode utf-8; confidence " in mojifix("--explain", "--format", form, ".", cwd=folder).stdout
        assert b", decode utf-8; confidence " not in mojifix("--format", form, ".", cwd=folder).stdout


def test_github_annotations(folder: Path) -> None:
    lines = mojifix("--format", "github", ".", cwd=folder).stdout.decode().splitlines()
    assert lines[0] == (
        f"::error title=mojifix ({MIXUP}),file=a 1.txt,line=2,col=9,endLine=2,endColumn=11::Ã© -> é ({MIXUP})"
    )


def test_github_annotations_escape_what_would_end_them(tmp_path: Path) -> None:
    (tmp_path / "a,b:c%.txt").write_bytes(GARBLED.encode())
    assert b"file=a%2Cb%3Ac%25.txt,line=1" in mojifix("--format", "github", ".", cwd=tmp_path).stdout


def test_gitlab_code_quality(folder: Path) -> None:
    issues = json.loads(mojifix("--format", "gitlab", ".", cwd=folder).stdout)
    assert len(issues) == len(findings(folder)) == len({issue["fingerprint"] for issue in issues})
    assert issues[0]["location"]["path"] == "a 1.txt"
    assert issues[0]["location"]["positions"]["begin"] == {"line": 2, "column": 9}
    assert {"description", "check_name", "fingerprint", "severity", "location"} == set(issues[0])


def test_gitlab_fingerprints_outlive_lines_added_above(folder: Path) -> None:
    before = mojifix("--format", "gitlab", "b.txt", cwd=folder).stdout
    (folder / "b.txt").write_bytes(b"new\n\n" + GARBLED.encode())
    after = mojifix("--format", "gitlab", "b.txt", cwd=folder).stdout
    prints = [[issue["fingerprint"] for issue in json.loads(out)] for out in (before, after)]
    assert prints[0] == prints[1]


def test_sarif(folder: Path) -> None:
    log = json.loads(mojifix("--format", "sarif", ".", cwd=folder).stdout)
    run = log["runs"][0]
    assert (log["version"], run["columnKind"]) == ("2.1.0", "unicodeCodePoints")
    result = run["results"][0]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "a%201.txt"
    assert (place["region"]["startLine"], place["region"]["startColumn"]) == (2, 9)
    change = result["fixes"][0]["artifactChanges"][0]["replacements"][0]
    assert change["insertedContent"]["text"] == "é"
    assert run["tool"]["driver"]["rules"][0]["id"] == result["ruleId"]


def test_formats_for_machines_are_whole_where_nothing_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(RIGHT.encode())
    assert json.loads(mojifix("--format", "gitlab", ".", cwd=tmp_path).stdout) == []
    assert json.loads(mojifix("--format", "sarif", ".", cwd=tmp_path).stdout)["runs"][0]["results"] == []
    for form in ("concise", "full", "json", "github"):
        assert mojifix("--format", form, ".", cwd=tmp_path).stdout == b""


def test_undecodable_bytes_nearby_leave_the_reports_valid(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xff\x1b[31m\n" + RIGHT.encode() * 3 + GARBLED.encode() + b"\xc3")
    for form in FORMATS:
        done = mojifix("--format", form, ".", cwd=tmp_path)
        assert done.returncode == 1, done.stderr
        assert b"\x1b" not in done.stdout
        done.stdout.decode()


def test_columns_count_code_points_and_lines_end_as_editors_have_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(("one\rtwo\x0b\x0c\u2028three\r\n😀é " + GARBLED).encode())
    assert mojifix("--check", "a.txt", cwd=tmp_path).stdout.startswith(b"a.txt:3:10: ")


@pytest.mark.parametrize(
    ("args", "env", "coloured"),
    [
        ([], {}, False),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
        (["--color", "auto"], {}, False),
    ],
)
def test_the_option_wins_over_no_color_and_that_over_force_color(
    folder: Path, args: list[str], env: dict[str, str], coloured: bool
) -> None:
    for verb in ("--check", "-d", "--format=full"):
        assert (b"\x1b[31m" in mojifix(verb, *args, ".", cwd=folder, **env).stdout) is coloured


@pytest.mark.parametrize(("env", "coloured"), [({}, True), ({"TERM": "dumb"}, False), ({"NO_COLOR": "1"}, False)])
def test_a_terminal_gets_colours(folder: Path, env: dict[str, str], coloured: bool) -> None:
    pty = pytest.importorskip("pty", reason="no terminals here")
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(folder)
        clean = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR")}
        os.execvpe(COMMAND[0], [*COMMAND, "--check", "b.txt"], clean | {"TERM": "xterm"} | env)
    out = b""
    try:
        while piece := os.read(terminal, 4096):
            out += piece
    except OSError:  # the terminal is gone when the command has ended
        pass
    os.waitpid(pid, 0)
    assert (b"\x1b[" in out) is coloured
