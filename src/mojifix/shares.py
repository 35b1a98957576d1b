"""The share of a candidate in all that a run may have been by the same mix-up: where bytes were lost, or stand for two.

The search (`lattice`) keeps one path of those that end alike; what else a lost letter may have been is summed here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mojifix import charmaps
from mojifix.candidate import Candidate, is_restored
from mojifix.hypotheses import Edge, Hypothesis, hypotheses, with_dropped
from mojifix.lattice import Fit, Span, anywhere, loss, search, sum_of_paths
from mojifix.model import load
from mojifix.sequences import CODEC_BIT, codecs_of, roles

# By what the evidence for one guess of a lost byte against another is divided: on development text, those that are .9 to .95
# sure then are right in 84 to 100 cases of 100, those above in 91 to 100; with 2 hardly any vowel sign of India was told.
DOUBT = 0.7

Sums = dict[int, float]  # what all paths by a hypothesis are likely together, by its number


def shared(left: str, run: str, right: str, candidate: Candidate, hyps: Sequence[Hypothesis], sums: Sums) -> list[Candidate]:
    """`candidate` with its part in all paths by a hypothesis that lost bytes in it, for each hypothesis that has its spans.

    The search keeps one path of those that end alike: what else a lost letter may have been is not among the candidates.
    """
    lost = [span for span in candidate.spans if span.lost]
    if not lost:
        return [_told_apart(left, run, right, candidate, hyps, sums)]
    wanted = {(span.start, span.end, span.after) for span in lost}
    found = []
    for number, hyp in enumerate(hyps):
        # What tools may have made of UTF-8 is a hypothesis of the same layers, which knows nothing of lost bytes.
        if not wanted <= {(edge.start, edge.end, edge.text) for edge in hyp.edges}:
            continue
        if hyp.layers == lost[0].layers or _shows(hyp, run, candidate, lost[0]):
            spans = tuple(s._replace(layers=hyp.layers) if s.layers == lost[0].layers else s for s in candidate.spans)
            if number not in sums:
                sums[number] = sum_of_paths(left, run, right, hyp.edges, frozenset(), DOUBT)
            found.append(_with_share(left, run, right, candidate._replace(spans=spans), hyp.edges, sums[number]))
    return found


def at_home(left: str, run: str, right: str, candidate: Candidate, fit: Fit) -> Candidate:
    """`candidate`, which lost bytes or may be two texts, with its share where letters `fit` the text's language, too."""
    if not is_restored(candidate):
        return _told_apart(left, run, right, candidate, hypotheses(run, right[:1]), {}, fit)
    edges = edges_of(run, right, candidate)
    if not edges:
        return candidate
    candidate = _as_fits(left, run, right, candidate, edges, fit)
    whole = sum_of_paths(left, run, right, edges, frozenset(), DOUBT, fit)
    return _with_share(left, run, right, candidate, edges, whole, fit)


def edges_of(run: str, right: str, candidate: Candidate) -> Sequence[Edge]:
    """The edges of the mix-up by which `candidate` lost bytes."""
    lost = [span for span in candidate.spans if span.lost]
    layers = lost[0].layers
    wanted = {(span.start, span.end, True) for span in lost if span.layers == layers}
    for hyp in hypotheses(run, right[:1]):  # several are of the same layers: a space may have been the last byte
        if hyp.layers == layers and wanted <= {(edge.start, edge.end, edge.lost) for edge in hyp.edges}:
            return hyp.edges
    dropped = with_dropped(run, codecs_of(layers[0].codecs)[0])
    return dropped.edges if dropped and dropped.layers == layers else ()


def _as_fits(left: str, run: str, right: str, candidate: Candidate, edges: Sequence[Edge], fit: Fit) -> Candidate:
    """`candidate` with the letters in place of its lost ones that the language makes likeliest.

    The search, which knows no language, kept one of them: of `tělo`, whose ě lost its second byte, it kept `tālo`.
    """
    lost = {(span.start, span.end): span for span in candidate.spans if span.lost}
    some = [edge for edge in edges if edge.lost and edge[:2] in lost]
    layers = next(iter(lost.values())).layers
    hyp = Hypothesis(layers, tuple(sorted([*some, *_made(candidate)])))
    text, (_, spans) = max(search(left, run, right, [hyp], fit).items(), key=lambda item: item[1][0])
    if text == candidate.text or [span[:2] for span in spans] != [span[:2] for span in candidate.spans]:
        return candidate
    spans = tuple(new._replace(layers=old.layers) for new, old in zip(spans, candidate.spans, strict=True))
    score = load().score
    more = score(left, text, "") - score(left, candidate.text, "")
    return candidate._replace(text=text, spans=spans, evidence=candidate.evidence + more)


