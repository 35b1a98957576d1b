"""Where UTF-8 may stand in text that was read as an East Asian encoding.

There a character is one to four bytes, so that UTF-8's sequences begin and end within characters: `鈥檚` is the bytes
E2 80, 99 73, that is `’` and an `s`.  What can be undone by itself is a segment: the least number of characters whose
bytes are whole sequences.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

CODECS: tuple[str, ...] = ("gbk", "gb18030", "big5", "cp932", "euc-jp", "cp949", "johab")
_EURO = ("€", "gbk")  # Windows and browsers read the byte 80 so, Python as none: `鈹€` was `─`
FIRST = "\u2e80"  # East Asian text has a character from here on
_LAST_BEFORE = chr(ord(FIRST) - 1)


@cache  # on first use, as all that most texts need is ASCII: Python itself starts in 9 ms
def _asian() -> re.Pattern[str]:
    return re.compile(f"[^\0-{_LAST_BEFORE}]")  # as what it isn't: to compile a class takes 60 ns a member


def has_asian(text: str) -> bool:
    """Whether `text` has characters that East Asian text may have.

    >>> has_asian("caf茅"), has_asian("café")
    (True, False)
    """
    return _asian().search(text) is not None


_LONGEST = 24  # characters of a segment: CJK in gbk comes out even every two


@lru_cache(65536)
def _bytes(char: str, codec: str) -> bytes:
    """The bytes of `char`, none where `codec` doesn't have it."""
    if (char, codec) == _EURO:
        return b"\x80"
    return char.encode(codec, "ignore")  # an exception takes twice as long


@lru_cache(65536)
def _after(char: str, codec: str, wanted: int) -> int:
    """How many continuation bytes UTF-8 still wants after `char`, where it wanted `wanted` before; -1: it can't be."""
    data = _bytes(char, codec)
    for byte in data:
        if wanted:
            if not 0x80 <= byte < 0xC0:
                return -1
            wanted -= 1
        elif byte >= 0x80:
            if not 0xC2 <= byte < 0xF5:
                return -1
            wanted = 1 if byte < 0xE0 else 2 if byte < 0xF0 else 3
    return wanted if data else -1


def segments(text: str, most: int | None = None) -> list[tuple[str, int, int]]:
    """The codec, start and length, in code points, of each stretch of `text` whose bytes are UTF-8; codec by codec.

    Only those that begin within the first `most` code points.

    >>> segments("it鈥檚")
    [('gbk', 2, 2), ('gb18030', 2, 2)]
    """
    leads = [(codec, start) for start, char in enumerate(text[:most]) if not char.isascii() for codec in leading(char)]
    leads.sort(key=lambda lead: CODECS.index(lead[0]))
    return [(codec, start, length) for codec, start in leads if (length := segment(text, start, codec))]


@lru_cache(65536)
def leading(char: str) -> tuple[str, ...]:
    """The codecs in which `char` may begin a segment: few of them, for most characters."""
    return tuple(codec for codec in CODECS if _after(char, codec, 0) >= 0)


def segment(text: str, start: int, codec: str) -> int:
    """The length of the segment of `text` that begins at `start`, 0 where none does."""
    wanted = 0
    for i in range(start, min(len(text), start + _LONGEST)):
        wanted = _after(text[i], codec, wanted)
        if wanted <= 0:
            return 0 if wanted else i + 1 - start
    return 0


def decode(segment: str, codec: str) -> str:
    """What a segment was before it was read as `codec`.

    Raises UnicodeError where its bytes are not UTF-8 after all: overlong, a surrogate, beyond the last code point.

    >>> decode("鈥檚", "gbk")
    '’s'
    """
    if _EURO[0] in segment and codec == _EURO[1]:
        return b"".join([_bytes(char, codec) for char in segment]).decode("utf-8")
    return segment.encode(codec).decode("utf-8")


@lru_cache(32768)
def may_begin(char: str, after: str = "") -> bool:
    """Whether `char`, with `after` behind it, may begin a segment in some codec.

    >>> may_begin("鈥", "檚"), may_begin("我", "们")
    (True, False)
    """
    for codec in CODECS:
        wanted = _after(char, codec, 0)
        if wanted == 0 or (wanted > 0 and (not after or _after(after, codec, wanted) >= 0)):
            return True
    return False


def alone(char: str) -> list[str]:
    """What `char` may have been by itself, by codec.

    >>> alone("茅")
    ['é', 'é']
    """
    return [decode(char, codec) for codec in CODECS if _after(char, codec, 0) == 0]


def is_utf8(word: str) -> bool:
    """Whether all of `word`'s bytes are UTF-8 in some codec.

    Of three characters and more they seldom are by chance: one word of 1,200 clean Chinese, Japanese and Korean sentences.

    >>> is_utf8("西쎹ㅂ西ムㅂ"), is_utf8("一般的")
    (True, False)
    """
    for codec in leading(word[0]):
        wanted = 0
        for char in word:  # most words can't be UTF-8 by their second or third character
            wanted = _after(char, codec, wanted)
            if wanted < 0:
                break
        else:
            try:
                decode(word, codec)
            except UnicodeError:
                continue
            return True
    return False
