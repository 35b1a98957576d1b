"""Evidence -> verdict: the only home of thresholds, of the mix-ups' priors and of `Policy`.

Each run's candidates compete with "nothing happened".  How likely a mix-up is beforehand depends on the document: what
its other distinct runs show counts, a run's own vote does not (a short run would elect its own codec).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise, product
from typing import NamedTuple

from mojifix import legacy
from mojifix.apply import Repair
from mojifix.document import Key, Proposal, is_latin, proposals
from mojifix.hypotheses import C1_READ, LEGACY, MISREPAIR, UTF8_READ, Layer, steps_of
from mojifix.legacy import Pair
from mojifix.scan import Run
from mojifix.score import FUTILE, Candidate, Scored, Span, candidates, legacy_candidate
from mojifix.sequences import codecs_of
from mojifix.steps import Chain, replay, restoring, rewriting


class Policy(NamedTuple):
    """What is repaired, and at which certainty.

    `confidence`: the least estimated probability of a repair; `guesses`: whether lost bytes may be restored.
    """

    confidence: float = 0.9
    guesses: bool = True


# How likely a mix-up is before anything is seen, in nats, by how often the field shows the codec.
_PRIOR = {
    codec: prior
    for prior, codecs in (
        (-1.5, "cp1252 latin-1"),
        (-3.0, "cp437 cp850 cp866 cp1250 cp1251 cp852 cp1254 mac-roman"),
        (-3.0, "gbk"),
        (-4.0, "gb18030 big5 cp932 euc-jp cp949"),
        (-5.0, "johab"),
        (-4.0, "cp857 cp737 cp858 cp862 cp720 cp775 cp869 cp1125 cp874 tis-620 ptcp154 koi8-r koi8-u"),
        (-4.0, "cp1253 cp1255 cp1256 cp1257 cp1258 mac-cyrillic cp10007 mac-latin2"),
        (-4.0, "iso8859-2 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-9 iso8859-13 iso8859-15 iso8859-16"),
    )
    for codec in codecs.split()
}
_RARE = -6.0
_GARBLED = -5.8  # that a run is garbled at all
_SAME_AGAIN = -1.5  # one more layer of the same mix-up
_OTHER_AGAIN = -3.0  # of another one, beside that one's own prior
_MISREPAIRED = -0.5  # a mis-repair beside the mix-up that it was
_LEGACY = -3.5  # legacy text read as another legacy encoding, beside that one's own prior
_LEGACY_RARE = -2.0  # ... written in an encoding that was never common where it was read
_WRITTEN = frozenset(("cp1251", "koi8-r", "cp866", "cp1253", "iso8859-7", "cp1255", "cp1256", "cp874", *legacy.EAST_ASIAN))
_LATIN = -10.0  # ... where only Latin letters changed, in a run by itself
_DOCUMENT = -6.0  # a document all of which went through a legacy mix-up
_LATIN_DOCUMENT = -4.0  # ... that only changed Latin letters
_ALL_OF_IT = 5.0  # nats at most that a document wholly of one legacy mix-up says for the next run
_CONTROLS = 1.5  # C1 controls are damage of some kind
_KIN = 0.15  # what a vote for a mix-up says for chains that hold it
_MISREPAIRED_KIN = 0.7  # ... for what another tool made of the same mix-up: it is there because the mix-up is
_CODECS_A_LAYER = 8  # codecs of one layer that are told apart
_DOUBT_LEGACY = 6  # the power of a legacy mix-up's share that it votes with
_BACKED = 7.0  # nats that a document's other runs must say for a legacy mix-up before any of them votes for it
_BACKED_LATIN = 0.0
_SIBLINGS = 4  # the power of what the same run in other contexts votes: only what is sure of itself there counts here
_GUESS = 0.6  # the least probability of a guess where only a space is open
_FAINT = 0.25  # votes that say nothing: кБ and ЧаВо, each hardly garbled, must not talk each other into it
_STRENGTH = 2.0  # how many runs of the document weigh as much as the prior
_CAP = 12.0  # votes beyond which a document says nothing new
_DISSENT = 0.05  # what a run that is right says against garbling, in votes
# Exponents of the shares by round.  One codec that explains all of a document's runs is likelier than two that share
# them, but plain EM (1) takes fifty rounds to say so of cp1250 and iso8859-16; squared from the start, the prior decides.
_SHARPNESS = (0.5, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2)
_SETTLED = 0.02  # votes: less movement than that ends the rounds

ChainName = tuple[tuple[str, str], ...]
Votes = dict[ChainName, float]


def prior(chain: ChainName) -> float:
    """How likely a concrete chain is before anything is seen, in nats."""
    found = _GARBLED + _PRIOR.get(chain[0][1], _RARE) + _kind_prior(*chain[0])
    for above, below in pairwise(chain):
        found += _SAME_AGAIN if above == below else _OTHER_AGAIN + _PRIOR.get(below[1], _RARE)
    return found


@lru_cache(16384)
def chains(layers: tuple[Layer, ...]) -> tuple[tuple[ChainName, float], ...]:
    """The concrete chains of a hypothesis, with their static log priors, the likeliest first."""
    options = []
    for layer in layers:
        codecs = sorted(codecs_of(layer.codecs), key=lambda c: (-_PRIOR.get(c, _RARE), c))
        options.append([(layer.kind, codec) for codec in codecs[: _CODECS_A_LAYER if len(layers) < 3 else 4]])
    found = [(chain, prior(chain)) for chain in product(*options)]
    found.sort(key=lambda item: (-item[1], item[0]))
    return tuple(found[:16])


def _kind_prior(kind: str, codec: str) -> float:
    if kind.startswith(MISREPAIR):
        return _MISREPAIRED
    if kind.startswith(LEGACY):
        written = kind.removeprefix(LEGACY)
        if is_latin(Pair(written, codec)):
            return _LEGACY + _LATIN
        return _LEGACY + (0.0 if written in _WRITTEN else _LEGACY_RARE)
    return _CONTROLS + _c1_prior(codec) if kind == C1_READ else 0.0


def _c1_prior(codec: str) -> float:
    """Windows wrote most of what was read as Latin-1, old Macs some, DOS little."""
    return 0.0 if codec.startswith("cp12") else -1.0 if codec == "mac-roman" else -2.5


class Verdict(NamedTuple):
    """What is done with a run: its winner (or None), the probability of that, and the chain of each span."""

    winner: Candidate | None
    confidence: float
    chains: tuple[ChainName, ...]


class Election(NamedTuple):
    """What a document's runs decide together: each one's verdict, and the votes that others can be judged by."""

    verdicts: dict[Key, Verdict]
    ballots: dict[str, dict[Key, Votes]]  # by text and context
    votes: dict[str, Votes]  # by text: the mean of its contexts
    total: Votes
    dissent: float
    proposed: tuple[Proposal, ...]

    def others(self, key: Key) -> tuple[Votes, float]:
        """The votes of the runs other than `key`, and how many of them are for "nothing happened"."""
        return _others(key, self.ballots, self.votes, self.total, self.dissent)


def decide(runs: list[Run], policy: Policy) -> list[Repair]:
    """The repairs of `runs`, in order."""
    return repairs_of(runs, elect({run.key for run in runs}, policy).verdicts)


def elect(keys: Iterable[Key], policy: Policy) -> Election:
    """The verdicts on the runs `keys`, each in the light of the others."""
    scored = {key: candidates(*key) for key in sorted(keys)}
    proposed = proposals(scored)
    if proposed:
        scored = {key: _with_legacy(key, s, proposed) for key, s in scored.items()}
    open_ = {key: s for key, s in scored.items() if s.candidates}
    if not open_:
        return Election({}, {}, {}, {}, 0.0, ())
    # A legacy mix-up that the document's other runs speak against is nothing that two odd ones may agree on.
    doubtful = frozenset([_name(p) for p in proposed if p.odds - p.best < (_BACKED_LATIN if is_latin(p.pair) else _BACKED)])
    return judge(open_, policy, _presumed(proposed, len(open_)), doubtful)._replace(proposed=tuple(proposed))


def judge_by(election: Election, key: Key, policy: Policy) -> Verdict | None:
    """The verdict on the run `key`, which took no part in `election`; None where there is nothing to decide."""
    known = election.verdicts.get(key)
    if known is not None:
        return known
    s = candidates(*key)
    if election.proposed:
        s = _with_legacy(key, s, election.proposed)
    return _verdict(s, *election.others(key), policy) if s.candidates else None


def repairs_of(runs: Iterable[Run], verdicts: Mapping[Key, Verdict | None]) -> list[Repair]:
    """The repairs that `verdicts` make of `runs`, in order."""
    repairs = []
    for run in runs:
        verdict = verdicts.get(run.key)
        if verdict is None or verdict.winner is None:
            continue
        for span, chain in zip(verdict.winner.spans, verdict.chains, strict=True):
            start, end = run.start + span.start, run.start + span.end
            before = (run.text + run.right)[span.start : span.end]
            steps = _replaying(before, span, steps_of(chain))
            repairs.append(Repair(start, end, before, span.after, steps, verdict.confidence, span.lost))
    return repairs


def _with_legacy(key: Key, s: Scored, proposed: Sequence[Proposal]) -> Scored:
    """`s` with what the proposed pairs make of the run: one contest."""
    more = [legacy_candidate(*key, proposal.pair) for proposal in proposed]
    known = {c.text for c in s.candidates}
    found = [c for c in more if c is not None and c.evidence > FUTILE and c.text not in known]
    if not found:
        return s
    return s._replace(candidates=tuple(sorted((*s.candidates, *found), key=lambda c: (-c.evidence, c.text))))


def _name(proposal: Proposal) -> ChainName:
    return ((LEGACY + proposal.pair.written, proposal.pair.read),)


def _presumed(proposed: list[Proposal], runs: int) -> Votes:
    """The votes to begin with, for legacy mix-ups that explain the document as a whole.

    Without them a Latin document could not elect its mix-up: no run of it says enough by itself.
    """
    votes: Votes = {}
    for proposal in proposed:
        odds = proposal.odds - proposal.best + (_LATIN_DOCUMENT if is_latin(proposal.pair) else _DOCUMENT)
        if odds > 0:
            votes[_name(proposal)] = runs * (1 - math.exp(-odds))
    top = max(votes.values(), default=0.0)
    return {chain: n for chain, n in votes.items() if n > 0.99 * top}


def _replaying(before: str, span: Span, chain: Chain) -> Chain:
    """`chain`, or, where its codec doesn't give the very bytes back, one that names them."""
    if not span.lost:
        try:
            if replay(before, chain) == span.after:
                return chain
        except UnicodeError:
            pass
    try:
        return restoring(chain, span.after)
    except UnicodeError:  # on the way back a codec lacks a character that was shown in place of a control
        return rewriting(span.after)


