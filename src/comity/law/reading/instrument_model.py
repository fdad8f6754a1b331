"""An instrument file: one statute, decision, order or policy, with its history, provisions and hypotheticals."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from comity.law.reading.parts import (
    Binds,
    Contested,
    Duty,
    Event,
    Fact,
    OneOrMoreActions,
    OneOrMoreKinds,
    OpenPoint,
    Part,
    Pattern,
    ProvisionIds,
    Record,
    Selector,
    Source,
    Target,
)
from comity.law.reading.scalars import (
    ActionName,
    Authority,
    Day,
    DutyName,
    Id,
    MomentOrDay,
    Name,
    PlacePath,
    Quote,
    Text,
    YesNo,
    wrong,
)
from comity.vocabulary.modality import Modality, Outcome


class Derived(Part):
    """A fact computed from others before any rule is tested."""

    is_: Text = Field(alias="is")
    question: Text
    presumption: YesNo | None = None


class Table(Part):
    """Rows that a filter can look a value up in; outside an open table the answer stays open."""

    closed: YesNo
    rows: tuple[Text, ...]


class Provision(Part):
    """One rule with a pinpoint citation."""

    id: Id
    action: OneOrMoreActions
    modality: Modality
    binds: Binds
    when: Text | None = None
    unless: Text | None = None
    says: Text
    cite: Text
    quote: Quote | None = None
    evidence: Literal["primary", "secondary", "unread"]
    source: Name | None = None
    history: tuple[Event, ...] = ()
    exempts: tuple[Target, ...] = ()
    despite: tuple[Target, ...] = ()
    preempts: tuple[Target, ...] = ()
    subject_to: tuple[Target, ...] = ()
    beside: tuple[Target, ...] = ()
    of: Pattern | None = None
    contested: Contested | None = None
    duty: Duty | None = None
    notes: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _of_bars_limits(self) -> Provision:
        if self.of is not None and self.modality is not Modality.BARS_LIMITS:
            raise wrong(f"`of` stands in a provision that says `{self.modality}`", "only `bars_limits` takes it")
        return self


class Remedy(Part):
    """What follows a breach, and who may seek it."""

    for_: ProvisionIds = Field(alias="for", min_length=1)
    who: tuple[Name, ...]
    forum: Text | None = None
    form: Text
    says: Text
    amount: Record | None = None
    cite: Text
    evidence: Literal["primary", "secondary", "memory", "unread"] | None = None
    history: tuple[Event, ...] = ()


class Expectation(Part):
    """What a hypothetical asserts of one action.

    Of agencies that a rule leaves free (`each_of`) it may assert no more than that it is no reason.
    """

    outcomes: tuple[Outcome, ...] | None = Field(default=None, min_length=1)
    presumed: tuple[Outcome, ...] | None = Field(default=None, min_length=1)
    because: ProvisionIds = ()
    not_because: ProvisionIds = ()
    duties: tuple[DutyName, ...] = ()

    @model_validator(mode="after")
    def _says_something(self) -> Expectation:
        if self.outcomes is None and self.presumed is None and (self.because or self.duties or not self.not_because):
            raise wrong("neither `outcomes` nor `presumed` is given", "give at least one")
        return self


class Hypothetical(Part):
    """An encounter with the answer the law gives to it.

    Several kinds under `agency` are one agency of all of them; under `each_of` they are as many agencies of one kind.
    """

    says: Text
    place: PlacePath | None = None
    agency: OneOrMoreKinds = ()
    each_of: OneOrMoreKinds = ()
    agency_id: PlacePath | None = None
    on: Day
    facts: dict[Name, Fact] = Field(default_factory=dict)
    papers: tuple[Record, ...] | None = None
    charges: tuple[Record, ...] | None = None
    convictions: tuple[Record, ...] | None = None
    moments: dict[Name, MomentOrDay] = Field(default_factory=dict)
    expect: dict[ActionName, Expectation] = Field(min_length=1)

    @model_validator(mode="after")
    def _one_asked(self) -> Hypothetical:
        if bool(self.agency) == bool(self.each_of):
            raise wrong(
                "a hypothetical has either `agency` or `each_of`",
                "write `agency: jail`, or `each_of: [jail, court]` for each of these alone",
            )
        if self.each_of and self.agency_id:
            raise wrong("`each_of` stands beside `agency_id`", "a named agency is asked by itself, under `agency`")
        for action, expectation in self.expect.items():
            if self.agency and expectation.outcomes is None and expectation.presumed is None:
                raise wrong(f"neither `outcomes` nor `presumed` is given for `{action}`", "give at least one")
        return self


class InstrumentModel(Part):
    """The file of one instrument."""

    instrument: Id
    formerly: tuple[Id, ...] = ()
    title: Text
    cite: Text
    authority: Authority
    force: Literal["binding", "advisory"] = "binding"
    purpose: Text | None = None
    reach: Selector | None = None
    history: tuple[Event, ...] = Field(min_length=1)
    sources: dict[Name, Source] = Field(min_length=1)
    definitions: dict[Name, Text] = Field(default_factory=dict)
    derived: dict[Name, Derived] = Field(default_factory=dict)
    tables: dict[Name, Table] = Field(default_factory=dict)
    open_points: tuple[OpenPoint, ...] = ()
    provisions: tuple[Provision, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    hypotheticals: tuple[Hypothetical, ...] = ()


class PolicyModel(InstrumentModel):
    """The file of an agency's own policy: an instrument that lies anywhere and may name its place itself."""

    place: PlacePath | None = None
