"""The rows of a log that cannot be judged, found by their distinct values: each row has at most one fault, the first.

The order is that of the audit of a file: the day, then each column by itself, then columns that contradict each other,
then the place and the agency. A row with a fault is in no finding.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import narwhals as nw
import polars as pl

from comity.audit.columns import SEPARATOR, read_together, wrong_with
from comity.audit.engines.native import Beside, Lazy, distinct, values
from comity.audit.engines.plain import WHO, Plain
from comity.engine.slices import Slices
from comity.law.body import Body
from comity.vocabulary.day import parse_day
from comity.vocabulary.place import is_place

NONE = 2**62
WHY = {"row": pl.Int64, "column": pl.String, "reason": pl.String}


@dataclass
class Faults:
    """The faults met, numbered in the order of precedence."""

    told: list[tuple[str, str]] = field(default_factory=list)

    def number(self, column: str, reason: str) -> int:
        """Return the number of a fault met now."""
        self.told.append((column, reason))
        return len(self.told)

    def table(self) -> pl.DataFrame:
        """Return the faults as a table."""
        rows = [(n, *told) for n, told in enumerate(self.told, 1)]
        return pl.DataFrame(rows, schema={"_fault": pl.Int64, "column": pl.String, "reason": pl.String}, orient="row")


@dataclass(frozen=True)
class Sorted:
    """A log with each row's fault (`_fault`, NONE for none), day (`_on`) and key (`_key`), and who each key is.

    `keys` are the agencies in each epoch of the law that can be judged.
    """

    frame: Lazy
    faults: Faults
    keys: list[dict[str, Any]]
    beside: Beside

    def kept(self) -> Lazy:
        """Return the rows that can be judged."""
        return self.frame.filter(nw.col("_fault") == NONE)

    def rejected(self) -> Lazy:
        """Return the rows that cannot, each with what is wrong."""
        bad = self.frame.filter(nw.col("_fault") != NONE)
        return bad.join(self.beside(self.faults.table()), on="_fault", how="inner").select(*WHY)


def sort_out(log: Plain, slices: Slices) -> Sorted:
    """Return the log with the rows that cannot be judged marked, each with what is wrong."""
    faults = Faults()
    days = _days(distinct(log.frame, ["on"])["on"].to_list(), slices, faults)
    tables = _wrong(log, slices.body, faults)
    frame = log.frame.join(log.beside(days), on="on", how="left")
    who = (
        distinct(frame, [*WHO, "_epoch"])
        .drop("_rows")
        .with_row_index("_key")
        .with_columns(pl.col("_key").cast(pl.Int64))
    )
    marked = who.with_columns(pl.Series("_fault_who", _strangers(who, slices.body, faults), dtype=pl.Int64))
    frame = frame.join(log.beside(marked), on=[*WHO, "_epoch"], how="left")
    names = ["_fault_day", "_fault_who"]
    for count, table in enumerate(tables):
        names.append(f"_fault_{count}")
        on = [n for n in table.columns if n != "_fault"]
        frame = frame.join(log.beside(table.rename({"_fault": names[-1]})), on=on, how="left")
    first = nw.min_horizontal(*(nw.col(n).fill_null(NONE) for n in names)).alias("_fault")
    frame = frame.select("row", "place", "agency", "agency_id", "on", *log.facts, "_on", "_key", first)
    known = marked.filter(pl.col("_fault_who").is_null() & (pl.col("_epoch") != "")).drop("_fault_who")
    return Sorted(frame, faults, list(known.iter_rows(named=True)), log.beside)


def _days(texts: list[str], slices: Slices, faults: Faults) -> pl.DataFrame:
    """Return each text of a day with the day, the epoch of the law it lies in, and its fault if it is no day."""
    rows: list[tuple[str, date | None, str, int | None]] = []
    for text in texts:
        try:
            day = parse_day(text)
        except ValueError as error:
            rows.append((text, None, "", faults.number("on", str(error) if text else "not given")))
        else:
            rows.append((text, day, slices.epoch(day).isoformat(), None))
    schema = {"on": pl.String, "_on": pl.Date, "_epoch": pl.String, "_fault_day": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _wrong(log: Plain, body: Body, faults: Faults) -> list[pl.DataFrame]:
    """Return, for each column and each set of tied columns, the values that cannot be read with their faults."""
    together = read_together(body, log.facts)
    alone = values(log.frame, list(log.facts)) if log.facts else pl.DataFrame(schema={"name": pl.String})
    met: dict[tuple[str, ...], pl.DataFrame] = {}
    for names in together:
        if len(names) == 1:
            met[names] = alone.filter(pl.col("name") == names[0]).select(pl.col("value").alias(names[0]))
    for group in _tied([set(names) for names in together if len(names) > 1]):
        combinations = distinct(log.frame, sorted(group))
        met |= {n: combinations.select(n).unique().sort(n) for n in together if len(n) > 1 and set(n) <= group}
    tables = []
    for names in dict.fromkeys(together):
        told = [(row, why) for row in met[names].iter_rows(named=True) if (why := wrong_with(row, body))]
        rows = [(*row.values(), faults.number(", ".join(names), why)) for row, why in told]
        if rows:
            tables.append(pl.DataFrame(rows, schema=[*names, "_fault"], orient="row"))
    return tables


def _tied(sets: list[set[str]]) -> list[set[str]]:
    """Return the sets with those that share a member made one, so that each is looked at once."""
    tied: list[set[str]] = []
    for names in sets:
        near = [group for group in tied if group & names]
        tied = [*(group for group in tied if group not in near), names.union(*near)]
    return tied


def _strangers(who: pl.DataFrame, body: Body, faults: Faults) -> list[int | None]:
    """Return the fault of each key, if its place or agency is not known."""
    place, agency = faults.number("place", "unknown place"), faults.number("agency", "unknown agency")
    known = set(body.words.agencies)
    return [
        place if not is_place(p) else agency if not set(a.split(SEPARATOR)) <= known else None
        for p, a in who.select("place", "agency").iter_rows()
    ]
