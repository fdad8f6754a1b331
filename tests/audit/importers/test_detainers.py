"""Detainer files: what they say, and what they do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from comity.audit.importers import foia
from comity.audit.importers.detainers import OUTCOMES, form_of, lift_reasons
from comity.audit.importers.facilities import Facilities
from comity.audit.importers.frame import Imported

HEADER = "row_id,date,lift_reason,det_facility,city,state,detainer_type\n"
JAIL = "BUCKS CNTY JAIL, PA"


def read(tmp_path: Path, facilities: Facilities, *rows: str) -> Imported:
    """Write and read a small file. Each row is date, lift reason, type."""
    path = tmp_path / "d.csv"
    lines = [
        f'R{n},{day},{lift},"{JAIL}",DOYLESTOWN,PENNSYLVANIA,{kind}\n'
        for n, (day, lift, kind) in enumerate((row.split("|") for row in rows), start=1)
    ]
    path.write_text(HEADER + "".join(lines))
    return foia.read_foia(path, facilities)


def test_no_lift_reason_is_not_recorded_and_never_honoured(tmp_path: Path, facilities: Facilities) -> None:
    """Nothing is known of what the agency did."""
    row = read(tmp_path, facilities, "2014-05-01||").frame.row(0, named=True)
    assert (row["did_hold_on_detainer"], row["source_outcome"]) == (None, "not_recorded")


@pytest.mark.parametrize("lift", ["Booked into Detention", "Early Release", "Case Closed", "Something New"])
def test_other_outcomes_say_nothing_of_a_hold(tmp_path: Path, facilities: Facilities, lift: str) -> None:
    """A transfer to ICE is no proof that anyone was held past release."""
    assert read(tmp_path, facilities, f"2014-05-01|{lift}|").frame["did_hold_on_detainer"].to_list() == [None]


def test_declined_is_no_hold_and_the_note_says_whose_word_it_is(tmp_path: Path, facilities: Facilities) -> None:
    """It is ICE that counts."""
    made = read(
        tmp_path, facilities, "2014-05-01|Detainer Declined by LEA|I247D - Immigration Detainer - Request for Action"
    )
    assert made.frame["did_hold_on_detainer"].to_list() == [False]
    assert made.frame["source_asked"].to_list() == ["hold_on_detainer;notify_release"]
    assert "1 rows are declined: that is ICE's word for what the agency did" in made.notes
    assert "not the agency's record" in made.whose_count


def test_a_request_for_notice_only_asks_for_no_hold(tmp_path: Path, facilities: Facilities) -> None:
    """Declining it says nothing of a hold."""
    row = read(
        tmp_path,
        facilities,
        "2015-06-01|Detainer Declined by LEA|I247N - Immigration Advisal - Request for Notification",
    ).frame.row(0, named=True)
    assert (row["request_form"], row["did_hold_on_detainer"], row["source_asked"]) == ("I-247N", None, "notify_release")


def test_the_form_is_unknown_unless_the_type_names_it(tmp_path: Path, facilities: Facilities) -> None:
    """Not even before 2015, when only one form was about."""
    assert read(tmp_path, facilities, "2009-05-01||").frame["request_form"].to_list() == [None]
    assert form_of("I247 - Immigration Detainer - Notice of Action (prior to March 2013)") == "I-247"
    assert form_of("I247A - Immigration Detainer - Notice of Action (as of May 2025)") == "I-247A"
    assert form_of("Other paper") is None


def test_facts_are_not_presumed(tmp_path: Path, facilities: Facilities) -> None:
    """Only what a detainer is by its nature is given."""
    made = read(tmp_path, facilities, "2014-05-01||")
    facts = {name for name in made.frame.columns if not name.startswith(("source_", "did_"))}
    assert facts == {
        "row",
        "place",
        "agency",
        "agency_id",
        "on",
        "request_form",
        "paper_issuer",
        "paper_basis",
        "paper_authorises",
    }


def test_a_row_without_a_date_is_rejected(tmp_path: Path, facilities: Facilities) -> None:
    """With its number and reason."""
    made = read(tmp_path, facilities, "2014-05-01||", "someday||", "||")
    assert made.rejected.rows() == [(2, "prepared", "`someday` is not a date"), (3, "prepared", "no date")]


def test_no_persons_status_is_carried(tmp_path: Path, facilities: Facilities) -> None:
    """A lift reason that tells of citizenship becomes one that does not."""
    made = read(
        tmp_path,
        facilities,
        "2014-05-01|United States Citizen Interviewed|",
        "2014-05-01|Alien Not Subject to Deportation|",
    )
    assert made.frame["source_outcome"].to_list() == ["ended_by_ice"] * 2
    told = " ".join(str(value) for row in made.frame.rows() for value in row).lower()
    assert not any(word in told for word in ("citizen", "alien", "deport"))
    assert not any("citizen" in group or "status" in group for group in OUTCOMES.values())


def test_lift_reasons_are_counted_apart_from_the_rows(tmp_path: Path, facilities: Facilities) -> None:
    """Counts in ICE's words serve reconciliation and tell of nobody."""
    read(tmp_path, facilities, "2014-05-01|Lifted|", "2014-05-01|Lifted|", "2014-05-01||")
    counts = lift_reasons(tmp_path / "d.csv", foia.choose, foia.LANDMARKS)
    assert counts.rows() == [("Lifted", 2), (None, 1)]
