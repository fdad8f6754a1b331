"""What every peer module offers, so that one table can hold them all.

A module benchmarks/peers/<name>.py has:

- `NAME` and `PACKAGE`: how it is called, and the package whose version is printed;
- `PACE`: "columns" (whole columns at once) or "rows" (one row at a time);
- `UNKNOWN`: how a fact that nobody gave is handed over, or "" where it cannot be;
- `FORBIDS_ONLY`: true where its answers are yes and no, so that all it can say is prohibited or allowed;
- `express(case)`: what the engine does with a small test of one thing law needs (`CASES`);
- `prepare(rows)`: everything that happens once; returns `run`, and each call of `run` answers every row anew as an
  array of rows by actions.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

Run = Callable[[], np.ndarray]

# The small test behind each column of the table. One rule: nobody is kept past release, unless a judge's warrant.
CASES = {
    "unknown": "the deciding fact (the warrant) is missing",
    "reasons": "which provision decided, and where it stands written",
    "dates": "the rule takes effect on 1 July 2025: asked on the day before and on the day",
    "exception": "another instrument lifts the rule for a serious felony, and the rule's text stays as it is",
    "conflict": "another instrument orders the hold, and no text says which of the two yields",
}
YES, PARTLY, BY_HAND, NO = "yes", "in part", "by hand", "no"


class Said(NamedTuple):
    """What an engine did with a case: whether it can be said (one of the four above), its very answer, and why."""

    can: str
    answer: str
    why: str
