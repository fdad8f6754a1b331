"""Duties in a log: owed, done, in time."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from tests.example_law import example

from comity.audit.run import audit

LAW = """
instrument: act
provisions:
  - id: answer
    action: visa_certification
    modality: must
    when: not minor
    duty: {what: answer_certification, to: [person], clock: {from: request_at, plus: 90 days}}
"""
ROW = {
    "place": "us/xx",
    "agency": "jail",
    "on": "2026-03-02",
    "minor": "no",
    "did_visa_certification": True,
    "did_answer_certification": True,
    "request_at": "2026-03-02T09:00-05:00",
    "answered_at": "2026-05-31T23:00-04:00",
}


def duty_of(folder: Path, **changed: object) -> dict[str, object] | None:
    """Return the only finding on a duty in a log of one row."""
    law = example(folder, LAW)
    frame = pl.DataFrame([{**ROW, **changed}], schema_overrides={"minor": pl.String}).with_columns(
        pl.col("on").str.to_date(), pl.col("did_answer_certification").cast(pl.Boolean)
    )
    found = audit(frame, law.slices, actions=("visa_certification",)).findings.filter(pl.col("duty").is_not_null())
    return found.row(0, named=True) if found.height else None


def test_a_duty_that_is_not_owed_gives_no_line(tmp_path: Path) -> None:
    """Nothing is found of what nobody owed."""
    assert duty_of(tmp_path, minor="yes") is None


def test_an_answer_on_the_last_day_is_in_time(tmp_path: Path) -> None:
    """Days run to the end of the local day."""
    found = duty_of(tmp_path)
    assert found is not None
    assert (found["finding"], found["detail"]) == ("consistent", "")


@pytest.mark.parametrize(
    ("answered", "days"), [("2026-06-01T00:30-04:00", "1 day late"), ("2026-06-05T09:00-04:00", "5 days late")]
)
def test_an_answer_after_it_is_late_with_both_times(tmp_path: Path, answered: str, days: str) -> None:
    """The finding says when it was due and when it was done."""
    found = duty_of(tmp_path, answered_at=answered)
    assert found is not None
    assert found["finding"] == "duty_late"
    assert all(part in str(found["detail"]) for part in ("due 2026-05-31", answered[:10], days))


def test_a_duty_done_at_no_recorded_time_is_said_so(tmp_path: Path) -> None:
    """It is not found late, and not found in time either."""
    found = duty_of(tmp_path, answered_at="")
    assert found is not None
    assert (found["finding"], found["detail"]) == ("consistent", "when it was done is not recorded")


def test_a_duty_not_done_is_missing_and_one_not_recorded_is_not_judged(tmp_path: Path) -> None:
    """A null is no no."""
    missing, unknown = (
        duty_of(tmp_path, did_answer_certification=False),
        duty_of(tmp_path, did_answer_certification=None),
    )
    assert missing is not None
    assert unknown is not None
    assert (missing["finding"], unknown["finding"]) == ("duty_missing", "not_recorded")


def test_a_duty_that_turns_on_a_fact_not_given_is_open(tmp_path: Path) -> None:
    """Not done, but whether it was owed is not known."""
    found = duty_of(tmp_path, minor="", did_answer_certification=False)
    assert found is not None
    assert (found["finding"], found["outcomes"]) == ("open", "not_addressed|required")
