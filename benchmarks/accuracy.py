"""How much garbled text comes back right: mojifix beside ftfy and plsfix in one run.

Clean samples of every language and length are garbled by every family of damage and repaired.  A result is
right (the original), left alone (as it was garbled), or harm: a third text, and for clean text any change.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from functools import cache
from multiprocessing import get_context
from typing import Any, NamedTuple

from benchmarks import garble, results, texts
from mojifix import fix

TOOLS = ("mojifix", "ftfy", "plsfix")
_SHORTER = {"word": 1.0, "sentence": 1.0, "paragraph": 0.5, "document": 0.25}  # of --samples
# Families that need something to stand beside something else.
_LENGTHS = {"E": ("paragraph", "document")}


class Task(NamedTuple):
    """One sample to be garbled by one family."""

    family: str
    length: str
    lang: str
    text: str
    seed: int
    tools: tuple[str, ...]


class Outcome(NamedTuple):
    """What a tool made of one sample; the lines are those that were garbled, and those that were not."""

    kind: str
    result: str
    lines: int
    lines_right: int
    sound: int
    damaged: int


def repair_with(tool: str, text: str) -> str:
    """`text` as `tool` repairs it."""
    if tool == "mojifix":
        return fix(text)
    if tool == "ftfy":
        return garble.ftfy_fix(text)
    import plsfix

    return "\n".join(map(plsfix.fix_text, text.split("\n")))


@cache
def _tidy(text: str) -> str:
    """`text` after ftfy's cleaners alone, which plsfix has too and does not let Python switch off."""
    import ftfy

    return ftfy.fix_text(text, fix_encoding=False)


def judge(case: garble.Garbled, result: str, tidy: bool = False) -> Outcome:
    """What `result` is worth; with `tidy`, cleaners may have run over it."""
    wanted = [case.original, *case.also]
    original, garbled = case.original, case.garbled
    if tidy:
        wanted = list(map(_tidy, wanted))
        original, garbled, result_seen = _tidy(original), _tidy(garbled), _tidy(result)
    else:
        result_seen = result
    right = result == case.original or result_seen in wanted
    kind = "right" if right else "left" if result_seen == garbled and case.chain else "harm"
    before, after, now = original.split("\n"), garbled.split("\n"), result_seen.split("\n")
    if not len(before) == len(after) == len(now):
        now = [""] * len(before)
        after = after[: len(before)] + [""] * (len(before) - len(after))
    hurt = [(a == b, a == c) for a, b, c in zip(before, after, now, strict=True)]
    broken = [same for sound, same in hurt if not sound]
    whole = [same for sound, same in hurt if sound]
    return Outcome(kind, result, len(broken), sum(broken), len(whole), len(whole) - sum(whole))


def tasks(
    split: str, families: tuple[str, ...], lengths: tuple[str, ...], count: int, seed: int, peers: int
) -> Iterator[Task]:
    """Every sample of every family and length; the peers see each `peers`-th, none if that is 0."""
    for length in lengths:
        found = texts.samples(split, length, max(1, round(count * _SHORTER[length])), seed)
        for family in families:
            if length not in _LENGTHS.get(family, lengths):
                continue
            for i, sample in enumerate(found):
                tools = TOOLS if peers and i % peers == 0 else TOOLS[:1]
                yield Task(family, length, *sample, seed, tools)


def run(task: Task) -> tuple[Task, garble.Garbled, dict[str, Outcome]] | None:
    """Garble a sample and judge what the tools make of it; None where the family does not apply."""
    case = garble.garble(task.family, task.lang, task.text, task.seed)
    if case is None:
        return None
    found = {}
    for tool in task.tools:
        found[tool] = judge(case, repair_with(tool, case.garbled), tidy=tool == "plsfix")
    _tidy.cache_clear()
    return task, case, found


class Tally(NamedTuple):
    """The sums of one tool for one family and length."""

    kinds: Counter[str]
    lines: Counter[str]

    def add(self, outcome: Outcome) -> None:
        """Count one more."""
        self.kinds[outcome.kind] += 1
        for name in ("lines", "lines_right", "sound", "damaged"):
            self.lines[name] += getattr(outcome, name)

    def cells(self) -> list[str]:
        """Right, left alone, harm in percent."""
        n = self.kinds.total()
        return [results.percent(self.kinds[kind], n) for kind in ("right", "left", "harm")]


