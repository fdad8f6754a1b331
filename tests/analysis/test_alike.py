"""Two bodies of law answer alike, or they do not."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.example_law import example

from comity.analysis.alike import alike, bearing
from comity.engine.slices import Slices

ACT = """
instrument: act
provisions:
  - {id: ban, modality: must_not, when: release_due}
  - {id: copy, modality: must, when: release_due, duty: {what: copy_of_request, to: [person]}}
"""


def slices(folder: Path, name: str, *texts: str) -> Slices:
    return example(folder / name, *texts).slices


LATER = "event: effective, on: 2001-01-01, source: s1, recorded: 2020-01-01"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("id: ban, modality: must_not", "id: ban, says: Other words, modality: must_not", id="words"),
        pytest.param(
            "must_not, when: release_due", "must_not, when: release_due or (release_due and minor)", id="twice"
        ),
    ],
)
def test_a_change_that_changes_no_answer_is_told_from_one(tmp_path: Path, old: str, new: str) -> None:
    """Other words, the same said twice: every situation is answered alike."""
    assert old in ACT
    changed = slices(tmp_path, "b", ACT.replace(old, new, 1))
    assert alike(slices(tmp_path, "a", ACT), changed)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("must_not, when: release_due", "may, when: release_due", id="modality"),
        pytest.param("must_not, when: release_due", "must_not, when: release_due and minor", id="condition"),
        pytest.param("must_not, when", "must_not, binds: [jail, court], when", id="who is bound"),
        pytest.param("must, when: release_due, duty", "must, when: minor, duty", id="a duty"),
        pytest.param("provisions:", f"history: [{{{LATER}}}]\nprovisions:", id="a day"),
    ],
)  # fmt: skip
def test_a_change_that_changes_an_answer_is_found(tmp_path: Path, old: str, new: str) -> None:
    """Wherever it lies: in an outcome, a duty, an agency or a day."""
    assert old in ACT
    assert not alike(slices(tmp_path, "a", ACT), slices(tmp_path, "b", ACT.replace(old, new, 1)))


def test_other_reasons_for_the_same_outcome_are_another_answer(tmp_path: Path) -> None:
    """A second ban beside the first forbids nothing more, and it is cited."""
    more = "  - {id: again, modality: must_not, when: release_due%s}\n"
    one, other = (slices(tmp_path, name, ACT + more % extra) for name, extra in (("a", ""), ("b", " and minor")))
    assert not alike(one, other)


def test_a_provision_bears_on_its_actions_and_those_of_what_it_names(tmp_path: Path) -> None:
    """An edge to a provision on another action reaches into that action."""
    law = slices(
        tmp_path,
        "a",
        ACT + "  - {id: lifts, modality: exempts, action: share_status, exempts: [ban]}\n",
    ).body.provisions
    assert bearing(law["us/xx:act/lifts"], law.values()) == ("share_status", "hold_on_detainer")
    assert bearing(law["us/xx:act/copy"], law.values()) == ("hold_on_detainer",)
