"""Business days, against counting one day at a time."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from comity.law.body import Body
from comity.law.calendar import Calendar

DAYS = st.dates(date(2000, 1, 1), date(2030, 12, 31))
CALENDARS = st.frozensets(st.dates(date(2024, 2, 20), date(2024, 3, 10)), max_size=6).map(
    lambda off: Calendar("us/xx", off)
)
SPRING = st.dates(date(2024, 2, 15), date(2024, 3, 15))
WEEKEND = 5


@given(DAYS)
def test_no_saturday_or_sunday_is_a_business_day(day: date) -> None:
    """With no holiday at all only the weekend is off."""
    assert Calendar("us/xx", frozenset()).is_business_day(day) == (day.weekday() < WEEKEND)


@given(CALENDARS, SPRING)
def test_no_business_days_later_is_the_same_day(calendar: Calendar, day: date) -> None:
    """Adding nothing moves nothing, even on a day off."""
    assert calendar.add_business_days(day, 0) == day


@given(CALENDARS, SPRING)
def test_a_business_day_does_not_roll(calendar: Calendar, day: date) -> None:
    """Only a day off rolls, and to the first day that is none."""
    rolled = calendar.roll(day)
    assert calendar.is_business_day(rolled)
    assert (rolled == day) == calendar.is_business_day(day)
    assert not any(calendar.is_business_day(day + timedelta(days=n)) for n in range((rolled - day).days))


@given(CALENDARS, SPRING, st.integers(1, 15))
def test_adds_business_days_as_one_counts_on_a_wall_calendar(calendar: Calendar, day: date, count: int) -> None:
    """The day itself is not counted, every day that offices are open is."""
    found = calendar.add_business_days(day, count)
    between = [day + timedelta(days=n) for n in range(1, (found - day).days + 1)]
    assert sum(d.weekday() < WEEKEND and d not in calendar.holidays for d in between) == count
    assert calendar.is_business_day(found)


def test_the_calendars_of_the_law_know_their_holidays(body: Body) -> None:
    """Independence Day is off everywhere, the day after is not."""
    for calendar in body.calendars.values():
        assert not calendar.is_business_day(date(2025, 7, 4))
        assert calendar.is_business_day(date(2025, 7, 7))
