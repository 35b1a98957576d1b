"""What may have happened to a run: which stretches change, to what, by which layers."""

from __future__ import annotations

import contextlib

import pytest
from materials import LIKELY, MISREADINGS

from mojifix import charmaps
from mojifix.hypotheses import MAX_LAYERS, Edge, Hypothesis, hypotheses, steps_of
from mojifix.misrepairs import misrepairs
from mojifix.sequences import codecs_of
from mojifix.steps import Step, replay


def makes(run: str, hyp: Hypothesis, text: str, at: int = 0) -> bool:
    """Whether `hyp` may make `text` of `run` from `at` on, each stretch that can be undone being undone in some way."""
    if at == len(run):
        return not text
    here = [edge for edge in hyp.edges if edge.start == at]
    if any([text.startswith(e.text) and makes(run, hyp, text[len(e.text) :], e.end) for e in here]):
        return True
    kept = not here or any([at < other.start < edge.end for edge in here for other in hyp.edges])
    return kept and text.startswith(run[at]) and makes(run, hyp, text[1:], at + 1)


def ways(run: str, text: str, right: str = "") -> set[tuple[tuple[str, str], ...]]:
    """The chains by which `run` may have been `text`."""
    found = set()
    for hyp in (*hypotheses(run, right), *misrepairs(run)):
        if makes(run + right, hyp, text):
            names: list[tuple[tuple[str, str], ...]] = [()]
            for layer in hyp.layers:
                names = [(*name, (layer.kind, codec)) for name in names for codec in codecs_of(layer.codecs)]
            found |= set(names)
    return found


@pytest.mark.parametrize("damage", MISREADINGS, ids=lambda d: d.name)
@pytest.mark.parametrize("text", ["é", "éèü", "“", "Привет", "日本語", "😀"])
def test_utf8_read_as_a_single_byte_encoding_is_among_what_may_have_happened(damage, text: str) -> None:  # type: ignore[no-untyped-def]
    run = damage.run(text)
    if damage.back is None or any(c < "\x80" for c in run):
        pytest.skip("a character stands for two bytes there")
    assert (("utf-8", damage.name.removeprefix("utf-8>")),) in ways(run, text)


@pytest.mark.parametrize("outer", LIKELY, ids=lambda d: d.name)
@pytest.mark.parametrize("inner", LIKELY, ids=lambda d: d.name)
def test_two_layers_are_undone_the_outer_one_first(outer, inner) -> None:  # type: ignore[no-untyped-def]
    run = outer.run(inner.run("éàü"))
    chain = tuple(("utf-8", d.name.removeprefix("utf-8>")) for d in (outer, inner))
    assert chain in ways(run, "éàü")
    assert replay(run, steps_of(chain)) == "éàü"


def test_four_layers_are_undone_and_not_more() -> None:
    run = "éà"
    for number in range(1, 6):
        run = LIKELY[1].run(run)
        assert bool(ways(run, "éà")) is (number <= MAX_LAYERS)
    assert max(len(hyp.layers) for hyp in hypotheses(run)) == MAX_LAYERS


def test_a_single_character_of_a_layer_hides_no_other() -> None:
    assert {len(hyp.layers) for hyp in hypotheses("Ã©")} == {1}
    assert {len(hyp.layers) for hyp in hypotheses("ÃƒÂ©")} == {1, 2}


@pytest.mark.parametrize("run", ["é", "日本", "при", "ß", "—", "\u0301", "\ud800"])
def test_nothing_is_undone_where_nothing_decodes(run: str) -> None:
    assert [hyp for hyp in hypotheses(run) if not any(edge.lost for edge in hyp.edges)] == []


@pytest.mark.parametrize(
    ("run", "right", "text", "codec"),
    [
        ("Ã\ufffd", "", "Á", "cp1252"),  # U+FFFD for the byte 81
        ("Ã?", "", "Á", "cp1252"),
        ("Ã", " la", "àla", "cp1252"),  # the space was the byte
        ("Ã", " la", "à la", "cp1252"),  # the byte is gone and the space its own
        ("â", "t", "’t", "latin-1"),  # both controls dropped
    ],
)
def test_lost_bytes_are_restored_and_said_to_be_lost(run: str, right: str, text: str, codec: str) -> None:
    found = [
        edge
        for hyp in hypotheses(run, right)
        if codec in codecs_of(hyp.layers[0].codecs)
        for edge in hyp.edges
        if (run + right)[: edge.start] + edge.text + (run + right)[edge.end :] == text
    ]
    assert found and all(edge.lost for edge in found)


