"""Candidates: what a run may have been, and the evidence for each."""

from __future__ import annotations

import math
import re

import pytest

from mojifix import charmaps
from mojifix.candidate import Candidate, is_old, is_plain, new_among
from mojifix.hypotheses import C1_READ, MISREPAIR, UTF8_READ, Layer, hypotheses
from mojifix.lattice import LONE, LOSS, Span, loss
from mojifix.legacy import Pair
from mojifix.legacy_reading import NO_WORD, PIECE, RARER, SHOUTING, legacy_candidate
from mojifix.model import ANY, EDGE, load
from mojifix.score import (
    CALM,
    CALM_ABROAD,
    CONTROLS,
    FUTILE,
    HOPELESS,
    LOWERED,
    MOST,
    PARTIAL,
    SCRIPT,
    candidates,
    chain_candidate,
    dropped_candidates,
    oddness,
    unfinished,
)
from mojifix.sequences import CODEC_BIT, codecs_of
from mojifix.shares import DOUBT, at_home
from mojifix.standing import as_it_stands

Key = tuple[str, str, str]
CP1252 = (Layer(UTF8_READ, CODEC_BIT["cp1252"]),)
ONE_LAYER = ((UTF8_READ, "cp1252"),)


def span(after: str = "é", kind: str = UTF8_READ, codecs: str = "cp1252", lost: bool = False, at: int = 0) -> Span:
    return Span(at, at + 2, after, (Layer(kind, sum(CODEC_BIT[c] for c in codecs.split())),), lost)


def stands(key: Key) -> float:
    return as_it_stands(*key)[0]


def texts(key: Key, kind: str = "") -> list[str]:
    return [c.text for c in candidates(*key).candidates if c.spans[0].layers[0].kind.startswith(kind)]


def test_plain_candidates_guess_nothing_and_undo_no_repair() -> None:
    plain, lost, repair = span(), span(lost=True), span(kind=MISREPAIR + "cp1252", codecs="cp437")
    for spans, expected in (((plain,), True), ((plain, lost), False), ((repair,), False), ((plain, repair), False)):
        assert is_plain(Candidate("é", spans, 1.0)) is expected


def _by(text: str, *layers: Layer) -> Candidate:
    return Candidate(text, tuple([Span(i, i + 1, text, (layer,), False) for i, layer in enumerate(layers)]), 0.0)


def test_a_candidate_is_new_unless_one_of_the_same_text_is_by_the_same_mixups_and_more() -> None:
    both, one = (Layer(UTF8_READ, CODEC_BIT["cp1250"] | more) for more in (CODEC_BIT["iso8859-2"], 0))
    other, tool = Layer(UTF8_READ, CODEC_BIT["cp1252"]), Layer(MISREPAIR + "cp437", CODEC_BIT["cp1250"])
    held = [_by("é", both)]
    assert new_among(held, [_by("é", one)]) == []
    assert new_among([_by("é", other), *held], [_by("é", one)]) == []
    for found in (_by("è", one), _by("é", other), _by("é", tool), _by("é", one, other)):
        assert new_among(held, [found]) == [found]
    assert new_among([_by("é", one)], [_by("é", both)]) == [_by("é", both)]
    assert new_among([_by("é", one, other)], [_by("é", one)]) == [_by("é", one)]
    assert new_among([_by("é", both, other)], [_by("é", one, other)]) == []
    assert new_among([], [_by("é", one)]) == [_by("é", one)]
    two, three = (Candidate("é", (Span(0, 1, "é", (one,) * n, False),), 0.0) for n in (2, 3))
    assert new_among([three], [two]) == [two]


def test_controls_are_old_where_no_windows_encoding_explains_them() -> None:
    for kind, codecs, old in (
        (C1_READ, "cp437 mac-roman", True),
        (C1_READ, "cp437 cp1252", False),
        (C1_READ, "cp874", False),
        (UTF8_READ, "cp437", False),
    ):
        assert is_old(span(kind=kind, codecs=codecs).layers[0]) is old, (kind, codecs)


def test_evidence_is_how_much_likelier_the_text_is_than_the_run() -> None:
    key = ("ab", "Ã©", "s ")
    best = candidates(*key).candidates[0]
    assert (best.text, [s[:3] for s in best.spans]) == ("és ", [(0, 2, "é")])
    assert best.evidence == pytest.approx(load().score("ab", "és ", "") - stands(key))
    assert (best.share, best.letters) == (0.0, 0.0)


