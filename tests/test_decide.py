"""Verdicts: when a run is repaired, with which candidate, how sure that is, and what the repairs say."""

from __future__ import annotations

import math

import pytest

from mojifix import fix
from mojifix.apply import apply
from mojifix.candidate import Candidate, Scored
from mojifix.charmaps import decode, encode
from mojifix.decide import _east_asian, _legacy_winners, decide, repairs_of
from mojifix.document import Key
from mojifix.election import Election
from mojifix.home import Home
from mojifix.hypotheses import Layer
from mojifix.lattice import Span
from mojifix.legacy import Pair
from mojifix.priors import ChainName, chains, prior
from mojifix.scan import Run, scan
from mojifix.sequences import CODEC_BIT
from mojifix.shares import DOUBT
from mojifix.steps import Step, replay, rewriting
from mojifix.unison import in_lines
from mojifix.verdict import Policy, Verdict, judge_by
from mojifix.votes import Votes

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
        ("ú\x89", "匀", (("legacy cp932", "latin-1"),), "restore"),  # cp932 has it twice, and writes the other one
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


def test_a_repair_that_changes_nothing_is_none() -> None:
    run = Run(0, "ab", "\xa0Ã©", "cd")
    spans = (Span(0, 1, "\xa0", CP1252, True), Span(1, 3, "é", CP1252, False))
    won = Verdict(Candidate("\xa0é", spans, 9.0), 0.95, ((("utf-8", "cp1252"),),) * 2)
    assert [r.after for r in repairs_of([(run, won)])] == ["é"]


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


LEGACY_RUSSIAN = (Layer("legacy cp1251", CODEC_BIT["cp1252"]),)
LEGACY_LATIN = (Layer("legacy cp1250", CODEC_BIT["cp1252"]),)
CP437 = (Layer("utf-8", CODEC_BIT["cp437"]),)
MISREPAIRED = (Layer("misrepair cp1252", CODEC_BIT["cp437"]),)
NAME = (("utf-8", "cp1252"),)


def by(layers: tuple[Layer, ...], odds: float, text: str = "é", lost: bool = False) -> Candidate:
    """A candidate by other layers, whose odds are `odds` nats with the prior of its mix-up."""
    ((chain, known),) = chains(layers)
    assert chain
    return Candidate(text, (Span(0, 2, text, layers, lost),), odds - known)


def heard(*candidates: Candidate, votes: Votes | None = None, key: Key = KEY, policy: Policy | None = None) -> Verdict:
    election = Election({key: Scored(candidates, 9.0, 2.0)}, {}, {}, votes or {}, 0.0, (), {}, (), Home(""))
    found = judge_by(election, key, policy or Policy())
    assert found is not None
    return found


def test_mixups_that_read_alike_don_t_share_out_the_confidence_if_the_document_knows_them() -> None:
    one, other = by(LEGACY_RUSSIAN, 9.0, "я"), by((Layer("legacy koi8-r", CODEC_BIT["cp1252"]),), 9.0, "я")
    assert heard(one, other).winner is None
    name, second = (("legacy cp1251", "cp1252"),), (("legacy koi8-r", "cp1252"),)
    votes = {name: 3.0, second: 3.0}
    known = heard(one, other, votes=votes)
    assert known.winner is not None and known.confidence > 0.99
    assert heard(one, other._replace(text="ж"), votes=votes).winner is None
    assert heard(one, other, votes={NAME: 0.5}).winner is None


def test_forms_of_one_mixup_don_t_share_out_the_confidence() -> None:
    plain, form = by(CP1252, 3.0), by((Layer("misrepair cp437", CODEC_BIT["cp1252"]),), 3.0)
    stranger = by((Layer("misrepair cp437", CODEC_BIT["cp1250"]),), 3.0)
    alone = heard(plain).confidence
    assert heard(plain, form).confidence > alone > heard(plain, stranger).confidence
    assert heard(plain, form._replace(text="è")).confidence < alone
    # A document that knows the mix-up has met its forms, and none of a legacy one.
    votes = {NAME: 3.0}
    known = heard(plain, votes=votes).confidence
    assert heard(plain, stranger, votes=votes).confidence > known
    assert heard(plain, by(LEGACY_RUSSIAN, 9.0), votes=votes).confidence < known


