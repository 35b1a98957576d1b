"""Text in blocks: what is read in pieces is repaired as it comes, in bounded memory.

Where a block ends depends on the text and the block size alone, never on how a pipe cuts the bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from mojifix.apply import Repair, Repaired, apply
from mojifix.config import Settings
from mojifix.forms import signs

if TYPE_CHECKING:
    from mojifix.suppress import Suppression
    from mojifix.verdict import Policy

BLOCK = 1 << 20
_SAMPLES = 24  # a dozen distinct runs settle which mix-ups a document shows; twice that, as some are short
_SIGN = "mojifix:"  # every mark of `suppress` holds it
_SAMPLE = 200  # code points of a sample's line


def blocks(pieces: Iterable[str], size: int) -> Iterator[str]:
    """The text that `pieces` make up, in blocks of at most `size` code points that end where a line does.

    A longer line is cut, after a space if it has one.
    """
    held = ""
    for piece in pieces:
        held += piece
        while len(held) > size:
            end = _cut(held, size)
            yield held[:end]
            held = held[end:]
    if held:
        yield held


def lines(pieces: Iterable[str], size: int) -> Iterator[str]:
    """Each line as a block, as soon as it is whole."""
    held = ""
    for piece in pieces:
        held += piece
        at = 0
        while (end := held.find("\n", at, at + size) + 1 or (at + size if len(held) > at + size else 0)) > 0:
            yield held[at:end]
            at = end
        held = held[at:]
    if held:
        yield held


def _cut(text: str, size: int) -> int:
    """Where to cut `text`, which is longer than `size`."""
    for end in ("\n", "\r", " "):
        # A CR at the very end may be half of a CRLF.
        at = text.rfind(end, 0, size) + 1
        if end == "\r" and text.startswith("\n", at):
            at = text.rfind(end, 0, at - 1) + 1
        if at:
            return at
    return size - (size > 1 and text[size - 1 : size + 1] == "\r\n")


def is_plain(text: str) -> bool:
    """Whether there is nothing to repair in `text`, seen without the engine, which takes its time to load."""
    if signs(text):
        return False
    if text.isascii():
        return True
    from mojifix.sieve import LARGE, garbled

    if len(text) < LARGE:
        return not garbled(text)
    from mojifix import coarse

    return not coarse.garbled(text)


class Repairer:
    """Repairs a document block by block, with what earlier blocks showed of its mix-ups, and without what people
    don't want repaired."""

    def __init__(self, path: str, settings: Settings) -> None:
        self._path = path
        self._settings = settings
        self._known: Suppression | None = None
        self._sifts = settings != Settings()
        if self._sifts:
            self._suppression()  # what is configured may be wrong, which is told at once
        self._samples: dict[str, None] = {}  # garbled lines of earlier blocks: evidence for the later ones

    def _suppression(self) -> Suppression:
        """What sifts the repairs; without any, and without a mark in the text, it takes longer to load than to read both."""
        if self._known is None:
            from mojifix.suppress import Suppression

            self._known = Suppression(self._path, self._settings)
        return self._known

    def repair(self, block: str) -> Repaired:
        """The next block, repaired."""
        if is_plain(block):
            return self._unrepaired(block)
        from mojifix.conductor import repair

        known = "".join(self._samples)
        found = _moved(repair(known + block, self._policy()).repairs, len(known))
        if not found:
            return self._unrepaired(block)
        self._remember(block, found)
        return apply(block, self._suppression().sift(block, found))

    def text(self, block: str) -> str:
        """The text of the next block, repaired.

        Where nobody asks what was repaired, and enough is known of the earlier blocks, that takes a third of the time.
        """
        self._sifts |= _SIGN in block
        if self._sifts or len(self._samples) < _SAMPLES:
            return self.repair(block).text
        if is_plain(block):
            return block
        from mojifix.conductor import fix

        return fix("".join([*self._samples, block]), self._policy()).split("\n", len(self._samples))[-1]

    def _policy(self) -> Policy:
        from mojifix.verdict import Policy

        policy = Policy()
        if self._settings.confidence is not None:
            policy = policy._replace(confidence=self._settings.confidence)
        if self._settings.guesses is not None:
            policy = policy._replace(guesses=self._settings.guesses)
        return policy

    def _unrepaired(self, block: str) -> Repaired:
        """`block` as it is; marks in it may hold for the next one."""
        if self._known or _SIGN in block:
            self._suppression().sift(block, ())
        return Repaired(block, ())

    def _remember(self, block: str, found: list[Repair]) -> None:
        for repair in found:
            if len(self._samples) >= _SAMPLES:
                return
            if not repair.guessed:
                line = block[max(0, repair.start - 2) : repair.end + 2].replace("\n", " ").replace("\r", " ")
                self._samples[line[:_SAMPLE] + "\n"] = None


def _moved(repairs: Iterable[Repair], by: int) -> list[Repair]:
    """`repairs` of a text that had `by` code points before it."""
    return [r._replace(start=r.start - by, end=r.end - by) for r in repairs if r.start >= by]
