"""The language model: how likely a character is after the two before it, over the writing of the world.

Two models see each character and their log-probabilities are mixed: a character trigram (case folded, with
a small model of letter case beside it), which knows words, and a bigram over some 250 classes of characters, which knows
what can stand beside what and keeps the trigram from being overconfident on rare text.  `tools/train_model.py`
writes the table; this module is its only reader.
"""

from __future__ import annotations

import gc
import hashlib
import json
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from functools import cache
from itertools import accumulate, compress, count
from typing import NamedTuple

from mojifix.shipped import shipped

FORMAT = 2
NAME = "model.bin"
_TEXTS = 9  # so many sections are texts, and come first
STEP = 0.125  # nats per level of a quantised log-probability
SHAPE = 0.35  # the class model's share of a log-probability; half and half: 0.1 % of development words and sentences worse
ANY = "\uffff"  # a context character that is not known; a noncharacter, so no text has it
EDGE = "\n"  # before the first and after the last character of a text
# Nats that a letter costs at most behind another of the same 64 code points, both new and few of these known: of a script
# that no training text is in, nothing is known but that its letters stand together.  Of 6,205 texts in languages that the
# model was trained without, 76 more come right by it.
_OF_A_SCRIPT = 5.0
_FEW = 16  # characters of the 64: names of languages bring some
_SCRIPTS = ((0x0700, 0x1E00), (0xA000, 0xAC00), (0x10000, 0x1D000))  # where such are; ideographs and Hangul are no alphabets
_MEMO_LIMIT = 400_000  # trigrams remembered before the memo starts again: some 60 MB


class Tables(NamedTuple):
    """The sections of the data file, as the tool writes them and the model reads them.

    The n-grams are a tree: below each character of the vocabulary its successors, below these what comes after both.
    What comes after `ab` comes after `b` as well, so that a small number says which of these it is.  Packed it takes
    625 KB, contexts followed by their successors took 800 and twice as long to load.  Numbers in a text are code points.
    """

    vocabulary: str  # every character with a unigram of its own, each less the one before
    folding: str  # by vocabulary: how many places on its lower case is, modulo 2 ** 16
    bigram_counts: str  # by vocabulary: how many bigrams a character begins
    bigrams: str  # their second characters, as places in the vocabulary: ascending below each first one
    trigram_counts: str  # for each bigram that begins trigrams: how many
    trigrams: str  # their third characters, as places among the bigrams of the second one
    class_starts: str  # first code point of each range of one class, each less the one before
    class_ids: str  # class of each range
    class_cases: str  # per class: "u" upper, "l" lower, "-" neither
    unigram_levels: bytes  # level of log P(char), by vocabulary
    unigram_backs: bytes  # level of its back-off weight as a context, plus 128
    bigram_levels: bytes
    bigram_backs: bytes  # likewise; 0: begins no trigram
    trigram_levels: bytes
    class_unseen: bytes  # per class: level of log P(an unseen character | class)
    class_within: bytes  # by vocabulary: level of log P(char | class) less that of the unigram, modulo 256: 12 -> 5 KB
    class_columns: bytes  # per class: what its levels have in common as the one that comes after
    class_rows: bytes  # and as the one before: of two that were never seen together the sum is the level
    class_pairs: bytes  # level of log P(class | class before) less that sum, modulo 256, row by row: 67 -> 21 KB
    case_triples: bytes  # level of log P(case | two cases before), 27 of them


class Corrupt(Exception):
    """The shipped table is not what its header says."""


def read(data: bytes) -> tuple[dict[str, object], Tables]:
    """The header and the tables of a data file.

    Raises Corrupt where format, length or hash are not the header's.
    """
    head, _, payload = data.partition(b"\n")
    header = json.loads(head)
    if header["format"] != FORMAT:
        raise Corrupt(f"the model has format {header['format']}, this mojifix reads {FORMAT}: install it again")
    try:
        raw = zlib.decompress(payload)
    except zlib.error:
        raise Corrupt("the model is damaged: install mojifix again") from None
    if len(raw) != sum(header["sections"]) or hashlib.sha256(raw).hexdigest() != header["sha256"]:
        raise Corrupt("the model is damaged: install mojifix again")
    ends = list(accumulate(header["sections"]))
    parts = [raw[end - size : end] for end, size in zip(ends, header["sections"], strict=True)]
    return header, Tables._make([*map(_joined, parts[:_TEXTS]), *parts[_TEXTS:]])


