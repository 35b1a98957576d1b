"""The conductor: leads text through the stages."""

from __future__ import annotations

from mojifix.apply import Repaired, apply
from mojifix.decide import Policy, decide
from mojifix.escapes import view
from mojifix.scan import scan

DEFAULT = Policy()


def repair(text: str, policy: Policy = DEFAULT) -> Repaired:
    """`text` with every mix-up reversed that the evidence supports, and the list of what was done."""
    seen = view(text)
    runs = scan(seen.text if seen else text)
    if not runs:
        return Repaired(text, ())
    repairs = decide(runs, policy)
    return apply(text, seen.back(repairs) if seen else repairs)


def fix(text: str, policy: Policy = DEFAULT) -> str:
    """`text` with every mix-up reversed that the evidence supports; clean text comes back as the same object."""
    return repair(text, policy).text


def is_garbled(text: str, policy: Policy = DEFAULT) -> bool:
    """Whether `fix` would change `text`."""
    return bool(repair(text, policy).repairs)
