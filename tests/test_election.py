"""The election: what the runs of a document say together, and what each of them hears of the others."""

from __future__ import annotations

import math
from collections.abc import Collection
from itertools import pairwise

import pytest

from mojifix import election, votes
from mojifix.candidate import Candidate, Scored
from mojifix.document import Key, Proposal
from mojifix.election import Election, elect
from mojifix.home import Home
from mojifix.hypotheses import LEGACY, MISREPAIR, UTF8_READ, Layer
from mojifix.lattice import Span
from mojifix.legacy import Pair
from mojifix.logs import log_sum
from mojifix.priors import ChainName, chains, prior
from mojifix.scan import scan
from mojifix.sequences import CODEC_BIT
from mojifix.votes import Votes, weigh


def chain(*codecs: str) -> ChainName:
    return tuple((UTF8_READ, codec) for codec in codecs)


def layers(*codecs: str, kind: str = UTF8_READ) -> tuple[Layer, ...]:
    return tuple(Layer(kind, sum(CODEC_BIT[c] for c in codec.split())) for codec in codecs)


CP1252, CP437, CP865 = chain("cp1252"), chain("cp437"), chain("cp865")
RUSSIAN: ChainName = ((LEGACY + "cp1251", "cp1252"),)
AS_RUSSIAN = layers("cp1252", kind=LEGACY + "cp1251")


def read(*by: tuple[Layer, ...], evidence: float = 9.0, text: str = "é", backing: float = 0.0) -> Candidate:
    spans = tuple(Span(2 * i, 2 * i + 2, text, one, False) for i, one in enumerate(by))
    return Candidate(text, spans, evidence, backing=backing)


def odds(candidate: Candidate, others: Votes | None = None, dissent: float = 0.0) -> float:
    ((found, spans),) = weigh(Scored((candidate,), 9.0, 2.0), others or {}, dissent)
    assert len(spans) == len(candidate.spans)
    return found


ONE = read(layers("cp1252"))


def test_without_votes_a_mixup_is_as_likely_as_it_is_anywhere() -> None:
    assert odds(ONE) == pytest.approx(9.0 + prior(CP1252))
    either = read(layers("cp1252 cp437"))
    assert odds(either) == pytest.approx(9.0 + log_sum([prior(CP1252), prior(CP437)]))
    assert odds(read(layers("cp1252"), backing=2.0)) == pytest.approx(11.0 + prior(CP1252))


def test_a_mixup_costs_its_prior_once_a_run_and_another_one_costs_its_own() -> None:
    assert odds(read(layers("cp1252"), layers("cp1252"))) == pytest.approx(odds(ONE))
    assert odds(read(layers("cp1252"), layers("cp437"))) == pytest.approx(odds(ONE) + prior(CP437))


def test_each_span_comes_with_its_chains() -> None:
    both = read(layers("cp1252 cp437"), layers("cp865"))
    ((_, spans),) = weigh(Scored((both,), 9.0, 2.0), {}, 0.0)
    assert spans == [list(chains(layers("cp1252 cp437"))), list(chains(layers("cp865")))]


def test_two_votes_weigh_as_much_as_what_is_known_before() -> None:
    whole = 1.5 * math.log(3) + votes._WHOLE
    kin = 1 + votes._KIN  # a mix-up is its own kin
    assert odds(ONE, {CP1252: 2.0}) == pytest.approx(9.0 + math.log(math.exp(prior(CP1252)) / 2 + kin / 2) + whole)
    assert odds(ONE, {CP437: 2.0}) == pytest.approx(odds(ONE) + math.log(1 / 2))
    backed = read(layers("cp1252"), backing=2.0)
    assert odds(backed, {CP437: 2.0}) == pytest.approx(odds(backed) + math.log(1 / 2))


