"""The document's runs vote on what happened to it: evidence that a run shares with others.

How likely a mix-up is depends on the document: what its other distinct runs show counts, a run's own vote does not (a
short run would elect its own codec).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from mojifix import charmaps
from mojifix.candidate import Candidate, Scored, new_among
from mojifix.document import Key, Proposal, is_latin, proposals
from mojifix.home import Home
from mojifix.hypotheses import BENT_READ, LEGACY, MISREPAIR, UTF8_READ, Layer
from mojifix.legacy import Pair
from mojifix.legacy_reading import legacy_candidate
from mojifix.logs import log_sum
from mojifix.priors import ChainName, chains, prior
from mojifix.score import FUTILE, candidates, chain_candidate, dropped_candidates, worsened_candidates
from mojifix.torn import with_dropped
from mojifix.votes import ALL_OF_IT, Votes, by_text, counted, means, vote, what_others_say

_DOCUMENT = -6.0  # a document all of which went through a legacy mix-up
_RIVAL = 4.0  # nats of all runs together by which a legacy mix-up may explain a document worse than the best
_LATIN_DOCUMENT = -4.0  # ... that only changed Latin letters
_OTHER_FORM = -3.0  # that a tool took for another what stands as it is elsewhere in the document, or took it for a third
_BACKED = 7.0  # nats that a document's other runs must say for a legacy mix-up before any of them votes for it
_BACKED_LATIN = 0.0
_DISPUTED = -3.0  # nats that the other runs say for a legacy mix-up, from which its letters' being at home says nothing
# Nats between backings that are alike: these tell that something happened, and what, the evidence tells, in which the same
# letters count already.  Of 1,503 Latin development sentences 45 became a third text rather than 50, and 2 fewer came right.
_ALIKE = 5.0
# Nats of evidence of what isn't legacy, lost bytes or another tool's repair, from which a shape that no right text has tells
# nothing of legacy: `onemogoÄeno` has lost a byte.
_RIVALRY = 6.0
# Exponents of the shares by round.  One codec that explains all of a document's runs is likelier than two that share
# them, but plain EM (1) takes fifty rounds to say so of cp1250 and iso8859-16; squared from the start, the prior decides.
_SHARPNESS = (0.5, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2)
_SETTLED = 0.02  # votes: less movement than that ends the rounds
_OPEN_ROUNDS = 2  # in which every chain gathers votes; then only those that the document needs
_ASKED = 12  # chains, those with most votes: what the document needs is among them
_TRIED = 60  # distinct runs that they are tried on
_TWICE = 2  # contexts of one text that count here: more of them say the same again
_NEEDED = 0.7  # votes from which a chain is tried on the runs that don't propose it themselves
_SHARED = 0.3  # ... and from which one is that shares them with codecs that read the runs alike


class Election(NamedTuple):
    """What a document's runs decide together: their candidates, and the votes that each can be judged by."""

    scored: dict[Key, Scored]
    ballots: dict[str, dict[Key, Votes]]  # by text and context
    votes: dict[str, Votes]  # by text: the mean of its contexts
    total: Votes
    dissent: float  # votes for "nothing happened"
    proposed: tuple[Proposal, ...]
    presumed: Votes  # for legacy mix-ups that explain the document as a whole
    needed: tuple[ChainName, ...]  # what explains the document, of mix-ups that show as UTF-8
    home: Home

    def others(self, key: Key) -> tuple[Votes, float]:
        """The votes of the runs other than `key`, and how many of them are for "nothing happened"."""
        return what_others_say(key, self.ballots, self.votes, self.total, self.dissent, self.presumed)

    def after(self, decided: Votes) -> Election:
        """The election in the light of what was `decided`: a mix-up that was repaired is none to be doubted."""
        return self._replace(
            presumed={**self.presumed, **{c: max(n, self.presumed.get(c, 0.0)) for c, n in decided.items()}}
        )

    def scored_as(self, key: Key) -> Scored:
        """The candidates of the run `key`, with those that the document proposes."""
        known = self.scored.get(key)
        if known is not None:
            return known
        return _with_needed(
            key,
            _with_legacy(key, self.home.told(key, candidates(*key)), self.proposed, _whole(self.proposed), self.home),
            self.needed,
            self.home,
        )


