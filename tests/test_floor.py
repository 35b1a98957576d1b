"""A floor under the engine's accuracy, small enough for every run; `benchmarks/` has the full measure."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest
from floor_texts import SENTENCES, SOUND

from mojifix import fix

ROOT = Path(__file__).resolve().parent.parent
if not (ROOT / "benchmarks" / "garble.py").is_file():
    pytest.skip("benchmarks/ is not here: an installed copy is being tested", allow_module_level=True)
sys.path.insert(0, str(ROOT))
try:
    from benchmarks.garble import garble
finally:
    sys.path.remove(str(ROOT))

ALL = [(lang, text) for lang, some in SENTENCES.items() for text in some]


def test_garbled_sentences_come_back() -> None:
    """Once misread and in layers, each in several ways: 97 % come back, and next to none as a third text."""
    seen: Counter[str] = Counter()
    wrong = []
    for lang, text in ALL:
        cases = {garble(family, lang, text, seed) for family in ("A", "D") for seed in range(5)}
        for case in sorted(case for case in cases if case):
            result = fix(case.garbled)
            kind = "right" if result == text else "left" if result == case.garbled else "harm"
            seen[kind] += 1
            if kind != "right":
                wrong.append((kind, lang, case.chain, result))
    assert seen.total() >= 300
    assert seen["right"] >= 0.97 * seen.total(), wrong
    assert seen["harm"] <= 0.005 * seen.total(), wrong


def test_sound_sentences_stay() -> None:
    for _, text in ALL:
        assert fix(text) is text
    assert [text for text in SOUND if fix(text) != text] == []


def test_a_sound_document_of_all_languages_stays() -> None:
    text = "\n".join(text for _, text in ALL)
    assert fix(text) == text
