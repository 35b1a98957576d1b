"""The command's options: `--help`, the manual page, the completions and the tests of the documentation read them here."""

from __future__ import annotations

import argparse
import sys
from functools import partial

from mojifix import __version__

TYPE_CHECKING = False  # as in `__init__`
if TYPE_CHECKING:
    from _typeshed import SupportsWrite

FORMATS = ("concise", "full", "json", "github", "gitlab", "sarif", "html")
COLOURS = ("auto", "always", "never")
ERRORS = ("keep", "replace", "strict")

EPILOG = """\
Without PATH, or where PATH is -, standard input is read.  Repaired text and findings go to standard output, all else to
standard error.  Exit status: 0; 1 where --check, -d or -l finds something, and where -w with --exit-non-zero-on-fix
repairs something; 2 where a file can't be read or written, or the arguments or the configuration are wrong.
"""


class _Parser(argparse.ArgumentParser):
    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        # argparse passes over any error; one of standard output is told like all others.
        if file is not None and file is sys.stdout:
            file.write(message)
        else:
            super()._print_message(message, file)


def parser() -> argparse.ArgumentParser:
    """What the command takes."""
    found = _Parser(
        prog="mojifix",
        usage="%(prog)s [OPTION]... [PATH]...",
        description="Repairs text that was decoded with the wrong encoding; text that is right comes out as it went in.",
        epilog=EPILOG,
        allow_abbrev=False,
        # Each argument is formatted once to check it; without a width the formatter loads `shutil` to ask the terminal.
        formatter_class=partial(argparse.RawDescriptionHelpFormatter, width=80),
    )
    found.add_argument("paths", nargs="*", metavar="PATH", help="a file or a folder; - is standard input")

    what = found.add_argument_group("what to do (instead of printing the repaired text)")
    what.add_argument("-w", "--write", action="store_true", help="repair files in place")
    what.add_argument("-d", "--diff", action="store_true", help="print what would change, as a unified diff")
    what.add_argument("-l", "--list", action="store_true", help="print the names of garbled files")
    what.add_argument("--check", action="store_true", help="print what is garbled; exit status 1 if anything is")
    what.add_argument("--explain", action="store_true", help="print what happened to each run, and how sure that is")
    what.add_argument("--detect", action="store_true", help="print the encoding of each file, and how sure that is")
    what.add_argument("--format", choices=FORMATS, metavar="FORMAT", help=f"how to print findings: {', '.join(FORMATS)}")
    what.add_argument("--exit-non-zero-on-fix", action="store_true", help="with -w: exit status 1 if a file was repaired")

    which = found.add_argument_group("which files")
    which.add_argument("--no-ignore", action="store_true", help="in folders, also files that .gitignore leaves out")
    which.add_argument("--hidden", action="store_true", help="in folders, also files whose names start with a dot")
    which.add_argument(
        "--force-exclude", action="store_true", help="leave out what the configuration excludes, even if it is named"
    )
    which.add_argument(
        "--exclude", action="append", default=[], metavar="PATTERN", help="leave out files, as a line of .gitignore would"
    )
    which.add_argument(
        "--max-size", type=_size, default=64 << 20, metavar="SIZE", help="skip longer files in folders (64M; 0: none)"
    )
    which.add_argument("--stdin-filename", metavar="NAME", help="the name that standard input goes by")

    how = found.add_argument_group("how to repair")
    how.add_argument("--confidence", type=_probability, metavar="P", help="the least probability that a repair is right")
    how.add_argument("--no-guess", action="store_true", help="leave alone what needs lost bytes to be restored")
    how.add_argument("--config", metavar="FILE", help="the configuration to use, instead of those found above each file")
    how.add_argument("--isolated", action="store_true", help="use no configuration file")
    how.add_argument("--baseline", metavar="FILE", help="leave alone the lines in this file")
    how.add_argument("--write-baseline", metavar="FILE", help="write the garbled lines into this file, for --baseline")

    how.add_argument("--encoding", default="auto", metavar="NAME", help="the encoding to read; auto finds it out")
    how.add_argument("--to", default="", metavar="NAME", help="the encoding to write (a filter: utf-8)")
    how.add_argument("--keep-encoding", action="store_true", help="write the encoding that was read")
    how.add_argument(
        "--errors",
        choices=ERRORS,
        default="keep",
        metavar="HOW",
        help="what becomes of bytes that no encoding explains: keep, replace, strict (an error)",
    )

    run = found.add_argument_group("how to run")
    run.add_argument("-j", "--jobs", type=_count, default=0, metavar="N", help="processes to use (as many as help)")
    run.add_argument("--block-size", type=_block, default=1 << 20, metavar="SIZE", help="characters to hold at a time (1M)")
    run.add_argument("--line-buffered", action="store_true", help="print each line of standard input as it comes")
    run.add_argument("--color", choices=COLOURS, metavar="WHEN", help="auto, always or never")
    run.add_argument("-q", "--quiet", action="store_true", help="print errors only on standard error, no notices")
    run.add_argument("-V", "--version", action="version", version=f"mojifix {__version__}")
    found.formatter_class = argparse.RawDescriptionHelpFormatter
    return found


def conflict(args: argparse.Namespace) -> str | None:
    """Why the options can't be used together, if they can't."""
    printed = [name for name, on in (("-d", args.diff), ("-l", args.list), ("--format", args.format)) if on]
    if args.explain and (args.diff or args.list):
        printed.append("--explain")
    if len(printed) > 1:
        return f"{printed[0]} and {printed[1]} print different things; choose one"
    if args.write and args.check:
        return "-w repairs and --check only looks; choose one"
    if args.write and (not args.paths or "-" in args.paths):
        return "-w repairs files; name one, or leave it out to repair standard input"
    if args.detect and (args.write or args.check or args.diff or args.list or args.explain or args.write_baseline):
        return "--detect only names encodings; leave the others out"
    if args.detect and args.format not in (None, "concise", "json"):
        return "--detect prints lines, or JSON with --format json"
    if args.to and args.keep_encoding:
        return "--to names an encoding and --keep-encoding keeps the one there is; choose one"
    if args.write and args.write_baseline:
        return "-w repairs what --write-baseline is to leave alone; choose one"
    if args.exit_non_zero_on_fix and not args.write:
        return "--exit-non-zero-on-fix goes with -w; --check exits 1 without it"
    if args.config is not None and args.isolated:
        return "--config names a configuration and --isolated wants none; choose one"
    return None


def _probability(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 0 to 1")
    return value


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is no count")
    return int(text)


def _block(text: str) -> int:
    size = _size(text)
    if not size:
        raise argparse.ArgumentTypeError("a block holds a character at least; a million is usual")
    return size


def _size(text: str) -> int:
    """A number of bytes or characters, with K, M or G for powers of 1024."""
    unit = {"K": 10, "M": 20, "G": 30}.get(text[-1:].upper(), 0)
    digits = text[:-1] if unit else text
    if not digits.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is no size; write a number, or one with K, M or G")
    return int(digits) << unit
