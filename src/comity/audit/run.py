"""Judges a log: each distinct situation is decided once and joined back to its rows.

A log is not a second engine: what the law makes of a situation is asked of the same diagrams as one encounter.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import narwhals as nw
import polars as pl

from comity.audit.columns import BLANK, Columns, contradictions
from comity.audit.duties import judge_duties
from comity.audit.importers import Imported, read, words_of
from comity.audit.judge import judge
from comity.audit.line import LINE, joined
from comity.audit.situations import Situation, Situations
from comity.engine.compile import Compiled
from comity.engine.slices import Slices
from comity.law.body import Body
from comity.law.load import law_folder
from comity.vocabulary.place import is_place

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Audit:
    """What an audit found. `findings` has a line per row and act judged; `situations` says why, by its number."""

    imported: Imported
    findings: pl.DataFrame
    rejected: pl.DataFrame
    situations: dict[int, Situation]
    actions: tuple[str, ...]
    digest: str
    distinct: dict[str, int] = field(default_factory=dict)


def audit(
    log: Path | str | pl.DataFrame,
    slices: Slices,
    *,
    layout: str | None = None,
    place: str | None = None,
    actions: tuple[str, ...] = (),
    progress: Progress | None = None,
    facilities: Path | None = None,
) -> Audit:
    """Judge a log: a file in any layout that is known, or a plain log as a frame.

    `actions` limits what is judged; by default every action the log has a `did_` column for. `facilities` is the
    folder of facility tables, where it is not that of the default law folder. Raise InputError for a file that cannot
    be read at all; rows that cannot be read are in `rejected`.
    """
    body = slices.body
    imported = _imported(log, body, layout, place, facilities)
    chosen = actions or tuple(a for a in body.words.actions if f"did_{a}" in imported.frame.columns)
    kept, rejected = _readable(imported, body)
    situations = Situations(slices)
    parts: list[pl.DataFrame] = []
    prepared, keys = _prepared(kept, slices)
    columns = Columns(body, nw.from_native(prepared, eager_only=True))
    for step, action in enumerate(chosen):
        if progress:
            progress(action, step, len(chosen))
        parts += _judged(columns, keys, situations, action)
    parts += judge_duties(kept, situations, chosen)
    findings = pl.concat([_shaped(p) for p in parts]) if parts else pl.DataFrame(schema=LINE)
    order = ["row", "action", "duty"]
    return Audit(
        imported,
        findings.sort(order, nulls_last=False),
        rejected,
        situations.found,
        chosen,
        body.digest,
        situations.distinct,
    )


def _imported(
    log: Path | str | pl.DataFrame, body: Body, layout: str | None, place: str | None, facilities: Path | None
) -> Imported:
    words = words_of(body.words)
    if isinstance(log, pl.DataFrame):
        frame = log if "row" in log.columns else log.with_row_index("row", offset=1)
        empty = pl.DataFrame(schema={"row": pl.Int64, "column": pl.String, "reason": pl.String})
        apart = pl.DataFrame(schema={"row": pl.Int64, "why": pl.String})
        return Imported(frame, empty, apart, "frame", "the caller's own record", (), frame.height)
    return read(Path(log), words, facilities or law_folder() / "facilities", layout=layout, place=place)


def _readable(imported: Imported, body: Body) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the rows that can be judged, and every row that cannot with what is wrong."""
    frame = imported.frame
    bad: list[pl.DataFrame] = []
    for names, values, why in contradictions(Columns(body, nw.from_native(_texts(frame), eager_only=True))):
        match = pl.all_horizontal([_texts_of(n).eq_missing(pl.lit(values[n])) for n in names])
        bad.append(_why(frame.filter(match), ", ".join(names), why))
    places = [p for p in frame["place"].unique().to_list() if not is_place(str(p))]
    kinds = [a for a in frame["agency"].unique().to_list() if not set(str(a).split(";")) <= set(body.words.agencies)]
    for name, unknown in (("place", places), ("agency", kinds)):
        bad.append(_why(frame.filter(pl.col(name).is_in(unknown) | pl.col(name).is_null()), name, f"unknown {name}"))
    every = pl.concat([imported.rejected, *bad])
    rejected = every.unique(subset=["row"], keep="first", maintain_order=True).sort("row")
    return frame.join(rejected.select("row"), on="row", how="anti"), rejected


def _why(rows: pl.DataFrame, column: str, reason: str) -> pl.DataFrame:
    return rows.select(pl.col("row").cast(pl.Int64), pl.lit(column).alias("column"), pl.lit(reason).alias("reason"))