def elect(keys: Iterable[Key], home: Home, legacy: bool = True, evident: Votes | None = None) -> Election:
    """What the runs `keys` of one document say together; `legacy`: of legacy mix-ups, too.

    `evident` are the votes of the rest of the document, for mix-ups that show as UTF-8.
    """
    evident = evident or {}
    plain = {key: candidates(*key) for key in sorted(keys)}
    home = home.hearing([key[1] for key, s in plain.items() if not s.candidates])
    scored = {
        key: home.told(key, s if s.candidates else candidates(*key, home.strangeness(key[1]))) for key, s in plain.items()
    }
    proposed = tuple(proposals(scored, home)) if legacy else ()
    whole = _whole(proposed)
    if proposed:
        scored = {key: _with_legacy(key, s, proposed, whole, home) for key, s in scored.items()}
    open_ = {key: s for key, s in scored.items() if s.candidates}
    if not open_:
        return Election({}, {}, {}, {}, 0.0, (), evident, tuple(sorted(evident)), home)
    # A legacy mix-up that the document's other runs speak against is nothing that two odd ones may agree on.
    doubtful = frozenset([_name(p) for p in proposed if p.odds - p.best < (_BACKED_LATIN if is_latin(p.pair) else _BACKED)])
    presumed = _presumed(proposed, len(open_)) | evident
    found = _judge(open_, home, presumed, presumed, doubtful, _SHARPNESS)
    if dropped := with_dropped(scored, home):
        scored |= dropped
        open_ = {key: s for key, s in scored.items() if s.candidates}
        found = _judge(open_, home, presumed, presumed, doubtful, _SHARPNESS)
    needed = tuple(sorted({*_asked_of_all(found.total), *evident}))
    if needed:
        # Runs that are calm by themselves, and what the search took for something likelier, are asked again.
        scored = {key: _with_needed(key, s, needed, home) for key, s in scored.items()}
        open_ = {key: s for key, s in scored.items() if s.candidates}
        sure = any([found.total[chain] >= _NEEDED for chain in needed])  # those that share votes keep them
        found = _judge(open_, home, found.total, presumed, doubtful, _SHARPNESS[-2:], needed if sure else None)
    # Runs that the mix-up of the whole leaves as they are say nothing about it.
    likely = [p.pair for p in proposed if _name(p) in presumed]
    asked = {key[1] for key in scored if not likely or any([legacy_candidate(*key, pair) for pair in likely])}
    sound = len(asked - {key[1] for key in open_})
    # In a document garbled in part the whole was presumed of what turned out to be some of its runs.
    presumed = {chain: min(n, found.total.get(chain, 0.0)) for chain, n in presumed.items()}
    return found._replace(proposed=proposed, needed=needed, presumed=presumed | evident, dissent=found.dissent + sound)


def _asked_of_all(total: Votes) -> tuple[ChainName, ...]:
    """The chains that every run is asked about: those with votes enough, and one of those that share as many."""
    votes = {chain: n for chain, n in total.items() if not chain[0][0].startswith(LEGACY)}
    found = {chain for chain, n in votes.items() if n >= _NEEDED}
    known = {chain[0][0] for chain in found}
    by_kind: dict[str, list[tuple[float, float, ChainName]]] = defaultdict(list)
    for chain, n in votes.items():
        if len(chain) == 1 and chain[0][0] not in known:
            by_kind[chain[0][0]].append((n, prior(chain), chain))
    for ranked in by_kind.values():
        n, _, chain = max(ranked)
        if n >= _SHARED and sum([n for n, _, _ in sorted(ranked)]) >= _NEEDED:
            found.add(chain)
    return tuple(sorted(found))


def _with_legacy(key: Key, s: Scored, proposed: Sequence[Proposal], whole: Collection[Pair], home: Home) -> Scored:
    """`s` with what the proposed pairs make of the run: one contest.

    Those that explain the `whole` document are asked of runs that are calm by themselves, too.
    """
    known = {c.text for c in s.candidates}
    found = []
    rival = max([c.evidence for c in s.candidates], default=0.0) > _RIVALRY
    for pair, odds, best, _ in proposed:
        candidate = home.candidate(key[1], legacy_candidate(*key, pair))
        if candidate is None or (candidate.text in known and pair not in whole):
            continue
        if candidate.evidence > (-ALL_OF_IT if pair in whole else FUTILE):
            found.append((candidate._replace(backing=home.backing(key, candidate, odds - best >= _DISPUTED, rival)), pair))
    if not found:
        return s
    most = max([c.backing for c, _ in found])
    likeliest = max([home.written(pair) for _, pair in found])
    likely = [
        c._replace(backing=(most if c.backing > most - _ALIKE else c.backing) + home.written(pair) - likeliest)
        for c, pair in found
    ]
    return s._replace(candidates=tuple(sorted((*s.candidates, *likely), key=_rank)))


