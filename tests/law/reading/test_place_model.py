"""A place file says what the place is, how its law closes, and what was read of it."""

from __future__ import annotations

import pytest
from tests.law.reading.examples import PLACE, reading, wrong

from comity.law.reading.place_model import PlaceModel


def test_a_place_reads_all_or_a_list_in_its_survey() -> None:
    """`all` stays the word, a list is a list."""
    place = reading(PlaceModel, PLACE)
    assert [(row.agencies, row.actions) for row in place.survey] == [(("court",), "all"), ("all", ("civil_arrest",))]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("kind: state", "kind: stat", "act.yaml:3: unknown kind `stat`; did you mean `state`?"),
        (
            "America/New_York",
            "America/New_Yrok",
            "unknown time zone `America/New_Yrok`; did you mean `America/New_York`?",
        ),
        ("actions: all", "actions: alle", "`alle` stands where `all` or a list belongs"),
        ("own: unread", "own: unred", "act.yaml:11: unknown own `unred`; did you mean `unread`?"),
        ("outcome: prohibited", "outcome: contested", "unknown outcome `contested`"),
        ("kinds: [sheriff, jail]", "kinds: []", "nothing stands at `kinds`"),
    ],
)
def test_a_broken_place_is_refused_in_words(old: str, new: str, said: str) -> None:
    """Each mistake names its line, the wrong word and the nearest right one."""
    assert said in wrong(PlaceModel, PLACE.replace(old, new, 1))
