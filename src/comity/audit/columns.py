"""Turns the columns of a log into cell numbers, by joins on distinct values; no rule is evaluated here.

The raw text of a fact is read through the same door as one encounter's, once per distinct value; every row then
carries, for each variable of a diagram, the mask of the cells it can still lie in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import narwhals as nw

from comity.condition.cells import Cells
from comity.condition.tree import tests
from comity.engine.door import enter
from comity.engine.encounter import Encounter, read_encounter
from comity.engine.known import Known, mask
from comity.law.body import Body
from comity.law.selector import Who
from comity.vocabulary.errors import InputError
from comity.vocabulary.fact import Kind

BLANK = ""
SEPARATOR = ";"
Frame = nw.DataFrame[Any]


@dataclass
class Columns:
    """The columns of one log, with the masks worked out so far. `frame` has a column `row` and text columns."""

    body: Body
    frame: Frame
    kept: dict[tuple[object, ...], str] = field(default_factory=dict)

    def masks(self, variables: tuple[Cells, ...]) -> list[str]:
        """Add a column of masks for each variable and return the columns' names, in order."""
        return [self._column(cells) for cells in variables]

    def _column(self, cells: Cells) -> str:
        key = (cells.fact, cells.members, cells.cuts)
        name = self.kept.get(key)
        if name is None:
            name = self.kept[key] = f"_m{len(self.kept)}"
            self._add(name, cells)
        return name

    def _add(self, name: str, cells: Cells) -> None:
        sources = [c for c in self.sources(cells.fact) if c in self.frame.columns]
        if not sources:
            self.frame = self.frame.with_columns(nw.lit(cells.whole).alias(name))
            return
        distinct = self.frame.select(*sources).unique()
        found = [mask(self.known(cells.fact, row), cells) for row in distinct.iter_rows(named=True)]
        series = nw.new_series(name, found, dtype=nw.Int64, backend=self.frame.implementation)
        self.frame = self.frame.join(distinct.with_columns(series), on=sources, how="left")

    def sources(self, fact: str) -> tuple[str, ...]:
        """Return the columns that a fact is read from: its own, and those it is derived from."""
        base = fact if fact in self.body.facts else fact.rsplit(":", 1)[0]
        derived = self.body.derived.get(base)
        if derived is None:
            return (base,)
        if derived.form == "between":
            return (base, *derived.ends)
        flat = tuple(self.body.words.flat.values()) if derived.over == "papers" else ()
        return (base, derived.over, *flat, *(("on",) if derived.form == "since" else ()))

    def known(self, fact: str, row: Mapping[str, Any]) -> Known | None:
        """Return what one distinct combination of columns says of a fact."""
        encounter = read_row({k: v for k, v in row.items() if v not in (None, BLANK)}, self.body)
        base = fact if fact in self.body.facts else fact.rsplit(":", 1)[0]
        return encounter.facts.get(base)


def read_row(row: Mapping[str, Any], body: Body, *, where: str = "row") -> Encounter:
    """Return the facts and moments of a row as an opened encounter; place, agency and day are left out.

    Raise InputError for values outside a fact's domain and for facts that cannot be together.
    """
    facts = {k: cell(body, k, v) for k, v in row.items() if k in body.facts and body.facts[k].kind is not Kind.MOMENT}
    moments = {k: v for k, v in row.items() if k in body.words.moments and k.endswith("_at")}
    dates = {k: str(v) for k, v in facts.items() if k in body.words.moments}
    lists = {k: v for k, v in row.items() if k in body.words.lists}
    day = row.get("on")
    data: dict[str, Any] = {
        "place": "us",
        "agency": next(iter(body.words.agencies)),
        "on": day if isinstance(day, date) else str(day or date.max),
        "facts": {k: v for k, v in facts.items() if k not in dates},
        "moments": {**moments, **dates},
        **lists,
    }
    return enter(read_encounter(data, body, where), body, where)


def cell(body: Body, fact: str, value: Any) -> Any:
    """Return a column's value as the encounter reader takes it: sets split at semicolons, booleans as yes and no."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if body.facts[fact].kind is Kind.SET and isinstance(value, str):
        return [part.strip() for part in value.split(SEPARATOR) if part.strip()]
    return value


def contradictions(columns: Columns) -> list[tuple[list[str], dict[str, Any], str]]:
    """Return the distinct combinations of columns that cannot be read: (columns, values, what is wrong)."""
    found: list[tuple[list[str], dict[str, Any], str]] = []
    body = columns.body
    singles = [[c] for c in columns.frame.columns if c in body.facts or c in body.words.lists]
    tied = [sorted({t.fact for t in tests(tree)}) for _, tree, _ in body.constraints]
    for names in [*singles, *tied]:
        present = [n for n in names if n in columns.frame.columns]
        if not present:
            continue
        for row in columns.frame.select(*present).unique().iter_rows(named=True):
            given = {k: v for k, v in row.items() if v not in (None, BLANK)}
            try:
                if given:
                    read_row(given, body)
            except InputError as error:
                wrong = error.problems[0]
                found.append((present, row, f"{wrong.what}; {wrong.hint}" if wrong.hint else wrong.what))
    return found


def encounter_of(row: Mapping[str, Any], body: Body) -> Encounter:
    """Return one row of a log as an encounter, ready to decide."""
    opened = read_row({k: v for k, v in row.items() if v not in (None, BLANK)}, body)
    agency = str(row["agency"])
    named = body.agencies.get(str(row.get("agency_id") or ""))
    kinds = frozenset(agency.split(SEPARATOR)) | (named.kinds if named else frozenset())
    who = Who(str(row["place"]), kinds, row.get("agency_id") or None)
    on = row["on"]
    day = on if isinstance(on, date) and not isinstance(on, datetime) else date.fromisoformat(str(on)[:10])
    return Encounter(who, day, opened.facts, opened.lists, opened.moments)
