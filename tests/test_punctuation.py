"""Letters that stand as quotation marks, apostrophes and spaces do were these, where the text has no letters of its own."""

from __future__ import annotations

import pytest

import mojifix
from mojifix import charmaps, sieve
from mojifix.language import Language
from mojifix.punctuation import _places, _quoting, signs


def misread(text: str, written: str, read: str) -> str:
    return charmaps.decode(charmaps.encode(text, written), read)


@pytest.mark.parametrize(
    ("text", "written", "read", "why"),
    [
        ("Every rule has a “selector” and an “action” part.", "cp1252", "mac-roman", "ì and î begin and end words"),
        ("The name begins with a colon, such as “1d6b:0001”.", "mac-roman", "latin-1", "... or numbers"),
        ("I can’t say that it’s wrong.", "cp1252", "mac-roman", "no English word has í there"),
        ("This is explained in Chapter\xa08, which you may skip.", "cp1252", "cp437", "á joins a word and a number"),
        (
            "He said ”yes” and left, but she said ”no” at once.",
            "cp1252",
            "cp437",
            "ö begins and ends words, as ” does",
        ),
        ("Upload of ‘{ $name }’ has failed, try it again.", "mac-roman", "cp1250", "brackets are quoted, too"),
        ("The directory «home/user» is used for that.", "mac-roman", "latin-1", "È is no lead that lost its byte"),
        ("Berkas khusus “block” tersimpan dalam direktori itu.", "mac-roman", "cp1251", "Т and У are no slip of the writer"),
        ("The war of 1914–1918 is on pages 12–14.", "mac-roman", "cp1252", "Ð stands between digits"),
        ("Gerra hori 1936–1939 urteetan izan zen.", "cp1252", "mac-roman", "ñ does, in Basque"),
        ("A picture of 1280×1024 points is large enough.", "cp1252", "cp850", "Î between digits was no dash"),
        ("Choose Save As… from the menu.", "mac-roman", "cp1252", "a capital É ends a word in small letters"),
        ("Simpan gambar ini sebagai…", "cp1252", "mac-roman", "Ö does, in Indonesian"),
        ("Heat the oven to 200°C for an hour.", "cp1252", "cp437", "a box stands before C"),
        ("Putar gambar 90° searah jarum jam.", "cp1252", "cp866", "a box stands behind a number"),
        ("Rotate the page by 90° to the left.", "latin-1", "mac-roman", "what is infinite is no part of a number"),
        ("• Burutu eskaera edo utzi.", "cp1252", "cp866", "Х is no word of Basque, at the beginning of a line"),
        ("• One of them is here.\n• Another one is there.", "cp1252", "mac-roman", "ï begins two lines"),
        ("Hak Cipta © 2022 oleh para pengarang.", "latin-1", "cp866", "й stands before a year"),
        ("Nahalughog ang { $host }…", "mac-roman", "cp1251", "Й stands behind a bracket, at the end"),
        ("“{object}” {name} untuk {fields} telah ditukar.", "cp1252", "cp437", "nothing but brackets is quoted"),
        ("Removes the first directory, ‘popd +1’ the second.", "cp1252", "cp437", "no small word ends in Æ"),
        ("The file has $1 × $2 pixels and a size of $3.", "cp1252", "koi8-r", "в stands between two numbers"),
        ("The hunter won’t be here today.", "cp1252", "cp866", "no English word has Т before its end"),
        (
            "Explore the coast of the island – or what is left – at dawn.",
            "cp1252",
            "cp850",
            "û is no word of English, twice",
        ),
        ("Voilà, we are done with the “remote” host and the “local” one.", "cp1252", "cp437", "a name or two says nothing"),
    ],
)
def test_what_stands_as_punctuation_does_was_punctuation(text: str, written: str, read: str, why: str) -> None:
    garbled = misread(text, written, read)
    assert sieve.garbled(garbled), why
    assert mojifix.fix(garbled) == text, why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Ödön and Zoë met Òscar in the café by the Ó Briain bridge.", "names begin and end with anything"),
        ("The keys ì and î are next to each other, and so are ô and ö.", "letters by themselves are what is talked about"),
        ("Êtes-vous là? Où ça? Îles et forêts.", "French words begin with ê and end in à"),
        ("È vero che città e virtù sono belle? Perché no.", "Italian ones end in ù"),
        ("Ťažko je odoprieť, keď prosí mocnejší.", "a letter and its capital are one"),
        ("Angles α and β are equal, where α is the larger one.", "Greek letters are words of formulas"),
        ("See section 4á and 5á of the table á la carte.", "á stands elsewhere, too"),
        ("The root 2√3 is about 3.46, that is 3≈3.46.", "signs stand between digits"),
        ("The café, the fiancé and the naïveté of 5°C.", "small letters end words"),
        ("Se instalan 10 ó 12 paquetes, o entre 4 ó 5.", "ó joins numbers in Spanish"),
        (
            "Il test è true quando il file è vuoto e false quando non è vuoto: if, else, return, true, false, none",
            "è is a word of Italian, which code makes look English, and no cross is between words",
        ),
        ("return none if it is true: def self import class, y 10 ó 12 de la lista", "ó joins numbers beside code, too"),
        ("Das ist von 10 bis 12 û von dort.", "a letter by itself beside one number is no dash"),
        ("The letter û is written so in the north.", "one letter by itself is what is written about"),
        ("Ñ Is A Letter Of Spanish", "one line of an index begins with a letter"),
        ("The æon of the CÆ and the ærie of the BÆ.", "a word in capitals may end in Æ"),
        ("assert names == ['cp', 'öne', 'twö']", "who tests writes ö anywhere"),
        ("Nothing ‹like this› is garbled, nor is ‚that‘.", "quotation marks are themselves"),
    ],
)
def test_letters_that_are_right_stay(text: str, why: str) -> None:
    assert mojifix.fix(text) == text, why


