"""Legacy pairs -> candidates: what a run may have been that was written in one encoding and read as another.

A document proposes the pairs (`document.py`); each makes at most one candidate of a run.
"""

from __future__ import annotations

import re
from functools import lru_cache

from mojifix import legacy
from mojifix.candidate import Candidate
from mojifix.hypotheses import legacy_layers
from mojifix.lattice import Span
from mojifix.model import EDGE, load
from mojifix.score import CONTROLS, is_one_script
from mojifix.standing import POINT, as_it_stands, has_controls, may_be_rest, without_points

# By how many nats the language model takes a script to be rarer than Cyrillic where a text begins, which has more languages.
# It makes no word of them unlikelier beside a mix-up that left nothing else: with it, and with encodings that were seldom
# used as likely as others, 88 of 100 Korean words come right rather than 79, of Thai 91 rather than 84, of Hebrew 91 rather
# than 85, with half of the third texts.  Beside Latin words Cyrillic is no likelier than they are.
RARER = {
    codec: nats
    for nats, codecs in (
        (0.9, "cp1256 iso8859-6 cp720"),
        (1.9, "cp1255 iso8859-8 cp862"),
        (2.3, "cp1253 iso8859-7 cp737 cp869"),
        (2.5, "cp949"),
        (3.0, "cp874"),
    )
    for codec in codecs.split()
}
# Nats that a reading costs there which is in capitals where the run is not: `ü÷ôï` was όχτο rather than ЭВТО.
SHOUTING = 3.0
PIECE = 1.0  # nats that each piece of line art says there: `╬╥├╥`, of Thai, joins nothing
# ... and what isn't small letters of one script, as right words are: of 900,000 clean words none changes by it.
NO_WORD = 2.0
_ROUNDING = 1e-6
_WITHIN = re.compile("(?<=[A-Za-z])[«»‹›“”„](?=[a-z])")
_ROW = re.compile(r"(.+?)\1+", re.DOTALL)


@lru_cache(65536)
def legacy_candidate(left: str, run: str, right: str, pair: legacy.Pair, known: bool = False) -> Candidate | None:
    """`run` as legacy text that was read as another legacy encoding, None where that changes nothing or can't be.

    Where it is `known` that the document went through that, what looks like torn UTF-8, or what is left of it, is chance:
    `бёбвёЎв` was состоит.  Then points are right, too: of words by themselves they made 12 of 4,907 third texts.
    """
    if not known and _is_rest(left, run, right):
        return None
    made = _made(run, pair)
    if not made:
        return None
    text, spans = made
    if _quotes_within(left[-1:] + text + right[:1], run):
        return None
    row = _row(run, pair)
    if row and (once := legacy_candidate(left, row, right, pair)):  # a row says no more than its first
        return once._replace(text=text + right, spans=spans)
    likely = (_pointed if known else _likelihood)(left, text, right)
    return Candidate(text + right, spans, likely - _stays(left, run, right, text, pair))


def that_may_gain(left: str, run: str, right: str, least: float) -> set[legacy.Pair]:
    """The pairs by which `legacy_candidate` may have evidence of `least` nats and more, or a row of East Asian characters.

    Of most readings a few characters say that they can't; and there are few: `é` has 58 by 364 pairs.
    """
    found: set[legacy.Pair] = set()
    if _is_rest(left, run, right):
        return found
    reaches = load().reaches
    for text, alike in _readings(run):
        # What is all of a text says more for some encodings than for others.
        groups = [(pair,) for pair in alike] if left == right == EDGE + EDGE else [alike]
        for group in groups:
            if reaches(left, text, right, least + _stays(left, run, right, text, group[0]) - _ROUNDING):
                found.update(group)
        found.update([pair for pair in alike if _row(run, pair)])
    return found


@lru_cache(8192)
def _readings(run: str) -> tuple[tuple[str, tuple[legacy.Pair, ...]], ...]:
    """What the pairs make of `run`, each with those that do."""
    found: dict[str, list[legacy.Pair]] = {}
    for pair in legacy.pairs():
        if legacy.could_be_read(run, pair.read) and (made := _made(run, pair)):
            found.setdefault(made[0], []).append(pair)
    return tuple([(text, tuple(alike)) for text, alike in found.items()])


def _is_rest(left: str, run: str, right: str) -> bool:
    """Whether the run is torn UTF-8, or what is left of it."""
    return legacy.is_torn(run) or may_be_rest(left, run, right)


@lru_cache(65536)
def _made(run: str, pair: legacy.Pair) -> tuple[str, tuple[Span, ...]] | None:
    """What `pair` makes of `run`, and where; None where that changes nothing or can't be."""
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
    return ("".join([*pieces, run[done:]]), tuple(spans)) if spans else None


def _quotes_within(text: str, run: str) -> bool:
    """Whether `text`, made of `run`, has a quotation mark between two letters, as no writing has: `d'en«istrament`."""
    return any([match[0] not in run for match in _WITHIN.finditer(text)])


def _row(run: str, pair: legacy.Pair) -> str:
    """What is repeated throughout a `run` that was East Asian."""
    row = _ROW.fullmatch(run) if pair.written in legacy.EAST_ASIAN else None
    return row[1] if row else ""


def _stays(left: str, run: str, right: str, text: str, pair: legacy.Pair) -> float:
    """What log P of the reading `text` is held against."""
    stays, _ = as_it_stands(left, run, right)
    resolved = CONTROLS if has_controls(run) and not has_controls(text) else 0.0
    return stays - resolved - (_by_itself(run, text, pair) if left == right == EDGE + EDGE else 0.0)


def _by_itself(run: str, text: str, pair: legacy.Pair) -> float:
    """What it says for the reading `text` of a `run` that is all of a text, that nothing stands beside it."""
    if pair.written in legacy.LATIN:
        return 0.0
    said = 0.0 if is_one_script(run) or has_controls(run) else NO_WORD  # a control may have been a quotation mark
    if not legacy.are_neighbours(*pair):
        said += RARER.get(pair.written, 0.0)
    if len(text) > 1 and text.isupper() and not run.isupper():
        said -= SHOUTING
    return said + PIECE * len({char for char in run if "\u2500" <= char < "\u25a0"})


@lru_cache(65536)
def _likelihood(left: str, text: str, right: str) -> float:
    """log P of a reading: of the pairs of encodings, two in three read a run as others do."""
    return load().score(left, text, right)


@lru_cache(16384)
def _pointed(left: str, text: str, right: str) -> float:
    """... with points, which the model has hardly seen, as unlikely as in right text."""
    said = _likelihood(left, text, right)
    plain = without_points(left, text)
    return said if plain is None else max(said, _likelihood(left, plain, right) - POINT * (len(text) - len(plain)))
