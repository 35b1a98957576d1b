"""python -m tools.build_sieve: the table by which `sieve.py` refuses clean text.

A UTF-8 sequence that was misread is at least a pair of characters, one that leads and one that continues in some codec.
Each such pair is looked for by the rarer of its two characters (the anchor), so that one pass over a class of rare
characters finds them all; pairs that clean text has are left out, and so are pairs of two common characters: the runs
that hold them hold others.  The counts come from the train split of `python -m tools.corpora`.
"""

from __future__ import annotations

import hashlib
import json
import lzma
import os
import re
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from mojifix import multibyte
from mojifix.sequences import roles

SOURCE = Path(os.environ.get("MOJIFIX_CACHE") or Path.home() / ".cache" / "mojifix") / "text" / "train"
TARGET = Path(__file__).parent.parent / "src" / "mojifix" / "data" / "sieve.bin"
ENOUGH = 60_000  # characters of a language, below which its frequencies say little
LIMIT = 1_500_000  # characters read of a language
COMMON = 1.5e-3  # a character as frequent as that in some language is no anchor: 1,500 hits a megabyte
COMMON_EAST = 3e-5  # ... of East Asian ones, of which there are thousands
NATURAL = 3e-6  # a pair as frequent as that in some language is clean text's
# Corpora hold mojibake: what these lead is never natural.
LEADS = frozenset("ÃÂâÐÑÅÄ")
USUAL = 1.5e-5  # ... and any pair of neighbours, as small texts are asked about
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


def main() -> int:
    """The command."""
    folders = sorted(path for path in SOURCE.iterdir() if path.is_dir())
    frequency: dict[str, float] = {}
    natural: dict[str, float] = {}
    with ProcessPoolExecutor(2) as pool:
        for size, chars, pairs in pool.map(count, folders, chunksize=4):
            if size < ENOUGH:
                continue
            for counts, into in ((chars, frequency), (pairs, natural)):
                for key, n in counts.items():
                    into[key] = max(into.get(key, 0.0), n / size if n > 2 else 0.0)
    masks = {char: (two | three | four, cont) for char, (two, three, four, cont) in sorted(roles().items()) if char > "\x7f"}
    anchors = "".join(char for char in masks if frequency.get(char, 0.0) < COMMON)
    known = roles()
    clean = sorted(
        pair
        for pair, share in natural.items()
        if share > NATURAL and (lead := known.get(pair[0])) and (cont := known.get(pair[1])) and any(lead[:3]) and cont[3]
        if (lead[0] | lead[1] | lead[2]) & cont[3] and not pair[0].isascii() and not pair[1].isascii()
    )
    usual: dict[str, list[str]] = {}
    for pair, share in sorted(natural.items()):
        if share > USUAL and not any("\x7f" < char < "\xa0" for char in pair):
            usual.setdefault(pair[0], []).append(pair[1])
    east = "".join(
        char
        for char in map(chr, range(0x2E80, 0x10000))
        if frequency.get(char, 0.0) < COMMON_EAST and multibyte.may_begin(char)
    )
    accented = "".join(char for char in map(chr, range(0x2E80, 0x10000)) if any(map(_latin, multibyte.alone(char))))
    table = {
        "accented": accented,
        "anchors": anchors,
        "masks": {char: (f"{lead:x}", f"{cont:x}") for char, (lead, cont) in masks.items()},
        "natural": "".join(clean),
        "usual": {first: "".join(seconds) for first, seconds in usual.items()},
        "east": east,
    }
    body = json.dumps(table, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode("utf-8")
    head = json.dumps({"sha256": hashlib.sha256(body).hexdigest()}).encode()
    TARGET.write_bytes(head + b"\n" + lzma.compress(body, preset=9))
    kinds = {"anchors": len(anchors), "natural pairs": len(clean), "usual pairs": sum(map(len, usual.values()))}
    print(kinds | {"East Asian anchors": len(east), "bytes": TARGET.stat().st_size})
    return 0


if __name__ == "__main__":
    sys.exit(main())
