"""What people say of their files: configuration, marks in the text, allowed strings, the baseline."""

from __future__ import annotations

from pathlib import Path

import pytest
from command import GARBLED, RIGHT, garble, mojifix


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_bytes(GARBLED.encode())
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "b.po").write_bytes(GARBLED.encode())
    return tmp_path


def listed(folder: Path, *args: str) -> list[str]:
    done = mojifix("-l", *(args or ["."]), cwd=folder)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout.decode().splitlines()


def say(folder: Path, settings: str, name: str = "mojifix.toml") -> None:
    (folder / name).write_text(settings, encoding="utf-8")


@pytest.mark.parametrize("name", ["mojifix.toml", "pyproject.toml"])
def test_exclude_leaves_files_out_of_folders(folder: Path, name: str) -> None:
    say(folder, ("[tool.mojifix]\n" if name.startswith("py") else "") + 'exclude = ["*.po", "/nothing"]\n', name)
    assert listed(folder) == ["a.txt"]
    assert listed(folder, "sub") == []


def test_a_file_that_is_named_is_looked_at_unless_excludes_are_forced(folder: Path) -> None:
    say(folder, 'exclude = ["*.po"]\n')
    assert listed(folder, "sub/b.po") == ["sub/b.po"]
    assert listed(folder, "--force-exclude", "sub/b.po") == []


def test_standard_input_under_an_excluded_name_passes_as_it_is(folder: Path) -> None:
    say(folder, 'exclude = ["*.po"]\n')
    args = ("--force-exclude", "--stdin-filename", "sub/x.po")
    assert mojifix(*args, stdin=GARBLED.encode(), cwd=folder).stdout == GARBLED.encode()
    assert mojifix(*args, "-l", stdin=GARBLED.encode(), cwd=folder).stdout == b""
    assert mojifix(*args[1:], stdin=GARBLED.encode(), cwd=folder).stdout == RIGHT.encode()


def test_the_nearest_configuration_counts(folder: Path) -> None:
    say(folder, 'exclude = ["*"]\n')
    say(folder / "sub", "guesses = false\n")
    assert listed(folder) == ["sub/b.po"]


def test_a_pyproject_without_our_table_is_passed_over(folder: Path) -> None:
    say(folder, 'exclude = ["*.po"]\n')
    say(folder / "sub", '[project]\nname = "mojifix-user"\n', "pyproject.toml")
    assert listed(folder) == ["a.txt"]


def test_the_command_line_wins(folder: Path) -> None:
    say(folder, 'exclude = ["*.po"]\nconfidence = 1.0\n')
    assert listed(folder, "--exclude", "*.txt", "--confidence", "0.9", ".") == ["sub/b.po"]


def test_a_configuration_can_be_named_or_none_be_wanted(folder: Path) -> None:
    say(folder, 'exclude = ["*.po"]\n')
    say(folder, 'exclude = ["*.txt"]\n', "other.toml")
    assert listed(folder, "--config", "other.toml", ".") == ["sub/b.po"]
    assert listed(folder, "--isolated", ".") == ["a.txt", "sub/b.po"]


@pytest.mark.parametrize("ignored", ["*", "cp1252", "windows-1252", "utf-8>cp1252"])
def test_mixups_can_be_ignored_for_files(folder: Path, ignored: str) -> None:
    say(folder, f'[per-file-ignores]\n"*.po" = ["{ignored}"]\n')
    assert listed(folder) == ["a.txt"]


@pytest.mark.parametrize(
    ("settings", "repaired"),
    [
        ('codecs = ["cp1252"]', True),
        ('codecs = ["cp437", "cp850"]', False),
        ('codecs-off = ["Windows-1252"]', False),
        ('codecs-off = ["cp437"]', True),
    ],
)
def test_codecs_can_be_on_or_off(folder: Path, settings: str, repaired: bool) -> None:
    say(folder, settings)
    assert mojifix("a.txt", cwd=folder).stdout.decode() == (RIGHT if repaired else GARBLED)


def test_the_threshold_can_be_set(folder: Path) -> None:
    say(folder, "confidence = 1\n")
    assert len(listed(folder)) < 3
    assert mojifix("--check", "--confidence", "0.5", "a.txt", cwd=folder).returncode == 1


