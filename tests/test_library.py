"""The public face: about ten names, and a law that answers."""

from __future__ import annotations

from pathlib import Path

import pytest

import comity
from comity import InputError, Law, LawError
from tests.example_law import ACTION, LAW, encounter, example, write

ACT = """
instrument: act
provisions:
  - {id: ban, modality: must_not, when: release_due}
"""
BILL = """
bill: hold-bill
provisions:
  - {id: shall, modality: must, despite: ["us/xx:act/ban"]}
"""


@pytest.fixture(scope="module")
def law(tmp_path_factory: pytest.TempPathFactory) -> Law:
    return example(tmp_path_factory.mktemp("law"), ACT, BILL)


def test_there_are_about_ten_public_names_and_each_is_there() -> None:
    """What is public is listed, and what is listed exists."""
    assert len(comity.__all__) <= 12
    assert all(hasattr(comity, name) for name in comity.__all__)


def test_a_folder_that_is_no_law_is_refused(tmp_path: Path) -> None:
    """Nothing is answered from an empty folder."""
    with pytest.raises(InputError, match="no law folder here"):
        comity.load(tmp_path)


def test_law_with_a_mistake_is_not_loaded_at_all(tmp_path: Path) -> None:
    """Half a law would answer wrongly in silence."""
    write(tmp_path, ACT.replace("release_due", "relase_due"))
    with pytest.raises(LawError, match="unknown fact `relase_due`; did you mean `release_due`"):
        comity.load(str(tmp_path))


def test_an_action_or_provision_that_is_unknown_is_named_with_the_nearest(law: Law) -> None:
    """The library tells as much as the commands do."""
    with pytest.raises(InputError, match="unknown action `hold_on_detaner`; did you mean `hold_on_detainer`"):
        law.ask(encounter(), "hold_on_detaner")
    with pytest.raises(InputError, match="unknown provision `us/xx:act/bann`; did you mean `us/xx:act/ban`"):
        law.provision("us/xx:act/bann")


def test_bad_input_is_named_by_where_it_came_from(law: Law) -> None:
    """A row of a log is told by its number."""
    with pytest.raises(InputError, match=r"^row 7: unknown agency `jial`"):
        law.decide(encounter(agency="jial"), "row 7")


def test_decides_as_plain_data_and_as_values(law: Law) -> None:
    """The two say the same, with the same reasons."""
    plain = law.decide(encounter(facts={"release_due": "yes"}))["actions"][ACTION]
    values = law.decision(encounter(facts={"release_due": "yes"})).actions[ACTION]
    assert plain["outcomes"] == sorted(values.outcomes) == ["prohibited"]
    assert [r["provision"] for r in plain["reasons"]] == [r.provision.id for r in values.reasons] == ["us/xx:act/ban"]


def test_watching_bills_can_be_left_out(law: Law) -> None:
    """A log of a million rows does not ask of every bill."""
    assert law.decision(encounter(), watched=False).watch == {}
    assert [w.overlay for w in law.decision(encounter()).watch[ACTION]] == ["us/xx:hold-bill"]


def test_asks_only_about_the_action_named(law: Law) -> None:
    """The actions that an encounter names do not matter here."""
    assert [q["fact"] for q in law.ask(encounter(actions=["train"]), ACTION)] == ["release_due"]
    assert law.ask(encounter(), "train") == []


def test_asks_about_several_actions_at_once_and_by_what_a_log_holds(law: Law) -> None:
    """Each question says on which actions it bears; one alone is given without a list of them."""
    (question,) = law.ask(encounter(), [ACTION, "train"], {"release_due": {"yes": 3}})
    assert (question["fact"], "by_action" in question) == ("release_due", False)
    with pytest.raises(InputError, match="unknown action `trian`; did you mean `train`"):
        law.ask(encounter(), [ACTION, "trian"])


def test_a_provision_is_found_by_its_full_id(law: Law) -> None:
    """Law in force and law on the docket alike."""
    assert law.provision("us/xx:act/ban").cite == "Example act, ban"
    assert law.provision("us/xx:hold-bill/shall").id == "us/xx:hold-bill/shall"


def test_the_same_encounter_is_decided_the_same_again(law: Law) -> None:
    """Nothing that was asked before colours an answer."""
    first = law.decide(encounter(actions=[]))
    law.decide(encounter(actions=[], facts={"release_due": "no"}, on="1999-01-01"))
    assert law.decide(encounter(actions=[])) == first


def test_the_law_of_this_checkout_loads() -> None:
    """With a path, and with none."""
    assert comity.load(LAW).body.digest == comity.load(str(LAW)).body.digest


def test_the_law_of_a_bill_differs_and_equal_sides_do_not(law: Law) -> None:
    """What the second side leaves out is as in the first; a wrong action is named with the nearest right one."""
    side = {"place": "us/xx", "agency": "jail", "on": "2026-03-02"}
    assert law.differ(side, {"on": "2026-03-03"}) == []
    (found,) = law.differ(side, {"overlays": ["us/xx:hold-bill"]})
    assert (found["action"], found["share"]) == (ACTION, "1")
    assert {c["provision"] for c in found["because"]} == {"us/xx:hold-bill/shall"}
    with pytest.raises(InputError, match="unknown action `hold`"):
        law.differ(side, side, ["hold"])
