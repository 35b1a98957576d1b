"""Which files a folder stands for."""

from __future__ import annotations

from pathlib import Path

import pytest
from command import GARBLED, git, mojifix


def fill(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(GARBLED.encode())


def listed(folder: Path, *args: str) -> list[str]:
    return mojifix("-l", *(args or ["."]), cwd=folder).stdout.decode().splitlines()


@pytest.fixture(params=["repository", "folder"])
def project(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A project in git, and one without."""
    if request.param == "repository":
        git("init", "-q", cwd=tmp_path)
    return tmp_path


def test_recursive(project: Path) -> None:
    fill(project, "b.txt", "sub/a.md", "sub/deep/er/c.json")
    assert listed(project) == ["b.txt", "sub/a.md", "sub/deep/er/c.json"]
    assert listed(project, "sub") == ["sub/a.md", "sub/deep/er/c.json"]


def test_gitignore_is_honoured_unless_told_otherwise(project: Path) -> None:
    fill(project, "a.txt", "build/x.txt", "sub/skip.log", "sub/keep.log", "sub/a.txt")
    (project / ".gitignore").write_text("build/\n*.log\n")
    (project / "sub" / ".gitignore").write_text("!keep.log\n")
    assert listed(project) == ["a.txt", "sub/a.txt", "sub/keep.log"]
    assert listed(project, "--no-ignore", ".") == ["a.txt", "build/x.txt", "sub/a.txt", "sub/keep.log", "sub/skip.log"]


def test_hidden_files_are_left_out_unless_told_otherwise(project: Path) -> None:
    fill(project, "a.txt", ".hidden.txt", ".github/x.yml")
    assert listed(project) == ["a.txt"]
    assert listed(project, "--hidden", ".") == [".github/x.yml", ".hidden.txt", "a.txt"]


def test_the_repository_itself_is_never_looked_at(project: Path) -> None:
    fill(project, "a.txt", ".git/garbled.txt")
    assert listed(project, "--hidden", "--no-ignore", ".") == ["a.txt"]


def test_symbolic_links_are_not_followed(project: Path) -> None:
    fill(project, "a.txt", "sub/b.txt")
    (project / "link.txt").symlink_to("a.txt")
    (project / "round").symlink_to("sub")
    assert listed(project) == ["a.txt", "sub/b.txt"]


def test_a_file_is_looked_at_once(project: Path) -> None:
    fill(project, "sub/a.txt")
    assert listed(project, "sub", "sub/a.txt", "sub") == ["sub/a.txt"]


def test_binary_and_over_long_files_are_skipped_with_a_notice(project: Path) -> None:
    fill(project, "a.txt", "long.txt")
    (project / "picture.png").write_bytes(b"\x89PNG\0" + GARBLED.encode())
    (project / "long.txt").write_bytes(GARBLED.encode() * 20)
    done = mojifix("-l", "--max-size", "1K", ".", cwd=project)
    assert done.stdout == b"a.txt\n"
    assert b"long.txt: longer than 1024 bytes, skipped" in done.stderr
    assert b"skipped 1 binary file: picture.png" in done.stderr
    assert mojifix("-l", "-q", "--max-size", "1K", ".", cwd=project).stderr == b""
    assert listed(project, "--max-size", "1K", "long.txt") == ["long.txt"]


def test_odd_names_are_printed_safely(project: Path) -> None:
    fill(project, "new\nline.txt", "esc\x1b[31m.txt", "ünïcode.txt")
    (project / "bytes").mkdir()
    Path(str(project / "bytes" / "x").encode().decode() + "\udcff.txt").write_bytes(GARBLED.encode())
    names = listed(project)
    assert names == ["bytes/x\\udcff.txt", "esc\\x1b[31m.txt", "new\\nline.txt", "ünïcode.txt"]
    if (project / ".git").exists():
        return  # once is enough
    for form in ("concise", "full", "json", "github", "gitlab", "sarif", "html"):
        done = mojifix("--format", form, ".", cwd=project)
        assert done.returncode == 1, (form, done.stderr)
        assert b"\x1b" not in done.stdout


def test_deleted_files_of_the_repository_are_no_trouble(tmp_path: Path) -> None:
    git("init", "-q", cwd=tmp_path)
    fill(tmp_path, "a.txt", "gone.txt")
    git("add", ".", cwd=tmp_path)
    (tmp_path / "gone.txt").unlink()
    assert listed(tmp_path) == ["a.txt"]


def test_a_repository_within_the_repository_is_looked_at(tmp_path: Path) -> None:
    git("init", "-q", cwd=tmp_path)
    fill(tmp_path, "a.txt", "inner/b.txt", "inner/c.log")
    git("init", "-q", cwd=tmp_path / "inner")
    (tmp_path / "inner" / ".gitignore").write_text("*.log")
    assert listed(tmp_path) == ["a.txt", "inner/b.txt"]


def test_an_empty_folder_is_said_to_be_so(project: Path) -> None:
    (project / "empty").mkdir()
    done = mojifix("--check", "empty", cwd=project)
    assert done.returncode == 0
    assert b"empty: holds no file to look at" in done.stderr
