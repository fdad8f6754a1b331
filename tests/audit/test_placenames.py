"""Places and kinds of agency in words."""

from __future__ import annotations

import pytest

from comity import Law
from comity.audit.placenames import kinds_of, name_of


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("us", "Example Nation"),
        ("us/xx", "Exampleland"),
        ("us/xx/some-town", "Some Town, Exampleland"),
        ("us/yy/some-county", "Some County, YY"),
    ],
)
def test_a_place_has_a_name_whether_or_not_a_file_describes_it(law: Law, place: str, name: str) -> None:
    """The path itself is the last resort."""
    assert name_of(place, law.body) == name


def test_kinds_of_an_agency_are_told_in_words(law: Law) -> None:
    """A sheriff who runs a jail is both."""
    assert kinds_of("sheriff;jail", law.body) == "county sheriff and county jail or house of correction"
