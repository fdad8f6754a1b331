"""What a row's record is against what the law made of it: one table, nothing else.

"Declined" and "honoured" are others' words. Nothing recorded is a finding of its own, never taken for one or the other.
"""

from __future__ import annotations

from enum import StrEnum

from comity.vocabulary.modality import Outcome


class Finding(StrEnum):
    """What an audit finds of one act in one row."""

    DID_PROHIBITED = "did_prohibited"
    LEFT_UNDONE = "left_undone"
    DUTY_LATE = "duty_late"
    DUTY_MISSING = "duty_missing"
    OPEN = "open"
    CONTESTED = "contested"
    UNSURVEYED = "unsurveyed"
    CONSISTENT = "consistent"
    NOT_RECORDED = "not_recorded"


AGAINST = (Finding.DID_PROHIBITED, Finding.LEFT_UNDONE, Finding.DUTY_LATE, Finding.DUTY_MISSING)
UNJUDGED = (Finding.OPEN, Finding.CONTESTED, Finding.UNSURVEYED, Finding.NOT_RECORDED)
_SETTLED_ELSEWHERE = {Outcome.CONTESTED: Finding.CONTESTED, Outcome.UNSURVEYED: Finding.UNSURVEYED}


def judge(outcomes: frozenset[Outcome], did: bool | None) -> Finding:  # noqa: FBT001 - done, not done, not recorded
    """Return the finding for an act that was done, not done, or not recorded, where `outcomes` are still possible.

    >>> judge(frozenset({Outcome.PROHIBITED}), True), judge(frozenset({Outcome.PROHIBITED, Outcome.PERMITTED}), True)
    (<Finding.DID_PROHIBITED: 'did_prohibited'>, <Finding.OPEN: 'open'>)
    """
    if did is None:
        return Finding.NOT_RECORDED
    breach = Outcome.PROHIBITED if did else Outcome.REQUIRED
    doubtful = outcomes & set(_SETTLED_ELSEWHERE)
    if outcomes == {breach}:
        return Finding.DID_PROHIBITED if did else Finding.LEFT_UNDONE
    if breach not in outcomes and not doubtful:
        return Finding.CONSISTENT
    if len(outcomes) == 1 or (breach not in outcomes and len(doubtful) == 1):
        return _SETTLED_ELSEWHERE[next(iter(doubtful))]
    return Finding.OPEN
