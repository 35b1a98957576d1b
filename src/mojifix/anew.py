"""Runs that lost bytes, judged anew by what the others of their document came out as: these tell its language."""

from __future__ import annotations

from collections.abc import Mapping

from mojifix.candidate import is_restored
from mojifix.document import Key
from mojifix.election import Election
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
    by = {chain[0][1] for v in known.values() if v and v.winner for chain in v.chains if len(chain) == 1}
    codecs = sum([CODEC_BIT[codec] for codec in by if codec in CODEC_BIT])
    found = {}
    for key, v in known.items() if codecs else ():
        if key[2].startswith(EDGE):
            continue
        leads = [roles()[char][0] & codecs for char in key[1] if char in roles()]
        if any(leads) and not (v and (v.winner or v.open)) and (is_no_writing(*key) or election.home.is_strange(key[1])):
            found[key] = Verdict(None, 0.0, (), codecs)
    return found
