"""The fuzz targets of tools/fuzz.py hold for a fixed number of inputs; docs/guarantees.md has the command for an hour."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

FUZZ = Path(__file__).resolve().parent.parent / "tools" / "fuzz.py"
if not FUZZ.is_file():
    pytest.skip("tools/ is not here: an installed copy is being tested", allow_module_level=True)


@pytest.mark.parametrize("target", ["fix", "bytes", "config", "baseline"])
def test_nothing_raises_for_inputs_made_from_a_seed(target: str) -> None:
    command = [sys.executable, str(FUZZ), target, "--unguided", "--cases", "100"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stdout) == (0, "100 cases, no failure\n"), done.stderr


def test_a_failing_input_is_printed_and_is_a_failure() -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(FUZZ.parent)!r}); import fuzz\n"
        "fuzz.TARGETS['fix'] = lambda data: 1 / 0\n"
        "fuzz.main(['fix', '--unguided', '--cases', '9'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("fix: b'") and "ZeroDivisionError" in done.stderr


def test_atheris_guides_the_inputs_where_it_is_installed() -> None:
    pytest.importorskip("atheris")
    command = [sys.executable, str(FUZZ), "config", "--cases", "200", "--seconds", "60"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert "Done 200" in done.stderr
