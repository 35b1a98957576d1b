"""The few suspects of a text that is right otherwise: looked at by themselves, and no garbled one is missed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from strategies import ANYTHING

from mojifix import charmaps, decide, fix, sieve, suspects, unusual
from mojifix.legacy import pairs, was
from mojifix.rare import is_rare
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


def test_rare_words_in_right_text_are_not_even_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    text = FRENCH * 4 + "Il écrivit qû et s’en alla.\n"
    assert sieve.garbled(text)

    def fail(*_: object) -> None:
        raise AssertionError("runs were searched")

    monkeypatch.setattr(suspects, "elect", fail)
    monkeypatch.setattr(decide, "decide", fail)
    assert fix(text) is text


@pytest.mark.parametrize(
    ("word", "is_latin"),
    [
        ("zámků“", True),
        ("жьный", False),
        ("م\xa0الفصل", False),
        ("ΕπόμενοΚεφάλαιο", False),
        ("100€", True),
        ("وapt", False),
    ],
)
def test_a_word_with_a_pair_that_others_hardly_have_is_rare(word: str, is_latin: bool) -> None:
    assert unusual.strange_words(word)
    assert is_rare(word, is_latin)


@pytest.mark.parametrize(
    "word", ["cafÃ©", "alteraþ§es", "irland‚s.", "giА", "MaksukokkuvƵtet", "мЮБЮП", "╥┼─┴", "fortﺃ¦lle", "Baruâ€)."]
)
def test_a_word_with_a_character_that_is_strange_on_both_sides_is_not_rare(word: str) -> None:
    assert not is_rare(word, True)


def test_a_letter_that_no_other_word_has_is_a_reason_to_search() -> None:
    text = ("Mēs varam darīt visu, kas šeit ir vajadzīgs, ja šī ir mūsu pēdējā iespēja.\n") * 16
    assert suspects._odd_words(text + "Skatīt budŝeta datus un reŝģa līnijas.\n") == ["budŝeta", "reŝģa"]
    assert suspects._odd_words(text + "Skatīt budŝeta datus.\n") == ["budŝeta"]


def test_a_capital_behind_a_small_letter_is_a_reason_to_search() -> None:
    assert not is_rare("NaciĆnij", True)
    assert is_rare("zachováníKapitola", True)


def test_a_sequence_that_gains_a_little_is_rare_where_no_other_word_shows_a_mixup() -> None:
    assert not is_rare("الحظ،", False)
    assert is_rare("الحظ،", False, alone=True)
    assert not is_rare("cafÃ©", True, alone=True)


@given(ANYTHING)
def test_what_the_sieve_says_does_not_depend_on_what_it_has_seen(text: str) -> None:
    known = unusual.strange_words.__wrapped__(text)
    unusual._KNOWN.clear()
    unusual._USUAL.clear()
    assert unusual.strange_words.__wrapped__(text) == known == unusual.strange_words.__wrapped__(text)


def test_what_the_sieve_remembers_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unusual, "_MOST_KNOWN", 10)
    for number in range(50):
        assert not unusual.strange_words(f"a é{number} è{number} b")
    assert len(unusual._KNOWN) <= 12
    assert len(unusual._USUAL) <= 50


@given(ANYTHING)
def test_a_strange_word_is_told_by_its_place(text: str) -> None:
    words = unusual.strange_words(text)
    places = [match.start() for match in unusual._shapes().finditer(text)]
    assert {unusual.word_at(text, place) for place in places} <= set(words)


@pytest.mark.parametrize("text", [FRENCH, CHINESE])
@pytest.mark.parametrize(
    ("word", "codec"),
    [("déjà", "cp1252"), ("ľudí", "cp1250"), ("Привет", "cp866"), ("l’été", "gbk"), ("c’est", "cp437"), ("高级", "cp1252")],
)
def test_one_garbled_word_among_right_ones_is_no_less_repaired(text: str, word: str, codec: str) -> None:
    data = word.encode()
    garbled = data.decode(codec) if codec == "gbk" else charmaps.decode(data, codec)
    whole = f"{text}Voir {garbled} page 3.\n"
    assert not suspects.are_cleared(whole, Policy())
    assert fix(whole) == f"{text}Voir {word} page 3.\n"


def test_what_is_garbled_throughout_has_no_few_suspects() -> None:
    text = charmaps.decode(FRENCH.encode(), "cp1252")
    assert not suspects.are_cleared(text, Policy())


@given(ANYTHING)
def test_the_sieve_stops_where_there_are_suspects(text: str) -> None:
    found = sieve.suspects(text)
    assert not sieve.garbled(text) or found.places or found.east


def test_signs_behind_words_are_looked_at_where_they_speak_for_a_mixup() -> None:
    inside = re.compile(f"[{unusual._BESIDE_NUMBERS}]")  # written anew there, as the sieve starts without the engine
    assert {char for char in map(chr, range(0x80, 0x10000)) if inside.match(char)} == BESIDE_NUMBERS


def test_what_stands_before_the_number_of_a_heading_may_have_been_a_no_break_space() -> None:
    for char in unusual._BEFORE_NUMBERS:
        assert any(was(char, pair) == "\xa0" for pair in pairs()), char
