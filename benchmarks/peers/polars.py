"""The law written by hand as Polars expressions; a fact that nobody gave is null, in Polars' own three-valued logic."""

from __future__ import annotations

import numpy as np
import polars as pl
from log_rows import (
    ACTS,
    CONTESTED,
    DETAINERS,
    FORMS,
    ISSUERS,
    JUDGES,
    MISSING,
    NOT_ADDRESSED,
    PERMITTED,
    PROHIBITED,
    REQUIRED,
    YEARS,
    YESNO,
    Rows,
)
from peers.interface import BY_HAND, NO, Run, Said

NAME, PACKAGE, PACE = "Polars by hand", "polars", "columns"
UNKNOWN = "null"
FORBIDS_ONLY = False


def prepare(rows: Rows) -> Run:
    """Make a frame: Booleans, small whole numbers, and the day as "before or after the change"."""
    frame = pl.DataFrame(rows.facts | {"late": rows.late})
    frame = frame.with_columns(pl.col(*rows.facts).replace(MISSING, None)).with_columns(pl.col(*YESNO).cast(pl.Boolean))
    hold, notice = _law()

    def run() -> np.ndarray:
        found = frame.select(hold=hold, notice=notice)
        return np.array([found["hold"].to_numpy(), found["notice"].to_numpy()]).T

    return run


def _law() -> tuple[pl.Expr, pl.Expr]:
    c = pl.col
    judges, detainers = [ISSUERS.index(j) for j in JUDGES], [FORMS.index(f) for f in DETAINERS]
    warrant = c("paper_issuer").is_in(judges) & (c("paper_authorises") == ACTS.index("arrest_person"))
    detainer = c("request_form").is_in(detainers)
    lifted = pl.when("late").then((c(YEARS) <= 5) & ~c("minor")).otherwise(c(YEARS) <= 10)
    held = warrant & c("identity_match")
    kept = (c("release_due") & c("solely_detainer") & ~warrant & ~lifted) | c("minor") | c("victim_or_witness")
    private = ~c("information_public")
    owed = c("written_request") & detainer & (c(YEARS) <= 5)
    told_not = (c("purpose_civil") & private & ~c("registrant")) | (detainer & private & ~warrant)
    free = c("registrant") | (c(YEARS) <= 10)
    hold = _first((held & kept, CONTESTED), (held, REQUIRED), (kept, PROHIBITED))
    return hold, _first((owed, REQUIRED), (told_not, PROHIBITED), (free, PERMITTED))


def _first(*branches: tuple[pl.Expr, int]) -> pl.Expr:
    """Return the answer of the first branch whose condition is true, else "not addressed"."""
    found = pl.lit(NOT_ADDRESSED, pl.Int8)
    for condition, answer in reversed(branches):
        found = pl.when(condition).then(pl.lit(answer, pl.Int8)).otherwise(found)
    return found


def express(case: str) -> Said:
    """Run a case as Polars would have it written."""
    frame = pl.DataFrame(
        {"past": [True], "warrant": [False], "unknown": [None], "felony": [True], "ordered": [True]},
        schema_overrides={"unknown": pl.Boolean},
    )
    rule = pl.col("past") & ~pl.col("warrant")

    def ask(condition: pl.Expr) -> str:
        return str(
            frame.select(pl.when(condition).then(pl.lit("prohibited")).otherwise(pl.lit("not addressed"))).item()
        )

    match case:
        case "unknown":
            return Said(
                NO, ask(pl.col("past") & ~pl.col("unknown")), "`when` takes an unknown condition for a false one"
            )
        case "reasons":
            return Said(
                BY_HAND, ask(rule), "the answer is a bare value; a second column would have to be written for each rule"
            )
        case "dates":
            days = [ask(rule & pl.lit(day >= "2025-07-01")) for day in ("2025-06-30", "2025-07-01")]  # noqa: PLR0133, RUF100 - days as text
            return Said(BY_HAND, ", ".join(days), "the day is one more condition in the code")
        case "exception":
            return Said(BY_HAND, ask(rule & ~pl.col("felony")), "only by editing the rule's own expression")
        case _:
            first = pl.when("ordered").then(pl.lit("required")).when(rule).then(pl.lit("prohibited"))
            found = frame.select(first).item()
            return Said(
                BY_HAND, str(found), "the branch written first wins in silence; a conflict must be a branch of its own"
            )
