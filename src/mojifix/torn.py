"""Runs that may have lost bytes: what they were by the codecs that explain the others of their document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from mojifix.candidate import Scored, is_plain, is_restored, new_among
from mojifix.document import Key
from mojifix.home import Home
from mojifix.hypotheses import BENT_READ, UTF8_READ
from mojifix.priors import prior
from mojifix.score import ODD, dropped_candidates, is_unfinished
from mojifix.sequences import SINGLE, codecs_of

# Codecs at most that are asked what they drop, and how many runs they explain beside the one that explains most.
_READERS, _MOSTLY = 6, 0.9


def with_dropped(scored: Mapping[Key, Scored], home: Home) -> dict[Key, Scored]:
    """The runs that may have lost bytes, with what they were if these are the controls of a codec of the others."""
    torn = {key: s for key, s in scored.items() if _is_torn(key, s)}
    found: dict[Key, Scored] = {}
    for codec in _readers(scored) if torn else ():
        for key, s in torn.items():
            known = found.get(key, s)
            told = home.told(key, known._replace(candidates=dropped_candidates(*key, codec))).candidates
            if new := new_among(known.candidates, told):
                found[key] = s._replace(
                    candidates=tuple(sorted((*known.candidates, *new), key=lambda c: (-c.evidence, c.text)))
                )
    return found


def _is_torn(key: Key, s: Scored) -> bool:
    """Whether bytes may be lost of a run: some candidates say so, or what is likeliest leaves it odd, or a lead in it."""
    if s.left > ODD or any(map(is_restored, s.candidates)):
        return True
    best = next((c for c in s.candidates if is_plain(c)), None)
    return best is not None and is_unfinished(key[1], best)


def _readers(scored: Mapping[Key, Scored]) -> list[str]:
    """The codecs by which most runs may have been UTF-8: each would have lost other bytes, if some were."""
    counts: Counter[str] = Counter()
    for s in scored.values():
        best = next((c for c in s.candidates if is_plain(c)), None)
        for layers in {span.layers for span in best.spans} if best else ():
            if len(layers) == 1 and layers[0].kind in (UTF8_READ, BENT_READ):
                counts.update(codecs_of(layers[0].codecs & SINGLE))
    most = max(counts.values(), default=0)
    likely = [codec for codec, n in counts.items() if n >= _MOSTLY * most]
    return sorted(likely, key=lambda codec: (-prior(((UTF8_READ, codec),)), codec))[:_READERS]
