"""What documents the command names what the command has."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from command import mojifix

from mojifix.config import KEYS
from mojifix.formats import FORMATS
from mojifix.options import FORMATS as OFFERED
from mojifix.options import parser

ROOT = Path(__file__).parent.parent
OPTIONS = {name for action in parser()._actions for name in action.option_strings}
NAME = re.compile(r"(?<![\w-])--?[a-z](?:[a-z-]*[a-z])?(?![\w-])", re.IGNORECASE)
in_checkout = pytest.mark.skipif(not (ROOT / "man").exists(), reason="not in a checkout")


def names_in(text: str) -> set[str]:
    return set(NAME.findall(text))


def test_help_names_every_option() -> None:
    assert names_in(mojifix("--help").stdout.decode()) >= OPTIONS


def test_readme_names_every_option_and_no_other() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    section = text.partition("All options:")[2].partition("[docs/command.md]")[0]
    assert names_in(section) == OPTIONS


@in_checkout
def test_the_manual_page_names_every_option_and_no_other() -> None:
    text = (ROOT / "man" / "mojifix.1").read_text(encoding="utf-8").replace("\\-", "-")
    assert names_in(re.sub(r"\\f[A-Z]", " ", text)) == OPTIONS


@in_checkout
def test_docs_name_every_option_and_every_key_of_the_configuration() -> None:
    text = (ROOT / "docs" / "command.md").read_text(encoding="utf-8")
    assert names_in(text) >= OPTIONS
    for key in KEYS:
        assert re.search(rf"(?m)^(?:{key} =|\[tool\.mojifix\.{key}\])", text), key
    for name in FORMATS:
        assert f"| `{name}` |" in text


@in_checkout
def test_what_is_written_from_the_options_is_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "command_docs.py", "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"run tools/command_docs.py: {done.stdout}{done.stderr}"


@in_checkout
def test_the_wheel_carries_the_manual_page_and_the_completions() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for path in ("man/mojifix.1", "completions/mojifix.bash", "completions/_mojifix", "completions/mojifix.fish"):
        assert f'"{path}" = "share/' in text
        assert (ROOT / path).exists()


@in_checkout
def test_completions_name_every_option() -> None:
    for name in ("mojifix.bash", "_mojifix"):
        assert names_in((ROOT / "completions" / name).read_text(encoding="utf-8")) >= OPTIONS
    fish = (ROOT / "completions" / "mojifix.fish").read_text(encoding="utf-8")
    for option in OPTIONS:
        assert (f"-l {option[2:]} " if option.startswith("--") else f"-s {option[1:]} ") in fish


@in_checkout
@pytest.mark.parametrize(("typed", "offered"), [("--exp", "--explain"), ("--format g", "gitlab"), ("--color n", "never")])
def test_bash_completes(typed: str, offered: str) -> None:
    if not shutil.which("bash"):
        pytest.skip("no bash here")
    words = ["mojifix", *typed.split(" ")]
    script = (
        f"source {ROOT / 'completions' / 'mojifix.bash'}; COMP_WORDS=({' '.join(words)}); "
        f"COMP_CWORD={len(words) - 1}; _mojifix; echo ${{COMPREPLY[@]}}"
    )
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
    assert offered in done.stdout.split()


def test_formats_that_are_offered_are_those_that_there_are() -> None:
    assert set(OFFERED) == set(FORMATS)


@in_checkout
def test_the_manual_page_is_well_formed() -> None:
    if not shutil.which("man"):
        pytest.skip("no man here")
    page = ROOT / "man" / "mojifix.1"
    done = subprocess.run(["man", "--warnings", "-l", str(page)], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert "--exit-non-zero-on-fix" in done.stdout
