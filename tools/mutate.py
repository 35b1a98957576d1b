"""Mutation testing: are there tests that notice when a module does something else?

python tools/mutate.py MODULE... [--sample N] [--seed N]

Each mutant differs in one place: a comparison, an operator, a number, a condition, a call to `sorted`, a `return`...  The
tests that belong to the module (`TESTS`) run against it, the quick ones first; what they let pass has survived.  Survivors
are printed; those that may be, and why, are in `tools/mutants.txt`.  The score is the share of the others that is killed, as
nothing can tell a mutant that makes no difference.  The exit status is 1 below a score of `--least`.
"""

from __future__ import annotations

import argparse
import ast
import copy
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import hypothesis  # noqa: F401
import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "mojifix"
KNOWN = ROOT / "tools" / "mutants.txt"
_ENGINE = ["tests/test_decide.py", "tests/test_home.py", "tests/test_engine.py", "tests/test_library.py"]
TESTS: dict[str, list[str]] = {
    "apply": ["tests/test_apply.py"],
    "steps": ["tests/test_steps.py"],
    "scan": ["tests/test_scan.py", *_ENGINE],
    "hypotheses": ["tests/test_hypotheses.py", *_ENGINE],
    "misrepairs": ["tests/test_worsened.py", "tests/test_hypotheses.py", *_ENGINE],
    "lattice": ["tests/test_lattice.py", *_ENGINE],
    "standing": ["tests/test_standing.py", *_ENGINE],
    "shares": ["tests/test_score.py", "tests/test_alike.py", *_ENGINE],
    "score": ["tests/test_score.py", *_ENGINE],
    "legacy_reading": ["tests/test_score.py", *_ENGINE],
    "home": ["tests/test_home.py", *_ENGINE],
    "document": ["tests/test_document.py", *_ENGINE],
    "election": ["tests/test_election.py", *_ENGINE],
    "votes": ["tests/test_election.py", *_ENGINE],
    "language": ["tests/test_language.py", *_ENGINE],
    "verdict": _ENGINE,
    "jointly": ["tests/test_jointly.py", *_ENGINE],
    "kindred": ["tests/test_kindred.py", *_ENGINE],
    "agreement": ["tests/test_agreement.py", *_ENGINE],
    "unison": ["tests/test_agreement.py", "tests/test_unison.py", *_ENGINE],
    "thorough": ["tests/test_thorough.py", *_ENGINE],
    "decide": _ENGINE,
    "neighbours": ["tests/test_detect.py", "tests/test_fix_bytes.py"],
}
_TIMEOUT = 40.0  # seconds: the tests take 3


class Mutant(NamedTuple):
    """A change of a module: where, what to what, and the whole module after it."""

    module: str
    line: int
    change: str
    source: str

    @property
    def name(self) -> str:
        """What `tools/mutants.txt` calls it: without the line, which moves."""
        return f"{self.module}: {self.change}"


_COMPARE: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE), ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.In: (ast.NotIn,), ast.NotIn: (ast.In,), ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}  # fmt: skip
_BINARY: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
    ast.LShift: ast.RShift, ast.RShift: ast.LShift, ast.Pow: ast.Mult, ast.Mod: ast.Mult, ast.FloorDiv: ast.Mult,
}  # fmt: skip


def _changed(node: ast.AST) -> Iterator[ast.AST]:
    """What may stand for `node`."""
    new = copy.deepcopy(node)
    if isinstance(new, ast.Compare):
        for i, op in enumerate(new.ops):
            for other in _COMPARE.get(type(op), ()):
                one = copy.deepcopy(new)
                one.ops[i] = other()
                yield one
    elif (isinstance(new, ast.BinOp) and type(new.op) in _BINARY and not isinstance(new.left, ast.JoinedStr)) or (
        isinstance(new, ast.AugAssign) and type(new.op) in _BINARY
    ):
        new.op = _BINARY[type(new.op)]()
        yield new
    elif isinstance(new, ast.BoolOp):
        for i in range(len(new.values)):
            rest = new.values[:i] + new.values[i + 1 :]
            yield rest[0] if len(rest) == 1 else ast.BoolOp(new.op, rest)
        yield ast.BoolOp(ast.Or() if isinstance(new.op, ast.And) else ast.And(), new.values)
    elif isinstance(new, ast.UnaryOp) and isinstance(new.op, (ast.Not, ast.USub)):
        yield new.operand
    elif isinstance(new, ast.IfExp):
        yield new.body
        yield new.orelse
    elif isinstance(new, (ast.If, ast.While)):
        new.test = ast.UnaryOp(ast.Not(), new.test)
        yield new
    elif isinstance(new, ast.Constant) and isinstance(new.value, bool):
        yield ast.Constant(not new.value)
    elif isinstance(new, ast.Constant) and isinstance(new.value, (int, float)):
        yield ast.Constant(new.value + 1)
        if new.value:
            yield ast.Constant(0)
    elif isinstance(new, ast.Return) and new.value is not None and not isinstance(new.value, ast.Constant):
        yield ast.Return(ast.Constant(None))
    elif isinstance(new, (ast.Continue, ast.Break)):
        yield ast.Pass()
    elif isinstance(new, ast.Call) and isinstance(new.func, ast.Name):
        if new.func.id in ("max", "min"):
            new.func.id = "min" if new.func.id == "max" else "max"
            yield new
        elif new.func.id in ("any", "all"):
            new.func.id = "all" if new.func.id == "any" else "any"
            yield new
        elif new.func.id in ("reversed", "sorted") and len(new.args) == 1:
            yield new.args[0] if new.func.id == "reversed" else ast.Call(ast.Name("list"), new.args, [])


