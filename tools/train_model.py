"""Trains the language model: the texts of `tools/corpora.py` in, `src/mojifix/data/model.bin` out.

    python tools/corpora.py --split train && python tools/train_model.py

Every language counts with the square root of its size, so that no language drowns another.  The result depends on
nothing but the inputs: sums run in sorted order, and the file carries no date.
"""

from __future__ import annotations

import argparse
import hashlib
import math
import os
import pickle
import sys
import unicodedata
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from pathlib import Path
from statistics import mode
from typing import NamedTuple

from char_classes import class_name
from extra_text import extra_lines

sys.path.insert(0, str(Path(__file__).parent.parent / "src"))
from mojifix import model

CACHE = Path(os.environ.get("MOJIFIX_CACHE", Path.home() / ".cache" / "mojifix"))
TARGET = Path(model.__file__).parent / "data" / model.NAME
LINE_CHARS = 4_000_000  # code points of text a language gives at most; more did not move the development score
WORD_CHARS = 1_500_000  # and of word lists
SIZE = 682_000  # bytes, of which the best compression saves some 45,000: 350,000 n-grams
# A language of N code points weighs N ** -POWER a code point.  0.4, 0.5: 0.1 % of development words better.
POWER = 0.4
# Weight of the shorter context per distinct successor, in observations of a large language.  0.5 to 4 are alike.
BETA = 1.5
_NO_WEIGHT = 128  # the level of a back-off weight of 1
VERBOSE = False
RECIPE = "1"  # change it with what `_count` does, so that kept counts aren't used again


class Counts(NamedTuple):
    """What one language's text counts up to."""

    language: str
    size: int
    threes: Counter[str]  # folded trigrams, those of ASCII alone left out (no run asks for them)
    twos: Counter[str]  # folded bigrams
    chars: Counter[str]  # unfolded characters
    pairs: Counter[str]  # unfolded bigrams, for the classes
    cases: Counter[str]


def fold(text: str) -> str:
    """Lower case, one code point for one; digits are all one digit."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lowered.translate(_DIGITS)


_DIGITS = {ord(str(d)): "0" for d in range(10)}


def lines_of(path: Path, limit: int) -> Iterator[str]:
    """Lines spread evenly over the file, `limit` code points of them."""
    size = path.stat().st_size
    lines = path.read_text(encoding="utf-8", errors="strict").split("\n")
    stride = max(1.0, size / max(1, limit) / 1.5)
    at = 0.0
    taken = 0
    while int(at) < len(lines) and taken < limit:
        line = lines[int(at)]
        if line:
            taken += len(line)
            yield line
        at += stride


def count(language: str) -> Counts:
    """The counts of one language over all its sources; kept in the cache until a source changes."""
    text_files = sorted((CACHE / "text" / "train" / language).glob("*.txt"))
    words = CACHE / "words" / "train" / f"{language}.txt"
    used = [*text_files, *([words] if words.exists() else [])]
    stamp = repr([(f.name, f.stat().st_size, f.stat().st_mtime_ns) for f in used]) + RECIPE
    if language == "extra":
        stamp += "\n".join(extra_lines())
    kept = CACHE / "counts" / f"{language}.pickle"
    if kept.exists():
        with kept.open("rb") as stream:
            if pickle.load(stream) == stamp:
                return Counts(*pickle.load(stream))
    counts = _count(language, text_files, words)
    kept.parent.mkdir(exist_ok=True)
    with kept.open("wb") as stream:
        pickle.dump(stamp, stream)
        pickle.dump(tuple(counts), stream)
    return counts


def _count(language: str, text_files: list[Path], words: Path) -> Counts:
    pieces: list[str] = []
    for file in text_files:
        pieces += lines_of(file, LINE_CHARS // max(1, min(4, len(text_files))))
    if words.exists():
        taken = 0
        for line in words.read_text(encoding="utf-8").split("\n"):
            word = line.split("\t")[0]
            if not word.isascii() and taken < WORD_CHARS:
                pieces.append(word)
                taken += len(word)
                # Titles and signs are written in capitals, which running text shows too seldom.
                if len(pieces) % 10 == 0:
                    pieces.append(word.upper() if len(word.upper()) == len(word) else word)
                elif len(pieces) % 7 == 0:
                    pieces.append(word[:1].upper() + word[1:])
    if language == "extra":
        pieces += extra_lines()
    threes: Counter[str] = Counter()
    twos: Counter[str] = Counter()
    chars: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    cases: Counter[str] = Counter()
    size = 0
    for start in range(0, len(pieces), 2000):
        text = model.EDGE + model.EDGE.join(pieces[start : start + 2000]) + model.EDGE
        size += len(text)
        folded = fold(text)
        threes.update(map("".join, zip(folded, folded[1:], folded[2:], strict=False)))
        twos.update(map("".join, pairwise(folded)))
        chars.update(text)
        pairs.update(map("".join, pairwise(text)))
        kinds = "".join(["u" if c.isupper() else "l" if c.islower() else "-" for c in text])
        cases.update(map("".join, zip(kinds, kinds[1:], kinds[2:], strict=False)))
    threes = Counter({k: v for k, v in threes.items() if not k.isascii()})
    return Counts(language, size, threes, twos, chars, pairs, cases)


def gather(languages: list[str]) -> tuple[dict[str, float], ...]:
    """The weighted sums over all languages: trigrams, bigrams, characters, character pairs, case triples."""
    threes: dict[str, float] = defaultdict(float)
    twos: dict[str, float] = defaultdict(float)
    chars: dict[str, float] = defaultdict(float)
    pairs: dict[str, float] = defaultdict(float)
    cases: dict[str, float] = defaultdict(float)
    with ProcessPoolExecutor(2) as pool:
        for counts in pool.map(count, languages):
            if not counts.size:
                continue
            weight = counts.size**-POWER
            for total, part in zip((threes, twos, chars, pairs, cases), counts[2:], strict=True):
                for key, n in part.items():
                    total[key] += n * weight
            if VERBOSE:
                print(f"{counts.language}: {counts.size:,} code points, {len(counts.threes):,} trigrams", file=sys.stderr)
    return threes, twos, chars, pairs, cases


def level(p: float) -> int:
    """-log p in the model's steps, as a byte."""
    return min(255, max(0, round(-math.log(p) / model.STEP)))


