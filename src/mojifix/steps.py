"""`Step`: one reversible re-encoding, in ftfy's vocabulary (`encode`, `decode`, a codec's name)."""

from __future__ import annotations

from typing import NamedTuple

from mojifix import charmaps, forms

UTF8 = "utf-8"
RESTORE = "restore"
ESCAPE, UNESCAPE = "escape", "unescape"
# ftfy's name for UTF-8 as bent software writes it: surrogate pairs encoded one by one (CESU-8), NUL as C0 80.
UTF8_VARIANTS = "utf-8-variants"
_INVERSE = {"encode": "decode", "decode": "encode", ESCAPE: UNESCAPE, UNESCAPE: ESCAPE}


class Step(NamedTuple):
    """One re-encoding: `action` is "encode" (text to bytes), "decode" (bytes to text), "restore" or one for escapes.

    "restore" stands for an encoding in which bytes were lost or are ambiguous; its `codec` is "NAME:HEX", the codec
    and the bytes that once stood there, whatever is left of them in the text.  "unescape" and "escape" read and write
    escapes; their `codec` is a form of `forms.py`, as "json" or "percent".

    >>> Step("decode", "utf-8").run(Step("encode", "cp1252").run("Ã©"))
    'é'
    """

    action: str
    codec: str

    def run(self, value: str | bytes) -> str | bytes:
        """The value after this step.

        Raises UnicodeError where the codec can't take the value, TypeError where an encode step is given
        bytes or a decode step text.
        """
        if self.action in (ESCAPE, UNESCAPE):
            if not isinstance(value, str):
                raise TypeError(f"an {self.action} step takes text")
            return forms.escape(value, self.codec) if self.action == ESCAPE else forms.unescape(value, self.codec)
        if self.action in ("encode", RESTORE):
            if not isinstance(value, str):
                raise TypeError("an encode step takes text")
            if self.action == RESTORE:
                return bytes.fromhex(self.codec.rpartition(":")[2])
            return _encode(value, self.codec)
        if not isinstance(value, bytes):
            raise TypeError("a decode step takes bytes")
        return _decode(value, self.codec)

    def inverse(self) -> Step:
        """The step that undoes this one; what "restore" brought back reads as its codec has it.

        >>> Step("encode", "koi8-r").inverse()
        Step(action='decode', codec='koi8-r')
        """
        if self.action == RESTORE:
            return Step("decode", self.codec.rpartition(":")[0])
        return Step(_INVERSE[self.action], self.codec)


Chain = tuple[Step, ...]


def replay(text: str, chain: Chain) -> str:
    """`text` after every step of `chain`.

    Raises UnicodeError where a step can't take what the one before it made.

    >>> replay("Ă©", (Step("encode", "iso8859-16"), Step("decode", "utf-8")))
    'é'
    """
    value: str | bytes = text
    for step in chain:
        value = step.run(value)
    if not isinstance(value, str):
        raise TypeError("a chain ends in text")
    return value


def restoring(chain: Chain, after: str) -> Chain:
    """`chain` with its first step, an encoding, replaced by the bytes that `after` comes from.

    Where bytes were lost below the first layer, its codec can't read what the one below it wrote, and where a codec has a
    character twice, it may write another byte than stood there: then the layers above that are left out, and the bytes
    are those of the first layer from which the steps lead to `after`.

    Raises UnicodeError where there is no such layer, as where the last codec has no bytes for `after`.
    """
    value: str | bytes = after
    found: Chain = ()
    try:
        for i in range(len(chain) - 1, 0, -1):
            value = chain[i].inverse().run(value)
            if isinstance(value, bytes):
                longer = (Step(RESTORE, f"{chain[i - 1].codec}:{value.hex()}"), *chain[i:])
                if replay("", longer) != after:
                    break
                found = longer
    except UnicodeError:
        pass
    if not found:
        raise UnicodeError(f"no bytes from which the steps lead to {after!r}")
    return found


def rewriting(after: str) -> Chain:
    """The chain that gives `after` whatever it is run on: for repairs on top of each other that no chain explains."""
    return (Step(RESTORE, f"{UTF8}:{after.encode('utf-8', 'surrogatepass').hex()}"), Step("decode", UTF8))


def invert(chain: Chain) -> Chain:
    """The chain that leads back: the steps' inverses in reverse order."""
    return tuple(step.inverse() for step in reversed(chain))


def _encode(text: str, codec: str) -> bytes:
    if codec == UTF8:
        return text.encode("utf-8")
    if codec == UTF8_VARIANTS:
        halves = text.encode("utf-16-be", "surrogatepass")
        units = (halves[i : i + 2].decode("utf-16-be", "surrogatepass") for i in range(0, len(halves), 2))
        return "".join(units).encode("utf-8", "surrogatepass").replace(b"\0", b"\xc0\x80")
    if codec in charmaps.CODECS:
        return charmaps.encode(text, codec)
    return text.encode(codec)


def _decode(data: bytes, codec: str) -> str:
    if codec == UTF8:
        return data.decode("utf-8")
    if codec == UTF8_VARIANTS:
        halves = data.replace(b"\xc0\x80", b"\0").decode("utf-8", "surrogatepass")
        return halves.encode("utf-16-be", "surrogatepass").decode("utf-16-be")
    if codec in charmaps.CODECS:
        return charmaps.decode(data, codec)
    return data.decode(codec)
