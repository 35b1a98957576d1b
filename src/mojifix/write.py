"""Atomic writing: whenever the process is killed, a file holds its old bytes or its new ones.

The new bytes go to a temporary file beside the target, are flushed to the disk, and take the target's name in one step.
What a killed run left is recognised by its name and its lost lock, and removed by the next run in that folder.

A file with several hard links can't be replaced without parting it from its other names.  It is written in place, and
a journal with the old and the new bytes stands beside it meanwhile: the next run finishes what a killed run began.
"""

from __future__ import annotations

import os
import stat
import time
from contextlib import suppress

from mojifix.files import Unreadable, read, shown

try:
    import fcntl
except ImportError:  # Windows: there an open file can't be removed, which protects it as well as a lock
    fcntl = None  # type: ignore[assignment]

PREFIX, TEMPORARY, JOURNAL = ".mojifix-", ".tmp", ".journal"
_WAITS, _WAIT = 10, 0.05  # times, and seconds, that a sweep waits for a lock
_TRIES = 3  # a sweeping neighbour may take a temporary file in the moment before it is locked


def is_ours(name: str) -> bool:
    """Whether a file of this name is a temporary one of this module."""
    return name.startswith(PREFIX) and name.endswith((TEMPORARY, JOURNAL))


def replace(path: str, data: bytes, before: bytes) -> None:
    """Makes `data` the content of the file at `path`, which held `before` when it was read.

    Mode, owner and extended attributes stay; the target of a symbolic link is written and the link kept.
    Raises Unreadable where the file may not be written, or was written by somebody else.
    """
    target = os.path.realpath(path)
    try:
        old = os.stat(target)
        if not stat.S_ISREG(old.st_mode):
            raise Unreadable(f"{shown(path)}: is no regular file; it can't be written in place")
        if not os.access(target, os.W_OK):
            raise Unreadable(f"{shown(path)}: may not be written; check its permissions")
        if read(target) != before:
            raise Unreadable(f"{shown(path)}: was changed while mojifix read it; run mojifix again")
        if old.st_nlink > 1:
            _overwrite(target, before, data)
        else:
            _swap(target, data, old)
    except PermissionError:
        folder = shown(os.path.dirname(target) or ".")
        raise Unreadable(f"{shown(path)}: the folder {folder} may not be written; check its permissions") from None
    except OSError as error:
        raise Unreadable(f"{shown(path)}: can't be written ({error.strerror or error}); it is as it was") from None


def sweep(folder: str) -> None:
    """Removes what killed runs left in `folder`, finishing what they began."""
    try:
        names = [entry.name for entry in os.scandir(folder) if is_ours(entry.name)]
    except OSError:
        return
    for name in names:
        left = os.path.join(folder, name)
        with suppress(OSError, Unreadable):
            descriptor = os.open(left, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
            try:
                _lock_soon(descriptor)
                if name.endswith(JOURNAL):
                    with open(descriptor, "rb", closefd=False) as journal:
                        _finish(folder, journal.read())
                os.unlink(left)
            finally:
                os.close(descriptor)


def _swap(target: str, data: bytes, old: os.stat_result) -> None:
    for attempt in range(_TRIES):
        temporary, descriptor = _beside(target, TEMPORARY)
        try:
            _keep_owner(descriptor, target, old)
            _put(descriptor, data)
            os.replace(temporary, target)
        except FileNotFoundError:
            if attempt == _TRIES - 1:
                raise
            continue
        except BaseException:
            with suppress(OSError):
                os.unlink(temporary)
            raise
        finally:
            os.close(descriptor)
        break
    _flush_folder(os.path.dirname(target))


def _overwrite(target: str, old: bytes, data: bytes) -> None:
    """In place, with a journal: the one way to write a file with several names."""
    name = os.fsencode(os.path.basename(target))
    journal, descriptor = _beside(target, JOURNAL)
    try:
        _put(descriptor, b"%d %d %d\n" % (len(name), len(old), len(data)) + name + old + data)
        _write_in_place(target, data)
        with suppress(FileNotFoundError):
            os.unlink(journal)
    finally:
        os.close(descriptor)


def _finish(folder: str, journal: bytes) -> None:
    """Completes the write that `journal` tells of, if it was cut off midway."""
    head, _, rest = journal.partition(b"\n")
    try:
        of_name, of_old, of_new = map(int, head.split())
    except ValueError:
        return  # killed before the journal was whole, so before the file was touched
    if len(rest) != of_name + of_old + of_new:
        return
    target = os.path.join(folder, os.fsdecode(rest[:of_name]))
    old, new = rest[of_name : of_name + of_old], rest[of_name + of_old :]
    now = read(target)
    same = next((i for i, (a, b) in enumerate(zip(now, new, strict=False)) if a != b), min(len(now), len(new)))
    if now not in (old, new) and now[same:] == old[same:]:  # the new bytes up to somewhere, from there the old ones
        _write_in_place(target, new)


def _write_in_place(target: str, data: bytes) -> None:
    descriptor = os.open(target, os.O_RDWR)
    try:
        _put(descriptor, data)
    finally:
        os.close(descriptor)


def _beside(target: str, suffix: str) -> tuple[str, int]:
    """A new file in the target's folder, locked: its path and its descriptor."""
    import tempfile  # takes its time, and most runs write nothing

    descriptor, path = tempfile.mkstemp(suffix, PREFIX, os.path.dirname(target))
    with suppress(OSError):  # where there are no locks, nobody sweeps either
        _lock(descriptor)
    return path, descriptor


def _lock_soon(descriptor: int) -> None:
    """As `_lock`, after a moment if need be: the processes of a killed run live on until they notice."""
    for _ in range(_WAITS):
        with suppress(OSError):
            _lock(descriptor)
            return
        time.sleep(_WAIT)
    _lock(descriptor)


def _lock(descriptor: int) -> None:
    """Raises OSError where somebody else holds the lock: the file is in use."""
    if fcntl is not None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _put(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
    os.ftruncate(descriptor, len(data))
    os.fsync(descriptor)


def _keep_owner(descriptor: int, target: str, old: os.stat_result) -> None:
    """Gives the new file the mode, owner and extended attributes of the `target` that was `old`."""
    mode = stat.S_IMODE(old.st_mode)
    if hasattr(os, "fchown"):
        new = os.fstat(descriptor)
        if (new.st_uid, new.st_gid) != (old.st_uid, old.st_gid):
            try:
                os.fchown(descriptor, old.st_uid, old.st_gid)
            except OSError:
                mode &= ~(stat.S_ISUID | stat.S_ISGID)  # they would speak for another owner now
        os.fchmod(descriptor, mode)
    if hasattr(os, "listxattr"):
        with suppress(OSError):
            for name in os.listxattr(target):
                os.setxattr(descriptor, name, os.getxattr(target, name))


def _flush_folder(folder: str) -> None:
    """The new name reaches the disk; not every system lets a folder be opened for that."""
    with suppress(OSError):
        descriptor = os.open(folder or ".", os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
