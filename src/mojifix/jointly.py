"""What one legacy mix-up makes of all of a short text in Latin letters: its few runs together, not one by one.

A run shows one letter or two, of which several mix-ups make good ones; by itself each stays below what the prior asks for.
But a short text went through one mix-up as a whole, so that its runs add up, and the readings of all of it are few.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from math import exp
from typing import NamedTuple

from mojifix.candidate import Candidate, aligned
from mojifix.charmaps import CODECS
from mojifix.document import Key, is_latin, speaks, witness
from mojifix.election import Election
from mojifix.home import Home, is_slip
from mojifix.hypotheses import C1_CODECS, C1_READ, LEGACY
from mojifix.legacy import LOOKALIKES, Pair, could_be_read, could_have_been, is_torn, pairs, repertoire, was
from mojifix.legacy_reading import legacy_candidate
from mojifix.logs import log_sum
from mojifix.priors import ChainName, prior, read_as
from mojifix.score import CONTROLS, chain_candidate
from mojifix.shapes import are_foreign_names, ends_heading, is_heading_space, is_quoted, is_unpaired, may_be_name
from mojifix.standing import has_controls, is_misplaced, is_out_of_place
from mojifix.verdict import Policy, Verdict

# Distinct runs of a text up to which it is short: more of them elect their mix-up, unless few of them are changed by it.  Of
# 563 Latin development documents 3 more come right with 100 than with 20, two of which were third texts.
_RUNS = 100
_RUNS_MARKED = 400  # ... where punctuation shows it: a page of English has a hundred, none of which elects anything
_FEW_RUNS = 20  # ... and up to which it may be told otherwise than its runs were one by one
_NO_WORDS = 3  # words of a text that make one although each has a letter outside ASCII: `Következõ hónap vége`
_FIT = 0.5  # of what the language says for the letters of a reading, beside its part in the evidence
_READER = 0.5  # of how likely the reader's encoding is: its letters have told of it already
# Nats: that a text which was stopped at is garbled so, and not right.  With what backs it, a reading has to gain eight: of
# 166 Latin development sentences that stayed and whose first reading was right by far 145 gain that, of 161,000 clean lines
# 21, most of which the rules below leave.
_GARBLED = -5.0
_BACKING = 0.15  # of what backs the reading of a run, that no right text has what stands there
# Nats that a reading says which makes a no-break space of what stands where headings have one: of 4,339 Latin development
# sentences 27 more come right by it, and one third text fewer.
_SPACE = 4.0
# ... and quotation marks around a word, as letters hardly stand in pairs: of those 19 more, and five third texts fewer.
_QUOTED = 6.0
# ... and, besides, each run that stands as punctuation does, up to so many.  Of 876 development texts in languages that have
# little else outside ASCII 53 more come right than without that.
_PUNCTUATION, _MARKS = 6.0, 4
_TEMPER = 0.75  # of 528 Latin development sentences that stayed, what is .9 by this is right in 98 of 100
# Nats by which it is likelier that C1 controls were Windows' quotation marks and dashes, and all else is right.  Of 2,454
# development sentences with such controls 2 became a third text, and 8 without this.
_SIGNS = 4.0
_ALIKE = 0.01  # nats between readings that only differ in runs which say nothing
_HOPELESS = 8.0  # nats by which a reading is behind "nothing happened" that isn't looked at any further
_SOUND = -2.0  # nats of evidence below which a run is right as it is, so that not all of the text is garbled: `kväll`
# Nats at most by which letters are spelled better than what stands there.  Of 1,210 Latin development sentences 37 more come
# right by it and by what it asks about, and two more become a third text.
_SPELLED = 4.0
_WORSE = 8.0  # ... and by which a reading is spelled worse than another one
_DASHES = frozenset("–—·’‘…")
_DOT, _DOTS = "·", 3


class _Reading(NamedTuple):
    """What all of a text may have been: by its likeliest mix-up, with the weight of all that read it so, in nats.

    By `spelled` nats its letters are those of the language rather than what stands there.
    """

    chain: ChainName
    candidates: Mapping[Key, Candidate | None]
    weight: float
    spelled: float


def jointly(known: Mapping[Key, Verdict | None], election: Election, policy: Policy) -> dict[Key, Verdict | None]:
    """The verdicts on the runs of a short text that one legacy mix-up explains as a whole; none where that isn't clear.

    Where the runs one by one were decided otherwise, and neither is clear, none is repaired.
    """
    if _are_separators(known, election.home.language.text):
        return dict.fromkeys(known)
    if not _is_asked(known, election):
        return {}
    readings = _readings(sorted(known), election)
    if not readings:
        return {}
    decided = {key: v.winner.text for key, v in known.items() if v and v.winner}
    best = _as_decided(readings, decided)
    if not _is_latin(best.chain) or best.weight < 0:
        return {}
    others = _otherwise(known, election)
    texts = _texts(best)
    rivals = [reading for reading in readings if not _texts(reading).items() < texts.items()]  # the same, and less of it
    norm = log_sum([_TEMPER * max(0.0, others), *(_TEMPER * reading.weight for reading in rivals)])
    agrees = all([texts.get(key) == text for key, text in decided.items()])
    confidence = exp(_TEMPER * best.weight - norm)
    # What many runs have elected stands, unless punctuation shows something else, of which they are a few.
    marked = bool(election.home.punctuation) and 2 * len(decided) < len(texts)
    stands = len(known) > _FEW_RUNS and not agrees and not marked
    if confidence >= policy.confidence and not stands:
        return {
            key: Verdict(c, confidence, (best.chain,) * len(c.spans)) if c else None for key, c in best.candidates.items()
        }
    if agrees or stands:
        return {}
    # Where no mix-up of all of the text makes what was decided, the text is garbled in part.
    is_whole = any([all([r.get(key) == text for key, text in decided.items()]) for r in map(_texts, readings)])
    return dict.fromkeys(known) if is_whole else {}


def _are_separators(keys: Iterable[Key], text: str) -> bool:
    """Whether all that is outside ASCII in `text` is one dot between words, again and again: `una·lista·de·cosas`.

    Where `á` was read so, other letters were read as something else.
    """
    return {char for key in keys for char in _signs(key[1])} == {_DOT} and text.count(_DOT) >= _DOTS


def _as_decided(readings: Sequence[_Reading], decided: Mapping[Key, str]) -> _Reading:
    """The likeliest of `readings`; of those that are as likely, one that makes what was `decided` of the runs.

    By Latin-1 as by cp1252 `zamØstnanc…m` was `zaměstnanc` and what follows, but only by one of them `zaměstnancům`.
    """
    alike = [reading for reading in readings if reading.weight > readings[0].weight - _ALIKE]
    agreeing = [r for r in alike if all([_texts(r).get(key) == text for key, text in decided.items()])]
    return (agreeing or alike)[0]


def _texts(reading: _Reading) -> dict[Key, str]:
    return {key: c.text for key, c in reading.candidates.items() if c}


def _is_asked(known: Mapping[Key, Verdict | None], election: Election) -> bool:
    """Whether the runs are few and in Latin text, and nothing but a legacy mix-up of that was found in any of them."""
    text = election.home.language.text
    if len(text.split()) < (2 if election.home.language.words else _NO_WORDS):  # `leÌos` and `kΩ-o` in a list of words
        return False
    is_marked = bool(election.home.punctuation)
    if not 0 < len(known) <= (_RUNS_MARKED if is_marked else _RUNS):
        return False
    if not any([_says(key, election.home) for key in known]):
        return False
    if not election.home.language.is_latin:
        return False
    if is_marked:
        return True  # `У` behind a word was no `×`, nor was it written by a slip
    for key, verdict in known.items():
        if is_torn(key[1]) or (verdict and verdict.open and not election.home.language.is_known):
            return False
        if verdict and verdict.winner and not all(map(_is_latin, verdict.chains)):
            return False
    return not all([LOOKALIKES.issuperset(_signs(key[1])) for key in known])  # `сafé` is a writer's slip


def _is_latin(chain: ChainName) -> bool:
    """Whether `chain` is a mix-up of Latin text, or C1 controls that were something."""
    (kind, codec), *deeper = chain
    legacy = kind.startswith(LEGACY) and is_latin(Pair(kind.removeprefix(LEGACY), codec))
    return not deeper and (legacy or kind == C1_READ)


def _signs(run: str) -> list[str]:
    return [char for char in run if not char.isascii()]


def _otherwise(known: Collection[Key], election: Election) -> float:
    """How likely something else than legacy is in the runs, in nats: UTF-8, lost bytes, another tool's repair."""
    said = _GARBLED
    for key in sorted(known):
        plain = [c.evidence for c in election.scored_as(key).candidates if not _is_legacy(c)]
        said += max([0.0, *plain])
    return said


