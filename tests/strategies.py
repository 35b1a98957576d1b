"""What the laws are tried on: text of many languages, the odd corners of Unicode, and every kind of damage.

Words are everyday ones, written down for these tests; shapes of text (sentences, CSV, JSON, Markdown...) are put together
from them.  Damage is a function with its name, so that damages can be chained, and each knows whether bytes were lost.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import NamedTuple

from hypothesis import strategies as st

from mojifix import charmaps, forms

# Language -> everyday words, those with letters outside ASCII first; two signs that its sentences use.
_WORDS = """
fr|été déjà français garçon où forêt naïve œuvre à même très cœur hôtel maison chat pain|« »
de|für über Straße schön größer Mädchen Äpfel Öl hören müde Käse Haus Brot Hund|„ “
es|año niño mañana corazón también árbol pingüino él señora café sol agua casa|¿ ¡
pt|não coração ação você amanhã irmã avô água útil lição pão casa gato|— …
it|città perché più così è università caffè già virtù però pane casa|« »
ca|això àvia català cançó llengües què paraŀlel sòl dóna casa|« »
sv|år sjö människa på också höst lägga båt två hus bröd|” –
da|ære købe århus gør også smørrebrød første på hus|» «
nb|være også større båt gå første kjærlighet hus|« »
is|það þú ást ævi öl fólk brúðkaup góður hundur|„ “
fi|äiti yö päivä tyttö kylä älykäs söpö talo kissa|” –
et|öö õun tüdruk käsi mõte ülikool jää maja|„ “
pl|źródło żółty książka się chłopiec ręka łódź świat dzień dom kot|„ ”
cs|žena kůň příliš děti řeka dům škola čtyři ulice pes|„ “
sk|ľudia dážď kôň srdce žiť ďakujem štvrtok päť dom|„ “
sl|živeti čaša šola češnja žaba hiša pes|„ “
hr|kuća čovjek život šuma đak ćup pas|„ “
hu|őz tűz kérdés gyümölcs szülő út fűrész három kutya|„ ”
ro|țară și mâine înainte școală fată pâine casă câine|„ ”
tr|şeker çocuk ağaç ışık İstanbul güneş öğrenci kız ev kedi|“ ”
az|ağac şəhər çörək gözəl üçün işıq ev|« »
lt|žmogus ąžuolas šuo ėjo mėnuo įdomu čia namas|„ “
lv|cilvēks ūdens māja šķērs ņemt ģimene ļoti kaķis|„ “
sq|është çfarë bukë shtëpi nënë mirë qen|„ “
mt|għajn ħobż żagħżugħ ċavetta ġdid dar|“ ”
vi|tiếng Việt người được không phải những cũng đường nước một ăn|“ ”
ru|привет мир человек жизнь вода хлеб собака дом время ёлка съезд|« »
uk|привіт людина життя їжа ґанок вода хліб місто це|« »
bg|здравей човек живот вода хляб куче къща време|„ “
sr|човек живот љубав његов ђак ћуп џеп кућа|„ “
be|чалавек жыццё вада хлеб сям'я ўсё горад|« »
mk|човек ѓавол ќерка живот вода леб куќа|„ “
kk|адам өмір су нан үй қала ғылым әке күн|« »
el|καλημέρα άνθρωπος ζωή νερό ψωμί σπίτι γάτα χρόνος ώρα|« »
he|שלום עולם אדם חיים מים לחם בית כלב זמן|״ ־
ar|مرحبا عالم إنسان حياة ماء خبز بيت كلب وقت|، ؟
fa|سلام جهان زندگی آب نان خانه گربه پدر چهار|، ؟
ur|سلام دنیا زندگی پانی روٹی گھر بلی وقت|، ۔
hy|բարեւ աշխարհ կյանք ջուր հաց տուն շուն|« »
ka|გამარჯობა სამყარო ცხოვრება წყალი პური სახლი ძაღლი|„ “
hi|नमस्ते दुनिया जीवन पानी रोटी घर कुत्ता समय|। –
bn|নমস্কার পৃথিবী জীবন জল রুটি ঘর কুকুর সময়|। –
ta|வணக்கம் உலகம் வாழ்க்கை தண்ணீர் வீடு நாய்|“ ”
th|สวัสดี โลก ชีวิต น้ำ ขนมปัง บ้าน หมา เวลา|ฯ ๆ
zh|你好 世界 人生 水 面包 房子 时间 猫 中国 朋友|， 。
zh_TW|你好 世界 麵包 房子 時間 貓 臺灣 朋友|，
ja|こんにちは 世界 人生 水 パン 家 犬 時間 カタカナ ありがとう|、 。
ko|안녕하세요 세계 인생 물 빵 집 개 시간 친구|· …
en|naïve café résumé the house bread water time dog over|“ ”
"""


class Language(NamedTuple):
    """A language's everyday words and two of its signs."""

    name: str
    words: tuple[str, ...]
    signs: tuple[str, ...]


