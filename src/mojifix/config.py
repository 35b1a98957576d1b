"""The configuration: `[tool.mojifix]` of the nearest pyproject.toml, or the nearest mojifix.toml, above a file."""

from __future__ import annotations

import os
import sys
from typing import Any, NamedTuple

from mojifix.files import shown

NAMES = ("mojifix.toml", "pyproject.toml")  # in this order where a folder has both
_FEW = 12  # names that still make a readable line
EVERYTHING = "*"  # in per-file-ignores: whatever the mix-up


class Misconfigured(Exception):
    """A configuration that can't be used; the message names the file, the key and the remedy."""


class Settings(NamedTuple):
    """What holds for a file.  `confidence` and `guesses` of None are the engine's own."""

    folder: str = ""  # what patterns and paths in the configuration are relative to
    exclude: tuple[str, ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    codecs: tuple[str, ...] = ()  # the only ones to undo; none named: all
    codecs_off: tuple[str, ...] = ()
    confidence: float | None = None
    guesses: bool | None = None
    allow: tuple[str, ...] = ()
    baseline: str = ""

    def but(self, override: dict[str, Any]) -> Settings:
        """These settings with those of the command line, which win."""
        return self._replace(**override) if override else self


class Configurations:
    """Finds the settings of files; a folder is looked at once.

    `path` names one configuration for all files, `isolated` is for none at all, `override` wins over both.
    """

    def __init__(self, path: str | None = None, isolated: bool = False, override: dict[str, Any] | None = None) -> None:
        self._override = override or {}
        self._folders: dict[str, Settings] = {}
        self._fixed: Settings | None = None
        if isolated:
            self._fixed = Settings().but(self._override)
        elif path is not None:
            found = read(path, required=True)
            self._fixed = (found or Settings()).but(self._override)

    def of(self, path: str) -> Settings:
        """The settings for the file at `path`.

        Raises Misconfigured.
        """
        if self._fixed is not None:
            return self._fixed
        return self._above(os.path.dirname(os.path.abspath(path)))

    def _above(self, folder: str) -> Settings:
        passed = []
        while folder not in self._folders:
            passed.append(folder)
            found = _in_folder(folder)
            parent = os.path.dirname(folder)
            if found is not None or parent == folder:
                self._folders[folder] = (found or Settings()).but(self._override)
                break
            folder = parent
        for below in passed:
            self._folders[below] = self._folders[folder]
        return self._folders[folder]


def _in_folder(folder: str) -> Settings | None:
    for name in NAMES:
        path = os.path.join(folder, name)
        if os.path.isfile(path):
            found = read(path)
            if found is not None:
                return found
    return None


def read(path: str, required: bool = False) -> Settings | None:
    """The settings in the file at `path`, None for a pyproject.toml that has none.

    Raises Misconfigured.
    """
    try:
        with open(path, "rb") as file:
            data = file.read()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise Misconfigured(f"{shown(path)}: can't be read ({reason}); check the path") from None
    pyproject = os.path.basename(path) == "pyproject.toml"
    if pyproject and not required and b"mojifix" not in data:
        return None  # parsing takes longer than all the rest of a run over one file
    table = _toml(path, data)
    if pyproject or "tool" in table:
        tool = table.get("tool", {})
        if not isinstance(tool, dict) or "mojifix" not in tool:
            if required:
                raise Misconfigured(f"{shown(path)}: has no [tool.mojifix]; add it or name another file")
            return None
        table = tool["mojifix"]
    if not isinstance(table, dict):
        raise Misconfigured(f"{shown(path)}: tool.mojifix is no table; write [tool.mojifix]")
    return _settings(path, table)


def _toml(path: str, data: bytes) -> dict[str, Any]:
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Misconfigured(f"{shown(path)}: is no valid TOML ({error}); mend it, or use --isolated") from None


def _settings(path: str, table: dict[str, Any]) -> Settings:
    found: dict[str, Any] = {"folder": os.path.dirname(os.path.abspath(path))}
    for key, value in table.items():
        if key not in _KEYS:
            raise Misconfigured(f"{shown(path)}: unknown key {key!r}{nearest(key, _KEYS)}")
        check, what = _KEYS[key]
        if not check(value):
            raise Misconfigured(f"{shown(path)}: {key} has to be {what}")
        found[key.replace("-", "_")] = value
    for key in ("codecs", "codecs_off"):
        found[key] = tuple(codec_name(name, f"{shown(path)}: {key.replace('_', '-')}") for name in found.get(key, ()))
    for key in ("exclude", "allow"):
        found[key] = tuple(found.get(key, ()))
    if "baseline" in found:
        found["baseline"] = os.path.join(found["folder"], found["baseline"])
    if "per_file_ignores" in found:
        found["per_file_ignores"] = tuple(
            (pattern, tuple(mixup_name(name, f"{shown(path)}: per-file-ignores") for name in names))
            for pattern, names in found["per_file_ignores"].items()
        )
    return Settings(**found)


def nearest(name: str, known: Any) -> str:
    """`; did you mean ...?` where `known` holds something like `name`, else the list of them."""
    from difflib import get_close_matches

    close = get_close_matches(name, list(known), 1, 0.5)
    if close:
        return f"; did you mean {close[0]!r}?"
    few = list(known)[:_FEW]
    return f"; there are: {', '.join(few)}{' and others' if len(known) > _FEW else ''}"


def codec_name(name: str, where: str) -> str:
    """mojifix's name for the codec that people call `name`.

    >>> codec_name("windows-1252", "")
    'cp1252'
    """
    from mojifix.codings import name_of

    try:
        return name_of(name)
    except LookupError:
        from mojifix.charmaps import CODECS

        raise Misconfigured(f"{where}: unknown codec {name!r}{nearest(name, CODECS)}") from None


def mixup_name(name: str, where: str) -> str:
    """The mix-up that people call `name` ("utf-8>cp1252"), a codec that may be any part of one, or "*"."""
    if name == EVERYTHING:
        return name
    return ">".join(codec_name(part.strip(), where) for part in name.split(">"))


def _is_strings(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) and item for item in value)


def _is_ignores(value: object) -> bool:
    return isinstance(value, dict) and all(_is_strings(names) for names in value.values())


def _is_probability(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= 1


_STRINGS = (_is_strings, "a list of strings, none of them empty")
# Key -> what its value has to fulfil, and how that is said.
_KEYS: dict[str, tuple[Any, str]] = {
    "allow": _STRINGS,
    "baseline": (lambda value: isinstance(value, str) and value, "the name of a file"),
    "codecs": _STRINGS,
    "codecs-off": _STRINGS,
    "confidence": (_is_probability, "a number from 0 to 1"),
    "exclude": _STRINGS,
    "guesses": (lambda value: isinstance(value, bool), "true or false"),
    "per-file-ignores": (_is_ignores, 'a table of patterns and lists of mix-ups, as in "*.po" = ["utf-8>cp1252"]'),
}
KEYS = tuple(_KEYS)
