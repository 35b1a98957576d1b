"""Escapes in text: where they stand, what they say, and how a character is written as one.

A form names a kind of escape and how its writer spells it: "json", "named", "decimal", "hex", "percent" or
"quoted-printable", then, after a colon and between commas, what differs from the usual spelling:

| option | meaning |
|---|---|
| `upper`, `lower` | letter case of the hex digits (usual: upper for bytes, lower for numbers) |
| `widthN` | numbers have at least N digits |
| `keepHEX` | these ASCII characters, in hex, stand for themselves |
| `breakN`, `crlf` | a soft line break of quoted-printable follows N characters of the result; it ends in CRLF |

Plain functions over text: which escapes hold garbled text is for `escapes.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

JSON, NAMED, DECIMAL, HEX, PERCENT, QUOTED = "json", "named", "decimal", "hex", "percent", "quoted-printable"
KINDS = frozenset({JSON, NAMED, DECIMAL, HEX, PERCENT, QUOTED})
_BYTES = {PERCENT: "%", QUOTED: "="}  # kinds that escape the bytes of UTF-8
REFERENCES = frozenset({NAMED, DECIMAL, HEX})
SIGNS = {JSON: "\\", NAMED: "&", DECIMAL: "&", HEX: "&", PERCENT: "%", QUOTED: "="}

_H = "[0-9A-Fa-f]"
# What holds a non-ASCII escape, by its first character.  Quick: a literal, then a handful of tests.
_WORTH = {
    "\\": re.compile(rf"\\u(?!00[0-7]){_H}{{4}}"),
    "&": re.compile(rf"&(?:#[0-9]{{1,8}}|#[xX]{_H}{{1,7}}|(?!amp;|lt;|gt;|quot;)[A-Za-z][A-Za-z0-9]{{1,31}});"),
    "%": re.compile(rf"%[C-Fc-f]{_H}%[89ABab]{_H}"),
    "=": re.compile(rf"=[C-Fc-f]{_H}(?:=\r?\n)*=[89ABab]{_H}"),
}
# Signs that are looked at one by one, and code points for each where these are more: a regular expression takes as long
# from sign to sign where they stand half as far apart.
_FEW, _APART = 500, 4_000
# A stretch of escapes that are read together.  A backslash takes the next character with it, so that an escaped
# backslash begins nothing; bytes of a URL's component must be UTF-8 together.
_STRETCH = {
    "\\": rf"\\(?:u{_H}{{4}}|[^u])(?:\\(?:u{_H}{{4}}|[^u]))*",
    "&": rf"&(?:#[0-9]{{1,8}}|#[xX]{_H}{{1,7}}|[A-Za-z][A-Za-z0-9]{{1,31}});",
    "%": rf"%{_H}{{2}}(?:[A-Za-z0-9._~+-]*%{_H}{{2}})*",
    "=": rf"=(?:\r?\n|{_H}{{2}})(?:=(?:\r?\n|{_H}{{2}}))*",
}
_SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", '"': '"', "'": "'", "/": "/", "\\": "\\"}
_UNIT = re.compile(rf"\\u[Dd][89ABab]{_H}{{2}}\\u[Dd][C-Fc-f]{_H}{{2}}|\\u{_H}{{4}}|\\[^u]", re.DOTALL)
_BYTE_TOKEN = re.compile(rf"[%=](?:({_H}{{2}})|\r?\n)")
SOFT_BREAK = re.compile("=\r?\n")


class Escape(NamedTuple):
    """One escape at `start` to `end` of a text that says `char`; a soft line break says nothing: ""."""

    start: int
    end: int
    char: str


class Form(NamedTuple):
    """A kind of escape with its spelling; see the module's table."""

    kind: str
    upper: bool
    width: int = 0
    keep: str = ""
    breaks: tuple[int, ...] = ()
    crlf: bool = False

    @property
    def name(self) -> str:
        """The form as text, which `form` reads.

        >>> Form("json", upper=True).name
        'json:upper'
        """
        options = [] if self.upper == (self.kind in _BYTES) else ["upper" if self.upper else "lower"]
        if self.width:
            options.append(f"width{self.width}")
        if self.keep:
            options.append("keep" + self.keep.encode("ascii").hex())
        options += [f"break{n}" for n in self.breaks]
        if self.crlf:
            options.append("crlf")
        return self.kind + (":" + ",".join(options) if options else "")


