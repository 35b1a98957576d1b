"""Readers of word lists and n-gram profiles: package members in, (language, word, weight) out."""

from __future__ import annotations

import gzip
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

from .clean import language
from .readers import decode

Members = Iterable[tuple[str, bytes]]
Weighted = Iterator[tuple[str, str, int]]

_TOP_WORDS = 100_000


def _unpack(data: bytes, at: int) -> tuple[object, int]:
    """One value of MessagePack, as far as word lists use it: arrays, maps, strings, small numbers."""
    kind = data[at]
    at += 1
    if kind < 0x80:
        return kind, at
    wide = {0xD9: 1, 0xDA: 2, 0xDB: 4, 0xDC: 2, 0xDD: 4, 0xCC: 1, 0xCD: 2, 0xCE: 4}.get(kind, 0)
    if not wide and kind >= 0xC0:
        raise ValueError(f"MessagePack type {kind:#x}")
    size = int.from_bytes(data[at : at + wide], "big") if wide else kind & (0x1F if kind >= 0xA0 else 0x0F)
    at += wide
    if 0xCC <= kind <= 0xCE:
        return size, at
    if kind < 0x90:
        size *= 2
    elif 0xA0 <= kind < 0xC0 or kind in (0xD9, 0xDA, 0xDB):
        return data[at : at + size].decode("utf-8"), at + size
    values: list[object] = []
    for _ in range(size):
        value, at = _unpack(data, at)
        values.append(value)
    return values, at


def read_wordfreq(members: Members) -> Weighted:
    """wordfreq's cB format: the n-th list holds the words of frequency 10^(-n/100); weights are per billion.

    The large list of a language replaces its small one.
    """
    chosen: dict[str, bytes] = {}
    for path, data in sorted(members):
        if match := re.search(r"/data/(large|small)_(\w+)\.msgpack\.gz$", path):
            chosen.setdefault(match[2], data)
    for tag, data in chosen.items():
        name = language(tag)
        taken = 0
        levels, _ = _unpack(gzip.decompress(data), 0)
        assert isinstance(levels, list)
        for level, words in enumerate(levels[1:]):  # the first is the header
            weight = max(1, round(10 ** (9 - level / 100)))
            for word in words:
                if name and taken < _TOP_WORDS:
                    taken += 1
                    yield name, word, weight


def read_jieba(members: Members) -> Weighted:
    for path, data in members:
        if path.endswith("/jieba/dict.txt"):
            for line in decode(data).splitlines():
                word, count, *_ = line.split(" ")
                yield "zh_CN", word, max(1, int(count))


def read_langdetect(members: Members) -> Weighted:
    for path, data in members:
        if match := re.search(r"/langdetect/profiles/([\w-]+)$", path):
            name = language(match[1])
            for ngram, count in json.loads(decode(data))["freq"].items():
                if name:
                    yield name, ngram, count


def read_hunspell(members: Members) -> Weighted:
    """The stems of Hunspell dictionaries, in the encoding that the affix file beside each declares."""
    files = dict(members)
    for path, data in files.items():
        match = re.search(r"(?:hunspell|dicts)/([a-z]{2,3}(?:_[A-Za-z]+)*)\.dic$", path)
        name = language(match[1]) if match else None
        affixes = files.get(path[:-4] + ".aff")
        if not name or affixes is None:
            continue
        declared = re.search(rb"^(?:\xef\xbb\xbf)?\s*SET\s+(\S+)", affixes, re.M)
        encoding = declared[1].decode("ascii").lower() if declared else "latin-1"
        encoding = {"microsoft-cp1251": "cp1251"}.get(encoding, encoding)
        try:
            text = decode(data, encoding)
        except (UnicodeError, LookupError):
            continue
        for line in text.splitlines()[1:]:
            word = re.split(r"(?<!\\)/|\t| [a-z]{2}:", line, maxsplit=1)[0].strip().replace("\\/", "/")
            if name == "ko":  # that dictionary holds conjoining jamo, which nobody types
                word = unicodedata.normalize("NFC", word)
            if word and not word[0].isdigit() and not word.startswith("#"):
                yield name, word, 1


def read_word_lines(members: Members) -> Weighted:
    """/usr/share/dict: one word a line; the language stands in the set's table of packages."""
    for _, data in members:
        try:
            text = decode(data)
        except UnicodeError:  # some old lists are in an encoding that they do not declare
            continue
        for line in text.splitlines():
            if line.strip():
                yield "", line.strip(), 1


WORD_READERS: dict[str, Callable[[Members], Weighted]] = {
    "hunspell": read_hunspell,
    "jieba": read_jieba,
    "word-lines": read_word_lines,
    "wordfreq": read_wordfreq,
}
