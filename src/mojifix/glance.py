"""A glance at a hit of the sieve: whether it is worth a search, which takes a hundred times as long.

Clean text has rare words, names and capitals, and in a large one some of them look like what the sieve looks for.  What
one sequence at the hit may have been, and how odd the text is around it, tells nearly all of them from damage.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from typing import TypeVar

from mojifix import multibyte
from mojifix.hypotheses import UTF8_READ
from mojifix.model import ANY, Model, load
from mojifix.priors import prior
from mojifix.sequences import ALL, CODEC_BIT, codecs_of, may_lead, readings, sequences
from mojifix.standing import has_controls

_AROUND = 3  # code points on each side of a hit by which it is odd or not
# Nats a code point around a hit that the search may explain by more than a sequence, a legacy mix-up for instance.  Right
# text has 2 to 4; of the hits in clean development text 9 in 10 are not as odd as that.
_RESTLESS = 6.0
# Nats by which undoing one sequence may gain less than the prior of its mix-up takes: the other sequences of its run may
# add to that, and so may the document where it shows mix-ups.
ALONE, SUPPORTED = 4.0, 6.0
_LEAST = 1.0  # nats that undoing a sequence has to gain
_CONTEXTS = 3  # of two characters in which nothing is gained: the same word elsewhere says the same again
_CROWD, NEAR = 3, 80  # places, and the code points that they stand within: in right text odd words are single
_RARE = 16.0  # nats of a character out of context, beyond which it hardly is one; of Hangul and hanzi many have 14
_LONGEST = 6  # code points that one sequence takes: a surrogate pair's


class Seen:
    """The places of a `text` that clean text would hardly hold: those at which undoing one sequence gains enough, in order,
    and those that are odd otherwise.

    Which are odd is found out when it is asked, and often one of a line is enough: a garbled line holds dozens.
    """

    def __init__(self, text: str, gaining: list[int], places: list[int]) -> None:
        self.gaining = gaining
        self._text = text
        self._places = places
        self._gain = frozenset(gaining)

    def __contains__(self, place: int) -> bool:
        """Whether `place`, one of `asked`, is one of these."""
        return place in self._gain or _is_odd(load(), self._text, place)

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self.gaining) or self.any_odd

    @cached_property
    def _crowded(self) -> list[int]:
        return _crowded(self._text, self._places)

    @cached_property
    def any_odd(self) -> bool:
        """Whether some are odd otherwise."""
        model = load()
        return next((True for place in self._crowded if _is_odd(model, self._text, place)), False)

    @property
    def asked(self) -> list[int]:
        """The places that may be among these, in order."""
        return sorted(self._gain.union(self._crowded))

    @cached_property
    def all(self) -> list[int]:
        """All of them, in order."""
        return [place for place in self.asked if place in self]


def glance(
    text: str,
    places: Iterable[int],
    support: float,
    enough: int,
    codecs: int = ALL,
    in_vain: Counter[str] | None = None,
    known: dict[tuple[str, int], bool] | None = None,
) -> Seen:
    """Those of `places` that clean text would hardly hold, until `enough` of them gain.

    Only sequences in `codecs`, a bit mask, are asked; `in_vain` counts the pairs at which nothing is gained, from text to
    text of one document, and `known` keeps what was asked with the same `support` and `codecs`.
    """
    model = load()
    ordered = sorted(set(places))
    gaining: list[int] = []
    in_vain = Counter() if in_vain is None else in_vain
    known = {} if known is None else known
    for place in spread(ordered, enough):
        pair = text[place : place + 2]
        if in_vain[pair] >= _CONTEXTS:
            continue
        around = text[max(0, place - 2) : place + _LONGEST + 2], min(place, 2)
        if around not in known:
            known[around] = gains(model, text, place, support, codecs)
        if known[around]:
            gaining.append(place)
            if len(gaining) >= enough:
                break
        else:
            in_vain[pair] += 1
    return Seen(text, sorted(gaining), ordered)


_T = TypeVar("_T")


def spread(found: list[_T], parts: int) -> Iterator[_T]:
    """All of `found`, which stands in order, those that are far from each other first."""
    step = len(found) // (2 * parts) + 1
    for first in range(step):
        yield from found[first::step]


def _crowded(text: str, places: list[int]) -> list[int]:
    """Those of `places` that have others near them, as a mix-up that leaves no sequences shows in many characters."""
    found: set[int] = set()
    if has_controls("".join([text[place] for place in places])):
        found.update([place for place in places if has_controls(text[place])])
    for near in zip(*[places[i:] for i in range(_CROWD)], strict=False):
        if near[-1] - near[0] <= NEAR:
            found.update(near)
    return sorted(found)


def _is_odd(model: Model, text: str, place: int) -> bool:
    """Whether the text around `place` is odd.  Rare East Asian characters are always, and that says nothing."""
    if text[place] >= multibyte.FIRST:
        return False
    begin = max(0, place - _AROUND + 1)
    before = (ANY + ANY + text[max(0, begin - 2) : begin])[-2:]
    return _is_restless(model, before, text[begin : place + _AROUND])


@lru_cache(16384)
def _is_restless(model: Model, before: str, near: str) -> bool:
    """Whether `near` is odd behind `before`: what is odd is there again and again."""
    return has_controls(near) is not None or -model.score(before, near, "") > _RESTLESS * len(near)


def gains(model: Model, text: str, place: int, support: float, codecs: int = ALL) -> bool:
    """Whether undoing a sequence at `place` makes the text likelier by enough."""
    stretch = text[place : place + _LONGEST]
    if not may_lead(stretch[:3], codecs) and max(stretch) < multibyte.FIRST:  # nine in ten of what is asked in right text
        return False
    before = (ANY + ANY + text[max(0, place - 2) : place])[-2:]
    stands: dict[int, float] = {}
    for length, after, cost in _undone(model, stretch, codecs):
        right = text[place + length : place + length + 2]
        if length not in stands:
            stands[length] = model.score(before, text[place : place + length], right)
        if model.score(before, after, right) > stands[length] + max(_LEAST, cost - support):
            return True
    return False


def _undone(model: Model, stretch: str, codecs: int) -> Iterator[tuple[int, str, float]]:
    """The lengths of the sequences that may begin `stretch`, what each may have been, and what the prior takes of that."""
    if stretch[0] >= multibyte.FIRST:
        for codec in multibyte.leading(stretch[0]):
            length = multibyte.segment(stretch, 0, codec) if codecs & CODEC_BIT[codec] else 0
            if not length:
                continue
            try:
                after = multibyte.decode(stretch[:length], codec)
            except UnicodeError:
                continue
            if all([-model.char(ANY + ANY + char) < _RARE for char in after]):
                yield length, after, _cost(CODEC_BIT[codec])
        return
    for _, length, mask in sequences(stretch, first=True):
        for reading in readings(stretch[:length], mask & codecs):
            for after in reading.texts:
                yield length, after, _cost(reading.codecs)


@lru_cache(4096)
def _cost(mask: int) -> float:
    """What the prior of the likeliest mix-up with one of the codecs in `mask` takes, in nats."""
    return -max([prior(((UTF8_READ, codec),)) for codec in codecs_of(mask)])
