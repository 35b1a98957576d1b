"""A run -> the chains of steps that decode parts of it.

A mix-up "UTF-8 read as B" shows as sequences (`sequences.py`).  What undoing one makes may itself show sequences: the next
layer.  Two more kinds of damage have one character for one: C1 controls, and what other tools made by a wrong repair.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple, TypeVar

from mojifix import charmaps
from mojifix.legacy import Pair, repertoire
from mojifix.sequences import (
    ALL,
    CODEC_BIT,
    GONE,
    NBSP,
    SINGLE,
    SPACE,
    codecs_of,
    ends_word,
    readings,
    roles,
    sequences,
    without_controls,
)
from mojifix.steps import UTF8, UTF8_VARIANTS, Chain, Step

_T = TypeVar("_T")
MAX_LAYERS = 4
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


@lru_cache(16384)
def hypotheses(run: str, right: str = "") -> tuple[Hypothesis, ...]:
    """Every set of layers that undoes something in `run`, codecs that do the same taken together.

    `right`, what follows the run, matters where it starts with a space: that may have been the run's last byte.
    """
    found = [*_undo(run, _places(run), (), [True] * len(run)), *_controls(run)]
    if len(run) == 1 and "\u0590" <= run < "\u0700" and not run.isalpha():
        return tuple(found)  # Hebrew and Arabic have their own quotation marks and hyphens: nothing is lost behind them
    found += _lone(run)
    if right[:1] == " " and right[1:2] != " " and not ends_word(run):  # `з  И` of an alphabet
        found += _with_space(run)
    return tuple(found)


@lru_cache(16384)
def with_dropped(run: str, codec: str) -> Hypothesis | None:
    """What UTF-8 read as `codec` makes of `run`, whose C1 controls were dropped wherever a lead misses what follows it."""
    bit = CODEC_BIT[codec]
    reads: list[_Read] = []
    for start, length, mask in sequences(run):
        if mask & bit:
            reads += [(start, start + length, reading.texts) for reading in readings(run[start : start + length], bit)]
    edges = [edge for _, found in _dropped(run, _places(run), bit, reads) for edge in found]
    if not edges:
        return None
    kept = _edges(run, _places(run), reads, False)
    return Hypothesis((Layer(UTF8_READ, bit),), tuple(sorted((*kept, *edges))))


def _lone(run: str) -> list[Hypothesis]:
    """What a run of a lead, or of one and what follows it, was whose C1 controls were dropped: `donât`, `avanturistiÄki`."""
    if len(run) > 2:
        return []
    return [
        Hypothesis((Layer(UTF8_READ, codecs),), tuple(Edge(0, len(run), text, True) for text in texts))
        for texts, codecs in without_controls(run)
    ]


def _places(text: str) -> list[tuple[int, int]]:
    return [(i, i + 1) for i in range(len(text))]


_SPACE_IS_A0 = CODEC_BIT["mac-arabic"] | CODEC_BIT["mac-farsi"]


def _with_space(run: str) -> list[Hypothesis]:
    """The hypotheses in which the space after `run` was its last byte, A0.

    Python's mac-arabic and mac-farsi read A0 as a space.  In the other codecs it is a no-break space, which editors and
    web pages turn into a space: one that stands for the byte, or that stays when the byte is gone.
    """
    found = []
    end = len(run) + 1
    for space in (" ", NBSP):
        lost = space == NBSP
        for hyp in _undo(run + space, _places(run + space), (), [True] * end):
            last = [edge for edge in hyp.edges if edge.end == end]
            if not last or lost == bool(hyp.layers[0].codecs & _SPACE_IS_A0):
                continue
            edges = [edge for edge in hyp.edges if edge.end != end]
            for edge in last:
                edges.append(edge._replace(lost=lost))
                if lost:
                    edges.append(edge._replace(end=end - 1, lost=True))
            if lost:  # or a C1 control is gone, and the space is one
                start = min(edge.start for edge in last)
                known = [r for r in without_controls(run[start:]) if r.codecs & hyp.layers[0].codecs]
                edges += [Edge(start, end - 1, text, True) for reading in known for text in reading.texts]
            found.append(Hypothesis(hyp.layers, tuple(edges)))
    return found


_Read = tuple[int, int, tuple[str, ...]]  # start, end, readings with the plainest first


def _undo(
    text: str, spans: list[tuple[int, int]], above: tuple[Layer, ...], fresh: list[bool], most: int = MAX_LAYERS
) -> list[Hypothesis]:
    """The hypotheses of at most `most` layers for `text`, whose i-th character stands for `spans[i]` of the run.

    `fresh` says which characters the layer above made: deeper layers only read those, so that a chain replays.
    """
    groups: list[tuple[int, list[_Read]]] = [(ALL, [])]
    for start, length, mask in sequences(text):
        if all(fresh[start : start + length]):
            for texts, among in readings(text[start : start + length], mask):
                groups = _parted(groups, among, [(start, start + length, texts)])
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
    for i in range(len(text)):
        if i in covered:
            continue
        stumps = [i + 1, i + 2] if i + 1 < len(text) and i + 1 not in covered else [i + 1]
        for end in stumps:
            for texts, among in without_controls(text[i:end]):
                parts = _parted(parts, among, [Edge(spans[i][0], spans[end - 1][1], read, True) for read in texts])
    return parts


def _parted(groups: list[tuple[int, list[_T]]], among: int, more: list[_T]) -> list[tuple[int, list[_T]]]:
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
    return _undo("".join(chars), below, layers, fresh)


# What wrote the bytes that show as C1 controls: Windows, whose signs are there, or DOS and the Mac, whose letters are.
WINDOWS = ("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874")
_C1_CODECS = (*WINDOWS, "cp437", "cp850", "cp852", "cp775", "mac-roman", "mac-latin2")


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


_SIGNS = "Â"  # what tools delete before Latin-1's signs, as every encoding of the West reads them alike
# The codecs that ftfy and its kin take every mix-up for.
_REPAIRERS = ("latin-1", "cp1252", "iso8859-2", "cp1250", "cp1251", "cp1253", "cp1254", "cp1257", "mac-roman", "cp437")

_FIRST = CODEC_BIT["latin-1"] | CODEC_BIT["cp1252"]  # what each of them tries first, and takes for nothing else


def misrepairs(run: str) -> tuple[Hypothesis, ...]:
    """What another tool may have made by taking the mix-up for one that it knows."""
    return (*misrepaired(run, _at_home(run)), *_unrepaired(run))


def misrepaired(run: str, at_home: Sequence[bool]) -> list[Hypothesis]:
    """Single characters that another tool may have made, but those that are `at_home`."""
    found = []
    made = [{} if known else _made_of(char) for char, known in zip(run, at_home, strict=True)]
    for repairer in _REPAIRERS:
        groups: list[tuple[int, list[Edge]]] = [(SINGLE & ~CODEC_BIT[repairer] & ~_FIRST, [])]
        for i, by_repairer in enumerate(made):
            for read, among in by_repairer.get(repairer, ()):
                groups = _parted(groups, among, [Edge(i, i + 1, read)])
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
    for repairer in ("", _SIGNS, *_REPAIRERS):
        text: list[str] = []
        spans: list[tuple[int, int]] = []
        for i, char in enumerate(run):
            open_ = not at_home[i] or (repairer == _SIGNS and "\xa0" <= char < "\xc0")
            more = _before_repair(char, repairer) if open_ and repairer else char
            text += more
            spans += [(i, i + 1)] * len(more)
        if repairer and len(text) == len(run):
            continue
        changed |= bool(repairer)
        for hyp in _undo("".join(text), spans, (), [True] * len(text), 1):
            edges = {*hyp.edges, *_with_leftovers(run, hyp.edges, repairer)}
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
        for end, text, doubt in _spelled(run, start, codec):
            if text != run[start:end]:
                edges.add(Edge(start, end, text, False, max(0.0, doubt)))
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
                text, is_cut = _as_far(data + bytes_)
                least = max(before, doubt)
                if is_cut:
                    more[data + bytes_] = min(least, more.get(data + bytes_, least))
                elif text:
                    found[i + 1, text] = min(least, found.get((i + 1, text), least))
        open_ = more
    return [(end, text, doubt) for (end, text), doubt in found.items()]


def _as_far(data: bytes) -> tuple[str | None, bool]:
    """`data` as UTF-8, and whether its end is missing; None where it isn't any."""
    try:
        return data.decode(), False
    except UnicodeDecodeError as error:
        return ("", True) if error.reason == "unexpected end of data" else (None, False)


