"""Verdicts: when a run is repaired, with which candidate, how sure that is, and what the repairs say."""

from __future__ import annotations

import math

import pytest

from mojifix.apply import apply
from mojifix.charmaps import decode, encode
from mojifix.decide import Policy, Verdict, decide, judge_by, repairs_of
from mojifix.election import Election
from mojifix.home import Home
from mojifix.hypotheses import Layer
from mojifix.lattice import Span
from mojifix.priors import prior
from mojifix.scan import Run, scan
from mojifix.score import DOUBT, Candidate, Scored
from mojifix.sequences import CODEC_BIT
from mojifix.steps import Step, replay, rewriting

KEY = ("ab", "Ã©", "cd")
CP1252 = (Layer("utf-8", CODEC_BIT["cp1252"]),)
PRIOR = prior((("utf-8", "cp1252"),))
UNDO = (Step("encode", "cp1252"), Step("decode", "utf-8"))


def candidate(text: str, odds: float, lost: bool = False) -> Candidate:
    """A candidate whose odds against "nothing happened", its prior included, are `odds` nats."""
    return Candidate(text, (Span(0, 2, text, CP1252, lost),), odds - PRIOR)


def verdict(*candidates: Candidate, policy: Policy | None = None) -> Verdict | None:
    scored = {KEY: Scored(tuple(candidates), 9.0, 2.0)}
    election = Election(scored, {}, {}, {}, 0.0, (), {}, (), Home(""))
    return judge_by(election, KEY, policy or Policy())


def test_a_run_without_candidates_has_no_verdict() -> None:
    assert verdict() is None


@pytest.mark.parametrize(("odds", "repaired"), [(math.log(9.1), True), (math.log(8.9), False), (20.0, True), (-20.0, False)])
def test_a_run_is_repaired_where_nine_of_ten_speak_for_it(odds: float, repaired: bool) -> None:
    found = verdict(candidate("é", odds))
    assert found is not None
    assert (found.winner is not None) is repaired
    assert found.confidence == pytest.approx(1 / (1 + math.exp(-odds)))


def test_the_policy_says_how_sure_that_must_be() -> None:
    for confidence, repaired in ((0.5, True), (0.7, True), (0.8, False), (0.999, False)):
        found = verdict(candidate("é", math.log(3)), policy=Policy(confidence))
        assert found is not None and (found.winner is not None) is repaired, confidence


def test_the_likeliest_candidate_wins_wherever_it_stands() -> None:
    for order in (0, 1):
        both = [candidate("é", 9.0), candidate("è", 3.0)][:: 1 if order else -1]
        found = verdict(*both)
        assert found is not None and found.winner is not None
        assert found.winner.text == "é"
        assert found.chains == ((("utf-8", "cp1252"),),)


def test_rivals_make_the_winner_less_sure() -> None:
    assert verdict(candidate("é", 9.0), candidate("è", 8.9)) == Verdict(None, pytest.approx(0.52, abs=0.01), ())


def test_guesses_are_left_where_the_policy_wants_none() -> None:
    guess = candidate("é", 12.0, lost=True)
    found, without = verdict(guess), verdict(guess, policy=Policy(guesses=False))
    assert found is not None and found.winner == guess
    assert without is not None and without.winner is None
    sure = verdict(candidate("é", 12.0), policy=Policy(guesses=False))
    assert sure is not None and sure.winner is not None


@pytest.mark.parametrize(("other", "repaired"), [("à la", True), ("à  la", True), ("ò la", False)])
def test_whether_a_lost_byte_left_a_space_makes_no_guess_unsure(other: str, repaired: bool) -> None:
    found = verdict(candidate("àla", 9.0, lost=True), candidate(other, 8.0, lost=True))
    assert found is not None
    assert (found.winner is not None) is repaired
    assert found.confidence == pytest.approx(0.9998 if repaired else 1 / (1 + math.exp(-1 / DOUBT)), abs=0.01)


def test_only_guesses_are_sure_but_for_spaces() -> None:
    found = verdict(candidate("àla", 9.0), candidate("à la", 8.0))
    assert found is not None and found.winner is None


