"""Tables of what is repaired and what must not change, each with its reason: what mutation testing runs against."""

from __future__ import annotations

import re

import pytest

import mojifix
from mojifix import Policy, charmaps
from mojifix.steps import replay


def as_(text: str, *codecs: str) -> str:
    """`text` as UTF-8 that was read as each codec in turn."""
    for codec in codecs:
        text = charmaps.decode(text.encode(), codec) if codec in charmaps.CODECS else text.encode().decode(codec)
    return text


TURKISH = "Çocuklar bahçede şarkı söyledi, ağaçlar ıslak"

PARTLY = "\n".join([as_("Запись перемещена на одну строку, готово", "cp866"), "текущия запис с един ред нагоре"])

REPAIRED = [
    (
        "a quotation mark behind a no-break space",
        "\x931.8. Copyrights and Licences \xa0\x94",
        "“1.8. Copyrights and Licences \xa0”",
    ),
    (
        "a Greek letter of an English text",
        as_("The β-catenin pathway was blocked.", "cp1252"),
        "The β-catenin pathway was blocked.",
    ),
    ("... between letters and digits", as_("IL-1β was low in IL2RγcKO mice.", "cp1252"), "IL-1β was low in IL2RγcKO mice."),
    ("... before the letter of a unit", as_("5 μg and 10 μL", "latin-1"), "5 μg and 10 μL"),
    ("... behind one", as_("kΩ resistor", "cp1252"), "kΩ resistor"),
    ("a sign behind a word", as_("indah di hatiku♫~", "cp1252"), "indah di hatiku♫~"),
    ("digits that are crossed out", as_("now $49 $̶6̶3̶ only", "cp1252"), "now $49 $̶6̶3̶ only"),
    ("a word in Latin-1", as_("déjà vu", "latin-1"), "déjà vu"),
    ("Windows-1252, with a quotation mark", as_("Don’t touch it", "cp1252"), "Don’t touch it"),
    ("a single letter in a word", as_("naïve", "cp437"), "naïve"),
    ("code page 850", as_("Hélas, où est-elle passée ?", "cp850"), "Hélas, où est-elle passée ?"),
    ("Mac, where a letter shows as a formula", as_("où ça ? là où tu sais", "mac-roman"), "où ça ? là où tu sais"),
    ("Mac", as_("Größe und Übermut", "mac-roman"), "Größe und Übermut"),
    ("Cyrillic Windows", as_("Нет, спасибо", "cp1251"), "Нет, спасибо"),
    ("Central European Windows", as_("Část příběhu", "cp1250"), "Část příběhu"),
    ("Turkish Windows", as_("Güneş doğdu", "cp1254"), "Güneş doğdu"),
    ("Russian DOS", as_("съешь ещё булок", "cp866"), "съешь ещё булок"),
    ("KOI8", as_("Привет, как дела?", "koi8-r"), "Привет, как дела?"),
    ("Greek in Latin-1", as_("Καλημέρα σας", "latin-1"), "Καλημέρα σας"),
    ("Chinese in Windows-1252", as_("我们明天去北京", "cp1252"), "我们明天去北京"),
    ("Japanese in Latin-1", as_("お元気ですか", "latin-1"), "お元気ですか"),
    ("Hindi in Windows-1252", as_("आप कैसे हैं", "cp1252"), "आप कैसे हैं"),
    ("an emoji", as_("bravo 👏 et merci 🙏", "cp1252"), "bravo 👏 et merci 🙏"),
    ("two layers", as_("à bientôt", "cp1252", "cp1252"), "à bientôt"),
    ("two layers, two encodings", as_("Mädchen", "latin-1", "cp850"), "Mädchen"),
    ("two layers, one segment of the second", as_("größer und schöner", "cp437", "gbk"), "größer und schöner"),
    ("... in a short word", as_("naïve", "cp850", "gbk"), "naïve"),
    ("three layers", as_("crème brûlée", "latin-1", "cp1252", "latin-1"), "crème brûlée"),
    ("GBK", "it鈥檚 a trap", "it’s a trap"),
    ("Korean", as_("이것은 시험입니다", "cp1252"), "이것은 시험입니다"),
    ("sound text beside it", "été — " + as_("été", "cp1252") + " — été", "été — été — été"),
    ("two encodings in a line", as_("déjà", "cp1252") + " vu, " + as_("déjà", "cp437") + " lu", "déjà vu, déjà lu"),
    ("legacy Russian", "Ïðèâåò, êàê äåëà?", "Привет, как дела?"),
    ("legacy Russian as KOI8", "оПХБЕР, ЙЮЙ ДЕКЮ? уНПНЬН.", "Привет, как дела? Хорошо."),
    ("legacy Japanese", "ƒeƒXƒg‚Å‚·", "テストです"),
    ("a Russian word by itself, in capitals now", "ЯЕЦНДМЪ", "сегодня"),
    ("... of KOI8", "РПЗПДБ", "погода"),
    ("a Thai word that became line art", "╬╥├╥", "ฮารา"),
    ("a Korean word that would be rarer than Chinese", "ÀÚÀü°Å", "자전거"),
    ("a Greek word that others take for capitals", "ü÷ôï", "όχτο"),
    ("a Hebrew word of DOS", "ÄçüÿÜ", "מחברת"),
    ("a Hebrew word as Cyrillic capitals", "ИЬЕЫЛИМ", "ירושלים"),
    ("Korean read as Chinese", "救崇窍技夸", "안녕하세요"),
    ("Japanese read as Chinese", "柧擔偼惏傟傑偡", "明日は晴れます"),
    (
        "controls of Windows beside words that have letters of two scripts",
        "\x93Сæвæрын къухæрфыст\x94",
        "“Сæвæрын къухæрфыст”",
    ),
    ("controls of Windows", "il dit \x93oui\x94, puis s\x92en va", "il dit “oui”, puis s’en va"),
    ("CESU-8", "bien \u00ed\u00a0\u00bd\u00ed\u00b8\u0080 fait", "bien 😀 fait"),
    ("a lost byte that was a no-break space", "elle a trouvÃ© Ã  la cave", "elle a trouvé à la cave"),
    (
        "controls that were dropped",
        as_("Слово и дело, привет всем", "cp1252").replace("\x81", ""),
        "Слово и дело, привет всем",
    ),
    (
        "a quotation mark that lost its last byte, where Windows has none: no other mark has the same two before",
        "she says â€œyesâ€ and goes",
        "she says “yes” and goes",
    ),
    (
        "lost letters that are told by those that weren't lost: ő beside ü and ö",
        re.sub("[\x80-\x9f]", "", as_("A belépő vendégek között volt egy régi barátja, akit küszöbön álló", "iso8859-2")),
        "A belépő vendégek között volt egy régi barátja, akit küszöbön álló",
    ),
    ("an ellipsis whose middle byte was dropped", "masquÃ© par lui, intermÃ©diaireâ¦", "masqué par lui, intermédiaire…"),
    (
        "a no-break space in a Japanese word, with a space behind it",
        as_("このプログラム (同名の", "cp1251").replace("\xa0", " "),
        "このプログラム (同名の",
    ),
    (
        "a space that a tool took for a byte",
        as_("Мој брат има коња. Овај пас је твој, онај мој.", "iso8859-5").replace("б\x98 ", "ᘠ"),
        "Мој брат има коња. Овај пас је твој, онај мој.",
    ),
    (
        "one of two signs that lost its Â to a tool",
        as_("新架构比旧架构更快。", "cp850").replace("Âµ", "µ"),
        "新架构比旧架构更快。",
    ),
    (
        "Greek letters that a tool made, at the beginning of a word, too",
        "Ο φίλος μου έφερε ένα βιβλίο για το ταξίδι.\nΔεν ξέρω πού είναι το λιμάνι, πες μου εσύ.".replace("ε", "Ρ"),
        "Ο φίλος μου έφερε ένα βιβλίο για το ταξίδι.\nΔεν ξέρω πού είναι το λιμάνι, πες μου εσύ.",
    ),
    ("a no-break space of a Mac behind the number of a heading", "B.4.5.ÊHow to begin", "B.4.5.\xa0How to begin"),
    ("... of Windows, as DOS has it", "Voir 6.7.áComment finir", "Voir 6.7.\xa0Comment finir"),
    ("a no-break space that became one, behind a word", "HelloÂ world, this is a test.", "Hello\xa0world, this is a test."),
    (
        "a heading whose number stands before a sound one",
        "6.3.\xa0" + as_("Khởi động lại hệ thống", "cp1252"),
        "6.3.\xa0Khởi động lại hệ thống",
    ),
    (
        "a sound line below a garbled one, with a word that would be a sign of India",
        PARTLY,
        "Запись перемещена на одну строку, готово\nтекущия запис с един ред нагоре",
    ),
    ("... behind a number", "Il y a 20Â ans, Paul est né.", "Il y a 20\xa0ans, Paul est né."),
    ("... behind the number of a heading", "3.3.2.Â Finding your way", "3.3.2.\xa0Finding your way"),
    ("... behind a small word, which no capital ends", "C'est lÃ que nous dormons.", "C'est là que nous dormons."),
    ("... read as Cyrillic, in a line that shows how", "Il est Г moi, ce cafГ© froid.", "Il est à moi, ce café froid."),
    (
        "... where two of a line show what the third is",
        "TabelaÂ 2.1.Â Uporaba sistema OSÂ X",
        "Tabela\xa02.1.\xa0Uporaba sistema OS\xa0X",
    ),
    ("a sign behind a heading", as_("Installation¶", "cp1252"), "Installation¶"),
    ("signs of messages", as_("Merci ⚡ à tous ✿ ★★★", "cp1252"), "Merci ⚡ à tous ✿ ★★★"),
    ("a rule of line art, as the shells of Windows show it", "鈹€鈹€鈹€鈹€ 1", "──── 1"),
    ("... and what stands behind a quotation mark", "鈥溍€ bient么t", "“À bientôt"),
    ("a row of a sign, which East Asian text has not", as_("±±±", "latin-1"), "±±±"),
    ("a no-break space read as Chinese", as_("Er wonen 25\xa0mensen", "gbk"), "Er wonen 25\xa0mensen"),
    (
        "a no-break space read as Korean",
        as_("Precio:\xa0100 euros por persona", "cp949"),
        "Precio:\xa0100 euros por persona",
    ),
    (
        "controls that were dropped beside signs that other controls are on Windows",
        as_("сложившийся вечер", "cp1252").translate(dict.fromkeys((0x81, 0x8D, 0x8F, 0x90, 0x9D))),
        "сложившийся вечер",
    ),
    ("JSON's escapes", r'{"nom": "Andr\u00c3\u00a9"}', r'{"nom": "Andr\u00e9"}'),
    ("percent escapes", "/caf%C3%83%C2%A9", "/caf%C3%A9"),
    ("upper case", as_("À LA FORÊT", "cp1252"), "À LA FORÊT"),
    ("Polish", as_("Zażółć gęślą jaźń", "cp1252"), "Zażółć gęślą jaźń"),
    ("Vietnamese", as_("Tiếng Việt không khó", "cp1252"), "Tiếng Việt không khó"),
    ("Arabic", as_("كيف حالك اليوم", "cp1252"), "كيف حالك اليوم"),
    ("Hebrew", as_("מה שלומך היום", "latin-1"), "מה שלומך היום"),
    ("Thai", as_("สบายดีไหม", "cp1252"), "สบายดีไหม"),
    ("a rare codec that alone explains all", as_(TURKISH, "cp857"), TURKISH),
    (
        "two words of French in a legacy encoding",
        "Quand l'annΘe fut passΘe, il rentra",
        "Quand l'année fut passée, il rentra",
    ),
    ("Cyrillic by a rare codec", as_("Положи хлеб на стол, дело сделано", "iso8859-6"), "Положи хлеб на стол, дело сделано"),
]

