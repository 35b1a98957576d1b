"""Every kind of damage as a function: clean text in, what the world makes of it out.

The families are those of the design: A, A2 and D (UTF-8 read as single-byte encodings, once or in layers), B
(as East Asian ones), C (legacy bytes as another legacy encoding), E (documents garbled in part), F and F2 (bytes
lost), G (inside escapes), H (worsened by ftfy), C1 (Windows punctuation as controls, CESU-8); "clean" leaves
the text alone.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from html.entities import codepoint2name
from typing import NamedTuple

from benchmarks.texts import sentences
from mojifix import charmaps

EVERYWHERE = ("latin-1", "cp1252", "cp437", "cp850", "mac-roman", "cp1251", "cp1250", "cp1254", "cp866")
_REGIONS = (
    ("cs pl hu sk sl hr ro bs sr_Latn", "cp1250 iso8859-2 cp852 mac-latin2 iso8859-16"),
    ("ru uk bg be sr mk kk mn", "cp1251 koi8-r cp866 mac-cyrillic koi8-u iso8859-5 ptcp154"),
    ("el", "cp1253 iso8859-7 cp737 cp869"),
    ("tr", "cp1254 iso8859-9 cp857"),
    ("he", "cp1255 cp862 iso8859-8"),
    ("ar fa", "cp1256 cp720 iso8859-6"),
    ("lt lv et", "cp1257 cp775 iso8859-13"),
    ("vi", "cp1258"),
    ("th", "cp874 tis-620"),
)
REGIONAL = {lang: tuple(codecs.split()) for langs, codecs in _REGIONS for lang in langs.split()}
EAST_ASIAN = ("gbk", "gb18030", "big5", "cp932", "euc-jp", "cp949", "johab")
_WRITTEN_EAST = {
    "zh_CN": ("gbk", "gb18030"),
    "zh_TW": ("big5",),
    "ja": ("cp932", "euc-jp"),
    "ko": ("cp949",),
}
_WRITTEN_WEST = ("cp1252", "latin-1", "cp850", "cp437", "mac-roman")
_READ_AS: tuple[str, ...] = ("cp1252", "latin-1") * 2
_READ_AS += ("cp1251", "cp1250", "cp1254", "cp437", "cp850", "cp866", "koi8-r", "mac-roman", "gbk")
PARTS = ("lines", "two codecs", "sentences")  # the kinds of family E
_EMOJI = "😀😂👍🎉🔥🙏🚀😉💡🌍"


class Garbled(NamedTuple):
    """A text, what became of it, and by which mix-ups; `also` are further texts that count as right."""

    original: str
    garbled: str
    chain: tuple[str, ...]
    also: tuple[str, ...] = ()


Family = Callable[[random.Random, str, str], Garbled | None]


def likely(lang: str) -> tuple[str, ...]:
    """The codecs that a reader of `lang` may have taken UTF-8 for, those of the region three times each."""
    return EVERYWHERE + REGIONAL.get(lang, ()) * 3


def misread(text: str, *codecs: str) -> str:
    """`text` after being written as UTF-8 and read as each codec in turn.

    >>> misread("é", "iso8859-16"), misread("é", "cp1252", "cp1252")
    ('Ă©', 'ÃƒÂ©')
    """
    for codec in codecs:
        text = charmaps.decode(text.encode("utf-8"), codec)
    return text


def single(rnd: random.Random, lang: str, text: str) -> Garbled:
    """A: UTF-8 read as a codec that is likely for the language."""
    codec = rnd.choice(likely(lang))
    return Garbled(text, misread(text, codec), (codec,))


def any_codec(rnd: random.Random, lang: str, text: str) -> Garbled:
    """A2: UTF-8 read as any single-byte codec."""
    codec = rnd.choice(charmaps.CODECS)
    return Garbled(text, misread(text, codec), (codec,))


def layers(rnd: random.Random, lang: str, text: str) -> Garbled:
    """D: two to four layers, most often of one codec."""
    count = rnd.choice((2, 2, 3, 4))
    codecs = [rnd.choice(likely(lang)) for _ in range(count)]
    if rnd.random() < 0.6:
        codecs = codecs[:1] * count
    return Garbled(text, misread(text, *codecs), tuple(codecs))


def east_asian(rnd: random.Random, lang: str, text: str) -> Garbled | None:
    """B: UTF-8 read as an East Asian codec, where it can be without loss."""
    data = text.encode("utf-8")
    for codec in rnd.sample(EAST_ASIAN, len(EAST_ASIAN)):
        try:
            garbled = data.decode(codec)
            if garbled.encode(codec) == data:
                return Garbled(text, garbled, (codec,))
        except UnicodeError:
            continue
    return None


def pair(rnd: random.Random, lang: str) -> tuple[str, str]:
    """The encoding in which a text of `lang` may have been written, and another one that it may have been read as."""
    own = _WRITTEN_EAST.get(lang) or REGIONAL.get(lang) or _WRITTEN_WEST
    written = rnd.choice(own)
    return written, rnd.choice([read for read in _READ_AS + own if read != written])


def legacy(rnd: random.Random, lang: str, text: str) -> Garbled | None:
    """C: bytes of a legacy codec in which the language was written, read as another legacy codec."""
    own = _WRITTEN_EAST.get(lang) or REGIONAL.get(lang) or _WRITTEN_WEST
    readers = _READ_AS + own
    for written in rnd.sample(own, len(own)):
        try:
            data = text.encode("mac-cyrillic" if written == "cp10007" else written)
        except UnicodeError:
            continue
        for read in rnd.sample(readers, len(readers)):
            if read == written:
                continue
            try:
                garbled = data.decode(read) if read in EAST_ASIAN else charmaps.decode(data, read)
            except UnicodeError:
                continue
            if garbled != text:
                return Garbled(text, garbled, (written, read))
    return None


def in_part(rnd: random.Random, lang: str, text: str) -> Garbled | None:
    """E: a document of which some lines or sentences are garbled, by one codec or by two."""
    kind = rnd.choice(PARTS)
    codecs = rnd.sample(sorted(set(likely(lang))), 2 if kind == "two codecs" else 1)
    share = rnd.uniform(0.2, 0.8)

    def maybe(piece: str) -> str:
        return misread(piece, rnd.choice(codecs)) if rnd.random() < share else piece

    lines = text.split("\n")
    if kind == "sentences":
        garbled = "\n".join("".join(map(maybe, sentences(line))) for line in lines)
    else:
        garbled = "\n".join(map(maybe, lines))
    return Garbled(text, garbled, (kind, *codecs))


def lossy(rnd: random.Random, lang: str, text: str) -> Garbled | None:
    """F: a mix-up of which bytes were lost: NBSP to space, C1 dropped, undefined bytes to U+FFFD or `?`."""
    codec = rnd.choice(likely(lang))
    garbled = misread(text, codec)
    for kind in rnd.sample(("nbsp", "c1", "fffd", "?"), 4):
        if kind == "nbsp":
            lost = garbled.replace("\xa0", " ")
        elif kind == "c1":
            lost = re.sub("[\x80-\x9f]", "", garbled)
        else:
            lost = text.encode("utf-8").decode(codec, "replace")
            lost = lost.replace("\ufffd", "?") if kind == "?" else lost
        if lost != garbled:
            return Garbled(text, lost, (codec, kind))
    return None


def as_pages_show(rnd: random.Random, lang: str, text: str) -> Garbled | None:
    """F2: what a page makes of a mix-up: one space of no-break ones and of several, and none at the ends of lines."""
    codec = rnd.choice(("latin-1", "cp1252", "cp1252", rnd.choice(likely(lang))))
    garbled = misread(text, codec)
    shown = "\n".join([re.sub("[ \xa0]+", " ", line).strip(" ") for line in garbled.split("\n")])
    return Garbled(text, shown, (codec, "page")) if "\xa0" in garbled and shown != garbled else None


def _utf16(text: str) -> list[int]:
    """The code units of `text`: a surrogate pair for what lies beyond the first plane."""
    data = text.encode("utf-16-be", "surrogatepass")
    return [data[i] << 8 | data[i + 1] for i in range(0, len(data), 2)]


def _json(text: str, upper: bool) -> str:
    form = "\\u{:04X}" if upper else "\\u{:04x}"
    return "".join(c if c.isascii() else "".join(map(form.format, _utf16(c))) for c in text)


def _decimal(text: str, upper: bool) -> str:
    return "".join(c if c.isascii() else f"&#{ord(c)};" for c in text)


def _hex(text: str, upper: bool) -> str:
    form = "&#x{:X};" if upper else "&#x{:x};"
    return "".join(c if c.isascii() else form.format(ord(c)) for c in text)


def _named(text: str, upper: bool) -> str:
    names = ((c, codepoint2name.get(ord(c))) for c in text)
    return "".join(c if c.isascii() else f"&{name};" if name else f"&#{ord(c)};" for c, name in names)


def _byte_escapes(sign: str) -> Callable[[str, bool], str]:
    def escape(text: str, upper: bool) -> str:
        form = sign + ("{:02X}" if upper else "{:02x}")
        return "".join(chr(b) if b < 0x80 else form.format(b) for b in text.encode("utf-8"))

    return escape


ESCAPES: dict[str, Callable[[str, bool], str]] = {
    "json": _json,
    "named": _named,
    "decimal": _decimal,
    "hex": _hex,
    "percent": _byte_escapes("%"),
    "quoted-printable": _byte_escapes("="),
}


def escaped(rnd: random.Random, lang: str, text: str) -> Garbled:
    """G: a mix-up inside escapes; right is the text in escapes of the same kind and letter case."""
    codec = rnd.choice(("latin-1", "latin-1", "cp1252", rnd.choice(likely(lang))))
    kind = rnd.choice(list(ESCAPES))
    upper = kind in ("percent", "quoted-printable") or rnd.random() < 0.2
    right, garbled = (ESCAPES[kind](t, upper) for t in (text, misread(text, codec)))
    # A character without a name has no escape of that kind: as a number or as itself, either will do.
    also = "".join(c if c.isascii() or ord(c) not in codepoint2name else f"&{codepoint2name[ord(c)]};" for c in text)
    wanted: tuple[str, ...] = (also,) if kind == "named" else ()
    if wanted and not re.search("&[a-z]", garbled, re.IGNORECASE):
        wanted += (_decimal(text, upper),)  # all that could be seen were numbers
    return Garbled(right, garbled, (codec, kind), wanted)


def worsened(rnd: random.Random, lang: str, text: str) -> Garbled | None:
    """H: a mix-up that ftfy took for another."""
    for _ in range(6):
        codec = rnd.choice(likely(lang))
        garbled = misread(text, codec)
        wrong = ftfy_fix(garbled)
        if wrong not in (garbled, text):
            return Garbled(text, wrong, (codec, "ftfy"))
    return None


def ftfy_fix(text: str) -> str:
    """What ftfy makes of `text`: `fix_encoding`, line by line as its `fix_text` does."""
    import ftfy

    return "\n".join(map(ftfy.fix_encoding, text.split("\n")))


_WINDOWS_PUNCTUATION = {ord(charmaps.decoding_table("cp1252")[i]): chr(i) for i in range(0x80, 0xA0)}


def controls(rnd: random.Random, lang: str, text: str) -> Garbled:
    """C1: punctuation of cp1252 as C1 controls, or CESU-8 emoji read as a single-byte codec."""
    if rnd.random() < 0.5:
        bare = not any(0x80 <= ord(c) < 0xA0 for c in text.translate(_WINDOWS_PUNCTUATION))
        original = f"“{text}”" if bare else text
        return Garbled(original, original.translate(_WINDOWS_PUNCTUATION), ("cp1252", "latin-1"))
    original = f"{text} {rnd.choice(_EMOJI)}"
    codec = rnd.choice(("cp1252", "latin-1"))
    cesu = "".join(map(chr, _utf16(original))).encode("utf-8", "surrogatepass")
    return Garbled(original, charmaps.decode(cesu, codec), ("cesu-8", codec))


def clean(rnd: random.Random, lang: str, text: str) -> Garbled:
    """Nothing happened."""
    return Garbled(text, text, ())


FAMILIES: dict[str, Family] = {
    "A": single,
    "A2": any_codec,
    "B": east_asian,
    "C": legacy,
    "D": layers,
    "E": in_part,
    "F": lossy,
    "F2": as_pages_show,
    "G": escaped,
    "H": worsened,
    "C1": controls,
    "clean": clean,
}


def garble(family: str, lang: str, text: str, seed: int = 7) -> Garbled | None:
    """`text` damaged by `family`, the same way every time; None where that leaves it as it is."""
    rnd = random.Random(json.dumps([seed, family, lang, text]))
    found = FAMILIES[family](rnd, lang, text)
    if found is None or (found.garbled == found.original and family != "clean"):
        return None
    return found
