"""Duties in a log that an engine holds: owed, done, in time."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from comity import Law
from comity.audit.engines import audit_lazy, native
from comity.audit.engines.native import moved

ROW = {
    "place": "us/xx",
    "agency": "jail",
    "on": "2026-03-02",
    "minor": "no",
    "did_visa_certification": True,
    "did_answer_certification": True,
    "request_at": "2026-03-02T09:00-05:00",
    "answered_at": "2026-03-05T23:00-05:00",
}


def duties(law: Law, *rows: dict[str, Any], engine: str = "polars") -> list[tuple[int, str, str]]:
    """Return row, finding and detail of each finding on a duty."""
    frame = pl.DataFrame([{"row": n, **ROW, **row} for n, row in enumerate(rows, 1)])
    found = native.fetched(native.opened(audit_lazy(moved(frame, engine), law.slices).findings))
    return found.filter(pl.col("duty").is_not_null()).sort("row").select("row", "finding", "detail").rows()


@pytest.mark.parametrize("changed", [{"minor": "yes"}, {"place": "us/yy"}, {"agency": "court"}])
def test_a_duty_that_nobody_owes_gives_no_line(made: Law, changed: dict[str, str]) -> None:
    """Not in this situation, not at this place, not at this agency."""
    assert duties(made, changed) == []


def test_nothing_is_judged_in_a_log_that_does_not_record_the_duty(made: Law) -> None:
    """Without its column nobody said whether it was done."""
    frame = pl.DataFrame([{"row": 1, **{k: v for k, v in ROW.items() if k != "did_answer_certification"}}])
    found = audit_lazy(moved(frame, "polars"), made.slices).findings.collect()
    assert found["duty"].to_list() == [None]


def test_duties_are_judged_by_their_moments(made: Law, engine: str) -> None:
    """In time, late with both times, missing, and open where the record does not show it."""
    rows = (
        {},
        {"answered_at": "2026-03-06T00:30-05:00"},
        {"did_answer_certification": False},
        {"answered_at": ""},
        {"did_answer_certification": None},
        {"minor": ""},
    )
    assert duties(made, *rows, engine=engine) == [
        (1, "consistent", ""),
        (2, "duty_late", "due 2026-03-05 23:59, done 2026-03-06 00:30, 1 day late"),
        (3, "duty_missing", ""),
        (4, "open", "when it was done is not recorded"),
        (5, "not_recorded", ""),
        (6, "consistent", ""),
    ]


def test_only_places_whose_law_speaks_of_a_recorded_duty_go_to_the_driver(
    made: Law, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Records with moments are many; those that can owe nothing stay where they are."""
    seen: list[set[str]] = []
    fetched = native.fetched

    def counted(frame: native.Lazy) -> pl.DataFrame:
        table = fetched(frame)
        if {"place", "answered_at"} <= set(table.columns) and "finding" not in table.columns:
            seen.append(set(table["place"]))
        return table

    monkeypatch.setattr(native, "fetched", counted)
    assert len(duties(made, {}, {"place": "us/yy"}, {"place": "us/xx/some-town"})) == 2
    assert seen == [{"us/xx", "us/xx/some-town"}]
