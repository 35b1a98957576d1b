"""What files of code and documentation hold that is right as it is, and looked garbled to one of hundreds of mix-ups."""

from __future__ import annotations

import pytest

import mojifix
from mojifix import charmaps
from mojifix.familiar import familiar
from mojifix.home import Home
from mojifix.hypotheses import MISREPAIR
from mojifix.legacy import Pair
from mojifix.legacy_reading import legacy_candidate
from mojifix.plain import is_shown
from mojifix.priors import ChainName
from mojifix.scan import Run, scan
from mojifix.score import candidates, chain_candidate
from mojifix.sieve import LARGE
from mojifix.verdict import Verdict

DRAWING = """
The name of the symbol is put together so:

_XAs4mp2W9lamp_7corridor3litKG0_HQ1_tEuE
                             │└┬┘│└┬┘││
                             │ │ │ │ │└─ the end of what goes in
                             │ │ │ │ └── a byte
                             │ │ │ └──── the second lifetime
                             │ │ └────── a reference
                             │ └──────── the first lifetime
                             └────────── the beginning of what goes in
"""
TABLE = """
// The lanes of a warp swap their halves:
//
//  A0  A1 │A2  A3│ E0  E1 │E2  E3│    two of them are asked,
//         │      │        │      │    and the others wait
//  B0  B1 │B2  B3│ F0  F1 │F2  F3│    until that is done.
//  ───────┼──────┼────────┼──────┤
//  C0  C1 │C2  C3│ G0  G1 │G2  G3│    The same again
//         │      │        │      │    for the other half.
//  D0  D1 │D2  D3│ H0  H1 │H2  H3│    That is all.
"""
REFERENCES = """
The proof is in two papers, of which the second is the longer one and has the figures.
    [1] J. D´ıaz, M. Karhum¨aki and S. Lepist¨o: On the width of trees that have few leaves. With an appendix.
"""
CODE = """
def test_that_names_may_have_any_letters(self):
    self.assertEqual(join(self.directory, "{}"), self.directory + "/{}")
    self.assertTrue(is_name("{}") and is_name("{}"))
"""
QUOTED = """
def test_that_lines_are_read_from_the_cache(self):
    file_list = ['á\\n', 'b\\n', 'abcdef\\n', 'ááááá\\n']
    self.assertEqual(self.read_all(), file_list)
"""
PATTERN = """
{"type": "string", "pattern": "[ -~\x85\xa0-\ud7ff\ue000-\ufffd]+", "documentation": "The name of this group."}
"""
TRANSLATIONS = """Description-cs: Mají být programy nainstalovány s právy uživatele?
 Programy mohou být nainstalovány s nastaveným příznakem, tudíž se spouští s právy uživatele a vlastníka.
 Takto mohou i obyčejní uživatelé využívat načítání stránek, což může pomoci na pomalejších počítačích.
 Stránky ve vyrovnávací paměti fungují pouze pokud používáte sloupcový terminál, aby uživatel uložil stránky.
Description-da: Skal programmerne installeres med brugerens rettigheder?
 Programmerne kan blive installeret sådan, så de vil blive kørt med brugerens rettigheder og ejerens.
 Det gør det muligt for almindelige brugere at benytte sider fra mellemlageret, hvilket går hurtigere.
 Gemte sider vil kun virke, hvis du bruger en terminal, der er så bred, for at undgå at nogle sider bliver gemt.
 Det kan være en sikkerhedsrisiko. Hvis du er i tvivl, bør du slå den fra, så maskinen går langsommere.
"""
NEIGHBOURS = """Dette mykner kantene litt, så de går over i hverandre på en måte som ikke er så lett å få øye på.
Isto suavizará algúns dos bordos ásperos e mestura os píxeles.
Du må velge en størrelse før du går videre, så blir det også mulig å få se på bildet når du ønsker det.
"""
HUNGARIAN = (
    "A győzelem előtt a nők és az erdők is tűnődtek a hűvös időben, mert őszintén szép volt. "
    "Később a mezőkön és a felhők között eső jött, erős szelű, kettős. "
)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (DRAWING, "a diagram was Hebrew"),
        (TABLE, "a bar of a diagram and a letter were a sign of Chinese"),
        (REFERENCES, "an accent that a PDF file has before its letter was a letter"),
        (CODE.replace("{}", "ááðfáíóåéë"), "letters of a test were Greek, with a Latin one among them"),
        (QUOTED, "a letter by itself was a no-break space"),
        (PATTERN, "the end of a range of characters was …"),
        (
            "In C it is !a, in logic ¬a, and ¬it was ¬it, ¬in and ¬that, not a capital.\n" * 2,
            "a sign of logic was a capital",
        ),
        (
            "Fold the number into [-¼π, ¼π] and remember the quadrant, or into [-½π, ½π].\n" * 3,
            "a fraction of π was a letter",
        ),
    ],
)
def test_right_text_of_files_stays(text: str, why: str) -> None:
    assert mojifix.fix(text) == text, why
    large = text + "That is all that there is to say of this.\n" * (LARGE // 40)
    assert mojifix.fix(large) == large, why


@pytest.mark.parametrize(
    ("text", "written", "read"),
    [
        ("# Проверка имени файла и его длины\nreturn None  # если имя пустое, то ничего нет\n", "cp1251", "cp1252"),
        ("/* This was written by Sébastien Léon and by Florian Höch for the first time. */\n", "latin-1", "mac-roman"),
        ("The café’s owner said that it isn’t “right”, and that the naïve have not been there.\n", "mac-roman", "cp1252"),
        (
            "See 6.7. The end\n\nand 6.8.\xa0Another one that is not the last, and then 6.9.\xa0What follows\n",
            "cp1252",
            "cp437",
        ),
    ],
)
def test_english_and_code_that_went_through_a_legacy_mixup_come_back(text: str, written: str, read: str) -> None:
    assert mojifix.fix(charmaps.decode(charmaps.encode(text, written), read)) == text


def test_a_drawing_beside_garbled_text_stays_and_that_comes_back() -> None:
    text = DRAWING + "Le café a été fermé à cause de la neige, et personne n’est passé.\n"
    garbled = DRAWING + charmaps.decode(
        "Le café a été fermé à cause de la neige, et personne n’est passé.\n".encode(), "cp437"
    )
    assert mojifix.fix(garbled) == text


def test_garbled_words_that_stand_above_each_other_are_no_drawing() -> None:
    lines = "Syötä kelvollinen summa.\nSyötä siirrettävä summa.\nSyötä toinen.\n"
    assert mojifix.fix(charmaps.decode(lines.encode(), "cp437")) == lines
    lines = (
        "Øverst til venstre på siden\nØverst til høyre på siden\nØvre kant av siden\nØkt for siden\nØl og brød på bordet\n"
    )
    assert mojifix.fix(charmaps.decode(lines.encode("cp1252"), "cp437")) == lines


def judged_as(text: str, letter: str, chain: ChainName) -> tuple[list[tuple[Run, Verdict]], list[Run]]:
    """The runs of `text`, and verdicts by which `chain` explains those that hold `letter`."""
    runs = scan(text)
    found = [(run, c) for run in runs if letter in run.text and (c := chain_candidate(*run.key, chain))]
    return [(run, Verdict(c, 0.95, (chain,) * len(c.spans))) for run, c in found], runs


@pytest.mark.parametrize(("text", "stays"), [(TRANSLATIONS, "á"), (NEIGHBOURS, "á")], ids=["more is strange", "at home"])
def test_in_a_text_in_two_languages_a_letter_of_one_is_no_other_letter_of_the_other(text: str, stays: str) -> None:
    """Beside Danish, Czech had å for á, and Galician beside Norwegian."""
    judged, runs = judged_as(text, stays, ((MISREPAIR + "iso8859-2", "cp1250"),))
    assert judged
    assert familiar(judged, runs, Home(text), text) == []


def shown(text: str, pair: Pair) -> bool:
    """Whether what `pair` makes of the runs of a plain `text` counts."""
    return is_shown({run.key: c for run in scan(text) if (c := legacy_candidate(*run.key, pair))})


@pytest.mark.parametrize(
    ("text", "pair", "counts"),
    [
        ("assertEqual('åäö', 'åäöx')", Pair("cp862", "cp437"), False),  # Hebrew
        ("description = éàïôñ", Pair("cp1251", "latin-1"), False),
        ("rsplit('aжbжcжd', 'ж')", Pair("gbk", "cp1251"), False),
        ("waits for events–for example", Pair("mac-latin2", "cp1252"), False),
        ("check('&notin', '¬in')", Pair("mac-roman", "cp1252"), False),
        ("(x†A)x equals x†(Ax)", Pair("mac-roman", "cp1252"), False),
        ("by SŽbastien LŽon", Pair("mac-roman", "cp1252"), True),
        ("# Ïðîâåðêà èìåíè ôàéëà", Pair("cp1251", "cp1252"), True),
    ],
)
def test_plain_text_shows_a_legacy_mixup_by_parts_of_words_or_by_many_letters(text: str, pair: Pair, counts: bool) -> None:
    assert shown(text, pair) is counts


def test_an_elided_word_before_another_is_no_letter() -> None:
    assert max(c.evidence for c in candidates(". ", "Σ’αυτό", " ").candidates) < 5


@pytest.mark.parametrize(
    ("text", "written", "read"),
    [
        (HUNGARIAN, "cp1250", "cp1252"),
        ("Băiatul își spală mâinile și înțelege că pâinea caldă e bună pentru țară. ", "iso8859-16", "cp1252"),
    ],
)
@pytest.mark.parametrize("times", [14, 60, 500], ids=["small", "longer", "large"])
def test_letters_that_are_usual_elsewhere_are_seen_in_a_language_that_lacks_them(
    text: str, written: str, read: str, times: int
) -> None:
    """Of texts of more than a thousand code points nobody asked for their language: õ and ã are usual letters."""
    text = "\n".join(f"{i}. {text}" for i in range(times))
    assert mojifix.fix(charmaps.decode(charmaps.encode(text, written), read)) == text


def test_a_next_line_before_a_line_feed_is_what_is_left_of_dots_in_a_large_text_too() -> None:
    text = "\n".join([f"{i}. Az ügyfelek kérése szép lassan elkészül és őszintén jó lesz." for i in range(500)])
    lines = text.split("\n")
    lines[40] = lines[400] = "És így tovább…"
    assert mojifix.fix("\n".join(lines).replace("…", "\x85")) == "\n".join(lines)
