"""The letters that are at home in a text: what its language says of a reading."""

from __future__ import annotations

import math

import pytest

import mojifix
from mojifix.candidate import Candidate, Scored
from mojifix.home import Home
from mojifix.hypotheses import Layer
from mojifix.lattice import Span
from mojifix.legacy import Pair
from mojifix.sequences import CODEC_BIT


@pytest.mark.parametrize(
    ("garbled", "right", "why"),
    [
        ("vÑljer en fil som ska anvÑndas i kväll", "väljer en fil som ska användas i kväll", "Swedish has ä, not á"),
        ("Los mÄdicos llegaron tarde al pueblo", "Los médicos llegaron tarde al pueblo", "no capital stands within a word"),
        ("La direcci¾ del mercat antic", "La direcció del mercat antic", "no fraction behind one"),
        (
            "Hvis filen ikke findes, s† bliver den oprettet igen",
            "Hvis filen ikke findes, så bliver den oprettet igen",
            "Danish has å",
        ),
        ("Ê3.4. Fragen und Antworten", "\xa03.4. Fragen und Antworten", "no letter before the number of a heading"),
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
        ("Las ventas† de este año‡ y las del otro", "daggers of footnotes"),
        ("¿qué hora es? ²siehe oben, 2½ Stunden", "signs where they belong"),
        ("§5. Fragen und Antworten, Ø5 mm", "a section sign, a diameter"),
        ("Er singt áéíóú|áéíóú, die Vokale mit Akzent.", "a list of letters"),
    ],
)
def test_what_is_strange_in_a_text_and_right_stays(text: str, why: str) -> None:
    assert mojifix.fix(text) == text, why


SWEDISH = "Han gick till affären och handlade mjölk medan barnen stannade hemma med sin mormor.\n"
ENGLISH = "This is the page that you were looking for, and it was not there.\n"


def reading(after: str, kind: str = "legacy cp1252", evidence: float = 1.0) -> Candidate:
    return Candidate(after, (Span(0, 1, after, (Layer(kind, CODEC_BIT["cp437"]),), False),), evidence)


def test_letters_of_the_language_are_likelier_than_others_by_as_much_in_every_question() -> None:
    home = Home(SWEDISH)
    own, foreign = (home.candidate("Ñ", reading(letter)) for letter in "äá")
    assert own is not None and foreign is not None
    gain = own.evidence - foreign.evidence
    assert gain > 1
    told = home.told(("sp", "Ñ", "te"), Scored((reading("á"), reading("ä")), 9.0, 2.0))
    assert [c.text for c in told.candidates] == ["ä", "á"]  # the likelier one comes first
    assert told.candidates[0].evidence == pytest.approx(own.evidence)
    assert told.candidates[0].evidence - told.candidates[1].evidence == pytest.approx(gain)
    assert home.candidate("Ñ", None) is None
    assert home.at_most("Ñ") >= own.evidence - 1.0


def test_a_letter_by_itself_is_a_word_of_which_the_language_says_nothing() -> None:
    home = Home(SWEDISH)
    one = Scored((reading("á"), reading("à")), 9.0, 2.0)
    assert {c.evidence for c in home.told(("l ", "Ñ", " t"), one).candidates} == {1.0}
    for key in (("al", "Ñ", " t"), ("l ", "Ñ", "t ")):
        assert 1.0 not in {c.evidence for c in home.told(key, one).candidates}
    other = home.told(("l ", "Ñ", " t"), Scored((reading("ш"),), 9.0, 2.0))  # that it is Cyrillic it does
    assert other.candidates[0].evidence < 1.0
    empty = Scored((), 9.0, 2.0)
    assert home.told(("l ", "Ñ", " t"), empty) is empty


def test_letters_are_strange_where_the_language_lacks_them() -> None:
    home = Home(SWEDISH)
    assert home.strangeness("ä") == 0.0
    assert 0.0 < home.strangeness("ł") < 2.5
    assert 2.0 < home.strangeness("ш") <= -math.log(0.1) + 2.01  # nearly all of its letters are ASCII's
    english = Home(ENGLISH)
    assert english.strangeness("ш") > english.strangeness("á") + 0.5  # another script is strange in English, too
    heard = home.hearing(["ł", "ę", "ź"])
    assert heard.strangeness("ł") < home.strangeness("ł")


