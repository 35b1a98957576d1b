"""Text in languages that mojifix knows little of: its letters are strange to the languages that it takes it for."""

from __future__ import annotations

import pytest

import mojifix
from mojifix.language import Language


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Mo ho te sεn? Me ho yε", "Twi, whose writers take the Greek ε for ɛ"),
        ("M yɛ bεogo, tɩ daaʋŋ pʋ bεε", "... in a line with ʋ and ŋ, which no DOS encoding has"),
        ("ýyldyz we Aý, gün çykýar", "Turkmen has Turkish words, and an ý of its own"),
        ("La razόn del ladron es de la konsolasiόn", "a Greek ό is a slip for ó; no Latin text was Greek quotation marks"),
        ("К1", "a label is no number of a heading behind a no-break space"),
        ("К2.1 Valve", "... nor where a word follows"),
        ("كجزءٍ من المشروع", "what is pointed is no stranger than the same without its points"),
    ],
)
def test_right_text_of_a_language_that_is_little_known_stays(text: str, why: str) -> None:
    assert mojifix.fix(text) == text, why


def test_a_language_without_a_region_of_its_own_is_none_with_letters_of_its_own() -> None:
    text = "Ngā kāinga katoa o te rohe, me ngā whare hou ki te taone"
    assert not Language(text).is_known
    assert Language(text).shares["rest"] > 0.5


def test_letters_say_for_a_reading_what_the_languages_that_are_written_in_its_encoding_have() -> None:
    polish = Language("Nie znaleziono pliku na dysku, sprawdź ustawienia programu")
    assert polish.has_written("cp1250") > 0.9
    assert polish.has_written("cp1252") < 0.1