@pytest.mark.parametrize(
    ("key", "text", "seams", "why"),
    [
        (("", "пёкш", ""), "Укш", 1, "к is a letter beside п and ё"),
        ((" s", "Ã©ÿÃ©", "t "), "éÿét ", 2, "a letter between two that were garbled"),
        ((" s", "ÐÃ©t", " "), "Ðét ", 1, "a letter before one that was garbled, ASCII after it"),
        ((" s", "Ã©—Ã©", "t "), "é—ét ", 0, "a dash is no letter"),
        ((" s", "Ã©—Ð", "t "), "é—Ðt ", 0, "a letter farther off"),
    ],
)
def test_letters_that_stay_beside_garbled_ones_cost(key: Key, text: str, seams: int, why: str) -> None:
    found = {c.text: c for c in candidates(*key).candidates}
    base = stands(key)
    if min(key[1]) > "\u0370":  # text of one script has a floor of its own
        base = max(base, -6.0 - SCRIPT * len(key[1]) + load().score(ANY + ANY, key[2], ""))
    assert found[text].evidence == pytest.approx(load().score(key[0], text, "") - base - PARTIAL * seams), why


def test_small_letters_of_one_script_may_be_a_word_that_the_model_does_not_know() -> None:
    """The evidence against them is bounded: `пёкш`, but not in capitals or in two scripts."""
    bounded = candidates("", "пёкш", "").candidates[0]
    assert bounded.evidence == pytest.approx(load().score("", "Укш", "") - PARTIAL + 6.0 + 4 * SCRIPT)
    greek = {c.text: c for c in candidates("", "ήξψ", "").candidates}["㥯"]
    assert greek.evidence == pytest.approx(load().score("", "㥯", "") + 6.0 + 3 * SCRIPT)
    for run, text in (("čąļ", "豸"), ("螕螒", "ΓΑ")):  # not for Latin or Chinese
        found = {c.text: c for c in candidates("", run, "").candidates}[text]
        assert found.evidence == pytest.approx(load().score("", text, "") - stands(("", run, "")))
        assert stands(("", run, "")) < -6.0 - SCRIPT * len(run)
    capital = candidates("", "пёКШ", "").candidates[0]
    assert capital.evidence == pytest.approx(load().score("", capital.text, "") - stands(("", "пёКШ", "")) - PARTIAL)


def test_a_small_letter_behind_capitals_costs() -> None:
    shouted, quiet = ("NICIODAT", "Ă\xa0", ""), ("niciodat", "Ă\xa0", "")
    for (left, run, right), cost in (
        (shouted, LOWERED),
        (quiet, 0.0),
        (("1T", "Ă\xa0", ""), LOWERED),
        (("T", "Ă\xa0", ""), 0.0),
        (("aAT", "Ă\xa0", ""), LOWERED),
    ):
        (found,) = [c for c in candidates(left, run, right).candidates if c.text == "à"]
        expected = load().score(left, "à", "") - stands((left, run, right)) - cost
        assert found.evidence == pytest.approx(expected), (left, cost)


def test_calm_runs_have_no_candidates_unless_their_letters_are_strange() -> None:
    key = ("x", "é", "y")
    surprise = as_it_stands(*key)[1]
    assert surprise > CALM
    key = (" l", "à", ", ")
    surprise = as_it_stands(*key)[1]
    assert surprise < CALM
    assert candidates(*key) == ((), surprise, surprise)
    key = ("l ", "Ã", " La ma")
    surprise = as_it_stands(*key)[1]
    assert surprise < CALM and candidates(*key).candidates == ()
    assert candidates(*key, CALM - surprise - 0.01).candidates == ()
    assert candidates(*key, CALM - surprise + 0.01).candidates


@pytest.mark.parametrize(
    ("key", "abroad"),
    [
        (("o ", "ГЁ", " s"), True),
        ((" o", "ГЁ", "  "), True),
        ((" ж", "ГЁ", "я "), False),
        (("  ", "ГЁ", "  "), False),
        ((", ", "ГЁ", ". "), False),
        (("o ", "ГЁГЁ", " s"), False),
        (("o ", "Ã©", " s"), False),
        (("o ", "├", " s"), False),
    ],
)
def test_letters_of_another_script_among_latin_ones_are_sooner_odd(key: Key, abroad: bool) -> None:
    surprise = as_it_stands(*key)[1]
    least = CALM_ABROAD if abroad else CALM
    # Letters that are stranger by so much are just calm, and by a bit more are not.
    assert candidates(*key, least - surprise - 0.01) == ((), surprise, surprise)
    # Of what a tool may have made, odder ones are asked.
    found = candidates(*key, least - surprise + 0.01)
    assert found.candidates[0] == candidates(*key, 50.0).candidates[0]