def judge(scored: dict[Key, Scored], policy: Policy, presumed: Votes, doubtful: frozenset[ChainName]) -> Election:
    """The verdict on each distinct run, in the light of the others and of the votes `presumed` at first.

    Votes for chains that are `doubtful` don't count.
    """
    ballots = _by_text({key: _vote(s, presumed, 0.0, _SHARPNESS[0]) for key, s in scored.items()}, doubtful)
    votes = _means(ballots)
    total, dissent = _count(votes)
    for sharpness in _SHARPNESS[1:] if len(scored) > 1 else ():
        heard = {key: _others(key, ballots, votes, total, dissent) for key in scored}
        ballots = _by_text({key: _vote(s, *heard[key], sharpness) for key, s in scored.items()}, doubtful)
        votes = _means(ballots)
        before = total
        total, dissent = _count(votes)
        if all([abs(total[chain] - before.get(chain, 0.0)) < _SETTLED for chain in total]):
            break
    election = Election({}, ballots, votes, total, dissent, ())
    election.verdicts.update({key: _verdict(s, *election.others(key), policy) for key, s in scored.items()})
    return election


def _by_text(votes: dict[Key, Votes], doubtful: frozenset[ChainName]) -> dict[str, dict[Key, Votes]]:
    found: dict[str, dict[Key, Votes]] = {}
    for key, mine in votes.items():
        found.setdefault(key[1], {})[key] = {chain: p for chain, p in mine.items() if chain not in doubtful}
    return found