def test_a_reading_that_the_language_backs_shares_out_no_confidence() -> None:
    one, other = by(LEGACY_RUSSIAN, 9.0, "я"), by((Layer("legacy koi8-r", CODEC_BIT["cp1252"]),), 9.0, "я")
    backed = heard(one._replace(backing=11.0), other._replace(backing=11.0))
    assert backed.confidence > 0.9 > heard(one._replace(backing=9.0), other._replace(backing=9.0)).confidence


def test_a_latin_legacy_reading_disputes_what_a_tool_may_have_made() -> None:
    """`bj÷rk` is not `bjárk` if it may be `björk`: that such mix-ups are rare says nothing once something is garbled."""
    made = by(MISREPAIRED, 8.0, "á")
    assert heard(made).winner == made
    assert heard(made, by(LEGACY_LATIN, 0.0, "ö")).winner is None
    assert heard(made, by(LEGACY_LATIN, -5.0, "ö")).winner == made
    assert heard(made, by(LEGACY_RUSSIAN, 0.0, "ж")).winner == made
    disputed = heard(made, by(LEGACY_LATIN, 0.0, "ö")).confidence
    assert disputed == pytest.approx(math.exp(8) / (1 + math.exp(8) + math.exp(10)))


def test_a_lead_that_may_have_lost_its_byte_disputes_a_latin_legacy_reading() -> None:
    legacy = by(LEGACY_LATIN, 8.0, "ö")
    for other, repaired in (
        (by(CP1252, 4.0, "č", lost=True), False),
        (by(CP1252, 4.0, "č"), True),
        (by(CP1252, 0.0, "č", lost=True), True),
    ):
        assert (heard(legacy, other).winner is not None) is repaired
    assert heard(legacy, by(CP1252, 4.0, "č", lost=True)).confidence == pytest.approx(
        math.exp(8) / (1 + math.exp(8) + math.exp(9))
    )
    russian = by(LEGACY_RUSSIAN, 8.0, "ж")
    assert heard(russian, by(CP1252, 4.0, "č", lost=True)).winner == russian


def test_a_run_half_of_which_would_stay_keeps_its_line_from_that_mixup() -> None:
    key = ("x", "Ã©ÄqÐ", "k")
    half = by(CP1252, 9.0, "éÄqÐk")
    found = heard(half, key=key)
    assert (found.winner, found.open) == (None, CODEC_BIT["cp1252"])
    unlikely = heard(by(CP1252, -1.0, "éÄqÐk"), key=key)
    assert (unlikely.winner, unlikely.open) == (None, 0)
    assert heard(by(CP1252, 9.0, "és"), key=("pr", "Ã©", "s ")).open == 0


def test_lost_bytes_that_cannot_be_told_keep_their_line_from_the_mixup() -> None:
    one, other = by(CP1252, 6.0, "č", lost=True), by(CP1252, 6.0, "ć", lost=True)
    found = heard(one, other)
    assert (found.winner, found.open) == (None, CODEC_BIT["cp1252"])
    # That nothing was lost is likelier: only evidence for it counts.
    for evidence, open_ in ((0.1, CODEC_BIT["cp437"]), (-0.1, 0)):
        lost = by(CP437, 0.0, "č", lost=True)._replace(evidence=evidence)
        assert heard(by(CP1252, 1.0), lost).open == open_, evidence
    # Among guesses no evidence is too small once the run is garbled.
    small = by(CP437, 0.0, "ć", lost=True)._replace(evidence=-2.0)
    assert heard(one, other, small).open == CODEC_BIT["cp1252"] | CODEC_BIT["cp437"]
    rather_not = heard(by(CP1252, -1.0, "č", lost=True), small)
    assert rather_not.open == CODEC_BIT["cp1252"]


