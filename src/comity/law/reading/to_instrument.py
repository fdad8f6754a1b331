"""From an instrument's or a bill's file to the instrument with all that its file says."""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from typing import Any

from comity.condition.parse import ConditionError, name_of, syntax
from comity.law.instrument import Derived, Expectation, Hypothetical, Instrument, Overlay, Remedy
from comity.law.reading.docket_model import DocketModel
from comity.law.reading.instrument_model import Derived as DerivedModel
from comity.law.reading.instrument_model import Hypothetical as HypotheticalModel
from comity.law.reading.instrument_model import InstrumentModel
from comity.law.reading.scope import Checker, Names, filter_problems
from comity.law.reading.to_provision import Circuits, to_history, to_point, to_provision, to_selector, window_points
from comity.vocabulary.fact import NO, YES, Fact, Kind

FORMS = ("any", "count", "since", "between")
# The fields `as` and `class` are words of Python's own: inside a filter they are read as `as_` and `class_`.
KEYWORD_FIELDS = re.compile(r"\b(as|class)\b(?=\s*(?:==|!=|in\b|not\b))")


def collect(model: InstrumentModel | DocketModel, check: Checker, circuits: Circuits) -> None:
    """Add to the shared names what other files may use of this one: definitions, derived facts, open points."""
    names: Names = check.names
    for name, text in model.definitions.items():
        names.definitions[f"{check.instrument}/{name}"] = text
    for name, derived in model.derived.items():
        full = f"{check.instrument}/{name}"
        form = derived.is_.split("(", 1)[0].strip()
        names.derived[full] = Fact(full, Kind.YESNO if form == "any" else Kind.NUMBER, question=derived.question)
    histories = [
        to_history(p.history, check, circuits, ("provisions", i, "history")) for i, p in enumerate(model.provisions)
    ]
    if isinstance(model, InstrumentModel):
        histories.append(to_history(model.history, check, circuits, ("history",)))
    points = [to_point(p, check, circuits, ("open_points", i)) for i, p in enumerate(model.open_points)]
    for point in [*points, *window_points([e for h in histories for e in h])]:
        name = f"reading:{point.id}"
        names.points[point.id] = Fact(name, Kind.CHOICE, tuple(point.readings), question=point.question, asked=False)


def to_instrument(model: InstrumentModel, check: Checker, circuits: Circuits) -> Instrument:
    """Return the instrument. `collect` has run on every file before."""
    check.words((model.authority,), check.vocabulary.authorities, "authority", ("authority",))
    history = to_history(model.history, check, circuits, ("history",))
    return _assembled(model, check, circuits, model.authority, history, advisory=model.force == "advisory", quiet=False)


def to_overlay(model: DocketModel, check: Checker, circuits: Circuits) -> Overlay:
    """Return a bill or suit; its provisions are an instrument that is never in force of itself."""
    law = _assembled(model, check, circuits, model.authority, (), advisory=False, quiet=True)
    stages = tuple(sorted((s.on, s.stage) for s in model.stage))
    return Overlay(check.instrument, model.kind, model.title, model.cite, stages, model.sure, model.touches, law)


def _assembled(
    model: InstrumentModel | DocketModel,
    check: Checker,
    circuits: Circuits,
    authority: str,
    history: tuple[Any, ...],
    *,
    advisory: bool,
    quiet: bool,
) -> Instrument:
    urls = {name: s.url or "" for name, s in model.sources.items()}
    provisions = tuple(
        to_provision(p, check, circuits, authority, advisory, urls, ("provisions", i))
        for i, p in enumerate(model.provisions)
    )
    _unused(model, check)
    points = [to_point(p, check, circuits, ("open_points", i)) for i, p in enumerate(model.open_points)]
    points += window_points([*history, *(e for p in provisions for e in p.history)])
    full = model if isinstance(model, InstrumentModel) else None
    remedies = tuple(
        Remedy(
            tuple(t if ":" in t else f"{check.instrument}/{t}" for t in r.for_),
            r.who,
            r.forum or "",
            r.form,
            r.says,
            r.cite,
            r.evidence or "unread",
            dict(r.amount or {}),
            to_history(r.history, check, circuits, ("remedies", i, "history")),
        )
        for i, r in enumerate(full.remedies if full else ())
    )  # fmt: skip
    return Instrument(
        id=check.instrument,
        place=check.instrument.split(":")[0],
        title=model.title,
        cite=model.cite,
        authority=authority,
        advisory=advisory,
        purpose=(full.purpose or "") if full else "",
        history=history,
        provisions=provisions,
        open_points=tuple(points),
        derived=tuple(to_derived(n, d, model, check) for n, d in model.derived.items()),
        remedies=remedies,
        hypotheticals=tuple(to_hypothetical(h, check, i) for i, h in enumerate(model.hypotheticals)),
        sources={
            n: {"url": s.url or "", "read": s.read, "on": s.on.isoformat(), "note": s.note or ""}
            for n, s in model.sources.items()
        },
        reach=to_selector(full.reach if full else None, check, circuits, ("reach",)),
        path=check.file.path,
        quiet=quiet,
        formerly=tuple(f"{check.instrument.split(':')[0]}:{name}" for name in (full.formerly if full else ())),
    )