def test_a_guess_that_is_hardly_likelier_than_its_rival_stays_unsure() -> None:
    found = verdict(candidate("àla", 9.0, lost=True), candidate("à la", 8.9, lost=True))
    assert found is not None and found.winner is None


def test_repairs_are_at_the_places_of_their_runs_and_say_what_stood_there() -> None:
    text = "abÃ©cd Ã©, abÃ©cd"
    runs = scan(text)
    won = Verdict(candidate("é", 9.0), 0.97, ((("utf-8", "cp1252"),),))
    found = repairs_of([(run, won) for run in runs if run.key == runs[0].key])
    assert [(r.start, r.end, r.before, r.after, r.steps, r.confidence, r.guessed) for r in found] == [
        (2, 4, "Ã©", "é", UNDO, 0.97, False), (13, 15, "Ã©", "é", UNDO, 0.97, False),
    ]  # fmt: skip
    assert repairs_of([(runs[0], Verdict(None, 0.5, ()))]) == []
    assert repairs_of([]) == []


def test_a_repair_may_take_the_space_after_its_run() -> None:
    (run,) = scan("Ã la")
    won = Verdict(Candidate("à", (Span(0, 2, "à", CP1252, True),), 9.0), 0.95, ((("utf-8", "cp1252"),),))
    (repair,) = repairs_of([(run, won)])
    assert (repair.before, repair.after, repair.guessed) == ("Ã ", "à", True)
    assert repair.steps[0] == Step("restore", "cp1252:c3a0")


def test_several_stretches_of_a_run_are_several_repairs() -> None:
    run = Run(5, "ab", "Ã©—Ã¨", "cd")
    spans = (Span(0, 2, "é", CP1252, False), Span(3, 5, "è", CP1252, False))
    won = Verdict(Candidate("é—è", spans, 9.0), 0.95, ((("utf-8", "cp1252"),),) * 2)
    assert [(r.start, r.end, r.after) for r in repairs_of([(run, won)])] == [(5, 7, "é"), (8, 10, "è")]


@pytest.mark.parametrize(
    ("before", "after", "chain", "first"),
    [
        ("Ã©", "é", (("utf-8", "cp1252"),), "encode"),
        ("С†В©", "é", (("utf-8", "cp1251"), ("utf-8", "koi8-t")), "restore"),  # koi8-t has © twice
        ("??", "я", (("utf-8", "cp1252"),), "restore"),  # not these bytes
        ("я", "\U0010ffff", (("legacy cp1251", "cp1252"),), "restore"),  # no codec of these has it
    ],
)
def test_steps_always_replay_whatever_the_codec_gives_back(
    before: str, after: str, chain: tuple[tuple[str, str], ...], first: str
) -> None:
    run = Run(0, "ab", before, "cd")
    spans = (Span(0, len(before), after, CP1252, False),)
    (repair,) = repairs_of([(run, Verdict(Candidate(after, spans, 9.0), 0.95, (chain,)))])
    assert replay(before, repair.steps) == after
    assert repair.steps[0].action == first
    if after == "\U0010ffff":
        assert repair.steps == rewriting(after)


def test_all_runs_of_a_text_are_decided_together() -> None:
    assert decide("ô", scan("ô"), Policy()) == []
    text = "naïve dÃ©jÃ\xa0, Ã©tÃ© : oÃ¹ ? Ã\xa0 cÃ´tÃ©. CafÃ© prÃ¨s."
    runs = scan(text)
    found = decide(text, runs, Policy())
    assert "".join(r.after for r in found) == "éàééùàôééè"
    assert decide(text, runs, Policy(confidence=1.0)) == [r for r in found if r.confidence == 1.0]


def read_as(text: str, written: str, read: str) -> str:
    return decode(text.encode(written), read)


