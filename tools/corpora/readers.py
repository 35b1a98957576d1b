"""Readers: the bytes of one file of some format in, pieces of its text out."""

from __future__ import annotations

import ast
import gettext
import html
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator

Reader = Callable[[bytes], Iterator[str]]

_HIDDEN = re.compile(
    r"<!--.*?-->|<(script|style|head|nav|header|footer|programlisting|screen|remark)\b[^>]*>.*?</\1\s*>|<\?.*?\?>",
    re.S | re.I,
)
_BLOCK = re.compile(
    r"</?(?:p|div|h[1-6]|li|ul|ol|dl|dt|dd|td|th|tr|table|title|body|html|br|hr|pre|blockquote|section|article"
    r"|para|simpara|listitem|term|entry|row|caption|figcaption|option|label|button|info|figure|aside|summary)\b[^>]*>",
    re.I,
)
_TAG = re.compile(r"<[^<>]*>")


def decode(data: bytes, encoding: str = "utf-8") -> str:
    """Strictly, without a BOM: a file that is not what it says teaches nothing."""
    return data.decode("utf-8-sig" if encoding == "utf-8" else encoding)


def _blocks(markup: str) -> Iterator[str]:
    for block in _BLOCK.split(_HIDDEN.sub(" ", markup)):
        if block and not block.isspace():
            yield html.unescape(_TAG.sub("", block))


def read_html(data: bytes) -> Iterator[str]:
    declared = re.search(rb"""charset=["']?([\w-]+)""", data[:2048])
    text = decode(data, declared[1].decode("ascii").lower() if declared else "utf-8")
    # LibreOffice's pages carry a frame of menus; the article begins at this element.
    start = text.find('<div id="DisplayArea"')
    yield from _blocks(text[start:] if start >= 0 else text)


def read_docbook(data: bytes) -> Iterator[str]:
    declared = re.search(rb"""encoding=["']([\w-]+)""", data[:200])
    text = decode(data, declared[1].decode("ascii").lower() if declared else "utf-8")
    yield from _blocks(re.sub(r"<!DOCTYPE.*?(\]\s*)?>", "", text, count=1, flags=re.S))


def read_xml_values(data: bytes) -> Iterator[str]:
    """Every text node on its own, as for CLDR's files."""
    for value in re.findall(r">([^<>]*\w[^<>]*)<", decode(data)):
        if "\u2191" not in value:  # CLDR's sign for "as in the parent locale"
            yield html.unescape(value)


def _strip_message(text: str) -> Iterator[str]:
    for part in re.sub(r"<br\s*/?>|\\n", "\n", text).split("\n"):
        yield html.unescape(_TAG.sub("", part))


_ACCESS_KEY = re.compile(r"[&~_](?=[^\W\d_])")


def read_mo(data: bytes) -> Iterator[str]:
    """Translations; those equal to their source text are left out."""
    catalog = gettext.GNUTranslations(io.BytesIO(data))._catalog  # type: ignore[attr-defined]
    for key, text in catalog.items():
        source = key[0] if isinstance(key, tuple) else key
        if source and text != source.rpartition("\x04")[2]:
            # Short messages are menu entries, whose access keys would cut words in two.
            for part in _strip_message(text):
                yield _ACCESS_KEY.sub("", part) if len(part) < 60 else part


_PO_STRING = re.compile(r'^(?:(msgid|msgid_plural|msgstr|msgctxt)(?:\[\d+\])? )?"(.*)"$')


def read_po(data: bytes) -> Iterator[str]:
    source, field, value = "", "", ""
    for line in [*decode(data).splitlines(), 'msgid ""']:
        match = _PO_STRING.match(line)
        if not match:
            continue
        text = re.sub(r"\\(.)", lambda m: {"n": "\n", "t": "\t"}.get(m[1], m[1]), match[2])
        if not match[1]:
            value += text
            continue
        if field == "msgid":
            source = value
        elif field == "msgstr" and source and value != source:
            yield from _strip_message(value)
        field, value = match[1], text


def read_json_messages(data: bytes) -> Iterator[str]:
    """MediaWiki's messages: wiki links and templates reduced to what is read."""
    for key, value in json.loads(decode(data)).items():
        if isinstance(value, str) and not key.startswith("@"):
            value = re.sub(r"\[\[(?:[^\]|]*\|)?([^\]|]*)\]\]", r"\1", value)
            value = re.sub(r"\[(?:https?:)?//\S+ ?([^\]]*)\]", r"\1", value)
            value = re.sub(r"\{\{[^{}|]*\|([^{}]*)\}\}", lambda m: m[1].rpartition("|")[2], value)
            yield from _strip_message(value.replace("'''", "").replace("''", ""))


def read_properties(data: bytes) -> Iterator[str]:
    for line in decode(data).splitlines():
        if not line.startswith(("#", "!")) and "=" in line:
            text = line.partition("=")[2]
            yield from _strip_message(re.sub(r"\\u([0-9A-Fa-f]{4})", lambda m: chr(int(m[1], 16)), text))


_FLUENT = re.compile(  # a message or attribute, a variant, a line of a longer text
    r"(?:-?[A-Za-z][\w-]*|\s+\.[\w-]+)\s*=\s*(.*)|\s+\*?\[[\w-]+\]\s*(.*)|\s{2,}([^\s{}.*\[].*)"
)


def read_fluent(data: bytes) -> Iterator[str]:
    for line in decode(data).splitlines():
        if match := _FLUENT.match(line):
            text = match[1] or match[2] or match[3] or ""
            yield from _strip_message(re.sub(r"\{\s*\"([^\"]*)\"\s*\}", r"\1", text))


