"""Findings: where repairs are in a file's bytes, and what people are told of them."""

from __future__ import annotations

import pytest

from mojifix import repair
from mojifix.files import unreadable
from mojifix.report import explanation, findings, layers
from mojifix.steps import Step

GUESSED = (Step("restore", "cp1252:c3a0"), Step("decode", "utf-8"))
IN_JSON = (Step("unescape", "json"), Step("encode", "cp1252"), Step("decode", "utf-8"), Step("escape", "json"))


def test_layers_are_named_the_first_one_first_with_restored_bytes_and_escapes() -> None:
    assert layers(GUESSED) == ["utf-8>cp1252"]
    assert layers(IN_JSON) == ["escape json", "utf-8>cp1252", "unescape json"]
    assert layers((Step("decode", "utf-8"),)) == ["decode utf-8"]


@pytest.mark.parametrize("codec", ["utf-8", "utf-16-le", "utf-32-be", "cp1252", "no such codec"])
def test_findings_are_at_the_bytes_of_the_file(codec: str) -> None:
    text = "Il a Ã©tÃ© très\r\nsurpris, dÃ©jÃ\xa0 là.\n"
    known = "utf-8" if codec.startswith("no") else codec
    data = text.encode(known)
    found = list(findings("x.txt", text, repair(text).repairs, codec))
    assert [(f.line, f.column) for f in found] == [(1, 6), (1, 9), (2, 11), (2, 14)]
    for finding in found:
        assert data[finding.byte_start : finding.byte_end] == finding.before.encode(known)
    assert "confidence" in explanation(found[0]) and "encode" in explanation(found[0])


def test_a_guess_is_explained_by_its_bytes() -> None:
    text = "On a trouvÃ© Ã  la cave."
    (finding,) = [f for f in findings("x.txt", text, repair(text).repairs, "utf-8") if f.guessed]
    assert explanation(finding).startswith(
        ("[restore cp1252 bytes c3a0, decode utf-8;", "[restore latin-1 bytes c3a0, decode")
    )
    assert explanation(finding).endswith(", guessed]")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (IsADirectoryError(), "is a folder"),
        (FileNotFoundError(), "no such file"),
        (PermissionError(), "check its permissions"),
        (OSError(5, "Input/output error"), "(Input/output error)"),
        (ValueError("embedded null byte"), "(embedded null byte)"),
    ],
)
def test_what_is_wrong_with_a_file_is_one_line_that_names_it(error: OSError | ValueError, said: str) -> None:
    message = str(unreadable("notes.txt", error))
    assert message.startswith("notes.txt: ") and said in message and "\n" not in message
