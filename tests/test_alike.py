"""Encodings that show two bytes as one sign, or as ASCII, and what else of UTF-8 shows little by itself."""

from __future__ import annotations

import pytest

from mojifix import charmaps, fix
from mojifix.hypotheses import hypotheses
from mojifix.misrepairs import worsened
from mojifix.scan import scan
from mojifix.score import candidates
from mojifix.shares import is_ambiguous
from mojifix.verdict import Policy, judge


def read_as(text: str, codec: str) -> str:
    return charmaps.decode(text.encode(), codec)


def texts(text: str) -> list[str]:
    return [run.text for run in scan(text)]


def test_a_bracket_leads_what_is_no_ascii_and_is_a_bracket_before_the_rest() -> None:
    assert charmaps.encode("د[«گر"[1:3], "mac-farsi") == "ی".encode()
    assert charmaps.encode("[x]", "mac-farsi") == b"[x]"
    assert charmaps.encode("a[«", "mac-farsi") == b"a" + "ی".encode()


@pytest.mark.parametrize("codec", ["mac-arabic", "mac-farsi"])
@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("انجام را برای ایجاد پرونده صدور فشار بده.", "Persian, whose ی is led by a bracket"),
        ("عمل پرنٹ نہ كرو: میمو ڈاٹا", "Urdu, whose ہ is a bracket and a no-break space"),
        ("ورنہ ایك ۱۲ گھنٹے كے وقت فارمیٹ كا استعمال كرو۔", "digits that are led by one"),
        ("הצגת חשבונית לפירעון בתוך מספר הימים הבא", "Hebrew, of which a letter ends in a sign of ASCII behind a space"),
        ("價格與提出先的情報將會顯示在這裡", "ideographs with a space in their middle"),
    ],
)
def test_text_that_was_read_as_an_encoding_with_signs_of_ascii_comes_back(text: str, codec: str, why: str) -> None:
    assert fix(read_as(text, codec)) == text, why


@pytest.mark.parametrize("text", ["متن[۱] و [۲] دیگر", "l’« [é] » et […]", "ein [ä] und [ö]", "قال (نعم) في [١]"])
def test_brackets_of_right_text_belong_to_no_run(text: str) -> None:
    assert not any(["[" in run for run in texts(text)])
    assert fix(text) is text


def test_what_kept_its_controls_has_lost_none() -> None:
    """`×` of ISO 8859-8 is two bytes, and no letter in Latin-1 that lost one."""
    text = "למחוק את התנועה הנוכחית?"
    assert fix(read_as(text, "iso8859-8")) == text
    run = read_as("ות", "latin-1").replace("\xaa", "")
    assert not any([edge.lost for hyp in hypotheses(run) for edge in hyp.edges if len(hyp.edges) > 1])


def test_a_run_knows_what_else_the_same_signs_may_have_been() -> None:
    """б and в are the same sign in cp1006; the search keeps the likelier word and forgets the other."""
    run = read_as("великими", "cp1006")
    assert read_as("беликими", "cp1006") == run
    scored = candidates(" ", run, ", ")
    assert any([is_ambiguous(hyp) for hyp in hypotheses(run)])
    assert scored.candidates[0].share < -0.3
    verdict = judge((" ", run, ", "), scored, {}, 0.0, Policy())
    assert verdict.winner is None
    assert verdict.open


def test_a_line_of_which_a_letter_may_be_two_stays_as_a_whole() -> None:
    garbled = read_as("числа можуть бути дуже великими, фрактал не обов'язково", "cp1006")
    assert fix(garbled) is garbled


@pytest.mark.parametrize(
    ("text", "codec", "why"),
    [
        ("4.7.\xa0Verifying the integrity of installation files", "cp856", "behind the number of a heading"),
        ("\xa0E.2. Contribuir para este documento", "cp864", "before one"),
        ("Esempio\xa06.5.\xa0Script di aggiornamento non interattivo", "cp1255", "as a Hebrew point on Latin letters"),
        ("3.2. Cadangkan Data Anda yang Ada!\xa0", "cp1255", "at the end of a line"),
        ("9.1.2. System\xa0V init system", "koi8-t", "as a Cyrillic letter behind a Latin word"),
        ("Sesuai dengan Lampiran\xa0C, Mempartisi", "latin-1", "as a capital letter behind a small one"),
        ("Sesuai dengan Bab\xa06, dan Anhang\xa0C, Mempartisi", "cp1252", "as the same one in its line did"),
    ],
)
def test_a_no_break_space_of_a_heading_comes_back_by_itself(text: str, codec: str, why: str) -> None:
    assert fix(read_as(text, codec)) == text, why


@pytest.mark.parametrize("text", ["Appendix\u00a0E.", "Debian, OS\u00a0X, Windows og Unix"])
def test_emoji_in_cesu_8_speak_for_the_rest_of_their_mixup(text: str) -> None:
    whole = f"Sameksistens mellom {text} 😂"
    data = "".join([chr(unit) for unit in units(whole)]).encode("utf-8", "surrogatepass")
    assert fix(charmaps.decode(data, "cp1252")) == whole


def units(text: str) -> list[int]:
    data = text.encode("utf-16-be")
    return [data[i] << 8 | data[i + 1] for i in range(0, len(data), 2)]


def test_controls_are_letters_beside_letters_that_latin_1_lacks() -> None:
    assert fix("Mo\x9enost s více výběry je a.") == "Možnost s více výběry je a."


def test_what_reads_plainly_is_no_tools_making() -> None:
    found = worsened("а\xa0", "iso8859-5")
    doubts = {edge.text: edge.doubt for edge in found.edges if edge.end == 2 and not edge.start} if found else {}
    assert doubts.pop("Р", 0.0) == 0.0
    assert all([doubt >= 3.0 for doubt in doubts.values()])


def test_no_latin_letter_stands_beside_a_cyrillic_one() -> None:
    """By ptcp154 the first two letters of `Діаграма` are ĳ."""
    run = "Діаграма".replace("р", read_as("р", "ptcp154"))
    by_text = {c.text.strip(): c.evidence for c in candidates("\n", run, " ").candidates}
    assert by_text["Діаграма"] > by_text.get("ĳаграма", -99.0) + 3


def test_greek_letters_that_a_tool_made_in_one_run_it_made_in_the_next() -> None:
    assert fix("A.4. ΣτΡίλτΡ ΞΌΞ±Ο‚ ΞΌΞΉΞ± αναφορά Ργκατάστασης") == "A.4. Στείλτε μας μια αναφορά εγκατάστασης"
