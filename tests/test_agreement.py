"""What a document agrees on: legacy mix-ups that all of it went through, and what single runs took for something else."""

from __future__ import annotations

import pytest

from mojifix import agreement, charmaps, fix, unison
from mojifix.agreement import all_of, judged_by_all, speaks_against, that_reads_most
from mojifix.candidate import Candidate
from mojifix.document import Key
from mojifix.election import Election
from mojifix.home import Home
from mojifix.hypotheses import C1_READ, LEGACY, UTF8_READ, Layer
from mojifix.lattice import Span
from mojifix.legacy import Pair
from mojifix.legacy_reading import legacy_candidate
from mojifix.model import ANY
from mojifix.scan import Run
from mojifix.sequences import CODEC_BIT
from mojifix.unison import whole_lines
from mojifix.verdict import Policy, Verdict

PAIR = Pair("cp1250", "cp437")
CHAIN = ((LEGACY + PAIR.written, PAIR.read),)


def misread(text: str, written: str, read: str) -> str:
    return charmaps.decode(text.encode(written), read)


def decided(key: Key, pair: Pair = PAIR) -> Verdict:
    candidate = legacy_candidate(*key, pair)
    assert candidate is not None
    return Verdict(candidate, 0.99, (((LEGACY + pair.written, pair.read),),))


def keys(words: str, read: str = "cp437") -> list[Key]:
    """A run for each of `words`, its letter outside ASCII written in cp1250 and read as `read`."""
    found = []
    for word in words.split():
        at = next(i for i, char in enumerate(word) if not char.isascii())
        found.append((word[max(0, at - 2) : at], misread(word[at], "cp1250", read), (word[at + 1 :] + " x")[:2]))
    return found


WORDS = "mielőtt minden törlés után fedél régen város kettő felül lakás kenyér csésze"


def test_ten_runs_that_went_through_one_mixup_make_it_that_of_the_document() -> None:
    known: dict[Key, Verdict | None] = {key: decided(key) for key in keys(WORDS.replace("minden ", ""))}
    assert all_of(known) == PAIR
    assert all_of(dict(list(known.items())[:9])) is None
    sound: dict[Key, Verdict | None] = dict.fromkeys([("zn", "ą", "c "), ("ko", "ć", " x")])
    assert all(speaks_against(key, PAIR) for key in sound)
    assert all_of(known | sound) is None


def test_a_run_that_stayed_goes_the_way_of_the_others() -> None:
    (key,) = keys("fűnek")
    verdict = judged_by_all(key, PAIR, None, Policy())
    assert verdict is not None and verdict.winner is not None
    assert verdict.winner.text.startswith("ű") and verdict.chains == (CHAIN,)


def test_what_a_run_took_for_something_else_gives_way_unless_that_is_far_likelier() -> None:
    (key,) = keys("fűnek")
    other = Candidate("û x", (Span(0, 1, "û", (Layer(LEGACY + "cp1252", CODEC_BIT["cp437"]),), False),), 5.0)
    taken = judged_by_all(key, PAIR, Verdict(other, 0.95, ((("legacy cp1252", "cp437"),),)), Policy())
    assert taken is not None and taken.winner is not None and taken.winner.text.startswith("ű")
    far = other._replace(evidence=60.0, spans=(other.spans[0]._replace(layers=(Layer(UTF8_READ, CODEC_BIT["cp437"]),)),))
    kept = Verdict(far, 0.99, (((UTF8_READ, "cp437"),),))
    assert judged_by_all(key, PAIR, kept, Policy()) is kept


def test_the_letters_of_the_language_have_a_say_for_a_run_that_is_odd_either_way() -> None:
    """To the language model `sű` is as rare as `sø`; Hungarian has only one of the letters."""
    home = Home(
        "A megadott érték nem felel meg az elvárásnak, mert a számlázás és a könyvelés közös kezelése nem történik meg"
    )
    pair, key = Pair("iso8859-16", "latin-1"), (ANY + "s", "ø", " t")
    assert judged_by_all(key, pair, None, Policy()) is None
    verdict = judged_by_all(key, pair, None, Policy(), home=home)
    assert verdict is not None and verdict.winner is not None and verdict.winner.text.startswith("ű")


