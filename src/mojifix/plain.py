"""Whether English text or code shows a legacy mix-up: it has few letters outside ASCII, and some of anything.

Tests have `åäö` and `aжbжc`, formulas † and ¼π, and one of hundreds of mix-ups always makes words of these.  Garbled names
are parts of words in ASCII letters, and garbled comments are long.
"""

from __future__ import annotations

from collections.abc import Mapping

from mojifix.candidate import Candidate
from mojifix.document import Key
from mojifix.legacy import is_latin_letter
from mojifix.multibyte import FIRST
from mojifix.score import oddness
from mojifix.standing import COMMON, is_numbering

# Distinct runs in another alphabet, and letters of all of them together.  Of 25,900 real files of code and documentation ten
# had been changed by fewer, and none of those was garbled.
_RUNS, _LETTERS = 3, 12
# ... or letters of runs that read well, nats a code point below which they do: `Привет` has 3.2, `文件` 6.1, and what was
# made of tests 5 and 14.
_READ, _WELL, _IDEOGRAPHS_WELL = 6, 4.25, 8.5
_READ_LEAST = 3  # letters of one of these
_IDEOGRAPH = 3  # letters that an ideograph counts for
_SIGNS = COMMON | frozenset("¬")  # that English and formulas have beside words: `events–for`, `¬it`
_WORD = 2  # letters that a run has at least, to count


def is_shown(legacy: Mapping[Key, Candidate]) -> bool:
    """Whether what was read by a `legacy` mix-up is nothing that right text in English, or code, has by itself."""
    words = {key: letters for key, winner in legacy.items() if len(letters := _made(winner)) >= _WORD}
    foreign = {key[1]: key for key, letters in words.items() if not all(map(is_latin_letter, letters))}
    if foreign:
        read = sum([_reads(key, legacy[key], words[key]) for key in foreign.values()])
        count = sum([len(words[key]) for key in foreign.values()])
        return read >= _READ or (len(foreign) >= _RUNS and count >= _LETTERS)
    return any([_is_within_word(key, winner) for key, winner in legacy.items()])


def _reads(key: Key, winner: Candidate, letters: str) -> int:
    """How many `letters` of another alphabet `winner` makes of the run `key`; none where that reads like no text."""
    is_wide = max(letters) >= FIRST
    if not is_wide and len(letters) < _READ_LEAST:
        return 0
    reads = oddness(key[0], winner.text) < (_IDEOGRAPHS_WELL if is_wide else _WELL)
    return reads * len(letters) * (_IDEOGRAPH if is_wide else 1)


def _made(winner: Candidate) -> str:
    """The letters outside ASCII that `winner` makes."""
    return "".join([char for span in winner.spans for char in span.after if char.isalpha() and not char.isascii()])


def _is_within_word(key: Key, winner: Candidate) -> bool:
    """Whether the run `key` is a part of a word or a quotation mark beside one, or a space, where these are expected."""
    left, run, right = key
    if winner.text[:1] == "\xa0":
        return is_numbering(*key)
    if _SIGNS.issuperset([char for span in winner.spans for char in run[span.start : span.end] if not char.isascii()]):
        return False
    return any([char.isascii() and char.isalpha() for char in (left[-1:], right[:1])])
