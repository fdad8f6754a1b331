"""Every source row in one place: judged, rejected or set apart, with why; nothing is dropped in silence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

from comity.audit.run import Audit

FOLDED = "source_rows"


@dataclass(frozen=True)
class Account:
    """The rows of one audit. `kept` are the log rows judged; one may stand for several source rows (charges)."""

    kept: pl.DataFrame
    rows_in: int
    judged: int
    rejected: int
    set_apart: int
    refused: pl.DataFrame
    apart: pl.DataFrame

    def counts(self) -> dict[str, Any]:
        """Return the account as plain data, with what was rejected and set apart and why."""
        why = self.apart.group_by("why").len().sort(["len", "why"], descending=[True, False])
        bad = self.refused.group_by("column", "reason").agg(
            pl.len().alias("rows"), pl.col("row").min().alias("first_row")
        )
        bad = bad.sort(["rows", "first_row"], descending=[True, False])
        return {
            "in": self.rows_in,
            "judged": self.judged,
            "log_rows": self.kept.height,
            "rejected": self.rejected,
            "set_apart": self.set_apart,
            "accounted": self.judged + self.rejected + self.set_apart,
            "why_set_apart": [{"why": w, "rows": n} for w, n in why.iter_rows()],
            "why_rejected": list(bad.iter_rows(named=True)),
        }


def account_of(audit: Audit) -> Account:
    """Return the account of an audit.

    INVARIANT: the parts hold every source row once. A row lost is a fault of ours, not of the file.
    """
    imported = audit.imported
    kept = imported.frame.join(audit.rejected.select("row"), on="row", how="anti").sort("row")
    dropped = imported.frame.join(audit.rejected.select("row"), on="row", how="semi")
    judged, later = _source_rows(kept), _source_rows(dropped)
    made = Account(
        kept,
        imported.rows_in,
        judged,
        imported.rejected.height + later,
        imported.set_apart.height,
        audit.rejected,
        imported.set_apart,
    )
    if made.judged + made.rejected + made.set_apart != made.rows_in:
        raise AssertionError(f"{made.rows_in} rows read, {made.judged + made.rejected + made.set_apart} accounted for")
    return made


def _source_rows(frame: pl.DataFrame) -> int:
    return int(frame[FOLDED].sum()) if FOLDED in frame.columns else frame.height
