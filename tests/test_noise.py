"""Strings that are no text: bytes of something else, decoded."""

from __future__ import annotations

import random

import pytest

from mojifix import fix
from mojifix.noise import is_noise


@pytest.mark.parametrize("size", [400, 5_000, 80_000])
@pytest.mark.parametrize("most", [0x100, 0x110000])
def test_what_is_no_text_comes_back_as_the_same_object(size: int, most: int) -> None:
    rnd = random.Random(size)
    text = "".join(map(chr, rnd.choices([n for n in range(most) if not 0xD800 <= n < 0xE000], k=size)))
    assert is_noise(text)
    assert fix(text) is text


def test_data_between_lines_of_text_in_a_large_file_is_seen_in_its_windows() -> None:
    data = "".join(map(chr, random.Random(1).choices(range(256), k=300)))
    assert is_noise(f"une ligne\n{data}\n" * 400)


@pytest.mark.parametrize(
    ("garbled", "right", "why"),
    [
        ("\x1b[32mcrÃ©Ã©\x1b[0m " * 9, "\x1b[32mcréé\x1b[0m " * 9, "colours of a terminal"),
        ("N\x08NO\x08OM\x08M crÃ©Ã©", "N\x08NO\x08OM\x08M créé", "a manual's overstrikes"),
        ("crÃ©Ã©\0dÃ©jÃ\xa0\0\0", "créé\0déjà\0\0", "names that end in NUL"),
        ("crÃ©Ã©\x1fdÃ©jÃ\xa0\x1e" * 5, "créé\x1fdéjà\x1e" * 5, "separators of fields"),
        ("\x02crÃ©Ã©\x03 \x02dÃ©jÃ\xa0\x03", "\x02créé\x03 \x02déjà\x03", "a few controls of a protocol"),
    ],
)
def test_text_with_some_controls_is_text(garbled: str, right: str, why: str) -> None:
    assert fix(garbled) == right, why


def test_private_signs_of_a_font_among_words_are_no_noise() -> None:
    text = "\ue000 crÃ©Ã© \ue001 dÃ©jÃ\xa0 " * 20
    assert fix(text) == "\ue000 créé \ue001 déjà " * 20