def test_small_letters_between_numbers_count_something_where_the_language_is_not_known() -> None:
    """Hours in Serbian; in English nothing is counted by a letter that it hasn't."""
    assert not signs(Language("0120 č 045 m 030 s"))
    assert signs(Language("This is the size of the image that was used: 12 û 14, and not 3 û 5"))


def test_an_english_word_with_an_ideograph_has_lost_its_apostrophe_to_it() -> None:
    """The reader took the apostrophe in cp1252 and the letter behind it for one character of GBK."""
    text = "Explore the island’s coast anticlockwise."
    assert mojifix.fix(text.encode("cp1252").decode("gbk")) == text


def test_of_the_letters_of_a_text_its_quotation_marks_say_nothing() -> None:
    """In English text a Turkish word in cp1254 reads as well by cp1252, so that it stays with the rest."""
    text = "The fixed package is made available to all users (see Kısım\xa06.1.2, “Proposed Updates”)."
    garbled = misread(text, "cp1254", "cp850")
    assert mojifix.fix(garbled) in (text, garbled)


def test_a_page_of_english_shows_its_mix_up_by_quotation_marks_alone() -> None:
    names = ["alpha", "beta", "gamma", "delta", "omega", "sigma", "kappa", "lambda", "theta", "zeta"]
    lines = [
        f"The option “{one}-{number}” is like the option “{other}”." for number, one in enumerate(names) for other in names
    ]
    text = "\n".join(lines)
    assert mojifix.fix(misread(text, "mac-roman", "cp1251")) == text


def test_who_writes_errs_now_and_then() -> None:
    """One quotation in six that begins and ends alike is no reason to doubt the others."""
    assert set(signs(Language("the ìoneî, the ìtwoî, the ìthreeî, the ìfourî, the ìfiveî and the ìsixì"))) == {"ì", "î"}
    assert not signs(Language("the ìoneî and the ìtwoì"))


def test_letters_that_begin_and_end_words_alike_are_a_languages_own() -> None:
    text = "över en sjö och öster om en annan sjö"
    assert set(_quoting(text, _places(text))) == {("ö", "ö")}
    assert not signs(Language(text))