@lru_cache(65536)
def _bytes_before(char: str, codec: str) -> tuple[tuple[bytes, float], ...]:
    """The bytes that `char` may stand for in UTF-8 read as `codec`, with the doubt of each."""
    found: dict[bytes, float] = {}
    for repairer in ("", _SIGNS, *_REPAIRERS):
        shown = _before_repair(char, repairer) if repairer else char
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


def _with_leftovers(run: str, edges: Iterable[Edge], repairer: str) -> Iterator[Edge]:
    """Those of `edges` that took in what no tool has changed, without it.

    Not every sign lost its Â, and tools take a space for the byte A0: `ᘠ` was `ј` and a space.
    """
    for edge in edges:
        last = run[edge.end - 1]
        if repairer == _SIGNS:
            if edge.text.startswith(_SIGNS) and len(edge.text) > 1:
                yield edge._replace(text=edge.text[1:])
        elif repairer and edge.text.endswith(NBSP) and last != NBSP and _before_repair(last, repairer).endswith(NBSP):
            yield edge._replace(text=edge.text[:-1] + " ")


def _repertoire(run: str) -> frozenset[str]:
    """The characters that are no tool's making in `run`: those of the codec that reads most of it."""
    codecs = _that_reads_most(run)
    return repertoire(codecs_of(codecs)[0]) if codecs else frozenset(roles())


@lru_cache(1024)
def _that_reads_most(run: str) -> int:
    """The single-byte codecs (a bit mask) that read most of `run`."""
    most, codecs = 0, 0
    for hyp in _undo(run, _places(run), (), [True] * len(run)):
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
def _before_repair(char: str, repairer: str) -> str:
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
    for repairer in _REPAIRERS:
        shown = charmaps.decode(char.encode(), repairer)
        for start, length, mask in sequences(shown):
            if not start and length == len(shown):
                others = mask & SINGLE & ~CODEC_BIT[repairer] & ~_FIRST
                right = tuple((r.texts[0], r.codecs) for r in readings(shown, others) if r.texts[0] != char)
                if right:
                    found[repairer] = right
    return found
