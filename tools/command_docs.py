"""Writes what documents the command from its options: manual page, completions, the options in docs/command.md.

python tools/command_docs.py            writes the files
python tools/command_docs.py --check    exits 1 and names those that are not as they would be written
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from mojifix.options import COLOURS, ERRORS, FORMATS, parser

ROOT = Path(__file__).parent.parent
START, END = "<!-- options: tools/command_docs.py writes them -->\n", "<!-- end of options -->\n"
VALUES = {"--format": FORMATS, "--color": COLOURS, "--errors": ERRORS}
TAKES_FILE = ("--config", "--baseline", "--write-baseline", "--stdin-filename")
SUMMARY = "repairs text that was decoded with the wrong encoding"


def options() -> Iterator[tuple[str, list[argparse.Action]]]:
    """The options by group."""
    for group in parser()._action_groups:
        actions = [a for a in group._group_actions if a.option_strings]
        if actions:
            yield group.title or "", actions


def flat() -> list[argparse.Action]:
    return [action for _, actions in options() for action in actions]


def spelled(action: argparse.Action) -> str:
    """`-j N, --jobs N`."""
    value = f" {action.metavar}" if action.metavar and action.nargs != 0 else ""
    return ", ".join(name + value for name in action.option_strings)


def manual() -> str:
    """The manual page."""

    def plain(text: str) -> str:
        text = text.replace("\\", "\\e").replace("-", "\\-")
        return "\\&" + text if text.startswith((".", "'")) else text

    shown = parser()
    lines = [
        '.\\" Written by tools/command_docs.py',
        '.TH MOJIFIX 1 "" "mojifix" "User Commands"',
        ".SH NAME",
        plain(f"mojifix - {SUMMARY}"),
        ".SH SYNOPSIS",
        ".B mojifix",
        "[\\fIOPTION\\fR]... [\\fIPATH\\fR]...",
        ".SH DESCRIPTION",
        plain(shown.description or ""),
        ".PP",
        plain((shown.epilog or "").replace("\n", " ").strip()),
    ]
    for title, actions in options():
        lines.append(f".SH {plain(title.upper())}")
        for action in actions:
            lines += [".TP", f"\\fB{plain(spelled(action))}\\fR", plain(action.help or "")]
    lines += [
        ".SH FILES",
        ".TP",
        ".B mojifix.toml, pyproject.toml",
        plain("The nearest one above a file configures mojifix for it; in pyproject.toml the table is [tool.mojifix]."),
        ".SH ENVIRONMENT",
        ".TP",
        ".B NO_COLOR, FORCE_COLOR",
        plain("No colours, or colours even where no terminal is; --color wins over both."),
        ".TP",
        ".B PRE_COMMIT",
        plain("Set by pre-commit: no progress line, and one process."),
        ".SH EXAMPLES",
        ".TP",
        ".B mojifix < in.txt > out.txt",
        "A filter.",
        ".TP",
        plain("\\fBmojifix -d docs\\fR").replace("\\e", "\\"),
        "What would change below docs.",
        ".TP",
        plain("\\fBmojifix -w docs\\fR").replace("\\e", "\\"),
        "Change it.",
    ]
    return "\n".join(lines) + "\n"


def bash() -> str:
    """The completion for bash."""
    names = " ".join(name for action in flat() for name in action.option_strings)
    cases = "\n".join(
        f'        {name}) COMPREPLY=($(compgen -W "{" ".join(values)}" -- "$word")); return ;;'
        for name, values in VALUES.items()
    )
    files = "|".join(TAKES_FILE)
    others = "|".join(
        name
        for action in flat()
        if action.nargs != 0 and action.metavar
        for name in action.option_strings
        if name not in VALUES and name not in TAKES_FILE
    )
    return f"""\
# Written by tools/command_docs.py
_mojifix() {{
    local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}}
    case $before in
{cases}
        {files}) COMPREPLY=($(compgen -f -- "$word")); return ;;
        {others}) return ;;
    esac
    if [[ $word == -* ]]; then
        COMPREPLY=($(compgen -W "{names}" -- "$word"))
    else
        COMPREPLY=($(compgen -f -- "$word"))
    fi
}}
complete -o filenames -F _mojifix mojifix
"""


def zsh() -> str:
    """The completion for zsh."""
    lines = []
    for action in flat():
        help_ = (action.help or "").replace("'", "").replace("[", "(").replace("]", ")").replace(":", "\\:")
        value = ""
        if action.nargs != 0 and action.metavar:
            name = action.option_strings[-1]
            what = f"({' '.join(VALUES[name])})" if name in VALUES else "_files" if name in TAKES_FILE else ""
            value = f":{action.metavar}:{what}"
        names = action.option_strings
        both = f"'({' '.join(names)})'{{{','.join(names)}}}" if len(names) > 1 else f"'{names[0]}'"
        lines.append(f"  {both}'[{help_}]{value}'")
    return (
        "#compdef mojifix\n# Written by tools/command_docs.py\n_arguments -s \\\n"
        + " \\\n".join(lines)
        + " \\\n  '*:path:_files'\n"
    )


def fish() -> str:
    """The completion for fish."""
    lines = ["# Written by tools/command_docs.py"]
    for action in flat():
        parts = ["complete -c mojifix"]
        for name in action.option_strings:
            parts.append(f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}")
        name = action.option_strings[-1]
        if action.nargs != 0 and action.metavar:
            parts.append("-r" if name in TAKES_FILE else f"-x -a '{' '.join(VALUES[name])}'" if name in VALUES else "-x")
        parts.append("-d '" + (action.help or "").replace("\\", "\\\\").replace("'", "\\'") + "'")
        lines.append(" ".join(parts))
    return "\n".join(lines) + "\n"


def table() -> str:
    """The options as Markdown."""
    lines = []
    for title, actions in options():
        lines += [f"| {title} | |", "|---|---|"]
        lines += [f"| `{spelled(action)}` | {(action.help or '').replace('|', chr(92) + '|')} |" for action in actions]
        lines.append("")
    return "\n".join(lines)


def written() -> dict[Path, str]:
    """Each file and what it should hold."""
    page = ROOT / "docs" / "command.md"
    text = page.read_text(encoding="utf-8")
    head, rest = text.split(START)
    return {
        ROOT / "man" / "mojifix.1": manual(),
        ROOT / "completions" / "mojifix.bash": bash(),
        ROOT / "completions" / "_mojifix": zsh(),
        ROOT / "completions" / "mojifix.fish": fish(),
        page: head + START + "\n" + table() + "\n" + END + rest.split(END)[1],
    }


def main(argv: list[str]) -> int:
    """Writes the files, or compares them."""
    stale = [path for path, text in written().items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    for path in stale:
        print(path.relative_to(ROOT))
        if "--check" not in argv:
            path.write_text(written()[path], encoding="utf-8")
    return int(bool(stale) and "--check" in argv)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
