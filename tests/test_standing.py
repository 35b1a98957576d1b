"""A run where nothing happened: how unlikely right text may be that the language model doesn't know."""

from __future__ import annotations

import pytest

from mojifix.model import ANY, load
from mojifix.standing import (
    AGAIN,
    BARE,
    CAPITAL,
    CAPITALS,
    FOREIGN,
    FORMULA,
    LISTED,
    LOOSE,
    SHOUTED,
    WITHIN,
    as_it_stands,
    is_no_writing,
    is_out_of_place,
)


def floor(left: str, run: str, right: str) -> float:
    """What `run` costs at most, that it is odd to the model notwithstanding."""
    found, _ = as_it_stands(left, run, right)
    assert found > load().score(left, run, right), "the model finds the run likelier than its floor"
    return found - load().score(ANY + ANY, right, "")


START = floor("ab", "├├", " c") + AGAIN + (SIGN := floor("ab", "├", " c") - floor("ab", "├┼", " c"))
LETTER = START - floor("ab", "Ɠ", " c")


def test_a_sign_costs_less_than_a_letter_and_a_mark_of_any_text_less_than_both() -> None:
    mark = START - floor("ab", "—", "cd")
    private = START - floor("12", "\ue012", "34")
    assert 0 < mark < SIGN < private < LETTER
    assert START < 0
    assert floor("ab", "Ɠʔ", " c") == START - 2 * LETTER


@pytest.mark.parametrize(
    ("left", "run", "right", "cost", "why"),
    [
        ("ab", "├", "cd", SIGN + WITHIN, "a sign within a word is no writing"),
        (" b", "├", "c.", SIGN + WITHIN, "nor in a short one"),
        ("ab", "├", " c", SIGN, "one may end a word"),
        (" .", "├", "cd", SIGN, "or begin it"),
        ("12", "├", "cd", SIGN, "or stand behind a number"),
        ("ab", "├", "12", SIGN, "or before one"),
        ("ab", "├Ɠ", "cd", SIGN + LETTER + WITHIN, "a sign beside a letter is in the word, too"),
        ("ab", "├┼", "cd", 2 * SIGN + WITHIN, "several signs are in it once"),
        ("ab", "Ɠ", "cd", LETTER + CAPITAL, "a capital within a word"),
        ("ab", "Ƞ", "cD", LETTER + CAPITAL, "with another farther off"),
        ("ab", "Ɠ", "CD", LETTER, "before capitals"),
        ("AB", "Ɠ", "cd", LETTER, "behind capitals"),
        ("B ", "Ɠ", "cd", LETTER, "at the beginning of a word"),
        ("  ", "√π", " c", 2 * FORMULA, "a formula"),
        ("= ", "∑αβ", ", ", 3 * FORMULA, "of several letters"),
        ("ab", "√π", " c", SIGN + LETTER, "behind a letter it is none"),
        ("  ", "√π", "cd", SIGN + LETTER, "nor before one"),
        (" a", "√π", " .", SIGN + LETTER, "nor behind one of a single letter"),
        ("a ", "√π", "b ", SIGN + LETTER, "nor before such a one"),
        ("a ", "√π", " b", 2 * FORMULA, "with letters farther off it is one"),
        ("ab", "├├", "  ", SIGN + AGAIN, "the same sign once more"),
        ("ab", "├├├", "  ", SIGN + 2 * AGAIN, "and once more"),
        ("ab", "├┼├", "  ", 3 * SIGN, "not with another between"),
        ("ab", "ʔʔ", "  ", 2 * LETTER, "letters are no signs"),
        ("", "¬´", "", 2 * SIGN - BARE, "signs without a letter beside them are a face"),
        (" (", "¬´", ") ", 2 * SIGN - BARE, "in brackets as well"),
        ("a ", "¬´", " b", 2 * SIGN - BARE, "with words farther off"),
        (" a", "¬´", ") ", 2 * SIGN, "not behind a letter"),
        (" (", "¬´", "b ", 2 * SIGN, "nor before one"),
        (" 1", "¬´", ") ", 2 * SIGN, "nor behind a digit"),
        (" (", "ʔ¬´", ") ", 2 * SIGN + LETTER, "nor with a letter among them"),
        ("ab", "氓", "cd", LETTER + 2 * FOREIGN, "a Chinese character within a small word"),
        (" .", "氓", "cd", LETTER + FOREIGN, "before one"),
        ("xz", "氓氝", "CD", 2 * LETTER + FOREIGN, "behind one, with capitals after"),
        ("AB", "氓", "CD", LETTER, "among capitals"),
        ("ab", "氓ж", "cd", 2 * LETTER, "beside another letter"),
        ("ab", "ж氓", "cd", 2 * LETTER, "behind another letter"),
        ("Ta", "รฏ", "ga", 2 * LETTER + 2 * FOREIGN, "two letters of another script within a small word"),
        ("em", "б\xa0", "V ", LETTER + 3.5 + FOREIGN, "one behind a small word, and a space"),
        ("EM", "б\xa0", "V ", LETTER + 3.5, "not behind a capital"),
        ("em", "б", "al", LETTER, "nor a single letter"),
        ("io", "ֲ\xa0", "6.", LOOSE + 3.5, "a Hebrew point on a Latin letter"),
        (" .", "ֲ\xa0", "6.", LOOSE + 3.5, "or on none"),
    ],
)
def test_what_a_run_costs_that_may_be_right(left: str, run: str, right: str, cost: float, why: str) -> None:
    assert floor(left, run, right) == pytest.approx(START - cost), why


