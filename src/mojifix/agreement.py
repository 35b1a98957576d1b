"""What a document and its lines agree on: verdicts on the runs that say little by themselves."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping

from mojifix import regions
from mojifix.candidate import Candidate, Scored
from mojifix.document import Key, is_latin, witness
from mojifix.election import Election
from mojifix.home import Home
from mojifix.hypotheses import C1_READ, LEGACY, MISREPAIR
from mojifix.legacy import TORN_BY, Pair, could_be_read, is_torn, pairs
from mojifix.legacy_reading import legacy_candidate
from mojifix.priors import ChainName
from mojifix.scan import Run
from mojifix.score import chain_candidate, worsened_candidates
from mojifix.sequences import CODEC_BIT
from mojifix.verdict import Policy, Verdict, judge

_LINE, _LINE_RUNS = 4.0, 3  # nats that a line says for its mix-up, where three runs went through it and one in four may not
_LINE_ALIKE = 2  # ... or two with the same text as the third: `OSÂ X` behind `SlikaÂ 3.1.Â `
# A document went all through one mix-up where this many distinct runs did, and of as many not one tells of another.
_ALL_RUNS = 10
_ALL_SOUND = -4.0  # nats of evidence below which a run tells that it didn't
# Nats more that a line says for its signs where all of its letters, and three runs, went through a mix-up that
# isn't Latin: `…` of a Hebrew line in cp862 was ו, as that has no such sign.
_LINE_SIGNS = 6.0
_MADE = 6.0  # nats that a letter which a tool made in another run says for what it was made of
_ALL = 8.0  # nats that all of the document says for one more run, where ten runs agree
_ALL_MORE = 1.0  # ... and more for each time that they are e times as many: of a hundred one may be as odd as `ИБ`
_TORN = sum([CODEC_BIT[codec] for codec in TORN_BY])


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
    best, found = _made_of(rest, pair, home), pair
    for other in pairs() if rest else ():
        if _reads_alike(other, decided):
            worth = _made_of(rest, other, home)
            if worth > best:
                best, found = worth, other
    return found


def _reads_alike(pair: Pair, decided: Mapping[Key, str]) -> bool:
    """Whether `pair` makes of each run what was decided on."""
    return all([could_be_read(key[1], pair.read) and _text_by(key, pair) == text for key, text in decided.items()])


def _text_by(key: Key, pair: Pair) -> str | None:
    candidate = legacy_candidate(*key, pair)
    return candidate and candidate.text


def _made_of(rest: Iterable[Key], pair: Pair, home: Home) -> float:
    """How well the runs `rest` are explained by `pair`, in nats: `û` is no better than a sound `ű` in Hungarian."""
    found = [home.candidate(key[1], legacy_candidate(*key, pair)) for key in rest if could_be_read(key[1], pair.read)]
    return sum([min(_ALL, candidate.evidence) for candidate in found if candidate])


def _is_by(chains: Iterable[ChainName], pair: Pair) -> bool:
    return all([chain == ((LEGACY + pair.written, pair.read),) for chain in chains])


def speaks_against(key: Key, pair: Pair) -> bool:
    """Whether the run `key` tells that it didn't go through the mix-up `pair`."""
    if not could_be_read(key[1], pair.read):
        return True
    candidate = legacy_candidate(*key, pair)
    return candidate is not None and candidate.evidence < _ALL_SOUND


def judged_by_all(
    key: Key, pair: Pair, verdict: Verdict | None, policy: Policy, runs: int = _ALL_RUNS, more: float = 0.0
) -> Verdict | None:
    """`verdict` on the run `key`, or that of a document all of which, at least `runs`, went through the mix-up `pair`.

    `more` nats speak for that.  Others give way: `kifejtés√` was `kifejtésű` where all else was written in cp1250, not
    `kifejtésû`.
    """
    candidate = legacy_candidate(*key, pair, known=runs > _ALL_RUNS)
    winner = verdict.winner if verdict else None
    if candidate is None or (winner and not _gives_way(winner, candidate)):
        return verdict
    said = more + _ALL + _ALL_MORE * math.log(max(1.0, runs / _ALL_RUNS))
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


