"""Whose agreement a listed name is."""

from __future__ import annotations

import pytest

from comity.audit.agreements.names import Names

SHERIFF = frozenset({"jail", "sheriff"})


@pytest.mark.parametrize(
    ("agency", "kind", "county", "model", "found"),
    [
        ("Some County Sheriff's Office", "County", "Some County", "jem", ("us/fl/some-county", SHERIFF)),
        ("Some County Sheriff\u2019s Dept.", "", "", "wso", ("us/fl/some-county", SHERIFF)),
        ("Some County Sheriff's Office", "County", "", "tfm", ("us/fl/some-county", frozenset({"sheriff"}))),
        ("St. Mary Parish Sheriff's Office", "County", "", "tfm", ("us/fl/st-mary-parish", frozenset({"sheriff"}))),
        ("Some County Corrections Center", "State", "Some County", "wso", ("us/fl/some-county", frozenset({"jail"}))),
        ("Marshall County Police Department", "County", "", "tfm", ("us/fl/marshall-county", {"police_county"})),
        ("Some Borough Police Department", "Municipality", "", "tfm", ("us/fl/some", {"police_municipal"})),
        ("Tiny Key PD", "Municipality", "", "tfm", ("us/fl/tiny-key", {"police_municipal"})),
        ("Example Department of Corrections", "State Agency", "", "jem", ("us/fl", {"corrections_state"})),
        ("Example Highway Patrol", "State Agency", "", "tfm", ("us/fl", {"state_police"})),
    ],
)
def test_a_name_that_says_place_and_kind_is_matched(
    names: Names, agency: str, kind: str, county: str, model: str, found: tuple[str, frozenset[str]]
) -> None:
    """A task force works outside the jail, so it does not stand for one."""
    assert names.whose("us/fl", agency, kind, county, model) == found


@pytest.mark.parametrize(
    "agency",
    ["Some County Constable Precinct 3", "University of Somewhere Police Department", "Some Lottery", "Town Marshal"],
)
def test_a_name_that_does_not_say_it_is_not_guessed_at(names: Names, agency: str) -> None:
    """The row is left out and counted."""
    assert names.whose("us/fl", agency, "Municipality", "", "tfm") == "the name does not say whose it is"


def test_a_name_against_the_county_beside_it_is_not_matched(names: Names) -> None:
    """Either may be the slip of the pen."""
    told = names.whose("us/fl", "Pope County Sheriff's Office", "County", "Pop County", "jem")
    assert told == "the name and the county beside it differ"


def test_a_state_that_is_spelled_wrong_or_is_the_wrong_one_is_put_right(names: Names) -> None:
    """By the table of corrections; other rows of the wrongly named state stay."""
    assert names.state("Pennslyvania", "Any Police") == "us/pa"
    assert names.state("Massachusetts", "Crow Wing County Sheriff's Office") == "us/mn"
    assert names.state("Massachusetts", "Other County Sheriff's Office") == "us/ma"
    assert names.state("Nowhere", "Any Police") is None
