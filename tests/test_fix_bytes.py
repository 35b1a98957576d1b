"""fix_bytes: bytes in, repaired text out, and how each part was read."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mojifix
from mojifix import Policy, codings
from mojifix.detect import detect
from mojifix.octets import BINARY, MIXED

FRENCH = ["Où étiez-vous passés ? Le dîner refroidit.", "Grand-père a déjà goûté la crème brûlée.", "Rien à dire."]
RUSSIAN = ["Съешь ещё этих мягких французских булок.", "Да выпей чаю, и всё пройдёт.", "Погода сегодня хорошая."]
CHINESE = ["今天的天气非常好,我们去公园散步。", "他昨天在图书馆借了两本书。", "请把窗户打开一点。"]
KOREAN = ["오늘은 날씨가 아주 좋습니다.", "그는 어제 도서관에서 책을 두 권 빌렸다.", "창문을 조금 열어 주세요."]
JAPANESE = ["今日はとても良い天気ですね。", "図書館で本を二冊借りました。", "窓を少し開けてください。"]


@pytest.mark.parametrize(
    ("lines", "encoding"),
    [(FRENCH, "cp1252"), (RUSSIAN, "cp1251"), (CHINESE, "gbk"), (JAPANESE, "cp932"), (RUSSIAN, "koi8-r")],
)
def test_lines_of_utf_8_and_a_legacy_encoding_by_turns_are_read_exactly(lines: list[str], encoding: str) -> None:
    written = [codings.encode(line, encoding if i % 2 else "utf-8") for i, line in enumerate(lines * 2)]
    found = mojifix.fix_bytes(b"\r\n".join(written))
    assert found.text == "\r\n".join(lines * 2)
    assert found.encoding == MIXED
    assert {p.encoding for p in found.parts} == {"utf-8", encoding}
    assert found.encoded() == b"\r\n".join(written)


def test_three_encodings_in_one_document_are_told_apart() -> None:
    data = (
        "\n".join(FRENCH).encode()
        + b"\n"
        + "\n".join(FRENCH * 2).encode("cp1252")
        + b"\n"
        + "\n".join(RUSSIAN).encode("cp1251")
    )
    assert mojifix.fix_bytes(data).text == "\n".join(FRENCH * 3 + RUSSIAN)


MIXTURES = {
    "two legacy encodings, no UTF-8": [*[(line, "gbk") for line in CHINESE * 2], *[(line, "cp1252") for line in FRENCH]],
    "one word of the second legacy encoding": [
        *[(line, "utf-8") for line in FRENCH + RUSSIAN],
        *[(line, "cp1251") for line in RUSSIAN],
        ("Les comptes récents sont ici.", "cp1252"),
    ],
    "two hanzi of gbk that are UTF-8 by accident": [
        *[(line, "utf-8") for line in CHINESE],
        *[(line, "gbk") for line in [*CHINESE, "时薪"]],
    ],
    "one letter that the lines of UTF-8 hold": [
        *[(line, "utf-8") for line in RUSSIAN],
        ("10.2. debhelper и dput", "cp1251"),
    ],
    "words in half-width katakana": [
        *[(line, "utf-8") for line in JAPANESE],
        *[(line, "cp932") for line in ["ﾌﾟﾛﾌｧｲﾙ", "ｷｬﾝｾﾙ", "ﾌｧｲﾙを開く", "ﾃﾞｰﾀ"]],
    ],
    "one sign in a hundred lines that one of two encodings has": [
        ("Rögzítsd a törött részt, és várj egy kicsit.", "utf-8"),
        *[(f"{i}. Tárgyak meghatározása és törlése{'…' if i == 76 else '.'}", "cp1250") for i in range(90)],
    ],
    "rules of dashes in cp1252": [
        *[(line, encoding) for line in FRENCH for encoding in ("utf-8", "cp1252")],
        *[(sign * 30, "cp1252") for sign in "—·•"],
    ],
    "rules of dashes in cp932": [
        *[(line, encoding) for line in JAPANESE for encoding in ("utf-8", "cp932")],
        *[(sign * 30, "cp932") for sign in "―＝◆"],
    ],
    "acute accents for apostrophes": [
        *[(line, encoding) for line in ["Das wäre schön.", "Früher war alles älter."] for encoding in ("utf-8", "cp1252")],
        *[(line, "cp1252") for line in ["Ich hab´s dir gesagt.", "Wie geht´s dir heute?", "Das war´s für den Anfang."]],
    ],
    "one sign that no line of UTF-8 holds": [
        *[(line, "utf-8") for line in FRENCH],
        ("Prix en €", "cp1252"),
    ],
    "one no-break space": [
        *[(line, "utf-8") for line in FRENCH],
        ("\xa0Annexe A. Installation", "cp1252"),
    ],
    "one capital that no line of UTF-8 holds": [
        *[(line, "utf-8") for line in FRENCH],
        ("Ultimo. È stato rilevato un file.", "cp1252"),
    ],
    "syllables of cp949 that are UTF-8 by accident": [
        *[(line, "utf-8") for line in KOREAN],
        *[(line, "cp949") for line in ["창 _1", "창 _2", "창문을 닫는다."]],
    ],
    "four hanzi of gbk that are UTF-8 by accident": [
        *[(line, "utf-8") for line in CHINESE],
        *[(line, "gbk") for line in [*CHINESE, "浅色模式"]],
    ],
    "one letter that lines of the same legacy encoding hold": [
        *[(line, "utf-8") for line in RUSSIAN],
        *[(line, "cp1251") for line in RUSSIAN],
        *[(line, "cp1252") for line in [*FRENCH, "Aller à"]],
    ],
    "one line in letters of which UTF-8 has few": [
        *[(line, encoding) for line in RUSSIAN for encoding in ("utf-8", "cp1251")],
        ("Wie man sein Kind nicht nennen sollte: Mai Käfer", "cp1252"),
    ],
}


@pytest.mark.parametrize("lines", MIXTURES.values(), ids=MIXTURES.keys())
def test_lines_of_several_encodings_are_read_exactly(lines: list[tuple[str, str]]) -> None:
    data = b"\n".join([codings.encode(*line) for line in lines])
    found = detect(data)
    texts = [codings.decode(data[part.start : part.end], part.encoding) for part in found.parts]
    assert "".join(texts) == "\n".join([text for text, _ in lines])


def test_noise_in_a_line_is_no_encoding_of_its_own() -> None:
    more = "Les élèves préférés ont été récompensés à la fête de l'école."
    data = "\n".join([*FRENCH, more]).encode() + b"\nUne no\xfe\xfdte de service.\n"
    assert mojifix.fix_bytes(data).encoding == "utf-8"


def test_noise_within_words_is_no_letters_that_the_text_has_not() -> None:
    more = ["Les élèves préférés ont été récompensés.", "Une note très précise, déjà donnée à l'équipe."]
    data = "\n".join([*FRENCH, *more]).encode() + b"\nUne budg\xfe\xfdet courte.\nLe serv\xfe\xfdice du soir.\n"
    assert mojifix.fix_bytes(data).encoding == "utf-8"


def test_the_parts_cover_the_bytes_without_a_gap() -> None:
    data = b"title\n" + FRENCH[0].encode() + b"\nplain\n" + FRENCH[1].encode("cp1252") + b"\nend\n"
    found = mojifix.fix_bytes(data)
    assert found.parts[0].start == 0
    assert [p.end for p in found.parts][:-1] == [p.start for p in found.parts][1:]
    assert found.parts[-1].end == len(data)
    assert found.ends[-1] == len(found.text)


def test_what_the_decoding_shows_is_repaired() -> None:
    assert mojifix.fix_bytes("dÃ©jÃ\xa0 vu".encode()).text == "déjà vu"
    found = mojifix.fix_bytes("ÐŸÑ€Ð¸Ð²ÐµÑ‚, Ð¼Ð¸Ñ€".encode("utf-16"))
    assert found.text == "\ufeffПривет, мир"
    assert found.repairs


def test_clean_text_has_no_repairs() -> None:
    for text, encoding in ((FRENCH[0], "cp1252"), (RUSSIAN[0], "koi8-r"), (JAPANESE[0], "euc-jp"), (FRENCH[1], "utf-8")):
        found = mojifix.fix_bytes(text.encode(encoding))
        assert (found.text, found.repairs) == (text, ())
        assert found.encoded() == text.encode(encoding)


def test_a_named_encoding_is_not_questioned() -> None:
    found = mojifix.fix_bytes("Погода".encode("koi8-r"), encoding="KOI8-R")
    assert (found.text, found.encoding, found.confidence) == ("Погода", "koi8-r", 1.0)


def test_bytes_that_do_not_fit_the_named_encoding_stay_as_surrogates() -> None:
    assert mojifix.fix_bytes(b"caf\xe9 noir", encoding="utf-8").text == "caf\udce9 noir"
    assert mojifix.fix_bytes(b"abc\xff", encoding="gbk").text == "abc\udcff"
    assert mojifix.fix_bytes(b"abc", encoding="utf-16-le").parts[0].end == 3


def test_an_unknown_encoding_is_an_error_that_says_so() -> None:
    with pytest.raises(LookupError, match=r"'klingon' is no encoding that mojifix knows"):
        mojifix.fix_bytes(b"abc", encoding="klingon")


def test_the_policy_is_the_repairs() -> None:
    assert not mojifix.fix_bytes("dÃ©jÃ\xa0 vu".encode(), policy=Policy(confidence=1.1)).repairs


def test_binary_is_left_alone() -> None:
    data = random.Random(1).randbytes(3000)
    found = mojifix.fix_bytes(data)
    assert (found.encoding, found.repairs) == (BINARY, ())
    assert found.encoded() == data


def test_nothing_is_text_too() -> None:
    assert mojifix.fix_bytes(b"") == ("", "ascii", 0.999, (), (), ())
    assert mojifix.fix_bytes(b"").encoded() == b""


def test_any_buffer_will_do() -> None:
    assert mojifix.fix_bytes(bytearray(b"caf\xc3\xa9")).text == mojifix.fix_bytes(memoryview(b"caf\xc3\xa9")).text == "café"


_ENCODINGS = ["utf-8", "utf-16", "utf-32-be", "gbk", "utf-7", "hz", "shift_jis_2004", "johab", "cp10007", "iso2022_kr"]


@given(st.binary(max_size=60), st.sampled_from([None, *_ENCODINGS]))
def test_no_bytes_raise_an_error(data: bytes, encoding: str | None) -> None:
    found = mojifix.fix_bytes(data, encoding=encoding)
    assert 0 < found.confidence <= 1


@given(st.text(st.sampled_from("aé ßж中あ한\n"), max_size=40), st.sampled_from(["utf-8", "cp1252", "cp1251", "gb18030"]))
def test_decoding_loses_no_byte(text: str, encoding: str) -> None:
    data = text.encode(encoding, "ignore")
    found = mojifix.fix_bytes(data, policy=Policy(confidence=1.1))
    assert found.encoded() == data


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le"])
@pytest.mark.parametrize("tail", [b"", b"x", b"\x00", b"\xe9"])
def test_a_byte_left_over_at_the_end_of_utf16_or_utf32_stays_a_byte(codec: str, tail: bytes) -> None:
    data = ("\ufeff" + "naÃ¯ve, dÃ©jÃ\xa0 vu, Ã©tÃ©.\n").encode(codec) + tail
    found = mojifix.fix_bytes(data, encoding=codec)
    assert found.encoded() == ("\ufeff" + "naïve, déjà vu, été.\n").encode(codec) + tail
    unsaid = mojifix.fix_bytes(data)
    assert (unsaid.encoding, unsaid.encoded() == data) == ((BINARY, True) if tail else (codec, False))


@pytest.mark.parametrize("unit", [0xD800, 0xDBFF, 0xDC80, 0xDFFF])
def test_units_of_utf16_that_are_no_characters_stay(unit: int) -> None:
    data = b"\xff\xfea\0" + unit.to_bytes(2, "little") + b"a\0"
    assert codings.encode(codings.decode(data, "utf-16"), "utf-16") == data


@pytest.mark.parametrize(
    ("encoding", "sign", "line"),
    [
        ("cp932", "Installation¶", "これはとても長い文章です。今日は天気がいいので、みんなで公園に行きましょう。"),
        ("gbk", "see → next", "今天的天气很好，我们一起去公园散步，然后回家吃晚饭吧。"),
        ("cp949", "API reference¶", "오늘은 날씨가 좋아서 모두 함께 공원에 가서 점심을 먹었습니다."),
    ],
)
def test_a_sign_behind_a_word_is_in_the_encoding_of_the_country_that_the_other_lines_are_from(
    encoding: str, sign: str, line: str
) -> None:
    data = b"\n".join([f"{line}\n{line[::-1]}".encode(), sign.encode(encoding), line.encode()])
    assert mojifix.fix_bytes(data).text == f"{line}\n{line[::-1]}\n{sign}\n{line}"


def test_a_sign_that_lines_of_utf8_end_in_is_the_end_of_others_too() -> None:
    lines = ["Überblick¶", "Die Einrichtung dauert eine Weile.", "Für wen ist das gedacht?¶", "Das Gerät wählt selbst.¶"]
    data = "\n".join(lines).encode() + b"\nWeitere Schritte\xb6\nEinstellungen\xb6"
    assert mojifix.fix_bytes(data).text == "\n".join([*lines, "Weitere Schritte¶", "Einstellungen¶"])
