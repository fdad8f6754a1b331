"""Judges a log: each distinct situation is decided once and joined back to its rows.

A log is not a second engine: what the law makes of a situation is asked of the same diagrams as one encounter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from comity.audit.coded import Coded, Codes, Column, columns_of, combined, distinct
from comity.audit.columns import SEPARATOR, Columns, read_together, wrong_with
from comity.audit.duties import judge_duties
from comity.audit.importers import Imported, read, words_of
from comity.audit.importers.log import done
from comity.audit.judge import judge
from comity.audit.line import LINE, joined
from comity.audit.many import numbered
from comity.audit.situations import Situation, Situations
from comity.engine.compile import Compiled
from comity.engine.slices import Slices
from comity.law.body import Body
from comity.law.load import law_folder
from comity.vocabulary.day import parse_day
from comity.vocabulary.place import is_place

Progress = Callable[[str, int, int], None]
_DONE = {"yes": 0, "no": 1}


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
    log: Path | str | pl.DataFrame | Imported,
    slices: Slices,
    *,
    layout: str | None = None,
    place: str | None = None,
    actions: tuple[str, ...] = (),
    progress: Progress | None = None,
    facilities: Path | None = None,
) -> Audit:
    """Judge a log: a file in any layout that is known, a plain log as a frame, or one already opened.

    `actions` limits what is judged; by default every action the log has a `did_` column for. `facilities` is the
    folder of facility tables, where it is not that of the default law folder. Raise InputError for a file that cannot
    be read at all; rows that cannot be read are in `rejected`.
    """
    body = slices.body
    imported = log if isinstance(log, Imported) else opened(log, body, layout, place, facilities)
    chosen = actions or tuple(a for a in body.words.actions if f"did_{a}" in imported.frame.columns)
    kept, rejected = readable(imported, body)
    situations = Situations(slices)
    findings = judged(kept, situations, chosen, progress)
    return Audit(
        imported,
        findings,
        rejected,
        situations.found,
        chosen,
        body.digest,
        situations.distinct,
    )


def opened(
    log: Path | str | pl.DataFrame, body: Body, layout: str | None, place: str | None, facilities: Path | None
) -> Imported:
    """Return a log as rows of plain columns: a file in any layout that is known, or a plain log as a frame."""
    words = words_of(body.words)
    if isinstance(log, pl.DataFrame):
        frame = log if "row" in log.columns else log.with_row_index("row", offset=1)
        told = [n for n, kind in frame.schema.items() if n in words.acts() and kind == pl.String]
        frame = frame.with_columns(done(pl.col(n)).alias(n) for n in told)
        empty = pl.DataFrame(schema={"row": pl.Int64, "column": pl.String, "reason": pl.String})
        apart = pl.DataFrame(schema={"row": pl.Int64, "why": pl.String})
        return Imported(frame, empty, apart, "frame", "the caller's own record", (), frame.height)
    return read(Path(log), words, facilities or law_folder() / "facilities", layout=layout, place=place)


def readable(imported: Imported, body: Body) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the rows that can be judged, and every row that cannot with what is wrong."""
    frame = imported.frame
    bad = [
        pl.DataFrame({"row": frame["row"].gather(rows).cast(pl.Int64), "column": [name] * len(rows), "reason": reasons})
        for name, rows, reasons in faults(coded_of(frame, body))
    ]
    every = pl.concat([imported.rejected, *bad])
    rejected = every.unique(subset=["row"], keep="first", maintain_order=True).sort("row")
    kept = frame.join(rejected.select("row"), on="row", how="anti")
    if kept.schema["on"] == pl.String:
        kept = kept.with_columns(pl.col("on").str.to_date("%Y-%m-%d"))
    return kept, rejected


def faults(coded: Coded) -> Iterator[tuple[str, Codes, list[str]]]:
    """Yield the columns that cannot be read together, the positions of the rows, and what is wrong with each."""
    body = coded.reader.body
    for names in read_together(body, coded.columns):
        codes, values = coded.combination(names)
        wrong = {i: why for i, value in enumerate(values) if (why := wrong_with(value, body))}
        if wrong:
            rows = np.flatnonzero(np.isin(codes, list(wrong)))
            yield ", ".join(names), rows, [wrong[int(i)] for i in codes[rows]]
    known: dict[str, Callable[[str], bool]] = {
        "on": is_day,
        "place": is_place,
        "agency": lambda text: set(text.split(SEPARATOR)) <= set(body.words.agencies),
    }
    for name, fits in known.items():
        strange = [i for i, value in enumerate(coded.columns[name].values) if not fits(value)]
        if strange:
            rows = np.flatnonzero(np.isin(coded.columns[name].codes, strange))
            yield name, rows, [f"unknown {name}"] * len(rows)


def is_day(text: str) -> bool:
    """Return whether a text is a day as the readers take it."""
    try:
        parse_day(text)
    except ValueError:
        return False
    return True


def coded_of(frame: pl.DataFrame, body: Body) -> Coded:
    """Return the columns of a plain log as numbers."""
    return Coded(Columns(body), columns_of(frame), frame.height)


