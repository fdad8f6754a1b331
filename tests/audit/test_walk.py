"""A walk of whole columns ends, row by row, where the table ends."""

from __future__ import annotations

import numpy as np

from comity.audit.walk import walk_of
from comity.engine.diagram import Diagrams
from comity.engine.table import Table, closed

ROWS = 70_000


def made() -> Table:
    store = Diagrams([2, 3])
    root = store.node(0, (store.terminal("no"), store.node(1, tuple(store.terminal(v) for v in ("no", "yes", "may")))))
    table = closed(store, root, [[(1, 1), (2, 2), (3, 2)], [(1, 1), (2, 2), (4, 4), (7, 2)]])
    assert table is not None
    return table


def test_law_without_facts_ends_at_once() -> None:
    """Every row is at the one end there is."""
    table = closed(Diagrams([]), -1, [])
    assert table is not None
    assert walk_of(table).ends([], 3).tolist() == [0, 0, 0]


def test_every_row_ends_where_the_table_does() -> None:
    """More rows than a block holds, every letter at random."""
    table, rng = made(), np.random.default_rng(5)
    letters = [rng.integers(0, n, ROWS).astype(np.uint8) for n in (3, 4)]
    ends = walk_of(table).ends(letters, ROWS)
    for row in range(0, ROWS, 997):
        assert table.ends[int(ends[row])] == table.end([int(codes[row]) for codes in letters])


def test_a_fact_that_a_row_never_tests_is_told_as_such() -> None:
    """Where the first fact settles all, the second has no letter."""
    letters = [np.array([0, 1, 2], dtype=np.uint8), np.array([3, 3, 0], dtype=np.uint8)]
    tested = dict(walk_of(made()).tested(letters, 3))
    assert tested[0].tolist() == [1, 2, 3]
    assert tested[1].tolist() == [0, 4, 1]