def test_the_language_backs_no_legacy_reading_where_others_show_utf8() -> None:
    plain, backed = read(AS_RUSSIAN), read(AS_RUSSIAN, backing=2.0)
    assert odds(backed) == pytest.approx(odds(plain) + 2.0)
    assert odds(backed, {CP437: 1.0}) == pytest.approx(odds(plain, {CP437: 1.0}))
    assert odds(backed, {CP437: 0.5}) == pytest.approx(odds(plain, {CP437: 0.5}) + 1.0)


def test_the_more_votes_the_likelier_up_to_a_cap() -> None:
    said = [odds(ONE, {CP1252: n}) for n in (0.1, 0.3, 1.0, 2.0, 5.0, 12.0)]
    assert all(b > a for a, b in pairwise(said))
    far, farther = (odds(ONE, {CP1252: n, CP437: n}) for n in (1000.0, 100_000.0))
    assert far == pytest.approx(farther)
    assert odds(ONE, {CP1252: 1000.0}) - odds(ONE, {CP1252: 12.0}) < votes.ALL_OF_IT
    # Of another one's votes a long document has no more than the cap, either.
    assert odds(ONE, {CP437: 1000.0}) == pytest.approx(odds(ONE, {CP437: votes._CAP}))
    assert odds(ONE, {CP437: 6.0}) < odds(ONE, {CP437: 3.0}) < odds(ONE, {CP437: 1.0}) < odds(ONE)


def test_what_is_left_of_a_vote_below_none_is_no_vote() -> None:
    assert odds(ONE, {CP437: 2.0, CP865: -1.0}) == odds(ONE, {CP437: 2.0})


def test_a_faint_vote_supports_nothing() -> None:
    faint, heard = (odds(ONE, {CP1252: n, CP437: 5.0}, dissent=9.0) for n in (0.25, 0.26))
    assert heard > faint + 3
    assert faint == pytest.approx(odds(ONE, {CP437: 5.25}, dissent=9.0))


def test_what_is_right_in_the_document_speaks_against_garbling_but_not_for_ever() -> None:
    said = [odds(ONE, {CP1252: 2.0}, dissent) for dissent in (0.0, 0.5, 1.0, 2.0, 10.0, 40.0)]
    assert all(b < a for a, b in pairwise(said))
    assert odds(ONE, {CP1252: 2.0}, 40.0) == pytest.approx(odds(ONE, {CP1252: 2.0}, 4000.0))
    # What all of a document went through goes for the rest, though it says little; here much is right.
    assert odds(ONE, {CP1252: 3.0}, 2.9) - odds(ONE, {CP1252: 3.0}, 3.0) == pytest.approx(1.5 * math.log(4 / 3.9), abs=0.01)
    assert odds(ONE, {CP1252: 3.0}, -1.0) == pytest.approx(odds(ONE, {CP1252: 3.0}) + votes._WHOLE, abs=0.1)


def test_a_document_wholly_of_one_mixup_says_only_so_much_for_the_next_run() -> None:
    vote = math.log((1 + votes._KIN) * votes._CAP / (votes._CAP + votes._STRENGTH))
    assert odds(ONE, {CP1252: 1e6}) == pytest.approx(9.0 + vote + votes.ALL_OF_IT, abs=0.01)


def test_votes_for_a_mixup_are_partly_votes_for_layers_of_it() -> None:
    twice, other = read(layers("cp1252", "cp1252")), read(layers("cp1252", "cp437"))
    votes = {CP1252: 4.0}
    assert odds(twice, votes) > odds(twice, {CP865: 4.0}) + 2
    assert odds(other, votes) == pytest.approx(odds(other, {CP865: 4.0}))  # both of its layers have to be known
    assert odds(other, {**votes, CP437: 4.0}) > odds(other, {**votes, CP865: 4.0}) + 2
    assert odds(twice, {CP1252: 0.2}) == pytest.approx(odds(twice, {CP865: 0.2}))
    # Its own votes count more than those of kin.
    assert odds(twice, {chain("cp1252", "cp1252"): 4.0}) > odds(twice, votes) + 1


