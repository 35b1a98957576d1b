"""Text -> runs worth a look."""

from __future__ import annotations

import re
from typing import NamedTuple

from mojifix.charmaps import bytes_of
from mojifix.legacy import mixed
from mojifix.model import ANY, EDGE

# mac-arabic and mac-farsi have a second set of ASCII's signs in their upper half, so that a sequence may end in ASCII.
_ASCII_TAILS = "".join(
    sorted({c for codec in ("mac-arabic", "mac-farsi") for c in bytes_of(codec).continuing if "!" <= c < "~"})
)
_ARABIC_LEADS = "".join(sorted(c for codec in ("mac-arabic", "mac-farsi") for c in bytes_of(codec).leading))
_RUN = re.compile(f"[^\\x00-\\x7f]+(?:(?<=[{re.escape(_ARABIC_LEADS)}])[{re.escape(_ASCII_TAILS)}]{{1,2}}[^\\x00-\\x7f]*)*")
# ... and so have the double bytes of East Asian legacy encodings: what has ASCII letters within may be theirs.
_CLUSTER = re.compile(r"[^\x00-\x7f]+[@-~](?:[^\x00-\x7f]+[@-~]?)*")


class Run(NamedTuple):
    """A maximal stretch of non-ASCII text at `start`, with up to two characters of context on each side."""

    start: int
    left: str
    text: str
    right: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What the decision depends on: the same key is the same run."""
        return (self.left, self.text, self.right)


def scan(text: str) -> list[Run]:
    """The runs of `text`, in order."""
    if text.isascii():
        return []
    runs = []
    padded = EDGE + EDGE + text + EDGE + EDGE
    done = 0
    for match in _RUN.finditer(text):
        start, end = match.span()
        if start < done:
            continue
        if (cluster := _CLUSTER.match(text, start)) and (length := mixed(cluster.group())):
            end = max(end, start + length)
        done = end
        before = padded[start : start + 2]  # two to the left: the padding has moved all by two
        after = padded[end + 2 : end + 4]
        if not before[0].isascii():
            before = ANY + before[1]
        if not after[-1].isascii():
            after = after[0]
        runs.append(Run(start, before, text[start:end], after))
    return runs