def _means(ballots: dict[str, dict[Key, Votes]]) -> dict[str, Votes]:
    """The votes of each run, whatever its contexts: `аВ` in fifty places is one witness."""
    found: dict[str, Votes] = {}
    for text, contexts in ballots.items():
        mean = found[text] = defaultdict(float)
        for mine in contexts.values():
            for chain, p in mine.items():
                mean[chain] += p / len(contexts)
    return found


def _others(
    key: Key, ballots: dict[str, dict[Key, Votes]], votes: dict[str, Votes], total: Votes, dissent: float
) -> tuple[Votes, float]:
    mean = votes.get(key[1])
    if mean is None:
        return total, dissent
    left = _without(total, mean)
    contexts = ballots[key[1]]
    mine = contexts.get(key, {})
    number = len(contexts) - (key in contexts)
    if number:
        for chain, p in mean.items():
            siblings = (p * len(contexts) - mine.get(chain, 0.0)) / number
            if siblings > 0.5:
                left[chain] = left.get(chain, 0.0) + siblings**_SIBLINGS
    return left, dissent - 1 + sum(mean.values())


def _count(votes: dict[str, Votes]) -> tuple[Votes, float]:
    """The votes for each chain, and those for "nothing happened"."""
    total: Votes = defaultdict(float)
    dissent = 0.0
    for mine in votes.values():
        for chain, p in mine.items():
            total[chain] += p
        dissent += 1 - sum(mine.values())
    return total, dissent


def _without(total: Votes, mine: Votes) -> Votes:
    """`total` less a run's own votes."""
    return {chain: n - mine.get(chain, 0.0) for chain, n in total.items()}


