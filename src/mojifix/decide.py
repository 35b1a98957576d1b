"""Verdicts -> repairs: the stage that the conductor calls."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from mojifix import variants
from mojifix.agreement import all_of, as_elsewhere, judged_by_all, that_reads_most
from mojifix.anew import judged_anew, left_over
from mojifix.apply import Repair
from mojifix.candidate import Candidate
from mojifix.document import Key
from mojifix.election import elect
from mojifix.familiar import familiar
from mojifix.home import Home
from mojifix.hypotheses import LEGACY, steps_of
from mojifix.jointly import jointly
from mojifix.kindred import kindred
from mojifix.lattice import Span
from mojifix.legacy import EAST_ASIAN, Pair, as_shown
from mojifix.priors import ChainName
from mojifix.scan import Run, recut
from mojifix.sequences import roles
from mojifix.steps import Chain, invert, replay, restoring, rewriting
from mojifix.thorough import throughout
from mojifix.unison import in_lines
from mojifix.verdict import Policy, Verdict, judge_by, verdicts
from mojifix.votes import Votes


def decide(text: str, runs: list[Run], policy: Policy, heard: str = "") -> list[Repair]:
    """The repairs of the `runs` of `text`, in order; its language is told by what is `heard` of it, or by its beginning."""
    election = elect({run.key for run in runs}, Home(heard or text))
    known = verdicts(election, policy)
    whole: Pair | None = None
    if decided := _legacy_winners(known):
        election = election.after(decided)
        known = {key: v if v and v.winner else judge_by(election, key, policy) for key, v in known.items()}
        keys = {run.key for run in runs}
        if whole := all_of({key: known.get(key) for key in keys}):
            whole = that_reads_most(whole, {key: known.get(key) for key in sorted(keys)}, election.home)
            by_pair = sum([bool(v and v.winner) for v in [known.get(key) for key in keys]])
            for key in keys:
                known[key] = judged_by_all(key, whole, known.get(key), policy, by_pair, home=election.home)
    for stage in (jointly, kindred, judged_anew, as_elsewhere, left_over):  # each in the light of those before it
        known |= stage({run.key: known.get(run.key) for run in runs}, election, policy)
    if pair := _east_asian(known.values()):
        shown = as_shown(pair, text)
        agreeing = sum([bool(v and v.winner) for v in known.values()])
        runs = recut(text, runs, shown)
        for key in {run.key for run in runs} - known.keys():
            verdict = judge_by(election, key, policy)
            known[key] = verdict if _east_asian([verdict]) == pair else judged_by_all(key, shown, None, policy, agreeing)
    judged = throughout(runs, in_lines(runs, known, election, policy, whole), election, policy)
    return variants.beyond(repairs_of(familiar(judged, runs, election.home, text)))


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


def repairs_of(judged: Sequence[tuple[Run, Verdict]]) -> list[Repair]:
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
            if before == span.after:  # a no-break space that is guessed where one stands
                continue
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
            # cp932 has some characters twice, and writes the other one.
            if replay(before, chain) == span.after and replay(span.after, invert(chain)) == before:
                return chain
        except UnicodeError:
            pass
    try:
        return restoring(chain, span.after)
    except UnicodeError:  # on the way back a codec lacks a character that was shown in place of a control
        return rewriting(span.after)
