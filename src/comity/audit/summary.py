"""What an audit found, as plain data: every row accounted for, findings by rule, and what could not be judged and why.

Strict findings and those that hold only if stated presumptions hold are counted apart and never added together. Counts
of rows (requests) and of findings (one act or duty of a row) are kept apart too.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl

from comity.audit.accounting import account_of
from comity.audit.grounds import fact_in_words
from comity.audit.importers import bookings
from comity.audit.judge import AGAINST, Finding
from comity.audit.placenames import kinds_of, name_of
from comity.audit.rules import by_provision, rule_groups
from comity.audit.run import Audit
from comity.audit.standing import SAYS, Standing, standings
from comity.audit.timeline import timeline
from comity.audit.unjudged import unjudged
from comity.engine.slices import Slices
from comity.law.body import Body
from comity.vocabulary.errors import InputError

NOTICE = "Information, not legal advice."
HOLD_CLOSED_LAST = "a hold closed last does not by itself prove unlawful detention"


def summarise(audit: Audit, slices: Slices, *, log: Path | str | None = None) -> dict[str, Any]:
    """Return the summary of an audit as plain data: mappings, lists, text and numbers.

    `log` is the file it was made from: its name is told, and the figures others publish of it.
    """
    body = slices.body
    rows = standings(audit.findings, account_of(audit).kept.select("row", "place", "agency", "on"))
    return {
        "notice": NOTICE,
        "log": {
            "name": Path(log).name if log else "a table given by the caller",
            "layout": audit.imported.layout,
            "whose_count": audit.imported.whose_count,
            "notes": list(audit.imported.notes),
            "first": _text(rows["on"].min()),
            "last": _text(rows["on"].max()),
        },
        "law": {"digest": audit.digest, "edition": body.edition},
        "rows": account_of(audit).counts(),
        "requests": [
            {"standing": str(s), "says": SAYS[s], "rows": int((rows["standing"] == s).sum())} for s in Standing
        ],
        "against": _against(audit.findings),
        "findings": _findings(audit.findings, body),
        "by_year": _by_year(rows),
        "by_place": _by_place(rows, body),
        "rules": rule_groups(audit, body, presumed=False),
        "rules_presumed": rule_groups(audit, body, presumed=True),
        "by_provision": by_provision(audit, body),
        "unjudged": unjudged(audit, body),
        "assumptions": _assumptions(audit, body),
        "source_outcomes": _source_outcomes(audit.imported.frame),
        "situations": {"per_action": dict(sorted(audit.distinct.items())), "decided": len(audit.situations)},
        "published": _published(audit, log),
        "timeline": timeline(audit, slices),
    }


def _text(day: object) -> str | None:
    return None if day is None else str(day)


def against(*, presumed: bool) -> pl.Expr:
    """Return whether a finding is against the law: strictly, or only if the presumptions hold."""
    words = [str(f) for f in AGAINST]
    strict = pl.col("finding").is_in(words)
    return ~strict & pl.col("presumed_finding").is_in(words) if presumed else strict


def _against(findings: pl.DataFrame) -> dict[str, dict[str, int]]:
    found = {}
    for name, presumed in (("strict", False), ("only_if_presumed", True)):
        mine = findings.filter(against(presumed=presumed))
        found[name] = {"rows": mine["row"].n_unique(), "findings": mine.height}
    return found


def _findings(findings: pl.DataFrame, body: Body) -> list[dict[str, Any]]:
    """Return the counts of findings per action (or duty of an action), strict and if the presumptions hold."""
    made = []
    acts = findings.select("action", "duty").unique().sort("action", "duty", nulls_last=False)
    for action, duty in acts.iter_rows():
        mine = findings.filter((pl.col("action") == action) & pl.col("duty").eq_missing(pl.lit(duty)))
        made.append(
            {
                "action": action,
                "duty": duty,
                "act": body.words.duties[duty] if duty else body.words.actions[action].verb,
                "findings": mine.height,
                "strict": {str(f): int((mine["finding"] == f).sum()) for f in Finding},
                "if_presumed": {str(f): int((mine["presumed_finding"] == f).sum()) for f in Finding},
            }
        )
    return made


def _by_year(rows: pl.DataFrame) -> list[dict[str, Any]]:
    if rows.is_empty():
        return []
    years = rows.with_columns(pl.col("on").dt.year().alias("year"))
    seen: list[int] = sorted(set(years["year"].to_list()))
    first, last = seen[0], seen[-1]
    counted = {(y, s): n for y, s, n in years.group_by("year", "standing").len().iter_rows()}
    span = range(first, last + 1) if last - first < 200 else seen
    return [
        {
            "year": y,
            "rows": sum(counted.get((y, s), 0) for s in Standing),
            **{str(s): counted.get((y, s), 0) for s in Standing},
        }
        for y in span
    ]


def _by_place(rows: pl.DataFrame, body: Body) -> list[dict[str, Any]]:
    """Return the counts of each agency of a place, the ones with most against the law first, then the largest."""
    counted: dict[tuple[str, str], dict[str, int]] = {}
    for place, agency, standing, count in rows.group_by("place", "agency", "standing").len().iter_rows():
        counted.setdefault((place, agency), {})[standing] = count
    made = [
        {
            "place": place,
            "name": name_of(place, body),
            "agency": agency,
            "agency_says": kinds_of(agency, body),
            "rows": sum(found.values()),
            **{str(s): found.get(s, 0) for s in Standing},
        }
        for (place, agency), found in counted.items()
    ]
    return sorted(made, key=lambda m: (-m["against"], -m["against_if_presumed"], -m["rows"], m["place"], m["agency"]))


def _assumptions(audit: Audit, body: Body) -> list[dict[str, Any]]:
    """Return the presumptions that a presumed finding rests on where the strict one differs, most used first."""
    differ = audit.findings.filter(pl.col("finding") != pl.col("presumed_finding")).group_by("situation").len()
    counted: dict[tuple[str, str], int] = {}
    for number, lines in differ.iter_rows():
        for fact, value in audit.situations[number].assumed.items():
            counted[fact, value] = counted.get((fact, value), 0) + lines
    ranked = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    return [{**fact_in_words(fact, body), "value": value, "findings": lines} for (fact, value), lines in ranked]


def _source_outcomes(frame: pl.DataFrame) -> list[dict[str, Any]]:
    """Return what the source says became of its rows, where the reader carries it."""
    if "source_outcome" not in frame.columns:
        return []
    counted = frame.group_by("source_outcome").len().sort(["len", "source_outcome"], descending=[True, False])
    return [{"outcome": outcome, "rows": rows} for outcome, rows in counted.iter_rows()]


def _published(audit: Audit, log: Path | str | None) -> dict[str, Any] | None:
    """Return the figures that others publish of such a file, shown as what they are."""
    if audit.imported.layout != bookings.LAYOUT or log is None:
        return None
    try:
        figures = bookings.published_figures(Path(log))
    except InputError:
        return None
    return {
        "bookings": figures.bookings,
        "mean_days": figures.mean_days,
        "median_days": figures.median_days,
        "hold_closed_last": figures.hold_closed_last,
        "caution": HOLD_CLOSED_LAST,
    }
