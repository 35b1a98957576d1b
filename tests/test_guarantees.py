"""docs/guarantees.md names tests that there are."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
PAGE = HERE.parent / "docs" / "guarantees.md"
if not PAGE.is_file():
    pytest.skip("docs/ is not here: an installed copy is being tested", allow_module_level=True)
NAMED = re.findall(r"`(test_\w+\.py)::(\w+)`", PAGE.read_text("utf-8"))


def names_in(file: str) -> set[str]:
    """The functions and classes of a file that pytest would collect."""
    tree = ast.parse((HERE / file).read_text("utf-8"))
    return {node.name for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}


def test_every_promise_names_a_test_that_there_is() -> None:
    assert len(set(NAMED)) >= 25
    assert [(file, name) for file, name in NAMED if name not in names_in(file)] == []


def test_every_row_of_promises_names_a_test() -> None:
    lines = PAGE.read_text("utf-8").splitlines()
    rows = [line for line in lines if line.startswith("| ") and not line.startswith("| promise")]
    assert rows
    assert [row for row in rows if "::test_" not in row and "::TestFiles" not in row] == []


def test_what_the_page_allows_is_what_the_tests_allow() -> None:
    from test_laws import _ALLOWED

    said = next(line for line in PAGE.read_text("utf-8").splitlines() if "Garbled text comes back" in line).split("|")[2]
    shares = dict(re.findall(r"(\w+) (\d+) %", said))
    assert {family: str(round(100 * most)) for family, (_, most) in _ALLOWED.items()} == shares
