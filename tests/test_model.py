"""The shipped table."""

import hashlib
from pathlib import Path

import pytest

import mojifix
from mojifix import model, unusual

DATA_FOLDER = Path(mojifix.__file__).parent / "data"
DATA = (DATA_FOLDER / model.NAME).read_bytes()


def test_the_table_is_what_its_header_says() -> None:
    header, tables = model.read(DATA)
    assert header["format"] == model.FORMAT
    assert len(DATA) <= 650_000
    again = model.write({k: header[k] for k in ("version", "unicode", "languages", "sources")}, tables)
    assert again.partition(b"\n")[0] == DATA.partition(b"\n")[0]
    assert model.read(again)[1] == tables


def test_the_tree_has_a_place_and_a_level_for_each_of_its_n_grams() -> None:
    tables = model.read(DATA)[1]
    bigrams, trigrams = sum(map(ord, tables.bigram_counts)), sum(map(ord, tables.trigram_counts))
    of_vocabulary = (tables.folding, tables.bigram_counts, tables.unigram_levels, tables.unigram_backs, tables.class_within)
    assert {len(part) for part in of_vocabulary} == {len(tables.vocabulary)}
    assert {len(part) for part in (tables.bigrams, tables.bigram_levels, tables.bigram_backs)} == {bigrams}
    assert {len(part) for part in (tables.trigrams, tables.trigram_levels)} == {trigrams}
    assert len(tables.trigram_counts) == bigrams - tables.bigram_backs.count(0)
    assert len(tables.class_pairs) == len(tables.class_columns) * len(tables.class_rows) == len(tables.class_cases) ** 2


def test_the_sieve_is_what_its_header_says() -> None:
    head, _, packed = (DATA_FOLDER / unusual.NAME).read_bytes().partition(b"\n")
    name, number, digest, *sizes = head.decode().split()
    assert (name, int(number)) == ("mojifix-sieve", unusual.FORMAT)
    assert hashlib.sha256(packed).hexdigest() == digest
    assert sum(map(int, sizes)) == len(packed)


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
