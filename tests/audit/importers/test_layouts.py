"""Telling layouts apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from comity.audit.importers import detect, read
from comity.audit.importers.frame import Words
from comity.vocabulary.errors import InputError


@pytest.mark.parametrize(
    ("header", "layout"),
    [
        ("place,agency,on", "log"),
        ("agency,when", "log"),
        ("date,lift_reason,det_facility,city,state", "foia-2007-2015"),
        ("a\nb\n\nDetainer Prepare Date,Detainer Facility", "ddp-detainers"),
        ("booking,booking_dt,booking_charge_desc", "jail-charges"),
    ],
)
def test_a_layout_is_told_by_its_columns(tmp_path: Path, header: str, layout: str) -> None:
    """Even below a preamble."""
    path = tmp_path / "x.csv"
    path.write_text(header + "\n")
    assert detect(path) == layout


def test_a_file_of_no_layout_is_told_what_a_log_has(tmp_path: Path) -> None:
    """One message."""
    path = tmp_path / "x.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(
        InputError, match="fits no layout that is known here; a plain log has the columns `place`, `agency` and `on`"
    ):
        detect(path)


def test_bookings_need_a_place(tmp_path: Path, words: Words, folder: Path) -> None:
    """The zone then follows from its state."""
    path = tmp_path / "x.csv"
    path.write_text(
        "booking,booking_dt,release_dt,booking_charge_desc,charge_release_dt\n"
        "1,2017-03-01 08:00:00,2017-03-01 09:00:00,HOLD IMMIGRAT,2017-03-01 09:00:00\n"
    )
    with pytest.raises(InputError, match="give the place"):
        read(path, words, folder)
    made = read(path, words, folder, place="us/wa/pierce-county")
    assert made.frame["booked_at"].to_list() == ["2017-03-01T08:00:00-08:00"]


def test_an_unknown_layout_is_refused(tmp_path: Path, words: Words, folder: Path) -> None:
    """With the known ones."""
    with pytest.raises(InputError, match="unknown layout `x`; known: foia-2007-2015"):
        read(tmp_path / "x.csv", words, folder, layout="x")


def test_no_layout_reads_a_jurisdiction_from_the_code() -> None:
    """Facilities and places are data under law/."""
    source = "".join(path.read_text() for path in Path(read.__code__.co_filename).parent.glob("*.py")).lower()
    assert not any(
        word in source for word in ("pierce", "pennsylvania", "philadelphia", "massachusetts", "us/pa", "us/wa")
    )
