"""No outcome turns on a protected fact, and where one does, two encounters show it."""

from __future__ import annotations

from pathlib import Path

from tests.example_law import ACTION, example

from comity import Law
from comity.analysis.acts import acts_of
from comity.analysis.checks import acting_law
from comity.analysis.sways import Sway, problem_of, protected_facts, sways
from comity.engine.slices import Slices

FAIR = """
instrument: fair
provisions:
  - {id: ban, modality: must_not, when: "release_due or (minor and birthplace_answer == 'given')"}
  - {id: twice, action: notify_release, modality: must_not, when: "birthplace_answer == 'given'"}
  - {id: anyway, action: notify_release, modality: must_not, when: "birthplace_answer != 'given'"}
"""
SWAYED = FAIR.replace("release_due or ", "release_due and ")
STATUS = """
instrument: fair
provisions:
  - {id: ban, modality: must_not, when: "release_due and status == 'any'"}
"""


def found(law: Law, action: str) -> list[Sway]:
    return sways(acts_of(law.slices, actions=[action]), law.slices)


def test_a_fact_that_changes_nothing_sways_nothing(tmp_path: Path) -> None:
    """Two rules that test a protected fact and together say the same of both values leave no outcome to it."""
    assert found(example(tmp_path, FAIR), "notify_release") == []


def test_a_protected_fact_that_sways_is_shown_by_two_encounters(tmp_path: Path) -> None:
    """The message names the provision with its line, and the encounters differ in the fact alone."""
    law = example(tmp_path, SWAYED)
    one, *_ = found(law, ACTION)
    assert (one.fact, one.reserved) == ("birthplace_answer", False)
    assert [p.id for p in one.provisions] == ["us/xx:fair/ban"]
    first, second = one.witnesses
    assert first["facts"].pop("birthplace_answer") != second["facts"].pop("birthplace_answer")
    assert first == second
    assert first["facts"] == {"release_due": True, "minor": True}
    answers = [law.decide(w)["actions"][ACTION]["outcomes"] for w in found(law, ACTION)[0].witnesses]
    assert sorted(answers) == [["not_addressed"], ["prohibited"]]
    message = str(problem_of(one))
    assert "`hold_on_detainer` turns on the protected fact `birthplace_answer`" in message
    assert f"`us/xx:fair/ban` ({one.provisions[0].path}:{one.provisions[0].line})" in message


def test_the_check_of_a_body_names_it(tmp_path: Path) -> None:
    """A swayed outcome is a problem of the law; one that stays open on the reserved word is none."""
    assert any("protected fact" in p.what for p in acting_law(example(tmp_path / "a", SWAYED).slices))
    assert not any("protected fact" in p.what for p in acting_law(example(tmp_path / "b", STATUS).slices))


def test_the_reserved_word_counts_always_and_has_no_witness(tmp_path: Path) -> None:
    """A rule that turns on immigration status is told, and nobody can give the word."""
    law = example(tmp_path, STATUS)
    one, *_ = found(law, ACTION)
    assert one.reserved
    assert one.witnesses == ()
    assert protected_facts(law.body)[-1] == "status"


def test_the_real_law_is_swayed_by_no_fact_that_can_be_given(slices: Slices) -> None:
    """Every act of today's real law comes out the same whatever a protected fact is."""
    assert "birthplace_answer" in protected_facts(slices.body)
    acts = acts_of(slices, latest=True)
    assert [str(problem_of(s)) for s in sways(acts, slices) if not s.reserved] == []
