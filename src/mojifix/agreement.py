"""What a document agrees on: verdicts on the runs that say little by themselves."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from mojifix import regions
from mojifix.candidate import Candidate
from mojifix.document import Key, is_latin, witness
from mojifix.election import Election
from mojifix.home import Home
from mojifix.hypotheses import LEGACY, MISREPAIR
from mojifix.legacy import Pair, could_be_read, pairs
from mojifix.legacy_reading import legacy_candidate
from mojifix.priors import ChainName
from mojifix.score import chain_candidate, worsened_candidates
from mojifix.verdict import Policy, Verdict

# A document went all through one mix-up where this many distinct runs did, and of as many not one tells of another.
_ALL_RUNS = 10
ALL_SOUND = -4.0  # nats of evidence below which a run tells that it didn't
_MADE = 6.0  # nats that a letter which a tool made in another run says for what it was made of
ALL = 8.0  # nats that all of the document says for one more run, where ten runs agree
_ALL_MORE = 1.0  # ... and more for each time that they are e times as many: of a hundred one may be as odd as `ИБ`


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


def that_reads_most(pair: Pair, known: Mapping[Key, Verdict | None], home: Home) -> Pair:
    """Of the mix-ups that read what was decided by `pair` as that does, the one that makes most of the other runs.

    Encodings share most of their letters: what was taken for cp1250 had its pounds and inverted marks in cp1254.
    """
    decided = {key: v.winner.text for key, v in known.items() if v and v.winner and _is_by(v.chains, pair)}
    rest = [key for key, v in known.items() if not (v and v.winner)]
    best, found = made_of(rest, pair, home), pair
    for other in pairs() if rest else ():
        if _reads_alike(other, decided):
            worth = made_of(rest, other, home)
            if worth > best:
                best, found = worth, other
    return found


def _reads_alike(pair: Pair, decided: Mapping[Key, str]) -> bool:
    """Whether `pair` makes of each run what was decided on."""
    return all([could_be_read(key[1], pair.read) and text_by(key, pair) == text for key, text in decided.items()])


def text_by(key: Key, pair: Pair) -> str | None:
    candidate = legacy_candidate(*key, pair)
    return candidate and candidate.text


def made_of(rest: Iterable[Key], pair: Pair, home: Home) -> float:
    """How well the runs `rest` are explained by `pair`, in nats: `û` is no better than a sound `ű` in Hungarian."""
    found = [read_by(pair, key, home) for key in rest]
    return sum([min(ALL, candidate.evidence) for candidate in found if candidate])


def _is_by(chains: Iterable[ChainName], pair: Pair) -> bool:
    return all([chain == ((LEGACY + pair.written, pair.read),) for chain in chains])


def speaks_against(key: Key, pair: Pair) -> bool:
    """Whether the run `key` tells that it didn't go through the mix-up `pair`."""
    if not could_be_read(key[1], pair.read):
        return True
    candidate = legacy_candidate(*key, pair)
    return candidate is not None and candidate.evidence < ALL_SOUND


def judged_by_all(
    key: Key,
    pair: Pair,
    verdict: Verdict | None,
    policy: Policy,
    runs: int = _ALL_RUNS,
    more: float = 0.0,
    known: bool = False,
    home: Home | None = None,
) -> Verdict | None:
    """`verdict` on the run `key`, or that of a document all of which, at least `runs`, went through the mix-up `pair`.

    `more` nats speak for that, and where it is `known` what looks like torn UTF-8 is chance.  Others give way:
    `kifejtés√` was `kifejtésű` where all else was written in cp1250, not `kifejtésû`.  The letters at `home` in the document
    have a say: to the model ű is as rare as ø.
    """
    candidate = legacy_candidate(*key, pair, known=known or runs > _ALL_RUNS)
    if home and is_latin(pair):
        candidate = home.candidate(key[1], candidate)
    winner = verdict.winner if verdict else None
    if candidate is None or (winner and not gives_way(winner, candidate)):
        return verdict
    said = more + ALL + _ALL_MORE * math.log(max(1.0, runs / _ALL_RUNS))
    confidence = 1 / (1 + math.exp(-said - candidate.evidence))
    chain = ((LEGACY + pair.written, pair.read),)
    return Verdict(candidate, confidence, (chain,) * len(candidate.spans)) if confidence >= policy.confidence else verdict


def as_elsewhere(known: Mapping[Key, Verdict | None], election: Election, policy: Policy) -> dict[Key, Verdict]:
    """The verdicts on runs that stayed, with letters that a tool has made of others in runs that were repaired.

    It made them everywhere: two letters beside one say too little for `Vålasszon`, but not where `szåmåra` was `számára`.
    Of Latin letters only those that are strange are asked; Ρ for ε is as good as any in Greek.
    """
    made: dict[str, set[ChainName]] = defaultdict(set)
    alike: dict[ChainName, set[tuple[str, str]]] = defaultdict(set)
    for key, v in known.items():
        for span, chain in zip(v.winner.spans, v.chains, strict=True) if v and v.winner else ():
            before = key[1][span.start : span.end]
            if chain[0][0].startswith(MISREPAIR):
                for letter in before:
                    made[letter].add(chain)
            elif len(before) == 1 and len(chain) == 1:
                alike[chain].add((before, span.after))
    found = {}
    for key, v in known.items() if made or alike else ():
        if v and v.winner:
            continue
        candidates: list[tuple[ChainName, Candidate | None]] = []
        if made and election.home.is_strange(key[1]):
            chains = sorted(set().union(*[made.get(letter, ()) for letter in key[1]]))
            candidates += [(chain, election.home.candidate(key[1], chain_candidate(*key, chain))) for chain in chains]
        for chain, letters in sorted(alike.items()):
            if not key[1].isascii() and not regions.all_latin(key[1]) and any([letter in key[1] for letter, _ in letters]):
                candidates.append((chain, _made_alike(key, chain, letters)))
        for chain, candidate in candidates:
            confidence = 1 / (1 + math.exp(-_MADE - candidate.evidence)) if candidate else 0.0
            if candidate and confidence >= policy.confidence:
                found[key] = Verdict(candidate, confidence, (chain,) * len(candidate.spans))
    return found


def _made_alike(key: Key, chain: ChainName, letters: Collection[tuple[str, str]]) -> Candidate | None:
    """What the run `key` was if a tool made in it what it made elsewhere of the mix-up `chain`, some of `letters`."""
    for candidate in worsened_candidates(*key, chain[0][1]):
        if all([(key[1][span.start : span.end], span.after) in letters for span in candidate.spans]):
            return candidate
    return None


def gives_way(winner: Candidate, candidate: Candidate) -> bool:
    """Whether `winner`, by a mix-up of its own, is no likelier than `candidate`, by that of all the document."""
    return winner.text != candidate.text and candidate.evidence + ALL > winner.evidence


def read_by(pair: Pair, key: Key, home: Home, sure: bool = False) -> Candidate | None:
    """What `pair` makes of the run `key`; what the ASCII of a line says of letters, it says of Latin ones."""
    if not could_be_read(key[1], pair.read):
        return None
    candidate = legacy_candidate(*key, pair, known=sure)
    return home.candidate(key[1], candidate) if is_latin(pair) else candidate
