"""Right text that documentation seldom shows: drawings, tables, kaomoji, formulas, signs after words.

Written for mojifix.  Each group is there because the model would otherwise take it for damage.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

_TREES = (
    "├── src", "│   ├── main.py", "│   └── util.py", "└── README.md", "│", "├─ a", "└─ b", "┌───────┐", "│ text  │",
    "├───────┤", "└───────┘", "╔══════╗", "║ menu ║", "╠══════╣", "╚══════╝", "┌──┬──┐", "│a │b │", "├──┼──┤", "└──┴──┘",
    "╭────╮", "│ ok │", "╰────╯", "━━━━━━━━", "════════", "────────", "║  ║", "█████░░░░░ 50 %", "▓▓▓▒▒▒░░░", "▁▂▃▄▅▆▇█",
    "■ □ ▪ ▫ ● ○ ◆ ◇ ★ ☆ ▲ ▼ ◄ ► △ ▽", "┏━━━┓", "┃ x ┃", "┗━━━┛", "╞═══╡", "╒══╤══╕", "╘══╧══╛", "├┬┴┼┤", "▀▄▀▄", "▌▐",
)  # fmt: skip
_KAOMOJI = (
    "(ಠ_ಠ)", "¯\\_(ツ)_/¯", "(╯°□°)╯︵ ┻━┻", "┬─┬ ノ( ゜-゜ノ)", "(づ｡◕‿‿◕｡)づ", "ʕ•ᴥ•ʔ", "(´・ω・`)", "(*^▽^*)", "٩(◕‿◕)۶",
    "(ﾉ◕ヮ◕)ﾉ*:･ﾟ✧", "( ͡° ͜ʖ ͡°)", "(¬‿¬)", "ლ(ಠ益ಠლ)", "(•_•) ( •_•)>⌐■-■ (⌐■_■)", "ヽ(´▽`)/", "o(≧▽≦)o", "(；一_一)", "Σ(°△°|||)",
    "(˘▾˘)", "♪♪ ヽ(ˇ∀ˇ )ゞ", "d(-_^)", "＼(^o^)／", "(っ˘̩╭╮˘̩)っ", "(^_^)v ☆", "( ﾟДﾟ)", "¬_¬", "°_°", "ಥ_ಥ", "☜(⌒▽⌒)☞", "(=^･ω･^=)",
)  # fmt: skip
_FORMULAS = (
    "x² + y² = z²", "a × b ÷ c ± d", "∑ x² ≤ ∞", "√2 ≈ 1.41", "√π", "π ≈ 3.14", "∀x ∈ ℝ: x² ≥ 0", "∃ ε > 0", "α, β, γ → 0", "10⁻⁶ m³",
    "5 µm × 3 µm", "H₂O, CO₂, SO₄²⁻", "∂f/∂x = ∇·F", "½ + ¼ = ¾", "90° ± 0.5°", "25 °C", "−40 °F", "37,5°", "Å = 0.1 nm", "1250 Å²",
    "x ≠ y ∧ y ≠ z", "A ∩ B ⊂ C ∪ D", "λ = 589 nm", "Δt ≈ 0", "ΔE = hν", "Ω", "µs", "kΩ", "≤ 5 %", "∅", "f: A → B", "x ↦ y", "⇒ QED ∎", "n₁ < n₂",
    "σ² = 4", "m²", "cm³", "×10³", "3×4", "2×", "‰", "10‰", "1′ 30″", "5′11″", "№ 5", "§ 3", "§§ 4–6", "¶ 2", "† 1999", "‡", "¹", "²³",
)  # fmt: skip
_SIGNS = (
    "®", "™", "©", "°", "²", "³", "¹", "ª", "º", "…", "†", "*", "€", "£", "¥", "¢", "%", "‰", "µ", "½", "¼", "¾", "—", "–", "•", "·", "¡", "¿",
)  # fmt: skip
# Headings of manuals have a sign behind them that links to them, and pages have arrows.
_HEADINGS = (
    "Installation", "Overview", "Usage", "Examples", "See also", "License", "Description", "Options", "Getting started", "Release notes",
    "Exemples", "Présentation", "Übersicht", "Beispiele", "Instalación", "Uso", "Índice", "Requisiti", "Bijlagen", "Instalacja", "Přehled",
    "Telepítés", "Kurulum", "Käyttö", "Johdanto", "Asennus", "Brug", "Oversikt", "Installation of the server", "1. Introduction", "3.2 Limits", "Notes for version 2.0",
    "class Reader", "read()", "--output FILE", "timeout = 30", "example.com", "README.md", "C++", "HTTP/2", "API", "FAQ",
)  # fmt: skip
_HEADED = (
    "{}¶",
    "{} ¶",
    "{}§",
    "{}¶",
    "§ {}",
    "{} »",
    "« {}",
    "{} →",
    "← {}",
    "» {}",
    "• {}",
    "· {}",
    "› {}",
    "{} ↩",
    "{}¹",
    "{}²",
    "{}³",
    "©{}",
    "{}°",
    "¦ {}",
    "{} ¦",
)
_AMOUNTS = (
    "{}¢", "{} ¢", "£{}", "¥{}", "€{}", "{}€", "{} €", "{}£", "¤{}", "{}°", "{}° C", "{}º", "{}ª", "±{}", "{}±1", "{}²", "{}³", "{}¹", "{}µ", "{} µs", "{}µm",
    "{}½", "{}¼", "{}¾", "{} ½ cups", "§{}", "§ {}", "¶{}", "¶ {}", "©{}", "© {}", "{}®", "{}©", "{}×{}", "{} × {}", "{}÷{}", "~{}", "¬{}", "{}¦{}", "{} ¦ {}", "¡{}!", "¿{}?", "{}·{}",
)  # fmt: skip
_KEYS = (
    "´",
    "`",
    "¨",
    "¸",
    "¯",
    "¬",
    "¦",
    "´ e",
    "¨ u",
    "Alt+´",
    "AltGr+¬",
    "a¨",
    "c¸",
    "e´",
    "¬x",
    "¬ p",
    "a ¦ b",
    "|¦",
    "x¯",
    "´s",
    "l´état",
    "it´s",
    "don´t",
)
_NAMES = (
    "NESTLÉ", "Nestlé", "PEUGEOT CITROËN", "Café", "CAFÉ", "HÄAGEN-DAZS", "Häagen-Dazs", "ŠKODA", "Škoda", "L'ORÉAL", "Kärcher", "KÄRCHER",
    "Bosch", "Grohe", "São Paulo", "SÃO PAULO", "MÜNCHEN", "Zürich", "ZÜRICH", "Köln", "KÖLN", "Málaga", "MÁLAGA", "PARANÁ", "Łódź", "ŁÓDŹ",
    "Århus", "ÅRHUS", "Ålesund", "TROMSØ", "Tromsø", "MALMÖ", "Øresund", "ÖREBRO", "İstanbul", "İZMİR", "Ağrı", "ŞANLIURFA", "NÃO", "não", "PÃO",
    "COMUNICAÇÃO", "AÇÃO", "informação", "BRASÍLIA", "ESPAÑA", "España", "ÁRBOL", "ÉCOLE", "École", "GARÇON", "FRANÇAIS", "MAÎTRE", "ÎLE", "ÊTRE", "À",
    "MISS UNIVERSE", "Google", "Windows", "LEGO", "Lycra", "Teflon", "Gore-Tex", "Coca-Cola", "Pokémon", "POKÉMON", "Rolex", "Adidas", "Senseo",
)  # fmt: skip
_QUOTES = (
    "«{}»",
    "« {} »",
    "„{}“",
    "„{}”",
    "“{}”",
    "‘{}’",
    "»{}«",
    "‚{}‘",
    "「{}」",
    "『{}』",
    "‹{}›",
    "”{}”",
    "’{}’",
    "({})",
    "“{}”.",
    "“{},”",
    "‘{}’,",
    "…{}…",
    "—{}—",
    "– {} –",
    "•\u00a0{}",
)
_SOCIAL = (
    "lol 😂😂😂", "thx ❤️", "🎉🎉 omg", "OMG 😱!!", "#fête 🎂", "@name ❤ u", "👍🏽", "👩‍👩‍👧 family", "🇫🇷 🇩🇪 🇧🇷", "go go go 🚀", "✅ done", "❌ no", "⚠️ careful", "➡️ next",
    "✨ new ✨", "☕ + 🥐", "5️⃣", "🤷‍♀️", "♥♥♥", "✔ yes", "✓", "✗", "→ see", "← back", "↑ up", "⇧", "⌘C", "⌥", "⏎", "☎ 123", "✉ mail", "♫ ♪", "☺", "☹", "★★★☆☆", "▶ play", "⏸", "👀", "🔥🔥", "😅", "🙏🏻", "💪",
    "naïve café", "¡Hola! ¿Qué tal?", "¿", "¡Sí!", "¿POR QUÉ?", "¡GOL!", "¡ÁNDALE!", "«À»", "“É”", "“À", "É”", "Á”", "‘ó’", "ó”,",
)  # fmt: skip
# Signs of messages, menus, résumés and shop pages: beside words, alone, and in rows.  Without them `âš¡` was taken for ⨡,
# which nobody writes, and a row of five × for two Hebrew letters.
_ORNAMENTS = (
    "♪♫♬♩♭♯♥♡❤❥❣★☆✩✪✫✮✯✦✧✨⭐✓✔✗✘☑☒☐←→↑↓↔↕⇐⇒⇔➔➜➡➤➥⬅⬆⬇↩↪↗↘►▶◄◀▲▼△▽▸▹▪▫■□▬●○◎◉◌◆◇◈❖"
    "☺☹☻☀☁☂☃☔❄❅❆☎☏✆✉✂✈✍✎✏✌☝☞☛✋✊✿❀❁✾☘♠♣♦♤♧♢♔♕♚♛⚀⚅⚡⚠⚙⚓⚽⚾⛔⛅☢☣☮☯☠✝☪✡☕⌚⌛⏰⏳⌂⌘⌥⌫⏎⇧"
    "①②③④⑤⑨⑩ⓐⓘ❶❷❸ⅠⅡⅢⅣⅤⅩ⅓⅔⅛⅜⅝‣◦∙※‼⁉⁂†‡§¶©®™°·•…«»‹›“”„‘’–—×÷±√∞≈≠≤≥∑∏∂∫∆∇∈∩∪⊂∀∃∧∨¬¦¢£¥€₹₽₺₩₪₫₿¤½¼¾²³¹ªºµπΩℓ№℃℉Å♂♀⚥☿"
)
_ORNAMENTED = (
    "{w}{s}", "{w} {s}", "{s} {w}", "{s}{w}", "{w} {s} {w}", "{w}{s}{w}", "{s}{s}", "{s}{s}{s}", "{s}{s}{s}{s}{s}", "{w} {s}{s}{s}", "{s} {w} {s}",
    "{w}{s}~", "{w}!{s}", "{w} {s}!", "({s})", "{w} ({s})", "“{s}”", "{n}{s}", "{n} {s}", "{s} {n}", "{n} {s} {n}", "{w}: {n} {s}", "{s}{s}{s}{s} {w} {n}", "{s}.", "{w} {s}, {w}",
)  # fmt: skip
_SAID = (
    "love", "you", "music", "sale", "new", "free", "off", "menu", "next", "yes", "sunday", "amor", "vida", "hati", "sayang", "oferta", "gratis", "musique", "soldes", "été", "liebe", "für", "sommer", "año",
    "świat", "léto", "aşk", "yêu", "привет", "любовь", "музыка", "αγάπη", "νέα", "אהבה", "حب", "प्यार", "รัก", "音楽", "好き", "爱", "新", "사랑", "음악",
)  # fmt: skip
_IPA = (
    "/ˈhɛloʊ/", "[ʃɑ̃.sɔ̃]", "/ʁuʒ/", "[ˈdɔʏtʃ]", "/θɪŋk/", "/ˈwɔːtə(r)/", "[ɲ]", "/ʒə/", "/t͡ʃ/", "[ɡʲ]", "/ˌɪntəˈnæʃnəl/", "[ɸ β θ ð]", "/æ ɑ ɒ ʌ ə ɜː/", "[ɾ ɹ ʀ ʁ]", "/ŋ/", "[ɯ ɤ]", "/ɐ̯/", "[x ɣ χ]",
)  # fmt: skip


def extra_lines() -> Iterator[str]:
    """The lines, the same ones in the same order every time."""
    random = Random(20261123)
    plain = [*_TREES, *_KAOMOJI, *_FORMULAS, *_SOCIAL, *_IPA, *_NAMES]
    for _ in range(60):
        yield from plain
    for _ in range(6):
        for name in _NAMES:
            for sign in _SIGNS:
                yield f"{name}{sign}" if random.random() < 0.6 else f"{name} {sign}"
            for quote in _QUOTES:
                yield quote.format(name)
                yield f"{random.choice(_NAMES)} {quote.format(name)} {random.choice(_NAMES)}"
    for _ in range(6):
        for heading in _HEADINGS:
            for form in _HEADED:
                yield form.format(heading)
        for form in _AMOUNTS:
            for _ in range(4):
                yield form.format(random.randint(1, 2020), random.randint(1, 99))
                yield f"{random.choice(_HEADINGS)} {form.format(random.randint(1, 2020), random.randint(1, 99))} {random.choice(_HEADINGS).lower()}"
        yield from _KEYS
    for _ in range(2):
        for sign in _ORNAMENTS:
            for form in _ORNAMENTED:
                for word in random.sample(_SAID, 2):
                    yield form.format(s=sign, w=word, n=random.randint(1, 999))
    for _ in range(400):
        width = random.randint(1, 12)
        yield "┌" + "─" * width + "┬" + "─" * width + "┐"
        yield "├" + "─" * width + "┼" + "─" * width + "┤"
        yield "└" + "─" * width + "┴" + "─" * width + "┘"
        yield "╔" + "═" * width + "╦" + "═" * width + "╗"
        yield "╚" + "═" * width + "╩" + "═" * width + "╝"
        yield "│   " * random.randint(1, 4) + random.choice(("├── ", "└── ")) + random.choice(_NAMES).lower()
        yield "█" * width + "░" * random.randint(1, 9)
        yield random.choice("•·–—→") + " " + random.choice(_NAMES)
        yield f"{random.randint(1, 99)}{random.choice('°²³×½%‰€£¥')} {random.choice(_SOCIAL)}"
