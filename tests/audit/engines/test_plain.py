"""A log in its engine, read as text."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import polars as pl
import pytest

from comity import InputError
from comity.audit.engines.native import fetched, moved
from comity.audit.engines.plain import plain
from comity.law.body import Body

ROW = {"row": 1, "place": "us/xx", "agency": "jail", "on": date(2026, 2, 28)}


def test_what_is_no_word_of_the_vocabulary_is_never_read(body: Body, engine: str) -> None:
    """A column that nobody asks for does not leave the engine."""
    log = plain(moved(pl.DataFrame({**ROW, "minor": ["yes"], "surname": ["Doe"], "source_id": [5]}), engine), body)
    assert log.facts == ("minor",)
    assert set(log.frame.columns) == {"row", "place", "agency", "agency_id", "on", "minor"}


def test_every_column_is_text_and_what_is_not_recorded_is_blank(body: Body, engine: str) -> None:
    """Days, yes and no, numbers and nulls come out the same from every engine."""
    more: dict[str, list[Any]] = {
        "minor": [True, False, None],
        "offence_date": [date(2020, 1, 1), None, date(1999, 12, 31)],
        "exigent": [1, 0, None],
        "request_form": ["I-247A", None, ""],
        "request_at": [None, None, None],
    }
    rows = pl.DataFrame({**{k: [v] * 3 for k, v in ROW.items()}, **more, "row": [1, 2, 3]})
    found = fetched(plain(moved(rows, engine), body).frame).sort("row")
    assert found.select("on", "agency_id").unique().rows() == [("2026-02-28", "")]
    assert found.select(*more).rows() == [
        ("yes", "2020-01-01", "1", "I-247A", ""),
        ("no", "", "0", "", ""),
        ("", "1999-12-31", "", "", ""),
    ]


def test_a_log_without_place_agency_or_day_says_which_it_lacks(body: Body, engine: str) -> None:
    """All of them at once."""
    with pytest.raises(InputError) as told:
        plain(moved(pl.DataFrame({"row": [1], "agency": ["jail"]}), engine), body)
    assert [p.what for p in told.value.problems] == ["has no column `place`", "has no column `on`"]


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("on", datetime(2026, 2, 28, 1, tzinfo=UTC), "column `on` holds times of the engine's own kind; give days"),
        ("request_at", datetime(2026, 2, 28, 1, tzinfo=UTC), "column `request_at` holds times .* give text with its"),
        ("purposes", ["benefit"], "column `purposes` holds no plain values; one column holds one value as text"),
    ],
)
def test_columns_that_engines_would_write_each_their_own_way_are_refused(
    body: Body, engine: str, name: str, value: object, message: str
) -> None:
    """A time that an engine has turned into another zone is no longer what was recorded."""
    with pytest.raises(InputError, match=message):
        plain(moved(pl.DataFrame({**ROW, name: [value]}), engine), body)


def test_a_dot_in_a_name_is_refused_by_spark(body: Body, spark: Any) -> None:
    """It alone would take what follows for a part of the column."""
    log = pl.DataFrame({**ROW, "own_rule.hold_on_detainer": ["forbids"]})
    assert plain(moved(log, "duckdb"), body).facts == ("own_rule.hold_on_detainer",)
    with pytest.raises(InputError, match=r"column `own_rule.hold_on_detainer` has a dot in its name"):
        plain(spark.createDataFrame(log.to_arrow()), body)