def _priors(layers: tuple[Layer, ...], others: Votes, seen: float, dissent: float) -> list[tuple[ChainName, float]]:
    """The log priors of a hypothesis' chains, given the votes of the other runs."""
    found = chains(layers)
    if not others:
        return list(found)
    scale = min(1.0, _CAP / seen) if seen else 1.0
    weight = _STRENGTH + seen * scale + min(2.0, dissent * _DISSENT)
    return [
        (
            chain,
            math.log((_STRENGTH * math.exp(prior) + scale * _support(chain, others)) / weight)
            + _all_of_it(chain, others, dissent),
        )
        for chain, prior in found
    ]


def _all_of_it(chain: ChainName, others: Votes, dissent: float) -> float:
    """What a document all of which went through a legacy mix-up says for one more run, whose characters say little."""
    if not chain[0][0].startswith(LEGACY):
        return 0.0
    return min(_ALL_OF_IT, max(0.0, 1.5 * math.log((1 + max(0.0, others.get(chain, 0.0))) / (1 + max(0.0, dissent)))))


def _support(chain: ChainName, others: Votes) -> float:
    """The votes for `chain`, and a part of those for the mix-ups that it is made of."""
    kin = min([others.get(((UTF8_READ, codec),), 0.0) for _, codec in chain])
    share = _MISREPAIRED_KIN if chain[0][0].startswith(MISREPAIR) else _KIN
    direct = others.get(chain, 0.0)
    return (direct if direct > _FAINT else 0.0) + (share * kin if kin > _FAINT else 0.0)


_Weighed = list[tuple[float, list[list[tuple[ChainName, float]]]]]


def _weigh(s: Scored, others: Votes, dissent: float) -> _Weighed:
    """Per candidate: log odds against "nothing happened", and its spans' chains with their priors."""
    seen = sum(n for n in others.values() if n > 0)
    out = []
    for candidate in s.candidates:
        odds = candidate.evidence
        known: dict[tuple[Layer, ...], list[tuple[ChainName, float]]] = {}
        for span in candidate.spans:
            if span.layers not in known:
                priors = _priors(span.layers, others, seen, dissent)
                known[span.layers] = priors
                odds += _log_sum([p for _, p in priors])
        out.append((odds, [known[span.layers] for span in candidate.spans]))
    return out


def _vote(s: Scored, others: Votes, dissent: float, sharpness: float) -> Votes:
    """A run's vote, of 1 less what "nothing happened" gets; codecs that read the run alike share theirs."""
    weighed = _weigh(s, others, dissent)
    norm = _log_sum([0.0, *(odds for odds, _ in weighed)])
    votes: Votes = defaultdict(float)
    for odds, spans in weighed:
        # Squared: two runs that are each hardly likely must not talk each other into it.  Of legacy mix-ups there are
        # hundreds, so that some always fits two short runs: ÅÄÖ and åäö.
        kind, codec = spans[0][0][0][0]
        doubted = kind.startswith(LEGACY) and not is_latin(Pair(kind.removeprefix(LEGACY), codec))
        share = math.exp((_DOUBT_LEGACY if doubted else 2) * (odds - norm))
        if share < 1e-4:
            continue
        distinct = {id(priors): priors for priors in spans}
        for priors in distinct.values():
            all_ = _log_sum([sharpness * p for _, p in priors])
            for chain, p in priors:
                votes[chain] += share * math.exp(sharpness * p - all_) / len(distinct)
    return dict(votes)


def _verdict(s: Scored, others: Votes, dissent: float, policy: Policy) -> Verdict:
    weighed = _weigh(s, others, dissent)
    norm = _log_sum([0.0, *(odds for odds, _ in weighed)])
    best = max(range(len(weighed)), key=lambda i: weighed[i][0])
    odds, spans = weighed[best]
    if not policy.guesses and any([span.lost for span in s.candidates[best].spans]):
        return Verdict(None, 0.0, ())
    confidence = math.exp(odds - norm)
    if confidence < policy.confidence:
        confidence = max(confidence, _but_for_spaces(s, weighed, best, norm))
    if confidence < policy.confidence:
        return Verdict(None, confidence, ())
    names = tuple(max(priors, key=lambda item: item[1])[0] for priors in spans)
    return Verdict(s.candidates[best], confidence, names)


def _but_for_spaces(s: Scored, weighed: _Weighed, best: int, norm: float) -> float:
    """The probability of a guess' letters, where what is open is whether the lost byte left a space behind: `Ã la`."""
    winner = s.candidates[best]
    if not any([span.lost for span in winner.spans]) or math.exp(weighed[best][0] - norm) < _GUESS:
        return 0.0
    letters = winner.text.replace(" ", "")
    alike = [odds for c, (odds, _) in zip(s.candidates, weighed, strict=True) if c.text.replace(" ", "") == letters]
    return min(1.0, math.exp(_log_sum(alike) - norm))


def _log_sum(values: list[float]) -> float:
    top = max(values)
    return top + math.log(sum(math.exp(v - top) for v in values))
