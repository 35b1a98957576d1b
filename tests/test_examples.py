"""The examples in the docstrings."""

import doctest
import pkgutil
from importlib import import_module

import pytest

import mojifix

MODULES = sorted(m.name for m in pkgutil.iter_modules(mojifix.__path__) if m.name != "__main__")


@pytest.mark.parametrize("module", MODULES)
def test_the_examples_of_a_module_hold(module: str) -> None:
    assert doctest.testmod(import_module(f"mojifix.{module}")).failed == 0
