"""The letters that are at home in a text, by what its ASCII says of the language.

`sp„ter` may have been `später` or `spćter`: the language model knows a letter by its two neighbours, the other words of
the text know the language.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cached_property
from itertools import zip_longest

from mojifix import regions
from mojifix.candidate import Candidate, Scored, aligned, is_restored
from mojifix.hypotheses import LEGACY, MISREPAIR, UTF8_READ
from mojifix.language import Language
from mojifix.legacy import LATIN, LOOKALIKES, Pair, is_latin_letter
from mojifix.model import EDGE
from mojifix.punctuation import APOSTROPHE, is_shortened, signs
from mojifix.restoring import restored
from mojifix.score import oddness
from mojifix.shares import at_home, edges_of, spacing
from mojifix.spaces import may_end_in_space, told_by_spaces
from mojifix.spelling import Spelling
from mojifix.standing import COMMON, EVERYWHERE, is_no_writing, is_numbering, is_out_of_place, may_be_footnote
from mojifix.tongues import spoken

_KNOWN = 15.0  # nats that a language which is known adds for readings as its words: of 106,817 clean lines one more changes
_KNOWN_TOO, _AT_HOME = 7.0, 0.5  # ... where the letters that stand there are the language's, too, by so many nats
# ... and nats for each nat by which the letters of a reading are more at home than those that stand there.
_STRANGER, _SAME, _MOST_STRANGE = 3.0, 1.0, 3.0
# ... where a tool may have made the letters that stand there of others: with 2, `paieŔkos` is as likely to be a legacy
# `paiečkos`.  No clean line of 29,000 and no word of 100,000 changes by it.
_TOOL = 3.0
_UNFIT = -0.5  # nats of fit below which letters are none of the language's: `Calder¢n` in German is no `Calderøn`
_NEVER = -1.6  # ... and letters that it hardly ever has: French ù, of one word only, is at -1.4, and `où` was `oè`
_NO_WORD = 5.5  # nats a code point above which a reading is no word
# Nats that letters of another script say for Latin text, and signs that right text hardly has there.
_OTHER_LETTERS, _SIGNS = 10.0, 8.0
# ... and more between small letters of ASCII, unless they look like these: `kopiлren`.  Of 1,000 garbled development words
# some 20 more come right by it, of clean lines and words none changes.
_WITHIN = 3.0
_BULLETS = frozenset("•")  # stand anywhere but between letters
_SHAPES = 10.0  # ... and what stands where right text of any kind has none, as much as sound Latin words are spared for
# ... and a no-break space for what stands between a number and a capital word, as no letter does: `B.4.5.ÊAccount`.  Of 716
# Latin development sentences 13 more come right by it, and no clean line of 106,817 changes.
_SPACES = 12.0
_SPACE = 4.0  # ... and a sequence for one that stands there, which shows what it was by itself: `4.7.┬\xa0Verifying`
# Distinct letters of no known language, beyond which a text is in one that isn't known: a tool makes the same one or two.
_UNKNOWN = 2
_EXTENDED = re.compile("[\u0100-\u017f]")
_SOME = 0.3  # how certain a language has to be, for lost letters to be told by it
_LATIN_WORDS = 4  # distinct words of ASCII letters that make it one
_LONE = 3.0  # nats that the only ideograph of a text in Latin letters costs within a word: `caf茅`, `10聽km`
_CEDILLAS, _COMMAS = frozenset("ŞşŢţ"), frozenset("ȘșȚț")
_TWO_SPACES = re.compile("[\u0080-\uffff]  [^ \n]")
_WIDE = re.compile("[\u2e80-\ud7ff]")


def is_slip(signs: Collection[str], text: str) -> bool:
    """Whether `signs` look like the letters that may have been meant: `сafé`, and Romanian ţ that is as usual as ț."""
    alike = LOOKALIKES.issuperset(signs) and regions.all_latin(text)
    return alike or (_CEDILLAS.issuperset(signs) and not _COMMAS.isdisjoint(text))


def _shown(key: tuple[str, str, str], c: Candidate, rival: bool = False) -> float:
    """What the characters of the run `key` that `c` changes say for Latin text, but for Latin letters.

    Signs say nothing where a `rival` explains them: `m/s┬▓` was no `m/sàí`.
    """
    left, run, right = key
    shown = {char for span in c.spans for char in run[span.start : span.end] if not char.isascii()}
    if any([char.isalpha() and not is_latin_letter(char) for char in shown]):
        return _OTHER_LETTERS + _WITHIN * (_is_small(left[-1:]) and _is_small(right[:1]) and LOOKALIKES.isdisjoint(run))
    signs = {char for char in shown if not char.isalpha() and char >= "\xa0"}  # controls have other readings
    if rival:
        return 0.0
    if signs - COMMON or (signs - (EVERYWHERE - _BULLETS) and is_out_of_place(left, run, right)):
        return _SIGNS
    return 0.0


def _is_apostrophe(key: tuple[str, str, str], c: Candidate) -> bool:
    """Whether `c` makes the apostrophe of an English word of the run `key`, which is East Asian: `it抯`."""
    left, run, _ = key
    shown = left[-1:].isascii() and left[-1:].islower() and _WIDE.match(run)
    return bool(shown) and c.text.startswith(APOSTROPHE) and is_shortened(c.text, len(APOSTROPHE))


def _is_in_latin(c: Candidate) -> bool:
    """Whether `c` has Latin letters, in place of which the search may have taken others: ł for ŋ."""
    return all([is_latin_letter(char) for char in c.text if char.isalpha()])


def _is_small(char: str) -> bool:
    return "a" <= char <= "z"


def is_space(key: tuple[str, str, str], c: Candidate) -> bool:
    """Whether `c` makes a no-break space of what has no business between a number and a word: `2.áThe`, `6.7.†Setting`."""
    made = "".join([span.after for span in c.spans])  # with the letters of ASCII that the run goes on over: `†S`
    return made[:1] == "\xa0" == c.text[:1] and made[1:].isascii() and is_numbering(*key)


def _is_spaced(key: tuple[str, str, str], c: Candidate) -> bool:
    """Whether `c` makes a no-break space of a sequence that is all of the run `key`, where headings or no words go on.

    No word of small letters ends in a capital one before a no-break space: `LampiranÂ\xa0C`.
    """
    left, run, right = key
    span = c.spans[0]
    if (span.after, span.layers[0].kind) != ("\xa0", UTF8_READ) or span.start or span.lost or span.end < len(run):
        return False
    if "a" <= left[-1:] <= "z" and run[0].isupper():
        return True
    return is_numbering(left, run[0], right[span.end - len(run) :])  # the space behind the run may be a byte of it


def _only(found: set[str]) -> str:
    """The one of what was `found`, if there is no other, and if it shows what it was."""
    return next(iter(found)) if len(found) == 1 and all(map(str.isascii, found)) else ""


class Home:
    """How likely letters are in `text`, whose `runs` outside ASCII are as they should be."""

    def __init__(self, text: str, runs: Collection[str] = ()) -> None:
        self.language = Language(text, runs)
        self._neighbours: dict[tuple[str, str, str], tuple[str, str]] = {}

    def hearing(self, runs: Collection[str]) -> Home:
        """The home of the same text, told by its sound `runs`, too."""
        return Home(self.language.text, runs)

    def hearing_too(self, runs: Collection[str]) -> Home:
        """The home of the same text, told by `runs` besides."""
        return Home(self.language.text, (*self.language.runs, *runs))

    def told(self, key: tuple[str, str, str], s: Scored) -> Scored:
        """`s` with what the letters say for the candidates of the run `key`, added to their evidence."""
        if not s.candidates:
            return s
        left, run, right = key
        alone = not (left[-1:].isalpha() or right[:1].isalpha())
        stays = self.language.fit(run)
        if (left[-1:].isalnum() or right[:1].isalnum()) and self._is_lone(run):
            stays -= _LONE
        found = []
        for c in s.candidates:
            is_open = c.share or is_restored(c)
            if is_open:
                c = self._restored(key, c)
            # À by itself is a word: how many words hold it says nothing of that, but that it is Latin does.
            said = 0.0 if alone and regions.all_latin(run + c.text) else self.language.fit(c.text) - stays
            said += _SPACE * _is_spaced(key, c)
            backing = self._doubt(run, c) if c.spans[0].layers[0].kind.startswith(MISREPAIR) else c.backing
            found.append(c._replace(evidence=c.evidence + said, backing=backing))
        if any(map(is_restored, found)):
            found = told_by_spaces(key, self._known_around(key), found, self._speech, self._keeps_spaces)
        found = list({(c.text, c.spans): c for c in found}.values())  # what lost other letters may have come out alike
        return s._replace(candidates=tuple(sorted(found, key=lambda c: (-c.evidence, c.text))))

    def _known_around(self, key: tuple[str, str, str]) -> tuple[str, str]:
        """What stands around the run `key`, asked once for all of its candidates."""
        if key not in self._neighbours:
            self._neighbours[key] = self._around(key)
        return self._neighbours[key]

    @cached_property
    def punctuation(self) -> Mapping[str, str]:
        """The characters that stand where quotation marks and apostrophes do, each with what it may have been."""
        return signs(self.language)

    @cached_property
    def spelling(self) -> Spelling:
        """What the languages of the text have in the places of its runs."""
        return Spelling(self.language.text, self._known_around)

    def spelled(self, read: Mapping[tuple[str, str, str], Candidate | None]) -> float:
        """By how many nats runs as they are `read` are spelled better than as they stand."""
        return self.spelling.said({key: aligned(key, c) for key, c in read.items()})

    def is_punctuated(self, key: tuple[str, str, str], c: Candidate) -> bool:
        """Whether all that `c` changes of the run `key` stands where punctuation does, and becomes that."""
        return (self.language.is_plain and _is_apostrophe(key, c)) or all(
            [
                before == after or after in self.punctuation.get(before, "")
                for span in c.spans
                for before, after in zip_longest(key[1][span.start : span.end], span.after, fillvalue="?")
            ]
        )

    @cached_property
    def _keeps_spaces(self) -> bool:
        """Whether two spaces stand somewhere behind what may be a lead."""
        return _TWO_SPACES.search(self.language.text) is not None

    def _around(self, key: tuple[str, str, str]) -> tuple[str, str]:
        """What stands before the run `key` with its left, and after its right, as far as that is the same everywhere.

        `czekaĹ na` was any word in `-kał` or `-kaś`, but for its third letter.
        """
        left, run, right = key
        text, end = self.language.text, len(left) + len(run) + len(right.rstrip(EDGE))
        before: set[str] = set()
        after: set[str] = set()
        at = text.find(left + run)
        while at >= 0:
            if text.startswith(right.rstrip(EDGE), at + len(left) + len(run)):
                before.add(text[max(0, at - 2) : at])
                after.add(text[at + end : at + end + 2])
            at = text.find(left + run, at + 1)
        return _only(before), _only(after)

    def _restored(self, key: tuple[str, str, str], c: Candidate) -> Candidate:
        """`c`, in which bytes are open, with the letters that the language has, and its share by that."""
        left, run, right = key
        if is_restored(c):
            edges = edges_of(run, right, c)
            before, after = self._known_around(key)
            found = restored(before + left, run, right, after, c, edges, self._speech(c))
            if found or may_end_in_space(c):
                c = c._replace(backing=_SHAPES * (_is_in_latin(c) and is_no_writing(*key)))
            if found:
                share = found.letters + spacing(left, run, right, found, edges)
                return found._replace(share=share, backing=c.backing)
        is_known = regions.all_latin(c.text) and self.language.certainty > _SOME
        return at_home(left, run, right, c, self.language.fit) if is_known else c

    def _speech(self, c: Candidate) -> Mapping[str, float]:
        """How likely each language is that `c`, which restores bytes, may be in."""
        if _is_in_latin(c):
            return self.language.shares
        known = [span.after for span in c.spans if not span.lost]  # ہ, if it was guessed, says nothing for Urdu
        return spoken("".join([*known, *self.language.runs]) or c.text)

    def candidate(self, run: str, c: Candidate | None) -> Candidate | None:
        """`c`, what `run` may have been, with what its letters say."""
        return c and c._replace(evidence=c.evidence + self.language.fit(c.text) - self.language.fit(run))

    def _doubt(self, run: str, c: Candidate) -> float:
        """By how many nats `c`, what a tool may have made `run` of, is likelier where its letters are strange."""
        if not regions.all_latin(run + c.text) or self.language.fit(run) > _NEVER:
            return 0.0  # ŝ may be of a language that isn't known: Esperanto looks like others
        more = self.language.fit(c.text) - self.language.fit(run) - _SAME
        return self.language.certainty * _TOOL * max(0.0, min(_MOST_STRANGE, more))

    def at_most(self, run: str) -> float:
        """The most that its letters can add to the evidence of a candidate for `run`, in nats."""
        return regions.OF_A_RUN - self.language.fit(run)

    def strangeness(self, run: str) -> float:
        """How strange the letters of `run` are here, in nats: none, up to two, or four for those of another script."""
        return max(0.0, -self.language.fit(run))

    def backing(self, key: tuple[str, str, str], c: Candidate, whole: bool = True, rival: bool = False) -> float:
        """By how many nats `c`, a legacy reading of the run `key` in Latin letters, is likelier than by itself.

        That is for what it changes, which may be no Latin word at all, and for a known language that has its letters, if
        this may have happened to the `whole` text.  What `rival` readings explain as well, no shape tells to be legacy.
        """
        made = [char for span in c.spans for char in span.after if char.isalpha() and not char.isascii()]
        if c.spans[0].layers[0].kind.removeprefix(LEGACY) in LATIN:
            shown = max(_shown(key, c, rival), 0.0 if rival else _SHAPES * is_no_writing(*key))
            return shown + _SPACES * is_space(key, c) + (self._word(key, c) if whole else 0.0)
        # Arabic and Hebrew encodings have letters of the West: è from cp720 is no likelier than from cp850.  Nor is a letter
        # or a sign of theirs that would stand within a Latin word: `bl\x8cere` was `blåere`, not `bl’ere` of Greek DOS.
        within = key[0][-1:].isascii() and key[0][-1:].isalpha() and key[2][:1].isascii() and key[2][:1].isalpha()
        return _shown(key, c) - _OTHER_LETTERS if within or (made and all(map(is_latin_letter, made))) else 0.0

    def written(self, pair: Pair) -> float:
        """How likely the text was written in `pair.written`, in nats, as far as its language tells: Polish not in cp775."""
        return self.language.written(pair.written) if pair.written in LATIN else 0.0

    def is_strange(self, run: str) -> bool:
        """Whether the letters of `run` are none of the language's, as far as that is known, or of another that isn't."""
        return self.language.certainty > _SOME and self.language.fit(run) < _UNFIT and not self._is_unknown

    def is_misfit(self, c: Candidate) -> bool:
        """Whether the letters of `c` are none of the language's, as far as that is known."""
        return self.language.certainty > _SOME and self.language.fit(c.text) < _UNFIT

    def _word(self, key: tuple[str, str, str], c: Candidate) -> float:
        """What a known language adds for `c` as one of its words."""
        if not any([char.isalpha() for span in c.spans for char in span.after]):
            return 0.0
        left, run, _ = key
        if not LOOKALIKES.isdisjoint(run) or is_slip([char for char in run if not char.isascii()], c.text):
            return 0.0
        signs = any([not (char.isascii() or char.isalpha()) for char in run])
        if signs and not (is_out_of_place(*key) or is_no_writing(*key) or may_be_footnote(*key)):
            return 0.0
        if self.language.fit(c.text) < _UNFIT or oddness(left, c.text) > _NO_WORD:
            return 0.0
        stays = self.language.fit(run)
        more = self.language.fit(c.text) - stays - _SAME
        known = _KNOWN if stays < _AT_HOME else _KNOWN_TOO
        sure = self.language.has_written(c.spans[0].layers[0].kind.removeprefix(LEGACY))
        return sure * (known + _STRANGER * max(-_SAME, min(_MOST_STRANGE, more)))

    @cached_property
    def _is_unknown(self) -> bool:
        """Whether the text has letters that no language has which is known, as Esperanto has."""
        letters = {letter.lower() for letter in _EXTENDED.findall(self.language.text)}
        return sum([not regions.all_latin(letter) for letter in letters]) > _UNKNOWN

    def _is_lone(self, run: str) -> bool:
        """Whether `run` has the only ideograph of the text, which has words in Latin letters."""
        wide = set(_WIDE.findall(run))
        return len(wide) == 1 and wide >= self._wide and self.language.words >= _LATIN_WORDS

    @cached_property
    def _wide(self) -> set[str]:
        return set(_WIDE.findall(self.language.text))
