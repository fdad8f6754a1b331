"""A provision that moved to another file is found under its old id, and nothing else may take that id."""

from __future__ import annotations

from pathlib import Path

from tests.example_law import example

from comity.law.checks.moved import check

ACT = """
instrument: act
provisions: [{id: ban, modality: must_not}]
"""
PART = """
instrument: act-duties
formerly: [act]
provisions: [{id: report, action: record_and_report, modality: must}]
"""


def test_an_old_id_leads_to_the_provision(tmp_path: Path) -> None:
    """The answer gives the id of today."""
    law = example(tmp_path, ACT, PART)
    assert law.provision("us/xx:act/report").id == "us/xx:act-duties/report"
    assert law.provision("us/xx:act/ban").id == "us/xx:act/ban"
    assert list(check(law.body)) == []


def test_an_old_id_that_is_taken_is_told_with_the_line(tmp_path: Path) -> None:
    """Else a reader of an old answer would be shown other law."""
    body = example(tmp_path, ACT, PART.replace("id: report, action: record_and_report", "id: ban")).body
    [problem] = check(body)
    assert "`us/xx:act/ban` is also an earlier id of `us/xx:act-duties/ban`" in str(problem)