def _gives_way(winner: Candidate, candidate: Candidate) -> bool:
    """Whether `winner`, by a mix-up of its own, is no likelier than `candidate`, by that of all the document."""
    return winner.text != candidate.text and candidate.evidence + _ALL > winner.evidence


def in_lines(
    runs: Iterable[Run],
    known: Mapping[Key, Verdict | None],
    election: Election,
    policy: Policy,
    of_all: Pair | None = None,
) -> list[tuple[Run, Verdict]]:
    """The verdicts on `runs`, judged again where all other runs of a line went through the same mix-up.

    The document may be garbled in part, so that its runs say little for one that shows little: `Ù„`.  Where it went through
    the mix-up `of_all`, its lines went through no other.
    """
    runs = list(runs)
    whole = whole_lines(runs, known, election, policy, of_all)
    judged = [(run, verdict) for run in runs if (verdict := whole.get(run.line, {}).get(run.key, known.get(run.key)))]
    repaired: dict[int, Counter[ChainName]] = defaultdict(Counter)
    alike: Counter[tuple[int, str]] = Counter()  # repaired runs, by line and text
    count: Counter[int] = Counter(run.line for run in runs)
    for run, verdict in judged:
        if verdict.winner:
            repaired[run.line].update(set(verdict.chains))
            alike[run.line, run.text] += 1
    found = []
    for run, verdict in judged:
        chains = repaired[run.line]
        if verdict.winner is None and len(chains) == 1:
            ((chain, n),) = chains.items()
            least = _LINE_ALIKE if alike[run.line, run.text] >= _LINE_ALIKE else _LINE_RUNS
            if n >= least and n + max(1, n // _LINE_RUNS) >= count[run.line]:
                s = _backed(election.scored_as(run.key), chain)
                verdict = judge(run.key, s, *election.others(run.key), policy)
        found.append((run, verdict))
    # Of what lost so much that it can't be asked, nothing is left to be told: `APTã®` beside it is no `APTの`.
    torn = Verdict(None, 0.0, (), _TORN)
    found += [(run, torn) for run in runs if is_torn(run.text) and not (known.get(run.key) or torn).winner]
    asked = {run.start for run, _ in judged}
    sound = {(run.line, ord(run.text[0]) >> 8) for run in runs if len(run.text) > 1 and run.start not in asked}
    return [(run, verdict) for run, verdict in found if not (_is_lead(verdict) and _is_among(run, sound))]


def _is_lead(verdict: Verdict) -> bool:
    """Whether a run is all that is left of a sequence: a lost no-break space is guessed, or it can't be told."""
    if verdict.winner is None:
        return bool(verdict.open)
    return [(span.after, span.lost) for span in verdict.winner.spans] == [("\xa0", True)]


def _is_among(run: Run, sound: Collection[tuple[int, int]]) -> bool:
    """Whether `run` is a letter beside `sound` words of its script in its line: the `В` of `В этом` is all of a word."""
    return len(run.text) == 1 and run.text.isalpha() and (run.line, ord(run.text) >> 8) in sound


def whole_lines(
    runs: Iterable[Run],
    known: Mapping[Key, Verdict | None],
    election: Election,
    policy: Policy,
    of_all: Pair | None = None,
) -> dict[int, dict[Key, Verdict | None]]:
    """By line, the verdicts that follow from what the others of the line went through, where that was one legacy mix-up.

    It spares no letter: `aÕ ghrad-bh\x88r` was `a’ ghrad-bhàr`.  Where one of them can't be told, none is repaired.
    """
    by_line: dict[int, set[Key]] = defaultdict(set)
    for run in runs:
        by_line[run.line].add(run.key)
    found: dict[int, dict[Key, Verdict | None]] = {}
    for line, keys in by_line.items():
        mixups = {
            _legacy_pair(chain, "".join([span.after for span in v.winner.spans]))
            for key in keys
            for v in [known.get(key)]
            if v and v.winner
            for chain in v.chains
        }
        if None in mixups or not mixups:
            continue
        of_line = {key: known.get(key) for key in sorted(keys)}
        pair = of_all or _that_reads_line(sorted(filter(None, mixups)), of_line, election.home)
        if pair is None:
            continue
        spared = any([not (v and v.winner) and not could_be_read(key[1], pair.read) for key, v in of_line.items()])
        if is_latin(pair) and spared:
            if not _only_controls(of_line.values()):  # these are letters anywhere: `Mo\x9enost s více výběry`
                found[line] = dict.fromkeys(keys)  # `daaʋŋ fʋ dεmisʋg`: where ʋ is a letter, ε is one
            continue
        more: dict[Key, Verdict | None] = {}
        odds = max([_odds(v.confidence) for v in of_line.values() if v and v.winner])
        signs = _LINE_SIGNS * _spares_nothing(pair, of_line)
        for key, verdict in of_line.items():
            candidate = election.home.candidate(key[1], legacy_candidate(*key, pair))
            said = signs if _is_sign(key) else 0.0
            if (verdict and verdict.winner) or candidate is None or candidate.evidence + said < _ALL_SOUND:
                continue
            odds += min(_ALL, candidate.evidence + said)
            more[key] = judged_by_all(key, pair, verdict, policy, more=said)
        if more and (odds < _odds(policy.confidence) or not all([v and v.winner for v in more.values()])):
            more = dict.fromkeys(keys)
        if more:
            found[line] = more
    return found


def _only_controls(verdicts: Iterable[Verdict | None]) -> bool:
    """Whether all that was repaired are C1 controls, of what Windows has in their places."""
    chains = {chain for v in verdicts if v and v.winner for chain in v.chains}
    return all([kind == C1_READ and codec.startswith("cp12") for (kind, codec), *_ in chains])


def _spares_nothing(pair: Pair, of_line: Mapping[Key, Verdict | None]) -> bool:
    """Whether all of a line that `pair`, which isn't Latin, would change was decided to be changed by it, but for signs."""
    changed = [key for key in of_line if legacy_candidate(*key, pair)]
    decided = {key for key in changed for v in [of_line[key]] if v and v.winner and _is_by(v.chains, pair)}
    spared = [key for key in changed if key not in decided]
    return not is_latin(pair) and len(decided) >= _LINE_RUNS and all(map(_is_sign, spared))


def _is_sign(key: Key) -> bool:
    return not any(map(str.isalpha, key[1]))


def _odds(confidence: float) -> float:
    """The log odds of a `confidence`."""
    return math.log(confidence) - math.log(max(1e-12, 1 - confidence))


def _that_reads_line(mixups: Collection[Pair], known: Mapping[Key, Verdict | None], home: Home) -> Pair | None:
    """The mix-up that all of a line went through, of which `mixups` were decided on: what reads its repaired runs as these.

    Encodings share most of their letters: where `ß` was taken for cp1252 read as cp437, `Ú` and `¾` tell that it was cp850.
    """
    decided = {key: v.winner.text for key, v in known.items() if v and v.winner}
    rest = [key for key, v in known.items() if not (v and v.winner)]
    best, found = -math.inf, None
    for pair in dict.fromkeys((*mixups, *pairs())):
        if _reads_alike(pair, decided):
            worth = _made_of(rest, pair, home)
            if worth > (best if found is None else max(0.0, best)):  # not for sparing what another makes little of
                best, found = worth, pair
    return found


def _legacy_pair(chain: ChainName, made: str) -> Pair | None:
    """The pair of a legacy mix-up that made `made`, C1 controls that were letters among these: `Zobrazi\x9d èistý`.

    Windows' signs are the same in all of its encodings, and say nothing of letters.
    """
    (kind, codec), *deeper = chain
    if deeper or not (
        kind.startswith(LEGACY) or (kind == C1_READ and (any(map(str.isalpha, made)) or not codec.startswith("cp12")))
    ):
        return None
    return Pair(kind.removeprefix(LEGACY), codec) if kind.startswith(LEGACY) else Pair(codec, "latin-1")


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
