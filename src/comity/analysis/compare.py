"""What the law makes of acts in many places at once: each cell is a decision with its reasons, each word follows it.

Nothing is scored or summed. What is compared is the answer before anything is known of a case, or with the facts given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from comity.engine.decision import decide
from comity.engine.encounter import read_encounter
from comity.engine.explanation import explain
from comity.engine.slices import Slices
from comity.law.body import Body
from comity.vocabulary.errors import nearest, problem
from comity.vocabulary.modality import Basis, Outcome

REQUIRED, PERMITTED, PROHIBITED = Outcome.REQUIRED, Outcome.PERMITTED, Outcome.PROHIBITED
SILENT = frozenset({Outcome.NOT_ADDRESSED, Outcome.UNSURVEYED})


@dataclass(frozen=True, slots=True)
class Posture:
    """What a set of outcomes comes to in a word. `key` is stable; `says` is for people."""

    key: str
    says: str


_POSTURES = {
    "requires": "requires it",
    "requires_if": "requires it on conditions",
    "permits": "permits it",
    "permits_if": "permits it on conditions",
    "forbids": "forbids it",
    "forbids_if": "forbids it on conditions",
    "forbids_with_exceptions": "forbids it, with exceptions",
    "requires_or_permits": "requires or permits it, by the facts",
    "requires_or_forbids": "requires or forbids it, by the facts",
    "contested": "is contested",
    "silent": "says nothing on it",
    "unread": "has not been read",
}


def posture(outcomes: Iterable[Outcome], basis: Iterable[Basis] = ()) -> Posture:
    """Return the word for a set of possible outcomes; silence beside another outcome makes that one conditional.

    Where advice is part of the certain basis, nothing that binds speaks, and the word says so.

    >>> posture({Outcome.PROHIBITED, Outcome.PERMITTED}).says
    'forbids it, with exceptions'
    >>> posture({Outcome.PROHIBITED}, {Basis.ADVISED}).says
    'forbids it, by advice only'
    """
    found = frozenset(outcomes)
    spoken = found - SILENT
    if Outcome.CONTESTED in found:
        key = "contested"
    elif not spoken:
        key = "unread" if Outcome.UNSURVEYED in found else "silent"
    elif spoken >= {REQUIRED, PROHIBITED}:
        key = "requires_or_forbids"
    elif len(spoken) > 1:
        key = "requires_or_permits" if REQUIRED in spoken else "forbids_with_exceptions"
    else:
        key = {REQUIRED: "requires", PERMITTED: "permits", PROHIBITED: "forbids"}[next(iter(spoken))]
        key += "_if" if found & SILENT else ""
    return Posture(key, _POSTURES[key] + (", by advice only" if Basis.ADVISED in basis else ""))


@dataclass(frozen=True, slots=True)
class Cell:
    """The answer for one place, kind of agency and action: strictly, and under the presumptions that `answer` lists.

    `posture` is the word for the presumed outcomes. `answer` is the decision of the action as plain data.
    """

    place: str
    agency: str
    action: str
    posture: Posture
    answer: dict[str, Any]


def cells(
    slices: Slices,
    places: Sequence[str],
    agencies: Sequence[str],
    actions: Sequence[str],
    on: date,
    facts: Mapping[str, Any] | None = None,
) -> list[Cell]:
    """Return a cell for each place, agency and action, in that order. Raise InputError naming an unknown word."""
    body = slices.body
    _known(agencies, body.words.agencies, "agency")
    _known(actions, body.words.actions, "action")
    found = []
    for place in places:
        for agency in agencies:
            given = {"place": place, "agency": agency, "on": on.isoformat(), "facts": dict(facts or {})}
            decision = decide(read_encounter({**given, "actions": list(actions)}, body), slices, watched=False)
            told = explain(decision, body)["actions"]
            for action in actions:
                one = decision.actions[action]
                word = posture(one.presumed, one.presumed_basis)
                found.append(Cell(place, agency, action, word, told[action]))
    return found


def states(body: Body) -> list[str]:
    """Return the places that are States (or stand as one), by name."""
    found = [p for p in body.places.values() if p.kind == "state"]
    return [p.id for p in sorted(found, key=lambda p: p.name)]


def rows(found: Sequence[Cell], body: Body) -> list[dict[str, Any]]:
    """Return the cells as plain data, a row for each place, with the reasons of each cell and how far it was read."""
    made: dict[str, dict[str, Any]] = {}
    for cell in found:
        place = body.places.get(cell.place)
        name = place.name if place else cell.place
        row = made.setdefault(cell.place, {"place": cell.place, "name": name, "cells": []})
        row["cells"].append(
            {
                "agency": cell.agency,
                "action": cell.action,
                "posture": cell.posture.key,
                "says": cell.posture.says,
                "outcomes": cell.answer["outcomes"],
                "presumed": cell.answer["presumed"],
                "reasons": [r for r in cell.answer["reasons"] if r["role"] != "yields"],
                "open": cell.answer["open"],
                "survey": cell.answer["survey"],
            }
        )
    return list(made.values())


def _known(given: Iterable[str], words: Iterable[str], what: str) -> None:
    for word in given:
        if word not in words:
            raise problem(f"--{what}", None, f"unknown {what} `{word[:60]}`", nearest(word, words))
