"""Evidence -> the verdict on a run: `Policy`, and what its candidates come to beside the document's other runs."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import NamedTuple

from mojifix.candidate import Candidate, Scored, is_restored
from mojifix.charmaps import CODECS
from mojifix.document import Key, is_latin
from mojifix.election import Election
from mojifix.hypotheses import LEGACY
from mojifix.legacy import Pair, repertoire
from mojifix.logs import log_sum
from mojifix.priors import ChainName
from mojifix.score import unfinished
from mojifix.sequences import codecs_of
from mojifix.shares import DOUBT
from mojifix.votes import Votes, Weighed, weigh


class Policy(NamedTuple):
    """What is repaired, and at which certainty.

    `confidence`: the least estimated probability of a repair; `guesses`: whether lost bytes may be restored.
    """

    confidence: float = 0.9
    guesses: bool = True


_LEFT_LEAD = 5.0  # nats by which a lost byte is likelier behind a lead than elsewhere
_STUMP = 0.0  # nats of evidence that a run lost bytes, from which its line is not repaired without it
# The least probability of a guess where only a space is open; with .6 two more of 234 sentences became third texts.
_GUESS = 0.7
_ONE = 2.0  # votes: what one letter says in other words, and what is presumed of it
_KNOWN = 0.01  # votes: the document has other runs of that mix-up
_BACKED = 10.0  # nats that a language says at least for the letters of a reading
# ... of these at most, half of which a lead by itself may have as well, where it is no capital within a word: `mÄdicos`.  Of
# 460 development sentences that lost bytes none changes by it.
_MOST_BACKED = 14.0
_DISPUTED = 10.0  # nats: the prior of a Latin legacy mix-up is low for the sake of sound words only


class Verdict(NamedTuple):
    """What is done with a run: its winner (or None), the probability of that, and the chain of each span.

    `open` holds the codecs (a bit mask) by which bytes were lost from the run that can't all be told.
    """

    winner: Candidate | None
    confidence: float
    chains: tuple[ChainName, ...]
    open: int = 0


def verdicts(election: Election, policy: Policy) -> dict[Key, Verdict | None]:
    """The verdicts on the runs that took part in `election`."""
    return {key: judge_by(election, key, policy) for key in election.scored}


def judge_by(election: Election, key: Key, policy: Policy) -> Verdict | None:
    """The verdict on the run `key` in the light of `election`; None where there is nothing to decide."""
    s = election.scored_as(key)
    return judge(key, s, *election.others(key), policy) if s.candidates else None


def judge(key: Key, s: Scored, others: Votes, dissent: float, policy: Policy) -> Verdict:
    """The verdict on the run `key` with its candidates `s`, by the votes of the `others`."""
    weighed = weigh(s, others, dissent)
    norm = log_sum([0.0, *(odds for odds, _ in weighed)])
    best = max(range(len(weighed)), key=lambda i: weighed[i][0])
    odds, spans = weighed[best]
    winner = s.candidates[best]
    confidence = math.exp(
        log_sum([odds, *_seconded(s, weighed, best, others)]) - max(norm, _disputed(key[1], s, weighed, best, others))
    )
    garbled = 1 - math.exp(-norm)
    lost = is_restored(winner)
    if lost:
        if not policy.guesses:
            return Verdict(None, 0.0, ())
        confidence = garbled * _share_of(winner.text, s, weighed)
        if confidence < policy.confidence:
            confidence = max(confidence, _but_for_spaces(s, weighed, best, norm))
    elif winner.share and (confidence := min(confidence, math.exp(winner.share))) < policy.confidence:
        return Verdict(None, confidence, (), winner.spans[0].layers[0].codecs)  # one of two letters for the same bytes
    if garbled > 0.5 and (broken := unfinished(*key[:2], winner)):
        return Verdict(None, confidence, (), broken)
    if confidence < policy.confidence:
        return Verdict(None, confidence, (), _ways(s, -math.inf if lost and garbled > 0.5 else _STUMP))
    return Verdict(winner, confidence, _names(spans))


def _share_of(text: str, s: Scored, weighed: Weighed) -> float:
    """The part of `text`, in which bytes were restored, in all that the run may have been, each mix-up counted once.

    Codecs by which other bytes would have been lost, but the text be the same, don't dispute it.
    """
    by_mixup: dict[tuple[ChainName, ...], dict[str, float]] = defaultdict(dict)
    shares: dict[tuple[ChainName, ...], tuple[int, float]] = {}
    for c, (odds, spans) in zip(s.candidates, weighed, strict=True):
        names = _names(spans)
        texts = by_mixup[names]
        texts[c.text] = max(odds / DOUBT, texts.get(c.text, -math.inf))
        if c.text == text:
            # What a codec drops is known better where it is asked by itself: its other letters are none of other codecs.
            codecs = sum([span.layers[0].codecs.bit_count() for span in c.spans])
            shares[names] = min((codecs, c.share), shares.get(names, (codecs, c.share)))
    all_ = {names: max(texts.values()) for names, texts in by_mixup.items()}
    alike = [
        all_[names] + min(share, by_mixup[names][text] - log_sum(list(by_mixup[names].values())))
        for names, (_, share) in shares.items()
    ]
    return math.exp(log_sum(alike) - log_sum(list(all_.values())))


def _names(spans: list[list[tuple[ChainName, float]]]) -> tuple[ChainName, ...]:
    """The likeliest chain of each of the `spans` of a candidate."""
    return tuple(max(priors, key=lambda item: item[1])[0] for priors in spans)


def _disputed(run: str, s: Scored, weighed: Weighed, best: int, others: Votes) -> float:
    """What the readings weigh together where Latin ones of a legacy mix-up are held against the winner.

    That they are rare where nothing is garbled says nothing once something is: `bj÷rk` is not `bjárk` if it may be `björk`.
    """
    latin = [_is_latin_legacy(candidate) and _is_shown(run, candidate) for candidate in s.candidates]
    if s.candidates[best].spans[0].layers[0].kind.startswith(LEGACY):
        # A lead by itself may have lost what followed: `specifiÄnom`.
        against = [latin[best] and is_restored(candidate) for candidate in s.candidates]
    else:
        against = latin
    # Leads of one word vouch for each other, but as one letter: `pÄrsÄjs` was no `pérséjs`.
    alone = not any([others.get(chain, 0.0) > _ONE for priors in weighed[best][1] for chain, _ in priors])
    if latin[best]:
        by = [_LEFT_LEAD + 0.5 * alone * min(_MOST_BACKED, s.candidates[best].backing)] * len(latin)
    else:  # what the language says for a reading has lifted its prior already: `paieŔkos` is no `paiečkos`
        by = [max(0.0, _DISPUTED - c.backing) for c in s.candidates]
    return log_sum([0.0, *(odds + more * held for held, more, (odds, _) in zip(against, by, weighed, strict=True))])


def _is_latin_legacy(candidate: Candidate) -> bool:
    kind, codecs = candidate.spans[0].layers[0]
    return kind.startswith(LEGACY) and is_latin(Pair(kind.removeprefix(LEGACY), codecs_of(codecs)[0]))


def _is_shown(run: str, candidate: Candidate) -> bool:
    """Whether a reader of legacy text shows all of `run`: Latin-1 no `’` of `no’\x85`, which is no `no’à` then."""
    read = codecs_of(candidate.spans[0].layers[0].codecs)[0]
    return read not in CODECS or all([char.isascii() or char in repertoire(read) for char in run])


def _ways(s: Scored, least: float) -> int:
    """The codecs (a bit mask) by which bytes of the run may have been lost, at an evidence of `least` nats."""
    found = 0
    for candidate in s.candidates:
        for span in candidate.spans:
            if span.lost and candidate.evidence > least:
                found |= span.layers[0].codecs
    return found


def _seconded(s: Scored, weighed: Weighed, best: int, others: Votes) -> list[float]:
    """The odds of other mix-ups that read the run as the winner does, where other runs or the language speak for them, too.

    Pairs of encodings that a whole document is alike in don't share its confidence out between them; nor does a mix-up
    with what a tool may have made of it.
    """
    mine = [chain for chain, _ in weighed[best][1][0]]
    known = others.get(mine[0], 0.0) > _KNOWN
    codecs = {codec for (_, codec), *_ in mine}

    def is_form(chain: ChainName) -> bool:
        """Whether `chain` is a form of what the winner is by, or any mix-up of UTF-8 where the document knows that."""
        return not chain[0][0].startswith(LEGACY) and (known or chain[0][1] in codecs)

    return [
        odds
        for i, (candidate, (odds, spans)) in enumerate(zip(s.candidates, weighed, strict=True))
        if i != best and candidate.text == s.candidates[best].text
        if others.get(spans[0][0][0], 0.0) > _KNOWN or candidate.backing > _BACKED or is_form(spans[0][0][0])
    ]


def _but_for_spaces(s: Scored, weighed: Weighed, best: int, norm: float) -> float:
    """The probability of a guess' letters, where what is open is whether the lost byte left a space behind: `Ã la`."""
    winner = s.candidates[best]
    mine = [c.share + odds for c, (odds, _) in zip(s.candidates, weighed, strict=True) if c.text == winner.text]
    if math.exp(log_sum(mine) - norm) < _GUESS:
        return 0.0
    letters = winner.text.replace(" ", "")
    alike = [
        c.letters + odds for c, (odds, _) in zip(s.candidates, weighed, strict=True) if c.text.replace(" ", "") == letters
    ]
    return min(1.0, math.exp(log_sum(alike) - norm))
