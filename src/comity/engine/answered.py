"""An answer given to a question, as an encounter takes it."""

from __future__ import annotations

from datetime import date
from typing import Any

from comity.condition.cells import Cells
from comity.vocabulary.fact import Kind

_LOWEST, _HIGHEST = -1_000_000, "never"
_FIRST_DAY, _LAST_DAY = "0001-01-01", "9999-12-31"


def cell_value(cells: Cells, cell: int, member: str, have: Any) -> Any:
    """Return a cell as it is given in an encounter: a value, `one_of`, `between`, or what a set has and lacks."""
    if member:
        parts = dict(have) if isinstance(have, dict) else {"has": [], "lacks": []}
        key = "has" if cells.members[cell] == ("yes",) else "lacks"
        return parts | {key: [*parts[key], member]}
    if cells.members:
        values = cells.members[cell]
        return values[0] if len(values) == 1 else {"one_of": list(values)}
    low = cells.cuts[cell - 1] if cell else None
    high = cells.cuts[cell] if cell < len(cells.cuts) else None
    if cells.kind is Kind.DATE:
        return {
            "between": [
                _FIRST_DAY if low is None else _date(int(low) + 1),
                _LAST_DAY if high is None else _date(int(high)),
            ]
        }
    return {"between": [_LOWEST if low is None else int(low // 1) + 1, _HIGHEST if high is None else int(high // 1)]}


def _date(number: int) -> str:
    return date.fromordinal(number).isoformat()
