"""The main job through the library."""

from pathlib import Path

import pytest

import mojifix
from mojifix import Policy, charmaps
from mojifix.steps import Step, replay

FIXTURES = Path(__file__).parent.parent / "fixtures"
GARBLED = (FIXTURES / "french-news.txt").read_text(encoding="utf-8")
RIGHT = (FIXTURES / "french-news.fixed.txt").read_text(encoding="utf-8")


def test_a_page_that_is_part_right_and_garbled_in_several_ways_comes_out_right() -> None:
    assert mojifix.fix(GARBLED) == RIGHT


def test_what_is_repaired_needs_no_further_repair() -> None:
    assert mojifix.fix(mojifix.fix(GARBLED)) == RIGHT


def test_right_text_comes_back_as_the_same_object() -> None:
    for text in (RIGHT, "plain ASCII", ""):
        assert mojifix.fix(text) is text
        assert not mojifix.is_garbled(text)


def test_undo_gives_the_input_back() -> None:
    assert mojifix.repair(GARBLED).undo() == GARBLED


def test_the_steps_of_every_repair_lead_from_before_to_after() -> None:
    repaired = mojifix.repair(GARBLED)
    assert repaired.repairs
    for repair in repaired.repairs:
        assert GARBLED[repair.start : repair.end] == repair.before
        assert replay(repair.before, repair.steps) == repair.after
        assert 0.9 <= repair.confidence <= 1


def test_a_wrong_repair_by_another_tool_is_undone_first() -> None:
    (steps,) = {r.steps for r in mojifix.repair(GARBLED).repairs if r.before == "Ɠ"}
    assert steps == (
        Step("encode", "utf-8"), Step("decode", "iso8859-2"), Step("encode", "iso8859-16"), Step("decode", "utf-8"),
    )  # fmt: skip


@pytest.mark.parametrize(
    "codec", ["cp1252", "latin-1", "cp1250", "cp1251", "cp1254", "mac-roman", "cp437", "cp850", "koi8-r", "iso8859-16"]
)
def test_the_page_read_as_one_codec_throughout_comes_out_right(codec: str) -> None:
    assert mojifix.fix(charmaps.decode(RIGHT.encode(), codec)) == RIGHT


def test_guesses_can_be_switched_off() -> None:
    lossy = "Slovenština i če\u0161tina: Ä\ufffdeština, poÄ\ufffdasí, rÅ¯Å¾e"
    guessed = [r for r in mojifix.repair(lossy).repairs if r.guessed]
    assert guessed
    assert not [r for r in mojifix.repair(lossy, Policy(guesses=False)).repairs if r.guessed]
