"""The suspects of a small text: the few runs that the sieve stopped at, among many that are as they should be.

Of clean files of 2 KB half hold rare words or names that it stops at, most of them one.  Nearly all of these words are
`rare` by themselves, which takes a tenth of the time of a search.  What is left is searched, without the other runs: to
search all takes six times as long.  Where none of the suspects is repaired by itself, the text is clean.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from functools import lru_cache
from itertools import chain

from mojifix import sieve, unusual
from mojifix.cuts import lines_at
from mojifix.document import ODD, Key
from mojifix.east import east_suspects
from mojifix.election import elect
from mojifix.glance import SUPPORTED, glance
from mojifix.home import Home
from mojifix.multibyte import has_asian
from mojifix.rare import is_rare
from mojifix.scan import Run, scan
from mojifix.standing import surprise
from mojifix.verdict import Policy, verdicts

# Runs for each suspect, where these are few.  So they are in 357 of 363 clean development files of 4 KB that have any.  Of
# 14,000 garbled development texts two in a thousand were cleared, and one of them its other runs would have changed: `ţ`
# into `ț`.  Where one word or line of a document is garbled, 0 to 5 in 6,000 are cleared wrongly, by the sample: words of
# UTF-8 read as an East Asian encoding, that the sieve doesn't stop at.
_FEW = 4
_LEAST = 16  # runs of a text that are all asked: it takes little, and so few show little of a mix-up
# East Asian characters for each that is worth a look, where these are rare words: classical Chinese has 18 to 26, prose 30
# to 4,000; of garbled text one in two is, and in no sentence fewer than one in seven.
_LONE = 12
# The share of the Latin runs that are odd by a letter which mostly is, from which all runs are asked: õ for ő and è for č
# are nothing that the sieve stops at, and show little each.  5 of those 357 clean files have as many.  Of 3,900 texts of 20
# languages garbled so, 15 were cleared wrongly without this and none with it; they are what it was chosen by.
_UNEASY = 0.1
_SHARE = 0.2  # of a text's code points are letters of alphabets other than Latin, below which it is a Latin one
_OTHERS = re.compile("[\u0370-\u1dff]+")
_LETTER = re.compile("[^\\W0-9_a-zA-Z]")
_LATIN = re.compile("[\u00c0-\u024f]")
_BEGINNING = 500  # code points
_APART = re.compile("[\x00-\x7f]?[^\x00-\x7f]+[\x00-\x7f]?")  # a run, told from others as far as that takes little
_RUN = re.compile("[^\x00-\x7f]+")


def are_rare(text: str) -> bool:
    """Whether all that the sieve stops at in a small `text` are rare words and characters, few among many.

    Of 2,448 clean files of 2 KB that it stops at these are 2,263.
    """
    if unusual.has_forms(text):
        return False
    words = unusual.strange_words(text)
    if not _has_runs(text, max(_LEAST, len(words) * _FEW)) and not _has_signs_only(text):
        return False
    if _odd_words(text) or sieve.is_strange_throughout(text):
        return False
    east, asian = east_suspects(text)
    if east and (len(east) * _LONE >= asian or glance(text, sorted(east), SUPPORTED, 1).gaining):
        return False
    return not _is_uneasy(text)


def _has_runs(text: str, least: int) -> bool:
    """Whether `text` has at least so many distinct runs, which mostly its beginning shows."""
    return len(set(_APART.findall(text, 0, _BEGINNING))) >= least or len(set(_APART.findall(text))) >= least


def _has_signs_only(text: str) -> bool:
    """Whether `text` is English or code, and has signs alone outside ASCII: an arrow and a no-break space."""
    return not (_LETTER.search(text) or has_asian(text)) and Home(text).language.is_plain


def _is_latin(text: str) -> bool:
    """Whether few letters of `text` are of other alphabets than the Latin one."""
    return len("".join(_OTHERS.findall(text))) < _SHARE * len(text)


def _odd_words(text: str) -> list[str]:
    """The strange words of `text` that aren't merely rare."""
    words = unusual.strange_words(text)
    if not words:
        return []
    latin = _is_latin(text)
    letters = _own_letters(text, words)
    odd = [word for word in words if not (letters.isdisjoint(word) and is_rare(word, latin))]
    return [] if len(odd) == 1 and letters.isdisjoint(odd[0]) and is_rare(odd[0], latin, alone=True) else odd