def test_a_line_with_lost_bytes_stays_whole_as_far_as_its_mixup_goes() -> None:
    def run(start: int, line: int) -> Run:
        return Run(start, "ab", "Ã©", "cd", line)

    won = Verdict(candidate("é", 9.0), 0.97, (NAME,))
    open_ = Verdict(None, 0.5, (), CODEC_BIT["cp1252"])
    elsewhere = Verdict(None, 0.5, (), CODEC_BIT["cp437"])
    for verdicts_, starts in (
        ([(run(2, 20), won), (run(8, 20), open_)], []),
        ([(run(2, 20), open_), (run(8, 20), won)], []),
        ([(run(2, 20), won), (run(28, 40), open_)], [2]),
        ([(run(2, 20), won), (run(8, 20), elsewhere)], [2]),
        ([(run(2, 20), open_), (run(8, 20), elsewhere), (run(12, 20), won), (run(28, 40), won)], [28]),
    ):
        assert [r.start for r in repairs_of(verdicts_)] == starts


def line_of(repaired: int, left: int, chain: ChainName = NAME, candidates: tuple[Candidate, ...] = ()) -> list[bool]:
    """Whether each run of a line, `repaired` ones and `left` ones that may be é, is repaired once the line is known."""
    won = Verdict(candidate("é", 9.0), 0.97, (chain, chain))
    runs = [Run(9 * i, "ab", f"r{i}", "cd", 500) for i in range(repaired + left)]
    scored = {run.key: Scored(candidates or (candidate("é", 1.0),), 9.0, 2.0) for run in runs}
    election = Election(scored, {}, {}, {}, 0.0, (), {}, (), Home(""))
    known = {run.key: won if i < repaired else judge_by(election, run.key, Policy()) for i, run in enumerate(runs)}
    found = in_lines(runs, known, election, Policy())
    assert [run for run, _ in found] == runs
    assert all([verdict is won for _, verdict in found[:repaired]])
    return [verdict.winner is not None for _, verdict in found]


@pytest.mark.parametrize(
    ("repaired", "left", "all_"),
    [(3, 1, True), (2, 1, False), (3, 2, False), (4, 1, True), (5, 2, False), (6, 2, True), (6, 3, False), (9, 3, True)],
)
def test_where_the_rest_of_a_line_went_through_one_mixup_that_speaks_for_what_stayed(
    repaired: int, left: int, all_: bool
) -> None:
    assert line_of(repaired, left) == [True] * repaired + [all_] * left


def test_the_line_speaks_for_its_own_mixup_only() -> None:
    assert line_of(3, 1, (("utf-8", "cp437"),)) == [True] * 3 + [False]
    assert line_of(3, 1, (("c1", "cp1252"),)) == [True] * 3 + [False]
    both = Candidate("é", (*candidate("é", 1.0).spans, Span(2, 4, "é", CP437, False)), 1.0 - 2 * PRIOR)
    assert line_of(3, 1, candidates=(both,))[-1] is False  # a part of it went through another
    assert line_of(3, 1, candidates=(candidate("é", -2.5),))[-1] is False  # four nats, not more
    assert line_of(3, 1, candidates=(candidate("é", -1.5),))[-1] is True


