"""The day of an option: what it names, today without one, and a mistake told with the option's name."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from comity.cli.days import day_or_today
from comity.vocabulary.errors import InputError


def test_the_day_is_the_one_named_or_today() -> None:
    """Today is that of the machine's own time zone."""
    assert day_or_today("2026-03-02") == date(2026, 3, 2)
    before = datetime.now().astimezone().date()
    assert before <= day_or_today(None) <= datetime.now().astimezone().date()


def test_what_is_no_day_is_told_with_the_option() -> None:
    """With its own name, so that the reader knows where to look."""
    with pytest.raises(InputError) as caught:
        day_or_today("2026-02-30", "--since")
    assert str(caught.value.problems[0]).startswith("--since")