UNTOUCHED = [
    (
        "garbled text in small letters, whose Cyrillic reading has capitals within its words",
        "ã†â€™ãƒâ€ ã¢â‚¬â„¢ãƒæ’ã‚â¢ãƒâ¢ã¢â‚¬å¡ã‚â¬ãƒâ€šã‚â",
    ),
    ("letters of which the Mac would make a sign", "Ôôô VIDA MINHA"),
    ("rare words of Serbian, whose letters the Mac has where it has capitals", "Љубав ћуп ђак живот џеп ђак! живот"),
    (
        "Chinese that lost half of its bytes, which looks like anything",
        re.sub("[\x80-\x9f]", "", as_("题目:《棋》 作者:王安石 莫将戏事扰真情，且可随缘道我赢。", "latin-1")),
    ),
    (
        "what little is known of a line that lost half of its bytes",
        re.sub("[\x80-\x9f]", "", as_("最初に APT の sources.list ファイルで リポジトリを有効化しなければ", "latin-1")),
    ),
    ("two leads of one word, by which a legacy mix-up would make letters of the West", "pÄrsÄjs"),
    ("ligatures, as PDFs have them: no Þ and ß of the Mac", "ﬁnd the ﬂow"),
    ("the letters of an alphabet by twos", "Аа, Бб, Вв, Гг, Дд, Ее, Ёё, Жж, Зз, Ии, Йй, Кк"),
    ("half-width katakana", "ｶﾀｶﾅ"),
    ("units of measurement in Cyrillic", "хПа"),
    ("... of which UTF-8 would be Thai", "дБм"),
    ("acute accents for apostrophes", "it´s a ´test´"),
    ("an alphabet in code", 'lower = "aăâbcdđeêghiklmnoôơpqrstuưvxy"'),
    ("ideographs in a table", "'矛', '莽', '猫'"),
    ("the columns of a drawn table", "│F│ N │\n│1│ 2 │"),
    ("a drawn box", "║Total║"),
    ("the letters of a keyboard", "фФ вВ аА пП рР оО лЛ\nхХ уУ кК гГ шШ"),
    ("... as bank statements have it", "振込先 ｶ)ﾔﾏﾀﾞｼﾖｳﾃﾝ"),
    ("French with its quotation marks", "« Où ça ? » — à côté, l’été, cœur."),
    ("a product's name", "NESTLÉ® et CITROËN™"),
    ("units", "20 °C ± 0,5 µm, ×², √π, 50 €, § 12"),
    ("Vietnamese", "Tôi không biết ông ấy đã đi đâu"),
    ("Portuguese capitals", "NÃO É ASSIM, JOÃO"),
    ("Serbian letters that look like garbage", "човек џеп ћуп"),
    ("phonetic script", "/ˈnaɪ.iːv/ [ʃə̃ʒ]"),
    ("mathematics", "∀x∈ℝ: ⌈x⌉ ≥ x ∧ ∑ᵢ aᵢ ≠ ∅"),
    ("a formula within a sentence", "Elle vaut √π ou x = √π, mais pas ∑α ni ∂β."),
    ("a face", "¯\\_(ツ)_/¯ ʕ•ᴥ•ʔ"),
    ("boxes", "┌─┬─┐\n│é│à│\n└─┴─┘"),
    ("code pages' own signs in a table", "├── src\n└── tests"),
    ("Greek capitals", "ΕΛΛΑΔΑ ΚΑΙ ΚΥΠΡΟΣ"),
    ("Cyrillic abbreviation", "ЧаВо, кБ, МГц"),
    ("Chinese", "鈥字不常见。我们明天去北京。"),
    ("Japanese half-width", "ｱｲｳ ﾃｽﾄ"),
    ("a syllable said twice", "얼음이 쩍쩍 갈라졌다"),
    ("Swedish alphabet", "abc…xyz ÅÄÖ åäö"),
    ("what was lost for good", "锟斤拷锟斤拷 ????? \ufffd\ufffd"),
    ("a lone Â", "Â"),
    ("Â as the name of a letter", "Â is a letter, the letter Â has a hat: A, Â, B"),
    ("letters in a row", "À Â Æ Ç È and â Â"),
    ("a Vietnamese word by itself", "TÂY Â ĐÔNG"),
    ("a capital within a name, in Cyrillic", "ПриватБанк і УкрТелеКом"),
    (
        "Macedonian, whose ќ and ѓ are Kazakh letters in another encoding",
        "example.org/леб_куќа_вода.\nexample.org/живот_леб_ѓавол_леб\nexample.org/куќа_живот_ѓавол_човек_вода.",
    ),
    ("one ideograph in a text about it", "The character 路 (lù) means road. His surname is 茅, a rare one."),
    ("Romanian Â", "Â și Î, în România"),
    ("Icelandic", "Ég á það ekki, Þór"),
    ("Hindi", "यह ठीक है।"),
    ("Korean", "이것은 시험입니다."),
    ("emoji with joiners", "👩\u200d👩\u200d👧 🏳️\u200d🌈 👍🏽"),
    ("a lone surrogate", "a\ud83db é"),
    ("combining marks", "e\u0301te\u0301 n\u0303"),
    ("upper case of ASCII", "HôTEL FORêT"),
    ("an alphabet in its order, as Python's shlex has it", "w = 'ßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ'"),
    ("capitals in their order", "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞ"),
    ("accented letters of a language, in two rows", "es: ñáéíóúüÑÁÉÍÓÚÜ"),
    ("one sign again and again", "cafés ¯¯¯¯¯¯¯¯ et ¯¯¯¯¯"),
    ("dashes between words of URLs", "/wiki/read–eval–print and /wiki/man–machine_interface, /wiki/cost–benefit"),
    ("Cyrillic letters that look like Latin ones", "Download coмрlete, all is рroрer now"),
    ("Latin letters that look like Cyrillic ones", "Рeкoмeндуeм лyчшиe книги"),
    ("a Persian digit before letters", "مردی به نام ۱ها شمرد"),
    ("a Hebrew mark by itself", "״כן״ ־ אמר 😀"),
    ("a rare Russian word", "свежепёкший хлеб пёкший"),
    ("line art with letters between", "├┤o┼┐o┼┐o┼┐o┼┐o"),
    ("accents as quotation marks", "``ela disse que não vai lá´´"),
    ("a face of signs", "NO!!  `¬´  )"),
    ("one unit in many places", "Рівень 36 дБ\nЗатримка 48 мс\n6 дБ\nпідсилення 12 дБ, потім 60 дБ.\n"),
    ("an en dash in a range of letters", "A–Z, a–z, 0–9"),
    ("a question after an accent", "Où ? Là ? À Noël ?"),
    ("Turkish", "Işık ığdır İSTANBUL"),
    ("a Russian word in capitals", "ОСТАНОВКА"),
    ("a capital with an accent behind a number", "2.Ärzte und 3.ÉCOLE"),
    ("a dagger before a name", "1999.†Homo habilis"),
    ("a Chinese title", "秦淮河畔的灯影"),
]


