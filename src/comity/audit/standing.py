"""Where each request of a log stands once all its acts are judged: one word per row, the gravest that is true.

A row is one request (or booking, or detainer), a finding one act of it. Counts of rows and of findings are never mixed.
"""

from __future__ import annotations

from enum import StrEnum

import polars as pl

from comity.audit.judge import AGAINST, Finding


class Standing(StrEnum):
    """Where a request stands. The order is that of precedence."""

    AGAINST = "against"
    AGAINST_IF = "against_if_presumed"
    CONTESTED = "contested"
    OPEN = "open"
    UNSURVEYED = "unsurveyed"
    CONSISTENT_IF = "consistent_if_presumed"
    CONSISTENT = "consistent"
    NOT_RECORDED = "not_recorded"


SAYS = {
    Standing.AGAINST: "handled against the law",
    Standing.AGAINST_IF: "handled against the law, if the presumptions hold",
    Standing.CONTESTED: "the law itself is contested",
    Standing.OPEN: "open: a fact or reading is missing",
    Standing.UNSURVEYED: "nobody has read the law there yet",
    Standing.CONSISTENT_IF: "in line with the law, if the presumptions hold",
    Standing.CONSISTENT: "in line with the law",
    Standing.NOT_RECORDED: "what was done is not recorded",
}


def standings(findings: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """Return `rows` (with a column `row`) with the standing of each; one without any finding is not recorded."""
    order = list(Standing)
    strict, presumed = pl.col("finding"), pl.col("presumed_finding")
    against = [str(f) for f in AGAINST]
    rank = (
        pl.when(strict.is_in(against))
        .then(order.index(Standing.AGAINST))
        .when(presumed.is_in(against))
        .then(order.index(Standing.AGAINST_IF))
        .when(presumed == Finding.CONTESTED)
        .then(order.index(Standing.CONTESTED))
        .when(presumed == Finding.OPEN)
        .then(order.index(Standing.OPEN))
        .when(presumed == Finding.UNSURVEYED)
        .then(order.index(Standing.UNSURVEYED))
        .when(presumed == Finding.NOT_RECORDED)
        .then(order.index(Standing.NOT_RECORDED))
        .when(strict == Finding.CONSISTENT)
        .then(order.index(Standing.CONSISTENT))
        .otherwise(order.index(Standing.CONSISTENT_IF))
    )
    worst = findings.select("row", rank.cast(pl.Int64).alias("rank")).group_by("row").agg(pl.col("rank").min())
    names = dict(enumerate(str(s) for s in order))
    joined = rows.join(worst, on="row", how="left")
    last = order.index(Standing.NOT_RECORDED)
    told = pl.col("rank").fill_null(last).replace_strict(names, return_dtype=pl.String)
    return joined.with_columns(told.alias("standing")).drop("rank").sort("row")
