"""Pairs of neighbours that clean text hardly has, and those of them that tell of nothing."""

from __future__ import annotations

import pytest

from mojifix import charmaps, multibyte, unusual
from mojifix.unusual import strange_words, unusual_pairs


@pytest.mark.parametrize("codec", [*charmaps.CODECS, *multibyte.CODECS])
def test_no_encoding_shows_the_letters_that_are_said_to_be_shown_nowhere(codec: str) -> None:
    if codec in charmaps.CODECS:
        shown = set(charmaps.decoding_table(codec))
    else:  # GB 18030 has four bytes for all of Unicode, two of them digits, as no UTF-8 has
        letters = filter(unusual._SHOWN_NOWHERE.match, map(chr, range(0x80, 0x2E80)))
        shown = {char for char in letters if 0 < len(char.encode(codec, "ignore")) < 4}
    assert not any(map(unusual._SHOWN_NOWHERE.match, shown))


def test_a_rare_pair_with_such_a_letter_is_nothing_to_stop_at() -> None:
    assert not unusual_pairs("thuế nợ ॉब")
    assert unusual_pairs("thuÃ¡º¿ éž")


@pytest.mark.parametrize(
    ("text", "are_strange", "why"),
    [
        ("2.\xa0تثبيت", False, "a heading in Arabic"),
        ("\xa0Κεφάλαιο", False, "a line that begins with a no-break space"),
        ("Ã\xa0é", True, "à, of which the space is a byte"),
        ("Ð\xa0Ð", True, "Р, twice"),
    ],
)
def test_a_no_break_space_behind_ascii_ends_no_sequence(text: str, are_strange: bool, why: str) -> None:
    assert bool(strange_words.__wrapped__(text)) is are_strange, why
    assert bool([*unusual.stops(text)]) is are_strange, why
