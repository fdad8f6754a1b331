"""Reads the columns of a log as facts, through the same door as one encounter's; no rule is evaluated here."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from comity.condition.tree import tests
from comity.engine.door import enter
from comity.engine.encounter import Encounter, read_encounter
from comity.engine.known import Known
from comity.law.body import Body
from comity.law.selector import Who
from comity.vocabulary.errors import InputError
from comity.vocabulary.fact import Kind

BLANK = ""
SEPARATOR = ";"


@dataclass(frozen=True)
class Columns:
    """How the columns of a log are read: which of them a fact is read from, and what their values say."""

    body: Body

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


def read_together(body: Body, present: Collection[str]) -> list[tuple[str, ...]]:
    """Return which columns of a log must be read together: each by itself, then those that a constraint ties."""
    alone = [(c,) for c in present if c in body.facts or c in body.words.lists]
    tied = [sorted({t.fact for t in tests(tree)}) for _, tree, _ in body.constraints]
    together = [tuple(n for n in names if n in present) for names in tied]
    return [*alone, *(names for names in together if len(names) > 1)]


def wrong_with(row: Mapping[str, Any], body: Body) -> str | None:
    """Return what is wrong with values read together, or None."""
    given = {k: v for k, v in row.items() if v not in (None, BLANK)}
    try:
        if given:
            read_row(given, body)
    except InputError as error:
        wrong = error.problems[0]
        return f"{wrong.what}; {wrong.hint}" if wrong.hint else wrong.what
    return None


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
