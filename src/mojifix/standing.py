"""How likely a run is where nothing happened: by the language model, and as right text of a kind that it doesn't know."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import filterfalse, pairwise
from unicodedata import category, normalize

from mojifix import multibyte
from mojifix.misrepairs import is_private
from mojifix.model import ANY, EDGE, load

WITHIN = 4.0  # nats that a sign costs within a word: ® or ² may end one, ├ or ¨ between letters is no writing
ACCENTED = 7.5  # nats an accented Latin letter among others costs in text of an unknown kind: ÅÄÖ
CAPITAL = 10.0  # nats that a capital of an unknown kind costs within a word: manƓuvre
CAPITALS = 6.0  # nats that capitals anywhere cost at most: ЧаВо and кБ are right
FORMULA = 2.0  # nats that a sign of mathematics and a Greek letter cost by themselves: √π
SHOUTED = 1.0  # nats that small letters cost among ASCII's capitals at most: HôTEL
FOREIGN = 4.0  # nats that an East Asian character costs beside a small Latin letter: `s氓r`
# ... and two or three letters and signs of which the one beside it is of another script: `Taรฏga`, `Systemб\xa0V`.
_FEW = (2, 3)
LOOSE = 14.0  # nats that a mark of Hebrew, Arabic or Indic costs which stands on no letter of its script: `Esempioֲ\xa06`
EVERYWHERE = frozenset("\xa0–—‘’“”„…«»·•")  # what right text of any kind has beside anything
# ... and what it has beside words and numbers: `MATLAB®`, `¿qué?`, `€ 5`.
COMMON = EVERYWHERE | frozenset("®™©°²³¹¼½¾×±√∞≈≠≤≥∑∏∂∫∆¡¿€£¥§¶†‡")
_BETWEEN_WORDS = frozenset("\xa0’")
_QUOTES = frozenset("“„”‚‹›«»†‡")  # signs that no text has between letters
_BEHIND_CAPITALS = (EVERYWHERE - frozenset("•„")) | frozenset("®™©°²±×€")  # ... where a capital is a word: `C—the`, `X²y`
_BEFORE_LETTERS = frozenset("·¡¿„‚")
_ORDINALS = frozenset("ªº")  # end a number or a word: `gieºer`
_DAGGERS = frozenset("†‡")
_BEFORE_WORDS = frozenset("£¥¢¤¹²³§©®¦¼¾")  # ... and before a small letter that begins a word
# ... and behind a word of small letters, where one that ends in a footnote's mark or is a trade mark is right text.
BESIDE_NUMBERS = frozenset("£¥§¼½¾×±√∞≈≠≤≥∑∏∂∫∆")
_AFTER_NUMBER, _NUMBER = re.compile("[.:)0-9][A-Z][a-z]"), re.compile("[0-9]|[A-Z][.]")
LISTED = 2.0  # nats a code point that the letters of an alphabet cost, one after the other: right text has 2 to 4
_ROW, _ALPHABET = 4, 10  # code points of a row, of an alphabet with gaps
_NEXT_IDEOGRAPH = 4
_NEXT = 2  # places in the alphabet between its neighbours, some of which a language lacks
_IN_ORDER, _MOSTLY = 0.7, 0.75  # the share of their steps that go up: `ъюья№■ЄхЁрї`, a word, has 0.7 by chance
AGAIN = 1.0  # nats that the same sign once more costs: `lá´´` ends in a quotation mark
# Nats that a point of Arabic or Hebrew costs, which most text leaves out (`كجزءٍ` was no `مجزءي`), and a mark that is apart
# from its letter, as in the names of files on a Mac.
POINT = 4.0
ELISION = 4.0  # nats that an apostrophe costs where a vowel is left out between two words: `Σ’αυτό` was no `όαυτό`
# Nats that a run costs which has ligatures, or half-width or full-width forms, beside the same without: `ﬁnd` was no `Þnd`,
# and `ｶﾀｶﾅ` no `鏡凝`.
FORMS = 3.0
# Nats that an East Asian character costs less which stands in a table or in quotation marks by itself: `'矛',` was an `ì` in
# a table of thousands, as one in ten is another character by chance.
IN_A_CELL = 12.0
_DELIMITERS = frozenset("'\"`|,;:=()[]{}<>\t\n" + EDGE)
# log P of a unit of measurement in Cyrillic, which has capitals anywhere: `дБ` in a Ukrainian document was an Armenian Ա.
UNIT = -7.5
BARE = 4.0  # nats that signs without any letter beside them cost less: a face, `¬´`, is no «


def without_points(left: str, run: str) -> str | None:
    """`run` without the points of Arabic and Hebrew and the marks that are apart from their letter; None where it has none.

    ... or where one of them stands on no letter of its script.
    """
    plain = _POINTS.sub("", run)
    if len(plain) == len(run) or not (plain or left[-1:].isalpha()):
        return None
    return None if any([_is_loose(left[-1:], run, i) for i in range(len(run))]) else plain


@lru_cache(16384)
def as_it_stands(left: str, run: str, right: str) -> tuple[float, float]:
    """log P(`run`) where nothing happened, and its surprise: nats per code point by the model alone."""
    model = load()
    stays = model.score(left, run, right)
    # A run may also be right and yet nothing the model knows: that bounds what its unlikeliness can prove.
    weird = _weird(left, run, right) + model.score(ANY + ANY, right, "")
    surprise = -stays / (len(run) + len(right))
    if _is_listed(run) or _is_in_alphabet(left, run, right):
        weird = max(weird, -6.0 - LISTED * len(run) + model.score(ANY + ANY, right, ""))
    if run >= multibyte.FIRST and len(run) == 1 and left[-1:] in _DELIMITERS and right[:1] in _DELIMITERS:
        stays += IN_A_CELL
    small = run.lower()
    if small != run and len(small) == len(run):
        weird = max(weird, model.score(left, small, right) - CAPITALS)
        if left[-1:].isupper() or right[:1].isupper():  # of a word in capitals, of which the model has seen few: `PƖLƖƖNA`
            weird = max(weird, model.score(left.lower(), small, "") + model.score(ANY + ANY, right, "") - CAPITALS)
    if _is_unit(run) and not (left[-1:].isalpha() or right[:1].isalpha()):
        weird = max(weird, UNIT + model.score(ANY + ANY, right, ""))
    plain = without_points(left, run)
    if plain is not None:
        weird = max(weird, model.score(left, plain, right) - POINT * (len(run) - len(plain)))
    if _ELIDED.search(run):
        weird = max(weird, model.score(left, run.replace("’", " "), right) - ELISION)
    if _FORMS.search(run):
        weird = max(weird, model.score(left, normalize("NFKC", run), right) - FORMS)
    around = left + right
    large = run.upper()
    # Old software's upper case is that of ASCII: HôTEL.
    if large != run and len(large) == len(run) and _has_capital(around) and not _has_small(around):
        weird = max(weird, model.score(left, large, right) - SHOUTED)
    return max(stays, weird), surprise


def surprise(left: str, run: str, right: str) -> float:
    """The surprise of `run` alone: a quarter of what it takes to know how it stands."""
    return -load().score(left, run, right) / (len(run) + len(right))


def is_out_of_place(left: str, run: str, right: str) -> bool:
    """Whether the signs of `run` stand where words have letters: `ci—n`, `Fil≤sofo`, or a `†` that is a word by itself.

    >>> is_out_of_place("ci", "—", "n "), is_out_of_place("l ", "—", " a"), is_out_of_place(" l", "’", "ea")
    (True, False, False)
    """
    whole = left[-1:] + run + right[:1]
    alone = len(run) == 1 and left[-1:].isspace() and right[:1] == " " and (run not in COMMON or run in "‚†")
    run_signs = "".join([char for char in run if not (char.isascii() or char.isalpha() or char in _BETWEEN_WORDS)])
    found = False
    for i in range(len(left[-1:]), len(left[-1:]) + len(run)):
        char = whole[i]
        if char.isascii() or char.isalpha():
            continue
        before, after = whole[:i].rstrip(run_signs)[-1:], whole[i + 1 :].lstrip(run_signs)[:1]  # `wy³±czone`
        if char in _BETWEEN_WORDS or not (alone or _is_within(char, before, after)):
            return False
        found = True
    return found


def _is_within(sign: str, before: str, after: str) -> bool:
    """Whether `sign` touches letters as right text has it not."""
    if sign in COMMON:
        return after.islower() and (before.islower() or (before.isupper() and sign not in _BEHIND_CAPITALS))
    return before.isalpha() or after.isalpha()


def is_misplaced(left: str, run: str, right: str) -> bool:
    """Whether `run` is a sign behind a small letter, and before none, as right text has it only before one or between two.

    >>> is_misplaced("rr", "„", " i"), is_misplaced(" l", "·", "l "), is_misplaced("i ", "¿", "Qu")
    (True, False, False)
    """
    return run in _BEFORE_LETTERS and "a" <= left[-1:] <= "z" and not right[:1].isalnum()


def is_no_writing(left: str, run: str, right: str) -> bool:
    """Whether a letter or a sign of `run` stands where right text of no language has one: `mÄdicos`, `J„rjestö`, `²elo`.

    >>> is_no_writing(" m", "Ä", "di"), is_no_writing("\\nJ", "„r", "je"), is_no_writing("a ", "Ä", "di")
    (True, True, False)
    """
    whole = left + run + right
    start, end = len(left), len(left) + len(run)
    return any([_is_no_writing(whole[:i][-2:], whole[i], whole[i + 1 :][:1]) for i in range(start, end)])


def _is_no_writing(before: str, char: str, after: str) -> bool:
    last = before[-1:]
    if char.isascii():
        return False
    if char.isupper():
        return "a" <= last <= "z" and not after.isupper()
    if char in _ORDINALS:
        return "a" <= last <= "z" and "a" <= after <= "z"
    if char in _QUOTES:
        return last.isalpha() and after.islower()
    if char in BESIDE_NUMBERS and not after.isalnum() and before.isascii() and before.islower() and before.isalpha():
        return len(before) == 2
    return char in _BEFORE_WORDS and "a" <= after <= "z" and not last.isalnum()


def may_be_footnote(left: str, run: str, right: str) -> bool:
    """Whether `run` is a dagger behind a small letter, as a footnote has it, or once a letter: `p† norsk`."""
    return run in _DAGGERS and "a" <= left[-1:] <= "z" and not right[:1].isalnum()


def is_numbering(left: str, run: str, right: str) -> bool:
    """Whether `run` stands where the number of a heading has a no-break space: `6.7.†Setting`, `ÿ5.1.`, `Chapter†2`.

    >>> is_numbering("7.", "†S", "et"), is_numbering("er", "†", "2."), is_numbering("5.", "’", "s ")
    (True, True, False)
    """
    char, after = run[0], run[1:] + right  # a run may go on over ASCII letters
    if not run[1:].isascii():
        return False
    if _AFTER_NUMBER.match(left[-1:] + after[:2]):
        return True
    if not (char.isalpha() or char not in COMMON or char == "†"):
        return False
    if left[-1:] in ("", EDGE):
        label = char.isupper() and char >= "\u0370" and after[0].isdigit()  # `К1`
        return _NUMBER.match(after) is not None and not label
    return after[:1].isdigit() and "a" <= left[-1:] <= "z" and (char >= "\u0370" or not char.isalpha())


def _is_in_alphabet(left: str, run: str, right: str) -> bool:
    """Whether `run` stands in an alphabet in its order, among letters of ASCII: `tuưvx`.

    >>> _is_in_alphabet("tu", "ư", "vx"), _is_in_alphabet("fi", "ï", "rs")
    (True, False)
    """
    around = left[-2:] + run + right[:2]
    if len(around) < len(run) + 4 or not (around.isalpha() and left[-2:].isascii() and right[:2].isascii()):
        return False
    plain = [ord(normalize("NFD", char.lower())[0]) for char in around]
    return all([0 <= b - a <= _NEXT for a, b in pairwise(plain)])


_POINTS = re.compile("[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u064b-\u0652\u0670]")
_ELIDED = re.compile("[\u0370-\u04ff]’[\u0370-\u04ff]")
_FORMS = re.compile("[\ufb00-\ufb06]|[\uff01-\uffee]")
# ... by what units begin with: of any letters, `зЩФб` in a Bulgarian line that was garbled was one, and stayed.
_is_unit = re.compile("[гдкмнпсх]?[ГМТ]?[АБВГДЗКНОПСТФ][авжклмнрстц]{0,2}(?<=..)").fullmatch
_has_capital, _has_small = re.compile("[A-Z]").search, re.compile("[a-z]").search
_is_formula = re.compile("[\u2202-\u22ff¼½¾±]+[\u03b1-\u03c9]+").fullmatch


def _is_keys(run: str) -> bool:
    """Whether `run` is of the letters of keys, small and capital: `аА`, `ЁёЙй`."""
    pairs = list(zip(run[::2], run[1::2], strict=False))
    return 2 * len(pairs) == len(run) and all([a != b and a.lower() == b.lower() for a, b in pairs])


def _is_listed(run: str) -> bool:
    """Whether `run` is a row of signs rather than writing: an alphabet in its order, or one sign again and again."""
    steps = [ord(b) - ord(a) for a, b in pairwise(run)]
    if len(run) > 1 and run[0] >= multibyte.FIRST and all([0 < step <= _NEXT_IDEOGRAPH for step in steps]):
        return True  # of a table of characters: no word has neighbours of Unicode side by side
    if _is_keys(run):
        return True
    if len(run) < _ROW:
        return False
    if not any(steps) or sum([0 < step < 3 for step in steps]) >= _IN_ORDER * len(steps):
        return True
    letters = set(filterfalse(str.isascii, run))
    if len(letters) >= _ROW:
        marks = {normalize("NFD", char)[1:] for char in letters}
        if len(marks) == 1 and "" not in marks:
            return True  # áéíóú|áéíóú: no word has one mark on all of its letters
    if len(run) < _ALPHABET or len(set(run)) < len(run) or len(set(map(str.isalpha, run))) > 1:
        return False  # `тчршьэюёЄ№■`, a word, is in order, too, by its signs
    plain = [normalize("NFD", char.lower())[0] for char in run]  # áčďéěí is in order, too
    rising = max(sum([step > 0 for step in steps]), sum([a <= b for a, b in pairwise(plain)]))
    return rising >= _MOSTLY * len(steps)


has_controls = re.compile("[\x80-\x9f]").search


def may_be_rest(left: str, run: str, right: str) -> bool:
    """Whether the controls of `run` are what is left of UTF-8 of which a letter in two became a question mark.

    >>> may_be_rest("??", "\\x9e", "?\\x99"), may_be_rest(" ?", "\\x9e", "a ")
    (True, False)
    """
    return left[-1:] == "?" and "?" in right and has_controls(run) is not None


def _weird(left: str, run: str, right: str) -> float:
    """log P(`run`) as right text of a kind that the model does not know; C1 controls are in no right text."""
    costs = [_weird_char(char) for char in run]
    if len(run) > 1 and all(["\xc0" <= char <= "\xff" for char in run]):
        costs = [ACCENTED] * len(run)
    elif _is_formula(run) and not (left[-1:].isalpha() or right[:1].isalpha()):
        costs = [FORMULA] * len(run)
    costs = [
        AGAIN if i and run[i - 1] == char and not char.isalpha() else cost
        for i, (char, cost) in enumerate(zip(run, costs, strict=True))
    ]
    costs = [LOOSE if _is_loose(left[-1:], run, i) else cost for i, cost in enumerate(costs)]
    odd = 0.0
    if not (left[-1:].isalnum() or right[:1].isalnum() or any(map(str.isalpha, run))):
        odd = -BARE
    elif run[0] >= multibyte.FIRST and run[-1] >= multibyte.FIRST:
        odd = FOREIGN * ("a" <= left[-1:] <= "z") + FOREIGN * ("a" <= right[:1] <= "z")
    elif len(run) in _FEW and run[0].isalpha() and max(run) < multibyte.FIRST and _touches(left, run, right):
        odd = FOREIGN * is_beside(run[0], left[-1:]) + FOREIGN * is_beside(run[-1], right[:1])
    elif left[-1:].isalpha() and right[:1].isalpha() and 6.0 in costs:
        odd = WITHIN
    elif run[0].isupper() and left[-1:].islower() and right[:1].islower():
        odd = CAPITAL
    return -6.0 - sum(costs) - odd


_MARKS = ("\u0591", "\u0e80")  # the scripts whose marks are theirs alone


def _is_loose(before: str, run: str, i: int) -> bool:
    """Whether the character at `i` of `run`, behind `before`, is a mark that stands on no letter of its script."""
    char = run[i]
    if not (_MARKS[0] <= char < _MARKS[1]) or category(char) != "Mn":
        return False
    last = run[i - 1] if i else before
    return last == "" or (last != ANY and ord(last) >> 8 != ord(char) >> 8)


def _touches(left: str, run: str, right: str) -> bool:
    return is_beside(run[0], left[-1:]) or is_beside(run[-1], right[:1])


def is_beside(char: str, other: str) -> bool:
    """Whether `char` is a letter of another script beside `other`, a small Latin letter."""
    return char >= "\u0370" and char.isalpha() and "a" <= other <= "z"


@lru_cache(8192)
def _weird_char(char: str) -> float:
    if "\x80" <= char < "\xa0":
        return 20.0
    if char in EVERYWHERE:
        return 3.5
    if is_private(char):
        return 8.0
    return 9.0 if char.isalpha() else 6.0
