"""What a letter was that lost its last byte, by the letters around it and the language.

Of `Älovk` and `nÄkdo` the language model, which knows all languages at once and two letters back, makes `ālovk` and `někdo`;
Czech has nothing but č before `lov`.  For each language there is a list of decisions: what a lead by itself was, first by
itself, then between ever more of its neighbours; the widest window that is listed decides.  `tools/train_lost.py` writes it.
"""

from __future__ import annotations

import hashlib
import math
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple

from mojifix.model import ANY
from mojifix.shipped import shipped

FORMAT = 2
NAME = "lost.bin"
# Characters before and after the lead that a window holds, the narrow ones first: each refines those before it.
WINDOWS = ((1, 0), (0, 1), (1, 1), (2, 1), (1, 2), (2, 2), (3, 2), (2, 3), (3, 3), (0, 3), (0, 4), (0, 5))
OF_LETTERS = 9  # of these windows tell letters; the others whether a word begins behind a lead: `à quest[ão]` and `àquele`
_WIDEST = 5
PADDING = _WIDEST * ANY  # around a text, beyond which nothing is known
CONTROLS = frozenset(range(0x80, 0xA0))  # what is dropped of text read as Latin-1 and its like
# What Windows' code pages leave undefined, one or the other of them: dropped, U+FFFD or `?`.  Of scripts that two leads are
# enough for, the controls would be half of all letters.
UNDEFINED = frozenset(bytes.fromhex("81 83 88 8a 8c 8d 8e 8f 90 98 9a 9c 9d 9e 9f"))
_SETS: Mapping[frozenset[int], str] = {CONTROLS: "controls", UNDEFINED: "undefined", frozenset(): "none"}
BASE_STEP = 0.25  # nats per level of what a lead by itself was
_ZERO = ord("0")  # stands for level 0
HEARD = 0.3  # how likely the languages of a text are together at least whose decisions are heard
MOST_LEVEL = 18  # of a window: the letter is sure but for 2 ** (-level / 2)
_RARE = 1e-7  # what a letter has that a language never showed there
_LEADS = (0, 0, 0xE000, 0xE400)  # a lead is shown as a private character from here on, by how many bytes there were
# ... and from here on, where the byte is one that shows as a space, and the space may as well be one between words.
_SPACED = (0, 0, 0xE800, 0xEC00)
_A0 = 0xA0  # that byte
JOINED, APART = "j", "a"  # what a decision on such a lead says: the space was the byte, or it is one
_MARKS = "\u2010\u203f"  # typographic marks, whose first two bytes are one lead
_ENDING = (".", "!", "?", ":")  # what ends a sentence, or leads one in


class Language(NamedTuple):
    """The decisions of one language: `base`, what each lead was, in shares; and by window what it was there, and the level.

    `gone` are the last bytes that make a character one that is lost; `chars` the shares that those outside ASCII have in its
    text, `sizes` those of all that have a lead.
    """

    gone: frozenset[int]
    chars: Mapping[str, float]
    sizes: Mapping[str, float]
    base: Mapping[str, Mapping[str, float]]
    decisions: Mapping[tuple[int, int, str], tuple[str, int]]

    def among(self, choices: Collection[str], shown: str, at: int) -> dict[str, float]:
        """How likely each of `choices` is in place of the lead `shown[at]`, small or capital; none where that isn't known.

        What doesn't show as this lead is as likely as it is anywhere.
        """
        lead = shown[at]
        size = self.sizes.get(lead, 0.0)
        by_lead = self.shares(shown, at) if size else {}
        return {
            char: size * by_lead.get(fold(char), 0.0) if lead_of(char, self.gone) == lead else self.chars.get(char, 0.0)
            for char in choices
            if by_lead
        }

    def joined(self, shown: str, at: int) -> float | None:
        """How likely the space behind the lead `shown[at]`, not shown itself, was its last byte; None where that is open."""
        found = self.shares(shown, at)
        return found[JOINED] if found else None

    def shares(self, shown: str, at: int, width: int = len(WINDOWS)) -> dict[str, float]:
        """The share of each small letter or mark that the lead `shown[at]` may have been; none where that isn't known.

        `shown` goes on for `PADDING` at least on each side.  Only the first `width` windows are asked.
        """
        found = dict(self.base.get(shown[at], ()))
        for before, after in islice(WINDOWS, width) if found else ():
            decision = self.decisions.get((before, after, shown[at - before : at + after + 1]))
            if decision:
                letter, level = decision
                refine(found, letter, share_of(level))
        return found


def share_of(level: int) -> float:
    """The share of a letter in a window where it has this `level`."""
    return float(1 - 2.0 ** (-level / 2))


