"""Hypotheses -> candidates: what a run may have been, with the evidence for each in nats.  No thresholds.

The candidates of a run are paths through a lattice: at each code point a path either keeps the character or takes an
edge of a hypothesis.  A beam search scores the paths by the language model.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from mojifix.hypotheses import Hypothesis, Layer, hypotheses, misrepairs
from mojifix.model import ANY, load

BEAM = 16  # paths kept a position; 8 lost 0.1 % of long runs in the feasibility study
ODD = 4.5  # nats a code point: right text has 2 to 4; only odder runs are asked whether a tool mis-repaired them
PLAIN = 8.0  # nats: a run that is so well explained is not asked further
HOPELESS = 16.0  # nats behind the best candidate: no document makes up for that
WIDTH = 6  # hypotheses a run may bring into its lattice


class Span(NamedTuple):
    """A stretch of a run that a candidate changes: code points `start` to `end`, by undoing `layers`."""

    start: int
    end: int
    after: str
    layers: tuple[Layer, ...]


class Candidate(NamedTuple):
    """What a run may have been; `evidence` is log P(text) - log P(run), the prior of its mix-ups left out."""

    text: str
    spans: tuple[Span, ...]
    evidence: float


class Scored(NamedTuple):
    """A run with its candidates; `surprise` is -log P(run) per code point as it stands."""

    candidates: tuple[Candidate, ...]
    surprise: float


_Path = tuple[float, str, int, tuple[Span, ...]]  # score, text so far with its context, hypotheses used, spans


@lru_cache(65536)
def candidates(left: str, run: str, right: str) -> Scored:
    """The candidates of `run` between its two neighbours on each side, the likeliest first."""
    model = load()
    stays = model.score(left, run, right)
    surprise = -stays / (len(run) + len(right))
    # A run may also be right and yet nothing the model knows: that bounds what its unlikeliness can prove.
    stays = max(stays, _weird(run) + model.score(ANY + ANY, right, ""))
    ranked = _rank(left, run, right, hypotheses(run), stays)
    if surprise > ODD and (not ranked or ranked[0].evidence < PLAIN):
        ranked += _rank(left, run, right, misrepairs(run), stays)
        ranked.sort(key=lambda c: (-c.evidence, c.text))
    return Scored(tuple(ranked[:8]), surprise)


def _rank(left: str, run: str, right: str, found: tuple[Hypothesis, ...], stays: float) -> list[Candidate]:
    if not found:
        return []
    best = _search(left, run, right, _most_promising(left, run, right, found))
    ranked = [Candidate(text, spans, score - stays) for text, (score, spans) in best.items() if text != run]
    ranked.sort(key=lambda c: (-c.evidence, c.text))
    return [c for c in ranked[:8] if c.evidence > ranked[0].evidence - HOPELESS]


def _weird(run: str) -> float:
    """log P(`run`) as right text of a kind that the model does not know; C1 controls are in no right text."""
    return -6.0 - sum([20.0 if "\x80" <= char < "\xa0" else 9.0 for char in run])


def _most_promising(left: str, run: str, right: str, found: tuple[Hypothesis, ...]) -> list[Hypothesis]:
    """Those that make the likeliest text when all of their edges are taken."""
    if len(found) <= WIDTH:
        return list(found)
    score = load().score
    worth = []
    for number, hyp in enumerate(found):
        pieces = []
        done = 0
        for edge in hyp.edges:
            pieces += (run[done : edge.start], edge.text)
            done = edge.end
        pieces.append(run[done:])
        worth.append((-score(left, "".join(pieces), right) + len(hyp.layers), number))
    worth.sort()
    return [found[number] for _, number in worth[:WIDTH]]


def _search(left: str, run: str, right: str, hyps: list[Hypothesis]) -> dict[str, tuple[float, tuple[Span, ...]]]:
    char = load().char
    begin = (ANY + ANY + left)[-2:]
    starts: list[list[tuple[int, str, int]]] = [[] for _ in run]
    for number, hyp in enumerate(hyps):
        for edge in hyp.edges:
            starts[edge.start].append((edge.end, edge.text, number))
    # beams[i]: (context of two, hypotheses used) -> path that has consumed i code points
    beams: list[dict[tuple[str, int], tuple[float, str, tuple[Span, ...]]]] = [{} for _ in range(len(run) + 1)]
    beams[0][begin, 0] = (0.0, "", ())
    for i, here in enumerate(run):
        paths = beams[i].items()
        if len(beams[i]) > BEAM:
            paths = sorted(paths, key=lambda item: (-item[1][0], item[0]))[:BEAM]  # type: ignore[assignment]
        for (context, used), (score, text, spans) in paths:
            _extend(beams[i + 1], context + here, used, score + char(context + here), text + here, spans)
            for end, after, number in starts[i]:
                mine = 1 << number
                if used and not used & mine and used.bit_count() > 1:
                    continue  # three kinds of damage within one run: never seen
                total = score
                run_on = context
                for c in after:
                    total += char(run_on + c)
                    run_on = run_on[1:] + c
                span = Span(i, end, after, hyps[number].layers)
                last = spans[-1] if spans else None
                if last and last.end == i and last.layers is span.layers:
                    joined = (*spans[:-1], Span(last.start, end, last.after + after, last.layers))
                else:
                    joined = (*spans, span)
                _extend(beams[end], "x" + run_on, used | mine, total, text + after, joined)
    best: dict[str, tuple[float, tuple[Span, ...]]] = {}
    for (context, _), (score, text, spans) in beams[-1].items():
        run_on = context
        for c in right:
            score += char(run_on + c)
            run_on = run_on[1:] + c
        if text not in best or score > best[text][0]:
            best[text] = (score, spans)
    return best


def _extend(
    beam: dict[tuple[str, int], tuple[float, str, tuple[Span, ...]]],
    context: str,
    used: int,
    score: float,
    text: str,
    spans: tuple[Span, ...],
) -> None:
    key = (context[1:], used)
    known = beam.get(key)
    if known is None or score > known[0]:
        beam[key] = (score, text, spans)
