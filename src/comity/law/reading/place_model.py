"""A place file: its kind, canons and closing rules, its named agencies, and what was read of its law."""

from __future__ import annotations

from typing import Literal
from zoneinfo import available_timezones

from pydantic import Field, field_validator

from comity.law.reading.parts import AllOrActions, AllOrKinds, Part, Pattern
from comity.law.reading.scalars import (
    ActionName,
    AgencyKind,
    AgencyOrGroup,
    Authority,
    Day,
    Id,
    Name,
    PlacePath,
    Text,
    Whole,
    wrong,
)
from comity.vocabulary.errors import nearest


class Canon(Part):
    """A rule of precedence of the place, with its citation."""

    id: Id
    says: Text
    cite: Text
    attacker: Pattern
    target: Pattern


class Closing(Part):
    """What holds in the place when no provision speaks."""

    actions: tuple[ActionName, ...] = Field(min_length=1)
    agencies: tuple[AgencyOrGroup, ...] = Field(min_length=1)
    outcome: Literal["prohibited", "permitted"]
    says: Text
    cite: Text


class SurveyRow(Part):
    """What was read for some kinds of agency and some actions; the first row that matches counts."""

    agencies: AllOrKinds
    actions: AllOrActions
    own: Literal["read", "unread"]
    read: Text
    on: Day
    reaches: Day
    reviewed_by: Text


class NamedAgency(Part):
    """An agency with a name, for policies and agreements that bind one agency."""

    id: PlacePath
    name: Text
    kinds: tuple[AgencyKind, ...] = Field(min_length=1)


class Official(Part):
    """Who can change which kinds of instrument."""

    who: Text
    controls: tuple[Authority, ...]
    says: Text


class PlaceModel(Part):
    """The file of one place."""

    place: PlacePath
    name: Text
    kind: Literal["nation", "state", "county", "city", "town"]
    timezone: Text | None = None
    tile: tuple[Whole, Whole] | None = None
    circuits: dict[Name, tuple[PlacePath, ...]] = Field(default_factory=dict)
    canons: tuple[Canon, ...] = ()
    closing: tuple[Closing, ...] = ()
    survey: tuple[SurveyRow, ...] = ()
    agencies: tuple[NamedAgency, ...] = ()
    officials: tuple[Official, ...] = ()

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, zone: str | None) -> str | None:
        if zone is not None and zone not in available_timezones():
            raise wrong(f"unknown time zone `{zone[:60]}`", nearest(zone, available_timezones()))
        return zone
