"""False changes: clean text, a line or a word at a time, mojifix beside ftfy.

Every line that holds a character outside ASCII, and dictionary words, as far as possible from lists that train
nothing: first the words of the split, then those of the other, then of train, each language's in a fixed order.
`--split train --each 100` looks at text that trained the tables: the only one of most languages, whose letters are
strange to those that a text may be taken for.
Whatever is changed goes to --dump, for someone to judge: a changed line may quote mojibake or be damaged.  What a
reader found is in verdicts.json beside this file, [before, after, verdict] as RESULTS.md shows the change.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Iterable
from multiprocessing import get_context
from multiprocessing.pool import Pool
from pathlib import Path
from typing import NamedTuple

from benchmarks import garble, results, texts
from mojifix import fix

VERDICTS = Path(__file__).with_name("verdicts.json")
_BATCH = 500
_SHOWN = 100  # changes listed in RESULTS.md


class Change(NamedTuple):
    """A clean text that a tool changed."""

    tool: str
    kind: str
    lang: str
    before: str
    after: str


class Batch(NamedTuple):
    """Texts of one kind and language; the peer sees every `peers`-th, none if that is 0."""

    kind: str
    lang: str
    texts: tuple[str, ...]
    peers: int


class Seen(NamedTuple):
    """What a batch came to: how many texts each tool saw, and what they changed."""

    kind: str
    lang: str
    mojifix: int
    ftfy: int
    changes: list[Change]


def lines(split: str) -> list[tuple[str, list[str]]]:
    """The lines of a split by language, each once, where they hold a character outside ASCII."""
    found: dict[str, dict[str, None]] = {}
    for lang, path in texts.sources(split):
        known = found.setdefault(lang, {})
        known.update((line, None) for line in texts.read_lines(path) if not line.isascii())
    return [(lang, list(known)) for lang, known in found.items() if known]


def words(splits: Iterable[str], count: int, seed: int) -> tuple[list[tuple[str, list[str]]], dict[str, int]]:
    """`count` dictionary words by language, and how many came from each split.

    A split that holds more than are still wanted gives every language the same number, as far as it has them.
    """
    found: dict[str, dict[str, None]] = {}
    taken: dict[str, int] = {}
    for split in splits:
        wanted = count - sum(taken.values())
        if wanted <= 0:
            break
        lists = {lang: texts.read_words(path) for lang, path in texts.word_lists(split)}
        for lang, some in lists.items():
            lists[lang] = sorted(set(some) - found.get(lang, {}).keys())
        share = _share([len(some) for some in lists.values()], wanted)
        before = sum(taken.values())
        for lang, some in lists.items():
            if len(some) > share:
                some = random.Random(f"{seed} {split} {lang}").sample(some, share)
            found.setdefault(lang, {}).update(dict.fromkeys(some))
        taken[split] = sum(map(len, found.values())) - before
    return [(lang, list(known)) for lang, known in found.items() if known], taken


def _share(sizes: list[int], wanted: int) -> int:
    """The least limit that leaves at least `wanted` of the lists, or else their whole length."""
    low, high = 0, max(sizes, default=0)
    if sum(sizes) <= wanted:
        return high
    while low < high:
        middle = (low + high) // 2
        if sum(min(size, middle) for size in sizes) >= wanted:
            high = middle
        else:
            low = middle + 1
    return low


def look(batch: Batch) -> Seen:
    """Give every text of a batch to the tools."""
    changes = []
    peers = batch.texts[:: batch.peers] if batch.peers else ()
    for text in batch.texts:
        after = fix(text)
        if after != text:
            changes.append(Change("mojifix", batch.kind, batch.lang, text, after))
    for text in peers:
        after = garble.ftfy_fix(text)
        if after != text:
            changes.append(Change("ftfy", batch.kind, batch.lang, text, after))
    return Seen(batch.kind, batch.lang, len(batch.texts), len(peers), changes)


def measure(pool: Pool, kind: str, found: list[tuple[str, list[str]]], peers: int) -> list[Seen]:
    """Look at all texts of a kind."""
    work = [
        Batch(kind, lang, tuple(some[i : i + _BATCH]), peers) for lang, some in found for i in range(0, len(some), _BATCH)
    ]
    begun = time.monotonic()
    seen = []
    for done, result in enumerate(pool.imap(look, work), 1):
        seen.append(result)
        if done % 200 == 0:
            print(f"{kind} {done * _BATCH} {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)
    return seen


def report(seen: list[Seen], taken: dict[str, int], split: str, step: int) -> str:
    """The table and the list of changes in Markdown."""
    rows: list[list[object]] = []
    for kind in dict.fromkeys(one.kind for one in seen):
        these = [one for one in seen if one.kind == kind]
        langs = len({one.lang for one in these})
        for tool in ("mojifix", "ftfy"):
            total = sum(getattr(one, tool) for one in these)
            changed = sum(change.tool == tool for one in these for change in one.changes)
            rate = f"{1e6 * changed / total:.1f}" if total else "-"
            rows.append([kind, tool, f"{total:,}", langs, changed, rate])
    body = results.table(["clean", "tool", "texts", "languages", "changed", "per million"], rows)
    if taken:
        sources = ", ".join(f"{count:,} of {name}" for name, count in taken.items())
        share = "all" if step == 1 else f"one in {step}"
        body += f"\n\nLines: {share} of {split} that hold a character outside ASCII, each once. Words: {sources}.\n"
    own = [change for one in seen for change in one.changes if change.tool == "mojifix"]
    if own:
        shown = own[:_SHOWN]
        body += f"\nWhat mojifix changed ({len(shown)} of {len(own)}), with two characters around:\n\n"
        known = verdicts()
        rows = []
        for change in shown:
            before, after = map(results.code, narrow(change.before, change.after))
            verdict = known.get((before.strip("`"), after.strip("`")), "not judged yet")
            rows.append([change.lang, change.kind, before, after, verdict])
        body += results.table(["language", "kind", "before", "after", "verdict"], rows)
    return body


def verdicts() -> dict[tuple[str, str], str]:
    """What a reader said of changes seen before."""
    if not VERDICTS.exists():
        return {}
    return {(before, after): verdict for before, after, verdict in json.loads(VERDICTS.read_text("utf-8"))}


def narrow(before: str, after: str, around: int = 2) -> tuple[str, str]:
    """The parts of two texts in which they differ, with a little context.

    >>> narrow("un café noir", "un cafÉ noir")
    ('afé n', 'afÉ n')
    """
    head = 0
    while head < min(len(before), len(after)) and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < min(len(before), len(after)) - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    start, rest = max(0, head - around), max(0, tail - around)
    return before[start : len(before) - rest], after[start : len(after) - rest]


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    parser = results.parser(__doc__)
    parser.add_argument("--split", choices=(*texts.SPLITS, "train"), default="dev")
    parser.add_argument("--each", type=int, help="at most so many lines of a language, spread evenly (default: all)")
    parser.add_argument("--lines", type=int, help="at most so many, spread evenly (default: all)")
    parser.add_argument("--words", type=int, default=1_000_000)
    parser.add_argument("--peer-every", type=int, default=10, metavar="N", help="ftfy sees each Nth text; 0: none")
    parser.add_argument("--dump", metavar="FILE", help="JSON of every change: tool, kind, language, before, after")
    options = parser.parse_args(arguments)
    prose = lines(options.split)
    step = 1
    if options.each is not None:
        prose = [(lang, some[:: max(1, -(-len(some) // options.each))]) for lang, some in prose]
    if options.lines is not None:
        step = max(1, -(-sum(len(some) for _, some in prose) // max(1, options.lines)))
        prose = [(lang, some[::step]) for lang, some in prose]
    other = [split for split in texts.SPLITS if split != options.split]
    vocabulary, taken = words(dict.fromkeys([options.split, *other, "train"]), options.words, options.seed)
    with get_context("fork" if sys.platform == "linux" else "spawn").Pool(options.jobs) as pool:
        seen = measure(pool, "line", prose, options.peer_every)
        seen += measure(pool, "word", vocabulary, options.peer_every)
    if options.dump:
        with open(options.dump, "w", encoding="utf-8") as file:
            json.dump([change for one in seen for change in one.changes], file, ensure_ascii=False, indent=1)
    body = report(seen, taken, options.split, step)
    if options.each is not None:
        body = body.replace("Lines: all of", f"Lines: at most {options.each} of each language of", 1)
    print(body)
    if not options.dry_run:
        ran = results.command("benchmarks.clean", arguments)
        results.write(f"clean {options.split}", f"False changes, {options.split} texts", ran, body)
    return 0


if __name__ == "__main__":
    sys.exit(main())
