"""What the tests of the command share: the installed command, and garbled text that no engine may miss."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

FOUND = Path(sys.executable).parent / "mojifix"
COMMAND = [str(FOUND)] if FOUND.exists() else [sys.executable, "-m", "mojifix"]
RIGHT = "Le café est fermé jusqu’à l’été prochain, désolé.\n"


def garble(text: str, codec: str = "cp1252") -> str:
    """`text` as UTF-8 that was read as `codec`."""
    return text.encode().decode(codec)


GARBLED = garble(RIGHT)


def mojifix(
    *args: str | os.PathLike[str], stdin: bytes = b"", cwd: str | os.PathLike[str] | None = None, **env: str
) -> subprocess.CompletedProcess[bytes]:
    """The command, run with `args`."""
    clean = {k: v for k, v in os.environ.items() if k not in ("PRE_COMMIT", "NO_COLOR", "FORCE_COLOR")}
    return subprocess.run(
        [*COMMAND, *args], input=stdin, capture_output=True, env=clean | env, timeout=60, check=False, cwd=cwd
    )


def git(*args: str, cwd: os.PathLike[str]) -> str:
    """git, in a repository of its own, whatever the user's configuration."""
    env = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    env |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    settings = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main"]
    done = subprocess.run(["git", *settings, *args], cwd=cwd, env=env, capture_output=True, check=False, timeout=300)
    return (done.stdout + done.stderr).decode("utf-8", "replace")
