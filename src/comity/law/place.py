"""What a place adds: its canons and closing rules, what was read of its law, its agencies and who controls what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from comity.law.provision import Canon


@dataclass(frozen=True, slots=True)
class Closing:
    """What holds when no provision applies: law itself, with a citation."""

    actions: frozenset[str]
    agencies: frozenset[str]
    outcome: str
    says: str
    cite: str


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """What was read for some acts and agency kinds, when, up to which day the sources reach, and who reviewed it.

    Empty `agencies` or `actions` means all. `own_read` says whether the agencies' own rules were read too.
    """

    agencies: frozenset[str]
    actions: frozenset[str]
    own_read: bool
    read: str
    on: date
    reaches: date
    reviewed_by: str

    def covers(self, kinds: frozenset[str], action: str) -> bool:
        """Return whether the row speaks of an agency of one of these kinds and the action."""
        return (not self.agencies or bool(self.agencies & kinds)) and (not self.actions or action in self.actions)


@dataclass(frozen=True, slots=True)
class NamedAgency:
    """An agency with a name of its own, and the kinds it is of."""

    id: str
    name: str
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Official:
    """Who controls which kinds of instrument, and what they may and may not change."""

    who: str
    controls: tuple[str, ...]
    says: str


@dataclass(frozen=True, slots=True)
class Place:
    """One place that a file describes. `tile` is its column and row on a map of equal tiles, where it has one."""

    id: str
    name: str
    kind: str
    timezone: str
    canons: tuple[Canon, ...]
    closing: tuple[Closing, ...]
    survey: tuple[SurveyRow, ...]
    agencies: tuple[NamedAgency, ...]
    officials: tuple[Official, ...]
    circuits: dict[str, tuple[str, ...]]
    tile: tuple[int, int] | None = None

    def survey_row(self, kinds: frozenset[str], action: str, known_at: date | None = None) -> SurveyRow | None:
        """Return the first survey row that covers the agency and action and was made by `known_at`, or None."""
        made = (row for row in self.survey if known_at is None or row.on <= known_at)
        return next((row for row in made if row.covers(kinds, action)), None)
