"""Why a finding is what it is: the rules that make it, the facts that would settle it, the readings that divide it."""

from __future__ import annotations

from typing import Any

from comity.audit.judge import Finding
from comity.audit.situations import Situation
from comity.condition.tree import Tree, tests
from comity.engine.roles import Reason
from comity.law.body import STATUS, Body
from comity.vocabulary.modality import LIMITS, Modality, Role

READING = "reading:"
_STATUS_SAYS = "The rule turns on immigration status, which Comity does not hold."


def grounds(situation: Situation, finding: str) -> tuple[Reason, ...]:
    """Return the rules that make a finding against the law: those that control, else those that may."""
    wanted = LIMITS if finding == Finding.DID_PROHIBITED else frozenset({Modality.MUST})
    fitting = [r for r in situation.reasons if r.provision.modality in wanted and not r.remote]
    for role in (Role.CONTROLS, Role.MAY_CONTROL):
        found = tuple(r for r in fitting if r.role is role)
        if found:
            return found
    return ()


def closing(place: str, agency: str, action: str, body: Body) -> dict[str, Any] | None:
    """Return the closing rule of a place that speaks on the action, as plain data, or None."""
    kinds = set(agency.split(";"))
    for described in reversed(body.described(place)):
        for rule in described.closing:
            if action in rule.actions and (not rule.agencies or rule.agencies & kinds):
                return {
                    "provision": f"{described.id}: closing rule",
                    "says": rule.says,
                    "title": "",
                    "cite": rule.cite,
                    "url": "",
                    "evidence": "unread",
                    "modality": "closing",
                    "since": None,
                    "role": "controls",
                }
    return None


def rule(reason: Reason, body: Body) -> dict[str, Any]:
    """Return a reason as plain data for a report."""
    p = reason.provision
    whole = body.instruments[p.instrument].history if p.instrument in body.instruments else ()
    starts = [e.on for e in (*p.history, *whole) if e.event == "effective"]
    return {
        "provision": p.id,
        "says": p.says,
        "title": body.instruments[p.instrument].title if p.instrument in body.instruments else "",
        "cite": p.cite,
        "url": p.source_url if p.source_url.startswith(("http://", "https://")) else "",
        "evidence": p.evidence,
        "modality": str(p.modality),
        "role": str(reason.role),
        "since": max(starts).isoformat() if starts else None,
    }


def fact_in_words(fact: str, body: Body) -> dict[str, Any]:
    """Return a fact with its question, its presumption and who must judge it."""
    if fact == STATUS:
        return {"fact": fact, "question": _STATUS_SAYS, "presumption": None, "judgement": None}
    known = body.facts.get(fact) or body.facts.get(fact.rsplit(":", 1)[0])
    if known is None:
        return {"fact": fact, "question": fact.replace("_", " "), "presumption": None, "judgement": None}
    question = known.question
    if known.name != fact:
        question = f"{question} Does it include {fact.rsplit(':', 1)[-1].replace('_', ' ')}?"
    return {"fact": fact, "question": question, "presumption": known.presumption, "judgement": known.judgement}


def points_of(situation: Situation) -> tuple[str, ...]:
    """Return the open points that the rules of a situation turn on."""
    found: set[str] = set()
    for reason in situation.reasons:
        p = reason.provision
        found |= _points(p.when)
        found |= {e.point for e in p.history if e.point}
        if p.gate:
            found.add(p.gate[0])
    return tuple(sorted(found))


def _points(tree: Tree) -> set[str]:
    return {t.fact.removeprefix(READING) for t in tests(tree) if t.fact.startswith(READING)}


def point_in_words(point: str, body: Body) -> dict[str, Any]:
    """Return an open point with its readings and who holds each."""
    found = body.points.get(point)
    if found is None:
        return {
            "point": point,
            "kind": "undecided",
            "question": _STATUS_SAYS if point == STATUS else point,
            "readings": [],
        }
    readings = [{"reading": n, "says": s, "authorities": list(who)} for n, (s, who) in found.readings.items()]
    return {"point": point, "kind": found.kind, "question": found.question, "readings": readings}
