"""Evidence -> verdict: `Policy`, and what a run's candidates, judged with the document's other runs, come to."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from mojifix.apply import Repair
from mojifix.document import Key, is_latin, witness
from mojifix.election import Election, Votes, Weighed, elect, weigh
from mojifix.home import Home
from mojifix.hypotheses import LEGACY, steps_of
from mojifix.lattice import Span, log_sum
from mojifix.legacy import EAST_ASIAN, Pair, could_be_read, pairs
from mojifix.priors import ChainName
from mojifix.scan import Run, recut
from mojifix.score import DOUBT, Candidate, Scored, legacy_candidate, unfinished
from mojifix.sequences import CODEC_BIT, codecs_of, roles
from mojifix.steps import Chain, replay, restoring, rewriting


class Policy(NamedTuple):
    """What is repaired, and at which certainty.

    `confidence`: the least estimated probability of a repair; `guesses`: whether lost bytes may be restored.
    """

    confidence: float = 0.9
    guesses: bool = True


_LEFT_LEAD = 5.0  # nats by which a lost byte is likelier behind a lead than elsewhere
_STUMP = 0.0  # nats of evidence that a run lost bytes, from which its line is not repaired without it
_LINE, _LINE_RUNS = 4.0, 3  # nats that a line says for its mix-up, where three runs went through it and one in four may not
# A document went all through one mix-up where this many distinct runs did, and of as many not one tells of another.
_ALL_RUNS = 10
_ALL_SOUND = -4.0  # nats of evidence below which a run tells that it didn't
_ALL = 8.0  # nats that all of the document says for one more run
_GUESS = 0.6  # the least probability of a guess where only a space is open


_KNOWN = 0.01  # votes: the document has other runs of that mix-up
_BACKED = 10.0  # nats that a language says at least for the letters of a reading
_DISPUTED = 10.0  # nats: the prior of a Latin legacy mix-up is low for the sake of sound words only


class Verdict(NamedTuple):
    """What is done with a run: its winner (or None), the probability of that, and the chain of each span.

    `open` holds the codecs (a bit mask) by which bytes were lost from the run that can't all be told.
    """

    winner: Candidate | None
    confidence: float
    chains: tuple[ChainName, ...]
    open: int = 0


def decide(text: str, runs: list[Run], policy: Policy) -> list[Repair]:
    """The repairs of the `runs` of `text`, in order."""
    election = elect({run.key for run in runs}, Home(text))
    known = verdicts(election, policy)
    if decided := _legacy_winners(known):
        election = election.after(decided)
        known = {key: v if v and v.winner else judge_by(election, key, policy) for key, v in known.items()}
        keys = {run.key for run in runs}
        if pair := all_of({key: known.get(key) for key in keys}):
            pair = that_reads_most(pair, {key: known.get(key) for key in sorted(keys)})
            for key in keys:
                known[key] = judged_by_all(key, pair, known.get(key), policy)
    if pair := _east_asian(known.values()):
        runs = recut(text, runs, pair)
        for key in {run.key for run in runs} - known.keys():
            verdict = judge_by(election, key, policy)
            known[key] = verdict if _east_asian([verdict]) == pair else None
    return repairs_of(in_lines(runs, known, election, policy))


def all_of(known: Mapping[Key, Verdict | None]) -> Pair | None:
    """The legacy mix-up that all of the document went through: no run of it tells of another, or of none."""
    by_chain: dict[ChainName, set[Key]] = defaultdict(set)
    for key, verdict in known.items():
        for chain in verdict.chains if verdict and verdict.winner else ():
            if chain[0][0].startswith(LEGACY):
                by_chain[chain].add(witness(key))
    if not by_chain:
        return None
    chain = max(sorted(by_chain), key=lambda chain: len(by_chain[chain]))
    if len(by_chain[chain]) < _ALL_RUNS:
        return None
    (kind, read), *_ = chain
    pair = Pair(kind.removeprefix(LEGACY), read)
    against = {witness(key) for key, v in known.items() if not (v and v.winner) and speaks_against(key, pair)}
    others = sum([len(witnesses) for witnesses in by_chain.values()]) - len(by_chain[chain])
    return pair if len(against) + others < len(by_chain[chain]) / _ALL_RUNS else None


def that_reads_most(pair: Pair, known: Mapping[Key, Verdict | None]) -> Pair:
    """Of the mix-ups that read what was decided by `pair` as that does, the one that makes most of the other runs.

    Encodings share most of their letters: what was taken for cp1250 had its pounds and inverted marks in cp1254.
    """
    decided = {key: v.winner.text for key, v in known.items() if v and v.winner and _is_by(v.chains, pair)}
    rest = [key for key, v in known.items() if not (v and v.winner)]
    best, found = _made_of(rest, pair), pair
    for other in pairs() if rest else ():
        if all([could_be_read(key[1], other.read) and _text_by(key, other) == text for key, text in decided.items()]):
            worth = _made_of(rest, other)
            if worth > best:
                best, found = worth, other
    return found


def _text_by(key: Key, pair: Pair) -> str | None:
    candidate = legacy_candidate(*key, pair)
    return candidate and candidate.text


def _made_of(rest: Iterable[Key], pair: Pair) -> float:
    """How well the runs `rest` are explained by `pair`, in nats."""
    found = [legacy_candidate(*key, pair) for key in rest if could_be_read(key[1], pair.read)]
    return sum([min(_ALL, candidate.evidence) for candidate in found if candidate])


def _is_by(chains: Iterable[ChainName], pair: Pair) -> bool:
    return all([chain == ((LEGACY + pair.written, pair.read),) for chain in chains])


def speaks_against(key: Key, pair: Pair) -> bool:
    """Whether the run `key` tells that it didn't go through the mix-up `pair`."""
    if not could_be_read(key[1], pair.read):
        return True
    candidate = legacy_candidate(*key, pair)
    return candidate is not None and candidate.evidence < _ALL_SOUND


