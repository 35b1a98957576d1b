"""Fuzzes `fix`, `fix_bytes`, the configuration and the baseline: nothing may raise what it does not document.

python tools/fuzz.py [TARGET...] [--cases N | --seconds S]    targets: fix, bytes, config, baseline; all if none is named

With atheris installed, coverage guides the inputs; otherwise they are made from a seed.  A failure prints the input.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

GUIDED = "--guided"  # of a process that atheris drives

if GUIDED in sys.argv:
    import atheris

    with atheris.instrument_imports(include=["mojifix"], enable_loader_override=False):
        import mojifix
        import mojifix.conductor
        import mojifix.decide
        import mojifix.octets
        from mojifix import codings, config, suppress
        from mojifix.files import decode
else:
    import mojifix
    from mojifix import codings, config, suppress
    from mojifix.files import decode


def fix(data: bytes) -> None:
    """Any string is repaired at once, and can be undone."""
    wide = data[:1] >= b"\x80"
    text = data[: len(data) & ~1].decode("utf-16-le", "surrogatepass") if wide else data.decode("utf-8", "surrogateescape")
    found = mojifix.repair(text)
    assert found.undo() == text
    assert mojifix.fix(found.text) == found.text


def fix_bytes(data: bytes) -> None:
    """Any bytes are text of some encoding; without repairs they come out as they were, or as others that say the same."""
    found = mojifix.fix_bytes(data)
    assert [part.end for part in found.parts[:-1]] == [part.start for part in found.parts[1:]]
    if found.repairs:
        return
    if found.encoding.startswith(("utf", "binary")):
        assert found.encoded() == data
    elif len(found.parts) == 1:
        assert codings.decode(found.encoded(), found.encoding) == found.text == codings.decode(data, found.encoding)


_FOLDER = tempfile.TemporaryDirectory()


def configuration(data: bytes) -> None:
    """Any file is a configuration or is said to be none in one line."""
    for name in config.NAMES:
        path = os.path.join(_FOLDER.name, name)
        Path(path).write_bytes(data)
        try:
            found = config.read(path, required=True)
            assert found is not None and isinstance(found, config.Settings)
        except config.Misconfigured as error:
            assert str(error).startswith(path) and "\n" not in str(error).removeprefix(path)


def baseline(data: bytes) -> None:
    """Any file is a baseline: exactly its lines are left as they are."""
    path = os.path.join(_FOLDER.name, "baseline.txt")
    Path(path).write_bytes(data)
    suppress._BASELINES.clear()
    sift = suppress.Suppression("x", config.Settings(baseline=path)).sift
    lines = decode(data).removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    for line in [line for line in lines if line and "\r" not in line and "mojifix:" not in line][:5]:
        for text, left in ((line, True), (line + "+", line + "+" in lines)):
            repair = mojifix.Repair(0, 1, text[0], "", (), 1.0)
            assert (sift(text, [repair]) == []) is left, text


TARGETS: dict[str, Callable[[bytes], None]] = {"fix": fix, "bytes": fix_bytes, "config": configuration, "baseline": baseline}

# What inputs are put together from where nothing guides them.
_PIECES: dict[str, tuple[str, ...]] = {
    "fix": (
        *("Ã©", "â€™", "Ð¿", "鈥檚", "ƒeƒXƒg", r"\u00c3\u00a9", "&Atilde;&copy;", "%C3%83%C2%A9", "=C3=83=C2=A9"),
        *("Ã ", "é"),
    ),
    "bytes": ("é", "Привет", "日本語", "\ufeff", "x" * 9, "\n", "\r\n"),
    "config": (
        *("[tool.mojifix]\n", "allow", "confidence", "codecs", " = ", "[", "]", '"é"', "0.5", "true", "\n", "#", "'''"),
        *("=1", "per-file-ignores", "baseline", "{", "}", ","),
    ),
    "baseline": (suppress.BASELINE_HEAD, "\n", "\r\n", "Ã©", "line", "\ufeff", "\r", "mojifix: ignore"),
}


def made(name: str, rnd: random.Random) -> bytes:
    """An input for the target `name`."""
    pieces: list[bytes] = []
    for _ in range(rnd.randint(0, 12)):
        kind = rnd.random()
        if kind < 0.6:
            piece = str(rnd.choice(_PIECES[name]))
            pieces.append(piece.encode(rnd.choice(("utf-8", "utf-8", "cp1252", "utf-16", "gb18030", "cp932")), "ignore"))
        else:
            pieces.append(rnd.randbytes(rnd.choice((1, 1, 2, 8))))
    return b"".join(pieces)


def random_run(names: list[str], cases: int, seconds: float, seed: int) -> int:
    """Cases from a seed, target by target in turn, until they are enough or the time is up; how many there were."""
    rnd = random.Random(seed)
    end = time.monotonic() + seconds
    for number in range(cases):
        if time.monotonic() > end:
            return number
        name = names[number % len(names)]
        data = made(name, rnd)
        try:
            TARGETS[name](data)
        except BaseException:
            print(f"{name}: {data!r}", file=sys.stderr)
            raise
    return cases


def guided_run(name: str, cases: int, seconds: float) -> int:
    """Cases that atheris makes for a target, in a process of its own, as it ends the process; its exit status."""
    command = [sys.executable, __file__, GUIDED, name, str(cases), str(int(seconds))]
    return subprocess.run(command, check=False).returncode


def _guided(name: str, cases: str, seconds: str) -> None:
    folder = os.path.join(_FOLDER.name, name)
    os.makedirs(folder, exist_ok=True)
    for seed in range(20):
        Path(folder, str(seed)).write_bytes(made(name, random.Random(seed)))
    limits = [f"-atheris_runs={cases}", f"-max_total_time={seconds}", "-max_len=400", f"-artifact_prefix={name}-"]
    atheris.Setup([sys.argv[0], *limits, folder], TARGETS[name])
    atheris.Fuzz()


def main(arguments: list[str] | None = None) -> int:
    """The command; exit status 1 where an input failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("targets", nargs="*", choices=[[], *TARGETS], metavar="TARGET")
    parser.add_argument("--cases", type=int, default=sys.maxsize, help="of all targets together")
    parser.add_argument("--seconds", type=float, default=3600.0, help="for all targets together")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--unguided", action="store_true", help="from the seed, even where atheris is installed")
    options = parser.parse_args(arguments)
    names = options.targets or list(TARGETS)
    if not options.unguided:
        try:
            import atheris  # noqa: F401
        except ImportError:
            print("atheris is not installed: inputs come from the seed alone", file=sys.stderr)
        else:
            share = options.cases // len(names) if options.cases < sys.maxsize else -1
            return max(abs(guided_run(name, share, options.seconds / len(names))) for name in names)
    print(f"{random_run(names, options.cases, options.seconds, options.seed)} cases, no failure")
    return 0


if __name__ == "__main__":
    if GUIDED in sys.argv:
        _guided(*sys.argv[2:])
    sys.exit(main())
