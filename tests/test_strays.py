"""Letters in whose place another one would be much likelier."""

from __future__ import annotations

import pytest

from mojifix import sieve
from mojifix.strays import places


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Tast for î bevege spilleren bakover", 9),
        ("Questa transazione pianificata Š cambiata", 31),
        ("Prikaûi stupac rashoda", 5),
        ("Der Bźrger des Staates sehnt sich nicht nach Freiheit", 5),
    ],
)
def test_a_letter_that_the_language_would_have_another_for_is_a_stray(text: str, place: int) -> None:
    assert place in {*places(text)}
    assert sieve.garbled(text)
    assert place in sieve.suspects(text).places


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Tast for å bevege spilleren bakover", "its own letter"),
        ("Die Gemälde von Dalí hängen in Zürich", "a name"),
        ("The façade of the café was renovated in the spring", "English has loans"),
        ("é", "a letter alone"),
        ("", "nothing"),
    ],
)
def test_letters_that_are_no_strays(text: str, why: str) -> None:
    assert not [*places(text)], why
