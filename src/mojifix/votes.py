"""The votes of a document's runs: what each says for the mix-ups that explain it, and what it hears of the others.

A run's own vote is none of what it hears: a short run would elect its own codec.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable
from functools import cache

from mojifix.candidate import Scored
from mojifix.document import Key, is_latin
from mojifix.hypotheses import BENT_READ, LEGACY, MISREPAIR, UTF8_READ, Layer
from mojifix.legacy import Pair
from mojifix.logs import log_sum
from mojifix.priors import ChainName, chains

ALL_OF_IT = 6.5  # nats at most that a document wholly of one mix-up says for the next run
_WHOLE = 1.6  # ... of them because documents are garbled as a whole, four times out of five
_WORSENED = 2.0  # nats of a mix-up that a tool took for another: that runs are right says nothing, it repaired those rightly
_KIN = 0.15  # what a vote for a mix-up says for chains that hold it
_MISREPAIRED_KIN = 0.7  # ... for what another tool made of the same mix-up: it is there because the mix-up is
_DOUBT_LEGACY = 6  # the power of a legacy mix-up's share that it votes with
_MOST_ASIDE = 4.0  # such runs
_ASIDE = 6.0  # nats by which each run that shows UTF-8 speaks against a legacy mix-up
_SIBLINGS = 4  # the power of what the same run in other contexts votes: only what is sure of itself there counts here
_NO_VOTE = math.log(1e-4)  # a vote that is none
_FAINT = 0.25  # votes that say nothing: кБ and ЧаВо, each hardly garbled, must not talk each other into it
_STRENGTH = 2.0  # how many runs of the document weigh as much as the prior
_CAP = 12.0  # votes beyond which a document says nothing new
_DISSENT = 0.05  # what a run that is right says against garbling, in votes

Votes = dict[ChainName, float]


def by_text(votes: dict[Key, Votes], counts: Callable[[ChainName], bool]) -> dict[str, dict[Key, Votes]]:
    found: dict[str, dict[Key, Votes]] = {}
    for key, mine in votes.items():
        found.setdefault(key[1], {})[key] = {chain: p for chain, p in mine.items() if counts(chain)}
    return found


def means(ballots: dict[str, dict[Key, Votes]]) -> dict[str, Votes]:
    """The votes of each run, whatever its contexts: `аВ` in fifty places is one witness."""
    found: dict[str, Votes] = {}
    for text, contexts in ballots.items():
        mean = found[text] = defaultdict(float)
        for mine in contexts.values():
            for chain, p in mine.items():
                mean[chain] += p / len(contexts)
    return found


def what_others_say(
    key: Key,
    ballots: dict[str, dict[Key, Votes]],
    votes: dict[str, Votes],
    total: Votes,
    dissent: float,
    presumed: Votes,
) -> tuple[Votes, float]:
    left = defaultdict(float, total)
    for chain, n in presumed.items():
        left[chain] += n
    mean = votes.get(key[1])
    if mean is None:
        return left, dissent
    contexts = ballots[key[1]]
    mine = contexts.get(key, {})
    number = len(contexts) - (key in contexts)
    for chain, p in mean.items():
        left[chain] -= p
        siblings = (p * len(contexts) - mine.get(chain, 0.0)) / number if number else 0.0
        if siblings > 0.5:
            left[chain] += siblings**_SIBLINGS
    return left, dissent - max(0.0, 1 - 2 * sum(mean.values()))


def counted(votes: dict[str, Votes]) -> tuple[Votes, float]:
    """The votes for each chain, and those for "nothing happened": what is undecided doesn't dissent."""
    total: Votes = defaultdict(float)
    dissent = 0.0
    for mine in votes.values():
        for chain, p in mine.items():
            total[chain] += p
        dissent += max(0.0, 1 - 2 * sum(mine.values()))
    return total, dissent


def _priors(
    layers: tuple[Layer, ...], others: Votes, tools: Votes, seen: float, dissent: float, backing: float
) -> list[tuple[ChainName, float]]:
    """The log priors of a hypothesis' chains, given the votes of the other runs."""
    if not others:
        return [(chain, prior + backing) for chain, prior in chains(layers)]
    scale = min(1.0, _CAP / seen) if seen else 1.0
    weight = _STRENGTH + seen * scale + min(2.0, dissent * _DISSENT)
    against = _ASIDE * min(_MOST_ASIDE, _shown_as_utf8(others)) if layers[0].kind.startswith(LEGACY) else 0.0
    unvoted = backing + math.log(_STRENGTH / weight)  # of what nobody votes for: most, where the text is noise
    found = []
    for chain, known in chains(layers):
        support = scale * (_support(chain, others) + _MISREPAIRED_KIN * tools.get(chain, 0.0))
        odds = known + unvoted
        if support:
            odds = math.log(math.exp(odds) + support / weight)
        found.append((chain, odds + _all_of_it(chain, others, dissent) - against))
    return found


