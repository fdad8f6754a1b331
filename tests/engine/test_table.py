"""A closed table reaches what the diagram reaches, whatever is known and whatever is presumed."""

from __future__ import annotations

import random

from comity.engine.diagram import Diagrams
from comity.engine.encounter import Encounter
from comity.engine.slices import Slices
from comity.engine.table import closed
from comity.vocabulary.errors import LawError
from tests.engine.small_law import ACTIONS, DAY, body_of, who


def test_a_table_over_the_budget_is_not_made() -> None:
    """Where the states would be too many there is no table, and the caller decides one situation at a time."""
    store = Diagrams([2, 2])
    root = store.node(0, (store.node(1, (-1, -2)), store.node(1, (-2, -1))))
    letters = [[(1, 1), (2, 2), (3, 3)]] * 2
    assert closed(store, root, letters, most=2) is None
    assert closed(store, root, letters, most=50) is not None


def test_a_constant_needs_no_level() -> None:
    """Law that turns on nothing is one end, whatever the letters."""
    store = Diagrams([2])
    table = closed(store, store.terminal("always"), [[(1, 1), (2, 2)]])
    assert table is not None
    assert table.levels == ()
    assert [sorted(map(store.value, side)) for side in table.end([0])] == [["always"], ["always"]]


def test_every_partly_known_situation_ends_where_the_diagram_can_reach() -> None:
    """For random small laws and letters, both sides of an end equal `reach` with the masks and the presumed masks."""
    tried = 0
    for seed in range(40):
        slices, encounter = Slices(body_of(seed)), Encounter(who(seed), DAY)
        for action in ACTIONS:
            try:
                compiled = slices.compiled(slices.play(encounter, action))
            except LawError:
                continue
            rng = random.Random(seed)
            alphabet = []
            for v in compiled.variables:
                masks = {rng.randrange(1, v.whole + 1) for _ in range(3)} | {v.whole}
                alphabet.append([(m, 1 << (m.bit_length() - 1) if rng.random() < 0.5 else m) for m in sorted(masks)])
            table = closed(compiled.store, compiled.outcome, alphabet)
            assert table is not None
            for _ in range(60):
                letters = [rng.randrange(len(a)) for a in alphabet]
                strict = [a[i][0] for a, i in zip(alphabet, letters, strict=True)]
                presumed = [a[i][1] for a, i in zip(alphabet, letters, strict=True)]
                reach = compiled.store.reach
                assert table.end(letters) == (reach(compiled.outcome, strict), reach(compiled.outcome, presumed))
                tried += 1
    assert tried > 1000


def test_a_state_says_whether_it_tests_the_fact() -> None:
    """Where one answer settles everything, the fact after it is tested in no state that the answer leads to."""
    store = Diagrams([2, 2])
    root = store.node(0, (store.terminal("no"), store.node(1, (store.terminal("no"), store.terminal("yes")))))
    table = closed(store, root, [[(1, 1), (2, 2), (3, 3)], [(1, 1), (2, 2)]])
    assert table is not None
    first, second = table.levels
    assert first.tests == (True,)
    assert [second.tests[s] for s in first.after] == [False, True, True]


def test_the_smallest_diagram_is_walked_like_any_other() -> None:
    """One fact, one node: each letter ends where its cells lead."""
    store = Diagrams([3])
    root = store.node(0, tuple(store.terminal(v) for v in "abc"))
    table = closed(store, root, [[(1, 1), (6, 4), (7, 2)]])
    assert table is not None
    ends = [[sorted(map(store.value, side)) for side in table.end([n])] for n in range(3)]
    assert ends == [[["a"], ["a"]], [["b", "c"], ["c"]], [["a", "b", "c"], ["b"]]]


def test_a_budget_counts_every_state_the_first_included() -> None:
    """A table of exactly as many states as allowed is made, of one more it is not; alike states are one."""
    store = Diagrams([2, 2])
    root = store.node(0, (store.node(1, (-1, -2)), store.node(1, (-2, -1))))
    letters = [[(1, 1), (2, 2)], [(1, 1), (2, 2)]]
    assert closed(store, root, letters, most=5) is not None
    assert closed(store, root, letters, most=4) is None
    table = closed(store, root, letters)
    assert table is not None
    assert [len(level.tests) for level in table.levels] == [1, 2]
