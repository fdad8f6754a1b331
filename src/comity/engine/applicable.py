"""Which provisions are in play for one agency, day and action, and what stands in where nobody has read.

This is the step "bind": places on the path, kinds bound, law in force. It decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from comity.condition.tree import ALWAYS, NEVER, All, Test, Tree
from comity.law.body import Body
from comity.law.history import in_force
from comity.law.instrument import Instrument
from comity.law.place import Closing, SurveyRow
from comity.law.provision import Canon, Provision
from comity.law.selector import Selector, Who
from comity.vocabulary.modality import Modality, Outcome
from comity.vocabulary.place import path_of

OWN = "own-rule"
_OWN_MODALITY = {"forbids": Modality.MUST_NOT, "allows": Modality.MAY, "requires": Modality.MUST}


@dataclass(frozen=True, slots=True)
class Bound:
    """A provision in play, with the condition (ALWAYS, or on open points and dates) under which it is in force."""

    provision: Provision
    gate: Tree


@dataclass(frozen=True, slots=True)
class Play:
    """All that bears on an action for one agency and day.

    `unread` is the place whose own layer nobody has read, or None. `silent` is what silence comes out as.
    `settled` maps an open point to the reading a court has fixed here. `later` are provisions of decisions not made yet
    that say what the law always was, each with the day of the decision.
    """

    action: str
    bound: tuple[Bound, ...]
    canons: tuple[tuple[str, Canon], ...]
    closing: Closing | None
    silent: Outcome
    unread: str | None
    survey: tuple[tuple[str, SurveyRow], ...]
    settled: tuple[tuple[str, str], ...]
    later: tuple[tuple[Provision, date], ...] = ()


def acting(who: Who, action: str, body: Body) -> Who:
    """Return who acts: the agency, or the federal agency where the act is a federal officer's."""
    if body.words.actions[action].actor == "federal":
        return Who(who.place, frozenset({"federal_agency"}))
    return who


def binding(
    body: Body,
    who: Who,
    actor: Who,
    day_of: Callable[[Provision], date],
    known_at: date | None = None,
    overlays: tuple[str, ...] = (),
) -> tuple[Bound, ...]:
    """Return the provisions, on whatever action, that bind the actor. `day_of` gives the key day of a provision."""
    bound: list[Bound] = []
    for instrument in _instruments(body, who, overlays):
        if not instrument.reach.matches(who) or not _recorded(instrument, known_at):
            continue
        whole = ALWAYS if instrument.quiet else None
        for provision in instrument.provisions:
            if not provision.binds.matches(actor):
                continue
            day = day_of(provision)
            force = whole or in_force(instrument.history, day, actor, known_at)
            gate = _and(force, in_force(provision.history, day, actor, known_at))
            if gate != NEVER:
                bound.append(Bound(provision, gate))
    return tuple(bound)


def applicable(
    body: Body,
    who: Who,
    action: str,
    bound: tuple[Bound, ...],
    on: date,
    known_at: date | None = None,
) -> Play:
    """Return what is in play for an action, where `bound` are the provisions that bind its actor."""
    actor = acting(who, action, body)
    unread = _unread_layer(body, who, action, known_at)
    if unread:
        bound = (*bound, *_own_rules(_own_place(unread, who, body), action, actor))
    described = body.described(who.place)
    return Play(
        action,
        bound,
        tuple((place.id, canon) for place in described for canon in place.canons),
        _closing(body, actor, action),
        _silence(body, who, action, known_at),
        unread,
        tuple((p.id, row) for p in described if (row := p.survey_row(who.kinds, action, known_at))),
        _settled(body, who, on),
        tuple(_later(body, who, action, on)),
    )


def _later(body: Body, who: Who, action: str, on: date) -> Iterator[tuple[Provision, date]]:
    """Yield what decisions not made yet on the day say of the act, for law that was always so."""
    actor = acting(who, action, body)
    for instrument in (i for place in path_of(who.place) for i in body.by_place.get(place, ())):
        told = [e.on for e in instrument.history if e.declares and e.on > on]
        if told and instrument.reach.matches(who):
            for provision in instrument.provisions:
                if action in provision.actions and provision.binds.matches(actor):
                    yield provision, told[0]


