"""Places are paths, and law runs down them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.vocabulary.place import is_place, path_of, relation, within

PART = st.from_regex(r"[a-z0-9]{1,5}(-[a-z0-9]{1,4})?", fullmatch=True)
PLACES = st.builds(
    lambda state, below: "/".join(["us", *state, *(below if state else [])]),
    st.lists(st.from_regex(r"[a-z]{2}", fullmatch=True), max_size=1),
    st.lists(PART, max_size=3),
)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "US",
        "us/",
        "/us",
        "us/xxx",
        "us/xx/",
        "us/xx/Town",
        "us/xx/a--b",
        "us/xx/-a",
        "us/xx/a/b/c/d",
        "us//a",
        "us/xx\n",
        "../us",
    ],
)
def test_refuses_what_is_no_place(text: str) -> None:
    """A place is lower-case words joined by slashes, the nation first, then the state."""
    assert not is_place(text)


@given(PLACES)
def test_a_path_runs_from_the_nation_to_the_place_itself(place: str) -> None:
    """Law is inherited from every place on the path, the widest first, and each lies in the one before."""
    path = path_of(place)
    assert is_place(place)
    assert path[0] == "us"
    assert path[-1] == place
    assert all(within(inner, outer) and inner != outer for outer, inner in pairwise(path))


@given(PLACES, PLACES)
def test_a_place_lies_in_another_exactly_when_that_is_on_its_path(one: str, other: str) -> None:
    """`us/xx/townsend` does not lie in `us/xx/town`, though it starts with the same letters."""
    assert not within("us/xx/townsend", "us/xx/town")
    assert within(one, other) == (other in path_of(one))


@given(PLACES, PLACES)
def test_above_and_below_are_one_relation_seen_from_both_ends(one: str, other: str) -> None:
    """What lies above seen from here has this place below it."""
    mirrored = {"above": "below", "below": "above", "same": "same", "aside": "aside"}
    assert relation(other, one) == mirrored[relation(one, other)]
    assert (relation(one, other) == "same") == (one == other)
    assert (relation(one, other) == "above") == (other in path_of(one)[:-1])