def write(header: dict[str, object], tables: Tables) -> bytes:
    """The data file of `tables`; `header` gains format, sections and hash."""
    parts = [_planes(part) if isinstance(part, str) else part for part in tables]
    raw = b"".join(parts)
    full = header | {
        "format": FORMAT,
        "sections": [len(part) for part in parts],
        "sha256": hashlib.sha256(raw).hexdigest(),
    }
    return json.dumps(full, sort_keys=True).encode() + b"\n" + zlib.compress(raw, 9)


def _planes(text: str) -> bytes:
    """The low bytes of UTF-16, then the high ones: 8 % smaller when packed than UTF-8."""
    wide = text.encode("utf-16-le", "surrogatepass")
    return wide[::2] + wide[1::2]


def _joined(planes: bytes) -> str:
    wide = bytearray(len(planes))
    wide[::2], wide[1::2] = planes[: len(planes) // 2], planes[len(planes) // 2 :]
    return wide.decode("utf-16-le", "surrogatepass")


# What the n-grams know of a character, folded: its place in the vocabulary (as a code point; ANY for what isn't there),
# the places of those that bigrams have after it, the number of the first of these bigrams, the levels of its back-off
# weight and of its unigram.  Plain tuples: those with names take a fifth longer to score a text with.
_Letter = tuple[str, str, int, int, int]
# What is known of a character: its class (-1 for ANY), its case, the levels of the classes after its own, the level of
# it within its class, its letter.
_Kind = tuple[int, int, bytes, int, _Letter]


class _Memo(dict[str, float]):
    """Three characters -> what is `said` of the last one, which is found out when it is first asked for."""

    def __init__(self, said: Callable[[str], float]) -> None:
        self._said = said

    def __missing__(self, three: str) -> float:
        if len(self) > _MEMO_LIMIT:
            self.clear()
        found = self[three] = self._said(three)
        return found


class Model:
    """Scores characters in context; build it once with `load()`."""

    def __init__(self, header: dict[str, object], tables: Tables) -> None:
        self.header = header
        self._tables = tables
        self._codes = list(accumulate(map(ord, tables.vocabulary)))
        self._bigram_starts = list(accumulate(map(ord, tables.bigram_counts), initial=0))
        # Bigrams that begin trigrams, and where these start
        self._contexts = dict(zip(compress(count(), tables.bigram_backs), count(), strict=False))
        self._trigram_starts = list(accumulate(map(ord, tables.trigram_counts), initial=0))
        self._class_starts = list(accumulate(map(ord, tables.class_starts)))
        # What every trigram asks, without the way through `tables`
        self._bigram_levels, self._bigram_backs = tables.bigram_levels, tables.bigram_backs
        self._trigrams, self._trigram_levels = tables.trigrams, tables.trigram_levels
        self._case_of = ["-lu".index(case) for case in tables.class_cases]
        self._cases = tables.case_triples
        self._rows: dict[int, bytes] = {}
        self._kinds: dict[str, _Kind] = {}
        self._classes = {ANY: -1}
        self._memo = _Memo(self._char)
        # log P(third character | first two) in nats, of a text of three: by the dictionary itself, as a method that looks
        # into it takes three times as long, and a garbled line asks a thousand times.
        self.char: Callable[[str], float] = self._memo.__getitem__

    def score(self, left: str, text: str, right: str) -> float:
        """log P(`text` and `right` | `left`) in nats.

        `left` is the context before (the last two code points count), `right` the one after; EDGE stands for an
        end of the text, ANY for an unknown character.
        """
        whole = (ANY + ANY + left)[-2:] + text + right
        return sum(map(self.char, [whole[i - 2 : i + 1] for i in range(2, len(whole))]))

    def reaches(self, left: str, text: str, right: str, least: float) -> bool:
        """Whether `score` is `least` or more: where it isn't, the first characters may say so."""
        whole = (ANY + ANY + left)[-2:] + text + right
        char = self.char
        for i in range(2, len(whole)):
            least -= char(whole[i - 2 : i + 1])
            if least > 0:
                return False
        return True

    def _char(self, three: str) -> float:
        """log P(third character | first two) in nats."""
        kinds = self._kinds
        try:
            one, first, _, _, a = kinds[three[0]]
            two, second, row, _, b = kinds[three[1]]
            last, third, _, within, c = kinds[three[2]]
        except KeyError:
            for char in three:
                kinds[char] = self._kind(char)
            return self._char(three)
        if last < 0:
            return 0.0
        if one < 0:
            first = second if two >= 0 else third
        cased = self._cases[first * 9 + second * 3 + third] if two >= 0 else 0
        found = -STEP * (SHAPE * (row[last] + within) + (1 - SHAPE) * (self._trigram(a, b, c) + cased))
        return max(found, -_OF_A_SCRIPT) if c[0] == b[0] == ANY and self._are_of_a_script(three[1], three[2]) else found

    def _are_of_a_script(self, one: str, other: str) -> bool:
        """Whether two characters are of one alphabet, of which texts had few."""
        block = ord(one) >> 6
        if block != ord(other) >> 6 or not any([first <= ord(one) < last for first, last in _SCRIPTS]):
            return False
        return bisect_left(self._codes, block + 1 << 6) - bisect_left(self._codes, block << 6) < _FEW

    def _kind(self, char: str) -> _Kind:
        tables = self._tables
        known = self.class_of(char)
        code = ord(char)
        place = bisect_left(self._codes, code)
        if place < len(self._codes) and self._codes[place] == code:
            within = tables.unigram_levels[place] + tables.class_within[place] & 255
            letter = self._letter(place + ord(tables.folding[place]) & 0xFFFF)
        else:
            within = tables.class_unseen[known]
            letter = (ANY, "", 0, 0, min(255, within + 64))
        row = self._row(max(0, known))  # row 0 is EDGE's; an unknown neighbour costs no more than an edge
        return known, self._case_of[known], row, within, letter

    def _letter(self, place: int) -> _Letter:
        tables = self._tables
        start, end = self._bigram_starts[place : place + 2]
        back = tables.unigram_backs[place] - 128
        return chr(place), tables.bigrams[start:end], start, back, tables.unigram_levels[place]

    def _row(self, before: int) -> bytes:
        """The level of log P(class | the class `before`) for each class."""
        known = self._rows.get(before)
        if known is None:
            columns, rows, pairs = self._tables.class_columns, self._tables.class_rows, self._tables.class_pairs
            rests = pairs[before * len(columns) : (before + 1) * len(columns)]
            known = bytes([column + rows[before] + rest & 255 for column, rest in zip(columns, rests, strict=True)])
            self._rows[before] = known
        return known

    def _trigram(self, a: _Letter, b: _Letter, c: _Letter) -> int:
        """-log P(c | a b) in levels."""
        place, successors, start, single_back, _ = b
        third = successors.find(c[0])
        second = a[1].find(place)
        back = 0
        if second >= 0:
            pair = a[2] + second
            i = self._contexts.get(pair)
            if i is not None:
                if third >= 0:
                    starts = self._trigram_starts
                    at = self._trigrams.find(chr(third), starts[i], starts[i + 1])
                    if at >= 0:
                        return self._trigram_levels[at]
                back = self._bigram_backs[pair] - 128
        if third >= 0:
            return max(0, back + self._bigram_levels[start + third])
        return max(0, back + single_back + c[4])

    def class_of(self, char: str) -> int:
        """The number of the class of `char`; -1 for ANY."""
        known = self._classes.get(char)
        if known is None:
            known = ord(self._tables.class_ids[bisect_right(self._class_starts, ord(char)) - 1])
            self._classes[char] = known
        return known


@cache
def load() -> Model:
    """The shipped model, read once.

    Raises Corrupt where the file is not what its header says.
    """
    # A hundred thousand new containers would set the cycle collector off time and again: 15 of 50 ms.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return Model(*read(shipped(NAME)))
    finally:
        if collecting:
            gc.enable()
