"""The summary: plain data, every row accounted for, strict and presumed apart."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.example_law import real_body

from comity import Law
from comity.audit.run import Audit, audit
from comity.audit.summary import HOLD_CLOSED_LAST, summarise
from comity.engine.slices import Slices


@pytest.fixture(scope="module")
def summary(found: Audit, law: Law, log: Path) -> dict[str, Any]:
    """Return the summary of the small log."""
    return summarise(found, law.slices, log=log)


def test_a_log_without_rows_has_a_summary_of_nothing(tmp_path: Path, law: Law) -> None:
    """All counts are there, and all are zero."""
    path = tmp_path / "empty.csv"
    path.write_text("place,agency,on,did_hold_on_detainer\n", encoding="utf-8")
    told = summarise(audit(path, law.slices), law.slices, log=path)
    assert told["rows"]["in"] == told["rows"]["accounted"] == 0
    assert {r["rows"] for r in told["requests"]} == {0}
    assert (told["by_year"], told["timeline"], told["rules"]) == ([], [], [])


def test_a_summary_is_plain_data(summary: dict[str, Any]) -> None:
    """It goes through JSON and comes back the same."""
    assert json.loads(json.dumps(summary)) == summary


def test_every_request_stands_in_one_place(summary: dict[str, Any]) -> None:
    """The counts add up to the rows judged, by year and by place too."""
    judged = summary["rows"]["judged"]
    assert judged == 13
    assert sum(r["rows"] for r in summary["requests"]) == judged
    for table in ("by_year", "by_place"):
        assert sum(r["rows"] for r in summary[table]) == judged
        assert sum(r["against"] for r in summary[table]) == summary["against"]["strict"]["rows"]


def test_strict_findings_and_presumed_ones_are_counted_apart(summary: dict[str, Any]) -> None:
    """The one that needs a presumption is not among the five rows of the headline."""
    assert summary["against"] == {"strict": {"rows": 5, "findings": 5}, "only_if_presumed": {"rows": 1, "findings": 1}}
    counted = {(f["action"], f["duty"]): f for f in summary["findings"]}
    assert counted["notify_release", None]["strict"]["did_prohibited"] == 0
    assert counted["notify_release", None]["if_presumed"]["did_prohibited"] == 1


def test_the_assumptions_that_made_a_difference_are_listed(summary: dict[str, Any]) -> None:
    """With the value taken and how many findings rest on it."""
    used = {(a["fact"], a["value"]): a["findings"] for a in summary["assumptions"]}
    assert used["release_due", "yes"] == 1


def test_a_summary_says_which_law_and_whose_count(summary: dict[str, Any], law: Law) -> None:
    """Anyone can check that it was this text of the law."""
    assert summary["law"]["digest"] == law.body.digest
    assert summary["log"]["whose_count"] == "the agency's own record"
    assert summary["log"]["name"] == "log.csv"
    assert summary["published"] is None


def test_a_year_without_rows_between_others_is_told_as_empty(law: Law, tmp_path: Path) -> None:
    """A gap in a chart is a gap in the log."""
    path = tmp_path / "gap.csv"
    path.write_text(
        "place,agency,on,did_hold_on_detainer\nus/xx,jail,2020-01-01,\nus/xx,jail,2023-01-01,\n", encoding="utf-8"
    )
    years = summarise(audit(path, law.slices), law.slices)["by_year"]
    assert [(y["year"], y["rows"]) for y in years] == [(2020, 1), (2021, 0), (2022, 0), (2023, 1)]


@pytest.mark.slow
def test_the_detainer_file_is_told_with_every_row_and_no_breach_from_silence(data: Path) -> None:
    """26,128 in, 26,128 accounted for; a null outcome is never taken for an act."""
    slices = Slices(real_body())
    path = data / "ice-detainers-pa-2007-2015" / "detainers.parquet"
    told = summarise(audit(path, slices), slices, log=path)
    assert (told["rows"]["in"], told["rows"]["accounted"]) == (26_128, 26_128)
    assert told["rows"]["judged"] + told["rows"]["set_apart"] == 26_128
    assert told["unjudged"]["not_recorded"]["rows"] == told["rows"]["judged"]
    assert told["log"]["whose_count"].startswith("ICE's own record")


@pytest.mark.slow
def test_the_citizen_rows_are_all_accounted_for(data: Path) -> None:
    """1,906 in, 1,906 accounted for, and no word of anyone's status in the outcome."""
    slices = Slices(real_body())
    path = data / "ice-detainers-us-citizen-claims-2007-2015" / "detainers.parquet"
    told = summarise(audit(path, slices), slices, log=path)
    assert (told["rows"]["in"], told["rows"]["accounted"]) == (1_906, 1_906)
    assert {o["outcome"] for o in told["source_outcomes"]} == {"ended_by_ice"}


def test_published_figures_are_shown_as_what_they_are(data: Path) -> None:
    """188 bookings, mean 73.618 days, 45 with the hold closed last, which proves nothing by itself."""
    slices = Slices(real_body())
    path = data / "jail-ice-holds-pierce-wa-2016-2018" / "holds.csv"
    told = summarise(audit(path, slices, place="us/wa/pierce-county"), slices, log=path)
    figures = told["published"]
    assert (figures["bookings"], round(figures["mean_days"], 3), figures["hold_closed_last"]) == (188, 73.618, 45)
    assert figures["caution"] == HOLD_CLOSED_LAST
    assert (told["rows"]["in"], told["rows"]["accounted"], told["rows"]["log_rows"]) == (691, 691, 204)
