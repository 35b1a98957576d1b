"""The command: reads its arguments, leads files through `repair`, prints.  The only place that prints."""

from __future__ import annotations

import argparse
import os
import sys

from mojifix import __version__, files

EPILOG = """\
Without FILE, or where FILE is -, standard input is read.  Text goes to standard output as UTF-8, all else to standard
error.  Exit status: 0, or 2 where a file couldn't be read or the arguments are wrong.
"""


def parser() -> argparse.ArgumentParser:
    """The command's options: `--help` and the tests of the documentation read them here."""
    found = argparse.ArgumentParser(
        prog="mojifix",
        description="Repairs text that was decoded with the wrong encoding; text that is right comes out as it went in.",
        epilog=EPILOG,
        allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    found.add_argument("files", nargs="*", metavar="FILE", help="what to read; - is standard input")
    found.add_argument("--explain", action="store_true", help="say what happened to each run instead of printing the text")
    found.add_argument(
        "--no-guess", action="store_true", help="leave alone what can only be repaired by restoring lost bytes"
    )
    found.add_argument("--version", action="version", version=f"mojifix {__version__}")
    return found


def main(argv: list[str]) -> int:
    """Runs the command with `argv` (without the program's name); returns the exit status."""
    args = parser().parse_args(argv)
    status = 0
    for path in args.files or ["-"]:
        try:
            data = files.read(path)
        except files.Unreadable as error:
            print(f"mojifix: {error}", file=sys.stderr)
            status = 2
            continue
        _filter(path, data, args)
    return status


def _filter(path: str, data: bytes, args: argparse.Namespace) -> None:
    name = "<stdin>" if path == "-" else files.shown(path)
    bad = files.first_bad_byte(data)
    if bad is not None:
        print(f"mojifix: {name}: byte {bad} is not UTF-8; such bytes are passed through as they are", file=sys.stderr)
    if data.isascii():
        if not args.explain:
            _write(data)
        return
    from mojifix.conductor import repair
    from mojifix.decide import Policy

    text = files.decode(data)
    repaired = repair(text, Policy(guesses=not args.no_guess))
    if args.explain:
        from mojifix.report import explain

        for line in explain(name, text, repaired):
            _write(files.encode(line + "\n"))
        return
    _write(files.encode(repaired.text) if repaired.repairs else data)


def _write(data: bytes) -> None:
    sys.stdout.buffer.write(data)


def run() -> None:
    """The console script: exits with `main`'s status, silently where the reader of a pipe has gone."""
    try:
        status = main(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:
        # Python would complain once more when it flushes standard output on exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 141  # what a shell shows for a command that SIGPIPE ended
    except KeyboardInterrupt:
        status = 130
    sys.exit(status)
