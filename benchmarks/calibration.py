"""Whether a repair's confidence is what it says: of those given 0.99, how many are right?

A repair is right where its text is what the original has at that place, which is known because the damage of
the families measured here widens every character by itself.
"""

from __future__ import annotations

import sys
from collections import Counter
from itertools import accumulate
from multiprocessing import get_context
from typing import NamedTuple

import mojifix
from benchmarks import garble, results, texts
from benchmarks.accuracy import Task, tasks

FAMILIES = ("A", "A2", "D", "E", "clean")
BINS = (0.0, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999, 0.9999)


class Judged(NamedTuple):
    """A repair: the text's family and length, its confidence, whether it is right."""

    family: str
    length: str
    confidence: float
    right: bool


def places(case: garble.Garbled) -> dict[int, int]:
    """Where the characters of the original start in the garbled text: place there -> place in the original."""
    chains: list[tuple[str, ...]] = [case.chain]
    if case.chain and case.chain[0] in garble.PARTS:
        chains = [(), *((codec,) for codec in case.chain[1:])]
    widths: list[int] = []
    done = 0
    for i, line in enumerate(case.original.split("\n")):
        if i:
            widths.append(1)
            done += 1
        for sentence in texts.sentences(line):
            fitting = [c for c in chains if case.garbled.startswith(garble.misread(sentence, *c), done)]
            if not fitting:
                raise ValueError("the garbled text does not follow from the original")
            chain = max(fitting, key=lambda c: len(garble.misread(sentence, *c)))
            widths += [len(garble.misread(char, *chain)) for char in sentence]
            done += len(garble.misread(sentence, *chain))
    return {there: here for here, there in enumerate(accumulate(widths, initial=0))}


def run(task: Task) -> list[Judged]:
    """Judge every repair of one sample; what a text holds many times counts once."""
    case = garble.garble(task.family, task.lang, task.text, task.seed)
    repaired = case and mojifix.repair(case.garbled)
    if not case or not repaired or not repaired.repairs:
        return []
    at = places(case)
    found: dict[tuple[str, str, bool], Judged] = {}
    for repair in repaired.repairs:
        start, end = at.get(repair.start), at.get(repair.end)
        right = start is not None and end is not None and case.original[start:end] == repair.after
        judged = Judged(task.family, task.length, repair.confidence, right)
        found.setdefault((repair.before, repair.after, right), judged)
    return list(found.values())


def report(found: list[Judged], lengths: tuple[str, ...]) -> str:
    """The table in Markdown."""
    rows: list[list[object]] = []
    ends = [*BINS[1:], 2.0]
    spans = [*zip(BINS, ends, strict=True), (0.99, 2.0)]
    for low, high in spans:
        these = [one for one in found if low <= one.confidence < high]
        if not these:
            continue
        name = f"{low:g} to {high:g}" if high <= 1 else f"{low:g} and more"
        mean = sum(one.confidence for one in these) / len(these)
        row: list[object] = [
            name,
            f"{len(these):,}",
            f"{mean:.4f}",
            results.percent(sum(one.right for one in these), len(these)),
        ]
        for length in lengths:
            right = Counter(one.right for one in these if one.length == length)
            row.append(results.percent(right[True], right.total()))
        rows.append(row)
    return results.table(["confidence", "repairs", "mean", "right, %", *lengths], rows)


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    parser = results.parser(__doc__)
    lengths = texts.LENGTHS
    parser.add_argument("--split", choices=texts.SPLITS, default="dev")
    parser.add_argument("--families", type=results.names(FAMILIES), default=FAMILIES, metavar="A,A2,...")
    parser.add_argument("--lengths", type=results.names(lengths), default=lengths, metavar="word,...")
    parser.add_argument("--samples", type=int, default=20, help="per language; of paragraphs a half, documents a quarter")
    options = parser.parse_args(arguments)
    work = list(tasks(options.split, options.families, options.lengths, options.samples, options.seed, 0))
    with get_context("fork" if sys.platform == "linux" else "spawn").Pool(options.jobs) as pool:
        found = [one for some in pool.imap(run, work, chunksize=16) for one in some]
    body = f"Repairs in texts of the families {', '.join(options.families)}.\n\n" + report(found, options.lengths)
    print(body)
    if not options.dry_run:
        ran = results.command("benchmarks.calibration", arguments)
        results.write(f"calibration {options.split}", f"Confidence, {options.split} texts", ran, body)
    return 0


if __name__ == "__main__":
    sys.exit(main())
