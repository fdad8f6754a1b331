"""How the law's answer changes over time for the main agencies of a log, and how many of its rows fall under each.

The law is asked about the request that is seen most often at the agency, with the facts that matter. Changes after the
last row are told too: they bind the next request, though no row of the log falls under them.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

import polars as pl

from comity.audit.columns import encounter_of
from comity.audit.grounds import fact_in_words, rule
from comity.audit.placenames import kinds_of, name_of
from comity.audit.run import Audit
from comity.engine.decision import ActionDecision, decide_action
from comity.engine.slices import Slices
from comity.law.body import Body
from comity.law.history import change_days
from comity.vocabulary.errors import InputError
from comity.vocabulary.place import path_of

MOST = 12
WHO = ("place", "agency", "agency_id")


def timeline(audit: Audit, slices: Slices, *, most: int = MOST) -> list[dict[str, Any]]:
    """Return, for the agencies with the most rows and each action judged, the stretches of time with one answer."""
    rows = audit.imported.frame.join(audit.rejected.select("row"), on="row", how="anti")
    who = [name for name in WHO if name in rows.columns]
    if rows.is_empty():
        return []
    sizes = rows.group_by(who).len()
    largest = sizes.sort(["len", *who], descending=[True, *(False for _ in who)], nulls_last=True).head(most)
    found: list[dict[str, Any]] = []
    for key in largest.iter_rows(named=True):
        mine = rows.filter(pl.all_horizontal(pl.col(n).eq_missing(pl.lit(key[n])) for n in who))
        first, last = _ends(mine)
        for action in _recorded(audit.actions, rows, mine):
            stretches, facts = _stretches(mine, key, slices, action)
            if stretches:
                found.append(
                    {
                        "place": key["place"],
                        "name": name_of(key["place"], slices.body),
                        "agency": key["agency"],
                        "agency_id": key.get("agency_id"),
                        "agency_says": kinds_of(key["agency"], slices.body),
                        "action": action,
                        "act": slices.body.words.actions[action].verb,
                        "rows": mine.height,
                        "facts": facts,
                        "first": first.isoformat(),
                        "last": last.isoformat(),
                        "stretches": stretches,
                    }
                )
    return found


def _recorded(actions: tuple[str, ...], rows: pl.DataFrame, mine: pl.DataFrame) -> list[str]:
    """Return the actions to tell of an agency: those it has a record of, those nobody in the log has, else all."""

    def said(frame: pl.DataFrame, action: str) -> bool:
        return f"did_{action}" in frame.columns and frame[f"did_{action}"].null_count() < frame.height

    own = {a for a in actions if said(mine, a)}
    return [a for a in actions if not own or a in own or not said(rows, a)]


def _ends(rows: pl.DataFrame) -> tuple[date, date]:
    days: list[date] = rows["on"].sort().to_list()
    return days[0], days[-1]


def _stretches(
    rows: pl.DataFrame, key: dict[str, Any], slices: Slices, action: str
) -> tuple[list[dict[str, Any]], dict[str, str]]:
    body = slices.body
    first, _ = _ends(rows)
    days = [first, *(d for d in _days(body, key["place"], action) if d > first)]
    typical = _typical(rows, key, slices, action, days)
    facts = {n: str(v) for n, v in typical.items() if n in body.facts}
    kept: list[tuple[date, ActionDecision, dict[str, dict[str, Any]]]] = []
    bound: object = None
    for day in days:
        try:
            encounter = encounter_of({**typical, "on": day}, body)
        except InputError:
            return [], facts
        play = slices.play(encounter, action)
        here = (tuple((b.provision.id, b.gate) for b in play.bound), play.settled)
        if here == bound:
            continue
        bound = here
        decision = decide_action(encounter, slices, action)
        rules = {r.provision.id: rule(r, body) for r in decision.reasons if not r.remote}
        if kept and _same(kept[-1][1], decision, kept[-1][2], rules):
            continue
        kept.append((day, decision, rules))
    return [_stretch(kept, i, rows, body) for i in range(len(kept))], facts


def _same(a: ActionDecision, b: ActionDecision, before: dict[str, Any], after: dict[str, Any]) -> bool:
    roles = [{p: r["role"] for p, r in rules.items()} for rules in (before, after)]
    return (a.outcomes, a.presumed) == (b.outcomes, b.presumed) and roles[0] == roles[1]


def _stretch(
    kept: list[tuple[date, ActionDecision, dict[str, dict[str, Any]]]], i: int, rows: pl.DataFrame, body: Body
) -> dict[str, Any]:
    day, decision, rules = kept[i]
    before = kept[i - 1][2] if i else {}
    until = kept[i + 1][0] - timedelta(days=1) if i + 1 < len(kept) else None
    within = rows.filter((pl.col("on") >= day) & (pl.col("on") <= (until or date.max)))
    return {
        "from": day.isoformat(),
        "until": until.isoformat() if until else None,
        "rows": within.height,
        "outcomes": sorted(map(str, decision.outcomes)),
        "presumed": sorted(map(str, decision.presumed)),
        "assumed": [{**fact_in_words(f, body), "value": v} for f, v in decision.assumed.items()],
        "open": list(decision.open_points),
        "starts": [r for p, r in rules.items() if p not in before],
        "stops": [r for p, r in before.items() if p not in rules],
        "turns": [
            {**r, "was": before[p]["role"]} for p, r in rules.items() if p in before and before[p]["role"] != r["role"]
        ],
        "controls": [p for p, r in rules.items() if r["role"] == "controls"],
    }


def _days(body: Body, place: str, action: str) -> list[date]:
    """Return the days on which law on the action can change at a place."""
    days = {s.since for point in body.points.values() for s in point.settled}
    for instrument in (i for p in path_of(place) for i in body.by_place.get(p, ())):
        mine = [p for p in instrument.provisions if action in p.actions]
        if mine and not instrument.quiet:
            days |= change_days(instrument.history)
        for provision in mine:
            days |= change_days(provision.history)
    return sorted(d for d in days if d < date.max)


def _typical(rows: pl.DataFrame, key: dict[str, Any], slices: Slices, action: str, days: list[date]) -> dict[str, Any]:
    """Return the facts that are seen together most often, of those the law of the action turns on, with who acts."""
    body = slices.body
    names: set[str] = set()
    for day in days:
        play = slices.play(encounter_of({**key, "on": day}, body), action)
        variables = slices.compiled(play).variables
        names |= {n for v in variables for n in (v.fact, v.fact.rsplit(":", 1)[0])}
    if any(body.derived[n].over == "papers" for n in names if n in body.derived):
        names |= set(body.words.flat.values())
    did = f"did_{action}"
    recorded = rows.filter(pl.col(did).is_not_null()) if did in rows.columns else rows
    chosen = recorded if recorded.height else rows
    columns = [c for c in rows.columns if c in names and c in body.words.facts]
    if not columns:
        return dict(key)
    seen = Counter(chosen.select(columns).iter_rows())
    best = min(seen, key=lambda row: (-seen[row], str(row)))
    return {**key, **{c: v for c, v in zip(columns, best, strict=True) if v is not None}}
