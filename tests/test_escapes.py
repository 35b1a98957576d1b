"""Garbled text inside escapes comes out right, as escapes; whatever reads the escapes sees the same structure."""

from __future__ import annotations

import html
import json
import quopri
from html.parser import HTMLParser
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mojifix
from mojifix import charmaps, forms
from mojifix.escapes import View, view
from mojifix.steps import Step, invert, replay

WORDS = (
    "café",
    "naïveté",
    "déjà",
    "Größenänderung",
    "Привет",
    "слово",
    "žluťoučký",
    "señor",
    "don’t",
    "日本語",
    "ελληνικά",
    "😀👍",
)
FORMS = ("json", "json:upper", "named", "decimal", "hex", "hex:upper", "percent", "percent:lower", "quoted-printable")


def misread(text: str, codec: str = "cp1252") -> str:
    return charmaps.decode(text.encode(), codec)


def escaped(text: str, form: str) -> str:
    """`text` with what isn't ASCII escaped, as writers of that form do it."""
    return "".join(c if c.isascii() else forms.escape(c, form) for c in text)


@pytest.mark.parametrize(
    ("garbled", "right"),
    [
        (r"caf\u00c3\u00a9", r"caf\u00e9"),
        (r"caf\u00C3\u00A9", r"caf\u00E9"),
        (r'{"a": "Sm\u00c3\u00b8rebr\u00c3\u00b8d \u00f0\u009f\u0098\u0080"}', r'{"a": "Sm\u00f8rebr\u00f8d \ud83d\ude00"}'),
        ("caf&Atilde;&copy;", "caf&eacute;"),
        ("&ETH;&iquest;&Ntilde;&euro;&ETH;&cedil;&ETH;&sup2;", "&#1087;&#1088;&#1080;&#1074;"),
        ("caf&#195;&#169;", "caf&#233;"),
        ("caf&#xC3;&#xA9;", "caf&#xE9;"),
        ("caf&#xc3;&#xa9;", "caf&#xe9;"),
        ("caf&#x00C3;&#x00A9;", "caf&#x00E9;"),
        ("don&#226;&#128;&#153;t", "don&#8217;t"),
        ("/caf%C3%83%C2%A9%20noir", "/caf%C3%A9%20noir"),
        ("/caf%c3%83%c2%a9", "/caf%c3%a9"),
        ("Ni%C3%83%C2%83%C3%82%C2%B1os", "Ni%C3%B1os"),
        ("caf=C3=83=C2=A9 noir", "caf=C3=A9 noir"),
        ("=?utf-8?q?Andr=C3=83=C2=A9?=", "=?utf-8?q?Andr=C3=A9?="),
        ("cafÃ&copy;", "caf&eacute;"),
        (r"caf\u00c3©", r"caf\u00e9"),
        ("libÃ©ration, lib&Atilde;&copy;ration, libération", "libération, lib&eacute;ration, libération"),
        (r"caf\ucc55", r"caf\u00e9"),
        (r"\u00e5\u00b9\u00b4/\u00e6\u0153\u02c6/\u00e6\u2014\u00a5", r"\u5e74/\u6708/\u65e5"),  # a date, no pattern
        ("'=C3=A6=E2=80=B9=C2=89'=C3=AF=C2=BC=C5=92", "'=E6=8B=89'=EF=BC=8C"),  # no assignment
    ],
)  # fmt: skip
def test_escapes_stay_escapes_of_their_kind(garbled: str, right: str) -> None:
    repaired = mojifix.repair(garbled)
    assert repaired.text == right
    assert repaired.undo() == garbled
    for repair in repaired.repairs:
        assert garbled[repair.start : repair.end] == repair.before
        assert replay(repair.before, repair.steps) == repair.after


