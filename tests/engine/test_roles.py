"""The part a provision plays follows from where it applies, stands and controls in what is still possible."""

from __future__ import annotations

from pathlib import Path

from comity.vocabulary.modality import Role
from tests.example_law import ACTION, answer, encounter, example, roles

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


def test_what_lifts_several_and_finds_one_that_applies_is_told(tmp_path: Path) -> None:
    """An exemption with something to lift is told with it, though others that it names do not apply."""
    text = """
    instrument: act
    provisions:
      - {id: ban, modality: must_not, when: minor}
      - {id: other, modality: must_not, when: paper_signed}
      - {id: lifts, modality: exempts, exempts: [ban, other]}
    """
    law = example(tmp_path, text)
    found = answer(law, facts={"minor": "yes", "paper_signed": "no"})
    assert roles(found) == {"lifts": Role.EXEMPTS, "ban": Role.YIELDS}
    (ban,) = (r for r in found["reasons"] if r["role"] == "yields")
    assert ban["yields_to"] == ["us/xx:act/lifts"]
    assert roles(answer(law, facts={"minor": "no", "paper_signed": "no"})) == {}


def test_what_speaks_on_another_act_or_on_a_duty_stands_beside(tmp_path: Path) -> None:
    """What only defeats a rule on this act is told as beside, never as what controls; the duty's own is its reason."""
    text = """
    instrument: act
    provisions:
      - {id: ban, modality: must_not}
      - {id: instead, modality: may, action: share_status, despite: ["us/xx:act/ban"]}
      - {id: copy, modality: must, duty: {what: copy_of_request, to: [person]}, despite: ["us/xx:act/ban"]}
    """
    law = example(tmp_path, text)
    found = answer(law)
    assert found["outcomes"] == ["not_addressed"]
    assert roles(found) == {"copy": Role.BESIDE, "instead": Role.BESIDE, "ban": Role.YIELDS}
    (ban,) = (r for r in found["reasons"] if r["role"] == "yields")
    assert sorted(ban["yields_to"]) == ["us/xx:act/copy", "us/xx:act/instead"]
    (duty,) = law.decision(encounter()).actions[ACTION].duties
    assert [(r.provision.id, r.role, r.active) for r in duty.reasons] == [("us/xx:act/copy", Role.CONTROLS, True)]


def test_what_yields_or_applies_only_if_a_presumption_fails_plays_no_active_part(tmp_path: Path) -> None:
    """Remote reasons come last, whatever they are, and those of one part by their names."""
    text = """
    instrument: act
    provisions:
      - {id: b-ban, modality: must_not, when: release_due}
      - {id: a-ban, modality: must_not, when: release_due}
      - {id: grant, modality: may, when: not release_due}
      - {id: lifted, modality: must_not}
      - {id: lifts, modality: exempts, exempts: [lifted]}
    """
    found = example(tmp_path, text).decision(encounter()).actions[ACTION].reasons
    assert [(r.provision.id.rsplit("/", 1)[1], str(r.role), r.remote, r.active) for r in found] == [
        ("a-ban", "controls", False, True),
        ("b-ban", "controls", False, True),
        ("lifted", "yields", False, False),
        ("lifts", "exempts", False, True),
        ("grant", "may_control", True, False),
    ]
