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


DUE_SOONER = """
  - id: sooner
    action: visa_certification
    modality: must
    when: release_due
    duty: {what: answer_certification, to: [person], clock: {from: request_at, plus: 30 days}}
"""


def duty_of(folder: Path, text: str = LAW, **changed: object) -> dict[str, object] | None:
    """Return the only finding on a duty in a log of one row."""
    law = example(folder, text)
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
    """It is not found late, and not found in time either: a record that does not show it leaves it open."""
    found = duty_of(tmp_path, answered_at="")
    assert found is not None
    assert (found["finding"], found["detail"]) == ("open", "when it was done is not recorded")


def test_a_duty_not_done_is_missing_and_one_not_recorded_is_not_judged(tmp_path: Path) -> None:
    """A null is no no."""
    missing, unknown = (
        duty_of(tmp_path, did_answer_certification=False),
        duty_of(tmp_path, did_answer_certification=None),
    )
    assert missing is not None
    assert unknown is not None
    assert (missing["finding"], unknown["finding"]) == ("duty_missing", "not_recorded")


def test_nothing_is_judged_in_a_log_that_does_not_record_the_duty(tmp_path: Path) -> None:
    """Without its column nobody said whether it was done."""
    frame = pl.DataFrame([{k: v for k, v in ROW.items() if k != "did_answer_certification"}])
    found = audit(frame.with_columns(pl.col("on").str.to_date()), example(tmp_path, LAW).slices)
    assert found.findings["duty"].to_list() == [None]


def test_what_is_not_recorded_is_judged_under_no_presumption_either(tmp_path: Path) -> None:
    """A presumption fills a fact, never the record."""
    found = duty_of(tmp_path, LAW.replace("not minor", "release_due"), did_answer_certification=None)
    assert found is not None
    assert (found["outcomes"], found["presumed"]) == ("not_addressed|required", "required")
    assert (found["finding"], found["presumed_finding"]) == ("not_recorded", "not_recorded")


@pytest.mark.parametrize(
    ("answered", "finding"), [("2026-06-01T03:00Z", "consistent"), ("2026-06-01T05:00Z", "duty_late")]
)
def test_the_last_day_ends_when_it_ends_at_the_place(tmp_path: Path, answered: str, finding: str) -> None:
    """A time in another zone is told in the place's own."""
    found = duty_of(tmp_path, answered_at=answered)
    assert found is not None
    assert found["finding"] == finding
    assert finding == "consistent" or "done 2026-06-01 01:00" in str(found["detail"])


def test_a_duty_whose_time_began_at_no_recorded_moment_is_said_so(tmp_path: Path) -> None:
    """Nobody can tell whether it was in time."""
    found = duty_of(tmp_path, request_at="")
    assert found is not None
    assert (found["finding"], found["detail"]) == ("open", "when it was due is not recorded")


def test_a_duty_for_which_the_law_names_no_time_is_never_late(tmp_path: Path) -> None:
    """And nothing is said to be missing from the record."""
    found = duty_of(tmp_path, LAW.replace(", clock: {from: request_at, plus: 90 days}", ""))
    assert found is not None
    assert (found["finding"], found["detail"]) == ("consistent", "")


@pytest.mark.parametrize(
    ("when", "did", "answered", "strict", "presumed"),
    [
        # Owed if the presumption that release is due holds.
        ("release_due", True, ROW["answered_at"], "consistent", "consistent"),
        ("release_due", True, "2026-06-01T00:30-04:00", "open", "duty_late"),
        ("release_due", True, "", "open", "open"),
        ("release_due", False, "", "open", "duty_missing"),
        # Owed only if it fails.
        ("not release_due", True, "2026-06-01T00:30-04:00", "open", "consistent"),
        ("not release_due", False, "", "open", "consistent"),
        # Nothing is presumed of this fact.
        ("written_request", True, "2026-06-01T00:30-04:00", "open", "open"),
    ],
)
def test_a_duty_perhaps_owed_is_judged_in_both_findings(
    tmp_path: Path, when: str, did: bool, answered: object, strict: str, presumed: str
) -> None:
    """What is strictly open may be in time, late or missing once the presumptions hold; a strict finding never is."""
    text = LAW.replace("not minor", when)
    found = duty_of(tmp_path, text, did_answer_certification=did, answered_at=answered)
    assert found is not None
    assert (found["finding"], found["presumed_finding"]) == (strict, presumed)
    if answered == "2026-06-01T00:30-04:00":
        assert found["detail"] == "due 2026-05-31 23:59, done 2026-06-01 00:30, 1 day late"


@pytest.mark.parametrize(
    ("sooner", "answered", "strict", "presumed"),
    [
        ("release_due", "2026-04-01T09:00-04:00", "consistent", "consistent"),
        ("release_due", "2026-04-20T09:00-04:00", "open", "duty_late"),
        ("release_due", "2026-06-01T09:00-04:00", "duty_late", "duty_late"),
        ("not release_due", "2026-04-20T09:00-04:00", "open", "consistent"),
        ("written_request", "2026-04-20T09:00-04:00", "open", "open"),
    ],
)
def test_a_sooner_time_that_rests_on_a_presumption_makes_nothing_strictly_late(
    tmp_path: Path, sooner: str, answered: str, strict: str, presumed: str
) -> None:
    """The duty is owed in any case, by day 30 or by day 90."""
    found = duty_of(tmp_path, LAW + DUE_SOONER.replace("release_due", sooner), answered_at=answered)
    assert found is not None
    assert (found["outcomes"], found["finding"], found["presumed_finding"]) == ("required", strict, presumed)


def test_a_duty_that_turns_on_a_fact_not_given_is_open(tmp_path: Path) -> None:
    """Not done, but whether it was owed is not known, and nothing is presumed of that fact."""
    found = duty_of(tmp_path, minor="", did_answer_certification=False)
    assert found is not None
    assert (found["finding"], found["presumed_finding"]) == ("open", "open")
    assert found["outcomes"] == "not_addressed|required"
