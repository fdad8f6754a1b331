"""A history as steps: the first day of each by house, the last of a minor one, and what says the same twice once."""

from __future__ import annotations

from datetime import date

import pytest
from tests.example_bills import told

from comity.docket.step import Step
from comity.docket.told import house_of, steps_of


def test_a_step_counts_once_for_each_house_on_its_first_day() -> None:
    """A minor step counts on its last day, whatever the house."""
    history = told(
        ("2026-04-01", Step.PASSED_ONE, "upper"),
        ("2026-03-02", Step.PASSED_ONE, "lower"),
        ("2026-03-01", Step.PASSED_ONE, "lower"),
        ("2026-01-01", Step.IN_COMMITTEE, "lower"),
        ("2026-02-01", Step.IN_COMMITTEE, "upper"),
        ("2026-02-02", None, ""),
    )
    assert [(s, t.on.isoformat(), t.house) for s, t in steps_of(history.taken)] == [
        (Step.IN_COMMITTEE, "2026-02-01", ""),
        (Step.PASSED_ONE, "2026-03-01", "lower"),
        (Step.PASSED_ONE, "2026-04-01", "upper"),
    ]


def test_becoming_law_by_signature_is_one_step() -> None:
    """On another day, or without a signature, it is a step of its own."""
    signed = told(("2026-03-01", Step.BECAME_LAW, ""), ("2026-03-01", Step.SIGNED, ""))
    assert [s for s, _ in steps_of(signed.taken)] == [Step.SIGNED]
    later = told(("2026-03-01", Step.SIGNED, ""), ("2026-03-09", Step.BECAME_LAW, ""))
    assert [s for s, _ in steps_of(later.taken)] == [Step.SIGNED, Step.BECAME_LAW]


@pytest.mark.parametrize(
    ("text", "house"),
    [
        ("House", "lower"),
        ("the General Assembly's lower house", "lower"),
        ("Senate", "upper"),
        ("Joint", ""),
        ("passed both houses, the Senate last", ""),
        ("Executive", ""),
        ("courthouse", ""),
    ],
)
def test_the_house_that_a_text_names(text: str, house: str) -> None:
    """Where it names one alone."""
    assert house_of(text) == house


def test_the_newest_day_and_the_years() -> None:
    """A history without entries has neither."""
    history = told(("2026-03-01", None, ""), ("2025-12-31", Step.INTRODUCED, ""))
    assert history.newest == date(2026, 3, 1)
    assert history.years == {2025, 2026}
    assert told().newest is None
    assert told().years == frozenset()
