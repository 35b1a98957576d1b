"""Large texts: how much of them comes back, and what is damaged, line by line.

The documents of `benchmarks.accuracy` have twenty to sixty lines.  Large texts go another way through mojifix, in blocks and
by samples.  Here each language's lines are one text of so many code points, garbled by one mix-up of each family; lines that
the encodings of the mix-up don't have are left out first.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from multiprocessing import Pool
from pathlib import Path
from typing import NamedTuple

from benchmarks import garble, results, texts
from mojifix import charmaps, fix

FAMILIES = ("A", "A2", "B", "C", "D", "E", "G", "H", "C1", "clean")
_TRIES = 20  # pairs of encodings until one has enough of the lines
_LEAST = 3  # lines that are garbled


class Text(NamedTuple):
    """A large text: its lines, as they were and as they are, by one mix-up."""

    original: list[str]
    garbled: list[str]


class Outcome(NamedTuple):
    """What became of a text's lines."""

    family: str
    size: int
    garbled: int
    right: int
    left: int
    sound: int
    damaged: int


def _by_pair(rnd: random.Random, family: str, lang: str, lines: list[str], size: int) -> Text | None:
    """The lines that a pair of encodings has, read as the other one: UTF-8 and an East Asian one, or two legacy ones."""
    for _ in range(_TRIES):
        written, read = "utf-8", rnd.choice(garble.EAST_ASIAN)
        if family == "C":
            written, read = garble.pair(rnd, lang)
        kept, made = [], []
        left = size
        for line in lines:
            try:
                data = line.encode("mac-cyrillic" if written == "cp10007" else written)
                other = data.decode(read) if read in garble.EAST_ASIAN else charmaps.decode(data, read)
                if "\n" in other or (family == "B" and other.encode(read) != data):
                    continue
            except UnicodeError:
                continue
            kept.append(line)
            made.append(other)
            left -= len(other) + 1
            if left < 0:
                break
        if left < 0 and sum(map(str.__ne__, kept, made)) > _LEAST:
            return Text(kept, made)
    return None


def large(rnd: random.Random, family: str, lang: str, lines: list[str], size: int) -> Text | None:
    """A large text of a language, garbled; None where there is none."""
    if family in "BC":
        return _by_pair(rnd, family, lang, lines, size)
    kept = []
    left = size
    for line in lines:
        kept.append(line)
        left -= len(line) + 1
        if left < 0:
            break
    case = garble.FAMILIES[family](rnd, lang, "\n".join(kept)) if left < 0 else None
    if case is None:
        return None
    found = Text(case.original.split("\n"), case.garbled.split("\n"))
    return found if len(found.original) == len(found.garbled) else None


def _run(task: tuple[str, int, str, list[Path], int]) -> Outcome | None:
    family, size, lang, paths, seed = task
    rnd = random.Random(f"{seed} {family} {size} {lang}")
    lines = [line for path in paths for line in texts.read_lines(path)]
    start = rnd.randrange(len(lines))
    text = large(rnd, family, lang, lines[start:] + lines[:start], size)
    if text is None:
        return None
    now = fix("\n".join(text.garbled)).split("\n")
    if len(now) != len(text.original):
        now = [""] * len(text.original)
    count = Counter(
        (was != garbled, "right" if is_now == was else "left" if is_now == garbled else "other")
        for was, garbled, is_now in zip(*text, now, strict=True)
    )
    broken = {kind: count[True, kind] for kind in ("right", "left", "other")}
    sound, damaged = count[False, "right"], count[False, "other"]
    return Outcome(family, size, sum(broken.values()), broken["right"], broken["left"], sound + damaged, damaged)


def report(outcomes: list[Outcome]) -> str:
    """The table in Markdown."""
    rows = []
    for family, size in dict.fromkeys((o.family, o.size) for o in outcomes):
        some = [o for o in outcomes if (o.family, o.size) == (family, size)]
        n, right, left = sum(o.garbled for o in some), sum(o.right for o in some), sum(o.left for o in some)
        sound, damaged = sum(o.sound for o in some), sum(o.damaged for o in some)
        shares = [results.percent(part, n) for part in (right, left, n - right - left)]
        rows.append([family, f"{size:,}", len(some), f"{n:,}", *shares, f"{sound:,}", damaged])
    head = ["family", "code points", "texts", "garbled lines", "right", "left", "third", "sound lines", "damaged"]
    return results.table(head, rows)


def main(arguments: list[str] | None = None) -> int:
    """Run from the command line."""
    parser = results.parser(__doc__)
    parser.add_argument("--split", choices=texts.SPLITS, default="dev")
    parser.add_argument("--families", type=results.names(FAMILIES), default=FAMILIES)
    parser.add_argument("--sizes", type=lambda text: tuple(map(int, text.split(","))), default=(40_000,), help="code points")
    options = parser.parse_args(arguments)
    by_lang: dict[str, list[Path]] = {}
    for lang, path in texts.sources(options.split):
        by_lang.setdefault(lang, []).append(path)
    kinds = [(family, size) for family in options.families for size in options.sizes]
    tasks = [(*kind, lang, paths, options.seed) for kind in kinds for lang, paths in sorted(by_lang.items())]
    with Pool(options.jobs) as pool:
        outcomes = [outcome for outcome in pool.imap(_run, tasks, 2) if outcome]
    text = (
        f"Texts of {len(by_lang)} languages ({options.split}), a line at a time; shares in percent.\n\n{report(outcomes)}\n"
    )
    print(text)
    if not options.dry_run:
        results.write("large " + options.split, "Large texts", results.command("benchmarks.large", arguments), text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
