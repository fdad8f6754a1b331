"""Why a finding is what it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
from tests.example_law import example

from comity import Law
from comity.audit.grounds import closing, fact_in_words, grounds, point_in_words, points_of, rule
from comity.audit.run import Audit

CLOSED = """
place: us/xx/some-town
name: Some Town
kind: town
closing:
  - {actions: [civil_arrest], agencies: [jail], outcome: prohibited, says: No power., cite: Example Charter}
"""


def line(found: Audit, row: int, action: str) -> dict[str, Any]:
    """Return the finding of an action in a row."""
    mine = found.findings.filter((pl.col("row") == row) & (pl.col("action") == action))
    return mine.row(0, named=True)


def test_a_finding_rests_on_the_rule_that_controls(found: Audit, law: Law) -> None:
    """With its cite, where to read it, since when, and how it was read."""
    one = line(found, 1, "hold_on_detainer")
    (reason,) = grounds(found.situations[one["situation"]], one["finding"])
    told = rule(reason, law.body)
    assert (told["provision"], told["title"]) == ("us/xx:safe-act/no-hold", "Example Safe Act")
    assert (told["cite"], told["evidence"], told["since"]) == ("Example Stat. s. 3", "primary", "2000-01-01")


def test_a_ban_is_no_ground_for_something_left_undone(found: Audit) -> None:
    """Only a rule that requires the act can make it one."""
    one = line(found, 1, "hold_on_detainer")
    assert grounds(found.situations[one["situation"]], "left_undone") == ()


def test_a_closing_rule_is_told_with_its_cite(tmp_path: Path) -> None:
    """It holds where no rule speaks, for the agencies it names."""
    body = example(tmp_path, CLOSED).body
    told = closing("us/xx/some-town", "jail", "civil_arrest", body)
    assert told is not None
    assert told["cite"] == "Example Charter"
    assert closing("us/xx/some-town", "court", "civil_arrest", body) is None
    assert closing("us/xx", "jail", "civil_arrest", body) is None


def test_a_fact_is_told_with_its_question_and_presumption(law: Law) -> None:
    """A reader sees what would settle a finding, in plain words."""
    told = fact_in_words("release_due", law.body)
    assert told["presumption"] == "yes"
    assert str(told["question"]).startswith("Is the person entitled to release now")
    assert "include" in str(fact_in_words("purposes:registration", law.body)["question"])
    assert fact_in_words("no_such_fact", law.body)["question"] == "no such fact"


def test_an_open_point_is_told_with_its_readings(found: Audit, law: Law) -> None:
    """Each with who holds it."""
    one = line(found, 8, "transfer_custody")
    (point,) = points_of(found.situations[one["situation"]])
    told = point_in_words(point, law.body)
    assert told["question"] == "Does the act reach transfers?"
    assert [r["authorities"] for r in told["readings"]] == [["Example v. Example"], ["Example v. Other"]]