def test_a_space_that_a_codec_has_for_a_byte_is_no_loss() -> None:
    """Python's mac-arabic has a space at A0."""
    run = "ß"  # C3 is another character there: whichever leads
    lead = bytes([0xC3]).decode("mac-arabic")
    found = [h for h in hypotheses(lead, " x") if "mac-arabic" in codecs_of(h.layers[0].codecs)]
    assert any(edge.text == "à" and edge.end == 2 and not edge.lost for h in found for edge in h.edges), run
    assert not any(edge.end == 2 for h in hypotheses(lead, "x") for edge in h.edges)


def test_c1_controls_are_what_windows_has_in_their_places() -> None:
    assert (("c1", "cp1252"),) in ways("\x93", "“")
    assert (("c1", "cp1251"),) in ways("\x8b", "‹")
    assert (("c1", "cp1250"),) in ways("\x8a", "Š")
    assert replay("\x93", steps_of((("c1", "cp1252"),))) == "“"
    assert not ways("\x81", "\x81")


def test_what_is_no_control_is_left_by_c1() -> None:
    hyps = [hyp for hyp in hypotheses("é\x93à") if hyp.layers[0].kind == "c1"]
    assert hyps
    assert all([(edge.start, edge.end) for edge in hyp.edges] == [(1, 2)] for hyp in hyps)


@pytest.mark.parametrize(
    ("run", "text", "chain"),
    [
        ("Ɠ", "œ", (("misrepair iso8859-2", "iso8859-16"),)),
        ("À", "ä", (("misrepair cp1252", "mac-roman"),)),
    ],
)
def test_one_character_may_be_another_tools_wrong_repair(run: str, text: str, chain: tuple[tuple[str, str], ...]) -> None:
    found = ways(run, text)
    if chain in found:
        assert replay(run, steps_of(chain)) == text
    assert [name for name in found if name[0][0].startswith("misrepair")], found


def test_a_letter_among_its_like_is_no_wrong_repair() -> None:
    assert misrepairs("Ɠ")
    assert misrepairs("ա")
    assert not misrepairs("աա")
    assert not misrepairs("привет")


def test_cesu_is_undone_as_one_character() -> None:
    chain = (("utf-8-variants", "latin-1"),)
    assert chain in ways("í\xa0½í¸\x80", "😀")
    assert steps_of(chain) == (Step("encode", "latin-1"), Step("decode", "utf-8-variants"))


def test_codecs_that_read_a_run_alike_are_one_hypothesis() -> None:
    found = [hyp for hyp in hypotheses("Ã©") if makes("Ã©", hyp, "é")]
    assert len(found) == 1
    assert {"cp1252", "latin-1", "iso8859-15"} <= set(codecs_of(found[0].layers[0].codecs))


def test_what_stands_between_sequences_stays_and_each_sequence_can_be_taken_by_itself() -> None:
    (hyp, *_) = [hyp for hyp in hypotheses("Ã©—Ã¨") if "cp1252" in codecs_of(hyp.layers[0].codecs)]
    assert [(edge.start, edge.end, edge.text) for edge in hyp.edges] == [(0, 2, "é"), (3, 5, "è")]
    assert makes("Ã©—Ã¨", hyp, "é—è")


@pytest.mark.parametrize(("text", "codec"), [("’s", "gbk"), ("ああ", "cp932"), ("é", "cp949"), ("йн", "big5")])
def test_utf8_read_as_an_east_asian_encoding_is_undone(text: str, codec: str) -> None:
    garbled = text.encode().decode(codec, "ignore")
    assert (("utf-8", codec),) in ways(garbled, text)


