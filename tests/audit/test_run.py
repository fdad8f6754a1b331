"""A whole log is judged: every row once per act, each distinct situation decided once."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from tests.audit.conftest import HEADER
from tests.example_law import real_body

from comity import Law
from comity.audit.columns import encounter_of
from comity.audit.judge import judge
from comity.audit.run import Audit, audit
from comity.engine.decision import decide_action
from comity.engine.slices import Slices
from comity.vocabulary.errors import InputError


def finding(found: Audit, row: int, action: str, duty: str | None = None) -> tuple[str, str]:
    """Return the strict and the presumed finding of one act of one row."""
    line = found.findings.filter(
        (pl.col("row") == row) & (pl.col("action") == action) & pl.col("duty").eq_missing(pl.lit(duty))
    )
    assert line.height == 1
    return line["finding"][0], line["presumed_finding"][0]


def test_a_log_without_rows_has_no_findings(tmp_path: Path, law: Law) -> None:
    """Nothing is judged, and nothing fails."""
    path = tmp_path / "empty.csv"
    path.write_text(HEADER, encoding="utf-8")
    made = audit(path, law.slices)
    assert (made.findings.height, made.findings.columns[0]) == (0, "row")


def test_a_file_that_is_no_log_is_refused(tmp_path: Path, law: Law) -> None:
    """It says what a log needs."""
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(InputError, match="a plain log has the columns `place`"):
        audit(path, law.slices)


@pytest.mark.parametrize(
    ("row", "action", "duty", "strict", "presumed"),
    [
        (1, "hold_on_detainer", None, "did_prohibited", "did_prohibited"),
        (1, "hold_on_detainer", "same_release_notice", "consistent", "consistent"),
        (2, "hold_on_detainer", None, "consistent", "consistent"),
        (2, "hold_on_detainer", "same_release_notice", "duty_late", "duty_late"),
        (3, "hold_on_detainer", "same_release_notice", "duty_missing", "duty_missing"),
        (4, "hold_on_detainer", None, "open", "open"),
        (5, "notify_release", None, "open", "did_prohibited"),
        (6, "allow_access", None, "consistent", "consistent"),
        (7, "allow_access", None, "did_prohibited", "did_prohibited"),
        (8, "transfer_custody", None, "contested", "contested"),
        (9, "allow_interview", None, "left_undone", "left_undone"),
        (10, "allow_interview", None, "contested", "contested"),
        (12, "hold_on_detainer", None, "not_recorded", "not_recorded"),
        (13, "hold_on_detainer", None, "open", "unsurveyed"),
    ],
)
def test_each_kind_of_finding_comes_out(
    found: Audit, row: int, action: str, duty: str | None, strict: str, presumed: str
) -> None:
    """Done against a ban, left undone, late, missing, open, contested, unsurveyed, in line, not recorded."""
    assert finding(found, row, action, duty) == (strict, presumed)


def test_what_rests_on_advice_alone_is_not_against_the_law(found: Audit) -> None:
    """Guidance binds nobody, so an act against it is no breach."""
    assert finding(found, 11, "use_of_property") == ("consistent", "consistent")


def test_a_row_that_cannot_be_read_is_listed_with_its_number(found: Audit) -> None:
    """It is in no finding, and never dropped in silence."""
    assert found.rejected["row"].to_list() == [14, 15]
    assert found.rejected["column"].to_list() == ["written_request", "on"]
    assert not set(found.findings["row"]) & {14, 15}


def test_every_readable_row_has_one_line_per_action(found: Audit) -> None:
    """Actions are those the log has a column for."""
    acts = found.findings.filter(pl.col("duty").is_null())
    assert acts.group_by("row").len()["len"].unique().to_list() == [len(found.actions)]
    assert acts["row"].n_unique() == 13


def test_an_audit_finds_what_a_decision_of_each_row_says(found: Audit, law: Law) -> None:
    """A log is no second engine."""
    rows = {row["row"]: row for row in found.imported.frame.iter_rows(named=True)}
    for line in found.findings.filter(pl.col("duty").is_null() & (pl.col("action") != "use_of_property")).iter_rows(
        named=True
    ):
        decision = decide_action(encounter_of(rows[line["row"]], law.body), law.slices, line["action"])
        assert line["outcomes"] == "|".join(sorted(decision.outcomes))
        assert line["finding"] == judge(decision.outcomes, line["did"])
        assert line["presumed_finding"] == judge(decision.presumed, line["did"])


def test_a_frame_is_judged_as_a_file_is(law: Law) -> None:
    """A caller may hand over a table of its own."""
    frame = pl.DataFrame(
        {
            "place": ["us/xx"],
            "agency": ["jail"],
            "on": ["2024-03-01"],
            "written_request": ["yes"],
            "did_hold_on_detainer": [True],
        }
    ).with_columns(pl.col("on").str.to_date())
    assert audit(frame, law.slices).findings["finding"].to_list() == ["did_prohibited"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "rows", "judged"),
    [
        ("ice-detainers-pa-2007-2015/detainers.parquet", 26_128, 13_822),
        ("ice-detainers-us-citizen-claims-2007-2015/detainers.parquet", 1_906, 1_634),
    ],
)
def test_every_row_of_the_detainer_files_is_accounted_for(data: Path, file: str, rows: int, judged: int) -> None:
    """Judged, rejected or set apart: nothing is lost. None is found against the law on a null outcome."""
    made = audit(data / file, Slices(real_body()))
    assert (made.imported.rows_in, made.imported.rows_accounted()) == (rows, rows)
    assert made.findings["row"].n_unique() == judged
    silent = made.findings.filter(pl.col("did").is_null())
    assert silent["finding"].unique().to_list() == ["not_recorded"]


def test_a_callers_own_frame_may_write_days_and_acts_as_text(slices: Slices) -> None:
    """`true` is done; a row whose day is missing or no day is rejected with its column, and the rest are judged."""
    frame = pl.DataFrame(
        {
            "place": ["us/ma/boston"] * 3,
            "agency": ["police_municipal"] * 3,
            "on": ["2026-02-10", None, "soon"],
            "did_hold_on_detainer": ["true", "true", "false"],
        }
    )
    found = audit(frame, slices)
    assert found.findings["did"].to_list() == [True]
    assert found.rejected.select("row", "column").rows() == [(2, "on"), (3, "on")]
