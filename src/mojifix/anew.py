"""Runs that lost bytes, judged anew by what the others of their document came out as: these tell its language."""

from __future__ import annotations

from collections.abc import Mapping

from mojifix.candidate import is_restored
from mojifix.document import Key
from mojifix.election import Election
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