def report(tallies: dict[tuple[str, str, str], Tally], tools: tuple[str, ...], peers: int) -> str:
    """The tables in Markdown."""
    keys = list(dict.fromkeys((family, length) for family, length, _ in tallies))
    keys.sort(key=lambda key: (list(garble.FAMILIES).index(key[0]), texts.LENGTHS.index(key[1])))
    head = ["family", "length", "n", "right", "left", "harm"]
    for tool in tools[1:]:
        head += [f"{tool}: n", "right", "left", "harm"]
    empty = Tally(Counter(), Counter())
    rows, lines = [], []
    for family, length in keys:
        row: list[object] = [family, length]
        for tool in tools:
            tally = tallies.get((family, length, tool), empty)
            row += [tally.kinds.total(), *tally.cells()]
        rows.append(row)
        if length == "document":
            row = [family]
            for tool in tools:
                sums = tallies.get((family, length, tool), empty).lines
                row += [sums["lines"], results.percent(sums["lines_right"], sums["lines"])]
                row += [sums["sound"], sums["damaged"]]
            lines.append(row)
    body = (
        "Shares in percent. *right* is the original, *left* what was garbled as it was, *harm* any third text; "
        "a document is right only where all of it is.\n"
    )
    if len(tools) > 1:
        body += (
            f"\nThe peers saw {f'one sample in {peers}' if peers > 1 else 'every sample'}. "
            "ftfy is `fix_encoding`, given one line at a time as its `fix_text` does. plsfix's configuration "
            "can't be made from Python, so its `fix_text` ran, and its result counts as right where it is "
            "the original after ftfy's cleaners (entities, quotes, ligatures, widths, NFC).\n"
        )
    body += "\n" + results.table(head, rows) + "\n"
    if lines:
        head = ["documents"]
        for tool in tools:
            lead = "" if tool == "mojifix" else f"{tool}: "
            head += [f"{lead}garbled lines", "right", "sound lines", "damaged"]
        body += "\nThe lines of the documents one by one:\n\n" + results.table(head, lines) + "\n"
    return body


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    parser = results.parser(__doc__)
    families, lengths = tuple(garble.FAMILIES), texts.LENGTHS
    parser.add_argument("--split", choices=texts.SPLITS, default="dev")
    parser.add_argument("--families", type=results.names(families), default=families, metavar="A,A2,...")
    parser.add_argument("--lengths", type=results.names(lengths), default=lengths, metavar="word,...")
    parser.add_argument("--samples", type=int, default=40, help="per language; of paragraphs a half, of documents a quarter")
    parser.add_argument("--no-peers", action="store_true", help="mojifix alone")
    parser.add_argument("--peer-every", type=int, default=3, metavar="N", help="peers see each Nth sample")
    parser.add_argument("--dump", metavar="FILE", help="JSON of every result of mojifix that is not right")
    options = parser.parse_args(arguments)
    peers = 0 if options.no_peers else options.peer_every
    work = list(tasks(options.split, options.families, options.lengths, options.samples, options.seed, peers))
    tallies: dict[tuple[str, str, str], Tally] = {}
    dump: list[list[Any]] = []
    begun = time.monotonic()
    with get_context("fork" if sys.platform == "linux" else "spawn").Pool(options.jobs) as pool:
        for done, found in enumerate(pool.imap(run, work, chunksize=16), 1):
            if done % 2000 == 0:
                print(f"{done}/{len(work)} {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)
            if found is None:
                continue
            task, case, outcomes = found
            for tool, outcome in outcomes.items():
                key = (task.family, task.length, tool)
                tallies.setdefault(key, Tally(Counter(), Counter())).add(outcome)
            own = outcomes["mojifix"]
            if own.kind != "right":
                row = [task.family, own.kind, task.lang, case.chain, case.original, case.garbled, own.result]
                dump.append(row)
    if options.dump:
        with open(options.dump, "w", encoding="utf-8") as file:
            json.dump(dump, file, ensure_ascii=False)
    body = report(tallies, TOOLS if peers else TOOLS[:1], peers)
    print(body)
    print(f"{time.monotonic() - begun:.0f} s", file=sys.stderr)
    if not options.dry_run:
        ran = results.command("benchmarks.accuracy", arguments)
        results.write(f"accuracy {options.split}", f"Accuracy, {options.split} texts", ran, body)
    return 0


if __name__ == "__main__":
    sys.exit(main())
