"""A short text as a whole: what one legacy mix-up makes of all of its runs."""

from __future__ import annotations

import pytest

from mojifix import fix
from mojifix.charmaps import decode, encode
from mojifix.election import elect
from mojifix.home import Home
from mojifix.jointly import jointly
from mojifix.scan import scan
from mojifix.verdict import Policy, Verdict, verdicts


def together(text: str) -> dict[str, str] | None:
    """What the runs of `text` are by one mix-up, None where nothing is said; a run that stays is missing."""
    election = elect({run.key for run in scan(text)}, Home(text))
    known: dict[tuple[str, str, str], Verdict | None] = verdicts(election, Policy())
    found = jointly({run.key: known.get(run.key) for run in scan(text)}, election, Policy())
    return {key[1]: v.winner.text for key, v in found.items() if v and v.winner} if found else None


@pytest.mark.parametrize(
    ("text", "written", "read"),
    [
        ("Žena čeká před domem", "cp1250", "cp1252"),
        ("Otroci čakajo v šoli", "iso8859-2", "cp1250"),
        ("Otroci čakajo v šoli", "iso8859-2", "koi8-r"),
        ("Kom her og køb en grøn æske", "cp850", "mac-roman"),
        ("Următorul rând începe aici", "iso8859-16", "latin-1"),
        ("Új kiegyenlítő bejegyzés felvétele a folyószámlára", "cp1250", "cp1252"),
    ],
)
def test_runs_that_say_little_each_are_repaired_together(text: str, written: str, read: str) -> None:
    assert fix(decode(encode(text, written), read)) == text


@pytest.mark.parametrize(
    ("text", "written", "read"),
    [
        ("Actie ‘boeking OVERSLAAN’ activeren", "cp1252", "cp437"),
        ("Sett verdier for kontoen «%s» og andre", "mac-roman", "cp437"),
        ("Pritisni „Natrag“ za pregled tvog odabira.", "cp1250", "mac-roman"),
    ],
)
def test_quotation_marks_around_a_word_are_likelier_than_letters(text: str, written: str, read: str) -> None:
    assert fix(decode(encode(text, written), read)) == text


@pytest.mark.parametrize(
    ("text", "written", "read"),
    [
        ("2.4. Media Instalasi\xa0", "cp437", "latin-1"),
        ("B.2. Utilizar o preseed\xa0", "cp850", "cp1252"),
        ("\xa05.4. Probleemanalyse bij het installatieproces", "latin-1", "cp850"),
    ],
)
def test_headings_have_no_break_spaces_at_their_ends(text: str, written: str, read: str) -> None:
    assert fix(decode(encode(text, written), read)) == text


@pytest.mark.parametrize(
    "text", ["2.4. Il est né", "D.1. La città", "2. Homo habilis†", "5.†Homo habilis", "‘No’ is no reply, said Zoë."]
)
def test_what_is_right_around_words_stays(text: str) -> None:
    assert fix(text) is text


def test_a_sign_that_stands_before_letters_only_was_one_behind_a_letter() -> None:
    garbled = decode(encode("Oletusprojekti hyvitystä varten", "cp437"), "cp1252")
    assert fix(garbled) == "Oletusprojekti hyvitystä varten"


@pytest.mark.parametrize(
    ("text", "original", "why"),
    [
        ("He said ‘no’\x85", "He said ‘no’…", "all but the control is right"),
        ("‘no’\x85", "‘no’…", "what Latin-1 can't show was not read as that"),
        ("Se attivata verr\x85 visualizzata", "Se attivata verrà visualizzata", "a letter of DOS within the text"),
        ("Procijeni proraèun \x85", "Procijeni proračun …", "the same mix-up made the letter"),
    ],
)
def test_controls_compete_with_the_mixups_of_all_of_the_text(text: str, original: str, why: str) -> None:
    assert fix(text) == original, why


def test_what_two_mixups_explain_nearly_alike_stays_although_single_runs_were_decided() -> None:
    garbled = decode(encode("Il est prêt à dîner", "mac-roman"), "cp866")
    assert fix(garbled) == garbled


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("For similar reasons the Widget™ client was renamed.", "a sign where right text has it"),
        ("Test dels desenvolupador·a·s i amics", "a dot between letters"),
        ("<ana> ůíů <ben> no tak <ana> ůíů <ben> dobra <ana> ůíů", "one run in many places"),
        ("Sfârşitul lunii viitoare", "a cedilla for a comma, beside another letter in the run"),
        ("leÌos", "a word by itself"),
        ("сafé", "a letter that looks like the one meant"),
        ("Ðto ïðèâåò, äðóçüÿ", "Cyrillic, which was no Latin text"),
        ("Le menu «Ouvrir» est prêt.", "sound text"),
    ],
)
def test_a_text_says_nothing_together_by(text: str, why: str) -> None:
    assert together(text) is None, why


def test_utf8_in_a_text_speaks_against_a_legacy_mixup_of_all_of_it() -> None:
    assert together("CafÃ© au lait, thÃ© vert") is None


def test_a_sound_run_shows_that_not_all_of_the_text_is_garbled() -> None:
    assert "kväll" in fix("vÑljer en fil som ska anvÑndas i kväll")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (
            "Il capitolo sulla stampa fu scritto nel 2009 da Ünal Suç, studente di matematica.",
            "a name that is no Italian one",
        ),
        ("Un ringraziamento speciale va al collega Çetin Tunç, per aver scritto la prima parte.", "another one"),
        ("Lista·de·las·lecciones sobre la casa", "dots in place of spaces, as editors show them"),
        ("Nouvel en®istrement du son", "a macro made ® of reg: no « is within a word"),
        ("Mostra la finestra di ®istrazione", "... nor without its »"),
    ],
)
def test_what_a_legacy_mixup_makes_no_better_stays(text: str, why: str) -> None:
    assert fix(text) == text, why


def test_letters_of_nouns_and_at_the_beginning_of_a_sentence_are_no_names() -> None:
    for text, written, read in (
        ("Die Flüsse führen in diesem Frühling mehr Wasser als im letzten Jahr", "cp1252", "mac-roman"),
        ("Émile habite à côté de la forêt et des champs", "cp1252", "mac-roman"),
    ):
        assert fix(decode(encode(text, written), read)) == text
