"""Which encoding bytes are in, and whether they are text at all."""

import random
import zlib
from pathlib import Path

import pytest
from floor_texts import SENTENCES

from mojifix import codings, regions
from mojifix.contest import PRIOR
from mojifix.detect import detect
from mojifix.signatures import magic

WRITTEN = {
    "fr": "cp1252 iso8859-15 cp850 mac-roman",
    "de": "cp1252 cp437",
    "pl": "cp1250 iso8859-2 cp852",
    "hu": "cp1250 iso8859-2",
    "tr": "cp1254 iso8859-9 cp857",
    "lt": "cp1257 iso8859-13",
    "ru": "cp1251 koi8-r cp866 iso8859-5 mac-cyrillic utf-16-le utf-16-be utf-32-le",
    "el": "cp1253 iso8859-7 cp737",
    "he": "cp1255 cp862",
    "ar": "cp1256",
    "th": "cp874",
    "zh": "gbk gb18030 cp950",
    "ja": "cp932 euc-jp iso2022_jp utf-16-le",
    "ko": "cp949 euc-kr",
}
CASES = [(lang, encoding) for lang, encodings in WRITTEN.items() if lang in SENTENCES for encoding in encodings.split()]


def decoded(data: bytes) -> str:
    return codings.decode(data, detect(data).encoding)


@pytest.mark.parametrize(("lang", "encoding"), CASES)
def test_a_text_is_read_as_it_was_written(lang: str, encoding: str) -> None:
    done = 0
    for text in SENTENCES[lang]:
        try:
            data = codings.encode(text, encoding)
        except UnicodeError:
            continue
        assert decoded(data) == codings.decode(data, encoding)
        done += 1
    assert done or encoding in ("cp950", "cp874", "iso8859-13", "cp737")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_decides_and_stays(encoding: str) -> None:
    data = "Größe".encode(encoding)
    assert decoded(data).lstrip("\ufeff") == "Größe"
    assert decoded(data).startswith("\ufeff")
    assert codings.encode(decoded(data), detect(data).encoding) == data


def test_ascii_is_ascii_and_nothing_is_too() -> None:
    assert detect(b"plain text, with a tab\t and an escape \x1b[1m").encoding == "ascii"
    assert detect(b"").encoding == "ascii"
    assert detect(b"").parts == ()


def test_ascii_of_even_length_is_not_east_asian_utf_16() -> None:
    assert detect(b"bush hid the facts").encoding == "ascii"


def test_utf_8_comes_before_all_others() -> None:
    for text in ("é", "naïve", "日本", "Ω", "😀"):
        assert detect(text.encode()).encoding == "utf-8"


def test_utf_8_may_be_cut_off_within_a_character() -> None:
    data = "Où étiez-vous passés ? Déjà".encode()[:-1]
    assert detect(data).encoding == "utf-8"
    assert decoded(data).endswith("Déj\udcc3")


def test_utf_8_may_have_a_few_bad_bytes() -> None:
    text = "Съешь ещё этих мягких булок"
    data = text.encode().replace("ё".encode(), b"\xff")
    assert detect(data).encoding == "utf-8"
    assert decoded(data) == text.replace("ё", "\udcff")


def test_mojibake_in_legacy_text_does_not_mislead() -> None:
    assert decoded("déjà vu, très naÃ¯ve, été".encode("cp1252")) == "déjà vu, très naÃ¯ve, été"


def test_a_lone_word_is_read_in_the_light_of_the_others() -> None:
    assert decoded("O nadawcę serce pytaj".encode("iso8859-2")) == "O nadawcę serce pytaj"
    assert max(shares := regions.shares(b"Bu ses sistemi desteklenmiyor"), key=lambda r: shares[r]) == "turkish"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Den kvartalsmæssige opgørelse sendes til dig.", "cp850"),
        ("Visos žuvys plaukė į ežerą ir atgal.", "cp1257"),
        ("Wir erklären das später.", "mac-roman"),
        ("Cestou domů potkal kamarády.", "cp1250"),
    ],
)
def test_letters_are_taken_for_those_of_the_language_around_them(text: str, encoding: str) -> None:
    assert decoded(codings.encode(text, encoding)) == text


@pytest.mark.parametrize("text", ["déjà vu", "déjà", "crème brûlée", "été"])
def test_latin_letters_are_not_said_to_be_in_an_encoding_of_another_script(text: str) -> None:
    assert detect(text.encode("cp1252")).encoding in ("cp1252", "latin-1", "iso8859-15", "iso8859-3", "cp1254", "iso8859-9")


def test_what_is_likelier_has_more_confidence() -> None:
    sure = detect("Съешь ещё этих мягких французских булок".encode("cp1251")).confidence
    unsure = detect(b"\xe0").confidence
    assert unsure < 0.8 < sure <= 0.999


def test_every_encoding_of_the_contest_can_be_read_and_written() -> None:
    for name in PRIOR:
        assert codings.name_of(name) == name
        assert codings.encode(codings.decode(b"abc", name), name) == b"abc"


@pytest.mark.parametrize(
    "name", ["nope", "", "rot13", "hex", "idna", "unicode_escape", "raw-unicode-escape", "a\0b", "undefined"]
)
def test_an_encoding_that_is_none_is_named_in_the_error(name: str) -> None:
    with pytest.raises(LookupError, match="no encoding that mojifix knows"):
        codings.name_of(name)


@pytest.mark.parametrize("size", [40, 300, 5000, 200_000])
def test_random_bytes_are_binary(size: int) -> None:
    rnd = random.Random(size)
    for _ in range(20 if size < 1000 else 2):
        assert detect(rnd.randbytes(size)).encoding == "binary"


def test_compressed_bytes_programs_and_pictures_are_binary() -> None:
    text = " ".join(SENTENCES["fr"]).encode()
    assert detect(zlib.compress(text)).encoding == "binary"
    assert detect(b"\x7fELF\x02\x01\x01" + bytes(9)).encoding == "binary"
    assert detect(b"\x89PNG\r\n\x1a\n" + b"abc").encoding == "binary"
    assert magic(b"%PDF-1.7") and not magic(b"%PDX")


def test_text_with_nul_is_binary_but_for_utf_16_and_utf_32() -> None:
    assert detect(b"abc\0def\0").encoding == "binary"
    assert detect("abc".encode("utf-16-le")).encoding == "utf-16-le"
    assert detect("abc".encode("utf-32-be")).encoding == "utf-32-be"


def test_the_compiled_and_packed_files_of_this_python_are_binary() -> None:
    found = [p for p in Path(zlib.__file__ or random.__file__).parent.glob("*") if p.suffix in (".so", ".pyd", ".pyc")][:20]
    assert not [path for path in found if detect(path.read_bytes()).encoding != "binary"]


def test_the_time_is_linear() -> None:
    from time import perf_counter

    line = "Съешь ещё этих мягких французских булок\n".encode("cp1251")
    detect(line * 10)
    begun = perf_counter()
    assert detect(line * 100_000).encoding == "cp1251"
    assert detect(b"x" * 300_000 + b"\xe9 x").encoding != "binary"
    assert perf_counter() - begun < 10
