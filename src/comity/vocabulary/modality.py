"""What a provision does, what an action comes out as, and on what ground.

The seven modalities and six outcomes are all the engine reasons with.
A reader would get wrong that `lacks_power` is not a ban: nobody forbids the act, but no law gives the power for it.
"""

from __future__ import annotations

from enum import StrEnum


class Modality(StrEnum):
    """What a provision says of an act."""

    MUST = "must"
    MUST_NOT = "must_not"
    MAY = "may"
    LACKS_POWER = "lacks_power"
    EXEMPTS = "exempts"
    ASKS = "asks"
    BARS_LIMITS = "bars_limits"


class Outcome(StrEnum):
    """What the law makes of an act in one situation."""

    REQUIRED = "required"
    PERMITTED = "permitted"
    PROHIBITED = "prohibited"
    NOT_ADDRESSED = "not_addressed"
    CONTESTED = "contested"
    UNSURVEYED = "unsurveyed"


class Basis(StrEnum):
    """The ground of an outcome."""

    FORBIDDEN = "forbidden"
    NO_POWER = "no_power"
    CONFLICT = "conflict"
    DISPUTE = "dispute"
    ADVISED = "advised"
    CLOSING = "closing"


class Role(StrEnum):
    """The part a provision plays in an answer."""

    CONTROLS = "controls"
    MAY_CONTROL = "may_control"
    BESIDE = "beside"
    YIELDS = "yields"
    ASKS = "asks"
    BARS_LIMITS = "bars_limits"
    EXEMPTS = "exempts"


LIMITS = frozenset({Modality.MUST_NOT, Modality.LACKS_POWER})
GRANTS = frozenset({Modality.MUST, Modality.MAY})


def opposed(a: Modality, b: Modality) -> bool:
    """Return whether two modalities on one act pull in opposite directions.

    >>> opposed(Modality.MUST, Modality.LACKS_POWER), opposed(Modality.MUST, Modality.MAY)
    (True, False)
    """
    return (a in LIMITS and b in GRANTS) or (a in GRANTS and b in LIMITS)
