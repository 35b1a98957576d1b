"""The command: reads its arguments, leads files through the repair, prints.  The only place that prints."""

from __future__ import annotations

import os
import sys

from mojifix import __version__, files

TYPE_CHECKING = False  # as in `__init__`
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from typing import Any

    from mojifix.config import Configurations
    from mojifix.folders import Target
    from mojifix.transcode import Coding
    from mojifix.work import Result

CLEAN, FOUND, WRONG = 0, 1, 2


def main(argv: list[str]) -> int:
    """Runs the command with `argv` (without the program's name); returns the exit status."""
    if argv in (["--version"], ["-V"]):  # the parser says the same, but takes as long to load as the interpreter
        print(f"mojifix {__version__}")
        return CLEAN
    from mojifix.options import conflict, parser

    options = parser()
    args = options.parse_args(argv)
    wrong = conflict(args)
    if wrong:
        options.error(wrong)
    from mojifix.config import Configurations, Misconfigured, codec_name

    try:
        if args.encoding != "auto":
            args.encoding = codec_name(args.encoding, "--encoding")
        if args.to:
            args.to = codec_name(args.to, "--to")
        configurations = Configurations(args.config, args.isolated, _override(args))
        if args.detect:
            return _detect(args, configurations)
        if args.write or args.diff or args.list or args.check or args.explain or args.format or args.write_baseline:
            return _Run(args, configurations).all()
        return _filter(args, configurations)
    except (files.Unreadable, Misconfigured) as error:
        _say(str(error))
        return WRONG


def _override(args: argparse.Namespace) -> dict[str, Any]:
    """What the command line says of settings."""
    said = {
        "confidence": args.confidence,
        "guesses": False if args.no_guess else None,
        # A new baseline is written as if there were none.
        "baseline": "" if args.write_baseline else args.baseline and os.path.abspath(args.baseline),
        "exclude": tuple(args.exclude) or None,
    }
    return {key: value for key, value in said.items() if value is not None}


def _filter(args: argparse.Namespace, configurations: Configurations) -> int:
    """Standard input, or the files in their order, to standard output."""
    from mojifix.folders import is_excluded

    status = CLEAN
    for path in args.paths or ["-"]:
        name = _stdin_name(args) if path == "-" else path
        settings = configurations.of(name)
        left_out = args.force_exclude and is_excluded(name, settings)
        try:
            with files.opened(path) as source:
                from mojifix import filtering

                how = filtering.How(name, settings, _coding(args), args.block_size, args.line_buffered, left_out)
                for kind, value in filtering.run(source, how):
                    if kind is filtering.NOTICE:
                        _notice(args, str(value))
                    elif isinstance(value, bytes):
                        sys.stdout.buffer.write(value)
                        if args.line_buffered:
                            sys.stdout.buffer.flush()
        except files.Unreadable as error:
            _say(str(error))
            status = WRONG
    return status


def _detect(args: argparse.Namespace, configurations: Configurations) -> int:
    """The encoding of each file."""
    from mojifix import folders, formats, transcode

    status = CLEAN
    wanted = folders.Wanted(args.hidden, args.no_ignore, args.force_exclude)
    for target in folders.targets(
        args.paths or ["-"], configurations, wanted, lambda text: _notice(args, text), _stdin_name(args)
    ):
        try:
            source = transcode.read(files.read(target.path))
        except files.Unreadable as error:
            _say(str(error))
            status = WRONG
            continue
        _print(formats.detection(_stdin_name(args) if target.path == "-" else target.path, source, args.format == "json"))
    return status


def _coding(args: argparse.Namespace) -> Coding:
    from mojifix.transcode import Coding

    return Coding(args.encoding, args.to, args.keep_encoding, args.errors)


def _stdin_name(args: argparse.Namespace) -> str:
    return args.stdin_filename or "<stdin>"