@pytest.mark.parametrize(
    ("run", "text", "chain"),
    [
        ("谩禄炉", "ữ", (("utf-8", "gbk"), ("utf-8", "latin-1"))),
        ("츾춺", "ë", (("utf-8", "johab"), ("utf-8", "cp1252"))),
        ("Γö╝ΓûÆ", "ű", (("utf-8", "cp437"), ("utf-8", "cp437"))),
        ("Ã\xad\xc2\xa0\xc2\xbd\xc3\xad\xc2\xb8\xc2\x80", "😀", (("utf-8", "latin-1"), ("utf-8-variants", "latin-1"))),
    ],
)
def test_deeper_layers_have_kinds_of_their_own(run: str, text: str, chain: tuple[tuple[str, str], ...]) -> None:
    assert chain in ways(run, text)
    assert replay(run, steps_of(chain)) == text


def test_lone_leads_lost_their_controls_only_beside_several_whole_sequences() -> None:
    def lost(run: str) -> set[tuple[int, int]]:
        return {(edge.start, edge.end) for hyp in hypotheses(run) for edge in hyp.edges if edge.lost}

    assert lost("Ä") == {(0, 1)}
    assert not lost("ÄÄ")
    assert not lost("Ã©Ä")
    assert (4, 5) in lost("Ã©Ã¨Ä")
    assert not lost("Ã©Ã¨" + "ÄÄ" * 5)


def test_only_a_run_of_one_character_is_a_lone_lead() -> None:
    assert hypotheses("ÄÐ") == ()


@pytest.mark.parametrize(
    ("run", "text", "chain"),
    [
        ("ٟŰŻŰ±", "پدر", (("utf-8", "iso8859-16"),)),  # ٟ was the end of one character and the beginning of the next
        ("ˮð╝ÐûÐÇ", "өмір", (("utf-8", "cp850"),)),
        ("ʻð╣", "үй", (("utf-8", "cp850"),)),
        ("ù", "è", (("misrepair iso8859-2", "iso8859-16"),)),
        ("õú", "þú", (("misrepair iso8859-2", "cp1250"),)),
    ],
)
def test_what_a_tool_made_of_two_halves_or_of_one_character_is_found(
    run: str, text: str, chain: tuple[tuple[str, str], ...]
) -> None:
    found = ways(run, text)
    assert chain in found
    assert not [name for name in found if name[0][0].startswith("misrepair") and name[0][1] in name[0][0]]


def test_six_bytes_are_cesu_only_in_single_byte_encodings() -> None:
    assert not [hyp for hyp in hypotheses("鈥檚鈥檚鈥檚") if hyp.layers[0].kind == "utf-8-variants"]


RUNS = [
    "Ã©tÃ¨",
    "ÃƒÂ©â‚¬",
    "├⌐┬⌐",
    "РїСЂРёРІРµС‚",
    "â€™Ä\x8dÃ\xa0",
    "ðŸ™ƒðŸ™ƒ",
    "√©√†¬†",
    "п©п╫",
    "Ă©Ă\xa0â€",
    "ÃÃ©©Â",
    "å¤©æ°\x94",
]


@pytest.mark.parametrize("codec", ["latin-1", "cp1252", "cp1251", "koi8-r", "cp437", "mac-roman"])
@pytest.mark.parametrize("run", RUNS)
def test_one_layer_undoes_all_that_the_codec_decodes_to_a_character_and_nothing_else(run: str, codec: str) -> None:
    expected = set()
    for start in range(len(run)):
        for end in range(start + 1, min(len(run), start + 4) + 1):
            try:
                text = charmaps.encode(run[start:end], codec).decode()
            except UnicodeError:
                continue
            if len(text) == 1 and end > start + 1:
                expected.add((start, end, text))
    found = [
        {edge[:3] for edge in hyp.edges if not edge.lost}
        for hyp in hypotheses(run)
        if len(hyp.layers) == 1 and hyp.layers[0].kind == "utf-8" and codec in codecs_of(hyp.layers[0].codecs)
    ]
    assert [edges for edges in found if edges] == [expected] * bool(expected)