@lru_cache(512)
def form(name: str) -> Form:
    """The form called `name`.

    Raises ValueError where there is no such form.

    >>> form("hex:upper,width4")
    Form(kind='hex', upper=True, width=4, keep='', breaks=(), crlf=False)
    """
    kind, _, options = name.partition(":")
    if kind not in KINDS:
        raise ValueError(f"{name!r}: no such form of escapes; the kinds are {', '.join(sorted(KINDS))}")
    found = Form(kind, kind in _BYTES)
    breaks: list[int] = []
    for option in options.split(",") if options else ():
        if option in ("upper", "lower"):
            found = found._replace(upper=option == "upper")
        elif option == "crlf":
            found = found._replace(crlf=True)
        elif option.startswith("width"):
            found = found._replace(width=int(option[5:]))
        elif option.startswith("keep"):
            found = found._replace(keep=bytes.fromhex(option[4:]).decode("ascii"))
        elif option.startswith("break"):
            breaks.append(int(option[5:]))
        else:
            raise ValueError(f"{name!r}: {option!r} is no option of a form")
    return found._replace(breaks=tuple(breaks))


def signs(text: str) -> str:
    """The first characters of the kinds of escapes that say something other than ASCII somewhere in `text`.

    Fast where there are none, which is nearly always.

    >>> signs("50 % = caf\\\\u00e9 &amp; R&D")
    '\\\\'
    """
    return "".join([sign for sign in _WORTH if _says_more(text, sign)])


