"""Lines in which a tool that took one mix-up for another repaired whatever it could."""

from __future__ import annotations

import os

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mojifix import charmaps, fix, repair
from mojifix.misrepairs import REPAIRERS
from mojifix.thorough import _CODECS, repaired_by, seen_by


def misread(text: str, read: str) -> str:
    return charmaps.decode(text.encode(), read)


def worsened(text: str, read: str, taken: str) -> str:
    return repaired_by(misread(text, read), taken)


@given(
    st.text(st.characters(exclude_categories=["Cs"], min_codepoint=0x80), max_size=12),
    st.sampled_from(_CODECS),
    st.sampled_from(REPAIRERS),
)
@example("©ººÔ", "iso8859-4", "latin-1")
@settings(derandomize="MOJIFIX_CASES" not in os.environ)
def test_what_a_tool_saw_is_among_what_it_may_have_seen(text: str, read: str, taken: str) -> None:
    assert text in seen_by(worsened(text, read, taken), read, taken)


@given(
    st.text(st.sampled_from("áåéñöüčžłваеКопăâ€š©¶ĂĹ¡°"), max_size=8),
    st.sampled_from(_CODECS),
    st.sampled_from(REPAIRERS),
)
def test_what_it_may_have_seen_is_what_it_makes_the_text_of(run: str, read: str, taken: str) -> None:
    for text in seen_by(run, read, taken):
        assert worsened(text, read, taken) == run


@pytest.mark.parametrize(
    ("run", "read", "taken", "seen"),
    [
        ("á", "cp1250", "iso8859-2", ("å",)),
        ("é", "iso8859-16", "iso8859-2", ("æ",)),
        ("Ă¶", "cp1250", "iso8859-2", ("ö",)),  # ISO 8859-2 has no ¶: it was left
        ("Ă©", "cp1250", "latin-1", ("é",)),
        ("Ã©", "cp1250", "cp1252", ()),  # the tool would have repaired it
        ("Ă", "cp1250", "iso8859-2", ()),  # the rest of it is missing
    ],
)
def test_a_run_was_one_text_or_none_by_a_mixup_and_a_tool(run: str, read: str, taken: str, seen: tuple[str, ...]) -> None:
    assert seen_by(run, read, taken) == seen


RIGHT = [
    ("Båten låg också på ön när två små män såg en hög mur", "cp1250", "iso8859-2"),
    ("Der Bäcker fährt früh über die Brücke und hört schöne Lieder.", "cp1250", "iso8859-2"),
    ("Hun kan også være på øen, hvor båden er større", "cp1250", "iso8859-2"),  # ø is what the tool makes of ø
    ("Тихая вода подмывает берега, а корова молча смотрит на дорогу", "cp1250", "iso8859-2"),
    ("Хто рано встає, тому добре спиться, і життя миле", "iso8859-16", "iso8859-2"),
    ("Το παλιό ρολόι χτύπησε πέντε φορές, ώρα για καφέ", "cp1250", "cp1252"),
    ("Łódka płynie cicho, a żółta kaczka śpi pod wierzbą", "cp1250", "iso8859-2"),
    ("घर के सामने नदी बहती है और पानी साफ़ है", "cp1250", "iso8859-2"),
]


@pytest.mark.parametrize(("text", "read", "taken"), RIGHT)
def test_letters_that_look_right_come_back_with_those_that_do_not(text: str, read: str, taken: str) -> None:
    garbled = worsened(text, read, taken)
    assert fix(garbled) == text
    assert repair(garbled).undo() == garbled
    assert all([one.before != one.after for one in repair(garbled).repairs])


def test_a_sound_line_of_the_document_stays_and_a_mixed_one_comes_back() -> None:
    sound = "Vi går till skogen i dag."
    lines = [worsened(text, "cp1250", "iso8859-2") for text in ("På ön låg båten också", "Två män såg på när ån rann")]
    assert fix("\n".join([lines[0], sound, lines[1]])) == f"På ön låg båten också\n{sound}\nTvå män såg på när ån rann"


@pytest.mark.parametrize(
    ("right", "garbled", "why"),
    [
        (
            "Já jsem včera viděl, jak kůň běžel přes pole",
            "Já jsem vÄŤera viděl, jak kůň běžel přes pole",
            "one word by hand",
        ),
        ("Der Bäcker hört, wie früh es läutet", "Der BĂ¤cker hört, wie frĂĽh es läutet", "two of four words by hand"),
        ("pas après midi, où l’été finit déjà", "pas aprĂ¨s midi, où l’Ă©tĂ© finit déjà", "some of its words"),
    ],
)
def test_what_people_repaired_by_hand_is_no_tools_work(right: str, garbled: str, why: str) -> None:
    assert fix(garbled) == right, why


def test_a_line_that_lost_bytes_stays_whatever_a_tool_may_have_done() -> None:
    garbled = misread("Живо носи воду из села, чаша је мала", "cp1252").replace("\x81", "").replace("\x8f", "")
    assert fix(garbled) in ("Живо носи воду из села, чаша је мала", garbled)
