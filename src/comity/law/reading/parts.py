"""The parts that several kinds of law file share: selectors, patterns, clocks, duties, events, sources, open points.

A list and a mapping may both stand where the format says so; each keeps its own shape here, since
`[jail, custody]` means any of them while the fields of a mapping all have to match.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag, WithJsonSchema, model_validator

from comity.law.reading.scalars import (
    ActionName,
    AgencyKind,
    AgencyOrGroup,
    Authority,
    Day,
    DutyName,
    GroupName,
    InstrumentId,
    Length,
    Name,
    PlacePath,
    ProvisionId,
    Recipient,
    TargetId,
    Text,
    Url,
    YearlyDay,
    YesNo,
    wrong,
)
from comity.vocabulary.modality import Modality

IN_TEXT, IN_LIST, IN_MAPPING = "(text)", "(list)", "(mapping)"


class Part(BaseModel):
    """A mapping of a law file. Keys that it does not know are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def shape_of(value: object) -> str:
    """Return which of text, list or mapping a node is.

    >>> shape_of(["a"])
    '(list)'
    """
    if isinstance(value, str):
        return IN_TEXT
    return IN_LIST if isinstance(value, list | tuple) else IN_MAPPING


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _all(value: object) -> str:
    if value != "all":
        raise wrong(
            f"`{str(value)[:60]}` stands where `all` or a list belongs", f"write `all` or `[{str(value)[:60]}]`"
        )
    return "all"


_LISTED = BeforeValidator(_listed)
_BY_SHAPE = Discriminator(shape_of)


def _one_or_list(listed: str) -> WithJsonSchema:
    one: dict[str, Any] = {"type": ["string", "number", "boolean"], "x-vocabulary": listed}
    return WithJsonSchema({"oneOf": [one, {"type": "array", "items": one, "minItems": 1}]})


class Selector(Part):
    """Whom something reaches. Listed fields all have to match; within one list any."""

    kinds: tuple[AgencyKind, ...] = ()
    groups: tuple[GroupName, ...] = ()
    agency_ids: tuple[PlacePath, ...] = ()
    places: tuple[PlacePath, ...] = ()
    circuits: tuple[Name, ...] = ()
    except_: Selector | None = Field(default=None, alias="except")


class Pattern(Part):
    """Provisions picked out by what they do; `place` is seen from the provision that attacks."""

    modality: tuple[Modality, ...] = ()
    action: tuple[ActionName, ...] = ()
    place: Literal["above", "same", "below"] | None = None
    authority: tuple[Authority, ...] = ()
    instrument: InstrumentId | None = None


class Clock(Part):
    """When a duty is due. Exactly one of `from`, `before`, `each`, `on` and `earliest_of` says how it runs."""

    from_: Name | None = Field(default=None, alias="from")
    before: Name | None = None
    plus: Length | None = None
    each: Literal["month", "quarter", "half_year", "year"] | None = None
    by: YearlyDay | None = None
    nil: Literal["none", "required", "certified"] | None = None
    on: Day | None = None
    earliest_of: tuple[Clock, ...] | None = None
    calendar: PlacePath | None = None
    rolls: Literal["none", "next"] | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Clock:
        ways = {
            "from": self.from_,
            "before": self.before,
            "each": self.each,
            "on": self.on,
            "earliest_of": self.earliest_of,
        }
        given = [f"`{name}`" for name, value in ways.items() if value is not None]
        if len(given) != 1:
            said = " and ".join(given) + " stand together" if given else "it does not say from when"
            raise wrong(f"a clock runs in one way: {said}", "give one of `from`, `before`, `each`, `on`, `earliest_of`")
        if self.from_ is not None and self.plus is None:
            raise wrong("`plus` is missing beside `from`", "write it like `90 days`")
        return self


class Duty(Part):
    """What is owed, to whom and by when."""

    what: DutyName
    to: tuple[Recipient, ...] = ()
    clock: Clock | None = None
    keep_for: Length | None = None
    satisfied_by: tuple[Name, ...] = ()


