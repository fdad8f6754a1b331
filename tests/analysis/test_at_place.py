"""Every act at a place, once, with the agencies whose law it is."""

from __future__ import annotations

from datetime import date

import pytest

from comity.analysis.at_place import acts_at
from comity.engine.slices import Slices

DAY = date(2026, 11, 24)


def test_an_act_is_given_once_with_every_agency_that_shares_it(slices: Slices) -> None:
    """No agency is left out, and none has two acts for one action."""
    shared = acts_at(slices, "us/ma/boston", DAY, actions=["hold_on_detainer"])
    told = [name for s in shared if s.act.duty is None for name in s.agencies]
    assert sorted(told) == sorted(slices.body.words.agencies)
    assert len({id(s.act.compiled) for s in shared}) == len(shared) > 1


@pytest.mark.parametrize("agency", ["jail", "us/ma/plymouth-county/sheriff"])
def test_one_agency_can_be_asked_for(slices: Slices, agency: str) -> None:
    """A kind, or a named one at its own place."""
    place = agency.rsplit("/", 1)[0] if "/" in agency else "us/ma/boston"
    shared = acts_at(slices, place, DAY, agency, ["detention_contract"])
    assert {s.agencies for s in shared} == {(agency,)}


def test_duties_come_with_their_action(slices: Slices) -> None:
    """Each as an act of its own."""
    shared = acts_at(slices, "us/ma/boston", DAY, "police_municipal", ["record_and_report"])
    assert {s.act.duty for s in shared} >= {None, "periodic_report"}