@pytest.mark.parametrize("run", [*RUNS, "Ãƒ\x83Ã‚Â©Ãƒ\x83Ã‚Â¨", "ÃƒÂ©tÃƒÂ¨"])
def test_edges_are_what_their_layers_make_of_their_stretch(run: str) -> None:
    plain = ("latin-1", "cp1252", "cp1251", "cp437", "mac-roman", "koi8-r")  # no byte twice
    seen = 0
    for hyp in hypotheses(run):
        chains: list[tuple[tuple[str, str], ...]] = [()]
        for layer in hyp.layers:
            names = [(layer.kind, codec) for codec in codecs_of(layer.codecs) if codec in plain]
            chains = [(*chain, name) for chain in chains for name in names]
        assert list(hyp.edges) == sorted(hyp.edges)
        for edge in hyp.edges:
            assert 0 <= edge.start < edge.end <= len(run)
            for chain in [] if edge.lost else chains[:9]:
                with contextlib.suppress(UnicodeEncodeError):  # a control that shows as Windows has it
                    assert replay(run[edge.start : edge.end], steps_of(chain)) == edge.text
                    seen += 1
    assert seen


@pytest.mark.parametrize(
    ("outer", "inner", "text"),
    [
        ("gbk", "latin-1", "é"), ("gbk", "cp1252", "éè"), ("gbk", "cp437", "l’été"), ("gb18030", "cp437", "“ça”"),
        ("cp932", "latin-1", "l’été"), ("cp932", "cp850", "éè"), ("cp932", "cp437", "ж"), ("cp949", "latin-1", "Да"),
        ("johab", "latin-1", "éè"), ("johab", "cp437", "l’été"), ("big5", "latin-1", "ữ"), ("euc-jp", "cp1252", "ữ"),
    ],
)  # fmt: skip
def test_below_an_east_asian_layer_characters_of_one_segment_change_together(outer: str, inner: str, text: str) -> None:
    garbled = charmaps.decode(text.encode(), inner).encode().decode(outer)
    chain = (("utf-8", outer), ("utf-8", inner))
    assert replay(garbled, steps_of(chain)) == text
    assert chain in ways(garbled, text)


def lossy(run: str, right: str = "") -> list[tuple[int, int, str]]:
    return [edge[:3] for hyp in hypotheses(run, right) for edge in hyp.edges if edge.lost]


def test_marks_of_hebrew_and_arabic_by_themselves_lost_nothing() -> None:
    """`״` is a lead in cp1255, and an ordinary quotation mark."""
    assert hypotheses("״") == ()
    assert hypotheses("״", " x") == ()
    assert lossy("آ")  # a letter may have
    assert lossy("┬")  # and another sign


def test_a_lead_and_what_follows_it_may_have_lost_one_control() -> None:
    assert (0, 2, "ऀ") in lossy("à¤")
    assert (0, 1, "’") in lossy("â")
    assert not [edge for edge in lossy("à¤Ø") if edge[1] == 3]


def test_the_space_after_a_lead_was_its_last_byte_or_is_left_of_a_byte_that_is_gone() -> None:
    found = lossy("Ã©Ã", " l")
    assert (2, 4, "à") in found  # it was the byte
    assert (2, 3, "à") in found  # the byte is gone
    assert (2, 3, "À") in found  # a control is gone
    assert (0, 2, "é") not in found
    assert not [edge for edge in lossy("Ã©Ã", "l") if edge[1] == 4]
    whole = [hyp for hyp in hypotheses("Ã©Ã", " l") if any(edge.end == 4 for edge in hyp.edges)]
    assert any(Edge(0, 2, "é") in hyp.edges for hyp in whole)


def test_signs_of_latin_1_come_back_with_the_letter_that_a_tool_deleted_before_them() -> None:
    """UTF-8 read as Mac Roman shows 声 as `Â£∞`, of which ftfy makes `£∞`."""
    assert (("utf-8", "mac-roman"),) in ways("£∞", "声")
    assert (("utf-8", "cp850"),) in ways("ð\xa0", "ж ")


