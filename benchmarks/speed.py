"""How fast mojifix is: the library beside ftfy and plsfix, the command beside iconv, ftfy and codespell.

Tools take turns on the same text, and each table gives the median of the rounds' ratios: a busy machine slows all of
them.  What mojifix remembers of earlier text (its memos) is forgotten before each call; its tables stay loaded.
"""

from __future__ import annotations

import gc
import json
import math
import os
import platform
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from benchmarks import results, texts
from benchmarks.accuracy import TOOLS, repair_with
from benchmarks.garble import misread
from mojifix import charmaps, fix
from mojifix.model import load

PARTS = ("library", "short", "linear", "start", "command", "files")
_CLEAN = ("en", "fr", "cs", "vi", "ru", "el", "ar", "hi", "zh_CN", "ja", "ko")
_READ_AS = {"fr": "cp1252", "cs": "cp1250", "ru": "cp1251", "zh_CN": "cp1252"}  # garbled texts, UTF-8 read as
_LAYERED = ("vi", "cp1252", "cp1252")
_SMALL = 2_000  # bytes of a small file
_SHORT = {"a line": 1, "2,000 bytes": 2_000, "20,000 bytes": 20_000}  # bytes of a short text at least
_OF_SHORT = 100_000  # bytes of short texts in each language, for each megabyte that is asked for


class Text(NamedTuple):
    """Clean lines of a language; `copies` is how often each of the corpus' lines is there, on average."""

    lang: str
    lines: list[str]
    copies: float


class Row(NamedTuple):
    """What the tools get, a line each, and what it was."""

    kind: str
    lang: str
    lines: list[str]
    originals: list[str]


def lines_of(split: str, lang: str, size: int, rnd: random.Random) -> Text:
    """Lines of `lang` in a random order, up to `size` bytes of UTF-8; all of them again where there are too few."""
    known = [line for name, path in texts.sources(split) if name == lang for line in texts.read_lines(path)]
    if not known:
        raise SystemExit(f"no text of {lang}: run python -m tools.corpora --split {split}")
    found: list[str] = []
    left = size
    while left > 0:
        for line in rnd.sample(known, len(known)):
            found.append(line)
            left -= len(line.encode()) + 1
            if left <= 0:
                break
    return Text(lang, found, len(found) / len(known))


def rows(clean: dict[str, Text], rnd: random.Random) -> Iterator[Row]:
    """Every text that the library is timed on."""
    ascii_ = [line for line in clean["en"].lines if line.isascii()]
    yield Row("clean", "ASCII", ascii_, ascii_)
    for lang in _CLEAN:
        yield Row("clean", lang, clean[lang].lines, clean[lang].lines)
    for lang, codec in _READ_AS.items():
        yield _garbled(f"garbled ({codec})", clean[lang], 1.0, (codec,), rnd)
    lang, *codecs = _LAYERED
    yield _garbled(f"garbled twice ({', '.join(codecs)})", clean[lang], 1.0, tuple(codecs), rnd)
    for kind, share in (("half the lines", 0.5), ("1 % of the lines", 0.01)):
        for lang, codec in _READ_AS.items():
            yield _garbled(f"{kind} ({codec})", clean[lang], share, (codec,), rnd)


def _garbled(kind: str, text: Text, share: float, codecs: tuple[str, ...], rnd: random.Random) -> Row:
    """`share` of the lines that hold a character outside ASCII, garbled."""
    found = [misread(line, *codecs) if not line.isascii() and rnd.random() < share else line for line in text.lines]
    return Row(kind, text.lang, found, text.lines)


def forget() -> None:
    """Empties the memos of mojifix: the caches with a limit.  Those without one are its tables."""
    for name, module in list(sys.modules.items()):
        if name.startswith("mojifix."):
            for value in list(vars(module).values()):
                if hasattr(value, "cache_clear") and value.cache_parameters()["maxsize"] is not None:
                    value.cache_clear()
    load()._memo.clear()


def seconds(work: Callable[[], str], warm: bool = False) -> tuple[float, str]:
    """How long `work` takes, and what it gives; `warm`: with what mojifix remembers of earlier calls."""
    if not warm:
        forget()
    gc.collect()
    begun = time.process_time()  # one thread each: a busy machine disturbs that less than it does the clock
    found = work()
    return time.process_time() - begun, found


