"""Whether two bodies of law that differ in a few provisions ever give another answer: outcome, or reasons.

Exact: every act in which a provision that differs is in play is compiled on both sides and compared, situation by
situation. A provision that yields in other situations than before changes no answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from comity.analysis.acts import occasions, places_of, spans
from comity.engine.alignment import align
from comity.engine.compile import Compiled
from comity.engine.diagram import FALSE, Diagrams
from comity.engine.encounter import Encounter
from comity.engine.slices import Slices
from comity.engine.yields import members
from comity.law.provision import Provision
from comity.law.selector import Who
from comity.vocabulary.errors import LawError
from comity.vocabulary.modality import Modality
from comity.vocabulary.place import within

_OWN_PART = frozenset({Modality.ASKS, Modality.BARS_LIMITS, Modality.EXEMPTS})


def alike(a: Slices, b: Slices) -> bool:
    """Return whether every situation at every agency on every day is answered alike, for the same reasons.

    Both sides have the same words, places and derived facts; law that cannot be compiled is not alike.
    """
    changed = _changed(a, b)
    actions = {act for name in changed for s in (a, b) for act in _actions(s, name)}
    seen: set[tuple[int, int]] = set()
    areas = {p.place for name in changed for s in (a, b) if (p := s.body.provisions.get(name))}
    for who, on, action in _whenever(a, b, sorted(actions), areas):
        try:
            for mine, theirs in _pairs(a, b, Encounter(who, on), action, changed):
                key = (id(mine), id(theirs))
                if key not in seen:
                    seen.add(key)
                    if not _same(mine, theirs):
                        return False
        except LawError:
            return False
    return True


def _changed(a: Slices, b: Slices) -> set[str]:
    """Return the provisions that differ, where they stand in the file aside; all of an instrument whose days differ."""
    mine, theirs = (
        {
            p.id: (replace(p, path="", line=0), i.history, i.reach)
            for i in s.body.instruments.values()
            for p in i.provisions
        }
        for s in (a, b)
    )
    return {name for name in mine.keys() | theirs.keys() if mine.get(name) != theirs.get(name)}


def _actions(slices: Slices, name: str) -> Iterable[str]:
    """Return the actions that a provision can bear on."""
    provision = slices.body.provisions.get(name)
    return bearing(provision, slices.body.provisions.values()) if provision else ()


def bearing(provision: Provision, others: Iterable[Provision]) -> tuple[str, ...]:
    """Return the actions that a provision bears on: its own, and those of the provisions that name it or it names."""
    found = dict.fromkeys(provision.actions)
    for other in others:
        if other.id != provision.id and (_names(provision, other) or _names(other, provision)):
            found.update(dict.fromkeys(other.actions))
    return tuple(found)


def _names(x: Provision, y: Provision) -> bool:
    if any((p.ids or p.instrument) and p.matches(y, x.place) for p in x.attacks):
        return True
    return any((p.ids or p.instrument) and p.matches(x, y.place) for p in y.yields_to)


def _whenever(a: Slices, b: Slices, actions: list[str], areas: Iterable[str]) -> Iterator[tuple[Who, date, str]]:
    """Yield each agency, day and action that either side tells from others, in the places whose law differs."""
    for mine in (a, b):
        places = [p for p in places_of(mine.body) if any(within(p, area) for area in areas)]
        for occasion in occasions(mine.body, places, actions, ()):
            for on in spans(occasion, None, latest=False):
                yield occasion.who, on, occasion.action


def _pairs(
    a: Slices, b: Slices, encounter: Encounter, action: str, changed: set[str]
) -> Iterator[tuple[Compiled, Compiled]]:
    """Yield the acts of both sides that a provision that differs is part of."""
    plays = (a.play(encounter, action), b.play(encounter, action))
    if not any(bound.provision.id in changed for play in plays for bound in play.bound):
        return
    for duty in (None, *dict.fromkeys((*a.duties(plays[0]), *b.duties(plays[1])))):
        if any(bound.provision.id in changed for play in plays for bound in members(play, duty)):
            yield a.compiled(plays[0], duty), b.compiled(plays[1], duty)


def _same(mine: Compiled, theirs: Compiled) -> bool:
    aligned = align([mine, theirs])
    if _ever_differ(aligned.store, *aligned.roots):
        return False
    for name in dict.fromkeys(bound.provision.id for act in (mine, theirs) for bound in act.act):
        parts = [_part(act, name) for act in (mine, theirs)]
        aligned = align([mine, theirs], parts)
        if _ever_differ(aligned.store, *aligned.roots):
            return False
    return True


def _ever_differ(store: Diagrams, one: int, other: int) -> bool:
    unlike = store.apply(lambda x, y: x is not None and y is not None and x != y, one, other)
    return unlike != FALSE


def _part(act: Compiled, name: str) -> int:
    """Return where a provision has an active part in an answer."""
    for bound, (applies, stands, _) in zip(act.act, act.roles, strict=True):
        if bound.provision.id == name:
            return applies if bound.provision.modality in _OWN_PART else stands
    return FALSE
