"""Business days and holidays; the days off are law data, computed on reading."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo


@dataclass(frozen=True, slots=True)
class Calendar:
    """A calendar of days off besides Saturdays and Sundays."""

    id: str
    holidays: frozenset[date]

    def is_business_day(self, day: date) -> bool:
        """Return whether offices are open.

        >>> Calendar("x", frozenset()).is_business_day(date(2026, 11, 21))
        False
        """
        return day.weekday() < 5 and day not in self.holidays

    def add_business_days(self, day: date, count: int) -> date:
        """Return the `count`-th business day after `day`; the day itself is not counted.

        >>> Calendar("x", frozenset()).add_business_days(date(2026, 11, 20), 1).isoformat()
        '2026-11-23'
        """
        while count > 0:
            day += timedelta(days=1)
            count -= self.is_business_day(day)
        return day

    def open_time(self, start: datetime, end: datetime, zone: tzinfo) -> timedelta:
        """Return the time from `start` to `end` with days off left out, by the local day."""
        total, at = timedelta(), start.astimezone(zone)
        while at < end:
            midnight = _next_midnight(at, zone)
            if self.is_business_day(at.date()):
                total += min(midnight, end).astimezone(UTC) - at.astimezone(UTC)
            at = midnight
        return total

    def add_open_time(self, start: datetime, span: timedelta, zone: tzinfo) -> datetime:
        """Return the moment at which `span` has passed since `start`, days off left out.

        >>> friday = datetime.fromisoformat("2026-11-20T12:00-05:00")
        >>> Calendar("x", frozenset()).add_open_time(friday, timedelta(hours=48), friday.tzinfo).day
        24
        """
        at = start.astimezone(zone)
        while True:
            midnight = _next_midnight(at, zone)
            left = midnight.astimezone(UTC) - at.astimezone(UTC) if self.is_business_day(at.date()) else timedelta()
            if span <= left:
                return (at.astimezone(UTC) + span).astimezone(zone)
            span, at = span - left, midnight

    def roll(self, day: date) -> date:
        """Return `day`, or the next business day when it is a day off."""
        while not self.is_business_day(day):
            day += timedelta(days=1)
        return day


def _next_midnight(at: datetime, zone: tzinfo) -> datetime:
    """Return the next local midnight; differences are taken in UTC, so that a changed clock counts as it ran."""
    return datetime.combine(at.date() + timedelta(days=1), time.min, tzinfo=zone)