def _says_more(text: str, sign: str) -> bool:
    """Whether an escape of `text` that begins with `sign` says something other than ASCII."""
    worth = _WORTH[sign]
    at = text.find(sign)  # several times as fast as a regular expression gets to the few that there are
    for _ in range(_FEW if sign == "&" else max(_FEW, len(text) // _APART)):
        if at < 0:
            return False
        match = worth.match(text, at)
        if match and (sign != "&" or _is_worth(match[0])):
            return True
        at = text.find(sign, at + 1)
    if at < 0:
        return False
    if sign != "&":
        return worth.search(text, at) is not None
    return any(map(_is_worth, set(worth.findall(text, at))))  # the same few are everywhere


def _is_worth(reference: str) -> bool:
    return not (_reference(reference) or "").isascii()


@lru_cache(64)
def _stretches(signs: str) -> re.Pattern[str]:
    return re.compile("|".join([_STRETCH[sign] for sign in signs]), re.DOTALL)


def escapes_in(text: str, signs: str, every: bool = False) -> Iterator[Escape]:
    """The escapes of `text` whose kinds begin with one of `signs`, in order.

    Only stretches that say something other than ASCII, unless `every`; bytes that are not UTF-8 stand for themselves.
    """
    for match in _stretches(signs).finditer(text):
        sign = text[match.start()]
        if sign == "&":
            char = _reference(match.group())
            if char:
                yield Escape(*match.span(), char)
        elif sign == "\\":
            if every or _WORTH["\\"].search(match.group()):
                yield from _units(match.group(), match.start())
        elif every or _WORTH[sign].search(match.group()):
            yield from _byte_escapes(match.group(), match.start())


def _units(text: str, offset: int) -> Iterator[Escape]:
    for match in _UNIT.finditer(text):
        start, end = match.span()
        if end - start == 12:
            high, low = int(text[start + 2 : start + 6], 16), int(text[start + 8 : end], 16)
            char = chr(0x10000 + ((high - 0xD800) << 10) + low - 0xDC00)
        elif end - start == 6:
            char = chr(int(text[start + 2 : end], 16))
            if "\ud800" <= char <= "\udfff":
                continue
        else:
            char = _SIMPLE.get(text[start + 1], "")
            if not char:
                continue
        yield Escape(offset + start, offset + end, char)


def _byte_escapes(text: str, offset: int) -> Iterator[Escape]:
    tokens = [(m.start(), m.end(), int(m[1], 16) if m[1] else -1) for m in _BYTE_TOKEN.finditer(text)]
    found = []
    i = 0
    while i < len(tokens):
        start, end, byte = tokens[i]
        i += 1
        if byte < 0:
            found.append(Escape(offset + start, offset + end, ""))
            continue
        data = bytes([byte])
        wanted = 1 if byte < 0x80 else 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
        while len(data) < wanted and i < len(tokens):
            here, there, byte = tokens[i]
            if here != end:
                return  # the character isn't all escapes
            end = there
            if byte >= 0:
                data += bytes([byte])
            i += 1
        try:
            found.append(Escape(offset + start, offset + end, data.decode("utf-8")))
        except UnicodeDecodeError:
            return
    yield from found


@lru_cache(4096)
def _reference(text: str) -> str | None:
    """The character of a character reference, from & to the semicolon; None where it isn't one character.

    References to C1 controls are taken as that: a browser would show the Windows character of that byte.
    """
    if text[1] != "#":
        from html.entities import html5

        chars = html5.get(text[1:])
        return chars if chars and len(chars) == 1 else None
    number = int(text[3:-1], 16) if text[2] in "xX" else int(text[2:-1])
    return chr(number) if 0 < number < 0x110000 and not 0xD800 <= number < 0xE000 else None


def unescape(text: str, name: str) -> str:
    """`text` with its escapes of the form's kind read, ASCII ones too.

    Character references of all three kinds are read alike.  Raises ValueError where there is no such form.

    >>> unescape("caf&eacute;s &#233;", "named")
    'cafés é'
    """
    pieces: list[str] = []
    done = 0
    for start, end, char in escapes_in(text, SIGNS[form(name).kind], every=True):
        pieces += (text[done:start], char)
        done = end
    pieces.append(text[done:])
    return "".join(pieces)


def escape(text: str, name: str) -> str:
    """`text` with every character escaped in the form called `name`.

    ASCII letters and digits beyond the first character stand for themselves, as do those that the form keeps.  Raises
    ValueError where there is no such form.

    >>> escape("é", "json:upper"), escape("é😀", "percent"), escape("é–я", "named")
    ('\\\\u00E9', '%C3%A9%F0%9F%98%80', '&eacute;&ndash;&#1103;')
    """
    spelling = form(name)
    pieces = [_escape_char(c, i, spelling) for i, c in enumerate(text)]
    if spelling.kind != QUOTED or not spelling.breaks:
        return "".join(pieces)
    pieces = [token for piece in pieces for token in re.findall("=..|.", piece, re.DOTALL)]
    out, length = "", 0
    breaks = list(spelling.breaks)
    for token in pieces:
        while breaks and length + len(token) > breaks[0]:
            out += "=\r\n" if spelling.crlf else "=\n"
            del breaks[0]
        out += token
        length += len(token)
    return out + ("=\r\n" if spelling.crlf else "=\n") * len(breaks)


def _escape_char(char: str, at: int, spelling: Form) -> str:
    if char.isascii() and (char in spelling.keep or (at and char.isalnum())):
        return char
    kind, number = spelling.kind, ord(char)
    x = "X" if spelling.upper else "x"
    if kind == JSON:
        if number < 0x10000:
            return f"\\u{number:04{x}}"
        number -= 0x10000
        return f"\\u{0xD800 + (number >> 10):04{x}}\\u{0xDC00 + (number & 0x3FF):04{x}}"
    if kind in _BYTES:
        return "".join([f"{_BYTES[kind]}{byte:02{x}}" for byte in char.encode("utf-8", "surrogatepass")])
    if kind == NAMED:
        from html.entities import codepoint2name

        if number in codepoint2name:
            return f"&{codepoint2name[number]};"
    if kind == HEX:
        return f"&#x{number:0{spelling.width}{x}};"
    return f"&#{number:0{spelling.width}d};"
