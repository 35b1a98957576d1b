"""The house: imports point one way, only the command prints, start-up stays light."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import mojifix

SOURCE = Path(mojifix.__file__).parent

# Module -> the modules of the package that it may import.  Text flows down the list, imports point up it.
ALLOWED: dict[str, set[str]] = {
    "charmaps": set(),
    "multibyte": set(),
    "forms": set(),
    "legacy": {"charmaps"},
    "steps": {"charmaps", "forms"},
    "shipped": set(),
    "logs": set(),
    "model": {"shipped"},
    "windows": {"model"},
    "regions": {"shipped"},
    "language": {"regions"},
    "spelling": {"language", "logs", "model", "shipped", "windows"},
    "strays": {"language", "model", "regions", "spelling"},
    "unusual": {"multibyte", "shipped"},
    "east": {"multibyte", "unusual"},
    "sieve": {"east", "language", "model", "punctuation", "strays", "unusual"},
    "coarse": {"east", "legacy", "multibyte", "sieve", "unusual"},
    "noise": set(),
    "drawings": set(),
    "scan": {"charmaps", "drawings", "legacy", "model", "sequences"},
    "sequences": {"charmaps", "multibyte", "steps"},
    "hypotheses": {"charmaps", "legacy", "model", "sequences", "steps"},
    "misrepairs": {"charmaps", "hypotheses", "legacy", "sequences"},
    "lattice": {"hypotheses", "model", "sequences"},
    "standing": {"misrepairs", "model", "multibyte"},
    "candidate": {"hypotheses", "lattice", "sequences"},
    "shares": {"candidate", "charmaps", "hypotheses", "lattice", "model", "sequences"},
    "score": {
        *("candidate", "charmaps", "hypotheses", "lattice", "misrepairs", "model", "multibyte", "sequences"),
        *("shares", "standing"),
    },
    "legacy_reading": {"candidate", "hypotheses", "lattice", "legacy", "model", "score", "standing"},
    "lost": {"shipped", "windows"},
    "tongues": {"lost"},
    "restoring": {"candidate", "hypotheses", "lattice", "lost", "model", "windows"},
    "spaces": {"candidate", "lattice", "logs", "lost", "regions", "sequences", "shares", "windows"},
    "punctuation": {"charmaps", "language", "legacy"},
    "home": {
        *(
            "candidate",
            "hypotheses",
            "language",
            "legacy",
            "model",
            "punctuation",
            "regions",
            "restoring",
            "score",
            "shares",
        ),
        *("spaces", "spelling", "standing", "tongues"),
    },
    "glance": {"hypotheses", "model", "multibyte", "priors", "sequences", "standing"},
    "chance": {"model"},
    "strict": {"chance", "charmaps", "coarse", "hypotheses", "model", "multibyte", "priors", "sequences", "steps"},
    "document": {"candidate", "home", "hypotheses", "legacy", "legacy_reading", "score", "standing"},
    "anew": {"candidate", "charmaps", "document", "election", "legacy", "model", "sequences", "standing", "verdict"},
    "apply": {"steps"},
    "variants": {"apply", "spelling"},
    "priors": {"hypotheses", "legacy", "sequences"},
    "votes": {"candidate", "document", "hypotheses", "legacy", "logs", "priors"},
    "torn": {"candidate", "document", "home", "hypotheses", "priors", "score", "sequences"},
    "election": {
        *("candidate", "charmaps", "document", "home", "hypotheses", "legacy", "legacy_reading", "logs", "priors"),
        *("score", "torn", "votes"),
    },
    "verdict": {
        *("candidate", "charmaps", "document", "election", "hypotheses", "legacy", "logs", "priors", "score"),
        *("sequences", "shares", "votes"),
    },
    "agreement": {
        *("candidate", "document", "election", "home", "hypotheses", "legacy", "legacy_reading", "priors", "regions"),
        *("score", "verdict"),
    },
    "unison": {
        *("agreement", "candidate", "document", "election", "home", "hypotheses", "legacy", "legacy_reading"),
        *("priors", "scan", "score", "sequences", "verdict"),
    },
    "jointly": {
        *("candidate", "charmaps", "document", "election", "home", "hypotheses", "legacy"),
        *("legacy_reading", "logs", "priors", "score", "shapes", "standing", "verdict"),
    },
    "kindred": {
        *("candidate", "charmaps", "document", "election", "hypotheses", "legacy", "legacy_reading", "logs"),
        *("model", "priors", "verdict"),
    },
    "shapes": {"candidate", "document", "home", "model", "regions"},
    "thorough": {
        *("candidate", "charmaps", "document", "election", "hypotheses", "lattice", "misrepairs", "model", "priors"),
        *("scan", "sequences", "verdict"),
    },
    "plain": {"candidate", "document", "legacy", "multibyte", "score", "standing"},
    "familiar": {
        *(
            "candidate",
            "document",
            "home",
            "hypotheses",
            "language",
            "lattice",
            "legacy",
            "model",
            "plain",
            "scan",
            "score",
            "sequences",
        ),
        *("standing", "verdict"),
    },
    "decide": {
        *(
            "agreement",
            "anew",
            "apply",
            "candidate",
            "document",
            "election",
            "familiar",
            "home",
            "hypotheses",
            "jointly",
            "kindred",
        ),
        *("lattice", "legacy", "priors", "scan", "sequences", "steps", "thorough", "unison", "variants", "verdict", "votes"),
    },
    "cuts": {"scan"},
    "wholesale": {
        *("agreement", "apply", "decide", "election", "familiar", "home", "legacy", "scan", "sieve", "standing", "suspects"),
        "verdict",
    },
    "resieve": {"apply", "charmaps", "coarse", "forms", "steps"},
    "overlooked": {
        *("chance", "charmaps", "coarse", "cuts", "model", "multibyte", "sequences", "steps", "strict"),
    },
    "sampling": {
        *("cuts", "document", "election", "hypotheses", "priors", "scan", "steps", "verdict"),
    },
    "decoding": {
        *("agreement", "apply", "chance", "coarse", "cuts", "decide", "document", "election"),
        *("familiar", "glance", "home", "hypotheses", "overlooked", "priors", "resieve", "sampling", "scan"),
        *("sequences", "steps", "strict", "unison", "verdict"),
    },
    "bulk": {
        *("apply", "coarse", "cuts", "decoding", "election", "glance", "home", "overlooked", "resieve", "sampling"),
        *("strict", "variants", "verdict", "wholesale"),
    },
    "escapes": {"apply", "forms", "steps"},
    "rare": {"glance", "model", "sequences", "unusual"},
    "suspects": {
        *("cuts", "document", "east", "election", "glance", "home", "multibyte"),
        *("rare", "scan", "sieve", "standing", "unusual", "verdict"),
    },
    "conductor": {
        "apply",
        "bulk",
        "noise",
        "coarse",
        "decide",
        "escapes",
        "resieve",
        "scan",
        "sieve",
        "suspects",
        "verdict",
    },
    "codings": {"charmaps"},
    "signatures": set(),
    "contest": {"codings", "model", "regions", "signatures"},
    "neighbours": {"codings", "contest", "regions"},
    "lines": {"codings", "contest", "neighbours", "regions"},
    "detect": {"charmaps", "codings", "contest", "lines", "model", "neighbours", "regions", "signatures"},
    "octets": {"apply", "codings", "conductor", "verdict", "detect", "lines", "signatures"},
    "report": {"apply", "steps"},
    "files": set(),
    "write": {"files"},
    "config": {"charmaps", "codings", "files"},
    "folders": {"config", "files", "write"},
    "suppress": {"apply", "config", "files", "folders", "report"},
    "stream": {"apply", "coarse", "conductor", "config", "verdict", "forms", "sieve", "suppress"},
    "diff": {"apply"},
    "work": {"apply", "diff", "files", "folders", "report", "stream", "suppress", "transcode", "write"},
    "transcode": {"apply", "codings", "detect", "files", "octets"},
    "filtering": {"charmaps", "codings", "config", "files", "stream", "transcode"},
    "formats": {"__init__", "files", "page", "report", "transcode", "work"},
    "page": {"files", "report"},
    "options": {"__init__"},
    "cli": {
        "__init__",
        "config",
        "files",
        "filtering",
        "folders",
        "formats",
        "options",
        "suppress",
        "transcode",
        "work",
        "write",
    },
    "batch": {"conductor", "verdict"},
    "dropin": {"conductor", "verdict"},
    "__init__": {"apply", "batch", "conductor", "verdict", "dropin", "octets", "steps"},
    "__main__": {"cli"},
}


def imports(module: str) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse((SOURCE / f"{module}.py").read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "mojifix":
            tail = node.module.partition(".")[2]
            names = [tail] if tail else [a.name if (SOURCE / f"{a.name}.py").exists() else "__init__" for a in node.names]
            found |= set(names)
        elif isinstance(node, ast.Import):
            found |= {a.name.partition(".")[2] or "__init__" for a in node.names if a.name.split(".")[0] == "mojifix"}
    return found


def test_every_module_has_its_place_and_imports_only_what_it_may() -> None:
    modules = {path.stem for path in SOURCE.glob("*.py")}
    assert modules == set(ALLOWED)
    for module in modules:
        assert imports(module) <= ALLOWED[module], module


def test_the_allowed_imports_have_no_cycle() -> None:
    done: set[str] = set()
    while len(done) < len(ALLOWED):
        ready = {m for m, needs in ALLOWED.items() if m not in done and needs - {"__init__"} <= done}
        assert ready, set(ALLOWED) - done
        done |= ready


def test_only_the_command_prints() -> None:
    for path in SOURCE.glob("*.py"):
        calls = [n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.Call)]
        assert path.stem == "cli" or not [c for c in calls if isinstance(c.func, ast.Name) and c.func.id == "print"], (
            path.stem
        )


HEAVY = {
    "dataclasses",
    "inspect",
    "ftfy",
    "charset_normalizer",
    "pathspec",
    "concurrent.futures",
    "importlib.metadata",
    "asyncio",
}


def test_start_up_loads_nothing_heavy() -> None:
    code = "import sys; from mojifix.cli import main\ntry: main(['--version'])\nexcept SystemExit: print(*sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert not HEAVY & set(out.split())
