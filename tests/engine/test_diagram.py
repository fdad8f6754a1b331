"""Decision diagrams against truth tables: the same function, reduced, and exact on what is known in part."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.condition.cells import cells_of
from comity.condition.tree import Test as OneTest
from comity.condition.tree import Tree, holds
from comity.condition.tree import tests as every_test
from comity.engine import diagram
from comity.engine.diagram import FALSE, TRUE, Diagrams, DiagramTooLargeError
from comity.vocabulary.fact import Fact, Kind
from tests.condition.trees import FACTS, TREES

Table = dict[tuple[int, ...], Any]
ARITIES = st.lists(st.integers(1, 3), min_size=1, max_size=4)


def build(store: Diagrams, table: Table, path: tuple[int, ...] = ()) -> int:
    """Return the diagram of a function given value by value."""
    if len(path) == len(store.arity):
        return store.terminal(table[path])
    return store.node(len(path), tuple(build(store, table, (*path, c)) for c in range(store.arity[len(path)])))


def walk(store: Diagrams, root: int, point: Sequence[int]) -> Any:
    """Return the value of a diagram at a point."""
    while root >= 0:
        root = store.kids[root][point[store.var[root]]]
    return store.value(root)


def points(arity: Sequence[int]) -> list[tuple[int, ...]]:
    return list(product(*(range(n) for n in arity)))


@st.composite
def functions(draw: st.DrawFn, count: int = 1) -> tuple[Diagrams, list[Table]]:
    """Draw functions over the same variables, with few values so that they often agree."""
    arity = draw(ARITIES)
    value = st.sampled_from(["a", "b", None, 3])
    return Diagrams(arity), [{p: draw(value) for p in points(arity)} for _ in range(count)]


@st.composite
def masked(draw: st.DrawFn) -> tuple[Diagrams, Table, tuple[int, ...]]:
    """Draw a function with, for each variable, the cells it can still lie in: at least one."""
    store, (table,) = draw(functions())
    return store, table, tuple(draw(st.integers(1, (1 << n) - 1)) for n in store.arity)


def allowed(table: Table, masks: Sequence[int]) -> list[tuple[int, ...]]:
    return [p for p in table if all(m >> c & 1 for m, c in zip(masks, p, strict=True))]


def depends_on(table: Table, among: list[tuple[int, ...]]) -> list[int]:
    """Return the variables of which two values, all else equal, give different values."""
    inside = set(among)
    found = set()
    for p in among:
        for v in range(len(p)):
            for q in (q for q in inside if q[:v] == p[:v] and q[v + 1 :] == p[v + 1 :]):
                if table[p] != table[q]:
                    found.add(v)
    return sorted(found)


def test_a_constant_tests_nothing() -> None:
    """A function that is the same everywhere is a terminal, whatever variables there are."""
    store = Diagrams([2, 3])
    assert build(store, dict.fromkeys(points([2, 3]), "a")) == store.terminal("a")
    assert store.node(0, (TRUE, TRUE)) == TRUE
    assert (store.size([TRUE, FALSE]), store.support(TRUE)) == (0, [])
    assert store.reach(TRUE, (1, 1)) == {TRUE}


def test_no_true_and_none_are_terminals_of_their_own() -> None:
    """What is impossible is another thing than what does not hold."""
    store = Diagrams([2])
    assert len({store.terminal(None), FALSE, TRUE}) == 3
    assert [store.value(t) for t in (FALSE, TRUE, store.terminal(None))] == [False, True, None]
    assert store.terminal(("x",)) == store.terminal(("x",))


@given(functions())
def test_a_diagram_has_the_value_of_its_function_everywhere(made: tuple[Diagrams, list[Table]]) -> None:
    """Walking the diagram is looking the table up."""
    store, (table,) = made
    root = build(store, table)
    assert {p: walk(store, root, p) for p in table} == table


@given(functions(count=3))
def test_diagrams_are_reduced(made: tuple[Diagrams, list[Table]]) -> None:
    """No node has all children alike, no two nodes are alike, and variables keep their order on every path."""
    store, tables = made
    for table in tables:
        build(store, table)
    for var, kids in zip(store.var, store.kids, strict=True):
        assert len(set(kids)) > 1
        assert len(kids) == store.arity[var]
        assert all(k < 0 or store.var[k] > var for k in kids)
    assert len(set(zip(store.var, store.kids, strict=True))) == len(store.var)


@given(functions(count=2))
def test_apply_is_the_operation_at_every_point(made: tuple[Diagrams, list[Table]]) -> None:
    """Two diagrams combined are the combined table, and the very node that table would have been built as."""
    store, (left, right) = made
    a, b = build(store, left), build(store, right)
    combined = store.apply(lambda x, y: (x, y), a, b)
    assert combined == build(store, {p: (left[p], right[p]) for p in left})
    assert store.relabel(combined, lambda pair: pair[0]) == a
    same = store.apply(lambda x, y: x == y, a, b)
    assert (same == TRUE) == (left == right) == (a == b)


@given(functions(count=2))
def test_both_either_and_not_are_those_of_logic(made: tuple[Diagrams, list[Table]]) -> None:
    """The short cuts taken for true and false change no answer."""
    store, tables = made
    left, right = ({p: t[p] == "a" for p in t} for t in tables)
    a, b = build(store, left), build(store, right)
    assert store.both(a, b) == build(store, {p: left[p] and right[p] for p in left})
    assert store.either(a, b) == build(store, {p: left[p] or right[p] for p in left})
    assert store.negate(a) == build(store, {p: not left[p] for p in left})
    for constant in (TRUE, FALSE):
        assert store.both(a, constant) == store.both(constant, a) == (a if constant == TRUE else FALSE)
        assert store.either(a, constant) == store.either(constant, a) == (TRUE if constant == TRUE else a)


@given(TREES)
def test_a_condition_as_a_diagram_holds_where_the_condition_does(tree: Tree) -> None:
    """Compiling a condition changes its form and nothing else."""
    names = list(dict.fromkeys(_name(t) for t in every_test(tree)))
    cells = [
        cells_of(FACTS.get(n) or Fact(n, Kind.YESNO), [_plain(t) for t in every_test(tree) if _name(t) == n])
        for n in names
    ]
    store = Diagrams([c.count for c in cells])
    root = store.tree(tree, lambda t: (names.index(_name(t)), cells[names.index(_name(t))].truth[_plain(t)]))
    for point in points(store.arity):
        truth = {
            t: cells[names.index(_name(t))].truth[_plain(t)][point[names.index(_name(t))]] for t in every_test(tree)
        }
        assert walk(store, root, point) == holds(tree, truth)


def _name(test: OneTest) -> str:
    return f"{test.fact}:{test.values[0]}" if test.op == "has" else test.fact


def _plain(test: OneTest) -> OneTest:
    return OneTest(_name(test), "in", ("yes",)) if test.op == "has" else test


@given(masked())
def test_reach_is_every_value_that_is_still_possible_and_no_other(
    made: tuple[Diagrams, Table, tuple[int, ...]],
) -> None:
    """With some cells ruled out, what can be reached is what enumeration finds."""
    store, table, masks = made
    reached = {store.value(t) for t in store.reach(build(store, table), masks)}
    assert reached == {table[p] for p in allowed(table, masks)}


@given(masked())
def test_restrict_keeps_the_function_within_the_cells_left(made: tuple[Diagrams, Table, tuple[int, ...]]) -> None:
    """Outside them anything may be; inside nothing changes, and only variables that still matter are tested."""
    store, table, masks = made
    inside = allowed(table, masks)
    root = store.restrict(build(store, table), masks)
    assert {p: walk(store, root, p) for p in inside} == {p: table[p] for p in inside}
    assert store.support(root) == depends_on(table, inside)


@given(functions())
def test_support_is_the_variables_the_function_turns_on(made: tuple[Diagrams, list[Table]]) -> None:
    """A fact that no situation turns on is nowhere tested."""
    store, (table,) = made
    assert store.support(build(store, table)) == depends_on(table, list(table))


@given(masked())
def test_support_under_masks_leaves_out_nothing_that_matters(made: tuple[Diagrams, Table, tuple[int, ...]]) -> None:
    """What can no longer be reached is not named; what two possible situations turn on is."""
    store, table, masks = made
    root = build(store, table)
    named = store.support(root, masks)
    assert set(depends_on(table, allowed(table, masks))) <= set(named) <= set(store.support(root))


@given(functions(count=2))
def test_shared_nodes_are_counted_once(made: tuple[Diagrams, list[Table]]) -> None:
    """The size of several diagrams is the number of nodes that they have together."""
    store, (left, right) = made
    a, b = build(store, left), build(store, right)
    assert store.size([a, a]) == store.size([a])
    assert max(store.size([a]), store.size([b])) <= store.size([a, b]) <= store.size([a]) + store.size([b])


def test_a_store_over_its_budget_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    """Law that does not fit is refused, not slowly swallowed."""
    monkeypatch.setattr(diagram, "BUDGET", 3)
    store = Diagrams([2] * 8)
    for var in range(3):
        store.node(var, (FALSE, TRUE))
    assert store.node(2, (FALSE, TRUE)) == 2
    with pytest.raises(DiagramTooLargeError):
        store.node(3, (FALSE, TRUE))
