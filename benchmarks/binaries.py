"""Files that are no text, and all others of an installation: does the command leave them alone, and in linear time?

Every regular file below ROOT goes through what `mojifix -w FILE` does, short of writing.  What is no text is known by
its name or, as ELF is, by its first bytes: nothing of that may be read as text, but what is all ASCII (linker scripts).
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from benchmarks import results
from mojifix import files, transcode, work
from mojifix.config import Settings
from mojifix.folders import Target

ROOTS = ("/usr/lib", "/usr/share", sys.base_prefix)
# What files are by the ends of their names, as those who made them say.
KINDS = {
    "programs and libraries": "so a o pyc pyo exe dll debug jmod class rlib rmeta wasm",
    "images": "png gif jpg jpeg ico bmp tif tiff webp icns xcf psd tga",
    "fonts": "ttf otf ttc woff woff2 pfb pcf tfm vf",
    "archives": "gz tgz zip whl xz bz2 zst tar jar egg 7z rar deb rpm cab lzma npz",
    "sound and films": "wav mp3 ogg oga flac mp4 webm avi mpg aiff au mid",
    "catalogues and data": "mo gmo sqlite db npy mat pickle pkl h5 hdf5 parquet feather arrow pdf doc xls mmdb",
}
_KIND = {f".{end}": kind for kind, ends in KINDS.items() for end in ends.split()}
ELF, RANDOM, OTHER = "programs and libraries", "random bytes", "what may be text"
_RANDOM = 2000  # files of random bytes ...
_LONGEST = 1 << 16  # ... of up to so many
_LONG = 1 << 18  # bytes from which the time for half a file, and the whole of it, is compared
_UNIT = 4  # bytes: what has whole ones of UTF-32 is asked whether it is that
_SLOWEST = 40  # files for which it is
_SLOW = 8  # ... and are named
_NOT_SEEN = ("unreadable", "not asked")
_JOB = work.Job(findings=True)


class Seen(NamedTuple):
    """What became of a file."""

    path: str
    kind: str
    size: int
    outcome: str  # "binary", "text", "changed", "crashed"; what is in another encoding and so left alone is "foreign"
    seconds: float


def looked_at(path: str, others: bool = True) -> Seen:
    """What the command makes of the file at `path`, unless that may be text and `others` are not wanted."""
    try:
        data = files.read(path)
    except files.Unreadable:
        return Seen(path, OTHER, 0, _NOT_SEEN[0], 0.0)
    size = len(data)
    kind = ELF if data.startswith(b"\x7fELF") else _KIND.get(os.path.splitext(path)[1].lower(), OTHER)
    kind = kind if b"\0" in data or not data.isascii() else OTHER
    if kind == OTHER and not others:
        return Seen(path, kind, size, _NOT_SEEN[1], 0.0)
    begun = time.perf_counter()
    try:
        result = work.process(Target(path, Settings(), True), _JOB)
    except Exception as error:
        return Seen(path, kind, size, f"crashed: {error!r}", time.perf_counter() - begun)
    took = time.perf_counter() - begun
    foreign = any("left as it is" in notice for notice in result.notices)
    outcome = "binary" if result.binary else "changed" if result.repairs else "foreign" if foreign else "text"
    return Seen(path, kind, size, outcome, took)


def regular_files(roots: list[str]) -> Iterator[str]:
    """Every file below `roots` that is no link, once."""
    seen: set[tuple[int, int]] = set()
    for root in roots:
        for folder, _, names in sorted(os.walk(root)):
            for name in sorted(names):
                path = os.path.join(folder, name)
                if os.path.isfile(path) and not os.path.islink(path):
                    found = os.stat(path)
                    if (found.st_dev, found.st_ino) not in seen:
                        seen.add((found.st_dev, found.st_ino))
                        yield path


def noise(seed: int) -> list[Seen]:
    """What became of random bytes."""
    rnd = random.Random(seed)
    found = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "random")
        for _ in range(_RANDOM):
            path.write_bytes(rnd.randbytes(int(2 ** rnd.uniform(6, 16))))
            found.append(looked_at(str(path))._replace(kind=RANDOM))
    return found


def growth(path: str) -> float:
    """How many times as long the file takes as its first half."""
    data = files.read(path)
    half = len(data) // (2 * _UNIT) * _UNIT
    times = []
    for part in (data[:half], data[: 2 * half]):
        best = float("inf")
        for _ in range(3):
            begun = time.perf_counter()
            transcode.read(part)
            best = min(best, time.perf_counter() - begun)
        times.append(best)
    return times[1] / times[0]


def report(seen: list[Seen], ratios: dict[str, float]) -> str:
    """The tables in Markdown."""
    kinds = [*KINDS, RANDOM, OTHER]
    rows: list[list[object]] = []
    for kind in kinds:
        ours = [file for file in seen if file.kind == kind]
        count = Counter(file.outcome.partition(":")[0] for file in ours)
        size = sum(file.size for file in ours) / 1e6
        each = [count[name] for name in ("binary", "foreign", "text", "changed", "crashed")]
        slowest = max((file.seconds for file in ours), default=0.0)
        rows.append([kind, len(ours), f"{size:.0f}", *each, f"{sum(f.seconds for f in ours):.0f}", f"{slowest:.2f}"])
    head = [
        "",
        "files",
        "MB",
        "binary",
        "in another encoding, left",
        "text",
        "would be repaired",
        "crashed",
        "s",
        "slowest, s",
    ]
    body = results.table(head, rows)
    if ratios:
        mean, worst = sum(ratios.values()) / len(ratios), max(ratios.values())
        body += (
            f"\n\nThe {len(ratios)} files of {_LONG >> 10} KiB and more that took longest for their size took "
            f"{mean:.2f} times as long as their first halves on average, {worst:.2f} times at most."
        )
    return body + "\n"


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    parser = results.parser(__doc__)
    parser.add_argument("roots", nargs="*", metavar="ROOT", default=list(ROOTS))
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every Nth file")
    parser.add_argument("--others", type=int, default=10, metavar="N", help="only every Nth of those that may be text")
    parser.add_argument("--odd", action="store_true", help="print the name of each file that isn't as expected")
    options = parser.parse_args(arguments)
    paths = list(regular_files(options.roots))[:: options.every]
    with get_context("fork" if sys.platform == "linux" else "spawn").Pool(options.jobs) as pool:
        tasks = [(path, number % options.others == 0) for number, path in enumerate(paths)]
        seen = [file for file in pool.starmap(looked_at, tasks, chunksize=64) if file.outcome not in _NOT_SEEN]
    long = sorted((file for file in seen if file.size >= _LONG), key=lambda file: -file.seconds / file.size)
    ratios = {file.path: growth(file.path) for file in long[:_SLOWEST]}
    seen += noise(options.seed)
    odd = [file for file in seen if file.outcome not in (("text", "binary") if file.kind == OTHER else ("binary",))]
    if options.odd:
        for file in odd:
            print(file.kind, file.outcome, file.size, file.path)
        for file in sorted(seen, key=lambda file: -file.seconds)[:_SLOW]:
            print(f"{file.seconds:.1f} s {file.size} {file.path}")
        for path, ratio in sorted(ratios.items(), key=lambda item: -item[1])[:_SLOW]:
            print(f"{ratio:.2f} {path}")
    body = report(seen, ratios)
    print(body)
    if not options.dry_run:
        title = "What is no text: the files of a Python installation and of a Debian system"
        results.write("binaries", title, results.command("benchmarks.binaries", arguments), body)
    return 0


if __name__ == "__main__":
    sys.exit(main())
