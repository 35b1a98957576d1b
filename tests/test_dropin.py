"""`mojifix.fix_text` takes what ftfy's takes, cleans as ftfy cleans, and repairs as mojifix repairs."""

from __future__ import annotations

import inspect
from typing import Any

import ftfy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mojifix

PIECES = [*"ab \n\r\u2028“’ﬁＡｱ\x1b[m&<;\x00\x07\ud83d\ude00e\u0301…é", "&amp;", "&eacute;", "＆lt;", "&amp;lt;"]
MESSY = st.lists(st.sampled_from(PIECES), max_size=20).map("".join)


def test_it_takes_the_arguments_that_ftfys_takes() -> None:
    own, theirs = inspect.signature(mojifix.fix_text), inspect.signature(ftfy.fix_text)
    assert [(p.name, p.kind, p.default) for p in own.parameters.values()] == [
        (p.name, p.kind, p.default) for p in theirs.parameters.values()
    ]


@given(MESSY)
@settings(max_examples=200, deadline=None)
def test_without_the_repair_it_cleans_as_ftfy_does(text: str) -> None:
    for options in ({}, {"unescape_html": True}, {"unescape_html": False, "uncurl_quotes": False}, {"normalization": None}):
        assert mojifix.fix_text(text, fix_encoding=False, **options) == ftfy.fix_text(text, fix_encoding=False, **options)


@pytest.mark.parametrize(
    ("text", "options", "right"),
    [
        ("AprĂšs la manĆ\x93uvre rĂ©ussie", {}, "Après la manœuvre réussie"),
        ("donâ€™t", {}, "don't"),
        ("donâ€™t", {"uncurl_quotes": False}, "don’t"),
        ("donâ€™t", {"fix_encoding": False, "uncurl_quotes": False}, "donâ€™t"),
        ("caf&Atilde;&copy; &amp; bar", {}, "café & bar"),
        ("<p>caf&Atilde;&copy; &amp; bar", {}, "<p>caf&eacute; &amp; bar"),
        ("R&amp;D\n<b>R&amp;D</b>\nR&amp;D", {}, "R&D\n<b>R&amp;D</b>\nR&amp;D"),
        ("rĂ©sumĂ©&lt;\n<b>rĂ©sumĂ©&lt;</b>", {}, "résumé<\n<b>résumé&lt;</b>"),
        ("ＬＯＵＤ　ﬁsh\r\n", {}, "LOUD fish\n"),
        ("ＬＯＵＤ", {"fix_character_width": False}, "ＬＯＵＤ"),
        ("cafe\u0301", {"normalization": None}, "cafe\u0301"),
    ],
)
def test_it_repairs_and_cleans(text: str, options: dict[str, Any], right: str) -> None:
    assert mojifix.fix_text(text, **options) == right
    assert mojifix.fix_text(text, ftfy.TextFixerConfig(**options)) == right


def test_keywords_win_over_the_config() -> None:
    assert mojifix.fix_text("donâ€™t", ftfy.TextFixerConfig(uncurl_quotes=True), uncurl_quotes=False) == "don’t"


def test_all_of_the_document_is_evidence() -> None:
    lines = "mÃ¨re\npÃ¨re\nÃ©tÃ©\nÃ\xa0 la carte\nPÃ‰TUNIA\n"
    assert mojifix.fix_text(lines) == "mère\npère\nété\nà la carte\nPÉTUNIA\n"


def test_the_old_name_of_an_option_still_works_with_a_warning() -> None:
    with pytest.warns(DeprecationWarning, match="unescape_html"):
        assert mojifix.fix_text("&amp;", fix_entities=False) == "&amp;"


def test_bytes_are_an_error() -> None:
    with pytest.raises(UnicodeError, match="decode"):
        mojifix.fix_text(b"bytes")  # type: ignore[arg-type]


def test_an_option_that_ftfy_does_not_have_is_an_error() -> None:
    with pytest.raises(ValueError, match="fix_everything"):
        mojifix.fix_text("x", fix_everything=True)
