"""Comparing places: every cell is a decision, and every word follows from its outcomes."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest

from comity.analysis.compare import SILENT, cells, posture, rows, states
from comity.engine.decision import decide
from comity.engine.encounter import read_encounter
from comity.engine.slices import Slices
from comity.law.load import load_body
from comity.vocabulary.errors import InputError
from comity.vocabulary.modality import Outcome

DAY = date(2026, 3, 2)
SETS = [frozenset(s) for n in range(1, 7) for s in combinations(Outcome, n)]


@pytest.fixture(scope="module")
def slices() -> Slices:
    return Slices(load_body())


@pytest.mark.parametrize("outcomes", SETS, ids=lambda s: "-".join(sorted(s)))
def test_a_word_claims_no_outcome_that_is_not_possible_and_hides_none_that_binds(outcomes: frozenset[Outcome]) -> None:
    """What is called required, forbidden or contested can come out so, and what can come out so is called so."""
    key = posture(outcomes).key
    if Outcome.CONTESTED in outcomes:
        assert key == "contested"
        return
    assert ("requires" in key) == (Outcome.REQUIRED in outcomes)
    if not {Outcome.REQUIRED, Outcome.PERMITTED} <= outcomes:
        assert ("forbids" in key) == (Outcome.PROHIBITED in outcomes)
    assert (key in ("silent", "unread")) == (outcomes <= SILENT)
    assert key.endswith("_if") <= bool(outcomes & SILENT)


def test_a_cell_is_the_decision_of_that_place_agency_and_act(slices: Slices) -> None:
    """Outcomes and reasons are those that one encounter without facts gets there."""
    found = cells(slices, ["us/ma", "us/wa"], ["sheriff", "jail"], ["hold_on_detainer", "notify_release"], DAY)
    assert len(found) == 8
    for cell in found:
        given = {"place": cell.place, "agency": cell.agency, "on": DAY.isoformat(), "facts": {}}
        alone = decide(read_encounter(given, slices.body), slices).actions[cell.action]
        assert cell.answer["outcomes"] == sorted(alone.outcomes)
        assert cell.posture == posture(alone.presumed, alone.presumed_basis)
        assert [r["provision"] for r in cell.answer["reasons"]] == [r.provision.id for r in alone.reasons]
    hold = rows(found, slices.body)[0]["cells"][0]
    assert (hold["posture"], hold["action"]) == ("forbids", "hold_on_detainer")
    assert "us/ma:lunn/no-power-to-hold" in [r["provision"] for r in hold["reasons"]]


def test_advice_is_not_told_as_law(slices: Slices) -> None:
    """An opinion that binds nobody is named as what it is."""
    advised, bound = (cells(slices, [p], ["sheriff"], ["hold_on_detainer"], DAY)[0] for p in ("us/mn", "us/wa"))
    assert (advised.posture.key, bound.posture.key) == ("forbids", "forbids")
    assert (advised.posture.says, bound.posture.says) == ("forbids it, by advice only", "forbids it")


def test_facts_given_to_every_case_change_its_cell(slices: Slices) -> None:
    """What is presumed without them is no longer presumed: a person who is not due for release is not held for ICE."""
    without, given = (
        cells(slices, ["us/wa"], ["jail"], ["hold_on_detainer"], DAY, facts)[0]
        for facts in ({}, {"release_due": "no", "solely_detainer": "no"})
    )
    assert without.answer["presumed"]["outcomes"] == ["prohibited"]
    assert "prohibited" not in given.answer["presumed"]["outcomes"]


def test_every_state_is_a_row_once(slices: Slices) -> None:
    """By name; a city or the nation is none."""
    found = states(slices.body)
    assert len(found) == len(set(found))
    assert all(p.count("/") == 1 for p in found)
    names = [slices.body.places[p].name for p in found]
    assert names == sorted(names)


@pytest.mark.parametrize(
    ("agencies", "actions", "said"),
    [(["sherif"], ["civil_arrest"], "sheriff"), (["jail"], ["civil_arest"], "civil_arrest")],
)
def test_an_unknown_word_is_told_with_the_nearest(
    slices: Slices, agencies: list[str], actions: list[str], said: str
) -> None:
    """Nothing is compared then."""
    with pytest.raises(InputError, match=f"did you mean `{said}`"):
        cells(slices, ["us/ma"], agencies, actions, DAY)
