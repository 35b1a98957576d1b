"""Kills `mojifix -w` at random moments: is each file old or new then, and nothing stray left after a second run?

python benchmarks/kills.py [KILLS]
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RIGHT = "Le café est fermé jusqu’à l’été prochain, désolé.\n"
OLD, NEW = (text.encode() * 40 for text in (RIGHT.encode().decode("cp1252"), RIGHT))
FILES, LINKED = 60, 10  # the first ones have two hard links


def main(kills: int) -> int:
    """Prints what was found; returns how much was wrong."""
    torn = stray = unfinished = cut = 0
    rng = random.Random(kills)
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, f"{i}.txt") for i in range(FILES)]
        for path in paths[:LINKED]:
            path.touch()
            os.link(path, path.with_suffix(".link"))
        commands = [[sys.executable, "-m", "mojifix", "-w", "-q", f"-j{jobs}", *map(str, paths)] for jobs in (1, 2)]
        start = time.perf_counter()
        _reset(paths)
        subprocess.run(commands[0], check=True)
        whole = time.perf_counter() - start
        for number in range(kills):
            command = commands[number % 2]
            _reset(paths)
            with subprocess.Popen(command) as running:
                time.sleep(rng.uniform(0.3, 1.1) * whole)
                running.kill()
            time.sleep(0.5 * (number % 2))  # its children end after it
            found = [path.read_bytes() for path in paths]
            cut += OLD in found and NEW in found
            torn += sum(data not in (OLD, NEW) for data in found[LINKED:])
            subprocess.run(command, check=True)
            unfinished += sum(path.read_bytes() != NEW for path in paths)
            stray += len(os.listdir(folder)) - FILES - LINKED
    print(f"{kills} kills, {cut} of them between the first file and the last")
    print(f"neither old nor new: {torn}; not new after a second run: {unfinished}; stray files after it: {stray}")
    return torn + unfinished + stray


def _reset(paths: list[Path]) -> None:
    for path in paths:
        path.write_bytes(OLD)  # through the hard links, too


if __name__ == "__main__":
    sys.exit(bool(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)))
