"""The conductor: leads text through the stages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mojifix import sieve
from mojifix.apply import Repaired, apply, compose
from mojifix.escapes import view
from mojifix.verdict import Policy

if TYPE_CHECKING:
    from mojifix.escapes import View
    from mojifix.resieve import Hints

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
    found, settled, known = _repair(text, policy, detail, None)
    for _ in range(_PASSES):
        if settled:
            break
        once, settled, known = _repair(found.text, policy, detail, known)
        found = compose(text, found, once) if once.repairs else found
    return found if settled else Repaired(text, ())


def _repair(text: str, policy: Policy, detail: bool, known: Hints | None) -> tuple[Repaired, bool, Hints | None]:
    """`text` after one pass, whether another one would find nothing, and what that needn't look for.

    `known` is what the pass before this one says of it.
    """
    seen = view(text) if known is None or known.escapes else None
    subject = seen.text if seen else text
    asked = subject if len(subject) < sieve.LARGE else sieve.few_lines(subject)
    if asked is None:
        return _repair_large(text, seen, subject, policy, detail, known)
    if not sieve.garbled(asked):
        return Repaired(text, ()), True, None
    from mojifix import suspects
    from mojifix.noise import is_noise

    if suspects.are_rare(asked) or is_noise(asked) or suspects.are_cleared(asked, policy):
        return Repaired(text, ()), True, None
    from mojifix.decide import decide
    from mojifix.scan import scan

    repairs = decide(subject, scan(subject), policy, asked)
    if seen:
        repairs = seen.back(repairs)  # not all of them can be escaped again
    return apply(text, repairs), not repairs, None


def _repair_large(
    text: str, seen: View | None, subject: str, policy: Policy, detail: bool, known: Hints | None
) -> tuple[Repaired, bool, Hints | None]:
    """The same of a large text, of which `seen` is what its escapes say and `subject` what is looked at."""
    from mojifix import coarse

    hits = coarse.first_hits(subject, known.places if known and not seen else None)
    if not (hits.places or sieve.is_sample_garbled(subject)):
        return Repaired(text, ()), True, None
    from mojifix import bulk
    from mojifix.noise import is_noise
    from mojifix.resieve import hints

    if is_noise(subject):
        return Repaired(text, ()), True, None
    done = bulk.repairs(subject, hits, policy, detail or seen is not None)
    if seen:
        repairs = seen.back(done.repairs)
        return apply(text, repairs), not repairs, None
    found = apply(text, done.repairs)
    settled = done.settled or not done.repairs
    return found, settled, None if settled else hints(found.text, done.repairs, done.sieved)


def is_garbled(text: str, policy: Policy = DEFAULT) -> bool:
    """Whether `fix` would change `text`."""
    return bool(repair(text, policy).repairs)