def test_votes_for_a_mixup_are_mostly_votes_for_what_another_tool_made_of_it() -> None:
    wrong = read(layers("cp437", kind=MISREPAIR + "cp1252"))
    kin = odds(wrong, {CP437: 4.0})
    assert kin > odds(wrong, {CP1252: 4.0}) + 2
    support = math.log(votes._MISREPAIRED_KIN * 4.0 / 6.0)
    assert kin == pytest.approx(9.0 + support, abs=0.01)


def test_runs_that_show_utf8_speak_against_legacy_mixups_up_to_four() -> None:
    legacy = read(AS_RUSSIAN)
    one, two, four, nine = (odds(legacy, {RUSSIAN: 3.0, CP1252: n}) for n in (1.0, 2.0, 4.0, 9.0))
    assert one - two == pytest.approx(votes._ASIDE, abs=0.3)
    assert two - four == pytest.approx(2 * votes._ASIDE, abs=0.6)
    assert four - nine < 1
    assert odds(ONE, {CP1252: 3.0, RUSSIAN: 3.0}) > odds(ONE)


KEYS = [(f"{a}b", "Ã©", "cd") for a in "xyz"] + [("xb", "Ã¨", "cd"), ("xb", "ÃŒ", "cd")]


def held() -> Election:
    """Three contexts of one run, one of a second, and a third that has no vote."""
    ballots = {
        "Ã©": {KEYS[0]: {CP1252: 0.9}, KEYS[1]: {CP1252: 0.8, CP437: 0.1}, KEYS[2]: {CP1252: 0.1}},
        "Ã¨": {KEYS[3]: {CP1252: 0.7}},
        "ÃŒ": {KEYS[4]: {}},
    }
    votes = {"Ã©": {CP1252: 0.6, CP437: 0.1 / 3}, "Ã¨": {CP1252: 0.7}, "ÃŒ": {}}
    total = {CP1252: 1.3, CP437: 0.1 / 3}
    return Election({}, ballots, votes, total, 1.0, (), {CP865: 2.0}, (), Home(""))


def test_a_run_hears_the_others_and_not_itself() -> None:
    votes, dissent = held().others(KEYS[3])
    assert votes == pytest.approx({CP1252: 0.6, CP437: 0.1 / 3, CP865: 2.0})
    assert dissent == 1.0  # its own word was for garbling
    votes, dissent = held().others(KEYS[4])
    assert votes == pytest.approx({CP1252: 1.3, CP437: 0.1 / 3, CP865: 2.0})
    assert dissent == 0.0  # ... this one's was not


def test_the_same_run_elsewhere_is_heard_where_it_is_sure_of_itself() -> None:
    first, third = (held().others(key)[0] for key in (KEYS[0], KEYS[2]))
    assert first == pytest.approx({CP1252: 0.7, CP437: 0.0, CP865: 2.0})  # .8 and .1 are not sure
    assert third == pytest.approx({CP1252: 0.7 + 0.85**4, CP437: 0.0, CP865: 2.0})
    new = held().others(("qb", "Ã©", "cd"))[0]
    assert new == pytest.approx({CP1252: 0.7 + 0.6**4, CP437: 0.0, CP865: 2.0})


def test_a_run_that_took_no_part_hears_all() -> None:
    votes, dissent = held().others(("ab", "Ã±", "cd"))
    assert votes == pytest.approx({CP1252: 1.3, CP437: 0.1 / 3, CP865: 2.0})
    assert dissent == 1.0
    assert held()._replace(presumed={CP1252: 1.0}).others(("ab", "Ã±", "cd"))[0][CP1252] == pytest.approx(2.3)


def test_what_was_decided_is_presumed_from_then_on() -> None:
    assert held().after({CP437: 3.0, CP865: 1.0}).presumed == {CP437: 3.0, CP865: 2.0}
    assert held().after({CP865: 5.0}).presumed == {CP865: 5.0}


