"""False changes in languages that nobody has trained: what a tool doesn't know is what it damages.

Two parts.  Languages that are made up, each with syllables of its own and one to four letters outside ASCII; ftfy sees them,
too.  And languages that are left out: the model is trained anew without one in three of those that no other table and no
other split holds, three times (some two minutes each), and reads their lines, and documents of thirty of them.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks import garble, results

ROOT = Path(__file__).parent.parent
CACHE = Path(os.environ.get("MOJIFIX_CACHE", Path.home() / ".cache" / "mojifix"))
SMALL = [chr(code) for code in [*range(0xDF, 0x250), *range(0x1E00, 0x1EFF)] if chr(code).islower()]
ONSETS = (*"bcdfghjklmnprstvwyz", "ch", "sh", "ng", "tl", "kw", "mb", "nd")
CODAS = ["", "", "", "n", "m", "s", "t", "k", "r"]
_FOLDS = 3
_LINES, _ALL, _OF_A_DOCUMENT = 200, 600, 30  # of a language: single lines, lines of its documents, and of one of these
_LONG = 2000  # code points of a line that is not asked


def made_up(seed: int) -> Iterator[str]:
    """Documents of twenty lines, each in a language of its own; the first line of each is a text, too.

    >>> next(made_up(1)) == next(made_up(1)), next(made_up(1)).count("\\n")
    (True, 19)
    """
    rnd = random.Random(seed)
    while True:
        own = rnd.sample(SMALL, rnd.randint(1, 4))
        accented = [char for char in own if unicodedata.normalize("NFD", char)[0] in "aeiouy"]
        onsets = rnd.sample(ONSETS, 10) + [char for char in own if char not in accented]
        plain = rnd.sample("aeiou", rnd.randint(3, 5))
        words = [_word(rnd, onsets, plain, accented or plain) for _ in range(60)]
        yield "\n".join([" ".join(rnd.choices(words, k=rnd.randint(4, 12))).capitalize() + "." for _ in range(20)])


def _word(rnd: random.Random, onsets: list[str], plain: list[str], accented: list[str]) -> str:
    vowels = [plain if rnd.random() < 0.75 else accented for _ in range(rnd.randint(1, 4))]
    return "".join([rnd.choice(onsets) + rnd.choice(some) + rnd.choice(CODAS) for some in vowels])


def _made_up(number: int, seed: int) -> list[list[object]]:
    from mojifix import is_garbled

    count: Counter[tuple[str, str]] = Counter()
    for text, _ in zip(made_up(seed), range(number), strict=False):
        line = text.partition("\n")[0]
        for kind, each in (("line", line), ("document", text)):
            count["mojifix", kind] += is_garbled(each)
            count["ftfy", kind] += garble.ftfy_fix(each) != each
    return [
        [f"made up, {kind}", tool, f"{number:,}", count[tool, kind], results.percent(count[tool, kind], number)]
        for kind in ("line", "document")
        for tool in ("mojifix", "ftfy")
    ]


# What reads the languages that were left out, with the package that `sys.path` has: another one than ours.
_READER = """
import json, sys
from mojifix import is_garbled
lines, documents = json.load(sys.stdin)
json.dump([[is_garbled(text) for text in texts] for texts in (lines, documents)], sys.stdout)
"""


def _left_out() -> list[list[object]]:
    sys.path.insert(0, str(ROOT / "tools"))
    import train_model
    import train_regions

    known = {lang for region, langs in train_regions.LANGUAGES.items() if region != "rest" for lang in langs.split()}
    known |= {path.name for split in ("dev", "unseen") for path in (CACHE / "text" / split).iterdir()}
    words = {path.stem for path in (CACHE / "words" / "train").iterdir()}
    every = sorted({path.name for path in (CACHE / "text" / "train").iterdir()} | words | {"extra"})
    small = [lang for lang in every if lang not in known | words | {"extra", "code", "emoji"}]
    random.Random(11).shuffle(small)
    seen: Counter[str] = Counter()
    changed: Counter[str] = Counter()
    for fold in range(_FOLDS):
        out = set(small[fold::_FOLDS])
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(ROOT / "src", folder, dirs_exist_ok=True)
            data = train_model.build([lang for lang in every if lang not in out], "without some")
            Path(folder, "mojifix", "data", "model.bin").write_bytes(data)
            texts = [[text for lang in sorted(out) for text in some(_lines(lang))] for some in (_single, _documents)]
            run = [sys.executable, "-c", _READER]
            environment = os.environ | {"PYTHONPATH": folder}
            done = subprocess.run(run, input=json.dumps(texts), capture_output=True, text=True, check=True, env=environment)
        for kind, found in zip(("line", "document"), json.loads(done.stdout), strict=True):
            seen[kind] += len(found)
            changed[kind] += sum(found)
        print("fold", fold, seen, changed, file=sys.stderr)
    return [
        [f"left out, {kind}", "mojifix", f"{seen[kind]:,}", changed[kind], results.percent(changed[kind], seen[kind])]
        for kind in seen
    ]


def _lines(lang: str) -> list[str]:
    files = [path for path in sorted((CACHE / "text" / "train" / lang).rglob("*")) if path.is_file()]
    every = [line for path in files for line in path.read_text("utf-8", "replace").split("\n")]
    lines = list(dict.fromkeys([line for line in every if not line.isascii() and len(line) < _LONG]))
    random.Random(1).shuffle(lines)
    return lines


def _single(lines: list[str]) -> list[str]:
    return lines[:_LINES]


def _documents(lines: list[str]) -> list[str]:
    return ["\n".join(lines[i : i + _OF_A_DOCUMENT]) for i in range(0, min(len(lines), _ALL), _OF_A_DOCUMENT)]


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    parser = results.parser(__doc__)
    parser.add_argument("--texts", type=int, default=2000, metavar="N", help="made-up languages")
    parser.add_argument("--left-out", action="store_true", help="train without languages, too")
    options = parser.parse_args(arguments)
    rows = _made_up(options.texts, options.seed)
    if options.left_out:
        rows += _left_out()
    body = results.table(["texts", "tool", "n", "changed", "%"], rows)
    print(body)
    if not options.dry_run:
        title = "False changes in languages that nobody has trained"
        results.write("unknown", title, results.command("benchmarks.unknown", arguments), body)
    return 0


if __name__ == "__main__":
    sys.exit(main())
