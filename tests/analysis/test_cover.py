"""A set of situations as a few conditions: exact, none superfluous, as wide as they can be."""

from __future__ import annotations

import random
from itertools import product

from comity.analysis.cover import count, cover, cube, fact_name, in_words, share
from comity.condition.cells import cells_of
from comity.condition.tree import Test as OneTest
from comity.engine.diagram import FALSE, TRUE, Diagrams
from comity.vocabulary.fact import Fact, Kind

ARITY = (2, 3, 2, 2)
WHOLE = tuple((1 << n) - 1 for n in ARITY)


def diagram(store: Diagrams, table: dict[tuple[int, ...], object], chosen: tuple[int, ...] = ()) -> int:
    if len(chosen) == len(ARITY):
        return store.terminal(table[chosen])
    kids = tuple(diagram(store, table, (*chosen, i)) for i in range(ARITY[len(chosen)]))
    return store.node(len(chosen), kids)


def inside(masks: tuple[int, ...], cells: tuple[int, ...]) -> bool:
    return all(m >> c & 1 for m, c in zip(masks, cells, strict=True))


def wanted(value: object) -> bool:
    return value == "gap"


def test_nothing_wanted_needs_no_condition() -> None:
    """And what is always so needs one that tests nothing."""
    store = Diagrams(ARITY)
    assert cover(store, store.terminal("law"), wanted, WHOLE) == []
    assert cover(store, store.terminal("gap"), wanted, WHOLE) == [WHOLE]


def test_conditions_hold_where_it_is_wanted_and_nowhere_else() -> None:
    """On random tables, with some situations impossible; no condition could go, and none could be wider."""
    for seed in range(60):
        draw = random.Random(seed)
        table = {c: draw.choice(["gap", "law", "law", None]) for c in product(*map(range, ARITY))}
        store = Diagrams(ARITY)
        found = cover(store, diagram(store, table), wanted, WHOLE)
        for cells, value in table.items():
            assert value is None or any(inside(m, cells) for m in found) is (value == "gap"), (seed, cells)
        for one in found:
            rest = [m for m in found if m != one]
            assert any(v == "gap" and inside(one, c) and not any(inside(m, c) for m in rest) for c, v in table.items())
            for v, m in enumerate(one):
                wider = (*one[:v], WHOLE[v], *one[v + 1 :])
                assert m == WHOLE[v] or any(x == "law" and inside(wider, c) for c, x in table.items()), (seed, one)


def test_the_widest_condition_comes_first_and_masks_bound_it() -> None:
    """Nothing is said of what the masks leave out."""
    store = Diagrams(ARITY)
    table = {c: "gap" if c[0] == 1 or (c[1] == 2 and c[2] == 1) else "law" for c in product(*map(range, ARITY))}
    root = diagram(store, table)
    assert cover(store, root, wanted, WHOLE) == [(2, 7, 3, 3), (3, 4, 2, 3)]
    assert cover(store, root, wanted, (1, 7, 3, 3)) == [(1, 4, 2, 3)]


def test_a_share_counts_possible_situations_only() -> None:
    """Three of the four situations are possible, one of them is inside."""
    store = Diagrams((2, 2))
    root = store.node(0, (store.node(1, (store.terminal("gap"), store.terminal("law"))), store.node(1, (FALSE, TRUE))))
    root = store.relabel(root, lambda v: None if v is True else v)
    assert count(store, root, lambda v: v is not None, (3, 3)) == 3
    assert share(store, root, cube(store, (1, 1)), (3, 3)) == 1 / 3
    assert share(store, store.terminal(None), FALSE, (3, 3)) == 0


def test_conditions_are_said_in_words() -> None:
    """What is so comes before what is not, and a list of values is said by the shorter side."""
    form = Fact("form", Kind.CHOICE, ("none", "I-200", "court_order", "other"))
    cells = [
        cells_of(Fact("minor", Kind.YESNO), [OneTest("minor", "in", ("yes",))]),
        cells_of(form, [OneTest("form", "in", (v,)) for v in form.values]),
        cells_of(Fact("years", Kind.NUMBER), [OneTest("years", "<=", (5,))]),
        cells_of(Fact("purposes:benefit", Kind.YESNO), [OneTest("purposes:benefit", "in", ("yes",))]),
        cells_of(Fact("reading:us/xx:act/may-hold", Kind.CHOICE, ("yes_power", "no_power")), []),
    ]
    whole = tuple(c.whole for c in cells)
    no = cells[0].mask_of_values({"no"})
    assert in_words(cells, whole, whole) == "always"
    assert in_words(cells, (no, 1 << 2, *whole[2:]), whole) == "form is court order and not minor"
    assert in_words(cells, (whole[0], whole[1] ^ 1, *whole[2:]), whole) == "form is not none"
    assert (
        in_words(cells, (*whole[:2], 2, no, whole[4]), whole)
        == "years is more than 5 and not (purposes include benefit)"
    )
    assert fact_name("reading:us/xx:act/may-hold") == "the open point may hold"


def test_a_reading_is_said_as_one() -> None:
    """Of two readings the one meant is named, not the other denied."""
    fact = Fact("reading:us/xx:act/may-hold", Kind.CHOICE, ("power", "no_power"))
    cells = cells_of(fact, [OneTest(fact.name, "in", ("power",))])
    said = {in_words([cells], (1 << i,), (3,)) for i in range(2)}
    assert said == {"the open point may hold is read as power", "the open point may hold is read as no power"}
