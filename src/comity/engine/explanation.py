"""Turns a decision into plain data: the only thing that commands, pages and reports render.

Keys and their meaning are a public contract (docs/decision-format.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any, TypeVar

from comity.condition.tree import NEVER
from comity.engine.applicable import Play
from comity.engine.ask import Question, Separates, questions
from comity.engine.decision import ActionDecision, Decision, Watched
from comity.engine.kept import Kept
from comity.engine.owed import explain_duty
from comity.engine.roles import Reason
from comity.law.body import STATUS, Body
from comity.law.history import in_force
from comity.law.instrument import Remedy
from comity.law.provision import Provision
from comity.vocabulary.modality import Role

Word = TypeVar("Word", bound=StrEnum)
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
    kept = a.matter.act.kept
    told = kept.of(("told", a.matter), lambda: _told(a.matter.play))
    return {
        "outcomes": _plain(a.outcomes),
        "basis": _plain(a.basis),
        "presumed": {
            "outcomes": _plain(a.presumed),
            "basis": _plain(a.presumed_basis),
            "assumed": dict(a.assumed),
        },
        "reasons": [_reason(r, body, kept) for r in (*a.reasons, *_lifting_duties(a))],
        "ask": [question(q, body) for q in _questions(a, decision, body)],
        "open": [_open(point, body) for point in a.open_points],
        "duties": [d for owed in a.duties for d in explain_duty(owed, decision, body)],
        "remedies": [_remedy(r) for r in _remedies(a, decision, body)],
        "disputes": _disputes(a, body),
        "unread": _unread(a, body),
        "closing": dict(told.closing) if told.closing else None,
        "watch": [_watched(w, body) for w in decision.watch.get(a.action, ())],
        "survey": [dict(row) for row in told.survey],
        "judges": _judges(a, body),
        "later": [dict(rule) for rule in told.later],
    }


@dataclass(frozen=True, slots=True)
class _Told:
    """What is said of every situation alike that a play meets. Callers get copies."""

    closing: dict[str, str] | None
    survey: tuple[dict[str, str], ...]
    later: tuple[dict[str, str], ...]


def _told(play: Play) -> _Told:
    rows = [
        {
            "place": place,
            "read": row.read,
            "reaches": row.reaches.isoformat(),
            "own": "read" if row.own_read else "unread",
            "reviewed_by": row.reviewed_by,
        }
        for place, row in play.survey
    ]
    later = [{"provision": p.id, "says": p.says, "cite": p.cite, "on": on.isoformat()} for p, on in play.later]
    closing = {"says": play.closing.says, "cite": play.closing.cite} if play.closing else None
    return _Told(closing, tuple(rows), tuple(later))


def _plain(words: frozenset[Word]) -> list[str]:
    return list(_in_order(words))


@lru_cache(maxsize=1024)
def _in_order(words: frozenset[StrEnum]) -> tuple[str, ...]:
    return tuple(sorted(str(word) for word in words))


def _lifting_duties(a: ActionDecision) -> list[Reason]:
    """Return exemptions that lift a duty only, each once."""
    known = {r.provision.id for r in a.reasons}
    lifting = [r for d in a.duties for r in d.reasons if r.role is Role.EXEMPTS]
    return list({r.provision.id: r for r in lifting if r.provision.id not in known}.values())


def reason_data(r: Reason, body: Body) -> dict[str, Any]:
    """Return a reason as plain data."""
    return _in_its_role(r, _provision(r.provision, body))


def _reason(r: Reason, body: Body, kept: Kept) -> dict[str, Any]:
    return _in_its_role(r, kept.of(("provision", r.provision.id), lambda: _provision(r.provision, body)))


def _in_its_role(r: Reason, provision: dict[str, Any]) -> dict[str, Any]:
    """Return what is said of a provision with the part it plays here. What is said is shared, so it is copied."""
    found = {**provision, "role": str(r.role), "notes": list(r.provision.notes)}
    if r.yields_to:
        found["yields_to"] = list(r.yields_to)
    if r.remote:
        found["only_if"] = "a presumption fails"
    if r.provision.quote:
        found["quote"] = r.provision.quote
    return found


def _provision(p: Provision, body: Body) -> dict[str, Any]:
    return {
        "provision": p.id,
        "modality": str(p.modality),
        "cite": p.cite,
        "evidence": p.evidence,
        "role": "",
        "says": p.says,
        "url": p.source_url,
        "since": _since(p.instrument, p.id, body),
        "notes": [],
    }


def _since(instrument: str, provision: str, body: Body) -> str | None:
    own = body.provisions[provision].history if provision in body.provisions else ()
    whole = body.instruments[instrument].history if instrument in body.instruments else ()
    starts = [e.on for e in (*own, *whole) if e.event == "effective"]
    return max(starts).isoformat() if starts else None


def _questions(a: ActionDecision, decision: Decision, body: Body) -> tuple[Question, ...]:
    """Return the questions on an action; those found before where all that is still tested is the same."""
    act = a.matter.act
    if len(a.situation.answer.strict.outcomes) < 2:
        return ()
    if decision.transient:
        return questions(a, body)
    return act.kept.of(("ask", act, *a.situation.tested), lambda: questions(a, body))


def question(q: Question, body: Body) -> dict[str, Any]:
    """Return a question as plain data. Where it bears on several actions, `by_action` says what of each."""
    member = q.variable.rsplit(":", 1)[-1] if q.variable != q.fact.name else None
    text = q.fact.question if member is None else f"{q.fact.question} Does it include {member.replace('_', ' ')}?"
    verbs = [body.words.actions[action].verb for action, _ in q.by_action]
    several = {a: _separates(s) for a, s in q.by_action} if len(verbs) > 1 else {}
    return {
        "fact": q.variable,
        "question": text,
        "why": f"decides whether the agency may {' or '.join(verbs)}",
        "separates": _separates(q.separates),
        "presumed": q.presumed,
        "judgement": q.fact.judgement,
        **({"by_action": several} if several else {}),
    }


def _separates(found: Separates) -> list[dict[str, Any]]:
    return [{"answer": label, "outcomes": _plain(outcomes)} for label, outcomes in found]


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
    return [r for r in found.values() if not r.history or in_force(r.history, on, who, known_at) != NEVER]


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


def _judges(a: ActionDecision, body: Body) -> list[dict[str, str]]:
    """Return the judgement facts this answer turns on, and who must judge each."""
    facts = [body.facts[n] for n in a.situation.answer.turns_on if n in body.facts]
    return [{"fact": f.name, "by": f.judgement} for f in facts if f.judgement]