def judged_by_all(key: Key, pair: Pair, verdict: Verdict | None, policy: Policy) -> Verdict | None:
    """`verdict` on the run `key`, or that of a document all of which went through the mix-up `pair`.

    Others give way: `kifejtés√` was `kifejtésű` where all else was written in cp1250, not `kifejtésû`.
    """
    candidate = legacy_candidate(*key, pair)
    winner = verdict.winner if verdict else None
    if candidate is None or (winner and not _gives_way(winner, candidate)):
        return verdict
    confidence = 1 / (1 + math.exp(-_ALL - candidate.evidence))
    chain = ((LEGACY + pair.written, pair.read),)
    return Verdict(candidate, confidence, (chain,) * len(candidate.spans)) if confidence >= policy.confidence else verdict


def _gives_way(winner: Candidate, candidate: Candidate) -> bool:
    """Whether `winner`, by a mix-up of its own, is no likelier than `candidate`, by that of all the document."""
    return winner.text != candidate.text and candidate.evidence + _ALL > winner.evidence


def in_lines(
    runs: Iterable[Run], known: Mapping[Key, Verdict | None], election: Election, policy: Policy
) -> list[tuple[Run, Verdict]]:
    """The verdicts on `runs`, judged again where all other runs of a line went through the same mix-up.

    The document may be garbled in part, so that its runs say little for one that shows little: `Ù„`.
    """
    judged = [(run, verdict) for run in runs if (verdict := known.get(run.key))]
    repaired: dict[int, Counter[ChainName]] = defaultdict(Counter)
    count: Counter[int] = Counter(run.line for run in runs)
    for run, verdict in judged:
        if verdict.winner:
            repaired[run.line].update(set(verdict.chains))
    found = []
    for run, verdict in judged:
        chains = repaired[run.line]
        if verdict.winner is None and len(chains) == 1:
            ((chain, n),) = chains.items()
            if n >= _LINE_RUNS and n + max(1, n // _LINE_RUNS) >= count[run.line]:
                s = _backed(election.scored_as(run.key), chain)
                verdict = _verdict(run.key, s, *election.others(run.key), policy)
        found.append((run, verdict))
    return found


def _backed(s: Scored, chain: ChainName) -> Scored:
    """`s` with what a line that went through `chain` says for candidates that did."""
    (kind, codec), *_ = chain
    return s._replace(
        candidates=tuple(
            c._replace(evidence=c.evidence + _LINE)
            if all([span.layers[0].kind == kind and span.layers[0].codecs & CODEC_BIT[codec] for span in c.spans])
            else c
            for c in s.candidates
        )
    )


def _legacy_winners(known: Mapping[Key, Verdict | None]) -> Votes:
    """The legacy mix-ups that were decided on, and by how many distinct runs: the others go by these."""
    found: dict[ChainName, set[str]] = defaultdict(set)
    for key, verdict in known.items():
        if verdict and verdict.winner:
            for chain in verdict.chains:
                if chain[0][0].startswith(LEGACY):
                    found[chain].add(key[1])
    return {chain: float(len(texts)) for chain, texts in found.items()}


def _east_asian(verdicts: Iterable[Verdict | None]) -> Pair | None:
    """The mix-up of East Asian text, read as another legacy encoding, that most of the runs went through."""
    count: Counter[Pair] = Counter()
    for verdict in verdicts:
        for (kind, read), *_ in verdict.chains if verdict else ():
            written = kind.removeprefix(LEGACY)
            if written != kind and written in EAST_ASIAN:
                count[Pair(written, read)] += 1
    return max(count, key=lambda pair: (count[pair], pair)) if count else None


def verdicts(election: Election, policy: Policy) -> dict[Key, Verdict | None]:
    """The verdicts on the runs that took part in `election`."""
    return {key: judge_by(election, key, policy) for key in election.scored}


def judge_by(election: Election, key: Key, policy: Policy) -> Verdict | None:
    """The verdict on the run `key` in the light of `election`; None where there is nothing to decide."""
    s = election.scored_as(key)
    return _verdict(key, s, *election.others(key), policy) if s.candidates else None


def repairs_of(judged: Collection[tuple[Run, Verdict]]) -> list[Repair]:
    """The repairs that verdicts make of runs, in order.

    Lines that lost bytes come back whole or stay: of a line half repaired nobody could tell the rest.
    """
    open_: dict[int, int] = defaultdict(int)
    legacy: Counter[int] = Counter()  # by line: repairs of legacy mix-ups, less runs that lost bytes
    for run, verdict in judged:
        open_[run.line] |= verdict.open
        legacy[run.line] += (1 if _is_legacy(verdict.winner) else 0) - bool(verdict.open)
    repairs = []
    for run, verdict in judged:
        if verdict.winner is None or _is_part(run, verdict.winner, open_[run.line], legacy[run.line] > 0):
            continue
        for span, chain in zip(verdict.winner.spans, verdict.chains, strict=True):
            start, end = run.start + span.start, run.start + span.end
            before = (run.text + run.right)[span.start : span.end]
            steps = _replaying(before, span, steps_of(chain))
            repairs.append(Repair(start, end, before, span.after, steps, verdict.confidence, span.lost))
    return repairs


def _is_legacy(winner: Candidate | None) -> bool:
    return winner is not None and winner.spans[0].layers[0].kind.startswith(LEGACY)


def _is_part(run: Run, winner: Candidate, open_: int, mostly_legacy: bool) -> bool:
    """Whether `winner` repairs a part of what lost bytes by codecs that are `open_`, or takes that for something else."""
    if not open_:
        return False
    if _is_legacy(winner):
        return not mostly_legacy and any(
            [open_ & (two | three) for two, three, _, _ in [roles().get(char, (0, 0, 0, 0)) for char in run.text]]
        )
    return any([span.layers[0].codecs & open_ for span in winner.spans])


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


def _verdict(key: Key, s: Scored, others: Votes, dissent: float, policy: Policy) -> Verdict:
    weighed = weigh(s, others, dissent)
    norm = log_sum([0.0, *(odds for odds, _ in weighed)])
    best = max(range(len(weighed)), key=lambda i: weighed[i][0])
    odds, spans = weighed[best]
    winner = s.candidates[best]
    confidence = math.exp(
        log_sum([odds, *_seconded(s, weighed, best, others)]) - max(norm, _disputed(s, weighed, best, others))
    )
    garbled = 1 - math.exp(-norm)
    lost = any([span.lost for span in winner.spans])
    if lost:
        if not policy.guesses:
            return Verdict(None, 0.0, ())
        # Codecs by which other bytes would have been lost, but the text be the same, don't dispute it.
        alike = [c.share + o / DOUBT for c, (o, _) in zip(s.candidates, weighed, strict=True) if c.text == winner.text]
        confidence = garbled * math.exp(log_sum(alike) - log_sum([odds / DOUBT for odds, _ in weighed]))
        if confidence < policy.confidence:
            confidence = max(confidence, _but_for_spaces(s, weighed, best, norm))
    if garbled > 0.5 and (broken := unfinished(*key[:2], winner)):
        return Verdict(None, confidence, (), broken)
    if confidence < policy.confidence:
        return Verdict(None, confidence, (), _ways(s, -math.inf if lost and garbled > 0.5 else _STUMP))
    names = tuple(max(priors, key=lambda item: item[1])[0] for priors in spans)
    return Verdict(winner, confidence, names)


def _disputed(s: Scored, weighed: Weighed, best: int, others: Votes) -> float:
    """What the readings weigh together where Latin ones of a legacy mix-up are held against the winner.

    That they are rare where nothing is garbled says nothing once something is: `bj÷rk` is not `bjárk` if it may be `björk`.
    """
    latin = [_is_latin_legacy(candidate) for candidate in s.candidates]
    if s.candidates[best].spans[0].layers[0].kind.startswith(LEGACY):
        # A lead by itself may have lost what followed: `specifiÄnom`.
        against = [latin[best] and any([span.lost for span in candidate.spans]) for candidate in s.candidates]
    else:
        against = latin
    alone = not any([others.get(chain, 0.0) > _KNOWN for priors in weighed[best][1] for chain, _ in priors])
    by = (_LEFT_LEAD + 0.5 * alone * s.candidates[best].backing) if latin[best] else _DISPUTED
    return log_sum([0.0, *(odds + by * held for held, (odds, _) in zip(against, weighed, strict=True))])


def _is_latin_legacy(candidate: Candidate) -> bool:
    kind, codecs = candidate.spans[0].layers[0]
    return kind.startswith(LEGACY) and is_latin(Pair(kind.removeprefix(LEGACY), codecs_of(codecs)[0]))


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

    Pairs of encodings that a whole document is alike in don't share its confidence out between them.
    """
    return [
        odds
        for i, (candidate, (odds, spans)) in enumerate(zip(s.candidates, weighed, strict=True))
        if i != best and candidate.text == s.candidates[best].text
        if others.get(spans[0][0][0], 0.0) > _KNOWN or candidate.backing > _BACKED
    ]


def _but_for_spaces(s: Scored, weighed: Weighed, best: int, norm: float) -> float:
    """The probability of a guess' letters, where what is open is whether the lost byte left a space behind: `Ã la`."""
    winner = s.candidates[best]
    if math.exp(winner.share + weighed[best][0] - norm) < _GUESS:
        return 0.0
    letters = winner.text.replace(" ", "")
    alike = [
        c.letters + odds for c, (odds, _) in zip(s.candidates, weighed, strict=True) if c.text.replace(" ", "") == letters
    ]
    return min(1.0, math.exp(log_sum(alike) - norm))
