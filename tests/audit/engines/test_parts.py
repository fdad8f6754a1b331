"""What the law tells apart becomes one column per fact, with as few texts as possible."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from comity import Law
from comity.audit.engines.native import beside, fetched, moved, opened
from comity.audit.engines.parts import Parts, parted
from comity.condition.cells import Cells
from comity.engine.encounter import Encounter
from comity.engine.known import Known, mask
from comity.law.selector import Who

ROWS = {
    "on": ["2025-06-01", "2025-06-02", "2026-06-02", "2026-06-03"],
    "written_request": ["yes", "true", "no", ""],
    "purposes": ["civil_immigration", "civil_immigration;benefit", "benefit", ""],
    "request_form": ["", "none", "", ""],
    "paper_issuer": ["state_judge", "nobody", "", "article_iii_judge"],
    "agreement_signed_on": ["2025-06-01", "2025-06-01", "2025-06-01", ""],
}


def variables(law: Law, action: str) -> tuple[Cells, ...]:
    """Return the variables of the law on an action at a jail in 2026."""
    encounter = Encounter(Who("us/xx", frozenset({"jail"})), date(2026, 6, 1))
    return law.slices.compiled(law.slices.play(encounter, action)).variables


def read(law: Law, rows: dict[str, list[str]], *actions: str) -> tuple[Parts, pl.DataFrame, list[Cells]]:
    """Return how a log is read for these actions, and the log with its classes."""
    frame = opened(moved(pl.DataFrame({"row": range(len(rows["on"])), **rows}), "polars"))
    asked = [v for action in actions for v in variables(law, action)]
    parts, log = parted(frame, beside(frame), Parts(law.body, present=tuple(rows)), asked)
    return parts, fetched(log).sort("row"), asked


def test_a_fact_of_its_own_column_needs_no_class(made: Law) -> None:
    """Yes, no or a choice is read as it stands."""
    parts, log, asked = read(made, {k: ROWS[k] for k in ("on", "written_request")}, "hold_on_detainer")
    assert "written_request" in parts.told(asked)
    assert parts.known("written_request", {"written_request": "true"}) is not None
    assert [c for c in log.columns if c.startswith("_")] == []


def test_a_fact_without_a_column_is_not_told(made: Law) -> None:
    """And is unknown in every row."""
    parts, _, asked = read(made, {"on": ROWS["on"]}, "notify_release")
    assert parts.sources("purposes:civil_immigration") == ()
    assert parts.told(asked) == ()


def test_values_that_no_diagram_tells_apart_are_one_class(made: Law) -> None:
    """The law of the action asks one member of the set, and whether more than a year has passed."""
    parts, log, asked = read(made, ROWS, "notify_release")
    classes = {parts.columns(v.fact): log[parts.sources(v.fact)[0]].to_list() for v in asked if parts.columns(v.fact)}
    purposes = classes["purposes",]
    assert purposes[0] == purposes[1]
    assert len({purposes[0], purposes[2], purposes[3]}) == 3
    age = classes["agreement_signed_on", "on"]
    assert age[0] == age[1]
    assert len({age[0], age[2], age[3]}) == 3


def test_a_class_that_is_the_same_in_every_row_is_no_column(made: Law) -> None:
    """The engine holds no column that tells nothing; what is known of the fact is kept."""
    parts, log, asked = read(made, {"on": ROWS["on"], "purposes": ["benefit"] * 4}, "notify_release")
    (name,) = parts.sources("purposes:civil_immigration")
    assert name not in log.columns
    assert name in parts.alike(asked)
    assert parts.known("purposes:civil_immigration", {name: ""}) == known(made, "purposes", purposes="benefit")


def known(law: Law, fact: str, **row: Any) -> Known | None:
    """Return what the columns of a log say of a fact."""
    return Parts(law.body, present=tuple(row)).known(fact, row)


@pytest.mark.parametrize("action", ["hold_on_detainer", "notify_release"])
def test_a_class_lies_in_the_cells_that_its_values_lie_in(made: Law, action: str) -> None:
    """So a verdict on a class is a verdict on each row of it."""
    parts, log, asked = read(made, ROWS, "hold_on_detainer", "notify_release")
    plain = Parts(made.body, present=tuple(ROWS))
    told = [v for v in variables(made, action) if parts.sources(v.fact)]
    assert told
    for cells in told:
        (name,) = parts.sources(cells.fact)
        for row in log.iter_rows(named=True):
            whole = {n: row[n] for n in plain.columns(cells.fact)}
            text = row[name] if name in log.columns else ""
            expected = super(Parts, plain).known(cells.fact, whole)
            assert mask(parts.known(cells.fact, {name: text}), cells) == mask(expected, cells)
    assert asked
