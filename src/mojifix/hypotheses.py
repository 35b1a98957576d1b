"""A run -> the chains of steps that decode parts of it.

A mix-up "UTF-8 read as B" shows as sequences (`sequences.py`).  What undoing one makes may itself show sequences: the next
layer.  C1 controls are one character for one; what other tools made by a wrong repair is in `misrepairs.py`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple, TypeVar

from mojifix import charmaps
from mojifix.legacy import Pair
from mojifix.model import EDGE
from mojifix.sequences import (
    ALL,
    CODEC_BIT,
    GONE,
    NBSP,
    SINGLE,
    SPACE,
    SPACE_IS_A0,
    codecs_of,
    ends_word,
    readings,
    sequences,
    without_controls,
)
from mojifix.steps import UTF8, UTF8_VARIANTS, Chain, Step

_T = TypeVar("_T")
MAX_LAYERS = 4
APART = 1.5  # nats that it takes to believe of a space within a run that it stands between words, and the byte is gone
DEEP_COVER = 0.6  # of what the layer's best codec covers: a codec that covers less isn't asked what lies below


class Layer(NamedTuple):
    """One mix-up with the codecs that explain it equally: any of `codecs` (a bit mask) read what `kind` says."""

    kind: str
    codecs: int


class Edge(NamedTuple):
    """Code points `start` to `end` of a run (or of what follows it) may have been `text`.

    `lost`: bytes were lost; `doubt`: the nats that it takes to believe it.
    """

    start: int
    end: int
    text: str
    lost: bool = False
    doubt: float = 0.0


class Hypothesis(NamedTuple):
    """Layers to undo, the outermost first, and what they make of a run."""

    layers: tuple[Layer, ...]
    edges: tuple[Edge, ...]


@lru_cache(4096)
def steps_of(kinds: tuple[tuple[str, str], ...]) -> Chain:
    """The steps that undo layers of (kind, codec), the outermost first."""
    steps: list[Step] = []
    for kind, codec in kinds:
        steps += _undo_layer(kind, codec)
    return tuple(steps)


UTF8_READ = "utf-8"  # UTF-8 bytes were read as the codec
BENT_READ = "utf-8-variants"  # ... of CESU-8
C1_READ = "c1"  # bytes of the codec were read as Latin-1, and show as C1 controls
LEGACY = "legacy "  # followed by a codec: text written in that one was read as the layer's codec
MISREPAIR = "misrepair "  # followed by a codec: UTF-8 read as another was taken for UTF-8 read as this, and "repaired"


def _undo_layer(kind: str, codec: str) -> tuple[Step, ...]:
    if kind == C1_READ:
        return (Step("encode", "latin-1"), Step("decode", codec))
    if kind.startswith(LEGACY):
        return (Step("encode", codec), Step("decode", kind.removeprefix(LEGACY)))
    here = (Step("encode", codec), Step("decode", UTF8_VARIANTS if kind == BENT_READ else UTF8))
    if kind.startswith(MISREPAIR):
        return (Step("encode", UTF8), Step("decode", kind.removeprefix(MISREPAIR)), *here)
    return here


@cache
def legacy_layers(pair: Pair) -> tuple[Layer, ...]:
    """The layer of a legacy mix-up."""
    return (Layer(LEGACY + pair.written, CODEC_BIT[pair.read]),)


_LETTERS = 3  # code points: longer runs are no letters of a list


@lru_cache(16384)
def hypotheses(run: str, right: str = "") -> tuple[Hypothesis, ...]:
    """Every set of layers that undoes something in `run`, codecs that do the same taken together.

    `right`, what follows the run, matters where it starts with a space: that may have been the run's last byte.
    """
    found = [*undo(run, places(run), (), [True] * len(run)), *_controls(run)]
    if len(run) == 1 and "\u0590" <= run < "\u0700" and not run.isalpha():
        return tuple(found)  # Hebrew and Arabic have their own quotation marks and hyphens: nothing is lost behind them
    found += _lone(run)
    # `з  И` of an alphabet
    if right[:1] == " " and (right[1:2] != " " or len(run) > _LETTERS) and not ends_word(run):
        found += _with_space(run)
    elif right[:1] == EDGE and not ends_word(run):
        found += _stripped(run)
    return tuple(found)


@lru_cache(16384)
def with_dropped(run: str, codec: str) -> Hypothesis | None:
    """What UTF-8 read as `codec` makes of `run`, whose C1 controls were dropped wherever a lead misses what follows it."""
    bit = CODEC_BIT[codec]
    reads: list[_Read] = []
    for start, length, mask in sequences(run):
        if mask & bit:
            reads += [(start, start + length, reading.texts) for reading in readings(run[start : start + length], bit)]
    edges = [edge for _, found in _dropped(run, places(run), bit, reads) for edge in found]
    if not edges:
        return None
    kept = _edges(run, places(run), reads, False)
    return Hypothesis((Layer(UTF8_READ, bit),), tuple(sorted((*kept, *edges))))


def _lone(run: str) -> list[Hypothesis]:
    """What a run of a lead, or of one and what follows it, was whose C1 controls were dropped: `donât`, `avanturistiÄki`."""
    if len(run) > 2:
        return []
    return [
        Hypothesis((Layer(UTF8_READ, codecs),), tuple(Edge(0, len(run), text, True) for text in texts))
        for texts, codecs in without_controls(run)
    ]


def places(text: str) -> list[tuple[int, int]]:
    """Where each character of a run stands in it, start and end."""
    return [(i, i + 1) for i in range(len(text))]


def _with_space(run: str) -> list[Hypothesis]:
    """The hypotheses in which the space after `run` was its last byte, A0.

    Python's mac-arabic and mac-farsi read A0 as a space.  In the other codecs it is a no-break space, which editors and
    web pages turn into a space: one that stands for the byte, or that stays when the byte is gone.
    """
    found = []
    end = len(run) + 1
    for space in (" ", NBSP):
        lost = space == NBSP
        for hyp in undo(run + space, places(run + space), (), [True] * end):
            last = [edge for edge in hyp.edges if edge.end == end]
            if not last or lost == bool(hyp.layers[0].codecs & SPACE_IS_A0):
                continue
            edges = [edge for edge in hyp.edges if edge.end != end]
            for edge in last:
                edges.append(edge._replace(lost=lost))
                if lost:
                    edges.append(edge._replace(end=end - 1, lost=True))
            if lost:  # or a C1 control is gone, and the space is one
                edges += _gone(run, min(edge.start for edge in last), hyp.layers[0].codecs)
            found.append(Hypothesis(hyp.layers, tuple(edges)))
    return found


def _stripped(run: str) -> list[Hypothesis]:
    """The hypotheses in which the last byte of `run`, at the end of a line, was a no-break space that was stripped off."""
    end = len(run) + 1
    found = []
    for hyp in undo(run + NBSP, places(run + NBSP), (), [True] * end):
        last = [edge for edge in hyp.edges if edge.end == end]
        if last and not hyp.layers[0].codecs & SPACE_IS_A0:
            edges = [edge for edge in hyp.edges if edge.end != end]
            edges += [edge._replace(end=end - 1, lost=True) for edge in last]
            edges += _gone(run, min(edge.start for edge in last), hyp.layers[0].codecs)
            found.append(Hypothesis(hyp.layers, tuple(edges)))
    return found


def _gone(run: str, start: int, codecs: int) -> list[Edge]:
    """What the end of `run` from `start` on was, if a C1 control behind it is gone that `codecs` have."""
    known = [reading for reading in without_controls(run[start:]) if reading.codecs & codecs]
    return [Edge(start, len(run), text, True) for reading in known for text in reading.texts]


_Read = tuple[int, int, tuple[str, ...]]  # start, end, readings with the plainest first


def undo(
    text: str, spans: list[tuple[int, int]], above: tuple[Layer, ...], fresh: list[bool], most: int = MAX_LAYERS
) -> list[Hypothesis]:
    """The hypotheses of at most `most` layers for `text`, whose i-th character stands for `spans[i]` of the run.

    `fresh` says which characters the layer above made: deeper layers only read those, so that a chain replays.
    """
    groups: list[tuple[int, list[_Read]]] = [(ALL, [])]
    for start, length, mask in sequences(text):
        if all(fresh[start : start + length]):
            for texts, among in readings(text[start : start + length], mask):
                groups = parted(groups, among, [(start, start + length, texts)])
    groups = [(codecs, reads) for codecs, reads in groups if reads]
    cover = [sum([end - start for start, end, _ in reads]) for _, reads in groups]
    enough = DEEP_COVER * max(cover, default=0)
    found = []
    for (codecs, reads), covered in zip(groups, cover, strict=True):
        bent = bool(codecs & SINGLE) and any([end - start == 6 for start, end, _ in reads])
        layers = (*above, Layer(BENT_READ if bent else UTF8_READ, codecs))
        edges = _edges(text, spans, reads, bool(above))
        lossy = most > 1 and not above and len(reads) > 1 and 2 * covered >= len(text)
        parts: list[tuple[int, list[Edge]]] = [(codecs, [])] if not lossy else _dropped(text, spans, codecs, reads)
        for part, more in parts:
            found.append(Hypothesis((*above, Layer(layers[-1].kind, part)), tuple(sorted((*edges, *more)))))
        made = sum([len(texts[0]) for _, _, texts in reads])  # by one East Asian segment several: `鈹溾寪` was `├⌐`
        if covered >= enough and made > 1 and len(layers) < most:
            found += _deeper(text, spans, reads, layers)
    return found


def _dropped(text: str, spans: list[tuple[int, int]], codecs: int, reads: list[_Read]) -> list[tuple[int, list[Edge]]]:
    """By codec, the leads in `text` that miss what follows a lead, as C1 controls behind them may have been dropped."""
    covered = {i for start, end, _ in reads for i in range(start, end) if SPACE not in text[start:end]}
    # A reader that shows Windows' signs for controls has dropped none of these: `Ñ‰`.
    singles = codecs_of(codecs & SINGLE)
    showing = sum([CODEC_BIT[codec] for codec in singles if not charmaps.shown_controls(codec).keys().isdisjoint(text)])
    if showing:
        rest = _dropped(text, spans, codecs & ~showing, reads) if codecs & ~showing else []
        return [*rest, (showing, [])]
    parts: list[tuple[int, list[Edge]]] = [(codecs, [])]
    if _has_controls(text):  # what drops some of them drops all: `×\x95×× ×\x99` was `ות י`
        return parts
    for i in range(len(text)):
        if i in covered:
            continue
        stumps = [i + 1, i + 2] if i + 1 < len(text) and i + 1 not in covered else [i + 1]
        for end in stumps:
            for texts, among in without_controls(text[i:end]):
                parts = parted(parts, among, [Edge(spans[i][0], spans[end - 1][1], read, True) for read in texts])
    return parts


_has_controls = re.compile("[\x80-\x9f]").search


def parted(groups: list[tuple[int, list[_T]]], among: int, more: list[_T]) -> list[tuple[int, list[_T]]]:
    """`groups` of codecs with `more` for the codecs `among`; a group that is among them as a whole keeps its list."""
    found = []
    for codecs, known in groups:
        mine, rest = codecs & among, codecs & ~among
        if not rest:
            known += more
            found.append((codecs, known))
            continue
        if mine:
            found.append((mine, known + more))
        found.append((rest, known))
    return found


def _edges(text: str, spans: list[tuple[int, int]], reads: list[_Read], deep: bool) -> list[Edge]:
    """The edges of one codec's `reads`.  Characters that the layer above made of one segment change together."""
    found: list[Edge] = []
    done = tail = 0  # the last edge stands for the characters of `text` up to `done`, with those from `tail` on as they were
    for i, j, texts in reads:
        first, last = i, j
        while first and spans[first - 1] == spans[i]:
            first -= 1
        while last < len(spans) and spans[last] == spans[j - 1]:
            last += 1
        if (first, last) == (i, j):
            lost = not deep and not GONE.isdisjoint(text[i:j])
            found += [Edge(spans[i][0], spans[j - 1][1], read, lost) for read in texts]
            if lost and text[j - 1] == SPACE and j < len(text):
                # The space may as well stand between words, and the byte is gone.
                apart = [read + SPACE for read in texts if read != NBSP]
                found += [Edge(spans[i][0], spans[j - 1][1], read, lost, APART) for read in apart]
        elif found and first < done and tail <= i:  # the same segment once more
            before = found.pop()
            kept = before.text[: len(before.text) - (done - tail)]
            found.append(Edge(before.start, spans[j - 1][1], kept + text[tail:i] + texts[0] + text[j:last]))
        elif first >= done:
            found.append(Edge(spans[i][0], spans[j - 1][1], text[first:i] + texts[0] + text[j:last]))
        else:
            continue
        done, tail = last, j
    return found


