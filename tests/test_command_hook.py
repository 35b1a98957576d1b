"""The hooks, installed by pre-commit itself into throw-away repositories."""

from __future__ import annotations

import ast
import csv
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path

import pytest
from command import git, mojifix

ROOT = Path(__file__).parent.parent
pytestmark = [
    pytest.mark.skipif(find_spec("pre_commit") is None, reason="pre-commit is not installed; it is part of the dev extra"),
    pytest.mark.skipif(not (ROOT / ".pre-commit-hooks.yaml").exists(), reason="not in a checkout"),
]

SENTENCE = "Le café est fermé jusqu’à l’été prochain, désolé."
RIGHT = {
    "page.md": f"# Avis\n\n{SENTENCE}\n",
    "data.json": json.dumps({"text": SENTENCE, "é": ["“quoted”"]}, ensure_ascii=False, indent=2) + "\n",
    "table.csv": f'id,text\n1,"{SENTENCE}"\n2,crème brûlée\n',
    "fr.po": f'msgid "closed"\nmsgstr "{SENTENCE}"\n',
    "index.html": f"<!doctype html>\n<title>Fermé</title>\n<p class='é'>{SENTENCE}</p>\n",
    "config.yaml": f'text: "{SENTENCE}"\nlist:\n  - crème brûlée\n',
    "code.py": f'"""{SENTENCE}"""\n\nCLOSED = "fermé"  # désolé\n',
    "crlf.txt": f"one\r\n{SENTENCE}\r\ntwo\r\n",
    "bom.txt": f"\ufeff{SENTENCE}\n",
    "a name with spaces é.txt": SENTENCE,
    "sub/deep.txt": SENTENCE,
}
LATIN1 = "déjà vu, été, crème brûlée\n".encode("latin-1")
UNTOUCHED = {
    "latin1.txt": LATIN1,
    "empty.txt": b"",
    "picture.png": b"\x89PNG\r\n\x1a\n\0\0\xc3\x83\xc2\xa9 \xc3\x83\xc2\xa9 \xc3\x83\xc2\xa8",
    "zero.txt": b"NUL\0 " + SENTENCE.encode().decode("cp1252").encode(),
    "right.txt": SENTENCE.encode(),
}


def garbled(text: str) -> bytes:
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    return (mark + text.removeprefix(mark).encode().decode("cp1252", "replace").replace("\ufffd", "\x9d")).encode()


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository that offers the hooks of this checkout."""
    folder = tmp_path_factory.mktemp("hooks") / "mojifix"
    shutil.copytree(ROOT / "src", folder / "src", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml"):
        shutil.copy(ROOT / name, folder)
    for name in ("man", "completions"):
        if (ROOT / name).exists():
            shutil.copytree(ROOT / name, folder / name)
    git("init", "-q", cwd=folder)
    git("add", ".", cwd=folder)
    git("commit", "-q", "-m", "all", cwd=folder)
    return folder


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pre-commit keeps what it installs."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository with garbled files and such as must stay as they are, all staged."""
    git("init", "-q", cwd=tmp_path)
    for name, text in RIGHT.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(garbled(text))
    for name, data in UNTOUCHED.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "utf16.txt").write_bytes(garbled(SENTENCE).decode().encode("utf-16"))
    (tmp_path / "link.txt").symlink_to("page.md")
    git("add", ".", cwd=tmp_path)
    return tmp_path


