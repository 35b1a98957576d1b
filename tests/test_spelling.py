"""Letters in the places outside ASCII, by the language and the letters around them."""

from __future__ import annotations

import hashlib
import zlib
from pathlib import Path

import pytest

import mojifix
from mojifix import charmaps, sieve, spelling
from mojifix.home import Home
from mojifix.scan import scan
from mojifix.windows import unpacked

DATA = (Path(mojifix.__file__).parent / "data" / spelling.NAME).read_bytes()


def test_the_table_is_what_its_header_says() -> None:
    head, _, raw = zlib.decompress(DATA).partition(b"\n")
    name, number, digest = head.decode().split()
    assert (name, int(number)) == ("mojifix-spelling", spelling.FORMAT)
    assert hashlib.sha256(raw).hexdigest() == digest


def test_windows_are_read_as_they_were_written() -> None:
    told = spelling.of_language("swedish")
    assert told
    written = spelling.packed({"swedish": told}).decode().split("\n")[1:]
    shipped = zlib.decompress(DATA).decode().split("\n")
    start = shipped.index("swedish")
    base = 4  # lines before the windows: of shares, of which the rare ones are left out
    assert written[base:] == shipped[start + base : start + len(written)]


def test_what_is_rarer_than_letters_of_names_is_left_out() -> None:
    told = spelling.of_language("czech")
    assert told
    left = unpacked(spelling._lists()["czech"]).base[spelling.PLACE].keys() - told.base[spelling.PLACE].keys()
    assert left and {"ě", "š", "č"}.isdisjoint(left)


def test_languages_without_a_list_are_none() -> None:
    assert spelling.of_language("rest") is None
    assert spelling.of_language("none") is None


def said(text: str, letter: str, other: str) -> float:
    """By how many nats the letter of `text` is spelled better as `other`."""
    run = next(run for run in scan(text) if letter in run.text)
    return Home(text).spelling.said({run.key: run.text.replace(letter, other)})


@pytest.mark.parametrize(
    ("text", "letter", "right", "wrong"),
    [
        ("Die Menschen standen lange drau‡en vor der Kirche.", "‡", "ß", "ü"),
        ("El martes pasado llovió toda la ma±ana en el pueblo.", "±", "ñ", "é"),
        ("Huomenna menemme j÷rvelle uimaan ja kalastamaan.", "÷", "ä", "ö"),
    ],
)
def test_of_two_letters_the_language_has_one_there(text: str, letter: str, right: str, wrong: str) -> None:
    assert said(text, letter, right) > 2 + max(0.0, said(text, letter, wrong))


def test_in_a_language_that_is_not_known_no_letter_is_any_better() -> None:
    assert abs(said("Ka kite an÷ i a koe apopo", "÷", "ö")) < 2


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Laita pyšrŠ talliin ja jŠtŠ avain pšydŠlle.", 8),
        ("Los gatos duermen mejor por la maÒana que por la noche", 33),
    ],
)
def test_letters_that_others_belong_in_place_of_are_misspelled(text: str, place: int) -> None:
    assert place in spelling.misspelled(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Jätä ovi auki ja tule sisään", "all is right"),
        ("Dvořák komponoval v New Yorku a v Čechách", "a name of its own"),
        ("Der Maler Dalí wohnte in einer Straße gegenüber", "a foreign name beside letters of its own"),
        ("", "nothing"),
    ],
)
def test_letters_that_are_not_misspelled(text: str, why: str) -> None:
    assert not spelling.misspelled(text), why


REPAIRED = [
    ("German, with an Å within a word", "Die Vögel singen früh am Morgen.", "cp850", "mac-roman"),
    ("Czech ž at the end of a word", "Vlak jede až zítra ráno.", "mac-latin2", "mac-roman"),
    ("Hungarian, by a dot for á", "Az asztalon három alma van.", "cp1252", "mac-roman"),
    ("Catalan ú, which may be á", "La biblioteca pública tanca els dilluns.", "cp1252", "cp850"),
    ("French à by itself", "Le boulanger ferme à midi.", "cp1252", "cp437"),
    ("Italian, by an accent at the end of a word", "La città dorme ancora.", "mac-roman", "cp1252"),
]


@pytest.mark.parametrize(("text", "written", "read"), [case[1:] for case in REPAIRED], ids=[case[0] for case in REPAIRED])
def test_a_sentence_comes_right_by_its_spelling(text: str, written: str, read: str) -> None:
    garbled = charmaps.decode(charmaps.encode(text, written), read)
    assert sieve.garbled(garbled)
    assert mojifix.fix(garbled) == text


def test_in_a_language_without_a_list_no_letter_is_misspelled(monkeypatch: pytest.MonkeyPatch) -> None:
    """To ask the lists of all others about each letter of Vietnamese took ten times as long."""
    asked: list[str] = []
    held = spelling._held
    monkeypatch.setattr(spelling, "_held", lambda name, view, at: asked.append(name) or held(name, view, at))  # type: ignore[func-returns-value]
    assert spelling.misspelled("Nếu bạn chọn tiếp tục cài đặt cục bộ, bạn có thể") == [] == asked
    assert spelling.misspelled("Das ist eine schãne Straße in einer Stadt") and asked