UNTOUCHED = [
    ("an escaped backslash is no escape", r"caf\\u00c3\\u00a9"),
    ("three backslashes are one and an escape", r"\\\u00e9t\u00e9"),
    ("bytes in Python or C source may be right as bytes", r"b'caf\xc3\xa9'"),
    ("right escapes", r'{"a": "\u00e9t\u00e9 \ud83d\ude00"}'),
    ("a lone surrogate", r'{"a": "\ud83d caf"}'),
    ("right entities", "l&eacute;ve &eacute;&nbsp;&raquo; &copy; 2020 R&amp;D"),
    ("a browser shows it as a dash already", "1990&#150;1995"),
    ("an entity of two characters", "&NotEqualTilde; &acE;"),
    ("numbers that are no characters", "&#0; &#xD800; &#x110000; &#99999999;"),
    ("right URL", "https://fr.wikipedia.org/wiki/Caf%C3%A9?q=%E2%80%99"),
    ("legacy bytes in a URL", "?q=caf%E9&r=%C3%83%E9"),
    ("half a character", "/%C3/%A9 %C3x%A9"),
    ("surrogates as bytes", "/%ED%A0%BD%ED%B8%80"),
    ("bytes of a hash", "?info_hash=%C3%83%C2%A9%12%9f%ff%8aNv%C2%A9"),
    ("right quoted-printable", "caf=C3=A9 =E2=82=AC 5 a=3Db"),
    ("assignments", "a=C3\nb=A9;c=DEADBEEF"),
    ("a table of code points", "    '\\u0621'   #  0xC1\n    '\\u0622'   #  0xC2\n    '\\u00c2'   # 0xC3\n"),
    ("a C1 control by its number", r"split('[\n\u0085\u2028]')"),
    ("ranges of characters", r"[\u0391-\u03a1\u03a3-\u03ab\u0370-\u0373]"),
    ("what a program repairs", r"['\u00e2\u0080\u0099', '\u2019'], ['\u00c3\u00a9', '\u00e9'], ['\u00c3\u00a0', 'à']"),
    ("a pattern", r"s.replace(/\u00e2\u20ac\u2122/g, '-')"),
    ("an argument", r"s.replace('\u00e2\u20ac\u2122', '-')"),
    ("a key", r"{'\u00e2\u20ac\u2122': '-'}"),
]


@pytest.mark.parametrize("text", [text for _, text in UNTOUCHED], ids=[why for why, _ in UNTOUCHED])
def test_what_must_not_change_comes_back_as_the_same_object(text: str) -> None:
    assert mojifix.fix(text) is text


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("word", WORDS)
def test_escaped_or_not_the_same_text_comes_out(word: str, form: str) -> None:
    for text in (f"le mot « {word} » ici", f"{word}, {word}"):
        garbled = misread(text, "latin-1")
        plainly = mojifix.fix(garbled)
        repaired = mojifix.repair(escaped(garbled, form))
        assert repaired.text == escaped(plainly, form) or (form == "named" and html.unescape(repaired.text) == plainly)


def test_what_cannot_go_back_into_escapes_keeps_nothing_else_from_it() -> None:
    key = r"{'\u00e2\u20ac\u2122': '-'}"
    assert mojifix.fix(rf"caf\u00c3\u00a9 {key}") == rf"caf\u00e9 {key}"


def test_one_escaped_letter_is_enough_where_the_plain_one_is() -> None:
    assert mojifix.fix("La crÃ¨me") == "La crème"
    assert mojifix.fix(r"La cr\u00c3\u00a8me") == r"La cr\u00e8me"


def test_plain_and_escaped_text_are_evidence_for_each_other() -> None:
    plain = "Wiêc nie. "
    v = view(plain + r"\u00e9")
    assert v is not None and v.text == plain + "é"


def test_a_json_parser_sees_the_same_structure() -> None:
    data = {"ключ": ['Привет\n"мир"', {"naïve": "déjà\\b\t/"}, 1.5, None], "e": "😀 d’été"}
    garbled = json.dumps(json.loads(misread(json.dumps(data, ensure_ascii=False), "latin-1")))
    assert json.loads(mojifix.fix(garbled)) == data
    assert mojifix.fix(garbled) == json.dumps(data)


def test_a_url_parser_sees_the_same_structure() -> None:
    garbled = "https://x.org/caf%C3%83%C2%A9/a%2Fb?q=%C3%83%C2%A0%26b&r=na%C3%83%C2%AFve#%C3%83%C2%A9t%C3%83%C2%A9"
    url = urlsplit(mojifix.fix(garbled))
    assert [unquote(part) for part in url.path.split("/")] == ["", "café", "a/b"]
    assert parse_qsl(url.query) == [("q", "à&b"), ("r", "naïve")]
    assert unquote(url.fragment) == "été"


class Seen(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[object] = []
        self.data = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, attrs))

    def handle_data(self, data: str) -> None:
        self.data += data


