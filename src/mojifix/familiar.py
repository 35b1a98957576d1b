"""Whether a text is in a language that the model knows, once it is read by a mix-up of letters within their alphabet.

A language that the model doesn't know has odd letters, and of hundreds of mix-ups one makes less odd ones of them: `tāne` of
Maori became `téne`.  But that is no language either: what a mix-up is undone in reads like one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise

from mojifix.candidate import Candidate, is_guessed, is_restored
from mojifix.document import Key, changes, is_latin, letter_by_letter
from mojifix.home import Home
from mojifix.hypotheses import C1_READ, LEGACY
from mojifix.language import Language
from mojifix.legacy import LOOKALIKES, Pair, are_neighbours, is_latin_letter
from mojifix.model import EDGE
from mojifix.plain import is_shown
from mojifix.scan import Run
from mojifix.score import oddness
from mojifix.standing import has_controls, is_no_writing, is_out_of_place
from mojifix.verdict import Verdict

# Nats a code point of all runs that are read otherwise, as many as which are odd in any language; and how many more where a
# Latin text is in a language that is known, and is written so.  Of 812 garbled development texts that came right 786 are
# below, of 171 right ones in languages that the model was trained without, and that were changed, 27.
_ODD, _KNOWN = 4.25, 0.65
# Nats that the letters of a Latin text in no known language have to say for a mix-up, each once.  Of 138 such development
# texts that came right 15 say less, and of 51 in made-up languages that were changed all but one.
_EACH_ONCE = 12.0
_SOUND, _CALM = 3, 3.75  # ... unless as many distinct runs are right, and no odder: `Új kiegyenlítõ bejegyzés`
# Runs, and nats that their letters say for a mix-up, each once, from which it is shown however odd the language: of 5,720
# documents in languages that the model was trained without none has both, of 8 garbled ones that were too odd 5.
_MANY, _MUCH = 8, 24.0
# Quotation marks for each run with letters, above which these, of names, say nothing against a mix-up: the marks show it in
# any language.  How its letters were written they don't: `Kısım` in English came out as `Kýsým`.
_MARKS = 4
_RUNS = 2  # distinct runs from which what another tool is said to have made of all of a text has to read like a language

_STRANGE_LETTERS, _STRANGERS = 3, 10  # of a language, and places where they stand, that make a text one in two languages
_LINES = 12  # of a text that are asked for their own language: of more it is the text's
_CERTAIN = 0.9  # ... how sure it is that it is in another one
_RISES = 8  # code points to a capital behind a small letter, of which text of no language has as many
_SYNTAX = frozenset("\\\"'")

Judged = list[tuple[Run, Verdict]]


def familiar(judged: Sequence[tuple[Run, Verdict]], runs: Iterable[Run], home: Home, text: str) -> Judged:
    """What was `judged` of the `runs` of `text`, without mix-ups within an alphabet that make nothing of it that reads well.

    So is what another tool is said to have made of all of a text, with nothing left that shows the mix-up.
    """
    runs = list(runs)
    language = home.language
    judged = _at_home(_without_strangers(judged, runs, language), language, text)
    repaired = {run.key: verdict for run, verdict in judged if verdict.winner}
    sound = {run.key for run in runs if run.key not in repaired and run.text.isalpha()}
    if all([_is_guess(verdict) for verdict in repaired.values()]):
        is_said = len(repaired) < _RUNS or not _is_unfamiliar(repaired, sound, language.has_letters, 0.0)
        return list(judged) if is_said and not _are_alone({key: v.winner for key, v in repaired.items() if v.winner}) else []
    legacy = {key: v.winner for key, v in repaired.items() if v.winner and _pair(v)}
    marks = sum([home.is_punctuated(key, winner) for key, winner in legacy.items()])
    is_chance = language.is_plain and not marks and not is_shown(legacy)
    if legacy and ((_are_alone(legacy) and not marks) or _is_no_case(legacy.values()) or is_chance):
        return [(run, verdict) for run, verdict in judged if run.key not in legacy]
    controls = {codec for v in repaired.values() for (kind, codec), *_ in v.chains if kind == C1_READ}
    others = {_pair(v) for v in repaired.values() if v.winner and not _is_latin_text(v.winner)}
    pairs = {key: pair for key, v in repaired.items() if (pair := _pair(v)) and _is_within(pair, pair in others)}
    asked = {key: repaired[key] for key, pair in pairs.items() if pair.written not in controls}
    letters = sum([v.winner is not None and _has_letters(v.winner) for v in asked.values()])
    if marks > _MARKS * letters or (marks and letters < _RUNS):
        return list(judged)
    known = max([language.has_written(pair.written) for pair in pairs.values() if is_latin(pair)], default=0.0)
    if not asked or not _is_unfamiliar(asked, sound, known, known):
        return list(judged)
    return [(run, verdict) for run, verdict in judged if run.key not in pairs]


def _without_strangers(judged: Sequence[tuple[Run, Verdict]], runs: Sequence[Run], language: Language) -> Judged:
    """What was `judged`, without Latin letters made of others where more are left of those that are none of the language's.

    The text is in two languages then: beside Danish, Czech has `á`, which would be an `å`, but also `ž` and `ě`.
    """
    letters = {run.start for run, verdict in judged if verdict.winner and _is_of_letters(verdict.winner)}
    if not letters or not language.is_known:
        return list(judged)
    repaired = {run.start for run, verdict in judged if verdict.winner}
    rest = [char for run in runs if run.start not in repaired for char in run.text if is_latin_letter(char)]
    strange = list(filter(language.is_stranger, rest))
    is_other = len(set(strange)) >= _STRANGE_LETTERS and len(strange) > max(len(letters), _STRANGERS)
    return [item for item in judged if item[0].start not in letters] if is_other else list(judged)


def _at_home(judged: Judged, language: Language, text: str) -> Judged:
    """What was `judged`, without Latin letters made of others in a line of another language, in which these are at home.

    Galician among lines of Norwegian has its `á`, where Norwegian has `å`.
    """
    lines: dict[int, dict[Key, Candidate]] = defaultdict(dict)
    for run, verdict in judged:
        if verdict.winner and _is_of_letters(verdict.winner):
            lines[run.line][run.key] = verdict.winner
    if not language.is_known or len(lines) > _LINES or "\n" not in text.strip("\n"):
        return judged
    at_home = {
        end for end, read in lines.items() if _is_of_another(text[text.rfind("\n", 0, end) + 1 : end], read, language)
    }
    return [(run, v) for run, v in judged if run.line not in at_home or not (v.winner and _is_of_letters(v.winner))]


def _is_of_another(line: str, read: Mapping[Key, Candidate], language: Language) -> bool:
    """Whether `line` is in another language than the text, to which the letters belong that were `read` otherwise.

    Of a line the language is told wrongly now and then, but `frî` is no better spelled in any than `frå`.
    """
    letters = {char for _, run, _ in read for char in run if char.isalpha() and not char.isascii()}
    if not letters or not all(map(is_latin_letter, letters)):
        return False
    home = Home(line)
    own = home.language
    is_other = own.has_letters > _CERTAIN and own.shares[language.region] < 1 - _CERTAIN
    return is_other and not any(map(own.is_stranger, letters)) and home.spelled(read) < 0


def _is_of_letters(winner: Candidate) -> bool:
    """Whether `winner` makes Latin letters, each of one character: by a legacy mix-up, or by what another tool did."""
    as_many = all([span.end - span.start == len(span.after) for span in winner.spans])
    return as_many and _has_letters(winner) and _is_latin_text(winner)


def _are_alone(read: Mapping[Key, Candidate]) -> bool:
    """Whether all runs that are `read` otherwise are signs by themselves, and no no-break spaces at the end of a heading."""
    return bool(read) and all([_is_alone(key) and not _ends_line(key, winner) for key, winner in read.items()])


def _is_no_case(read: Iterable[Candidate]) -> bool:
    """Whether of what is `read` many capitals stand behind small letters: `уЖтАЩуГтА`, of garbled text in small letters."""
    texts = [winner.text for winner in read]
    rises = sum([a.islower() and b.isupper() for text in texts for a, b in pairwise(text)])
    return rises * _RISES > sum(map(len, texts))


def _ends_line(key: Key, winner: Candidate) -> bool:
    """Whether `winner` makes a no-break space, at the end of a line or of what lost bytes."""
    return "\xa0" in winner.text and (key[2][:1] == EDGE or is_restored(winner))


def _is_alone(key: Key) -> bool:
    """Whether the run `key` is a sign by itself, as tables have them, or the same again: `│ _ ¯ │`, `'ááááá'`.

    >>> _is_alone(("_ ", "¯", " │")), _is_alone(("o ", "Φ", " e"))  # `piano è elettrico`, in cp1252 read as cp437
    (True, False)
    """
    left, run, right = key
    beside = (left.rstrip(" ")[-1:], right.lstrip(" ")[:1] if run[-1] != "\\" else "")
    return len(set(run) - _SYNTAX) == 1 and not any(map(str.isalnum, beside))


def _is_unfamiliar(repaired: Mapping[Key, Verdict], sound: Collection[Key], known: float, at_home: float) -> bool:
    """Whether what was `repaired` reads like no language, as far as a Latin one is `known`; its `sound` runs tell, too."""
    read = {key: v.winner for key, v in repaired.items() if v.winner}
    if 2 * sum(map(_is_no_text, read)) >= len(read):
        return False
    letters = [(key[0], winner.text) for key, winner in read.items() if _has_letters(winner)]
    rest = [(left, run + right) for left, run, right in sound]
    if len(letters) >= _MANY and letter_by_letter(read) >= _MUCH:
        return False
    if letters and _oddness(letters + rest) >= _ODD + _KNOWN * at_home:
        return True
    made = {change for key, winner in read.items() for change in changes(key[1], winner)}
    if not all(map(_is_latin_text, read.values())) or all([after == "\xa0" for _, after in made]):
        return False
    if (len(rest) >= _SOUND and _oddness(rest) < _CALM) or 2 * sum(map(_is_mixed, read)) >= len(read):
        return False
    # Each letter counts once, wherever it stands: who has an odd one has it in every other word.
    return letter_by_letter(read) < _EACH_ONCE * (1 - known)


def _is_latin_text(winner: Candidate) -> bool:
    """Whether the letters that `winner` makes are Latin ones."""
    return all([is_latin_letter(char) for span in winner.spans for char in span.after if char.isalpha()])


def _is_guess(verdict: Verdict) -> bool:
    """Whether nothing of a run shows a mix-up as it was: another tool made others of it, or bytes were lost."""
    return verdict.winner is not None and all(map(is_guessed, verdict.winner.spans))


def _is_no_text(key: Key) -> bool:
    """Whether the run `key` is what no language writes, known or not: `V„„r„`, `⌠fspylje`."""
    return has_controls(key[1]) is not None or is_no_writing(*key) or is_out_of_place(*key)


def _is_mixed(key: Key) -> bool:
    """Whether the run `key` is a letter of another alphabet in a Latin word: `aceastπ`, but not `сafé`, a writer's slip."""
    left, run, right = key
    others = {char for char in run if char.isalpha() and not is_latin_letter(char)}
    return bool(others - LOOKALIKES) and any([char.isascii() and char.isalpha() for char in (left[-1:], right[:1])])


def _pair(verdict: Verdict) -> Pair | None:
    """The legacy mix-up by which `verdict` reads a run."""
    for (kind, read), *_ in verdict.chains if verdict.winner else ():
        if kind.startswith(LEGACY):
            return Pair(kind.removeprefix(LEGACY), read)
    return None


def _is_within(pair: Pair, others: bool) -> bool:
    """Whether `pair` is a mix-up within an alphabet: Arabic encodings have letters of the West, if no `others` are made."""
    return is_latin(pair) or are_neighbours(*pair) or not others


def _has_letters(winner: Candidate) -> bool:
    """Whether letters outside ASCII are made: signs say little about a language."""
    return any([char.isalpha() and not char.isascii() for span in winner.spans for char in span.after])


def _oddness(texts: list[tuple[str, str]]) -> float:
    """How odd texts are together, each behind what stands to its left, in nats a code point."""
    return sum([oddness(left, text) * len(text) for left, text in sorted(texts)]) / sum([len(text) for _, text in texts])
