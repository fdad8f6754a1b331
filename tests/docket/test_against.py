"""A source against a docket file: new, missing, another day, contradiction; nothing else is told."""

from __future__ import annotations

import pytest
from tests.example_bills import overlay, told, words

from comity.docket.against import against, staged
from comity.docket.step import Step

FILED, HOUSE = ("2026-01-05", "introduced"), ("2026-03-10", "passed the House, 90-10")
ABOUT = ("2026-02-28", "passed the Senate in early 2026 (day not read)")
TO_LAW = ("2026-06-01", Step.SIGNED, "")
A, B = ("2026-01-05", Step.INTRODUCED, ""), ("2026-03-10", Step.PASSED_ONE, "lower")


def findings(stages: list[tuple[str, str]], *taken: tuple[str, Step | None, str]) -> list[tuple[str, str, str]]:
    """Return what is found: what, the source's day and step, the docket's day."""
    found = against(overlay(*stages), told(*taken), words())
    return [
        (
            f.what,
            f"{f.theirs.on:%m-%d} {f.theirs.step}" if f.theirs else "",
            f"{f.ours.on:%m-%d}" if f.ours else "",
        )
        for f in found.findings
    ]


@pytest.mark.parametrize(
    ("stages", "taken", "expected"),
    [
        ([FILED, HOUSE], [A, B], []),
        ([FILED, HOUSE], [A, B, TO_LAW], [("new", "06-01 signed", "")]),
        ([HOUSE], [A, B], [("missing", "01-05 introduced", "")]),
        (
            [FILED, HOUSE],
            [A, ("2026-03-11", Step.PASSED_ONE, "lower")],
            [("contradicts", "03-11 passed_one", "03-10")],
        ),
        ([FILED, HOUSE], [A, B, ("2026-05-01", Step.PASSED_ONE, "upper")], [("new", "05-01 passed_one", "")]),
        ([FILED, ABOUT], [A, ("2026-02-18", Step.PASSED_ONE, "upper")], [("day", "02-18 passed_one", "02-28")]),
        # Committees: only where a bill is now, and only if that is news.
        ([FILED, HOUSE], [A, ("2026-02-01", Step.IN_COMMITTEE, ""), B], []),
        ([FILED, HOUSE], [A, B, ("2026-04-01", Step.IN_COMMITTEE, "")], [("new", "04-01 in_committee", "")]),
        ([FILED, ("2026-02-01", "in committee")], [A, ("2026-01-20", Step.IN_COMMITTEE, "")], []),
        (
            [FILED, ("2026-02-01", "in committee")],
            [A, ("2026-02-20", Step.IN_COMMITTEE, "")],
            [("new", "02-20 in_committee", "")],
        ),
        # What both cannot be.
        ([FILED, ("2026-02-01", "died in committee")], [A, B], [("contradicts", "03-10 passed_one", "02-01")]),
        (
            [FILED, ("2026-07-03", "reported as stalled, not enacted")],
            [A, TO_LAW],
            [("contradicts", "06-01 signed", "07-03")],
        ),
        (
            [FILED, ("2026-05-30", "signed by the Governor")],
            [A, ("2026-06-01", Step.VETOED, "")],
            [("contradicts", "06-01 vetoed", "05-30"), ("not_told", "", "05-30")],
        ),
        # What the docket alone has counts only where the source goes on later.
        ([FILED, HOUSE], [A, ("2026-04-01", None, "")], [("not_told", "", "03-10")]),
        ([FILED, HOUSE], [A], []),
        ([("2026-01-05", "a stage in words that mean no step")], [A], [("missing", "01-05 introduced", "")]),
    ],
)
def test_what_is_found(
    stages: list[tuple[str, str]], taken: list[tuple[str, Step | None, str]], expected: list[tuple[str, str, str]]
) -> None:
    """Each case for itself."""
    assert findings(stages, *taken) == expected


def test_what_is_added_is_new_or_missing() -> None:
    """Another day and a contradiction are for a person to settle."""
    found = against(
        overlay(FILED, HOUSE), told(("2026-03-11", Step.PASSED_ONE, "lower"), TO_LAW, ("2026-06-02", None, "")), words()
    )
    assert [t.step for t in found.to_add()] == [Step.SIGNED]
    assert (found.known, found.passed_over) == (0, 1)


def test_stages_are_read_with_house_and_exactness() -> None:
    """A day that is written as inexact is known to be."""
    assert [(o.step, o.house, o.about) for o in staged(overlay(FILED, HOUSE, ABOUT), words())] == [
        (Step.INTRODUCED, "", False),
        (Step.PASSED_ONE, "upper", True),
        (Step.PASSED_ONE, "lower", False),
    ]
