"""The docket as it stood on a day, with the age of what is known and of its sources."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.example_bills import law_of, words

from comity.docket.register import Entry, entries
from comity.docket.step import Step
from comity.law.body import Body
from comity.law.load import read_body


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Body:
    return read_body(law_of(tmp_path_factory.mktemp("law")))[0]


def named(found: list[Entry]) -> list[tuple[str, str | None]]:
    return [(e.overlay.id.split(":")[1], e.step) for e in found]


def test_each_has_its_last_step_by_the_day(made: Body) -> None:
    """A stage after the day is not known yet, and what has none by then is not there."""
    assert named(entries(made, words(), date(2026, 12, 1))) == [
        ("door-bill", Step.PASSED_ONE),
        ("window-bill", Step.INTRODUCED),
        ("example-v-example", Step.INJUNCTION_DENIED),
    ]
    assert named(entries(made, words(), date(2026, 1, 5))) == [
        ("door-bill", Step.INTRODUCED),
        ("example-v-example", Step.FILED),
    ]
    assert entries(made, words(), date(2020, 1, 1)) == []


def test_age_and_sources(made: Body) -> None:
    """Days since the last stage, and since a source was last read."""
    [door, window] = entries(made, words(), date(2026, 12, 1), kind="bill")
    assert (door.on, door.age, door.looked, door.looked_ago) == (date(2026, 3, 10), 266, date(2026, 11, 24), 7)
    assert (door.read, door.overlaid, window.overlaid) == ("primary", True, False)


def test_by_kind_and_place(made: Body, body: Body) -> None:
    """A place has those below it, and none beside it."""
    assert named(entries(made, words(), date(2026, 12, 1), kind="suit")) == [
        ("example-v-example", Step.INJUNCTION_DENIED)
    ]
    places = {e.overlay.law.place for e in entries(body, words(), date(2026, 12, 1), place="us/ma")}
    assert {"us/ma", "us/ma/boston"} <= places
    assert all(p == "us/ma" or p.startswith("us/ma/") for p in places)
    assert len(entries(body, words(), date(2026, 12, 1), place="us")) == len(body.overlays)


def test_the_folder_of_the_test_is_small(made: Body) -> None:
    """So that the cases above are all of it."""
    assert len(made.overlays) == 3
    assert Path(made.overlays["us/xx:door-bill"].law.path).name == "door-bill.yaml"
