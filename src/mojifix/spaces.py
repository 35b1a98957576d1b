"""Whether the space behind a lead was its last byte, A0, or stands between words, and the byte is gone: `Ã s` and `Ã la`.

A page or an editor makes a space of the byte, and one of two spaces.  The language model, which knows all languages, says
too little; the decisions of `lost` know that `às` is Portuguese and `à la` French.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from mojifix import lost, regions
from mojifix.candidate import Candidate
from mojifix.lattice import made
from mojifix.logs import log_sum
from mojifix.sequences import SPACE
from mojifix.shares import DOUBT
from mojifix.windows import PADDING

_KEPT = 3.0  # nats that two spaces behind another lead say for a single one that it is the byte


class _Place(NamedTuple):
    """A restored letter behind which a space is open: the number of its span, whether it stands there, and its end."""

    number: int
    apart: bool
    end: int


def told_by_spaces(
    key: tuple[str, str, str],
    around: tuple[str, str],
    candidates: Sequence[Candidate],
    speech_of: Callable[[Candidate], Mapping[str, float]],
    keeps: bool,
) -> list[Candidate]:
    """`candidates` for the run `key`; of those that differ in open spaces only, the one that is likeliest in their language.

    `around` is what is known of the text before and after the key, `speech_of` tells how likely its languages are, and
    where it `keeps` two spaces as they are, one is hardly what was left of them.
    """
    groups: dict[tuple[object, ...], list[tuple[Candidate, list[_Place]]]] = defaultdict(list)
    for c in candidates:
        places = list(_open_places(key, c))
        joined = _with(key, c, places, [False] * len(places))
        groups[joined.text, joined.spans].append((c, places))
    found = []
    for group in groups.values():
        c, places = group[0]
        likely = [_joined(key, around, c, place, speech_of(c), keeps) for place in places]
        known = [p for p in likely if p is not None]
        if not places or len(known) < len(likely):
            plain = speech_of(c).get(regions.PLAIN, 0.0) > lost.HEARD
            found += [c for c, there in group if not (plain and any([_goes_on(key, c, place) for place in there]))]
            continue
        # Where the space stands apart, the lists of the language have told the letter.
        _, letters = max([(sum([place.apart for place in there]), c.letters) for c, there in group])
        said = sum([math.log(max(p, 1 - p)) for p in known])
        whole = DOUBT * log_sum([c.evidence / DOUBT for c, _ in group])
        best = _with(key, c, places, [p < 0.5 for p in known])
        found.append(best._replace(evidence=whole + DOUBT * said, share=letters + said, letters=letters))
    return found


def _goes_on(key: tuple[str, str, str], c: Candidate, place: _Place) -> bool:
    """Whether a letter that stands by itself begins the next word in `c`: in English `for Ć and ć` was no `for Šand ć`."""
    span = c.spans[place.number]
    return not place.apart and span.start == 0 and key[0][-1:].isspace() and len(span.after) == 1


def may_end_in_space(c: Candidate) -> bool:
    """Whether the last byte of the last letter that `c` restores shows as a space: `à` of `Ã `."""
    return any([span.lost and lost.spaced_lead(span.after.rstrip(SPACE)[-1:]) for span in c.spans[-1:]])


def _open_places(key: tuple[str, str, str], c: Candidate) -> Iterator[_Place]:
    """The restored letters of `c` whose last byte may have become the one space behind them."""
    _, run, right = key
    whole = run + right
    for number, span in enumerate(c.spans):
        # Within a run the space is part of the span, which is `à ` or `à`; behind it one of `à` may hold it.
        beyond = whole[span.end - 1] != SPACE
        end = span.end + beyond
        between = whole[end - 1 : end] == SPACE and not whole[end : end + 1].isspace() and end < len(whole)
        if span.lost and between and lost.spaced_lead(span.after.rstrip(SPACE)[-1:]):
            yield _Place(number, beyond or span.after.endswith(SPACE), end)


def _with(key: tuple[str, str, str], c: Candidate, places: Sequence[_Place], apart: Sequence[bool]) -> Candidate:
    """`c` with spaces where words are to stand `apart`, and none where the space was a byte."""
    _, run, right = key
    spans = list(c.spans)
    for (number, _, end), space in zip(places, apart, strict=True):
        letter = spans[number].after.rstrip(SPACE)
        if end > len(run):  # a space that follows the run and stands apart is none of its changes
            spans[number] = spans[number]._replace(end=end - space, after=letter)
        else:
            spans[number] = spans[number]._replace(after=letter + SPACE * space)
    return c._replace(text=made(run + right, spans), spans=tuple(spans))


def _joined(
    key: tuple[str, str, str],
    around: tuple[str, str],
    c: Candidate,
    place: _Place,
    speech: Mapping[str, float],
    keeps: bool,
) -> float | None:
    """How likely the space at `place` was a byte; None where its languages have no list."""
    left, run, right = key
    span = c.spans[place.number]
    letter = span.after.rstrip(SPACE)
    whole = run + right
    before = PADDING + lost.shown(around[0] + left + made(whole[: span.start], c.spans[: place.number]) + letter[:-1])
    rest = [s._replace(start=s.start - place.end, end=s.end - place.end) for s in c.spans[place.number + 1 :]]
    shown = before + lost.spaced_lead(letter[-1]) + lost.shown(made(whole[place.end :], rest) + around[1]) + PADDING
    languages = [(share, language) for name, share in speech.items() if (language := lost.language(name))]
    told = [
        # Of languages that are as likely, one that has the letter speaks louder.
        (share, share * language.chars.get(letter[-1], 0.0), joined)
        for share, language in languages
        if (joined := language.joined(shown, len(before)))
    ]
    by_letter = sum([weight for _, weight, _ in told])
    if sum([share for share, _, _ in told]) < lost.HEARD or not by_letter:
        return None
    joined = sum([weight * joined for _, weight, joined in told]) / by_letter
    return 1 / (1 + (1 - joined) / joined * math.exp(-_KEPT)) if keeps else joined