@pytest.mark.parametrize(
    ("key", "candidate", "backed", "why"),
    [
        (("sp", "„", "te"), reading("ä"), True, "for a quotation mark between letters"),
        (("  ", "„", "te"), reading("ä"), False, "not for one before a word"),
        (("sp", "Ñ", "te"), reading("ä"), True, "for a letter"),
        (("kn", "Ñ", " o"), reading("ä"), True, "at the end of a word, too"),
        (("sj", "÷", " o"), reading("ö"), True, "for a sign there that no word has"),
        (("sp", "²", "  "), reading("ö"), False, "not for one that stands behind words"),
        ((", ", "÷", " t"), reading("å"), True, "for one that stands where a word does"),
        (("  ", "–", "  "), reading("ö"), False, "not for a dash"),
        (("sp", "÷", "te"), reading("ä"), True, "for a sign within a word"),
        (("sp", "Ñ", "te"), reading("÷"), False, "not as a sign"),
        (("sp", "Ñ", "te"), reading("ш", "legacy cp1251"), False, "not as Russian"),
        (("sp", "Ñ", "te"), reading("ä", "utf-8"), False, "nor as UTF-8"),
        (("sp", "о", "te"), reading("ä"), False, "a letter that looks like a Latin one is a slip"),
        (("sp", "’", "te"), reading("ä"), False, "a mark of any text may be one"),
    ],
)
def test_a_language_that_is_known_backs_readings_as_its_words(
    key: tuple[str, str, str], candidate: Candidate, backed: bool, why: str
) -> None:
    candidate = candidate._replace(text=candidate.text + key[2])
    anywhere = Home(ENGLISH).backing(key, candidate)  # in English and code all letters are foreign
    assert (Home(SWEDISH).backing(key, candidate) > anywhere) is backed, why
    assert Home(SWEDISH).backing(key, candidate, whole=False) == anywhere


@pytest.mark.parametrize(
    ("key", "candidate", "more", "why"),
    [
        (("sp", "ñ", "te"), reading("á"), 0.0, "a Latin letter may be right"),
        (("sp", "Ñ", "te"), reading("á"), 10.0, "no capital within a word"),
        ((" d", "Ñ", " o"), reading("á"), 10.0, "nor at its end"),
        (("SP", "Ñ", "TE"), reading("á"), 0.0, "but among capitals"),
        (("\nJ", "„", "te"), reading("á"), 10.0, "a quotation mark stands between no letters"),
        (("ci", "¾", " o"), reading("á"), 10.0, "a fraction behind no word"),
        ((" 2", "¾", " o"), reading("á"), 0.0, "but behind a number"),
        (("d ", "£", "lo"), reading("á"), 10.0, "a pound before no word"),
        (("sp", "ш", "te"), reading("á"), 13.0, "among Latin ones no other letter is"),
        (("sp", "ш", "  "), reading("á"), 10.0, "nor behind them"),
        (("sp", "╩", "te"), reading("á"), 8.0, "nor a part of a box"),
        (("sp", "™", "  "), reading("á"), 0.0, "a trade mark is"),
        (("sp", "Ñ", "te"), reading("á", "legacy cp720"), -10.0, "an Arabic encoding has French letters, too"),
        (("sp", "Ñ", "te"), reading("ب", "legacy cp720"), -10.0, "Arabic ones don't stand within a Latin word"),
        (("sp", "Ñ", "te"), reading("’", "legacy cp869"), -10.0, "nor do Greek DOS's quotation marks"),
        (("  ", "Ñ", "  "), reading("ب", "legacy cp720"), 0.0, "by themselves they may"),
    ],
)
def test_what_is_shown_says_whether_it_can_be_right(
    key: tuple[str, str, str], candidate: Candidate, more: float, why: str
) -> None:
    assert Home(ENGLISH).backing(key, candidate) == more, why


def test_a_strange_letter_is_backed_for_more_than_one_that_the_language_has_too() -> None:
    home = Home("Kuningas kutsus kokku kõik oma nõunikud ja palus neil tulla hommikul kohale.")
    strange, known = (home.backing(("sp", letter, "te"), reading("ä")) for letter in ("û", "õ"))
    assert 0 < known < strange


