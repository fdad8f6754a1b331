"""How the law's answer changes over time for the agencies of a log."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.example_law import real_body

from comity import Law
from comity.audit.run import Audit, audit
from comity.audit.timeline import timeline
from comity.engine.slices import Slices


def lines(found: Audit, law: Law) -> dict[tuple[str, str], dict[str, Any]]:
    """Return the timelines by place and action."""
    return {(t["place"], t["action"]): t for t in timeline(found, law.slices)}


def test_an_act_whose_law_never_changes_has_one_stretch(found: Audit, law: Law) -> None:
    """It starts with the first row and has no end."""
    (only,) = lines(found, law)["us/xx", "hold_on_detainer"]["stretches"]
    assert (only["from"], only["until"], only["rows"], only["presumed"]) == ("2024-03-01", None, 12, ["prohibited"])


def test_a_change_starts_a_new_stretch_with_what_begins_and_its_rows(found: Audit, law: Law) -> None:
    """The day before belongs to the old one."""
    before, after = lines(found, law)["us/xx", "allow_access"]["stretches"]
    assert (before["until"], before["rows"], before["presumed"]) == ("2025-05-31", 7, ["not_addressed"])
    assert (after["from"], after["rows"], after["presumed"]) == ("2025-06-01", 5, ["prohibited"])
    assert [r["provision"] for r in after["starts"]] == ["us/xx:later-act/no-access"]
    assert after["controls"] == ["us/xx:later-act/no-access"]


def test_the_rows_of_a_timeline_add_up(found: Audit, law: Law) -> None:
    """Every row of the agency falls into exactly one stretch."""
    for line in timeline(found, law.slices):
        assert sum(s["rows"] for s in line["stretches"]) == line["rows"]


def test_the_facts_of_the_request_seen_most_often_are_told(found: Audit, law: Law) -> None:
    """Of those the law turns on, in rows where the act is recorded."""
    assert lines(found, law)["us/xx", "hold_on_detainer"]["facts"] == {"written_request": "yes"}


def test_an_act_that_an_agency_has_no_record_of_is_left_out(found: Audit, law: Law) -> None:
    """Others in the log have one, so nothing is lost."""
    assert {action for place, action in lines(found, law) if place == "us/yy/some-county"} == {"hold_on_detainer"}


@pytest.mark.slow
def test_the_answer_for_a_citys_jails_changes_at_each_dated_event(data: Path) -> None:
    """The decision of March 2014, the orders of April 2014, December 2015 and January 2016; no row is lost."""
    slices = Slices(real_body())
    found = audit(data / "ice-detainers-pa-2007-2015" / "detainers.parquet", slices)
    line = next(
        t
        for t in timeline(found, slices)
        if (t["place"], t["agency"], t["action"]) == ("us/pa/philadelphia", "jail", "hold_on_detainer")
    )
    stretches = {s["from"]: s for s in line["stretches"]}
    assert {"2014-03-04", "2014-04-16", "2015-12-22", "2016-01-04"} <= set(stretches)
    assert "us:galarza/request-not-order" in {r["provision"] for r in stretches["2014-03-04"]["starts"]}
    assert [stretches[d]["presumed"] for d in ("2014-03-04", "2014-04-16", "2016-01-04")] == [
        ["not_addressed"], ["prohibited"], ["prohibited"],
    ]  # fmt: skip
    assert len(stretches["2015-12-22"]["presumed"]) > 1
    assert sum(s["rows"] for s in line["stretches"]) == line["rows"] == 1_548
