"""The files of 2007 to 2015, whole."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl

from comity.audit.importers import foia
from comity.audit.importers.detainers import lift_reasons
from comity.audit.importers.facilities import Facilities

STATE_FILE = "ice-detainers-pa-2007-2015/detainers.parquet"
NATIONAL_FILE = "ice-detainers-us-citizen-claims-2007-2015/detainers.parquet"


def test_every_row_of_the_state_file_is_accounted_for(data: Path, facilities: Facilities) -> None:
    """All 117 facilities are known, so only federal ones are set apart."""
    made = foia.read_foia(data / STATE_FILE, facilities)
    assert made.rows_in == made.rows_accounted() == 26_128
    assert made.rejected.height == 0
    assert made.set_apart["why"].str.starts_with("federal facility: ").all()
    rows = pl.concat([made.frame["row"], made.set_apart["row"]])
    assert rows.n_unique() == 26_128


def test_the_city_is_counted_without_the_federal_places_in_it(data: Path, facilities: Facilities) -> None:
    """The published share mixes in prisons and marshals the city never ran; none of them is judged."""
    city = foia.read_foia(data / STATE_FILE, facilities).frame.filter(pl.col("place") == "us/pa/philadelphia")
    assert set(city["agency"].unique()) == {"jail", "police_municipal", "juvenile_facility"}
    year = city.filter(pl.col("on").is_between(date(2014, 4, 16), date(2015, 4, 15)))
    declined = int((year["did_hold_on_detainer"] == False).sum())  # noqa: E712  null is neither
    assert 0 < declined <= 112


def test_every_row_of_the_national_file_is_accounted_for(data: Path, facilities: Facilities) -> None:
    """A facility nobody mapped is set apart and says so; few are."""
    made = foia.read_foia(data / NATIONAL_FILE, facilities)
    assert made.rows_in == made.rows_accounted() == 1_906
    unmapped = int((made.set_apart["why"] == "facility not mapped").sum())
    assert unmapped <= 100, "92 of the rows name no facility at all"


def test_published_counts_come_out_of_the_files(data: Path) -> None:
    """507 and 1,399 in the national export."""
    counts = dict(lift_reasons(data / NATIONAL_FILE, foia.choose, foia.LANDMARKS).rows())
    assert counts == {"United States Citizen Interviewed": 507, "Alien Not Subject to Deportation": 1_399}
