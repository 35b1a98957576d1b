"""Where the runs of a text are, and what stands around them."""

from __future__ import annotations

import pytest

from mojifix import charmaps
from mojifix.legacy import Pair
from mojifix.model import ANY, EDGE
from mojifix.scan import recut, scan

E2 = EDGE + EDGE


def found(text: str, *bounds: int) -> list[tuple[int, str, str, str]]:
    """The runs, without the length of their lines."""
    return [run[:4] for run in scan(text, *bounds)]


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("plain", []),
        ("", []),
        ("Ã©", [(0, E2, "Ã©", E2)]),
        ("aÃ©b", [(1, EDGE + "a", "Ã©", "b" + EDGE)]),
        ("abÃ©cd", [(2, "ab", "Ã©", "cd")]),
        ("abcÃ©defg", [(3, "bc", "Ã©", "de")]),
        ("xyÃ©bÃ©yz", [(2, "xy", "Ã©", "b"), (5, ANY + "b", "Ã©", "yz")]),
        ("éxé", [(0, E2, "é", "x"), (2, ANY + "x", "é", E2)]),
        ("été, là", [(0, E2, "é", "t"), (2, ANY + "t", "é", ", "), (6, " l", "à", E2)]),
        ("鈥檚 x", [(0, E2, "鈥檚", " x")]),
        ("a\né\nb", [(2, "a\n", "é", "\nb")]),
    ],
)
def test_a_run_is_all_that_is_not_ascii_with_two_characters_on_each_side(
    text: str, runs: list[tuple[int, str, str, str]]
) -> None:
    assert found(text) == runs


def test_the_same_text_in_the_same_context_is_the_same_run() -> None:
    one, other = scan("xxÃ©yy, xxÃ©yy")
    assert one.key == other.key == ("xx", "Ã©", "yy")
    assert (one.start, other.start) == (2, 10)


@pytest.mark.parametrize(
    ("text", "run"),
    [
        ("il a trouvÃ? la", "Ã?"),  # a byte that became a question mark
        ("aprâ€? ", "â€?"),
        ("Ñ?Ð»Ð¾Ð²Ð¾", "Ñ?Ð»Ð¾Ð²Ð¾"),
        ("Ð Ð¾Ñ\x81Ñ\x81Ð¸Ñ\x8f", "Ð Ð¾Ñ\x81Ñ\x81Ð¸Ñ\x8f"),  # a no-break space that became a space
    ],
)
def test_what_may_stand_for_a_lost_byte_belongs_to_the_run(text: str, run: str) -> None:
    assert run in [found.text for found in scan(text)]


@pytest.mark.parametrize("text", ["Où? Là", "été? été", "Пока? Да", "C’est ça? Oui", "déjà vu"])
def test_question_marks_and_spaces_after_whole_letters_belong_to_no_run(text: str) -> None:
    assert not [run for run in scan(text) if "?" in run.text or " " in run.text]


def test_a_lone_lead_before_a_space_sees_what_follows() -> None:
    assert [(r.text, r.right) for r in scan("Ã la maison")] == [("Ã", " la ma")]
    assert [(r.text, r.right) for r in scan("Ã lé")] == [("Ã", " l"), ("é", E2)]
    assert [(r.text, r.right) for r in scan("Ã l")] == [("Ã", " l\n")]
    assert [(r.text, r.right) for r in scan("à la maison")] == [("à", " l")]


def test_double_bytes_that_end_in_ascii_letters_belong_to_the_run() -> None:
    assert [run.text for run in scan("ƒeƒXƒg")] == ["ƒeƒXƒg"]
    assert [run.text for run in scan("x ƒeƒXƒg.")] == ["ƒeƒXƒg"]
    assert [run.text for run in scan("éteé")] == ["é", "é"]


def test_only_runs_that_start_within_the_bounds_are_found_with_their_whole_context() -> None:
    text = "abÃ©cd efÃ¨gh ijÃ¯kl"
    assert found(text, 5, 15) == [(9, "ef", "Ã¨", "gh")]
    assert found(text, 0, 4) == [(2, "ab", "Ã©", "cd")]
    assert found(text, 16) == [(16, "ij", "Ã¯", "kl")]


