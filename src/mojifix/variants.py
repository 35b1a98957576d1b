"""Letters that are written in two ways, both of them right: repairs that only write the one for the other are none."""

from __future__ import annotations

from mojifix.apply import Repair
from mojifix.spelling import COMMAS

_COMMAS = str.maketrans(COMMAS | {one.upper(): other.upper() for one, other in COMMAS.items()})


def beyond(repairs: list[Repair]) -> list[Repair]:
    """`repairs` without those that only write commas for cedillas.

    ISO 8859-16 read as cp1250 would leave just these.  Where the same mix-up shows by something else, they stay.
    """
    if not any(map(_is_either, repairs)):
        return repairs
    shown = {repair.steps for repair in repairs if not _is_either(repair)}
    return [repair for repair in repairs if repair.steps in shown]


def _is_either(repair: Repair) -> bool:
    before, after = repair.before, repair.after
    # To translate lines that were decoded whole would take longer than to decode them: few hold these letters.
    may_be = len(before) == len(after) and any([letter in after for letter in _COMMAS.values()])
    return may_be and before.translate(_COMMAS) == after