def _recorded(instrument: Instrument, known_at: date | None) -> bool:
    """Return whether anything of the instrument had been written down by `known_at`."""
    return known_at is None or not instrument.history or min(e.recorded for e in instrument.history) <= known_at


def _instruments(body: Body, who: Who, overlays: tuple[str, ...]) -> list[Instrument]:
    found = [i for place in path_of(who.place) for i in body.by_place.get(place, ())]
    path = set(path_of(who.place))
    found += [i for i in body.reaching if i.place not in path and i.reach.matches(who)]
    return found + [body.overlays[o].law for o in overlays if body.overlays[o].law.place in path]


def _and(a: Tree, b: Tree) -> Tree:
    if NEVER in (a, b):
        return NEVER
    if a == ALWAYS:
        return b
    return a if b == ALWAYS else All((a, b))


def _settled(body: Body, who: Who, on: date) -> tuple[tuple[str, str], ...]:
    found = []
    for point in body.points.values():
        settled = point.settled_for(who, on) if point.settled else None
        if settled:
            found.append((point.id, settled.reading))
    return tuple(found)


def _local(body: Body, who: Who) -> bool:
    return any(body.words.agencies[k].level == "local" for k in who.kinds)


def _unread_layer(body: Body, who: Who, action: str, known_at: date | None) -> str | None:
    """Return the widest place on the path whose own rules for this agency and act nobody has read, or None.

    A place below the state that no file describes has an unread layer for the agencies it makes rules for.
    """
    path = path_of(who.place)
    if len(path) == 1:
        return None
    state = body.places.get(path[1])
    if state is None:
        return path[1]
    if body.words.actions[action].actor == "federal":  # only a State could limit a federal officer's act
        return None if state.survey_row(who.kinds, action, known_at) else path[1]
    own: tuple[str, bool] | None = None
    for place in path[1:]:
        described = body.places.get(place)
        if described is None:
            own = (place, False) if _local(body, who) else own
            continue
        row = described.survey_row(who.kinds, action, known_at)
        if row is not None:
            own = (place, row.own_read)
        elif len(path_of(place)) == 2:
            return place
        elif _local(body, who):
            own = (place, False)
    return own[0] if own is not None and not own[1] else None


def _silence(body: Body, who: Who, action: str, known_at: date | None) -> Outcome:
    """Return not addressed where the places above were read for this act and agency, else unsurveyed."""
    path = path_of(who.place)
    for place in path[:2]:
        described = body.places.get(place)
        if described is None or described.survey_row(who.kinds, action, known_at) is None:
            return Outcome.UNSURVEYED
    return Outcome.NOT_ADDRESSED


def _own_place(unread: str, who: Who, body: Body) -> str:
    """Return whose law an unread rule is: of a local agency somewhere in a state, that of a place below the state."""
    local = any(body.words.agencies[kind].level == "local" for kind in who.kinds)
    return f"{unread}/own" if local and len(path_of(unread)) == 2 else unread


def _own_rules(place: str, action: str, actor: Who) -> list[Bound]:
    """Return stand-ins for the rules of an unread layer: it may forbid, allow or require the act."""
    made = []
    for value, modality in _OWN_MODALITY.items():
        provision = Provision(
            id=f"{OWN}/{action}/{value}",
            instrument=OWN,
            place=place,
            actions=(action,),
            modality=modality,
            authority="agency_policy",
            binds=Selector(kinds=actor.kinds),
            when=Test(f"own_rule.{action}", "in", (value,)),
            says=f"A rule of the place or agency itself {value} it.",
            cite="not read",
            evidence="unread",
        )
        made.append(Bound(provision, ALWAYS))
    return made


def _closing(body: Body, who: Who, action: str) -> Closing | None:
    for place in reversed(body.described(who.place)):
        for closing in place.closing:
            if action in closing.actions and (not closing.agencies or closing.agencies & who.kinds):
                return closing
    return None
