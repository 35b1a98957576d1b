"""Paths -> the files to look at.

A file that is named is looked at, a folder stands for the files below it that its repository (or, outside of one, its
.gitignore files) doesn't ignore.  Hidden files, symbolic links and what the configuration excludes are left out.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from mojifix.config import Configurations, Settings
from mojifix.write import is_ours

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_CONTROL = (".git", ".hg", ".svn", ".jj")  # never text of the project's


class Target(NamedTuple):
    """A file to look at; `named` says that the command line has it, not a folder."""

    path: str
    settings: Settings
    named: bool


class Wanted(NamedTuple):
    """What of a folder is wanted."""

    hidden: bool = False
    ignored: bool = False
    force_exclude: bool = False


def targets(
    paths: list[str], configurations: Configurations, wanted: Wanted, say: Callable[[str], None], stdin_name: str
) -> Iterator[Target]:
    """The files that `paths` stand for, each once, in the order of the paths and sorted within folders."""
    seen: set[str] = set()
    for path in paths:
        if path == "-" or not os.path.isdir(path):
            name = stdin_name if path == "-" else path
            settings = configurations.of(name)
            if path not in seen and not (wanted.force_exclude and is_excluded(name, settings)):
                seen.add(path)
                yield Target(path, settings, True)
            continue
        empty = True
        for found in below(path, wanted):
            settings = configurations.of(found)
            if found not in seen and not is_excluded(found, settings):
                seen.add(found)
                empty = False
                yield Target(found, settings, False)
        if empty:
            say(f"{path}: holds no file to look at; --hidden and --no-ignore look at more")


def is_excluded(path: str, settings: Settings) -> bool:
    """Whether the configuration excludes `path`; the baseline, full of garbled lines, is excluded always."""
    if settings.baseline and os.path.abspath(path) == os.path.abspath(settings.baseline):
        return True
    return bool(settings.exclude) and matches(settings.exclude, path, settings.folder)


def matches(patterns: tuple[str, ...], path: str, folder: str) -> bool:
    """Whether one of `patterns`, written as in a .gitignore in `folder`, matches `path`."""
    relative = os.path.relpath(os.path.abspath(path), folder or os.getcwd())
    if relative.startswith(os.pardir):
        relative = os.path.basename(path)
    return _spec(patterns).match_file(relative)


_SPECS: dict[tuple[str, ...], GitIgnoreSpec] = {}


def _spec(lines: tuple[str, ...]) -> GitIgnoreSpec:
    """What `lines` match, those that are no pattern left out, as git does."""
    if lines not in _SPECS:
        from pathspec import GitIgnoreSpec  # takes longer than a small file; most runs have no pattern

        try:
            _SPECS[lines] = GitIgnoreSpec.from_lines(lines)
        except ValueError:
            _SPECS[lines] = GitIgnoreSpec.from_lines(filter(_is_pattern, lines))
    return _SPECS[lines]


def _is_pattern(line: str) -> bool:
    from pathspec import GitIgnoreSpec

    try:
        GitIgnoreSpec.from_lines([line])
    except ValueError:
        return False
    return True


def below(folder: str, wanted: Wanted) -> Iterator[str]:
    """The files below `folder`."""
    listed = None if wanted.ignored else _listed_by_git(folder)
    if listed is None:
        yield from _walk(folder, wanted, [])
        return
    for name in listed:
        path = os.path.normpath(os.path.join(folder, name)) if folder == os.curdir else os.path.join(folder, name)
        if not wanted.hidden and _is_hidden(name):
            continue
        if os.path.islink(path) or is_ours(os.path.basename(path)):
            continue
        if os.path.isdir(path):  # a repository within the repository
            yield from below(path.rstrip(os.sep), wanted)
        elif os.path.isfile(path):
            yield path


def _is_hidden(name: str) -> bool:
    return any(part.startswith(".") for part in name.split("/") if part not in (".", ".."))


def _listed_by_git(folder: str) -> list[str] | None:
    """The files of the repository that `folder` is in, without those that it ignores; None where git can't say."""
    if not _in_repository(folder):
        return None
    import subprocess

    # Within a hook git names its repository and index in the environment; here only the folder counts.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    command = ["git", "-C", folder, "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", "."]
    try:
        done = subprocess.run(command, capture_output=True, check=False, env=environment, stdin=subprocess.DEVNULL)
    except OSError:
        return None
    if done.returncode:
        return None
    return sorted(set(map(os.fsdecode, done.stdout.split(b"\0"))) - {""})


def _in_repository(folder: str) -> bool:
    here = os.path.abspath(folder)
    while not os.path.exists(os.path.join(here, ".git")):
        here, last = os.path.dirname(here), here
        if here == last:
            return False
    return True


def _walk(folder: str, wanted: Wanted, above: list[tuple[str, GitIgnoreSpec]]) -> Iterator[str]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        yield folder  # reading it will tell why
        return
    rules = above
    if not wanted.ignored and any(entry.name == ".gitignore" and entry.is_file() for entry in entries):
        with open(os.path.join(folder, ".gitignore"), encoding="utf-8", errors="surrogateescape") as file:
            rules = [*above, (folder, _spec(tuple(file.read().splitlines())))]
    for entry in entries:
        if entry.name in _CONTROL or is_ours(entry.name) or entry.is_symlink():
            continue
        if not wanted.hidden and entry.name.startswith("."):
            continue
        path = os.path.normpath(entry.path) if folder == os.curdir else entry.path
        is_folder = entry.is_dir()
        if _is_ignored(path, is_folder, rules):
            continue
        if is_folder:
            yield from _walk(path, wanted, rules)
        elif entry.is_file():
            yield path


def _is_ignored(path: str, is_folder: bool, rules: list[tuple[str, GitIgnoreSpec]]) -> bool:
    for folder, spec in reversed(rules):  # the nearest .gitignore that says anything decides
        said = spec.check_file(os.path.relpath(path, folder) + ("/" if is_folder else "")).include
        if said is not None:
            return said
    return False
