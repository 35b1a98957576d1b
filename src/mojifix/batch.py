"""Many values at once: cells, records, messages."""

from __future__ import annotations

from collections.abc import Iterable

from mojifix.conductor import DEFAULT, fix
from mojifix.verdict import Policy


def fix_batch(values: Iterable[str | None], policy: Policy = DEFAULT) -> list[str | None]:
    """Every value as `fix` repairs it, in order; None stays None.

    Each value is a document of its own: what one says is no evidence for the others, so that a result does not depend
    on what it is batched with.  Equal values are looked at once; a value that needs no repair comes back as the same
    object.  Where values are parts of one document, as the lines of a file, join them and use `fix`.

    Raises TypeError where a value is neither text nor None, with its index.

    >>> fix_batch(["cafÃ©", None, "café", "cafÃ©"])
    ['café', None, 'café', 'café']
    """
    known: dict[str, str] = {}  # only what was changed or costs a look
    found: list[str | None] = []
    for index, value in enumerate(values):
        if value is None:
            found.append(None)
            continue
        if not isinstance(value, str):
            raise TypeError(f"value {index} is neither text nor None but {type(value).__name__}")
        fixed = known.get(value)
        if fixed is None:
            fixed = known[value] = fix(value, policy)
        found.append(value if fixed == value else fixed)
    return found
