"""A mark of evidence is earned by what was read."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.example_law import example

from comity.law.checks.evidence import check

ACT = """
instrument: act
sources:
  s1: {{url: "https://example.org/act", read: {read}, on: 2026-11-24}}
provisions:
  - {{id: no-holds, modality: must_not, evidence: {evidence}}}
"""
EARNED = {"primary": ["primary", "secondary", "unread"], "secondary": ["secondary", "unread"], "memory": ["unread"]}


@pytest.mark.parametrize(("read", "evidence"), [(r, e) for r, earned in EARNED.items() for e in earned])
def test_a_mark_no_higher_than_what_was_read_stands(tmp_path: Path, read: str, evidence: str) -> None:
    """To say less than one knows is no fault."""
    assert list(check(example(tmp_path, ACT.format(read=read, evidence=evidence)).body)) == []


@pytest.mark.parametrize(
    ("read", "evidence"), [("secondary", "primary"), ("memory", "primary"), ("memory", "secondary")]
)
def test_a_mark_that_was_not_earned_is_refused(tmp_path: Path, read: str, evidence: str) -> None:
    """Nobody marks as read what was not read."""
    problems = [str(p) for p in check(example(tmp_path, ACT.format(read=read, evidence=evidence)).body)]
    assert len(problems) == 1
    assert f"`us/xx:act/no-holds` is marked `{evidence}`, but its sources were read as {read}" in problems[0]


def test_a_bill_earns_its_marks_too(tmp_path: Path) -> None:
    """Law that is not in force is read as carefully as law that is."""
    bill = ACT.format(read="memory", evidence="primary").replace("instrument: act", "bill: act")
    assert len(list(check(example(tmp_path, bill).body))) == 1
