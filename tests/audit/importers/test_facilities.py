"""Which agency a facility stands for."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from comity.audit.importers.facilities import Facilities, read_facilities, slug, with_agencies
from comity.vocabulary.errors import InputError

STATES = "state,postal,place,timezone\nEXAMPLE,XX,us/xx,America/Denver\n"
TABLE = "facility,city,state,place,agency,federal,source,note\n"
PATTERNS = "pattern,state,place,agency,federal,source,note\n"


def small(tmp_path: Path, table: str = "", patterns: str = "") -> Facilities:
    """Write three small tables and read them."""
    (tmp_path / "states.csv").write_text(STATES)
    (tmp_path / "us.csv").write_text(TABLE + table)
    (tmp_path / "patterns.csv").write_text(PATTERNS + patterns)
    return read_facilities(tmp_path)


def test_an_unknown_facility_is_nobodys(tmp_path: Path) -> None:
    """No guess is made, and none where the name or state is missing."""
    found = small(tmp_path)
    assert found.find("SOME JAIL", "TOWN", "EXAMPLE") is None
    assert found.find(None, None, None) is None
    assert found.find("SOME JAIL", "TOWN", "ELSEWHERE") is None


def test_a_row_of_a_table_wins_over_a_pattern(tmp_path: Path) -> None:
    """A pattern only reads the name; a row knows better. Case and spaces do not matter."""
    found = small(
        tmp_path,
        "SANTA COUNTY JAIL,,EXAMPLE,us/xx/santa,jail,no,s,a city jail\n",
        r"^(?P<county>[A-Z ]+?) COUNTY,,{state}/{county}-county,jail,no,s,by name" + "\n",
    )
    row = found.find(" Santa  County Jail", "TOWN", "Example")
    assert row is not None
    assert (row.place, row.by) == ("us/xx/santa", "table")
    read = found.find("ST. JOHN COUNTY JAIL", None, "XX")
    assert read is None, "the pattern above does not allow a full stop"
    read = found.find("JOHN COUNTY JAIL", None, "XX")
    assert read is not None
    assert (read.place, read.by) == ("us/xx/john-county", "pattern")


def test_a_city_given_in_the_table_must_match(tmp_path: Path) -> None:
    """Two facilities of one name in two cities are two facilities."""
    found = small(tmp_path, "JAIL,EAST,EXAMPLE,us/xx/east,jail,no,s,n\nJAIL,WEST,EXAMPLE,us/xx/west,jail,no,s,n\n")
    east, nowhere = found.find("JAIL", "EAST", "EXAMPLE"), found.find("JAIL", "NORTH", "EXAMPLE")
    assert east is not None
    assert east.place == "us/xx/east"
    assert nowhere is None


def test_every_fault_of_the_tables_is_told_at_once(tmp_path: Path) -> None:
    """A bad place, a bad yes/no and a bad pattern are three problems with their lines."""
    with pytest.raises(InputError) as raised:
        small(
            tmp_path, "A,,EXAMPLE,Nowhere,jail,no,s,n\nB,,EXAMPLE,us/xx,jail,perhaps,s,n\n", "(,,{state},jail,no,s,n\n"
        )
    assert len(raised.value.problems) == 3
    assert "us.csv:2: `Nowhere` is not a place" in str(raised.value)


def test_federal_and_unmapped_facilities_are_given_a_reason(tmp_path: Path) -> None:
    """What is set apart says why."""
    found = small(tmp_path, "FCI,,EXAMPLE,us/xx,federal_agency,yes,s,Bureau of Prisons\n")
    frame = pl.DataFrame(
        {"facility": ["FCI", "X", None], "city": [None, None, "C"], "state": ["XX", "XX", "XX"]},
        schema=dict.fromkeys(["facility", "city", "state"], pl.String),
    )
    assert with_agencies(frame, found)["why"].to_list() == [
        "federal facility: Bureau of Prisons",
        "facility not mapped",
        "facility not given",
    ]


@pytest.mark.parametrize(
    ("name", "city", "state", "place", "agency"),
    [
        ("PHILADELPHIA 15TH POLICE DIST.", "PHILADELPHIA", "PENNSYLVANIA", "us/pa/philadelphia", "police_municipal"),
        ("CURRAN FROMHOLD CORR.FAC.", "PHILADELPHIA", "PENNSYLVANIA", "us/pa/philadelphia", "jail"),
        ("MONTGOMERY CNTY JAIL, PA", "NORRISTOWN", "PENNSYLVANIA", "us/pa/montgomery-county", "jail"),
        ("SCI DALLAS, PA", "DALLAS", "PENNSYLVANIA", "us/pa", "corrections_state"),
        ("MINN.C.F.,ST.CLOUD", "ST. CLOUD", "MINNESOTA", "us/mn", "corrections_state"),
        ("PIERCE COUNTY JAIL", "TACOMA", "WASHINGTON", "us/wa/pierce-county", "jail"),
        ("NASHUA ST. JAIL", "BOSTON", "MASSACHUSETTS", "us/ma/suffolk-county", "jail"),
        ("ST. LUCIE COUNTY JAIL", "FORT PIERCE", "FLORIDA", "us/fl/st-lucie-county", "jail"),
    ],
)
def test_the_real_tables_know_these(
    facilities: Facilities, name: str, city: str, state: str, place: str, agency: str
) -> None:
    """A few that matter."""
    found = facilities.find(name, city, state)
    assert found is not None
    assert (found.place, found.agency, found.federal) == (place, agency, False)


@pytest.mark.parametrize(
    "name",
    [
        "FDC PHILADELPHIA",
        "US MARSHALS, E.DIST.PA",
        "PHI DISTRICT OFFICE",
        "MOSHANNON VALLEY CORRECTIONAL",
        "USP CANAAN",
        "LORETTO FED.CORR.INST.",
        "SOME NEW FCI",
    ],
)
def test_federal_places_are_known_as_federal(facilities: Facilities, name: str) -> None:
    """They stand in a city or county without being bound by its law."""
    found = facilities.find(name, None, "PENNSYLVANIA") or facilities.find(name, "PHILADELPHIA", "PENNSYLVANIA")
    if found is None:  # tables give the city
        found = next(row for (known, _, _), row in facilities.known.items() if known == name)
    assert found.federal


def test_every_county_named_is_a_county(facilities: Facilities, data: Path) -> None:
    """Places ending in -county or -parish are in the list of counties."""
    counties = pl.read_csv(data / "geo-us" / "county_fips_ice_aor.csv")["name"]
    real = set()
    for name in counties:
        county, state = name.rsplit(", ", 1)
        place = facilities.states.get(state.upper())
        real.add(f"{place}/{slug(county.replace('ñ', 'n'))}")
    named = {row.place for row in facilities.known.values() if row.place.endswith(("-county", "-parish"))}
    assert named - real == set()