class _Replace(ast.NodeTransformer):
    def __init__(self, number: int, by: ast.AST) -> None:
        self._left = number
        self._by = by

    def generic_visit(self, node: ast.AST) -> ast.AST:
        self._left -= 1
        return self._by if self._left == -1 else super().generic_visit(node)


def _skipped(node: ast.AST) -> bool:
    """Whether only checkers of types read what is below `node`, or it is an assertion: `zip(..., strict=True)`."""
    if isinstance(node, ast.keyword):
        return node.arg == "strict"
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


def _nodes(tree: ast.AST) -> Iterator[tuple[int, ast.AST]]:
    """The nodes in the order of `_Replace`, with their numbers, but for those that are not worth a mutant."""
    number = -1

    def walk(node: ast.AST, dead: bool) -> Iterator[tuple[int, ast.AST, bool]]:
        nonlocal number
        number += 1
        dead = dead or _skipped(node)
        yield number, node, dead
        for field, value in ast.iter_fields(node):
            idle = dead or field in ("annotation", "returns", "decorator_list")
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST):
                    yield from walk(child, idle)

    return ((n, node) for n, node, dead in walk(tree, False) if not dead)


def mutants(module: str) -> Iterator[Mutant]:
    """Every mutant of the module."""
    text = (SOURCE / f"{module}.py").read_text("utf-8")
    tree = ast.parse(text)
    for number, node in _nodes(tree):
        if not isinstance(node, (ast.expr, ast.stmt)):
            continue
        for by in _changed(node):
            whole = _Replace(number, by).visit(copy.deepcopy(tree))
            old, new = (" ".join(ast.unparse(ast.fix_missing_locations(one)).split())[:100] for one in (node, by))
            statement = text.splitlines()[node.lineno - 1].strip()
            after = ast.unparse(ast.fix_missing_locations(whole))
            yield Mutant(module, node.lineno, f"{statement} :: {old} -> {new}", after)


def survives(mutant: Mutant, folder: Path) -> bool:
    """Whether the module's tests pass with `mutant` in a copy of the package in `folder`."""
    path = folder / "mojifix" / f"{mutant.module}.py"
    old = path.read_text("utf-8")
    path.write_text(mutant.source, "utf-8")
    child = os.fork()  # pytest and hypothesis are loaded, mojifix is not
    if not child:
        _test(folder, [test for test in TESTS[mutant.module] if (ROOT / test).is_file()])
    end = time.monotonic() + _TIMEOUT
    try:
        while time.monotonic() < end:
            done, status = os.waitpid(child, os.WNOHANG)
            if done:
                return os.waitstatus_to_exitcode(status) == 0
            time.sleep(0.02)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return False
    finally:
        path.write_text(old, "utf-8")


def _test(folder: Path, tests: list[str]) -> None:
    """Runs `tests` against the package in `folder` and ends the process."""
    status = 1
    try:
        sys.path.insert(0, str(folder))
        sys.dont_write_bytecode = True
        os.chdir(ROOT)
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        status = int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", *tests]))
    finally:
        os._exit(status)


def known() -> dict[str, str]:
    """Survivors that may be, and why."""
    lines = KNOWN.read_text("utf-8").splitlines() if KNOWN.is_file() else []
    entries = [line.rpartition("  # ") for line in lines if line and not line.startswith("#")]
    return {name: why for name, _, why in entries}


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", nargs="+", choices=list(TESTS), metavar="MODULE")
    parser.add_argument("--sample", type=int, help="only so many mutants of each module")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--least", type=float, default=85.0, help="the least score in percent")
    options = parser.parse_args(arguments)
    justified = known()
    low = 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        shutil.copytree(SOURCE, folder / "mojifix")
        for module in options.modules:
            all_ = list(mutants(module))
            for name in sorted(justified.keys() - {mutant.name for mutant in all_}):
                if name.startswith(f"{module}: "):
                    print(f"  no mutant any more, in {KNOWN.name}: {name}")
            tried = all_
            if options.sample and options.sample < len(all_):
                tried = random.Random(options.seed).sample(all_, options.sample)
            survived = []
            for mutant in tried:
                if survives(mutant, folder):
                    survived.append(mutant)
                    why = justified.get(mutant.name, "")
                    print(f"  {mutant.name}  # line {mutant.line}{': ' * bool(why)}{why}", flush=True)
            excused = sum(mutant.name in justified for mutant in survived)
            killed = len(tried) - len(survived)
            score = 100 * killed / max(1, len(tried) - excused)
            print(f"{module}: {score:.1f} %: {killed} killed of {len(tried)} (of {len(all_)}) mutants; ", end="")
            print(f"{len(survived)} survived, {excused} of them justified", flush=True)
            low |= score < options.least
    return int(low)


if __name__ == "__main__":
    sys.exit(main())
