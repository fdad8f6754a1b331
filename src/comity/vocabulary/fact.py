"""What a fact is: its type, its values, and how it is asked, presumed and kept.

Facts come from law/vocabulary. There is none for anyone's immigration status, and the reader refuses one.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

YES, NO = "yes", "no"


class Kind(StrEnum):
    """The type of a fact."""

    YESNO = "yesno"
    CHOICE = "choice"
    SET = "set"
    NUMBER = "number"
    DATE = "date"
    MOMENT = "moment"


class Tier(StrEnum):
    """Whether a fact may be kept. Transient facts may decide, and are never stored."""

    STORED = "stored"
    TRANSIENT = "transient"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of the vocabulary, or one derived from others.

    `values` are the members of a choice or set, in their order. `presumption` is used in the presumed answer only.
    `judgement` names who must judge it. `asked` is false for what nobody is ever asked (open points).
    """

    name: str
    kind: Kind
    values: tuple[str, ...] = ()
    question: str = ""
    presumption: str | None = None
    cost: int = 2
    privacy: str = "plain"
    judgement: str | None = None
    tier: Tier = Tier.STORED
    asked: bool = True

    def options(self) -> tuple[str, ...]:
        """Return the values that a yes/no or choice fact can take.

        >>> Fact("minor", Kind.YESNO).options()
        ('no', 'yes')
        """
        return (NO, YES) if self.kind is Kind.YESNO else self.values
