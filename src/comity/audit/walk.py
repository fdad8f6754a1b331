"""Walks whole columns over the tables of a closed diagram: one look-up per row and few facts, no rule evaluated.

What a row comes to is asked of the same diagram as one encounter; unknown facts are letters like any other.
Neighbouring levels are taken as one look-up while their table stays small: the letters of several facts are one letter
of all of them together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from comity.audit.coded import Codes
from comity.engine.table import Table

_BLOCK = 32_768
_WIDEST = 1 << 14

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Step:
    """Neighbouring levels as one: their variables with how many letters each has, and the state that follows."""

    facts: tuple[tuple[int, int], ...]
    letters: int
    after: Array


@dataclass(frozen=True)
class Walk:
    """A table as arrays. `after[i]` and `tests[i]` belong to `table.levels[i]`."""

    table: Table
    after: tuple[Array, ...]
    tests: tuple[Array, ...]

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The levels in order, neighbours taken together."""
        return tuple(_together(self.table, self.after))

    def ends(self, letters: Sequence[Codes], rows: int) -> Codes:
        """Return the end that each row reaches; `letters[v]` holds each row's letter of variable v."""
        found = np.zeros(rows, dtype=np.int32)
        wide = min(rows, _BLOCK)
        at, codes = np.empty(wide, dtype=np.intp), np.empty(wide, dtype=np.uint16)
        for start in range(0, rows, _BLOCK):
            stop = min(start + _BLOCK, rows)
            state, index, code = found[start:stop], at[: stop - start], codes[: stop - start]
            for place, step in enumerate(self.steps):
                (first, _), *others = step.facts
                told: Codes = letters[first][start:stop]
                for variable, count in others:
                    np.multiply(told, count, out=code, dtype=np.uint16, casting="unsafe")
                    np.add(code, letters[variable][start:stop], out=code, dtype=np.uint16, casting="unsafe")
                    told = code
                if place:
                    np.multiply(state, step.letters, out=index)
                    np.add(index, told, out=index)
                    np.take(step.after, index, out=state, mode="clip")
                else:  # every row starts in the first state
                    np.take(step.after, told, out=state, mode="clip")
        return found

    def tested(self, letters: Sequence[Codes], rows: int) -> list[tuple[int, Codes]]:
        """Return, for each level, its variable and each row's letter plus one, or 0 where the row never tests it.

        Rows that agree in all of these are left with the same law to settle.
        """
        state = np.zeros(rows, dtype=np.int32)
        found = []
        for level, after, tests in zip(self.table.levels, self.after, self.tests, strict=True):
            here = letters[level.variable]
            found.append((level.variable, np.where(tests[state], here.astype(np.int64) + 1, 0)))
            state = after[state * level.letters + here]
        return found


def walk_of(table: Table) -> Walk:
    """Return a table as arrays."""
    after = tuple(np.array(level.after, dtype=np.int32) for level in table.levels)
    return Walk(table, after, tuple(np.array(level.tests, dtype=bool) for level in table.levels))


def _together(table: Table, after: Sequence[Array]) -> list[Step]:
    """Return the levels with neighbours made one while the look-up they share has at most `_WIDEST` places."""
    steps: list[Step] = []
    for level, one in zip(table.levels, after, strict=True):
        fact = (level.variable, level.letters)
        last = steps[-1] if steps else None
        if last is not None and len(last.after) * level.letters <= _WIDEST:
            both = one[last.after[:, None] * level.letters + np.arange(level.letters)].reshape(-1)
            steps[-1] = Step((*last.facts, fact), last.letters * level.letters, both.astype(np.int32))
        else:
            steps.append(Step((fact,), level.letters, one))
    return steps
