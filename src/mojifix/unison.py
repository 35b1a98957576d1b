"""What the runs of a line agree on: verdicts on those that say little by themselves, or something else.

A document may be garbled in part; a line went through one mix-up, all of it.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from mojifix.agreement import ALL, ALL_SOUND, gives_way, judged_by_all, made_of, read_by, text_by
from mojifix.candidate import Candidate, Scored, is_guessed, is_restored
from mojifix.document import Key, is_latin
from mojifix.election import Election
from mojifix.home import Home
from mojifix.hypotheses import C1_READ, LEGACY, UTF8_READ
from mojifix.legacy import TORN_BY, Pair, are_neighbours, could_be_read, is_latin_letter, is_torn, pairs
from mojifix.legacy_reading import legacy_candidate
from mojifix.priors import ChainName
from mojifix.scan import Run
from mojifix.score import chain_candidate, is_one_script
from mojifix.sequences import CODEC_BIT
from mojifix.verdict import Policy, Verdict, judge

_LINE, _LINE_RUNS = 4.0, 3  # nats that a line says for its mix-up, where three runs went through it and one in four may not
_LINE_ALIKE = 2  # ... or two with the same text as the third: `OSÂ X` behind `SlikaÂ 3.1.Â `; one, if it has two characters
# Nats more that a line says for its last runs where three, and three in four, went through a mix-up that isn't
# Latin: `…` of a Hebrew line in cp862 was ו, as that has no such sign, and `æ` of one in cp1256 و.
_LINE_ALL, _LINE_MOST = 6.0, 4 / 3
# One run in four may be read otherwise than it was decided on, by a mix-up that gains four nats by that.
_LINE_OTHERS, _LINE_OTHER = 4, 4.0
_CALM = 0.95  # how sure a run is that shows nothing odd, but comes apart as all others of its line, into their letters
# A line went through no mix-up with another script where more than one word stays sound for so many that don't: of 195
# development lines that did one has such a word, beside 28.
_SPARED = 4
# Nats of evidence below which what a tool is said to have done says little by itself, and above which it shows a tool.  Of
# 668 sound lines beside garbled ones 8 were damaged without that; of 540 texts that a tool worsened none comes out else.
_LITTLE, _BY_TOOL = 4.0, 6.0
_TORN = sum([CODEC_BIT[codec] for codec in TORN_BY])


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
    made: dict[int, Counter[int]] = defaultdict(Counter)  # by line, how many runs became of each script
    for run, verdict in judged:
        if verdict.winner:
            repaired[run.line].update(set(verdict.chains))
            alike[run.line, run.text] += 1
            made[run.line].update(_scripts(verdict.winner))
    found = []
    of_runs = {run.start: verdict for run, verdict in judged}
    for run in runs:
        verdict = of_runs.get(run.start)
        chains = repaired[run.line]
        if (verdict is None or verdict.winner is None) and len(chains) == 1:
            ((chain, n),) = chains.items()
            same = alike[run.line, run.text]
            least = _LINE_ALIKE if same >= _LINE_ALIKE else _LINE_RUNS
            if (same and len(run.text) > 1) or (n >= least and n + max(1, n // _LINE_RUNS) >= count[run.line]):
                verdict = _in_line(run, chain, made[run.line], verdict, election, policy)
        if verdict:
            found.append((run, verdict))
    # Of what lost so much that it can't be asked, nothing is left to be told: `APTã®` beside it is no `APTの`.
    won = {run.start for run, verdict in found if verdict.winner}
    found += [(run, Verdict(None, 0.0, (), _TORN)) for run in runs if run.start not in won and is_torn(run.text)]
    sound = {_place(run) for run in runs if len(run.text) > 1 and run.start not in of_runs}
    letters = {(run.line, run.text.lower()) for run in runs if run.start not in of_runs and _is_in_word(run)}
    found = [
        (run, verdict)
        for run, verdict in found
        if not (_is_weak(run, verdict) and (_is_among(run, sound) or (run.line, run.text.lower()) in letters))
        or _is_like_others(verdict, repaired[run.line], made[run.line])
    ]
    return _without_foreign(runs, _but_own(found))


def _but_own(judged: Sequence[tuple[Run, Verdict]]) -> list[tuple[Run, Verdict]]:
    """What was `judged`, without what another tool is said to have made of characters that others of the text came out as.

    `ť` of right Czech may have been `š`, but not beside garbled text that holds it.  Of 2,431 such runs of development text
    that came right one has only characters that other runs had come out as, of 10 that were damaged 9.  Nor is what says
    little by itself the work of a tool where nothing else shows one: `Ünnep`, beside Hungarian that was never repaired.
    """
    made: set[str] = set()
    is_shown = False
    for _, verdict in judged:
        if verdict.winner and not any(map(is_guessed, verdict.winner.spans)):
            made.update(*[span.after for span in verdict.winner.spans])
        elif verdict.winner and not any([span.lost for span in verdict.winner.spans]):
            is_shown |= verdict.winner.evidence > _BY_TOOL
    return [(run, v) for run, v in judged if not (v.winner and _is_own(run, v.winner, made, is_shown))]


def _is_own(run: Run, winner: Candidate, made: Collection[str], is_shown: bool) -> bool:
    """Whether `winner` is by a tool alone, and others were `made` what it changes, or it says little and none `is_shown`."""
    if not all([is_guessed(span) and not span.lost for span in winner.spans]):
        return False
    if all([char in made for span in winner.spans for char in run.text[span.start : span.end]]):
        return True
    return winner.evidence < _LITTLE and bool(made) and not is_shown


def _without_foreign(runs: Iterable[Run], judged: list[tuple[Run, Verdict]]) -> list[tuple[Run, Verdict]]:
    """What was `judged` of the `runs`, without words made of another script beside sound ones that would have been, too.

    Of the letters of Adyghe, ъ and э in every other word, Arabic words come out, one here and one there.
    """
    foreign = {run.start: pair for run, v in judged if (pair := _foreign_pair(run, v))}
    read_as: dict[tuple[int, int], list[str]] = defaultdict(list)  # by place, what its foreign words were read as
    for run, _ in judged:
        if run.start in foreign:
            read_as[_place(run)].append(foreign[run.start].read)
    repaired = {run.start for run, v in judged if v.winner}
    sound: Counter[tuple[int, int]] = Counter()
    for run in runs if foreign else ():
        if run.start not in repaired and len(run.text) > 1 and run.text.isalpha():
            sound[_place(run)] += any([could_be_read(run.text, read) for read in set(read_as.get(_place(run), ()))])
    spared = {place for place, words in read_as.items() if _SPARED * sound[place] > len(words)}
    return [(run, v) for run, v in judged if not (run.start in foreign and _place(run) in spared)]


def _foreign_pair(run: Run, verdict: Verdict) -> Pair | None:
    """The legacy mix-up by which `verdict` makes of a word, whose letters aren't Latin, one of another alphabet."""
    if verdict.winner is None or not run.text.isalpha() or is_latin_letter(run.text[0]):
        return None
    found = [_legacy_pair(chain, verdict.winner.text) for chain in verdict.chains]
    return next((pair for pair in found if pair and not are_neighbours(*pair)), None)


