"""Runs that lost bytes, judged anew by what the others of their document came out as: these tell its language."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from mojifix import charmaps
from mojifix.candidate import is_restored
from mojifix.document import Key
from mojifix.election import Election
from mojifix.legacy import is_latin_letter
from mojifix.model import EDGE
from mojifix.sequences import CODEC_BIT, roles
from mojifix.standing import is_no_writing
from mojifix.verdict import Policy, Verdict, judge_by


def judged_anew(known: Mapping[Key, Verdict | None], election: Election, policy: Policy) -> dict[Key, Verdict | None]:
    """The verdicts on the runs that lost bytes, in the light of the letters that the others were.

    Of garbled text only its ASCII tells the language: `tělo`, whose ě lost a byte, may have been `tčlo`, but not beside
    ů and ř.
    """
    lost = [key for key, v in known.items() if v and (v.open or (v.winner and is_restored(v.winner)))]
    heard = [v.winner.text for key, v in known.items() if v and v.winner and not is_restored(v.winner)]
    if not lost or not heard:
        return {}
    anew = election._replace(home=election.home.hearing_too(heard), scored={})
    return {key: judge_by(anew, key, policy) for key in lost}


def left_over(known: Mapping[Key, Verdict | None], election: Election, policy: Policy) -> dict[Key, Verdict]:
    """The verdicts on runs that stay although a lead is all that is left in them: bytes are lost, which can't be told.

    `otevÅe` among Czech words that came right is no word, nor is Ă by itself among Italian ones.  At the end of a line the
    text may have been cut.
    """
    if not policy.guesses:
        return {}
    decided = [(v.winner.text, v.chains) for v in known.values() if v and v.winner]
    by = {chain[0][1] for _, chains in decided for chain in chains if len(chain) == 1 and chain[0][1] in CODEC_BIT}
    codecs = sum([CODEC_BIT[codec] for codec in by])
    made = {_script(ord(char)) for text, _ in decided for char in text if not char.isascii()}
    found = {}
    for key, v in known.items() if codecs else ():
        if key[2].startswith(EDGE) or (v and (v.winner or v.open)) or _is_word(key[1], made):
            continue
        is_lead = any([_leads(char, codec) in made for char in key[1] for codec in by])
        if is_lead and (is_no_writing(*key) or election.home.is_strange(key[1])):
            found[key] = Verdict(None, 0.0, (), codecs)
    return found


def _leads(char: str, codec: str) -> int | None:
    """The script of the letters of two bytes that `char` leads in `codec`, if it does: `“` of the Mac is no Latin one."""
    if not roles().get(char, (0,))[0] & CODEC_BIT[codec]:
        return None
    return _script((charmaps.encode(char, codec)[0] & 0x1F) << 6)


def _is_word(run: str, made: Collection[int]) -> bool:
    """Whether `run` is a word of a script that others were `made` of, and no Latin one: Persian ones lead nothing."""
    scripts = {_script(ord(char)) for char in run if char.isalpha()}
    return len(run) > 1 and scripts != {0} and scripts.issubset(made)


def _script(point: int) -> int:
    """The script of a code point, as far as blocks tell."""
    return 0 if is_latin_letter(chr(point)) else point >> 8
