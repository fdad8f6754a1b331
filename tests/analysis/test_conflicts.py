"""An order and a limit that stand together are told with a situation in which they do."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from tests.example_law import DAY, example

from comity import Law
from comity.analysis.acts import acts_of
from comity.analysis.checks import acting_law
from comity.analysis.conflicts import conflicts, never_meet, problem_of
from comity.analysis.edges_missing import pairs
from comity.engine.applicable import OWN
from comity.engine.compile import Compiled
from comity.engine.slices import Slices
from comity.vocabulary.modality import Basis

LIMIT = """
instrument: no-power
provisions:
  - {id: no-power, modality: lacks_power, binds: [jail, sheriff], when: release_due}
"""
ORDER = """
instrument: order
provisions:
  - {id: hold, modality: must, when: minor}
"""

POINT = """
open_points:
  - id: first
    kind: disputed
    question: Which comes first?
    readings: {hold: {says: A., authorities: [x]}, free: {says: B., authorities: [y]}}
"""


def found(law: Law) -> list[tuple[str, str, str]]:
    return [(c.grant.id, c.limit.id, c.intended) for c in conflicts(acts_of(law.slices))]


def changed(old: str, new: str) -> str:
    assert old in ORDER
    return ORDER.replace(old, new)


@pytest.mark.parametrize(
    "order",
    [
        pytest.param(changed("must,", "may,"), id="a permission obliges nobody"),
        pytest.param(changed("must,", "asks,"), id="a request"),
        pytest.param(changed("minor", "not release_due"), id="never at once"),
        pytest.param(changed("must,", "must, duty: {what: copy_of_request},"), id="a duty"),
        pytest.param(changed("instrument: order", "instrument: order\nforce: advisory"), id="advice"),
        pytest.param(changed("must,", 'must, subject_to: ["us/xx:no-power/*"],'), id="an edge"),
        pytest.param(changed("must,", "must, action: share_status,"), id="another act"),
        pytest.param(changed("must,", "must, binds: [court],"), id="another agency"),
    ],
)
def test_what_never_stands_against_a_limit_is_no_conflict(tmp_path: Path, order: str) -> None:
    """Neither where one obliges nobody, nor where one yields, nor where they never meet."""
    assert found(example(tmp_path, LIMIT, order)) == []


def test_a_conflict_names_both_and_an_encounter_that_comes_out_contested(tmp_path: Path) -> None:
    """Both provisions, both files and lines; the encounter is put to the law and has no fact too many."""
    law = example(tmp_path, LIMIT, ORDER)
    (conflict,) = conflicts(acts_of(law.slices))
    message = str(problem_of(conflict, law.body))
    assert "order.yaml:" in message.split(": ", 1)[0]
    assert "`us/xx:order/hold` (must) can meet `us/xx:no-power/no-power` (lacks_power)" in message
    assert "no text says which yields; add an edge, a canon or `beside`; both bind on `hold_on_detainer`" in message
    assert "no-power.yaml:" in message
    encounter = json.loads(message[message.index("{") : message.rindex("}") + 1])
    assert encounter["facts"] == {"release_due": True, "minor": True}
    answer = law.decide(encounter)["actions"]["hold_on_detainer"]
    assert (answer["outcomes"], answer["basis"]) == (["contested"], ["conflict"])
    assert str(problem_of(conflict, law.body)) in [str(p) for p in acting_law(law.slices)]


def test_two_rules_of_one_instrument_conflict_too(tmp_path: Path) -> None:
    """Texts are compared across instruments only; here the law itself is looked at."""
    law = example(tmp_path, LIMIT + "  - {id: hold, modality: must, when: minor}\n")
    assert pairs(law.body) == []
    assert found(law) == [("us/xx:no-power/hold", "us/xx:no-power/no-power", "")]


def test_what_is_meant_to_be_so_is_told_as_meant(tmp_path: Path) -> None:
    """With `beside`, or where an edge is itself in dispute, it is no problem of the law data."""
    beside = example(tmp_path / "a", LIMIT, changed("must,", 'must, beside: ["us/xx:no-power/no-power"],'))
    assert found(beside) == [("us/xx:order/hold", "us/xx:no-power/no-power", "beside")]
    assert acting_law(beside.slices) == []
    edge = 'must, despite: ["us/xx:no-power/no-power"], contested: {point: first, reading: hold},'
    disputed = example(tmp_path / "b", LIMIT, changed("must,", edge) + POINT)
    assert found(disputed) == [("us/xx:order/hold", "us/xx:no-power/no-power", "contested")]


def test_only_days_on_which_both_are_law_count(tmp_path: Path) -> None:
    """An order repealed before the limit came meets nothing."""
    repealed = "history: [{event: repealed, on: 2010-01-01, source: s1, recorded: 2020-01-01}], when: minor"
    later = LIMIT.replace(
        "provisions:", "history: [{event: effective, on: 2017-07-24, source: s1, recorded: 2020-01-01}]\nprovisions:"
    )
    assert found(example(tmp_path / "a", later, changed("when: minor", repealed))) == []
    assert len(found(example(tmp_path / "b", LIMIT, changed("when: minor", repealed)))) == 1


def test_a_missing_edge_between_what_never_applies_together_says_so(tmp_path: Path) -> None:
    """It is still asked for, since the texts could meet; the message says that today they do not."""
    apart = example(tmp_path / "a", LIMIT, changed("minor", "not release_due"))
    (pair,) = pairs(apart.body)
    assert never_meet(acts_of(apart.slices), [pair]) == {pair}
    assert ["in no situation of today's law do both apply" in str(p) for p in acting_law(apart.slices)] == [True]
    met = example(tmp_path / "b", LIMIT, ORDER)
    assert never_meet(acts_of(met.slices), pairs(met.body)) == frozenset()


def test_in_the_real_law_a_conflict_is_found_just_where_an_act_can_be_contested_by_one(slices: Slices) -> None:
    """Read off the outcomes themselves, stand-ins for unread rules left aside."""
    acts = acts_of(slices, places=["us/ma", "us/ma/boston"], days=[date.fromisoformat(DAY)])
    read = [a for a in acts if all(b.provision.instrument != OWN for b in a.compiled.act)]
    assert len(read) > 50
    assert [c.intended for c in conflicts(acts) if not c.intended] == []
    assert any(_conflicting(a.compiled) for a in read) is bool(conflicts(read))


def _conflicting(compiled: Compiled) -> bool:
    reached = compiled.store.reach(compiled.outcome, [v.whole for v in compiled.variables])
    return any(v is not None and Basis.CONFLICT in v.basis for v in map(compiled.store.value, reached))
