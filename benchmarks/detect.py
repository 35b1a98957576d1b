"""Bytes of unknown encoding: is what they decode to the original?  mojifix beside charset-normalizer, chardet and ftfy.

Every sample is written in the encodings of its language; a tool is right where the encoding that it names reads the
bytes as the original text, whatever the name.
"""

from __future__ import annotations

import random
import re
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from multiprocessing import get_context
from typing import NamedTuple

from benchmarks import results, texts
from mojifix import codings

LENGTHS = ("word", "sentence", "paragraph")
# Encoding -> the languages that are written in it.
WRITTEN: dict[str, str] = {
    "utf-8": "fr de pl ru el he ar th zh_CN ja ko vi hi",
    "utf-16-le": "fr ru zh_CN ja",
    "utf-16-be": "de ar ko",
    "cp1252": "fr de es pt it sv nl da fi is ca",
    "iso8859-15": "fr fi et",
    "cp437": "de es",
    "cp850": "fr pt da",
    "mac-roman": "fr de it",
    "cp1250": "pl cs hu sk sl hr ro",
    "iso8859-2": "pl cs hu sl",
    "cp852": "pl cs hr",
    "iso8859-16": "ro",
    "cp1251": "ru uk bg be sr",
    "koi8-r": "ru bg",
    "koi8-u": "uk",
    "cp866": "ru be",
    "iso8859-5": "ru sr bg",
    "mac-cyrillic": "ru uk",
    "cp1253": "el",
    "iso8859-7": "el",
    "cp737": "el",
    "cp1254": "tr",
    "cp857": "tr",
    "cp1255": "he",
    "cp862": "he",
    "cp1256": "ar fa",
    "iso8859-6": "ar",
    "cp1257": "lt lv et",
    "iso8859-13": "lt lv",
    "cp775": "lt lv",
    "cp1258": "vi",
    "cp874": "th",
    "gbk": "zh_CN",
    "gb18030": "zh_CN zh_TW",
    "cp950": "zh_TW",
    "cp932": "ja",
    "euc-jp": "ja",
    "iso2022_jp": "ja",
    "cp949": "ko",
    "euc-kr": "ko",
}
# Languages without spaces have no lists of words: a stretch of their script between other characters stands for one.
_SCRIPT = {
    "zh_CN": "[\u4e00-\u9fff]{2,6}",
    "zh_TW": "[\u4e00-\u9fff]{2,6}",
    "ja": "[\u3041-\u309f\u30a1-\u30fe\u4e00-\u9fff]{2,8}",
    "th": "[\u0e01-\u0e4e]{4,12}",
    "vi": r"\w*[À-ỹ]\w*",
    "ko": "[가-힣]{2,6}",
}


class Task(NamedTuple):
    """A sample in an encoding."""

    length: str
    lang: str
    encoding: str
    text: str
    data: bytes


def mojifix_decode(data: bytes) -> str | None:
    """What mojifix reads."""
    from mojifix.detect import detect

    found = detect(data).encoding
    return None if found in ("binary", "mixed") else codings.decode(data, found)


def charset_normalizer_decode(data: bytes) -> str | None:
    """What charset-normalizer reads."""
    import charset_normalizer

    best = charset_normalizer.from_bytes(data).best()
    return None if best is None else str(best)


def chardet_decode(data: bytes) -> str | None:
    """What chardet reads."""
    import chardet

    found = chardet.detect(data)["encoding"]
    return data.decode(found) if found else None


def ftfy_decode(data: bytes) -> str | None:
    """What ftfy reads."""
    import ftfy

    return ftfy.guess_bytes(data)[0]


TOOLS: dict[str, Callable[[bytes], str | None]] = {
    "mojifix": mojifix_decode,
    "charset-normalizer": charset_normalizer_decode,
    "chardet": chardet_decode,
    "ftfy": ftfy_decode,
}


def written(text: str, encoding: str) -> bytes | None:
    """`text` in `encoding`; None where that can't hold it, or holds it as ASCII."""
    if encoding == "cp1258":
        text = "".join(map(_vietnamese, text))
    try:
        data = codings.encode(text, encoding)
    except UnicodeError:
        return None
    if text.isascii() or codings.decode(data, encoding) != text or re.search("[\x80-\x9f]", text):
        return None
    return data


