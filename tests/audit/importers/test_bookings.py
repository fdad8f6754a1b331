"""Bookings with an immigration hold, charge by charge."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from comity.audit.importers.bookings import BookingFigures, published_figures, read_bookings
from comity.audit.importers.frame import Imported
from comity.vocabulary.day import parse_moment
from comity.vocabulary.errors import InputError

HEADER = (
    "booking,booking_dt,release_dt,booking_charge_desc,charge_release_dt,"
    "release_disposition_desc,final_release_disp,release_to_imm\n"
)
ZONE = "America/Los_Angeles"


def read(tmp_path: Path, *charges: str, left: str = "2017-03-03 12:00:00") -> Imported:
    """Write one booking, each charge as `description|closed|how it ended`, and read it."""
    path = tmp_path / "holds.csv"
    path.write_text(
        HEADER
        + "".join(
            f"B1,2017-03-01 08:00:00,{left},{d},{t},{h},Immigration,1\n"
            for d, t, h in (charge.split("|") for charge in charges)
        )
    )
    return read_bookings(path, "us/xx/a-county", ZONE)


@pytest.mark.parametrize(
    ("hold", "other", "ended", "left", "held", "hours"),
    [
        ("2017-03-02 10:00:00", "2017-03-03 09:00:00", "PR", "2017-03-03 12:00:00", False, 0.0),
        ("2017-03-03 12:00:00", "2017-03-03 09:00:00", "PR", "2017-03-03 12:00:00", True, 3.0),
        ("2017-03-03 12:00:00", "2017-03-03 09:00:00", "PR", "2017-03-03 08:00:00", False, 0.0),
        ("2017-03-03 09:00:00", "2017-03-03 09:00:00", "PR", "2017-03-03 10:00:00", None, 0.0),
        ("2017-03-03 12:00:00", "2017-03-03 09:00:00", "US Marshall", "2017-03-03 12:00:00", None, 3.0),
    ],
)
def test_a_hold_past_release_is_told_from_the_times(
    tmp_path: Path, hold: str, other: str, ended: str, left: str, held: bool | None, hours: float
) -> None:
    """Only where the person was still there after every other ground had ended, and no other holder waited."""
    row = read(
        tmp_path,
        f"HOLD IMMIGRAT|{hold}|Immigration",
        f"THEFT|{other}|{ended}",
        "THEFT|2017-03-01 20:00:00|PR",
        left=left,
    ).frame.row(0, named=True)
    assert row["did_hold_on_detainer"] is held
    assert row["source_hours_past_other_grounds"] == hours
    assert row["source_rows"] == 3


def test_a_booking_on_the_hold_alone_says_nothing_of_a_release(tmp_path: Path) -> None:
    """What else held the person is not recorded."""
    row = read(tmp_path, "HOLD IMMIGRAT|2017-03-03 12:00:00|Immigration").frame.row(0, named=True)
    assert (row["did_hold_on_detainer"], row["release_due"], row["release_due_at"]) == (None, None, None)


def test_moments_carry_the_offset_of_the_jails_clock(tmp_path: Path) -> None:
    """So that the engine can read them."""
    row = read(tmp_path, "HOLD IMMIGRAT|2017-03-03 12:00:00|Immigration", "THEFT|2017-03-03 09:00:00|PR").frame.row(
        0, named=True
    )
    assert row["release_due_at"] == "2017-03-03T09:00:00-08:00"
    assert parse_moment(row["released_at"]) > parse_moment(row["booked_at"])


def test_a_charge_that_cannot_be_read_spoils_its_booking_and_every_row_is_accounted_for(tmp_path: Path) -> None:
    """The last closing would be a guess."""
    made = read(tmp_path, "HOLD IMMIGRAT|2017-03-03 12:00:00|Immigration", "THEFT|soon|PR")
    assert (made.frame.height, made.rejected["row"].to_list()) == (0, [1, 2])
    assert made.rows_accounted() == made.rows_in == 2


def test_a_place_and_zone_must_be_given_right(tmp_path: Path) -> None:
    """The file does not say which jail it is."""
    path = tmp_path / "holds.csv"
    path.write_text(HEADER)
    with pytest.raises(InputError, match="is not a place"):
        read_bookings(path, "Some County", ZONE)
    with pytest.raises(InputError, match="unknown time zone"):
        read_bookings(path, "us/xx", "Nowhere/Here")


def test_the_published_figures_come_out_exactly(data: Path) -> None:
    """188 bookings; mean and median days; 45 with the hold closed last."""
    assert published_figures(data / "jail-ice-holds-pierce-wa-2016-2018" / "holds.csv") == BookingFigures(
        188, 73.61813312647755, 34.767361111111114, 45
    )


def test_every_charge_of_the_real_file_is_accounted_for(data: Path) -> None:
    """691 charges on 204 bookings, one row per booking; the 45 published ones are among those marked."""
    made = read_bookings(data / "jail-ice-holds-pierce-wa-2016-2018" / "holds.csv", "us/wa/pierce-county", ZONE)
    assert (made.rows_in, made.rows_accounted(), made.frame.height) == (691, 691, 204)
    assert int(made.frame["source_hold_closed_last"].sum()) == 47, "45 in the published sample and 2 outside it"
    held = made.frame.filter(pl.col("did_hold_on_detainer"))
    assert (held["source_hours_past_other_grounds"] > 0).all()
    assert held["release_due"].unique().to_list() == ["yes"]
