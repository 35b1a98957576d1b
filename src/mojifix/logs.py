"""Probabilities that are given as logarithms."""

from __future__ import annotations

from collections.abc import Collection
from math import exp, log


def log_sum(values: Collection[float]) -> float:
    """The logarithm of the sum of what `values` are the logarithms of.

    >>> round(log_sum([log(0.25), log(0.5)]) - log(0.75), 9)
    0.0
    """
    top = max(values)
    return top + log(sum([exp(value - top) for value in values]))
