"""What runs say of legacy mix-ups: which are witnesses, and for what."""

from __future__ import annotations

import pytest

from mojifix import document
from mojifix.candidate import Candidate, Scored
from mojifix.document import Key, is_latin, proposals
from mojifix.home import Home
from mojifix.hypotheses import C1_READ, MISREPAIR, UTF8_READ, Layer
from mojifix.lattice import Span
from mojifix.legacy import Pair, pairs
from mojifix.legacy_reading import legacy_candidate, that_may_gain
from mojifix.scan import scan
from mojifix.score import candidates
from mojifix.sequences import CODEC_BIT


@pytest.mark.parametrize(
    ("key", "speaks", "why"),
    [
        ((" n", "é", " "), True, "a letter at the end of a word"),
        (("  ", "é", "t "), True, "at its beginning"),
        (("  ", "é", "  "), False, "by itself, as in tables of keys"),
        (("  ", "éè", "  "), True, "two are a word"),
        ((" n", "“", "t "), True, "a quotation mark within a word is none"),
        ((" n", "“", " t"), False, "at its end it is"),
        (("n ", "“", "t "), False, "and at its beginning"),
        ((" n", "–", "t "), False, "a dash between letters"),
        ((" n", "“–", "t "), False, "with a mark beside it"),
        ((" l", "±", "o "), True, "espa±ol was garbled"),
        (("DM", "±", "DD"), False, "a formula in capitals was not"),
        ((" l", "±", "DD"), False, "nor before capitals"),
        (("DM", "±", "o "), False, "nor behind them"),
        (("l ", "±", "o "), False, "nor at the beginning of a word"),
        ((" l", "±a", "  "), True, "letters that the run goes on over are the word's"),
        ((" l", "±A", "o "), False, "capitals, too"),
        (("10", "²", " x"), False, "a sign behind a number"),
    ],
)
def test_only_runs_in_words_are_witnesses(key: Key, speaks: bool, why: str) -> None:
    assert document.speaks(key, Home("")) is speaks, why


@pytest.mark.parametrize(
    ("key", "speaks", "why"),
    [
        (("ci", "—", "n "), True, "a dash between letters"),
        (("l ", "—", " a"), False, "not one between words"),
        (("l ", "†", " a"), True, "what stands for a word of one letter"),
        (("l ", "å", " a"), True, "and such a word"),
        (("l ", "å", " 1"), False, "not before a number, as in tables"),
        ((" l", "’", "ea"), False, "an apostrophe"),
    ],
)
def test_in_a_language_that_is_known_runs_say_more(key: Key, speaks: bool, why: str) -> None:
    assert document.speaks(key, Home("Nella maggior parte dei casi questo comando non serve a molto.")) is speaks, why


def test_a_witness_is_a_run_in_another_word_not_in_a_column_of_numbers() -> None:
    def witness(left: str, run: str, right: str) -> tuple[str, str, str]:
        return document.witness((left, run, right))

    assert witness("10", "è", "\n") == witness("11", "è", "\n") == witness(" (", "È", ") ")
    assert witness("én", "è", "\n") != witness("10", "è", "\n")
    assert witness("n", "è", "s ") == witness("AN", "È", "S ") == ("n", "è", "s")
    assert witness("n", "è", " s") == ("n", "è", " ")
    assert witness(" n", "è", "1 ") == ("n", "è", " ")


def by(kind: str, after: str, evidence: float, codec: str = "cp1252", lost: bool = False) -> Candidate:
    return Candidate(after, (Span(0, 1, after, (Layer(kind, CODEC_BIT[codec]),), lost),), evidence)


@pytest.mark.parametrize(
    ("key", "candidate", "explained", "why"),
    [
        ((" a", "éè", "b "), by(UTF8_READ, "à", 12.0), True, "six nats and three for each of two"),
        ((" a", "éè", "b "), by(UTF8_READ, "à", 11.9), False, "a bit less"),
        ((" a", "é", "b "), by(UTF8_READ, "à", 9.0), True, "nine for a single one"),
        ((" a", "é", "b "), by(UTF8_READ, "à", 20.0, lost=True), False, "a guess explains little"),
        ((" a", "é", "b "), by(MISREPAIR + "cp1252", "à", 20.0), False, "and so does a tool's repair"),
        (("  ", "\x93", "ab"), by(C1_READ, "“", 20.0), True, "a mark that opens a word"),
        ((" a", "\x94", "  "), by(C1_READ, "”", 20.0), True, "or closes one"),
        ((" a", "\x94", "b "), by(C1_READ, "”", 20.0), False, "not within one"),
        ((" a", "\x8a", "b "), by(C1_READ, "Š", 20.0), True, "a letter may be there"),
        ((" a", "\x94", "  "), by(C1_READ, "ö", 20.0, "cp437"), False, "of DOS other letters tell more"),
        ((" a", "\x94é", "b "), by(C1_READ, "”", 20.0), False, "the rest of the run is of the word, too"),
    ],
)
def test_what_a_candidate_explains_needs_no_legacy_mixup(key: Key, candidate: Candidate, explained: bool, why: str) -> None:
    assert document._explained(key, Scored((candidate,), 9.0, 2.0)) is explained, why


