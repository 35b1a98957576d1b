"""A candidate: what a run may have been, with the evidence for it; and a run with its candidates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from mojifix.hypotheses import C1_READ, MISREPAIR, UTF8_READ, WINDOWS, Layer
from mojifix.lattice import Span
from mojifix.sequences import CODEC_BIT, SINGLE

_WINDOWS = sum([CODEC_BIT[codec] for codec in WINDOWS])


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


class Scored(NamedTuple):
    """A run with its candidates.

    `surprise` is -log P(run) per code point as it stands, `left` what is left of that in the best plain candidate.
    """

    candidates: tuple[Candidate, ...]
    surprise: float
    left: float


def is_restored(candidate: Candidate) -> bool:
    """Whether lost bytes are guessed in `candidate`."""
    return any([span.lost for span in candidate.spans])


def is_guessed(span: Span) -> bool:
    """Whether `span` lost bytes, or a tool made it of another mix-up: a sequence has several characters to show it by."""
    layer = span.layers[0]
    is_short = layer.kind == UTF8_READ and span.end - span.start <= len(span.after) and layer.codecs & SINGLE
    return span.lost or layer.kind.startswith(MISREPAIR) or bool(is_short)


def is_plain(candidate: Candidate) -> bool:
    """Whether `candidate` only undoes mix-ups: no lost byte is guessed, and no other tool's repair is undone."""
    return not any([span.lost or span.layers[0].kind.startswith(MISREPAIR) for span in candidate.spans])


def new_among(known: Sequence[Candidate], found: Sequence[Candidate]) -> list[Candidate]:
    """Those `found` that none of the `known` candidates is already, with at least their codecs."""
    by_text: dict[str, list[Candidate]] = {}
    for c in known:
        by_text.setdefault(c.text, []).append(c)
    return [c for c in found if not any([_holds(other, c) for other in by_text.get(c.text, ())])]


def _holds(candidate: Candidate, other: Candidate) -> bool:
    """Whether `candidate` is by all the mix-ups that `other`, of the same text, is by."""
    mine, others = ({span.layers for span in c.spans} for c in (candidate, other))
    return len(mine) == len(others) and all([any([_holds_layers(a, b) for a in mine]) for b in others])


def _holds_layers(layers: tuple[Layer, ...], others: tuple[Layer, ...]) -> bool:
    return [layer.kind for layer in layers] == [other.kind for other in others] and not any(
        [other.codecs & ~layer.codecs for layer, other in zip(layers, others, strict=True)]
    )


def is_old(layer: Layer) -> bool:
    """Whether C1 controls were letters that DOS or the Mac wrote."""
    return layer.kind == C1_READ and not layer.codecs & _WINDOWS


def aligned(key: tuple[str, str, str], c: Candidate | None) -> str:
    """What `c` makes of the run `key`, where that is character by character; else the run as it stands."""
    text = c.text.removesuffix(key[2]) if c else key[1]
    return text if len(text) == len(key[1]) else key[1]
