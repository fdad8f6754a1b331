"""Whether situations are few or many, every row gets the outcomes, reasons and facts that it alone would get."""

from __future__ import annotations

import polars as pl
import pytest
from tests.audit.test_coded import ACTIONS, random_rows

from comity.audit.many import numbered
from comity.audit.run import by_law, coded_of, same_law
from comity.audit.situations import Situation, Situations
from comity.engine.slices import Slices
from comity.law.body import Body


def told(body: Body, slices: Slices, seed: int, few: int) -> dict[tuple[int, str], Situation]:
    rows = [row for s in range(seed, seed + 20) for row in random_rows(body, s)]
    frame = pl.DataFrame(rows).with_columns(pl.int_range(pl.len()).alias("row"))
    coded, order, spans = by_law(coded_of(frame, body), slices)
    situations = Situations(slices)
    found = {}
    for action in ACTIONS:
        for compiled, span in same_law(spans, situations, action):
            for at, number in enumerate(numbered(coded, span, compiled, situations, action, few)):
                found[int(order[span.start + at]), action] = situations.found[int(number)]
    return found


@pytest.mark.parametrize("seed", [100, 200])
def test_walking_the_tables_tells_what_deciding_each_situation_tells(body: Body, slices: Slices, seed: int) -> None:
    """The same outcomes, presumptions, reasons and facts it turns on, row by row."""
    walked, alone = told(body, slices, seed, 0), told(body, slices, seed, 10**9)
    assert walked.keys() == alone.keys()
    assert {k for k in walked if walked[k] != alone[k]} == set()
    assert len({s.outcomes for s in walked.values()}) > 3
    assert any(s.turns_on for s in walked.values())
    assert any(s.assumed for s in walked.values())
