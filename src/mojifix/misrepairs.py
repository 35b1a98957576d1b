"""A run -> what another tool may have made of it: its hypotheses, the tool's wrong repair undone.

Tools that know few codecs take every mix-up for one of these.  Of what they met they repaired some rightly, some wrongly,
and left the rest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from mojifix import charmaps
from mojifix.hypotheses import MISREPAIR, UTF8_READ, Edge, Hypothesis, Layer, parted, places, undo
from mojifix.legacy import repertoire
from mojifix.sequences import CODEC_BIT, NBSP, SINGLE, codecs_of, readings, roles, sequences

_SIGNS = "Â"  # what tools delete before Latin-1's signs, as every encoding of the West reads them alike
# The codecs that ftfy and its kin take every mix-up for.
REPAIRERS = ("latin-1", "cp1252", "iso8859-2", "cp1250", "cp1251", "cp1253", "cp1254", "cp1257", "mac-roman", "cp437")

_FIRST = CODEC_BIT["latin-1"] | CODEC_BIT["cp1252"]  # what each of them tries first, and takes for nothing else


def misrepairs(run: str) -> tuple[Hypothesis, ...]:
    """What another tool may have made by taking the mix-up for one that it knows."""
    return (*misrepaired(run, _at_home(run)), *_unrepaired(run))


def misrepaired(run: str, at_home: Sequence[bool]) -> list[Hypothesis]:
    """Single characters that another tool may have made, but those that are `at_home`."""
    found = []
    made = [{} if known else _made_of(char) for char, known in zip(run, at_home, strict=True)]
    for repairer in REPAIRERS:
        groups: list[tuple[int, list[Edge]]] = [(SINGLE & ~CODEC_BIT[repairer] & ~_FIRST, [])]
        for i, by_repairer in enumerate(made):
            for read, among in by_repairer.get(repairer, ()):
                groups = parted(groups, among, [Edge(i, i + 1, read)])
        found += [Hypothesis((Layer(MISREPAIR + repairer, codecs),), tuple(edges)) for codecs, edges in groups if edges]
    return found


def _at_home(run: str) -> list[bool]:
    """Which characters stand among their like: an Armenian letter among Armenian ones is no mis-repair.

    A few between signs of other kinds are: a tool makes neighbours of what stood for neighbours.
    """
    blocks = [ord(char) >> 8 for char in run]
    common = {block for block, n in Counter(blocks).items() if 2 * n > max(2, len(run))}
    return [
        block > 3 and block in common and not is_private(char) and not (i and char.isupper() and run[i - 1].islower())
        for i, (char, block) in enumerate(zip(run, blocks, strict=True))
    ]  # `δΡίχν`: a capital within a word


def _unrepaired(run: str) -> list[Hypothesis]:
    """The hypotheses for `run` with what no codec has turned back into what a tool may have taken for another mix-up.

    UTF-8 read as cp850 shows many of the same signs as UTF-8 read as cp1252 or cp1257, so that pairs from neighbouring
    characters were "repaired": `ߴ` was `Þ´`, the end of one and the beginning of another.  Which repairer it was is
    open, sign by sign: `\u05ff` was `×¿` or `×æ`.
    """
    known = _repertoire(run)
    at_home = [char in known or found for char, found in zip(run, _at_home(run), strict=True)]
    by_codec: dict[int, set[Edge]] = {}
    changed = False
    for repairer in ("", _SIGNS, *REPAIRERS):
        text: list[str] = []
        spans: list[tuple[int, int]] = []
        for i, char in enumerate(run):
            open_ = not at_home[i] or (repairer == _SIGNS and "\xa0" <= char < "\xc0")
            more = before_repair(char, repairer) if open_ and repairer else char
            text += more
            spans += [(i, i + 1)] * len(more)
        if repairer and len(text) == len(run):
            continue
        changed |= bool(repairer)
        for hyp in undo("".join(text), spans, (), [True] * len(text), 1):
            edges = {*hyp.edges, *_with_leftovers(run, hyp.edges, repairer, at_home)}
            for codec in codecs_of(hyp.layers[0].codecs):
                by_codec.setdefault(CODEC_BIT[codec], set()).update(edges)
    alike: dict[tuple[Edge, ...], int] = {}
    for bit, edges in by_codec.items() if changed else ():
        found = tuple(sorted(edges))
        alike[found] = alike.get(found, 0) | bit
    return [Hypothesis((Layer(UTF8_READ, codecs),), edges) for edges, codecs in alike.items()]


_REACH = 6  # characters of a run at most that were made of others together
_AS_IT_IS = -1.0  # the doubt of a character that no tool made: none
# Nats of doubt that a sign which the codec has, too, is what Windows has for a control: `Ο€` is π from iso8859-7, whose €
# came late, but `Ć„` is ť from iso8859-16.
_CONTROL = 2.0
# ... and that a tool made what reads plainly, and the rest of the same characters: of `аŸаЕб‚аКаО а\xa0` the end is Р.
_MADE = 3.0
_SIGN_OF_CONTROL = {sign: b for b in range(0x80, 0xA0) if (sign := charmaps.decoding_table("cp1252")[b]) > "\xa0"}


@lru_cache(16384)
def worsened(run: str, codec: str) -> Hypothesis | None:
    """What UTF-8 read as `codec` makes of `run`, some characters of which a tool may have made of others.

    Of these each may be as it was: a tool took the end of one character and the beginning of the next for another.
    """
    if CODEC_BIT[codec] & _FIRST:
        return None
    edges: set[Edge] = set()
    changed = False
    for start in range(len(run)):
        spelled = _spelled(run, start, codec)
        plain = {end for end, _, doubt in spelled if doubt < 0}
        for end, text, doubt in spelled:
            if text != run[start:end]:
                edges.add(Edge(start, end, text, False, max(0.0, doubt) + _MADE * (doubt >= 0 and end in plain)))
                changed |= doubt >= 0
    return Hypothesis((Layer(UTF8_READ, CODEC_BIT[codec]),), tuple(sorted(edges))) if changed else None


def _spelled(run: str, start: int, codec: str) -> list[tuple[int, str, float]]:
    """What characters from `start` on may have been: where they end, their text, and its doubt (`_AS_IT_IS`, or more)."""
    found: dict[tuple[int, str], float] = {}
    open_: dict[bytes, float] = {b"": _AS_IT_IS}
    for i in range(start, min(len(run), start + _REACH)):
        more: dict[bytes, float] = {}
        for data, before in open_.items():
            for bytes_, doubt in _bytes_before(run[i], codec):
                text, is_cut = as_far(data + bytes_)
                least = max(before, doubt)
                if is_cut:
                    more[data + bytes_] = min(least, more.get(data + bytes_, least))
                elif text:
                    found[i + 1, text] = min(least, found.get((i + 1, text), least))
        open_ = more
    return [(end, text, doubt) for (end, text), doubt in found.items()]


def as_far(data: bytes) -> tuple[str | None, bool]:
    """`data` as UTF-8, and whether its end is missing; None where it isn't any."""
    try:
        return data.decode(), False
    except UnicodeDecodeError as error:
        return ("", True) if error.reason == "unexpected end of data" else (None, False)


