"""What a line in another script agrees on: it went through one mix-up as a whole, and spares no run of it."""

from __future__ import annotations

import pytest

from mojifix import Policy, charmaps, fix
from mojifix.document import Key
from mojifix.election import elect
from mojifix.home import Home
from mojifix.hypotheses import LEGACY
from mojifix.legacy import Pair
from mojifix.legacy_reading import legacy_candidate
from mojifix.scan import scan
from mojifix.unison import in_lines
from mojifix.verdict import Verdict


def misread(text: str, written: str, read: str) -> str:
    data = text.encode(written)
    return charmaps.decode(data, read) if read in charmaps.CODECS else data.decode(read)


REPAIRED = [
    (
        "a letter that is a word beside ASCII",
        "Поставете диска в CD и пуснете отново",
        "mac-cyrillic",
        "latin-1",
    ),
    ("a conjunction before a Latin name", "يعمل البرنامج مع الملفات edit وcopy وmove في المجلد الجديد", "cp1256", "latin-1"),
    ("a preposition before a quotation", "אפשר לפתוח את הקובץ ב 'config' ולשנות את השורה", "cp862", "cp850"),
    ("a letter in quotation marks", "הקש 'ה' כדי לפתוח את התפריט ולבחור שורה", "cp1255", "latin-1"),
    ("what looks like torn UTF-8", "انتقل إلى المجلد للوصول إلى الملف الجديد", "cp720", "cp850"),
    ("what would be a letter in UTF-8", "Да отворим ли новата врата на къщата", "koi8-r", "cp866"),
    (
        "a capital that its kin has elsewhere",
        "Да напишем писмо на учителката",
        "mac-cyrillic",
        "mac-roman",
    ),
    ("... and that looks like a quotation mark by itself", "С лодка по реката, с куче по гората", "mac-cyrillic", "cp1250"),
    ("capitals within a small word, which are no unit", "Кошка не боится мышей, мыши боятся кошки", "iso8859-5", "koi8-u"),
]


@pytest.mark.parametrize(("text", "written", "read"), [case[1:] for case in REPAIRED], ids=[case[0] for case in REPAIRED])
def test_a_line_that_went_through_one_mixup_comes_back_whole(text: str, written: str, read: str) -> None:
    garbled = misread(text, written, read)
    assert garbled != text
    assert fix(garbled) == text


@pytest.mark.parametrize(
    ("garbled", "beside"),
    [
        ("Мы живём в старом доме у реки", "Le café à côté de l’église est fermé"),
        ("Мы живём в старом доме у реки", "Частота 50 кГц, мощность 20 кВт и уровень 3 дБ"),
        ("Το τρένο φεύγει από τον σταθμό νωρίς", "Žluťoučký kůň úpěl ďábelské ódy"),
    ],
)
def test_sound_lines_beside_it_stay(garbled: str, beside: str) -> None:
    written = "cp1251" if garbled[0] == "М" else "cp1253"
    assert fix(f"{misread(garbled, written, 'latin-1')}\n{beside}") == f"{garbled}\n{beside}"


def test_another_language_within_the_line_stays() -> None:
    """é is no letter of a line in cp1251 that was read as KOI8, and would stand within a Latin word."""
    garbled = misread("Он сказал, что придёт завтра утром", "cp1251", "koi8-r")
    assert fix(f"{garbled} naïve") in (f"{garbled} naïve", "Он сказал, что придёт завтра утром naïve")


def test_a_run_that_shows_nothing_goes_with_its_line() -> None:
    """`褌忙褕忙褕邪` is calm by itself, as rare Chinese is; all other words of its line were Cyrillic in UTF-8."""
    text = "Самхиртæ кæгомхо цæмгухы вер пунныцæн сон тæшæша."
    garbled = text.encode().decode("gbk")
    assert fix(garbled) == text
    assert fix(garbled, Policy(confidence=0.99)) != text, "it is as sure as 95 in 100, and no surer"


@pytest.mark.parametrize(
    ("text", "repaired"),
    [("Мы виким щызэтебдзэ", 0), ("къегъэгъэзэжъ", 1)],
    ids=["two sound words of three", "none"],
)
def test_words_made_of_another_script_stay_beside_sound_ones(text: str, repaired: int) -> None:
    """A model without Adyghe makes Arabic of its words with ъ and э; a line that was Arabic has hardly a sound word."""
    pair = Pair("cp720", "cp866")
    known: dict[Key, Verdict | None] = {}
    for run in scan(text):
        candidate = legacy_candidate(*run.key, pair) if {"э", "щ"} & set(run.text) else None
        known[run.key] = candidate and Verdict(candidate, 0.99, (((LEGACY + pair.written, pair.read),),))
    judged = in_lines(scan(text), known, elect(known, Home(text)), Policy())
    assert sum([verdict.winner is not None for _, verdict in judged]) == repaired


def test_one_word_that_stays_keeps_none_of_the_others() -> None:
    """Of `כ־'` in KOI8 a Cyrillic word is left, which that would have changed as well."""
    text = "אם כתוב כ־'בית', הילדים ילכו לשם אחרי הצהריים עם כל החברים שלהם."
    assert "הצהריים עם כל החברים" in fix(misread(text, "cp1255", "koi8-r"))
