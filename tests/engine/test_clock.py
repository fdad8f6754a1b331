"""When a duty is due, against counting by hand over daylight saving, leap days and holidays."""

from __future__ import annotations

import random
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from comity.engine.clock import due, in_words
from comity.law.body import Body
from comity.law.provision import Clock

ZONE = ZoneInfo("America/New_York")
ON = date(2026, 3, 2)
ONE = timedelta(days=1)
WEEKEND = 5
# Days beside which counting goes wrong: daylight saving begins and ends, leap days, year's end, holidays in a row.
EDGES = [
    date(2024, 2, 28),
    date(2024, 3, 9),
    date(2024, 11, 2),
    date(2025, 2, 28),
    date(2025, 12, 24),
    date(2025, 12, 31),
]


def moments(seed: int, count: int = 10_000) -> Iterator[datetime]:
    """Yield random moments of 2019 to 2031, every third close to a day where counting goes wrong."""
    rng = random.Random(seed)
    for n in range(count):
        day = (
            rng.choice(EDGES) + rng.randint(-2, 2) * ONE
            if n % 3 == 0
            else date(2019, 1, 1) + rng.randint(0, 4700) * ONE
        )
        offset = rng.choice(["-05:00", "-04:00", "+00:00", "+09:00"])
        yield datetime.fromisoformat(f"{day}T{rng.randint(0, 23):02}:{rng.randint(0, 59):02}{offset}")


def end_of(day: date) -> datetime:
    return datetime.combine(day, time(23, 59, 59), tzinfo=ZONE)


def test_a_clock_without_a_start_has_no_due_time(body: Body) -> None:
    """Where the start is not known nothing is guessed; the words say how it runs."""
    found = due(Clock(start="request_at", plus=90), {"released_at": next(moments(1))}, ON, body.calendars, ZONE)
    assert (found.at, found.words) == (None, "within 90 days after request at")


def test_law_without_a_clock_says_so(body: Body) -> None:
    """A duty without a time is owed, but late it cannot be."""
    found = due(None, {}, ON, body.calendars, ZONE)
    assert (found.at, found.words) == (None, "the law names no time")


def test_of_several_clocks_the_earliest_known_is_the_latest_it_can_be(body: Body) -> None:
    """A start that is not known yet can only bring the time forward; with none known there is no time."""
    both = Clock(earliest_of=(Clock(start="request_at", plus=1), Clock(before=True, start="released_at")))
    start = next(moments(2))
    assert due(both, {}, ON, body.calendars, ZONE).at is None
    found = due(both, {"request_at": start}, ON, body.calendars, ZONE)
    assert found.at == end_of(start.astimezone(ZONE).date() + ONE)
    assert found.words == "the earliest of: within 1 day after request at; before released at"
    known = due(both, {"request_at": start, "released_at": start}, ON, body.calendars, ZONE)
    assert known.at == start


def test_before_a_moment_is_due_at_that_moment(body: Body) -> None:
    """What is owed before the release is late after it."""
    start = next(moments(3))
    assert due(Clock(start="released_at", before=True), {"released_at": start}, ON, body.calendars, ZONE).at == start


def test_a_date_in_the_law_is_due_by_the_end_of_that_day(body: Body) -> None:
    """A fixed day needs no start."""
    found = due(Clock(on=date(2026, 12, 1)), {}, ON, body.calendars, ZONE)
    assert (found.at, found.words) == (end_of(date(2026, 12, 1)), "on 1 December 2026")


@pytest.mark.parametrize("unit", ["minutes", "hours"])
def test_minutes_and_hours_are_hours_that_passed(body: Body, unit: str) -> None:
    """48 hours are 48 hours on the night the clocks change as well."""
    rng = random.Random(4)
    for start in moments(4):
        plus = rng.randint(0, 100)
        found = due(Clock(start="request_at", plus=plus, unit=unit), {"request_at": start}, ON, body.calendars, ZONE).at
        assert found is not None
        assert found.timestamp() - start.timestamp() == plus * (60 if unit == "minutes" else 3600)
        assert found.tzinfo is ZONE


def test_days_run_to_the_end_of_a_local_day(body: Body) -> None:
    """A request that comes at 23:30 here is of this day, whatever the day is in Greenwich."""
    rng = random.Random(5)
    for start in moments(5):
        plus = rng.randint(0, 120)
        day = start.astimezone(ZONE).date()
        for _ in range(plus):
            day += ONE
        found = due(Clock(start="request_at", plus=plus), {"request_at": start}, ON, body.calendars, ZONE).at
        assert found == end_of(day)
        assert found is not None
        assert (found.date(), found.hour, found.minute) == (day, 23, 59)


@pytest.mark.parametrize("calendar", ["us", "us/ma", "us/ma/suffolk-county", "us/il", "us/va"])
def test_business_days_are_counted_as_on_a_wall_calendar(body: Body, calendar: str) -> None:
    """Weekends and the calendar's own holidays do not count; the day of the start does not either."""
    rng = random.Random(6)
    off = body.calendars[calendar].holidays
    for start in moments(6):
        plus = rng.randint(1, 15)
        day, left = start.astimezone(ZONE).date(), plus
        while left:
            day += ONE
            left -= day.weekday() < WEEKEND and day not in off
        clock = Clock(start="request_at", plus=plus, unit="business_days", calendar=calendar)
        assert due(clock, {"request_at": start}, ON, body.calendars, ZONE).at == end_of(day)


