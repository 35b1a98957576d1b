"""Letters that lost a byte, told by the language and the letters around."""

import hashlib
import zlib
from pathlib import Path

import pytest

import mojifix
from mojifix import charmaps, lost
from mojifix.tongues import spoken
from mojifix.windows import PADDING

DATA = (Path(mojifix.__file__).parent / "data" / lost.NAME).read_bytes()


def as_(text: str, codec: str) -> str:
    """`text` as UTF-8 that was read as `codec`."""
    return charmaps.decode(text.encode(), codec)


def as_dropped(text: str, codec: str) -> str:
    """`text` read as `codec`, whose C1 controls somebody dropped."""
    return "".join([char for char in as_(text, codec) if not "\x80" <= char < "\xa0"])


def test_the_table_is_what_its_header_says() -> None:
    head, _, raw = zlib.decompress(DATA).partition(b"\n")
    name, number, digest = head.decode().split()
    assert (name, int(number)) == ("mojifix-lost", lost.FORMAT)
    assert hashlib.sha256(raw).hexdigest() == digest


def test_a_language_is_read_as_it_was_written() -> None:
    czech = lost.language("czech")
    assert czech
    written = lost.packed({"czech": czech}, lost.capitals()).decode().split("\n")
    shipped = zlib.decompress(DATA).decode().split("\n")
    assert written[1:3] == shipped[1:3]
    start = shipped.index("czech controls")
    decisions = 6  # lines before them
    assert written[3 + decisions :] == shipped[start + decisions : start + len(written) - 3]


def test_a_lead_that_is_not_known_says_nothing() -> None:
    czech = lost.language("czech")
    assert czech
    assert czech.among(["\u0e01"], PADDING + lost.lead_of("\u0e01", lost.CONTROLS) + PADDING, 3) == {}


def test_languages_without_decisions_are_none() -> None:
    assert lost.language("rest") is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Кому й вийти, як не їй", "ukrainian"),
        ("Всё это было бы смешно", "russian"),
        ("Љубичица је њен цвет", "serbian"),
        ("پرندگان گرسنه‌اند و چشمه", "persian"),
        ("τα πουλιά", "greek"),
        ("घर के पीछे", "devanagari"),
    ],
)
def test_letters_tell_the_language(text: str, language: str) -> None:
    found = spoken(text)
    assert max(found, key=lambda name: found[name]) == language


LOST = [
    ("Czech letters by their neighbours", "Když prší, sedíme doma a čteme si staré knížky.", "iso8859-2"),
    ("Slovak", "Včera sme našli kľúč od pivnice pod kvetináčom.", "latin-1"),
    ("Polish", "Wczoraj kupiliśmy chleb i świeże bułki w małym sklepie.", "iso8859-2"),
    ("Romanian", "Bunica pregătește în fiecare iarnă gutui și nuci pentru nepoți.", "iso8859-2"),
    ("Hungarian long vowels", "A hűtőben őrzött gyümölcsöt este ették meg az erdőben.", "iso8859-2"),
    ("Turkish", "Komşular akşam yemeğinden sonra bahçede oturup çay içiyordu.", "iso8859-9"),
    ("Latvian", "Pilsētas lielākajā parkā bērni vāca krītošās kļavu lapas.", "iso8859-13"),
    ("a German ß", "Draußen hieß es, die Straße sei wegen großer Hitze gesperrt.", "latin-1"),
    ("a French capital", "ÉCOLE FERMÉE, dit l’écriteau accroché à la grille.", "latin-1"),
]


@pytest.mark.parametrize(("text", "codec"), [case[1:] for case in LOST], ids=[case[0] for case in LOST])
def test_what_lost_its_controls_comes_right(text: str, codec: str) -> None:
    garbled = as_dropped(text, codec)
    found = mojifix.repair(garbled)
    assert found.text == text
    assert any(repair.guessed for repair in found.repairs)
    assert mojifix.repair(garbled, mojifix.Policy(guesses=False)).text != text


UNDEFINED = [
    ("Russian letters that cp1252 lacks", "Снег лежал на крыше, и сосед чистил дорожку.", "cp1252"),
    ("Ukrainian", "Ранкове сонце освітило старий сад біля річки.", "cp1252"),
    ("Greek", "Το πρωί ο ψαράς άπλωσε τα δίχτυα του στον ήλιο.", "cp1252"),
]


@pytest.mark.parametrize("sign", ["\ufffd", "?"])
@pytest.mark.parametrize(("text", "codec"), [case[1:] for case in UNDEFINED], ids=[case[0] for case in UNDEFINED])
def test_what_a_codec_leaves_undefined_comes_right(text: str, codec: str, sign: str) -> None:
    garbled = text.encode().decode(codec, "replace").replace("\ufffd", sign)
    assert sign in garbled
    assert mojifix.fix(garbled) == text


OPEN = [
    ("an ending that both would be", as_dropped("Mogę to zrobić jutro rano.", "iso8859-2")),
]


@pytest.mark.parametrize("text", [text for _, text in OPEN], ids=[why for why, _ in OPEN])
def test_a_line_of_which_a_letter_is_open_stays(text: str) -> None:
    assert mojifix.fix(text) == text


def test_a_space_at_the_end_of_a_line_is_what_is_left_of_a_byte() -> None:
    garbled, right = "Ils pensent souvent Ã \nceux d’en bas, restÃ©s lÃ ", "Ils pensent souvent à\nceux d’en bas, restés là"
    assert mojifix.fix(garbled) == right


def test_a_lead_without_readings_in_a_line_of_one_mix_up_raises_nothing() -> None:
    text = "Å¥Å¥Åˆ Å¡ â€eİüę="  # the laws found it
    assert mojifix.fix(mojifix.fix(text)) == mojifix.fix(text)


def test_a_long_text_in_a_language_that_has_no_list_is_in_none_of_those_that_have_one() -> None:
    """What a thousand letters say is more than a float can hold: legacy documents of Russian raised ZeroDivisionError."""
    assert sum(spoken("ә" * 1_000).values()) < 0.001
    assert sum(spoken("всёэтобылобысмешно" * 100).values()) > 0.9