def library(options: Options) -> str:
    """mojifix, ftfy and plsfix on text in memory."""
    rnd = random.Random(options.seed)
    size = round(options.megabytes * 1e6)
    clean = {lang: lines_of(options.split, lang, size, rnd) for lang in _CLEAN}
    for tool in TOOLS:  # what is loaded once
        repair_with(tool, "dĂ©jĂ\xa0 vu: Ã©tÃ©, ÐŸÑ€Ð¸Ð²ÐµÑ‚")
    for large in ("é\n", "д\n"):  # ... and what mojifix compiles for large texts of either kind
        fix(large * 20_000)
    found = []
    for row in rows(clean, rnd):
        text = "\n".join(row.lines)
        times: dict[str, list[float]] = {tool: [] for tool in TOOLS}
        right: dict[str, str] = {}
        for turn in range(options.rounds):
            for tool in (*TOOLS[turn % 3 :], *TOOLS[: turn % 3]):
                took, result = seconds(lambda tool=tool, text=text: repair_with(tool, text), options.warm)  # type: ignore[misc]
                times[tool].append(took)
                right[tool] = _right(row, result)
        megabytes = len(text.encode()) / 1e6
        own = times["mojifix"]
        cells: list[object] = [row.kind, row.lang]
        for peer in ("plsfix", "ftfy"):
            ratios = [theirs / mine for theirs, mine in zip(times[peer], own, strict=True)]
            cells.append(_figures(statistics.median(ratios)))
        cells += [_figures(megabytes / statistics.median(times[tool])) for tool in TOOLS]
        cells += [right["mojifix"], right["ftfy"]]
        found.append(cells)
        print(*cells, sep=" | ", file=sys.stderr, flush=True)
    memory = "keeps its memos between rounds" if options.warm else "starts each round without its memos"
    again = [f"{text.lang} {text.copies:.1f} times" for text in clean.values() if text.copies > 1]
    body = (
        f"Texts of {options.megabytes:g} MB before the damage, {options.rounds} rounds. "
        f"mojifix gets each as one document and {memory}; ftfy (`fix_encoding`) and plsfix (`fix_text` with its cleaners, "
        "which Python can't switch off) get a line at a time. Times are the processor's. "
        "*Right* are the lines that are the original afterwards; "
        "the peers know fewer mix-ups, and to leave a line is quick.\n"
    )
    if again:
        body += f"\nThe corpora have less of some languages, whose lines are there repeatedly: {', '.join(again)}.\n"
    head = ["text", "", "times plsfix", "times ftfy", *(f"{tool}, MB/s" for tool in TOOLS), "right, %", "ftfy: right, %"]
    return f"{body}\n{results.table(head, found)}"


def _right(row: Row, result: str) -> str:
    now = result.split("\n")
    if len(now) != len(row.originals):
        return "-"
    return results.percent(sum(map(str.__eq__, now, row.originals)), len(now))


def short(options: Options) -> str:
    """mojifix, ftfy and plsfix on short clean texts, a call each."""
    rnd = random.Random(options.seed)
    clean = [lines_of(options.split, lang, round(options.megabytes * _OF_SHORT), rnd).lines for lang in _CLEAN]
    found = []
    for name, size in _SHORT.items():
        documents = [document for lines in clean for document in _documents(lines, size)]
        megabytes = sum(len(document.encode()) for document in documents) / 1e6
        total: dict[str, list[float]] = {tool: [] for tool in TOOLS}
        each: list[float] = []
        for turn in range(options.rounds):
            for tool in (*TOOLS[turn % 3 :], *TOOLS[: turn % 3]):
                took = _seconds_each(tool, documents)
                total[tool].append(sum(took))
                each = took if tool == "mojifix" else each
        cells = [name, f"{len(documents):,}", *(_figures(1000 * _quantile(each, share)) for share in (0.5, 0.9, 0.99))]
        for peer in ("plsfix", "ftfy"):
            ratios = [theirs / mine for theirs, mine in zip(total[peer], total["mojifix"], strict=True)]
            cells.append(_figures(statistics.median(ratios)))
        cells += [_figures(megabytes / statistics.median(total[tool])) for tool in TOOLS]
        found.append(cells)
        print(*cells, sep=" | ", file=sys.stderr, flush=True)
    head = ["text", "texts", "half take, ms, at most", "nine in ten", "99 in 100", "times plsfix", "times ftfy"]
    body = (
        f"Clean text in {len(_CLEAN)} languages, a call for each. mojifix starts each round without its memos and keeps "
        "them from text to text. What the sieve can't tell from damage is searched, which takes a hundred times as long, "
        "and in a short text little else tells that it is right; where lines are of one document, one call for all of "
        "them takes a hundredth of the time.\n\n"
    )
    return body + results.table([*head, *(f"{tool}, MB/s" for tool in TOOLS)], found)