def _name(proposal: Proposal) -> ChainName:
    return ((LEGACY + proposal.pair.written, proposal.pair.read),)


def _presumed(proposed: Sequence[Proposal], runs: int) -> Votes:
    """The votes for legacy mix-ups that explain the document as a whole, whatever its runs say one by one.

    Without them a Latin document could not elect its mix-up: no run of it says enough by itself.
    """
    likely = [p for p in proposed if _whole_odds(p) > 0]
    if not likely:
        return {}
    norm = log_sum([p.fit for p in likely])
    return {
        _name(p): runs * (1 - math.exp(-_whole_odds(p))) * math.exp(p.fit - norm) for p in likely if p.fit > norm - _RIVAL
    }


def _whole_odds(proposal: Proposal) -> float:
    """The log odds that the document as a whole went through the mix-up, less what its loudest run says."""
    return proposal.odds - proposal.best + (_LATIN_DOCUMENT if is_latin(proposal.pair) else _DOCUMENT)


def _whole(proposed: Sequence[Proposal]) -> list[Pair]:
    """The pairs among those `proposed` that explain a document as a whole."""
    return [p.pair for p in proposed if _whole_odds(p) > 0]


def _with_needed(key: Key, s: Scored, needed: Sequence[ChainName], home: Home) -> Scored:
    """`s` with what the chains that the document needs make of the run."""
    known = {(c.text, _layers(c)) for c in s.candidates}
    asked = [*needed, *[plain for codec in _single_codecs(needed) if (plain := ((UTF8_READ, codec),)) not in needed]]
    by_chain = [c for chain in asked if (c := chain_candidate(*key, chain))]
    found = list(home.told(key, s._replace(candidates=tuple(by_chain))).candidates)
    for codec in _single_codecs(needed):
        more = (*dropped_candidates(*key, codec), *new_among(s.candidates, worsened_candidates(*key, codec)))
        found += home.told(key, s._replace(candidates=more)).candidates
    named = {(c.text, _layers(c)): c for c in found if c.evidence > -ALL_OF_IT}
    new = {name: c for name, c in named.items() if name not in known}
    if not new:
        return s
    mixed = {text for text, _ in new}  # what one mix-up explains needs no two
    kept = [c for c in s.candidates if c.text not in mixed or len(_layers(c)) == 1]
    return s._replace(candidates=tuple(sorted((*kept, *new.values()), key=_rank)))


def _rank(candidate: Candidate) -> tuple[float, str]:
    """What candidates are sorted by: the likeliest first."""
    return -candidate.evidence, candidate.text


def _single_codecs(needed: Collection[ChainName]) -> list[str]:
    """The single-byte codecs that UTF-8 was read as by one of the mix-ups `needed`, whatever a tool took them for."""
    return sorted({codec for (kind, codec), *deeper in needed if _is_form(kind) and not deeper and codec in charmaps.CODECS})


def _is_form(kind: str) -> bool:
    """Whether `kind` is UTF-8 read as a codec, be it CESU-8 where there are emoji, or what a tool took that for."""
    return kind in (UTF8_READ, BENT_READ) or kind.startswith(MISREPAIR)


def _layers(candidate: Candidate) -> frozenset[tuple[Layer, ...]]:
    return frozenset([span.layers for span in candidate.spans])


