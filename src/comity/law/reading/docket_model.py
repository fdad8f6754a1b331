"""A docket file: a bill or suit that may change the law. Its provisions never decide; they are laid over the body."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from comity.law.reading.instrument_model import Derived, Hypothetical, Provision, Table
from comity.law.reading.parts import OpenPoint, Part, ProvisionIds, Source
from comity.law.reading.scalars import Authority, Day, Id, Name, Text


class Stage(Part):
    """A step that a bill or suit has taken."""

    on: Day
    stage: Text
    source: Name | None = None


class DocketModel(Part):
    """The file of one bill or suit."""

    bill: Id
    title: Text
    cite: Text
    kind: Literal["bill", "suit"]
    authority: Authority = "statute"
    stage: tuple[Stage, ...] = Field(min_length=1)
    sure: Text
    sources: dict[Name, Source] = Field(min_length=1)
    touches: ProvisionIds = ()
    open_points: tuple[OpenPoint, ...] = ()
    definitions: dict[Name, Text] = Field(default_factory=dict)
    derived: dict[Name, Derived] = Field(default_factory=dict)
    tables: dict[Name, Table] = Field(default_factory=dict)
    provisions: tuple[Provision, ...] = ()
    hypotheticals: tuple[Hypothetical, ...] = ()
