"""Which repairs people don't want: marks in the text, allowed strings, the baseline, mix-ups ignored for a file."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mojifix.apply import Repair
from mojifix.config import EVERYTHING, Misconfigured, Settings
from mojifix.files import decode, read, shown
from mojifix.folders import matches
from mojifix.report import layers

# In whatever a file has for comments: only the words count.
_MARK = re.compile(r"(?<![\w-])mojifix:[ \t]*(ignore-next-line|ignore|off|on)(?![\w-])")
BASELINE_HEAD = "# mojifix baseline: lines that hold one of these, exactly, are left as they are"


# The web reads Latin-1 as Windows-1252, and so do people who name one of them.
_LATIN_1 = ("latin-1", "cp1252")


class Suppression:
    """Sifts the repairs of a file, block by block; what a mark says holds on from one block to the next."""

    def __init__(self, path: str, settings: Settings) -> None:
        self._off = False
        self._next = False
        self._settings = settings
        self._baseline = _baseline(settings.baseline)
        self._ignored: set[str] = set()
        for pattern, names in settings.per_file_ignores:
            if matches((pattern,), path, settings.folder):
                self._ignored.update(names)

    def sift(self, text: str, repairs: Iterable[Repair]) -> list[Repair]:
        """Those of `repairs`, in order, that are wanted; `text` is the next block of the file."""
        spans = self._marked(text)
        kept = []
        for repair in repairs:
            while spans and spans[0][1] <= repair.start:
                del spans[0]
            marked = bool(spans) and spans[0][0] < repair.end
            if not (marked or self._is_ignored(repair) or self._is_allowed(text, repair) or self._is_known(text, repair)):
                kept.append(repair)
        return kept

    def _marked(self, text: str) -> list[tuple[int, int]]:
        """The stretches of `text` that marks take out, in order."""
        spans = []
        since = 0 if self._off else None
        if self._next:
            spans.append((0, line_at(text, 0)[1]))
            self._next = not text
        if "mojifix:" in text:
            for match in _MARK.finditer(text):
                start, end = line_at(text, match.start())
                word = match.group(1)
                if word == "off":
                    since = start if since is None else since
                elif word == "on" and since is not None:
                    spans.append((since, end))
                    since = None
                elif word == "ignore":
                    spans.append((start, end))
                elif word == "ignore-next-line":
                    after = _past_end(text, end)
                    if after < len(text):
                        spans.append((after, line_at(text, after)[1]))
                    else:
                        self._next = True
        self._off = since is not None
        if since is not None:
            spans.append((since, len(text)))
        return _merged(spans)

    def _is_ignored(self, repair: Repair) -> bool:
        settings = self._settings
        if not (self._ignored or settings.codecs or settings.codecs_off):
            return False
        if EVERYTHING in self._ignored:
            return True
        mixups = [layer for layer in layers(repair.steps) if ">" in layer]
        mixups += [mixup.replace(*_LATIN_1) for mixup in mixups]
        parts = {part for mixup in mixups for part in mixup.split(">")}
        if not self._ignored.isdisjoint(parts.union(mixups)) or not parts.isdisjoint(settings.codecs_off):
            return True
        on = {*settings.codecs, "utf-8", "utf-8-variants"}
        return bool(settings.codecs) and any(part not in on and part.replace(*_LATIN_1) not in on for part in parts)

    def _is_allowed(self, text: str, repair: Repair) -> bool:
        """Whether the repair would change (a part of) an allowed string."""
        for allowed in self._settings.allow:
            at = text.find(allowed, max(0, repair.end - len(allowed)), repair.start + len(allowed))
            if at >= 0:
                return True
        return False

    def _is_known(self, text: str, repair: Repair) -> bool:
        return bool(self._baseline) and exact_line(text, repair) in self._baseline


def line_at(text: str, at: int) -> tuple[int, int]:
    """Where the line that `at` is in starts and ends, without its end; lines end at LF, CRLF or CR."""
    start = text.rfind("\n", 0, at) + 1
    start = max(start, text.rfind("\r", start, at) + 1)
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    end_at_cr = text.find("\r", at, end)
    return start, end if end_at_cr < 0 else end_at_cr


def exact_line(text: str, repair: Repair) -> str:
    """The line that `repair` starts in."""
    start, end = line_at(text, repair.start)
    return text[start:end]


def baseline_of(lines: Iterable[str]) -> str:
    """The content of a baseline file for `lines`."""
    return "".join(line + "\n" for line in [BASELINE_HEAD, *sorted(set(lines))])


_BASELINES: dict[str, frozenset[str]] = {}


def _baseline(path: str) -> frozenset[str]:
    """The lines of the baseline file at `path`; there is none before it is first written."""
    if path and path not in _BASELINES:
        import os

        if not os.path.exists(path):
            raise Misconfigured(f"{shown(path)}: no such baseline; write it with --write-baseline {shown(path)}")
        _BASELINES[path] = frozenset(decode(read(path)).removeprefix("\ufeff").replace("\r\n", "\n").split("\n"))
    return _BASELINES.get(path, frozenset())


def _past_end(text: str, end: int) -> int:
    return end + (2 if text.startswith("\r\n", end) else 1)


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
