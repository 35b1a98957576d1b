"""Texts that should come right and don't, each with what stands in the way; one that does come right fails here."""

from __future__ import annotations

import re

import pytest

from mojifix import charmaps, fix


def misread(text: str, written: str, read: str) -> str:
    return charmaps.decode(charmaps.encode(text, written), read)


def without_controls(text: str, codec: str) -> str:
    return re.sub("[\x80-\x9f]", "", charmaps.decode(text.encode(), codec))


# They came right before sixteen small languages had regions, which made those of these sentences less or more certain.
@pytest.mark.xfail(strict=True, reason="the language of a short text is told from few trigrams")
@pytest.mark.parametrize(
    ("garbled", "right", "why"),
    [
        (misread("Kom og køb en grøn æske", "cp850", "mac-roman"), "Kom og køb en grøn æske", "its ASCII looks Slavic"),
        (misread("A kertben három almafa áll.", "cp1252", "mac-roman"), "A kertben három almafa áll.", "... or English"),
        ("sagt â€œjaâ€ und geht", "sagt “ja” und geht", "German ends quotations otherwise, and may have a hyphen there"),
        (
            without_controls("Někdy se říká, že řeka odnáší včerejší bolesti.", "iso8859-2"),
            "Někdy se říká, že řeka odnáší včerejší bolesti.",
            "its ASCII is as Slovak as it is Czech",
        ),
    ],
)
def test_what_comes_right_one_day(garbled: str, right: str, why: str) -> None:
    assert fix(garbled) == right, why
