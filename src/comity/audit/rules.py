"""Findings against the law, grouped by the rules that make them, each with its rows."""

from __future__ import annotations

from typing import Any

import polars as pl

from comity.audit.grounds import closing, fact_in_words, grounds, rule
from comity.audit.judge import AGAINST
from comity.audit.placenames import kinds_of, name_of
from comity.audit.run import Audit
from comity.law.body import Body

FIRST = 20


def rule_groups(audit: Audit, body: Body, *, presumed: bool, first: int = FIRST) -> list[dict[str, Any]]:
    """Return a group for each act, finding and set of rules, the largest first, with its first rows.

    Strict groups hold what is against the law whatever is unknown; presumed ones what is so only under presumptions.
    """
    column = "presumed_finding" if presumed else "finding"
    groups: dict[tuple[Any, ...], dict[str, Any]] = {}
    for line in _against(audit.findings, presumed=presumed).iter_rows(named=True):
        situation = audit.situations[line["situation"]]
        rules = [rule(r, body) for r in grounds(situation, line[column])]
        if not rules:
            shut = closing(line["place"], line["agency"], line["action"], body)
            rules = [shut] if shut else []
        key = (line[column], line["action"], line["duty"] or "", tuple(sorted(r["provision"] for r in rules)))
        group = groups.setdefault(key, _group(line, column, rules, body))
        group["findings"] += 1
        group["_rows"].add(line["row"])
        if presumed:
            group["_assumed"].update(situation.assumed.items())
        if len(group["rows"]) < first:
            group["rows"].append(_row(line, body))
    return [
        _closed(g, body) for g in sorted(groups.values(), key=lambda g: (-g["findings"], g["action"], g["finding"]))
    ]


def by_provision(audit: Audit, body: Body) -> list[dict[str, Any]]:
    """Return each rule that a finding rests on, with its cite, evidence mark and counts."""
    counted: dict[str, dict[str, Any]] = {}
    for presumed, name in ((False, "findings"), (True, "only_if_presumed")):
        for group in rule_groups(audit, body, presumed=presumed, first=0):
            for found in group["rules"]:
                entry = counted.setdefault(found["provision"], {**found, "findings": 0, "only_if_presumed": 0})
                entry[name] += group["findings"]
    return sorted(counted.values(), key=lambda e: (-e["findings"], -e["only_if_presumed"], e["provision"]))


def _against(findings: pl.DataFrame, *, presumed: bool) -> pl.DataFrame:
    words = [str(f) for f in AGAINST]
    strict = pl.col("finding").is_in(words)
    chosen = ~strict & pl.col("presumed_finding").is_in(words) if presumed else strict
    return findings.filter(chosen).sort("on", "row")


def _group(line: dict[str, Any], column: str, rules: list[dict[str, Any]], body: Body) -> dict[str, Any]:
    duty = line["duty"]
    return {
        "finding": line[column],
        "action": line["action"],
        "duty": duty,
        "act": body.words.duties[duty] if duty else body.words.actions[line["action"]].verb,
        "about": body.words.actions[line["action"]].verb,
        "rules": rules,
        "findings": 0,
        "rows": [],
        "_rows": set(),
        "_assumed": set(),
    }


def _row(line: dict[str, Any], body: Body) -> dict[str, Any]:
    return {
        "row": line["row"],
        "on": line["on"].isoformat(),
        "place": line["place"],
        "name": name_of(line["place"], body),
        "agency": kinds_of(line["agency"], body),
        "detail": line["detail"] if line["duty"] else "",
    }


def _closed(group: dict[str, Any], body: Body) -> dict[str, Any]:
    rows, assumed = group.pop("_rows"), group.pop("_assumed")
    group["requests"] = len(rows)
    group["more"] = group["findings"] - len(group["rows"])
    group["assumed"] = [{**fact_in_words(f, body), "value": v} for f, v in sorted(assumed)]
    return group
