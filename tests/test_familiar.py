"""Text in languages that nobody has trained stays: what a mix-up is undone in reads like a language."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

import mojifix
from mojifix import charmaps
from mojifix.familiar import familiar
from mojifix.home import Home
from mojifix.hypotheses import LEGACY
from mojifix.priors import prior
from mojifix.sieve import LARGE

ROOT = Path(__file__).resolve().parent.parent


def misread(text: str, written: str, read: str) -> str:
    return charmaps.decode(charmaps.encode(text, written), read)


@pytest.mark.skipif(not (ROOT / "benchmarks" / "unknown.py").is_file(), reason="an installed copy is being tested")
def test_texts_in_made_up_languages_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """One in four of such documents was changed before the readings of a text were asked for their language."""
    monkeypatch.setattr(sys, "path", [str(ROOT), *sys.path])
    from benchmarks.unknown import made_up

    changed = [text for text, _ in zip(made_up(17), range(150), strict=False) if mojifix.is_garbled(text)]
    assert len(changed) <= 6, changed


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Fu çetukyuk nýnyayektý yafa tutndatjýkjýt yýnyasfýta mbonndun.", "ý is no ı, though it is in Turkish"),
        ("Binlůkwůslůk bůs gumgi mik.", "ů is no ó of the Mac"),
        ("Gehűtndir tlutsucűrcuk mű gűm se bemtlonndűk gis.", "ű is no û"),
        ("Kunjakher mimor vikmbąk kehorcuk jonvin luhanmbąrjot hamąt som kuhą.", "ą is no ó of cp852"),
        ("Voruk ƒoƒome gaƒe toƒi ƒulu.", "ƒ between letters may be a letter"),
        ("Zetnikchetþik serþen shi zekwik zu kwut.", "þ is no ç"),
    ],
)
def test_a_text_in_an_unknown_language_stays(text: str, why: str) -> None:
    assert mojifix.fix(text) == text, why


COUNTRIES = "Albanië Armenië België Kroasië Tunisië Italië Brasilië Georgië Indonesië Libië Serwië Curaçao Réunion Åland"


@pytest.mark.parametrize(
    ("text", "written", "read", "why"),
    [
        ("\n".join([*COUNTRIES.split(), "Côte d’Ivoire"]), "cp1252", "cp437", "six letters of many runs are no chance"),
        ("Väärä tieto, näytä päivät", "cp437", "cp1252", "no language writes „ between letters, whichever it is"),
        ("Arată această fereastră", "iso8859-16", "cp437", "nor π in a Latin word"),
        ("Új kiegyenlítő bejegyzés felvétele a folyószámlára", "cp1250", "cp1252", "the other letters are Hungarian ones"),
        ("Benvinguts a la instal·lació nova", "mac-roman", "latin-1", "a control shows that it was the Mac"),
        ("Luettelo lisätty oikein", "mac-roman", "cp1250", "a text of one line is in no other language than its line"),
        ("1.2. Wat is een boek?\xa0", "cp437", "mac-roman", "a no-break space ends a heading"),
    ],
)
def test_a_text_that_shows_a_mixup_comes_back_though_its_language_is_unknown(
    text: str, written: str, read: str, why: str
) -> None:
    assert mojifix.fix(misread(text, written, read)) == text, why


@pytest.mark.parametrize(
    ("text", "written", "read"),
    [
        ("Название каждой главы (PDF— книга) и номер страницы, где она начинается", "cp1251", "cp437"),
        ("הערכים שאפשר לבחור בהם: high,\u200f mid,\u200f off (ברירת המחדל: off).", "cp1255", "cp862"),
    ],
)
def test_signs_of_a_text_in_another_alphabet_are_no_western_text(text: str, written: str, read: str) -> None:
    """A dash by itself reads like no language, and stayed `ù` in lines that came back."""
    assert mojifix.fix(misread(text, written, read)) == text


def test_a_large_text_in_an_unknown_language_stays() -> None:
    """A sample took all of such a text for one legacy mix-up, and was not asked whether that reads like anything."""
    words = (
        "taraszę kwukwayęm pęmkwęrsu fęfęm yęryu raręr sanngęm zę jękzak ngękpir tęręs samję fukyi ya pirzuk tunyuyun jimpa"
    )
    rnd = random.Random(1)
    text = "\n".join([" ".join(rnd.choices(words.split(), k=8)).capitalize() + "." for _ in range(600)])
    assert len(text) > LARGE
    assert mojifix.fix(text) is text


def test_hardly_any_text_is_shown_as_ptcp154() -> None:
    """Languages that nobody has trained have letters which only that has: `Камбоҹа` was `Камбоџа`."""
    rare, usual = (prior(((LEGACY + "cp1251", read),)) for read in ("ptcp154", "koi8-u"))
    assert rare == usual - 5


SCRIPTS = [
    ("Sundanese", "ᮃᮊ᮪ᮞᮛ ᮞᮥᮔ᮪ᮓ", "cp1251"),
    ("Lepcha", "ᰛᰩᰴᰦᰲ ᰕᰩᰶ", "mac-roman"),
]


@pytest.mark.parametrize(("text", "read"), [case[1:] for case in SCRIPTS], ids=[case[0] for case in SCRIPTS])
def test_text_in_a_script_that_nobody_has_trained_comes_back(text: str, read: str) -> None:
    """Its letters cost as much as what they became, but for standing together."""
    assert mojifix.fix(charmaps.decode(text.encode(), read)) == text


def test_where_nothing_is_repaired_nothing_is_dropped() -> None:
    assert familiar([], [], Home(""), "") == []
