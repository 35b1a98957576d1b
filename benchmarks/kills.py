"""Kills `mojifix -w` at random moments: is each file old or new then, and nothing stray left after a second run?

Every other run has two processes, of which the parent is killed.  Files with hard links are written in place, so that the
next run finishes what a killed one began; they are looked at after that.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from benchmarks import results

RIGHT = "Le café est fermé jusqu’à l’été prochain, désolé.\n"
OLD, NEW = (text.encode() * 40 for text in (RIGHT.encode().decode("cp1252"), RIGHT))
FILES, LINKED = 60, 10  # the first ones have two hard links
_EARLIEST, _LATEST = 0.3, 1.1  # of a whole run: before the first file is written, and when the last one has been
_CHILDREN = 0.5  # seconds in which the children of a killed run end


class Found(NamedTuple):
    """What was counted over all kills."""

    cut: int = 0  # kills between the first file and the last
    torn: int = 0  # files neither old nor new
    unfinished: int = 0  # files not new after a second run
    left: int = 0  # temporary files that kills left
    stray: int = 0  # ... and those that a second run didn't remove


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    parser = results.parser(__doc__)
    parser.add_argument("--kills", type=int, default=1000)
    options = parser.parse_args(arguments)
    found = _killed(options.kills, random.Random(options.seed))
    rows = [
        ["kills", options.kills],
        ["of them between the first file and the last", found.cut],
        ["files looked at after the kills", options.kills * (FILES - LINKED)],
        ["neither old nor new", found.torn],
        ["temporary files that were left", found.left],
        ["of them still there after a second run", found.stray],
        ["files not repaired after a second run", found.unfinished],
    ]
    body = results.table(["", "n"], rows) + "\n"
    print(body)
    if not options.dry_run:
        results.write(
            "kills", "SIGKILL at random moments of `mojifix -w`", results.command("benchmarks.kills", arguments), body
        )
    return bool(found.torn + found.unfinished + found.stray)


def _killed(kills: int, rnd: random.Random) -> Found:
    found = Found()
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, f"{i}.txt") for i in range(FILES)]
        for path in paths[:LINKED]:
            path.touch()
            os.link(path, path.with_suffix(".link"))
        known = FILES + LINKED
        commands = [[sys.executable, "-m", "mojifix", "-w", "-q", f"-j{jobs}", *map(str, paths)] for jobs in (1, 2)]
        _reset(paths)
        whole = _timed(commands[0])
        for number in range(kills):
            parallel = number % 2
            _reset(paths)
            with subprocess.Popen(commands[parallel]) as running:
                time.sleep(rnd.uniform(_EARLIEST, _LATEST) * whole)
                running.kill()
            time.sleep(_CHILDREN * parallel)
            contents = [path.read_bytes() for path in paths]
            left = len(os.listdir(folder)) - known
            whole = (whole + _timed(commands[0])) / 2  # other work on the machine comes and goes
            found = Found(
                found.cut + (OLD in contents and NEW in contents),
                found.torn + sum(data not in (OLD, NEW) for data in contents[LINKED:]),
                found.unfinished + sum(path.read_bytes() != NEW for path in paths),
                found.left + left,
                found.stray + len(os.listdir(folder)) - known,
            )
    return found


def _timed(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True)
    return time.perf_counter() - start


def _reset(paths: list[Path]) -> None:
    for path in paths:
        path.write_bytes(OLD)  # through the hard links, too


if __name__ == "__main__":
    sys.exit(main())
