"""Text that a chain of UTF-8 mix-ups explains as a whole: undone by Python's codecs, many lines at once.

A line of which every character belongs to a valid UTF-8 sequence is hardly anything else, and several such lines that
one chain undoes leave nothing to weigh: that is what makes the election of large texts quick where they are plain cases.
"""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from itertools import accumulate, islice
from typing import NamedTuple

from mojifix import charmaps, multibyte
from mojifix.chance import is_chance
from mojifix.coarse import hits
from mojifix.hypotheses import MAX_LAYERS, UTF8_READ, steps_of
from mojifix.model import ANY, load
from mojifix.priors import ChainName, prior
from mojifix.sequences import SINGLE, codecs_of, roles
from mojifix.steps import UTF8, Chain, replay

# Runs, but for an East Asian character by itself, of which one in ten is UTF-8 by chance: a table of radicals was Arabic.
_RUNS = re.compile(f"[^\0-\x7f]{{2,}}|[\x80-{chr(ord(multibyte.FIRST) - 1)}]|(?<=[A-Za-z])[^\0-\x7f]|[^\0-\x7f](?=[A-Za-z])")
_NOT_MINE = "\ufffe"  # a noncharacter, which stands for a line that isn't UTF-8
_FOREIGN = b"\xff"  # what UTF-8 never has, for a character that the codec doesn't have
_SPARE = "\x01"  # a character that no text has, for a question mark
_FOREIGN_FOR_ASKED = bytes.maketrans(b"?" + _SPARE.encode(), _FOREIGN + b"?")
_BY_LINE, _BY_WORD = "mojifix.line", "mojifix.word"  # names of error handlers: how much is passed over
_FOREIGN_PASSES = "mojifix.foreign"
_SAMPLE, _MANY = 2_000, 100  # code points, and how many of these the codec doesn't have, for C to take them all
_FIRST = 24  # lines that are looked at one by one: of the others those that these don't explain
_TRIES = 12  # lines after which nothing is evident, where no chain explained one
_FEW_CHAINS = 3  # of which all are tried, whether they have the characters of a line or not
_ENOUGH = 10  # distinct runs, for a chain to be evident
_RIVAL = 0.9  # of the lines that a chain explains: one that reads as many of them otherwise has to be weighed against it


def _pass_over(end: bytes) -> Callable[[UnicodeError], tuple[str, int]]:
    def handler(error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeDecodeError):
            raise error
        at = error.object.find(end, error.start)
        return _NOT_MINE, at if at >= 0 else len(error.object)

    return handler


