"""Lines that another tool mis-repaired throughout: of one text only can it have made what stands there.

A tool that takes UTF-8 read as cp1250 for ISO 8859-2, and makes a character of whatever makes one, made `á` of what `å` had
become, everywhere: letters that look right are as wrong as those that it left.  So a line is asked, for each mix-up and each
tool, what the tool must have seen; that doing the same again gives the line as it stands proves more than any letter does.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache, reduce
from operator import and_
from typing import NamedTuple

from mojifix import charmaps
from mojifix.candidate import Candidate
from mojifix.document import Key
from mojifix.election import Election
from mojifix.hypotheses import MISREPAIR, UTF8_READ, Layer
from mojifix.lattice import Span, made
from mojifix.misrepairs import REPAIRERS, as_far, before_repair
from mojifix.model import load
from mojifix.priors import ChainName
from mojifix.scan import Run
from mojifix.sequences import CODEC_BIT, roles
from mojifix.verdict import Policy, Verdict

# Nats by which what a tool did throughout may explain a line worse than repairs that leave some of it as no mix-up does:
# so many for each word that these leave as it is, or all where they leave a part of one.  One word may well be right that a
# tool can have made of another: `Cézanne` among Czech words was no `Cũzanne`.
_THROUGHOUT, _EACH = 10.0, 5.0
_AS_WELL = 0.0  # ... where a tool may have done so of these repairs, too
_KNOWN = -3.0  # ... where what was repaired is a mix-up that no tool takes for another
_SOUND = -6.0  # ... and of a line that is sound as it stands
_LIKELIER = 0.5  # the least confidence: what is said now is given up for it
_GUESSED = 0.5  # confidence in what a run was that lost bytes, from which no tool made it what it is
_CALM = 4.6  # nats a code point that a line has at most which comes back whole though bytes may be lost from it
_WAYS = 32  # readings of a run that are followed at once: more than one is rare; with 8 one text of signs in 3,000 was lost
_MOST = 400  # distinct runs, beyond which nothing is asked: each takes a search by many pairs
_KNOWN_TO_ALL = ("latin-1", "cp1252")  # no tool takes these for anything else

By = tuple[str, str]  # the codec that UTF-8 was read as, and the one that a tool took it for
# Of the others it can't be told what a tool saw: cp1006 shows two bytes as the same letter.
_CODECS = tuple([codec for codec in charmaps.CODECS if len(set(charmaps.decoding_table(codec))) == 256])
_PAIRS: tuple[By, ...] = tuple(
    [(codec, tool) for codec in _CODECS for tool in REPAIRERS if tool != codec and codec not in _KNOWN_TO_ALL]
)


class _Line(NamedTuple):
    """The distinct runs of a line, and what each is now said to have been."""

    keys: tuple[Key, ...]
    now: tuple[str, ...]
    codecs: int  # by which UTF-8 may have been read in it (a bit mask); none where nothing was repaired
    lost: int  # the codecs (a bit mask) by which bytes may have been lost from it
    is_known: bool  # whether a mix-up was repaired in it that each tool knows


def throughout(
    runs: Iterable[Run], judged: Sequence[tuple[Run, Verdict]], election: Election, policy: Policy
) -> Sequence[tuple[Run, Verdict]]:
    """The verdicts `judged` on `runs`, or those that follow from what a tool did throughout their lines."""
    runs = list(runs)
    known = {run.start: verdict for run, verdict in judged}
    lines = _lines(runs, known)
    half = [line for line in lines.values() if line.codecs and not _is_undone(line)]
    if not half or len({key for line in lines.values() for key in line.keys}) > _MOST:
        return judged
    worth = _Worth(election)
    seen = [{by: texts for by in _that_may(line) if (texts := _seen(line, by))} for line in half]
    sums: dict[By, float] = defaultdict(float)
    for line, each in zip(half, seen, strict=True):
        for by, texts in each.items():
            sums[by] += max(0.0, worth.gain(line, texts) + _THROUGHOUT)
    if not sums:
        return judged
    by = max(sorted(sums), key=lambda by: sums[by])
    more: dict[int, dict[Key, Verdict]] = {}
    for end, line in lines.items():
        texts = _seen(line, by)
        if texts is None or texts == line.now:
            continue
        odds = worth.gain(line, texts) + _lead(line, texts, half, seen)
        confidence = 1 / (1 + math.exp(-min(700.0, max(-700.0, odds))))
        if confidence >= max(policy.confidence, _LIKELIER):
            both = zip(line.keys, texts, strict=True)
            more[end] = {key: _verdict(key, text, by, worth, confidence) for key, text in both if text != key[1]}
    found = []
    for run in runs:
        verdict = more[run.line].get(run.key) if run.line in more else known.get(run.start)
        if verdict:
            found.append((run, verdict))
    return found


def _lead(line: _Line, texts: Sequence[str], half: Sequence[_Line], seen: Sequence[dict[By, tuple[str, ...]]]) -> float:
    """The nats that speak for `texts`, what a tool did throughout `line`, before their letters are asked."""
    if line not in half:
        return _SOUND
    if line.is_known:
        return _KNOWN
    if line.now in seen[half.index(line)].values():
        return _AS_WELL
    others = [now != key[1] for key, now, text in zip(line.keys, line.now, texts, strict=True) if text != now]
    return _THROUGHOUT if any(others) else min(_THROUGHOUT, _EACH * len(others))


def _lines(runs: Iterable[Run], known: Mapping[int, Verdict]) -> dict[int, _Line]:
    """The lines of `runs` that a tool may have had its hand in, by where they end."""
    by_line: dict[int, dict[Key, str]] = defaultdict(dict)
    codecs: dict[int, int] = defaultdict(int)
    lost: dict[int, int] = defaultdict(int)
    by_all: dict[int, bool] = defaultdict(bool)
    others = set()
    for run in runs:
        verdict = known.get(run.start)
        winner = verdict.winner if verdict else None
        by_line[run.line][run.key] = _after(run.text, winner)
        lost[run.line] |= verdict.open if verdict else 0
        if verdict and verdict.open and verdict.confidence > _GUESSED:
            others.add(run.line)
        for span, chain in zip(winner.spans, verdict.chains, strict=True) if verdict and winner else ():
            if span.lost or not _may_be_mistaken(chain):
                others.add(run.line)
            by_all[run.line] |= chain[0][1] in _KNOWN_TO_ALL
            codecs[run.line] |= span.layers[0].codecs
    return {
        end: _Line(tuple(each), tuple(each.values()), codecs[end], lost[end] & codecs[end], by_all[end])
        for end, each in by_line.items()
        if end not in others
    }


def _may_be_mistaken(chain: ChainName) -> bool:
    """Whether a tool may take what `chain` undoes for something else."""
    (kind, codec), *deeper = chain
    return not deeper and (kind == UTF8_READ or kind.startswith(MISREPAIR)) and codec in _CODECS


def _after(run: str, winner: Candidate | None) -> str:
    """What `winner` makes of `run`."""
    return made(run, winner.spans) if winner else run


def _is_undone(line: _Line) -> bool:
    """Whether the runs of `line` are what undoing one mix-up of UTF-8 makes of them: no tool has touched it."""
    return any(
        [all([_plainly(key[1], codec) == text for key, text in zip(line.keys, line.now, strict=True)]) for codec in _CODECS]
    )


def _plainly(run: str, codec: str) -> str | None:
    data = _bytes(run, codec)
    return as_far(data)[0] if data else None


def _that_may(line: _Line) -> list[By]:
    """The mix-ups and tools by which each character of `line` may be what it is."""
    masks = [_may_be(char) for char in {char for key in line.keys for char in key[1]}]
    mask = reduce(and_, masks)
    return [by for i, by in enumerate(_PAIRS) if mask >> i & 1 and line.codecs & CODEC_BIT[by[0]]]


@lru_cache(4096)
def _may_be(char: str) -> int:
    """The pairs (a bit mask) by which `char` may have been made, or left."""
    shown = {tool: before_repair(char, tool) for tool in REPAIRERS}
    return sum([1 << i for i, (codec, tool) in enumerate(_PAIRS) if _bytes(char, codec) or _bytes(shown[tool], codec)])


def _seen(line: _Line, by: By) -> tuple[str, ...] | None:
    """What each run of `line` was."""
    texts = []
    for left, run, right in line.keys:
        ways = seen_by(run, *by)
        if not ways:
            return None
        texts.append(max(ways, key=lambda text: load().score(left, text + right, "")))
    return None if line.lost and _is_part(line, texts) else tuple(texts)


def _is_part(line: _Line, texts: Sequence[str]) -> bool:
    """Whether the `texts` of a `line` that may have lost bytes show what is left of these."""
    if any([_leads(set(text) & set(key[1]), line.lost) for key, text in zip(line.keys, texts, strict=True)]):
        return True
    whole = [(left, text + right) for (left, _, right), text in zip(line.keys, texts, strict=True)]
    return -sum([load().score(left, text, "") for left, text in whole]) > _CALM * sum([len(text) for _, text in whole])


def _leads(chars: Iterable[str], codecs: int) -> bool:
    """Whether one of `chars` leads a sequence in one of the `codecs`, of which the rest may be lost."""
    return any([roles().get(char, (0, 0, 0, 0))[0] & codecs for char in chars])


class _Worth:
    """How likely the texts of runs are, in the language of the text too: nats."""

    def __init__(self, election: Election) -> None:
        self._fit = election.home.language.fit

    def gain(self, line: _Line, texts: Sequence[str]) -> float:
        """How much likelier the `texts` are than what the runs of `line` are now said to have been."""
        return sum(
            [self.of(key, text) - self.of(key, now) for key, text, now in zip(line.keys, texts, line.now, strict=True)]
        )

    def of(self, key: Key, text: str) -> float:
        left, _, right = key
        return load().score(left, text + right, "") + self._fit(text)


def _verdict(key: Key, text: str, by: By, worth: _Worth, confidence: float) -> Verdict:
    layers = (Layer(UTF8_READ, CODEC_BIT[by[0]]),)
    candidate = Candidate(
        text + key[2], (Span(0, len(key[1]), text, layers, False),), worth.of(key, text) - worth.of(key, key[1])
    )
    return Verdict(candidate, confidence, (((UTF8_READ, by[0]),),))


@lru_cache(16384)
def seen_by(run: str, codec: str, repairer: str) -> tuple[str, ...]:
    """What `run` was, if it was UTF-8 read as `codec` of which a tool repaired all that `repairer` makes a character of."""
    ways: list[tuple[bytes, str, str]] = [(b"", "", "")]  # bytes of a character begun, what the tool saw, what it was
    for char in run:
        found = []
        for shown in dict.fromkeys((char, before_repair(char, repairer))):
            data = _bytes(shown, codec)
            if data is not None:
                found += [
                    (rest, seen + shown, text + more) for open_, seen, text in ways for rest, more in _read(open_ + data)
                ]
        ways = found[:_WAYS]
        if not ways:
            return ()
    return tuple([text for rest, seen, text in ways if not rest and repaired_by(seen, repairer) == run])


@lru_cache(16384)
def _bytes(shown: str, codec: str) -> bytes | None:
    try:
        data = charmaps.encode(shown, codec)
    except UnicodeError:
        return None
    return data if charmaps.decode(data, codec) == shown else None


@lru_cache(16384)
def _read(data: bytes) -> tuple[tuple[bytes, str], ...]:
    """`data` as UTF-8: the bytes of a character that is begun, and the text before these; nothing where it isn't any."""
    start = 0
    text = ""
    for end in range(1, len(data) + 1):
        more, is_cut = as_far(data[start:end])
        if more is None:
            return ()
        if not is_cut:
            text += more
            start = end
    return ((data[start:], text),)


@lru_cache(16384)
def repaired_by(seen: str, repairer: str) -> str:
    """What a tool makes of `seen` that takes all it can for UTF-8 read as `repairer`.

    >>> repaired_by("pĂĄ sjĂ¶", "iso8859-2")
    'pá sjĂ¶'
    """
    pieces: list[str] = []
    i = 0
    while i < len(seen):
        for length in (4, 3, 2):
            data = _bytes(seen[i : i + length], repairer)
            made = as_far(data)[0] if data else None
            if made and len(made) == 1 and not made.isascii():
                pieces.append(made)
                i += length
                break
        else:
            pieces.append(seen[i])
            i += 1
    return "".join(pieces)