def test_a_long_calm_run_is_asked_where_a_stretch_of_it_is_odd() -> None:
    calm = "оченьхорошаяпогодастоитвэтомгодуунас"
    odd = calm[:18] + "Ð¿Ñ€Ð¸Ð²" + calm[18:]
    for left, run in (("  ", odd), ("", odd * 2)):
        assert candidates(left, run, "  ").candidates
    assert candidates("  ", calm, "  ").candidates == ()
    # So little of it may be an accident.
    rare = calm[:3] + "РІ" + calm[3:]
    assert candidates("  ", rare, "  ").candidates == () != candidates("  ", rare, "  ", 50.0).candidates
    # The beginning counts as well as the end.
    assert candidates("  ", "Ð¿Ñ€Ð¸" + calm * 4, "  ").candidates
    assert candidates("  ", calm * 4 + "Ð¿Ñ€Ð¸", "  ").candidates


def test_controls_are_always_asked() -> None:
    assert "’un" in texts((" d", "\x92", "un"))
    assert candidates("я", "всёоченьхорошо\x97итак", " я").candidates


def test_controls_around_words_are_no_letters_of_dos() -> None:
    for key in (("  ", "\x93", "ou"), (" (", "\x84", "et")):
        assert len(texts(key, C1_READ)) == 1, key
    for key in (("ui", "\x94", " l"), ("ui", "\x94", ", ")):
        assert texts(key, C1_READ) == ["”" + key[2]], key
    for key in (("bj", "\x94", "rk"), ("bj", "\x94r", " e")):
        assert {"ö", "î"} & {text[0] for text in texts(key, C1_READ)}, key
    # Only the last one of a run stands at its end.
    assert {"îr", "ör"} & {text[:2] for text in texts(("bj", "\x94r", " e"), C1_READ)}
    assert any([text.startswith("ö\x94") or "ö" in text for text in texts(("K", "\x9a\x94", "k"), C1_READ)])
    # What opens no quotation may begin a word, as a letter.
    assert len(texts(("  ", "\x8e", "un"), C1_READ)) > 1


def test_the_likeliest_come_first_and_those_without_hope_not_at_all() -> None:
    for key in (("m", "\x94", "r"), ("cu", "Ä", "ga"), ("", "СафРҫ", ""), ("DAT", "Ã\xa0", " "), ("o ", "ГЁ", " s")):
        found = candidates(*key).candidates
        assert 0 < len(found) <= MOST
        assert list(found) == sorted(found, key=lambda c: -c.evidence)
        assert found[-1].evidence > max(FUTILE, found[0].evidence - HOPELESS)


def test_odd_runs_are_asked_what_a_tool_made_of_them_unless_well_explained() -> None:
    assert "œuv" in texts(("ar", "Ɠ", "uv"), MISREPAIR)
    assert texts((" r", "Ɠ", " ."), MISREPAIR) and texts((". ", "Ɠ", "u "), MISREPAIR)  # at the end of a word, too
    assert texts(("t", "Ã©", " "), MISREPAIR) == []  # well explained
    assert texts(("  ", "Ɠ", "  "), MISREPAIR) == []  # by itself
    assert "þú  " in texts(("  ", "õú", "  "), MISREPAIR)  # two are a word


def test_what_is_left_of_the_surprise_is_that_of_the_best_plain_candidate() -> None:
    s = candidates("t", "Ã©", " ")
    assert s.surprise == as_it_stands("t", "Ã©", " ")[1]
    assert s.left == pytest.approx(-load().score("t", "é ", "") / 2)
    guessed = candidates("cu", "Ä", "ga")  # nothing of which is plain
    assert guessed.left == guessed.surprise


def test_legacy_readings_keep_the_signs_between() -> None:
    pair = Pair("cp1251", "latin-1")
    key = ("  ", "Ïðèâåò—ìèð", ", ")
    found = legacy_candidate(*key, pair)
    assert found is not None
    assert found.text == "Привет—мир, "
    assert [(s.start, s.end, s.after, s.lost) for s in found.spans] == [(0, 6, "Привет", False), (7, 10, "мир", False)]
    assert found.evidence == pytest.approx(load().score("  ", "Привет—мир", ", ") - stands(key))
    quoted = legacy_candidate("  ", "“Ïðèâåò”", "  ", pair)
    assert quoted is not None and quoted.text == "“Привет”  "


