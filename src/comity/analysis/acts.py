"""Every act of law that a body of law holds, each once, with one agency and one day of which it is the law.

Towns without rules of their own share an act, and so do days between which nothing changes: an act stands for all of
them. Agencies of one kind are gone through, and the named ones; an agency of several kinds may meet other law.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from comity.condition.tree import tests
from comity.engine.applicable import Play, acting
from comity.engine.compile import Compiled
from comity.engine.diagram import DiagramTooLargeError
from comity.engine.encounter import Encounter
from comity.engine.slices import Slices
from comity.law.body import Body
from comity.law.history import ENDS, STARTS
from comity.law.instrument import Instrument
from comity.law.provision import Provision
from comity.law.selector import Selector, Who
from comity.vocabulary.errors import LawError, Problem
from comity.vocabulary.place import path_of, within

# The events that put law into force or out of it, or leave open whether they did.
CHANGES = STARTS | ENDS | {"unverified"}


@dataclass(frozen=True, eq=False)
class Act:
    """An action, or one duty of it, as the law of `who` on the day `on`.

    `shared` says of how many (place, kind of agency, span of days) it is the law.
    """

    action: str
    duty: str | None
    play: Play
    compiled: Compiled
    who: Who
    on: date
    overlays: tuple[str, ...] = ()
    shared: int = 1


def acts_of(
    slices: Slices,
    *,
    places: Iterable[str] | None = None,
    actions: Iterable[str] | None = None,
    days: Sequence[date] | None = None,
    overlays: tuple[str, ...] = (),
    latest: bool = False,
    wrong: list[Problem] | None = None,
) -> list[Act]:
    """Return every distinct act of law, by the identity of what `slices` compiles.

    Without `places`, all described ones, those that a selector names, a town nobody described below each state, and a
    state nobody described. Without `days`, every span in which nothing changes; with `latest`, only the last.
    With `wrong`, an act that cannot be compiled is noted there and left out; without it, LawError is raised.
    """
    found: dict[int, Act] = {}
    for occasion in occasions(slices.body, places, actions, overlays):
        for on in spans(occasion, days, latest=latest):
            try:
                made = _acts(slices, occasion.who, occasion.action, on, overlays)
            except LawError as error:
                if wrong is None:
                    raise
                wrong.extend(error.problems)
                continue
            for act in made:
                known = found.get(id(act.compiled))
                shared = (known.shared if known else 0) + occasion.many
                found[id(act.compiled)] = replace(known or act, shared=shared)
    return list(found.values())


def _acts(slices: Slices, who: Who, action: str, on: date, overlays: tuple[str, ...]) -> list[Act]:
    play = slices.play(Encounter(who, on), action, overlays)
    made = []
    for duty in (None, *slices.duties(play)):
        try:
            made.append(Act(action, duty, play, slices.compiled(play, duty), who, on, overlays))
        except DiagramTooLargeError:
            first = play.bound[0].provision
            act = f"{action} ({duty})" if duty else action
            what = f"the law of `{act}` for `{min(who.kinds)}` in `{who.place}` on {on} is too large to compile"
            raise LawError([Problem(first.path, first.line, what, "restructure its provisions")]) from None
    return made


def places_of(body: Body) -> tuple[str, ...]:
    """Return the places that can differ in law.

    The described ones, those that selectors or named agencies name, a town nobody described below each state, a state
    nobody described.
    """
    named = {place for selector in _selectors(body.all_instruments) for place in selector.places}
    named |= {agency_id.rsplit("/", 1)[0] for agency_id in body.agencies}
    found = {*body.places, *body.by_place, *named}
    states = sorted({path_of(p)[1] for p in found if len(path_of(p)) > 1})
    towns = [_unused(f"{state}/some-town", found) for state in states]
    nations = sorted({path_of(p)[0] for p in found})
    strangers = [s for n in nations for s in (f"{n}/zz", f"{n}/yy", f"{n}/xx") if s not in found][:1]
    return tuple(sorted({*found, *towns, *strangers, *(f"{s}/some-town" for s in strangers)}))


def _unused(place: str, found: set[str]) -> str:
    return place if place not in found else _unused(f"{place}-x", found)


@dataclass
class _Occasion:
    """An action at an agency, for as many agencies (`many`) as the law cannot tell from it."""

    who: Who
    action: str
    changes: tuple[date, ...]
    many: int = 0


def occasions(
    body: Body, places: Iterable[str] | None, actions: Iterable[str] | None, overlays: tuple[str, ...]
) -> Iterable[_Occasion]:
    """Return each action at each agency of each place, where nothing by which law tells agencies apart is the same."""
    found: dict[tuple[object, ...], _Occasion] = {}
    laid = tuple(body.overlays[o].law for o in overlays)
    chosen = tuple(body.words.actions if actions is None else actions)
    bearing = {action: _bearing(body.all_instruments, action) for action in chosen}
    points = {p.id: _points(p) for p in body.provisions.values()}
    for place in places_of(body) if places is None else places:
        reaching = (*instruments_at(body, place), *laid)
        for who in agencies_at(body, place):
            actors = {acting(who, action, body) for action in chosen}
            bound = {actor: list(_bound(reaching, who, actor)) for actor in actors}
            for action in chosen:
                actor = acting(who, action, body)
                law = [(i, p) for i, p in bound[actor] if p.id in bearing[action]]
                events = _events(body, law, who, actor, points)
                names = tuple(p.id for _, p in law)
                key = (action, names, events, _place_key(body, who, actor, action, canons=bool(law)))
                occasion = found.get(key)
                if occasion is None:
                    changes = {day for event in events for day in event[1:]}
                    occasion = found[key] = _Occasion(who, action, tuple(sorted(changes)))
                occasion.many += 1
    return found.values()


def agencies_at(body: Body, place: str) -> Iterator[Who]:
    """Yield an agency of each kind alone, and the named ones. A nation's place has federal agencies only."""
    for kind, agency in body.words.agencies.items():
        if agency.level == "federal" or len(path_of(place)) > 1:
            yield Who(place, frozenset({kind}))
    for agency_id, named in body.agencies.items():
        if agency_id.rsplit("/", 1)[0] == place:
            yield Who(place, named.kinds, agency_id)