class Anywhere(Home):
    """A home that says nothing of letters."""

    def __init__(self) -> None:
        super().__init__("")

    def hearing(self, runs: Collection[str]) -> Home:
        self.heard = sorted(runs)
        return self

    def told(self, key: Key, s: Scored) -> Scored:
        return s

    def candidate(self, run: str, c: Candidate | None) -> Candidate | None:
        return c

    def strangeness(self, run: str) -> float:
        return 0.0


def hold(monkeypatch: pytest.MonkeyPatch, runs: dict[Key, list[Candidate]]) -> Election:
    """An election among runs that have these candidates."""

    def known(left: str, run: str, right: str, strange: float = 0.0) -> Scored:
        return Scored(tuple(runs[left, run, right]), 9.0, 2.0)

    monkeypatch.setattr(election, "candidates", known)
    monkeypatch.setattr(election, "chain_candidate", lambda *_: None)
    return elect(runs, Anywhere(), legacy=False)


def key(name: str, left: str = "ab") -> Key:
    return (left, name, "cd")


def test_one_mixup_that_explains_all_beats_two_likelier_ones_that_share(monkeypatch: pytest.MonkeyPatch) -> None:
    likely, rare = (read(layers(codec), evidence=12.0) for codec in ("cp437", "cp857"))
    other = read(layers("cp850"), evidence=12.0)
    runs = {key(f"r{i}"): [likely, rare._replace(text="è")] for i in range(3)}
    runs |= {key(f"s{i}"): [other, rare._replace(text="è")] for i in range(3)}
    found = hold(monkeypatch, runs)
    assert found.needed == (chain("cp857"),)
    assert found.total[chain("cp857")] > 5.5
    assert sum(found.total.values()) - found.total[chain("cp857")] < 0.5
    assert found.dissent == 0


def test_two_mixups_that_share_a_document_are_both_needed_where_none_explains_all(monkeypatch: pytest.MonkeyPatch) -> None:
    runs = {key(f"r{i}"): [read(layers("cp437"), evidence=14.0)] for i in range(3)}
    runs |= {key(f"s{i}"): [read(layers("cp850"), evidence=14.0)] for i in range(3)}
    found = hold(monkeypatch, runs)
    assert found.needed == (CP437, chain("cp850"))
    assert found.total == pytest.approx({CP437: 3.0, chain("cp850"): 3.0}, abs=0.05)


def test_codecs_that_read_all_runs_alike_share_the_votes_by_how_likely_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    found = hold(monkeypatch, {key(f"r{i}"): [read(layers("cp1252 cp865"), evidence=14.0)] for i in range(4)})
    assert found.total[CP1252] > 3.9
    assert found.needed == (CP1252,)


def test_runs_that_are_hardly_garbled_do_not_talk_each_other_into_it(monkeypatch: pytest.MonkeyPatch) -> None:
    unsure = read(layers("cp1252"), evidence=-prior(CP1252) - 1.5)
    found = hold(monkeypatch, {key(f"r{i}"): [unsure] for i in range(2)})
    assert sum(found.total.values()) < 0.3
    assert found.dissent > 1.5
    assert found.needed == ()


def test_many_runs_that_are_likely_garbled_convince_the_one_that_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    sure, unsure = (read(layers("cp1252"), evidence=-prior(CP1252) + n) for n in (6.0, -2.0))
    runs = {key(f"r{i}"): [sure] for i in range(6)} | {key("s"): [unsure]}
    found = hold(monkeypatch, runs)
    assert found.votes["s"][CP1252] > 0.9
    assert hold(monkeypatch, {key("s"): [unsure]}).votes["s"].get(CP1252, 0.0) < 0.05