def _told_apart(
    left: str, run: str, right: str, candidate: Candidate, hyps: Sequence[Hypothesis], sums: Sums, fit: Fit = anywhere
) -> Candidate:
    """`candidate` with its part in all paths by its mix-up, where a character of the codec stands for two bytes.

    By cp1006 `متوازنة` and `متوارنة` are the same text; the search keeps the likelier one.
    """
    layers = {span.layers for span in candidate.spans}
    for number, hyp in enumerate(hyps):
        if layers == {hyp.layers} and is_ambiguous(hyp):
            edges = [edge._replace(doubt=-fit(edge.text)) for edge in hyp.edges]
            if number not in sums:
                covered = {i for edge in edges for i in range(edge.start, edge.end)}
                sums[number] = sum_of_paths(left, run, right, edges, covered, DOUBT)
            mine = load().score(left, candidate.text, "") - sum([edge.doubt for edge in _taken(candidate, edges)])
            return candidate._replace(share=min(0.0, mine / DOUBT - sums[number]))
    return candidate


def _taken(candidate: Candidate, edges: Sequence[Edge]) -> Iterator[Edge]:
    """Those of `edges` that the spans of `candidate` are made of."""
    for span in candidate.spans:
        place, made = span.start, 0
        while place < span.end:
            edge = next((e for e in edges if e.start == place and span.after.startswith(e.text, made)), None)
            if edge is None:
                break
            yield edge
            place, made = edge.end, made + len(edge.text)


_AMBIGUOUS = sum([CODEC_BIT[codec] for codec in charmaps.CODECS if charmaps.is_ambiguous(codec)])


def is_ambiguous(hyp: Hypothesis) -> bool:
    """Whether by `hyp` a sequence may have been either of two characters."""
    return bool(hyp.layers[0].codecs & _AMBIGUOUS) and len({edge[:2] for edge in hyp.edges}) < len(hyp.edges)


def _shows(hyp: Hypothesis, run: str, candidate: Candidate, lost: Span) -> bool:
    """Whether a codec of `hyp` has all that `candidate` changes by the mix-up of `lost`: Latin-1 has no `Ñ‰`."""
    codecs = hyp.layers[0].codecs
    for span in candidate.spans:
        if span.layers == lost.layers and not span.lost:
            for char in run[span.start : span.end]:
                two, three, four, after = roles().get(char, (0, 0, 0, 0))
                codecs &= two | three | four | after
    return bool(codecs)


def _with_share(
    left: str, run: str, right: str, candidate: Candidate, edges: Sequence[Edge], whole: float, fit: Fit = anywhere
) -> Candidate:
    mine, alike = _in_spacing(left, run, right, candidate, edges, fit)
    return candidate._replace(share=min(0.0, mine - whole), letters=min(0.0, max(mine, alike) - whole))


def spacing(left: str, run: str, right: str, candidate: Candidate, edges: Sequence[Edge]) -> float:
    """The logarithm of the share of `candidate` in all that have its letters, whether or not a space was a lost byte."""
    mine, alike = _in_spacing(left, run, right, candidate, edges, anywhere)
    return min(0.0, mine - alike)


def _in_spacing(
    left: str, run: str, right: str, candidate: Candidate, edges: Sequence[Edge], fit: Fit
) -> tuple[float, float]:
    """How likely `candidate` is, and all that have its letters, whether or not a space was a lost byte; in doubt."""
    lost = sum(
        [loss(Edge(s.start, s.end, s.after, True), left, run, right) - fit(s.after) for s in candidate.spans if s.lost]
    )
    mine = (load().score(left, candidate.text, "") - lost) / DOUBT
    kept = {span.start: span for span in candidate.spans}
    same = [
        e
        for e in edges
        if e.start in kept and e.end >= kept[e.start].end - 1 and _letters(e.text) == _letters(kept[e.start].after)
    ]
    changed = {i for span in candidate.spans for i in range(span.start, span.end)} - {len(run)}
    # Each edge once: one that is in both would count twice.
    return mine, sum_of_paths(left, run, right, list(dict.fromkeys([*same, *_made(candidate)])), changed, DOUBT, fit)


def _letters(text: str) -> str:
    return text.replace(" ", "").replace("\xa0", "")


def _made(candidate: Candidate) -> list[Edge]:
    """The spans of `candidate` that lost nothing."""
    return [Edge(span.start, span.end, span.after) for span in candidate.spans if not span.lost]
