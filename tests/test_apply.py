"""Edits as values: spliced in, undone, and composed where one pass goes over what another made."""

from __future__ import annotations

import random

import pytest

from mojifix.apply import Repair, Repaired, apply, compose
from mojifix.steps import Step, replay, rewriting

UNDO = (Step("encode", "cp1252"), Step("decode", "utf-8"))


def edit(text: str, start: int, end: int, after: str, confidence: float = 0.95, guessed: bool = False) -> Repair:
    """A repair of `text` that replays whatever it says."""
    return Repair(start, end, text[start:end], after, rewriting(after), confidence, guessed)


def check(text: str, found: Repaired) -> None:
    """What holds for every result, however it came about."""
    done = 0
    pieces = []
    for repair in found.repairs:
        assert done <= repair.start <= repair.end
        assert text[repair.start : repair.end] == repair.before != repair.after
        assert replay(repair.before, repair.steps) == repair.after
        pieces += [text[done : repair.start], repair.after]
        done = repair.end
    assert "".join(pieces) + text[done:] == found.text
    assert found.undo() == text


def test_no_repairs_give_the_same_object() -> None:
    text = "as it was"
    assert apply(text, ()).text is text
    assert apply(text, []).repairs == ()


def test_repairs_that_grow_and_shrink_the_text_are_put_in_and_undone() -> None:
    text = "0123456789"
    found = apply(text, [edit(text, 0, 1, "abc"), edit(text, 1, 4, "-"), edit(text, 8, 10, "")])
    assert found.text == "abc-4567"
    check(text, found)


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        # apart: both stay as they are, at their places in the input
        ([(1, 3, "X")], [(4, 5, "YZ")], [(1, 3, "X"), (5, 6, "YZ")]),
        ([(6, 7, "XXX")], [(0, 2, "")], [(0, 2, ""), (6, 7, "XXX")]),
        # side by side: still two
        ([(2, 4, "X")], [(3, 5, "Y")], [(2, 4, "X"), (4, 6, "Y")]),
        ([(2, 4, "X")], [(0, 2, "Y")], [(0, 2, "Y"), (2, 4, "X")]),
        # on top of each other: one
        ([(2, 4, "XX")], [(2, 4, "Y")], [(2, 4, "Y")]),
        ([(2, 4, "XX")], [(1, 3, "Y")], [(1, 4, "YX")]),
        ([(2, 4, "XX")], [(3, 6, "Y")], [(2, 6, "XY")]),
        ([(2, 4, "XX"), (6, 8, "WW")], [(3, 7, "Y")], [(2, 8, "XYW")]),
        ([(2, 6, "WXYZ")], [(2, 3, "a"), (5, 6, "b")], [(2, 6, "aXYb")]),
        # a repair of the second pass within a longer one of the first that ends later
        ([(1, 8, "abcdefg")], [(3, 4, "-")], [(1, 8, "ab-defg")]),
        # undone again: nothing happened
        ([(2, 4, "XY")], [(2, 4, "23")], []),
    ],
)
def test_two_passes_become_repairs_of_the_input(
    first: list[tuple[int, int, str]], second: list[tuple[int, int, str]], wanted: list[tuple[int, int, str]]
) -> None:
    text = "0123456789"
    once = apply(text, [edit(text, *one) for one in first])
    twice = apply(once.text, [edit(once.text, *one) for one in second])
    found = compose(text, once, twice)
    assert [(r.start, r.end, r.after) for r in found.repairs] == wanted
    assert found.text == twice.text
    check(text, found)


def test_layers_undone_at_the_same_place_are_one_chain_the_outer_one_first() -> None:
    text = "x ├â┬⌐ y"
    outer = (Step("encode", "cp437"), Step("decode", "utf-8"))
    once = apply(text, [Repair(2, 6, "├â┬⌐", "Ã©", outer, 0.99)])
    twice = apply(once.text, [Repair(2, 4, "Ã©", "é", UNDO, 0.95)])
    (repair,) = compose(text, once, twice).repairs
    assert repair == Repair(2, 6, "├â┬⌐", "é", outer + UNDO, 0.95)
    assert replay(repair.before, repair.steps) == "é"


def test_repairs_that_nothing_lies_on_keep_their_steps() -> None:
    text = "Ã© Ã© ÃƒÂ©"
    once = apply(text, [Repair(0, 2, "Ã©", "é", UNDO, 0.99), Repair(6, 10, "ÃƒÂ©", "Ã©", UNDO, 0.98)])
    twice = apply(once.text, [Repair(2, 4, "Ã©", "é", UNDO, 0.97), Repair(5, 7, "Ã©", "é", UNDO, 0.96)])
    assert [(r.start, r.steps, r.confidence) for r in compose(text, once, twice).repairs] == [
        (0, UNDO, 0.99), (3, UNDO, 0.97), (6, UNDO + UNDO, 0.96),
    ]  # fmt: skip


def test_where_places_differ_no_chain_explains_both() -> None:
    text = "x ÃƒÂ© y"
    once = apply(text, [Repair(2, 6, "ÃƒÂ©", "Ã©", UNDO, 0.99)])
    twice = apply(once.text, [edit(once.text, 1, 4, "_é")])
    (repair,) = compose(text, once, twice).repairs
    assert (repair.before, repair.after, repair.steps) == (" ÃƒÂ©", "_é", rewriting("_é"))


def test_repairs_on_top_of_each_other_are_as_sure_as_the_least_sure_and_guessed_if_one_is() -> None:
    text = "0123456789"
    for guesses in ((True, False), (False, True)):
        once = apply(text, [edit(text, 2, 4, "XX", 0.91, guesses[0])])
        twice = apply(once.text, [edit(once.text, 3, 5, "Y", 0.97, guesses[1])])
        (repair,) = compose(text, once, twice).repairs
        assert (repair.confidence, repair.guessed) == (0.91, True)
    twice = apply(apply(text, [edit(text, 2, 4, "XX")]).text, [edit(text, 7, 8, "Y", 0.97, True)])
    assert [r.guessed for r in compose(text, apply(text, [edit(text, 2, 4, "XX")]), twice).repairs] == [False, True]


def test_a_repair_is_no_guess_unless_it_says_so() -> None:
    assert Repair(0, 1, "a", "b", UNDO, 1.0).guessed is False


def test_any_two_passes_compose_to_what_they_do_one_after_the_other() -> None:
    rnd = random.Random(4)
    for _ in range(400):
        text = "".join(rnd.choices("abcdef", k=rnd.randint(1, 14)))
        passes = [Repaired(text, ())]
        for letters in ("XYZ", "UVW"):
            here = passes[-1].text
            cuts = sorted(rnd.sample(range(len(here) + 1), min(len(here) + 1, 2 * rnd.randint(0, 3)) & ~1))
            edits = [
                edit(here, a, b, "".join(rnd.choices(letters, k=rnd.randint(0, 3))))
                for a, b in zip(cuts[::2], cuts[1::2], strict=True)
            ]
            passes.append(apply(here, edits))
        found = compose(text, passes[1], passes[2])
        assert found.text == passes[2].text
        check(text, found)
