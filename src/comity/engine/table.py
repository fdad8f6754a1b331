"""Closes a diagram into integer tables in which "not known" is one more letter, so that whole columns can walk it.

A state is the set of nodes that a partly known situation can be at; its end is the set of terminals it can reach. So a
walk over the tables gives what `Diagrams.reach` gives, for the facts as they are and for the facts as presumed at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from comity.engine.diagram import Diagrams

MOST = 20_000

Letter = tuple[int, int]
_State = tuple[frozenset[int], frozenset[int]]


@dataclass(frozen=True, slots=True)
class Level:
    """One fact of a table: `after[state * letters + letter]` is the state of the next level.

    `tests[state]` says whether any node of the state tests the fact with nothing presumed.
    """

    variable: int
    letters: int
    after: tuple[int, ...]
    tests: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Levels in the order of the facts; a walk starts in state 0.

    `ends[state]` holds the terminals that can be reached, first with nothing presumed, then under the presumptions.
    """

    levels: tuple[Level, ...]
    ends: tuple[_State, ...]

    def end(self, letters: Sequence[int]) -> _State:
        """Return the terminals that can be reached; `letters[v]` is the letter of variable v."""
        state = 0
        for level in self.levels:
            state = level.after[state * level.letters + letters[level.variable]]
        return self.ends[state]


def closed(store: Diagrams, root: int, alphabet: Sequence[Sequence[Letter]], most: int = MOST) -> Table | None:
    """Return the table of a diagram, or None where it would have more than `most` states.

    `alphabet[v]` lists the letters of variable v: the mask of cells it can lie in, and that mask as presumed (a part of
    it).

    >>> store = Diagrams([2]); root = store.node(0, (store.terminal("a"), store.terminal("b")))
    >>> table = closed(store, root, [[(1, 1), (2, 2), (3, 2)]])
    >>> [sorted(map(store.value, side)) for side in table.end([2])]
    [['a', 'b'], ['b']]
    """
    start = frozenset({root})
    states: dict[_State, int] = {(start, start): 0}
    levels: list[Level] = []
    total = 1
    for variable, letters in enumerate(alphabet):
        tested = [any(n >= 0 and store.var[n] == variable for n in state[0]) for state in states]
        if not any(tested):  # what is presumed lies within what is possible, so it tests no more
            continue
        found: dict[_State, int] = {}
        after: list[int] = []
        for state, tests in zip(states, tested, strict=True):
            if not tests:
                after += [found.setdefault(state, len(found))] * len(letters)
                continue
            for mask, presumed in letters:
                known = _moved(store, state[0], variable, mask)
                same = state[0] == state[1] and mask == presumed
                reached = (known, known if same else _moved(store, state[1], variable, presumed))
                after.append(found.setdefault(reached, len(found)))
        total += len(found)
        if total > most:
            return None
        levels.append(Level(variable, len(letters), tuple(after), tuple(tested)))
        states = found
    return _reduced(levels, tuple(states))


def _moved(store: Diagrams, nodes: frozenset[int], variable: int, mask: int) -> frozenset[int]:
    found: set[int] = set()
    for n in nodes:
        if n >= 0 and store.var[n] == variable:
            found.update(kid for cell, kid in enumerate(store.kids[n]) if mask >> cell & 1)
        else:
            found.add(n)
    return frozenset(found)


def _reduced(levels: list[Level], ends: tuple[_State, ...]) -> Table:
    """Return the table with states that behave alike made one, from the last level to the first.

    States that test a fact are kept apart from states that do not: who walks a table may ask which facts were tested.
    """
    merged: list[Level] = []
    to = list(range(len(ends)))
    for level in reversed(levels):
        rows: dict[tuple[object, ...], int] = {}
        renamed = []
        for state, tests in enumerate(level.tests):
            row = tuple(to[s] for s in level.after[state * level.letters : (state + 1) * level.letters])
            renamed.append(rows.setdefault((tests, *row), len(rows)))
        after = tuple(s for row in rows for s in row[1:] if isinstance(s, int))
        merged.append(Level(level.variable, level.letters, after, tuple(bool(row[0]) for row in rows)))
        to = renamed
    return Table(tuple(reversed(merged)), ends)
