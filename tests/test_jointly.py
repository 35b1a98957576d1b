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
        ("Kom og køb en grøn æske", "cp850", "mac-roman"),
    ],
)
def test_runs_that_say_little_each_are_repaired_together(text: str, written: str, read: str) -> None:
    assert fix(decode(encode(text, written), read)) == text


def test_what_two_mixups_explain_nearly_alike_stays_although_single_runs_were_decided() -> None:
    garbled = decode(encode("Il sera prêt à dîner", "mac-roman"), "cp866")
    assert fix(garbled) == garbled


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("For similar reasons the Widget™ client was renamed.", "a sign where right text has it"),
        ("Test dels desenvolupador·a·s i amics", "a dot between letters"),
        ("<ana> ůíů <ben> no tak <ana> ůíů <ben> dobra <ana> ůíů", "one run in many places"),
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