def test_what_no_pair_changes_or_can_have_shown_is_no_candidate() -> None:
    assert legacy_candidate("d", "é", "j", Pair("cp1252", "latin-1")) is None
    assert legacy_candidate("  ", "«همه»", "  ", Pair("cp1251", "latin-1")) is None
    assert legacy_candidate("  ", "ÙØ¹ÙÙÙ", "  ", Pair("cp1256", "latin-1")) is None  # torn UTF-8
    assert legacy_candidate("  ", "éÿ", "  ", Pair("cp932", "cp1252")) is None


def test_a_reading_without_the_controls_of_the_run_gains() -> None:
    key = ("bj", "\x94", "rk")
    found = legacy_candidate(*key, Pair("cp437", "latin-1"))
    assert found is not None and found.text == "örk"
    assert found.evidence == pytest.approx(load().score("bj", "ö", "rk") - stands(key) + CONTROLS)
    key = ("bj", "÷", "rk")
    found = legacy_candidate(*key, Pair("cp437", "cp1252"))
    assert found is not None and found.evidence == pytest.approx(load().score("bj", found.text[0], "rk") - stands(key))


@pytest.mark.parametrize(
    ("run", "pair", "said", "why"),
    [
        ("Ïðèâåò", Pair("cp1251", "cp1252"), NO_WORD, "right words are of one script"),
        ("срес", Pair("cp1255", "cp1251"), RARER["cp1255"], "Hebrew is no rarer beside a mix-up than Cyrillic"),
        ("срес", Pair("koi8-r", "cp1251"), -SHOUTING, "all in capitals"),
        ("╧╥╔╫┼╘", Pair("koi8-r", "cp866"), NO_WORD + 6 * PIECE, "six pieces of line art"),
        ("سلام", Pair("cp720", "cp1256"), 0.0, "Arabic letters were Arabic letters"),
        ("wiêc", Pair("cp1250", "cp1252"), 0.0, "Latin ones"),
    ],
)
def test_a_text_of_one_run_has_less_to_be_doubted_by(run: str, pair: Pair, said: float, why: str) -> None:
    alone = legacy_candidate(EDGE + EDGE, run, EDGE + EDGE, pair)
    beside = legacy_candidate(ANY + EDGE, run, " a", pair)
    assert alone is not None and beside is not None
    text = alone.text.rstrip(EDGE)
    plain = load().score(EDGE + EDGE, text, EDGE + EDGE) - stands((EDGE + EDGE, run, EDGE + EDGE))
    assert alone.evidence == pytest.approx(plain + said), why
    plain = load().score(ANY + EDGE, text, " a") - stands((ANY + EDGE, run, " a"))
    assert beside.evidence == pytest.approx(plain), why


def test_a_chain_makes_of_a_run_what_it_undoes() -> None:
    key = ("t ", "Ã©tÃ©", " d")
    found = chain_candidate(*key, ONE_LAYER)
    assert found is not None
    assert (found.text, [s[:3] for s in found.spans]) == ("été d", [(0, 2, "é"), (3, 5, "é")])
    assert found.evidence == pytest.approx(load().score("t ", "été d", "") - stands(key))
    touching = chain_candidate("cr", "Ã©Ã©", "s ", ONE_LAYER)
    assert touching is not None and [s[:3] for s in touching.spans] == [(0, 4, "éé")]
    assert not any(s.lost for s in touching.spans)


def test_a_chain_that_a_run_does_not_show_makes_nothing_of_it() -> None:
    for run, chain in (
        ("Ã©", ((UTF8_READ, "cp437"),)),
        ("Ã©", (*ONE_LAYER, *ONE_LAYER)),
        ("é", ONE_LAYER),
        ("Ã©", ((C1_READ, "cp1252"),)),
        ("ÃƒÂ©", (*ONE_LAYER, (UTF8_READ, "cp437"))),
        ("ÃƒÂ©", ((UTF8_READ, "cp437"), *ONE_LAYER)),
    ):
        assert chain_candidate("t ", run, " d", chain) is None, chain


def test_chains_of_several_layers_are_undone_to_their_depth() -> None:
    run = "ÃƒÂ©"
    for chain, text in ((ONE_LAYER, "Ã©"), (ONE_LAYER * 2, "é")):
        found = chain_candidate("t", run, "s", chain)
        assert found is not None and found.text == text + "s"
        assert all(len(s.layers) == len(chain) for s in found.spans)
    mixed = chain_candidate("t", "├â┬⌐", "s", ((UTF8_READ, "cp437"), (UTF8_READ, "latin-1")))
    assert mixed is not None and mixed.text == "és"


