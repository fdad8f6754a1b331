"""The part a provision plays follows from where it applies, stands and controls in what is still possible."""

from __future__ import annotations

from pathlib import Path

from comity.vocabulary.modality import Role
from tests.example_law import answer, example, roles

ACT = """
instrument: act
provisions:
  - {id: ban, modality: must_not, when: release_due}
  - {id: grant, modality: may, when: minor}
"""
LATER = """
instrument: later
provisions:
  - {id: order, modality: must, when: crime_suspected, despite: [us/xx:act/ban]}
"""


def test_a_provision_that_cannot_apply_plays_no_part(tmp_path: Path) -> None:
    """With its condition known to fail it is no reason."""
    law = example(tmp_path, ACT, LATER)
    assert roles(answer(law, facts={"release_due": "no", "minor": "no", "crime_suspected": "no"})) == {}


def test_each_part_is_told(tmp_path: Path) -> None:
    """What controls, what stands beside it, what yields and what may control."""
    law = example(tmp_path, ACT, LATER)
    known = {"release_due": "yes", "minor": "yes"}
    assert roles(answer(law, facts={**known, "crime_suspected": "no"})) == {"ban": Role.CONTROLS, "grant": Role.BESIDE}
    assert roles(answer(law, facts={**known, "crime_suspected": "yes"})) == {
        "order": Role.CONTROLS,
        "ban": Role.YIELDS,
        "grant": Role.BESIDE,
    }
    unsure = roles(answer(law, facts={"release_due": "yes", "crime_suspected": "no"}))
    assert unsure == {"ban": Role.CONTROLS, "grant": Role.BESIDE}
    open_ = answer(law, facts={"release_due": {"one_of": ["yes", "no"]}, "minor": "no", "crime_suspected": "no"})
    assert roles(open_) == {"ban": Role.MAY_CONTROL}
