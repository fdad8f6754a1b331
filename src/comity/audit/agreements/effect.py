"""What a register gives an encounter or a log: the facts of an agreement in force, where a row covers agency and day.

Filling a fact from a file is reading, not law. What was given is never overwritten; a contradiction is told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import polars as pl

from comity.audit.agreements.register import Agreement, Register, Standing
from comity.audit.columns import SEPARATOR
from comity.audit.importers.frame import Imported
from comity.engine.encounter import read_encounter
from comity.engine.known import Known, Values
from comity.law.body import Body
from comity.vocabulary.day import parse_day

IN_FORCE, MODEL = "agreement_in_force", "agreement_model"
NOTE = "Listed does not mean trained or active."


@dataclass(frozen=True)
class Effect:
    """What the rows of an agency say of one day: the facts they give, and each row with how it stands to the day."""

    facts: dict[str, str]
    rows: tuple[tuple[Agreement, Standing], ...]


def effect(register: Register, body: Body, place: str, kinds: frozenset[str], on: date) -> Effect:
    """Return what a register says of an agency on a day.

    A detention agreement is listed and gives no fact. The model is given only where no other can be in force.

    >>> from comity.audit.agreements.register import register_of
    >>> effect(register_of("none", []), None, "us/xx", frozenset({"jail"}), date(2026, 1, 5)).facts
    {}
    """
    rows = tuple((row, row.standing(on)) for row in register.of(place, kinds))
    if not any(standing is Standing.COVERS for _, standing in rows):
        return Effect({}, rows)
    known = body.facts[MODEL].options() if MODEL in body.facts else ()
    counted = [(row.model, standing) for row, standing in rows if row.model in known]
    facts = {}
    if any(standing is Standing.COVERS for _, standing in counted):
        facts[IN_FORCE] = "yes"
        possible = {model for model, standing in counted if standing is not Standing.OUTSIDE}
        if len(possible) == 1:
            facts[MODEL] = min(possible)
    return Effect({name: value for name, value in facts.items() if name in body.facts}, rows)


def with_register(
    data: Mapping[str, Any], register: Register, body: Body, where: str = "encounter"
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return an encounter with the facts a register gives it, and what to tell of the register in the answer.

    Raise InputError for an encounter that cannot be read.
    """
    encounter = read_encounter(data, body, where)
    found = effect(register, body, encounter.who.place, encounter.who.kinds, encounter.on)
    given = {name: encounter.facts[name] for name in found.facts if name in encounter.facts}
    against = {name: value for name, value in found.facts.items() if name in given and not _allows(given[name], value)}
    filled = {} if against else {name: v for name, v in found.facts.items() if name not in given}
    told = {
        "register": register.name,
        "rows": [_told(row, standing) for row, standing in found.rows],
        "filled": filled,
        "contradicted": against,
        "note": NOTE,
    }
    if not filled:
        return dict(data), told
    return {**data, "facts": {**(data.get("facts") or {}), **filled}}, told


def _allows(known: Known, value: str) -> bool:
    return isinstance(known, Values) and value in known.can_be


def _told(row: Agreement, standing: Standing) -> dict[str, Any]:
    cells = row.to_row()
    return {
        "standing": str(standing),
        **{name: cells[name] or None for name in ("name", "model", "signed", "last_seen", "absent_from", "to")},
        "how_known": row.how_known,
        "source_day": cells["source_day"],
    }


def columns_filled(imported: Imported, register: Register, body: Body) -> Imported:
    """Return a log with its agreement columns filled where a register covers the row; what the log says stays.

    The notes of the log say how many rows were filled, and how many say otherwise than the register.
    """
    names = [name for name in (IN_FORCE, MODEL) if name in body.facts]
    frame = imported.frame.with_columns(
        _as_text(imported.frame, name) if name in imported.frame.columns else pl.lit(None, pl.String).alias(name)
        for name in names
    )
    keys = [n for n in ("place", "agency", "agency_id", "on", *names) if n in frame.columns]
    made, filled, against = [], [], []
    distinct = frame.select(keys).unique()
    for row in distinct.iter_rows(named=True):
        gives = _of_row(row, register, body)
        said = {n: row[n] for n in gives if row[n] not in (None, "", "unknown")}
        contradicted = any(said[n] != gives[n] for n in said)
        fills = {} if contradicted else {n: v for n, v in gives.items() if n not in said}
        made.append({n: fills.get(n, row[n]) for n in names})
        filled.append(bool(fills))
        against.append(contradicted)
    table = distinct.with_columns(
        *(pl.Series(f"{n}_new", [m[n] for m in made], dtype=pl.String) for n in names),
        pl.Series("filled_", filled, dtype=pl.Boolean),
        pl.Series("against_", against, dtype=pl.Boolean),
    )
    joined = frame.join(table, on=keys, how="left", nulls_equal=True, maintain_order="left")
    counts = int(joined["filled_"].sum()), int(joined["against_"].sum())
    note = (
        f"Agreements were read from {register.name}: {counts[0]:,} rows got a fact from it, {counts[1]:,} say "
        f"otherwise and were left as they are. {NOTE}"
    )
    done = joined.with_columns(pl.col(f"{n}_new").alias(n) for n in names)
    kept = done.select([n for n in frame.columns if n in imported.frame.columns or done[n].is_not_null().any()])
    return replace(imported, frame=kept, notes=(*imported.notes, note))


def _as_text(frame: pl.DataFrame, name: str) -> pl.Expr:
    column = pl.col(name)
    if frame.schema[name] == pl.Boolean:
        return pl.when(column).then(pl.lit("yes")).when(~column).then(pl.lit("no")).alias(name)
    return column.cast(pl.String)


def _of_row(row: Mapping[str, Any], register: Register, body: Body) -> dict[str, str]:
    try:
        on = row["on"] if isinstance(row["on"], date) else parse_day(str(row["on"]))
    except ValueError:
        return {}  # the row is rejected later, with its reason
    kinds = frozenset(str(row["agency"] or "").split(SEPARATOR)) - {""}
    named = body.agencies.get(str(row.get("agency_id") or ""))
    kinds |= named.kinds if named else frozenset()
    return effect(register, body, str(row["place"]), kinds, on).facts if kinds else {}
