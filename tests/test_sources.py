"""The inputs of the corpora are pinned, licensed and listed. No test here touches the network."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
if not (ROOT / "tools" / "sources.toml").is_file():
    pytest.skip("tools/ is not here: an installed copy is being tested", allow_module_level=True)
sys.path.insert(0, str(ROOT))
try:
    from tools.corpora import readers, sources
    from tools.corpora.clean import accept, language, limit_ascii, tidy
finally:
    sys.path.remove(str(ROOT))

from collections import Counter  # noqa: E402

SETS = sources.load()
PACKAGES = [(source, package) for source in SETS for package in source.packages]


def test_every_package_is_pinned_and_licensed() -> None:
    for source, package in PACKAGES:
        assert package.version, package.name
        assert package.licence or source.licence, package.name
        assert re.fullmatch(r"[0-9a-f]{64}", package.sha256), package.name


def test_the_manifest_is_what_the_tool_writes() -> None:
    assert sources.MANIFEST.read_text("utf-8") == sources.dump(SETS)


def test_the_summary_is_what_the_tool_writes() -> None:
    assert sources.SUMMARY.read_text("utf-8") == sources.summary(SETS)


def test_reserved_texts_are_not_inputs() -> None:
    for _, package in PACKAGES:
        assert not re.search(r"gnome|udhr|nltk|human.?rights", package.name, re.I)


def test_a_document_is_in_one_split_only() -> None:
    splits: dict[str, set[str]] = {}
    for source, package in PACKAGES:
        splits.setdefault(package.name, set()).add(source.split)
    assert [name for name, found in splits.items() if len(found) > 1] == []


def test_every_set_names_readers_that_exist() -> None:
    for source in SETS:
        if source.kind == "text":
            for pattern in source.files:
                assert pattern.partition(":")[0] in readers.READERS


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("pt-BR", "pt_BR"), ("pt_PT", "pt"), ("zh_TW.Big5", "zh_TW"), ("zh-hant", "zh_TW"), ("zh_Hans", "zh_CN"),
        ("sr@latin", "sr_Latn"), ("sr-ec", "sr"), ("sr_RS@latin", "sr_Latn"), ("ca@valencia", "ca"), ("no", "nb"),
        ("es-AR", "es"), ("be-tarask", "be_tarask"), ("uz@cyrillic", "uz_Cyrl"), ("qqq", None), ("root", None),
    ],
)  # fmt: skip
def test_locale_tags_of_any_spelling_name_one_language(tag: str, name: str | None) -> None:
    assert language(tag) == name


@pytest.mark.parametrize("line", ["caf\ufffd", "caf\x93", "d\u00c3\u00a9j\u00c3\u00a0 vu", "x", "1 + 2"])
def test_broken_lines_stay_out(line: str) -> None:
    assert not accept(line, Counter())


@pytest.mark.parametrize("line", ["feuille d\u2019\u00e9rable", "\u041d\u0456", "\u00c8\u00a0rond", "\u2500\u2524"])
def test_sound_lines_that_look_like_bytes_stay_in(line: str) -> None:
    assert accept(line, Counter())


def test_only_ascii_space_is_collapsed() -> None:
    assert tidy("  a \n\t\u00a0b\u3000 ") == "a \u00a0b\u3000"


def test_untranslated_lines_are_thinned_out() -> None:
    lines = [f"plain {n}" for n in range(5000)] + [f"schön {n}" for n in range(7000)]
    kept = limit_ascii(lines)
    assert len(kept) == 10_000
    assert sum(map(str.isascii, kept)) == 3000


@pytest.mark.parametrize(
    ("reader", "data", "text"),
    [
        ("html", "<p>Gr&uuml;n &amp; <b>rot</b></p><script>x</script>", ["Grün & rot"]),
        ("troff", ".SH NAME\n.\\\" no\n\\fBkočka\\fP \\- zvíře\n.I pes\n", ["NAME", "kočka - zvíře pes"]),
        ("fluent", None, None),
        ("po", 'msgid "a"\nmsgstr ""\n"é\\n"\n"b"\n', ["é", "b"]),
        ("json", '{"@metadata": {}, "a": "[[x|é]] {{PLURAL:$1|un|deux}}"}', ["é deux"]),
        ("fortunes", "è\nvero\n%\nsì\n", ["è vero", "sì"]),
    ],
)  # fmt: skip
def test_readers_keep_the_text_and_drop_the_markup(reader: str, data: str | None, text: list[str] | None) -> None:
    if data is None or text is None:
        data, text = "# no\nkey = Ouvrir { $x }\n    .label = Fermé\n", ["Ouvrir { $x }", "Fermé"]
        read = readers.read_fluent
    else:
        read = readers.READERS[reader]
    assert [line for piece in read(data.encode()) if (line := tidy(piece))] == text