def _is_legacy(candidate: Candidate) -> bool:
    """Whether `candidate` is by a legacy mix-up, as C1 controls are: they were read as Latin-1."""
    kind = candidate.spans[0].layers[0].kind
    return kind.startswith(LEGACY) or kind == C1_READ


def _readings(keys: list[Key], election: Election) -> list[_Reading]:
    """What all of the runs `keys` may have been by one legacy mix-up of any script, the likeliest first.

    None, where nothing is likely that was Latin: of clean texts that the sieve stopped at, most.
    """
    latin = _of_controls(keys, election) + _among([pair for pair in pairs() if is_latin(pair)], keys, election)
    if max([reading.weight + min(_SPELLED, reading.spelled) for reading in latin], default=-1.0) < 0:
        return []
    found = [*latin, *_among([pair for pair in pairs() if not is_latin(pair)], keys, election)]
    return sorted(_as_spelled(_by_text(found)), key=lambda reading: -reading.weight)


def _as_spelled(readings: list[_Reading]) -> list[_Reading]:
    """The `readings` with what their spelling says: for a mix-up by the best of them, and against what is none as good."""
    most = max([reading.spelled for reading in readings])
    return [r._replace(weight=r.weight + min(_SPELLED, most) + max(-_WORSE, r.spelled - most)) for r in readings]


