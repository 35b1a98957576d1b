"""Hypotheses -> candidates: what a run may have been, with the evidence for each in nats.  No thresholds.

The candidates of a run are paths through a lattice: at each code point a path either keeps the character or takes an
edge of a hypothesis.  A beam search scores the paths by the language model.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Sequence
from functools import lru_cache, reduce
from itertools import filterfalse, pairwise
from typing import NamedTuple
from unicodedata import normalize

from mojifix import charmaps, legacy, multibyte
from mojifix.hypotheses import (
    BENT_READ,
    C1_READ,
    MISREPAIR,
    UTF8_READ,
    WINDOWS,
    Edge,
    Hypothesis,
    Layer,
    hypotheses,
    is_private,
    legacy_layers,
    misrepairs,
)
from mojifix.model import ANY, load
from mojifix.sequences import CODEC_BIT, SINGLE, roles

BEAM = 16  # paths kept a position; 8 lost 0.1 % of long runs in the feasibility study
CALM = 4.5  # nats a code point: of 6,000 garbled runs of development text none was less odd, of clean ones 84 % are
CALM_ABROAD = 3.5  # ... where other letters than those around are as odd by being there
_LONG, _STRETCH, _RESTLESS = 13, 6, 6.0  # code points of a long run, of the stretches it is looked at in; nats in those
ODD = 4.5  # nats a code point: right text has 2 to 4; only odder runs are asked whether a tool mis-repaired them
ODD_OWN = 6.0  # ... of text that holds what may be a lead, but is a letter among its like: `СафРҫ`, half repaired, is Сафо
PLAIN = 8.0  # nats: a run that is so well explained is not asked further
FUTILE = -3.0  # nats beside "nothing happened": below that no document helps either
HOPELESS = 16.0  # nats behind the best candidate: no document makes up for that
WITHIN = 4.0  # nats that a sign costs within a word: ® or ² may end one, ├ or ¨ between letters is no writing
SCRIPT = 5.5  # nats that a small letter costs in text of one script whose words the model doesn't know
CONTROLS = 4.0  # nats that a reading without the run's C1 controls gains: they are damage of some kind
ACCENTED = 7.5  # nats an accented Latin letter among others costs in text of an unknown kind: ÅÄÖ
CAPITAL = 6.0  # nats that a capital of an unknown kind costs within a word: manƓuvre
CAPITALS = 6.0  # nats that capitals anywhere cost at most: ЧаВо and кБ are right
FORMULA = 2.0  # nats that a sign of mathematics and a Greek letter cost by themselves: √π
SHOUTED = 1.0  # nats that small letters cost among ASCII's capitals at most: HôTEL
FOREIGN = 4.0  # nats that an East Asian character costs beside a small Latin letter: `s氓r`
LOSS = 1.0  # nats that restoring a lost byte costs
LONE = 2.5  # ... more where all that is left is a lead: such letters are in right text, too
EATEN = 1.5  # ... and more where it stood as the space before the next word, which is seldom there twice ("Ã la")
EVERYWHERE = frozenset("\xa0–—‘’“”„…«»·•")  # what right text of any kind has beside anything
SECOND = 4.0  # nats that a second kind of damage within one run costs: without, ties go to mixtures of codecs
LISTED = 2.0  # nats a code point that the letters of an alphabet cost, one after the other: right text has 2 to 4
_ROW, _ALPHABET = 4, 10  # code points of a row, of an alphabet with gaps
_IN_ORDER, _MOSTLY = 0.7, 0.75  # the share of their steps that go up: `ъюья№■ЄхЁрї`, a word, has 0.7 by chance
TOOLS_MAKE = "\u0800"  # what other tools wrongly make of UTF-8 is in a run with characters below
AGAIN = 1.0  # nats that the same sign once more costs: `lá´´` ends in a quotation mark
BARE = 4.0  # nats that signs without any letter beside them cost less: a face, `¬´`, is no «
LOWERED = 3.0  # nats that a small letter costs which a capital behind capitals would have been: `NICIODATĂ\xa0` is right
PARTIAL = 4.0  # nats that a letter costs that stays beside a garbled one: `пёкш` is not `Укш`
# By what the evidence for one guess of a lost byte against another is divided.  By two scripts' development text, those
# that the model is .5 to .9 sure of are right 97 times in 100; of the vowel signs of India 85.
DOUBT, DOUBT_SIGNS = 0.7, 2.0
SUMMED = 64  # contexts in which the sum of all guesses is followed
MOST = 12  # candidates of a run that are judged
WIDTH = 6  # hypotheses a run may bring into its lattice
WIDTH_LOST = 8  # ... where bytes were lost: each codec would have lost others


class Span(NamedTuple):
    """A stretch of a run that a candidate changes: code points `start` to `end`, by undoing `layers`.

    It may end one after the run, in a space that was a byte; `lost` says that bytes had to be restored.
    """

    start: int
    end: int
    after: str
    layers: tuple[Layer, ...]
    lost: bool


class Candidate(NamedTuple):
    """What a run may have been; `evidence` is log P(text) - log P(run), the prior of its mix-ups left out.

    Where bytes were lost, `share` is the logarithm of its part in all that the run may have been by the same mix-up, and
    `letters` that of all texts with its letters, whether or not spaces are gone.  By `backing` nats the language of the text
    makes its mix-up likelier than it is by itself.
    """

    text: str
    spans: tuple[Span, ...]
    evidence: float
    share: float = 0.0
    letters: float = 0.0
    backing: float = 0.0


def is_plain(candidate: Candidate) -> bool:
    """Whether `candidate` only undoes mix-ups: no lost byte is guessed, and no other tool's repair is undone."""
    return not any([span.lost or span.layers[0].kind.startswith(MISREPAIR) for span in candidate.spans])