def test_quotation_marks_between_letters_that_were_controls_too_explain_nothing() -> None:
    """By cp1256 the controls are signs and letters; Hebrew in cp862 has only letters in these places."""
    key, layer = ("  ", "\x8e\x93\x8e", "  "), Layer(C1_READ, CODEC_BIT["cp1256"])
    candidate = Candidate("ژ“ژ  ", (Span(0, 3, "ژ“ژ", (layer,), False),), 30.0)
    assert document._explained(key, Scored((candidate,), 9.0, 2.0)) is False


def test_nothing_explains_a_run_without_candidates() -> None:
    assert document._explained((" a", "é", "b "), Scored((), 9.0, 2.0)) is False


def test_latin_is_what_was_written_for_latin_letters() -> None:
    assert is_latin(Pair("cp1250", "cp1252")) and is_latin(Pair("mac-roman", "latin-1"))
    assert is_latin(Pair("cp1252", "cp1251")) and not is_latin(Pair("cp1251", "cp1252"))


def proposed(text: str) -> list[document.Proposal]:
    runs = {run.key: candidates(*run.key) for run in scan(text)}
    return proposals(runs, Home(text))


RUSSIAN = "Завтра утром поедем на рынок за свежей рыбой, хлебом и сыром."
POLISH = "Długo żyła bez pieniędzy, aż wreszcie zdobyła pracę. Był też drugi powód: świetnie się śmiała."


@pytest.mark.parametrize(
    ("text", "written", "read"),
    [
        (RUSSIAN, "cp1251", "cp1252"),
        (RUSSIAN, "koi8-r", "cp1251"),
        (RUSSIAN, "cp866", "cp1251"),
        (POLISH, "cp1250", "cp1252"),
    ],
)
def test_the_pair_that_explains_the_odd_runs_is_proposed_first(text: str, written: str, read: str) -> None:
    found = proposed(text.encode(written).decode(read))
    assert found[0].pair.written == written
    assert len(found) <= document.MOST
    assert found[0].fit == max(p.fit for p in found)
    for proposal in found:
        assert 0 <= proposal.best <= document._MOST_GAIN
        assert proposal.best <= proposal.odds or proposal.odds < document._MOST_GAIN


CROATIAN = "Ova će žena kuhati večeru. Moći ćemo doći sutra. Kuća je šarena i svježa. Noć pada, žabe krekeću."


def test_a_pair_is_named_whose_reader_shows_the_sound_runs_too() -> None:
    """Latin-1 reads ć and č as cp1252 does, and has no š and ž, which these have at the same place."""
    found = proposed(CROATIAN.encode("cp1250").decode("cp1252"))
    assert found[0].pair == Pair("cp1250", "cp1252")


def test_right_text_proposes_nothing() -> None:
    for text in (RUSSIAN, POLISH, "plain", "« Où ça ? » — là-bas, l’été."):
        assert proposed(text) == []


def test_runs_that_the_encoding_cannot_have_shown_speak_against_it() -> None:
    """Sound Chinese beside Russian that was read as cp1252: that is none of cp1252's."""
    garbled = RUSSIAN.encode("cp1251").decode("cp1252")
    alone, beside = (proposed(text)[0] for text in (garbled + " .", garbled + " 我们明天去北京。"))
    assert alone.pair == beside.pair
    assert beside.odds == pytest.approx(alone.odds + document._SOUND, abs=0.1)
    assert beside.fit == pytest.approx(alone.fit + document._SOUND, abs=0.1)
    assert document._SOUND < 0


def test_no_more_runs_than_a_sample_are_asked() -> None:
    keys = [("ab", chr(0x430 + i % 32) * (2 + i // 32), "cd") for i in range(4 * document.SAMPLE)]
    assert document._some(keys[: document.SAMPLE]) == keys[: document.SAMPLE]
    some = document._some(keys)
    assert document.SAMPLE // 2 < len(some) <= document.SAMPLE
    assert some[0] == keys[0] and set(some) <= set(keys)
    assert keys.index(some[-1]) > 3 * document.SAMPLE  # from all of the text


@pytest.mark.parametrize("least", [-20.0, 0.0, 5.0])
def test_what_cannot_gain_has_no_candidate_that_does(least: float) -> None:
    """A few characters say that a pair gains nothing: for the same pairs as its candidates do."""
    runs = [*scan(RUSSIAN.encode("cp1251").decode("cp1252") + " é\n"), *scan("пакетов¶ дБ"), *scan("±±±")]
    for run in runs:
        asked = that_may_gain(*run.key, least)
        for pair in pairs():
            candidate = legacy_candidate(*run.key, pair)
            if pair in asked:
                assert candidate
            else:
                assert not candidate or candidate.evidence < least


def test_latin_letters_that_make_no_writing_are_not_proposed() -> None:
    """Cyrillic with Latin letters among it is no Latin text in another encoding."""
    assert [p.pair for p in proposed("Đeêoìeíäaöèè Đeêoìeíäaöèè ÑçÑôê") if p.pair.written in ("cp1250", "iso8859-2")] == []
