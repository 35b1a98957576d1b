"""Documents whose lines are in UTF-8 and in legacy encodings by turns, and UTF-8 with bad bytes: are they read exactly?

Every line of a clean document is written in UTF-8 or, where that can hold it, in a legacy encoding of its language.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from multiprocessing import get_context
from typing import NamedTuple

from benchmarks import results, texts
from mojifix import codings
from mojifix.detect import detect

# Legacy encodings of a document -> the languages of its lines.
KINDS: dict[str, str] = {
    "cp1252": "fr de es pt it sv da nl",
    "cp1250": "pl cs hu",
    "cp1251": "ru uk bg",
    "koi8-r": "ru",
    "gbk": "zh_CN",
    "cp932": "ja",
    "cp949": "ko",
    "cp1252 cp1251": "fr+ru de+bg es+uk",
    "cp1252 gbk": "fr+zh_CN pt+zh_CN",
    "cp1251 cp866": "ru",
}
SHARES = (0.05, 0.3, 0.6, 0.9)  # of the lines that are in a legacy encoding
BAD = ("a character cut off at the end", "1 to 5 bytes lost", "1 to 5 bytes of noise", "NUL-free noise in 1 % of lines")


class Task(NamedTuple):
    """Bytes, and the text that they should be read as."""

    kind: str
    lang: str
    data: bytes
    text: str


def _mix(kind: str, lines: list[str], share: float, rnd: random.Random) -> tuple[bytes, str]:
    out = []
    for line in lines:
        data = line.encode()
        if rnd.random() < share:
            for encoding in rnd.sample(kind.split(), len(kind.split())):
                try:
                    legacy = codings.encode(line, encoding)
                except UnicodeError:
                    continue
                if codings.decode(legacy, encoding) == line:
                    data = legacy
                    break
        out.append(data)
    return b"\n".join(out), "\n".join(lines)


def _damage(text: str, kind: str, rnd: random.Random) -> tuple[bytes, str]:
    data = text.encode()
    if kind == BAD[0]:
        last = max(i for i, byte in enumerate(data) if byte >= 0x80)
        data = data[:last]
    elif kind == BAD[1]:
        for _ in range(rnd.randint(1, 5)):
            at = rnd.choice([i for i, byte in enumerate(data) if byte >= 0x80])
            data = data[:at] + data[at + 1 :]
    else:
        for _ in range(rnd.randint(1, 5) if kind == BAD[2] else text.count("\n") // 100 + 1):
            at = rnd.randrange(len(data))
            data = data[:at] + rnd.choice((b"\xff", b"\xfe\xfd", b"\x80", b"\xc0\xaf")) + data[at:]
    return data, data.decode("utf-8", "surrogateescape")


def tasks(split: str, count: int, seed: int, kinds: tuple[str, ...]) -> Iterator[Task]:
    """Documents of `kinds`."""
    known: dict[str, list[str]] = {}
    for sample in texts.samples(split, "document", 4 * count, seed):
        known.setdefault(sample.lang, []).append(sample.text)
    for kind in filter(KINDS.__contains__, kinds):
        for lang in KINDS[kind].split():
            rnd = random.Random(f"{seed} {kind} {lang}")
            sources = [known[name] for name in lang.split("+")]
            for i, documents in zip(range(count), zip(*sources, strict=False), strict=False):
                lines = [line for document in documents for line in document.split("\n")]
                if len(sources) > 1:
                    rnd.shuffle(lines)
                data, text = _mix(kind, lines, SHARES[i % len(SHARES)], rnd)
                yield Task(f"UTF-8 and {kind}", lang, data, text)
    for kind in filter(BAD.__contains__, kinds):
        for lang in ["fr", "de", "pl", "ru", "el", "ja", "zh_CN", "ko", "vi", "tr"]:
            rnd = random.Random(f"{seed} {kind} {lang}")
            for document in known[lang][:count]:
                yield Task(f"UTF-8, {kind}", lang, *_damage(document, kind, rnd))


def run(task: Task) -> tuple[Task, list[tuple[str, str, str]]]:
    """The lines that are not read as they were written: what they are read as, and in which encoding."""
    found = detect(task.data)
    if found.encoding == "binary":
        return task, [("", "", "binary")]
    parts = [(codings.decode(task.data[p.start : p.end], p.encoding), p.encoding) for p in found.parts]
    lines = [(line, encoding) for text, encoding in parts for line in text.splitlines(keepends=True)]
    wanted = task.text.splitlines(keepends=True)
    if "".join(text for text, _ in parts) == task.text:
        return task, []
    return task, [(a, b, e) for a, (b, e) in zip(wanted, lines, strict=False) if a != b]


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    parser = results.parser(__doc__)
    parser.add_argument("--split", choices=texts.SPLITS, default="dev")
    parser.add_argument("--samples", type=int, default=40, help="documents per language")
    every = (*KINDS, *BAD)
    parser.add_argument("--kinds", type=results.names(every), default=every, metavar="cp1252,...", help="of documents")
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="print every Nth document that is not exact")
    options = parser.parse_args(arguments)
    counts: Counter[str] = Counter()
    exact: Counter[str] = Counter()
    lines: Counter[str] = Counter()
    work = tasks(options.split, options.samples, options.seed, options.kinds)
    begun = time.monotonic()
    misses = 0
    with get_context("fork" if sys.platform == "linux" else "spawn").Pool(options.jobs) as pool:
        for task, wrong in pool.imap(run, work, chunksize=8):
            counts[task.kind] += 1
            exact[task.kind] += not wrong
            lines[task.kind] += len(wrong)
            misses += bool(wrong)
            if wrong and options.misses and misses % options.misses == 0:
                print(task.kind, task.lang, len(wrong), [(ascii(a)[:50], ascii(b)[:50], e) for a, b, e in wrong[:2]])
    rows = [[kind, n, results.percent(exact[kind], n), lines[kind]] for kind, n in counts.items()]
    body = "\n" + results.table(["documents", "n", "exact, %", "lines that are not"], rows) + "\n"
    print(body)
    print(f"{time.monotonic() - begun:.0f} s", file=sys.stderr)
    if not options.dry_run:
        ran = results.command("benchmarks.mixed", arguments)
        results.write(f"mixed {options.split}", f"Lines in several encodings, {options.split} texts", ran, body)
    return 0


if __name__ == "__main__":
    sys.exit(main())
