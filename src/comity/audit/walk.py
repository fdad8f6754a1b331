"""Walks whole columns over the tables of a closed diagram: one look-up per row and fact, no rule evaluated.

What a row comes to is asked of the same diagram as one encounter; unknown facts are letters like any other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from comity.audit.coded import Codes
from comity.engine.table import Table

_BLOCK = 32_768


@dataclass(frozen=True)
class Walk:
    """A table as arrays. `after[i]` belongs to `table.levels[i]`."""

    table: Table
    after: tuple[np.ndarray[Any, Any], ...]
    tests: tuple[np.ndarray[Any, Any], ...]

    def ends(self, letters: Sequence[Codes], rows: int) -> Codes:
        """Return the end that each row reaches; `letters[v]` holds each row's letter of variable v."""
        found = np.zeros(rows, dtype=np.int32)
        at = np.empty(min(rows, _BLOCK), dtype=np.intp)
        for start in range(0, rows, _BLOCK):
            stop = min(start + _BLOCK, rows)
            state = found[start:stop]
            index = at[: stop - start]
            for level, after in zip(self.table.levels, self.after, strict=True):
                np.multiply(state, level.letters, out=index)
                np.add(index, letters[level.variable][start:stop], out=index)
                np.take(after, index, out=state, mode="clip")
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
