"""What is known of a fact: everything, something or nothing; never silently false.

A fact's knowledge is the set of values it can still have. Unknown is the whole set.
"""

from __future__ import annotations

from collections.abc import Callable
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


@dataclass(frozen=True, eq=False, slots=True)
class Column:
    """One variable of a diagram, ready to be looked up in what is known.

    `of` is the set that the fact is a member of, or empty; `only` gives the mask of each single value.
    """

    fact: str
    of: str
    cells: Cells
    whole: int
    only: dict[str, int]

    def mask(self, look: Callable[[str], Known | None]) -> int:
        """Return the cells that agree with what `look` knows of the fact: what the function `mask` says of it."""
        known = look(self.fact)
        if known is None and self.of:
            known = look(self.of)
        if known is None:
            return self.whole
        if isinstance(known, Values) and len(known.can_be) == 1:
            (value,) = known.can_be
            return self.only.get(value, 0)
        return mask(known, self.cells)


def column_of(cells: Cells) -> Column:
    """Return a variable, ready to be looked up."""
    base = cells.fact.rsplit(":", 1)[0]
    only = {value: cells.mask_of_values({value}) for member in cells.members for value in member}
    return Column(cells.fact, base if base != cells.fact else "", cells, cells.whole, only)
