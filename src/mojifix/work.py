"""One file after another, or several at once: each is read, repaired, written if wanted, and told about."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from mojifix import files, stream, transcode
from mojifix.folders import Target

if TYPE_CHECKING:
    from mojifix.apply import Repair
    from mojifix.report import Finding

_FEW = 32  # files, up to which a second process isn't worth its start
_GLANCE = 0.2  # seconds between two looks for the parent
_BATCH, _MOST = 8, 32  # files that a process takes at a time: each time costs as much as reading a small file
_PARTS = 8  # ... of a process' share, so that one with large files isn't waited for
# New containers between two searches for garbage in cycles, of which there is hardly any: with Python's own number they
# take a tenth of the time of small files.
_CONTAINERS = 50_000


class Job(NamedTuple):
    """What is done with each file, and what is to be told of it."""

    write: bool = False
    findings: bool = False
    diff: bool = False
    lines: bool = False
    block_size: int = stream.BLOCK
    max_size: int = 0
    stdin_name: str = "<stdin>"
    coding: transcode.Coding = transcode.Coding()


class Result(NamedTuple):
    """What became of a file.  `notices` are for standard error; `failed` says that one of them is an error."""

    path: str
    repairs: int = 0
    converted: bool = False
    written: bool = False
    failed: bool = False
    binary: bool = False
    notices: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    diff: str = ""
    lines: tuple[str, ...] = ()


def run(targets: Iterable[Target], job: Job, jobs: int) -> Iterator[Result]:
    """The results of `targets`, in their order; `jobs` processes share the work, 0 stands for one for each processor."""
    gc.set_threshold(_CONTAINERS)
    if jobs == 1:
        return (process(target, job) for target in targets)
    listed = list(targets)
    if len(listed) <= _FEW and not jobs:
        return (process(target, job) for target in listed)
    return _in_parallel(listed, job, min(jobs or os.cpu_count() or 1, len(listed) or 1))


def _in_parallel(targets: list[Target], job: Job, jobs: int) -> Iterator[Result]:
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from functools import partial

    with ProcessPoolExecutor(jobs, initializer=_end_with, initargs=(os.getpid(),)) as pool:
        try:
            size = max(_BATCH, min(_MOST, len(targets) // (jobs * _PARTS)))
            yield from pool.map(partial(process, job=job), targets, chunksize=size)
        except BrokenProcessPool:
            raise files.Unreadable("a process ended unexpectedly, for want of memory perhaps; try -j 1") from None
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _end_with(parent: int) -> None:
    """Ends this process soon after its parent: a killed one can't tell its children, and they would wait forever."""
    from threading import Thread
    from time import sleep

    gc.set_threshold(_CONTAINERS)  # where processes start anew

    def watch() -> None:
        while os.getppid() == parent:
            sleep(_GLANCE)
        os._exit(1)

    Thread(target=watch, daemon=True).start()


def process(target: Target, job: Job) -> Result:
    """Reads one file and does what `job` says."""
    path = target.path
    name = job.stdin_name if path == "-" else path
    try:
        if path != "-" and not target.named and 0 < job.max_size < os.path.getsize(path):
            return _skipped(name, f"longer than {job.max_size} bytes, skipped; name it or raise --max-size")
        return _examine(target, name, files.read(path), job)
    except files.Unreadable as error:
        return Result(name, failed=True, notices=(str(error),))
    except OSError as error:
        return Result(name, failed=True, notices=(str(files.unreadable(path, error)),))


def _skipped(name: str, why: str) -> Result:
    return Result(name, notices=(f"{files.shown(name)}: {why}",))


def _examine(target: Target, name: str, data: bytes, job: Job) -> Result:
    source = transcode.read(data, job.coding.encoding)
    if source is None:
        return Result(name, binary=True)
    converts = job.coding.keep or job.coding.to
    if source.foreign and not converts:
        said = f"is in {source.encoding} (confidence {source.confidence:.2f}); left as it is"
        return _skipped(name, f"{said}: --to utf-8 converts it, --keep-encoding repairs it")
    notices: tuple[str, ...] = ()
    if source.encoding != files.UTF8 or not source.text.isascii():
        said = transcode.notice(source, "left as they are" if not converts else "repaired")
        notices = (f"{files.shown(name)}: {said}",) if said else ()
    if source.parts and not converts:  # UTF-8 for the most part: its other bytes stay what they are
        source = transcode.Source(files.decode(data), files.UTF8)
    text, repairs = (source.text, []) if stream.is_plain(source.text) else _repaired(source.text, target, name, job)
    if not repairs and (not job.coding.to or job.coding.to == source.encoding):
        return Result(name, notices=notices)
    new = transcode.Writer(name, job.coding, True).bytes_of(source, text, repairs)
    result = Result(name, len(repairs), new != data and not repairs, job.write and new != data, notices=notices)
    if result.written:
        from mojifix import write

        write.replace(target.path, new, data)
    return _told(result, source.text, repairs, source.encoding, job)


def _repaired(text: str, target: Target, name: str, job: Job) -> tuple[str, list[Repair]]:
    repairer = stream.Repairer(name, target.settings)
    repairs: list[Repair] = []
    pieces = []
    at = 0
    for block in stream.blocks([text], job.block_size):
        done = repairer.repair(block)
        pieces.append(done.text)
        repairs += [r._replace(start=r.start + at, end=r.end + at) for r in done.repairs]
        at += len(block)
    return "".join(pieces), repairs


def _told(result: Result, text: str, repairs: list[Repair], codec: str, job: Job) -> Result:
    """`result` with what is to be told of the repairs."""
    if job.findings:
        from mojifix.report import findings

        result = result._replace(findings=tuple(findings(result.path, text, repairs, codec)))
    if job.diff:
        from mojifix.diff import unified

        result = result._replace(diff="".join(unified(result.path, text, repairs)))
    if job.lines:
        from mojifix.suppress import exact_line

        result = result._replace(lines=tuple(exact_line(text, repair) for repair in repairs))
    return result
