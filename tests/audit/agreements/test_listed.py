"""Every trap of a published list, on made-up rows; and the history of one state in the real one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.audit.agreements.conftest import Made

from comity.audit.agreements.listed import read_list
from comity.audit.agreements.names import Names
from comity.audit.agreements.register import Agreement, Standing
from comity.vocabulary.errors import InputError

JAIL, TASK, OFFICER = "Jail Enforcement Model", "Task Force Model", "Warrant Service Officer"


def row(
    agency: str, model: str, signed: str, seen: str, *, state: str = "Florida", county: str = "", kind: str = "County"
) -> str:
    """A row; `signed` and `seen` are days with a space between."""
    days = ",".join((*signed.split(), *seen.split()))
    days += "," * (5 - len(signed.split() + seen.split()))
    return f"{state},{agency},{kind},{county},{model},{days},9,False"


def only(path: Path, names: Names) -> Agreement:
    [found] = read_list(path, names).register.rows
    return found


def test_a_first_sighting_is_no_start(episodes: Made, names: Names) -> None:
    """The day signed is, though copies begin later."""
    found = only(
        episodes(row("Some County Sheriff's Office", JAIL, "2020-06-08 2020-06-08", "2021-01-13 2026-05-18")), names
    )
    assert found.start == date(2020, 6, 8)
    assert found.standing(date(2020, 7, 1)) is Standing.COVERS


def test_a_respelled_name_makes_no_end_and_no_beginning(episodes: Made, names: Names) -> None:
    """The same agency, model and day signed is one agreement, and its last name is kept."""
    path = episodes(
        row("Some County Sheriffs Office", JAIL, "2020-06-08 2020-06-08", "2021-01-13 2022-01-01 2022-01-03"),
        row("Some County Sheriff's Office", JAIL, "2020-06-08 2020-06-08", "2022-01-03 2026-05-18"),
    )
    found = only(path, names)
    assert (found.name, found.last_seen, found.absent_from) == ("Some County Sheriff's Office", date(2026, 5, 18), None)
    assert read_list(path, names).merged == 1


def test_an_agreement_signed_anew_later_stays_another(episodes: Made, names: Names) -> None:
    """What lies between the two is not covered."""
    path = episodes(
        row("Some County Sheriff's Office", JAIL, "2020-06-08 2020-06-08", "2021-01-13 2022-01-01 2022-01-03"),
        row("Some County Sheriff's Office", JAIL, "2025-03-01 2025-03-01", "2025-03-02 2026-05-18"),
    )
    rows = read_list(path, names).register.rows
    assert [r.standing(date(2024, 1, 1)) for r in rows] == [Standing.OUTSIDE, Standing.OUTSIDE]


def test_a_row_under_the_wrong_state_is_no_agreement_of_that_state(episodes: Made, names: Names) -> None:
    """It goes to the state whose county it is."""
    signed, seen = "2025-03-27 2025-03-27", "2025-03-27 2025-04-10 2025-04-21"
    path = episodes(row("Crow Wing County Sheriff's Office", OFFICER, signed, seen, state="Massachusetts"))
    assert only(path, names).place == "us/mn/crow-wing-county"


def test_a_copy_that_is_not_whole_ends_nothing(episodes: Made, names: Names) -> None:
    """The end of a row first missing in it is not known."""
    signed, seen = "2020-06-08 2020-06-08", "2021-01-13 2025-04-10 2025-04-21"
    found = only(episodes(row("Some County Sheriff's Office", JAIL, signed, seen)), names)
    assert found.standing(date(2025, 4, 10)) is Standing.COVERS
    assert found.standing(date(2025, 6, 1)) is Standing.UNKNOWN
    assert "not whole" in found.how_known


def test_an_agreement_signed_before_its_model_is_known_from_its_first_copy(episodes: Made, names: Names) -> None:
    """And unknown from the day signed until then."""
    signed, seen = "2016-03-19 2016-03-19", "2025-03-07 2026-05-18"
    found = only(episodes(row("Some County Sheriff's Office", TASK, signed, seen)), names)
    assert found.standing(date(2020, 1, 1)) is Standing.UNKNOWN
    assert found.standing(date(2025, 3, 7)) is Standing.COVERS
    assert "before the model" in found.how_known


def test_two_days_signed_leave_the_days_before_the_first_copy_open(episodes: Made, names: Names) -> None:
    """Either may be right."""
    signed, seen = "2020-03-01 2025-02-10", "2021-01-13 2026-05-18"
    found = only(episodes(row("Some County Sheriff's Office", JAIL, signed, seen)), names)
    assert [str(found.standing(date(y, 2, 1))) for y in (2020, 2021, 2022)] == ["outside", "covers", "covers"]
    assert found.standing(date(2020, 6, 1)) is Standing.UNKNOWN


def test_a_list_whose_own_date_is_wrong_is_refused_until_its_day_is_given(full: Made, names: Names) -> None:
    """A row cannot be signed after the list that shows it."""
    path = full("participating_2025-01-05.csv", f"Florida,Some County Sheriff's Office,County,,{JAIL},2025-06-02")
    with pytest.raises(InputError, match="row 1 is signed after 2025-01-05, the day of the list"):
        read_list(path, names)
    [found] = read_list(path, names, date(2026, 1, 5)).register.rows
    assert (found.last_seen, found.source_day) == (date(2026, 1, 5), date(2026, 1, 5))


def test_a_full_list_is_known_up_to_its_day(full: Made, names: Names) -> None:
    """The file's name gives it; a name without one needs it told."""
    cells = f"Florida,Some Police Department,Municipality,,{TASK},5/6/2025"
    [found] = read_list(full("list_2026-05-18.csv", cells), names).register.rows
    assert [str(found.standing(date(2026, 5, day))) for day in (18, 19)] == ["covers", "unknown"]
    assert found.start == date(2025, 5, 6)
    with pytest.raises(InputError, match="the day of the list is not known"):
        read_list(full("list.csv", cells), names)


