"""Where each request stands: one word per row, the gravest that is true."""

from __future__ import annotations

import polars as pl

from comity.audit.run import Audit
from comity.audit.standing import SAYS, Standing, standings


def test_a_row_without_findings_is_not_recorded() -> None:
    """Nothing is known of it, which is neither good nor bad."""
    empty = pl.DataFrame(schema={"row": pl.Int64, "finding": pl.String, "presumed_finding": pl.String})
    assert standings(empty, pl.DataFrame({"row": [1]}))["standing"].to_list() == ["not_recorded"]


def test_the_gravest_finding_of_a_row_says_where_it_stands(found: Audit) -> None:
    """A late duty outweighs an act in line with the law."""
    rows = pl.DataFrame({"row": list(range(1, 14))}, schema={"row": pl.Int64})
    assert standings(found.findings, rows)["standing"].to_list() == [
        "against", "against", "against", "open", "against_if_presumed", "consistent", "against",
        "contested", "against", "contested", "consistent", "not_recorded", "unsurveyed",
    ]  # fmt: skip


def test_what_is_in_line_only_by_a_presumption_says_so() -> None:
    """An open finding that a presumption settles is not the same as one that is settled."""
    lines = pl.DataFrame({"row": [1, 2], "finding": ["open", "consistent"], "presumed_finding": ["consistent"] * 2})
    made = standings(lines, pl.DataFrame({"row": [1, 2]}))
    assert made["standing"].to_list() == ["consistent_if_presumed", "consistent"]


def test_every_standing_has_its_words() -> None:
    """No word is missing in a report."""
    assert set(SAYS) == set(Standing)