def test_guesses_can_be_turned_off(tmp_path: Path) -> None:
    lost = garble("Le café à côté, voilà, l’été").replace("\xa0", " ")
    (tmp_path / "a.txt").write_bytes(lost.encode())
    guessed = mojifix("--format=json", "a.txt", cwd=tmp_path).stdout.count(b'"guessed": true')
    say(tmp_path, "guesses = false\n")
    assert mojifix("--format=json", "a.txt", cwd=tmp_path).stdout.count(b'"guessed": true') == 0
    assert guessed == mojifix("--format=json", "--isolated", "a.txt", cwd=tmp_path).stdout.count(b'"guessed": true') > 0


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ("exlude = []", "unknown key 'exlude'; did you mean 'exclude'?"),
        ("zzz = 1", "unknown key 'zzz'; there are: allow, baseline"),
        ('exclude = "x"', "exclude has to be a list of strings"),
        ("confidence = 7", "confidence has to be a number from 0 to 1"),
        ("guesses = 1", "guesses has to be true or false"),
        ('codecs = ["cp1225"]', "unknown codec 'cp1225'; did you mean 'cp125"),
        ('[per-file-ignores]\n"*.po" = "x"', "per-file-ignores has to be a table"),
        ("exclude = [", "is no valid TOML"),
        ('baseline = "missing.txt"', "no such baseline; write it with --write-baseline"),
    ],
)
def test_a_wrong_configuration_is_one_clear_line_and_status_2(folder: Path, settings: str, says: str) -> None:
    say(folder, settings)
    for args in (["a.txt"], ["-l", "."], ["-w", "-j2", "."]):
        done = mojifix(*args, cwd=folder)
        assert done.returncode == 2
        assert says in done.stderr.decode()
        assert done.stderr.count(b"\n") == 1
    assert (folder / "a.txt").read_bytes() == GARBLED.encode()


def test_a_missing_configuration_is_an_error(folder: Path) -> None:
    done = mojifix("--config", "nowhere.toml", "a.txt", cwd=folder)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"nowhere.toml: can't be read" in done.stderr


LINE = GARBLED.rstrip("\n")


@pytest.mark.parametrize("comment", ["# {}", "// {}", "<!-- {} -->", "/* {} */", "-- {}", "; {}", "% {}", ".. {}", '" {}'])
def test_skip_marker(comment: str) -> None:
    text = f"{LINE} {comment.format('mojifix: ignore')}\n{comment.format('mojifix: ignore-next-line')}\n{LINE}\n"
    off, on = comment.format("mojifix: off"), comment.format("mojifix:on")
    text += f"{LINE}\n{off}\n{LINE}\n\n{LINE}\n{on}\n{LINE}"
    parts = text.split(LINE)
    right = RIGHT.rstrip("\n")
    expected = LINE + parts[1] + LINE + parts[2] + right + parts[3] + LINE + parts[4] + LINE + parts[5] + right
    for args in ([], ["--block-size", "150"], ["--line-buffered"])[: 3 if comment == "# {}" else 1]:
        assert mojifix(*args, stdin=text.encode()).stdout.decode() == expected


def test_a_marker_is_a_whole_word() -> None:
    text = f"{LINE} mojifix: ignored, mymojifix: ignore, mojifix: ignore-me\n"
    assert mojifix(stdin=text.encode()).stdout.decode() == text.replace(LINE, RIGHT.rstrip("\n"))


def test_off_without_on_holds_to_the_end_of_the_file_and_not_beyond(folder: Path) -> None:
    (folder / "a.txt").write_bytes(f"# mojifix: off\r\n{GARBLED}".encode())
    assert listed(folder) == ["sub/b.po"]


def test_allow_list(folder: Path) -> None:
    word = garble("fermé")
    say(folder, f'allow = ["{word}", "{garble("prochain, dé")}"]\n')
    right = RIGHT.replace("fermé", word).replace("dé", garble("dé"))
    assert mojifix("a.txt", cwd=folder).stdout.decode() == right


def test_baseline_file_of_exact_lines(folder: Path) -> None:
    done = mojifix("--write-baseline", "known.txt", ".", cwd=folder)
    assert (done.returncode, done.stdout) == (0, b"")
    assert (folder / "known.txt").read_text(encoding="utf-8").splitlines()[1:] == [LINE]
    with (folder / "a.txt").open("a", encoding="utf-8", newline="") as file:
        file.write(f"new {GARBLED}{LINE}\r\n")
    lines = mojifix("--check", "--baseline", "known.txt", ".", cwd=folder).stdout.decode().splitlines()
    assert lines and all(line.startswith("a.txt:2:") for line in lines)
    mojifix("-w", "--baseline", "known.txt", ".", cwd=folder)
    assert (folder / "a.txt").read_bytes().decode() == f"{GARBLED}new {RIGHT}{LINE}\r\n"


def test_a_new_baseline_is_written_as_if_there_were_none(folder: Path) -> None:
    say(folder, 'baseline = "known.txt"\n')
    (folder / "known.txt").write_text("old\n")
    for _ in range(2):
        assert mojifix("--write-baseline", "known.txt", ".", cwd=folder).returncode == 0
        assert (folder / "known.txt").read_text(encoding="utf-8").splitlines()[1:] == [LINE]


def test_the_baseline_in_the_configuration_is_relative_to_it_and_not_looked_at_itself(folder: Path) -> None:
    mojifix("--write-baseline", "known.txt", ".", cwd=folder)
    say(folder, 'baseline = "known.txt"\n')
    assert listed(folder) == []
    assert listed(folder / "sub") == []
    assert listed(folder, "--force-exclude", "known.txt") == []