@pytest.mark.parametrize(("garbled", "right"), [(g, r) for _, g, r in REPAIRED], ids=[why for why, _, _ in REPAIRED])
def test_garbled_text_is_repaired(garbled: str, right: str) -> None:
    found = mojifix.repair(garbled)
    assert found.text == right
    assert found.undo() == garbled
    assert all(replay(r.before, r.steps) == r.after and 0.9 <= r.confidence <= 1 for r in found.repairs)


@pytest.mark.parametrize("text", [text for _, text in UNTOUCHED], ids=[why for why, _ in UNTOUCHED])
def test_right_text_is_not_touched(text: str) -> None:
    assert mojifix.fix(text) is text


ALONE = [
    ("a letter that could be anything", as_("ô", "iso8859-16")),
    ("a Latin word in a legacy encoding", "Wiêc"),
    ("a letter of another alphabet", "Mйthode"),
]


@pytest.mark.parametrize("garbled", [text for _, text in ALONE], ids=[why for why, _ in ALONE])
def test_what_the_evidence_does_not_decide_stays(garbled: str) -> None:
    assert mojifix.fix(garbled) == garbled


def test_the_document_decides_what_a_run_alone_does_not() -> None:
    sentence = "Où étiez-vous passés ? Le dîner refroidit, et grand-père a déjà goûté la crème brûlée.\n"
    lone = as_("ô", "iso8859-16")
    assert mojifix.fix(as_(sentence, "iso8859-16") * 2 + lone).endswith("\nô")


