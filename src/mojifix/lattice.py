"""Paths through a run: at each code point a path either keeps the character or takes an edge of a hypothesis.

A beam search finds the likeliest by the language model; a sum over all of them says how much of it one of them is.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence
from functools import reduce
from typing import NamedTuple

from mojifix.hypotheses import Edge, Hypothesis, Layer
from mojifix.model import ANY, EDGE, load
from mojifix.sequences import GONE, NBSP

BEAM = 16  # paths kept a position; 8 lost 0.1 % of long runs in the feasibility study
LOSS = 1.0  # nats that restoring a lost byte costs
LONE = 2.5  # ... more where all that is left is a lead: such letters are in right text, too
EATEN = 1.5  # ... and more where it stood as the space before the next word, which is seldom there twice ("Ã la")
# ... but a no-break space all the time: `Â ` is what most damaged pages show, and right text hardly ever.
NBSP_LOST = -3.0
NBSP_STRIPPED = -3.0  # ... and at the end of a line, where `Â` is what was left of it
# Nats that a lead costs which stays before a byte that may be lost, within a run: `п я┌п╬` is Кто, not `п то`, `СРµ` is је.
LEFT = 3.0
SECOND = 4.0  # nats that a second kind of damage within one run costs: without, ties go to mixtures of codecs
SUMMED = 64  # contexts in which the sum of all guesses is followed
_AFTER_NO_SPACE = frozenset("\n\r.,)?!;:")  # EDGE is a newline
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


class _Path(NamedTuple):
    """The end of a path: its score, and the edge that leads here, with what led there, or None where the character stays.

    Linked, not copied: 5,000 code points of noise took minutes to copy.
    """

    score: float
    before: _Path | None
    edge: Edge | None
    layers: tuple[Layer, ...]


def most_promising(left: str, run: str, right: str, found: tuple[Hypothesis, ...]) -> list[Hypothesis]:
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


Fit = Callable[[str], float]  # how well letters fit the language, in nats


def anywhere(text: str) -> float:
    """The fit of any letters where the language isn't known."""
    return 0.0


def search(
    left: str, run: str, right: str, hyps: list[Hypothesis], fit: Fit = anywhere
) -> dict[str, tuple[float, tuple[Span, ...]]]:
    """Text that `run` and `right` may have been -> its score and what was changed; lost letters `fit` the language, too."""
    char = load().char
    whole = run + right
    begin = (ANY + ANY + left)[-2:]
    starts: list[list[tuple[Edge, int, float]]] = [[] for _ in whole]
    for number, hyp in enumerate(hyps):
        for edge in hyp.edges:
            starts[edge.start].append((edge, number, loss(edge, left, run, right) - (fit(edge.text) if edge.lost else 0.0)))
    alone = len(hyps) == 1  # beside others a letter may stay that one of them has for a lead: `ر\x94` is a letter and ”
    left_over = [LEFT * any([e.lost and _leaves(e, run, alone) for e, _, _ in edges]) for edges in starts]
    # beams[i]: (context of two, hypotheses used) -> the best path that has consumed i code points
    beams: list[dict[tuple[str, int], _Path]] = [{} for _ in range(len(whole) + 1)]
    beams[0][begin, 0] = _Path(0.0, None, None, ())
    for i, here in enumerate(whole):
        paths = list(beams[i].items())
        if len(paths) > BEAM:
            paths = sorted(paths, key=lambda item: (-item[1].score, item[0]))[:BEAM]
        beams[i] = {}
        for (context, used), path in paths:
            score = path.score
            stays = score + char(context + here) - left_over[i]
            _extend(beams[i + 1], context[1] + here, used, path, stays, None, ())
            for edge, number, cost in starts[i]:
                mine = 1 << number
                if used and not used & mine and used.bit_count() > 1:
                    continue  # three kinds of damage within one run: never seen
                total = score - cost - (SECOND if used and not used & mine else 0.0)
                run_on = context
                for c in edge.text:
                    total += char(run_on + c)
                    run_on = run_on[1] + c
                _extend(beams[edge.end], run_on, used | mine, path, total, edge, hyps[number].layers)
    best: dict[str, tuple[float, tuple[Span, ...]]] = {}
    for path in beams[-1].values():
        text, spans = _retraced(path, whole)
        if text not in best or path.score > best[text][0]:
            best[text] = (path.score, spans)
    return best


def _leaves(edge: Edge, run: str, dropped: bool) -> bool:
    """Whether of `edge`, which lost bytes, a lead is left in a longer `run`, with what the others became.

    Where these may be `dropped`, a lead is all that is left.
    """
    rest = run[edge.start + 1 : edge.end]
    if not rest:  # a no-break space that lost its lead is one
        return dropped and len(run) > 1 and edge.text != run[edge.start]
    return rest in GONE