def refine(shares: dict[str, float], letter: str, share: float) -> None:
    """Gives `letter` its `share`, and the others what is left of it, in the proportion that they have.

    >>> shares = {"č": 0.5, "ě": 0.4, "ď": 0.1}
    >>> refine(shares, "ě", 0.7); {letter: round(share, 2) for letter, share in shares.items()}
    {'č': 0.25, 'ě': 0.7, 'ď': 0.05}
    """
    others = sum(shares.values()) - shares.get(letter, 0.0)
    for other in shares:
        shares[other] *= (1 - share) / max(_RARE, others)
    shares[letter] = share


def fold(char: str) -> str:
    """The small letter of `char`, if that is one code point."""
    small = char.lower()
    return small if len(small) == 1 else char


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
    return "".join([_shown(char, gone) for char in text])


def _shown(char: str, gone: Collection[int]) -> str:
    if char.isspace():
        return " "
    return lead_of(char, gone) or ("0" if "0" <= char <= "9" else fold(char))


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
    lines = ["".join(sorted(capitals)), "".join([_level(share) for _, share in sorted(capitals.items())])]
    for name, language in languages.items():
        by_window: list[list[str]] = [[] for _ in WINDOWS]
        for (before, after, window), (letter, level) in language.decisions.items():
            row = [*[window[i] for i in _order(before, after)], letter, chr(_ZERO + level)]
            by_window[WINDOWS.index((before, after))].append("".join(row))
        lines.append(f"{name} {_SETS[language.gone]}")
        chars = sorted(language.chars.items())
        lines += ["".join([char for char, _ in chars]), "".join([_level(share) for _, share in chars])]
        base = sorted([(lead, letter, share) for lead, shares in language.base.items() for letter, share in shares.items()])
        lines += [
            "".join(column) for column in zip(*[(lead, letter, _level(share)) for lead, letter, share in base], strict=True)
        ]
        for (before, after), rows in zip(WINDOWS, by_window, strict=True):
            columns = zip(*sorted(rows), strict=True) if rows else [""] * (before + after + 3)
            lines += ["".join(column) for column in columns]
    raw = "\n".join(lines).encode()
    return f"mojifix-lost {FORMAT} {hashlib.sha256(raw).hexdigest()}\n".encode() + raw


def _level(share: float) -> str:
    return chr(_ZERO + round(-math.log(max(share, _RARE)) / BASE_STEP))


_BLOCK = 6 + sum([before + after + 3 for before, after in WINDOWS])  # lines of a language


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
    return {contexts[2 * i : 2 * i + 2]: _share(level) for i, level in enumerate(levels)}


@cache
def language(name: str) -> Language | None:
    """The decisions of a language, or of a region by its name in `regions`; None where there are none."""
    start = _names().get(name)
    if start is None:
        return None
    head, chars, levels, *base = _lines()[start : start + 6]
    columns: Iterator[str] = iter(_lines()[start + 6 : start + _BLOCK])
    decisions: dict[tuple[int, int, str], tuple[str, int]] = {}
    for before, after in WINDOWS:
        order = _order(before, after)
        by_place = [next(columns) for _ in order]
        in_place = [by_place[order.index(i)] for i in range(len(order))]
        for *window, letter, level in zip(*in_place, next(columns), next(columns), strict=True):
            decisions[before, after, "".join(window)] = (letter, ord(level) - _ZERO)
    shares: dict[str, dict[str, float]] = {}
    for lead, letter, level in zip(*base, strict=True):
        shares.setdefault(lead, {})[letter] = _share(level)
    for known in shares.values():
        total = sum(known.values())
        known.update({letter: share / total for letter, share in known.items()})
    gone = next(gone for gone, name in _SETS.items() if head.endswith(f" {name}"))
    known_chars = dict(zip(chars, map(_share, levels), strict=True))
    return Language(gone, known_chars, sizes_of(known_chars, gone), shares, decisions)


def sizes_of(chars: Mapping[str, float], gone: Collection[int]) -> dict[str, float]:
    """The shares of those of `chars` that are lost, by their leads."""
    sizes: dict[str, float] = {}
    for char, share in chars.items():
        if lead := lead_of(char, gone):
            sizes[lead] = sizes.get(lead, 0.0) + share
    return sizes


def _share(level: str) -> float:
    return math.exp(-BASE_STEP * (ord(level) - _ZERO))


def _order(before: int, after: int) -> list[int]:
    """The places of a window, the lead first and then what is nearest: sorted so, columns say little that is new."""
    around = [place for i in range(1, _WIDEST + 1) for place in (before - i, before + i)]
    return [before, *[place for place in around if 0 <= place <= before + after]]
