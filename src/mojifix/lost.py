"""What a letter was that lost its last byte, by the letters around it and the language.

Of `Älovk` and `nÄkdo` the language model, which knows all languages at once and two letters back, makes `ālovk` and `někdo`;
Czech has nothing but č before `lov`.  For each language there is a list of decisions on leads by themselves (`windows`),
which `tools/train_lost.py` writes.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from mojifix import windows
from mojifix.shipped import shipped
from mojifix.windows import Decisions, packed_share, plain, small, unpacked_share

FORMAT = 2
NAME = "lost.bin"
CONTROLS = frozenset(range(0x80, 0xA0))  # what is dropped of text read as Latin-1 and its like
# What Windows' code pages leave undefined, one or the other of them: dropped, U+FFFD or `?`.  Of scripts that two leads are
# enough for, the controls would be half of all letters.
UNDEFINED = frozenset(bytes.fromhex("81 83 88 8a 8c 8d 8e 8f 90 98 9a 9c 9d 9e 9f"))
_SETS: Mapping[frozenset[int], str] = {CONTROLS: "controls", UNDEFINED: "undefined", frozenset(): "none"}
HEARD = 0.3  # how likely the languages of a text are together at least whose decisions are heard
_LEADS = (0, 0, 0xE000, 0xE400)  # a lead is shown as a private character from here on, by how many bytes there were
# ... and from here on, where the byte is one that shows as a space, and the space may as well be one between words.
_SPACED = (0, 0, 0xE800, 0xEC00)
_A0 = 0xA0  # that byte
JOINED, APART = "j", "a"  # what a decision on such a lead says: the space was the byte, or it is one
_MARKS = "\u2010\u203f"  # typographic marks, whose first two bytes are one lead
_ENDING = (".", "!", "?", ":")  # what ends a sentence, or leads one in


class Language(NamedTuple):
    """The decisions of one language on leads by themselves, as they are `told`.

    `gone` are the last bytes that make a character one that is lost; `chars` the shares that those outside ASCII have in its
    text, `sizes` those of all that have a lead.
    """

    gone: frozenset[int]
    chars: Mapping[str, float]
    sizes: Mapping[str, float]
    told: Decisions

    def among(self, choices: Collection[str], shown: str, at: int) -> dict[str, float]:
        """How likely each of `choices` is in place of the lead `shown[at]`, small or capital; none where that isn't known.

        What doesn't show as this lead is as likely as it is anywhere.
        """
        lead = shown[at]
        size = self.sizes.get(lead, 0.0)
        by_lead = self.told.shares(shown, at) if size else {}
        return {
            char: size * by_lead.get(small(char), 0.0) if lead_of(char, self.gone) == lead else self.chars.get(char, 0.0)
            for char in choices
            if by_lead
        }

    def joined(self, shown: str, at: int) -> float | None:
        """How likely the space behind the lead `shown[at]`, not shown itself, was its last byte; None where that is open."""
        found = self.told.shares(shown, at)
        return found[JOINED] if found else None


def lead_of(char: str, gone: Collection[int]) -> str:
    """What shows of `char` where its last byte is `gone`: its lead; "" where it is not lost.

    >>> lead_of("č", CONTROLS) == lead_of("ě", CONTROLS) != "", lead_of("š", CONTROLS)
    (True, '')
    """
    return _lead(char, gone, _LEADS)


def spaced_lead(char: str) -> str:
    """What shows of `char` where its last byte became a space that may be one between words, too; "" where that can't be.

    >>> spaced_lead("à") != lead_of("à", {0xA0}), spaced_lead("á")
    (True, '')
    """
    return _lead(char, (_A0,), _SPACED) if char != chr(_A0) else ""


def is_spaced(lead: str) -> bool:
    """Whether `lead` is one that a space stands behind."""
    return lead >= chr(_SPACED[2])


def _lead(char: str, gone: Collection[int], first: Sequence[int]) -> str:
    if char.isascii() or len(char) != 1:
        return ""
    data = char.encode("utf-8", "surrogatepass")
    if data[-1] not in gone:
        return ""
    return chr(first[len(data)] + (int.from_bytes(data[:-1], "big") & 0x3FF)) if len(data) < 4 else ""


def is_mark(char: str) -> bool:
    """Whether `char` is a typographic mark, which every language has."""
    return _MARKS[0] <= char <= _MARKS[1]


def shown(text: str, gone: Collection[int] = ()) -> str:
    """`text` as decisions see it: small letters, leads for those that are lost, one digit and one space.

    >>> shown("Č. 2\\n", CONTROLS) == lead_of("č", CONTROLS) + ". 0 "
    True
    """
    return "".join([lead_of(char, gone) or plain(char) for char in text])


def case_context(left: str, right: str) -> str:
    """What tells whether a letter between `left` and `right` is a capital one: what stands beside it, as two characters.

    >>> case_context("! ", "l"), case_context(" A", "B"), case_context("x ", "")
    ('.l', 'uu', ' -')
    """
    last = left[-1:]
    if last == "\n":
        before = "\\"
    elif last.isspace():
        before = "." if left[-2:-1] in _ENDING else " "
    else:
        before = _case(last)
    return before + _case(right[:1])


def _case(char: str) -> str:
    return "u" if char.isupper() else "l" if char.islower() else "-"


def packed(languages: Mapping[str, Language], capitals: Mapping[str, float]) -> bytes:
    """The data file of `languages`, and of the share of `capitals` by `case_context`, but for its packing.

    After a line with the format and the hash of the rest, a line is a column, so that alike stands beside alike.
    """
    lines = ["".join(sorted(capitals)), "".join([packed_share(share) for _, share in sorted(capitals.items())])]
    for name, language in languages.items():
        chars = sorted(language.chars.items())
        lines.append(f"{name} {_SETS[language.gone]}")
        lines += ["".join([char for char, _ in chars]), "".join([packed_share(share) for _, share in chars])]
        lines += windows.packed(language.told)
    raw = "\n".join(lines).encode()
    return f"mojifix-lost {FORMAT} {hashlib.sha256(raw).hexdigest()}\n".encode() + raw


_BLOCK = 3 + windows.SIZE  # lines of a language


@cache
def _lines() -> list[str]:
    return zlib.decompress(shipped(NAME)).decode().split("\n")[1:]


@cache
def _names() -> dict[str, int]:
    """The languages, and where the lines of each begin."""
    lines = _lines()
    return {lines[i].split()[0]: i for i in range(2, len(lines), _BLOCK)}


@cache
def capitals() -> dict[str, float]:
    """The share of capitals among lost letters, by `case_context`."""
    contexts, levels = _lines()[:2]
    return {contexts[2 * i : 2 * i + 2]: unpacked_share(level) for i, level in enumerate(levels)}


@cache
def language(name: str) -> Language | None:
    """The decisions of a language, or of a region by its name in `regions`; None where there are none."""
    start = _names().get(name)
    if start is None:
        return None
    head, chars, levels, *told = _lines()[start : start + _BLOCK]
    gone = next(gone for gone, name in _SETS.items() if head.endswith(f" {name}"))
    known_chars = dict(zip(chars, map(unpacked_share, levels), strict=True))
    return Language(gone, known_chars, sizes_of(known_chars, gone), windows.unpacked(told))


def sizes_of(chars: Mapping[str, float], gone: Collection[int]) -> dict[str, float]:
    """The shares of those of `chars` that are lost, by their leads."""
    sizes: dict[str, float] = {}
    for char, share in chars.items():
        if lead := lead_of(char, gone):
            sizes[lead] = sizes.get(lead, 0.0) + share
    return sizes
