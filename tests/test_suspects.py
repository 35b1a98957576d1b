"""The few suspects of a text that is right otherwise: looked at by themselves, and no garbled one is missed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from strategies import ANYTHING

from mojifix import charmaps, decide, fix, sieve, suspects
from mojifix.legacy import pairs, was
from mojifix.scan import scan
from mojifix.standing import BESIDE_NUMBERS
from mojifix.verdict import Policy

FRENCH = "Où étaient-ils passés ? À côté de la forêt, là-bas, où l’été a été très long, répétait André.\n" * 3
CHINESE = "我们在这里说明怎样安装系统，以及安装以后应该做什么。如果有问题，请先阅读文档，然后再提问。\n" * 3


def test_a_rare_word_in_right_text_costs_no_election_of_all_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    text = FRENCH + "Il écrivit qû et s’en alla.\n"
    assert sieve.garbled(text)

    def fail(*_: object) -> None:
        raise AssertionError("all runs were asked")

    monkeypatch.setattr(decide, "decide", fail)
    assert fix(text) is text


@pytest.mark.parametrize("text", [FRENCH, CHINESE])
@pytest.mark.parametrize(
    ("word", "codec"),
    [("déjà", "cp1252"), ("ľudí", "cp1250"), ("Привет", "cp866"), ("l’été", "gbk"), ("c’est", "cp437"), ("高级", "cp1252")],
)
def test_one_garbled_word_among_right_ones_is_no_less_repaired(text: str, word: str, codec: str) -> None:
    data = word.encode()
    garbled = data.decode(codec) if codec == "gbk" else charmaps.decode(data, codec)
    whole = f"{text}Voir {garbled} page 3.\n"
    assert not suspects.are_cleared(whole, scan(whole), Policy())
    assert fix(whole) == f"{text}Voir {word} page 3.\n"


def test_what_is_garbled_throughout_has_no_few_suspects() -> None:
    text = charmaps.decode(FRENCH.encode(), "cp1252")
    assert not suspects.are_cleared(text, scan(text), Policy())


@given(ANYTHING)
def test_the_sieve_stops_where_there_are_suspects(text: str) -> None:
    found = sieve.suspects(text)
    assert not sieve.garbled(text) or found.places or found.east


def test_signs_behind_words_are_looked_at_where_they_speak_for_a_mixup() -> None:
    inside = re.compile(f"[{sieve._BESIDE_NUMBERS}]")  # written anew there, as the sieve starts without the engine
    assert {char for char in map(chr, range(0x80, 0x10000)) if inside.match(char)} == BESIDE_NUMBERS


def test_what_stands_before_the_number_of_a_heading_may_have_been_a_no_break_space() -> None:
    for char in sieve._BEFORE_NUMBERS:
        assert any(was(char, pair) == "\xa0" for pair in pairs()), char
