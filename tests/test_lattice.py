"""Paths through a run: the search and the sum agree with all paths, told one by one."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pytest

from mojifix.hypotheses import Edge, Hypothesis, Layer
from mojifix.lattice import (
    BEAM,
    EATEN,
    LEFT,
    LONE,
    LOSS,
    NBSP_LOST,
    SECOND,
    SUMMED,
    WIDTH,
    WIDTH_LOST,
    Span,
    anywhere,
    join,
    log_add,
    loss,
    most_promising,
    search,
    sum_of_paths,
)
from mojifix.model import ANY, EDGE, load

ONE, TWO, THREE = ((Layer("utf-8", 1 << i),) for i in range(3))
Taken = tuple[tuple[Edge, int], ...]


def paths(whole: str, hyps: list[Hypothesis], at: int = 0) -> Iterator[Taken]:
    """All ways through `whole`: the edges of each, with the number of their hypothesis."""
    if at == len(whole):
        yield ()
        return
    yield from paths(whole, hyps, at + 1)
    for number, hyp in enumerate(hyps):
        for edge in hyp.edges:
            if edge.start == at:
                for rest in paths(whole, hyps, edge.end):
                    yield ((edge, number), *rest)


def made(whole: str, taken: Taken) -> str:
    pieces, done = [], 0
    for edge, _ in taken:
        pieces += [whole[done : edge.start], edge.text]
        done = edge.end
    return "".join(pieces) + whole[done:]


def worth(left: str, run: str, right: str, taken: Taken, hyps: list[Hypothesis]) -> float:
    """The score of a path, told by the language model and what its losses and the leads that it leaves cost."""
    kinds = {number for _, number in taken}
    if len(kinds) > 2:
        return -math.inf
    changes = 0
    used: set[int] = set()
    for _, number in taken:
        changes += bool(used) and number not in used
        used.add(number)
    lost = sum([loss(edge, left, run, right) for edge, _ in taken])
    kept = set(range(len(run))) - {i for edge, _ in taken for i in range(edge.start, edge.end)}
    leads = {
        edge.start
        for hyp in hyps
        for edge in hyp.edges
        if edge.lost and edge.end == edge.start + 1 and edge.text != run[edge.start]
    }
    lost += LEFT * len(leads & kept) * (len(run) > 1 and len(hyps) == 1)
    return load().score(left, made(run + right, taken), "") - lost - SECOND * changes


CASES = [
    ("d", "Ã©jÃ", " va", [[(0, 2, "é"), (3, 5, "à", True), (3, 4, "à", True)]]),
    ("té", "Ã©Ä™", "s", [[(0, 2, "é"), (2, 4, "ę")], [(0, 2, "И"), (1, 3, "ü")], [(2, 4, "л", True)]]),
    ("", "ÄÖÜß", "", [[(0, 2, "Ж"), (2, 4, "у")], [(0, 2, "м")], [(0, 4, "字")], [(1, 3, "ẃ"), (3, 4, "s")]]),
    (ANY + "n", "Ã¯Ã", "ve", [[(0, 2, "ï")], [(0, 1, "i", True), (2, 3, "a", True), (2, 3, "o", True)]]),
    ("b", "ÐÑÐ", "", [[(0, 1, "Б")], [(1, 2, "у")], [(2, 3, "к")]]),
    ("b", "ÐÑØ", "", [[(0, 1, "Б"), (2, 3, "к")], [(1, 2, "у")]]),
]


def given(case: tuple[str, str, str, list[list[tuple[int, int, str]]]]) -> tuple[str, str, str, list[Hypothesis]]:
    left, run, right, edges = case
    hyps = [Hypothesis((ONE, TWO, THREE, ONE)[i], tuple(Edge(*e) for e in sorted(some))) for i, some in enumerate(edges)]
    return left, run, right, hyps


@pytest.mark.parametrize("case", CASES, ids=[case[1] for case in CASES])
def test_the_search_finds_the_likeliest_of_all_paths_that_end_alike(case) -> None:  # type: ignore[no-untyped-def]
    left, run, right, hyps = given(case)
    best: dict[tuple[str, frozenset[int]], tuple[float, str]] = {}
    for taken in paths(run + right, hyps):
        text, score = made(run + right, taken), worth(left, run, right, taken, hyps)
        name = ((ANY + ANY + left + text)[-2:], frozenset(number for _, number in taken))
        if score > -math.inf and (name not in best or score > best[name][0]):
            best[name] = (score, text)
    expected: dict[str, float] = {}
    for score, text in best.values():
        expected[text] = max(score, expected.get(text, -math.inf))
    assert len(expected) > 1
    assert {text: score for text, (score, _) in search(left, run, right, hyps).items()} == pytest.approx(expected)


@pytest.mark.parametrize("case", CASES, ids=[case[1] for case in CASES])
def test_what_was_changed_makes_the_text_of_the_rest(case) -> None:  # type: ignore[no-untyped-def]
    left, run, right, hyps = given(case)
    for text, (_, spans) in search(left, run, right, hyps).items():
        taken = tuple((Edge(span.start, span.end, span.after), 0) for span in spans)
        assert made(run + right, taken) == text
        known = {(edge.start, edge.end, edge.text, hyp.layers, edge.lost) for hyp in hyps for edge in hyp.edges}
        assert {span.layers for span in spans} <= {hyp.layers for hyp in hyps}
        assert all([span in known for span in spans if span.lost])


@pytest.mark.parametrize("doubt", [1.0, 0.7, 2.0])
@pytest.mark.parametrize("changed", [frozenset(), frozenset({0, 1})], ids=["any", "changed"])
@pytest.mark.parametrize("case", CASES, ids=[case[1] for case in CASES])
def test_the_sum_is_that_of_all_paths(case, changed: frozenset[int], doubt: float) -> None:  # type: ignore[no-untyped-def]
    left, run, right, hyps = given(case)
    edges = sorted(edge for hyp in hyps for edge in hyp.edges)
    likely = []
    for taken in paths(run + right, [Hypothesis(ONE, tuple(edges))]):
        if changed <= {i for edge, _ in taken for i in range(edge.start, edge.end)}:
            likely.append(worth(left, run, right, taken, []) / doubt)
    expected = math.log(sum(map(math.exp, likely)))
    assert sum_of_paths(left, run, right, edges, changed, doubt) == pytest.approx(expected)


def test_the_sum_of_no_path_is_nothing() -> None:
    assert sum_of_paths("a", "é", "s", [], {0}, 1.0) == -math.inf


def test_one_kind_of_damage_is_likelier_than_two_that_make_the_same() -> None:
    first, last = Edge(0, 2, "é"), Edge(3, 5, "é")
    apart = [Hypothesis(TWO, (first,)), Hypothesis(THREE, (last,))]
    plain = load().score("d", "été", "")
    assert search("d", "Ã©tÃ©", "", apart)["été"][0] == pytest.approx(plain - SECOND)
    for hyps in ([*apart, Hypothesis(ONE, (first, last))], [Hypothesis(ONE, (first, last)), *apart]):
        score, spans = search("d", "Ã©tÃ©", "", hyps)["été"]
        assert score == pytest.approx(plain)
        assert {span.layers for span in spans} == {ONE}


def test_noise_of_thousands_of_letters_keeps_few_paths() -> None:
    run = "ÃÄÅÆ" * 300
    hyps = [
        Hypothesis((Layer("utf-8", 1 << n),), tuple(Edge(i, i + 1, chr(0x61 + n)) for i in range(len(run))))
        for n in range(6)
    ]
    found = search("", run, "", hyps)
    assert 1 < len(found) < 20 * BEAM


@pytest.mark.parametrize(
    ("edge", "run", "right", "cost"),
    [
        (Edge(0, 2, "é"), "Ã©", " la", 0.0),
        (Edge(0, 2, "à", True), "Ã", " la", LOSS + EATEN),  # the space was the byte
        (Edge(0, 1, "à", True), "Ã", " la", LOSS),  # the space is there beside it
        (Edge(0, 1, "ë", True), "Ã", " la", LOSS + LONE),  # another byte is gone, before a space of its own
        (Edge(0, 1, "ë", True), "Ã©", " la", LOSS),  # ... and it isn't the last of the run
        (Edge(0, 1, "à", True), "Ã", "la", LOSS + LONE),
        (Edge(0, 1, "à", True), "Ã", EDGE, LOSS),
        (Edge(0, 1, "É", True), "Ã", EDGE, LOSS + LONE),
        (Edge(0, 2, "à", True), "Ã?", "la", LOSS),
    ],
)
def test_a_lost_byte_costs_more_where_less_is_left_of_it(edge: Edge, run: str, right: str, cost: float) -> None:
    assert loss(edge, "vu", run, right) == cost


def test_a_no_break_space_that_became_one_is_common_where_its_lead_is_no_word() -> None:
    lost = Edge(0, 2, "\xa0", True)
    assert loss(lost, "vu", "Â", " la") == NBSP_LOST < 0
    assert loss(lost, "u ", "Â", " la") == loss(lost, EDGE + EDGE, "Â", " la") == LOSS + EATEN
    assert loss(Edge(1, 3, "\xa0", True), EDGE + EDGE, "éÂ", " la") == NBSP_LOST


def test_spans_that_touch_and_undo_the_same_are_one() -> None:
    one, next_ = Span(0, 2, "é", ONE, False), Span(2, 4, "è", ONE, False)
    assert join((), one) == (one,)
    assert join((one,), next_) == (Span(0, 4, "éè", ONE, False),)
    before = Span(0, 1, "a", TWO, False)
    assert join((before, Span(1, 2, "é", ONE, False)), next_) == (before, Span(1, 4, "éè", ONE, False))
    for apart in (
        next_._replace(start=3),
        next_._replace(layers=TWO),
        next_._replace(lost=True),
    ):
        assert join((one,), apart) == (one, apart)
    lost = one._replace(lost=True)
    assert join((lost,), next_) == (lost, next_)


@pytest.mark.parametrize(("a", "b"), [(-1.0, -2.0), (-2.0, -1.0), (-3.0, -3.0), (0.0, -40.0), (-1.0, -math.inf)])
def test_logarithms_are_added_as_what_they_stand_for(a: float, b: float) -> None:
    assert log_add(a, b) == pytest.approx(math.log(math.exp(a) + math.exp(b)))
    assert log_add(-math.inf, -math.inf) == -math.inf


def alternatives(number: int, lost: bool = False) -> tuple[Hypothesis, ...]:
    """So many hypotheses for `Ã©tÃ©`, the last of which make French."""
    odd = [Hypothesis(ONE, (Edge(0, 2, chr(0x450 + n)), Edge(3, 5, "ж", lost))) for n in range(number - 2)]
    return (*odd, Hypothesis(TWO, (Edge(0, 2, "é"), Edge(3, 5, "é"))), Hypothesis(THREE, (Edge(0, 2, "é"), Edge(3, 5, "à"))))


def test_as_many_hypotheses_as_a_lattice_takes_are_all_asked() -> None:
    for width, lost in ((WIDTH, False), (WIDTH_LOST, True)):
        assert most_promising("l'", "Ã©tÃ©", " ", alternatives(width, lost)) == list(alternatives(width, lost))
        found = most_promising("l'", "Ã©tÃ©", " ", alternatives(width + 1, lost))
        assert len(found) == width
        assert {TWO, THREE} == {hyp.layers for hyp in found[:2]}
        assert len(most_promising("l'", "Ã©tÃ©", " ", alternatives(width + 5, lost))) == width


def promise(left: str, whole: str, edges: list[tuple[int, int, str]]) -> float:
    return -load().score(left, made(whole, tuple((Edge(*edge), 0) for edge in edges)), "")


def test_the_most_promising_make_the_likeliest_text() -> None:
    texts = ["еёэюяѐ", "éèàùçî", "žščřďň", "αβγδεζ"]
    found = tuple(
        Hypothesis((*ONE, *TWO) if text[i] in "éж" else ONE, (Edge(0, 2, text[i]), Edge(1, 3, "x"), Edge(3, 5, text[i - 1])))
        for text in texts
        for i in range(3)
    )
    costs = [
        promise("pr", "Ã©tÃ©s ", [(0, 2, hyp.edges[0].text), (3, 5, hyp.edges[2].text)]) + len(hyp.layers) for hyp in found
    ]
    best = sorted(range(len(found)), key=lambda i: costs[i])
    assert most_promising("pr", "Ã©tÃ©", "s ", found) == [found[i] for i in best[:WIDTH]]


def test_of_guesses_at_a_lost_byte_the_one_that_fits_counts() -> None:
    """`trouvÃe` may be `trouvée` whatever else is guessed first; what stands before tells."""
    others = tuple(Hypothesis(ONE, (Edge(1, 2, letter, True),)) for letter in "öñüãäõçő")  # likelier there than þ or ð
    for letters in ("éþð", "þðé", "ðéþ"):
        guesses = Hypothesis(TWO, tuple(Edge(1, 2, letter, True) for letter in letters))
        for hyps in ((*others, guesses), (guesses, *others)):
            assert most_promising("ou", "vÃ", "e", hyps)[0] == guesses
        sure = Edge(0, 1, "v")  # beside what isn't lost, too
        for hyps in ((*others, guesses._replace(edges=(sure, *guesses.edges))),):
            assert most_promising("ou", "vÃ", "e", hyps)[0] == hyps[-1]
    # At the beginning of a run what stands to its left tells.
    capitals = tuple(Hypothesis(ONE, (Edge(0, 1, letter, True),)) for letter in "öñüãäõçő")
    begin = Hypothesis(TWO, (Edge(0, 1, "þ", True), Edge(0, 1, "é", True)))
    assert most_promising("uv", "Ã", "e ", (*capitals, begin))[0] == begin


def test_the_sum_follows_the_likeliest_of_many_guesses() -> None:
    edges = sorted(Edge(0, 1, chr(0xC0 + n), True) for n in range(3 * SUMMED))
    likely = [
        load().score("uv", text, "") - loss(Edge(0, 1, "é", True), "uv", "Ã", "e") for text in [e.text + "e" for e in edges]
    ]
    likely.append(load().score("uv", "Ãe", ""))
    expected = math.log(sum(map(math.exp, likely)))
    assert sum_of_paths("uv", "Ã", "e", edges, frozenset(), 1.0) == pytest.approx(expected, abs=0.01)


def test_a_lead_before_a_byte_that_may_be_lost_is_no_letter_of_its_own() -> None:
    """UTF-8 read as koi8-r: К is п and a no-break space, which became a space."""
    edges = [(0, 2, "К", True), (2, 4, "т"), (4, 6, "о")]
    hyp = Hypothesis(ONE, tuple(Edge(*e) for e in edges))
    best = search("\n", "п я┌п╬", "\n", [hyp])
    assert max(best, key=lambda text: best[text][0]).strip() == "Кто"


def test_a_lead_that_lost_its_byte_in_a_longer_run_is_no_letter_of_its_own() -> None:
    """UTF-8 read as cp1251, whose byte 98 was dropped: `је` is the second word of Serbian, `Се` one of many."""
    hyp = Hypothesis(ONE, (Edge(0, 1, "ј", True), Edge(1, 3, "е")))
    best = search(ANY + " ", "СРµ", " ", [hyp])
    assert max(best, key=lambda text: best[text][0]).strip() == "је"
    # A no-break space may have lost its lead, and is none.
    space = Hypothesis(ONE, (Edge(0, 1, "\xa0", True),))
    assert search("2.", "\xa0K", "h", [space])["\xa0Kh"][1] == ()
    # Beside other mix-ups it may be one.
    other = Hypothesis(TWO, (Edge(1, 2, "e"),))
    assert "Сe" in [text.strip()[:2] for text in search(ANY + " ", "СРµ", " ", [hyp, other])]


def test_lost_letters_are_those_that_fit_the_language() -> None:
    edges = tuple(Edge(0, 1, letter, True) for letter in "āěč")
    fits = [max(search(" t", "Ä", "lo", [Hypothesis(ONE, edges)], fit).items(), key=lambda item: item[1][0])[0] for fit in (
        anywhere, lambda text: 0.0 if text == "ě" else -9.0,
    )]  # fmt: skip
    assert fits == ["ālo", "ělo"]