def offset_level(p: float) -> int:
    """The level of a back-off weight, which may exceed 1, but hardly 10,000: 0 is free for what has none."""
    return min(255, max(0, round(-math.log(p) / model.STEP) + _NO_WEIGHT))


def classes(chars: dict[str, float]) -> tuple[list[str], dict[str, int], list[str]]:
    """Class name of every code point, number of each class, names in order; classes that no text uses merge."""
    names = [class_name(code) for code in range(0x110000)]
    weight: dict[str, float] = defaultdict(float)
    for char, n in chars.items():
        weight[names[ord(char)]] += n
    total = sum(weight.values())
    keep = {name for name in weight if weight[name] > 1e-7 * total} | {"unassigned", "c1", "private", "surrogate"}
    names = [name if name in keep else "rare " + name.split()[-1] for name in names]
    order = ["edge", *sorted(set(names) - {"edge"})]
    return names, {name: i for i, name in enumerate(order)}, order


def build(languages: list[str], sources: str) -> bytes:
    """The whole data file."""
    threes, twos, chars, pairs, cases = gather(languages)
    names, number, order = classes(chars)

    # Unigrams over folded characters; what was never seen shares its class's remainder.
    folded_chars: dict[str, float] = defaultdict(float)
    for char in sorted(chars):
        folded_chars[fold(char)] += chars[char]
    total = sum(folded_chars[c] for c in sorted(folded_chars))
    floor = total * 2e-8
    vocabulary = sorted(
        c
        for c in set(folded_chars) | set(chars)
        if c not in (model.ANY,) and chars.get(c, 0) + folded_chars.get(c, 0) > floor
    )
    uni = {c: max(folded_chars.get(c, 0.0), floor) / total for c in vocabulary}

    class_total: dict[int, float] = defaultdict(float)
    class_size: Counter[int] = Counter(number[name] for name in names)
    seen: Counter[int] = Counter()
    for char in sorted(chars):
        k = number[names[ord(char)]]
        class_total[k] += chars[char]
        seen[k] += 1
    mean = sum(chars.values()) / max(1, len(chars)) * 0.001
    # Of a class's mass, the share of what was never seen falls with the evidence for the class.
    unseen_share = {
        k: (seen[k] + 1) * mean / (class_total[k] + (seen[k] + 1) * mean) * 0.5 + 1e-4 for k in range(len(order))
    }
    class_unseen = bytes(level(unseen_share[k] / max(1, class_size[k] - seen[k])) for k in range(len(order)))
    unigram_levels = bytes(level(uni[c]) for c in vocabulary)
    within = []
    for c in vocabulary:
        k = number[names[ord(c)]]
        p = chars.get(c, 0.0) / class_total[k] * (1 - unseen_share[k]) if class_total[k] else 0.0
        within.append(level(max(p, unseen_share[k] / max(1, class_size[k]))))

    pair_weights: dict[tuple[int, int], float] = defaultdict(float)
    for pair in sorted(pairs):
        pair_weights[number[names[ord(pair[0])]], number[names[ord(pair[1])]]] += pairs[pair]
    rows: dict[int, float] = defaultdict(float)
    for (a, _), n in sorted(pair_weights.items()):
        rows[a] += n
    all_pairs = sum(rows.values())
    class_p = {k: (class_total[k] + all_pairs * 1e-6) / (all_pairs * (1 + 1e-6 * len(order))) for k in range(len(order))}
    scale = LINE_CHARS**-POWER
    class_pairs = bytearray()
    for a in range(len(order)):
        beta = scale * 20
        for b in range(len(order)):
            p = (pair_weights.get((a, b), 0.0) + beta * class_p[b]) / (rows[a] + beta)
            class_pairs.append(level(p))

    case_triples = bytearray()
    for one in "-lu":
        for two in "-lu":
            cased = sum(cases.get(one + two + x, 0.0) for x in "lu")
            case_triples.append(0)
            for three in "lu":
                case_triples.append(
                    level((cases.get(one + two + three, 0.0) + cased * 0.0005 + 1e-9) / (cased * 1.001 + 2e-9))
                )

    singles, pairs_kept = smooth(threes, twos, uni, total)
    places = {c: place for place, c in enumerate(vocabulary)}
    class_within = modulo([known - common for known, common in zip(within, unigram_levels, strict=True)])
    parts_of_pairs = class_parts(bytes(class_pairs))
    starts, ids = [], []
    for code, name in enumerate(names):
        if not code or name != names[code - 1]:
            starts.append(code)
            ids.append(number[name])
    header: dict[str, object] = {
        "version": 1,
        "unicode": unicodedata.unidata_version,
        "languages": len(languages),
        "sources": sources,
    }

    def pack(share: float) -> bytes:
        ngrams, levels = tree(vocabulary, unigram_levels, prune(singles, pairs_kept, share))
        return model.write(
            header,
            model.Tables(
                gaps(map(ord, vocabulary)), "".join(chr(places[fold(c)] - places[c] & 0xFFFF) for c in vocabulary),
                *ngrams,
                gaps(starts), "".join(map(chr, ids)),
                "".join({"upper": "u", "lower": "l"}.get(name.split()[-1], "-") for name in order),
                unigram_levels, *levels,
                class_unseen, class_within, *parts_of_pairs, bytes(case_triples),
            ),
        )  # fmt: skip

    low, high = 0.0, 1.0
    for _ in range(12):
        middle = (low + high) / 2
        if len(pack(middle)) <= SIZE:
            low = middle
        else:
            high = middle
    return pack(low)