def judged(
    frame: pl.DataFrame, situations: Situations, actions: tuple[str, ...], progress: Progress | None = None
) -> pl.DataFrame:
    """Return the findings of rows that can be judged, by row, act and duty."""
    coded, rows, spans = by_law(coded_of(frame, situations.slices.body), situations.slices)
    told = frame.select("row", "place", "agency", "on")[rows]
    parts: list[pl.DataFrame] = []
    for step, action in enumerate(actions):
        if progress:
            progress(action, step, len(actions))
        numbers = np.zeros(coded.rows, dtype=np.int64)
        for compiled, span in same_law(spans, situations, action):
            numbers[span] = numbered(coded, span, compiled, situations, action)
        situations.count(action, set(np.unique(numbers).tolist()))
        parts.append(_shaped(_verdicts(told, coded, numbers, situations, action)))
    parts += [_shaped(p) for p in judge_duties(frame, situations, actions)]
    if not parts:
        return pl.DataFrame(schema=LINE)
    return pl.concat(parts).sort("row", "action", "duty", nulls_last=False)


def by_law(coded: Coded, slices: Slices) -> tuple[Coded, Codes, list[tuple[dict[str, Any], slice]]]:
    """Return the rows sorted by place, agency and epoch, their old positions, and the span of each of these.

    The epoch is the last day of change up to a row's day: within it the law stays the same.
    """
    places, days = coded.columns["place"], coded.columns["on"]
    kinds, ranks = _ranks(places.values, days, slices)
    rank = ranks[kinds[places.codes], days.codes]
    who = [coded.columns[n] for n in ("place", "agency", "agency_id") if n in coded.columns]
    codes, sizes = [c.codes for c in who], [len(c.values) for c in who]
    whole = combined([*codes, rank], [*sizes, int(ranks.max(initial=0)) + 1], coded.rows)
    order = np.argsort(whole, kind="stable")
    ordered = coded.kept(order)
    starts = np.flatnonzero(np.diff(whole[order], prepend=-1)).tolist()
    spans = []
    for start, stop in pairwise([*starts, coded.rows]):
        day, place = (ordered.columns[n] for n in ("on", "place"))
        told_place = place.values[int(place.codes[start])]
        on = date.fromisoformat(day.values[int(day.codes[start])])
        key: dict[str, Any] = {"_epoch": slices.epoch(on, told_place)}
        for name in ("place", "agency", "agency_id"):
            if name in ordered.columns:
                told = ordered.columns[name]
                key[name] = told.values[int(told.codes[start])]
        spans.append((key, slice(start, stop)))
    return ordered, order, spans


def _ranks(places: tuple[str, ...], days: Column, slices: Slices) -> tuple[Codes, np.ndarray[Any, Any]]:
    """Return the kind of each place (those of a kind share their days of change), and the epoch by kind and day."""
    met = np.unique(days.codes)
    told = np.array([date.fromisoformat(days.values[int(i)]).toordinal() for i in met], dtype=np.int64)
    shared: dict[tuple[date, ...], int] = {}
    kinds = np.array([shared.setdefault(slices.days_of_change(p), len(shared)) for p in places], dtype=np.int64)
    ranks = np.zeros((len(shared), len(days.values)), dtype=np.int64)
    for changes, kind in shared.items():
        ranks[kind, met] = np.searchsorted(np.array([d.toordinal() for d in changes], dtype=np.int64), told, "right")
    return kinds, ranks


def same_law(
    spans: list[tuple[dict[str, Any], slice]], situations: Situations, action: str
) -> Iterator[tuple[Compiled, slice]]:
    """Yield the law of an action with the rows it holds for; neighbours under the same law are one span."""
    held: tuple[Compiled, slice] | None = None
    for key, span in spans:
        compiled = situations.compiled(key, action)
        if held and held[0] is compiled:
            held = compiled, slice(held[1].start, span.stop)
            continue
        if held:
            yield held
        held = compiled, span
    if held:
        yield held


def _verdicts(told: pl.DataFrame, coded: Coded, numbers: Codes, situations: Situations, action: str) -> pl.DataFrame:
    did = coded.columns.get(f"did_{action}")
    acted = np.array([_DONE.get(v, 2) for v in did.values], dtype=np.int64)[did.codes] if did else 2
    pair = numbers * 3 + acted
    first, inverse = distinct(pair)
    verdicts = []
    for number, done_ in ((int(p) // 3, (True, False, None)[int(p) % 3]) for p in pair[first]):
        s = situations.found[number]
        verdicts.append(
            {
                "did": done_,
                "finding": str(judge(s.outcomes, done_)),
                "presumed_finding": str(judge(s.presumed, done_)),
                "outcomes": joined(s.outcomes),
                "presumed": joined(s.presumed),
                "situation": number,
                "detail": "turns on " + ", ".join(s.turns_on) if len(s.outcomes) > 1 else "",
            }
        )
    schema = {n: LINE[n] for n in ("did", "finding", "presumed_finding", "outcomes", "presumed", "situation", "detail")}
    table = pl.DataFrame(verdicts, schema=schema)[inverse]
    act = pl.lit(action).alias("action"), pl.lit(None, dtype=pl.String).alias("duty")
    return told.hstack(table).with_columns(act)


def _shaped(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.select(pl.col(name).cast(kind) for name, kind in LINE.items())