def test_a_run_in_many_places_is_one_witness(monkeypatch: pytest.MonkeyPatch) -> None:
    unsure = read(layers("cp1252"), evidence=-prior(CP1252))
    runs = {key("аВ", f"{a}b"): [unsure] for a in "cdefghijklmnop"}
    found = hold(monkeypatch, runs)
    assert sum(found.total.values()) < 0.5
    assert set(found.votes) == {"аВ"}
    sure = {key("аВ", f"{a}b"): [read(layers("cp1252"), evidence=20.0)] for a in "cdef"}
    assert hold(monkeypatch, sure).total[CP1252] == pytest.approx(1.0, abs=0.01)


def test_runs_without_candidates_are_right_and_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    sure = read(layers("cp1252"), evidence=20.0)
    sound: dict[Key, list[Candidate]] = {key(f"s{i}"): [] for i in range(5)}
    found = hold(monkeypatch, {key("r"): [sure]} | sound)
    assert found.dissent == pytest.approx(5.0, abs=0.01)
    assert set(found.scored) == {key("r")}
    empty = hold(monkeypatch, sound)
    assert (empty.scored, empty.total, empty.dissent, empty.needed) == ({}, {}, 0.0, ())


def test_a_vote_of_next_to_nothing_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    hopeless = read(layers("cp1252"), evidence=-20.0)
    found = hold(monkeypatch, {key("r"): [hopeless]})
    assert found.votes == {"r": {}}
    assert found.dissent == 1.0


def test_a_run_of_two_mixups_votes_half_for_each(monkeypatch: pytest.MonkeyPatch) -> None:
    mixed = read(layers("cp1252"), layers("cp437"), layers("cp1252"), evidence=40.0)
    found = hold(monkeypatch, {key("r"): [mixed]})
    assert found.total == pytest.approx({CP1252: 0.5, CP437: 0.5}, abs=0.01)


