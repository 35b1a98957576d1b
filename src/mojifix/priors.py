"""How likely a mix-up is before anything is seen, in nats: by how often the field shows it."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise, product

from mojifix.hypotheses import C1_READ, LEGACY, MISREPAIR, Layer
from mojifix.legacy import LATIN
from mojifix.sequences import codecs_of

ChainName = tuple[tuple[str, str], ...]  # of each layer its kind and its codec, the outermost first

# How likely a mix-up is before anything is seen, in nats, by how often the field shows the codec.
_PRIOR = {
    codec: prior
    for prior, codecs in (
        (-1.5, "cp1252 latin-1"),
        (-3.0, "cp437 cp850 cp866 cp1250 cp1251 cp852 cp1254 mac-roman"),
        (-3.0, "gbk"),
        (-4.0, "gb18030 big5 cp932 euc-jp cp949"),
        (-5.0, "johab"),
        (-4.0, "cp857 cp737 cp858 cp862 cp720 cp775 cp869 cp1125 cp874 tis-620 ptcp154 koi8-r koi8-u"),
        (-4.0, "cp1253 cp1255 cp1256 cp1257 cp1258 mac-cyrillic cp10007 mac-latin2"),
        (-4.0, "iso8859-2 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-9 iso8859-13 iso8859-15 iso8859-16"),
    )
    for codec in codecs.split()
}
_RARE = -6.0
_GARBLED = -5.2  # that a run is garbled at all
_SAME_AGAIN = -1.5  # one more layer of the same mix-up
_OTHER_AGAIN = -3.0  # of another one, beside that one's own prior
_MISREPAIRED = -1.5  # a mis-repair beside the mix-up that it was
_LEGACY = -3.5  # legacy text read as another legacy encoding, beside that one's own prior
_LATIN = -10.0  # ... where only Latin letters changed, in a run by itself
# ... where what it was read as is shown by next to no system: languages that the model doesn't know have letters which only
# that has, so that `Камбоҹа` was `Камбоџа`.
_HARDLY_SHOWN, _RARELY_READ = -5.0, ("ptcp154",)
_CONTROLS = 1.5  # C1 controls are damage of some kind
_CODECS_A_LAYER = (40, 12, 8, 6)  # codecs of one layer that are told apart, by the number of layers


def prior(chain: ChainName) -> float:
    """How likely a concrete chain is before anything is seen, in nats."""
    found = _GARBLED + _PRIOR.get(chain[0][1], _RARE) + _kind_prior(*chain[0])
    for above, below in pairwise(chain):
        found += _SAME_AGAIN if above == below else _OTHER_AGAIN + _PRIOR.get(below[1], _RARE)
    return found


def read_as(codec: str) -> float:
    """How likely it is that text is read as `codec`, in nats."""
    return _PRIOR.get(codec, _RARE)


@lru_cache(16384)
def chains(layers: tuple[Layer, ...]) -> tuple[tuple[ChainName, float], ...]:
    """The concrete chains of a hypothesis, with their static log priors, the likeliest first."""
    options = []
    for layer in layers:
        codecs = sorted(codecs_of(layer.codecs), key=lambda c: (-_PRIOR.get(c, _RARE), c))
        options.append([(layer.kind, codec) for codec in codecs[: _CODECS_A_LAYER[len(layers) - 1]]])
    among = layers[0].codecs
    for layer in layers:
        among &= layer.codecs
    # The same codec again and again is the likeliest chain, however rare the codec.
    same = [tuple((layer.kind, codec) for layer in layers) for codec in codecs_of(among)]
    found = [(chain, prior(chain)) for chain in dict.fromkeys((*product(*options), *same))]
    found.sort(key=lambda item: (-item[1], item[0]))
    return tuple(found[:60])


def _kind_prior(kind: str, codec: str) -> float:
    if kind.startswith(MISREPAIR):
        return _MISREPAIRED
    if kind.startswith(LEGACY):
        written = kind.removeprefix(LEGACY)
        return _LEGACY + _LATIN * (written in LATIN) + _HARDLY_SHOWN * (codec in _RARELY_READ)
    return _CONTROLS + _c1_prior(codec) if kind == C1_READ else 0.0


def _c1_prior(codec: str) -> float:
    """Windows wrote most of what was read as Latin-1, old Macs some, DOS little."""
    return 0.0 if codec.startswith("cp12") else -3.0 if codec == "mac-roman" else -5.0