class _Run:
    """A run over files and folders that prints something else than their text."""

    def __init__(self, args: argparse.Namespace, configurations: Configurations) -> None:
        self.args = args
        self.configurations = configurations
        self.failed = False
        self.found = False
        self.binary: list[str] = []
        self.lines: list[str] = []
        self.progress = _Progress(args.quiet)

    def all(self) -> int:
        """Does it; returns the exit status."""
        from mojifix import work

        args = self.args
        tells = not (args.diff or args.list or args.write_baseline) and bool(args.format or args.explain or not args.write)
        job = work.Job(
            args.write,
            tells,
            args.diff,
            bool(args.write_baseline),
            args.block_size,
            args.max_size,
            _stdin_name(args),
            _coding(args),
        )
        results = self._watched(work.run(self._targets(), job, self._jobs()))
        if tells:
            from mojifix import formats

            colour = _colours(args.color)
            for text in formats.FORMATS[args.format or "concise"](results, formats.Look(colour, args.explain)):
                _print(text)
        else:
            for result in results:
                self._print(result)
        self._skipped_binary()
        if args.write_baseline:
            self._write_baseline()
        if self.failed:
            return WRONG
        if args.write:
            return FOUND if self.found and args.exit_non_zero_on_fix else CLEAN
        asked = args.check or args.diff or args.list or (args.format and not args.explain)
        return FOUND if self.found and asked and not args.write_baseline else CLEAN

    def _jobs(self) -> int:
        # pre-commit runs several of us side by side already.
        return int(self.args.jobs or ("PRE_COMMIT" in os.environ))

    def _targets(self) -> Iterator[Target]:
        from mojifix import folders

        args = self.args
        wanted = folders.Wanted(args.hidden, args.no_ignore, args.force_exclude)
        found = folders.targets(
            args.paths or ["-"], self.configurations, wanted, lambda text: _notice(args, text), _stdin_name(args)
        )
        swept: set[str] = set()
        for target in found:
            if args.write_baseline and os.path.abspath(target.path) == os.path.abspath(args.write_baseline):
                continue
            if args.write:
                from mojifix import write

                folder = os.path.dirname(os.path.realpath(target.path))
                if folder not in swept:
                    swept.add(folder)
                    write.sweep(folder)
            yield target

    def _watched(self, results: Iterator[Result]) -> Iterator[Result]:
        """`results`, with what they say to people said."""
        args = self.args
        try:
            for number, result in enumerate(results):
                self.progress.show(number)
                self.found |= result.repairs > 0 or result.converted
                self.failed |= result.failed
                if result.binary:
                    self.binary.append(result.path)
                self.lines += result.lines
                if result.notices or result.written:
                    self.progress.clear()
                for notice in result.notices:
                    if result.failed:
                        _say(notice)
                    else:
                        _notice(args, notice)
                if result.written:
                    many = "s" if result.repairs > 1 else ""
                    done = "converted" if result.converted else f"{result.repairs} repair{many} made"
                    _notice(args, f"{files.shown(result.path)}: {done}")
                yield result
        finally:
            self.progress.clear()

    def _print(self, result: Result) -> None:
        if self.args.list and (result.repairs or result.converted):
            _print(files.shown(result.path) + "\n")
        elif self.args.diff and result.diff:
            text = result.diff
            if _colours(self.args.color):
                from mojifix.formats import coloured_diff

                text = coloured_diff(text)
            _print(text)

    def _skipped_binary(self) -> None:
        if self.binary:
            shown = ", ".join(map(files.shown, self.binary[:3]))
            more = f" and {len(self.binary) - 3} more" if len(self.binary) > 3 else ""
            many = "s" if len(self.binary) > 1 else ""
            _notice(self.args, f"skipped {len(self.binary)} binary file{many}: {shown}{more}")

    def _write_baseline(self) -> None:
        from mojifix.suppress import baseline_of

        path = self.args.write_baseline
        files.write(path, files.encode(baseline_of(self.lines)))
        _notice(self.args, f"{files.shown(path)}: {len(set(self.lines))} lines written; use it with --baseline")


class _Progress:
    """A line on standard error that says how far long work is; on a terminal only, and never in a hook."""

    def __init__(self, quiet: bool) -> None:
        self._on = (
            not quiet
            and "PRE_COMMIT" not in os.environ
            and sys.stderr is not None
            and sys.stderr.isatty()
            and os.environ.get("TERM") != "dumb"
        )
        self._since = 0.0
        self._shown = False

    def show(self, number: int) -> None:
        if not self._on:
            return
        from time import monotonic

        now = monotonic()
        self._since = self._since or now + 0.8  # short work needs none: this is when the first line shows
        if now >= self._since + 0.2:
            self._since = now
            self._shown = True
            print(f"\r\x1b[Kmojifix: {number} files", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        if self._shown:
            self._shown = False
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _colours(when: str | None) -> bool:
    """Whether to colour: the option wins over NO_COLOR, that over FORCE_COLOR, that over being on a terminal."""
    if when in ("always", "never"):
        return when == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def _notice(args: argparse.Namespace, text: str) -> None:
    if not args.quiet:
        _say(text)


def _say(text: str) -> None:
    if sys.stderr is None:  # closed; print would take standard output instead
        return
    # What standard error can't show must not end the command.
    print(f"mojifix: {text}".encode("utf-8", "backslashreplace").decode(), file=sys.stderr)


def _print(text: str) -> None:
    sys.stdout.buffer.write(files.encode(text))


def _hush() -> None:
    """Python would complain once more when it flushes standard output on exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _status() -> int | str | None:
    """`main`'s status, or the parser's, which exits by itself."""
    try:
        return main(sys.argv[1:])
    except SystemExit as ended:
        return ended.code


def run() -> None:
    """The console script: exits with `main`'s status, silently where the reader of a pipe has gone."""
    if sys.stdout is None:
        _say("standard output is closed; open it, to /dev/null perhaps")
        sys.exit(WRONG)
    try:
        status = _status()
        sys.stdout.flush()
    except BrokenPipeError:
        _hush()
        status = 141  # what a shell shows for a command that SIGPIPE ended
    except KeyboardInterrupt:
        status = 130
    except OSError as error:
        _say(f"standard output can't be written ({error.strerror or error})")
        _hush()
        status = WRONG
    except Exception as error:
        if "MOJIFIX_TRACEBACK" in os.environ:
            raise
        _say(f"a defect of mojifix: {type(error).__name__}: {error}; please report it, with what MOJIFIX_TRACEBACK=1 shows")
        status = WRONG
    sys.exit(status)
