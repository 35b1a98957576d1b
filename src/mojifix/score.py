"""Hypotheses -> candidates: what a run may have been, with the evidence for each in nats.  No thresholds.

The candidates of a run are paths through a lattice (`lattice`), held against the run as it stands (`standing`).
"""

from __future__ import annotations

import math
import re
from functools import lru_cache

from mojifix import charmaps
from mojifix.candidate import Candidate, Scored, is_old, is_plain, is_restored, new_among
from mojifix.hypotheses import (
    BENT_READ,
    C1_READ,
    MISREPAIR,
    UTF8_READ,
    Hypothesis,
    hypotheses,
    with_dropped,
)
from mojifix.lattice import Span, begins_line, join, most_promising, search
from mojifix.misrepairs import is_private, misrepaired, misrepairs, worsened, worsened_throughout
from mojifix.model import ANY, EDGE, load
from mojifix.multibyte import FIRST
from mojifix.sequences import CODEC_BIT, SINGLE, roles, sequences
from mojifix.shares import Sums, is_ambiguous, shared
from mojifix.standing import EVERYWHERE, as_it_stands, has_controls, is_beside, may_be_rest

CALM = 4.5  # nats a code point: of 6,000 garbled runs of development text none was less odd, of clean ones 84 % are
CALM_ABROAD = 3.5  # ... where other letters than those around are as odd by being there
_LONG, _STRETCH, _RESTLESS = 13, 6, 6.0  # code points of a long run, of the stretches it is looked at in; nats in those
ODD = 4.5  # nats a code point: right text has 2 to 4; only odder runs are asked whether a tool mis-repaired them
ODD_OWN = 6.0  # ... of text that holds what may be a lead, but is a letter among its like: `СафРҫ`, half repaired, is Сафо
PLAIN = 8.0  # nats: a run that is so well explained is not asked further
FUTILE = -3.0  # nats beside "nothing happened": below that no document helps either
HOPELESS = 16.0  # nats behind the best candidate: no document makes up for that
SCRIPT = 5.5  # nats that a small letter costs in text of one script whose words the model doesn't know
CONTROLS = 4.0  # nats that a reading without the run's C1 controls gains: they are damage of some kind
TOOLS_MAKE = "\u0800"  # what other tools wrongly make of UTF-8 is in a run with characters below
HANGING = 4.0  # nats that a capital costs at the end of a small word: of all training text nine words have one (`fimÉ`)
LOWERED = 3.0  # nats that a small letter costs which a capital behind capitals would have been: `NICIODATĂ\xa0` is right
MIXED = 4.0  # nats that two letters beside each other of which only one is Latin, and not ASCII, cost: `ĳаграма`, `Діаграма`
_LATIN, _OTHER = "[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]", "[\u0370-\u06ff]"
_MIXED = re.compile(f"{_LATIN}(?={_OTHER})|{_OTHER}(?={_LATIN})")
PARTIAL = 4.0  # nats that a letter costs that stays beside a garbled one: `пёкш` is not `Укш`
# Nats that it costs where nothing of a run shows the mix-up as it was; with 1, sound words of documents garbled in part
# changed (`chạy` was `chấy`); lines that a tool mis-repaired throughout have no need of it (`thorough`).
WORSENED = 3.0
# Nats that a sign or a Greek letter by itself costs at most in text of ASCII, wherever it stands: documentation has few, and
# the model had it that `Î` and `²` are little odder than β before `-catenin`.
SIGN = 8.0
# ... or lines through and under characters: `$6\u03363\u0336` in pages of shops.  Other accents stand over letters.
_SIGN = re.compile(
    "[\u00a2-\u00a9\u00ae\u00b0-\u00b7\u00b9\u00bc-\u00be\u0332\u0336\u0338\u0391-\u03c9\u2190-\u22ff\u2600-\u27bf]"
).fullmatch
MOST = 12  # candidates of a run that are judged


