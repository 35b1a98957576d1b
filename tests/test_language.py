"""The language of a text, by its ASCII, and what is strange in it."""

from __future__ import annotations

import pytest

import mojifix
from mojifix import regions
from mojifix.language import Language, has_foreign_letters, has_strangers, strangers

ITALIAN = "Ogni architettura si differenzia principalmente in base al processore"


@pytest.mark.parametrize(
    ("text", "place", "why"),
    [
        ("Toplam varlýklarý gösteren bir satýr", 11, "Turkish has ı, not ý, as Icelandic has"),
        ("Ogni architettura si differenzia piť in base al processore", 35, "Italian has ù, not ť"),
        ("Nella maggior parte dei casi il file system predefinito Φ ext4", 56, "a letter of another script"),
        ("La traducci—n de esta página no está disponible todavía", 11, "a dash between letters is no Spanish"),
    ],
)
def test_a_letter_that_the_language_lacks_is_strange(text: str, place: int, why: str) -> None:
    assert has_strangers(text), why
    assert place in {*strangers(text)}, why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Toplam varlıkları gösteren bir satır", "its own letters"),
        ("Ogni architettura si differenzia di più in base al processore", "its own letter"),
        ("Le café de la gare est fermé, mais celui du marché reste ouvert.", "French"),
        ("The café—it was open—had no naïve guests that we could have asked.", "English sets dashes between letters"),
        ("Le café de la gare était fermé et le marché à côté désert. " * 5 + "Dvořák", "a name in much text"),
        ("Cette boîte est déjà là où nous voulons chercher une autre ligne", "à and ù, which few words of French have"),
        ("Hãy gõ mã duy nhất dùng để nhận diện hàng hoá", "vowels that few words of Vietnamese have by themselves"),
        ("Cuối của năm nay", "Vietnamese without one word of ASCII that tells it"),
        ("ů", "no language, no strangers"),
        ("plain", "no letters outside ASCII"),
        ("", "nothing"),
    ],
)
def test_what_is_at_home_is_not(text: str, why: str) -> None:
    assert not has_strangers(text), why


GREEK = "Το σύστημα θα πρέπει να είναι έτοιμο για την εγκατάσταση: Ogni architettura si differenzia"


def test_letters_of_text_that_is_not_latin_are_no_strangers_of_the_latin_words_in_it() -> None:
    assert has_strangers(GREEK)
    assert not has_strangers(GREEK, latin_only=True)
    assert has_strangers("Ogni architettura Φ ext4 si differenzia principalmente", latin_only=True)


def test_where_no_language_is_likely_no_letter_is_of_one() -> None:
    found = Language("formaĵojn")
    assert not found.likely and not found.in_few_words and not found.letters
    assert not has_strangers("formaĵojn")


def test_letters_of_vietnamese_that_no_encoding_shows_tell_it_and_a_name_does_not() -> None:
    assert Language("Cuối của năm nay").region == "vietnamese"
    assert Language("Toplantı için Nguyễn Văn An gelecek hafta burada olacak").region == "turkish"


def test_a_language_is_known_by_a_few_words_and_english_is_none() -> None:
    assert Language(ITALIAN).is_known
    assert not Language("base").is_known
    english = Language("This is the page that you were looking for, and it was not there.")
    assert english.is_plain and english.certainty == 0.0


def test_words_that_english_shares_with_others_make_no_text_english() -> None:
    german = Language("Er will an einem anderen Tag wieder kommen, weil das Wetter heute schlecht war")
    assert not german.is_plain and german.is_known


def test_letters_of_other_scripts_are_no_witnesses_in_a_text_in_latin_letters() -> None:
    """`К` for `è` in Italian, read as cp866, doesn't make Italian less likely; in a Russian text it is at home."""
    assert Language(ITALIAN, ["К", "Е", "Ч", "Н"]).is_known
    assert not Language("Завтра утром поедем на рынок: " + ITALIAN[:20], ["Завтра", "утром", "поедем"]).is_known


def test_letters_fit_as_they_are_common_in_the_language() -> None:
    home = Language(ITALIAN)
    assert home.fit("ù") > 0 > home.fit("ů")
    assert home.fit("plain") == pytest.approx(0.0, abs=0.01)


def test_letters_that_were_garbled_leave_a_language_that_its_words_make_clear() -> None:
    text = "A vad" + "˚z este a tanya mellett alszik, de a gyerekek nem tudnak semmit errol a dologrol. "
    runs = ["˚", "È", "·", "Û", "Ì", "ˆ", "¸", "Ú", "Î", "Ï", "Ò", "Ù"]
    found = Language(text * 3, runs)
    assert max(found.shares, key=lambda region: found.shares[region]) == "hungarian"


def test_a_text_in_capitals_is_asked_for_its_small_letters() -> None:
    """Capitals that hardly begin a word are in no table: Ę is as much at home as ę is."""
    text = "SZUKAM RĘKAWICZEK, A NIE MAM PIENIĘDZY. NIECH MNIE KTOŚ ZAPROSI"
    assert Language(text).fit("Ę") == Language(text).fit("ę") > 0
    assert Language(text.lower()).fit("Ę") < 0
    assert mojifix.fix(text) == text


def test_dutch_stress_makes_no_dutch_of_hungarian() -> None:
    """Dutch stresses any vowel: with `ï` for ő a Hungarian text had no letter that Dutch hasn't, and stayed."""
    text = "A célszámla belsï ellenïrzése a megadott számmal sikertelen, és a felhasználó üzenetet küldött errïl. " * 15
    assert has_foreign_letters(text)


def test_a_word_of_code_that_others_have_makes_no_code_of_a_text() -> None:
    swedish = "Han frågade var de var, och var och en svarade att det inte var hans sak var boken var. " * 4
    assert not Language(swedish).is_plain


def test_one_endless_word_is_heard_as_far_as_there_is_room_to_count() -> None:
    """Each trigram adds up to eight to lanes of sixteen bits, which 20,000 would run over into the next region."""
    found = regions.shares(b"szczebrzeszyn" * 5_000)
    assert max(found, key=lambda region: found[region]) == "polish"
    assert abs(sum(found.values()) - 1) < 1e-9
