"""Trains `mojifix.regions`: how much the ASCII in a text says about the part of the world that it comes from.

    python -m tools.corpora --split train && python tools/train_regions.py

A language counts with its distinct words, each by the logarithm of how often it is there; all languages of a region
count alike, whatever there is of them.  The result depends on nothing but the inputs.
"""

from __future__ import annotations

import math
import os
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Collection
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "src"))
from mojifix import regions

CACHE = Path(os.environ.get("MOJIFIX_CACHE", Path.home() / ".cache" / "mojifix"))
TARGET = Path(regions.__file__).parent / "data" / regions.NAME
LANGUAGES = {
    "none": "en id sw ms fil code",
    "french": "fr",
    "spanish": "es ca gl",
    "portuguese": "pt pt_BR",
    "italian": "it",
    "german": "de",
    "dutch": "nl",
    "danish": "da nb nn",
    "swedish": "sv fi",
    "icelandic": "is",
    "polish": "pl",
    "czech": "cs",
    "slovak": "sk",
    "south-slavic": "sl hr bs sr_Latn",
    "hungarian": "hu",
    "romanian": "ro",
    "lithuanian": "lt",
    "latvian": "lv",
    "estonian": "et",
    "turkish": "tr az",
    "vietnamese": "vi",
    "irish": "ga gd",
    "welsh": "cy",
    "esperanto": "eo",
    "breton": "br",
    "basque": "eu",
    "albanian": "sq aln",
    "afrikaans": "af",
    "frisian": "fy",
    "luxembourgish": "lb",
    "occitan": "oc",
    "walloon": "wa",
    "friulian": "fur",
    "kurdish": "ku kmr_Latn",
    "indonesian": "id ms",
    "filipino": "fil",
    "italic": "co sc scn nap lmo vec lij pms",
    "asturian": "ast an",
    "low-german": "nds",
    "manx": "gv",
    "faroese": "fo",
    "turkic": "tk crh tt_Latn kk_Latn kaa uz",
    "sorbian": "hsb dsb csb szl",
    "sami": "se smn krl vep vot vro liv fit",
    "rest": (
        "stq frr gsw bar pfl ksh li "
        "diq kiu yo ig ha wo ee ak tw dag fon gaa guw ln ff bm kus gur mos kbp shi nso tn "
        "rm frp ext egl roa aae abr abs ace acf ach aeb_Latn agq aig ami ang "
        "ang_Latn ann arn ase atj avk ay ban bas bbc_Latn bci bcl bdr be_Latn bew bez bjn bol brh btm bto cak cbk "
        "cdo_Latn ceb ch chn cps dga din dtp dua efi eml ewo fat frc fu fvr gag gcf gcr gn gom_Latn gor gpe guc "
        "hak_Latn haw hi_Latn hif_Latn hil hke hoc_Latn hrx ht ia iba ibb ie igl ike_Latn ilo io isv_Latn jam jbo "
        "jut jv kab kai kaj kcg kea kg kge kgp ki kl kln knc kok_Latn kr kri krj ksf kw la lad lag lfn lg ljp lkt lld "
        "loz ltg lua lus lzz mad map mas mg mi min mnc mrh mt mua mui mwl nah nan nan_Latn nia nmg nmz nr nup nv nyn "
        "nyo nys ojb olo om pag pam pap pcd pcm pdc pdt ppl prg pwn qu qug rgn rif rmc rmy rn rup rw sas sbp sco sdc "
        "sei ses sg sgs sh shy_Latn sje sli sma sms sn so son srn sro ss st su szy tay tet tg_Latn tly to tok tpi trs "
        "tru trv ts ttj tum ve vmf vmw vo wae wal war wls wlx xh xog xsy yav yrl yua zea zu"
    ),
}
# Languages that share words and letters with larger ones, and whose own letters are damage there: ý of Turkmen in Turkish.
# A letter is at home with all of a kin where it is with one of them.
KIN = ("turkic", "sorbian", "sami")
# The first of the small languages, whose letters are not held against those of the large ones: with a dozen of them, `è` was
# no rare letter, and `Nestlè` stranger in German than it had been.
SMALL = "breton"
TEXT = 3_000_000  # code points of a language
# Trigrams kept: those that say most.  Of 1,717 garbled development sentences 92.5 % come right so, 92.1 with 3,600.
SIZE = 4500
OTHERS = 40  # letters of other languages alone; of the regions' own, what is rarer than `regions.LETTERS` is from elsewhere
UNSEEN_TRIGRAM = 2e-6  # of a region's trigrams: seldom seen isn't never
UNSEEN_LETTER = 2e-3  # ... and of its letters outside ASCII
_WORD = re.compile(r"[^\W\d_]+")


