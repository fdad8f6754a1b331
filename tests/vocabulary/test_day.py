"""Days and moments are read strictly, and a wrong one is named."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.vocabulary.day import parse_day, parse_moment

OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m)))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-2-3",
        "20260203",
        "2026-02-03T10:00",
        " 2026-02-03",
        "2026-02-03\n",
        "02/03/2026",
        "today",
    ],
)
def test_refuses_what_is_not_written_as_a_day(text: str) -> None:
    """A day is year-month-day and nothing around it."""
    with pytest.raises(ValueError, match="is not a date; write it like 2026-02-28"):
        parse_day(text)


@pytest.mark.parametrize(
    "text", ["2026-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "0000-01-01", "\u0662\u0660\u0662\u0666-02-03"]
)
def test_refuses_a_day_the_calendar_does_not_have(text: str) -> None:
    """A day that never was is said to be none, not that it is written wrongly."""
    with pytest.raises(ValueError, match=f"`{text}` is not a day of the calendar"):
        parse_day(text)


def test_a_long_wrong_day_is_cut_in_the_message() -> None:
    """A message stays short however long the cell was."""
    with pytest.raises(ValueError, match="not a date") as caught:
        parse_day("9" * 1_000_000)
    assert len(str(caught.value)) < 120


@given(st.dates())
def test_reads_every_day_as_it_is_written(day: date) -> None:
    """Reading what a day writes gives the day back."""
    assert parse_day(day.isoformat()) == day


@pytest.mark.parametrize(
    "text", ["2026-02-10T02:40", "2026-02-10 02:40:00", "2026-02-10", "02:40-05:00", "2026-02-10T02:40 EST", ""]
)
def test_refuses_a_moment_without_its_offset(text: str) -> None:
    """02:40 means nothing until it is known where."""
    with pytest.raises(ValueError, match="is not a moment with its offset"):
        parse_moment(text)


@pytest.mark.parametrize("text", ["2026-02-30T02:40-05:00", "2026-02-10T25:40-05:00", "2026-02-10T02:40-99:00"])
def test_refuses_a_moment_the_calendar_does_not_have(text: str) -> None:
    """An hour or day that never was is no moment."""
    with pytest.raises(ValueError, match="is not a moment of the calendar"):
        parse_moment(text)


@given(st.datetimes(timezones=OFFSETS))
def test_reads_every_moment_as_it_is_written(moment: datetime) -> None:
    """Reading what a moment writes gives the same instant at the same offset."""
    read = parse_moment(moment.isoformat())
    assert read == moment
    assert read.utcoffset() == moment.utcoffset()


def test_z_is_utc() -> None:
    """A moment that ends in Z is one of Greenwich."""
    assert parse_moment("2026-02-10T02:40Z").utcoffset() == timedelta(0)


def test_a_day_keeps_no_time() -> None:
    """A day is a day, not a moment at midnight."""
    assert type(parse_day("2026-02-10")) is date