def _judge(
    scored: dict[Key, Scored],
    home: Home,
    first: Votes,
    presumed: Votes,
    doubtful: frozenset[ChainName],
    sharpness: Sequence[float],
    needed: Collection[ChainName] | None = None,
) -> Election:
    """The votes of each distinct run, in the light of the others and of the votes `presumed`.

    In the first round it hears the votes `first`.

    Votes for chains that are `doubtful` don't count, nor, once it is known, for any that the document doesn't need.
    """

    def counts(chain: ChainName) -> bool:
        return chain not in doubtful and (needed is None or chain in needed or chain[0][0].startswith(LEGACY))

    ballots = by_text({key: vote(s, first, 0.0, sharpness[0]) for key, s in scored.items()}, counts)
    votes = means(ballots)
    total, dissent = counted(votes)
    for number, sharp in enumerate(sharpness[1:] if len(scored) > 1 else (), 1):
        heard = {key: what_others_say(key, ballots, votes, total, dissent, presumed) for key in scored}
        if number == _OPEN_ROUNDS:
            needed = _needed(scored, total)
            explained = _explained_by(scored, needed)
            if needed:  # all that it explains is its own from here on, but for a run's own word
                heard = {
                    key: ({chain: float(len(texts - {key[1]})) for chain, texts in explained.items()} | presumed, 0.0)
                    for key in scored
                }
        ballots = by_text({key: vote(s, *heard[key], sharp) for key, s in scored.items()}, counts)
        votes = means(ballots)
        before = total
        total, dissent = counted(votes)
        if number > _OPEN_ROUNDS and all([abs(total[chain] - before.get(chain, 0.0)) < _SETTLED for chain in total]):
            break
    return Election(scored, ballots, votes, total, dissent, (), presumed, (), home)


def _needed(scored: dict[Key, Scored], total: Votes) -> frozenset[ChainName]:
    """Of the chains with votes in `total`, those that the document can't do without.

    Each mix-up that a document is said to have gone through costs its prior once, whatever it explains: where cp865
    explains all of a Greek text and cp437 all but its rare letters, it was cp865.
    """
    asked = [chain for chain, n in sorted(total.items(), key=lambda item: (-item[1], item[0])) if n > 0.01]
    asked = [chain for chain in asked if not chain[0][0].startswith(LEGACY)][:_ASKED]
    if len(asked) < 2:
        return frozenset(asked)
    by_text: dict[str, list[Scored]] = defaultdict(list)
    for key, s in scored.items():
        by_text[key[1]].append(s)
    texts = sorted(by_text)
    runs = [(min(1.0, _TWICE / len(by_text[text])), s) for text in texts[:: -(-len(texts) // _TRIED)] for s in by_text[text]]
    needed: frozenset[ChainName] = frozenset()
    best = _explained(runs, needed)
    while len(needed) < len(asked):
        steps = [frozenset((chain,)) for chain in asked if chain not in needed]
        steps += [step | forms for step in steps if (forms := _forms(step, asked) - needed) - step]
        gain, _, more = max([(_explained(runs, needed | step), sorted(step), step) for step in steps], key=lambda s: s[:2])
        if gain <= best:
            break
        best = gain
        needed |= more
    return needed


def _forms(step: frozenset[ChainName], asked: Collection[ChainName]) -> frozenset[ChainName]:
    """Those of the chains `asked` that are the mix-up of a `step`, or what a tool took that for."""
    codecs = _single_codecs(step)
    return frozenset([chain for chain in asked if codecs and _single_codecs((chain,)) == codecs])


def _explained_by(scored: dict[Key, Scored], needed: Collection[ChainName]) -> dict[ChainName, set[str]]:
    """The distinct runs that each of the chains `needed` explains, likely by themselves: line art explains nothing."""
    found: dict[ChainName, set[str]] = {chain: set() for chain in needed}
    for key, s in scored.items():
        for candidate in s.candidates:
            for layers in {span.layers for span in candidate.spans}:
                for chain, cost in chains(layers):
                    if chain in found and candidate.evidence + cost > 0:
                        found[chain].add(key[1])
    return found


def _explained(runs: list[tuple[float, Scored]], needed: frozenset[ChainName]) -> float:
    """How well the chains `needed` explain weighted `runs`, in nats: each costs its prior once, others each time."""
    share = -math.log(len(needed)) if needed else 0.0
    found = _priors_of(needed)
    for weight, s in runs:
        odds = [0.0]
        for candidate in s.candidates:
            each = [chains(layers) for layers in dict.fromkeys([span.layers for span in candidate.spans])]
            costs = [max([share if chain in needed else p for chain, p in names]) for names in each]
            odds.append(candidate.evidence + sum(costs))
        found += weight * log_sum(odds)
    return found


def _priors_of(needed: frozenset[ChainName]) -> float:
    """The log prior of the mix-ups `needed` together: of one that a tool took for another both forms are likely."""
    found = 0.0
    met: set[str] = set()
    for chain in sorted(needed, key=lambda chain: (-prior(chain), chain)):
        (kind, codec), *deeper = chain
        single = not deeper and _is_form(kind)
        found += _OTHER_FORM if single and codec in met else prior(chain)
        if single:
            met.add(codec)
    return found
