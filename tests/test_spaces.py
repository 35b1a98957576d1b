"""Spaces that were the last byte of a letter, and spaces between words that swallowed one."""

from __future__ import annotations

import re

import pytest

import mojifix
from mojifix import charmaps, lost
from mojifix.language import Language
from mojifix.windows import PADDING


def as_a_page_shows(text: str, codec: str = "cp1252") -> str:
    """`text` as UTF-8 that was read as `codec`, with one space wherever there were several or no-break ones."""
    return re.sub("[ \xa0]+", " ", charmaps.decode(text.encode(), codec))


def stripped(text: str) -> str:
    """`text` as UTF-8 that was read as cp1252, and lost what is white at the ends of its lines."""
    return "\n".join(map(str.strip, charmaps.decode(text.encode(), "cp1252").split("\n")))


PAGES = [
    ("French à, always a word or the end of one", "Elle a dit à la voisine que la clé était restée là-bas, à côté du café."),
    ("Portuguese às and àquele, where à is a word, too", "A avó levou o cão às montanhas e deu pão àquele menino à janela."),
    ("an Italian ending before an accented word", "La città è lontana, perché la metà della strada è già chiusa."),
    (
        "Catalan, within words and at their ends",
        "Avui la màquina de cafè és a la mà dreta del taulell, més enllà de la finestra.",
    ),
    ("Vietnamese, within words and at their ends", "Buổi sáng bà ngoại ngồi cài lại then cửa và đợi hàng xóm."),
    ("Gaelic, at the beginnings of words", "Bha an cù aig a’ bhàta an-dè, agus dh’fhàg e an taigh còmhla ri a mhàthair."),
    ("a Czech capital", "Škola stojí za řekou a paní učitelka Šárka už čeká na děti."),
    ("a Lithuanian capital at the beginning", "Šis puslapis rodo, kiek sąnaudų dar liko šį mėnesį."),
    ("a Russian capital", "Рыжая кошка спала, а Рома читал книгу у окна."),
    ("a Greek capital", "Πριν από το Πάσχα η γιαγιά έβαφε αυγά και ο παππούς έκοβε ξύλα."),
    ("a letter of three bytes", "उस पृष्ठ पर बच्चे की चिट्ठी थी, और वहाँ बैठकर वह पाठ पढ़ रहा था।"),
]


@pytest.mark.parametrize("text", [text for _, text in PAGES], ids=[why for why, _ in PAGES])
def test_the_language_tells_whether_a_space_was_a_byte(text: str) -> None:
    garbled = as_a_page_shows(text)
    assert " " in garbled
    assert mojifix.fix(garbled) == text


def test_a_text_that_keeps_two_spaces_has_made_one_of_a_byte() -> None:
    text = "Demà dematí serà l’àvia qui farà la paella, i demà passat anirà a la platja."
    garbled = charmaps.decode(text.encode(), "cp1252").replace("\xa0", " ")
    assert "  " in garbled
    assert mojifix.fix(garbled) == text


STRIPPED = [
    ("French", "Le chat dort déjà\nsur la chaise bleutée, voilà\ntout ce que l’été a laissé là"),
    ("a heading", "Bab 7. Boot ke sistem yang baru\xa0"),
    ("Italian", "Nella città\nnon c’è più la libertà\ndi una volta, ma la bontà"),
]


@pytest.mark.parametrize("text", [text for _, text in STRIPPED], ids=[why for why, _ in STRIPPED])
def test_a_no_break_space_that_was_stripped_off_a_line_was_a_byte(text: str) -> None:
    assert mojifix.fix(stripped(text)) == text


RIGHT = [
    ("a word in capitals before a small one", "A MANHÃ de ontem"),
    ("words in capitals at the ends of lines", "IRMÃ\nMANHÃ\n"),
    ("a word by itself", "Vitamina Ã é rara"),
    ("a name of one letter", "die Å im Norden"),
    ("letters that are named", "La lettre À et la lettre É sont des voyelles"),
    ("a word of which all is a capital", "LÃ e algodão"),
    (
        "letters that English text talks about",
        "The key (a) generates ⓐ.\nAllow Romanian Ă and ă to be composed, too.\nComment on Ć and ć (with an accent).\n",
    ),
]


@pytest.mark.parametrize("text", [text for _, text in RIGHT], ids=[why for why, _ in RIGHT])
def test_capitals_before_a_space_stay_where_they_are_right(text: str) -> None:
    assert mojifix.fix(text) == text


@pytest.mark.parametrize(
    ("language", "before", "letter", "after", "joined"),
    [
        ("portuguese", "especial ", "à", "s crianças", True),
        ("portuguese", "as contas ", "à", "ordem do", False),
        ("french", "voil", "à", "tout ce", False),
        ("vietnamese", "khi c", "à", "i đặt", True),
        ("korean", "사용할", "할", "수 있다", False),
    ],
)
def test_decisions_of_a_language_know_which_words_go_on(
    language: str, before: str, letter: str, after: str, joined: bool
) -> None:
    shown = PADDING + lost.shown(before)
    known = lost.language(language)
    assert known
    likely = known.joined(shown + lost.spaced_lead(letter) + lost.shown(after) + PADDING, len(shown))
    assert likely is not None
    assert (likely > 0.5) == joined


def test_no_language_tells_of_a_lead_that_it_has_not() -> None:
    known = lost.language("french")
    assert known
    assert known.joined(PADDING + lost.spaced_lead("ठ") + PADDING, len(PADDING)) is None


def test_letters_of_ascii_in_what_was_repaired_say_nothing_of_the_language() -> None:
    """They said that no language which has a list of letters was meant: Vietnamese was as likely as Czech."""
    heard = Language("Truoc khi cai", ["ước k", "ở đ", "ương t"]).shares
    assert heard["vietnamese"] > 0.9
