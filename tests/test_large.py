"""Large texts go in blocks, and what is looked at only once must not hide anything."""

from __future__ import annotations

import random

import pytest

import mojifix
from mojifix import bulk, charmaps, coarse, fix, sieve
from mojifix.apply import apply
from mojifix.cuts import runs_at
from mojifix.hypotheses import steps_of
from mojifix.resieve import hints
from mojifix.strict import in_place, parts, undone

SENTENCES = (
    "Où étiez-vous passés ? Le dîner refroidit déjà.",
    "La forêt s’étend jusqu’à l’océan, où naît la tempête.",
    "Il n'y a rien.",
    "Ça ne m’étonne guère : l'hôtel était fermé.",
    "",
    "Après-demain, la météo sera clémente.",
)
RUSSIAN = ("Где вы были? Ужин уже остывает.", "Погода завтра будет хорошей — так говорят.", "И всё.", "Он сказал: «нет».")


def garbled(text: str, codec: str = "cp1252") -> str:
    return charmaps.decode(text.encode(), codec)


def mixed(sentences: tuple[str, ...], share: float, size: int = 40_000) -> tuple[list[str], list[str]]:
    """Lines of which a share is garbled, and what they were."""
    rnd = random.Random(3)
    lines = rnd.choices(sentences, k=size // 40)
    return [garbled(line) if rnd.random() < share else line for line in lines], lines


@pytest.mark.parametrize("end", ["\n", " "], ids=["lines", "one line"])
@pytest.mark.parametrize("share", [1.0, 0.5, 0.02, 0.0])
@pytest.mark.parametrize("sentences", [SENTENCES, RUSSIAN], ids=["French", "Russian"])
def test_a_share_of_a_large_text_is_repaired_and_the_rest_stays(sentences: tuple[str, ...], share: float, end: str) -> None:
    lines, originals = mixed(sentences, share)
    text = end.join(lines)
    assert mojifix.fix(text) == end.join(originals)
    found = mojifix.repair(text)
    assert found.text == end.join(originals)
    assert found.undo() == text


@pytest.mark.parametrize("share", [1.0, 0.5, 0.02])
@pytest.mark.parametrize("sentences", [SENTENCES, RUSSIAN], ids=["French", "Russian"])
def test_the_next_pass_knows_all_that_a_sieve_of_the_whole_would_find(sentences: tuple[str, ...], share: float) -> None:
    lines, _ = mixed((*sentences, "Пocлe œil : Łuk, 5 ☃, ﬁn", "aжb ¿q"), share, 120_000)
    lines[100:100] = [garbled("où, œuvre", "cp437"), garbled("Он сказал нет", "cp866")]
    text = "\n".join(lines)
    done = bulk.repairs(text, coarse.first_hits(text), mojifix.Policy(), False)
    made = apply(text, done.repairs).text
    known = hints(made, done.repairs, done.sieved)
    assert made != text
    assert known
    assert set(coarse.hits(made)) <= set(known.places)


def test_lines_are_put_back_where_their_chain_does_not_explain_them() -> None:
    lines, originals = mixed(RUSSIAN, 0.5)
    chain = steps_of((("utf-8", "cp1252"),))
    assert in_place("\n".join(lines), chain) == "\n".join(originals)


def test_what_a_chain_leaves_is_repaired_too() -> None:
    lines, originals = mixed(SENTENCES, 0.5)
    lines[7:7] = [garbled("où", "cp437"), garbled(garbled("forêt")), garbled("Он сказал нет")]
    originals[7:7] = ["où", "forêt", "Он сказал нет"]
    assert mojifix.fix("\n".join(lines)) == "\n".join(originals)


def test_what_is_evident_elsewhere_is_heard_where_a_line_says_little() -> None:
    lines, originals = mixed(SENTENCES, 0.05)
    odd = "Le café, Ã€ vous l’été."
    assert mojifix.fix("\n".join([*lines, odd])) == "\n".join([*originals, "Le café, À vous l’été."])
    assert mojifix.fix(odd) == odd


@pytest.mark.parametrize("unit", ["Ã", "Â ", "Ð", "é ", "¶"])
def test_a_large_text_of_one_character_raises_nothing(unit: str) -> None:
    text = unit * 30_000
    assert mojifix.fix(mojifix.fix(text)) == mojifix.fix(text)


def test_parts_are_what_undone_makes_of_the_lines() -> None:
    rnd = random.Random(5)
    pieces = ["Ã©", "Ã ", "é", "a", "?", "\n", "\n", "’", "â€™", "日", "\x01", "\ufffe", "ï¿¾", "\udc80", "Ã"]
    chain = steps_of((("utf-8", "cp1252"),))
    told = 0
    for _ in range(3_000):
        text = "".join(rnd.choices(pieces, k=rnd.randrange(12)))
        found = parts(text, chain)
        if found is None:
            continue
        lines = text.split("\n")
        now = "\n".join(
            before if after is None else after for before, after in zip(lines, undone(lines, chain, "\n"), strict=True)
        )
        whole = text
        for begin, end, after in reversed(found.undone):
            whole = whole[:begin] + after + whole[end:]
        assert whole == now, text
        assert all(not text[a:b].isascii() and "\n" not in text[a:b] for a, b in found.left), text
        told += whole != text
    assert told > 100


def test_no_hit_is_lost_where_blocks_of_ascii_are_left_out() -> None:
    """Wherever it stands: a block has 256 code points."""
    plain = "nothing but plain words " * 1_500
    for what in ("Ã©", "\x93", "aÉa", "wiêc", "Ã", "┤a", "ÎÄ¼", "zur眉ck"):
        places = range(500, 530)
        alone = sorted({at - 300 for at in coarse.hits("x" * 300 + " " + what + " y" * 9)})
        for place in places:
            text = plain[: place - 1] + " " + what + " " + plain[place:]
            assert sorted({at - place + 1 for at in coarse.hits(text)}) == alone, (what, place)


BULGARIAN = """Къщата до реката беше стара и тиха.
Вечер палехме огън и слушахме вълните.
Баба разказваше за града, в който е родена.
Сутрин мъглата лежеше над полето като мляко.
Конят пасеше край пътя, а кучето спеше.
Дядо поправи оградата и боядиса вратата.
"""
GERMAN = """Die Bäcker öffnen früh und schließen spät.
Ein paar Äpfel und süße Brötchen für die Großmutter.
Der Fluss fließt träge, die Böschung ist grün.
Über den Dächern hängt kühler Nebel, und niemand hört ihn.
Möglicherweise gehört das Öl in die Küche.
Die Tür führt zum Hof, wo Hühner scharren.
"""


@pytest.mark.parametrize(
    ("text", "written", "read"),
    [
        (BULGARIAN, "cp866", "cp1252"),
        (BULGARIAN, "koi8-r", "cp866"),
        (GERMAN, "cp1252", "cp866"),
        (GERMAN, "cp850", "cp1252"),
    ],
)
def test_a_large_text_that_went_through_a_legacy_mixup_comes_back_whole(text: str, written: str, read: str) -> None:
    text = "\n".join(f"{i}. {line}" for i, line in enumerate(text.splitlines() * 120))
    assert len(text) > sieve.LARGE
    assert mojifix.fix(charmaps.decode(charmaps.encode(text, written), read)) == text


def test_large_legacy_text_without_hits_is_worth_a_look_for_the_filter_too() -> None:
    """`città` is `cittр` then."""
    lines = (
        "La città è più bella di sera.", "Il caffè costa già così poco.", "Però la libertà ha un prezzo.", "È andato via.",
        "Perché non verrà? Chissà.", "Lunedì partirò, poi tornerò.", "Andò giù per la via.", "Papà farà il pane.",
    )  # fmt: skip
    text = "\n".join(f"{i}. {line}" for i, line in enumerate(lines * 150))
    garbled = charmaps.decode(charmaps.encode(text, "cp1252"), "cp866")
    assert coarse.garbled(garbled)
    assert mojifix.is_garbled(garbled)
    assert mojifix.fix(garbled) == text
    assert not coarse.garbled(text)


def test_sound_lines_of_a_large_text_stay_that_went_through_a_legacy_mixup_in_part() -> None:
    sound = [f"{i}. {line}" for i, line in enumerate(BULGARIAN.splitlines() * 120)]
    mixed = [charmaps.decode(charmaps.encode(line, "koi8-r"), "cp1251") if i % 3 else line for i, line in enumerate(sound)]
    found = mojifix.fix("\n".join(mixed)).split("\n")
    assert [line for i, line in enumerate(found) if not i % 3] == [line for i, line in enumerate(sound) if not i % 3]


def test_a_table_of_ideographs_is_no_utf8_although_one_in_ten_might_be() -> None:
    text = "\n".join(f"    ({0x2F00 + i:#06x}, 'M', '{chr(0x4E00 + 7 * i)}')," for i in range(2800))
    assert len(text) > sieve.LARGE
    assert fix(text) is text


def test_a_place_in_a_long_run_is_looked_at_by_itself() -> None:
    """From places all over a text that is one run, to go back to where it begins each time is most of its time."""
    text = "a " + "é" * 100_000
    runs = runs_at(text, [50_000, 50_010, 90_000])
    assert any(run.start <= 50_000 < run.start + len(run.text) for run in runs)
    assert any(run.start <= 90_000 < run.start + len(run.text) for run in runs)
    assert sum(len(run.text) for run in runs) < 20_000
    assert "".join(run.text for run in runs_at(text, list(range(2, len(text), 500)))) == text[2:]


ITALIAN = ("Non è vero.", "Il caffè è già pronto.", "Perché è così?", "La città è bella.", "Più tardi verrà Niccolò.")
SWEDISH = ("Ej avstämd post", "Ordförande är på väg", "Två män går hem", "Hämta kärran", "Öppna dörren", "Är det så?")
SPANISH = ("El año pasado", "La niña duerme", "Mañana vendrá", "¿Continuar?", "Dónde está el señor")
SLOVAK = (
    "Účtenka",
    "Účty v banke",
    "Každá nová faktúra bude úplná.",
    "Ak áno, tak sa zobrazí účet.",
    "Nebudú čoskoro splatné.",
)
VIETNAMESE = (
    "Bạn có muốn làm gì vậy?",
    "Sổ tay này rất có ích.",
    "Bạn có chắc không?",
    "Một mái nhà bên sông.",
    "Tài khoản và bạn.",
)
ROMANIAN = (
    "Conturi în bancă",
    "Numerar în loc",
    "De două ori pe săptămână",
    "Află și tu ce întâmplare",
    "Băiatul își ia pâinea",
)
CZECH = (
    "Každý měsíc větší část.",
    "Člověk přečetl závěr.",
    "Je to řešení.",
    "Přišel účet za téměř všechno.",
    "Může být dům.",
)


def numbered(lines: tuple[str, ...], size: int = 30_000) -> list[str]:
    rnd = random.Random(1)
    return [f"{i}. {line}" for i, line in enumerate(rnd.choices(lines, k=size // 18))]


@pytest.mark.parametrize(
    ("lines", "codec"), [(ITALIAN, "cp1251"), (SWEDISH, "iso8859-11"), (SPANISH, "euc-jp")], ids=["it", "sv", "es"]
)
@pytest.mark.parametrize("rest", [0, 20], ids=["alone", "beside sound lines"])
def test_pairs_that_text_of_the_readers_script_has_anyway_are_garbled_as_the_others_are(
    lines: tuple[str, ...], codec: str, rest: int
) -> None:
    right = numbered(lines)
    wrong = [line.encode().decode(codec) for line in right]
    sound = [f"Nothing is wrong with line {i}." for i in range(rest * len(right))]
    assert fix("\n".join(wrong + sound)).split("\n") == right + sound


def test_a_sound_line_that_is_one_sequence_by_chance_stays_among_garbled_ones() -> None:
    right = numbered(SLOVAK)
    mixed = [garbled(line, "iso8859-16") if i % 2 else line for i, line in enumerate(right)]
    assert fix("\n".join(mixed)).split("\n") == right


def test_a_line_garbled_in_part_comes_back_with_the_pairs_that_show_little() -> None:
    right = numbered(VIETNAMESE)
    mixed = [line.partition(" ")[0] + " " + garbled(line.partition(" ")[2], "cp1250") + " — Bạn có." for line in right]
    assert fix("\n".join(mixed)).split("\n") == [f"{line} — Bạn có." for line in right]


def test_of_two_codecs_that_explain_a_line_the_likelier_one_undoes_it() -> None:
    right = numbered(ROMANIAN)
    mixed = [garbled(line, "iso8859-16" if i % 3 else "iso8859-2") for i, line in enumerate(right)]
    found = fix("\n".join(mixed)).split("\n")
    assert sum(a == b for a, b in zip(found, right, strict=True)) > 0.98 * len(right)


def test_few_garbled_lines_of_a_large_text_go_the_way_of_a_small_one() -> None:
    """Samples of it hold nothing outside ASCII, and of such a mix-up the coarse sieve stops at little."""
    rest = [f"Questa riga numero {i} non ha nulla che valga la pena di leggere." for i in range(900)]
    for i, line in enumerate(ITALIAN * 2):
        rest[i * 83 + 40] = line
    right = "\n".join(rest)
    assert fix(charmaps.decode(charmaps.encode(right, "cp1252"), "cp866")) == right


def test_czech_of_windows_read_as_western_is_seen_although_few_of_its_words_are_odd() -> None:
    right = "\n".join(numbered(CZECH))
    assert fix(charmaps.decode(charmaps.encode(right, "cp1250"), "cp1252")) == right


def test_letters_that_look_alike_are_nothing_to_stop_at_in_cyrillic_text() -> None:
    """Who writes `тoлькo` with two Latin letters, or a Cyrillic р in a Latin word, has written something else."""
    text = "\n".join([*RUSSIAN * 400, "Кoмпьютeр рабoтал тoлькo днём.", "Temрorary Internet Files"])
    assert list(coarse.hits(text)) == []
    assert list(coarse.hits(text + "\nDie Tьr war zu, die Schlьssel fehlten.")) != []


@pytest.mark.parametrize("times", [1, 500])
def test_romanian_with_cedillas_stays_and_is_none_of_iso_8859_16(times: int) -> None:
    """What Romanians wrote with the letters that computers had is no mix-up, though one would leave just that."""
    text = "Lungimea şi lăţimea ferestrei sunt forţate să rămână aceleaşi dacă staţia este închisă.\n" * times
    assert fix(text) == text
    line = "Dacă aţi închis uşa, lumina din curte se va stinge, iar alarma va porni şi veţi fi înştiinţaţi.\n"
    assert fix(line + text) == line + text
    assert fix("pâinea de la brutÄƒrie\n" + text) == "pâinea de la brutărie\n" + text
