"""Whether a string is no text at all, but bytes of something else that were decoded: nothing is right or wrong there."""

from __future__ import annotations

import re
import unicodedata

# Controls that no text has.  Not among them are NUL (lists of names), backspace (printed manuals), those that move the
# cursor, escape and the separators of fields.
_CONTROLS = re.compile("[\x01-\x07\x0e-\x1a\x7f]")
_SHARE = 0.02  # of all code points, from which controls tell of binary data: of random bytes they are one in twelve
_SOME = 5  # controls that are a few too many
# The share of code points that are nobody's, from which the rest is noise too; what tools made of mix-ups has a few.
_NOBODYS = 0.5
_LEAST = 200  # code points from which that is asked
_WINDOWS, _WINDOW = 8, 500  # the parts of a long text that are looked at


def is_noise(text: str) -> bool:
    """Whether `text` is binary data decoded as text, or code points at random.

    >>> is_noise("\\x01\\x9d\\x05Ã©\\x12\\x02q\\x07"), is_noise("cafÃ©\\x1b[0m\\x00thÃ©\\x00")
    (True, False)
    """
    seen = _sample(text)
    if len(_CONTROLS.findall(seen)) > max(_SOME - 1, _SHARE * len(seen)):
        return True
    if len(seen) < _LEAST or seen.isascii():
        return False
    if sum(map(str.isprintable, seen)) >= (1 - _NOBODYS) * len(seen):  # a fifth of the time of what comes
        return False
    return sum([unicodedata.category(char) in ("Cn", "Co") for char in seen]) > _NOBODYS * len(seen)


def _sample(text: str) -> str:
    """`text`, or windows from all over it."""
    if len(text) <= _WINDOWS * _WINDOW:
        return text
    step = (len(text) - _WINDOW) // (_WINDOWS - 1)
    return "".join([text[start : start + _WINDOW] for start in range(0, _WINDOWS * step, step)])
