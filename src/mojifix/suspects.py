"""The suspects of a small text: the few runs that the sieve stopped at, among many that are as they should be.

Of clean files of 4 KB a third hold rare words or names that it stops at, most of them one.  To search all of their runs
took six times as long as to search these: where none of them is repaired by itself, the text is clean.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import chain

from mojifix import sieve
from mojifix.document import ODD, Key
from mojifix.election import elect
from mojifix.glance import SUPPORTED, glance
from mojifix.home import Home
from mojifix.scan import Run
from mojifix.standing import as_it_stands
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
_LATIN = re.compile("[\u00c0-\u024f]")


def are_cleared(text: str, runs: list[Run], policy: Policy) -> bool:
    """Whether the suspects of a small `text` are few among its `runs`, and none of them is garbled."""
    places = _places(text)
    keys = _keys_at(runs, places)
    distinct = len({run.key for run in runs})
    if distinct < _LEAST or len(keys) * _FEW > distinct or _is_uneasy(runs):
        return False
    election = elect(keys, Home(text))
    # What one run proposes of legacy mix-ups, others may say louder.
    return not election.proposed and not any([v and v.winner for v in verdicts(election, policy).values()])


def _is_uneasy(runs: Iterable[Run]) -> bool:
    """Whether many of the `runs` are odd by Latin letters that are odd nearly wherever they stand."""
    letters = {key: set(found) for key in {run.key for run in runs} if (found := _LATIN.findall(key[1]))}
    odd = [key for key in letters if as_it_stands(*key)[1] > ODD]
    count, oddly = (Counter(chain.from_iterable(letters[key] for key in keys)) for keys in (letters, odd))
    mostly = {letter for letter, n in oddly.items() if n > 1 and 2 * n > count[letter]}
    return sum([not mostly.isdisjoint(letters[key]) for key in odd]) > _UNEASY * len(letters)


def _places(text: str) -> list[int]:
    """The places of `text` that the sieve stops at, without the rare words of East Asian text."""
    found = sieve.suspects(text)
    east = found.east
    if east and len(east) * _LONE < found.asian:
        east = glance(text, east, SUPPORTED, len(east)).gaining
    return sorted((*found.places, *east))


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