def is_old(layer: Layer) -> bool:
    """Whether C1 controls were letters that DOS or the Mac wrote."""
    return layer.kind == C1_READ and not layer.codecs & _WINDOWS


class Scored(NamedTuple):
    """A run with its candidates.

    `surprise` is -log P(run) per code point as it stands, `left` what is left of that in the best plain candidate.
    """

    candidates: tuple[Candidate, ...]
    surprise: float
    left: float


# What C1 controls are on Windows that stand before and after words: they are no letters there.
_OPENING = "".join([chr(b) for b in range(0x80, 0xA0) if charmaps.decoding_table("cp1252")[b] in "“„‘‚‹•–—…"])
_CLOSING = "".join([chr(b) for b in range(0x80, 0xA0) if charmaps.decoding_table("cp1252")[b] in "”’“…›™•–—‰"])
_WINDOWS = sum([CODEC_BIT[codec] for codec in WINDOWS])
_Path = tuple[float, str, tuple[Span, ...]]


@lru_cache(65536)
def candidates(left: str, run: str, right: str, strange: float = 0.0) -> Scored:
    """The candidates of `run` between its two neighbours on each side, the likeliest first.

    By `strange` nats its letters are odder than the model knows.
    """
    stays, surprise = as_it_stands(left, run, right)
    calm = CALM_ABROAD if _is_abroad(left, run, right) else CALM
    if surprise + strange < calm and not has_controls(run) and (len(run) < _LONG or _calm_throughout(left, run)):
        return Scored((), surprise, surprise)
    if _one_script(run):
        stays = max(stays, -6.0 - SCRIPT * len(run) + load().score(ANY + ANY, right, ""))
    found = hypotheses(run, right[:1])
    if run[0] in (_OPENING if not left[-1:].isalpha() else "") or run[-1] in (_CLOSING if not right[:1].isalpha() else ""):
        found = tuple([hyp for hyp in found if not is_old(hyp.layers[0])])
    ranked = _rank(left, run, right, found, stays)
    # Tables of letters have them one by one, and what other tools make of UTF-8 is no East Asian text.
    word = (len(run) > 1 or left[-1:].isalpha() or right[:1].isalpha()) and (min(run) < TOOLS_MAKE or is_private(run[0]))
    if word and surprise > ODD and (not ranked or ranked[0].evidence < PLAIN or _rest(ranked[0], stays) > ODD):
        # A tool that knows few codecs repairs rightly some of what it meets, wrongly some, and leaves the rest.
        ranked += _rank(left, run, right, (*found, *misrepairs(run)), stays)
        ranked = sorted({(c.text, c.spans[0].layers): c for c in ranked}.values(), key=lambda c: (-c.evidence, c.text))
    rest = next((_rest(c, stays) for c in ranked if is_plain(c)), surprise)
    return Scored(tuple(ranked[:MOST]), surprise, min(surprise, rest))


