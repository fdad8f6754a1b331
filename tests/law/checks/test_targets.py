"""An edge, a remedy and a docket entry name law that exists."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.example_law import example

from comity.law.checks.targets import check

GOOD = """
instrument: act
open_points:
  - {id: validity, kind: disputed, question: "Is it valid?", readings: {valid: {says: It is.},
      invalid: {says: It is not.}}}
provisions:
  - {id: no-holds, modality: must_not}
  - {id: by-warrant, modality: exempts, exempts: [no-holds], contested: {point: validity, reading: valid}}
remedies:
  - {for: [no-holds], who: [person], form: damages, says: Damages., cite: s. 9}
"""
OTHER = """
instrument: other
provisions:
  - {id: may-hold, modality: may, subject_to: ["us/xx:act/*", act/no-holds, {modality: [must_not]}], despite: [act/*]}
"""
BILL = """
bill: hold-bill
touches: ["us/xx:act/no-holds"]
provisions: []
"""


def test_law_whose_targets_exist_has_nothing_wrong(tmp_path: Path) -> None:
    """Ids, whole instruments and patterns are all targets."""
    assert list(check(example(tmp_path, GOOD, OTHER.replace("act/no-holds", '"us/xx:act/no-holds"'), BILL).body)) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "exempts: [no-holds]",
            "exempts: [no-hold]",
            "names `us/xx:act/no-hold`, which is no provision; did you mean `us/xx:act/no-holds`?",
        ),
        ("exempts: [no-holds]", "exempts: [by-warrant]", "`us/xx:act/by-warrant` names itself"),
        (
            "exempts: [no-holds]",
            "exempts: ['acts/*']",
            "names instrument `us/xx:acts`, which is unknown; did you mean `us/xx:act`?",
        ),
        ("for: [no-holds]", "for: [no-hold]", "a remedy is for `us/xx:act/no-hold`, which is no provision"),
        ("reading: valid", "reading: vald", "unknown reading `vald`; did you mean `valid`?"),
    ],
)
def test_a_target_that_is_not_there_is_named_with_the_nearest(tmp_path: Path, old: str, new: str, message: str) -> None:
    """An edge to nothing would be an exception that never lifts."""
    problems = [str(p) for p in check(example(tmp_path, GOOD.replace(old, new)).body)]
    assert len(problems) == 1
    assert message in problems[0]
    assert "act.yaml" in problems[0]


def test_a_bill_touches_law_that_exists(tmp_path: Path) -> None:
    """A bill points at the provisions it would change."""
    problems = [str(p) for p in check(example(tmp_path, GOOD, BILL.replace("no-holds", "no-hold")).body)]
    assert len(problems) == 1
    assert "`touches` names `us/xx:act/no-hold`, which is no provision" in problems[0]