def test_letters_that_the_language_lacks_are_misfits() -> None:
    assert not Home(SWEDISH).is_misfit(reading("ä"))
    assert Home(SWEDISH).is_misfit(reading("ų"))
    assert not Home(ENGLISH).is_misfit(reading("ų"))


def test_few_words_make_a_language_less_known() -> None:
    key = ("sp", "ñ", "te")
    two, many = (Home(text).backing(key, reading("ä")) for text in ("affisch mormor", SWEDISH))
    assert 0 < two < many
    assert Home(SWEDISH * 3).backing(key, reading("ä")) <= 24.0


@pytest.mark.parametrize(
    ("key", "made", "more", "why"),
    [
        (("5.", "Ê", "Ho"), "\xa0", 12.0, "behind the number of a heading"),
        ((" 7", "Ê", "Ho"), "\xa0", 12.0, "behind a number"),
        (("5.", "Ê", "ho"), "\xa0", 0.0, "a capital may begin a word"),
        (("5.", "Ê", "HO"), "\xa0", 0.0, "of capitals, too"),
        ((". ", "Ê", "Ho"), "\xa0", 0.0, "where there is a space"),
        (("an", "Ê", "Ho"), "\xa0", 0.0, "within a word"),
        (("5.", "Ê", "Ho"), "á", 0.0, "another letter is no space"),
        (("\n\n", "Ê", "5."), "\xa0", 12.0, "before the number at the beginning of a line"),
        (("\n\n", "Ê", "pl"), "\xa0", 0.0, "which a word has not"),
        (("\n\n", "§", "5."), "\xa0", 0.0, "where a section sign is right"),
        (("er", "я", "7,"), "\xa0", 22.0, "a Cyrillic letter between a word and its number"),
    ],
)
def test_what_stands_between_a_number_and_a_capital_word_was_a_space(
    key: tuple[str, str, str], made: str, more: float, why: str
) -> None:
    spans = (Span(0, 1, made, (Layer("legacy mac-roman", CODEC_BIT["cp1252"]),), False),)
    assert Home(ENGLISH).backing(key, reading(made + key[2])._replace(spans=spans)) == more, why


@pytest.mark.parametrize(
    ("garbled", "right", "why"),
    [
        ("Huset er gammelt og har en l¿s trappe", "Huset er gammelt og har en løs trappe", "Danes wrote no cp1257"),
        ("Maria abita in questa cittŕ", "Maria abita in questa città", "the end of a text is as good a place as any"),
        ("A nosa canci—n favorita", "A nosa canción favorita", "Galician or Portuguese, which both have ó"),
        ("R£stico banco de madera junto al camino", "Rústico banco de madera junto al camino", "£ is in no word"),
        ("Lampa w kuchni jest wy³±czona", "Lampa w kuchni jest wyłączona", "nor are two signs"),
        ("Imprimir Habitaciùn", "Imprimir Habitación", "what is left of a word tells of the language, too"),
        ("Next11.2.†Kitchen Garden (Tools)", "Next11.2.\xa0Kitchen Garden (Tools)", "a run may go on over ASCII"),
    ],
)
def test_words_of_a_sentence_say_what_its_one_odd_letter_was(garbled: str, right: str, why: str) -> None:
    assert mojifix.fix(garbled) == right, why


def test_what_text_was_written_in_follows_from_its_language() -> None:
    polish = Home("Dziewczynka poszła do lasu i zgubiła tam swoje buty, a potem wracała boso przez cały dzień")
    assert polish.written(Pair("cp1250", "cp437")) > polish.written(Pair("cp1257", "cp437")) + 3
    assert polish.written(Pair("cp1251", "cp437")) == 0  # which Latin text isn't asked about


def test_a_letter_of_another_script_says_more_within_a_word_unless_it_looks_latin() -> None:
    within, behind, alike = ((" k", "л", "re"), (" k", "л", " x"), (" k", "о", "re"))
    said = [Home("kopiëren").backing(key, reading("ë"), whole=False) for key in (within, behind, alike)]
    assert said[0] > said[1] == said[2] > 0