def test_a_time_that_rolls_ends_on_a_day_that_offices_are_open(body: Body) -> None:
    """It ends on the first open day from the last one on, and without rolling on the day itself."""
    rng = random.Random(7)
    off = body.calendars["us"].holidays
    for start in moments(7):
        plus = rng.randint(0, 30)
        day = start.astimezone(ZONE).date() + plus * ONE
        plain = Clock(start="request_at", plus=plus, calendar="us")
        assert due(plain, {"request_at": start}, ON, body.calendars, ZONE).at == end_of(day)
        while day.weekday() >= WEEKEND or day in off:
            day += ONE
        rolling = Clock(start="request_at", plus=plus, calendar="us", rolls="next")
        assert due(rolling, {"request_at": start}, ON, body.calendars, ZONE).at == end_of(day)


@pytest.mark.parametrize("unit", ["months", "years"])
def test_months_and_years_end_on_the_same_day_or_the_months_last(body: Body, unit: str) -> None:
    """A month after 31 January is the last of February; a year after 29 February is the 28th."""
    rng = random.Random(8)
    for start in moments(8):
        plus = rng.randint(0, 30)
        day = start.astimezone(ZONE).date()
        year, month = day.year, day.month
        for _ in range(plus * (12 if unit == "years" else 1)):
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        expected = date(year, month, min(day.day, monthrange(year, month)[1]))
        found = due(Clock(start="request_at", plus=plus, unit=unit), {"request_at": start}, ON, body.calendars, ZONE).at
        assert found == end_of(expected)


@pytest.mark.parametrize(("each", "length"), [("month", 1), ("quarter", 3), ("half_year", 6), ("year", 12)])
def test_a_period_without_a_day_ends_with_the_period(body: Body, each: str, length: int) -> None:
    """A monthly report is due by the last of the month, a quarterly one by the last of the quarter."""
    for start in moments(9, 300):
        on = start.date()
        day = on
        while not ((day + ONE).day == 1 and day.month % length == 0):
            day += ONE
        found = due(Clock(each=each), {}, on, body.calendars, ZONE)
        assert found.at == end_of(day)
        assert found.words.startswith(f"each {each.replace('_', ' ')}, next by {day.day} ")


def next_by(on: date, month: int, day: int, length: int) -> date:
    """Return the first day from `on` on that is the day named or a whole number of periods from it."""
    found = []
    for year in range(on.year - 1, on.year + 3):
        for k in range(12 // length):
            m = (month - 1 + k * length) % 12 + 1
            found.append(date(year, m, min(day, monthrange(year, m)[1])))
    return min(d for d in found if d >= on)


@pytest.mark.parametrize("by", [(2, 1), (12, 31), (7, 4)])
def test_a_yearly_duty_is_due_on_its_next_day_after(body: Body, by: tuple[int, int]) -> None:
    """On the day itself it is due that day; on the day after, the next is a year away."""
    for start in moments(10, 300):
        found = due(Clock(each="year", by=by), {}, start.date(), body.calendars, ZONE).at
        assert found == end_of(next_by(start.date(), *by, 12))
    for on, year in ((date(2026, 2, 1), 2026), (date(2026, 2, 2), 2027)):
        assert due(Clock(each="year", by=(2, 1)), {}, on, body.calendars, ZONE).at == end_of(date(year, 2, 1))


@pytest.mark.parametrize(
    ("each", "length", "by"),
    [("year", 12, (2, 29)), ("half_year", 6, (7, 31)), ("quarter", 3, (3, 31)), ("month", 1, (1, 31))],
)
def test_a_period_by_the_last_of_a_month_or_in_the_second_half_is_due_on_its_next_day(
    body: Body, each: str, length: int, by: tuple[int, int]
) -> None:
    """Twice a year by 31 July means by 31 January as well; 29 February is the 28th in a common year only."""
    for start in moments(11, 300):
        found = due(Clock(each=each, by=by), {}, start.date(), body.calendars, ZONE).at
        assert found == end_of(next_by(start.date(), *by, length))


@pytest.mark.parametrize(
    ("clock", "words"),
    [
        (Clock(start="released_at", before=True), "before released at"),
        (Clock(start="did_notify_release", unit="hours"), "at the time of the act"),
        (Clock(start="did_notify_release"), "by the end of the day of the act"),
        (Clock(unit="minutes"), "at once"),
        (Clock(each="half_year"), "each half year"),
        (Clock(start="request_at", plus=1), "within 1 day after request at"),
        (Clock(start="request_at", plus=3, unit="business_days"), "within 3 business days after request at"),
    ],
)
def test_says_a_clock_in_words(clock: Clock, words: str) -> None:
    """People read when something is due, even where no due time can be given."""
    assert in_words(clock) == words


@pytest.mark.parametrize(("plus", "unit"), [(90, "minutes"), (3, "hours"), (30, "hours")])
def test_hours_and_minutes_of_a_calendar_run_only_while_it_is_open(body: Body, plus: int, unit: str) -> None:
    """From Friday evening they run on through Friday and then on Monday; without a calendar they run on."""
    start = datetime.fromisoformat("2026-03-06T23:00-05:00")
    span = timedelta(**{unit: plus})
    plain = due(Clock(start="request_at", plus=plus, unit=unit), {"request_at": start}, ON, body.calendars, ZONE).at
    assert plain == start + span
    timed = Clock(start="request_at", plus=plus, unit=unit, calendar="us")
    found = due(timed, {"request_at": start}, ON, body.calendars, ZONE).at
    assert found is not None
    assert body.calendars["us"].open_time(start, found, ZONE) == span
    assert found.date() == (date(2026, 3, 9) if span < timedelta(hours=25) else date(2026, 3, 10))