def _keep(error: UnicodeError) -> tuple[bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return _FOREIGN * (error.end - error.start), error.end


codecs.register_error(_BY_LINE, _pass_over(b"\n"))
codecs.register_error(_BY_WORD, _pass_over(b" "))
codecs.register_error(_FOREIGN_PASSES, _keep)


def undone(pieces: list[str], chain: Chain, end: str) -> list[str | None]:
    """What each of `pieces` was before `chain`, None where it is nothing that the chain explains.

    `pieces` are what stands between the `end`s of a text, "\\n" or " ".

    >>> undone(["Ã©tÃ©", "été", "ete"], steps_of((("utf-8", "cp1252"),)), "\\n")
    ['été', None, None]
    """
    found: list[str | None] = [None] * len(pieces)
    at, now = list(range(len(pieces))), pieces
    for i in range(0, len(chain), 2):
        if not now:
            break
        after = _decoded(now, chain[i : i + 2], end)
        both = [(i, new) for i, old, new in zip(at, now, after, strict=True) if new != old and _NOT_MINE not in new]
        at, now = [i for i, _ in both], [new for _, new in both]
    for i, new in zip(at, now, strict=True):
        found[i] = new
    return found


class Parts(NamedTuple):
    """The stretches of whole lines that a chain undoes, each with what it was, and the lines that it doesn't explain."""

    undone: list[tuple[int, int, str]]
    left: list[tuple[int, int]]


def parts(text: str, chain: Chain) -> Parts | None:
    """What `undone` makes of the lines of `text`, without a look at each of them, which takes longer than the codecs do.

    None where it can't be told like that.

    >>> parts("Ã©tÃ©\\nete\\nété", steps_of((("utf-8", "cp1252"),)))
    Parts(undone=[(0, 10, 'été\\nete\\n')], left=[(10, 13)])
    """
    whole = _by_lines(text, chain)
    if whole is None:
        return None
    *told, last = whole.split(_NOT_MINE)
    found: list[tuple[int, int, str]] = []
    left: list[tuple[int, int]] = []
    size = len(text)
    begin = 0
    for after in told:
        # Of the line that isn't UTF-8 the beginning may have been; a byte was a character of the text.
        length = after.rfind("\n") + 1
        end = begin + length
        if length > 1:
            after = after[:length]
            end = begin + len(after.encode())
            if end - begin > length:
                found.append((begin, end, after))
        begin = text.find("\n", end)
        if begin < 0:
            begin = size
        left.append((end, begin))
    if size - begin > len(last):
        found.append((begin, size, last))
    return Parts(found, left)


def in_place(text: str, chain: Chain) -> str | None:
    """`text` with all lines undone that `chain` explains, which takes less than to tell where they are, as `parts` does.

    None where it can't be told like that.

    >>> in_place("Ã©tÃ©\\nete\\nété", steps_of((("utf-8", "cp1252"),)))
    'été\\nete\\nété'
    """
    whole = _by_lines(text, chain)
    if whole is None:
        return None
    pairs = zip(text.split("\n"), whole.split("\n"), strict=True)
    return "\n".join([old if _NOT_MINE in new or is_chance(old, new) else new for old, new in pairs])


def _by_lines(text: str, chain: Chain) -> str | None:
    """`text` undone, `_NOT_MINE` in each line that `chain` doesn't explain; None where these can't be told like that."""
    encode, decode, *more = chain
    if more or decode.codec != UTF8 or not charmaps.is_plain(encode.codec):
        return None
    data = _encoded(text, encode.codec)
    return None if _NOT_MINE.encode() in data else data.decode(UTF8, _BY_LINE)


def _encoded(text: str, codec: str) -> bytes:
    """The bytes of `text` in a plain `codec`, `_FOREIGN` for each character that it doesn't have."""
    sample = charmaps.encode(text[:_SAMPLE], codec, "replace")
    if sample.count(b"?") - text.count("?", 0, _SAMPLE) < _MANY or _SPARE in text:
        return charmaps.encode(text, codec, _FOREIGN_PASSES)
    # C puts question marks: where they are many, that takes half as long as a handler.  Real ones stand aside meanwhile.
    return charmaps.encode(text.replace("?", _SPARE), codec, "replace").translate(_FOREIGN_FOR_ASKED)


def _decoded(pieces: list[str], layer: Chain, end: str) -> list[str]:
    """`pieces` without one layer, _NOT_MINE within those that it doesn't explain."""
    encode, decode = layer
    if decode.codec == UTF8 and charmaps.is_plain(encode.codec):
        data = _encoded(end.join(pieces), encode.codec)
        return data.decode(UTF8, _BY_LINE if end == "\n" else _BY_WORD).split(end)
    found = []
    for piece in pieces:
        try:
            found.append(replay(piece, layer))
        except UnicodeError:
            found.append(_NOT_MINE)
    return found


def evident(lines: Iterable[tuple[str, Callable[[], bool]]]) -> list[ChainName]:
    """The mix-ups that undo some of `lines` as a whole, the deepest first; none where there is anything to weigh.

    With each line goes what tells whether it is odd, which takes as long as to undo it: what a mix-up explains that undid
    another line isn't asked.
    """
    shown: dict[ChainName, dict[str, str]] = {}
    ahead = iter(lines)
    _add_shown(islice(ahead, _FIRST), shown)
    _add_shown(_left_by(shown, list(ahead)) if shown else ahead, shown)
    agreed: list[ChainName] = []
    while shown:
        best = max(shown, key=lambda name: (len(shown[name]), prior(name), name))
        undone_by_best = shown.pop(best)
        if not _convinces(undone_by_best):
            break
        for name, others in list(shown.items()):
            rivals = len(others) > _RIVAL * len(undone_by_best)
            for line in [line for line in undone_by_best if line in others]:
                if rivals and others[line] != undone_by_best[line]:
                    return []
                del others[line]
            if not others:
                del shown[name]
        agreed.append(best)
    return sorted(agreed, key=lambda name: -len(name))


def _add_shown(lines: Iterable[tuple[str, Callable[[], bool]]], shown: dict[ChainName, dict[str, str]]) -> None:
    """Adds to what is `shown` what undoes some of `lines`, line by line."""
    tried = 0
    for line, is_odd in lines:
        # What explains no line before this one can't explain them all.
        explained = _by_known(line, shown)
        if not explained and is_odd():
            tried += 1
            if not shown and tried > _TRIES:
                break
            explained = _by_any(line)
        for name, after in explained.items():
            shown.setdefault(name, {})[line] = after


def _left_by(
    shown: dict[ChainName, dict[str, str]], lines: list[tuple[str, Callable[[], bool]]]
) -> list[tuple[str, Callable[[], bool]]]:
    """Those of `lines` that the chains `shown` don't undo; to these goes what they make of the others, all at once."""
    texts = [line for line, _ in lines]
    explained: set[str] = set()
    clean: dict[str, bool] = {}
    for name, known in shown.items():
        made = dict(zip(texts, undone(texts, steps_of(name), "\n"), strict=True))
        new = list(dict.fromkeys([after for after in made.values() if after is not None and after not in clean]))
        clean |= dict.fromkeys(new, True)
        ends = list(accumulate([len(after) + 1 for after in new]))
        clean |= dict.fromkeys([new[bisect_right(ends, place)] for place in hits("\n".join(new))], False)
        found = {line: after for line, after in made.items() if after is not None and clean[after]}
        known |= found
        explained |= found.keys()
    return [(line, is_odd) for line, is_odd in lines if line not in explained]


def _by_known(line: str, names: Iterable[ChainName]) -> dict[ChainName, str]:
    """Those of the chains `names` that undo `line` and leave nothing that the sieve would find; what each makes of it."""
    found: dict[ChainName, str] = {}
    clean: dict[str, bool] = {}
    names = list(names)
    # To look at the characters takes as long as two chains do.
    readers = frozenset(_readers(line) + multibyte.CODECS) if len(names) > _FEW_CHAINS else None
    for name in names:
        if readers and name[0][1] not in readers:
            continue
        try:
            after = replay(line, steps_of(name))
        except UnicodeError:
            continue
        if after == line or _NOT_MINE in after:
            continue
        if after not in clean:
            clean[after] = next(hits(after), None) is None
        if clean[after]:
            found[name] = after
    return found


def _by_any(text: str, depth: int = 1) -> dict[ChainName, str]:
    """The same of any chains."""
    found: dict[ChainName, str] = {}
    clean: dict[str, bool] = {}
    for codec in _readers(text):
        first = ((UTF8_READ, codec),)
        try:
            after = replay(text, steps_of(first))
        except UnicodeError:
            continue
        if after == text:
            continue
        if after not in clean:
            clean[after] = next(hits(after), None) is None
        if clean[after]:
            found[first] = after
        elif depth < MAX_LAYERS:
            found |= {(*first, *name): below for name, below in _by_any(after, depth + 1).items()}
    return found


def _readers(text: str) -> tuple[str, ...]:
    """The codecs that have all characters of `text`."""
    known = roles()
    mask = SINGLE
    for char in set(text):
        if char > "\x7f":
            two, three, four, cont = known.get(char, (0, 0, 0, 0))
            mask &= two | three | four | cont
            if not mask:
                break
    east = max(text) >= multibyte.FIRST
    return codecs_of(mask) + (multibyte.CODECS if east else ())


def _convinces(lines: dict[str, str]) -> bool:
    """Whether these lines and what they become show enough distinct runs, which become likelier."""
    before, after = _some_runs(lines), _some_runs(lines.values())
    if len(before) < _ENOUGH:
        return False
    score = load().score
    costs = [sum([score(ANY + ANY, run, "") for run in runs]) for runs in (before, after)]
    return costs[1] > costs[0]


def _some_runs(lines: Iterable[str]) -> list[str]:
    """The first distinct runs of `lines`."""
    found: dict[str, None] = {}
    for line in lines:
        found |= dict.fromkeys(_RUNS.findall(line))
        if len(found) >= _ENOUGH:
            break
    return list(found)[:_ENOUGH]
