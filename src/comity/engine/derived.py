"""Derived facts, computed at the door from lists and moments, with everything that is not known kept open.

A record field that is not known can have any value the constraints allow; an incomplete list may hold more records.
So a derived fact comes out as the set of values it can still have.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache
from itertools import chain, combinations, product

from comity.condition.cells import NEVER_PASSED
from comity.condition.parse import constants, name_of, syntax
from comity.condition.tree import holds, tests
from comity.engine.digest import DigestBody as DigestBody  # noqa: PLC0414 - ties takes it from here
from comity.engine.encounter import Encounter, Records
from comity.engine.known import Known, Range, Values
from comity.law.body import Body
from comity.law.instrument import Derived
from comity.vocabulary.fact import NO, YES, Fact, Kind

OTHER = "\x00other"
MANY_DOUBTFUL = 8
# The truths that the filter of each derived fact can have on one record.
Verdicts = dict[str, frozenset[bool]]


def derive(derived: Derived, encounter: Encounter, body: Body) -> Known | None:
    """Return what is known of a derived fact, or None when nothing is."""
    if derived.form == "between":
        return _between(derived, encounter, body)
    records = records_of(derived.over, encounter, body)
    return None if records is None else derive_from(derived, encounter.on, records, verdicts_met(records, body), body)


def records_of(name: str, encounter: Encounter, body: Body) -> Records | None:
    """Return the list, or the one paper given flat as a list of one that may be incomplete in nothing."""
    if name in encounter.lists:
        return encounter.lists[name]
    flat = {field: fact for field, fact in body.words.flat.items() if name == "papers"}
    record = {field: encounter.facts[fact] for field, fact in flat.items() if fact in encounter.facts}
    return Records((record,)) if record else None


def derive_from(derived: Derived, on: date, records: Records, met: tuple[Verdicts, ...], body: Body) -> Known | None:
    """Return what is known of a fact derived from records; `met` are the verdicts on each that were found before."""
    verdicts = [_verdict(derived, record, found, body) for record, found in zip(records.items, met, strict=True)]
    match derived.form:
        case "any":
            return _any(verdicts, complete=records.complete)
        case "count":
            low = sum(v == {True} for v in verdicts)
            high = float(sum(True in v for v in verdicts)) if records.complete else NEVER_PASSED
            return Range(((low, high),))
        case _:
            return _since(derived, on, records, verdicts)


def _any(verdicts: list[frozenset[bool]], *, complete: bool) -> Known | None:
    if any(v == {True} for v in verdicts):
        return Values(frozenset({YES}))
    if complete and all(v == {False} for v in verdicts):
        return Values(frozenset({NO}))
    return None


def _since(derived: Derived, on: date, records: Records, verdicts: list[frozenset[bool]]) -> Known:
    """Return the years passed since the nth most recent match: every span it can lie in.

    Each record that may or may not match is taken both ways; a date known in part gives the span between its ends.
    """
    sure: list[tuple[float, float]] = []
    perhaps: list[tuple[float, float]] = []
    for record, verdict in zip(records.items, verdicts, strict=True):
        if True in verdict:
            known = record.get(derived.date_field)
            low, high = (known.spans[0][0], known.spans[-1][1]) if isinstance(known, Range) else (1.0, on.toordinal())
            years = (years_between(_day(high), on), years_between(_day(low), on))
            (sure if verdict == {True} else perhaps).append(years)
    if len(perhaps) > MANY_DOUBTFUL:
        spans = {(_nth([*sure, *perhaps], derived.nth, 0), _nth(sure, derived.nth, 1))}
    else:
        chosen = chain.from_iterable(combinations(perhaps, n) for n in range(len(perhaps) + 1))
        spans = {(_nth([*sure, *c], derived.nth, 0), _nth([*sure, *c], derived.nth, 1)) for c in chosen}
    if not records.complete:
        spans = {(0.0, max(high for _, high in spans))}
    return Range(tuple(sorted(spans)))


def _nth(years: list[tuple[float, float]], nth: int, end: int) -> float:
    found = sorted(span[end] for span in years)
    return found[nth - 1] if len(found) >= nth else NEVER_PASSED


def _day(number: float) -> date:
    return date.fromordinal(int(number))


def years_between(start: date, end: date) -> float:
    """Return the years passed by anniversary, with half a year's mark for "more than": 5.0 on the anniversary itself.

    A rule `<= 5` holds up to and on the fifth anniversary, `> 5` after it. So a part year counts as a half.
    29 February has its anniversary on 28 February of a common year.

    >>> years_between(date(2020, 3, 1), date(2025, 3, 1)), years_between(date(2020, 3, 1), date(2025, 3, 2))
    (5.0, 5.5)
    """
    if end < start:
        return 0.0
    whole = end.year - start.year
    while _anniversary(start, whole) > end:
        whole -= 1
    return float(whole) if _anniversary(start, whole) == end else whole + 0.5


def _anniversary(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 2, 28)


def _between(derived: Derived, encounter: Encounter, body: Body) -> Known | None:
    start, end = _moment(derived.ends[0], encounter), _moment(derived.ends[1], encounter)
    if start is None or end is None:
        return None
    zone = body.zone(encounter.who.place)
    if isinstance(start, datetime) and isinstance(end, datetime) and derived.unit in ("minutes", "hours"):
        off = body.calendars.get(derived.calendar)
        span = off.open_time(start, end, zone) if off else end - start
        passed = span / timedelta(**{derived.unit: 1})
        return Range(((passed, passed),))
    first, last = _as_day(start, zone), _as_day(end, zone)
    if derived.unit == "business_days":
        calendar = body.calendars[derived.calendar]
        days = sum(calendar.is_business_day(first + timedelta(n)) for n in range(1, (last - first).days + 1))
    elif derived.unit == "years":
        passed = years_between(first, last)
        return Range(((passed, passed),))
    else:
        days = (last - first).days
    return Range(((float(days), float(days)),))


def _moment(name: str, encounter: Encounter) -> date | datetime | None:
    if name == "on":
        return encounter.on
    if name in encounter.moments:
        return encounter.moments[name]
    known = encounter.facts.get(name)
    if isinstance(known, Range) and known.spans[0][0] == known.spans[-1][1]:
        return _day(known.spans[0][0])
    return None


def _as_day(value: date | datetime, zone: tzinfo) -> date:
    return value.astimezone(zone).date() if isinstance(value, datetime) else value


def verdicts_met(records: Records, body: Body) -> tuple[Verdicts, ...]:
    """Return, for each record, the verdicts on one like it that were found before, to be added to."""
    words = DigestBody(body)
    return tuple(_verdicts(tuple(sorted(record.items())), words) for record in records.items)


@lru_cache(maxsize=4096)
def _verdicts(_record: tuple[tuple[str, Known], ...], _words: DigestBody) -> Verdicts:
    return {}


def _verdict(derived: Derived, record: dict[str, Known], met: Verdicts, body: Body) -> frozenset[bool]:
    """Return the truths the filter can have on a record, over every completion its constraints allow."""
    found = met.get(derived.id)
    if found is None:
        found = met[derived.id] = frozenset(_truths(derived, record, body))
    return found


def _truths(derived: Derived, record: dict[str, Known], body: Body) -> set[bool]:
    node = syntax(derived.filter_text)
    fields = body.words.lists[derived.over]
    used = sorted(fields_in(node) & set(fields))
    found: set[bool] = set()
    for values in _completions(derived, tuple(used), record, body):
        truth = evaluate(node, dict(zip(used, values, strict=True)), derived)
        found |= {True, False} if truth is None else {truth}
        if len(found) == len((True, False)):
            break
    return found


def fields_in(node: ast.AST) -> set[str]:
    """Return the names in a filter; the field `as`, a word of Python, is read as `as_`."""
    return {n.id.rstrip("_") for n in ast.walk(node) if isinstance(n, ast.Name)}


def _completions(
    derived: Derived, used: tuple[str, ...], record: dict[str, Known], body: Body
) -> Iterator[tuple[str | float, ...]]:
    """Yield values of the used fields; for papers, only those that the vocabulary's constraints allow together."""
    if derived.over != "papers":
        fields, node = body.words.lists[derived.over], syntax(derived.filter_text)
        yield from product(*(_options(fields[name], record.get(name), node, name) for name in used))
        return
    known = tuple(sorted((n, k.can_be) for n, k in record.items() if isinstance(k, Values)))
    yield from paper_completions(used, known, DigestBody(body))


