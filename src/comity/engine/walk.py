"""Walks all diagrams of an act at once, variable by variable, and keeps each step for the next one who comes by.

Situations in which the same can still come out end at one stage, whatever else is known of them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from comity.engine.compile import Compiled

APPLIES, STANDS, CONTROLS = range(3)


class Reached(Protocol):
    """What can still come out of the diagrams of an act."""

    @property
    def outcome(self) -> Collection[int]:
        """Return the terminals of the outcome diagram."""

    @property
    def open(self) -> Sequence[int]:
        """Return the variables, not settled, that the plain outcome is still tested for."""

    def role(self, provision: int, part: int) -> Collection[int]:
        """Return the terminals of one diagram of a provision: applies, stands or controls."""


@dataclass(frozen=True, slots=True)
class Afresh:
    """What the diagrams reach under these masks, walked one by one and nothing kept."""

    compiled: Compiled
    masks: Sequence[int]

    @property
    def outcome(self) -> Collection[int]:
        """Return the terminals of the outcome diagram."""
        return self.compiled.store.reach(self.compiled.outcome, self.masks)

    @property
    def open(self) -> Sequence[int]:
        """Return the variables, not settled, that the plain outcome is still tested for."""
        return self.compiled.store.support(self.compiled.plain, self.masks)

    def role(self, provision: int, part: int) -> Collection[int]:
        """Return the terminals of one diagram of a provision: applies, stands or controls."""
        return self.compiled.store.reach(self.compiled.roles[provision][part], self.masks)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where among the diagrams walked together those of an act stand. The plain outcome is the first."""

    roots: tuple[int, ...]
    outcome: int
    roles: tuple[tuple[int, ...], ...]


@dataclass(eq=False, slots=True)
class Stage:
    """Where the diagrams stand when some variables are known: the nodes of each that can be reached.

    `first[i]` is the first variable that the i-th diagram is still tested for, `variable` the first of all, and `open`
    are those, not settled, that the plain outcome was tested for. `after` has the stage for each mask of the variable;
    at an end there is none, and all that is reached are terminals.
    """

    layout: Layout
    nodes: tuple[tuple[int, ...], ...]
    first: tuple[int, ...]
    open: tuple[int, ...]
    variable: int
    after: dict[int, Stage] = field(default_factory=dict)

    @property
    def outcome(self) -> Collection[int]:
        """Return the terminals of the outcome diagram."""
        return self.nodes[self.layout.outcome]

    def role(self, provision: int, part: int) -> Collection[int]:
        """Return the terminals of one diagram of a provision: applies, stands or controls."""
        return self.nodes[self.layout.roles[provision][part]]


class Walks:
    """The walks of all acts of a body. They keep so many stages together; at one more, each starts anew."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.stages = 0
        self._walks: list[Walk] = []

    def walk(self, compiled: Compiled) -> Walk:
        """Return the walk of an act."""
        self._walks.append(Walk(compiled, self))
        return self._walks[-1]

    def made(self) -> None:
        """Count a stage that was made."""
        self.stages += 1
        if self.stages > self.most:
            self.stages = 1
            for walk in self._walks:
                walk.forget()


class Walk:
    """The walk of one act, with the stages found so far. Equal diagrams are walked once."""

    def __init__(self, compiled: Compiled, walks: Walks) -> None:
        self._store, self._walks = compiled.store, walks
        every = (compiled.plain, compiled.outcome, *(root for role in compiled.roles for root in role))
        place = {root: n for n, root in enumerate(dict.fromkeys(every))}
        roles = tuple(tuple(place[root] for root in role) for role in compiled.roles)
        self._layout = Layout(tuple(place), place[compiled.outcome], roles)
        self._stages: dict[tuple[object, ...], Stage] = {}

    def forget(self) -> None:
        """Forget the stages found."""
        self._stages.clear()

    def end(self, masks: Sequence[int]) -> Stage:
        """Return what can still come out when each variable lies in the cells of its mask."""
        stage = self._stages.get(()) or self._start()
        while stage.variable < len(masks):
            mask = masks[stage.variable]
            after = stage.after.get(mask)
            if after is None:
                after = stage.after[mask] = self._step(stage, mask)
            stage = after
        return stage

    def _start(self) -> Stage:
        nodes = tuple((root,) for root in self._layout.roots)
        return self._stage((), nodes, tuple(self._first(n) for n in nodes), ())

    def _step(self, stage: Stage, mask: int) -> Stage:
        variable = stage.variable
        cells = [cell for cell in range(self._store.arity[variable]) if mask >> cell & 1]
        nodes, first = list(stage.nodes), list(stage.first)
        for place in [n for n, tested in enumerate(first) if tested == variable]:
            nodes[place] = self._moved(nodes[place], variable, cells)
            first[place] = self._first(nodes[place])
        is_open = len(cells) > 1 and stage.first[0] == variable
        key = (tuple(nodes), (*stage.open, variable) if is_open else stage.open)
        return self._stages.get(key) or self._stage(key, key[0], tuple(first), key[1])

    def _moved(self, nodes: tuple[int, ...], variable: int, cells: list[int]) -> tuple[int, ...]:
        """Return the nodes one step on: a node that tests the variable gives way to those its cells lead to."""
        var, kids = self._store.var, self._store.kids
        found: set[int] = set()
        for n in nodes:
            if n >= 0 and var[n] == variable:
                row = kids[n]
                found.update([row[cell] for cell in cells])
            else:
                found.add(n)
        return tuple(sorted(found))

    def _first(self, nodes: tuple[int, ...]) -> int:
        """Return the first variable that the nodes test, or one past the last."""
        var = self._store.var
        return min([var[n] for n in nodes if n >= 0], default=len(self._store.arity))

    def _stage(
        self,
        key: tuple[object, ...],
        nodes: tuple[tuple[int, ...], ...],
        first: tuple[int, ...],
        is_open: tuple[int, ...],
    ) -> Stage:
        self._walks.made()
        found = self._stages[key] = Stage(self._layout, nodes, first, is_open, min(first))
        return found