def _is_abroad(left: str, run: str, right: str) -> bool:
    """Whether `run` is a letter or two of another script among Latin ones: `conto ГЁ stato`."""
    return (
        len(run) < 4
        and run[0] >= "\u0370"
        and run[0].isalpha()
        and (left.strip()[-1:].isascii() or right.strip()[:1].isascii())
        and any(map(str.isalpha, left + right))
    )


def _calm_throughout(left: str, run: str) -> bool:
    """Whether no stretch of a long `run` is odd by itself: little of it may be garbled."""
    char = load().char
    whole = (ANY + ANY + left)[-2:] + run
    costs = [-char(whole[i - 2 : i + 1]) for i in range(2, len(whole))]
    return all([sum(costs[i : i + _STRETCH]) < _RESTLESS * _STRETCH for i in range(0, len(costs), _STRETCH // 2)])


def _one_script(run: str) -> bool:
    """Whether `run` is of small letters of one script other than Latin: UTF-8 read as anything hardly ever is."""
    block = ord(run[0]) >> 8
    return (
        len(run) > 1 and 3 <= block < 0x2E and all([ord(c) >> 8 == block and c.isalpha() and not c.isupper() for c in run])
    )


def _rest(best: Candidate, stays: float) -> float:
    """The surprise that `best` leaves, per code point."""
    return -(stays + best.evidence) / len(best.text)


@lru_cache(16384)
def as_it_stands(left: str, run: str, right: str) -> tuple[float, float]:
    """log P(`run`) where nothing happened, and its surprise: nats per code point by the model alone."""
    model = load()
    stays = model.score(left, run, right)
    # A run may also be right and yet nothing the model knows: that bounds what its unlikeliness can prove.
    weird = _weird(left, run, right) + model.score(ANY + ANY, right, "")
    surprise = -stays / (len(run) + len(right))
    if _is_listed(run):
        weird = max(weird, -6.0 - LISTED * len(run) + model.score(ANY + ANY, right, ""))
    small = run.lower()
    if small != run and len(small) == len(run):
        weird = max(weird, model.score(left, small, right) - CAPITALS)
    around = left + right
    large = run.upper()
    # Old software's upper case is that of ASCII: HôTEL.
    if large != run and len(large) == len(run) and _has_capital(around) and not _has_small(around):
        weird = max(weird, model.score(left, large, right) - SHOUTED)
    return max(stays, weird), surprise


_has_capital, _has_small = re.compile("[A-Z]").search, re.compile("[a-z]").search
_is_formula = re.compile("[\u2202-\u22ff]+[\u03b1-\u03c9]+").fullmatch


def _is_listed(run: str) -> bool:
    """Whether `run` is a row of signs rather than writing: an alphabet in its order, or one sign again and again."""
    if len(run) < _ROW:
        return False
    steps = [ord(b) - ord(a) for a, b in pairwise(run)]
    if not any(steps) or sum([0 < step < 3 for step in steps]) >= _IN_ORDER * len(steps):
        return True
    letters = set(filterfalse(str.isascii, run))
    if len(letters) >= _ROW:
        marks = {normalize("NFD", char)[1:] for char in letters}
        if len(marks) == 1 and "" not in marks:
            return True  # áéíóú|áéíóú: no word has one mark on all of its letters
    if len(run) < _ALPHABET or len(set(run)) < len(run):
        return False
    plain = [normalize("NFD", char.lower())[0] for char in run]  # áčďéěí is in order, too
    rising = max(sum([step > 0 for step in steps]), sum([a <= b for a, b in pairwise(plain)]))
    return rising >= _MOSTLY * len(steps)


has_controls = re.compile("[\x80-\x9f]").search


@lru_cache(65536)
def legacy_candidate(left: str, run: str, right: str, pair: legacy.Pair) -> Candidate | None:
    """`run` as legacy text that was read as another legacy encoding, None where that changes nothing or can't be."""
    if legacy.is_torn(run):
        return None
    pieces: list[str] = []
    spans = []
    done = 0
    for start, end in legacy.pieces(run, pair.read):
        text = legacy.was(run[start:end], pair)
        if text is None:
            return None
        pieces += (run[done:start], text)
        done = end
        if text != run[start:end]:
            spans.append(Span(start, end, text, legacy_layers(pair), False))
    if not spans:
        return None
    text = "".join([*pieces, run[done:]])
    stays, _ = as_it_stands(left, run, right)
    resolved = CONTROLS if has_controls(run) and not has_controls(text) else 0.0
    return Candidate(text + right, tuple(spans), _likelihood(left, text, right) - stays + resolved)


@lru_cache(65536)
def _likelihood(left: str, text: str, right: str) -> float:
    """log P of a reading: of the pairs of encodings, two in three read a run as others do."""
    return load().score(left, text, right)


@lru_cache(65536)
def chain_candidate(left: str, run: str, right: str, chain: tuple[tuple[str, str], ...]) -> Candidate | None:
    """What `run` was if it went through the mix-ups `chain` (kind and codec of each), None where it shows none."""
    for hyp in hypotheses(run, right[:1]):
        if len(hyp.layers) != len(chain):
            continue
        pairs = zip(hyp.layers, chain, strict=True)
        if not all([kind in (layer.kind, BENT_READ) and layer.codecs & CODEC_BIT[codec] for layer, (kind, codec) in pairs]):
            continue
        stays, _ = as_it_stands(left, run, right)
        if any(
            [edge.lost for edge in hyp.edges]
        ):  # what it was, and whether a lost byte left a space, the lattice has to say
            paths = [(score, spans, text) for text, (score, spans) in _search(left, run, right, [hyp]).items() if spans]
            if not paths:
                continue
            best, spans, text = max(paths)
            return _shared(left, run, right, Candidate(text, spans, best - stays), [hyp], {})[0]
        whole = run + right
        pieces: list[str] = []
        joined: tuple[Span, ...] = ()
        done = 0
        for edge in hyp.edges:
            if edge.start >= done:
                pieces += (whole[done : edge.start], edge.text)
                joined = _join(joined, Span(edge.start, edge.end, edge.text, hyp.layers, False))
                done = edge.end
        text = "".join([*pieces, whole[done:]])
        return Candidate(text, joined, load().score(left, text, "") - stays)
    return None


def oddness(left: str, candidate: Candidate) -> float:
    """How odd what a run may have been is: nats a code point."""
    return -load().score(left, candidate.text, "") / len(candidate.text)


def _rank(left: str, run: str, right: str, found: tuple[Hypothesis, ...], stays: float) -> list[Candidate]:
    if not found:
        return []
    promising = _most_promising(left, run, right, found)
    best = _search(left, run, right, promising)
    ranked = [
        Candidate(text, spans, score - stays - PARTIAL * _seams(run, spans) - LOWERED * _is_lowered(left, run, text))
        for text, (score, spans) in best.items()
        if spans
    ]
    ranked.sort(key=lambda c: (-c.evidence, c.text))
    if not ranked:
        return []
    kept = [c for c in ranked[:MOST] if c.evidence > max(FUTILE, ranked[0].evidence - HOPELESS)]
    sums: _Sums = {}
    return [twin for c in kept for twin in _shared(left, run, right, c, promising, sums)]


_Sums = dict[tuple[int, float], float]  # what all paths by a hypothesis are likely together, by its number and the doubt


def _shared(
    left: str, run: str, right: str, candidate: Candidate, hyps: Sequence[Hypothesis], sums: _Sums
) -> list[Candidate]:
    """`candidate` with its part in all paths by a hypothesis that lost bytes in it, for each hypothesis that has its spans.

    The search keeps one path of those that end alike: what else a lost letter may have been is not among the candidates.
    """
    lost = [span for span in candidate.spans if span.lost]
    if not lost:
        return [candidate]
    wanted = {(span.start, span.end, span.after) for span in lost}
    found = []
    for number, hyp in enumerate(hyps):
        if hyp.layers == lost[0].layers or wanted <= {(edge.start, edge.end, edge.text) for edge in hyp.edges}:
            spans = tuple(s._replace(layers=hyp.layers) if s.layers == lost[0].layers else s for s in candidate.spans)
            name = number, doubt_of(candidate)
            if name not in sums:
                sums[name] = _sum_of_paths(left, run, right, hyp.edges, frozenset(), name[1])
            found.append(_with_share(left, run, right, candidate._replace(spans=spans), hyp.edges, sums[name]))
    return found


def _with_share(left: str, run: str, right: str, candidate: Candidate, edges: Sequence[Edge], whole: float) -> Candidate:
    doubt = doubt_of(candidate)
    lost = sum([_loss(Edge(s.start, s.end, s.after, True), run, right) for s in candidate.spans if s.lost])
    mine = (load().score(left, candidate.text, "") - lost) / doubt
    share = min(0.0, mine - whole)
    kept = {span.start: span for span in candidate.spans}
    same = [
        e
        for e in edges
        if e.start in kept and e.end >= kept[e.start].end - 1 and _letters(e.text) == _letters(kept[e.start].after)
    ]
    changed = {i for span in candidate.spans for i in range(span.start, span.end)} - {len(run)}
    alike = _sum_of_paths(left, run, right, [*same, *_made(candidate)], changed, doubt)
    return candidate._replace(share=share, letters=min(0.0, max(mine, alike) - whole))


def doubt_of(candidate: Candidate) -> float:
    """By what the evidence for `candidate`, which lost bytes, is divided."""
    return DOUBT_SIGNS if any([span.lost and span.after >= "\u0800" for span in candidate.spans]) else DOUBT


def _letters(text: str) -> str:
    return text.replace(" ", "").replace("\xa0", "")


def _made(candidate: Candidate) -> list[Edge]:
    """The spans of `candidate` that lost nothing."""
    return [Edge(span.start, span.end, span.after) for span in candidate.spans if not span.lost]


def _sum_of_paths(left: str, run: str, right: str, edges: Sequence[Edge], changed: Collection[int], doubt: float) -> float:
    """The logarithm of how likely all paths by `edges` are together, in doubt; what is `changed` doesn't stay."""
    char = load().char
    whole = run + right
    starts: list[list[Edge]] = [[] for _ in whole]
    for edge in edges:
        starts[edge.start].append(edge)
    sums: list[dict[str, float]] = [{} for _ in range(len(whole) + 1)]
    sums[0][(ANY + ANY + left)[-2:]] = 0.0

    def add(at: int, context: str, total: float) -> None:
        known = sums[at].get(context)
        sums[at][context] = total if known is None else log_add(known, total)

    for i, here in enumerate(whole):
        contexts = list(sums[i].items())
        if len(contexts) > SUMMED:
            contexts = sorted(contexts, key=lambda item: (-item[1], item[0]))[:SUMMED]
        for context, total in contexts:
            if i not in changed:
                add(i + 1, context[1] + here, total + char(context + here) / doubt)
            for edge in starts[i]:
                more = total - _loss(edge, run, right) / doubt
                run_on = context
                for c in edge.text:
                    more += char(run_on + c) / doubt
                    run_on = run_on[1] + c
                add(edge.end, run_on, more)
    return reduce(log_add, sums[-1].values(), -math.inf)


def log_add(a: float, b: float) -> float:
    """The logarithm of the sum of what `a` and `b` are the logarithms of."""
    top = max(a, b)
    return top if top == -math.inf else top + math.log1p(math.exp(-abs(a - b)))


def _is_lowered(left: str, run: str, text: str) -> bool:
    """Whether `text` goes on in a small letter where capitals and `run` went on in capitals: `NICIODATà`."""
    return left[-2:].isupper() and len(left) > 1 and run[0].isupper() and text[0].islower()


def _seams(run: str, spans: tuple[Span, ...]) -> int:
    """How many letters of `run` stay although their neighbour was garbled: a mix-up garbles all that isn't ASCII.

    Beside C1 controls letters stand that the same encodings have in common; other tools repair here and there.
    """
    garbled = [span for span in spans if span.layers[0].kind in (UTF8_READ, BENT_READ)]
    changed = {i for span in garbled for i in range(span.start, span.end)}
    if not changed:
        return 0
    kept = [i not in changed and char.isalpha() and not char.isascii() for i, char in enumerate(run)]
    return sum([kept[i] and (i - 1 in changed) + (i + 1 in changed) for i in range(len(run))])


def unfinished(left: str, run: str, candidate: Candidate) -> int:
    """The codecs (a bit mask) that garbled a part of `run` and show leads in the rest, if `candidate` is odd with these."""
    changed = {i for span in candidate.spans for i in range(span.start, span.end)}
    made = {ord(char) >> 8 for span in candidate.spans for char in span.after}
    leads = 0
    odd = ODD
    for i, char in enumerate(run):
        if i not in changed:
            two, three, four, _ = roles().get(char, (0, 0, 0, 0))
            leads |= two | three | four
            if two | three | four and char >= "\u0370" and ord(char) >> 8 in made:
                odd = ODD_OWN
    garbled = [span.layers[0].codecs for span in candidate.spans if span.layers[0].kind in (UTF8_READ, BENT_READ)]
    found = 0
    for codecs in garbled:
        found |= codecs & leads & SINGLE
    return found if found and oddness(left, candidate) > odd else 0


def _weird(left: str, run: str, right: str) -> float:
    """log P(`run`) as right text of a kind that the model does not know; C1 controls are in no right text."""
    costs = [_weird_char(char) for char in run]
    if len(run) > 1 and all(["\xc0" <= char <= "\xff" for char in run]):
        costs = [ACCENTED] * len(run)
    elif _is_formula(run) and not (left[-1:].isalpha() or right[:1].isalpha()):
        costs = [FORMULA] * len(run)
    costs = [
        AGAIN if i and run[i - 1] == char and not char.isalpha() else cost
        for i, (char, cost) in enumerate(zip(run, costs, strict=True))
    ]
    odd = 0.0
    if not (left[-1:].isalnum() or right[:1].isalnum() or any(map(str.isalpha, run))):
        odd = -BARE
    elif run[0] >= multibyte.FIRST and run[-1] >= multibyte.FIRST:
        odd = FOREIGN * ("a" <= left[-1:] <= "z") + FOREIGN * ("a" <= right[:1] <= "z")
    elif left[-1:].isalpha() and right[:1].isalpha() and 6.0 in costs:
        odd = WITHIN
    elif run[0].isupper() and left[-1:].islower() and right[:1].islower():
        odd = CAPITAL
    return -6.0 - sum(costs) - odd


@lru_cache(8192)
def _weird_char(char: str) -> float:
    if "\x80" <= char < "\xa0":
        return 20.0
    if char in EVERYWHERE:
        return 3.5
    if is_private(char):
        return 8.0
    return 9.0 if char.isalpha() else 6.0


def _most_promising(left: str, run: str, right: str, found: tuple[Hypothesis, ...]) -> list[Hypothesis]:
    """Those that make the likeliest text when all of their edges are taken."""
    width = WIDTH_LOST if any([edge.lost for hyp in found for edge in hyp.edges]) else WIDTH
    if len(found) <= width:
        return list(found)
    score = load().score
    whole = run + right
    worth = []
    for number, hyp in enumerate(found):
        pieces: list[str] = []
        done = 0
        for edge in _likeliest(left, whole, hyp.edges):
            if edge.start >= done:
                pieces += (whole[done : edge.start], edge.text)
                done = edge.end
        pieces.append(whole[done:])
        worth.append((-score(left, "".join(pieces), "") + len(hyp.layers), number))
    worth.sort()
    return [found[number] for _, number in worth[:width]]


def _likeliest(left: str, whole: str, edges: Sequence[Edge]) -> Sequence[Edge]:
    """`edges`, of those for the same lost byte the one that fits best behind what stands before it."""
    if not any([edge.lost for edge in edges]):
        return edges
    groups: dict[tuple[int, int], list[Edge]] = {}
    for edge in edges:
        groups.setdefault((edge.start, edge.end), []).append(edge)
    char = load().char
    before = (ANY + left)[-1:] + whole

    def fits(edge: Edge) -> float:
        return char(ANY + before[edge.start] + edge.text[0])

    return [group[0] if len(group) == 1 else max(group, key=fits) for _, group in sorted(groups.items())]


def _search(left: str, run: str, right: str, hyps: list[Hypothesis]) -> dict[str, tuple[float, tuple[Span, ...]]]:
    """Text that `run` and `right` may have been -> its score and what was changed."""
    char = load().char
    whole = run + right
    begin = (ANY + ANY + left)[-2:]
    starts: list[list[tuple[Edge, int]]] = [[] for _ in whole]
    for number, hyp in enumerate(hyps):
        for edge in hyp.edges:
            starts[edge.start].append((edge, number))
    # beams[i]: (context of two, hypotheses used) -> score, text and spans of the path that has consumed i code points
    beams: list[dict[tuple[str, int], _Path]] = [{} for _ in range(len(whole) + 1)]
    beams[0][begin, 0] = (0.0, "", ())
    for i, here in enumerate(whole):
        paths = list(beams[i].items())
        if len(paths) > BEAM:
            paths = sorted(paths, key=lambda item: (-item[1][0], item[0]))[:BEAM]
        for (context, used), (score, text, spans) in paths:
            _extend(beams[i + 1], context[1] + here, used, (score + char(context + here), text + here, spans))
            for edge, number in starts[i]:
                mine = 1 << number
                if used and not used & mine and used.bit_count() > 1:
                    continue  # three kinds of damage within one run: never seen
                total = score - _loss(edge, run, right) - (SECOND if used and not used & mine else 0.0)
                run_on = context
                for c in edge.text:
                    total += char(run_on + c)
                    run_on = run_on[1] + c
                joined = _join(spans, Span(i, edge.end, edge.text, hyps[number].layers, edge.lost))
                _extend(beams[edge.end], run_on, used | mine, (total, text + edge.text, joined))
    best: dict[str, tuple[float, tuple[Span, ...]]] = {}
    for score, text, spans in beams[-1].values():
        if text not in best or score > best[text][0]:
            best[text] = (score, spans)
    return best


def _loss(edge: Edge, run: str, right: str) -> float:
    if not edge.lost:
        return 0.0
    if edge.end > len(run):
        return LOSS + EATEN
    if right.startswith(" "):  # the space is what the byte became, rather than that another byte is gone before one
        dropped = edge.end == len(run) and edge.text.encode("utf-8", "surrogatepass")[-1] != 0xA0
        return LOSS + LONE * dropped
    return LOSS + LONE * (len(run) == 1)


def _join(spans: tuple[Span, ...], new: Span) -> tuple[Span, ...]:
    """`spans` with `new` at their end, as part of the last one where the two touch and undo the same."""
    last = spans[-1] if spans else None
    if last and last.end == new.start and last.layers is new.layers and not last.lost and not new.lost:
        return (*spans[:-1], Span(last.start, new.end, last.after + new.after, last.layers, False))
    return (*spans, new)


def _extend(beam: dict[tuple[str, int], _Path], context: str, used: int, path: _Path) -> None:
    known = beam.get((context, used))
    if known is None or path[0] > known[0]:
        beam[context, used] = path