def test_a_run_does_not_elect_its_own_codec_by_being_there_often() -> None:
    once = "10è"
    assert mojifix.fix("\n".join(f"1{i}è" for i in range(50))) == "\n".join(f"1{i}è" for i in range(50))
    assert mojifix.fix(once) == once


def test_right_text_in_the_document_speaks_against_legacy_mixups() -> None:
    right = "Ça va très bien, où étiez-vous ? À côté de la forêt, l’été, déjà.\n"
    for odd in ("Æå", "Ïð"):
        assert mojifix.fix(right * 3 + odd) == right * 3 + odd


def test_steps_name_the_encodings_and_the_likelier_one_where_two_do_the_same() -> None:
    (repair,) = mojifix.repair(as_("Ils ont été là", "cp1252")[:12]).repairs[:1]
    assert [step.codec for step in repair.steps] in (["cp1252", "utf-8"], ["latin-1", "utf-8"])
    quoted = mojifix.repair(as_("l’été “chaud”", "cp1252")).repairs
    assert {step.codec for repair in quoted for step in repair.steps} == {"cp1252", "utf-8"}
    deep = mojifix.repair(as_("l’été “chaud”", "cp1252", "cp437")).repairs
    assert [step.codec for step in deep[0].steps] == ["cp437", "utf-8", "cp1252", "utf-8"]


def test_more_confidence_asked_for_is_fewer_repairs() -> None:
    text = " ".join([as_("ça", "cp1252"), as_("à", "cp850"), as_("ñ", "cp437"), as_("où", "iso8859-16")])
    numbers = [len(mojifix.repair(text, Policy(confidence)).repairs) for confidence in (0.0, 0.5, 0.9, 0.99999, 1.0)]
    assert numbers == sorted(numbers, reverse=True)
    assert numbers[0] > numbers[-1]


def test_guesses_are_marked_and_can_be_switched_off() -> None:
    text = "elle a trouvÃ© Ã  la cave, dÃ©jÃ  vu"
    found = mojifix.repair(text)
    assert [r.guessed for r in found.repairs if r.before.endswith(" ")] == [True] * 2
    assert mojifix.fix(text, Policy(guesses=False)) == "elle a trouvé Ã  la cave, déjÃ  vu"
