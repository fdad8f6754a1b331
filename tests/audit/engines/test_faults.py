"""The rows that cannot be judged, each with the first of its faults."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from comity.audit.engines.faults import NONE, sort_out
from comity.audit.engines.native import fetched, moved
from comity.audit.engines.plain import plain
from comity.engine.slices import Slices

GOOD = {"place": "us/ma", "agency": "jail", "on": "2026-02-28", "minor": "no", "request_form": "", "paper_issuer": ""}


def faults(slices: Slices, *rows: dict[str, Any], engine: str = "polars") -> list[tuple[int, str, str]]:
    """Return the rejected rows of a log, numbered from 1."""
    frame = pl.DataFrame(
        [{"row": n, **GOOD, **row} for n, row in enumerate(rows, 1)], schema_overrides={"on": pl.String}
    )
    found = sort_out(plain(moved(frame, engine), slices.body), slices)
    assert fetched(found.kept()).height + fetched(found.rejected()).height == len(rows)
    return fetched(found.rejected()).sort("row").rows()


def test_a_log_without_faults_keeps_every_row(slices: Slices, engine: str) -> None:
    """What is blank or said to be unknown is no fault."""
    assert faults(slices, {}, {"minor": "unknown"}, {"minor": None}, {"agency": "jail;sheriff"}, engine=engine) == []


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ({"on": None}, "on", "not given"),
        ({"on": "28 February"}, "on", "`28 February` is not a date; write it like 2026-02-28"),
        ({"on": "2026-02-30"}, "on", "`2026-02-30` is not a day of the calendar"),
        ({"minor": "maybe"}, "minor", "unknown value `maybe` of `minor`"),
        ({"place": None}, "place", "unknown place"),
        ({"place": "Nowhere"}, "place", "unknown place"),
        ({"agency": "jail;jial"}, "agency", "unknown agency"),
        ({"agency": None}, "agency", "unknown agency"),
    ],
)
def test_each_kind_of_fault_is_told(slices: Slices, row: dict[str, Any], column: str, reason: str) -> None:
    """With its column, and with what would be right where that can be said."""
    ((number, found, why),) = faults(slices, {}, row, {})
    assert (number, found) == (2, column)
    assert reason in why


def test_values_that_cannot_be_together_are_told_with_their_columns(slices: Slices) -> None:
    """Each by itself would do."""
    papers = {"request_form": "I-200", "paper_issuer": "state_judge"}
    ((number, columns, why),) = faults(slices, {"request_form": "I-200"}, papers, {"paper_issuer": "state_judge"})
    assert (number, columns) == (2, "paper_issuer, request_form")
    assert "cannot be together" in why


def test_a_row_has_one_fault_and_it_is_the_first(slices: Slices, engine: str) -> None:
    """The day, then a column by itself, then columns together, then place and agency."""
    papers = {"request_form": "I-200", "paper_issuer": "state_judge"}
    everything = {"on": "x", "minor": "x", **papers, "place": "x", "agency": "x"}
    rows = [dict(list(everything.items())[n:]) for n in (0, 1, 2, 4, 5)]
    found = faults(slices, *rows, engine=engine)
    assert [column for _, column, _ in found] == ["on", "minor", "paper_issuer, request_form", "place", "agency"]


def test_every_row_that_can_be_judged_has_its_day_and_its_key(slices: Slices) -> None:
    """Days between the same two changes of law share a key."""
    rows = [{"row": n, **GOOD, "on": on} for n, on in enumerate(("1990-01-01", "1990-01-02", "2026-02-28"))]
    found = sort_out(plain(moved(pl.DataFrame(rows), "polars"), slices.body), slices)
    kept = fetched(found.kept()).sort("row")
    assert kept["_fault"].to_list() == [NONE] * 3
    assert kept["_on"].cast(pl.String).to_list() == ["1990-01-01", "1990-01-02", "2026-02-28"]
    first, second, third = kept["_key"]
    assert first == second != third
    assert {k["_key"] for k in found.keys} == {first, third}
