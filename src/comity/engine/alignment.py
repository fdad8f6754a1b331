"""Puts the diagrams of several acts over one set of facts, so that they can be compared or asked about together.

Two acts may cut one fact into different cells; here a cell is what no act of them tells apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from comity.condition.cells import HAIR, Cells
from comity.engine.compile import Compiled
from comity.engine.diagram import Diagrams


@dataclass(frozen=True)
class Aligned:
    """Diagrams over one order of facts. `roots[i]` is the diagram of outcomes (None: impossible) of the i-th act.

    `from_cells[i]` maps a variable of the aligned order to (variable of act i, its cell for each aligned cell).
    """

    store: Diagrams
    variables: tuple[Cells, ...]
    roots: tuple[int, ...]
    from_cells: tuple[dict[int, tuple[int, tuple[int, ...]]], ...]

    def masks_of(self, act: int, masks: Sequence[int]) -> tuple[int, ...]:
        """Return masks over the aligned cells as masks over the cells of one act.

        A fact that the act does not test is left out; what is unknown stays unknown.
        """
        found: dict[int, int] = {}
        for variable, (own, cells) in self.from_cells[act].items():
            found[own] = sum({1 << c for i, c in enumerate(cells) if masks[variable] >> i & 1})
        return tuple(found[v] for v in range(len(found)))


def align(acts: Sequence[Compiled], roots: Sequence[int] | None = None) -> Aligned:
    """Return the acts' diagrams over their common facts.

    `roots` chooses another diagram of each act than that of its outcomes.
    Acts of different bodies of law may be aligned as long as a fact of one name has one meaning.
    """
    by_name: dict[str, list[Cells]] = {}
    for act in acts:
        for variable in act.variables:
            by_name.setdefault(variable.fact, []).append(variable)
    order = sorted(by_name, key=lambda name: (_rank(acts, name), name))
    variables = tuple(_common(by_name[name]) for name in order)
    index = {name: i for i, name in enumerate(order)}
    store = Diagrams([v.count for v in variables])
    maps = []
    for act in acts:
        own = {}
        for position, cells in enumerate(act.variables):
            at = index[cells.fact]
            own[at] = (position, _onto(variables[at], cells))
        maps.append(own)
    chosen = roots if roots is not None else [act.plain for act in acts]
    moved = tuple(_moved(store, act, root, own) for act, root, own in zip(acts, chosen, maps, strict=True))
    return Aligned(store, variables, moved, tuple(maps))


def _rank(acts: Sequence[Compiled], name: str) -> float:
    """Return where a fact comes in the orders of the acts, on average, as a share of each."""
    found = [i / len(act.variables) for act in acts for i, v in enumerate(act.variables) if v.fact == name]
    return sum(found) / len(found)


def _common(many: list[Cells]) -> Cells:
    """Return the cells that no one of several divisions of a fact tells apart."""
    first = many[0]
    if all(other.members == first.members and other.cuts == first.cuts for other in many):
        return first
    if not first.members:
        cuts = tuple(sorted({cut for cells in many for cut in cells.cuts}))
        return Cells(first.fact, first.kind, (), cuts, {})
    groups: dict[tuple[int, ...], list[str]] = {}
    for value in (v for members in first.members for v in members):
        where = tuple(next(i for i, members in enumerate(c.members) if value in members) for c in many)
        groups.setdefault(where, []).append(value)
    return Cells(first.fact, first.kind, tuple(tuple(g) for g in groups.values()), (), {})


def _onto(common: Cells, own: Cells) -> tuple[int, ...]:
    """Return the cell of `own` that each common cell lies in."""
    if common.members:
        masks = [own.mask_of_values(members) for members in common.members]
    else:
        inside = [_point(common.cuts, i) for i in range(common.count)]
        masks = [own.mask_of_range(point, point) for point in inside]
    return tuple(m.bit_length() - 1 for m in masks)


def _point(cuts: tuple[float, ...], cell: int) -> float:
    """Return a number inside a cell, further from its ends than any two bounds differ."""
    if not cuts:
        return 0.0
    return cuts[cell] - HAIR / 2 if cell < len(cuts) else cuts[-1] + HAIR / 2


def _moved(store: Diagrams, act: Compiled, root: int, own: dict[int, tuple[int, tuple[int, ...]]]) -> int:
    """Return an act's diagram in another store, whose order of facts may differ."""
    at = {position: (aligned, cells) for aligned, (position, cells) in own.items()}
    memo: dict[int, int] = {}

    def walk(n: int) -> int:
        if n < 0:
            return store.terminal(act.store.value(n))
        if n not in memo:
            variable, cells = at[act.store.var[n]]
            kids = [walk(kid) for kid in act.store.kids[n]]
            memo[n] = choose(store, variable, [kids[c] for c in cells])
        return memo[n]

    return walk(root)


def choose(store: Diagrams, variable: int, kids: Sequence[int]) -> int:
    """Return the diagram that is `kids[cell]` where the variable lies in that cell.

    The children may test facts that come before the variable, never the variable itself.
    """
    if kids.count(kids[0]) == len(kids):
        return kids[0]
    tops = [store.var[k] if k >= 0 else len(store.arity) for k in kids]
    top = min(tops)
    if top > variable:
        return store.node(variable, tuple(kids))
    rows = [store.kids[k] if v == top else (k,) * store.arity[top] for k, v in zip(kids, tops, strict=True)]
    return store.node(top, tuple(choose(store, variable, [row[c] for row in rows]) for c in range(store.arity[top])))