def test_a_day_that_is_none_of_the_calendar_is_unknown(episodes: Made, names: Names) -> None:
    """A list may hold one."""
    signed, seen = "2020-06-08 2020-06-08", "2021-01-13 2025-08-28 2025-09-00"
    found = only(episodes(row("Some County Sheriff's Office", JAIL, signed, seen)), names)
    assert found.absent_from is None
    assert found.standing(date(2025, 10, 1)) is Standing.UNKNOWN


def test_two_towns_of_one_name_are_not_taken_for_one(full: Made, names: Names) -> None:
    """And every row left out is counted by why."""
    path = full(
        "list_2026-05-18.csv",
        f"Florida,Twin Police Department,Municipality,One County,{TASK},2025-06-02",
        f"Florida,Twin Police Department,Municipality,Two County,{TASK},2025-06-03",
        f"Florida,Some Lottery,State Agency,,{TASK},2025-06-03",
        f"Atlantis,Some Police Department,Municipality,,{TASK},2025-06-03",
        "Florida,Some Police Department,Municipality,,Hybrid Model,2025-06-03",
    )
    found = read_list(path, names)
    assert found.register.rows == ()
    assert found.reasons() == {
        "more than one county has a town of that name": 2,
        "the model is not known": 1,
        "the name does not say whose it is": 1,
        "the state is not known": 1,
    }


def test_a_file_that_is_no_list_is_refused(tmp_path: Path, names: Names) -> None:
    """With the columns it lacks."""
    path = tmp_path / "other.csv"
    path.write_text("state,name\nFlorida,X\n", encoding="utf-8")
    with pytest.raises(InputError, match="needs state, agency, model and signed"):
        read_list(path, names)


def test_the_history_of_one_state_is_as_the_copies_show_it(real: Path, names: Names) -> None:
    """Its prisons throughout, three counties until their days, and nothing else."""
    register = read_list(real, names).register
    [prisons] = register.of("us/ma", ["corrections_state"])
    assert (prisons.model, prisons.start) == ("jem", date(2020, 6, 8))
    assert prisons.standing(date(2020, 6, 7)) is Standing.OUTSIDE
    assert {str(prisons.standing(date(y, 1, 2))) for y in range(2021, 2027)} == {"covers"}
    gone = {"bristol": date(2021, 5, 21), "plymouth": date(2021, 9, 15), "barnstable": date(2023, 1, 8)}
    for county, day in gone.items():
        [found] = register.of(f"us/ma/{county}-county", ["jail"])
        assert found.absent_from == day
        assert found.standing(day) is Standing.OUTSIDE
        assert found.standing(date(2021, 5, 1)) is Standing.COVERS
    assert {r.place for r in register.rows if r.place.startswith("us/ma")} == {
        "us/ma",
        *(f"us/ma/{c}-county" for c in gone),
    }