def test_a_line_of_two_mixups_speaks_for_none() -> None:
    other = Verdict(by(CP437, 9.0), 0.97, ((("utf-8", "cp437"),),))
    won = Verdict(candidate("é", 9.0), 0.97, (NAME,))
    runs = [Run(9 * i, "ab", f"r{i}", "cd", 500) for i in range(5)]
    scored = {run.key: Scored((candidate("é", 1.0),), 9.0, 2.0) for run in runs}
    election = Election(scored, {}, {}, {}, 0.0, (), {}, (), Home(""))
    stays = judge_by(election, runs[4].key, Policy())
    known = {run.key: verdict for run, verdict in zip(runs, [won, won, won, other, stays], strict=True)}
    assert in_lines(runs, known, election, Policy())[-1][1] == stays
    # Another line doesn't matter, and a run without a verdict counts as one that stayed.
    apart = [run._replace(line=900) if i == 3 else run for i, run in enumerate(runs)]
    assert in_lines(apart, known, election, Policy())[-1][1].winner is not None
    sound = [*runs[:3], Run(40, "ab", "é", "cd", 500), runs[4]]
    found = in_lines(sound, known, election, Policy())
    assert [run for run, _ in found] == [*runs[:3], runs[4]]
    assert found[-1][1] == stays


def test_a_legacy_mixup_that_some_runs_were_repaired_by_is_presumed_of_the_others() -> None:
    """`ÏÎ` was `он`: that decides what the other word was, which went unrepaired before."""
    text = "Где он?\nx\nо, a\n"
    garbled = read_as(text, "koi8-r", "cp1252")
    assert apply(garbled, decide(garbled, scan(garbled), Policy())).text == text
    won = Verdict(by(LEGACY_RUSSIAN, 9.0), 0.97, ((("legacy cp1251", "cp1252"),),) * 2)
    known = {("ab", run, right): won for run in ("Ïðè", "âåò") for right in ("cd", "ef")}
    other = {("x", "Ã©", "y"): Verdict(candidate("é", 9.0), 0.97, (NAME,)), ("x", "Ã", "y"): None}
    assert _legacy_winners({**known, **other, ("x", "Î", ""): Verdict(None, 0.4, ())}) == {
        (("legacy cp1251", "cp1252"),): 2.0
    }
    assert _legacy_winners(other) == {}


def test_the_east_asian_mixup_of_most_runs_is_that_of_the_text() -> None:
    def won(written: str, read: str) -> Verdict:
        return Verdict(candidate("é", 9.0), 0.97, (((f"legacy {written}", read),),))

    big5, gbk = won("big5", "cp437"), won("gb18030", "cp437")
    assert _east_asian([big5, gbk, None, big5, won("cp1251", "cp1252")]) == Pair("big5", "cp437")
    assert _east_asian([big5, gbk, gbk]) == Pair("gb18030", "cp437")
    assert _east_asian([None, won("cp1251", "cp1252"), Verdict(candidate("é", 9.0), 0.9, (NAME,))]) is None
    assert _east_asian([]) is None


def test_doubt_of_a_guess_is_whether_the_run_is_garbled_at_all() -> None:
    """The share of a guess among all guesses does not make up for a run that is as likely right."""
    guess = candidate("é", 0.5, lost=True)
    assert heard(guess).confidence == pytest.approx(1 / (1 + math.exp(-0.5)), abs=1e-6)
    shared = guess._replace(evidence=12.0 - PRIOR, share=math.log(0.8), letters=math.log(0.8))
    assert heard(shared).winner is None
    assert heard(shared).confidence == pytest.approx(0.8, abs=0.001)
    spaces = shared._replace(letters=math.log(0.95))
    assert heard(spaces).confidence == pytest.approx(0.95, abs=0.001)
    assert heard(shared._replace(share=math.log(0.55), letters=0.0)).winner is None  # hardly likelier than another


def test_two_codecs_that_lost_other_bytes_of_the_same_text_do_not_dispute_it() -> None:
    one = candidate("é", 9.0, lost=True)
    other = by(CP437, 9.0, lost=True)
    assert heard(one, other).confidence == pytest.approx(1.0, abs=0.001)
    assert heard(one, other._replace(text="è")).winner is None
    third = other._replace(share=math.log(0.5), letters=math.log(0.5))
    assert heard(one, third).confidence == pytest.approx(0.75, abs=0.001)


