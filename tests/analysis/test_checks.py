"""The whole check: reading, edges, evidence, hypotheticals and sizes in one report."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.example_law import example

from comity.analysis import checks
from comity.analysis.checks import check_law
from comity.vocabulary.errors import Problem

ACT = """
instrument: act
provisions:
  - {id: ban, modality: must_not, when: release_due, source: s1}
hypotheticals:
  - {says: Before., agency: jail, on: 1999-12-31, expect: {hold_on_detainer: {outcomes: [not_addressed],
      not_because: [ban]}}}
  - {says: After., agency: jail, on: 2000-01-01, facts: {release_due: yes},
      expect: {hold_on_detainer: {outcomes: [prohibited], because: [ban]}}}
"""


def test_law_that_is_well_is_counted_and_has_no_problem(tmp_path: Path) -> None:
    """The summary says how much was looked at and which law it was."""
    body = example(tmp_path, ACT).body
    report = check_law(body)
    assert report.problems == ()
    assert (
        report.summary()
        == f"1 instruments, 1 provisions, 0 bills and suits, 2 hypotheticals: all as they say ({body.digest[:19]})"
    )


def test_what_was_wrong_on_reading_stands_among_the_rest_in_order(tmp_path: Path) -> None:
    """One list, by file and line."""
    body = example(tmp_path, ACT.replace("[prohibited]", "[permitted]")).body
    unread = (Problem("zzz.yaml", 1, "late"), Problem("aaa.yaml", 9, "second"), Problem("aaa.yaml", 2, "first"))
    report = check_law(body, unread)
    assert [p.what for p in report.problems[:2]] == ["first", "second"]
    assert report.problems[-1].what == "late"
    assert "come out {prohibited}, not {permitted}" in str(report.problems[2])
    assert "4 problems" in report.summary()


def test_law_over_the_budget_of_nodes_names_what_to_restructure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A diagram that grows too large is told before it is slow."""
    monkeypatch.setattr(checks, "NODES", 0)
    problem = next(p for p in check_law(example(tmp_path, ACT).body).problems if "us/xx:act/ban" in p.hint)
    assert "the law of `hold_on_detainer` has 1 nodes, more than 0; restructure `us/xx:act/ban`" in str(problem)
    assert problem.line