def test_accented_letters_of_latin_together_cost_less_than_strange_letters() -> None:
    together = START - floor(" .", "ÖÜÅÄ", "zk")
    assert 4 * SIGN < together < 4 * LETTER
    assert floor(" .", "ÖÜÅÄß", "zk") - floor(" .", "ÖÜÅÄ", "zk") == pytest.approx(-together / 4)
    assert floor(" .", "ÿÀÿÀ", "zk") == pytest.approx(START - together)  # the first and the last of them
    assert floor("12", "ÿÀ", "34") == pytest.approx(START - together / 2)
    assert floor(" .", "ÖÜÅÄƓ", "zk") == pytest.approx(START - 5 * LETTER)
    assert floor("12", "ð", "34") == pytest.approx(START - LETTER)


def test_controls_are_in_no_right_text() -> None:
    for pair in ("\x93\x94", "\x80\x9f"):
        letters, controls = (as_it_stands("ab", run * 2, " c")[0] for run in ("Ɠʔ", pair))
        assert controls < letters - 2 * LETTER
    mark = START - floor("ab", "—", "cd")
    assert floor("12", "├\xa0", "34") == pytest.approx(START - SIGN - mark)  # a no-break space is none


@pytest.mark.parametrize(
    ("run", "listed"),
    [
        ("ƓƓƓƓ", True),
        ("ƓƓƓ", False),  # a row has four
        ("ƓƓƓʔ", False),
        ("абвг", True),
        ("абв", False),
        ("╚╔╩╦", False),
        ("ЃЅЇЉ", True),  # every other one
        ("ЃІЉЌ", False),  # every third
        ("їћѓѕї", False),
        ("гвба", False),
        ("¦§¨©ø§¨©ª«¬", True),  # nine of ten steps go up
        ("©§¨ª©¬", False),  # three of five
        ("áéíó|áéíó", True),  # one mark on all letters
        ("áéí|áéí", False),  # of three letters only
        ("áéíò|áéíò", False),  # another mark
        ("ïçøõï", False),  # letters without a mark among them
        ("ðøþæð", False),
        ("ÀÂÄÇÉÈÊËÎÏÔÖ", True),  # an alphabet with gaps, in the order of its base letters
        ("áàâčćďéèêëíìîóòô", True),  # whatever the order of its accents
        ("ÀÂÄÇÉÈÊËÎ", False),  # nine of them are a word, maybe
        ("ÀÂÄÇÉÈÊËÎÀ", False),  # letters twice
        ("ÔÖÎÏÉÈÇÀÂÄ", False),  # not in order
        ("АГЖКНРУЦЩЭ", True),  # an alphabet with wide gaps
        ("АГЖБНРЕЦЩД", False),  # six steps of nine
        ("ъюья№■ЄхЁрї", False),
        ("тчршьэюёЄ№■", False),  # eight steps of ten, by its signs
        ("αγζικνρυψόώ", True),
    ],
)
def test_an_alphabet_in_its_order_or_a_row_of_one_sign_is_listed(run: str, listed: bool) -> None:
    """Such a row costs little, whatever its characters."""
    found, _ = as_it_stands("= ", run, ";\n")
    cost = START - found + load().score(ANY + ANY, ";\n", "")
    assert (cost == pytest.approx(LISTED * len(run))) is listed


