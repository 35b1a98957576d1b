"""A run -> the chains of steps that decode parts of it.

A mix-up "UTF-8 read as B" shows as sequences: a character whose byte in B is a UTF-8 lead, followed by as many
whose bytes are continuations.  Sixty-odd codecs are asked at once: a set of codecs is a bit mask, each character knows the
codecs in which it is a lead or a continuation, and the masks of neighbours are intersected.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from mojifix import charmaps
from mojifix.steps import UTF8, UTF8_VARIANTS, Chain, Step

MAX_LAYERS = 4
DEEP_COVER = 0.6  # of what the layer's best codec covers: a codec that covers less isn't asked what lies below
CODEC_BIT = {codec: 1 << i for i, codec in enumerate(charmaps.CODECS)}
_ALL = (1 << len(charmaps.CODECS)) - 1


class Layer(NamedTuple):
    """One mix-up with the codecs that explain it equally: any of `codecs` (a bit mask) read what `kind` says."""

    kind: str
    codecs: int


class Edge(NamedTuple):
    """Code points `start` to `end` of a run may have been `text`."""

    start: int
    end: int
    text: str


class Hypothesis(NamedTuple):
    """Layers to undo, the outermost first, and what they make of a run."""

    layers: tuple[Layer, ...]
    edges: tuple[Edge, ...]


def codecs_of(mask: int) -> tuple[str, ...]:
    """The names of the codecs in a bit mask, in the order of `charmaps.CODECS`."""
    return _names(mask)


@lru_cache(4096)
def _names(mask: int) -> tuple[str, ...]:
    return tuple(codec for codec, bit in CODEC_BIT.items() if mask & bit)


def steps_of(kinds: tuple[tuple[str, str], ...]) -> Chain:
    """The steps that undo layers of (kind, codec), the outermost first."""
    steps: list[Step] = []
    for kind, codec in kinds:
        steps += _undo_layer(kind, codec)
    return tuple(steps)


UTF8_READ = "utf-8"  # UTF-8 bytes were read as the codec
BENT_READ = "utf-8-variants"  # ... of CESU-8
C1_READ = "c1"  # bytes of the codec were read as Latin-1, and show as C1 controls
MISREPAIR = "misrepair "  # followed by a codec: UTF-8 read as another was taken for UTF-8 read as this, and "repaired"


def _undo_layer(kind: str, codec: str) -> tuple[Step, ...]:
    if kind == C1_READ:
        return (Step("encode", "latin-1"), Step("decode", codec))
    here = (Step("encode", codec), Step("decode", UTF8_VARIANTS if kind == BENT_READ else UTF8))
    if kind.startswith(MISREPAIR):
        return (Step("encode", UTF8), Step("decode", kind.removeprefix(MISREPAIR)), *here)
    return here


@cache
def roles() -> dict[str, tuple[int, int, int, int]]:
    """Character -> the codecs in which it leads 2, 3 or 4 bytes, and those in which it continues."""
    table: dict[str, list[int]] = {}
    for codec, bit in CODEC_BIT.items():
        continuing, leading = charmaps.bytes_of(codec)
        for char in continuing:
            table.setdefault(char, [0, 0, 0, 0])[3] |= bit
        for char, byte in leading.items():
            if 0xC2 <= byte < 0xF5:
                table.setdefault(char, [0, 0, 0, 0])[(byte >= 0xE0) + (byte >= 0xF0)] |= bit
    return {char: (m[0], m[1], m[2], m[3]) for char, m in table.items()}


@lru_cache(65536)
def readings(sequence: str, mask: int) -> tuple[tuple[str, int], ...]:
    """What one sequence of characters may have been, each reading with the codecs that give it."""
    found: dict[str, int] = {}
    for codec in _names(mask):
        continuing, leading = charmaps.bytes_of(codec)
        data = bytes([leading[sequence[0]], *[continuing[char] for char in sequence[1:3]]])
        if len(sequence) == 4:
            data += bytes([continuing[sequence[3]]])
        elif len(sequence) == 6:
            data += bytes([leading[sequence[3]], *[continuing[char] for char in sequence[4:]]])
        try:
            # six bytes are the two halves of a surrogate pair: anything else is two sequences
            text = data.decode(UTF8) if len(data) < 6 else _surrogate_pair(data)
        except UnicodeError:  # overlong, a surrogate, or beyond the last code point
            continue
        found[text] = found.get(text, 0) | CODEC_BIT[codec]
    return tuple(found.items())


def _surrogate_pair(data: bytes) -> str:
    if data[0] != 0xED or data[3] != 0xED or not (0xA0 <= data[1] < 0xB0 <= data[4]):
        raise UnicodeError
    return data.decode(UTF8, "surrogatepass").encode("utf-16", "surrogatepass").decode("utf-16")


def sequences(text: str) -> list[tuple[int, int, int]]:
    """Where UTF-8 sequences may stand in `text`: (start, length, codecs)."""
    role = roles()
    none = (0, 0, 0, 0)
    ranks = [role.get(char, none) for char in text]
    found = []
    for i in range(len(ranks) - 1):
        two, three, four, _ = ranks[i]
        after = ranks[i + 1][3]
        if not after:
            continue
        if two & after:
            found.append((i, 2, two & after))
        if i + 2 < len(ranks) and (mask := three & after & ranks[i + 2][3]):
            found.append((i, 3, mask))
            if i + 5 < len(ranks) and (pair := mask & ranks[i + 3][1] & ranks[i + 4][3] & ranks[i + 5][3]):
                found.append((i, 6, pair))
        if i + 3 < len(ranks) and (mask := four & after & ranks[i + 2][3] & ranks[i + 3][3]):
            found.append((i, 4, mask))
    return found


@lru_cache(16384)
def hypotheses(run: str) -> tuple[Hypothesis, ...]:
    """Every set of layers that undoes something in `run`, codecs that do the same taken together."""
    spans = [(i, i + 1) for i in range(len(run))]
    return (*_undo(run, spans, (), [True] * len(run)), *_controls(run))


def _undo(text: str, spans: list[tuple[int, int]], above: tuple[Layer, ...], fresh: list[bool]) -> list[Hypothesis]:
    """The hypotheses for `text`, whose i-th character stands for `spans[i]` of the run.

    `fresh` says which characters the layer above made: deeper layers only read those, so that a chain replays.
    """
    groups: list[tuple[int, tuple[tuple[int, int, str], ...]]] = [(_ALL, ())]
    for start, length, mask in sequences(text):
        if not all(fresh[start : start + length]):
            continue
        split = readings(text[start : start + length], mask)
        if not split:
            continue
        refined = []
        for codecs, edges in groups:
            rest = codecs
            for reading, among in split:
                if codecs & among:
                    refined.append((codecs & among, (*edges, (start, start + length, reading))))
                    rest &= ~among
            if rest:
                refined.append((rest, edges))
        groups = refined
    groups = [(codecs, edges) for codecs, edges in groups if edges]
    cover = [sum([end - start for start, end, _ in edges]) for _, edges in groups]
    enough = DEEP_COVER * max(cover, default=0)
    found = []
    for (codecs, edges), covered in zip(groups, cover, strict=True):
        bent = any([end - start == 6 for start, end, _ in edges])
        layers = (*above, Layer(BENT_READ if bent else UTF8_READ, codecs))
        found.append(Hypothesis(layers, tuple([Edge(spans[i][0], spans[j - 1][1], read) for i, j, read in edges])))
        if covered >= enough and len(edges) > 1 and len(layers) < MAX_LAYERS:
            found += _deeper(text, spans, edges, layers)
    return found


def _deeper(
    text: str, spans: list[tuple[int, int]], edges: tuple[tuple[int, int, str], ...], layers: tuple[Layer, ...]
) -> list[Hypothesis]:
    chars: list[str] = []
    below: list[tuple[int, int]] = []
    fresh: list[bool] = []
    done = 0
    for start, end, reading in edges:
        for i in range(done, start):
            chars.append(text[i])
            below.append(spans[i])
            fresh.append(False)
        chars.append(reading)
        below.append((spans[start][0], spans[end - 1][1]))
        fresh.append(True)
        done = end
    if not any(a and b for a, b in zip(fresh, fresh[1:], strict=False)):
        return []
    return _undo("".join(chars), below, layers, fresh)


# What wrote the bytes that show as C1 controls: Windows, old Macs, DOS.
_C1_CODECS = (
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874", "mac-roman", "cp437", "cp850",
)  # fmt: skip


def _controls(run: str) -> list[Hypothesis]:
    """C1 controls are in no writing: what a codec that was read as Latin-1 has at their places."""
    places = [(i, ord(char)) for i, char in enumerate(run) if "\x80" <= char < "\xa0"]
    found: dict[tuple[Edge, ...], int] = {}
    for codec in _C1_CODECS if places else ():
        table = charmaps.decoding_table(codec)
        edges = tuple(Edge(i, i + 1, table[byte]) for i, byte in places if table[byte] != chr(byte))
        if edges:
            found[edges] = found.get(edges, 0) | CODEC_BIT[codec]
    return [Hypothesis((Layer(C1_READ, codecs),), edges) for edges, codecs in found.items()]


# The codecs that ftfy and its kin take every mix-up for.
_REPAIRERS = ("latin-1", "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1257", "iso8859-2", "mac-roman", "cp437")


def misrepairs(run: str) -> tuple[Hypothesis, ...]:
    """Single characters that another tool may have made by taking the mix-up for one that it knows."""
    found = []
    made = [_made_of(char) for char in run]
    for repairer in _REPAIRERS:
        groups: list[tuple[int, tuple[Edge, ...]]] = [(_ALL & ~CODEC_BIT[repairer], ())]
        for i, readings_ in enumerate(made):
            if repairer not in readings_:
                continue
            refined = []
            for codecs, edges in groups:
                rest = codecs
                for reading, among in readings_[repairer]:
                    if codecs & among:
                        refined.append((codecs & among, (*edges, Edge(i, i + 1, reading))))
                        rest &= ~among
                if rest:
                    refined.append((rest, edges))
            groups = refined
        found += [Hypothesis((Layer(MISREPAIR + repairer, codecs),), edges) for codecs, edges in groups if edges]
    return tuple(found)


@lru_cache(8192)
def _made_of(char: str) -> dict[str, tuple[tuple[str, int], ...]]:
    """Repairer -> what `char` should have become, with the codecs by which it should."""
    found: dict[str, tuple[tuple[str, int], ...]] = {}
    if char >= "\u0800":  # three bytes: in 4,800 clean lines of rare Indic scripts these gave 19 false repairs, and no right one
        return found
    for repairer in _REPAIRERS:
        shown = charmaps.decode(char.encode(), repairer)
        others = _ALL & ~CODEC_BIT[repairer]
        for start, length, mask in sequences(shown):
            if not start and length == len(shown):
                right = tuple(item for item in readings(shown, mask & others) if item[0] != char)
                if right:
                    found[repairer] = right
    return found
