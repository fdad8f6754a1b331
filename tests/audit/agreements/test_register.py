"""The register: what a row says of a day, and how a file of rows is read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from comity.audit.agreements.register import COLUMNS, Agreement, Standing, read_register, register_of, to_csv
from comity.vocabulary.errors import InputError

ROW = Agreement(
    "us/xx/some-county",
    frozenset({"sheriff", "jail"}),
    "Some County Sheriff",
    "jem",
    date(2020, 6, 8),
    date(2020, 6, 8),
    None,
    date(2021, 5, 20),
    date(2021, 5, 25),
    "listed",
    date(2026, 5, 18),
)


@pytest.mark.parametrize(
    ("on", "standing"),
    [
        (date(2020, 6, 7), Standing.OUTSIDE),
        (date(2020, 6, 8), Standing.COVERS),
        (date(2021, 5, 20), Standing.COVERS),
        (date(2021, 5, 21), Standing.UNKNOWN),
        (date(2021, 5, 24), Standing.UNKNOWN),
        (date(2021, 5, 25), Standing.OUTSIDE),
    ],
)
def test_the_end_is_unknown_between_the_last_copy_with_it_and_the_first_without(on: date, standing: Standing) -> None:
    """Each day of the window's ends is on its own side."""
    assert ROW.standing(on) is standing


def test_a_row_without_an_end_is_known_up_to_its_source_only() -> None:
    """Nothing says that it went on after that."""
    open_row = replace(ROW, last_seen=None, absent_from=None)
    assert open_row.standing(date(2026, 5, 18)) is Standing.COVERS
    assert open_row.standing(date(2026, 5, 19)) is Standing.UNKNOWN


def test_an_end_that_is_told_is_the_last_day() -> None:
    """The day after is outside."""
    told = replace(ROW, end=date(2022, 1, 1), last_seen=None, absent_from=None)
    assert told.standing(date(2022, 1, 1)) is Standing.COVERS
    assert told.standing(date(2022, 1, 2)) is Standing.OUTSIDE


def test_days_between_signing_and_a_later_start_are_unknown() -> None:
    """And a row without any start is unknown before its source."""
    late = replace(ROW, start=date(2021, 1, 13))
    assert late.standing(date(2020, 12, 1)) is Standing.UNKNOWN
    assert replace(ROW, signed=None, start=None).standing(date(2019, 1, 1)) is Standing.UNKNOWN


def test_a_register_is_read_as_it_was_written(tmp_path: Path) -> None:
    """Row for row."""
    path = tmp_path / "register.csv"
    path.write_text(to_csv(register_of("register.csv", [ROW])), encoding="utf-8")
    assert read_register(path, ["jail", "sheriff"]) == register_of("register.csv", [ROW])


def test_everything_wrong_in_a_register_is_told_with_its_line(tmp_path: Path) -> None:
    """Place, kind, model, day and a missing day of the source."""
    path = tmp_path / "register.csv"
    path.write_text(",".join(COLUMNS) + "\nUS/XX,sherif,X,jeem,soon,,,,,heard,\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_register(path, ["jail", "sheriff"])
    told = str(caught.value)
    for word in ("`US/XX` is not a place", "`sherif`; did you mean `sheriff`", "`jeem`", "`soon`", "`source_day`"):
        assert word in told
    assert told.count("register.csv:2:") == 5
    path.write_text("place,agency\n", encoding="utf-8")
    with pytest.raises(InputError, match="the columns of a register"):
        read_register(path, [])
