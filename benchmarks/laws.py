"""Tries the laws of docs/design.md on generated texts until there are enough cases; a seed and a number give each text.

A case is one law on one text.  Of ten texts, seven are anything at all and meet every law; one is right and must stay, also
in escapes; one is garbled by a family and must come back or stay; one is garbled and then changed in ways that must not turn
a right repair into a wrong one.  Exit status 1 where a law that holds for every string was broken.
"""

from __future__ import annotations

import math
import sys
import time
from collections import Counter
from collections.abc import Iterator
from multiprocessing import Pool
from pathlib import Path

from benchmarks import results

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))
import materials  # noqa: E402
import promises  # noqa: E402

from mojifix import fix, forms  # noqa: E402

HELD, BROKEN = "held", "broken"
_CHUNK = 200  # texts a process takes at a time
_SHOWN = 20  # counter-examples in the table
_RIGHT = ("right text stays", *(f"right text in escapes stays: {form}" for form in ("json", "named", "hex", "percent")))

# What a text gave: (kind, law or family or change, outcome, counter-example or "").
Outcome = tuple[str, str, str, str]


def outcomes(seed: int, number: int) -> Iterator[Outcome]:
    """What the text of that `number` gives."""
    choices = materials.Drawn(f"{seed}:{number}")
    kind = number % 10
    if kind < 7:
        yield from _any(materials.anything(choices))
    elif kind == 7:
        yield from _right(materials.document(choices))
    elif kind == 8:
        yield from _family(choices)
    else:
        yield from _changed(choices)


def _any(text: str) -> Iterator[Outcome]:
    case = promises.Case(text)
    for law in promises.LAWS:
        name = law.__name__.replace("_", " ")
        try:
            law(case)
        except AssertionError:
            yield "law", name, BROKEN, text
        except Exception as error:
            yield "law", name, f"raised {type(error).__name__}", text
        else:
            yield "law", name, HELD, ""


def _right(text: str) -> Iterator[Outcome]:
    for name in _RIGHT:
        form = name.partition(": ")[2]
        shown = "".join(c if c.isascii() else forms.escape(c, form) for c in text) if form else text
        held = fix(shown) == shown
        yield "right", name, HELD if held else BROKEN, "" if held else shown


def _family(choices: materials.Choices) -> Iterator[Outcome]:
    """Damage that loses bytes where it must not is none of the family: other text is tried a few times."""
    family = choices.one(tuple(materials.FAMILIES))
    for _ in range(5):
        text = materials.sentence(choices)
        chain = materials.chain(choices, family)
        garbled = chain.run(text)
        if garbled != text and (family in ("F", "H") or chain.keeps(text)):
            found = min(
                [promises.verdict(garbled, right) for right in _spellings(chain, text)], key=("right", "left", "wrong").index
            )
            yield "family", family, found, f"{garbled} ({chain.name})" if found == "wrong" else ""
            return


def _spellings(chain: materials.Chain, text: str) -> list[str]:
    """What is right for `text` that went through `chain`: in escapes, all spellings that the garbled ones don't tell apart.

    Where all that stands there are numbers, `&#233;` is as right as `&eacute;`, and so is either letter case of digits.
    """
    if len(chain.damages) < 2 or chain.damages[1] not in materials.ESCAPINGS:
        return [text]
    misread, escaping = chain.damages
    garbled = misread.run(text)
    alike = [other for other in materials.SPELLINGS if other.run(garbled) == escaping.run(garbled)]
    return [other.run(text) for other in alike]


def _changed(choices: materials.Choices) -> Iterator[Outcome]:
    language = choices.one(materials.LANGUAGES)
    text = "\n".join(materials.sentence(choices, language) for _ in range(choices.count(2, 4)))
    damage = choices.one(materials.LIKELY)
    if fix(damage.run(text)) != text:
        return
    for name, change in promises.CHANGES.items():
        try:
            promises.repairs_of_it_are_right(damage, change(text))
        except AssertionError:
            yield "change", name, BROKEN, damage.run(change(text))
        else:
            yield "change", name, HELD, ""


def _chunk(seed: int, start: int) -> list[Outcome]:
    return [outcome for number in range(start, start + _CHUNK) for outcome in outcomes(seed, number)]


