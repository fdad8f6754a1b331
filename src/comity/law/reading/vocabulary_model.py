"""The files of law/vocabulary: the closed lists that every id in law data is checked against.

No fact for anyone's immigration status can be listed: the reader refuses the name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Annotated, Literal, TypeAlias

from pydantic import Field, field_validator, model_validator

from comity.law.reading.parts import Part
from comity.law.reading.scalars import (
    AgencyKind,
    Day,
    Id,
    Name,
    PlacePath,
    Text,
    Whole,
    YearlyDayOrDay,
    shown,
    wrong,
)
from comity.law.reading.tree import Tree
from comity.vocabulary.fact import NO, YES, Kind, Tier

_STATUS = re.compile(
    r"status|(legal|lawful|unlawful|immigration|migration|citizenship|visa|residency)_(status|presence)|(is_)?(non_?|un)?(citizen|documented|removable)"
    r"|citizenship|nationality|alien|alienage|immigrant|country_of_(birth|origin)|birth_?place|undocumented"
)
_Cost: TypeAlias = Annotated[Whole, Field(ge=1, le=5)]


class AgencyModel(Part):
    """A kind of agency, and whose own rules bind it."""

    says: Text
    level: Literal["local", "state", "federal"]


class ActionModel(Part):
    """What an agency, or a federal officer, would do."""

    verb: Text
    actor: Literal["agency", "federal"] = "agency"


class FactModel(Part):
    """One fact: its type and values, how it is asked, presumed and kept."""

    type: Kind
    values: tuple[Name, ...] = ()
    question: Text
    presumption: Text | None = None
    cost: _Cost = 2
    privacy: Literal["plain", "personal", "sensitive", "protected"] = "plain"
    judgement: Text | None = None
    tier: Tier = Tier.STORED

    @model_validator(mode="after")
    def _values_fit(self) -> FactModel:
        listed = self.type in {Kind.CHOICE, Kind.SET}
        if listed != bool(self.values):
            raise wrong(f"a fact of type `{self.type}` {'needs' if listed else 'takes no'} `values`")
        options = (YES, NO) if self.type is Kind.YESNO else self.values
        if self.presumption is not None and options and self.presumption not in options:
            raise wrong(
                f"presumption {shown(self.presumption)} is not among the values", f"known: {', '.join(options)}"
            )
        if len(set(self.values)) != len(self.values):
            raise wrong("a value is listed twice under `values`")
        return self


class ConstraintModel(Part):
    """A condition that always holds."""

    id: Id
    that: Text
    says: Text


class DutyModel(Part):
    """A duty; `says` completes "the agency has to ...". `done` is the moment at which it was done."""

    says: Text
    done: Name | None = None


class FieldModel(Part):
    """A field of a small record. `fact` names the fact that stands for it when one record is given flat."""

    type: Literal["text", "choice", "yesno", "number", "date"]
    values: tuple[Name, ...] = ()
    fact: Name | None = None

    @model_validator(mode="after")
    def _values_fit(self) -> FieldModel:
        if self.type == "choice" and not self.values and self.fact is None:
            raise wrong("a field of type `choice` needs `values` or `fact`")
        if self.type != "choice" and self.values:
            raise wrong(f"a field of type `{self.type}` takes no `values`")
        return self


class Library(Part):
    """Which holidays of the holidays library a calendar starts from."""

    country: Text
    subdivision: Text | None = None
    category: Literal["public", "government"] = "public"


class CalendarDay(Part):
    """A day added to a calendar: every year on a month and day, or once on a date."""

    on: YearlyDayOrDay
    name: Text
    sunday: Literal["stays", "next"] = "stays"
    saturday: Literal["stays", "previous"] = "stays"
    from_: Day | None = Field(default=None, alias="from")


class CalendarModel(Part):
    """The days besides Saturdays and Sundays on which no business is done.

    `rolls` says what becomes of a time that ends on one.
    """

    library: Library | None = None
    extends: PlacePath | None = None
    cite: Text
    rolls: Literal["none", "next"] = "none"
    add: tuple[CalendarDay, ...] = ()
    remove: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _starts_somewhere(self) -> CalendarModel:
        if (self.library is None) == (self.extends is None):
            raise wrong("a calendar has either `library` or `extends`")
        return self


class AgenciesFile(Part):
    """agencies.yaml."""

    agencies: dict[Name, AgencyModel]
    groups: dict[Name, tuple[AgencyKind, ...]] = Field(default_factory=dict)


class ActionsFile(Part):
    """actions.yaml."""

    actions: dict[Name, ActionModel]


class FactsFile(Part):
    """facts.yaml, and any file whose name starts so."""

    facts: dict[Name, FactModel]

    @field_validator("facts", mode="after")
    @classmethod
    def _no_status(cls, facts: dict[str, FactModel]) -> dict[str, FactModel]:
        refused = [name for name in facts if _STATUS.fullmatch(name)]
        if refused:
            raise wrong(f"fact `{refused[0]}` would record immigration status", "no fact for it may exist")
        return facts


class ConstraintsFile(Part):
    """constraints.yaml."""

    constraints: tuple[ConstraintModel, ...]


class DutiesFile(Part):
    """duties.yaml."""

    duties: dict[Name, DutyModel]
    recipients: tuple[Name, ...]


class AuthoritiesFile(Part):
    """authorities.yaml."""

    authorities: tuple[Name, ...]


class ListsFile(Part):
    """lists.yaml."""

    lists: dict[Name, dict[Name, FieldModel]]


class MomentsFile(Part):
    """moments.yaml."""

    moments: dict[Name, Text]


class CalendarsFile(Part):
    """calendars.yaml."""

    calendars: dict[PlacePath, CalendarModel]


class FormModel(Part):
    """A form of citation: its patterns, the names that fit `{name}` as they are also spelled, and a public address."""

    written: tuple[Text, ...] = Field(min_length=1)
    names: dict[Text, tuple[Text, ...]] = Field(default_factory=dict)
    link: Text | None = None


class CitationsFile(Part):
    """citations.yaml."""

    numbers: dict[Name, Text] = Field(default_factory=dict)
    notes: tuple[Text, ...] = ()
    forms: dict[Id, FormModel]


@dataclass(frozen=True, slots=True)
class VocabularyModel:
    """All the lists of law/vocabulary. `trees` holds the files by name, for the lines of their parts."""

    agencies: dict[str, AgencyModel] = field(default_factory=dict)
    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)
    actions: dict[str, ActionModel] = field(default_factory=dict)
    facts: dict[str, FactModel] = field(default_factory=dict)
    constraints: tuple[ConstraintModel, ...] = ()
    duties: dict[str, DutyModel] = field(default_factory=dict)
    recipients: tuple[str, ...] = ()
    authorities: tuple[str, ...] = ()
    lists: dict[str, dict[str, FieldModel]] = field(default_factory=dict)
    moments: dict[str, str] = field(default_factory=dict)
    calendars: dict[str, CalendarModel] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    forms: dict[str, FormModel] = field(default_factory=dict)
    trees: dict[str, Tree] = field(default_factory=dict)
