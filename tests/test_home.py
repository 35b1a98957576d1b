"""The letters that are at home in a text: what its language says of a reading."""

from __future__ import annotations

import pytest

import mojifix


@pytest.mark.parametrize(
    ("garbled", "right", "why"),
    [
        ("vÑljer en fil som ska anvÑndas i kväll", "väljer en fil som ska användas i kväll", "Swedish has ä, not á"),
        ("Passer des paramшtres aux modules du noyau", "Passer des paramètres aux modules du noyau", "French has no ш"),
    ],
)
def test_a_letter_that_the_language_lacks_was_one_that_it_has(garbled: str, right: str, why: str) -> None:
    assert mojifix.fix(garbled) == right, why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("# log.debug('Dεbug')\nself.assertEqual(return_value, None)\nimport logging\n", "code is in no language"),
        ("The W3C® Software Notice and this License are not to be changed. W3C®Trademarks and W3C®, too.", "® is a sign"),
        ("NICIODATĂ\xa0", "Romanian in capitals, with a no-break space"),
        ("Er singt áéíóú|áéíóú, die Vokale mit Akzent.", "a list of letters"),
    ],
)
def test_what_is_strange_in_a_text_and_right_stays(text: str, why: str) -> None:
    assert mojifix.fix(text) == text, why
