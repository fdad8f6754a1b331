"""What is owed, said for a person: to whom, by when, and on what it still depends."""

from __future__ import annotations

from typing import Any

from comity.condition.prose import in_words
from comity.condition.tree import ALWAYS, NEVER, All, Not, Test, Tree, tests
from comity.condition.tree import Any as AnyOf
from comity.engine.clock import due
from comity.engine.decision import Decision, DutyOwed
from comity.engine.roles import Reason
from comity.law.body import Body
from comity.vocabulary.modality import Outcome, Role


def explain_duty(owed: DutyOwed, decision: Decision, body: Body) -> list[dict[str, Any]]:
    """Return each provision under which the duty is or may be owed, as plain data; none where it is not owed."""
    if not owed.outcomes & {Outcome.REQUIRED, Outcome.CONTESTED}:
        return []
    encounter = decision.encounter
    zone = body.zone(encounter.who.place)
    found = []
    for reason in owed.reasons:
        duty = reason.provision.duty
        if duty is None or reason.role not in (Role.CONTROLS, Role.MAY_CONTROL):
            continue
        when = due(duty.clock, encounter.moments, encounter.on, body.calendars, zone, body.words.moments)
        found.append(
            {
                "what": duty.what,
                "says": body.words.duties[duty.what],
                "to": list(duty.to),
                "due": when.at.isoformat() if when.at else None,
                "clock": when.words,
                "nil": (duty.clock.nil if duty.clock else "") or None,
                "if": None if reason.role is Role.CONTROLS else _depends(reason, owed),
                "satisfied_by": list(duty.satisfied_by),
                "keep_for": duty.keep_for or None,
                "cite": reason.provision.cite,
                "provision": reason.provision.id,
                "evidence": reason.provision.evidence,
                "rule": reason.provision.says,
            }
        )
    return found


def _depends(reason: Reason, owed: DutyOwed) -> str:
    """Return on what the duty still depends: what is left of its own condition, and what else it turns on."""
    left = simplify(reason.provision.when, set(owed.waits_on))
    named = {_name(t) for t in tests(left)}
    rest = [Test(f, "in", ("yes",)) for f in owed.waits_on if f not in named]
    parts = [] if left == ALWAYS else [in_words(left)]
    if rest:
        parts.append("it turns also on " + ", ".join(in_words(t) for t in rest))
    return "; ".join(parts) or "the law is disputed"


def _name(test: Test) -> str:
    return f"{test.fact}:{test.values[0]}" if test.op == "has" else test.fact


def simplify(tree: Tree, open_facts: set[str]) -> Tree:
    """Return the tree with the tests of facts that no longer matter taken out.

    >>> simplify(All((Test("a", "in", ("yes",)), Test("b", "in", ("yes",)))), {"b"})
    Test(fact='b', op='in', values=('yes',))
    """
    match tree:
        case Test(fact, op, values):
            name = f"{fact}:{values[0]}" if op == "has" else fact
            return tree if name in open_facts else ALWAYS
        case Not(part):
            inner = simplify(part, open_facts)
            return ALWAYS if inner in (ALWAYS, NEVER) else Not(inner)
        case All(parts) | AnyOf(parts):
            kept = tuple(p for p in (simplify(q, open_facts) for q in parts) if p not in (ALWAYS, NEVER))
            if not kept:
                return ALWAYS
            return kept[0] if len(kept) == 1 else type(tree)(kept)
