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
from bisect import bisect_right
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from mojifix.shipped import shipped

FORMAT = 1
NAME = "model.bin"
STEP = 0.125  # nats per level of a quantised log-probability
SHAPE = 0.35  # the class model's share of a log-probability; half and half: 0.1 % of development words and sentences worse
ANY = "\uffff"  # a context character that is not known; a noncharacter, so no text has it
EDGE = "\n"  # before the first and after the last character of a text
_MEMO_LIMIT = 400_000  # trigrams remembered before the memo starts again: some 60 MB


class Tables(NamedTuple):
    """The sections of the data file, as the tool writes them and the model reads them."""

    vocabulary: str  # every character with a unigram of its own
    unigrams: bytes  # level of log P(char), by vocabulary
    contexts: str  # NUL-separated: a context (1 or 2 characters: length by position), then its successors
    levels: bytes  # for each context its back-off weight, then one level per successor
    singles: int  # how many of the contexts are of one character
    folded: str  # upper-case characters and their lower-case ones, by turns
    class_starts: list[int]  # first code point of each range of one class
    class_ids: list[int]  # class of each range
    class_cases: str  # per class: "u" upper, "l" lower, "-" neither
    class_unseen: bytes  # per class: level of log P(an unseen character | class)
    class_within: bytes  # by vocabulary: level of log P(char | class)
    class_pairs: bytes  # level of log P(class | class before), row by row
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
    text = [parts[i].decode("utf-8", "surrogatepass") for i in (0, 2, 5, 8)]
    numbers = [json.loads(parts[i]) for i in (4, 6, 7)]
    tables = Tables(text[0], parts[1], text[1], parts[3], numbers[0], text[2], numbers[1], numbers[2], text[3], *parts[9:])
    return header, tables


def write(header: dict[str, object], tables: Tables) -> bytes:
    """The data file of `tables`; `header` gains format, sections and hash."""
    parts = []
    for part in tables:
        if isinstance(part, str):
            parts.append(part.encode("utf-8", "surrogatepass"))
        elif isinstance(part, bytes):
            parts.append(part)
        else:
            parts.append(json.dumps(part, separators=(",", ":")).encode())
    raw = b"".join(parts)
    full = header | {
        "format": FORMAT,
        "sections": [len(part) for part in parts],
        "sha256": hashlib.sha256(raw).hexdigest(),
    }
    return json.dumps(full, sort_keys=True).encode() + b"\n" + zlib.compress(raw, 9)


class Model:
    """Scores characters in context; build it once with `load()`."""

    def __init__(self, header: dict[str, object], tables: Tables) -> None:
        self.header = header
        self._tables = tables
        records = tables.contexts.split("\0")
        offsets = list(accumulate(map(len, records), initial=0))
        singles = tables.singles
        # A record is its context and its successors; its levels stand at the same offset, less what the
        # contexts before it took: one character more than the one back-off level of a record for pairs.
        self._after_one = {r[0]: i for i, r in enumerate(records[:singles])}
        self._after_two = {r[:2]: i for i, r in enumerate(records[singles:], singles)}
        self._records = records
        self._offsets = offsets
        self._unigram = dict(zip(tables.vocabulary, tables.unigrams, strict=True))
        self._within = dict(zip(tables.vocabulary, tables.class_within, strict=True))
        self._fold = dict(zip(tables.folded[::2], tables.folded[1::2], strict=True))
        self._n_classes = len(tables.class_cases)
        self._case_of = ["-lu".index(case) for case in tables.class_cases]
        self._pairs = tables.class_pairs
        self._cases = tables.case_triples
        self._kinds: dict[str, tuple[int, int, str, int]] = {}
        self._memo: dict[str, float] = {}
        self._classes = {ANY: -1}

    def score(self, left: str, text: str, right: str) -> float:
        """log P(`text` and `right` | `left`) in nats.

        `left` is the context before (the last two code points count), `right` the one after; EDGE stands for an
        end of the text, ANY for an unknown character.
        """
        whole = (ANY + ANY + left)[-2:] + text + right
        memo, char = self._memo, self.char
        threes = [whole[i - 2 : i + 1] for i in range(2, len(whole))]
        return sum([memo[three] if three in memo else char(three) for three in threes])

    def reaches(self, left: str, text: str, right: str, least: float) -> bool:
        """Whether `score` is `least` or more: where it isn't, the first characters may say so."""
        whole = (ANY + ANY + left)[-2:] + text + right
        char = self.char
        for i in range(2, len(whole)):
            least -= char(whole[i - 2 : i + 1])
            if least > 0:
                return False
        return True

    def char(self, three: str) -> float:
        """log P(third character | first two) in nats."""
        known = self._memo.get(three)
        if known is None:
            if len(self._memo) > _MEMO_LIMIT:
                self._memo.clear()
            known = self._memo[three] = self._char(three)
        return known

    def _char(self, three: str) -> float:
        kinds = self._kinds
        try:
            one, first, a, _ = kinds[three[0]]
            two, second, b, _ = kinds[three[1]]
            last, third, c, within = kinds[three[2]]
        except KeyError:
            for char in three:
                kinds[char] = self._kind(char)
            return self._char(three)
        if last < 0:
            return 0.0
        if one < 0:
            first = second if two >= 0 else third
        if two < 0:
            pair = self._pairs[last]  # row 0 is EDGE's; an unknown neighbour costs no more than an edge
            cased = 0
        else:
            pair = self._pairs[two * self._n_classes + last]
            cased = self._cases[first * 9 + second * 3 + third]
        return -STEP * (SHAPE * (pair + within) + (1 - SHAPE) * (self._trigram(a, b, c) + cased))

    def _kind(self, char: str) -> tuple[int, int, str, int]:
        """The class of `char`, its case, what it is folded to, and the level of it within its class."""
        known = self.class_of(char)
        within = self._within.get(char)
        if within is None:
            within = self._tables.class_unseen[known]
        return known, self._case_of[known], self._fold.get(char, char), within

    def _trigram(self, a: str, b: str, c: str) -> int:
        """-log P(c | a b) in levels."""
        tables = self._tables
        back = 0
        i = self._after_two.get(a + b)
        if i is not None:
            record = self._records[i]
            at = record.find(c, 2)
            # the levels of record i start at its offset less one per earlier pair record
            start = self._offsets[i] - (i - tables.singles)
            if at >= 0:
                return tables.levels[start + at - 1]
            back = tables.levels[start] - 128
        i = self._after_one.get(b)
        if i is not None:
            record = self._records[i]
            at = record.find(c, 1)
            if at >= 0:
                return max(0, back + tables.levels[self._offsets[i] + at])
            back += tables.levels[self._offsets[i]] - 128
        level = self._unigram.get(c)
        if level is None:
            level = min(255, tables.class_unseen[self.class_of(c)] + 64)
        return max(0, back + level)

    def class_of(self, char: str) -> int:
        """The number of the class of `char`; -1 for ANY."""
        known = self._classes.get(char)
        if known is None:
            tables = self._tables
            known = tables.class_ids[bisect_right(tables.class_starts, ord(char)) - 1]
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
