"""The tables of the codecs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mojifix import charmaps
from mojifix.charmaps import CODECS, decode, encode

# Codecs in which two bytes show as one character that plays the same part in UTF-8: what they garbled can't always be told.
AMBIGUOUS = {
    "cp856",
    "cp864",
    "cp1006",
    "koi8-t",
    "hp-roman8",
    "mac-arabic",
    "mac-farsi",
    "cp857",
    "iso8859-8",
    "cp874",
    "cp869",
}


@pytest.mark.parametrize("codec", CODECS)
def test_every_byte_has_a_character_and_ascii_is_ascii(codec: str) -> None:
    table = charmaps.decoding_table(codec)
    assert len(table) == 256
    assert table[:128].isascii()


@given(st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from([c for c in CODECS if c not in AMBIGUOUS]))
def test_utf8_read_as_a_codec_encodes_back_to_the_same_bytes(text: str, codec: str) -> None:
    data = text.encode()
    assert encode(decode(data, codec), codec) == data


def test_a_hole_is_the_code_point_of_its_number() -> None:
    assert decode(b"\x81", "cp1252") == "\x81"
    assert encode("\x81", "cp1252") == b"\x81"


def test_windows_mac_cyrillic_differs_from_apples_in_three_places() -> None:
    every = bytes(range(256))
    pairs = zip(decode(every, "cp10007"), decode(every, "mac-cyrillic"), strict=True)
    assert [i for i, (a, b) in enumerate(pairs) if a != b] == [0xA2, 0xB6, 0xFF]


def test_what_a_codec_has_not_is_an_error() -> None:
    with pytest.raises(UnicodeEncodeError):
        encode("语", "cp1252")
    with pytest.raises(UnicodeEncodeError):
        encode("语", "mac-arabic")
