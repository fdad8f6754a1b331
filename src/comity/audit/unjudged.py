"""What could not be judged and why: missing facts, contested law, law nobody has read, and what no record tells."""

from __future__ import annotations

from typing import Any

import polars as pl

from comity.audit.grounds import fact_in_words, point_in_words, points_of, rule
from comity.audit.judge import Finding
from comity.audit.placenames import kinds_of, name_of
from comity.audit.run import Audit
from comity.law.body import Body
from comity.vocabulary.modality import Role

MOST_PLACES = 40


def unjudged(audit: Audit, body: Body) -> dict[str, Any]:
    """Return, in findings, what is open and what would settle it, contested, unsurveyed and not recorded.

    `open` is what stays open even under the presumptions; `settled_by_presumption` is judged only under them.
    """
    findings = audit.findings
    still = findings.filter(pl.col("presumed_finding") == Finding.OPEN)
    contested = findings.filter(pl.col("presumed_finding") == Finding.CONTESTED)
    unsurveyed = findings.filter(pl.col("presumed_finding") == Finding.UNSURVEYED)
    silent = findings.filter(pl.col("finding") == Finding.NOT_RECORDED)
    doubtful = [str(f) for f in (Finding.OPEN, Finding.CONTESTED, Finding.UNSURVEYED)]
    strict, under = pl.col("finding").is_in(doubtful), pl.col("presumed_finding").is_in(doubtful)
    presumed = findings.filter(strict & ~under)
    return {
        "open": {**_size(still), "facts": _facts(still, audit, body)},
        "settled_by_presumption": {**_size(presumed), "facts": _facts(presumed, audit, body, presumed=True)},
        "contested": {**_size(contested), "points": _contested(contested, audit, body)},
        "unsurveyed": {**_size(unsurveyed), "places": _places(unsurveyed, body)},
        "not_recorded": {**_size(silent), "acts": _acts(silent, body)},
    }


def _size(findings: pl.DataFrame) -> dict[str, int]:
    return {"findings": findings.height, "rows": findings["row"].n_unique()}


def _acts(findings: pl.DataFrame, body: Body) -> list[dict[str, Any]]:
    counted = findings.group_by("action", "duty").len().sort(["len", "action"], descending=[True, False])
    return [
        {"act": body.words.duties[duty] if duty else body.words.actions[action].verb, "findings": lines}
        for action, duty, lines in counted.iter_rows()
    ]


def _facts(findings: pl.DataFrame, audit: Audit, body: Body, *, presumed: bool = False) -> list[dict[str, Any]]:
    """Return the facts that the findings turn on, with how many findings each would help to settle."""
    counted: dict[str, int] = {}
    for number, lines in findings.group_by("situation").len().iter_rows():
        situation = audit.situations[number]
        names = set(situation.turns_on)
        names = names & set(situation.assumed) if presumed else names - set(situation.assumed) or names
        for name in names:
            counted[name] = counted.get(name, 0) + lines
    ranked = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    made = []
    for name, lines in ranked:
        if name.startswith("reading:"):
            point = point_in_words(name.removeprefix("reading:"), body)
            told = {"fact": name, "question": point["question"], "presumption": None, "judgement": None}
            made.append({**told, "law": True, "findings": lines})
        else:
            made.append({**fact_in_words(name, body), "law": False, "findings": lines})
    return made


def _contested(findings: pl.DataFrame, audit: Audit, body: Body) -> list[dict[str, Any]]:
    """Return what the contested findings are about: an open point with its readings, or rules that stand opposed."""
    counted: dict[tuple[Any, ...], dict[str, Any]] = {}
    for number, action, lines in findings.group_by("situation", "action").len().sort("situation").iter_rows():
        situation = audit.situations[number]
        points = points_of(situation)
        opposed = tuple(r for r in situation.reasons if r.role is Role.CONTROLS and not r.remote)
        key = (action, points or tuple(r.provision.id for r in opposed))
        entry = counted.setdefault(key, {
            "act": body.words.actions[action].verb,
            "points": [point_in_words(p, body) for p in points],
            "rules": [rule(r, body) for r in opposed],
            "findings": 0,
        })  # fmt: skip
        entry["findings"] += lines
    return sorted(counted.values(), key=lambda e: (-e["findings"], e["act"]))


def _places(findings: pl.DataFrame, body: Body) -> list[dict[str, Any]]:
    counted = (
        findings.group_by("place", "agency").len().sort(["len", "place", "agency"], descending=[True, False, False])
    )
    return [
        {"place": place, "name": name_of(place, body), "agency": kinds_of(agency, body), "findings": lines}
        for place, agency, lines in counted.head(MOST_PLACES).iter_rows()
    ]