def test_an_html_parser_sees_the_same_structure() -> None:
    garbled = '<a title="d&Atilde;&copy;j&Atilde;&nbsp; &lt;vu&gt; &quot;">&Atilde;&permil;t&Atilde;&copy; &amp;amp;'
    seen = Seen(mojifix.fix(garbled))
    assert seen.tags == [("a", [("title", 'déjà <vu> "')])]
    assert seen.data == "Été &amp;"


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("text", ["Größenänderung übermütig ", "Привет, мир! ", "aé", "x’ y’ "])
def test_lines_of_quoted_printable_stay_within_their_limit(text: str, newline: str) -> None:
    garbled = quopri.encodestring(misread(text * 12, "latin-1").encode()).decode().replace("\n", newline)
    assert newline in garbled
    fixed = mojifix.fix(garbled)
    assert quopri.decodestring(fixed.encode()).decode() == text * 12
    assert max(map(len, fixed.split(newline))) <= 76
    assert fixed.replace(newline, "").isprintable()


def test_a_line_of_quoted_printable_that_would_outgrow_its_limit_is_broken() -> None:
    from mojifix.apply import Repair

    source = "x" * 60 + "=C6=92e=C6=92X"
    seen = View(source, "=")
    before = seen.text[60:]
    steps = (Step("encode", "cp932"), Step("decode", "cp932"))
    (repair,) = seen.back([Repair(60, 64, before, "テス", steps, 1.0)])
    assert repair.after == "=\n=E3=83=86=E3=82=B9"
    assert replay(before, (repair.steps[-1],)) != repair.after  # what is written is `after`, not `before`
    assert forms.unescape(repair.after, repair.steps[-1].codec) == "テス"


def test_ascii_that_a_repair_makes_is_escaped_and_ascii_that_stood_there_is_not() -> None:
    from mojifix.apply import Repair

    seen = View(r'"\u8305"', "\\")
    (repair,) = seen.back([Repair(1, 2, "茅", 'é"', (Step("encode", "gbk"), Step("decode", "utf-8")), 1.0)])
    assert repair.after == r"\u00e9\u0022"
    assert not seen.back([Repair(1, 3, '茅"', "é", (Step("encode", "gbk"), Step("decode", "utf-8")), 1.0)])


def test_the_steps_back_lead_to_what_stood_there() -> None:
    for garbled in (r"caf\u00C3\u00A9", "caf&#x00C3;&#x00A9;", "caf&Atilde;&copy;", "/%c3%83%c2%a9t%c3%83%c2%a9"):
        for repair in mojifix.repair(garbled).repairs:
            assert replay(repair.after, invert(repair.steps)) == repair.before


@pytest.mark.parametrize("form", [*FORMS, "json:upper,keep2f", "quoted-printable:break3,break9,crlf"])
@given(text=st.text(st.characters(exclude_categories=("Cs", "Cc"))))
@settings(max_examples=60, deadline=None)
def test_what_is_escaped_reads_as_it_was(form: str, text: str) -> None:
    text = text.replace("/", "").replace("=", "")
    assert forms.unescape(forms.escape(text, form), form) == text
    assert forms.form(forms.form(form).name) == forms.form(form)


@given(text=st.text("ab é–я😀\\u00c3%=&;#xA9", max_size=40))
@settings(max_examples=300, deadline=None)
def test_the_view_knows_where_each_character_stands(text: str) -> None:
    seen = view(text)
    if seen is None:
        return
    done = 0
    for i in range(len(seen.text)):
        start, end = seen._source_start(i), seen._source_end(i + 1)
        assert done <= start < end <= len(text)
        sign = text[start]
        assert seen.text[i] == text[start:end] or seen.text[i] in {c for _, _, c in forms.escapes_in(text, sign)}
        done = end


@given(text=st.text("caf é\\u0c3a9%2=&;#xACtilde\n\r", max_size=60))
@settings(max_examples=300, deadline=None)
def test_nothing_raises_and_what_is_repaired_stays(text: str) -> None:
    once = mojifix.repair(text)
    assert once.undo() == text
    assert mojifix.fix(once.text) == once.text


@pytest.mark.parametrize("name", ["yaml", "json:loud", ""])
def test_an_unknown_form_is_an_error(name: str) -> None:
    with pytest.raises(ValueError, match="form"):
        forms.form(name)