class Event(Part):
    """Something that happened to an instrument or provision, on a day or within a window of two days.

    `for` names a dated fact that the day is compared with, where it is not the day of the act.
    """

    event: Literal[
        "enacted",
        "effective",
        "amended",
        "injunction",
        "injunction_stayed",
        "injunction_lifted",
        "struck",
        "repealed",
        "expired",
        "unverified",
    ]
    on: Day | None = None
    between: tuple[Day, ...] | None = None
    source: Name
    recorded: Day
    as_to: Selector | None = None
    for_: Name | None = Field(default=None, alias="for")
    declares: YesNo = False

    @model_validator(mode="after")
    def _one_time(self) -> Event:
        if (self.on is None) == (self.between is None):
            raise wrong(
                "an event has either `on` or `between`", "write `on: 2026-11-24` or `between: [2026-11-01, 2026-11-30]`"
            )
        if self.between is not None and (len(self.between) != 2 or self.between[0] > self.between[1]):
            raise wrong("`between` takes two days, the earlier first", "write it like `[2026-11-01, 2026-11-30]`")
        return self


class Source(Part):
    """Where the text was read, how, and when."""

    url: Url | None = None
    read: Literal["primary", "secondary", "memory"]
    on: Day
    note: Text | None = None

    @model_validator(mode="after")
    def _has_address(self) -> Source:
        if self.url is None and self.read != "memory":
            raise wrong("`url` is missing", "only a source read as `memory` can do without")
        return self


class Reading(Part):
    """One answer to an open point, and who gives it."""

    says: Text
    authorities: tuple[Text, ...] = ()


class Settled(Part):
    """A reading that a decision has made the law of some places."""

    reading: Name
    in_: Selector = Field(alias="in")
    from_: Day = Field(alias="from")
    by: Text


class OpenPoint(Part):
    """A question of law that is disputed, undecided or unverified. Nobody at a desk is asked it."""

    id: Name
    kind: Literal["disputed", "undecided", "unverified"]
    question: Text
    readings: dict[Name, Reading] = Field(min_length=2)
    settled: tuple[Settled, ...] = ()

    @model_validator(mode="after")
    def _known_readings(self) -> OpenPoint:
        for one in self.settled:
            if one.reading not in self.readings:
                known = ", ".join(f"`{name}`" for name in self.readings)
                raise wrong(f"unknown reading `{one.reading}` under `settled`", f"known: {known}")
        return self


class Contested(Part):
    """The edges of a provision attack only under one reading of an open point."""

    point: Name
    reading: Name


Binds: TypeAlias = Annotated[
    Annotated[tuple[AgencyOrGroup, ...], Tag(IN_LIST)] | Annotated[Selector, Tag(IN_MAPPING)], _BY_SHAPE
]
Target: TypeAlias = Annotated[Annotated[TargetId, Tag(IN_TEXT)] | Annotated[Pattern, Tag(IN_MAPPING)], _BY_SHAPE]
Fact: TypeAlias = Annotated[Annotated[Text, Tag(IN_TEXT)] | Annotated[tuple[Text, ...], Tag(IN_LIST)], _BY_SHAPE]
_All: TypeAlias = Annotated[str, BeforeValidator(_all), WithJsonSchema({"const": "all"}), Tag(IN_TEXT)]
AllOrKinds: TypeAlias = Annotated[_All | Annotated[tuple[AgencyOrGroup, ...], Tag(IN_LIST)], _BY_SHAPE]
AllOrActions: TypeAlias = Annotated[_All | Annotated[tuple[ActionName, ...], Tag(IN_LIST)], _BY_SHAPE]
OneOrMoreActions: TypeAlias = Annotated[tuple[ActionName, ...], _LISTED, Field(min_length=1), _one_or_list("actions")]
OneOrMoreKinds: TypeAlias = Annotated[tuple[AgencyKind, ...], _LISTED, Field(min_length=1), _one_or_list("agencies")]
ProvisionIds: TypeAlias = tuple[ProvisionId, ...]
Record: TypeAlias = dict[Name, Text]