class Successor(NamedTuple):
    """A character after a context: its probability, the one it would have without its entry, and what the entry is worth."""

    p: float
    backed_off: float
    worth: float


Table = dict[str, dict[str, Successor]]  # context -> successors


def smooth(threes: dict[str, float], twos: dict[str, float], uni: dict[str, float], total: float) -> tuple[Table, Table]:
    """P(c|b) and P(c|ab), each interpolated with the shorter context (Witten and Bell's way)."""
    unit = LINE_CHARS**-POWER  # one observation in a large language
    after_one = _by_context(twos, uni)
    bigram: dict[str, dict[str, float]] = {}
    singles: Table = {}
    for b, after in after_one.items():
        mass = sum(after.values())
        beta = BETA * len(after) * unit
        bigram[b] = {c: (n + beta * uni[c]) / (mass + beta) for c, n in after.items()}
        singles[b] = {c: _successor(p, uni[c], mass) for c, p in bigram[b].items()}
    doubles: Table = {}
    for ab, after in _by_context(threes, uni).items():
        mass = max(twos[ab], sum(after.values()))
        beta = BETA * len(after) * unit
        lower = bigram[ab[1]]
        rest = max(1e-6, 1 - sum(lower.values()))
        doubles[ab] = {}
        for c, n in after.items():
            backed_off = lower.get(c, rest * uni[c])
            doubles[ab][c] = _successor((n + beta * backed_off) / (mass + beta), backed_off, mass)
    return singles, doubles


def _by_context(counts: dict[str, float], uni: dict[str, float]) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for key in sorted(counts):
        if all([c in uni for c in key]):
            found[key[:-1]][key[-1]] = counts[key]
    return found


def _successor(p: float, backed_off: float, mass: float) -> Successor:
    return Successor(p, backed_off, mass * p * abs(math.log(p / backed_off)))


class Context(NamedTuple):
    """One or two characters before another: what is kept of them, in levels."""

    back: int
    successors: dict[str, int]