@lru_cache(65536)
def _bytes_before(char: str, codec: str) -> tuple[tuple[bytes, float], ...]:
    """The bytes that `char` may stand for in UTF-8 read as `codec`, with the doubt of each."""
    found: dict[bytes, float] = {}
    for repairer in ("", _SIGNS, *REPAIRERS):
        shown = before_repair(char, repairer) if repairer else char
        if repairer and shown == char:
            continue
        options = [b""]
        for c in shown:
            options = [o + b for o in options for b in _bytes_of(c, codec, bool(repairer))]
        for bytes_ in options:
            found.setdefault(bytes_, 0.0 if repairer else _AS_IT_IS)
    byte = _SIGN_OF_CONTROL.get(char)
    if byte and not (char.isalpha() and found) and charmaps.decoding_table(codec)[byte] == chr(byte):
        found.setdefault(bytes([byte]), _CONTROL)
    return tuple(found.items())


@lru_cache(65536)
def _bytes_of(char: str, codec: str, made: bool) -> tuple[bytes, ...]:
    """The bytes that `codec` shows as `char`; a no-break space that a tool had read may have been a space."""
    if char.isascii():
        return (char.encode(),)
    continuing, leading = charmaps.bytes_of(codec)
    bytes_ = (*continuing.get(char, ()), *charmaps.shown_controls(codec).get(char, ()))
    bytes_ += (leading[char],) if char in leading else ()
    found = tuple([bytes([b]) for b in bytes_])
    return (*found, b" ") if made and char == NBSP else found


