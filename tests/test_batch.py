"""Many values at once come out as each would alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mojifix
from mojifix import batch

VALUES = ["cafÃ©", None, "", "plain", "café", "cafÃ©", "dĂ©jĂ\xa0 vu, rĂ©pĂ©tĂ©", r"\u00c3\u00a9t\u00c3\u00a9", None]


def test_each_value_comes_out_as_fix_repairs_it() -> None:
    assert mojifix.fix_batch(VALUES) == [None if v is None else mojifix.fix(v) for v in VALUES]


@given(st.lists(st.none() | st.sampled_from(VALUES) | st.text(max_size=20), max_size=12))
@settings(max_examples=50, deadline=None)
def test_a_value_does_not_depend_on_what_it_is_batched_with(values: list[str | None]) -> None:
    assert mojifix.fix_batch(values) == [None if v is None else mojifix.fix(v) for v in values]


def test_right_values_come_back_as_the_same_objects() -> None:
    values = ["".join(["caf", "é"]), "".join(["caf", "é"]), "x" * 3]
    for value, found in zip(values, mojifix.fix_batch(values), strict=True):
        assert found is value


def test_equal_values_are_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def look(value: str, policy: mojifix.Policy) -> str:
        seen.append(value)
        return value.upper()

    monkeypatch.setattr(batch, "fix", look)
    assert mojifix.fix_batch(iter(["a", "b", "a", "a", None])) == ["A", "B", "A", "A", None]
    assert seen == ["a", "b"]


def test_the_policy_holds_for_every_value() -> None:
    lossy = "poÄ\ufffdasí, SlovenÄ\ufffdina, Ä\ufffdeština, rÅ¯Å¾e, Å¾ena"
    policy = mojifix.Policy(guesses=False)
    assert mojifix.fix_batch([lossy], policy) == [mojifix.fix(lossy, policy)]


@pytest.mark.parametrize("value", [b"bytes", 3, 1.5, ["x"]])
def test_a_value_that_is_no_text_is_an_error_with_its_index(value: object) -> None:
    with pytest.raises(TypeError, match="value 1 is neither text nor None"):
        mojifix.fix_batch(["a", value])  # type: ignore[list-item]
