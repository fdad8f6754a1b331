"""From the parts of an instrument's file to provisions, histories, duties and clocks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from comity.condition.tree import ALWAYS, All, Not
from comity.law.history import CHANGED, NOT_YET, Event
from comity.law.instrument import OpenPoint, Settled
from comity.law.provision import Clock, Duty, Pattern, Provision
from comity.law.reading.instrument_model import Provision as ProvisionModel
from comity.law.reading.parts import Clock as ClockModel
from comity.law.reading.parts import Event as EventModel
from comity.law.reading.parts import OpenPoint as PointModel
from comity.law.reading.parts import Pattern as PatternModel
from comity.law.reading.parts import Selector as SelectorModel
from comity.law.reading.scope import Checker, Where
from comity.law.reading.to_place import to_pattern
from comity.law.selector import EVERYONE, Selector

Circuits = dict[str, tuple[str, ...]]


def to_selector(
    model: SelectorModel | tuple[str, ...] | None, check: Checker, circuits: Circuits, at: Where
) -> Selector:
    """Return a selector with groups and circuits resolved."""
    if model is None:
        return EVERYONE
    if isinstance(model, tuple):
        return Selector(check.vocabulary.kinds_in(check.kinds(model, at)))
    kinds = check.kinds((*model.kinds, *model.groups), at)
    places = list(model.places)
    for circuit in check.words(model.circuits, circuits, "circuit", at):
        places.extend(circuits[circuit])
    apart = to_selector(model.except_, check, circuits, (*at, "except")) if model.except_ else None
    return Selector(check.vocabulary.kinds_in(kinds), frozenset(model.agency_ids), tuple(places), apart)


def to_history(models: tuple[EventModel, ...], check: Checker, circuits: Circuits, at: Where) -> tuple[Event, ...]:
    """Return the events in time order. A window, or an unverified event, names an open point of the instrument."""
    events = []
    for i, e in enumerate(models):
        first, last = (e.on, e.on) if e.on is not None else (e.between or (date.min, date.min))[:2]
        if e.for_ and e.for_ not in check.vocabulary.all_facts:
            check.wrong((*at, i, "for"), f"unknown fact `{e.for_}`")
        point = window_id(check.instrument, first, last) if first != last or e.event == "unverified" else ""
        who = to_selector(e.as_to, check, circuits, (*at, i, "as_to"))
        events.append(Event(e.event, first, last, e.recorded, who, e.source, e.declares, e.for_, point))
    return tuple(sorted(events, key=lambda e: e.on))


def window_id(instrument: str, first: date, last: date) -> str:
    """Return the id of the open point "was the change made by then?" of a window."""
    return f"{instrument}/changed-{first}" if first == last else f"{instrument}/changed-{first}-to-{last}"


def window_points(events: list[Event]) -> list[OpenPoint]:
    """Return the open points that windows and unverified events make."""
    made = {}
    for e in events:
        if e.point:
            when = f"between {e.on} and {e.until}" if e.on != e.until else f"from {e.on} on"
            readings: dict[str, tuple[str, tuple[str, ...]]] = {
                NOT_YET: ("The law had not changed yet.", ()),
                CHANGED: ("The law had changed.", ()),
            }
            made[e.point] = OpenPoint(e.point, "unverified", f"Had the law changed on the day asked, {when}?", readings)
    return list(made.values())


def to_point(model: PointModel, check: Checker, circuits: Circuits, at: Where) -> OpenPoint:
    """Return an open point with what settles it."""
    settled = tuple(
        Settled(s.reading, to_selector(s.in_, check, circuits, (*at, "settled", i, "in")), s.from_, s.by)
        for i, s in enumerate(model.settled)
    )
    readings = {name: (r.says, r.authorities) for name, r in model.readings.items()}
    return OpenPoint(f"{check.instrument}/{model.id}", model.kind, model.question, readings, settled)


def to_targets(models: tuple[str | PatternModel, ...], check: Checker, at: Where) -> tuple[Pattern, ...]:
    """Return targets as patterns; short ids are this instrument's."""
    found = []
    for i, target in enumerate(models):
        if isinstance(target, PatternModel):
            found.append(to_pattern(target, check, (*at, i)))
        elif target.endswith("/*"):
            name = target[:-2]
            found.append(Pattern(instrument=frozenset({name if ":" in name else _sibling(name, check)})))
        else:
            found.append(Pattern(ids=frozenset({target if ":" in target else f"{check.instrument}/{target}"})))
    return tuple(found)