def run(*args: str | os.PathLike[str], cwd: Path, home: Path) -> tuple[int, str]:
    """pre-commit or git, with the settings of a fresh user: the status and all that was printed."""
    env = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    env |= {"PRE_COMMIT_HOME": str(home), "GIT_CONFIG_GLOBAL": os.devnull, "PRE_COMMIT_COLOR": "never"}
    env |= {f"GIT_{who}_{what}": "t@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    done = subprocess.run(args, cwd=cwd, env=env, capture_output=True, timeout=300, check=False)
    said = (done.stdout + done.stderr).decode("utf-8", "replace")
    if "CalledProcessError" in said and ("No matching distribution" in said or "ConnectionError" in said):
        pytest.skip("pre-commit can't install the hook: no package index here")
    return done.returncode, said


def pre_commit(*args: str | os.PathLike[str], cwd: Path, home: Path) -> tuple[int, str]:
    return run(sys.executable, "-m", "pre_commit", *args, cwd=cwd, home=home)


def configure(project: Path, hooks: Path, hook: str) -> None:
    revision = git("rev-parse", "HEAD", cwd=hooks).strip()
    (project / ".pre-commit-config.yaml").write_text(
        f"repos:\n- repo: {hooks.as_uri()}\n  rev: {revision}\n  hooks:\n  - id: {hook}\n"
    )
    git("add", ".", cwd=project)


def test_a_commit_is_stopped_and_repaired_and_the_second_one_passes(project: Path, hooks: Path, home: Path) -> None:
    configure(project, hooks, "mojifix")
    assert pre_commit("install", cwd=project, home=home)[0] == 0
    status, said = run("git", "commit", "-m", "garbled", cwd=project, home=home)
    assert status == 1, said
    assert "files were modified by this hook" in said
    for name, text in RIGHT.items():
        assert (project / name).read_bytes() == text.encode(), name
        assert name in said
    for name, data in UNTOUCHED.items():
        assert (project / name).read_bytes() == data, name
    assert (project / "utf16.txt").read_bytes() == SENTENCE.encode("utf-16")
    assert (project / "link.txt").is_symlink()
    assert "latin1.txt: " in said, "a file in another encoding is named"
    git("add", ".", cwd=project)
    status, said = run("git", "commit", "-m", "repaired", cwd=project, home=home)
    assert status == 0, said
    assert "mojifix" in said


def test_this_repository_passes_its_own_hook() -> None:
    """Where this fails: `mojifix --write-baseline tools/garbled-on-purpose.txt src tools`, and look at what is new."""
    if not (ROOT / ".git").exists():
        pytest.skip("not in a repository")
    paths = [p for p in git("ls-files", "-z", cwd=ROOT).split("\0") if p and (ROOT / p).exists()]
    done = mojifix("--check", "--force-exclude", *paths, cwd=ROOT)
    assert (done.returncode, done.stdout.decode()) == (0, "")


def html_parses(text: str) -> None:
    HTMLParser().feed(text)


PARSERS: dict[str, Callable[[str], object]] = {
    "data.json": lambda text: json.loads(text)["text"] == SENTENCE or pytest.fail(text),
    "table.csv": lambda text: [len(row) for row in csv.reader(io.StringIO(text))] == [2, 2, 2] or pytest.fail(text),
    "code.py": ast.parse,
    "index.html": html_parses,
}


def test_try_repo_repairs_and_what_was_repaired_still_parses(project: Path, hooks: Path, home: Path) -> None:
    status, said = pre_commit("try-repo", hooks, "mojifix", "--all-files", cwd=project, home=home)
    assert status == 1, said
    for name, parse in PARSERS.items():
        parse((project / name).read_text(encoding="utf-8"))
    git("add", ".", cwd=project)
    status, said = pre_commit("try-repo", hooks, "mojifix", "--all-files", cwd=project, home=home)
    assert status == 0, said


def test_the_check_finds_and_writes_nothing(project: Path, hooks: Path, home: Path) -> None:
    configure(project, hooks, "mojifix-check")
    status, said = pre_commit("run", "--all-files", cwd=project, home=home)
    assert status == 1
    assert "files were modified" not in said
    assert "page.md:3:7: Ã© -> é" in said
    assert (project / "page.md").read_bytes() == garbled(RIGHT["page.md"])


def test_the_hook_leaves_out_what_the_configuration_excludes(project: Path, hooks: Path, home: Path) -> None:
    (project / "mojifix.toml").write_text('exclude = ["sub/", "*.md"]\n')
    configure(project, hooks, "mojifix")
    status, _ = pre_commit("run", "--files", "sub/deep.txt", "page.md", cwd=project, home=home)
    assert status == 0
    assert (project / "page.md").read_bytes() == garbled(RIGHT["page.md"])
