"""What the laws are tried on: text of many languages, the odd corners of Unicode, and every kind of damage.

Words are everyday ones, written down for these tests; shapes of text (sentences, CSV, JSON, Markdown...) are put together
from them.  All choices go through `Choices`, so that the same text is built for hypothesis (`strategies.py`, which shrinks
it) and for the run over a million cases (`benchmarks/laws.py`, where a seed and a number give a case).
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple, Protocol, TypeVar

from mojifix import charmaps, forms

T = TypeVar("T")


class Choices(Protocol):
    """Where the choices come from that make a text."""

    def one(self, options: Sequence[T]) -> T:
        """One of `options`."""

    def count(self, least: int, most: int) -> int:
        """A number from `least` to `most`."""

    def point(self) -> str:
        """Any code point, lone surrogates too."""


class Drawn:
    """Choices of a random generator: the same seed, the same text."""

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed)

    def one(self, options: Sequence[T]) -> T:
        return self._random.choice(options)

    def count(self, least: int, most: int) -> int:
        return self._random.randint(least, most)

    def point(self) -> str:
        return chr(self._random.randrange(self._random.choice((0x100, 0x3000, 0x10000, 0x110000))))


def some(c: Choices, options: Sequence[T], least: int, most: int) -> list[T]:
    """From `least` to `most` of `options`."""
    return [c.one(options) for _ in range(c.count(least, most))]


def flag(c: Choices) -> bool:
    return c.one((False, True))


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

    @property
    def gap(self) -> str:
        """What stands between words."""
        return "" if self.name in ("zh", "zh_TW", "ja", "th", "lo", "my", "km") else " "

    @property
    def letters(self) -> str:
        """The letters of its words, the frequent ones several times."""
        return "".join(self.words)


def _language(line: str) -> Language:
    name, words, signs = line.split("|")
    return Language(name, tuple(words.split()), tuple(signs.split()))


LANGUAGES = tuple(map(_language, _WORDS.split("\n")[1:-1]))
LANGUAGE = {language.name: language for language in LANGUAGES}

# Corners of Unicode, each a text that is right as it stands or at least nobody's mix-up.
EMOJI = (
    *("👩\u200d👩\u200d👧", "🏳️\u200d🌈", "🇫🇷🇯🇵", "👍🏽", "1️⃣", "#️⃣", "☕️", "❤", "😀", "🧑🏿\u200d🚀"),
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
)
PICTURES = (
    *("½", "×²", "√π", "™", "®", "§", "°C", "€", "¯\\_(ツ)_/¯", "ʕ•ᴥ•ʔ", "(╯°□°)╯", "┌─┐", "├──", "█▓▒░", "→", "∀x∈ℝ"),
    *("ﬁ", "Ａ", "ｱ", "∑ᵢ", "⅓", "℃", "♫"),
)
COMBINING = ("e\u0301", "n\u0303o\u0308", "\u0e01\u0e33", "a\u0323\u0302", "\u0915\u094d\u0937", "\u1112\u1161\u11ab", "Z̴̢͝")
BIDI = ("\u202bעברית\u202c", "\u2067x\u2069", "\u200e", "\u200f", "\u061c", "\u202eabc\u202c", "\u2066שלום 123\u2069")
CONTROLS = (
    "\ufeff",
    "\u00ad",
    "\u2028",
    "\u2029",
    "\x85",
    "\x00",
    "\x1b[31m",
    "\x7f",
    "\x9f",
    "\x0b",
    "\x0c",
    "\x1f",
    "\x80",
)
SURROGATES = ("\ud800", "\udfff", "\udc80", "\ud83d", "\udbff\udbff", "\udcff\udcc3\udca9")
PRIVATE = ("\ue000", "\uf8ff", "\U000f0000", "\U0010fffd", "\uf0e0")
LAST = tuple(chr(plane * 0x10000 + end) for plane in range(17) for end in (0xFFFD, 0xFFFE, 0xFFFF))
ODDITIES = (*EMOJI, *PICTURES, *COMBINING, *BIDI, *CONTROLS, *SURROGATES, *PRIVATE, *LAST, "\ufdd0", "\ufffd", "\ufffe")
# What ASCII is made of: code, markup, data.  None of it may change.
PLAIN = (
    *("x = 1", "a < b && c > d", "50 % of R&D", "https://example.org/a?b=c&d=e%20f#g", '{"a": [1, null]}', "# Title"),
    *("- [ ] item", "`code`", "a,b;c\td", '"quoted"', "C:\\new\\table", "\\u0041", "&amp;", "=3D", "3.14", "[^a-z]+"),
    *("for (i = 0; i < n; i++) { a[i] ^= ~i; }", "| a | b |", "1,234.56", "-1e-9", "0x1F", "$HOME/*.txt", "%d%%", "<br/>"),
)
NUMBERS = (
    "1 234,50 €",
    "£3.99",
    "20 °C",
    "1’000.–",
    "½ l",
    "5 µm",
    "№ 7",
    "§ 12",
    "±0,5 %",
    "3×4",
    "10⁻⁹ m²",
    "12 000",
    "−4",
    "९८",
    "٣٫١٤",
)

LETTERS = tuple("abcdefghijklmnopqrstuvwxyz")


def sentence(c: Choices, language: Language | None = None) -> str:
    """A line of one language."""
    own = language or c.one(LANGUAGES)
    words = some(c, own.words, 3, 9)
    end = c.one((".", "!", ",", "", *(f" {s}" for s in own.signs)))
    return own.gap.join([words[0].capitalize() if flag(c) else words[0], *words[1:]]) + end


def invented(c: Choices, language: Language | None = None) -> str:
    """A line of words that nobody knows, in the letters of a language and the shapes that words have."""
    own = language or c.one(LANGUAGES)
    words = []
    for _ in range(c.count(1, 6)):
        word = "".join(some(c, own.letters, 1, 9))
        word = c.one((word, word, word, word.capitalize(), word.upper()))
        words.append(c.one(("", "", "", "(", "«", "“")) + word + c.one(("", "", "", ",", ")", "…", "’s", "-")))
    return own.gap.join(words)


def _code(c: Choices, lines: list[str]) -> str:
    return "\n".join(f'    {c.one(("print", "log", "say"))}("{line}", x[{i}])  # {line}' for i, line in enumerate(lines))


def _csv(c: Choices, lines: list[str]) -> str:
    return "\n".join(f'{i};"{line}";{i * 2.5};{c.one(NUMBERS)}' for i, line in enumerate(lines))


def _json(c: Choices, lines: list[str]) -> str:
    return json.dumps({"lines": lines, "n": 1.5, "q": 'a\\b"c'}, ensure_ascii=False, indent=c.one((None, 1)))


def _markdown(c: Choices, lines: list[str]) -> str:
    return "# " + "\n\n- **x** ".join(lines) + "\n\n```sh\nls -l | wc\n```\n| a | b |\n|---|---|\n| 1 | " + lines[0] + " |\n"


def _html(c: Choices, lines: list[str]) -> str:
    return "".join(f'<p class="a" title="{line}">{line}&nbsp;&amp;</p>\r\n' for line in lines)


def _urls(c: Choices, lines: list[str]) -> str:
    return "\n".join(f"https://example.org/{line.replace(' ', '_')}?q={i}&r=a%20b#{i}" for i, line in enumerate(lines))


def _chat(c: Choices, lines: list[str]) -> str:
    return "\n".join(f"12:{i:02} <anna> {line} {c.one(EMOJI)}" for i, line in enumerate(lines))


def _with(end: str, c: Choices, lines: list[str]) -> str:
    return end.join(lines)


_LINES = partial(_with, "\n")
SHAPES: dict[str, Callable[[Choices, list[str]], str]] = {
    "lines": _LINES,
    "crlf": partial(_with, "\r\n"),
    "paragraphs": partial(_with, "\n\n"),
    "csv": _csv,
    "json": _json,
    "markdown": _markdown,
    "html": _html,
    "code": _code,
    "urls": _urls,
    "chat": _chat,
}


def document(c: Choices) -> str:
    """Some lines in one language, now and then in a format."""
    language = c.one(LANGUAGES)
    shape = c.one(("lines", "lines", "lines", *SHAPES))
    return SHAPES[shape](c, [sentence(c, language) for _ in range(c.count(1, 5))])


def plain(c: Choices) -> str:
    """ASCII."""
    return " ".join(some(c, (*PLAIN, *map(chr, range(0x80))), 0, 8))


class Damage(NamedTuple):
    """One thing that befalls text, and its inverse, which gives the text back where no byte was lost.

    `safe` where UTF-8 is misread as a single-byte encoding, so that ASCII stays where it is; no `back`: none is possible.
    """

    name: str
    run: Callable[[str], str]
    safe: bool
    back: Callable[[str], str] | None = None


def _utf8_as(codec: str) -> Damage:
    def run(text: str) -> str:
        return charmaps.decode(text.encode("utf-8", "surrogatepass"), codec)

    def back(text: str) -> str:
        return charmaps.encode(text, codec).decode("utf-8", "surrogatepass")

    safe = not codec.startswith(("mac-arabic", "mac-farsi"))
    # Where a character can stand for two bytes, `charmaps.encode` may choose the other one.
    return Damage(f"utf-8>{codec}", run, safe, back if len(set(charmaps.decoding_table(codec))) == 256 else None)


def _legacy(written: str, read: str) -> Damage:
    def run(text: str) -> str:
        return text.encode(written, "replace").decode(read, "replace")

    def back(text: str) -> str:
        return text.encode(read).decode(written)

    return Damage(f"{written}>{read}", run, False, back)


def _east(codec: str) -> Damage:
    def run(text: str) -> str:
        return text.encode("utf-8", "surrogatepass").decode(codec, "replace")

    def back(text: str) -> str:
        return text.encode(codec).decode("utf-8", "surrogatepass")

    return Damage(f"utf-8>{codec}", run, False, back)


def _cesu(codec: str) -> Damage:
    """UTF-8 as bent software writes it, surrogate pairs one by one, misread."""

    def run(text: str) -> str:
        units = text.encode("utf-16-be", "surrogatepass")
        halves = [chr(units[i] << 8 | units[i + 1]) for i in range(0, len(units), 2)]
        return charmaps.decode("".join(halves).encode("utf-8", "surrogatepass"), codec)

    def back(text: str) -> str:
        halves = charmaps.encode(text, codec).decode("utf-8", "surrogatepass")
        return halves.encode("utf-16-be", "surrogatepass").decode("utf-16-be", "surrogatepass")

    return Damage(f"cesu-8>{codec}", run, True, back)


def _escaping(form: str) -> Damage:
    def run(text: str) -> str:
        return "".join(c if c.isascii() or "\ud800" <= c <= "\udfff" else forms.escape(c, form) for c in text)

    return Damage(f"escape {form}", run, False, lambda text: forms.unescape(text, form))


def _misrepaired(read: str, taken_for: str) -> Damage:
    """UTF-8 read as one encoding, which a tool took for another and "repaired" wherever that made a character."""

    def run(text: str) -> str:
        garbled = charmaps.decode(text.encode("utf-8", "surrogatepass"), read)
        pieces, i = [], 0
        while i < len(garbled):
            for length in (4, 3, 2):
                try:
                    made = charmaps.encode(garbled[i : i + length], taken_for).decode("utf-8")
                except UnicodeError:
                    continue
                if len(made) == 1 and not made.isascii():
                    pieces.append(made)
                    i += length
                    break
            else:
                pieces.append(garbled[i])
                i += 1
        return "".join(pieces)

    return Damage(f"utf-8>{read}, taken for {taken_for}", run, False)


def _lost(name: str, change: Callable[[str], str]) -> Damage:
    return Damage(name, change, False)


_LIKELY = ("latin-1", "cp1252", "cp437", "cp850", "mac-roman", "cp1251", "cp1250", "cp1254", "cp866")
MISREADINGS = tuple(map(_utf8_as, charmaps.CODECS))
LIKELY = tuple(map(_utf8_as, _LIKELY))
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
SPELLINGS = (*ESCAPINGS, *map(_escaping, ("json:upper", "hex")))
MISREPAIRS = tuple(_misrepaired(a, b) for a in ("iso8859-16", "cp850", "cp1250", "cp1254") for b in ("cp1252", "iso8859-2"))
BENT = (*map(_cesu, ("latin-1", "cp1252")), _legacy("cp1252", "latin-1"))

# Family of the design -> its damages, one choice for each that a text goes through.
FAMILIES: dict[str, tuple[tuple[Damage, ...], ...]] = {
    "A": (LIKELY,),
    "A2": (MISREADINGS,),
    "B": (EASTERN,),
    "C": (LEGACY,),
    "D": (LIKELY, LIKELY),
    "F": (LIKELY, LOSSES[:4]),
    "G": (LIKELY, ESCAPINGS),
    "H": (MISREPAIRS,),
    "C1": (BENT,),
}
DAMAGES = MISREADINGS + LIKELY * 8 + EASTERN * 2 + LEGACY + LOSSES * 4 + ESCAPINGS * 3 + MISREPAIRS + BENT * 3


class Chain(NamedTuple):
    """Damages on top of each other."""

    damages: tuple[Damage, ...]

    @property
    def name(self) -> str:
        return " + ".join(d.name for d in self.damages)

    def run(self, text: str) -> str:
        for damage in self.damages:
            text = damage.run(text)
        return text

    def back(self, text: str) -> str:
        """`run` undone.

        Raises UnicodeError where bytes were lost, and LookupError where one of the damages has no inverse.
        """
        for damage in reversed(self.damages):
            if damage.back is None:
                raise LookupError(damage.name)
            text = damage.back(text)
        return text

    def keeps(self, text: str) -> bool:
        """Whether what it makes of `text` can be turned back."""
        try:
            return self.back(self.run(text)) == text
        except (UnicodeError, LookupError):
            return False


def chain(c: Choices, family: str) -> Chain:
    """A chain of the family."""
    return Chain(tuple(c.one(options) for options in FAMILIES[family]))


_WORD = re.compile(r"\S+")


def _some_words(c: Choices, damages: Chain, share: int, line: str) -> str:
    return _WORD.sub(lambda match: damages.run(match.group()) if c.count(1, share) == 1 else match.group(), line)


def damaged(c: Choices, text: str | None = None) -> str:
    """Text of which all or some lines or words went through one to four damages, or two parts through different ones."""
    lines = (document(c) if text is None else text).split("\n")
    for _ in range(c.one((1, 1, 1, 2))):
        damages = Chain(tuple(some(c, DAMAGES, 1, c.one((1, 1, 2, 4)))))
        share = c.one((1, 1, 2, 3))
        if flag(c):
            lines = [damages.run(line)[:2000] if c.count(1, share) == 1 else line for line in lines]
        else:
            lines = [_some_words(c, damages, share, line)[:2000] for line in lines]
    if c.count(1, 6) == 1:
        lines *= 2
    return "\n".join(lines)


_UPPER = [char for codec in charmaps.CODECS for char in charmaps.decode(bytes(range(0x80, 0x100)), codec)]
_SOUP = (*_UPPER, *"aeo ?\xa0\ufffd'\"\\&%=;\n" * 24)


def soup(c: Choices) -> str:
    """Characters that garbled text is made of, in any order: what no damage would make, but a file may hold."""
    return "".join(some(c, _SOUP, 0, 30))


def points(c: Choices) -> str:
    """Any code points at all."""
    return "".join(c.point() for _ in range(c.count(0, 30)))


def odds_and_ends(c: Choices) -> str:
    """Corners of Unicode between pieces of ASCII."""
    return "".join(some(c, (*ODDITIES, *PLAIN, *NUMBERS), 0, 8))


def _mixed(c: Choices) -> str:
    return damaged(c, sentence(c)) + c.one(ODDITIES) + invented(c) + soup(c)


KINDS: dict[str, Callable[[Choices], str]] = {
    "sentence, damaged": lambda c: damaged(c, sentence(c)),
    "invented words, damaged": lambda c: damaged(c, invented(c)),
    "document, damaged": damaged,
    "document": document,
    "invented words": invented,
    "ASCII": plain,
    "soup": soup,
    "code points": points,
    "corners": odds_and_ends,
    "corners, damaged": lambda c: damaged(c, odds_and_ends(c)),
    "all of it": _mixed,
}


def anything(c: Choices) -> str:
    """Any kind of text."""
    return KINDS[c.one(tuple(KINDS))](c)
