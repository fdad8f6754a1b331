"""Detainer files as ICE releases them: one row per detainer ICE prepared, counted by ICE.

What a reader would get wrong: a detainer with no lift reason was not "honoured", nothing is recorded; "declined" is
ICE's word for what the agency did; and every other outcome says nothing of whether anyone was held past release.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from comity.audit.importers.facilities import Facilities, with_agencies
from comity.audit.importers.frame import Imported, account
from comity.audit.importers.table import Choose, Table, read_table

WHOSE = "ICE's own record of the detainers it prepared; not the agency's record"
DECLINED = "Detainer Declined by LEA"
NOT_RECORDED = "not_recorded"

# How an outcome is carried. What would speak of one person's status is carried as `ended_by_ice` and no more.
OUTCOMES: Mapping[str, str] = {
    "alien not subject to deportation": "ended_by_ice",
    "booked into detention": "taken_into_ice_custody",
    "case closed": "ended_by_ice",
    "detainer declined by lea": "declined_by_agency",
    "died": "other",
    "duplicate": "administrative",
    "early release": "released_before_pickup",
    "ice temporary resource constraint": "ended_by_ice",
    "insufficient notice to ice": "released_before_pickup",
    "judicial review": "ended_by_ice",
    "lifted": "ended_by_ice",
    "lifted - lack of funds": "ended_by_ice",
    "lifted - lack of space": "ended_by_ice",
    "no longer in state, local, or federal custody": "released_before_pickup",
    "noncitizen not amenable to removal": "ended_by_ice",
    "not amenable to removal": "ended_by_ice",
    "prosecutorial discretion": "ended_by_ice",
    "superseding - new form issued": "administrative",
    "transferred": "administrative",
    "united states citizen interviewed": "ended_by_ice",
    "usc or presumptive claim to us citizenship": "ended_by_ice",
}

HOLD_FORMS = ("I-247", "I-247A", "I-247D", "I-247X", "I-247G")
NOTICE_FORM = "I-247N"
_FORM = re.compile(r"^\s*I-?247([ADGNX]?)\b", re.IGNORECASE)
_REDACTED = r"^\(?[bB]\)?\s*\(\s*\d\s*\)"
_NEEDED = ("prepared", "facility", "city", "state", "lift_reason", "detainer_type")


def form_of(detainer_type: str | None) -> str | None:
    """Return the form a detainer type names, or None: an unnamed form is unknown, whatever the year.

    >>> form_of("I247N - Immigration Advisal - Request for Notification"), form_of(None)
    ('I-247N', None)
    """
    hit = _FORM.match(detainer_type or "")
    return f"I-247{hit[1].upper()}" if hit else None


def read_detainers(
    path: Path, choose: Choose, landmarks: frozenset[str], facilities: Facilities, layout: str
) -> Imported:
    """Return the detainers of a file whose columns `choose` names prepared, facility, city, state, lift_reason ..."""
    table = read_table(path, choose, landmarks)
    raw = table.frame.with_columns(
        pl.lit(None, pl.String).alias(name) for name in _NEEDED if name not in table.frame.columns
    )
    text = pl.col(pl.String)
    raw = raw.with_columns(
        pl.when(text.str.contains(_REDACTED) | (text == "NA")).then(None).otherwise(text).name.keep()
    )
    dated = raw.with_columns(on=_day("prepared"))
    undated = dated.filter(pl.col("on").is_null()).select(
        "row",
        column=pl.lit("prepared"),
        reason=pl.when(pl.col("prepared").is_null())
        .then(pl.lit("no date"))
        .otherwise(pl.format("`{}` is not a date", pl.col("prepared").str.slice(0, 40))),
    )
    placed = with_agencies(dated.filter(pl.col("on").is_not_null()), facilities)
    judged = placed.filter(pl.col("why").is_null())
    return account(
        _as_log(judged),
        pl.concat([table.rejected, undated]),
        placed.filter(pl.col("why").is_not_null()).select("row", "why"),
        layout=layout,
        whose_count=WHOSE,
        notes=_notes(judged, table),
        rows_in=table.rows_in,
    )


def lift_reasons(path: Path, choose: Choose, landmarks: frozenset[str]) -> pl.DataFrame:
    """Return how many detainers of a file have each lift reason, in ICE's words; counts only, tied to no row."""
    frame = read_table(
        path, lambda header: {k: v for k, v in choose(header).items() if v == "lift_reason"}, landmarks
    ).frame
    return frame.group_by("lift_reason").agg(rows=pl.len()).sort("rows", "lift_reason", descending=[True, False])