def read_dtd(data: bytes) -> Iterator[str]:
    for text in re.findall(r'<!ENTITY\s+\S+\s+"([^"]*)"', decode(data)):
        yield from _strip_message(text)


_ZIPPED: dict[str, Reader] = {
    ".ftl": read_fluent,
    ".properties": read_properties,
    ".dtd": read_dtd,
}


def read_xpi(data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in sorted(archive.namelist()):
            if reader := _ZIPPED.get("." + name.rpartition(".")[2]):
                try:
                    yield from reader(archive.read(name))
                except UnicodeError:
                    continue


_TROFF_CHARS = {
    "aq": "'", "dq": '"', "em": "\u2014", "en": "\u2013", "bu": "\u2022", "lq": "\u201c", "rq": "\u201d",
    "oq": "\u2018", "cq": "\u2019", "co": "\u00a9", "rs": "\\", "ti": "~", "ha": "^", "ga": "`", "Fo": "\u00ab",
    "Fc": "\u00bb", "->": "\u2192", "mu": "\u00d7", "ss": "\u00df", "pl": "+", "mi": "\u2212", "rg": "\u00ae",
    "tm": "\u2122", "de": "\u00b0", "+-": "\u00b1", "<=": "\u2264", ">=": "\u2265", "ul": "_", "at": "@", "sh": "#",
}  # fmt: skip
_TROFF_ESCAPE = re.compile(
    r"\\(?:f(?:\[[^\]]*\]|\(..|.)|s[-+]?\d+|\[u([0-9A-F]{4,5})\]|\[([^\]]*)\]|\((..)|\*(?:\[[^\]]*\]|\(..|.)"
    r"|[hvwm](?:'[^']*'|\[[^\]]*\])|\"(.*)|(.))"
)
_TROFF_TEXT = {"B", "I", "BR", "IR", "RB", "RI", "BI", "IB", "SB", "SM"}
_TROFF_HEAD = {"SH", "SS", "Sh", "Ss"}


def _troff_char(match: re.Match[str]) -> str:
    code, long, short, comment, single = match.groups()
    if code:
        return chr(int(code, 16))
    if long or short:
        return _TROFF_CHARS.get(long or short, "")
    if comment is not None:
        return ""
    return {"-": "-", "e": "\\", " ": " ", "~": "\u00a0", "(": "(", "'": "\u00b4", "0": " "}.get(single or "", "")


def _troff_arguments(rest: str, alternate: bool) -> str:
    words = [a or b for a, b in re.findall(r'"((?:[^"]|"")*)"|(\S+)', rest)]
    return ("" if alternate else " ").join(words)


def read_troff(data: bytes) -> Iterator[str]:
    paragraph: list[str] = []
    for line in [*decode(data).splitlines(), ".PP"]:
        if line.startswith((".", "'")) and not line.startswith("'\\f"):
            name, _, rest = line[1:].strip().partition(" ")
            if name.startswith('\\"'):
                continue
            if name in _TROFF_TEXT:
                paragraph.append(_troff_arguments(rest, len(name) == 2 and name not in ("SB", "SM")))
                continue
            if paragraph:
                yield _TROFF_ESCAPE.sub(_troff_char, " ".join(paragraph))
                paragraph = []
            if name in _TROFF_HEAD:
                yield _TROFF_ESCAPE.sub(_troff_char, _troff_arguments(rest, False))
        elif not line.strip():
            if paragraph:
                yield _TROFF_ESCAPE.sub(_troff_char, " ".join(paragraph))
                paragraph = []
        else:
            paragraph.append(line)


def read_fortunes(data: bytes) -> Iterator[str]:
    """Cookies between % lines; a cookie's own lines are joined, since most are wrapped prose."""
    text = re.sub(r"\x1b\[[0-9;]*m|.\x08", "", decode(data))
    yield from re.split(r"^%.*$", text, flags=re.M)


def read_python_strings(data: bytes) -> Iterator[str]:
    """The string literals of a module; single words are gathered into lists, as prose has them."""
    words: list[str] = []
    for node in ast.walk(ast.parse(decode(data))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if " " in node.value:
                yield node.value
            elif node.value:
                words.append(node.value)
            if len(words) == 10:
                yield ", ".join(words)
                words = []
    yield ", ".join(words)


def read_code(data: bytes) -> Iterator[str]:
    """Only the lines that are not ASCII: comments, strings, names and signs."""
    for line in decode(data).splitlines():
        if not line.isascii():
            yield line


def read_emoji(data: bytes) -> Iterator[str]:
    for sign, names in json.loads(decode(data)).items():
        for name in names.values() if isinstance(names, dict) else [names]:
            if isinstance(name, str) and name.startswith(":"):
                yield f"{sign} {name.strip(':').replace('_', ' ')}"


def read_lines(data: bytes) -> Iterator[str]:
    yield from decode(data).splitlines()


def read_paragraphs(data: bytes) -> Iterator[str]:
    yield from re.split(r"\n\s*\n", decode(data))


READERS: dict[str, Reader] = {
    "code": read_code,
    "docbook": read_docbook,
    "emoji": read_emoji,
    "fortunes": read_fortunes,
    "html": read_html,
    "json": read_json_messages,
    "lines": read_lines,
    "mo": read_mo,
    "paragraphs": read_paragraphs,
    "po": read_po,
    "python-strings": read_python_strings,
    "troff": read_troff,
    "xml-values": read_xml_values,
    "xpi": read_xpi,
}