# What C1 controls are on Windows that stand before and after words: they are no letters there.
_OPENING = "".join([chr(b) for b in range(0x80, 0xA0) if charmaps.decoding_table("cp1252")[b] in "“„‘‚‹•–—…"])
_CLOSING = "".join([chr(b) for b in range(0x80, 0xA0) if charmaps.decoding_table("cp1252")[b] in "”’“…›™–"])


@lru_cache(65536)
def candidates(left: str, run: str, right: str, strange: float = 0.0) -> Scored:
    """The candidates of `run` between its two neighbours on each side, the likeliest first.

    By `strange` nats its letters are odder than the model knows.
    """
    _, surprise = as_it_stands(left, run, right)
    calm = CALM_ABROAD if _is_abroad(left, run, right) else CALM
    odd = has_controls(run) or _rises_within(run) or _hangs(left, run, right)
    if surprise + strange < calm and not odd and (len(run) < _LONG or _calm_throughout(left, run)):
        return Scored((), surprise, surprise)
    return _searched(left, run, right, surprise + strange > ODD)


@lru_cache(65536)
def _searched(left: str, run: str, right: str, is_odd: bool) -> Scored:
    """The candidates of a `run` that isn't calm; where it `is_odd`, of what a tool may have made, too."""
    stays, surprise = as_it_stands(left, run, right)
    ends = right[:1] == " " or (
        run == "Â" and right[:1] == EDGE
    )  # a no-break space at the end of a line may be stripped off
    if len(run) == 1 and run.isupper() and left[-1:].islower() and ends:
        stays -= HANGING
    if is_one_script(run) and not (is_beside(run[0], left[-1:]) and is_beside(run[-1], right[:1])):
        stays = max(stays, -6.0 - SCRIPT * len(run) + load().score(ANY + ANY, right, ""))
    found = hypotheses(run, right[:1])
    if run[0] in (_OPENING if not left[-1:].isalpha() else "") or run[-1] in (_CLOSING if not right[:1].isalpha() else ""):
        found = tuple([hyp for hyp in found if not is_old(hyp.layers[0])])
    if may_be_rest(left, run, right):
        found = tuple([hyp for hyp in found if hyp.layers[0].kind != C1_READ])
    ranked = _rank(left, run, right, found, stays)
    # Tables of letters have them one by one, and what other tools make of UTF-8 is no East Asian text.
    word = (len(run) > 1 or left[-1:].isalpha() or right[:1].isalpha()) and (min(run) < TOOLS_MAKE or is_private(run[0]))
    if (
        word
        and (is_odd or _rises_within(run))
        and (not ranked or ranked[0].evidence < PLAIN or _is_unexplained(run, ranked[0], stays))
    ):
        # A tool that knows few codecs repairs rightly some of what it meets, wrongly some, and leaves the rest.
        ranked += _rank(left, run, right, (*found, *misrepairs(run)), stays)
        for hyp in worsened_throughout(run):
            ranked += new_among(ranked, _rank(left, run, right, (hyp,), stays))
        # Of Cyrillic that lost most of its bytes a tool would have made Latin letters within words.
        ranked = [c for c in ranked if not (_is_worsened(c) and _MIXED.search(c.text))]
        ranked = sorted({(c.text, c.spans[0].layers): c for c in ranked}.values(), key=lambda c: (-c.evidence, c.text))
    if len(run) > 1 and run[0] >= FIRST and len(set(run)) == 1:  # `쩍쩍` is a word, and no `½½`
        ranked = [c._replace(evidence=c.evidence / len(run)) if c.evidence > 0 else c for c in ranked]
    # Letters of DOS and the Mac leave a run as odd as it is: the pair that made them may have made signs, too.
    rest = next((_rest(c, stays) for c in ranked if is_plain(c) and not is_old(c.spans[0].layers[0])), surprise)
    return Scored(tuple(ranked[:MOST]), surprise, min(surprise, rest))


def _is_worsened(candidate: Candidate) -> bool:
    """Whether `candidate` undoes what another tool made of a mix-up."""
    return any([span.layers[0].kind.startswith(MISREPAIR) for span in candidate.spans])


