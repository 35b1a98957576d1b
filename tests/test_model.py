"""The shipped table."""

from pathlib import Path

import pytest

import mojifix
from mojifix import model

DATA = (Path(mojifix.__file__).parent / "data" / model.NAME).read_bytes()


def test_the_table_is_what_its_header_says() -> None:
    header, tables = model.read(DATA)
    assert header["format"] == model.FORMAT
    assert len(DATA) <= 1_000_000
    assert model.write({k: header[k] for k in ("version", "unicode", "languages", "sources")}, tables) == DATA


@pytest.mark.parametrize("place", [-1, -1000, len(DATA) // 2])
def test_a_damaged_table_is_refused(place: int) -> None:
    broken = bytearray(DATA)
    broken[place] ^= 1
    with pytest.raises(model.Corrupt):
        model.read(bytes(broken))


def test_words_are_likelier_than_their_garbling() -> None:
    score = model.load().score
    for right, garbled in [
        ("déjà", "dÃ©jÃ\xa0"),
        ("привет", "РїСЂРёРІРµС‚"),
        ("日本語", "æ—¥æœ¬èªž"),
        ("Ελλάδα", "Î•Î»Î»Î¬Î´Î±"),
    ]:
        assert score("\n", right, "\n") > score("\n", garbled, "\n") + 10
