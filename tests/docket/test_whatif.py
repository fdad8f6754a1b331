"""What a bill would change in a log: the same as deciding every row twice, with the bill laid over and without."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from comity.audit.columns import encounter_of
from comity.audit.line import joined
from comity.docket.whatif import as_law, otherwise
from comity.engine.decision import decide_action
from comity.engine.slices import Slices
from comity.law.load import load_body
from comity.vocabulary.errors import InputError

BILL = "us/ma:safe-communities-act"
ROWS = [
    {"place": "us/ma/boston", "agency": "police_municipal", "on": "2024-05-01", "did_inquire_status": True},
    {"place": "us/ma", "agency": "sheriff", "on": "2024-05-01", "did_inquire_status": None, "purpose_civil": "yes"},
    {"place": "us/ma", "agency": "sheriff", "on": "2019-01-05", "did_inquire_status": False, "purpose_civil": "no"},
    {"place": "us/ma/some-town", "agency": "jail", "on": "2026-01-05", "consent_written": "no"},
    {"place": "us/wa", "agency": "jail", "on": "2026-01-05", "consent_written": "no"},
]


@pytest.fixture(scope="module")
def slices() -> Slices:
    return Slices(load_body())


def written(tmp_path: Path, rows: list[dict[str, object]]) -> Path:
    """Write a plain log."""
    path = tmp_path / "log.csv"
    pl.DataFrame(rows, infer_schema_length=None).write_csv(path)
    return path


@pytest.mark.parametrize("bill", [BILL, "us/ma:protect-act-s3072", "us/ma:hd4793-federal-operations"])
def test_every_row_that_changes_is_told_and_no_other(slices: Slices, tmp_path: Path, bill: str) -> None:
    """Held against two decisions of each row, one of them with the bill as an overlay."""
    actions = tuple(slices.body.words.actions)
    found = otherwise(written(tmp_path, ROWS), slices, bill, actions)
    told = {(r["row"], r["action"]): r for r in found.changed.iter_rows(named=True)}
    expected = {}
    for number, row in enumerate(ROWS, 1):
        given = {k: v for k, v in row.items() if v is not None and not k.startswith("did_")}
        done = {k: "yes" if v else "no" for k, v in row.items() if v is not None and k.startswith("did_")}
        encounter = encounter_of({**given, **done}, slices.body)
        for action in actions:
            a, b = (decide_action(encounter, slices, action, o) for o in ((), (bill,)))
            if (a.outcomes, a.presumed) != (b.outcomes, b.presumed):
                expected[number, action] = tuple(joined(s) for s in (a.outcomes, b.outcomes, a.presumed, b.presumed))
    shown = {k: (r["outcomes"], r["outcomes_with"], r["presumed"], r["presumed_with"]) for k, r in told.items()}
    assert shown == expected
    assert expected


def test_a_log_that_records_acts_is_asked_of_those_alone(slices: Slices, tmp_path: Path) -> None:
    """Of the acts that the bill speaks on; a State that the bill does not reach never changes."""
    found = otherwise(written(tmp_path, ROWS), slices, BILL)
    assert found.actions == ("inquire_status",)
    assert 5 not in found.changed["row"].to_list()
    rows = [{k: v for k, v in row.items() if not k.startswith("did_")} for row in ROWS]
    assert set(otherwise(written(tmp_path, rows), slices, BILL).actions) > {"inquire_status", "notify_release"}


def test_the_counts_add_up_to_the_rows_that_change(slices: Slices, tmp_path: Path) -> None:
    """Each row and action is counted once."""
    found = otherwise(written(tmp_path, ROWS), slices, BILL, ("notify_release", "allow_interview"))
    assert sum(n for *_, n in found.counts()) == found.changed.height
    assert (found.rows, found.apart) == (5, 0)


def test_a_bill_that_is_unknown_or_has_no_text_here_is_told(slices: Slices) -> None:
    """Nothing is computed from a bill that nobody has read."""
    with pytest.raises(InputError, match="did you mean `us/ma:safe-communities-act`"):
        as_law(slices.body, "us/ma:safe-comunities-act")
    empty = next(o.id for o in slices.body.overlays.values() if not o.law.provisions)
    with pytest.raises(InputError, match="no provisions here"):
        as_law(slices.body, empty)
