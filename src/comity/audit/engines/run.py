"""Judges a log where it is: in DuckDB, in Spark, or as a Polars LazyFrame, with the findings of the audit of a file.

What the law makes of a situation is asked of the same diagrams, on the driver; the engine finds what is distinct and
joins the verdicts back. Nothing but distinct combinations of the columns read ever leaves the engine.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import narwhals as nw
import polars as pl

from comity.audit.engines.acts import judge_acts
from comity.audit.engines.duties import judge_lazy_duties
from comity.audit.engines.faults import NONE, WHY, sort_out
from comity.audit.engines.native import Lazy, distinct, fetched, moved
from comity.audit.engines.plain import plain
from comity.audit.importers import Imported, read, words_of
from comity.audit.line import LINE
from comity.audit.run import Audit
from comity.audit.situations import Situation, Situations
from comity.engine.slices import Slices
from comity.law.load import law_folder


@dataclass(frozen=True)
class LazyAudit:
    """What an audit found, left in the engine that holds the log.

    `findings` and `rejected` are frames of that engine, with the columns of an audit of a file; no order of rows is
    promised. `situations` says why, by number. `rows` counts the rows read, judged and rejected: judged and rejected
    together are the rows read.
    """

    findings: Any
    rejected: Any
    situations: dict[int, Situation]
    actions: tuple[str, ...]
    digest: str
    rows: dict[str, int]
    distinct: dict[str, int] = field(default_factory=dict)


def audit_lazy(log: Any, slices: Slices, *, actions: tuple[str, ...] = ()) -> LazyAudit:
    """Judge a plain log held by an engine: a DuckDB relation, a Spark DataFrame or a Polars LazyFrame.

    `actions` limits what is judged; by default every action the log has a `did_` column for. Raise InputError for a
    log without place, agency or day; rows that cannot be read are in `rejected`.
    """
    body = slices.body
    known = plain(log, body)
    chosen = actions or tuple(a for a in body.words.actions if f"did_{a}" in known.facts)
    out = sort_out(known, slices)
    faulty: dict[int, int] = dict(distinct(out.frame, ["_fault"]).iter_rows())
    situations = Situations(slices)
    found = [
        judge_acts(out, known, situations, chosen),
        judge_lazy_duties(out, known, situations, chosen),
    ]
    frames: list[Lazy] = [f for f in found if f is not None]
    findings = nw.concat(frames) if frames else known.beside(pl.DataFrame(schema=LINE))
    rows = sum(faulty.values())
    judged = faulty.get(NONE, 0)
    return LazyAudit(
        nw.to_native(findings),
        nw.to_native(out.rejected()),
        situations.found,
        chosen,
        body.digest,
        {"in": rows, "judged": judged, "rejected": rows - judged},
        situations.distinct,
    )


def audit_by(
    engine: str,
    log: Path,
    slices: Slices,
    *,
    layout: str | None = None,
    place: str | None = None,
    facilities: Path | None = None,
) -> Audit:
    """Judge a file by an engine on this machine, and return what the audit of a file returns.

    The file is read as always; only the judging is the engine's. Raise InputError for a file that cannot be read, and
    for an engine that is not known, not installed or cannot start.
    """
    imported = read(
        log, words_of(slices.body.words), facilities or law_folder() / "facilities", layout=layout, place=place
    )
    return brought(audit_lazy(moved(imported.frame, engine), slices), imported)


def brought(found: LazyAudit, imported: Imported) -> Audit:
    """Return an audit left in an engine as one on this machine, with the rows that its reader rejected."""
    findings = fetched(nw.from_native(found.findings)).select(pl.col(n).cast(k) for n, k in LINE.items())
    rejected = fetched(nw.from_native(found.rejected)).select(pl.col(n).cast(k) for n, k in WHY.items())
    return Audit(
        imported=imported,
        findings=findings.sort(["row", "action", "duty"], nulls_last=False),
        rejected=pl.concat([imported.rejected, rejected]).sort("row"),
        situations=found.situations,
        actions=found.actions,
        digest=found.digest,
        distinct=found.distinct,
    )
