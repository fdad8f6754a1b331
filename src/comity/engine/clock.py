"""When a duty is due: moments, calendars, periods.

Days and business days run to the end of the local day. A clock whose start is not known has no due time; it says why.
"""

from __future__ import annotations

import calendar as months
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from comity.law.calendar import Calendar
from comity.law.provision import Clock


@dataclass(frozen=True, slots=True)
class Due:
    """When a duty is due. `at` is None where the start is not known; `words` says it for a person."""

    at: datetime | None
    words: str


def due(
    clock: Clock | None,
    moments: Mapping[str, datetime],
    on: date,
    calendars: Mapping[str, Calendar],
    zone: tzinfo,
    says: Mapping[str, str] | None = None,
) -> Due:
    """Return when a duty with this clock is due, counted from the moments known; `says` names moments in words.

    A due time beyond the calendar's last year is not given.

    >>> from datetime import UTC
    >>> moments = {"request_at": datetime.fromisoformat("2026-03-02T09:00-05:00")}
    >>> due(Clock(start="request_at", plus=90), moments, date(2026, 3, 2), {}, UTC).at.date()
    datetime.date(2026, 5, 31)
    """
    if clock is None:
        return Due(None, "the law names no time")
    if clock.earliest_of:
        parts = [due(c, moments, on, calendars, zone, says) for c in clock.earliest_of]
        words = "the earliest of: " + "; ".join(p.words for p in parts)
        # A moment not known yet can only bring the time forward, so the earliest known is the latest it can be.
        return Due(min((p.at for p in parts if p.at), default=None), words)
    words = in_words(clock, says)
    try:
        return _due(clock, moments, on, calendars, zone, words)
    except (OverflowError, ValueError):
        return Due(None, words)


def _due(
    clock: Clock,
    moments: Mapping[str, datetime],
    on: date,
    calendars: Mapping[str, Calendar],
    zone: tzinfo,
    words: str,
) -> Due:
    if clock.on is not None:
        return Due(_end(clock.on, zone), words)
    if clock.each:
        return _periodic(clock, on, zone)
    start = moments.get(clock.start)
    if start is None:
        return Due(None, words)
    return Due(start.astimezone(zone) if clock.before else _plus(start, clock, calendars, zone), words)


def in_words(clock: Clock, says: Mapping[str, str] | None = None) -> str:
    """Return the clock as a phrase; `says` gives a moment in words ("when the order arrived").

    >>> in_words(Clock(start="order_at", plus=3, unit="business_days"), {"order_at": "when the order arrived"})
    'within 3 business days after the order arrived'
    """
    if clock.on is not None:
        return f"on {_day(clock.on)}"
    if clock.each:
        return f"each {clock.each.replace('_', ' ')}"
    plain = "the act" if clock.start.startswith("did_") else clock.start.replace("_", " ")
    start = (says or {}).get(clock.start, plain).removeprefix("when ")
    if clock.before:
        return f"before {start}"
    if clock.plus == 0 and clock.unit in ("days", "business_days"):
        return f"by the end of the day of {start}" if start == "the act" else f"by the end of the day {start}"
    if clock.plus == 0:
        return "at once" if not clock.start else "at the time of the act" if start == "the act" else f"when {start}"
    unit = clock.unit.replace("_", " ")
    return f"within {clock.plus} {unit if clock.plus != 1 else unit.removesuffix('s')} after {start}"


def _plus(start: datetime, clock: Clock, calendars: Mapping[str, Calendar], zone: tzinfo) -> datetime:
    local = start.astimezone(zone)
    match clock.unit:
        case "minutes" | "hours" if clock.calendar:
            return calendars[clock.calendar].add_open_time(start, timedelta(**{clock.unit: clock.plus}), zone)
        case "minutes" | "hours":
            return (start + timedelta(**{clock.unit: clock.plus})).astimezone(zone)
        case "business_days":
            day = calendars[clock.calendar].add_business_days(local.date(), clock.plus)
        case "days":
            day = local.date() + timedelta(days=clock.plus)
        case "months":
            day = _add_months(local.date(), clock.plus)
        case _:
            day = _add_months(local.date(), 12 * clock.plus)
    if clock.rolls == "next":
        day = calendars[clock.calendar].roll(day)
    return _end(day, zone)


def _add_months(day: date, count: int) -> date:
    return _in_month(day.year * 12 + day.month - 1 + count, day.day)


def _periodic(clock: Clock, on: date, zone: tzinfo) -> Due:
    """Return the next due day, `on` itself included: by a month and day, or by the end of the period."""
    length = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}[clock.each]
    # A period without a day ends on the last day of its last month; 31 stands for the last day of any month.
    month, day = clock.by if clock.by is not None else (length, 31)
    first = on.year * 12 + month - 1 - 12
    steps = (_in_month(first + n * length, day) for n in range(36 // length + 2))
    step = next(s for s in steps if s >= on)
    return Due(_end(step, zone), f"each {clock.each.replace('_', ' ')}, next by {_day(step)}")


def _in_month(number: int, day: int) -> date:
    year, month = divmod(number, 12)
    return date(year, month + 1, min(day, months.monthrange(year, month + 1)[1]))


def _end(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(23, 59, 59), tzinfo=zone)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
