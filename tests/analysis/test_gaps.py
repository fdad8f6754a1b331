"""Where the law does not speak, in words, and where it always does."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.example_law import ACTION, DAY, example

from comity.analysis.acts import acts_of
from comity.analysis.gaps import Gap, gaps, silent_masks
from comity.engine.decision import outcomes_of
from comity.engine.slices import Slices
from comity.vocabulary.modality import Outcome

BAN = """
instrument: act
provisions:
  - {id: no-hold, modality: must_not%s}
"""


def found(folder: Path, *texts: str, place: str = "us/xx") -> list[Gap]:
    law = example(folder, *texts)
    acts = acts_of(law.slices, places=[place], actions=[ACTION], days=[date.fromisoformat(DAY)])
    return gaps(acts)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(BAN % ", binds: {}", id="every situation"),
        pytest.param(
            BAN % ", when: minor, binds: {}" + "  - {id: b, modality: may, unless: minor, binds: {}}\n", id="two"
        ),
    ],
)
def test_law_that_speaks_to_every_situation_has_no_gap(tmp_path: Path, text: str) -> None:
    """By one provision or by several together."""
    assert found(tmp_path, text) == []


def test_a_gap_is_said_in_conditions_with_its_share(tmp_path: Path) -> None:
    """The conditions are what the ban leaves, and half of a half is a quarter."""
    (gap,) = found(tmp_path, BAN % ", when: minor or not release_due, binds: {}")
    assert (gap.outcome, gap.share, gap.conditions) == (Outcome.NOT_ADDRESSED, 0.25, ("release due and not minor",))
    assert not gap.silent


def test_conditions_are_as_wide_as_they_can_be_and_the_widest_comes_first(tmp_path: Path) -> None:
    """Each leaves out every fact it does not need."""
    (gap,) = found(tmp_path, BAN % ", when: minor and release_due, binds: {}")
    assert (gap.share, set(gap.conditions)) == (0.75, {"not minor", "not release due"})


def test_what_constraints_rule_out_needs_no_word(tmp_path: Path) -> None:
    """A judge signs no I-200, so that of such a paper nothing is said about a judge."""
    when = "request_form == 'I-200' and paper_issuer != 'article_iii_judge' and not minor"
    (gap,) = found(tmp_path, BAN % f', when: "{when}", binds: {{}}')
    assert set(gap.conditions) == {"request form is not I-200", "minor"}


def test_an_act_without_law_is_a_gap_whatever_the_facts(tmp_path: Path) -> None:
    """No condition is given then."""
    (gap,) = found(tmp_path, BAN % ", action: share_status")
    assert (gap.share, gap.conditions) == (1, ())


def test_law_that_nobody_has_read_is_a_gap_of_its_own(tmp_path: Path) -> None:
    """Silence where no State was surveyed is not the law's; own rules not read are taken as silent, and it is said."""
    gaps_there = found(tmp_path, BAN % "", place="us/yy")
    assert {(g.outcome, g.silent, g.conditions) for g in gaps_there} == {(Outcome.UNSURVEYED, True, ())}


def test_in_the_real_law_every_condition_of_a_gap_comes_out_as_told(slices: Slices) -> None:
    """All that the conditions of an act allow is not addressed, and what they leave is something else."""
    acts = acts_of(slices, places=["us/ma/boston"], actions=[ACTION], days=[date(2026, 11, 24)])
    assert len(gaps(acts)) > 3
    for gap in gaps(acts):
        masks = silent_masks(gap.act)
        assert gap.outcome in outcomes_of(gap.act.compiled, masks)
        assert bool(gap.conditions) is (outcomes_of(gap.act.compiled, masks) != {gap.outcome})
