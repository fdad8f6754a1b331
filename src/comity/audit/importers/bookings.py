"""A jail's own file of bookings with an immigration hold, one row per charge, each with the time it was closed.

One log row per booking. The person is due for release when the last charge other than the hold is closed. A hold that
is closed last does not by itself prove that anyone was kept: the person may have left before, or gone to another jail.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import polars as pl

from comity.audit.importers.frame import SET_APART, Imported, account
from comity.audit.importers.table import read_table
from comity.vocabulary.errors import problem
from comity.vocabulary.place import is_place

LAYOUT = "jail-charges"
LANDMARKS = frozenset({"booking_charge_desc"})
WHOSE = "the jail's own record of its bookings"
HOLD = "HOLD IMMIGRAT"

_TIMES = ("booking_dt", "release_dt", "charge_release_dt")
_NEEDED = ("booking", *_TIMES, "booking_charge_desc")
_ALSO = ("release_disposition_desc", "final_release_disp", "release_to_imm", "days_detained", "in_published_sample")

# Endings of a charge that hand the person to another holder, so that no release was due.
HANDED_ON = r"(?i)chain|extradit|marshal|\bfbi\b|\bdea\b|police dep|sheriff|hospital|transfer"


@dataclass(frozen=True, slots=True)
class BookingFigures:
    """What an analysis of such a file publishes, over the bookings it analysed."""

    bookings: int
    mean_days: float
    median_days: float
    hold_closed_last: int


def choose(header: object) -> dict[str, str]:
    """Return the columns read: times, the hold, how charges ended; no charge, court number or person."""
    names = list(header) if isinstance(header, list | tuple) else []
    return {name: name for name in names if name in (*_NEEDED, *_ALSO)}


def read_bookings(path: Path, place: str, zone: str, agency: str = "jail") -> Imported:
    """Return one log row per booking of the jail at `place`, whose clocks run in the time zone `zone`."""
    if not is_place(place):
        raise problem(str(path), None, f"`{place}` is not a place", "write it like us/xx/some-county")
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise problem(str(path), None, f"unknown time zone `{zone}`") from None
    charges, rejected, rows_in = _charges(path)
    bookings = _bookings(charges)
    frame = _as_log(bookings, place, agency, zone)
    held = int(frame["did_hold_on_detainer"].sum())
    last = int(bookings["closed_last"].sum())
    only = int(bookings["other"].is_null().sum())
    notes = (
        f"{charges.height:,} charges on {bookings.height:,} bookings; one row per booking",
        f"on {last:,} bookings the hold was closed after every other charge; on {held:,} the person was still there",
        f"{only:,} bookings have no charge but the hold; whether they were held past a release is not recorded",
        "where the last other charge handed the person to another holder, no release is taken to have been due",
        "a hold closed last does not by itself prove unlawful detention; the times are the jail's own, to the minute",
        "the file says nothing of the paper behind a hold",
    )
    return account(
        frame,
        rejected,
        pl.DataFrame(schema=SET_APART),
        layout=LAYOUT,
        whose_count=WHOSE,
        notes=notes,
        rows_in=rows_in,
    )


def published_figures(path: Path) -> BookingFigures:
    """Return the published figures, over the bookings marked `in_published_sample` (all, where none is marked)."""
    charges, _, _ = _charges(path)
    bookings = _bookings(charges)
    if "in_published_sample" in charges.columns:
        bookings = bookings.filter(pl.col("in_published_sample").str.to_lowercase() == "true")
    days = [float(text) for text in bookings["days_detained"]] if "days_detained" in charges.columns else []
    if not days:
        days = [span.total_seconds() / 86_400 for span in bookings["release_dt"] - bookings["booking_dt"]]
    if not days:
        raise problem(str(path), None, "holds no booking of the published sample")
    ranked = sorted(days)
    middle = len(ranked) // 2
    median = ranked[middle] if len(ranked) % 2 else (ranked[middle - 1] + ranked[middle]) / 2
    return BookingFigures(len(days), math.fsum(days) / len(days), median, int(bookings["closed_last"].sum()))


def _charges(path: Path) -> tuple[pl.DataFrame, pl.DataFrame, int]:
    """Return the readable charges, the rejected rows and the number of rows."""
    table = read_table(path, choose, LANDMARKS)
    for name in _NEEDED:
        if name not in table.frame.columns:
            raise problem(str(path), None, f"has no column `{name}`")
    timed = table.frame.with_columns(
        pl.col(name).str.replace("T", " ", literal=True).str.to_datetime("%Y-%m-%d %H:%M:%S", strict=False)
        for name in _TIMES
    )
    missing = pl.coalesce(pl.when(pl.col(name).is_null()).then(pl.lit(name)) for name in _NEEDED)
    timed = timed.with_columns(missing=missing)
    spoiled = timed.filter(pl.col("missing").is_not_null() & pl.col("booking").is_not_null())["booking"].unique()
    bad = pl.col("missing").is_not_null() | pl.col("booking").is_in(spoiled.implode())
    rejected = timed.filter(bad).select(
        "row",
        column=pl.col("missing").fill_null("booking"),
        reason=pl.when(pl.col("missing").is_null())
        .then(pl.lit("another charge of this booking cannot be read, so its last closing is unknown"))
        .otherwise(pl.lit("not given, or not a time like 2016-11-05 08:21:00")),
    )
    good = timed.filter(~bad).drop("missing")
    return good, pl.concat([table.rejected, rejected]), table.rows_in


def _bookings(charges: pl.DataFrame) -> pl.DataFrame:
    hold = pl.col("booking_charge_desc") == HOLD
    closing = pl.col("charge_release_dt")
    others_last = closing.filter(~hold).max()
    optional = [
        pl.col(name).first()
        for name in ("final_release_disp", "release_to_imm", "days_detained", "in_published_sample")
        if name in charges.columns
    ]
    ending = (
        pl.col("release_disposition_desc") if "release_disposition_desc" in charges.columns else pl.lit(None, pl.String)
    )
    bookings = charges.group_by("booking", maintain_order=True).agg(
        pl.col("row").min(),
        pl.col("booking_dt").min(),
        pl.col("release_dt").max(),
        closing.filter(hold).max().alias("hold"),
        others_last.alias("other"),
        ending.filter(~hold & (closing == others_last)).str.contains(HANDED_ON).any().alias("handed_on"),
        pl.len().cast(pl.Int64).alias("source_rows"),
        *optional,
    )
    return bookings.with_columns(
        closed_last=(pl.col("hold") > pl.col("other")).fill_null(value=False),
        kept=(pl.min_horizontal("hold", "release_dt") - pl.col("other")).dt.total_minutes().clip(0) / 60,
    )


def _as_log(bookings: pl.DataFrame, place: str, agency: str, zone: str) -> pl.DataFrame:
    unknown = pl.lit(None, pl.Boolean)
    hold, other, left = pl.col("hold"), pl.col("other"), pl.col("release_dt")
    held = (
        pl.when(hold.is_null() | other.is_null())
        .then(unknown)
        .when((left <= other) | (hold < other))
        .then(pl.lit(value=False))
        .when((hold == other) | pl.col("handed_on"))
        .then(unknown)
        .otherwise(pl.lit(value=True))
    )
    due = pl.when(~pl.col("handed_on")).then(other)
    to_ice = pl.col("release_to_imm") if "release_to_imm" in bookings.columns else pl.lit(None, pl.String)
    ended = pl.col("final_release_disp") if "final_release_disp" in bookings.columns else pl.lit(None, pl.String)
    return bookings.with_columns(held=held, due=due).select(
        "row",
        pl.lit(place).alias("place"),
        pl.lit(agency).alias("agency"),
        pl.lit(None, pl.String).alias("agency_id"),
        pl.coalesce("due", "booking_dt").dt.date().alias("on"),
        pl.lit("jail").alias("custody_place"),
        pl.when(pl.col("due").is_not_null()).then(pl.lit("yes")).alias("release_due"),
        pl.when(pl.col("held")).then(pl.lit("yes")).alias("solely_detainer"),
        pl.col("held").alias("did_hold_on_detainer"),
        to_ice.replace_strict({"1": True, "0": False}, default=None, return_dtype=pl.Boolean).alias(
            "did_transfer_custody"
        ),
        _moment("booking_dt", zone).alias("booked_at"),
        _moment("due", zone).alias("release_due_at"),
        _moment("release_dt", zone).alias("released_at"),
        pl.col("booking").alias("source_booking"),
        ended.alias("source_ended"),
        pl.col("closed_last").alias("source_hold_closed_last"),
        pl.col("kept").alias("source_hours_past_other_grounds"),
        "source_rows",
    )


def _moment(name: str, zone: str) -> pl.Expr:
    """Return local times with offsets. Of an hour that comes twice the first is meant; one that never was is null."""
    local = pl.col(name).dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null")
    return local.dt.strftime("%Y-%m-%dT%H:%M:%S%:z")
