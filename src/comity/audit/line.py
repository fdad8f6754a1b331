"""A finding is one line: a row of the log, an act, what was done, and what the law made of it."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from comity.vocabulary.modality import Outcome

_OTHER: dict[str, type[pl.DataType]] = {"row": pl.Int64, "on": pl.Date, "did": pl.Boolean, "situation": pl.Int64}
NAMES = (
    *("row", "place", "agency", "on", "action", "duty", "did"),
    *("finding", "presumed_finding", "outcomes", "presumed", "situation", "detail"),
)
LINE: dict[str, type[pl.DataType]] = {name: _OTHER.get(name, pl.String) for name in NAMES}


def joined(outcomes: Iterable[Outcome]) -> str:
    """Return a set of outcomes as a column holds it.

    >>> joined({Outcome.REQUIRED, Outcome.PERMITTED})
    'permitted|required'
    """
    return "|".join(sorted(outcomes))