def _is_abroad(left: str, run: str, right: str) -> bool:
    """Whether `run` is a letter or two of another script among Latin ones: `conto ГЁ stato`."""
    return (
        len(run) < 4
        and run[0] >= "\u0370"
        and run[0].isalpha()
        and (left.strip()[-1:].isascii() or right.strip()[:1].isascii())
        and any(map(str.isalpha, left + right))
    )


def _rises_within(run: str) -> bool:
    """Whether a capital stands between small letters: `συσκΡυής`, where a tool made it of what `ε` had become."""
    return not run.islower() and any(
        [a.islower() and b.isupper() and c.islower() for a, b, c in zip(run, run[1:], run[2:], strict=False)]
    )


def _hangs(left: str, run: str, right: str) -> bool:
    """Whether an accented capital stands between what isn't one and a space: `20Â ans`, which the words behind it calm.

    ... or an Â at the beginning of a line, where French has an À; or a word of one before a small letter, where a line or no
    sentence begins: `Å to raditi`, `semelhante Ã quele`, `PÃ gina`.
    """
    if begins_line(left, run, right):
        return True
    if len(run) > 1 or not run.isupper() or not right.startswith(" "):
        return False
    last, before = left[-1:], left[-2:-1]
    begins = last == EDGE or (last == " " and before.islower()) or (last.isupper() and not before.isalnum())
    if begins and right[1:2].islower():
        return True
    return not (last.isspace() or last.isupper())