def _own_letters(text: str, words: Collection[str]) -> set[str]:
    """The letters that the strange `words` have, and nothing else in `text`: a tool made them of others, `tieŔsaistes`.

    Those of the West are of names, too, where a single word has them, and so are those of other alphabets.
    """
    held = Counter(chain.from_iterable([{char for char in word if not char.isascii() and char.isalpha()} for word in words]))
    found = {letter for letter, n in held.items() if n > 1 or "\u0100" <= letter < "\u0250"}
    if not found:
        return found
    known = set(words)
    others = set("".join([word for word in set(unusual.words_of(text)) if word not in known]).lower())
    return {letter for letter in found if letter.lower() not in others}


def are_cleared(text: str, policy: Policy) -> bool:
    """Whether the suspects of a small `text` are few among its runs, and none of them is garbled."""
    places = _places(text)
    keys = _keys_at(chain.from_iterable([scan(text, *line) for line in lines_at(text, places)]), places)
    if not _has_runs(text, max(_LEAST, len(keys) * _FEW)) or _is_uneasy(text):
        return False
    home = Home(text)
    if home.punctuation:
        return False
    election = elect(keys, home)
    # What one run proposes of legacy mix-ups, others may say louder; where it says nothing, as a Cyrillic р in a Latin word
    # of Russian text does, they seldom do.
    proposed = [proposal for proposal in election.proposed if proposal.odds > 0 or _is_latin(text)]
    return not proposed and not any([v and v.winner for v in verdicts(election, policy).values()])


@lru_cache(16384)
def _latin_runs(word: str) -> tuple[tuple[Key, bool], ...]:
    """The runs of `word` that hold Latin letters, and whether they are odd."""
    whole = f"a {word} a"  # other words around it would say the same
    found = []
    for match in _RUN.finditer(whole):
        if _LATIN.search(match.group()):
            start, end = match.span()
            key = (whole[start - 2 : start], match.group(), whole[end : end + 2])
            found.append((key, surprise(*key) > ODD))
    return tuple(found)


def _is_uneasy(text: str) -> bool:
    """Whether many of the runs in `text` are odd by Latin letters that are odd nearly wherever they stand."""
    if not _LATIN.search(text):
        return False
    words = [word for word in set(text.replace("\n", " ").split(" ")) if not word.isascii()]
    runs = dict(chain.from_iterable(map(_latin_runs, words)))
    odd = [key for key, is_odd in runs.items() if is_odd]
    if len(odd) <= _UNEASY * len(runs):
        return False
    letters = {key: set(_LATIN.findall(key[1])) for key in runs}
    count, oddly = (Counter(chain.from_iterable(letters[key] for key in keys)) for keys in (letters, odd))
    mostly = {letter for letter, n in oddly.items() if n > 1 and 2 * n > count[letter]}
    return sum([not mostly.isdisjoint(letters[key]) for key in odd]) > _UNEASY * len(letters)


def _places(text: str) -> list[int]:
    """The places of `text` that the sieve stops at, without rare East Asian characters, and rare words beside an odd one."""
    found = sieve.suspects(text)
    places = found.places
    if not sieve.is_strange_throughout(text):
        odd = _odd_words(text)
        rare = set(unusual.strange_words(text)).difference(odd) if len(odd) < 2 else set()
        places = [place for place in places if unusual.word_at(text, place) not in rare]
    east = found.east
    if east and len(east) * _LONE < found.asian:
        east = glance(text, east, SUPPORTED, len(east)).gaining
    return sorted((*places, *east))


def _keys_at(runs: Iterable[Run], places: list[int]) -> set[Key]:
    """The distinct ones of `runs` that hold one of `places`, or the character after it."""
    found = set()
    ahead = iter(places)
    place = next(ahead, None)
    for run in runs:
        while place is not None and place + 1 < run.start:
            place = next(ahead, None)
        if place is None:
            break
        if place < run.start + len(run.text):
            found.add(run.key)
    return found
