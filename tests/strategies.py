"""The materials of the laws as hypothesis' strategies, so that a counter-example is shrunk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import materials
from hypothesis import strategies as st
from materials import Choices, Language

T = TypeVar("T")


class _Drawn:
    """Choices that hypothesis makes."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw

    def one(self, options: Sequence[T]) -> T:
        return self._draw(st.sampled_from(options))

    def count(self, least: int, most: int) -> int:
        return self._draw(st.integers(least, most))

    def point(self) -> str:
        return self._draw(st.characters(exclude_categories=()))


@st.composite
def _texts(draw: st.DrawFn, build: Callable[[Choices], str]) -> str:
    return build(_Drawn(draw))


def sentences(language: Language | None = None) -> st.SearchStrategy[str]:
    """Lines of one language."""
    return _texts(lambda c: materials.sentence(c, language))


def documents() -> st.SearchStrategy[str]:
    """Some lines in one language, now and then in a format."""
    return _texts(materials.document)


def damaged() -> st.SearchStrategy[str]:
    """Documents of which all or some went through up to four damages."""
    return _texts(materials.damaged)


def chains(family: str) -> st.SearchStrategy[materials.Chain]:
    """Chains of damages of a family."""
    return st.tuples(*map(st.sampled_from, materials.FAMILIES[family])).map(materials.Chain)


PLAIN = _texts(materials.plain) | st.text(st.characters(max_codepoint=0x7F), max_size=30)
ANYTHING = st.one_of(*map(_texts, materials.KINDS.values()), st.text(st.characters(exclude_categories=()), max_size=60))
