"""The day that an option names, or today: the same words and the same mistake told for every command."""

from __future__ import annotations

from datetime import date, datetime


def day_or_today(text: str | None, option: str = "--on") -> date:
    """Return the day an option names, today where it names none. Raise InputError for what is no day.

    >>> day_or_today("2026-03-02")
    datetime.date(2026, 3, 2)
    """
    from comity.vocabulary.day import parse_day
    from comity.vocabulary.errors import problem

    if text is None:
        return datetime.now().astimezone().date()
    try:
        return parse_day(text)
    except ValueError as error:
        raise problem(option, None, str(error)) from None