def _of_controls(keys: list[Key], election: Election) -> list[_Reading]:
    """The readings that make something of C1 controls and leave all else as it is: `‘no’\x85` was no `‘no’à`."""
    home = election.home
    if not any([has_controls(key[1]) for key in keys]):
        return []
    readings = []
    for codec in C1_CODECS:
        chain = ((C1_READ, codec),)
        found = {key: _without_controls(home.candidate(key[1], chain_candidate(*key, chain))) for key in keys}
        if any(found.values()):
            made = "".join([span.after for c in found.values() if c for span in c.spans])
            weight = prior(chain) + home.written(Pair(codec, "latin-1")) + _said(found, dict.fromkeys(keys, True), home)
            weight += _SIGNS * (not any(map(str.isalpha, made))) + _QUOTED * is_quoted(found)
            candidates = {key: chain_candidate(*key, chain) for key in keys}
            readings.append(_Reading(chain, candidates, weight, home.spelled(candidates)))
    return readings


def _without_controls(candidate: Candidate | None) -> Candidate | None:
    """`candidate` with what legacy readings gain, too, that leave no controls."""
    return candidate and candidate._replace(evidence=candidate.evidence + CONTROLS)


def _by_text(readings: list[_Reading]) -> list[_Reading]:
    """The `readings`, those together that are the same text: by a Latin pair where one is among them, which come first.

    Cyrillic and Arabic encodings have signs and letters of the West, too: `12.á` is a no-break space by any of them.
    """
    found: dict[tuple[tuple[Key, str], ...], _Reading] = {}
    for reading in readings:
        texts = tuple(_texts(reading).items())
        known = found.get(texts)
        found[texts] = known._replace(weight=log_sum([known.weight, reading.weight])) if known else reading
    return list(found.values())