def _calm_throughout(left: str, run: str) -> bool:
    """Whether no stretch of a long `run` is odd by itself: little of it may be garbled."""
    char = load().char
    whole = (ANY + ANY + left)[-2:] + run
    costs = [-char(whole[i - 2 : i + 1]) for i in range(2, len(whole))]
    return all([sum(costs[i : i + _STRETCH]) < _RESTLESS * _STRETCH for i in range(0, len(costs), _STRETCH // 2)])


def is_one_script(run: str) -> bool:
    """Whether `run` is of small letters of one script other than Latin: UTF-8 read as anything hardly ever is."""
    block = ord(run[0]) >> 8
    return (
        len(run) > 1 and 3 <= block < 0x2E and all([ord(c) >> 8 == block and c.isalpha() and not c.isupper() for c in run])
    )


def _rest(best: Candidate, stays: float) -> float:
    """The surprise that `best` leaves, per code point."""
    return -(stays + best.evidence) / len(best.text)


def _is_unexplained(run: str, best: Candidate, stays: float) -> bool:
    """Whether `best` leaves some of `run` as odd as it is."""
    changed = {i for span in best.spans for i in range(span.start, span.end)}
    left = [char for i, char in enumerate(run) if i not in changed and not char.isascii() and char not in EVERYWHERE]
    return bool(left) or _rest(best, stays) > ODD


@lru_cache(65536)
def chain_candidate(left: str, run: str, right: str, chain: tuple[tuple[str, str], ...]) -> Candidate | None:
    """What `run` was if it went through the mix-ups `chain` (kind and codec of each), None where it shows none."""
    if chain[0][0].startswith(MISREPAIR):
        return _worsened(left, run, right, chain)
    guessed: list[Candidate] = []
    for hyp in hypotheses(run, right[:1]):
        if not _is_by(hyp, chain):
            continue
        stays, _ = as_it_stands(left, run, right)
        # What was lost, and whether it left a space behind, the lattice has to say: controls, or a no-break space.
        if is_ambiguous(hyp) or any([edge.lost for edge in hyp.edges]):
            paths = [(score, spans, text) for text, (score, spans) in search(left, run, right, [hyp]).items() if spans]
            if paths:
                best, spans, text = max(paths)
                guessed += shared(left, run, right, Candidate(text, spans, best - stays), [hyp], {})[:1]
            continue
        whole = run + right
        pieces: list[str] = []
        joined: tuple[Span, ...] = ()
        done = 0
        for edge in hyp.edges:
            if edge.start >= done:
                pieces += (whole[done : edge.start], edge.text)
                joined = join(joined, Span(edge.start, edge.end, edge.text, hyp.layers, False))
                done = edge.end
        text = "".join([*pieces, whole[done:]])
        return Candidate(text, joined, load().score(left, text, "") - stays - MIXED * _mixes(run, text))
    return max(guessed, key=lambda c: c.evidence, default=None)


def _is_by(hyp: Hypothesis, chain: tuple[tuple[str, str], ...]) -> bool:
    """Whether `hyp` undoes the mix-ups `chain`."""
    return len(hyp.layers) == len(chain) and all(
        [
            kind in (layer.kind, BENT_READ) and layer.codecs & CODEC_BIT[codec]
            for layer, (kind, codec) in zip(hyp.layers, chain, strict=True)
        ]
    )


def _worsened(left: str, run: str, right: str, chain: tuple[tuple[str, str], ...]) -> Candidate | None:
    """What `run` was where a tool made some of its characters by the mis-repair `chain`, and repaired or left the others.

    Which ones the lattice has to say: `α` was made of nothing else in `υπάρχΡι`, although the same tool may make it, too.
    """
    found = [hyp for hyp in misrepaired(run, [False] * len(run)) if _is_by(hyp, chain)]
    if not found:
        return None
    (_, codec), *_ = chain
    found += [hyp for hyp in hypotheses(run, right[:1]) if _is_by(hyp, ((UTF8_READ, codec),))]
    ranked = _rank(left, run, right, tuple(found), as_it_stands(left, run, right)[0])
    return ranked[0] if ranked else None


@lru_cache(65536)
def dropped_candidates(left: str, run: str, right: str, codec: str) -> tuple[Candidate, ...]:
    """What `run` was if it went through UTF-8 read as `codec` and lost its C1 controls, the likeliest first."""
    hyp = with_dropped(run, codec)
    stays, _ = as_it_stands(left, run, right)
    ranked = _rank(left, run, right, (hyp,), stays) if hyp else []
    return tuple([c for c in ranked if is_restored(c)])


@lru_cache(65536)
def worsened_candidates(left: str, run: str, right: str, codec: str) -> tuple[Candidate, ...]:
    """What `run` was if it went through UTF-8 read as `codec` and a tool made some of its characters of others."""
    hyp = worsened(run, codec) if codec in charmaps.CODECS else None  # tools know those of single bytes
    if not hyp:
        return ()
    stays, _ = as_it_stands(left, run, right)
    cost = 0.0 if any([mask & CODEC_BIT[codec] for _, _, mask in sequences(run)]) else WORSENED
    return tuple([c._replace(evidence=c.evidence - cost) for c in _rank(left, run, right, (hyp,), stays)])


def oddness(left: str, text: str) -> float:
    """How odd `text` is, a run or what it may have been with what follows it: nats a code point.

    The end of the text is one code point: the second one that stands for it costs ten nats, whatever is before.
    """
    text = text.removesuffix(EDGE + EDGE) + EDGE if text.endswith(EDGE + EDGE) else text
    return -load().score(left, text, "") / len(text)


def _rank(left: str, run: str, right: str, found: tuple[Hypothesis, ...], stays: float) -> list[Candidate]:
    if not found:
        return []
    promising = most_promising(left, run, right, found)
    best = search(left, run, right, promising)
    ranked = [
        Candidate(text, spans, score - stays - PARTIAL * _seams(run, spans) - _against(left, run, text))
        for text, (score, spans) in best.items()
        if spans
    ]
    ranked.sort(key=lambda c: (-c.evidence, c.text))
    if not ranked:
        return []
    # Only the likeliest is lifted: of other codecs a rare sign would take the place of ’.
    ranked[0] = ranked[0]._replace(evidence=max(ranked[0].evidence, -_as_sign(left, run, right, ranked[0]) - stays))
    kept = [c for c in ranked[:MOST] if c.evidence > max(FUTILE, ranked[0].evidence - HOPELESS)]
    sums: Sums = {}
    return [twin for c in kept for twin in shared(left, run, right, c, promising, sums)]


def _as_sign(left: str, run: str, right: str, c: Candidate) -> float:
    """What `c` costs at most if it is one sign or Greek letter between ASCII, made of a sequence with signs: `IL-1Î²`."""
    span = c.spans[0]
    rest = run[span.end :] + right
    made = not span.start and c.text == span.after + rest and not run[: span.end].isalpha()  # `Ôôô` is no ⓓ
    if not (made and left[-1:].isascii() and rest[:1].isascii() and run[span.end :].isascii()):
        return math.inf
    is_sign = not span.lost and span.layers[0].kind == UTF8_READ and _SIGN(span.after) is not None
    return SIGN - load().score(ANY + ANY, rest, "") if is_sign else math.inf


def _against(left: str, run: str, text: str) -> float:
    """What shapes say against `text`, which `run` may have been, in nats."""
    return LOWERED * _is_lowered(left, run, text) + MIXED * _mixes(run, text)


def _mixes(run: str, text: str) -> int:
    """How many letters of two scripts stand beside each other in `text`, more than in `run`: Ossetian has æ in Cyrillic."""
    return max(0, len(_MIXED.findall(text)) - len(_MIXED.findall(run)))


def _is_lowered(left: str, run: str, text: str) -> bool:
    """Whether `text` goes on in a small letter where capitals and `run` went on in capitals: `NICIODATà`."""
    return left[-2:].isupper() and len(left) > 1 and run[0].isupper() and text[0].islower()


def _seams(run: str, spans: tuple[Span, ...]) -> int:
    """How many letters of `run` stay although their neighbour was garbled: a mix-up garbles all that isn't ASCII.

    Beside C1 controls letters stand that the same encodings have in common; other tools repair here and there.
    """
    garbled = [span for span in spans if span.layers[0].kind in (UTF8_READ, BENT_READ)]
    changed = {i for span in garbled for i in range(span.start, span.end)}
    if not changed:
        return 0
    kept = [i not in changed and char.isalpha() and not char.isascii() for i, char in enumerate(run)]
    return sum([kept[i] and (i - 1 in changed) + (i + 1 in changed) for i in range(len(run))])


def is_unfinished(run: str, candidate: Candidate) -> bool:
    """Whether `candidate` leaves a character of `run` that leads a sequence by the mix-up of the others."""
    codecs = candidate.spans[0].layers[0].codecs
    changed = {i for span in candidate.spans for i in range(span.start, span.end)}
    return any([i not in changed and roles().get(char, (0,))[0] & codecs for i, char in enumerate(run)])


def unfinished(left: str, run: str, candidate: Candidate) -> int:
    """The codecs (a bit mask) that garbled a part of `run` and show leads in the rest, if `candidate` is odd with these."""
    changed = {i for span in candidate.spans for i in range(span.start, span.end)}
    made = {ord(char) >> 8 for span in candidate.spans for char in span.after}
    leading = {run[i] for i in changed if i < len(run)}
    leads = alone = 0
    odd = ODD
    for i, char in enumerate(run):
        if i not in changed and not char.isspace():  # a no-break space, which the Mac has among its leads, ends nothing
            two, three, four, _ = roles().get(char, (0, 0, 0, 0))
            leads |= two | three | four
            if two | three | four and char >= "\u0370" and ord(char) >> 8 in made:
                odd = ODD_OWN
                if char in leading and (i + 1 == len(run) or i + 1 in changed):  # `العاتورة`: of ف there was a ع
                    alone |= two
    garbled = [span.layers[0].codecs for span in candidate.spans if span.layers[0].kind in (UTF8_READ, BENT_READ)]
    found = 0
    for codecs in garbled:
        found |= codecs & leads & SINGLE
    return found if found & alone or (found and oddness(left, candidate.text) > odd) else 0
