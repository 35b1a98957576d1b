"""The laws as functions of a text: each raises AssertionError where the text breaks it.

`test_laws.py` tries them on what hypothesis makes up, `benchmarks/laws.py` on a million cases from a seed.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from functools import cached_property
from typing import Any

from materials import Damage

import mojifix
from mojifix import Policy, charmaps, filtering
from mojifix.apply import Repaired
from mojifix.config import Settings
from mojifix.files import decode, encode
from mojifix.steps import RESTORE, UNESCAPE, Step, invert, replay
from mojifix.transcode import Coding


class Case:
    """A text, and what becomes of it, which most laws ask for."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def found(self) -> Repaired:
        """What `repair` makes of the text."""
        return mojifix.repair(self.text)


Law = Callable[[Case], None]


def what_is_repaired_needs_no_further_repair(case: Case) -> None:
    again = mojifix.repair(case.found.text)
    assert again.text == case.found.text, again.repairs


def repairs_are_in_order_and_lead_from_the_input_to_the_output(case: Case) -> None:
    pieces: list[str] = []
    done = 0
    for repair in case.found.repairs:
        assert done <= repair.start < repair.end <= len(case.text)
        assert case.text[repair.start : repair.end] == repair.before != repair.after
        assert 0.9 <= repair.confidence <= 1
        pieces += (case.text[done : repair.start], repair.after)
        done = repair.end
    assert case.found.text == "".join(pieces) + case.text[done:]


def repairs_can_be_undone(case: Case) -> None:
    assert case.found.undo() == case.text


def steps_replay(case: Case) -> None:
    for repair in case.found.repairs:
        assert replay(repair.before, repair.steps) == repair.after, repair


def steps_invert(case: Case) -> None:
    """Where no byte had to be restored: what was lost has no way back.

    Of escapes that were spelled in several ways (`&#233;&euro;`) the way back gives one, which says the same.
    """
    for repair in case.found.repairs:
        if not any(step.action == RESTORE for step in repair.steps):
            before = replay(repair.after, invert(repair.steps))
            said = [step for step in repair.steps if step.action == UNESCAPE]
            assert before == repair.before or (said and _says(before, said) == _says(repair.before, said)), repair


def _says(text: str, unescaping: list[Step]) -> str:
    return replay(text, tuple(unescaping))


# Codecs whose characters of UTF-8's bytes are none of ASCII's; mac-arabic and mac-farsi have ASCII's signs twice.
_EIGHT_BIT = tuple(c for c in charmaps.CODECS if c not in ("mac-arabic", "mac-farsi"))
_UNDOES_UTF8 = {("encode", codec) for codec in _EIGHT_BIT} | {("decode", "utf-8"), ("decode", "utf-8-variants")}


def skeleton(text: str) -> str:
    """The ASCII characters of `text`."""
    return "".join(c for c in text if c.isascii())


def undoing_utf8_read_as_a_single_byte_encoding_keeps_all_ascii(case: Case) -> None:
    """In every layer; guesses and East Asian encodings, whose bytes may be ASCII's, are the named exceptions."""
    for repair in case.found.repairs:
        if not repair.guessed and _UNDOES_UTF8.issuperset(repair.steps):
            assert skeleton(repair.before) == skeleton(repair.after), repair


def line_ends_stay(case: Case) -> None:
    """But for quoted-printable, which has line breaks within an escape."""
    for repair in case.found.repairs:
        if repair.steps[-1].action != "escape":
            assert "\n" not in repair.before + repair.after and "\r" not in repair.before + repair.after, repair


def fix_repair_and_is_garbled_agree(case: Case) -> None:
    fixed = mojifix.fix(case.text)
    assert fixed == case.found.text
    assert (fixed is case.text) or case.found.repairs
    assert (fixed != case.text) is bool(case.found.repairs) is mojifix.is_garbled(case.text)


def batches_agree_with_fix(case: Case) -> None:
    assert mojifix.fix_batch([case.text, None, "", case.text]) == [case.found.text, None, "", case.found.text]


def bytes_agree_with_fix(case: Case) -> None:
    text = decode(encode(case.text)) if _has_bytes(case.text) else None
    if text is None:
        return
    found = mojifix.fix_bytes(encode(text), encoding="utf-8")
    assert found.text == (case.found.text if text == case.text else mojifix.fix(text))
    assert decode(found.encoded()) == decode(encode(found.text))


