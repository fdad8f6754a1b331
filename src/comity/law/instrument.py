"""A statute, regulation, decision, order, policy, agreement or ordinance, with everything in its file."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from comity.law.history import Event
from comity.law.provision import Provision
from comity.law.selector import EVERYONE, Selector, Who
from comity.vocabulary.modality import Outcome


@dataclass(frozen=True, slots=True)
class Settled:
    """A court has chosen a reading for some agencies from a day on."""

    reading: str
    where: Selector
    since: date
    by: str


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """Law that is disputed, undecided or unverified. Nobody at a desk is ever asked it.

    `readings` maps a reading to (what it says, its authorities).
    """

    id: str
    kind: str
    question: str
    readings: dict[str, tuple[str, tuple[str, ...]]]
    settled: tuple[Settled, ...] = ()

    def settled_for(self, who: Who, day: date) -> Settled | None:
        """Return what settles the point for this agency and day, or None."""
        for settled in self.settled:
            if settled.since <= day and settled.where.matches(who):
                return settled
        return None


@dataclass(frozen=True, slots=True)
class Derived:
    """A fact computed before any rule is tested, from a list or from two moments.

    `form` is any, count, since or between; `over` the list; `filter` a small evaluated expression tree kept as text;
    `tables` the rows it may look in, each with whether the table is closed.
    """

    id: str
    form: str
    question: str
    over: str = ""
    filter_text: str = ""
    nth: int = 1
    date_field: str = "date"
    ends: tuple[str, str] = ("", "")
    unit: str = ""
    calendar: str = ""
    tables: dict[str, tuple[frozenset[str], bool]] = field(default_factory=dict)
    presumption: str | None = None


@dataclass(frozen=True, slots=True)
class Remedy:
    """What follows a breach, and who may seek it."""

    targets: tuple[str, ...]
    who: tuple[str, ...]
    forum: str
    form: str
    says: str
    cite: str
    evidence: str
    amount: dict[str, str] = field(default_factory=dict)
    history: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a hypothetical asserts of one action."""

    action: str
    outcomes: frozenset[Outcome] | None
    presumed: frozenset[Outcome] | None
    because: tuple[str, ...]
    not_because: tuple[str, ...]
    duties: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Hypothetical:
    """A made-up encounter with what the law makes of it; with `each_of`, of the same at an agency of each kind."""

    says: str
    encounter: dict[str, Any]
    expect: tuple[Expectation, ...]
    on: date
    path: str
    line: int
    each_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Instrument:
    """One instrument and all that its file says; `formerly` are the instruments that its provisions once stood in."""

    id: str
    place: str
    title: str
    cite: str
    authority: str
    advisory: bool
    purpose: str
    history: tuple[Event, ...]
    provisions: tuple[Provision, ...]
    open_points: tuple[OpenPoint, ...]
    derived: tuple[Derived, ...]
    remedies: tuple[Remedy, ...]
    hypotheticals: tuple[Hypothetical, ...]
    sources: dict[str, dict[str, str]]
    reach: Selector = EVERYONE
    path: str = ""
    quiet: bool = False
    formerly: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Overlay:
    """A bill or suit of the docket. A bill carries its provisions as law not in force."""

    id: str
    kind: str
    title: str
    cite: str
    stages: tuple[tuple[date, str], ...]
    sure: str
    touches: tuple[str, ...]
    law: Instrument
