"""Code point -> name of its class: what the class model of `train_model.py` counts."""

from __future__ import annotations

import unicodedata

# Characters that mix-ups are made of, or that stand beside text in ways of their own, are classes by themselves.
_OWN = (
    set(range(0xA0, 0xC0))
    | {0xD7, 0xF7}
    | set(map(ord, "–—‘’‚“”„†‡•…‰‹›€™′″‐‑−\u200b\u200c\u200d\u200e\u200f\u2028\ufeff\ufe0f"))
)
_OWN |= set(map(ord, "、。「」『』・ー《》【】，！？：；（）～"))
_ASCII = {
    "\n": "edge", " ": "space", '"': "quote", "'": "apostrophe", "-": "hyphen", "/": "slash", "_": "underscore",
}  # fmt: skip
_BLOCKS = (
    (0x0250, 0x02AF, "ipa"), (0x02B0, 0x02FF, "modifier"), (0x0300, 0x036F, "combining"),
    (0x1F00, 0x1FFF, "greek-extended"), (0x2000, 0x200A, "wide-space"), (0x2070, 0x209F, "superscript"),
    (0x20A0, 0x20CF, "currency"), (0x2100, 0x214F, "letterlike"), (0x2150, 0x218F, "number-form"),
    (0x2190, 0x21FF, "arrow"), (0x2200, 0x22FF, "math"), (0x2300, 0x23FF, "technical"),
    (0x2500, 0x2501, "box-light"), (0x2502, 0x2503, "box-light"), (0x2504, 0x254F, "box-light"),
    (0x2550, 0x257F, "box-double"), (0x2580, 0x259F, "block"), (0x25A0, 0x25FF, "geometric"),
    (0x2600, 0x26FF, "symbol"), (0x2700, 0x27BF, "dingbat"), (0x2800, 0x28FF, "braille"),
    (0x2010, 0x206F, "general-punctuation"), (0x3000, 0x303F, "cjk-punctuation"),
    (0x3040, 0x309F, "hiragana"), (0x30A0, 0x30FF, "katakana"), (0x3100, 0x312F, "bopomofo"),
    (0x3400, 0x4DBF, "han-a"), (0x4E00, 0x9FFF, "han"), (0xAC00, 0xD7A3, "hangul"), (0xD800, 0xDFFF, "surrogate"),
    (0xE000, 0xF8FF, "private"), (0xF900, 0xFAFF, "han-compatible"), (0xFB00, 0xFB4F, "presentation"),
    (0xFB50, 0xFDFF, "arabic-presentation"), (0xFE70, 0xFEFE, "arabic-presentation"),
    (0xFE00, 0xFE0F, "variation"), (0xFE10, 0xFE6F, "cjk-form"), (0xFF01, 0xFF60, "full-width"),
    (0xFF61, 0xFF9F, "half-width-katakana"), (0xFFF0, 0xFFFF, "special"),
    (0x1F000, 0x1FAFF, "emoji"), (0x20000, 0x3FFFF, "han-b"), (0xE0000, 0xE0FFF, "tag"), (0xF0000, 0x10FFFF, "private"),
)  # fmt: skip


def class_name(code: int) -> str:
    """The class of code point `code`, as "script:kind" or a name of its own; case is its last word.

    >>> class_name(ord("é")), class_name(ord("Ж")), class_name(0xA9)
    ('latin-1 lower', 'cyrillic upper', 'own a9')
    """
    char = chr(code)
    if code < 0x80:
        return _ascii(char)
    if code < 0xA0:
        return "c1"
    if code in _OWN:
        return f"own {code:x}"
    category = unicodedata.category(char)
    if category == "Cn":
        return "unassigned"
    for first, last, name in _BLOCKS:
        if first <= code <= last and not (name == "full-width" and category[0] == "L"):
            return name if category not in ("Lu", "Ll") else f"{name} {_case(category)}"
    return _scripted(code, char, category)


def _ascii(char: str) -> str:
    if char in _ASCII:
        return _ASCII[char]
    if char.isdigit():
        return "digit"
    if char.isalpha():
        kind = "vowel" if char.lower() in "aeiouy" else "consonant"
        return f"ascii-{kind} {'upper' if char.isupper() else 'lower'}"
    if char in ".,;:!?":
        return "stop"
    if char in "([{<":
        return "open"
    if char in ")]}>":
        return "close"
    return "control" if ord(char) < 32 or ord(char) == 127 else "ascii-other"


def _case(category: str) -> str:
    return {"Lu": "upper", "Lt": "upper", "Ll": "lower"}.get(category, "letter")


def _scripted(code: int, char: str, category: str) -> str:
    script = unicodedata.name(char, "nameless").split()[0].lower()
    if script == "latin":
        script = next(
            name
            for last, name in ((0xFF, "latin-1"), (0x17F, "latin-a"), (0x24F, "latin-b"), (0x1E9F, "latin-c"),
                               (0x1EFF, "latin-vietnamese"), (0x10FFFF, "latin-x"))
            if code <= last
        )  # fmt: skip
    elif script == "cyrillic":
        basic = 0x410 <= code <= 0x44F
        script = "cyrillic" if basic else "cyrillic-1" if code < 0x460 else "cyrillic-2"
    elif script == "greek" and (code < 0x391 or 0x3AA <= code <= 0x3B0 or code >= 0x3CA):
        script = "greek-accented"
    if code > 0xFFFF:
        return "beyond"
    kind = _case(category) if category[0] == "L" else {"M": "mark", "N": "number"}.get(category[0], "sign")
    return f"{script} {kind}"