def _place(run: Run) -> tuple[int, int]:
    """The line of `run`, and its script by the block of its first letter."""
    return run.line, ord(run.text[0]) >> 8


def _in_line(
    run: Run, chain: ChainName, made: Collection[int], verdict: Verdict | None, election: Election, policy: Policy
) -> Verdict | None:
    """The verdict on a `run` that stays by `verdict` in a line that went through `chain`, which made others of `made`."""
    s = election.scored_as(run.key)
    if s.candidates:
        verdict = judge(run.key, _backed(s, chain), *election.others(run.key), policy)
    if (verdict and (verdict.winner or verdict.open)) or policy.confidence > _CALM:
        return verdict
    candidate = chain_candidate(*run.key, chain)
    if candidate and _is_whole(run, candidate) and _scripts(candidate).issubset(made):
        return Verdict(candidate, _CALM, (chain,) * len(candidate.spans))
    return verdict


def _scripts(candidate: Candidate) -> set[int]:
    """The half blocks of Unicode that the letters and signs are of which `candidate` makes of others."""
    return {ord(char) >> 7 for span in candidate.spans for char in span.after}


def _is_whole(run: Run, candidate: Candidate) -> bool:
    """Whether `candidate` undoes all of `run` that isn't ASCII, and guesses at nothing."""
    changed = {i for span in candidate.spans for i in range(span.start, span.end)}
    rest = [char for i, char in enumerate(run.text) if i not in changed]
    return not is_restored(candidate) and all(map(str.isascii, rest))


def _is_weak(run: Run, verdict: Verdict) -> bool:
    """Whether all that is left of a sequence is a letter, or what is taken for UTF-8 are small letters of one script.

    A lost no-break space is guessed, or it can't be told; `ред` is a word, and would be a sign of India in cp866.
    """
    if verdict.winner is None:
        return len(run.text) == 1 and bool(verdict.open)
    spans = verdict.winner.spans
    if is_one_script(run.text):
        return spans[0].layers[0].kind == UTF8_READ
    return len(run.text) == 1 and [(span.after, span.lost) for span in spans] == [("\xa0", True)]


def _is_like_others(verdict: Verdict, chains: Mapping[ChainName, int], made: Mapping[int, int]) -> bool:
    """Whether `verdict` is by a mix-up that other runs of its line went through, and makes of a run what they became.

    `пё` of KOI8 was the `У` at the beginning of a sentence, whatever sound words stand in another one.
    """
    if verdict.winner is None:
        return False
    return all([chains.get(chain, 0) >= _LINE_RUNS for chain in verdict.chains]) and all(
        [made.get(script, 0) >= _LINE_RUNS for script in _scripts(verdict.winner) if script]
    )


