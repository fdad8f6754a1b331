"""A bill as a source tells it: whose it is, and the dated steps of its history."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from comity.docket.step import HOUSED, MINOR, Step

LOWER, UPPER = "lower", "upper"
_UPPER = re.compile(r"\b(senate|upper house|upper)\b", re.IGNORECASE)
_LOWER = re.compile(r"\b(house|assembly|lower house|lower|delegates)\b", re.IGNORECASE)
_BOTH = re.compile(r"\b(both|joint|legislature)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Taken:
    """One entry of a history: the day, the step it means or None, the house, and the source's own words.

    `house` is lower, upper or "" where none or both acted; `named` is the house as the source calls it.
    """

    on: date
    step: Step | None
    house: str
    named: str
    words: str


@dataclass(frozen=True, slots=True)
class Told:
    """One bill of a source. `where` names the file and row; `place` is "" where the source does not tell it."""

    source: str
    where: str
    place: str
    number: str
    session: str
    title: str
    taken: tuple[Taken, ...]

    @property
    def newest(self) -> date | None:
        """Return the day of the newest entry, or None for a history without any."""
        return max((t.on for t in self.taken), default=None)

    @property
    def years(self) -> frozenset[int]:
        """Return the years in which the history has entries."""
        return frozenset(t.on.year for t in self.taken)


def house_of(text: str) -> str:
    """Return which house a text names: lower, upper, or "" for none, or for both.

    >>> house_of("passed the Senate"), house_of("Assembly"), house_of("the House and the Senate")
    ('upper', 'lower', '')
    """
    upper, lower = bool(_UPPER.search(text)), bool(_LOWER.search(text))
    if upper == lower or _BOTH.search(text):
        return ""
    return UPPER if upper else LOWER


def steps_of(taken: Iterable[Taken]) -> list[tuple[Step, Taken]]:
    """Return the steps of a history in time order, each on its first day, or its last if minor; passing once per house.

    >>> day = date(2026, 1, 5)
    >>> [t.on.day for _, t in steps_of([Taken(day, Step.SIGNED, "", "", "x"), Taken(day, None, "", "", "y")])]
    [5]
    """
    found: dict[tuple[Step, str], Taken] = {}
    for entry in sorted(taken, key=lambda t: t.on):
        if entry.step is None:
            continue
        house = entry.house if entry.step in HOUSED else ""
        key = (entry.step, house)
        if entry.step in MINOR or key not in found:
            found[key] = replace(entry, house=house)
    signed = {entry.on for (step, _), entry in found.items() if step is Step.SIGNED}
    found = {k: t for k, t in found.items() if k[0] is not Step.BECAME_LAW or t.on not in signed}
    order = list(Step)
    ranked = sorted(found.items(), key=lambda item: (item[1].on, order.index(item[0][0]), item[0][1]))
    return [(step, entry) for (step, _), entry in ranked]
