"""Exceptions are computed from the provisions in force, and none found is said."""

from __future__ import annotations

from datetime import date

from comity import Law
from comity.cli.exceptions import Exceptions, exceptions
from comity.engine.encounter import Encounter
from comity.law.selector import Who


def found(law: Law, place: str, kind: str, action: str) -> list[Exceptions]:
    """Return the exceptions for a kind of agency."""
    return exceptions(law.slices.play(Encounter(Who(place, frozenset({kind})), date(2026, 3, 2)), action))


def test_where_there_is_no_limit_there_is_no_exception(law: Law) -> None:
    """An act that nothing limits has no row."""
    assert found(law, "us/xx", "school", "train") == []


def test_a_limit_without_any_has_an_empty_list(law: Law) -> None:
    """A limit stays listed though nothing lifts it."""
    assert [one.found for one in found(law, "us/xx/some-town", "police_municipal", "notify_release")] == [()]


def test_what_the_text_leaves_out_and_what_defeats_it_are_found(law: Law) -> None:
    """An `unless`, and a permission that stands against the limit, each with its cite."""
    one = found(law, "us/xx", "jail", "hold_on_detainer")[0]
    assert one.limit.id == "us/xx:safe-act/no-hold"
    assert one.found[0] == ("does not apply if exigent", "Example Stat. s. 3")
    assert one.found[1][0].startswith("yields to a permission if written request and ice present")
    assert len(one.found) == 2


def test_a_provision_that_does_not_bind_the_agency_is_no_exception(law: Law) -> None:
    """The permission speaks to jails alone."""
    assert [len(one.found) for one in found(law, "us/xx", "police_municipal", "hold_on_detainer")] == [1]