@lru_cache(maxsize=4096)
def paper_completions(
    used: tuple[str, ...], known: tuple[tuple[str, frozenset[str]], ...], words: DigestBody
) -> tuple[tuple[str | float, ...], ...]:
    """Return the values of the used fields of one paper that agree with what is known and with the constraints."""
    body = words.body
    fields, flat = body.words.lists["papers"], body.words.flat
    given = dict(known)
    rules = [
        (tree, list(tests(tree)))
        for _, tree, _ in body.constraints
        if {t.fact for t in tests(tree)} <= set(flat.values())
    ]
    tied = {t.fact for _, ts in rules for t in ts}
    names = [n for n in fields if n in used or flat[n] in tied]
    found: dict[tuple[str | float, ...], None] = {}
    for values in product(*(sorted(given.get(n, frozenset(fields[n].options()))) for n in names)):
        by_fact = {flat[n]: v for n, v in zip(names, values, strict=True)}
        if all(holds(tree, {t: by_fact[t.fact] in t.values for t in ts}) for tree, ts in rules):
            by_name = dict(zip(names, values, strict=True))
            found[tuple(by_name[n] for n in used)] = None
    return tuple(found)


def _options(fact: Fact, known: Known | None, node: ast.expr, name: str) -> Iterable[str | float]:
    """Return the values of a field that could make a difference: for a date, its ends and days around each bound."""
    if isinstance(known, Values):
        return sorted(known.can_be)
    if fact.kind in (Kind.DATE, Kind.NUMBER):
        spans = known.spans if isinstance(known, Range) else ((1.0, float(date.max.toordinal())),)
        near = [b + d for b in _bounds(node, name) for d in (-1.0, 0.0, 1.0)]
        return sorted({*(e for span in spans for e in span), *(p for p in near if any(a <= p <= b for a, b in spans))})
    return fact.options() or (OTHER,)


