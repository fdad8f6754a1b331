"""Days and moments, read strictly.

A day is a calendar date of the place. A moment carries its own offset from UTC: a time without one is refused,
because 02:40 means nothing until it is known where.
"""

from __future__ import annotations

import re
from datetime import date, datetime

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:?\d{2})")


def parse_day(text: str) -> date:
    """Return the date written as year-month-day. Raise ValueError for anything else.

    >>> parse_day("2026-02-28").isoformat()
    '2026-02-28'
    """
    if not _DAY.fullmatch(text):
        raise ValueError(f"`{text[:40]}` is not a date; write it like 2026-02-28")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"`{text}` is not a day of the calendar") from None


def parse_moment(text: str) -> datetime:
    """Return the moment written with its offset. Raise ValueError for anything else.

    >>> parse_moment("2026-02-10T02:40-05:00").isoformat()
    '2026-02-10T02:40:00-05:00'
    """
    if not _MOMENT.fullmatch(text):
        raise ValueError(f"`{text[:40]}` is not a moment with its offset; write it like 2026-02-10T02:40-05:00")
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"`{text}` is not a moment of the calendar") from None
