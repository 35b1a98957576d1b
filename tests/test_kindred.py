"""Two encodings of one alphabet that share most of its letters: what one of them made of the few that they don't."""

from __future__ import annotations

import pytest

from mojifix import fix
from mojifix.charmaps import decode, encode
from mojifix.document import letter_by_letter
from mojifix.election import elect
from mojifix.home import Home
from mojifix.kindred import kin, kindred
from mojifix.legacy import Pair
from mojifix.legacy_reading import legacy_candidate
from mojifix.scan import scan
from mojifix.verdict import Policy, Verdict, verdicts


def together(text: str) -> dict[str, str]:
    """What the runs of `text` are by a mix-up of kindred encodings; a run that stays is missing."""
    election = elect({run.key for run in scan(text)}, Home(text))
    known: dict[tuple[str, str, str], Verdict | None] = verdicts(election, Policy())
    found = kindred({run.key: known.get(run.key) for run in scan(text)}, election, Policy())
    return {key[1]: v.winner.text.strip() for key, v in found.items() if v.winner}


@pytest.mark.parametrize(
    ("text", "written", "read"),
    [
        ("Можно ли спать? - Да, если ты дома", "mac-cyrillic", "cp1251"),
        ("Кто рано встаёт, тот любит утро. Японская сказка", "mac-cyrillic", "cp1251"),
        ("Мой дом стоит у реки. Все Мосты открыты", "cp1251", "mac-cyrillic"),
        ("Валюта, в която се водят сметките", "mac-cyrillic", "cp1251"),
        ("Датум последњег уноса у књизи", "mac-cyrillic", "ptcp154"),
    ],
)
def test_the_few_letters_that_kindred_encodings_do_not_share_come_back(text: str, written: str, read: str) -> None:
    garbled = decode(encode(text, written), read)
    assert garbled != text
    assert fix(garbled) == text


@pytest.mark.parametrize(
    "text",
    [
        "“эмэгтэй шидтэн: дунд зэргийн”",
        "Ќе дојде кај мене во куќа",
        "Ќерка му живее во нова куќа до реката",
        "Љубов и живот во една куќа",
        "Џорџ живи у кући поред реке",
        "„Да, дојде“ рече тој",
        "Ґанок стоїть біля нової хати",
        "Қала орталығында жаңа үй бар",
    ],
)
def test_letters_of_one_language_are_none_of_its_kin(text: str) -> None:
    assert together(text) == {}
    assert fix(text) is text


def test_sound_words_beside_them_show_the_alphabet() -> None:
    assert together("¬ласник новог налога") == {"¬ласник": "Власник"}
    assert together("¬ласник налога") == {}


def test_a_text_in_which_something_was_found_is_not_asked() -> None:
    text = "¬ласник новог налога"
    election = elect({run.key for run in scan(text)}, Home(text))
    key = scan(text)[0].key
    candidate = legacy_candidate(*key, Pair("cp1251", "mac-cyrillic"))
    assert candidate
    known: dict[tuple[str, str, str], Verdict | None] = {run.key: None for run in scan(text)}
    assert kindred(known, election, Policy())
    assert not kindred({**known, key: Verdict(candidate, 0.99, ())}, election, Policy())


def test_kin_are_of_one_region_and_not_latin() -> None:
    assert Pair("mac-cyrillic", "cp1251") in kin()
    assert Pair("cp1255", "iso8859-8") in kin()
    assert Pair("cp1250", "iso8859-2") not in kin()
    assert Pair("cp1251", "cp1252") not in kin()


def test_each_letter_is_heard_once() -> None:
    pair = Pair("ptcp154", "cp1251")
    keys = [("\n\n", "куќа", " "), ("а ", "куќата", " ")]
    made = {key: c for key in keys for c in [legacy_candidate(*key, pair)] if c}
    each = [c.evidence for c in made.values()]
    assert letter_by_letter(made) == pytest.approx(sum(each) / 2)