def count(lang: str) -> tuple[dict[str, float], dict[str, float]]:
    """Weights of the trigrams of ASCII in the language's words, and of their letters outside ASCII."""
    words: Counter[str] = Counter()
    paths = sorted((CACHE / "text" / "train" / lang).glob("*.txt"))
    for path in paths:
        text = path.read_text("utf-8")
        words.update(_WORD.findall(text[: TEXT // len(paths)]))
    trigrams: dict[str, float] = {}
    letters: dict[str, float] = {}
    for word, n in sorted(words.items()):
        weight = math.log1p(n)
        for three in regions.trigrams(word.lower().encode()):
            trigrams[three] = trigrams.get(three, 0.0) + weight
        for char in word:
            if not char.isascii():
                letters[char] = letters.get(char, 0.0) + weight
    return trigrams, letters


Row = tuple[float, str, list[int]]


def shares_of(counts: list[list[dict[str, float]]], most: Collection[int] = ()) -> dict[str, list[float]]:
    """The share of each key in each region: the mean of its languages, or of the regions `most` the highest."""
    shares: dict[str, list[float]] = {}
    for column, langs in enumerate(counts):
        for known in langs:
            total = sum(known.values())
            for key, n in known.items():
                row = shares.setdefault(key, [0.0] * len(counts))
                row[column] = max(row[column], n / total) if column in most else row[column] + n / total / len(langs)
    return shares


def levels(shares: dict[str, list[float]], least: float, step: float, among: int) -> list[Row]:
    """How much each key says in all, the key, and how much it says for each region beside the first `among` of them.

    `least` is the share of a key that isn't seen.
    """
    rows = []
    for key, row in sorted(shares.items()):
        mean = sum(row[:among]) / among + least
        said = [round(math.log((share + least) / mean) / step) for share in row]
        rows.append((sum([share * abs(level) for share, level in zip(row, said, strict=True)]), key, said))
    return sorted(rows, key=lambda item: (-item[0], item[1]))


def letters_of(counts: list[list[dict[str, float]]]) -> list[list[Row]]:
    """The letters that say most: those of regions by themselves, and some that only kin or the rest have.

    The latter are as strange in regions by themselves as letters of another script.
    """
    found = shares_of(counts, [i for i, region in enumerate(LANGUAGES) if region in KIN])
    latin = {letter: row for letter, row in found.items() if "LATIN" in unicodedata.name(letter, "")}
    size = list(LANGUAGES).index(SMALL)
    by_themselves = {letter: row[:size] for letter, row in latin.items()}
    ours = {letter for _, letter, _ in levels(by_themselves, UNSEEN_LETTER, regions.LETTER_STEP, size)[: regions.LETTERS]}
    rows = levels(latin, UNSEEN_LETTER, regions.LETTER_STEP, size)
    others = [row for row in rows if row[1] not in ours][:OTHERS]
    strange = -regions.MOST_OF_LETTER
    others = [(worth, letter, [level or strange for level in said]) for worth, letter, said in others]
    return [sorted(found, key=lambda row: row[1]) for found in ([row for row in rows if row[1] in ours], others)]


def main() -> int:
    assert tuple(LANGUAGES) == regions.REGIONS
    counted = [[count(lang) for lang in langs.split()] for langs in LANGUAGES.values()]
    seen = shares_of([[found for found, _ in langs if found] for langs in counted])
    trigrams = levels(seen, UNSEEN_TRIGRAM, regions.STEP, len(LANGUAGES))
    letters = letters_of([[found for _, found in langs if found] for langs in counted])
    kept = (sorted(trigrams[:SIZE], key=lambda row: row[1]), [row for rows in letters for row in rows])
    tables = [{key: said for _, key, said in rows} for rows in kept]

    import zopfli.zlib

    # A tenth smaller than zlib makes it, and read alike: the wheel's data have to stay within 1 MB.
    TARGET.write_bytes(regions.packed(tables[0], tables[1], partial(zopfli.zlib.compress, numiterations=50)))
    print(f"{TARGET}: {TARGET.stat().st_size} bytes, {len(trigrams)} trigrams seen")
    return 0


if __name__ == "__main__":
    sys.exit(main())
