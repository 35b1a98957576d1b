"""Steps run, invert and replay; chains whose bytes are ambiguous or lost name them."""

from __future__ import annotations

import pytest

import mojifix
from mojifix.steps import Step, invert, replay, restoring, rewriting

ENCODE, DECODE = "encode", "decode"


def chain(*codecs: str) -> tuple[Step, ...]:
    return tuple(Step(ENCODE if i % 2 == 0 else DECODE, codec) for i, codec in enumerate(codecs))


@pytest.mark.parametrize(
    ("codecs", "before", "after"),
    [
        (("cp1252", "utf-8"), "Ã©", "é"),
        (("cp437", "utf-8"), "├⌐", "é"),
        (("cp10007", "utf-8"), "–є", "й"),
        (("gbk", "utf-8"), "鈥檚", "’s"),
        (("cp1252", "cp1251"), "Ïðèâåò", "Привет"),
        (("cp932", "cp932"), "日本", "日本"),
        (("latin-1", "utf-8", "cp1252", "utf-8"), "Ã\x83Â©", "é"),
        (("latin-1", "utf-8-variants"), "í\xa0½í¸\x80", "😀"),
        (("latin-1", "utf-8-variants"), "aÀ\x80b", "a\0b"),
        (("utf-8", "iso8859-2", "iso8859-16", "utf-8"), "Ɠ", "œ"),
    ],
)
def test_a_chain_leads_forward_and_its_inverse_leads_back(codecs: tuple[str, ...], before: str, after: str) -> None:
    steps = chain(*codecs)
    assert replay(before, steps) == after
    assert replay(after, invert(steps)) == before


def test_escapes_are_read_and_written_by_steps_of_their_own() -> None:
    steps = (Step("unescape", "json"), *chain("cp1252", "utf-8"), Step("escape", "json"))
    assert replay(r"\u00c3\u00a9", steps) == r"\u00e9"
    assert replay(r"\u00e9", invert(steps)) == r"\u00c3\u00a9"


def test_what_a_codec_cannot_take_is_an_error() -> None:
    for text, codec in (("я", "cp1252"), ("é", "ascii"), ("\ud800", "utf-8")):
        with pytest.raises(UnicodeError):
            Step(ENCODE, codec).run(text)
    with pytest.raises(UnicodeError):
        replay("Ã(", chain("cp1252", "utf-8"))
    with pytest.raises(UnicodeError):
        replay("í\xa0½", chain("latin-1", "utf-8-variants"))  # half of a pair is no character


def test_bytes_and_text_are_not_mixed_up() -> None:
    with pytest.raises(TypeError, match="takes text"):
        Step(ENCODE, "cp1252").run(b"x")
    with pytest.raises(TypeError, match="takes text"):
        Step("restore", "cp1252:78").run(b"x")
    with pytest.raises(TypeError, match="takes text"):
        Step("escape", "json").run(b"x")
    with pytest.raises(TypeError, match="takes text"):
        Step("unescape", "json").run(b"x")
    with pytest.raises(TypeError, match="takes bytes"):
        Step(DECODE, "cp1252").run("x")
    with pytest.raises(TypeError, match="ends in text"):
        replay("x", chain("cp1252"))


def test_lost_bytes_are_named_with_the_codec_that_they_were_lost_in() -> None:
    steps = restoring(chain("cp1252", "utf-8"), "à")
    assert steps == (Step("restore", "cp1252:c3a0"), Step(DECODE, "utf-8"))
    assert replay("Ã ", steps) == replay("anything", steps) == "à"
    assert steps[0].inverse() == Step(DECODE, "cp1252")
    assert replay("à", invert(steps)) == "Ã\xa0"


def test_bytes_lost_in_the_outer_layer_are_named_there() -> None:
    steps = restoring(chain("cp1252", "utf-8", "cp1252", "utf-8"), "à")
    assert steps == (Step("restore", "cp1252:c383c2a0"), *chain("cp1252", "utf-8", "cp1252", "utf-8")[1:])
    assert replay("", steps) == "à"


@pytest.mark.parametrize(
    ("codecs", "after", "kept"),
    [
        (("cp1251", "utf-8", "koi8-t", "utf-8"), "é", "koi8-t:c3a9"),  # © is there twice in koi8-t
        (("latin-1", "utf-8", "cp932", "utf-8"), "é", "cp932:c3a9"),
        (("gbk", "utf-8", "cp037", "utf-8"), "\U0010ffff", "cp037:f48fbfbf"),
    ],
)
def test_layers_from_which_the_steps_do_not_lead_to_the_text_are_left_out(
    codecs: tuple[str, ...], after: str, kept: str
) -> None:
    steps = restoring(chain(*codecs), after)
    assert replay("", steps) == after
    assert steps[0].codec.rpartition(":")[0] in codecs
    assert kept == steps[0].codec or len(steps) == len(codecs)


def test_what_no_bytes_lead_to_is_an_error() -> None:
    with pytest.raises(UnicodeError, match="no bytes"):
        restoring(chain("cp1252", "utf-8"), "\ud800")


def test_rewriting_gives_the_text_whatever_stood_there() -> None:
    for after in ("", "é", "日本語\n", "😀"):
        assert replay("anything", rewriting(after)) == after


@pytest.mark.parametrize(
    "text",
    [
        "\x7fĀ“ā\x94\x90Ā„[^a-z]+Ā±Ā»ā\x94\x90Ā¢",  # counter-examples that the laws found
        "rС†В©sumС†В© cafС†В© the house bread,",
        "Ä\x9eÂ\x9eÃ\x82Â¬Ã\x92â\x80\x9cÄ\x9eÂ±Ã\x82Âœ lÄ\x9eÂ\xa0Ã\x82ÅžÃ\x82Â©Ã\x82Â©Ä\x9eâ\x80\x98Ã¢â\x80\x9eÂ¢Ã\x82Â«",
    ],
)
def test_layers_whose_codecs_have_a_character_twice_replay(text: str) -> None:
    for repair in mojifix.repair(text).repairs:
        assert replay(repair.before, repair.steps) == repair.after