def _retraced(path: _Path, whole: str) -> tuple[str, tuple[Span, ...]]:
    """The text that `path` made of `whole`, and what it changed."""
    taken: list[tuple[Edge, tuple[Layer, ...]]] = []
    step: _Path | None = path
    while step:
        if step.edge:
            taken.append((step.edge, step.layers))
        step = step.before
    pieces: list[str] = []
    spans: list[Span] = []
    done = 0
    for edge, layers in reversed(taken):
        pieces += (whole[done : edge.start], edge.text)
        done = edge.end
        spans[-1:] = join(tuple(spans[-1:]), Span(edge.start, edge.end, edge.text, layers, edge.lost))
    return "".join([*pieces, whole[done:]]), tuple(spans)


def sum_of_paths(
    left: str, run: str, right: str, edges: Sequence[Edge], changed: Collection[int], doubt: float, fit: Fit = anywhere
) -> float:
    """The logarithm of how likely all paths by `edges` are together, in doubt; what is `changed` doesn't stay."""
    char = load().char
    whole = run + right
    starts: list[list[tuple[Edge, float]]] = [[] for _ in whole]
    for edge in edges:
        cost = loss(edge, left, run, right) - (fit(edge.text) if edge.lost else 0.0)
        starts[edge.start].append((edge, cost / doubt))
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
            for edge, cost in starts[i]:
                more = total - cost
                run_on = context
                for c in edge.text:
                    more += char(run_on + c) / doubt
                    run_on = run_on[1] + c
                add(edge.end, run_on, more)
    return reduce(log_add, sums[-1].values(), -math.inf)


def loss(edge: Edge, left: str, run: str, right: str) -> float:
    if not edge.lost:
        return edge.doubt
    if edge.end > len(run):
        alone = not edge.start and left[-1:].isspace() and not begins_line(left, run, right)  # `Â` as a word: the letter
        ends = right[1:2] in _AFTER_NO_SPACE  # a space before it is what is left of a byte
        return LOSS + EATEN * (not ends) if alone or edge.text != NBSP else NBSP_LOST
    if right[:1] == EDGE and edge.text == NBSP and edge.end == len(run) and run[edge.start] != NBSP:
        return NBSP_STRIPPED
    if right[:1] in (" ", EDGE):  # the byte became that space, or was stripped off, rather than that another is gone there
        dropped = edge.end == len(run) and edge.text.encode("utf-8", "surrogatepass")[-1] != 0xA0
        return LOSS + LONE * dropped
    return LOSS + LONE * (len(run) == 1) + edge.doubt


def begins_line(left: str, run: str, right: str) -> bool:
    """Whether `run` is an Â before the first word or number of a line, which has no such letter: `Â 5.3. Layout`.

    >>> begins_line("\\n", "Â", " 5"), begins_line("\\n", "À", " L"), begins_line("\\n", "Â", " și")
    (True, False, False)
    """
    return run == "Â" and left[-1:] == "\n" and right[:1] == " " and (right[1:2].isupper() or right[1:2].isdigit())


def made(text: str, spans: Sequence[Span]) -> str:
    """`text` with what `spans` make of it."""
    pieces: list[str] = []
    done = 0
    for span in spans:
        pieces += (text[done : span.start], span.after)
        done = span.end
    return "".join([*pieces, text[done:]])


def join(spans: tuple[Span, ...], new: Span) -> tuple[Span, ...]:
    """`spans` with `new` at their end, as part of the last one where the two touch and undo the same."""
    last = spans[-1] if spans else None
    if last and last.end == new.start and last.layers is new.layers and not last.lost and not new.lost:
        return (*spans[:-1], Span(last.start, new.end, last.after + new.after, last.layers, False))
    return (*spans, new)


def _extend(
    beam: dict[tuple[str, int], _Path],
    context: str,
    used: int,
    before: _Path,
    score: float,
    edge: Edge | None,
    layers: tuple[Layer, ...],
) -> None:
    known = beam.get((context, used))
    if known is None or score > known.score:
        # Where the character stays the path is what it was, but for its score.
        beam[context, used] = _Path(score, before, edge, layers) if edge else before._replace(score=score)


def log_add(a: float, b: float) -> float:
    """The logarithm of the sum of what `a` and `b` are the logarithms of."""
    top = max(a, b)
    return top if top == -math.inf else top + math.log1p(math.exp(-abs(a - b)))
