"""mojifix finds text that was decoded with the wrong encoding and reverses what happened."""

TYPE_CHECKING = False  # as type checkers know it; to import `typing` takes a fifth of what `mojifix --version` does
if TYPE_CHECKING:
    from mojifix.apply import Repair, Repaired
    from mojifix.batch import fix_batch
    from mojifix.conductor import fix, is_garbled, repair
    from mojifix.dropin import fix_text
    from mojifix.octets import RepairedBytes, fix_bytes
    from mojifix.steps import Step
    from mojifix.verdict import Policy

__version__ = "0.1.0"
__all__ = [
    "Policy", "Repair", "Repaired", "RepairedBytes", "Step",
    "fix", "fix_batch", "fix_bytes", "fix_text", "is_garbled", "repair",
]  # fmt: skip

# Name -> its module, imported on first use: `mojifix --version` needs none of them.
_HOMES = {
    "Policy": "verdict",
    "Repair": "apply",
    "Repaired": "apply",
    "RepairedBytes": "octets",
    "Step": "steps",
    "fix": "conductor",
    "fix_batch": "batch",
    "fix_bytes": "octets",
    "fix_text": "dropin",
    "is_garbled": "conductor",
    "repair": "conductor",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'mojifix' has no attribute {name!r}")
    from importlib import import_module

    value = globals()[name] = getattr(import_module(f"mojifix.{_HOMES[name]}"), name)
    return value
