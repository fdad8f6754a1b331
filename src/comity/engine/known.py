"""What is known of a fact: everything, something or nothing; never silently false.

A fact's knowledge is the set of values it can still have. Unknown is the whole set.
"""

from __future__ import annotations

from dataclasses import dataclass

from comity.condition.cells import Cells


@dataclass(frozen=True, slots=True)
class Values:
    """A yes/no or choice fact: the values it can still have."""

    can_be: frozenset[str]


@dataclass(frozen=True, slots=True)
class Range:
    """A number or date (as a day number): the closed ranges it can still lie in."""

    spans: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Members:
    """A set: members it surely has, and members it surely lacks."""

    has: frozenset[str]
    lacks: frozenset[str]


Known = Values | Range | Members


def mask(known: Known | None, cells: Cells) -> int:
    """Return the cells that agree with what is known, as a bit mask. None is nothing known.

    >>> from comity.condition.cells import cells_of
    >>> from comity.condition.tree import Test
    >>> from comity.vocabulary.fact import Fact, Kind
    >>> mask(Range(((3, 3),)), cells_of(Fact("n", Kind.NUMBER), [Test("n", "<=", (5,))]))
    1
    """
    match known:
        case None:
            return cells.whole
        case Values(can_be):
            return cells.mask_of_values(can_be)
        case Range(spans):
            found = 0
            for low, high in spans:
                found |= cells.mask_of_range(low, high)
            return found
        case Members(has, lacks):
            member = cells.fact.rsplit(":", 1)[-1]
            return cells.mask_of_values({"yes"} if member in has else {"no"} if member in lacks else {"no", "yes"})
