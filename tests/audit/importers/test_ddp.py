"""Deportation Data Project tables: two generations of names, and a closed door for personal columns."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from comity.audit.importers import ddp
from comity.audit.importers.detainers import OUTCOMES
from comity.audit.importers.facilities import Facilities

PREAMBLE = "ICE\nDetainers\nReleased\n\n,,\nNote\n"
OLD = (
    "Detainer Prepare Date,Detainer Facility,Facility State,Facility City,"
    "Detainer Lift Reason,Detainer Type,Gender,EID DTA ID\n"
)
NEW = (
    "detainer_prepare_date,detention_facility,facility_state,facility_city,"
    "detainer_lift_reason,detainer_type,gender,unique_identifier\n"
)
ROW = (
    '2026-02-11 00:00:00,"MINN.C.F.,ST.CLOUD",MINNESOTA,ST. CLOUD,Detainer Declined by LEA,'
    'I247A - Immigration Detainer - Notice of Action (as of May 2025),Male,"b(6), b(7)c"\n'
)


@pytest.mark.parametrize("header", [OLD, NEW, PREAMBLE + OLD, PREAMBLE + NEW])
def test_both_generations_are_read_with_or_without_the_rows_above_the_header(
    tmp_path: Path, facilities: Facilities, header: str
) -> None:
    """The same row comes out."""
    path = tmp_path / "d.csv"
    path.write_text(header + ROW)
    row = ddp.read_ddp(path, facilities).frame.row(0, named=True)
    assert (row["row"], row["place"], row["agency"], row["request_form"], row["did_hold_on_detainer"]) == (
        1,
        "us/mn",
        "corrections_state",
        "I-247A",
        False,
    )
    assert "Male" not in row.values()


def test_what_was_struck_out_is_unknown(tmp_path: Path, facilities: Facilities) -> None:
    """A redacted facility is set apart as not given."""
    path = tmp_path / "d.csv"
    path.write_text(NEW + ROW.replace('"MINN.C.F.,ST.CLOUD"', '"(b)(6), (b)(7)(c)"'))
    assert ddp.read_ddp(path, facilities).set_apart["why"].to_list() == ["facility not given"]


def test_merged_releases_prefer_the_newer_name() -> None:
    """Only one column stands for one thing."""
    assert ddp.choose(["detainer_facility", "detention_facility"]) == {"detention_facility": "facility"}


def test_no_personal_or_status_column_is_among_those_read() -> None:
    """The lists do not meet."""
    assert not (ddp.PERSONAL | ddp.STATUS) & set(ddp.COLUMNS)


def test_the_list_of_personal_columns_holds_every_one_the_schema_marks(data: Path) -> None:
    """And the schema's other columns that a status could be read from are never read either."""
    schema = pl.read_csv(data / "ddp-schema" / "columns.csv", infer_schema=False).filter(pl.col("table") == "detainers")
    personal = set(schema.filter(pl.col("personal") == "True")["column"])
    assert personal <= ddp.PERSONAL
    read = {name for name in schema["column"] if name in ddp.COLUMNS}
    assert not any(
        word in name
        for name in read
        for word in ("citizen", "status", "entry", "order", "felon", "conviction", "birth")
    )


def test_outcome_words_of_the_schema_are_all_known(data: Path) -> None:
    """No lift reason of either era is strange to us, and groups agree except where a group would tell a status."""
    values = pl.read_csv(data / "ddp-schema" / "code_values.csv").filter(
        (pl.col("column") == "detainer_lift_reason") & pl.col("value").is_not_null()
    )
    for value, group in values.select("value", "outcome_group").iter_rows():
        ours = OUTCOMES[value.lower()]
        assert ours == ("ended_by_ice" if group.startswith("citizenship") else group)


def test_the_modern_sample_is_read_whole(data: Path, facilities: Facilities) -> None:
    """Seventeen forms I-247A, all declined in ICE's words."""
    made = ddp.read_ddp(data / "ice-detainers-mn-stcloud-2026" / "detainers.csv", facilities)
    assert made.rows_in == made.frame.height == 17
    assert made.frame["request_form"].unique().to_list() == ["I-247A"]
    assert made.frame["did_hold_on_detainer"].to_list() == [False] * 17
    assert not set(made.frame.columns) & (ddp.PERSONAL | ddp.STATUS)
