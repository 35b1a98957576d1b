"""python -m tools.build_sieve: the table by which `unusual.py` and `coarse.py` refuse clean text.

A UTF-8 sequence that was misread is at least a pair of characters, one that leads and one that continues in some codec.
Each such pair is looked for by the rarer of its two characters (the anchor), so that one pass over a class of rare
characters finds them all; pairs that clean text has are left out, and so are pairs of two common characters: the runs
that hold them hold others.  The counts come from the train split of `python -m tools.corpora`.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from mojifix import multibyte
from mojifix.sequences import roles
from mojifix.unusual import FORMAT, as_usual_as, beside_ascii

SOURCE = Path(os.environ.get("MOJIFIX_CACHE") or Path.home() / ".cache" / "mojifix") / "text" / "train"
TARGET = Path(__file__).parent.parent / "src" / "mojifix" / "data" / "sieve.bin"
ENOUGH = 60_000  # characters of a language, below which its frequencies say little
LIMIT = 3_000_000  # characters read of a language
COMMON = 1.5e-3  # a character as frequent as that in some language is no anchor: 1,500 hits a megabyte
COMMON_EAST = 1.5e-5  # ... of East Asian ones, of which there are thousands
# ... and one that stands for a letter by itself is looked at beside ASCII wherever it stands: in clean Japanese every
# third character was one, which took longer than all the rest.
COMMON_ACCENTED = 3e-4
NATURAL = 1.5e-6  # a pair as frequent as that in some language is clean text's
# Corpora hold mojibake: what these lead is never natural.
LEADS = frozenset("ÃÂâÐÑÅÄ")
# ... nor is it natural as a capital form of what is: Р and С lead what was Cyrillic in cp1251, Ξ and Ο what was Greek.
LEADS_OF_CAPITALS = LEADS | frozenset("РСΞΟ")
USUAL = 4e-6  # ... and any pair of neighbours, as small texts are asked about
USUAL_SIGN = 1.5e-5  # ... with a sign, or that some codec could have made of a sequence
_PAIR = re.compile(r"(?=([^\x00-\x7f][\x00-\u2e7f]|[\x00-\x7f][\x80-\u2e7f]))")


def count(path: Path) -> tuple[int, dict[str, int], dict[str, int]]:
    """The characters outside ASCII of a language, and those of its pairs that a codec could have made."""
    chars: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    size = 0
    for file in sorted(path.glob("*.txt")):
        text = file.read_text("utf-8")[: LIMIT - size]
        size += len(text)
        chars.update(text)
        pairs.update(_PAIR.findall(text))
        if size >= LIMIT:
            break
    known = roles()
    kept = {}
    for pair, n in pairs.items():
        first, second = known.get(pair[0]), known.get(pair[1])
        if n > 2 and pair[0] < "\u2e80":
            leads = first and second and (first[0] | first[1] | first[2]) & second[3]
            if not leads or pair[0] not in LEADS:
                kept[pair] = n
    return size, {c: n for c, n in chars.items() if not c.isascii()}, kept


def _latin(text: str) -> bool:
    return len(text) == 1 and (text == "\u00a0" or "\u00c0" <= text < "\u0250")


def _capitals(pairs: set[str]) -> set[str]:
    """The pairs with capitals of those in `pairs` that begin words, or words in capitals."""
    found = set()
    for pair in pairs:
        for form in (pair.title(), pair.upper()):
            if form != pair and form not in pairs and as_usual_as(form) == pair and form[0] not in LEADS_OF_CAPITALS:
                found.add(form)
    return found


def _natural(shares: dict[str, float], known: dict[str, tuple[int, int]]) -> list[str]:
    """The pairs outside ASCII that clean text has, of those that some codec could have made of a sequence."""
    pairs = {pair for pair, share in shares.items() if share > NATURAL}
    pairs |= _capitals(pairs)
    return sorted(pair for pair in pairs if _may_be_sequence(pair, known))


def _may_be_sequence(pair: str, masks: dict[str, tuple[int, int]]) -> bool:
    return pair[0] in masks and pair[1] in masks and bool(masks[pair[0]][0] & masks[pair[1]][1])


def _packed(section: str) -> bytes:
    import zopfli.zlib

    data: bytes = zopfli.zlib.compress(section.encode("utf-8", "surrogatepass"), numiterations=15)
    return data


def main() -> int:
    """The command."""
    folders = sorted(path for path in SOURCE.iterdir() if path.is_dir())
    frequency: dict[str, float] = {}
    shares: dict[str, float] = {}
    alike: dict[str, float] = {}
    with ProcessPoolExecutor(2) as pool:
        for size, chars, pairs in pool.map(count, folders, chunksize=4):
            if size < ENOUGH:
                continue
            together: Counter[str] = Counter()
            for pair, n in pairs.items():
                together[beside_ascii(pair)] += n
            for counts, into in ((chars, frequency), (pairs, shares), (together, alike)):
                for key, n in counts.items():
                    into[key] = max(into.get(key, 0.0), n / size if n > 2 else 0.0)
    masks = {char: (two | three | four, cont) for char, (two, three, four, cont) in sorted(roles().items()) if char > "\x7f"}
    anchors = "".join(char for char in masks if frequency.get(char, 0.0) < COMMON)
    natural = _natural(shares, masks)
    often = {
        pair
        for pair, share in alike.items()
        if share > (USUAL if pair.replace(" ", "a").isalpha() and not _may_be_sequence(pair, masks) else USUAL_SIGN)
        if not any("\x7f" < char < "\xa0" for char in pair)
    }
    usual: dict[str, str] = {}
    for pair in sorted(often):
        if as_usual_as(pair) == pair or as_usual_as(pair) not in often:
            usual[pair[0]] = usual.get(pair[0], pair[0]) + pair[1]
    beyond = list(map(chr, range(0x2E80, 0x10000)))
    east = "".join(c for c in beyond if frequency.get(c, 0.0) < COMMON_EAST and multibyte.may_begin(c))
    accented = "".join(c for c in beyond if frequency.get(c, 0.0) < COMMON_ACCENTED and any(map(_latin, multibyte.alone(c))))
    sections = (
        "\0".join(usual.values()),
        "\0".join((anchors, east, accented, "".join(natural))),
        "\0".join(f"{char}{lead:x},{cont:x}" for char, (lead, cont) in masks.items()),
    )
    packed = [_packed(section) for section in sections]
    digest = hashlib.sha256(b"".join(packed)).hexdigest()
    head = " ".join([f"mojifix-sieve {FORMAT} {digest}", *(str(len(part)) for part in packed)])
    TARGET.write_bytes(head.encode() + b"\n" + b"".join(packed))
    kinds = {"anchors": len(anchors), "natural pairs": len(natural), "usual pairs": sum(map(len, usual.values()))}
    print(kinds | {"East Asian anchors": len(east), "accented": len(accented), "bytes": TARGET.stat().st_size})
    return 0


if __name__ == "__main__":
    sys.exit(main())
