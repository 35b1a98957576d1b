"""The review page, in a real browser without a head."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from command import GARBLED, RIGHT, mojifix

from mojifix.page import page
from mojifix.report import Finding
from mojifix.steps import Step

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
needs_browser = pytest.mark.skipif(BROWSER is None, reason="no chromium to show the page with")


def finding(number: int) -> Finding:
    steps = (Step("encode", "cp1252" if number % 5 else "cp437"), Step("decode", "utf-8"))
    confidence = 0.9 + number % 100 / 1000
    return Finding(
        f"docs/page{number % 40}.md", number, 3, number, 5, 0, 2, 0, 4, "Ã©", "é",
        f"<b>Le caf</b>{number} </script>", " est", steps, confidence, number % 7 == 0,
    )  # fmt: skip


def seen(tmp_path: Path, findings: int, script: str) -> dict[str, object]:
    """What `script`, run in the page after it has loaded, leaves in `out`."""
    ending = (
        "<script>addEventListener('load', () => { const out = {}; "
        "const key = k => (document.activeElement || document.body).dispatchEvent("
        "new KeyboardEvent('keydown', {key: k, bubbles: true, cancelable: true})); "
        "const type = (id, value) => { by(id).value = value; by(id).dispatchEvent(new Event('input')); };"
        f"{script}; document.body.dataset.out = JSON.stringify(out); }})</script></body>"
    )
    path = tmp_path / "page.html"
    text = "".join(page(map(finding, range(findings))))
    path.write_text(text.replace("</body>", ending), encoding="utf-8")
    done = subprocess.run(
        [
            str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
            f"--user-data-dir={tmp_path / 'profile'}", "--virtual-time-budget=3000", "--dump-dom", path.as_uri(),
        ],
        capture_output=True, check=True, timeout=50, env=os.environ | {"HOME": str(tmp_path)},
    )  # fmt: skip
    match = re.search(r'<body data-out="([^"]*)"', done.stdout.decode())
    assert match, done.stdout[-2000:]
    from html import unescape

    found = json.loads(unescape(match.group(1)))
    assert isinstance(found, dict)
    return found


@needs_browser
def test_five_thousand_repairs_are_shown_filtered_searched_and_marked_by_keyboard(tmp_path: Path) -> None:
    found = seen(
        tmp_path,
        5000,
        """
        out.ready = performance.now(); out.sum = by('sum').textContent; out.shown = by('shown').textContent;
        out.drawn = by('list').children.length; out.left = by('list').querySelector('.text').textContent;
        out.mixups = [...by('mixups').children].map(bar => bar.textContent);
        type('search', 'page7.md b>1007'); out.searched = by('shown').textContent;
        key('Escape'); out.reset = by('shown').textContent;
        by('mixups').children[1].click(); out.mixup = by('shown').textContent;
        out.pressed = by('mixups').children[1].getAttribute('aria-pressed');
        by('files').children[0].click(); out.both = by('shown').textContent;
        key('Escape'); by('guessed').checked = true; by('guessed').dispatchEvent(new Event('input'));
        out.guesses = by('shown').textContent; key('Escape'); type('most', '0.9'); out.unsure = by('shown').textContent;
        key('Escape'); document.body.focus(); key('j'); key('j'); key('x');
        out.focus = document.activeElement.dataset.number; out.wrong = document.querySelectorAll('li.wrong').length;
        for (let i = 0; i < 150; i++) key('j');
        out.far = document.activeElement.dataset.number; key('k'); out.back = document.activeElement.dataset.number;
        const before = document.documentElement.dataset.theme; key('t');
        out.themes = before !== document.documentElement.dataset.theme;
        key('/'); out.slash = document.activeElement.id; out.copy = by('copy').textContent;
        """,
    )
    assert found["sum"] == "5000 repairs in 40 files"
    assert (found["shown"], found["reset"]) == ("5000 of 5000 shown",) * 2
    assert 100 <= int(str(found["drawn"])) <= 300, "the page draws what is looked at, not all"
    assert found["left"] == "<b>Le caf</b>0 </script>Ã© est"
    assert found["mixups"] == ["utf-8>cp12524000", "utf-8>cp4371000"]
    assert found["searched"] == "1 of 5000 shown"
    assert (found["mixup"], found["pressed"]) == ("1000 of 5000 shown", "true")
    assert found["both"] == "125 of 5000 shown"
    assert (found["guesses"], found["unsure"]) == ("715 of 5000 shown", "50 of 5000 shown")
    assert (found["focus"], found["wrong"]) == ("1", 1)
    assert (found["far"], found["back"]) == ("151", "150")
    assert (found["themes"], found["slash"]) == (True, "search")
    assert found["copy"] == "Copy an allow list of the 1 wrong"
    assert float(str(found["ready"])) < 5000


@needs_browser
def test_a_page_without_repairs_says_so(tmp_path: Path) -> None:
    assert seen(tmp_path, 0, "out.sum = by('sum').textContent")["sum"] == "Nothing to repair"


def test_the_page_is_one_file_that_needs_no_network(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(GARBLED.encode())
    text = mojifix("--format", "html", "a.txt", cwd=tmp_path).stdout.decode()
    assert text.startswith("<!doctype html>") and text.endswith("</html>\n")
    assert not re.search(r"(?:src|href)\s*=|https?://|@import|url\(|fetch\(|XMLHttpRequest", text)
    assert "default-src 'none'" in text


def test_the_data_of_the_page_is_valid_json_and_cannot_end_its_element(tmp_path: Path) -> None:
    text = "".join(page([finding(0), finding(1)]))
    data = text.partition('id="data">')[2].partition("</script>")[0]
    assert [record["line"] for record in json.loads(data)] == [0, 1]
    assert "<" not in data


def test_the_page_of_clean_text_is_whole(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(RIGHT.encode())
    done = mojifix("--format", "html", "a.txt", cwd=tmp_path)
    assert done.returncode == 0
    assert b'id="data">[]</script>' in done.stdout