def prune(singles: Table, doubles: Table, share: float) -> dict[str, Context]:
    """The contexts with the `share` of successors that are worth most."""
    tables = (singles, doubles)
    worths = sorted([s.worth for table in tables for after in table.values() for s in after.values()], reverse=True)
    cut = worths[min(len(worths) - 1, int(share * len(worths)))]
    contexts = {}
    for table in tables:
        for context in sorted(table):
            after = table[context]
            kept = sorted(c for c, successor in after.items() if successor.worth > cut)
            if not kept:
                continue
            gone = 1 - sum(after[c].p for c in kept)
            lower = 1 - sum(after[c].backed_off for c in kept)
            back = offset_level(max(gone, 1e-4) / max(lower, 1e-4))
            contexts[context] = Context(back, {c: level(after[c].p) for c in kept})
    return contexts


Texts = tuple[str, str, str, str]
Levels = tuple[bytes, bytes, bytes, bytes]


def tree(vocabulary: list[str], unigrams: bytes, contexts: dict[str, Context]) -> tuple[Texts, Levels]:
    """The n-grams as `model.Tables` has them, and their levels.

    `contexts` gains the bigrams without which a trigram would have no place, with the level that backing off gives them:
    a twentieth of all bigrams.
    """
    places = {c: place for place, c in enumerate(vocabulary)}
    for context in [c for c in contexts if len(c) == 2]:
        for bigram in [context, *[context[1] + c for c in contexts[context].successors]]:
            single = contexts.setdefault(bigram[0], Context(_NO_WEIGHT, {}))
            if bigram[1] not in single.successors:
                backed_off = single.back - _NO_WEIGHT + unigrams[places[bigram[1]]]
                single.successors[bigram[1]] = min(255, max(0, backed_off))
    ones = [contexts.get(a, Context(_NO_WEIGHT, {})) for a in vocabulary]
    ranks = {a: {b: rank for rank, b in enumerate(sorted(one.successors))} for a, one in zip(vocabulary, ones, strict=True)}
    bigrams = [a + b for a in vocabulary for b in ranks[a]]
    twos = [contexts[ab] for ab in bigrams if ab in contexts]
    trigrams = [ab + c for ab in bigrams if ab in contexts for c in sorted(contexts[ab].successors)]
    return (
        "".join([chr(len(one.successors)) for one in ones]),
        "".join([chr(places[ab[1]]) for ab in bigrams]),
        "".join([chr(len(two.successors)) for two in twos]),
        "".join([chr(ranks[abc[1]][abc[2]]) for abc in trigrams]),
    ), (
        bytes([one.back for one in ones]),
        bytes([contexts[ab[0]].successors[ab[1]] for ab in bigrams]),
        bytes([contexts[ab].back if ab in contexts else 0 for ab in bigrams]),
        bytes([contexts[abc[:2]].successors[abc[2]] for abc in trigrams]),
    )


def class_parts(levels: bytes) -> tuple[bytes, bytes, bytes]:
    """What the columns of a square of levels have in common, what its rows have, and what remains, modulo 256."""
    n = math.isqrt(len(levels))
    square = [levels[start : start + n] for start in range(0, n * n, n)]
    rows = [0] * n
    for _ in range(3):
        columns = [mode([square[a][b] - rows[a] for a in range(n)]) for b in range(n)]
        rows = [mode([square[a][b] - columns[b] for b in range(n)]) for a in range(n)]
    rests = [square[a][b] - rows[a] - columns[b] for a in range(n) for b in range(n)]
    return modulo(columns), modulo(rows), modulo(rests)


def modulo(numbers: Iterable[int]) -> bytes:
    """Each number modulo 256, as `model` adds it to others."""
    return bytes([n & 255 for n in numbers])


def gaps(codes: Iterable[int]) -> str:
    """Ascending code points, each less the one before."""
    return "".join(chr(b - a) for a, b in pairwise([0, *codes]))


def denser(data: bytes) -> bytes:
    """The same data file, its payload deflated by a slower packer: 7 % smaller, and as fast to read.

    As many blocks as pay: with zopfli's usual limit of 15 it is 4 %.
    """
    import zopfli.zlib

    head, _, payload = data.partition(b"\n")
    packed: bytes = zopfli.zlib.compress(zlib.decompress(payload), numiterations=5, blocksplittingmax=0)
    return head + b"\n" + packed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path, default=TARGET)
    args = parser.parse_args()
    languages = sorted(
        {p.name for p in (CACHE / "text" / "train").iterdir()}
        | {p.stem for p in (CACHE / "words" / "train").iterdir()}
        | {"extra"}
    )
    sources = Path(__file__).parent / "sources.toml"
    data = build(languages, hashlib.sha256(sources.read_bytes()).hexdigest()[:16])
    args.output.parent.mkdir(exist_ok=True)
    args.output.write_bytes(data := denser(data))
    print(f"{args.output.name}: {len(data):,} bytes", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