@pytest.mark.parametrize(
    ("text", "written", "read"),
    [
        ("Päivän vinkit\nTyökalupalkki\nHyvää yötä, näkemiin\nEtsi löytyneitä hyönteisiä", "cp437", "cp1250"),
        ("請選擇伺服器 $1。\n強制協定版本 $2。\n處理器可以執行多個程序。", "big5", "cp437"),
        ("8.1.\xa0用其他语言进行配置\n8.2.\xa0设置默认语言\n此应用程序不会直接创建这些变量。", "gb18030", "koi8-r"),
        ("Чтобы мышь заработала, нужны драйверы\nмодули находятся на старых компьютерах", "cp1251", "cp866"),
    ],
    ids=["low quotes within words", "a second byte in ASCII", "four bytes", "a word whose letters rise"],
)
def test_a_document_that_went_through_a_legacy_mixup_comes_back_whole(text: str, written: str, read: str) -> None:
    garbled = read_as(text, written, read)
    found = decide(garbled, scan(garbled), Policy())
    assert apply(garbled, found).text == text


BULGARIAN = """Къщата до реката беше стара и тиха.
К-ни не идваше често, но винаги носеше хляб.
Вечер палехме огън и слушахме вълните.
Баба разказваше за града, в който е родена.
Сутрин мъглата лежеше над полето като мляко.
Конят пасеше край пътя, а кучето спеше.
К-ни каза, че зимата ще бъде дълга.
Дядо поправи оградата и боядиса вратата.
"""
UKRAINIAN = """Прийшла весна, і Дніпро розлився.
Учитель каже: «Читай уважно, Петре».
Четвертий день іде дощ… вікна мокрі.
Олена й Микола поїхали до Києва.
Щоранку … виходить він до саду.
Зимою Карпати білі, як молоко.
Пт 5, Чт 4, Ср 3
Робота чекає. Настав вечір.
Юрко знайшов Яринину книжку.
"""
POLISH = """Chciałbyś być żołnierzem? Nie chcę już być nikim.
Źle śpię, a w nocy słyszę świerszcze.
Mówiła, że przyjdzie jutro, ale mogła skłamać.
Gęś uciekła, więc trzeba ją złapać i zamknąć.
Świeca gaśnie. Bądź cicho, dzieci śpią.
Miłość i wolność to dwie różne rzeczy.
"""


@pytest.mark.parametrize(
    ("text", "written", "read"),
    [(BULGARIAN, "cp866", "cp1252"), (UKRAINIAN, "cp1251", "mac-cyrillic"), (POLISH, "mac-latin2", "cp1252")],
    ids=["a letter by itself", "an ellipsis that became a letter", "a C1 control that Mac letters are read as, too"],
)
def test_what_all_other_runs_of_a_document_went_through_the_odd_one_out_went_through(
    text: str, written: str, read: str
) -> None:
    garbled = decode(encode(text, written), read)
    assert apply(garbled, decide(garbled, scan(garbled), Policy())).text == text


def test_a_document_that_went_through_a_mixup_in_part_keeps_its_sound_lines() -> None:
    garbled = decode(encode(BULGARIAN, "cp866"), "cp1251").split("\n")
    sound = BULGARIAN.split("\n")
    mixed = "\n".join([*garbled[:5], *sound[5:]])
    assert apply(mixed, decide(mixed, scan(mixed), Policy())).text == BULGARIAN


def in_part(text: str, odds: float) -> Candidate:
    """A candidate of two stretches, bytes of one of which were lost."""
    spans = (Span(0, 1, text[0], CP1252, False), Span(1, 2, text[1:], CP1252, True))
    return Candidate(text, spans, odds - PRIOR)


def test_a_guess_in_part_is_a_guess() -> None:
    without = verdict(in_part("àla", 12.0), policy=Policy(guesses=False))
    assert without == Verdict(None, 0.0, ())
    found = verdict(in_part("àla", 9.0), in_part("à la", 8.0))
    assert found is not None and found.winner is not None and found.winner.text == "àla"


@pytest.mark.parametrize("lost", [False, True])
def test_as_sure_as_the_policy_asks_is_enough(lost: bool) -> None:
    once = verdict(candidate("à la", 2.0, lost), candidate("àla", 0.5, lost), policy=Policy(0.0))
    assert once is not None
    again = verdict(candidate("à la", 2.0, lost), candidate("àla", 0.5, lost), policy=Policy(once.confidence))
    assert again is not None and again.winner is not None
    assert again.confidence == once.confidence
