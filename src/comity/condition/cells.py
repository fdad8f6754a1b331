"""How the law divides the values of a fact.

Conditions test a fact against fixed values, so its values fall into a few *cells* that no test tells apart.
Numbers and dates are cut where a test has its bound; "never" is later than every bound.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from comity.condition.tree import Test
from comity.vocabulary.fact import Fact, Kind

NEVER_PASSED = float("inf")
# A bound's cut lies this far beside it, so that part years and part hours fall on the right side.
HAIR = 1e-6


@dataclass(frozen=True)
class Cells:
    """The cells of one fact in one body of conditions.

    For a choice, `members[i]` are the values of cell i. For numbers and dates (as day numbers), cell i lies between
    `cuts[i-1]` and `cuts[i]`. `truth` gives, for each test, its truth in every cell.
    """

    fact: str
    kind: Kind
    members: tuple[tuple[str, ...], ...]
    cuts: tuple[float, ...]
    truth: dict[Test, tuple[bool, ...]]

    @property
    def count(self) -> int:
        """Return the number of cells."""
        return len(self.members) if self.members else len(self.cuts) + 1

    @property
    def whole(self) -> int:
        """Return the mask of all cells: nothing known."""
        return (1 << self.count) - 1

    def mask_of_values(self, values: Iterable[str]) -> int:
        """Return the mask of the cells that hold any of `values` of a yes/no or choice fact."""
        wanted = set(values)
        return sum(1 << i for i, cell in enumerate(self.members) if wanted.intersection(cell))

    def mask_of_range(self, low: float, high: float) -> int:
        """Return the mask of the cells that a number between `low` and `high`, both included, can lie in."""
        first, last = bisect_right(self.cuts, low), bisect_right(self.cuts, high)
        return sum(1 << i for i in range(first, last + 1))

    def label(self, cell: int) -> str:
        """Return the cell in words, for questions and explanations."""
        if self.members:
            return " or ".join(self.members[cell])
        below = _beside(self.cuts[cell - 1], self.kind) if cell else None
        above = _beside(self.cuts[cell], self.kind) if cell < len(self.cuts) else None
        parts = ([below[1]] if below else []) + ([above[0]] if above else [])
        return " and ".join(parts) or "any"


def _beside(cut: float, kind: Kind) -> tuple[str, str]:
    """Return what lies below and above a cut, in words: a cut just past 5 parts "at most 5" from "more than 5"."""
    bound = round(cut)
    shown = _day_text(bound) if kind is Kind.DATE else str(bound)
    if kind is Kind.DATE:
        return (
            (f"on or before {shown}", f"after {shown}") if cut > bound else (f"before {shown}", f"on or after {shown}")
        )
    return (f"at most {shown}", f"more than {shown}") if cut > bound else (f"less than {shown}", f"at least {shown}")


def _day_text(number: int) -> str:
    return date.fromordinal(max(1, number)).isoformat()


def cells_of(fact: Fact, tests: Iterable[Test]) -> Cells:
    """Divide the values of `fact` into the cells that `tests` tell apart.

    >>> cells_of(Fact("n", Kind.NUMBER), [Test("n", "<=", (5,))]).label(0)
    'at most 5'
    """
    tried = list(dict.fromkeys(tests))
    if fact.kind in (Kind.NUMBER, Kind.DATE):
        cuts = tuple(sorted({bound for test in tried for bound in _bounds(test)}))
        points = [_inside(cuts, i) for i in range(len(cuts) + 1)]
        return Cells(fact.name, fact.kind, (), cuts, {t: tuple(_compare(p, t) for p in points) for t in tried})
    groups: dict[tuple[bool, ...], list[str]] = {}
    for value in fact.options():
        groups.setdefault(tuple(value in t.values for t in tried), []).append(value)
    signatures = tuple(groups)
    members = tuple(tuple(groups[s]) for s in signatures)
    return Cells(fact.name, fact.kind, members, (), {t: tuple(s[i] for s in signatures) for i, t in enumerate(tried)})


def _bounds(test: Test) -> tuple[float, ...]:
    value = float(test.values[0])
    match test.op:
        case "<" | ">=":
            return (value - HAIR,)
        case "<=" | ">":
            return (value + HAIR,)
        case _:
            return (value - HAIR, value + HAIR)


def _inside(cuts: tuple[float, ...], cell: int) -> float:
    if not cuts:
        return 0.0
    if cell == 0:
        return cuts[0] - 0.5
    return (cuts[cell - 1] + cuts[cell]) / 2 if cell < len(cuts) else cuts[-1] + 0.5


def _compare(point: float, test: Test) -> bool:
    value = float(test.values[0])
    match test.op:
        case "<":
            return point < value
        case "<=":
            return point <= value
        case ">":
            return point > value
        case ">=":
            return point >= value
        case _:
            return abs(point - value) < HAIR
