"""One rule of an instrument, with its pinpoint citation, and what it does to other rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from comity.condition.tree import Tree
from comity.law.history import Event
from comity.law.selector import Selector
from comity.vocabulary.modality import Modality
from comity.vocabulary.place import relation


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern of provisions. `place` (above, same, below) is seen from the provision that attacks."""

    ids: frozenset[str] = frozenset()
    modality: frozenset[Modality] = frozenset()
    action: frozenset[str] = frozenset()
    authority: frozenset[str] = frozenset()
    instrument: frozenset[str] = frozenset()
    place: str | None = None

    def matches(self, other: Provision, seen_from: str) -> bool:
        """Return whether `other` fits, seen from a provision of the place `seen_from`."""
        if self.ids and other.id not in self.ids:
            return False
        if self.modality and other.modality not in self.modality:
            return False
        if self.action and not self.action & set(other.actions):
            return False
        if self.authority and other.authority not in self.authority:
            return False
        if self.instrument and other.instrument not in self.instrument:
            return False
        return self.place is None or relation(seen_from, other.place) == self.place


@dataclass(frozen=True, slots=True)
class Canon:
    """A rule on which rule yields: a place's own law, with its citation."""

    id: str
    says: str
    cite: str
    attacker: Pattern
    target: Pattern


@dataclass(frozen=True, slots=True)
class Clock:
    """When a duty is due.

    Either `start` (a moment or `did_x`) plus `plus` `unit`, or before `start`, or each period by month and day,
    or on a date, or the earliest of several clocks.
    """

    start: str = ""
    plus: int = 0
    unit: str = "days"
    before: bool = False
    calendar: str = ""
    rolls: str = "none"
    each: str = ""
    by: tuple[int, int] | None = None
    nil: str = ""
    on: date | None = None
    earliest_of: tuple[Clock, ...] = ()


@dataclass(frozen=True, slots=True)
class Duty:
    """What is owed, to whom, by when, how long its record is kept, and what else satisfies it."""

    what: str
    to: tuple[str, ...] = ()
    clock: Clock | None = None
    keep_for: str = ""
    satisfied_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Provision:
    """One rule. `attacks` are what it defeats, `yields_to` what defeats it, `gate` the reading its edges need.

    `when` already includes `unless`; `gate` is (open point, reading) or None.
    """

    id: str
    instrument: str
    place: str
    actions: tuple[str, ...]
    modality: Modality
    authority: str
    binds: Selector
    when: Tree
    says: str
    cite: str
    evidence: str
    advisory: bool = False
    history: tuple[Event, ...] = ()
    attacks: tuple[Pattern, ...] = ()
    yields_to: tuple[Pattern, ...] = ()
    beside: tuple[Pattern, ...] = ()
    bars: Pattern | None = None
    gate: tuple[str, str] | None = None
    duty: Duty | None = None
    quote: str = ""
    notes: tuple[str, ...] = ()
    source_url: str = ""
    path: str = ""
    line: int = 0

    @property
    def act_duty(self) -> str | None:
        """Return the duty this provision speaks on, or None when it speaks on the action itself."""
        return self.duty.what if self.duty else None
