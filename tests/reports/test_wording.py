"""The words of a report are complete and even-handed."""

from __future__ import annotations

import pytest

from comity.audit.judge import Finding
from comity.audit.standing import Standing
from comity.reports.wording import (
    DEED,
    EVIDENCE,
    FINDING,
    MODALITY,
    OUTCOME,
    STANDING,
    THIN,
    answer,
    counted,
    day,
    number,
)
from comity.vocabulary.modality import Modality, Outcome


def test_every_value_has_its_words() -> None:
    """A page never shows a bare code."""
    assert set(STANDING) == set(Standing)
    assert set(FINDING) == set(Finding)
    assert set(OUTCOME) == set(map(str, Outcome))
    assert set(map(str, Modality)) <= set(MODALITY)
    assert {"primary", "secondary", "unread"} <= set(EVIDENCE)
    assert all(f in FINDING for f in DEED)


def test_an_answer_that_is_not_settled_says_what_is_possible() -> None:
    """The outcomes that bind come first."""
    assert answer(["permitted", "prohibited", "required"])[2] == "open: forbidden, required or allowed"
    assert answer(["unsurveyed"])[0] == "◇"
    assert answer([])[2] == "open: nothing is possible"


@pytest.mark.parametrize(("count", "text"), [(0, "0 rows"), (1, "1 row"), (1234567, f"1{THIN}234{THIN}567 rows")])
def test_counts_have_thin_separators_and_their_noun(count: int, text: str) -> None:
    """One row, many rows."""
    assert counted(count, "row") == text
    assert number(count) in text


def test_a_day_is_written_as_people_write_it() -> None:
    """And one that is not known says so."""
    assert day("2026-02-10") == "10 February 2026"
    assert day(None) == "unknown"
