"""Turns a decision into plain data: the only thing that commands, pages and reports render.

Keys and their meaning are a public contract (docs/decision-format.md).
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from comity.condition.tree import NEVER
from comity.engine.applicable import acting
from comity.engine.ask import questions
from comity.engine.compile import Compiled
from comity.engine.decision import ActionDecision, Decision, Masks, Reason, Watched
from comity.engine.owed import explain_duty
from comity.law.body import STATUS, Body
from comity.law.history import in_force
from comity.law.instrument import Remedy
from comity.vocabulary.modality import Role
from comity.vocabulary.place import path_of

_STATUS_SAYS = "the rule turns on immigration status, which Comity does not hold"


def explain(decision: Decision, body: Body) -> dict[str, Any]:
    """Return the decision as plain data: mappings, lists, text and None only."""
    encounter = decision.encounter
    return {
        "law": {"digest": body.digest, "on": encounter.on.isoformat(), "edition": body.edition},
        "place": encounter.who.place,
        "agency": sorted(encounter.who.kinds),
        "actions": {name: explain_action(a, decision, body) for name, a in decision.actions.items()},
        "rested_on_transient": list(decision.transient),
    }


def explain_action(a: ActionDecision, decision: Decision, body: Body) -> dict[str, Any]:
    """Return the decision of one action as plain data."""
    return {
        "outcomes": _plain(a.outcomes),
        "basis": _plain(a.basis),
        "presumed": {
            "outcomes": _plain(a.presumed),
            "basis": _plain(a.presumed_basis),
            "assumed": dict(a.assumed),
        },
        "reasons": [reason_data(r, body) for r in (*a.reasons, *_lifting_duties(a))],
        "ask": [_question(q, a, body) for q in questions(a, body)],
        "open": [_open(point, body) for point in a.open_points],
        "duties": [d for owed in a.duties for d in explain_duty(owed, decision, body)],
        "remedies": [_remedy(r) for r in _remedies(a, decision, body)],
        "disputes": _disputes(a, body),
        "unread": _unread(a, body),
        "closing": {"says": a.play.closing.says, "cite": a.play.closing.cite} if a.play.closing else None,
        "watch": [_watched(w, body) for w in decision.watch.get(a.action, [])],
        "survey": [
            {
                "place": p,
                "read": row.read,
                "reaches": row.reaches.isoformat(),
                "own": "read" if row.own_read else "unread",
                "reviewed_by": row.reviewed_by,
            }
            for p, row in a.play.survey
        ],
        "judges": _judges(a, body),
        "later": _later(a, decision, body),
    }


def _plain(words: Iterable[StrEnum]) -> list[str]:
    return sorted(str(word) for word in words)


def _lifting_duties(a: ActionDecision) -> list[Reason]:
    """Return exemptions that lift a duty only, each once."""
    known = {r.provision.id for r in a.reasons}
    lifting = [r for d in a.duties for r in d.reasons if r.role is Role.EXEMPTS]
    return list({r.provision.id: r for r in lifting if r.provision.id not in known}.values())


def reason_data(r: Reason, body: Body) -> dict[str, Any]:
    """Return a reason as plain data."""
    p = r.provision
    found: dict[str, Any] = {
        "provision": p.id,
        "modality": str(p.modality),
        "cite": p.cite,
        "evidence": p.evidence,
        "role": str(r.role),
        "says": p.says,
        "url": p.source_url,
        "since": _since(p.instrument, p.id, body),
        "notes": list(p.notes),
    }
    if r.yields_to:
        found["yields_to"] = list(r.yields_to)
    if r.remote:
        found["only_if"] = "a presumption fails"
    if p.quote:
        found["quote"] = p.quote
    return found


def _since(instrument: str, provision: str, body: Body) -> str | None:
    own = body.provisions[provision].history if provision in body.provisions else ()
    whole = body.instruments[instrument].history if instrument in body.instruments else ()
    starts = [e.on for e in (*own, *whole) if e.event == "effective"]
    return max(starts).isoformat() if starts else None


def _question(q: Any, a: ActionDecision, body: Body) -> dict[str, Any]:
    member = q.variable.rsplit(":", 1)[-1] if q.variable != q.fact.name else None
    text = q.fact.question if member is None else f"{q.fact.question} Does it include {member.replace('_', ' ')}?"
    verb = body.words.actions[a.action].verb
    return {
        "fact": q.variable,
        "question": text,
        "why": f"decides whether the agency may {verb}",
        "separates": [{"answer": label, "outcomes": _plain(outcomes)} for label, outcomes in q.separates],
        "presumed": q.presumed,
        "judgement": q.fact.judgement,
    }


def _open(point: str, body: Body) -> dict[str, Any]:
    if point == STATUS:
        return {"point": STATUS, "kind": "undecided", "question": _STATUS_SAYS, "readings": []}
    found = body.points[point]
    readings = [{"reading": n, "says": s, "authorities": list(au)} for n, (s, au) in found.readings.items()]
    return {"point": point, "kind": found.kind, "question": found.question, "readings": readings}


def _disputes(a: ActionDecision, body: Body) -> list[dict[str, Any]]:
    """Return the readings that lead to different outcomes, each with its authorities."""
    found: dict[tuple[str, str, str], dict[str, Any]] = {}
    for result in a.results:
        for chosen, outcome in result.readings:
            for point, reading in chosen:
                says, authorities = body.points[point].readings[reading]
                key = (point, reading, str(outcome))
                found[key] = {"point": point, "question": body.points[point].question, "reading": reading, "says": says,
                              "authorities": list(authorities), "outcome": str(outcome)}  # fmt: skip
    return [found[key] for key in sorted(found)]


def _remedies(a: ActionDecision, decision: Decision, body: Body) -> list[Remedy]:
    """Return the remedies of that day for a breach of what controls, may control, or bars limits."""
    active = (Role.CONTROLS, Role.MAY_CONTROL, Role.BARS_LIMITS)
    who, on, known_at = decision.encounter.who, decision.encounter.on, decision.encounter.known_at
    ids = [r.provision.id for r in a.reasons if r.role in active]
    ids += [r.provision.id for d in a.duties for r in d.reasons if r.role in active]
    found = {(r.cite, r.says): r for name in ids for r in body.remedies.get(name, ())}
    return [r for r in found.values() if in_force(r.history, on, who, known_at) != NEVER]


def _remedy(r: Remedy) -> dict[str, Any]:
    return {
        "for": list(r.targets),
        "who": list(r.who),
        "forum": r.forum,
        "form": r.form,
        "says": r.says,
        "cite": r.cite,
        "evidence": r.evidence,
        "amount": dict(r.amount),
    }


def _unread(a: ActionDecision, body: Body) -> list[dict[str, str]]:
    if a.unread is None:
        return []
    name = body.places[a.unread].name if a.unread in body.places else a.unread
    says = f"The agency's own rules in {name} have not been read; a rule there could change this answer."
    return [{"place": a.unread, "fact": f"own_rule.{a.action}", "says": says}]


def _watched(watched: Watched, body: Body) -> dict[str, Any]:
    o = body.overlays[watched.overlay]
    stage = o.stages[-1] if o.stages else None
    return {
        "bill": o.id,
        "title": o.title,
        "cite": o.cite,
        "stage": stage[1] if stage else "",
        "sure": o.sure,
        "as_of": stage[0].isoformat() if stage else None,
        "would_be": _plain(watched.presumed),
        "duties": [{"what": d, "says": body.words.duties[d]} for d in watched.duties],
    }


def _later(a: ActionDecision, decision: Decision, body: Body) -> list[dict[str, Any]]:
    """Return decisions not made yet on the day asked that say what the law on this act always was."""
    who, on = decision.encounter.who, decision.encounter.on
    actor = acting(who, a.action, body)
    found = []
    for instrument in (i for place in path_of(who.place) for i in body.by_place.get(place, ())):
        told = [e.on for e in instrument.history if e.declares and e.on > on]
        spoken = [p for p in instrument.provisions if a.action in p.actions and p.binds.matches(actor)]
        if told and instrument.reach.matches(who):
            found += [{"provision": p.id, "says": p.says, "cite": p.cite, "on": told[0].isoformat()} for p in spoken]
    return found


def _judges(a: ActionDecision, body: Body) -> list[dict[str, str]]:
    """Return the judgement facts this answer turns on, and who must judge each."""
    names = _tested(a.compiled, a.masks)
    facts = [body.facts[n] for n in names if n in body.facts]
    return [{"fact": f.name, "by": f.judgement} for f in facts if f.judgement]


def _tested(compiled: Compiled, masks: Masks) -> list[str]:
    return [compiled.variables[v].fact for v in compiled.store.support(compiled.plain, masks)]
