"""Finds a `must` or `may` that can meet another instrument's limit with nothing said of which yields.

A bill that orders holds has to say what becomes of the decision that no power to hold exists.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from comity.condition.tree import NEVER
from comity.engine.yields import text_attacks
from comity.law.body import Body
from comity.law.history import Event, change_days, in_force
from comity.law.provision import Canon, Provision
from comity.law.selector import Who
from comity.vocabulary.errors import Problem
from comity.vocabulary.modality import GRANTS, LIMITS
from comity.vocabulary.place import within


@dataclass(frozen=True, eq=False, slots=True)
class Pair:
    """A grant and a limit of which no text says which yields."""

    grant: Provision
    limit: Provision


def missing(body: Body) -> list[Problem]:
    """Return what is wrong with each of the `pairs`."""
    return [problem_of(pair) for pair in pairs(body)]


def problem_of(pair: Pair, note: str = "") -> Problem:
    """Return the message on a pair; `note` is put behind it."""
    grant, limit = pair.grant, pair.limit
    what = f"`{grant.id}` ({grant.modality}) can meet `{limit.id}` ({limit.modality}) on one act and no text says which"
    return Problem(grant.path, grant.line, f"{what} yields{note}", "add an edge, a canon or `beside`")


def pairs(body: Body) -> list[Pair]:
    """Return the pairs that could bind one agency at once, in opposite ways, with no edge, canon or `beside`."""
    everything = [p for p in body.provisions.values() if p.duty is None and not p.advisory]
    grants = [p for p in everything if p.modality in GRANTS]
    limits = [p for p in everything if p.modality in LIMITS]
    bills = {o.law.id for o in body.overlays.values()}
    canons = [(place.id, canon) for place in body.places.values() for canon in place.canons]
    found = []
    for grant in grants:
        for limit in limits:
            if {grant.instrument, limit.instrument} <= bills:  # two bills are never law at once
                continue
            if grant.instrument == limit.instrument or not _can_meet(grant, limit) or _settled(grant, limit, canons):
                continue
            if not _at_once(grant, limit, body):
                continue
            found.append(Pair(grant, limit))
    return found


def _can_meet(a: Provision, b: Provision) -> bool:
    nested = within(a.place, b.place) or within(b.place, a.place)
    kinds = not a.binds.kinds or not b.binds.kinds or bool(a.binds.kinds & b.binds.kinds)
    ids = not a.binds.agency_ids or not b.binds.agency_ids or bool(a.binds.agency_ids & b.binds.agency_ids)
    return nested and kinds and ids and bool(set(a.actions) & set(b.actions))


def _at_once(a: Provision, b: Provision, body: Body) -> bool:
    """Return whether there is a day on which both are in force."""
    histories = [_history(p, body) for p in (a, b)]
    days = sorted({d for whole, own in histories for d in (*change_days(whole), *change_days(own))})
    inner = a.place if within(a.place, b.place) else b.place
    who = Who(inner, (a.binds.kinds & b.binds.kinds) or a.binds.kinds or b.binds.kinds)
    return any(all(in_force(h, day, who) != NEVER for pair in histories for h in pair) for day in days or [date.max])


def _history(p: Provision, body: Body) -> tuple[tuple[Event, ...], tuple[Event, ...]]:
    instrument = body.instruments.get(p.instrument)
    return (instrument.history if instrument else ()), p.history


def _settled(a: Provision, b: Provision, canons: list[tuple[str, Canon]]) -> bool:
    if text_attacks(a, b) or text_attacks(b, a):
        return True
    if any(p.matches(b, a.place) for p in a.beside) or any(p.matches(a, b.place) for p in b.beside):
        return True
    for x, y in ((a, b), (b, a)):
        for place, canon in canons:
            on_path = within(x.place, place) or within(y.place, place)
            if on_path and canon.attacker.matches(x, place) and canon.target.matches(y, x.place):
                return True
    return False