def ftfys_signature_agrees_with_fix(case: Case) -> None:
    """With all cleaners off."""
    import ftfy

    off: dict[str, Any] = {
        name: False for name in ftfy.TextFixerConfig._fields if name not in ("max_decode_length", "normalization")
    }
    off |= {"fix_encoding": True, "restore_byte_a0": True}
    assert mojifix.fix_text(case.text, normalization=None, **off) == case.found.text


def _has_bytes(text: str) -> bool:
    """Whether bytes can say `text`: lone surrogates but those that stand for bytes have none."""
    return not any("\ud800" <= c < "\udc80" or "\udcff" < c <= "\udfff" for c in text)


class Pieces(io.BytesIO):
    """A pipe that gives its bytes in pieces of odd lengths."""

    def __init__(self, data: bytes, seed: int) -> None:
        super().__init__(data)
        self._random = random.Random(seed)

    def read1(self, size: int | None = -1) -> bytes:
        return self.read(self._random.choice([1, 2, 3, 7, 50, 4000]))


def filtered(data: bytes, seed: int, **how: Any) -> bytes:
    """What the command's filter puts out for `data` that is UTF-8."""
    settings = filtering.How("x", Settings(), Coding("utf-8"), **how)
    return b"".join(v for _, v in filtering.run(Pieces(data, seed), settings) if isinstance(v, bytes))


def streams_agree_with_fix(case: Case) -> None:
    """In one block with all of it; every other text in smaller blocks, however the pipe cuts its bytes."""
    text = decode(encode(case.text)) if _has_bytes(case.text) else ""
    if "mojifix:" in text:  # a mark that says to leave it
        return
    data = encode(text)
    if len(text) % 2:
        size = len(text) // 3 + 1
        assert filtered(data, 1, block_size=size) == filtered(data, 2, block_size=size)
    else:
        assert filtered(data, 0) == encode(case.found.text if text == case.text else mojifix.fix(text))


def nothing_is_less_sure_than_asked_for(case: Case) -> None:
    for confidence in (0.5, 0.999):
        assert all(r.confidence >= confidence for r in mojifix.repair(case.text, Policy(confidence)).repairs)


def without_guesses_nothing_is_guessed(case: Case) -> None:
    assert not [r for r in mojifix.repair(case.text, Policy(guesses=False)).repairs if r.guessed]


LAWS: tuple[Law, ...] = (
    what_is_repaired_needs_no_further_repair,
    repairs_are_in_order_and_lead_from_the_input_to_the_output,
    repairs_can_be_undone,
    steps_replay,
    steps_invert,
    undoing_utf8_read_as_a_single_byte_encoding_keeps_all_ascii,
    line_ends_stay,
    fix_repair_and_is_garbled_agree,
    batches_agree_with_fix,
    bytes_agree_with_fix,
    ftfys_signature_agrees_with_fix,
    streams_agree_with_fix,
    nothing_is_less_sure_than_asked_for,
    without_guesses_nothing_is_guessed,
)

# What is done to a garbled document, and with it to the right one: it must not turn a right repair into a wrong one.
CHANGES: dict[str, Callable[[str], str]] = {
    "ASCII lines around": lambda t: f"Plain text here.\n{t}\nAnd more of it, 1 + 1 = 2.",
    "ASCII around in the line": lambda t: f"key = {t} ; # end",
    "the document twice": lambda t: f"{t}\n{t}",
    "the document five times": lambda t: "\n\n".join([t] * 5),
    "other line ends": lambda t: t.replace("\n", "\r\n"),
    "upper-case ASCII around": lambda t: f"README\n{t}\nEND",
    "paragraphs the other way round": lambda t: "\n".join(reversed(t.split("\n"))),
    "paragraphs shuffled": lambda t: "\n".join(random.Random(len(t.split("\n"))).sample(t.split("\n"), len(t.split("\n")))),
    "ASCII in upper case": lambda t: "".join(c.upper() if c.isascii() else c for c in t),
}


def verdict(garbled: str, right: str) -> str:
    """Whether what `fix` makes of `garbled` is "right", "left" as it was, or "wrong": a third text."""
    fixed = mojifix.fix(garbled)
    return "right" if fixed == right else "left" if fixed == garbled else "wrong"


def repairs_of_it_are_right(damage: Damage, right: str) -> None:
    """Each repair of `right`, garbled by `damage` (character by character), gives back what stood there; some may stay."""
    places = {0: 0}
    garbled = ""
    for i, char in enumerate(right):
        garbled += damage.run(char)
        places[len(garbled)] = i + 1
    for repair in mojifix.repair(garbled).repairs:
        assert repair.start in places and repair.end in places, repair
        assert repair.after == right[places[repair.start] : places[repair.end]], repair
