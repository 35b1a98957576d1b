"""The hook beside codespell's: `pre-commit try-repo REPO HOOK --all-files` over a repository of clean files.

`try-repo` installs its hook anew each time, and that counts: it is most of what either takes.  They run by turns, so that
what else the machine does hits both alike.  It doesn't quite: of mojifix more runs on two processors at once.
"""

from __future__ import annotations

import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import results, texts

ROOT = Path(__file__).parent.parent
PEER = "codespell==2.4.1"
_OWN = ("src", "man", "completions", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml")
# As codespell's repository has them.
_PEER = {
    ".pre-commit-hooks.yaml": "[{id: codespell, name: codespell, entry: codespell, language: python, types: [text]}]\n",
    "pyproject.toml": f"""[project]
name = "peer"
version = "1"
dependencies = ["{PEER}"]
[tool.setuptools]
py-modules = []
""",
}
_ASCII = 0.5  # share of the files that are plain ASCII, as in a repository of code and documentation
_LINES = (5, 60)  # of a file: some 4 KB


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    parser = results.parser(__doc__)
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--split", choices=texts.SPLITS, default="dev")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        size = _project(folder / "project", options.files, options.split, options.seed)
        hooks = {"mojifix": _own(folder / "mojifix"), "codespell": _peer(folder / "peer")}
        seconds: dict[str, list[float]] = {name: [] for name in hooks}
        for number in range(options.rounds + 1):
            for name, repository in hooks.items():
                took = _run(repository, name, folder)
                if number:  # the first round fills pip's cache
                    seconds[name].append(took)
    ratios = [own / peer for own, peer in zip(seconds["mojifix"], seconds["codespell"], strict=True)]
    rows = [[name, f"{min(took):.2f}", f"{statistics.median(took):.2f}"] for name, took in seconds.items()]
    rows.append(["mojifix / codespell", f"{min(seconds['mojifix']) / min(seconds['codespell']):.2f}", ""])
    rows[-1][-1] = f"{statistics.median(ratios):.2f}"
    body = (
        f"{options.files} clean files, {size / 1e6:.1f} MB, half of them ASCII; {options.rounds} runs of each "
        "by turns, in seconds; the last line's median is that of the pairs.\n\n"
        + results.table(["hook", "fastest", "median"], rows)
        + "\n"
    )
    print(body)
    if not options.dry_run:
        results.write("hook", "The hook beside codespell's", results.command("benchmarks.hook", arguments), body)
    return 0


def _project(folder: Path, count: int, split: str, seed: int) -> int:
    """Makes a repository of `count` clean files; returns their bytes."""
    rnd = random.Random(seed)
    paths = [path for _, path in texts.sources(split)]
    plain: list[str] = []
    others: list[list[str]] = []
    for path in paths:
        lines = texts.read_lines(path)
        plain += [line for line in lines if line.isascii()]
        others.append(lines)
    size = 0
    for number in range(count):
        lines = plain if number < _ASCII * count else rnd.choice(others)
        start, many = rnd.randrange(len(lines)), rnd.randint(*_LINES)
        data = "\n".join([*lines[start : start + many], ""]).encode()
        path = folder / f"{number % 40}" / f"{number}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        size += len(data)
    _commit(folder)
    return size


def _own(folder: Path) -> Path:
    """A repository that offers the hooks of this checkout."""
    folder.mkdir()
    for name in _OWN:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder)
    return _commit(folder)


def _peer(folder: Path) -> Path:
    """A repository that offers codespell's hook."""
    folder.mkdir()
    for name, content in _PEER.items():
        (folder / name).write_text(content)
    return _commit(folder)


def _commit(folder: Path) -> Path:
    git = ["git", "-C", str(folder), "-c", "user.name=t", "-c", "user.email=t@example.org"]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "add", "."], check=True)
    subprocess.run([*git, "commit", "-q", "-m", "all"], check=True)
    return folder


def _run(repository: Path, hook: str, folder: Path) -> float:
    """Seconds that the hook takes over the project."""
    command = [sys.executable, "-m", "pre_commit", "try-repo", str(repository), hook, "--all-files"]
    environment = os.environ | {"PRE_COMMIT_HOME": str(folder / "home")}
    begun = time.perf_counter()
    done = subprocess.run(command, cwd=folder / "project", env=environment, capture_output=True, check=False)
    took = time.perf_counter() - begun
    said = done.stdout.decode("utf-8", "replace")
    if "Passed" not in said and "hook id" not in said:
        raise SystemExit(said + done.stderr.decode("utf-8", "replace"))
    if hook == "mojifix" and done.returncode:
        print(said, file=sys.stderr)
    return took


if __name__ == "__main__":
    sys.exit(main())