@pytest.mark.parametrize("unit", ["Ð¿Ñ€Ð¸", "я", "漢", "\x85"])
@pytest.mark.parametrize("size", [3_999, 4_000, 4_001, 8_000, 9_000, 20_001])
def test_a_long_run_comes_in_pieces_that_make_it_up(unit: str, size: int) -> None:
    text = "ab" + (unit * size)[:size] + ".d"
    runs = scan(text)
    assert "".join(run.text for run in runs) == text[2:-2]
    assert [run.start for run in runs] == [2 + sum(len(r.text) for r in runs[:i]) for i in range(len(runs))]
    assert all(0 < len(run.text) <= 4_000 for run in runs)
    assert len(runs) <= size // 2_000 + 1
    if size <= 4_000:
        assert [run[:4] for run in runs] == [(2, "ab", text[2:-2], ".d")]
    else:
        assert {(run.left, run.right) for run in runs} == {(ANY + ANY, "")}


def test_pieces_are_cut_before_what_may_lead_a_sequence() -> None:
    runs = scan("Ð¿Ñ€Ð¸" * 3_000)
    assert len(runs) > 1
    assert all(run.text[0] in "ÐÑ" and run.text[-1] not in "ÐÑ" for run in runs)


def test_after_a_long_run_the_next_ones_are_found() -> None:
    runs = scan("я" * 5_000 + " ab Ã© cd")
    assert runs[-1][:4] == (5_004, "b ", "Ã©", " c")


@pytest.mark.parametrize("codec", ["mac-arabic", "mac-farsi"])
@pytest.mark.parametrize("text", ["á", "é", "ï", "à bientôt", "“ça”", "Привет"])
def test_signs_of_ascii_that_two_mac_encodings_have_for_bytes_belong_to_the_run(codec: str, text: str) -> None:
    """A1 is `!` there and A9 is `)`: `á` shows as a letter and `!`."""
    garbled = charmaps.decode(text.encode(), codec)
    runs = scan(f"ab {garbled} cd")
    shown = "".join(run.text for run in runs)
    letters = "".join(charmaps.decode(char.encode(), codec) for char in text if char >= "\x80").replace(" ", "")
    assert [char for char in shown if char in letters] == list(letters)


def test_signs_of_ascii_after_other_letters_belong_to_no_run() -> None:
    assert [run.text for run in scan("é! à) ü' ñ\" и!")] == ["é", "à", "ü", "ñ", "и"]


def test_runs_know_where_their_lines_end() -> None:
    text = "é x é\nplain\nü\n" + "я" * 5_000 + " ñ"
    lines = {run.line for run in scan(text)}
    assert [run.line for run in scan(text)][:3] == [5, 5, 13]
    assert lines == {5, 13, len(text)}
    assert scan("é")[0].line == 1


NBSP = "\xa0"
GB18030 = Pair("gb18030", "koi8-r")


def as_koi8(text: str) -> str:
    """Chinese text, some of whose characters have four bytes, two of them digits, as koi8-r shows it."""
    return charmaps.decode(text.encode("gb18030"), "koi8-r")


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        (f"8.1.{as_koi8(NBSP + '用')}x, {as_koi8('äö')}b", [(4, "1.", "│0└2сц", "x,"), (13, ", ", "│0┼1│0▀2", "b" + EDGE)]),
        (as_koi8("用ä"), [(0, E2, "сц│0┼1", E2)]),
        (f"a{as_koi8('ä')}\n", [(1, EDGE + "a", "│0┼1", "\n" + EDGE)]),
        (
            f"{as_koi8('用')}b{as_koi8('ä')}c{as_koi8('用')}",
            [(0, E2, "сц", "b"), (3, ANY + "b", "│0┼1", "c"), (8, "1c", "сц", E2)],
        ),
        (f"abc{as_koi8('ä')}, {as_koi8('ä')}", [(3, "bc", "│0┼1", ", "), (9, ", ", "│0┼1", E2)]),
    ],
    ids=["four bytes", "at the ends", "in a line", "with a letter between", "with signs between"],
)
def test_runs_are_cut_anew_where_characters_of_two_and_four_bytes_end(
    text: str, runs: list[tuple[int, str, str, str]]
) -> None:
    again = recut(text, scan(text), GB18030)
    assert [run[:4] for run in again] == runs
    end = text.find("\n")
    assert {run.line for run in again} == {len(text) if end < 0 else end}


