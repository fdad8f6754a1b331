"""What `comity check --only` prints of each analysis, and how it ends."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.example_law import DAY, example

from comity import Law
from comity.cli.analyses import SHOWN, Asked, analysed
from comity.engine.slices import Slices
from comity.vocabulary.errors import InputError

LAW = """
instrument: act
provisions:
  - {id: no-hold, modality: must_not, when: minor}
  - {id: no-power, modality: lacks_power, when: minor or release_due}
"""
AT = {"on": date.fromisoformat(DAY), "place": "us/xx", "agency": "jail", "action": "hold_on_detainer"}


def text(name: str, law: Law, **asked: object) -> str:
    _, lines, _ = analysed(name, law.slices, Asked(**(AT | asked)))  # type: ignore[arg-type] # by name
    return " ".join(" ".join(line.text for line in lines).split())


def test_gaps_are_told_in_words_and_are_no_fault(tmp_path: Path) -> None:
    """Place, day, act, who, how much, and where; not addressed is not said to be permitted."""
    law = example(tmp_path, LAW)
    said = text("gaps", law)
    assert "Exampleland, on 2 March 2026: where no law that was read speaks." in said
    assert "Not addressed never means permitted." in said
    assert "County jail or house of correction: not addressed in 25% of situations, where" in said
    assert "- not minor and not release due" in said
    data, _, wrong = analysed("gaps", law.slices, Asked(**AT))  # type: ignore[arg-type] # by name
    assert (wrong, [(d["share"], d["where"]) for d in data]) == (False, [(0.25, ["not minor and not release due"])])


def test_no_gap_is_said_so(tmp_path: Path) -> None:
    """Nothing else is listed."""
    law = example(tmp_path, LAW.replace(", when: minor}", "}"))
    assert text("gaps", law).endswith("The law speaks to every situation asked about.")


def test_redundant_provisions_are_listed_with_what_then_decides(tmp_path: Path) -> None:
    """Each with its file and line."""
    said = text("redundant", example(tmp_path, LAW))
    assert "- `us/xx:act/no-hold` (" in said
    assert "act.yaml:" in said
    assert said.endswith("then decides")
    assert "`us/xx:act/no-power` (" in said


@pytest.mark.parametrize("place", ["us/xx", None])
def test_one_provision_is_told_act_by_act(tmp_path: Path, place: str | None) -> None:
    """With what changes and an encounter, or that nothing does; at a place, or over the whole body."""
    law = example(tmp_path, LAW)
    agency = "jail" if place else None
    said = text("redundant", law, place=place, agency=agency, provision="us/xx:act/no-power")
    assert "25% of answers change, from forbidden to not addressed, as in" in said
    assert '"facts": {"minor": false, "release_due": true}' in said
    same = text("redundant", law, place=place, agency=agency, provision="us/xx:act/no-hold")
    assert "no outcome changes; `us/xx:act/no-power` (" in same


def test_a_provision_that_decides_nothing_here_is_said_so(tmp_path: Path) -> None:
    """No act is listed for it."""
    said = text("redundant", example(tmp_path, LAW), agency="court", provision="us/xx:act/no-hold")
    assert said.endswith("It decides nothing here, so that nothing changes.")


def test_conflicts_and_dead_law_end_with_a_failure_and_what_is_meant_does_not(tmp_path: Path) -> None:
    """What the law data marks as meant, or says twice, is listed apart."""
    order = "  - {id: order, modality: must, when: minor%s}\n"
    bad = example(tmp_path / "a", LAW + order % "")
    data, _, wrong = analysed("conflicts", bad.slices, Asked(AT["on"]))  # type: ignore[arg-type] # a day
    assert (wrong, {(d["grant"], d["limit"]) for d in data}) == (
        True,
        {("us/xx:act/order", "us/xx:act/no-hold"), ("us/xx:act/order", "us/xx:act/no-power")},
    )
    assert data[0]["witness"]["facts"] == {"minor": True}
    meant = example(tmp_path / "b", LAW + order % ", beside: [no-hold, no-power]")
    assert not analysed("conflicts", meant.slices, Asked(AT["on"]))[2]  # type: ignore[arg-type] # a day
    assert "Meant to be so, by the law data - beside: " in text("conflicts", meant)
    dead = example(tmp_path / "c", LAW + order % ", subject_to: [no-hold]")
    data, _, wrong = analysed("dead", dead.slices, Asked(AT["on"]))  # type: ignore[arg-type] # a day
    assert (wrong, [d["provision"] for d in data]) == (True, ["us/xx:act/order"])


@pytest.mark.parametrize(
    ("name", "asked", "said"),
    [
        ("gap", {}, "unknown analysis `gap`; did you mean `gaps`?"),
        ("gaps", {"place": None}, "gaps are told place by place; give --place"),
        ("gaps", {"place": "us/../x"}, "unknown place `us/../x`"),
        ("gaps", {"agency": "jails"}, "unknown agency `jails`; did you mean `jail`?"),
        ("gaps", {"action": "hold"}, "unknown action `hold`"),
        ("redundant", {"provision": "us/xx:act/no-holds"}, "did you mean `us/xx:act/no-hold`?"),
    ],
)
def test_an_unknown_word_is_named_with_the_nearest(
    tmp_path: Path, name: str, asked: dict[str, object], said: str
) -> None:
    """Before anything is worked out."""
    with pytest.raises(InputError) as error:
        text(name, example(tmp_path, LAW), **asked)
    assert said in str(error.value)


def test_of_many_conditions_the_first_are_shown_and_the_rest_counted(slices: Slices) -> None:
    """All of them are in the plain data."""
    asked = Asked(date(2026, 11, 24), "us/ma/boston", "state_agency", "share_personal_info")
    (data,), lines, _ = analysed("gaps", slices, asked)
    shown = [line.text for line in lines if line.text.startswith("    - ")]
    assert len(shown) == SHOWN < len(data["where"])
    assert lines[-1].text.strip() == f"and {len(data['where']) - SHOWN} more (all with --json)."


def test_what_no_hypothetical_would_notice_is_told_and_is_no_fault(tmp_path: Path) -> None:
    """Each by its kind, with the provision's file and line; `--json` has the same."""
    law = example(tmp_path, LAW)
    data, _, wrong = analysed("untested", law.slices, Asked(**AT))  # type: ignore[arg-type] # by name
    assert not wrong
    assert {"kind": "condition", "of": "us/xx:act/no-hold", "what": "minor"} in data
    assert {"kind": "agency", "of": "us/xx:act/no-hold", "what": "court"} in data
    said = text("untested", law)
    assert "no hypothetical would notice `us/xx:act/no-hold` without the condition `minor`" in said
    assert "act.yaml:" in said


def test_law_that_says_nothing_has_nothing_untested(tmp_path: Path) -> None:
    """And it is said so."""
    law = example(tmp_path, "instrument: act")
    assert text("untested", law).startswith("A hypothetical would notice each of these mistakes")
