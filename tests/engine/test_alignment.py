"""Acts put over one set of facts keep every outcome, whatever order and cells they had."""

from __future__ import annotations

import random
from itertools import permutations, product

import pytest

from comity.condition.cells import cells_of
from comity.condition.tree import Test as OneTest
from comity.engine import alignment
from comity.engine.alignment import align
from comity.engine.compile import Compiled
from comity.engine.decision import outcomes_of
from comity.engine.diagram import Diagrams
from comity.engine.encounter import Encounter
from comity.engine.slices import Slices
from comity.vocabulary.errors import LawError
from comity.vocabulary.fact import Fact, Kind
from tests.engine.small_law import ACTIONS, DAY, body_of, who
from tests.engine.test_board import act, law

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
            for i, one in enumerate(acts):
                there = {together.store.value(t) for t in together.store.reach(together.roots[i], masks)} - {None}
                assert there == outcomes_of(one, together.masks_of(i, masks))
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


def in_order(store: Diagrams, root: int) -> bool:
    """Return whether every node under a root tests a fact that comes before those below it."""
    if root < 0:
        return True
    below = [k for k in store.kids[root] if k >= 0]
    return all(store.var[root] < store.var[k] and in_order(store, k) for k in below)


CONDITIONS = ("a and b or c", "c or b and a", "b and (a or c)", "years <= 5 and a", "a and years < 9", "c and b", "a")


@pytest.mark.parametrize("conditions", list(permutations(CONDITIONS, 3))[::7], ids=" | ".join)
def test_the_same_law_is_the_same_diagram_whatever_order_it_was_compiled_in(conditions: tuple[str, ...]) -> None:
    """Aligned diagrams keep one order of facts, and acts of one meaning are one diagram."""
    body = law()
    acts = [act(body, when) for when in (*conditions, *CONDITIONS[:2])]
    together = align(acts)
    assert together.roots[-1] == together.roots[-2], "the first two conditions say the same in two ways"
    assert all(in_order(together.store, root) for root in together.roots)
    for i, one in enumerate(acts):
        for cells in product(*(range(v.count) for v in together.variables)):
            masks = [1 << c for c in cells]
            (terminal,) = together.store.reach(together.roots[i], masks)
            assert {together.store.value(terminal)} == outcomes_of(one, together.masks_of(i, masks))


def test_facts_stand_in_the_order_that_the_acts_have_them_in_on_average() -> None:
    """What one act tests first and another last stands between what both test first and what both test last."""
    body = law()
    acts = [act(body, "a and b and c"), act(body, "a and b")]
    orders = [[v.fact for v in one.variables] for one in acts]
    share = {
        f: sum(o.index(f) / len(o) for o in orders if f in o) / sum(f in o for o in orders) for o in orders for f in o
    }
    assert [v.fact for v in align(acts).variables] == sorted(share, key=lambda f: (share[f], f))


def test_another_diagram_of_each_act_may_be_aligned() -> None:
    """What is chosen instead of the outcomes is what is moved."""
    body = law("not (a and b)")
    acts = [act(body, "a"), act(body, "b")]
    together = align(acts, [one.possible for one in acts])
    for i, one in enumerate(acts):
        for cells in product(*(range(v.count) for v in together.variables)):
            masks = [1 << c for c in cells]
            there = {together.store.value(t) for t in together.store.reach(together.roots[i], masks)}
            own = together.masks_of(i, masks)
            assert there == {one.store.value(t) for t in one.store.reach(one.possible, own)}


def test_a_number_that_only_one_act_cuts_keeps_its_cuts() -> None:
    """Alike divisions are one, and where each act has a cut of its own both are kept."""
    n = Fact("n", Kind.NUMBER)
    five, same, none = (cells_of(n, [OneTest("n", op, (5,))] if op else []) for op in ("<=", "<=", ""))
    assert alignment._common([five, same]) == five
    for many in ([five, none], [none, five]):
        common = alignment._common(many)
        assert [common.label(i) for i in range(common.count)] == ["at most 5", "more than 5"]
        assert (alignment._onto(common, five), alignment._onto(common, none)) == ((0, 1), (0, 0))
