"""Gives every row the number of its situation, also where almost every row is a situation of its own.

Few situations are decided one by one. Many are told apart by where they end in closed tables: of the outcome, and of
what each provision does. Rows with the same ends have the same outcomes and reasons, so one of them is decided for all;
which facts a row still turns on follows from the letters of the facts that its walk tests.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from comity.audit.coded import Coded, Codes, combined, distinct
from comity.audit.situations import Situations, Turns
from comity.audit.walk import Walk, walk_of
from comity.engine.compile import Compiled
from comity.engine.table import Letter, closed

FEW = 2_000


@dataclass(frozen=True)
class _Act:
    """The law of one act for some rows, and each row's letters of its facts."""

    compiled: Compiled
    situations: Situations
    action: str
    alphabet: Sequence[Sequence[Letter]]
    columns: Sequence[Codes]
    count: int

    def decided(self, rows: Codes) -> Codes:
        """Return the numbers of the situations of some rows, each decided by itself."""
        found = [self.situations.decide(self.compiled, m, self.action) for m in self.masks(rows)]
        return np.array(found, dtype=np.int64)

    def masks(self, rows: Codes) -> list[tuple[int, ...]]:
        """Return what some rows know, fact by fact."""
        told = zip(self.alphabet, self.columns, strict=True)
        by_fact = [[letters[i][0] for i in codes[rows]] for letters, codes in told]
        return list(zip(*by_fact, strict=True)) if by_fact else [()] * len(rows)

    def distinct(self) -> tuple[Codes, Codes]:
        """Return one row for each combination of letters, and each row's place among these."""
        return distinct(combined(self.columns, [len(a) for a in self.alphabet], self.count))

    def part(self, rows: Codes) -> _Act:
        """Return the act for some of the rows."""
        columns = [codes[rows] for codes in self.columns]
        return _Act(self.compiled, self.situations, self.action, self.alphabet, columns, len(rows))

    def closed(self, root: int) -> Walk | None:
        """Return the walk of one diagram of the act, or None where its table would be too large."""
        table = closed(self.compiled.store, root, self.alphabet)
        return walk_of(table) if table is not None else None


def numbered(
    coded: Coded, rows: slice, compiled: Compiled, situations: Situations, action: str, few: int = FEW
) -> Codes:
    """Return the number of each row's situation under the law compiled."""
    told = [coded.letters(cells) for cells in compiled.variables]
    columns = [codes[rows] for _, codes in told]
    act = _Act(compiled, situations, action, [letters for letters, _ in told], columns, rows.stop - rows.start)
    first, inverse = act.distinct()
    walked = _walked(act) if len(first) > few else None
    return act.decided(first)[inverse] if walked is None else walked


def _walked(act: _Act) -> Codes | None:
    """Return what `numbered` does by walking tables, or None where one would be too large."""
    outcome = act.closed(act.compiled.outcome)
    parts = [act.closed(root) for roles in act.compiled.roles for root in roles if root >= 0]
    walks = [w for w in (outcome, *parts) if w is not None]
    if outcome is None or len(walks) <= len(parts):
        return None
    ends = [w.ends(act.columns, act.count) for w in walks]
    first, inverse = distinct(combined(ends, [len(w.table.ends) for w in walks], act.count))
    alike = [act.situations.alike(act.compiled, m, act.action) for m in act.masks(first)]
    numbers = np.array(alike, dtype=np.int64)[inverse]
    _tell_turns(numbers, act, outcome, ends[0])
    _tell_contradicted(numbers, act, outcome, ends[0])
    return numbers


def _tell_turns(numbers: Codes, act: _Act, outcome: Walk, ends: Codes) -> None:
    """Tell rows apart by the facts that they still turn on, in place."""
    value = act.compiled.store.value
    several = [len({r.outcome for r in map(value, end[0]) if r is not None}) > 1 for end in outcome.table.ends]
    rows = np.flatnonzero(np.array(several)[ends])
    if not len(rows):
        return
    unsettled = act.part(rows)
    tested = outcome.tested(unsettled.columns, len(rows))
    codes = combined([c for _, c in tested], [len(act.alphabet[v]) + 1 for v, _ in tested], len(rows))
    first, inverse = distinct(codes)
    kinds: dict[Turns, int] = {}
    turns = [kinds.setdefault(act.situations.turns(act.compiled, m), len(kinds)) for m in unsettled.masks(first)]
    kind = np.array(turns, dtype=np.int64)[inverse]
    pairs, place = distinct(combined([numbers[rows], kind], [int(numbers.max()) + 1, len(kinds)], len(rows)))
    told = list(kinds)
    made = [act.situations.variant(int(numbers[rows[r]]), told[int(kind[r])]) for r in pairs]
    numbers[rows] = np.array(made, dtype=np.int64)[place]


def _tell_contradicted(numbers: Codes, act: _Act, outcome: Walk, ends: Codes) -> None:
    """Decide every row by itself whose presumptions cannot all hold together, in place."""
    value = act.compiled.store.value
    impossible = [all(value(t) is None for t in end[1]) for end in outcome.table.ends]
    rows = np.flatnonzero(np.array(impossible)[ends])
    if len(rows):
        contradicted = act.part(rows)
        first, inverse = contradicted.distinct()
        numbers[rows] = contradicted.decided(first)[inverse]
