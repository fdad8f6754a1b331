"""The law that this casebook asks, read once for each process, and the questions and answers of a record."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from comity.casebook.models import Agency
from comity.condition.tree import tests
from comity.engine.answered import cell_value
from comity.engine.ask import Question, next_question
from comity.library import Law, load
from comity.vocabulary.modality import Modality
from comity.vocabulary.place import path_of


@cache
def law() -> Law:
    """Return the law of `COMITY_LAW`, the wheel or the checkout."""
    return load(os.environ.get("COMITY_LAW") or None)


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that can be given: how it is written in a form, and in words."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Asked:
    """The next question: in words, why, its choices, who must judge, how many may follow, whether one is presumed."""

    variable: str
    words: str
    why: str
    choices: tuple[Choice, ...]
    judge: str
    left: int
    presumed: bool


def next_asked(encounter: Mapping[str, Any], unknown: Sequence[str] = ()) -> tuple[Asked, Question] | None:
    """Return the question that leads to the answers soonest, or None where no answer could change them."""
    here = law()
    decision = here.decision(encounter, "record", watched=False)
    # What is presumed is asked too, after all else; whether a place has unread rules is not the desk's to say.
    not_here = (f"own_rule.{action}" for action in decision.actions)
    found = next_question(tuple(decision.actions.values()), here.body, unknown=(*unknown, *not_here), strict=True)
    if found is None:
        return None
    fact = found.fact
    member = found.variable.removeprefix(f"{fact.name}:") if found.variable != fact.name else ""
    verbs = [here.body.words.actions[action].verb for action, _ in found.by_action]
    labels = {found.cells.label(i): i for i in range(found.cells.count)}
    return Asked(
        found.variable,
        fact.question + (f" Does it include {member.replace('_', ' ')}?" if member else ""),
        f"decides whether the agency may {' or '.join(verbs)}",
        # Yes stands first, as people expect; else the order is the law's.
        tuple(Choice(str(labels[a]), a.replace("_", " ")) for a in sorted(found.answers, key=lambda a: a != "yes")),
        fact.judgement or "",
        found.left - 1,
        found.presumed,
    ), found


def answered(encounter: Mapping[str, Any], question: Question, value: str) -> dict[str, Any]:
    """Return the facts of an encounter with one more answer. Raise ValueError for what is none of the choices."""
    member = question.variable.removeprefix(f"{question.fact.name}:") if question.variable != question.fact.name else ""
    facts = dict(encounter["facts"])
    cells = {str(i) for i in range(question.cells.count)}
    if value not in cells:
        raise ValueError(value[:40])
    facts[question.fact.name] = cell_value(question.cells, int(value), member, facts.get(question.fact.name))
    return facts


@cache
def asked_by(form: str) -> tuple[str, ...]:
    """Return the acts that a form itself asks for: those of the requests in the law that turn on the form alone."""
    body = law().body
    found: list[str] = []
    for p in body.provisions.values():
        if p.modality is not Modality.ASKS:
            continue
        facts = {t.fact for t in tests(p.when)}
        if any(_on_form(name, form) for name in facts):
            found += [a for a in p.actions if body.words.actions[a].actor == "agency" and a not in found]
    return tuple(a for a in body.words.actions if a in found and a != "notice_to_person")


def _on_form(fact: str, form: str) -> bool:
    derived = law().body.derived.get(fact)
    return derived is not None and derived.over == "papers" and f"'{form}'" in derived.filter_text


def zone_of(agency: Agency) -> ZoneInfo:
    """Return the time zone of an agency's place, the nearest one that the law's files name."""
    places = law().body.places
    zones = [places[p].timezone for p in reversed(path_of(agency.place)) if p in places and places[p].timezone]
    return ZoneInfo(zones[0] if zones else "UTC")