OPEN = CODEC_BIT["cp1252"]
LEGACY_1250 = (Layer("legacy cp1250", CODEC_BIT["cp1252"]),)


def _in_line(*judged: tuple[str, Candidate | None, int]) -> list[str]:
    """What is repaired of runs of one line, given each with its winner and the codecs by which bytes were lost from it."""
    found = []
    for number, (text, winner, open_) in enumerate(judged):
        chains = (tuple([(layer.kind, "cp1252") for layer in winner.spans[0].layers]),) * len(winner.spans) if winner else ()
        run = Run(9 * number, "a ", text, " b", 100)
        found.append((run, Verdict(winner, 0.95, chains, open_)))
    return [repair.before for repair in repairs_of(found)]


def _legacy_reading(text: str, size: int = 1) -> Candidate:
    return Candidate(text, (Span(0, size, text, LEGACY_1250, False),), 9.0)


def test_a_legacy_reading_stays_out_of_a_line_that_lost_bytes_where_it_may_be_what_is_left_of_them() -> None:
    # Ä leads in cp1252, ¿ only continues.
    assert _in_line(("Ä", _legacy_reading("ä"), 0), ("Å", None, OPEN)) == []
    assert _in_line(("¿", _legacy_reading("ż"), 0), ("Å", None, OPEN)) == ["¿"]
    assert _in_line(("Ä", _legacy_reading("ä"), 0), ("Å", None, CODEC_BIT["cp437"])) == ["Ä"]
    assert _in_line(("Ä", _legacy_reading("ä"), 0), ("Å", None, 0)) == ["Ä"]


def test_where_more_of_a_line_is_legacy_than_lost_its_legacy_readings_stand() -> None:
    three = [(char, _legacy_reading("x"), 0) for char in "ÄÅÃ"]
    assert _in_line(*three[:2], ("Ð", None, OPEN)) == ["Ä", "Å"]
    assert _in_line(*three, ("Ð", None, OPEN), ("Ñ", None, OPEN)) == ["Ä", "Å", "Ã"]
    assert _in_line(*three[:2], ("Ð", None, OPEN), ("Ñ", None, OPEN)) == []
    plain = ("Ã©", Candidate("é", (Span(0, 2, "é", (Layer("utf-8", CODEC_BIT["cp437"]),), False),), 9.0), 0)
    assert _in_line(three[0], plain, plain, ("Ð", None, OPEN)) == ["Ã©", "Ã©"]  # they are none


def test_one_span_by_a_codec_that_lost_bytes_keeps_the_run_as_it_is() -> None:
    by_other = Span(2, 4, "è", (Layer("utf-8", CODEC_BIT["cp437"]),), False)
    both = Candidate("éè", (Span(0, 2, "é", CP1252, False), by_other), 9.0)
    assert _in_line(("Ã©├¿", both, 0), ("Ð", None, OPEN)) == []
    assert _in_line(("Ã©├¿", both, 0), ("Ð", None, CODEC_BIT["koi8-r"])) == ["Ã©", "├¿"]


@pytest.mark.parametrize("read", ["latin-1", "cp1252"])
def test_a_no_break_space_of_four_bytes_is_found_where_the_text_is_cut_anew(read: str) -> None:
    text = "下一页8.9.\xa0其他配置：时间同步"
    assert fix(decode(text.encode("gb18030"), read)) == text


def test_what_is_cut_anew_is_not_torn_where_the_document_went_through_that() -> None:
    """`などの` is built like UTF-8 that lost bytes."""
    words = "机の上|本を読む|駅まで歩く|雨が降る|魚を食べる|海を見る|山に登る|花が咲く|夜になる|朝が来る|道を渡る|店で買う"
    text = "\n".join(f"Linux {word} 4 などの IP" for word in words.split("|"))
    assert fix(decode(text.encode("cp932"), "mac-roman")) == text