def _starts() -> Iterator[int]:
    start = 0
    while True:
        yield start
        start += _CHUNK


Seen = Counter[tuple[str, str, str]]


def tried(
    seed: int, cases: int, jobs: int, dump: Path | None = None, seconds: float = math.inf
) -> tuple[int, Seen, list[Outcome]]:
    """How many texts gave `cases` cases, or what `seconds` let; how often each outcome came; the counter-examples."""
    end = time.monotonic() + seconds
    seen: Seen = Counter()
    against: list[Outcome] = []
    texts = done = 0
    starts = _starts()
    with Pool(jobs) as pool:
        waiting = [pool.apply_async(_chunk, (seed, next(starts))) for _ in range(jobs + 2)]
        while done < cases and time.monotonic() < end:
            found = waiting.pop(0).get()
            waiting.append(pool.apply_async(_chunk, (seed, next(starts))))
            texts += _CHUNK
            done += len(found)
            seen.update((kind, name, outcome) for kind, name, outcome, _ in found)
            news = [one for one in found if one[3]]
            against += news
            if dump:
                with dump.open("a", encoding="utf-8") as file:
                    file.writelines(f"{one!r}\n" for one in news)
            if sys.stderr.isatty() or texts % 5000 < _CHUNK:
                print(f"{texts} texts, {done} cases, {len(against)} against", file=sys.stderr)
        pool.terminate()
    return texts, seen, against


def body(texts: int, seen: Seen, against: list[Outcome]) -> str:
    """The section of RESULTS.md."""

    def count(kind: str, name: str, outcome: str) -> int:
        return seen[kind, name, outcome]

    def whole(kind: str, name: str) -> int:
        return sum(n for (k, n_, _), n in seen.items() if (k, n_) == (kind, name))

    rows = []
    for name in (law.__name__.replace("_", " ") for law in promises.LAWS):
        raised = sum(n for (k, n_, outcome), n in seen.items() if (k, n_) == ("law", name) and outcome.startswith("raised"))
        rows.append((name, whole("law", name), count("law", name, BROKEN), raised))
    parts = [
        f"{seen.total():,} cases on {texts:,} texts.",
        results.table(("what holds for every text", "cases", "broken", "raised"), rows),
        results.table(
            ("what holds for right text", "cases", "broken"),
            [(name, whole("right", name), count("right", name, BROKEN)) for name in _RIGHT],
        ),
        "A sentence of everyday words, garbled; shares in percent. *wrong* is a third text, also one that is right in part.",
        results.table(
            ("family", "cases", "right", "left", "wrong"),
            [
                (name, n, *(results.percent(count("family", name, kind), n) for kind in ("right", "left", "wrong")))
                for name in materials.FAMILIES
                if (n := whole("family", name))
            ],
        ),
        "Changes that must not turn a right repair into a wrong one:",
        results.table(
            ("change", "cases", "wrong"),
            [(name, whole("change", name), count("change", name, BROKEN)) for name in promises.CHANGES],
        ),
    ]
    broken = [one for one in against if one[0] == "law"]
    if broken:
        parts.append("Counter-examples to the first table:")
        parts.append("\n".join(f"- {name}: {results.code(text)}" for _, name, _, text in broken[:_SHOWN]))
    return "\n\n".join(parts)


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    parser = results.parser(__doc__)
    parser.add_argument("--cases", type=int, default=1_000_000, help="how many cases at least")
    parser.add_argument(
        "--seconds", type=float, default=math.inf, help="end after that time; RESULTS.md says how many there were"
    )
    parser.add_argument("--dump", type=Path, help="a file for every counter-example, one a line")
    options = parser.parse_args(arguments)
    texts, seen, against = tried(options.seed, options.cases, options.jobs, options.dump, options.seconds)
    found = body(texts, seen, against)
    print(found)
    if not options.dry_run:
        results.write("laws", "The laws", f"python -m benchmarks.laws --seed {options.seed} --cases {seen.total()}", found)
    return int(any(kind == "law" for kind, *_ in against))


if __name__ == "__main__":
    sys.exit(main())
