"""Finds provisions that defeat one another in a circle, for agencies of two kinds at once.

For one kind, compiling every act finds them. A sheriff who also runs a jail is bound by the rules of both, and only
there may a circle close; so the pairs of kinds are looked for in the edges first, and compiled only where one can.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import combinations

from comity.engine.encounter import Encounter
from comity.engine.slices import Slices
from comity.engine.yields import text_attacks
from comity.law.body import Body
from comity.law.history import change_days
from comity.law.provision import Canon, Provision
from comity.law.selector import Who
from comity.vocabulary.errors import LawError, Problem
from comity.vocabulary.modality import Modality, opposed
from comity.vocabulary.place import path_of, within

Edges = dict[str, set[str]]


def of_two_kinds(slices: Slices) -> list[Problem]:
    """Return the circles that close only for an agency of two kinds; each is compiled to see that it is real."""
    body = slices.body
    problems: dict[str, Problem] = {}
    for action in body.words.actions:
        for kinds, circle in candidates(body, action):
            for who, on in _occasions(body, kinds, circle):
                for found in _compiled(slices, who, action, on):
                    problems.setdefault(found.what, found)
    return list(problems.values())


def candidates(body: Body, action: str) -> list[tuple[frozenset[str], frozenset[str]]]:
    """Return pairs of kinds of agency with the provisions that could defeat one another in a circle for both at once.

    Circles that one of the two kinds alone could close are left out: compiling that kind's acts finds them.
    """
    on_action = [p for i in body.instruments.values() for p in i.provisions if action in p.actions]
    named = [p for p in body.provisions.values() if _names_any(p, on_action)]
    edges = circles(_edges(body, list({p.id: p for p in (*on_action, *named)}.values())))
    found = []
    for pair in combinations(sorted(body.words.agencies), 2):
        circle = circles(_of_kinds(edges, frozenset(pair), body))
        if circle and not any(circles(_of_kinds(edges, frozenset({kind}), body)) for kind in pair):
            found.append((frozenset(pair), frozenset(circle)))
    return found


def circles(edges: Edges) -> Edges:
    """Return the edges without what lies on no circle nor between two: what cannot be pruned from the ends.

    >>> circles({"a": {"b"}, "b": {"a", "c"}})
    {'a': {'b'}, 'b': {'a'}}
    """
    left = edges
    while True:
        targets = {t for many in left.values() for t in many}
        kept = {x: many & left.keys() for x, many in left.items() if x in targets}
        kept = {x: many for x, many in kept.items() if many}
        if kept == left:
            return left
        left = kept


def _names_any(p: Provision, others: list[Provision]) -> bool:
    patterns = [q for q in (*p.attacks, *p.yields_to) if q.ids or q.instrument]
    return bool(patterns) and any(q.matches(o, p.place) for q in patterns for o in others)


def _edges(body: Body, provisions: list[Provision]) -> Edges:
    """Return who could defeat whom, whoever is bound and whenever they are in force."""
    canons = [(place.id, c) for place in body.places.values() for c in place.canons]
    beyond = {i.id for i in body.reaching}
    found: Edges = {}
    for x in provisions:
        own = bool(x.attacks) or x.modality is Modality.BARS_LIMITS
        for y in provisions:
            apart = not (within(x.place, y.place) or within(y.place, x.place))
            if x is y or (apart and not {x.instrument, y.instrument} & beyond):
                continue
            if ((own or y.yields_to) and text_attacks(x, y)) or _by_canon(x, y, canons):
                found.setdefault(x.id, set()).add(y.id)
    return found


def _by_canon(x: Provision, y: Provision, canons: Iterable[tuple[str, Canon]]) -> bool:
    if not opposed(x.modality, y.modality):
        return False
    return any(
        (within(x.place, place) or within(y.place, place))
        and c.attacker.matches(x, place)
        and c.target.matches(y, x.place)
        for place, c in canons
    )


def _of_kinds(edges: Edges, kinds: frozenset[str], body: Body) -> Edges:
    def binds(name: str) -> bool:
        bound = body.provisions[name].binds.kinds
        return not bound or bool(bound & kinds)

    return {x: {y for y in many if binds(y)} for x, many in edges.items() if binds(x)}


def _occasions(body: Body, kinds: frozenset[str], circle: frozenset[str]) -> Iterator[tuple[Who, date]]:
    """Yield agencies of both kinds, at every place where one of the provisions is, on each day their law changes."""
    members = [body.provisions[name] for name in sorted(circle)]
    histories = [*(p.history for p in members)]
    histories += [body.instruments[p.instrument].history for p in members if p.instrument in body.instruments]
    days = sorted({day for history in histories for day in change_days(history)})
    places = {place for p in members for place in (p.place, *p.binds.places) if len(path_of(place)) > 1}
    for place in sorted(places or {f"{members[0].place}/{'zz'}"}):
        for day in (*([days[0] - timedelta(days=1)] if days else [date.max]), *days):
            yield Who(place, kinds), day


def _compiled(slices: Slices, who: Who, action: str, on: date) -> Iterator[Problem]:
    """Yield what is wrong with the acts of an action at an agency."""
    play = slices.play(Encounter(who, on), action)
    for duty in (None, *slices.duties(play)):
        try:
            slices.compiled(play, duty)
        except LawError as error:
            kinds = " and ".join(f"`{k}`" for k in sorted(who.kinds))
            for p in error.problems:
                yield Problem(p.path, p.line, f"{p.what} for an agency that is {kinds}", p.hint)