def test_capitals_cost_little_more_than_small_letters() -> None:
    for left, run, right in (("", "ЧаВо", ""), (" п", "ОЛЕ", " "), ("g", "ÜŞ", "e"), (" l", "ÉT", "e ")):
        small = load().score(left, run.lower(), right)
        assert as_it_stands(left, run, right)[0] == pytest.approx(small - CAPITALS)
    longer = "ПрОвОдАИ" + "İ"  # of which small letters are two
    assert as_it_stands("", longer, "")[0] < load().score("", longer.lower(), "") - CAPITALS


@pytest.mark.parametrize(
    ("left", "run", "right", "shouted"),
    [
        ("AH", "ô", "TE", True),
        ("  ", "éà", "TE", True),
        ("AH", "éà", "  ", True),
        ("aH", "éà", "TE", False),  # a small letter among them
        ("AH", "éà", "Te", False),
        ("1 ", "éà", " 2", False),  # no capital
        ("AH", "ßà", "TE", False),  # which has two in capitals
    ],
)
def test_small_letters_among_capitals_are_old_software(left: str, run: str, right: str, shouted: bool) -> None:
    large = load().score(left, run.upper(), right)
    assert (as_it_stands(left, run, right)[0] == pytest.approx(large - SHOUTED)) is shouted


def test_the_surprise_is_what_a_code_point_costs_by_the_model_alone() -> None:
    for left, run, right in (("ab", "├", "cd"), ("H", "ô", "TE"), ("", "éà", "")):
        assert as_it_stands(left, run, right)[1] == pytest.approx(-load().score(left, run, right) / len(run + right))


def test_what_the_model_knows_is_as_likely_as_it_says() -> None:
    for left, run, right in (("ch", "é", "ri"), (" l", "à", ", "), (" П", "риве", "т ")):
        assert as_it_stands(left, run, right)[0] == load().score(left, run, right)


def test_every_oddity_costs_something() -> None:
    assert min(AGAIN, BARE, CAPITAL, CAPITALS, FOREIGN, FORMULA, LISTED, SHOUTED, WITHIN) > 0
    assert max(AGAIN, FORMULA, LISTED) < SIGN


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (("wy", "³±", "cz"), True),
        (("\nN", "£", "me"), True),
        (("US", "€", "bn"), False),
        (("\nX", "²", "ab"), False),
        (("e ", "±³", "cz"), False),
    ],
)
def test_signs_are_out_of_place_between_letters_however_many_they_are(key: tuple[str, str, str], expected: bool) -> None:
    assert is_out_of_place(*key) is expected


def test_ordinals_end_what_they_stand_behind() -> None:
    assert is_no_writing("ie", "º", "er")
    assert not is_no_writing(" n", "º", " 5") and not is_no_writing(" 1", "º", "de")