def test_each_line_is_cut_by_itself_and_keeps_its_runs_where_it_cannot_be_of_that_encoding() -> None:
    umlaut = as_koi8("ä")
    text = f"a{umlaut}\n{umlaut}\nплан 5\n  {as_koi8('ö')}é x {as_koi8('ö')}\n\n{umlaut}"
    runs, again = scan(text), recut(text, scan(text), GB18030)
    assert [run[:4] for run in again if run.line < 12] == [(1, EDGE + "a", umlaut, "\n"), (6, "1\n", umlaut, "\n")]
    kept = [run for run in runs if 12 <= run.line < len(text)]
    assert [run for run in again if 12 <= run.line < len(text)] == kept and "é" in [run.text for run in kept]
    assert again[-1][:4] == (len(text) - 4, E2, umlaut, E2)
    assert recut(text, [], GB18030) == []
    assert recut(text, runs, Pair("gb18030", "gbk")) == runs


def test_a_run_may_end_in_signs_of_ascii_as_far_as_a_sequence_of_the_mac_goes() -> None:
    lead, middle = "\u0637", charmaps.decode(b"\x80", "mac-arabic")
    assert charmaps.decode(b"\xd7", "mac-arabic") == lead
    assert [run.text for run in scan(f"x {lead})) y")] == [lead + "))"]
    assert [run.text for run in scan(f"x {lead}))) y")] == [lead + "))"]
    assert [run.text for run in scan(f"x {lead}{middle})) y")] == [lead + middle + ")"]
    assert [run.text for run in scan(f"x {lead})é")] == [lead + ")é"]
    assert [run.text for run in scan(f"x {lead}a")] == [lead]


def test_a_run_goes_on_over_gaps_as_long_as_a_sequence_wants_more() -> None:
    assert [run.text for run in scan("Ð?Ñ? x")] == ["Ð?Ñ?"]
    assert [run.text for run in scan("ÐÐ?? é")] == ["ÐÐ?", "é"]
    assert [run.text for run in scan("é Ð Ð¾ x")] == ["é", "Ð Ð¾"]
    assert [run.text for run in scan("Ð")] == ["Ð"]


def test_the_bounds_say_where_runs_start() -> None:
    assert [run.start for run in scan("é é é", 2, 3)] == [2]
    assert [run.start for run in scan("é é é", 2, 5)] == [2, 4]
    assert [run.start for run in scan("é é é", 0, 4)] == [0, 2]
    assert [run.start for run in scan("é é é", 1)] == [2, 4]


def test_a_long_run_is_cut_before_a_lead_wherever_that_is() -> None:
    first, *rest = scan("я" + "Ð¿Ñ€Ð¸" * 3_000)
    assert first.text[0] == "я" and rest
    assert all(run.text[0] in "ÐÑ" for run in rest)
    assert len(first.text) == 3_999  # where the next lead is, before the most that is allowed
    assert all(3_000 < len(run.text) <= 4_000 for run in rest[:-1])


def test_box_characters_within_words_are_letters_though_they_stand_one_above_the_other() -> None:
    text = "Dolo╣a obmo╣ja\nDolo╣a obmo╣ja\nDolo╣a obmo╣ja\nDolo╣a obmo╣ja\n"
    assert len(scan(text)) == 8
    drawn = "╔═══╗\n║ a ║\n╠═══╣\n║ b ║\n╚═══╝\n"
    assert scan(drawn) == []


def test_accents_before_their_letters_are_none_in_text_that_has_letters_with_accents() -> None:
    """Text out of PDF files has all of its accents so; `nodok´a` is Latvian in cp1257, read as cp850."""
    assert scan("Karhum¨aki, G¨odel, D´ıaz und M¨uller") == []
    assert [run.text for run in scan("Rādīt nodok´u, nē, deta´as, rēķins, nodok´a")][2:] == ["´u", "ē", "´a", "ēķ", "´a"]
