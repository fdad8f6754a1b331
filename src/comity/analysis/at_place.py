"""Every act of law at one place on one day, each once, with the agencies there whose law it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from comity.analysis.acts import Act, agencies_at
from comity.engine.encounter import Encounter
from comity.engine.slices import Slices


@dataclass(frozen=True, eq=False)
class Shared:
    """An act with the kinds of agency, and the named agencies, that it is the law of."""

    act: Act
    agencies: tuple[str, ...]


def acts_at(
    slices: Slices, place: str, on: date, agency: str | None = None, actions: Iterable[str] | None = None
) -> list[Shared]:
    """Return the acts of a place on a day, of one kind of agency (or one named agency) or of all, action by action."""
    found: dict[int, tuple[Act, list[str]]] = {}
    for action in slices.body.words.actions if actions is None else actions:
        for who in agencies_at(slices.body, place):
            name = who.agency_id or min(who.kinds)
            if agency not in (None, name):
                continue
            play = slices.play(Encounter(who, on), action)
            for duty in (None, *slices.duties(play)):
                compiled = slices.compiled(play, duty)
                act = Act(action, duty, play, compiled, who, on)
                found.setdefault(id(compiled), (act, []))[1].append(name)
    return [Shared(act, tuple(dict.fromkeys(names))) for act, names in found.values()]