def test_signs_behind_words_tell_which_encoding_showed_them() -> None:
    """Latin-1, by which the letters read alike, has no —, which stood for Breton ù."""
    words = "gwirioù bandennoù efedoù taolennoù marioù kador ruz mañ treuzfurmadurioù perzhioù diskouezañ koazhañ gwenn"
    text = "\n".join(f"{a} {b}" for a in words.split() for b in words.split() if a != b)
    assert fix(misread(text, "cp850", "cp1252")) == text


def test_of_pairs_that_read_alike_the_one_is_meant_that_makes_something_of_the_rest() -> None:
    """cp1250 has no £ and no ¡, which cp437's ú and í are in cp1254: the pair that lacks them read all else alike."""
    first, second = Pair("cp850", "cp1250"), Pair("cp850", "cp1254")
    runs: list[Key] = [("pr", "•", "xi"), ("dr", "‡", "me"), ("p", "•", "t ")]
    known: dict[Key, Verdict | None] = {key: decided(key, first) for key in runs}
    assert that_reads_most(first, known, Home("")) == first
    assert that_reads_most(first, known | {("en", "£", " p"): None}, Home("")).read in ("cp1254", "cp1252", "latin-1")
    assert legacy_candidate("en", "£", " p", second) is not None


def test_a_document_comes_back_with_its_last_run() -> None:
    text = "A dialógus kérdez, mielőtt engedélyezik az áru törlését.\n" * 2
    text += "Különben a számlát önmagában és a részletezett kifejtésű tranzakciót is megkérdezi.\n"
    text += "Az érték így elvész, és megnehezíti a jövőbeli egyeztetéseket.\n"
    assert fix(misread(text, "cp1250", "cp437")) == text


@pytest.mark.parametrize(
    ("text", "written", "read"),
    [
        ("Benvinguts a la instal·lació nova", "mac-roman", "latin-1"),
        ("צ'ילבות", "cp1255", "cp1250"),
        ("Spør om å komme inn etter et kræsj", "cp1252", "cp850"),
        ("Přístup k zaměstnancům a podnikatelům se vyplácí", "cp852", "cp1252"),
    ],
)
def test_a_line_comes_back_whole_though_a_run_of_it_shows_little(text: str, written: str, read: str) -> None:
    assert fix(misread(text, written, read)) == text


def line_of(*runs: tuple[Key, Verdict | None]) -> list[str | None]:
    """What becomes of the `runs` of one line, with the verdicts on each."""
    found = [Run(9 * i, *key, 500) for i, (key, _) in enumerate(runs)]
    election = Election({}, {}, {}, {}, 0.0, (), {}, (), Home(""))
    whole = whole_lines(found, dict(runs), election, Policy()).get(500, {})
    return [v.winner.text if v and v.winner else None for key, verdict in runs for v in [whole.get(key, verdict)]]


SURE, OPEN, SOUND = ("il", "ő", "tt"), ("ak", "á", "s "), ("sk", "ą", "c ")


def shown(key: Key) -> Key:
    return (key[0], misread(key[1], *PAIR), key[2])


def test_what_one_run_of_a_line_went_through_the_others_did() -> None:
    sure, open_ = shown(SURE), shown(OPEN)
    assert line_of((sure, decided(sure)), (open_, None)) == ["őtt", "ás "]
    assert line_of((open_, None)) == [None]


def test_a_line_stays_that_has_letters_which_the_reader_lacks() -> None:
    sure = shown(SURE)
    assert line_of((sure, decided(sure)), (SOUND, None)) == [None, None]


def test_a_line_stays_whose_other_runs_say_more_against_a_mixup_than_one_says_for_it() -> None:
    sure = shown(SURE)
    others = [("mi", "á", "ta"), ("or", "º", "sz"), ("ap", "ö", "t ")]
    said = [c.evidence for key in others for c in [legacy_candidate(*key, PAIR)] if c]
    assert -4 < min(said) < max(said) < -2.5
    assert line_of((sure, decided(sure)), *[(key, None) for key in others]) == [None] * 4