def guesses(key: Key, chain: tuple[tuple[str, str], ...], doubt: float) -> dict[str, float]:
    """All that a lone lead may have been by `chain`, the lead itself too, with the logarithm of its share."""
    ((kind, codec),) = chain
    left, run, right = key
    (hyp,) = [h for h in hypotheses(run, right[:1]) if codec in codecs_of(h.layers[0].codecs) and h.layers[0].kind == kind]
    whole = run + right
    made = [(edge.text + whole[edge.end :], loss(edge, left, run, right)) for edge in hyp.edges]
    said = [(text, load().score(left, text, "") - cost) for text, cost in [(whole, 0.0), *made]]  # Ã may have been Ã
    total = math.log(sum(math.exp(value / doubt) for _, value in said))
    return {text: value / doubt - total for text, value in said}


@pytest.mark.parametrize(
    ("key", "chain", "doubt"),
    [
        (("cu", "Ä", "ga"), ((UTF8_READ, "latin-1"),), DOUBT),
        (("cu", "Ä", ""), ((UTF8_READ, "latin-1"),), DOUBT),
        (("mi", "Ã", "t "), ((UTF8_READ, "latin-1"),), DOUBT),
        (("je", "Å", "e "), ((UTF8_READ, "iso8859-9"),), DOUBT),
    ],
)
def test_a_guess_knows_its_share_in_all_that_the_lost_byte_may_have_been(
    key: Key, chain: tuple[tuple[str, str], ...], doubt: float
) -> None:
    found = chain_candidate(*key, chain)
    assert found is not None and found.spans[0].lost
    shares = guesses(key, chain, doubt)
    del shares[key[1] + key[2]]
    best = found.text
    assert shares[best] == pytest.approx(max(shares.values()))
    assert found.share == pytest.approx(shares[best], abs=1e-6)
    assert found.letters == pytest.approx(found.share, abs=1e-6)  # no space is open
    assert found.evidence == pytest.approx(load().score(key[0], best, "") - LOSS - LONE - stands(key))


def test_whether_a_space_is_left_behind_is_open_apart_from_the_letters() -> None:
    found = [c for c in candidates(" d", "Ã©jÃ", " vu").candidates if c.text == "éjà vu"]
    assert min(c.share for c in found) < -0.1  # it may have been `déjàvu`
    assert all(c.letters == pytest.approx(0.0, abs=0.01) for c in found)


def test_whether_the_space_was_the_byte_leaves_the_letters_as_sure() -> None:
    found = candidates("  ", "Ã", " l").candidates
    (kept,), (eaten,) = ([c for c in found if c.text == text] for text in ("à l", "àl"))
    assert kept.share > eaten.share + 1
    assert kept.letters == pytest.approx(eaten.letters)
    assert kept.share < kept.letters


def test_what_another_mixup_made_beside_a_lost_byte_stays_that_ones() -> None:
    found = next(c for c in candidates(" d", "├⌐jÃ", " vu").candidates if c.text == "éjà vu")
    first, last = found.spans
    assert (first.lost, last.lost) == (False, True)
    assert first.layers[0].codecs & CODEC_BIT["cp437"] and not last.layers[0].codecs & CODEC_BIT["cp437"]


def test_each_hypothesis_that_lost_the_byte_has_its_own_share() -> None:
    alike = [c for c in candidates("cu", "Ä", "ga").candidates if c.text == "čga"]
    assert len({c.spans[0].layers for c in alike}) == len(alike) > 1
    assert len({c.share for c in alike}) > 1
    assert len({c.evidence for c in alike}) == 1


def test_letters_that_fit_the_language_take_the_share_of_those_that_dont() -> None:
    anywhere = next(c for c in candidates("ba", "Ä", "en").candidates if c.text == "čen")
    slovene = at_home("ba", "Ä", "en", anywhere, lambda letter: 2.0 if letter in "čšž" else -2.0)
    latvian = at_home("ba", "Ä", "en", anywhere, lambda letter: 2.0 if letter in "āēģ" else -2.0)
    assert latvian.share < anywhere.share < slovene.share <= 0
    assert slovene.evidence == anywhere.evidence