@cache
def _vietnamese(char: str) -> str:
    """`char` as Windows' Vietnamese has it: the tone is a character of its own."""
    if char.isascii() or len(char.encode("cp1258", "ignore")):
        return char
    base, *marks = list(unicodedata.normalize("NFD", char))
    tones = [mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323"]
    shape = unicodedata.normalize("NFC", base + "".join(mark for mark in marks if mark not in tones))
    return shape + "".join(tones)


def samples(split: str, length: str, count: int, seed: int) -> dict[str, list[str]]:
    """Texts by language."""
    langs = {lang for langs in WRITTEN.values() for lang in langs.split()}
    found: dict[str, list[str]] = {lang: [] for lang in sorted(langs)}
    for sample in texts.samples(split, length, count, seed):
        if sample.lang in found and not (length == "word" and sample.lang in _SCRIPT):
            found[sample.lang].append(sample.text)
    if length == "word":
        lines: dict[str, list[str]] = {}
        for sample in texts.samples(split, "sentence", 4 * count, seed):
            lines.setdefault(sample.lang, []).append(sample.text)
        for lang, pattern in _SCRIPT.items():
            words = sorted({word for line in lines.get(lang, ()) for word in re.findall(pattern, line)})
            found[lang] = random.Random(f"{seed} {lang}").sample(words, min(count, len(words)))
    return found


def tasks(split: str, lengths: tuple[str, ...], count: int, seed: int, encodings: tuple[str, ...]) -> Iterator[Task]:
    """Every sample in every encoding of its language."""
    for length in lengths:
        known = samples(split, length, 2 * count, seed)
        for encoding in encodings:
            for lang in WRITTEN[encoding].split():
                done = 0
                for text in known[lang]:
                    data = written(text, encoding)
                    if data is not None and done < count:
                        done += 1
                        yield Task(length, lang, encoding, codings.decode(data, encoding), data)


def run(job: tuple[Task, tuple[str, ...]]) -> tuple[Task, dict[str, tuple[bool, float]]]:
    """Which tools are right about a sample, and the seconds that they took."""
    task, tools = job
    found = {}
    for tool in tools:
        begun = time.perf_counter()
        try:
            right = TOOLS[tool](task.data) == task.text
        except (UnicodeError, LookupError):
            right = False
        found[tool] = (right, time.perf_counter() - begun)
    return task, found


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    parser = results.parser(__doc__)
    parser.add_argument("--split", choices=texts.SPLITS, default="dev")
    parser.add_argument("--lengths", type=results.names(LENGTHS), default=LENGTHS, metavar="word,...")
    parser.add_argument("--encodings", type=results.names(tuple(WRITTEN)), default=tuple(WRITTEN), metavar="cp1252,...")
    parser.add_argument("--samples", type=int, default=40, help="per language and encoding")
    parser.add_argument("--no-peers", action="store_true", help="mojifix alone")
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="print every Nth sample that mojifix misses")
    options = parser.parse_args(arguments)
    tools = tuple(TOOLS)[:1] if options.no_peers else tuple(TOOLS)
    counts: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str, str]] = Counter()
    seconds: dict[tuple[str, str], float] = {}
    misses = 0
    work = tasks(options.split, options.lengths, options.samples, options.seed, options.encodings)
    begun = time.monotonic()
    with get_context("fork" if sys.platform == "linux" else "spawn").Pool(options.jobs) as pool:
        for task, found in pool.imap(run, ((task, tools) for task in work), chunksize=32):
            counts[task.length, task.encoding] += 1
            for tool, (good, took) in found.items():
                right[tool, task.length, task.encoding] += good
                seconds[tool, task.length] = seconds.get((tool, task.length), 0.0) + took
            if options.misses and not found["mojifix"][0]:
                misses += 1
                if misses % options.misses == 0:
                    print(task.length, task.lang, task.encoding, repr(task.text[:70]), repr(mojifix_decode(task.data))[:70])
    body = report(counts, right, seconds, tools)
    print(body)
    print(f"{time.monotonic() - begun:.0f} s", file=sys.stderr)
    if not options.dry_run:
        ran = results.command("benchmarks.detect", arguments)
        results.write(f"detect {options.split}", f"Bytes of unknown encoding, {options.split} texts", ran, body)
    return 0


def report(
    counts: Counter[tuple[str, str]],
    right: Counter[tuple[str, str, str]],
    seconds: dict[tuple[str, str], float],
    tools: tuple[str, ...],
) -> str:
    """The tables in Markdown."""
    lengths = list(dict.fromkeys(length for length, _ in counts))
    encodings = list(dict.fromkeys(encoding for _, encoding in counts))
    rows: list[list[object]] = []
    for length in lengths:
        n = sum(counts[length, encoding] for encoding in encodings)
        row: list[object] = [length, n]
        row += [results.percent(sum(right[tool, length, e] for e in encodings), n) for tool in tools]
        row += [f"{1000 * seconds[tool, length] / n:.1f}" for tool in tools]
        rows.append(row)
    head = ["", "n", *tools, *(f"{tool}, ms" for tool in tools)]
    body = "Right in percent, and the mean time of one text.\n\n" + results.table(head, rows) + "\n\nBy encoding:\n\n"
    head = ["encoding", *(f"{tool}, {length}" for length in lengths for tool in tools)]
    rows = [
        [e, *(results.percent(right[tool, length, e], counts[length, e]) for length in lengths for tool in tools)]
        for e in encodings
    ]
    return body + results.table(head, rows) + "\n"


if __name__ == "__main__":
    sys.exit(main())