def test_what_controls_stand_for_is_told_apart_by_codec() -> None:
    def read(run: str) -> dict[str, set[str]]:
        return {
            "".join(edge.text for edge in hyp.edges): set(codecs_of(hyp.layers[0].codecs))
            for hyp in hypotheses(run)
            if hyp.layers[0].kind == "c1"
        }

    found = read("\x93")
    assert found["“"] >= {"cp1252", "cp1250", "cp874"} and "cp437" in found["ô"]
    assert not [codecs for codecs in read("\x81").values() if "cp1252" in codecs]  # which has no character there
    assert read("é") == {}
    assert {len(hyp.edges) for hyp in hypotheses("\x93é\x94") if hyp.layers[0].kind == "c1"} == {2}


@pytest.mark.parametrize(
    ("run", "wrong"),
    [
        ("ԱԲ", False),  # Armenian
        ("ԱԲԳ√", False),
        ("Ա√≈∂", True),  # one among signs
        ("ήξψ", True),  # of Greek and Latin all may be
        ("Ɠ", True),
        ("абвѓ", False),
    ],
)
def test_a_tool_leaves_strange_letters_alone_not_among_their_like(run: str, wrong: bool) -> None:
    made = [hyp for hyp in misrepairs(run) if hyp.layers[0].kind.startswith("misrepair")]
    assert bool([edge for hyp in made for edge in hyp.edges if run[edge.start].isalpha()]) is wrong


def test_no_tool_makes_characters_of_three_bytes_but_private_ones() -> None:
    def by_tool(run: str) -> list[str]:
        return [hyp.layers[0].kind for hyp in misrepairs(run) if hyp.layers[0].kind.startswith("misrepair")]

    assert by_tool("ः") == []
    assert by_tool("ʻ")
    assert by_tool("\ueec7")


@pytest.mark.parametrize("run", ["Ɠ", "À", "\ueec7", "\ue68d", "ʻ", "ߴ", "õú", "Ž"])
def test_the_steps_of_a_wrong_repair_lead_to_what_it_should_have_become(run: str) -> None:
    seen = 0
    for hyp in misrepairs(run):
        if hyp.layers[0].kind.startswith("misrepair"):
            for edge in hyp.edges:
                for codec in codecs_of(hyp.layers[0].codecs):
                    with contextlib.suppress(UnicodeError):  # a byte that the codec shows as another
                        assert replay(run[edge.start : edge.end], steps_of(((hyp.layers[0].kind, codec),))) == edge.text
                        seen += 1
    assert seen


def test_below_a_layer_only_what_it_made_is_undone() -> None:
    """The second `Ã‚` was Â, but the Â behind it stood there before: what both are followed by is no ©."""
    latin = [hyp for hyp in hypotheses("Ã‚Ã‚ÂÂ©") if "cp1252" in codecs_of(hyp.layers[0].codecs)]
    assert {len(hyp.layers) for hyp in latin} == {1}
    assert (("utf-8", "cp1252"), ("utf-8", "cp1252")) in ways("ÃƒÂ©—ÃƒÂ¨", "é—è")


def test_surrogate_pairs_and_other_characters_were_bent_together() -> None:
    assert (("utf-8-variants", "latin-1"),) in ways("í\xa0½í¸\x80Ã©", "😀é")


def test_the_first_and_the_last_control_are_controls_and_a_no_break_space_is_none() -> None:
    assert (("c1", "cp1252"),) in ways("\x80", "€")
    assert (("c1", "cp1252"),) in ways("\x9f", "Ÿ")
    assert not [hyp for hyp in hypotheses("\xa0") if hyp.layers[0].kind == "c1"]


def test_beside_whole_sequences_a_lead_may_have_lost_one_byte_of_two() -> None:
    assert (4, 6, "ऀ") in lossy("Ã©Ã¨à¤")
    assert (4, 5, "’") in lossy("Ã©Ã¨â")
    assert (4, 5) in {edge[:2] for edge in lossy("Ã©Ã¨ÄÃ©")}
    assert not [edge for edge in lossy("Ã©Ã¨ÄÃ©") if edge[:2] == (4, 6)]  # the next one is whole
    assert (0, 1, "’") in lossy("âÃ©Ã¨")


def test_several_marks_of_hebrew_may_have_lost_the_space_behind() -> None:
    assert lossy("״״", " x")
