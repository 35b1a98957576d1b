"""Of a text that is garbled in part, the sound lines stay, and the others come back whatever sound stands beside them."""

from __future__ import annotations

import pytest

from mojifix import charmaps, fix


def misread(text: str, codec: str) -> str:
    return charmaps.decode(text.encode(), codec)


CZECH = ["Pečeť na dopise už byla zlomená, ať dělal cokoli.", "Chuť je důležitá, říká kuchař.", "Loď stojí v přístavu."]
HUNGARIAN = ["Tegnap késő este értem haza.", "A könyv az asztalon fekszik, a lámpa mellett."]


@pytest.mark.parametrize(
    ("garbled", "codec", "sound", "why"),
    [
        (
            CZECH,
            "iso8859-2",
            "Na listině byla pečeť města.",
            "ť is a letter that the garbled lines have, not what became of š",
        ),
        (CZECH[2:], "iso8859-2", "Na listině byla pečeť města.", "... nor where they haven't: nothing shows a tool"),
        (HUNGARIAN, "iso8859-2", "Ünnep van.", "what says little by itself is no tool's work either"),
        (["नमां बऱरा शुरू ऐ।", "बऱरे दा खाता खोलो।"], "cp1250", "खीरी मान्य बऱरा ऐ।", "a rare letter of Dogri is its own"),
    ],
)
def test_a_sound_line_stays_beside_garbled_ones(garbled: list[str], codec: str, sound: str, why: str) -> None:
    text = "\n".join([*[misread(line, codec) for line in garbled], sound])
    assert fix(text) == "\n".join([*garbled, sound]), why


@pytest.mark.parametrize(
    ("before", "garbled", "codec", "after", "why"),
    [
        (
            "Å påkalle tjenesten starter en prosess i bakgrunnen. ",
            "Så lenge den kjører, ser den etter nye pakker, og flytter dem.",
            "latin-1",
            " Når det er gjort, er alt på plass.",
            "Å is a word by itself, which has not lost its last byte",
        ),
        (
            "",
            "Lệnh này bắt đầu trình soạn thảo văn bản và cho phép tạo, sửa đổi các tập tin.",
            "mac-roman",
            " Lưu ý trong ví dụ này: echo“text“> file.",
            "a quotation mark between letters leads no letter of Vietnamese",
        ),
        (
            "der Ordner und die Datei sind nicht leer, das Programm wird installiert. ابتدا سیستم را بررسی کنید. ",
            "این دستور یک ماشین مجازی ایجاد می کند و آن را به شبکه وصل می کند.",
            "cp1256",
            "",
            "Persian words lead nothing, although they are strange beside German",
        ),
        (
            "Он пошёл домой, и дорога была длинной. ",
            "У иного человека, например, есть дом и сад, и всё это его радует.",
            "koi8-r",
            " И так было всегда, и вчера, и сегодня.",
            "пё was a word, as all of its sentence was",
        ),
    ],
)
def test_a_garbled_sentence_comes_back_between_sound_ones(
    before: str, garbled: str, codec: str, after: str, why: str
) -> None:
    assert fix(before + misread(garbled, codec) + after) == before + garbled + after, why


@pytest.mark.parametrize(
    ("text", "written", "read"),
    [
        (
            "Hent spelet frå ContentDB\nDenne fila er ikkje støtta, seier han\n"
            "Låg fuktigheit og høg temperatur fører til grunne elver",
            "mac-roman",
            "cp437",
        ),
        (
            "5.1 Struktur des Pakets\n5.2 Zusätzliche Software\n5.3 Probleme lösen und relevante Informationen finden\n"
            "5.4 Unterstützung für Benutzer\n5.5 Pakete auswählen und prüfen",
            "cp437",
            "mac-roman",
        ),
    ],
)
def test_a_line_whose_language_is_told_wrongly_comes_back_with_the_others(text: str, written: str, read: str) -> None:
    """`frî ContentDB` looks Italian, in which î is at home; but it is spelled no better there than `frå`."""
    assert fix(charmaps.decode(charmaps.encode(text, written), read)) == text