def _among(asked: list[Pair], keys: list[Key], election: Election) -> list[_Reading]:
    """The readings by the pairs `asked` that aren't hopeless."""
    home = election.home
    says = {key: _says(key, home) for key in keys}
    readings = []
    for alike in _alike(asked, keys):
        found = _read(alike[0], keys, home)
        if not any(found.values()) or is_unpaired(found, home) or are_foreign_names(found, home):
            continue
        marks = sum([c is not None and home.is_punctuated(key, c) for key, c in found.items()])
        weight = _GARBLED + log_sum([home.written(pair) + _READER * read_as(pair.read) for pair in alike])
        weight += _said(found, says, home)
        weight += _PUNCTUATION * min(_MARKS, marks)
        spelled = home.spelled(found) if weight + _SPELLED > -_HOPELESS else 0.0
        if weight + min(_SPELLED, spelled) < -_HOPELESS:
            continue
        if not all([c or could_have_been(key[1], alike[0]) for key, c in found.items()]):
            continue
        weight += _SPACE * any([c and is_heading_space(key, c, home) for key, c in found.items()])
        weight += _QUOTED * is_quoted(found) + _BACKING * max([home.backing(key, c) for key, c in found.items() if c])
        pair = max(alike, key=lambda pair: home.written(pair) + _READER * read_as(pair.read))
        chain = ((LEGACY + pair.written, pair.read),)
        candidates = {key: home.candidate(key[1], legacy_candidate(*key, pair)) for key in keys}
        readings.append(_Reading(chain, candidates, weight, spelled))
    return readings


def _read(pair: Pair, keys: list[Key], home: Home) -> dict[Key, Candidate | None]:
    """What `pair` makes of the runs `keys`; nothing where that would change what is right, as most pairs do."""
    found: dict[Key, Candidate | None] = {}
    for key in keys:
        c = found[key] = home.candidate(key[1], legacy_candidate(*key, pair))
        if c and c.evidence < _SOUND and not home.is_punctuated(key, c):
            return {}
    return found


def _alike(asked: list[Pair], keys: list[Key]) -> list[list[Pair]]:
    """The pairs `asked` that can be, those together that make the same of each character: two in three read as others do."""
    chars = sorted({char for _, run, _ in keys for char in run if not char.isascii()})
    shown = {read: all([could_be_read(key[1], read) for key in keys]) for read in {pair.read for pair in asked}}
    found: dict[object, list[Pair]] = defaultdict(list)
    for pair in asked:
        if shown[pair.read]:
            single = pair.written in CODECS and pair.read in CODECS
            known = repertoire(pair.read) if single else frozenset()
            found[tuple([was(c, pair) if c in known else c for c in chars]) if single else pair].append(pair)
    return list(found.values())


def _says(key: Key, home: Home) -> bool:
    """Whether the run says anything for a mix-up; a sign does where right text has none, but for dashes: `T³rgi`."""
    signs = is_misplaced(*key) or (is_out_of_place(*key) and _DASHES.isdisjoint(key[1]))
    if may_be_name(key):
        return False
    signs = signs or not home.punctuation.keys().isdisjoint(key[1])
    signs = signs or ends_heading(key, home) or has_controls(key[1]) is not None
    return signs or speaks(key, home) or home.spelling.is_misspelled(key)


def _said(found: Mapping[Key, Candidate | None], says: Mapping[Key, bool], home: Home) -> float:
    """What the readings `found` of all runs gain together: one in many contexts is one witness, `ůíů` in a log of a chat.

    Signs that stand where right text has them may speak against a mix-up, as all runs do, but not for it: `Intel™`.
    """
    said: dict[tuple[str, str, str], list[float]] = defaultdict(list)
    for key, c in found.items():
        signs = _changed(key, c)
        if c and (LOOKALIKES.issuperset(signs) or not is_slip(signs, c.text)):
            gain = c.evidence + _FIT * (home.language.fit(c.text) - home.language.fit(key[1]))
            said[witness(key)].append(gain if says[key] else min(0.0, gain))
    return sum([sum(gains) / len(gains) for gains in said.values()])


def _changed(key: Key, c: Candidate | None) -> list[str]:
    """The characters outside ASCII of the run `key` that `c` changes, as far as it goes character by character."""
    signs = _signs(key[1])
    return [a for a, b in zip(key[1], aligned(key, c), strict=True) if a != b and not a.isascii()] or signs
