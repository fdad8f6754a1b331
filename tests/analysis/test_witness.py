"""A witness can be put to the law as it stands, comes out as claimed, and says no more than the claim needs."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from typing import Any

import pytest
from tests.example_law import ACTION, example

from comity import Law
from comity.analysis.acts import Act, acts_of
from comity.analysis.witness import (
    decided,
    encounter_data,
    find,
    givable,
    is_free,
    left_open,
    narrow,
    over_readings,
    paths,
    witness,
)
from comity.engine.slices import Slices
from comity.vocabulary.modality import Outcome

ACT = """
instrument: act
open_points:
  - id: power
    kind: undecided
    question: Is there power?
    readings: {none: {says: No.}, some: {says: Yes.}}
derived:
  since_felony:
    question: How many years ago was the last felony?
    is: "since(convictions, as == 'felony')"
provisions:
  - {id: ban, modality: must_not, when: release_due and not minor, unless: since_felony <= 5}
  - id: benefit
    action: share_status
    modality: must_not
    when: "'benefit' in purposes and 'registration' not in purposes"
  - {id: old, action: notify_release, modality: must_not, when: "offence_date < '2020-01-01' and since_felony == 3"}
  - {id: open, action: allow_access, modality: must_not, when: "minor and reading('power') == 'none'"}
"""


@pytest.fixture(scope="module")
def law(tmp_path_factory: pytest.TempPathFactory) -> Law:
    return example(tmp_path_factory.mktemp("law"), ACT)


def act(law: Law, action: str) -> Act:
    (found,) = [
        a for a in acts_of(law.slices, places=["us/xx"], actions=[action], latest=True) if "jail" in a.who.kinds
    ]
    return found


def wanted(outcome: Outcome) -> Any:
    return lambda found: found == {outcome}


def test_there_is_no_witness_of_what_never_comes_out(law: Law) -> None:
    """Nothing requires the act, so that no encounter shows it required."""
    assert find(act(law, ACTION), law.slices, wanted(Outcome.REQUIRED)) is None


def test_a_witness_gives_only_what_the_claim_needs(law: Law) -> None:
    """One fact is enough to show the act not prohibited, three to show it prohibited."""
    assert find(act(law, ACTION), law.slices, wanted(Outcome.NOT_ADDRESSED)) == {
        "place": "us/xx",
        "agency": "jail",
        "on": act(law, ACTION).on.isoformat(),
        "actions": [ACTION],
        "facts": {"release_due": False},
    }
    found = find(act(law, ACTION), law.slices, wanted(Outcome.PROHIBITED))
    assert found is not None
    assert found["facts"] == {"release_due": True, "minor": False, "us/xx:act/since_felony": 6}


def test_a_set_is_given_by_what_it_has_and_lacks(law: Law) -> None:
    """Members of a set that the claim does not need are not mentioned."""
    found = find(act(law, "share_status"), law.slices, wanted(Outcome.PROHIBITED))
    assert found is not None
    assert found["facts"] == {"purposes": {"has": ["benefit"], "lacks": ["registration"]}}


def test_numbers_and_dates_lie_inside_their_cells(law: Law) -> None:
    """A date before a bound is the day before it; exactly three years since is written as a span of no length."""
    found = find(act(law, "notify_release"), law.slices, wanted(Outcome.PROHIBITED))
    assert found is not None
    assert found["facts"] == {"offence_date": "2019-12-31", "us/xx:act/since_felony": {"between": [3, 3]}}


def test_a_reading_stays_open_and_is_named(law: Law) -> None:
    """Nobody can give a reading: the witness leaves it open, and says on which the answer turns."""
    one = act(law, "allow_access")
    both = frozenset({Outcome.PROHIBITED, Outcome.NOT_ADDRESSED})
    found = find(one, law.slices, lambda outcomes: outcomes == both)
    assert found is not None
    assert found["facts"] == {"minor": True}
    compiled = one.compiled
    masks = tuple(v.mask_of_values({"yes"}) if v.fact == "minor" else v.whole for v in compiled.variables)
    assert left_open(compiled.store, compiled.plain, compiled.variables, masks) == ("us/xx:act/power",)
    assert find(one, law.slices, wanted(Outcome.PROHIBITED)) is None
    assert is_free("reading:us/xx:act/power")
    assert not is_free("minor")


def test_without_a_claim_all_that_the_masks_say_is_given(law: Law) -> None:
    """Of variables alone, every narrowed one is written; of an act, those that its outcome needs."""
    compiled = act(law, ACTION).compiled
    one = act(law, ACTION)
    masks = tuple(1 for _ in compiled.variables)
    everything = witness(compiled.variables, masks, one.who, one.on, ACTION, law.body)
    assert set(everything["facts"]) == {"release_due", "minor", "us/xx:act/since_felony"}
    needed = witness(compiled, masks, one.who, one.on, ACTION, law.body)
    assert needed["facts"] == {"us/xx:act/since_felony": 4}
    assert everything == encounter_data(compiled.variables, masks, one.who, one.on, ACTION, law.body)


def test_what_contradicts_the_facts_is_no_answer(law: Law) -> None:
    """An encounter that the door refuses is decided as nothing."""
    data = {"place": "us/xx", "agency": "jail", "on": "2026-03-02", "actions": [ACTION], "facts": {"no_fact": True}}
    assert decided(data, law.slices) is None
    assert decided({**data, "facts": {"release_due": False}}, law.slices) == {Outcome.NOT_ADDRESSED}


def test_narrow_drops_what_the_claim_does_not_need(law: Law) -> None:
    """A claim that always holds needs no fact; one that holds of nothing less keeps them all."""
    variables = act(law, ACTION).compiled.variables
    masks = tuple(1 for _ in variables)
    assert narrow(variables, masks, lambda _: True) == tuple(v.whole for v in variables)
    assert narrow(variables, masks, lambda m: m == masks) == masks


def test_the_shortest_way_comes_first(law: Law) -> None:
    """Ways through a diagram come in the order of how many facts they test."""
    compiled = act(law, ACTION).compiled
    allowed = givable(compiled.variables, law.body)
    found = list(paths(compiled.store, compiled.plain, lambda o: o is not None, allowed))
    tested = [sum(m != a for m, a in zip(way, allowed, strict=True)) for way in found]
    assert tested == sorted(tested)
    assert tested[0] == 1
    assert tested[-1] == 3


def outcomes(acts: Iterable[Act]) -> Iterable[tuple[Act, frozenset[Outcome]]]:
    for one in acts:
        store = one.compiled.store
        root = over_readings(store, one.compiled.plain, one.compiled.variables)
        whole = [v.whole for v in one.compiled.variables]
        yield from ((one, store.value(t)) for t in sorted(store.reach(root, whole)) if store.value(t))


def test_every_outcome_of_the_real_law_has_a_witness_that_comes_out_so(slices: Slices) -> None:
    """Of acts drawn at random, every set of outcomes that facts can leave is shown by an encounter, decided anew."""
    acts = random.Random(3).sample(acts_of(slices, latest=True), 120)
    shown = 0
    law = Law(slices.body)
    for one, expected in outcomes(acts):
        found = find(one, slices, lambda o, e=expected: o == e)  # type: ignore[misc] # bound now
        assert found is not None, (one.action, one.duty, one.who, expected)
        if one.duty is None:
            answer = law.decide(json.loads(json.dumps(found)))["actions"][one.action]
            assert answer["outcomes"] == sorted(map(str, expected))
            shown += 1
    assert shown > 200
