"""What another tool made of garbled text by taking its mix-up for one that it knows, where it left or repaired the rest."""

from __future__ import annotations

import pytest

from mojifix import charmaps, fix
from mojifix.agreement import as_elsewhere
from mojifix.candidate import new_among
from mojifix.election import elect
from mojifix.home import Home
from mojifix.misrepairs import worsened, worsened_throughout
from mojifix.scan import scan
from mojifix.score import chain_candidate, worsened_candidates
from mojifix.sequences import CODEC_BIT
from mojifix.verdict import Policy, Verdict


def misread(text: str, read: str) -> str:
    return charmaps.decode(text.encode(), read)


def by_tool(text: str, read: str, taken: str) -> str:
    """`text` read as `read`, each character "repaired" from `taken` where a tool can."""
    found = []
    for char in text:
        try:
            found.append(char if char.isascii() else charmaps.encode(misread(char, read), taken).decode())
        except UnicodeError:
            found.append(misread(char, read))
    return "".join(found)


CROATIAN = "Stara žena drži duži nož i žeže vlažno drvo, a dečak leži."


@pytest.mark.parametrize(
    ("text", "read", "taken"),
    [
        ("Zítra přijde bratr, řekl otec, a při večeři se bude křičet.", "iso8859-16", "iso8859-2"),
        ("Το μεγάλο δέντρο είναι δίπλα στο σπίτι και κάνει πολλή σκιά στους ανθρώπους", "iso8859-7", "cp1253"),
        ("Koda je v napačni vrstici, čeprav smo številke že šteli.", "mac-latin2", "iso8859-2"),
    ],
)
def test_what_a_tool_made_of_one_mixup_comes_back_beside_what_it_left(text: str, read: str, taken: str) -> None:
    garbled = by_tool(text, read, taken)
    assert garbled not in (text, misread(text, read))
    assert fix(garbled) == text


@pytest.mark.parametrize(
    ("run", "read", "place", "text"),
    [
        ("Ұҕ", "mac-latin2", (0, 1), "š"),
        ("Ұҕ", "mac-latin2", (1, 2), "ť"),
        ("╬Μ╬ΠӀӁ", "cp869", (2, 4), "ν "),  # the end of ν and the space behind it were taken for one letter
        ("╬Μ╬ΠӀӁ", "cp869", (4, 5), "π"),
        ("þ\u0ea0", "cp850", (0, 2), "照 "),
        ("\uf0bb", "cp850", (0, 1), "…"),
        ("Ο€", "iso8859-7", (0, 2), "π"),  # € is what Windows has for a control, and a sign of the codec
    ],
)
def test_each_character_may_be_as_it_was_or_made_of_parts_of_others(
    run: str, read: str, place: tuple[int, int], text: str
) -> None:
    hyp = worsened(run, read)
    assert hyp is not None
    assert (*place, text) in [(edge.start, edge.end, edge.text) for edge in hyp.edges]


def test_where_no_tool_made_anything_there_is_nothing_to_undo() -> None:
    assert worsened("├®", "cp850") is None
    assert worsened("Ԁ", "latin-1") is None  # what tools try first
    assert worsened_throughout("plain") == []


def test_letters_that_a_codec_has_are_no_controls_and_its_signs_are_doubted() -> None:
    hyp = worsened("Ο€Ά", "iso8859-7")
    assert hyp is not None
    doubts = {edge.text: edge.doubt for edge in hyp.edges if (edge.start, edge.end) == (0, 2)}
    assert doubts["π"] > doubts["Ϥ"] == 0
    other = worsened("ĹšҰ", "iso8859-2")
    assert other is None or {edge.text for edge in other.edges if (edge.start, edge.end) == (0, 2)} == {"Ź"}


def test_all_codecs_that_read_most_of_a_run_alike_make_the_same_of_it() -> None:
    hyps = worsened_throughout(by_tool("жыл", "cp850", "cp1252") + misread("өмір", "cp850"))
    assert hyps == [] or all(hyp.layers[0].codecs & CODEC_BIT["cp850"] for hyp in hyps)


def test_a_candidate_that_is_known_by_more_codecs_is_none_that_is_new() -> None:
    found = list(worsened_candidates("na", "Ұ", "te", "mac-latin2"))
    assert found and found[0].text == "šte"
    assert new_among(found, found) == []
    assert new_among([], found) == found
    other = [c._replace(text="x") for c in found]
    assert new_among(other, found) == found


def test_a_strange_letter_that_a_tool_made_in_one_run_it_made_in_the_others() -> None:
    """Two letters beside `asztalnål` say too little, but not where `szåm` was `szám`."""
    text = by_tool("Az asztalnál három gyerek játszik, a harmadik már alszik.", "iso8859-16", "cp1250")
    election = elect({run.key for run in scan(text)}, Home(text))
    chain = (("misrepair cp1250", "iso8859-16"),)
    made = chain_candidate("sz", "å", "m ", chain)
    assert made is not None
    stayed = {run.key: None for run in scan(text)}
    known = {**stayed, ("sz", "å", "m "): Verdict(made, 0.95, (chain,))}
    found = as_elsewhere(known, election, Policy())
    assert found.keys() == stayed.keys()
    assert {v.winner.text[0] for v in found.values() if v.winner} == {"á"}
    assert as_elsewhere(stayed, election, Policy()) == {}


@pytest.mark.parametrize(
    "text",
    [
        "Eĉ ŝtipo estos bela, se vi ĝin ornamos; ŝia ĵaŭda ĥoro kantas ĝoje.",
        "Pan Ngô Sơn mluvil včera s bratrem o tom, že přijde pozdě.",
        "A svéd Ångström és a dán Kjærgård Budapesten találkozott.",
        "Το λιμάνι της Ρόδου είναι δίπλα στη Ρέα και στον Ρήγα.",
        CROATIAN,
    ],
)
def test_letters_of_other_languages_are_no_tools_making(text: str) -> None:
    assert fix(text) is text


def test_no_tool_is_said_to_have_worsened_what_has_two_bytes_a_character() -> None:
    assert worsened_candidates("a", "횪", "b", "cp949") == ()


def test_east_asian_runs_beside_repaired_ones_that_are_alike_are_judged() -> None:
    """Found by the laws: a tool was asked for what it made of text in cp949, and the table of that has no bytes."""
    text = "짬rrtf횩rss��셲 ��쐒체철a채ra ��쐅hrn��셲 ��쐃e��셲 짬Eshh철huen��� 짬횆철체nnn-"
    assert fix(fix(text)) == fix(text)


def test_a_sign_that_the_codec_has_is_no_tools_making_before_ideographs() -> None:
    """† ends in A0, so that a tool might have taken a space for that: here nothing was taken."""
    assert fix("B.4.2.¬†网络设置\nD.3.¬†通过系统来安装") == "B.4.2.\xa0网络设置\nD.3.\xa0通过系统来安装"