def _language(line: str) -> Language:
    name, words, signs = line.split("|")
    return Language(name, tuple(words.split()), tuple(signs.split()))


LANGUAGES = tuple(map(_language, _WORDS.split("\n")[1:-1]))

# Corners of Unicode, each a text that is right as it stands or at least nobody's mix-up.
_PICTURES = (
    "👩\u200d👩\u200d👧 🏳️\u200d🌈 🇫🇷🇯🇵 👍🏽 1️⃣ ☕️ ❤ ½ ×² √π ™ ® § °C € ¯\\_(ツ)_/¯ ʕ•ᴥ•ʔ (╯°□°)╯ ┌─┐ ├── █▓▒░ → ∀x∈ℝ ﬁ Ａ ｱ"
)
ODDITIES = (
    *_PICTURES.split(),
    *("e\u0301", "n\u0303o\u0308", "\u0e01\u0e33"),  # combining
    *("\u202bעברית\u202c", "\u2067x\u2069", "\u200e"),  # direction
    *("\ufeff", "\u00ad", "\u2028", "\u2029", "\x85", "\x00", "\x1b[31m", "\x7f", "\x9f"),  # controls
    *("\ud800", "\udfff", "\udc80", "\ud83d"),  # lone surrogates
    *("\ue000", "\uf8ff", "\U000f0000", "\U0010fffd"),  # private use
    *("\ufffe", "\uffff", "\U0001ffff", "\U0010ffff", "\ufffd"),  # the last of a plane
)
_PLAIN = (
    *("x = 1", "a < b && c > d", "50 % of R&D", "https://example.org/a?b=c&d=e%20f#g", '{"a": [1, null]}', "# Title"),
    *("- [ ] item", "`code`", "a,b;c\td", '"quoted"', "C:\\new\\table", "\\u0041", "&amp;", "=3D", "3.14", "[^a-z]+"),
)