def test_what_reads_alike_votes_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two mix-ups that are each as likely as not, but make the same text, are surely one of them."""
    one, other = (read(layers(codec), evidence=-prior(chain(codec)) + 2.0) for codec in ("cp437", "cp850"))
    alike = hold(monkeypatch, {key("r"): [one, other]}).votes["r"]
    apart = hold(monkeypatch, {key("r"): [one, other._replace(text="è")]}).votes["r"]
    assert alike[CP437] == pytest.approx(alike[chain("cp850")])
    assert sum(alike.values()) > sum(apart.values()) + 0.2


def test_the_document_asks_all_runs_about_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    sure = read(layers("cp865"), evidence=20.0)
    asked = read(layers("cp865"), evidence=4.0, text="è")
    two = read(layers("cp437"), layers("cp850"), evidence=9.0, text="è")
    runs = {key(f"r{i}"): [sure] for i in range(4)} | {key("calm"): [], key("odd"): [two], key("far"): []}

    def known(left: str, run: str, right: str, strange: float = 0.0) -> Scored:
        return Scored(tuple(runs[left, run, right]), 9.0, 2.0)

    def by_chain(left: str, run: str, right: str, chain: ChainName) -> Candidate | None:
        assert chain == CP865
        evidence = {"calm": 4.0, "odd": 4.0, "far": -7.0}.get(run)
        return None if evidence is None else asked._replace(evidence=evidence)

    monkeypatch.setattr(election, "candidates", known)
    monkeypatch.setattr(election, "chain_candidate", by_chain)
    found = elect(runs, Anywhere(), legacy=False)
    assert found.needed == (CP865,)
    assert found.scored[key("calm")].candidates == (asked,)
    assert found.scored[key("odd")].candidates == (asked,)  # what one mix-up explains needs no two
    assert key("far") not in found.scored  # too unlikely
    assert found.scored[key("r1")].candidates == (sure,)
    assert found.dissent == 1.0
    # Runs that took no part are asked as well.
    runs[key("new", "zz")] = [read(layers("cp437"), evidence=5.0, text="ê")]
    late = found.scored_as(key("new", "zz"))
    assert [c.text for c in late.candidates] == ["ê"]
    assert found.scored_as(key("calm")).candidates == (asked,)


def test_votes_follow_from_text_whatever_the_order_of_its_runs() -> None:
    text = "Quand lâ€™Ã©tÃ© fut passÃ©, il rentra Ã\xa0 la forÃªt, dÃ©Ã§u. ├⌐"
    keys = [run.key for run in scan(text)]
    one, other = elect(keys, Home(text)), elect(reversed(keys), Home(text))
    assert one.total == other.total
    assert one.needed == other.needed == (CP1252,)
    assert one.dissent == other.dissent


@pytest.mark.parametrize("values", [[0.0], [-1.0, -2.0], [-1000.0, -1001.0], [800.0, 799.0, 1.0]])
def test_logarithms_of_any_size_are_summed(values: list[float]) -> None:
    top = max(values)
    assert log_sum(values) == pytest.approx(top + math.log(sum(math.exp(v - top) for v in values)))


def legacy_document(text: str, written: str, read_: str) -> Election:
    garbled = text.encode(written).decode(read_)
    return elect([run.key for run in scan(garbled)], Home(garbled))


def test_a_legacy_mixup_is_presumed_of_a_document_that_it_explains() -> None:
    text = "Завтра утром поедем на рынок за свежей рыбой.\nКупим ещё хлеба, молока и немного сыра."
    found = legacy_document(text, "cp1251", "cp1252")
    pair = found.proposed[0].pair
    assert pair.written == "cp1251" and pair.read in ("latin-1", "cp1252")  # these are alike here
    name = ((LEGACY + pair.written, pair.read),)
    assert 1 < found.presumed[name] <= len(found.scored)
    assert max(found.total, key=lambda chain: found.total[chain]) == name
    assert found.needed == ()
    assert "масло  " in [c.text for c in found.scored_as(("  ", "ìàñëî", "  ")).candidates]


def test_a_legacy_mixup_of_latin_letters_is_presumed_where_all_of_a_document_shows_it() -> None:
    text = "Długo żyła bez pieniędzy, aż wreszcie zdobyła pracę.\nBył też drugi powód: świetnie się śmiała, bożą łaską.\n"
    found = legacy_document(text, "cp1250", "cp1252")
    assert {kind for ((kind, _),) in found.presumed} == {LEGACY + "cp1250"}
    assert sum(found.presumed.values()) > 0.5 * len(found.scored)
    right = elect([run.key for run in scan(text)], Home(text))
    assert right.presumed == {}


def test_runs_that_show_utf8_leave_legacy_mixups_no_vote() -> None:
    text = "Ã©tÃ© dÃ©jÃ\xa0 passÃ©, forÃªt oÃ¹ l’on rÃªve. Æå"
    found = elect([run.key for run in scan(text)], Home(text))
    assert not [chain for chain, n in found.total.items() if chain[0][0].startswith(LEGACY) and n > 0.01]


def test_what_the_election_goes_by_is_worth_something() -> None:
    assert min(votes._ASIDE, election._BACKED, election._RIVAL, votes.ALL_OF_IT, votes._WHOLE) > 0
    assert 0 < votes._KIN < votes._MISREPAIRED_KIN < 1
    assert 0 < votes._FAINT < election._NEEDED < 1
    assert election._DOCUMENT < election._LATIN_DOCUMENT < 0
    assert all(a <= b for a, b in pairwise(election._SHARPNESS))
    assert 0 < election._SETTLED < votes._DISSENT < 0.1


def test_the_home_of_a_document_hears_the_runs_that_are_right(monkeypatch: pytest.MonkeyPatch) -> None:
    runs: dict[Key, list[Candidate]] = {key("r"): [ONE], key("s1"): [], key("s2", "xy"): []}
    monkeypatch.setattr(election, "candidates", lambda *key, strange=0.0: Scored(tuple(runs[key[:3]]), 9.0, 2.0))
    monkeypatch.setattr(election, "chain_candidate", lambda *_: None)
    home = Anywhere()
    elect(runs, home, legacy=False)
    assert home.heard == ["s1", "s2"]


def test_runs_whose_letters_are_strange_here_are_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    class Strange(Anywhere):
        def strangeness(self, run: str) -> float:
            return {"odd": 1.5}.get(run, 0.0)

    def known(left: str, run: str, right: str, strange: float = 0.0) -> Scored:
        return Scored((ONE,) if strange == 1.5 or run == "sure" else (), 9.0, 2.0)

    monkeypatch.setattr(election, "candidates", known)
    monkeypatch.setattr(election, "chain_candidate", lambda *_: None)
    found = elect([key("odd"), key("calm"), key("sure")], Strange(), legacy=False)
    assert set(found.scored) == {key("odd"), key("sure")}


def test_legacy_votes_of_other_scripts_are_doubted_more_than_those_of_latin(monkeypatch: pytest.MonkeyPatch) -> None:
    def vote(by: tuple[Layer, ...]) -> float:
        ((name, known),) = chains(by)
        return hold(monkeypatch, {key("r"): [read(by, evidence=-known)]}).votes["r"][name]

    assert vote(AS_RUSSIAN) == pytest.approx(0.5**6, abs=1e-4)
    assert vote(layers("cp1252", kind=LEGACY + "cp1250")) == pytest.approx(0.5**2, abs=1e-4)
    assert vote(layers("cp1252")) == pytest.approx(0.5**2, abs=1e-4)


def proposal(written: str, read_: str, odds: float, best: float, fit: float) -> Proposal:
    return Proposal(Pair(written, read_), odds, best, fit)


def test_what_explains_a_document_as_a_whole_is_presumed_by_its_odds_and_its_fit() -> None:
    document, latin = -election._DOCUMENT, -election._LATIN_DOCUMENT
    sure = proposal("cp1251", "cp1252", document + 9.0, 5.0, 20.0)
    assert election._presumed([sure], 10) == pytest.approx({RUSSIAN: 10 * (1 - math.exp(-4.0))})
    assert election._presumed([sure._replace(best=9.5)], 10) == {}  # the others say too little
    assert election._presumed([], 10) == {}
    rival = proposal("koi8-r", "cp1252", document + 9.0, 5.0, 19.0)
    both = election._presumed([sure, rival], 10)
    share = 1 / (1 + math.exp(-1.0))
    name = ((LEGACY + "koi8-r", "cp1252"),)
    assert both == pytest.approx({RUSSIAN: 10 * (1 - math.exp(-4)) * share, name: 10 * (1 - math.exp(-4)) * (1 - share)})
    assert set(election._presumed([sure, rival._replace(fit=15.9)], 10)) == {RUSSIAN}  # explains it much worse
    assert set(election._presumed([sure, rival._replace(fit=16.1)], 10)) == {RUSSIAN, name}
    # Of Latin letters less is asked.
    few = proposal("cp1250", "cp1252", latin + 6.0, 5.0, 20.0)
    assert sum(election._presumed([few], 10).values()) == pytest.approx(10 * (1 - math.exp(-1.0)))
    assert election._whole([sure, few, sure._replace(best=9.5)]) == [sure.pair, few.pair]


def test_a_mixup_explains_the_runs_that_are_likely_garbled_by_themselves() -> None:
    def scored(*evidence: float) -> Scored:
        return Scored(tuple(read(layers("cp1252"), evidence=n - prior(CP1252)) for n in evidence), 9.0, 2.0)

    runs = {key("r1"): scored(0.5), key("r1", "xy"): scored(0.5), key("r2"): scored(-3.0, 2.0), key("r3"): scored(-0.5)}
    runs[key("r4")] = Scored((read(layers("cp437"), evidence=30.0),), 9.0, 2.0)
    assert election._explained_by(runs, {CP1252, CP865}) == {CP1252: {"r1", "r2"}, CP865: set()}


def test_the_document_needs_what_explains_more_than_it_costs() -> None:
    def scored(*by: str, evidence: float = 12.0) -> Scored:
        return Scored(tuple(read(layers(codec), evidence=evidence) for codec in by), 9.0, 2.0)

    both = {key(f"r{i}"): scored("cp437", "cp865") for i in range(3)}
    rare = {key(f"s{i}"): scored("cp865") for i in range(3)}
    votes = {CP437: 2.0, CP865: 1.0}
    assert election._needed(both | rare, votes) == {CP865}
    assert election._needed(both, votes) == {CP437}
    assert election._needed(rare, {CP865: 1.0}) == {CP865}  # there is no other
    assert election._needed(both, {CP437: 0.005, CP865: 1.0}) == {CP865}
    assert election._needed({}, {}) == frozenset()
    assert election._needed(both, votes | {RUSSIAN: 5.0}) == {CP437}  # legacy mix-ups are needed by nobody
    # Of what nothing is gained by, nothing is needed.
    unlikely = {key(f"r{i}"): scored("cp437", "cp865", evidence=-9.0) for i in range(2)}
    assert election._needed(unlikely, votes) == frozenset()


def test_a_text_in_many_contexts_weighs_as_much_as_two() -> None:
    def scored(by: str) -> Scored:
        return Scored((read(layers(by), evidence=3.0),), 9.0, 2.0)

    often = {key("r", f"{a}b"): scored("cp437") for a in "cdefghijklmnop"}
    votes = {CP437: 1.0, CP1252: 1.0}
    weighted = [(2 / 14, s) for s in often.values()]
    assert election._explained(weighted, frozenset({CP437})) < election._explained(weighted, frozenset())
    assert election._needed(often, votes) == frozenset()
    assert election._needed({key(f"r{i}"): scored("cp437") for i in range(14)}, votes) == {CP437}


def test_each_mixup_costs_its_prior_once_and_then_its_share() -> None:
    runs = [(1.0, Scored((read(layers("cp437"), evidence=9.0),), 9.0, 2.0))] * 3
    none = 3 * log_sum([0.0, 9.0 + prior(CP437)])
    assert election._explained(runs, frozenset()) == pytest.approx(none)
    assert election._explained(runs, frozenset({CP437})) == pytest.approx(prior(CP437) + 3 * log_sum([0.0, 9.0]))
    two = prior(CP437) + prior(CP865) + 3 * log_sum([0.0, 9.0 - math.log(2)])
    assert election._explained(runs, frozenset({CP437, CP865})) == pytest.approx(two)
    mixed = [(0.5, Scored((read(layers("cp437"), layers("cp865"), layers("cp437"), evidence=20.0),), 9.0, 2.0))]
    once = prior(CP437) + 0.5 * log_sum([0.0, 20.0 + prior(CP865)])
    assert election._explained(mixed, frozenset({CP437})) == pytest.approx(once)


def test_a_legacy_mixup_has_a_vote_only_if_the_documents_other_runs_back_it() -> None:
    """One odd word among French ones: what it may have been in Russian gets no vote."""
    text = "Il est né à Orléans, où il a passé l’été. Æå ïî."
    found = elect([run.key for run in scan(text)], Home(text))
    assert not [n for chain, n in found.total.items() if chain[0][0].startswith(LEGACY) and n > 0.01]
    assert found.presumed == {}


def test_two_runs_hear_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    sure, unsure = (read(layers("cp1252"), evidence=-prior(CP1252) + n) for n in (8.0, -1.0))
    alone = hold(monkeypatch, {key("s"): [unsure]}).votes["s"].get(CP1252, 0.0)
    assert hold(monkeypatch, {key("s"): [unsure], key("r"): [sure]}).votes["s"][CP1252] > alone + 0.5
