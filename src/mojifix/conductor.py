"""The conductor: leads text through the stages."""

from __future__ import annotations

from mojifix import sieve
from mojifix.apply import Repaired, apply, compose
from mojifix.escapes import view
from mojifix.verdict import Policy

DEFAULT = Policy()
_PASSES = 6  # over a text: the layers that mix-ups may have, and two more


def repair(text: str, policy: Policy = DEFAULT) -> Repaired:
    """`text` with every mix-up reversed that the evidence supports, and the list of what was done."""
    return _repair_all(text, policy, detail=True)


def fix(text: str, policy: Policy = DEFAULT) -> str:
    """`text` with every mix-up reversed that the evidence supports; clean text comes back as the same object."""
    return _repair_all(text, policy, detail=False).text


def _repair_all(text: str, policy: Policy, detail: bool) -> Repaired:
    """Repairs until nothing is left to repair: what a repair leaves is evidence for another one.

    Text that never comes to rest is nothing that a mix-up has made, and stays.
    """
    found, settled = _repair(text, policy, detail)
    for _ in range(_PASSES):
        if settled:
            break
        once, settled = _repair(found.text, policy, detail)
        found = compose(text, found, once) if once.repairs else found
    return found if settled else Repaired(text, ())


def _repair(text: str, policy: Policy, detail: bool) -> tuple[Repaired, bool]:
    """`text` after one pass, and whether another one would find nothing."""
    seen = view(text)
    subject = seen.text if seen else text
    hits = sieve.first_hits(subject) if len(subject) >= sieve.LARGE else None
    if not (hits.places or sieve.is_sample_garbled(subject) if hits else sieve.garbled(subject)):
        return Repaired(text, ()), True
    from mojifix import bulk, suspects
    from mojifix.decide import decide
    from mojifix.scan import scan

    if hits:
        repairs, settled = bulk.repairs(subject, hits, policy, detail or seen is not None)
        settled = not repairs or (settled and seen is None)
    else:
        runs = scan(subject)
        repairs = [] if suspects.are_cleared(subject, runs, policy) else decide(subject, runs, policy)
        settled = not repairs
    return apply(text, seen.back(repairs) if seen else repairs), settled


def is_garbled(text: str, policy: Policy = DEFAULT) -> bool:
    """Whether `fix` would change `text`."""
    return bool(repair(text, policy).repairs)