def _sibling(name: str, check: Checker) -> str:
    return f"{check.instrument.split(':')[0]}:{name}"


def to_provision(
    model: ProvisionModel,
    check: Checker,
    circuits: Circuits,
    authority: str,
    advisory: bool,  # noqa: FBT001 - handed on
    urls: dict[str, str],
    at: Where,
) -> Provision:
    """Return one provision. `urls` gives each source's address."""
    vocabulary = check.vocabulary
    when = ALWAYS if model.when is None else check.condition(model.when, (*at, "when"))
    if model.unless is not None:
        when = All((when, Not(check.condition(model.unless, (*at, "unless")))))
    gate = None
    if model.contested:
        gate = (check.point(model.contested.point, (*at, "contested")), model.contested.reading)
    if model.source and model.source not in urls:
        check.wrong((*at, "source"), f"unknown source `{model.source}`")
    attacks = (*model.exempts, *model.despite, *model.preempts)
    return Provision(
        id=f"{check.instrument}/{model.id}",
        instrument=check.instrument,
        place=check.instrument.split(":")[0],
        actions=check.words(model.action, vocabulary.actions, "action", (*at, "action")),
        modality=model.modality,
        authority=authority,
        binds=to_selector(model.binds, check, circuits, (*at, "binds")),
        when=when,
        says=model.says,
        cite=model.cite,
        evidence=model.evidence,
        advisory=advisory,
        history=to_history(model.history, check, circuits, (*at, "history")),
        attacks=to_targets(attacks, check, at),
        yields_to=to_targets(model.subject_to, check, (*at, "subject_to")),
        beside=to_targets(model.beside, check, (*at, "beside")),
        bars=to_pattern(model.of, check, (*at, "of")) if model.of else None,
        gate=gate,
        duty=to_duty(model, check, at),
        quote=model.quote or "",
        notes=model.notes,
        source_url=urls.get(model.source or "", ""),
        path=check.file.path,
        line=check.file.line(at) or 0,
    )


def to_duty(model: ProvisionModel, check: Checker, at: Where) -> Duty | None:
    """Return the duty of a provision, or None."""
    duty = model.duty
    if duty is None:
        return None
    check.words((duty.what,), check.vocabulary.duties, "duty", (*at, "duty", "what"))
    to = check.words(duty.to, check.vocabulary.recipients, "recipient", (*at, "duty", "to"))
    clock = to_clock(duty.clock, check, (*at, "duty", "clock")) if duty.clock else None
    keep = f"{duty.keep_for.amount} {duty.keep_for.unit}" if duty.keep_for else ""
    return Duty(duty.what, to, clock, keep, duty.satisfied_by)


def to_clock(model: ClockModel, check: Checker, at: Where) -> Clock:
    """Return a clock; note a business-day clock without a calendar."""
    if model.earliest_of:
        return Clock(
            earliest_of=tuple(to_clock(c, check, (*at, "earliest_of", i)) for i, c in enumerate(model.earliest_of))
        )
    start = model.from_ or model.before or ""
    if start:
        did = [f for f in check.vocabulary.all_facts if f.startswith("did_")]
        check.words((start,), [*check.vocabulary.moments, *did], "moment", (*at, "from" if model.from_ else "before"))
    clock = Clock(
        start=start,
        before=model.before is not None,
        calendar=model.calendar or "",
        rolls=model.rolls or "none",
        each=model.each or "",
        nil=model.nil or "",
        on=model.on,
    )
    if model.plus:
        clock = replace(clock, plus=model.plus.amount, unit=model.plus.unit)
    if model.by:
        month, day = (int(part) for part in model.by.split("-"))
        clock = replace(clock, by=(month, day))
    if clock.calendar:
        check.words((clock.calendar,), check.names.calendars, "calendar", (*at, "calendar"))
    if (clock.unit == "business_days" or clock.rolls == "next") and not clock.calendar:
        check.wrong(at, "a clock of business days needs a `calendar`")
    return clock