def _with_leftovers(run: str, edges: Iterable[Edge], repairer: str, at_home: Sequence[bool]) -> Iterator[Edge]:
    """Those of `edges` that took in what no tool has changed, without it.

    Not every sign lost its Â, and tools take a space for the byte A0: `ᘠ` was `ј` and a space.  What is `at_home` no tool
    has made: `¬†` before ideographs is a no-break space, although † ends in A0.
    """
    for edge in edges:
        last = run[edge.end - 1]
        if repairer == _SIGNS:
            if edge.text.startswith(_SIGNS) and len(edge.text) > 1:
                yield edge._replace(text=edge.text[1:])
        elif not repairer or at_home[edge.end - 1] or not edge.text.endswith(NBSP) or last == NBSP:
            continue
        elif before_repair(last, repairer).endswith(NBSP):
            yield edge._replace(text=edge.text[:-1] + " ")


def _repertoire(run: str) -> frozenset[str]:
    """The characters that are no tool's making in `run`: those of the codec that reads most of it."""
    codecs = _that_reads_most(run)
    return repertoire(codecs_of(codecs)[0]) if codecs else frozenset(roles())


@lru_cache(1024)
def _that_reads_most(run: str) -> int:
    """The single-byte codecs (a bit mask) that read most of `run`."""
    most, codecs = 0, 0
    for hyp in undo(run, places(run), (), [True] * len(run)):
        covered = sum([edge.end - edge.start for edge in hyp.edges])
        if covered > most and hyp.layers[0].codecs & SINGLE:
            most, codecs = covered, hyp.layers[0].codecs & SINGLE
    return codecs


def worsened_throughout(run: str) -> list[Hypothesis]:
    """What the codecs that read most of `run` make of it, some characters of which a tool may have made of others."""
    alike: dict[tuple[Edge, ...], int] = {}
    for codec in codecs_of(_that_reads_most(run)):
        if hyp := worsened(run, codec):
            alike[hyp.edges] = alike.get(hyp.edges, 0) | CODEC_BIT[codec]
    return [Hypothesis((Layer(UTF8_READ, codecs),), edges) for edges, codecs in alike.items()]


@lru_cache(16384)
def before_repair(char: str, repairer: str) -> str:
    """What `char` was before a tool took UTF-8 for read as `repairer`."""
    if repairer == _SIGNS:  # ftfy takes Â and a space for a no-break space
        return ("Â " if char == NBSP else "Â" + char) if "\xa0" <= char < "\xc0" else char
    return charmaps.decode(char.encode("utf-8", "surrogatepass"), repairer)


def is_private(char: str) -> bool:
    """Whether `char` is of those that nobody defined."""
    return "\ue000" <= char < "\uf900"


@lru_cache(8192)
def _made_of(char: str) -> dict[str, tuple[tuple[str, int], ...]]:
    """Repairer -> what `char` should have become, with the codecs by which it should."""
    found: dict[str, tuple[tuple[str, int], ...]] = {}
    # Three bytes: in 4,800 clean lines of rare Indic scripts these gave 19 false repairs, and no right one; but there is no
    # writing in private use, and ftfy makes `\ueec7` of `ঠ` read as cp850.
    if char >= "\u0800" and not is_private(char):
        return found
    for repairer in REPAIRERS:
        shown = charmaps.decode(char.encode(), repairer)
        for start, length, mask in sequences(shown):
            if not start and length == len(shown):
                others = mask & SINGLE & ~CODEC_BIT[repairer] & ~_FIRST
                right = tuple((r.texts[0], r.codecs) for r in readings(shown, others) if r.texts[0] != char)
                if right:
                    found[repairer] = right
    return found