def _bounds(node: ast.expr, name: str) -> Iterator[float]:
    for part in ast.walk(node):
        if isinstance(part, ast.Compare) and fields_in(part.left) == {name}:
            for value in constants(part.comparators[0]):
                yield float(date.fromisoformat(value).toordinal()) if isinstance(value, str) else float(value)


def evaluate(node: ast.expr, record: dict[str, str | float], derived: Derived) -> bool | None:
    """Return whether the filter holds of a record, or None where an illustrative table leaves it open."""
    match node:
        case ast.BoolOp(op=op, values=parts):
            truths = [evaluate(p, record, derived) for p in parts]
            decisive = isinstance(op, ast.Or)
            if decisive in truths:
                return decisive
            return None if None in truths else not decisive
        case ast.UnaryOp(operand=part):
            truth = evaluate(part, record, derived)
            return None if truth is None else not truth
        case ast.Name(id=name):
            return record[name.rstrip("_")] == YES
        case ast.Compare(left=ast.Name(id=name), ops=[op], comparators=[ast.Name(id=table)]):
            rows, closed = derived.tables[table]
            value = record[name.rstrip("_")]
            truth = True if value in rows else None if value == OTHER or not closed else False
            return truth if isinstance(op, ast.In) or truth is None else not truth
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            return _compare(record[name_of(left).rstrip("_")], op, constants(right))
        case _:
            raise ValueError(ast.unparse(node))


def _compare(value: str | float, op: ast.cmpop, given: tuple[str | int, ...]) -> bool | None:
    if isinstance(value, str):
        if value == OTHER:
            return None
        return (value in given) is isinstance(op, ast.Eq | ast.In)
    bound = float(date.fromisoformat(str(given[0])).toordinal()) if isinstance(given[0], str) else float(given[0])
    return {
        ast.Lt: value < bound,
        ast.LtE: value <= bound,
        ast.Gt: value > bound,
        ast.GtE: value >= bound,
        ast.Eq: value == bound,
        ast.NotEq: value != bound,
    }[type(op)]