def _seconds_each(tool: str, documents: list[str]) -> list[float]:
    """How long `tool` takes for each of `documents`, one after the other."""
    forget()
    gc.collect()
    found = []
    for document in documents:
        begun = time.process_time()
        repair_with(tool, document)
        found.append(time.process_time() - begun)
    return found


def _documents(lines: list[str], size: int) -> Iterator[str]:
    """The `lines` in their order, as texts of `size` bytes or a little more; what is left over at the end isn't one."""
    taken: list[str] = []
    left = size
    for line in lines:
        taken.append(line)
        left -= len(line.encode()) + 1
        if left <= 0:
            yield "\n".join(taken)
            taken, left = [], size


def _quantile(values: list[float], share: float) -> float:
    """What this `share` of `values` is at most.

    >>> _quantile([1.0, 5.0, 3.0, 2.0], 0.5)
    3.0
    """
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def linear(options: Options) -> str:
    """Texts of one kind in three sizes."""
    rnd = random.Random(options.seed)
    most = round(options.megabytes * 1e6)
    french = "\n".join(lines_of(options.split, "fr", most, rnd).lines)
    russian = "\n".join(lines_of(options.split, "ru", 2 * most, rnd).lines)
    half = "\n".join(misread(line, "cp1252") if rnd.random() < 0.5 else line for line in french.split("\n"))
    kinds: dict[str, Callable[[int], str]] = {
        "clean French": lambda n: french[:n],
        "garbled French": lambda n: misread(french[:n], "cp1252")[:n],
        "half-garbled French": lambda n: half[:n],
        "clean French, one line": lambda n: french[:n].replace("\n", " "),
        "garbled French, one line": lambda n: misread(french[:n].replace("\n", " "), "cp1252")[:n],
        "half-garbled French, one line": lambda n: half[:n].replace("\n", " "),
        "French read as cp437, cp1251": lambda n: misread(french[:n], "cp437", "cp1251")[:n],
        "Russian, cp1251 read as cp1252": lambda n: charmaps.decode(russian[:n].encode("cp1251", "replace"), "cp1252"),
        "`'Ã' * n`": lambda n: "Ã" * n,
        "`'Â ' * n`": lambda n: ("Â " * n)[:n],
        "`'Ð' * n`": lambda n: "Ð" * n,
        "random Latin-1": lambda n: "".join(map(chr, random.Random(1).choices(range(256), k=n))),
        "random code points": lambda n: "".join(map(chr, random.Random(2).choices(range(0x110000), k=n))),
    }
    sizes = [max(1, most // 16), max(4, most // 4), most]
    found = []
    for kind, make in kinds.items():
        took: list[float] = []
        for size in sizes:
            if took and took[-1] * (took[-1] / took[-2] if len(took) > 1 else 16) > options.limit:
                break  # as it grows, or as it would if it were quadratic
            text = make(size)
            once = seconds(lambda text=text: fix(text))[0]  # type: ignore[misc]
            took.append(min(once, seconds(lambda text=text: fix(text))[0]) if once < 2 else once)  # type: ignore[misc]
        cells: list[object] = [kind, *map(_figures, took), *["-"] * (len(sizes) - len(took))]
        growth = [_figures(b / a) for a, b in pairwise(took)]
        cells += [*growth, *["-"] * (len(sizes) - 1 - len(growth))]
        found.append(cells)
        print(*cells, sep=" | ", file=sys.stderr, flush=True)
    body = (
        "Seconds for n, 4n and 16n code points, one document each; linear is a factor of 4. "
        f"A dash: more than {options.limit:g} seconds were to be expected.\n\n"
    )
    head = ["text", *(f"{size:,}" for size in sizes), "4n / n", "16n / 4n"]
    return body + results.table(head, found)


def start(options: Options) -> str:
    """How long the command takes to start."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "clean.txt")
        rnd = random.Random(options.seed)
        lines = lines_of(options.split, "fr", _SMALL, rnd).lines
        file.write_text("\n".join(lines), "utf-8")
        plain = Path(folder, "ascii.txt")
        plain.write_text(
            "\n".join(line for line in lines_of(options.split, "en", _SMALL, rnd).lines if line.isascii()), "utf-8"
        )
        bare = [sys.executable, "-c", "pass"]
        commands = {
            "`mojifix --version`": [*_command(), "--version"],
            "`mojifix FILE`, ASCII": [*_command(), str(plain)],
            "`mojifix FILE`, clean French": [*_command(), str(file)],
        }
        own: dict[str, list[float]] = {name: [] for name in commands}
        ratios: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(max(5, 3 * options.rounds)):
            for name, command in commands.items():
                least = _run(bare).seconds
                took = _run(command).seconds
                own[name].append(took)
                ratios[name].append(took / least)
    found = [[k, _figures(1000 * statistics.median(own[k])), _figures(statistics.median(ratios[k]))] for k in commands]
    return results.table(["", "ms", "times `python -c pass`"], found)


def command(options: Options) -> str:
    """The command on a big file: throughput and memory."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        block = "\n".join(lines_of(options.split, "fr", 4_000_000, random.Random(options.seed)).lines) + "\n"
        for kind, text in (("clean French", block), ("garbled French (latin-1)", misread(block, "latin-1"))):
            data = text.encode()
            least: dict[str, float] = {}
            for share in (4, 1):
                file = Path(folder, f"big{share}.txt")
                with file.open("wb") as stream:
                    for _ in range(max(1, math.ceil(options.big * 1e6 / share / len(data)))):
                        stream.write(data)
                to = "ISO-8859-1" if "garbled" in kind else "UTF-8"
                runs = {"mojifix": [*_command(), "-q", str(file)], "iconv": ["iconv", "-f", "UTF-8", "-t", to, str(file)]}
                ftfy = Path(sys.executable).with_name("ftfy")
                if ftfy.exists() and share == 4:
                    runs["ftfy"] = [str(ftfy), str(file)]
                size = file.stat().st_size / 1e6
                for tool, run in runs.items():
                    if shutil.which(run[0]) is None:
                        continue
                    ran = _run(run)
                    speed = size / ran.seconds
                    growth = f"{ran.peak / least[tool]:.2f}" if tool in least else "-"
                    least.setdefault(tool, ran.peak)
                    found.append([kind, tool, f"{size:.0f}", _figures(speed), f"{ran.peak:.0f}", growth])
                    print(*found[-1], sep=" | ", file=sys.stderr, flush=True)
                file.unlink()
    body = (
        "Peak memory is that of the largest process (some 11 MB is the least that can be told), and how much it grows with "
        "the larger file. iconv undoes the mix-up that it is told, and copies the clean file. The files repeat four "
        "megabytes of text.\n\n"
    )
    return body + results.table(["file", "command", "MB", "MB/s", "peak, MB", "grows"], found)


def files(options: Options) -> str:
    """Many small files, all clean."""
    rnd = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as folder:
        for lang in _CLEAN:
            lines = iter(lines_of(options.split, lang, _SMALL * (options.files // len(_CLEAN) + 1), rnd).lines)
            for number in range(options.files // len(_CLEAN) + 1):
                path = Path(folder, f"{number % 50:02}", f"{lang}-{number}.txt")
                path.parent.mkdir(exist_ok=True)
                size = 0
                with path.open("w", encoding="utf-8", newline="\n") as file:
                    while size < _SMALL and (line := next(lines, None)) is not None:
                        size += len(line.encode()) + 1
                        file.write(line + "\n")
        count = sum(len(names) for _, _, names in os.walk(folder))
        speller = Path(sys.executable).with_name("codespell")
        runs = {"`mojifix --check`": [*_command(), "--check", folder]}
        runs["`mojifix --check -j 1`"] = [*_command(), "--check", "-j", "1", folder]
        if speller.exists() or shutil.which("codespell"):
            runs["`codespell`"] = [str(speller) if speller.exists() else "codespell", folder]
        times: dict[str, list[float]] = {name: [] for name in runs}
        peaks: dict[str, float] = {}
        for _ in range(min(3, options.rounds)):
            for name, run in runs.items():
                ran = _run(run)
                times[name].append(ran.seconds)
                peaks[name] = ran.peak
    found = [[k, _figures(statistics.median(times[k])), f"{peaks[k]:.0f}"] for k in runs]
    body = f"{count:,} files of some {_SMALL:,} bytes in {len(_CLEAN)} languages, clean."
    if len(runs) < 3:
        body += " codespell was not installed."
    return f"{body}\n\n{results.table(['command', 'seconds', 'peak of a process, MB'], found)}"


class Ran(NamedTuple):
    """What a command took: seconds of wall time and megabytes of its largest process."""

    seconds: float
    peak: float


# A process of its own, as Linux counts what the parent had in memory as a child's peak.
_LAUNCHER = """
import json, resource, subprocess, sys, time
begun = time.perf_counter()
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
took = time.perf_counter() - begun
print(json.dumps([took, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss]))
"""


def _run(command: list[str]) -> Ran:
    # Installers compile what they install, so start-up is timed with bytecode, wherever the environment forbids it.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment.setdefault("PYTHONPYCACHEPREFIX", str(Path(tempfile.gettempdir(), "mojifix-benchmark-bytecode")))
    out = subprocess.run(
        [sys.executable, "-S", "-c", _LAUNCHER, *command], capture_output=True, text=True, check=True, env=environment
    )
    took, peak = json.loads(out.stdout)
    return Ran(took, peak / (1e6 if sys.platform == "darwin" else 1e3))


def _command() -> list[str]:
    """The installed command, or the module where there is none."""
    script = Path(sys.executable).with_name("mojifix")
    return [str(script)] if script.exists() else [sys.executable, "-m", "mojifix"]


def _figures(value: float) -> str:
    """A number with three figures.

    >>> _figures(0.012345), _figures(3.14159), _figures(1234.5)
    ('0.0123', '3.14', '1,234')
    """
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.{max(0, 2 - math.floor(math.log10(value)))}f}" if value > 0 else "0"


class Options(NamedTuple):
    """What was asked for."""

    split: str
    megabytes: float
    big: float
    files: int
    rounds: int
    limit: float
    seed: int
    warm: bool


def machine() -> str:
    """What this runs on."""
    named = []
    for name in ("ftfy", "plsfix", "codespell"):
        try:
            named.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return ", ".join([python, *named, f"{os.cpu_count()} processors, {platform.machine()}"])


_TITLES: dict[str, tuple[str, Callable[[Options], str]]] = {
    "library": ("Speed: the library", library),
    "short": ("Speed: short texts", short),
    "linear": ("Speed: time by size", linear),
    "start": ("Speed: start-up", start),
    "command": ("Speed: the command on a big file", command),
    "files": ("Speed: the command on small files", files),
}


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    parser = results.parser(__doc__)
    parser.add_argument("--parts", type=results.names(PARTS), default=PARTS, metavar=",".join(PARTS))
    parser.add_argument("--split", choices=texts.SPLITS, default="unseen")
    parser.add_argument("--megabytes", type=float, default=1.0, metavar="N", help="of each text, and the most of linear")
    parser.add_argument("--big", type=float, default=200.0, metavar="N", help="megabytes of the big file")
    parser.add_argument("--files", type=int, default=5000, metavar="N", help="small files")
    parser.add_argument("--rounds", type=int, default=5, metavar="N")
    parser.add_argument("--limit", type=float, default=120.0, metavar="S", help="seconds of one measurement of `linear`")
    parser.add_argument("--warm", action="store_true", help="library: mojifix keeps what it remembers of earlier rounds")
    given = parser.parse_args(arguments)
    options = Options(*(getattr(given, name) for name in Options._fields))
    ran = results.command("benchmarks.speed", arguments)
    for part in given.parts:
        title, measure = _TITLES[part]
        body = f"{machine()}.\n\n{measure(options)}\n"
        print(f"## {title}\n\n{body}", flush=True)
        if not given.dry_run:
            results.write(f"speed {part}", title, ran, body)
    return 0


if __name__ == "__main__":
    sys.exit(main())