def _deeper(text: str, spans: list[tuple[int, int]], reads: list[_Read], layers: tuple[Layer, ...]) -> list[Hypothesis]:
    chars: list[str] = []
    below: list[tuple[int, int]] = []
    fresh: list[bool] = []
    done = 0
    for start, end, texts in reads:
        if start < done:
            continue
        for i in range(done, start):
            chars.append(text[i])
            below.append(spans[i])
            fresh.append(False)
        for char in texts[0]:
            chars.append(char)
            below.append((spans[start][0], spans[end - 1][1]))
            fresh.append(True)
        done = end
    if not any(a and b for a, b in pairwise(fresh)):
        return []
    return undo("".join(chars), below, layers, fresh)


# What wrote the bytes that show as C1 controls: Windows, whose signs are there, or DOS and the Mac, whose letters are.
WINDOWS = ("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874")
C1_CODECS = (*WINDOWS, "cp437", "cp850", "cp852", "cp775", "mac-roman", "mac-latin2")


def _controls(run: str) -> list[Hypothesis]:
    """C1 controls are in no writing: what a codec that was read as Latin-1 has at their places."""
    bytes_ = [(i, ord(char)) for i, char in enumerate(run) if "\x80" <= char < "\xa0"]
    found: dict[tuple[Edge, ...], int] = {}
    for codec in C1_CODECS if bytes_ else ():
        table = charmaps.decoding_table(codec)
        edges = tuple(Edge(i, i + 1, table[byte]) for i, byte in bytes_ if table[byte] != chr(byte))
        if edges:
            found[edges] = found.get(edges, 0) | CODEC_BIT[codec]
    return [Hypothesis((Layer(C1_READ, codecs),), edges) for edges, codecs in found.items()]