def _bound(instruments: Iterable[Instrument], who: Who, actor: Who) -> Iterator[tuple[Instrument, Provision]]:
    for instrument in instruments:
        if instrument.reach.matches(who):
            yield from ((instrument, p) for p in instrument.provisions if p.binds.matches(actor))


def _events(
    body: Body,
    law: Sequence[tuple[Instrument, Provision]],
    who: Who,
    actor: Who,
    points: dict[str, frozenset[str]],
) -> tuple[tuple[str, date, date], ...]:
    """Return what changes the law of these provisions for an agency: of which history, and when."""
    histories = {i.id: i.history for i, _ in law if not i.quiet} | {p.id: p.history for _, p in law}
    found = [
        (name, event.on, event.until)
        for name, history in histories.items()
        for event in history
        if event.event in CHANGES and event.as_to.matches(actor)
    ]
    named = {point for _, p in law for point in points[p.id]} | {e.point for h in histories.values() for e in h}
    for name in sorted(named & body.points.keys()):
        found += [(name, s.since, s.since) for s in body.points[name].settled if s.where.matches(who)]
    return tuple(found)


def _points(provision: Provision) -> frozenset[str]:
    """Return the open points that a provision turns on."""
    read = {t.fact.removeprefix("reading:") for t in tests(provision.when) if t.fact.startswith("reading:")}
    return frozenset(read | ({provision.gate[0]} if provision.gate else set()))


def _place_key(body: Body, who: Who, actor: Who, action: str, *, canons: bool) -> tuple[object, ...]:
    """Return what the places on an agency's path add to the law of an action, and whether its own rules count."""
    local = any(body.words.agencies[k].level == "local" for k in who.kinds)
    layers: list[object] = []
    for path in path_of(who.place):
        place = body.places.get(path)
        row = place.survey_row(who.kinds, action) if place else None
        closing = place.closing if place else ()
        closed = [
            n for n, c in enumerate(closing) if action in c.actions and (not c.agencies or c.agencies & actor.kinds)
        ]
        told = place.id if place and (closed or (canons and place.canons)) else ""
        layers.append((place is None, row and row.own_read, told, tuple(closed)))
    return (local, *layers)


def instruments_at(body: Body, place: str) -> tuple[Instrument, ...]:
    """Return the instruments that can reach an agency of the place."""
    path = path_of(place)
    beyond = [i for i in body.reaching if i.place not in path and any(within(place, p) for p in i.reach.places)]
    return (*(i for p in path for i in body.by_place.get(p, ())), *beyond)


def _selectors(instruments: Iterable[Instrument]) -> Iterator[Selector]:
    for instrument in instruments:
        yield instrument.reach
        yield from (s.where for point in instrument.open_points for s in point.settled)
        yield from (e.as_to for e in instrument.history)
        for provision in instrument.provisions:
            yield provision.binds
            yield from (e.as_to for e in provision.history)


def spans(occasion: _Occasion, days: Sequence[date] | None, *, latest: bool) -> Iterable[date]:
    """Return a day of each span in which the law does not change; of the days asked for, one of each span."""
    changes = occasion.changes
    if days is not None:
        return {bisect_right(changes, day): day for day in days}.values()
    if latest or not changes:
        return (changes[-1] if changes else date(2000, 1, 1),)
    return (changes[0] - timedelta(days=1), *changes)


def _bearing(instruments: Sequence[Instrument], action: str) -> set[str]:
    """Return the provisions on an action, with those that name one of them or that one of them names."""
    everything = {p.id: p for i in instruments for p in i.provisions}
    of_instrument = {i.id: [p.id for p in i.provisions] for i in instruments}
    found = {p.id for p in everything.values() if action in p.actions}
    while True:
        names = {everything[p].instrument for p in found}
        naming = {
            p.id
            for p in everything.values()
            if any(q.ids & found or q.instrument & names for q in (*p.attacks, *p.yields_to))
        }
        for pattern in (q for p in found for q in everything[p].yields_to):
            naming |= pattern.ids.union(*(of_instrument.get(i, ()) for i in pattern.instrument)) & set(everything)
        if naming <= found:
            return found
        found |= naming