def _shown_as_utf8(others: Votes) -> float:
    """The votes for UTF-8 read as something, which speak against legacy mix-ups: these garble all of a text."""
    return sum([n for chain, n in others.items() if chain[0][0] in (UTF8_READ, BENT_READ)])


def _all_of_it(chain: ChainName, others: Votes, dissent: float) -> float:
    """What a document all of which went through a mix-up says for one more run, whose characters say little."""
    n = _direct(chain, others)
    if chain[0][0].startswith(MISREPAIR):
        return min(_WORSENED, math.log1p(max(0.0, n)))
    if n <= max(0.0, dissent):
        return 0.0
    odds = 1.5 * math.log((1 + n) / (1 + max(0.0, dissent)))
    return min(ALL_OF_IT, odds + _WHOLE * max(0.0, 1 - dissent))


def _shown_by_tools(others: Votes) -> Votes:
    """The votes for mix-ups that a tool took for another: where it didn't, they stand as they are."""
    found: Votes = defaultdict(float)
    for ((kind, codec), *_), n in others.items():
        if kind.startswith(MISREPAIR):
            found[((UTF8_READ, codec),)] += n
    return {chain: n for chain, n in found.items() if n > _FAINT}


def _direct(chain: ChainName, others: Votes) -> float:
    """The votes for `chain`: CESU-8 is UTF-8 but for emoji, and speaks for it.

    A no-break space in the text would wait for a second one otherwise.
    """
    found = others.get(chain, 0.0)
    (kind, codec), *deeper = chain
    return found + others.get(((BENT_READ, codec),), 0.0) if kind == UTF8_READ and not deeper else found


def _support(chain: ChainName, others: Votes) -> float:
    """The votes for `chain`, and a part of those for the mix-ups that it is made of."""
    direct = _direct(chain, others)
    found = direct if direct > _FAINT else 0.0
    share, relatives = _kin(chain)
    if not relatives:
        return found
    kin = min([others.get(relative, 0.0) for relative in relatives])
    return found + (share * kin if kin > _FAINT else 0.0)


@cache
def _kin(chain: ChainName) -> tuple[float, tuple[ChainName, ...]]:
    """The mix-ups that `chain` is made of, and which part of the votes for them speaks for it."""
    if chain[0][0].startswith(LEGACY):
        return 0.0, ()
    return _MISREPAIRED_KIN if chain[0][0].startswith(MISREPAIR) else _KIN, tuple([((UTF8_READ, c),) for _, c in chain])


Weighed = list[tuple[float, list[list[tuple[ChainName, float]]]]]


def weigh(s: Scored, others: Votes, dissent: float) -> Weighed:
    """Per candidate: log odds against "nothing happened", and its spans' chains with their priors."""
    seen = sum(n for n in others.values() if n > 0)
    # `Г bien` beside `mГ©dicament` has lost a byte, and was no `É bien`.
    legacy = max(0.0, 1 - _shown_as_utf8(others))
    tools = _shown_by_tools(others)
    out = []
    for candidate in s.candidates:
        odds = candidate.evidence
        known: dict[tuple[Layer, ...], list[tuple[ChainName, float]]] = {}
        for span in candidate.spans:
            if span.layers not in known:
                backing = candidate.backing * (legacy if span.layers[0].kind.startswith(LEGACY) else 1.0)
                priors = _priors(span.layers, others, tools, seen, dissent, backing)
                known[span.layers] = priors
                odds += log_sum([p for _, p in priors])
        out.append((odds, [known[span.layers] for span in candidate.spans]))
    return out


def vote(s: Scored, others: Votes, dissent: float, sharpness: float) -> Votes:
    """A run's vote, of 1 less what "nothing happened" gets; codecs that read the run alike share theirs."""
    weighed = weigh(s, others, dissent)
    norm = log_sum([0.0, *(odds for odds, _ in weighed)])
    alike: dict[str, list[float]] = defaultdict(list)
    for candidate, (odds, _) in zip(s.candidates, weighed, strict=True):
        alike[candidate.text].append(odds)
    # Pairs of encodings that read the run alike share its vote.
    together = {text: log_sum(each) for text, each in alike.items()}
    votes: Votes = defaultdict(float)
    for candidate, (odds, spans) in zip(s.candidates, weighed, strict=True):
        # Squared: two runs that are each hardly likely must not talk each other into it.  Of legacy mix-ups there are
        # hundreds, so that some always fits two short runs: ÅÄÖ and åäö.
        all_ = together[candidate.text]
        share = _DOUBT_LEGACY * (odds - norm) if _is_doubted(*spans[0][0][0][0]) else 2 * (all_ - norm) + odds - all_
        if share < _NO_VOTE:
            continue
        distinct = {id(priors): priors for priors in spans}
        for priors in distinct.values():
            rest = share - log_sum([sharpness * p for _, p in priors])
            for chain, p in priors:
                votes[chain] += math.exp(sharpness * p + rest) / len(distinct)
    return dict(votes)


@cache
def _is_doubted(kind: str, codec: str) -> bool:
    return kind.startswith(LEGACY) and not is_latin(Pair(kind.removeprefix(LEGACY), codec))
