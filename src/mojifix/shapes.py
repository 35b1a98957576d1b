"""What only all of a reading shows to be right or wrong: quotation marks in pairs, no-break spaces of headings, names.

To the language model a sign behind a word is rare, and less likely than some letter.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from mojifix.candidate import Candidate
from mojifix.document import Key
from mojifix.home import Home, is_space
from mojifix.model import ANY, EDGE
from mojifix.regions import all_latin

_HEADING = re.compile("[^\n]?(?:[0-9]{1,2}|[A-Z])[.]")  # `1999.†Homo habilis` is none
_DAGGERS = frozenset("†‡")  # stand behind a word and before a name in right text, too
_GUILLEMETS = frozenset("«»")
_CAPITALISING = frozenset({"german", "luxembourgish", "low-german"})  # their nouns
_JOINING = "-'’"
_ENDING, _OPENING = "\n.!?:…", ' ("“„«'  # stand before a sentence
_CLOSING = {"”": "”", "“": "”", "‘": "’", "„": "“”", "‚": "‘’", "«": "»", "»": "«"}


def is_heading_space(key: Key, c: Candidate, home: Home) -> bool:
    """Whether `c` makes a no-break space of what stands behind the number of a heading, or at its end: `2.4. Titelÿ`."""
    if not _DAGGERS.isdisjoint(key[1]):
        return False
    return (_is_heading(home) and is_space(key, c)) or (ends_heading(key, home) and c.text[:1] == "\xa0")


def ends_heading(key: Key, home: Home) -> bool:
    """Whether the run is what stands behind all words of a heading with a number: `2.4. Titelÿ`."""
    left, run, right = key
    at_end = len(run) == 1 and right[:1] == EDGE and not left[-1:].isspace()
    return at_end and run not in _DAGGERS and _is_heading(home)


def _is_heading(home: Home) -> bool:
    return _HEADING.match(home.language.text) is not None


def may_be_name(key: Key) -> bool:
    """Whether the run is a dagger before a name, as right text has it: `1999.†Homo habilis`."""
    left, run, right = key
    name = (run[1:] + right)[:1]
    return run[0] in _DAGGERS and run[1:].isascii() and name.isupper() and not left[-1:].isalnum()


def is_quoted(found: Mapping[Key, Candidate | None]) -> bool:
    """Whether a reading makes quotation marks, an opening one before a word and its closing one behind one."""
    opened, closed = set(), set()
    for (left, _, right), c in found.items():
        made = {char for span in c.spans for char in span.after} if c else set()
        around = left[-1:] + c.text.removesuffix(right) + right[:1] if c else ""
        for before, char, after in zip(around, around[1:], around[2:], strict=False):
            if char in made and not (before.isalnum() or after.isspace()):
                opened.add(char)
            elif char in made and not (before.isspace() or after.isalnum()):
                closed.add(char)
    return any([not closed.isdisjoint(_CLOSING[char]) for char in opened & _CLOSING.keys()])


def is_unpaired(found: Mapping[Key, Candidate | None], home: Home) -> bool:
    """Whether a reading makes guillemets of which the text has no other: `di ®istrazione` was no `di «istrazione`."""
    made = {char for c in found.values() if c for span in c.spans for char in span.after} & _GUILLEMETS
    return len(made) == 1 and (_GUILLEMETS - made).isdisjoint(home.language.text)


def are_foreign_names(found: Mapping[Key, Candidate | None], home: Home) -> bool:
    """Whether all letters that a reading changes stand in capitalised words within a sentence, as those of foreign names do.

    German begins other words so.
    """
    if not _CAPITALISING.isdisjoint(home.language.likely):
        return False
    return all([_is_named(key, c, home.language.text) for key, c in found.items() if c])


def _is_named(key: Key, c: Candidate, text: str) -> bool:
    """Whether `c` makes letters of letters in a capitalised word of `text` within a sentence."""
    left, run, right = (part.strip(EDGE + ANY) for part in key)
    at = text.find(left + run + right)
    if at < 0 or not (run.isalpha() and all_latin(run) and all([span.after.isalpha() for span in c.spans])):
        return False
    begin, end = at + len(left), at + len(left + run)
    while begin and (text[begin - 1].isalpha() or text[begin - 1] in _JOINING):
        begin -= 1
    while end < len(text) and text[end].isalpha():
        end += 1
    word, before = text[begin:end], text[:begin].rstrip(_OPENING)[-1:]
    return word.istitle() and len(word) > 2 and before not in ("", *_ENDING)
