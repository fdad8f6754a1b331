"""Acts put over one set of facts keep every outcome, whatever order and cells they had."""

from __future__ import annotations

import random

from comity.condition.cells import cells_of
from comity.condition.tree import Test as OneTest
from comity.engine import alignment
from comity.engine.alignment import align
from comity.engine.compile import Compiled
from comity.engine.decision import outcomes_of
from comity.engine.encounter import Encounter
from comity.engine.slices import Slices
from comity.vocabulary.errors import LawError
from comity.vocabulary.fact import Fact, Kind
from tests.engine.small_law import ACTIONS, DAY, body_of, who

MOST = 3000


def acts_of(seed: int) -> list[Compiled]:
    slices, encounter = Slices(body_of(seed)), Encounter(who(seed), DAY)
    found = []
    for action in ACTIONS:
        try:
            found.append(slices.compiled(slices.play(encounter, action)))
        except LawError:
            continue
    return found


def test_acts_of_different_bodies_keep_every_outcome_over_the_common_facts() -> None:
    """Every situation of the common facts has the outcome each act gives it by itself."""
    tried = 0
    for seed in range(0, 60, 2):
        acts = [*acts_of(seed), *acts_of(seed + 1)]
        if len(acts) < 2:
            continue
        together = align(acts)
        rng = random.Random(seed)
        for _ in range(200):
            masks = [rng.randrange(1, v.whole + 1) for v in together.variables]
            for i, act in enumerate(acts):
                there = {together.store.value(t) for t in together.store.reach(together.roots[i], masks)} - {None}
                assert there == outcomes_of(act, together.masks_of(i, masks))
                tried += bool(there)
    assert tried > 2000


def test_numbers_cut_at_different_bounds_are_cut_at_both() -> None:
    """Five years to one law and seven to another make three cells: each law's own cell is told for each."""
    n = Fact("n", Kind.NUMBER)
    five, seven = cells_of(n, [OneTest("n", "<=", (5,))]), cells_of(n, [OneTest("n", "<", (7,))])
    common = alignment._common([five, seven])
    assert [common.label(i) for i in range(common.count)] == ["at most 5", "more than 5 and less than 7", "at least 7"]
    assert alignment._onto(common, five) == (0, 1, 1)
    assert alignment._onto(common, seven) == (0, 0, 1)


def test_a_choice_grouped_in_different_ways_is_divided_by_both() -> None:
    """Values stay together only where both laws treat them alike."""
    f = Fact("form", Kind.CHOICE, ("a", "b", "c", "d"))
    one = cells_of(f, [OneTest("form", "in", ("a", "b"))])
    other = cells_of(f, [OneTest("form", "in", ("b",))])
    common = alignment._common([one, other])
    assert sorted(common.members) == [("a",), ("b",), ("c", "d")]
    for own in (one, other):
        for cell in range(common.count):
            assert set(common.members[cell]) <= set(own.members[alignment._onto(common, own)[cell]])