def _texts_of(name: str) -> pl.Expr:
    return pl.col(name).cast(pl.String).fill_null(BLANK)


def _texts(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the frame with every column as text and blanks for nulls, so that joins match on them."""
    booleans = [n for n, t in frame.schema.items() if t == pl.Boolean]
    return frame.with_columns(
        *(
            pl.when(pl.col(n).is_null())
            .then(pl.lit(BLANK))
            .when(pl.col(n))
            .then(pl.lit("yes"))
            .otherwise(pl.lit("no"))
            .alias(n)
            for n in booleans
        ),
        *(_texts_of(n) for n in frame.columns if n not in booleans and n != "row"),
    )


def _prepared(frame: pl.DataFrame, slices: Slices) -> tuple[pl.DataFrame, list[dict[str, Any]]]:
    """Return the frame as text with a column `_key`, and the place, agency and epoch that each key stands for.

    The epoch is the last day of change up to a row's day: within it the law stays the same.
    """
    days = frame["on"].unique().to_list()
    epochs = pl.DataFrame(
        {"on": days, "_epoch": [slices.epoch(d) for d in days]}, schema={"on": pl.Date, "_epoch": pl.Date}
    )
    who = ["place", "agency", *(["agency_id"] if "agency_id" in frame.columns else []), "_epoch"]
    dated = frame.join(epochs, on="on", how="left")
    keys = dated.select(who).unique().sort(who).with_row_index("_key")
    keyed = dated.join(keys, on=who, how="left", nulls_equal=True).drop("_epoch")
    texts = _texts(keyed.drop("_key")).with_columns(keyed["_key"], keyed["on"].alias("_on"))
    return texts, list(keys.iter_rows(named=True))


def _judged(columns: Columns, keys: list[dict[str, Any]], situations: Situations, action: str) -> list[pl.DataFrame]:
    """Judge one action: group rows by what law is compiled, then by distinct masks of that law's own facts."""
    groups: dict[int, tuple[Compiled, list[int]]] = {}
    for key in keys:
        compiled = situations.compiled(key, action)
        groups.setdefault(id(compiled), (compiled, []))[1].append(int(key["_key"]))
    parts: list[pl.DataFrame] = []
    for compiled, numbers in groups.values():
        names = columns.masks(compiled.variables)
        frame: pl.DataFrame = nw.to_native(columns.frame)
        did = f"did_{action}"
        wanted = [
            "row",
            "place",
            "agency",
            "_on",
            "_key",
            *([did] if did in frame.columns else []),
            *dict.fromkeys(names),
        ]
        rows = frame.lazy().filter(pl.col("_key").is_in(numbers)).select(wanted).collect()
        by = names or ["_key"]
        distinct = rows.select(by).unique()
        situations.count(action, distinct.height if names else 1)
        found = [
            situations.decide(compiled, tuple(int(m) for m in masks) if names else (), action)
            for masks in distinct.iter_rows()
        ]
        joined = rows.join(distinct.with_columns(pl.Series("situation", found, dtype=pl.Int64)), on=by, how="left")
        parts.append(_verdicts(joined, situations, action, did))
    return parts


def _verdicts(rows: pl.DataFrame, situations: Situations, action: str, did: str) -> pl.DataFrame:
    recorded = pl.col(did) if did in rows.columns else pl.lit(BLANK)
    done = recorded.replace_strict({"yes": True, "no": False}, default=None, return_dtype=pl.Boolean)
    rows = rows.select("row", "place", "agency", pl.col("_on").alias("on"), done.alias("did"), "situation")
    verdicts = []
    for number, done_ in rows.select("situation", "did").unique().iter_rows():
        s = situations.found[number]
        verdicts.append(
            {
                "situation": number,
                "did": done_,
                "finding": str(judge(s.outcomes, done_)),
                "presumed_finding": str(judge(s.presumed, done_)),
                "outcomes": joined(s.outcomes),
                "presumed": joined(s.presumed),
                "detail": "turns on " + ", ".join(s.turns_on) if len(s.outcomes) > 1 else "",
            }
        )
    schema = {n: LINE[n] for n in ("situation", "did", "finding", "presumed_finding", "outcomes", "presumed", "detail")}
    table = rows.join(pl.DataFrame(verdicts, schema=schema), on=["situation", "did"], how="left", nulls_equal=True)
    return table.with_columns(pl.lit(action).alias("action"), pl.lit(None, dtype=pl.String).alias("duty"))


def _shaped(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.select(pl.col(name).cast(kind) for name, kind in LINE.items())