def test_a_line_of_which_a_run_cannot_be_told_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agreement, "ALL", 0.0)
    monkeypatch.setattr(unison, "ALL", 0.0)
    sure, open_ = shown(SURE), ("  ", misread("„", *PAIR), "  ")
    candidate = legacy_candidate(*open_, PAIR)
    assert candidate is not None and -4 < candidate.evidence < 2.1
    assert line_of((sure, decided(sure)), (open_, None)) == [None, None]


def test_controls_that_were_letters_of_the_mac_are_a_legacy_mixup_too() -> None:
    assert unison._legacy_pair(((C1_READ, "mac-roman"),), "é") == Pair("mac-roman", "latin-1")
    assert unison._legacy_pair(((C1_READ, "cp1252"),), "“") is None
    assert unison._legacy_pair(((UTF8_READ, "cp1252"),), "é") is None
    assert unison._legacy_pair(CHAIN, "é") == PAIR


def test_controls_that_were_letters_of_windows_speak_for_the_other_letters_of_their_line() -> None:
    assert unison._legacy_pair(((C1_READ, "cp1250"),), "š") == Pair("cp1250", "latin-1")
    assert fix("Re\x9aila je drugo nalogo in poèakala") == "Rešila je drugo nalogo in počakala"
    assert fix("Le c\x9cur de la mère") == "Le cœur de la mère"


def test_the_more_runs_agree_the_odder_may_one_be() -> None:
    key, pair = (ANY + " ", "ха", " "), Pair("cp1251", "koi8-r")
    candidate = legacy_candidate(*key, pair)
    assert candidate is not None and candidate.text == "ИБ " and -9 < candidate.evidence < -6
    assert judged_by_all(key, pair, None, Policy(), 10) is None
    many = judged_by_all(key, pair, None, Policy(), 1_000)
    assert many is not None and many.winner is not None and many.winner.text == candidate.text


def test_in_a_document_that_is_known_what_looks_torn_is_chance() -> None:
    key, pair = ("в ", "бёбвёЎв", " н"), Pair("iso8859-5", "mac-cyrillic")
    assert legacy_candidate(*key, pair) is None
    verdict = judged_by_all(key, pair, None, Policy(), 100)
    assert verdict is not None and verdict.winner is not None and verdict.winner.text == "состоит н"


@pytest.mark.parametrize(
    ("text", "written", "read"),
    [
        ("נא לכתוב ערך לא ריק, 'שם מלא' ו'סוג' של הספר", "cp862", "cp1252"),
        ("Когда пойдёт снег, дети выйдут во двор. -- Р.Стил", "cp1251", "mac-cyrillic"),
    ],
)
def test_signs_of_a_line_went_through_what_all_of_its_letters_did(text: str, written: str, read: str) -> None:
    assert fix(misread(text, written, read)) == text


@pytest.mark.parametrize(
    ("right", "written", "read"),
    [
        # Hebrew with points, of which the model has hardly seen any: the only such word among plain ones.
        (
            "\n".join([*["ספר קטן על שולחן עץ ישן בחדר", "ילדה אוכלת תפוח ליד הבית"], "הוא קרא אֶת־הַסֵּפֶר בערב"]),
            "cp1255",
            "koi8-r",
        ),
    ],
)
def test_a_document_comes_back_with_what_is_rare_in_it(right: str, written: str, read: str) -> None:
    assert fix(misread(right, written, read)) == right


def test_a_letter_beside_sound_words_of_its_script_is_no_lead() -> None:
    """`В ` is what a no-break space was, read as cp1251, or what is left of a letter; among right words it is one."""
    garbled = "Первый сервер хранит данные и журналы. Второй отвечает за почту. Третий — за имена, другой — за остальное. "
    garbled += "Настройки лежат в каталоге, файлы которого читает служба."
    right = "В этом доме тепло и сухо"
    assert fix(f"{misread(garbled, 'utf-8', 'cp1251')} {right}") == f"{garbled} {right}"