def _day(name: str) -> pl.Expr:
    text = pl.col(name)
    return pl.coalesce(
        text.str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False),
        text.str.split(" ").list.first().str.to_date("%m/%d/%Y", strict=False),
    )


def _as_log(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the plain log. The paper facts follow from what the row is, a detainer, whichever form it was."""
    forms = {kind: form_of(kind) for kind in frame["detainer_type"].unique() if kind is not None}
    form = pl.col("detainer_type").replace_strict(forms, default=None, return_dtype=pl.String)
    notice_only = (form == NOTICE_FORM).fill_null(value=False)
    outcome = (
        pl.col("lift_reason").str.to_lowercase().replace_strict(dict(OUTCOMES), default="other", return_dtype=pl.String)
    )
    declined = pl.col("lift_reason") == DECLINED
    carried = [pl.col(name) for name in frame.columns if name.startswith("source_")]
    return frame.select(
        "row",
        "place",
        "agency",
        pl.lit(None, pl.String).alias("agency_id"),
        "on",
        form.alias("request_form"),
        pl.lit("immigration_officer").alias("paper_issuer"),
        pl.lit("civil_immigration").alias("paper_basis"),
        pl.lit("nothing").alias("paper_authorises"),
        pl.when(declined & ~notice_only)
        .then(pl.lit(value=False))
        .otherwise(pl.lit(None, pl.Boolean))
        .alias("did_hold_on_detainer"),
        pl.lit(None, pl.Boolean).alias("did_notify_release"),
        pl.when(notice_only)
        .then(pl.lit("notify_release"))
        .otherwise(pl.lit("hold_on_detainer;notify_release"))
        .alias("source_asked"),
        pl.col("facility").alias("source_facility"),
        pl.col("city").alias("source_city"),
        pl.when(pl.col("lift_reason").is_null()).then(pl.lit(NOT_RECORDED)).otherwise(outcome).alias("source_outcome"),
        *carried,
    )


def _notes(frame: pl.DataFrame, table: Table) -> tuple[str, ...]:
    lifts = frame["lift_reason"]
    kinds = [kind for kind in frame["detainer_type"].unique().to_list() if kind is not None]
    unread = sorted(kind for kind in kinds if form_of(kind) is None)
    strange = sorted({reason for reason in lifts.drop_nulls().unique() if reason.lower() not in OUTCOMES})
    notes = [
        f"{lifts.null_count():,} rows have no lift reason: nothing is recorded, and none counts as honoured",
        f"{int((lifts == DECLINED).sum()):,} rows are declined: that is ICE's word for what the agency did",
        "no other outcome says whether anyone was held past release",
        f"{frame['detainer_type'].null_count():,} rows name no form; the form is unknown there",
        "each row is a detainer, so its paper is one signed by an immigration officer that orders nothing",
        "`on` is the day ICE prepared the detainer, not the day the agency received it",
        "lift reasons that speak of a person's citizenship or status are carried as `ended_by_ice`",
        f"read {table.frame.width - 1} of {len(table.columns)} columns; the others were not kept",
    ]
    notes += [f"unknown detainer type `{kind[:80]}`; its form is unknown" for kind in unread]
    notes += [f"unknown lift reason `{reason[:80]}`; carried as `other`" for reason in strange]
    return tuple(notes)
