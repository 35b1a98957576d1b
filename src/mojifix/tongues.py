"""Which language a text is in whose letters are no Latin ones, of those that `lost` knows.

Its script leaves a few, and the letters that it has tell these: `ї` is Ukrainian.
"""

from __future__ import annotations

import math

from mojifix import lost

# How likely a text is in each language of a script, before any letter of it is known; the rest is in others that have it.
_SCRIPTS: dict[tuple[str, str], dict[str, float]] = {
    ("\u0370", "\u0400"): {"greek": 1.0},
    ("\u0400", "\u0530"): {
        "russian": 0.6, "ukrainian": 0.2, "bulgarian": 0.08, "serbian": 0.06, "belarusian": 0.04, "macedonian": 0.02,
    },
    ("\u0530", "\u0590"): {"armenian": 0.98},
    ("\u0590", "\u0600"): {"hebrew": 0.97},
    ("\u0600", "\u0700"): {"arabic": 0.67, "persian": 0.19, "urdu": 0.09},
    ("\u0900", "\u0980"): {"devanagari": 0.95},
    ("\u0980", "\u0a00"): {"bengali": 0.97},
    ("\u0a80", "\u0b00"): {"gujarati": 0.98},
    ("\u0b80", "\u0c00"): {"tamil": 0.98},
    ("\u0c00", "\u0c80"): {"telugu": 0.98},
    ("\u0c80", "\u0d00"): {"kannada": 0.98},
    ("\u0d00", "\u0d80"): {"malayalam": 0.98},
    ("\u0e00", "\u0e80"): {"thai": 0.98},
    ("\u10a0", "\u1100"): {"georgian": 0.98},
    ("\uac00", "\ud7b0"): {"korean": 0.98},
}  # fmt: skip
_TEMPER = 0.3  # letters of a text are no strangers to each other
_ANY, _OTHER = 0.012, 0.02  # what a letter has in a language that has no list, and how likely one is at least: ug, ps, tg
_MISSING = 1e-5  # what a letter has that a language hasn't
_MOST = 500.0  # nats: what a float can hold, and a little less


def spoken(letters: str) -> dict[str, float]:
    """How likely each language is whose letters are no Latin ones, by the `letters` outside ASCII that are known.

    >>> max(found := spoken("їдуть"), key=found.get), list(spoken("λόγος")), spoken("été")
    ('ukrainian', ['greek'], {})
    """
    counts = {first: sum([first <= char < last for char in letters]) for first, last in _SCRIPTS}
    script = max(_SCRIPTS, key=lambda script: counts[script[0]])
    if not counts[script[0]]:
        return {}
    known = [char for char in letters if script[0] <= char < script[1]]
    weights = {}
    for name, share in _SCRIPTS[script].items():
        spoken_there = lost.language(name)
        has = spoken_there.chars if spoken_there else {}
        weights[name] = math.log(share) + _TEMPER * sum([math.log(has.get(char, _MISSING)) for char in known])
    others = 1 - sum(_SCRIPTS[script].values())
    other = math.log(max(_OTHER, others)) + _TEMPER * len(known) * math.log(_ANY)
    top = max(weights.values())
    likely = {name: math.exp(weight - top) for name, weight in weights.items()}
    # Letters of a long text that went through a legacy mix-up say a thousand nats for any other language.
    among = 1 / (1 + sum(likely.values()) * math.exp(min(_MOST, top - other)))
    other = max(others, among)
    return {name: (1 - other) * weight / sum(likely.values()) for name, weight in likely.items()}
