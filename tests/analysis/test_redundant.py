"""What changes, if anything, were one provision gone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.example_law import DAY, READ, example

from comity import Law
from comity.analysis.acts import acts_of
from comity.analysis.conflicts import shown_by
from comity.analysis.redundant import Without, decides, redundant, without
from comity.engine.slices import Slices
from comity.vocabulary.modality import Outcome

STATE = """
instrument: decision
provisions:
  - {id: no-power, modality: lacks_power}
"""
TOWN = """
instrument: ordinance
at: us/xx/town
provisions:
  - {id: no-hold, modality: must_not, when: minor}
"""
PLACE = f"""
place: us/xx/town
kind: city
survey: [{READ}]
"""
BAN, POWER = "us/xx/town:ordinance/no-hold", "us/xx:decision/no-power"


def tried(law: Law, provision: str, place: str = "us/xx/town") -> Without:
    (act,) = (
        a
        for a in acts_of(law.slices, places=[place], actions=["hold_on_detainer"], days=[date.fromisoformat(DAY)])
        if any(b.provision.id == provision for b in a.compiled.act)
    )
    return without(law.body, act, law.provision(provision))


def test_a_ban_that_another_repeats_changes_nothing_and_the_other_then_decides(tmp_path: Path) -> None:
    """Even if the ordinance fell, the decision says the same."""
    law = example(tmp_path, PLACE, STATE, TOWN)
    one = tried(law, BAN)
    assert (one.same, one.share, [p.id for p in one.instead]) == (True, 0, [POWER])
    assert [p.id for p, _ in redundant(law.body, acts_of(law.slices))] == [BAN]


def test_what_changes_is_told_exactly_with_an_encounter_that_shows_it(tmp_path: Path) -> None:
    """Without the decision only minors may not be held; the share counts situations, and the witness is one of them."""
    law = example(tmp_path, PLACE, STATE, TOWN)
    one = tried(law, POWER)
    assert (one.same, one.share) == (False, 0.5)
    assert one.outcomes == (frozenset({Outcome.PROHIBITED}), frozenset({Outcome.NOT_ADDRESSED}))
    assert [p.id for p in one.instead] == [BAN]
    shown = shown_by(one.aligned.store, one.changed, one.aligned.variables, one.act, law.body)
    assert shown["facts"] == {"minor": False}
    rest = example(tmp_path / "rest", PLACE, TOWN)
    outcomes = [of.decide(shown)["actions"]["hold_on_detainer"]["outcomes"] for of in (law, rest)]
    assert outcomes == [["prohibited"], ["not_addressed"]]


def test_a_rule_that_lifts_changes_what_it_lifts(tmp_path: Path) -> None:
    """Nothing decides by the exemption itself, and without it the ban does."""
    lifts = """
    instrument: act
    provisions:
      - {id: saving, modality: exempts, when: minor, exempts: ["us/xx/town:ordinance/no-hold"]}
    """
    law = example(tmp_path, PLACE, TOWN, lifts)
    one = tried(law, "us/xx:act/saving")
    assert (one.share, one.outcomes[1]) == (0.5, frozenset({Outcome.PROHIBITED}))
    assert redundant(law.body, acts_of(law.slices)) == []


@pytest.mark.parametrize("modality", ["asks", "bars_limits"])
def test_what_decides_nothing_is_not_called_redundant(tmp_path: Path, modality: str) -> None:
    """A request changes no answer, with it or without it."""
    law = example(tmp_path, PLACE, TOWN.replace("must_not, when: minor", modality))
    acts = acts_of(law.slices)
    assert [decides(a, i) for a in acts for i, b in enumerate(a.compiled.act) if b.provision.id == BAN] != []
    assert redundant(law.body, acts) == []


def test_in_the_real_law_a_redundant_provision_changes_no_answer_of_any_act(slices: Slices) -> None:
    """And one that decides alone is not among them."""
    acts = acts_of(slices, places=["us/ma/boston"], days=[date(2026, 11, 24)])
    names = {p.id for p, _ in redundant(slices.body, acts)}
    assert "us/ma/boston:trust-act/yearly-report" in names
    assert not names & {"us/ma/boston:trust-act/no-hold", "us/ma:lunn/no-power-to-hold"}
