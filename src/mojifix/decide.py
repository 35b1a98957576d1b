"""Evidence -> verdict: the only home of thresholds and of `Policy`."""

from __future__ import annotations

from typing import NamedTuple


class Policy(NamedTuple):
    """What is repaired, and at which certainty."""

    guesses: bool = True