def _unused(model: InstrumentModel | DocketModel, check: Checker) -> None:
    """Read definitions that nothing uses too; what their use has told already is not told again."""
    own = replace(check, problems=[])
    for name, text in model.definitions.items():
        own.condition(text, ("definitions", name))
    told = {p.what for p in check.problems}
    check.problems.extend(p for p in own.problems if p.what not in told)


def to_derived(name: str, model: DerivedModel, file: InstrumentModel | DocketModel, check: Checker) -> Derived:
    """Return a derived fact, its call read from the text."""
    full, at = f"{check.instrument}/{name}", ("derived", name, "is")
    over, fields = next(iter(check.vocabulary.lists.items()))
    empty = Derived(full, "any", model.question, over=over, filter_text=f"{next(iter(fields))} == 'unreadable'")
    try:
        call = syntax(KEYWORD_FIELDS.sub(r"\1_", model.is_))
    except ConditionError as error:
        check.wrong(at, str(error))
        return empty
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name) or call.func.id not in FORMS:
        check.wrong(
            at, f"`{model.is_[:60]}` is not a derived fact", "write any(...), count(...), since(...) or between(...)"
        )
        return empty
    options = {k.arg: k.value for k in call.keywords}
    values = {k: v.value for k, v in options.items() if isinstance(v, ast.Constant)}
    if call.func.id == "between":
        return _between(full, model, call, {k or "": str(v) for k, v in values.items()}, check)
    if len(call.args) < 2 or not isinstance(call.args[0], ast.Name):
        check.wrong(at, f"`{call.func.id}` takes a list and a filter")
        return empty
    over = call.args[0].id
    if not check.words((over,), check.vocabulary.lists, "list", at):
        return empty
    text = ast.unparse(call.args[1])
    for what in filter_problems(text, check.vocabulary.lists[over], file.tables):
        check.wrong(at, what)
    tables = {t: (frozenset(table.rows), table.closed) for t, table in file.tables.items()}
    field = options.get("date")
    date_field = name_of(field) if isinstance(field, ast.Name) else str(values.get("date", "date"))
    nth = int(str(values.get("nth", 1)))
    given = None if call.func.id != "any" or model.presumption is None else YES if model.presumption else NO
    return Derived(full, call.func.id, model.question, over, text, nth, date_field, tables=tables, presumption=given)


def _between(full: str, model: DerivedModel, call: ast.Call, values: dict[str, str], check: Checker) -> Derived:
    ends = [name_of(a) for a in call.args[:2] if isinstance(a, ast.Name)]
    at = ("derived", full.rsplit("/", 1)[1], "is")
    known = [*check.vocabulary.moments, "on"]
    check.words(ends, known, "moment", at)
    unit = call.args[2] if len(call.args) > 2 else None
    name = str(unit.value) if isinstance(unit, ast.Constant) else values.get("unit", "days")
    if len(ends) != 2:
        check.wrong(at, "`between` takes two moments and a unit")
        ends = ["on", "on"]
    calendar = values.get("calendar", "")
    if calendar:
        check.words((calendar,), check.names.calendars, "calendar", at)
    elif name == "business_days":
        check.wrong(at, "a span of business days needs a `calendar`")
    return Derived(full, "between", model.question, ends=(ends[0], ends[1]), unit=name, calendar=calendar)


def to_hypothetical(model: HypotheticalModel, check: Checker, position: int) -> Hypothetical:
    """Return a hypothetical; its facts are checked when it is decided."""
    at = ("hypotheticals", position)
    place = model.place or check.instrument.split(":")[0]
    encounter: dict[str, Any] = {"place": place, "agency": list(model.agency or model.each_of[:1]), "on": model.on}
    encounter["facts"] = {k: list(v) if isinstance(v, tuple) else v for k, v in model.facts.items()}
    encounter["moments"] = {k: v.isoformat() for k, v in model.moments.items()}
    if model.agency_id:
        encounter["agency_id"] = model.agency_id
    for name in ("papers", "charges", "convictions"):
        records = getattr(model, name)
        if records is not None:
            encounter[name] = [dict(r) for r in records]
    expect = []
    for action, e in model.expect.items():
        check.words((action,), check.vocabulary.actions, "action", (*at, "expect", action))
        if action in check.vocabulary.actions:
            sets = (
                None if e.outcomes is None else frozenset(e.outcomes),
                None if e.presumed is None else frozenset(e.presumed),
            )
            line = check.file.line((*at, "expect", action)) or 0
            expect.append(Expectation(action, *sets, e.because, e.not_because, e.duties, line))
    line = check.file.line(at) or 0
    return Hypothetical(model.says, encounter, tuple(expect), model.on, check.file.path, line, model.each_of)
