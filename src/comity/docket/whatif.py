"""Which rows of a log would have come out otherwise had a bill been law: every row is decided twice, by one engine.

The bill is taken as in force on each row's own day, whatever its words say of when it would start.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from comity.audit.answers import Answers, answers
from comity.audit.run import opened, readable
from comity.engine.slices import Slices
from comity.law.body import Body
from comity.vocabulary.errors import nearest, problem

SCHEMA = {
    "row": pl.Int64,
    "action": pl.String,
    "outcomes": pl.String,
    "outcomes_with": pl.String,
    "presumed": pl.String,
    "presumed_with": pl.String,
}


@dataclass(frozen=True)
class Otherwise:
    """What a bill would have changed: a line for each row and action that comes out otherwise, sorted by row.

    `rows` were decided; `apart` could not be read.
    """

    changed: pl.DataFrame
    rows: int
    apart: int
    actions: tuple[str, ...]

    def counts(self) -> list[tuple[str, str, str, int]]:
        """Return how many rows change, by action and by the presumed outcomes before and with the bill."""
        grouped = self.changed.group_by("action", "presumed", "presumed_with").len()
        return [(a, x, y, n) for a, x, y, n in grouped.sort("action", "presumed", "presumed_with").iter_rows()]


def as_law(body: Body, bill: str) -> Body:
    """Return the body with a bill of the docket as an instrument in force. Raise InputError for an unknown bill."""
    overlay = body.overlays.get(bill)
    if overlay is None:
        raise problem("bill", None, f"unknown bill `{bill[:80]}`", nearest(bill, body.overlays))
    if not overlay.law.provisions:
        raise problem(
            "bill", None, f"`{bill}` has no provisions here", "its text was not read, so nothing can be computed"
        )
    laid = {**body.instruments, overlay.law.id: overlay.law}
    others = {name: o for name, o in body.overlays.items() if name != bill}
    return replace(body, instruments=laid, overlays=others, digest=f"{body.digest}+{bill}")


def otherwise(
    log: Path,
    slices: Slices,
    bill: str,
    actions: Sequence[str] = (),
    *,
    layout: str | None = None,
    place: str | None = None,
    facilities: Path | None = None,
) -> Otherwise:
    """Return which rows of a log, in any layout that is known, would have come out otherwise under a bill.

    By default the actions that the bill speaks on and the log records (`did_` columns), or all of the bill's where it
    records none of them. Raise InputError as `audit` does, and for an unknown bill.
    """
    laid = Slices(as_law(slices.body, bill))
    spoken = slices.body.overlays[bill].law.provisions
    kept, rejected = readable(opened(log, slices.body, layout, place, facilities), slices.body)
    of_bill = tuple(a for a in slices.body.words.actions if any(a in p.actions for p in spoken))
    chosen = tuple(actions) or tuple(a for a in of_bill if f"did_{a}" in kept.columns) or of_bill
    before, after = (_told(answers(kept, side, chosen), chosen) for side in (slices, laid))
    both = before.join(after, on=("row", "action"), suffix="_with")
    changed = both.filter(
        (pl.col("outcomes") != pl.col("outcomes_with")) | (pl.col("presumed") != pl.col("presumed_with"))
    )
    return Otherwise(changed.select(list(SCHEMA)).sort("row", "action"), kept.height, rejected.height, chosen)


def _told(found: Answers, actions: Sequence[str]) -> pl.DataFrame:
    """Return a line for each row and action with its outcomes in words."""
    parts = []
    for action in actions:
        told = found.told.filter(pl.col("action") == action).select("answer", "outcomes", "presumed")
        ids = found.ids.select(pl.col("row").cast(pl.Int64), pl.col(action).alias("answer"))
        parts.append(ids.join(told, on="answer", how="inner").with_columns(action=pl.lit(action)).drop("answer"))
    return pl.concat(parts) if parts else pl.DataFrame(schema={n: SCHEMA[n] for n in ("row", "outcomes", "presumed")})
