"""What stands in a place, by the windows around it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mojifix import lost, spelling
from mojifix.windows import LEVELS, OF_LETTERS, PADDING, WINDOWS, Decisions, packed, refine, share_of, unpacked

PLACE = spelling.PLACE
TOLD = Decisions(
    {PLACE: {"č": 0.5, "ě": 0.5}},
    {(0, 1, PLACE + "l"): ("č", 6), (1, 1, "n" + PLACE + "l"): ("ě", 6)},
)


def shares(text: str, width: int = OF_LETTERS) -> dict[str, float]:
    return TOLD.shares(PADDING + text + PADDING, len(PADDING) + text.index(PLACE), width)


def test_a_place_by_itself_has_what_it_has_anywhere() -> None:
    assert shares(f"x{PLACE}x") == {"č": 0.5, "ě": 0.5}


def test_wider_windows_decide() -> None:
    assert round(shares(f"x{PLACE}l")["č"], 4) == round(shares(f"n{PLACE}l")["ě"], 4) == 0.875


@given(
    st.text(f"čln {PLACE}", min_size=8, max_size=8), st.dictionaries(st.integers(0, 8), st.sampled_from("čěš"), min_size=1)
)
def test_windows_refine_one_after_the_other(text: str, letters: dict[int, str]) -> None:
    """Letters that none of them names are scaled once, which comes to the same."""
    view, at = PADDING + text[:4] + PLACE + text[4:] + PADDING, len(PADDING) + 4
    base = {"č": 0.5, "ě": 0.3, "ď": 0.2}
    by_window = {}
    refined = dict(base)
    for number, letter in sorted(letters.items()):
        before, after = WINDOWS[number]
        by_window[before, after, view[at - before : at + after + 1]] = letter, LEVELS[number % len(LEVELS)]
        refine(refined, letter, share_of(LEVELS[number % len(LEVELS)]))
    assert Decisions({PLACE: base}, by_window).shares(view, at) == pytest.approx(refined)


def test_windows_beyond_the_width_are_not_asked() -> None:
    assert round(shares(f"n{PLACE}l", WINDOWS.index((1, 1)))["č"], 4) == 0.875


def test_a_place_that_is_not_listed_says_nothing() -> None:
    assert Decisions({}, {}).shares(PADDING + PLACE + PADDING, len(PADDING)) == {}


@given(st.dictionaries(st.text("abcdefgh ", min_size=2, max_size=2), st.sampled_from(LEVELS), min_size=1))
def test_decisions_are_read_as_they_were_written(windows: dict[str, int]) -> None:
    by_window = {(1, 1, window[0] + PLACE + window[1]): ("č", level) for window, level in windows.items()}
    found = unpacked(packed(Decisions(TOLD.base, by_window)))
    assert found.by_window == by_window
    assert found.base[PLACE] == pytest.approx(TOLD.base[PLACE])


def test_surer_levels_leave_less_to_others() -> None:
    assert [share_of(level) for level in LEVELS] == sorted(share_of(level) for level in LEVELS)
    assert 0.5 <= share_of(LEVELS[0]) < share_of(LEVELS[-1]) < 1


def test_the_shipped_lists_have_these_levels_and_all_of_a_place() -> None:
    czech = lost.language("czech")
    assert czech
    for told in (czech.told, unpacked(spelling._lists()["czech"])):
        assert {level for _, level in told.by_window.values()} <= {*LEVELS}
        assert all(abs(sum(found.values()) - 1) < 1e-9 for found in told.base.values())
