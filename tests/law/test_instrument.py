"""What settles an open point, for whom and from when."""

from __future__ import annotations

from datetime import date

from comity.law.instrument import OpenPoint, Settled
from comity.law.selector import EVERYONE, Selector, Who

JAIL = Who("us/xx", frozenset({"jail"}))
READINGS: dict[str, tuple[str, tuple[str, ...]]] = {
    "valid": ("It is valid.", ("A v. B",)),
    "invalid": ("It is not.", ()),
}


def point(*settled: Settled) -> OpenPoint:
    return OpenPoint("us:act/validity", "disputed", "Is it valid?", READINGS, settled)


def test_what_no_court_decided_is_not_settled() -> None:
    """A point without decisions stays open for everyone."""
    assert point().settled_for(JAIL, date(2026, 1, 1)) is None


def test_a_decision_elsewhere_or_later_settles_nothing_here_and_now() -> None:
    """A court speaks for its places, from its day on."""
    here = Settled("invalid", Selector(places=("us/xx",)), date(2018, 7, 27), "a cite")
    assert point(here).settled_for(Who("us/yy", frozenset({"jail"})), date(2020, 1, 1)) is None
    assert point(here).settled_for(JAIL, date(2018, 7, 26)) is None


def test_a_decision_settles_from_the_day_itself() -> None:
    """On the day of the decision it is settled, with what settled it."""
    here = Settled("invalid", Selector(places=("us/xx",)), date(2018, 7, 27), "a cite")
    assert point(here).settled_for(JAIL, date(2018, 7, 27)) is here


def test_the_first_that_matches_is_taken() -> None:
    """Decisions stand in the order in which they count."""
    narrow = Settled("invalid", Selector(places=("us/xx",)), date(2018, 1, 1), "here")
    wide = Settled("valid", EVERYONE, date(2018, 1, 1), "everywhere")
    assert point(narrow, wide).settled_for(JAIL, date(2020, 1, 1)) is narrow
    assert point(narrow, wide).settled_for(Who("us/yy", frozenset({"jail"})), date(2020, 1, 1)) is wide