def _is_in_word(run: Run) -> bool:
    """Whether `run` is a letter in a word of ASCII letters: that of `på` is a word by itself in `Å gå`, and no lead."""
    beside = (run.left[-1:], run.right[:1])
    return len(run.text) == 1 and run.text.isalpha() and any([char.isascii() and char.isalpha() for char in beside])


def _is_among(run: Run, sound: Collection[tuple[int, int]]) -> bool:
    """Whether `run` is of letters beside `sound` words of its script in its line: the `В` of `В этом` is all of a word."""
    return run.text[0].isalpha() and _place(run) in sound


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
        of_line = {key: known.get(key) for key in sorted(keys)}
        mixups = {
            _legacy_pair(chain, "".join([span.after for span in v.winner.spans]))
            for v in of_line.values()
            if v and v.winner
            for chain in v.chains
        }
        if not any(mixups):
            continue
        pair = of_all or _that_reads_line(mixups, of_line, election.home)
        if pair is None:
            continue
        spared = any([not (v and v.winner) and not could_be_read(key[1], pair.read) for key, v in of_line.items()])
        if is_latin(pair) and spared:
            if not _only_controls(of_line.values()):  # these are letters anywhere: `Mo\x9enost s více výběry`
                found[line] = dict.fromkeys(keys)  # `daaʋŋ fʋ dεmisʋg`: where ʋ is a letter, ε is one
            continue
        more: dict[Key, Verdict | None] = {}
        odds = max([_odds(v.confidence) for v in of_line.values() if v and v.winner])
        sure = _is_sure(pair, of_line)
        for key, verdict in of_line.items():
            candidate = read_by(pair, key, election.home, sure)
            said = _LINE_ALL if sure else 0.0
            if candidate is None or candidate.evidence + said < ALL_SOUND:
                continue
            if verdict and verdict.winner and (not sure or verdict.winner.text == candidate.text):
                continue
            odds += min(ALL, candidate.evidence + said)
            more[key] = judged_by_all(key, pair, verdict, policy, more=said, known=sure)
        if more and (odds < _odds(policy.confidence) or not all([v and v.winner for v in more.values()])):
            more = dict.fromkeys(keys)
        if more:
            found[line] = more
    return found


def _only_controls(verdicts: Iterable[Verdict | None]) -> bool:
    """Whether all that was repaired are C1 controls, of what Windows has in their places."""
    chains = {chain for v in verdicts if v and v.winner for chain in v.chains}
    return all([kind == C1_READ and codec.startswith("cp12") for (kind, codec), *_ in chains])


def _is_sure(pair: Pair, of_line: Mapping[Key, Verdict | None]) -> bool:
    """Whether `pair`, which isn't Latin, made what was decided of nearly all of a line that it would change."""
    if is_latin(pair):
        return False
    changed = {key: v for key, v in of_line.items() if legacy_candidate(*key, pair, known=True)}
    made = sum(
        [v is not None and v.winner is not None and v.winner.text == text_by(key, pair) for key, v in changed.items()]
    )
    return made >= _LINE_RUNS and len(changed) <= _LINE_MOST * made


def _odds(confidence: float) -> float:
    """The log odds of a `confidence`."""
    return math.log(confidence) - math.log(max(1e-12, 1 - confidence))


def _that_reads_line(mixups: Collection[Pair | None], known: Mapping[Key, Verdict | None], home: Home) -> Pair | None:
    """The mix-up that all of a line went through, of which `mixups` were decided on: what reads its repaired runs as these.

    Encodings share most of their letters: where `ß` was taken for cp1252 read as cp437, `Ú` and `¾` tell that it was cp850.
    One that isn't Latin may read few of them otherwise, if it says more of these: `„а означим` was `Да означим`.
    """
    decided = {key: v.winner for key, v in known.items() if v and v.winner}
    rest = [key for key, v in known.items() if not (v and v.winner)]
    best, found = -math.inf, None
    for pair in dict.fromkeys((*sorted(filter(None, mixups)), *pairs())):
        others = _read_otherwise(pair, decided)
        if others is None or (others and is_latin(pair)):
            continue
        worth = made_of(rest, pair, home) + sum(others) - (_LINE_OTHER if others else 0.0)
        if worth > (best if found is None else max(0.0, best)):  # not for sparing what another makes little of
            best, found = worth, pair
    return found


def _read_otherwise(pair: Pair, decided: Mapping[Key, Candidate]) -> list[float] | None:
    """What `pair` gains beside what was `decided`, for each run that it reads otherwise; None if it can't be."""
    most = len(decided) // _LINE_OTHERS
    gains: list[float] = []
    for key, winner in decided.items():
        candidate = legacy_candidate(*key, pair) if could_be_read(key[1], pair.read) else None
        if candidate is None or (candidate.text != winner.text and len(gains) == most):
            return None
        if candidate.text != winner.text:
            if not gives_way(winner, candidate):
                return None
            gains.append(candidate.evidence - winner.evidence)
    return gains


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