@st.composite
def sentences(draw: st.DrawFn, language: Language | None = None) -> str:
    """A line of one language."""
    own = language or draw(st.sampled_from(LANGUAGES))
    words = draw(st.lists(st.sampled_from(own.words), min_size=3, max_size=9))
    gap = "" if own.name in ("zh", "zh_TW", "ja", "th") else " "
    end = draw(st.sampled_from((".", "!", ",", "", *(f" {s}" for s in own.signs))))
    return gap.join([words[0].capitalize() if draw(st.booleans()) else words[0], *words[1:]]) + end


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Some lines in one language, now and then as CSV, JSON, Markdown or HTML."""
    language = draw(st.sampled_from(LANGUAGES))
    lines = draw(st.lists(sentences(language), min_size=1, max_size=6))
    shape = draw(st.sampled_from(("lines", "lines", "csv", "json", "markdown", "html", "crlf")))
    if shape == "csv":
        return "\n".join(f'{i};"{line}";{i * 2.5}' for i, line in enumerate(lines))
    if shape == "json":
        return json.dumps({"lines": lines, "n": 1.5}, ensure_ascii=False, indent=1)
    if shape == "markdown":
        return "# " + "\n\n- **x** ".join(lines) + "\n\n```sh\nls -l | wc\n```\n"
    if shape == "html":
        return "".join(f'<p class="a">{line}</p>\r\n' for line in lines)
    return ("\r\n" if shape == "crlf" else "\n").join(lines)


PLAIN = st.lists(st.sampled_from(_PLAIN) | st.text(st.characters(max_codepoint=0x7F), max_size=8), max_size=8).map(" ".join)


class Damage(NamedTuple):
    """One thing that befalls text; `safe` where no byte is lost and UTF-8 is misread as a single-byte encoding."""

    name: str
    run: Callable[[str], str]
    safe: bool


def _utf8_as(codec: str) -> Damage:
    def run(text: str) -> str:
        return charmaps.decode(text.encode("utf-8", "surrogatepass"), codec)

    return Damage(f"utf-8>{codec}", run, not codec.startswith(("mac-arabic", "mac-farsi")))


def _legacy(written: str, read: str) -> Damage:
    def run(text: str) -> str:
        return text.encode(written, "replace").decode(read, "replace")

    return Damage(f"{written}>{read}", run, False)


def _east(codec: str) -> Damage:
    def run(text: str) -> str:
        return text.encode("utf-8", "surrogatepass").decode(codec, "replace")

    return Damage(f"utf-8>{codec}", run, False)


def _lost(name: str, change: Callable[[str], str]) -> Damage:
    return Damage(name, change, False)


def _escaping(form: str) -> Damage:
    def run(text: str) -> str:
        return "".join(c if c.isascii() or "\ud800" <= c <= "\udfff" else forms.escape(c, form) for c in text)

    return Damage(f"escape {form}", run, False)


MISREADINGS = tuple(map(_utf8_as, charmaps.CODECS))
LIKELY = tuple(map(_utf8_as, ("latin-1", "cp1252", "cp437", "cp850", "mac-roman", "cp1251", "cp1250", "cp1254", "cp866")))
EASTERN = tuple(map(_east, ("gbk", "gb18030", "big5", "cp932", "euc-jp", "cp949", "johab")))
LEGACY = tuple(
    _legacy(a, b)
    for a in ("cp1251", "koi8-r", "cp866", "cp1253", "cp1255", "cp1250", "cp1252", "gbk", "cp932", "cp949")
    for b in ("latin-1", "cp1252", "cp1251", "cp437")
    if a != b
)
LOSSES = (
    _lost("nbsp > space", lambda t: t.replace("\xa0", " ")),
    _lost("C1 dropped", lambda t: "".join(c for c in t if not "\x80" <= c < "\xa0")),
    _lost("C1 > ?", lambda t: "".join("?" if "\x80" <= c < "\xa0" else c for c in t)),
    _lost("C1 > U+FFFD", lambda t: "".join("\ufffd" if "\x80" <= c < "\xa0" else c for c in t)),
    _lost("every 7th dropped", lambda t: "".join(c for i, c in enumerate(t) if i % 7 != 6)),
)
ESCAPINGS = tuple(map(_escaping, ("json", "named", "decimal", "hex:upper", "percent", "quoted-printable")))
DAMAGES = MISREADINGS + LIKELY * 8 + EASTERN * 2 + LEGACY + LOSSES * 4 + ESCAPINGS * 3


@st.composite
def damaged(draw: st.DrawFn, text: st.SearchStrategy[str] | None = None) -> str:
    """Text of which all or some lines went through one to four damages."""
    lines = draw(documents() if text is None else text).split("\n")
    chain = draw(st.lists(st.sampled_from(DAMAGES), min_size=1, max_size=4))
    hit = draw(st.sets(st.integers(0, len(lines) - 1), min_size=1)) if draw(st.booleans()) else set(range(len(lines)))
    for damage in chain:
        lines = [damage.run(line)[:2000] if i in hit else line for i, line in enumerate(lines)]
    return "\n".join(lines)


# Characters that garbled text is made of, in any order: what no damage would make, but a file may hold.
SOUP = st.text(
    st.sampled_from([c for codec in charmaps.CODECS for c in charmaps.decode(bytes(range(0x80, 0x100)), codec)])
    | st.sampled_from("aeo ?\xa0\ufffd'\"\\&%=;\n"),
    max_size=30,
)
ANYTHING = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=60),
    SOUP,
    documents(),
    damaged(),
    PLAIN,
    st.lists(st.sampled_from(ODDITIES) | st.sampled_from(_PLAIN) | SOUP, max_size=8).map("".join),
    st.tuples(damaged(), st.sampled_from(ODDITIES), documents(), SOUP).map("".join),
)
