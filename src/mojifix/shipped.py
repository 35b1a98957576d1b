"""The data files of the package, read without `importlib.resources`: to import that takes longer than to read them."""

from __future__ import annotations

import os
import sys
from typing import Any

_loader: Any = sys.modules[__name__].__loader__


def shipped(name: str) -> bytes:
    """The data file `name`, whether the package is a folder or in an archive."""
    data: bytes = _loader.get_data(os.path.join(os.path.dirname(__file__), "data", name))
    return data
