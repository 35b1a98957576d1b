"""What counts as a usable line of text, and which language directory it belongs to."""

from __future__ import annotations

import re
from collections import Counter

# Only ASCII whitespace is collapsed: NBSP and its kin are characters that mojibake is made of.
_ASCII_SPACE = re.compile(r"[ \t\r\n\f\v]+")
# U+FFFD says that the text is broken already; controls never belong to prose, and C1 controls are mostly mojibake.
_BROKEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
_LETTER = re.compile(r"[^\W\d_]|[^\x00-\x7f]")
_MAX_LENGTH = 5000
# A non-ASCII line that is valid UTF-8 when written in one of these is mojibake, or quotes it. Not the other code pages:
# there sound text is valid UTF-8, too (in Mac Roman French elision before an accented letter, in cp1251 Ukrainian words
# of two or three letters, in the DOS code pages box drawings), and to drop it would teach the model that it is rare.
_MIXED_UP_WITH = ("latin-1", "cp1252")

# "È rond" with a no-break space is no pair of bytes; "Ã" and one is the commonest that there is.
_SPACE_AFTER_CAPITAL = re.compile("(?<![\u00c2\u00c3])\u00a0")

_ALIASES = {
    "ca_valencia": "ca", "gug": "gn", "in": "id", "iw": "he", "ji": "yi", "kmr": "ku", "mo": "ro", "no": "nb",
    "pt_PT": "pt", "sr_EC": "sr", "sr_EL": "sr_Latn", "sr_latin": "sr_Latn", "sh_Latn": "sh", "zh": "zh_CN",
    "zh_HK": "zh_TW", "zh_MO": "zh_TW", "zh_SG": "zh_CN", "zh_MY": "zh_CN", "zh_Hans": "zh_CN", "zh_Hant": "zh_TW",
    "zh_yue": "yue", "zh_min_nan": "nan", "zh_classical": "lzh", "cmn": "zh_CN", "cmn_TW": "zh_TW", "tl": "fil",
    "uz_Latn": "uz", "kk_Cyrl": "kk", "sr_Cyrl": "sr", "tt_Cyrl": "tt", "ku_Latn": "ku", "crh_Latn": "crh",
    "tg_Cyrl": "tg", "bs_Latn": "bs", "az_Latn": "az", "ug_Arab": "ug", "roa_tara": "roa", "simple": "en",
}  # fmt: skip
_KEPT_REGIONS = {"pt_BR", "zh_CN", "zh_TW", "zh_HK", "zh_MO", "zh_SG", "zh_MY"}
_KEPT_VARIANTS = {"zh_yue", "zh_min_nan", "zh_classical", "be_tarask", "sr_latin", "sr_ec", "sr_el"}
_SCRIPTS = {
    "latin": "Latn", "latn": "Latn", "iqtelif": "Latn", "cyrillic": "Cyrl", "cyrl": "Cyrl", "arab": "Arab",
    "deva": "Deva", "shaw": "Shaw", "hans": "Hans", "hant": "Hant", "beng": "Beng", "guru": "Guru", "mong": "Mong",
    "olck": "Olck", "tfng": "Tfng", "adlm": "Adlm", "dsrt": "Dsrt", "hebr": "Hebr", "vaii": "Vaii", "telu": "Telu",
    "orya": "Orya", "mtei": "Mtei", "rohg": "Rohg", "devanagari": "Deva", "ethi": "Ethi", "cans": "Cans",
}  # fmt: skip
# Not languages: MediaWiki's message documentation, test locales, CLDR's root.
_NOT_LANGUAGES = {"qqq", "qqx", "root", "und", "mul", "mis", "zxx"}


def language(tag: str) -> str | None:
    """The directory name for a locale tag in any spelling, or None if it is not a language.

    Regions are merged except where the writing differs, so that a language with twenty locales is not weighed twenty
    times.
    """
    parts = [part for part in re.split(r"[-_@.]", tag) if part.lower() not in ("utf8", "utf")]
    base = parts[0].lower()
    if not re.fullmatch(r"[a-z]{2,3}", base) or base in _NOT_LANGUAGES:
        return None
    whole = "_".join([base, *(part.lower() for part in parts[1:])])
    if whole in _KEPT_VARIANTS:
        name = {"sr_ec": "sr", "sr_el": "sr_Latn"}.get(whole, whole)
        return _ALIASES.get(name, name)
    for part in parts[1:]:
        if script := _SCRIPTS.get(part.lower()):
            name = f"{base}_{script}"
            return _ALIASES.get(name, name)
    for part in parts[1:]:
        if (name := f"{base}_{part.upper()}") in _KEPT_REGIONS:
            return _ALIASES.get(name, name)
    return _ALIASES.get(base, base)


def tidy(text: str) -> str:
    """One line: ASCII whitespace collapsed, everything else as it is."""
    return _ASCII_SPACE.sub(" ", text).strip(" ")


def is_mixed_up(line: str) -> bool:
    """Whether the line as a whole is UTF-8 that was decoded with a common single-byte encoding."""
    line = _SPACE_AFTER_CAPITAL.sub(" ", line)
    if line.isascii():
        return False
    for encoding in _MIXED_UP_WITH:
        try:
            line.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
        return True
    return False


def accept(line: str, counts: Counter[str]) -> bool:
    """Whether a tidied line may go into a corpus; the reason for a refusal is counted."""
    if len(line) < 2 or not _LETTER.search(line):
        counts["empty"] += 1
    elif len(line) > _MAX_LENGTH:
        counts["too long"] += 1
    elif line.isascii():
        return True
    elif _BROKEN.search(line):
        counts["broken"] += 1
    elif is_mixed_up(line):
        counts["mixed up"] += 1
    else:
        return True
    return False


def limit_ascii(lines: list[str], share: float = 0.3, floor: int = 1000) -> list[str]:
    """Thin pure-ASCII lines out, evenly, to a share of the whole: most are messages that nobody translated.

    The floor keeps something of the languages that are written in ASCII.
    """
    plain = sum(map(str.isascii, lines))
    allowed = max(floor, int((len(lines) - plain) * share / (1 - share)))
    if plain <= allowed:
        return lines
    kept: list[str] = []
    seen = 0
    for line in lines:
        if line.isascii():
            seen += 1
            # Bresenham's step: take this one if it moves the running quota to the next whole number.
            if seen * allowed // plain == (seen - 1) * allowed // plain:
                continue
        kept.append(line)
    return kept
