"""Acts are judged by distinct situations, wherever the log is."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from comity import Law
from comity.audit.engines import audit_lazy, native
from comity.audit.engines.native import moved
from comity.audit.situations import Situations

ROW = {"place": "us/xx", "agency": "jail", "on": "2026-02-28", "did_hold_on_detainer": "true"}


def findings(law: Law, rows: list[dict[str, Any]], **options: Any) -> pl.DataFrame:
    """Return the findings on a log of texts."""
    frame = pl.DataFrame([{"row": n, **ROW, **row} for n, row in enumerate(rows, 1)])
    found = audit_lazy(moved(frame, "polars"), law.slices, **options).findings
    return found.collect().sort("row")


def test_a_log_that_records_no_act_has_no_findings(made: Law) -> None:
    """Nothing is judged that nobody asked for."""
    frame = pl.DataFrame([{"row": 1, **{k: ROW[k] for k in ("place", "agency", "on")}}])
    found = audit_lazy(moved(frame, "polars"), made.slices)
    assert (found.actions, found.rows) == ((), {"in": 1, "judged": 1, "rejected": 0})
    assert found.findings.collect().height == 0


@pytest.mark.parametrize(
    ("did", "recorded", "finding"),
    [
        ("true", True, "did_prohibited"),
        ("YES", True, "did_prohibited"),
        ("yes", True, "did_prohibited"),
        ("false", False, "consistent"),
        ("no", False, "consistent"),
        ("", None, "not_recorded"),
        ("unknown", None, "not_recorded"),
    ],
)
def test_what_was_done_is_read_as_a_log_writes_it(made: Law, did: str, recorded: bool | None, finding: str) -> None:
    """Done, not done, or not recorded; never one for another."""
    banned = {"purposes": "civil_immigration", "agreement_signed_on": "2026-02-28", "did_notify_release": did}
    found = findings(made, [banned], actions=("notify_release",))
    assert found.select("did", "finding").rows() == [(recorded, finding)]


def test_each_distinct_situation_goes_to_the_driver_once(made: Law, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many rows there are of it, and whatever the law does not ask differs."""
    seen: list[int] = []
    fetched = native.fetched

    def counted(frame: native.Lazy) -> pl.DataFrame:
        table = fetched(frame)
        if "_group" in table.columns:
            seen.append(table.height)
        return table

    monkeypatch.setattr(native, "fetched", counted)
    rows = [
        {"written_request": ("yes", "no")[n % 2], "minor": ("yes", "no", "")[n % 3], "on": f"2026-02-{n % 28 + 1:02}"}
        for n in range(300)
    ]
    found = findings(made, rows)
    assert (found.height, seen) == (300, [2])
    assert found["situation"].n_unique() == 2


def test_what_an_open_finding_turns_on_is_told(made: Law) -> None:
    """In a column of the finding itself."""
    assert findings(made, [{"paper_issuer": "nobody"}])["detail"].to_list()[0].startswith("turns on written_request")


def test_situations_are_shared_by_all_rows_of_one_law(made: Law) -> None:
    """A place without law of its own is judged by the same compiled law as its neighbour."""
    situations = Situations(made.slices)
    keys = [{"place": p, "agency": "jail", "agency_id": "", "_epoch": "2025-06-01"} for p in ("us/xx/a", "us/xx/b")]
    first, second = (situations.compiled(key, "allow_access") for key in keys)
    assert first is second
