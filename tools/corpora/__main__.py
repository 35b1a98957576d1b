"""python -m tools.corpora [--split train|dev|unseen] [--only NAME] [--pin] [--summary]"""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed

from .build import build, drop_shared, merge_words
from .sources import MANIFEST, SPLITS, SUMMARY, SourceError, dump, fetch, load, summary


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.corpora", description="Fetch the corpora into the cache.")
    parser.add_argument("--split", choices=SPLITS, help="only the sets of this split")
    parser.add_argument("--only", action="append", metavar="NAME", help="only this set (may be repeated)")
    parser.add_argument("--pin", action="store_true", help="record versions and hashes instead of checking them")
    parser.add_argument("--summary", action="store_true", help="only write SOURCES.md")
    parser.add_argument("--jobs", type=int, default=2)
    args = parser.parse_args()

    sources = load()
    if args.summary:
        SUMMARY.write_text(summary(sources), "utf-8")
        return 0
    chosen = [
        source
        for source in sources
        if (args.split in (None, source.split) or source.split == "hash") and (not args.only or source.name in args.only)
    ]
    failed = 0
    with ProcessPoolExecutor(args.jobs) as pool:
        running = {}
        # Held-out text first: train text leaves out what those have, too.
        for source in sorted(chosen, key=lambda s: SPLITS[::-1].index(s.split) if s.split in SPLITS else 3):
            try:
                paths = fetch(source, pin=args.pin)
            except SourceError as error:
                print(f"{source.name}: {error}", file=sys.stderr)
                failed += 1
                continue
            if args.pin:
                MANIFEST.write_text(dump(sources), "utf-8")
            running[pool.submit(build, source, paths)] = source.name
        for future in as_completed(running):
            if problem := future.exception():
                print(f"{running[future]}: {type(problem).__name__}: {problem}", file=sys.stderr)
                failed += 1
                continue
            name, counts = future.result()
            print(f"{name}: " + ", ".join(f"{count} {what}" for what, count in sorted(counts.items())), flush=True)
    if any(source.kind == "words" for source in chosen):
        merge_words()
    if any(source.split != "train" for source in chosen):
        print(f"{drop_shared()} lines of held-out text taken out of train")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