def test_what_a_codec_lost_anywhere_in_a_run_is_asked_once_it_is_known() -> None:
    assert not any(c.text == "úč" for c in candidates("a ", "ĂșÄ", "ty").candidates)
    found = dropped_candidates("a ", "ĂșÄ", "ty", "iso8859-16")
    assert found[0].text == "účty"
    assert all(any(span.lost for span in c.spans) for c in found)
    assert dropped_candidates("pr", "Ăš", "s ", "iso8859-16") == ()  # nothing is missing


def test_oddness_is_what_a_code_point_of_the_reading_costs() -> None:
    assert oddness("pr", "ès ") == pytest.approx(-load().score("pr", "ès ", "") / 3)


@pytest.mark.parametrize(
    ("left", "run", "candidate", "codecs", "why"),
    [
        ("x", "Ã©ÄqÐ", Candidate("éÄqÐ", (span(),), 1.0), ("cp1252",), "a lead is left in odd text"),
        ("pr", "Ã©", Candidate("és ", (span(),), 1.0), (), "nothing is left"),
        ("x", "Ã©÷qØ", Candidate("é÷qØ", (span(kind=C1_READ),), 1.0), (), "another kind of damage"),
        ("x", "Ã©жqЦ", Candidate("éжqЦ", (span(),), 1.0), (), "no leads in that codec"),
        (
            "x",
            "Ã©ÄqÐ",
            Candidate("éÄqÐ", (span(codecs="cp1252 cp437"),), 1.0),
            ("cp1252",),
            "of several, that where it leads",
        ),
        ("t", "Ã©Ã", Candidate("é. Et la", (span(),), 1.0), (), "what is left reads well"),
    ],
)
def test_what_a_mixup_left_half_done_is_known_by_its_leads(
    left: str, run: str, candidate: Candidate, codecs: tuple[str, ...], why: str
) -> None:
    found = unfinished(left, run, candidate)
    assert codecs_of(found) == codecs, why


def test_a_letter_among_its_like_is_no_lead_unless_the_text_is_odder() -> None:
    """`СафРҫ`, half repaired, is Сафо: С is a lead of cp1251 and at home among what was made."""
    made = Candidate("Сафо", (Span(3, 5, "о", (Layer(UTF8_READ, CODEC_BIT["ptcp154"]),), False),), 1.0)
    assert 4.5 < oddness("", made.text) < 6.0
    assert unfinished("", "СафРҫ", made) == 0
    latin = made._replace(spans=(made.spans[0]._replace(after="o"),))
    assert unfinished("", "СафРҫ", latin) == CODEC_BIT["ptcp154"]


def test_a_lead_by_itself_is_no_letter_among_those_that_its_like_made() -> None:
    """Arabic read as iso8859-6: of ف, whose second byte was dropped, there is a ع, as there is before each letter."""
    garbled = "ظ§ععظ§ظªعظ±ظ©"
    spans = tuple(Span(i, i + 2, "ا", (Layer(UTF8_READ, CODEC_BIT["iso8859-6"]),), False) for i in (0, 4, 6, 9, 11))
    made = Candidate("اععااعاا", spans, 1.0)
    assert unfinished("", garbled, made) == 0  # no sequence of it was led by ع
    other = Candidate("اععااعاا", (*spans[:1], Span(3, 5, "ف", spans[0].layers, False), *spans[2:]), 1.0)
    assert unfinished("", garbled, other) == CODEC_BIT["iso8859-6"]


def test_what_speaks_against_a_candidate_is_worth_something() -> None:
    assert min(CONTROLS, HOPELESS, LOWERED, PARTIAL, SCRIPT, DOUBT) > 0
    assert FUTILE < 0
    assert DOUBT < 1


def test_a_character_said_twice_says_what_it_says_once() -> None:
    twice = {c.text: c for c in candidates("", "螕螕", "").candidates}["ΓΓ"]
    assert twice.evidence == pytest.approx((load().score("", "ΓΓ", "") - stands(("", "螕螕", ""))) / 2)


@pytest.mark.parametrize(
    ("word", "codec"),
    [("جملة", "iso8859-6"), ("πατάτα", "iso8859-7"), ("шкатулка", "cp1250")],
)
def test_a_guess_of_one_letter_in_many_is_not_sure_of_itself(word: str, codec: str) -> None:
    run = re.sub("[\x80-\x9f]", "", charmaps.decode(word.encode(), codec))
    guesses = [c for c in candidates("\n", run, "\n").candidates if any([span.lost for span in c.spans])]
    assert guesses
    assert max([math.exp(c.share) for c in guesses]) < 0.9
