"""One suite, three engines: the findings of a log are the same wherever it is judged."""

from __future__ import annotations

import os
import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from tests.audit.engines.conftest import EXAMPLE, Both, has_real_data
from tests.audit.engines.made import BAD, all_read, lines, made_log, rows_of, situations_by_line, small_logs
from tests.example_law import LAW

from comity import InputError, Law
from comity.audit.engines import LazyAudit, audit_by, audit_lazy
from comity.audit.engines.native import moved
from comity.audit.engines.run import brought
from comity.audit.line import LINE
from comity.audit.run import Audit, audit
from comity.audit.summary import summarise
from comity.engine.slices import Slices

LOGS = ["empty", "made", "made as text", "example"]
# Where nothing may be skipped, a log that is not there is no test; the header of the run says so.
if has_real_data() or "COMITY_NO_SKIP" not in os.environ:
    LOGS.append("pennsylvania")
Judged = Callable[[str, str], Both]


@pytest.fixture(params=LOGS)
def log(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


def test_a_log_without_rows_has_no_findings(both: Judged, engine: str) -> None:
    """Nothing is judged, and the columns are those of any audit."""
    found = both(engine, "empty")
    assert rows_of(found.lazy) == (0, 0, 0)
    assert found.here.findings.schema == pl.Schema(LINE)
    assert (found.here.findings.height, found.here.rejected.height) == (0, 0)


def test_the_findings_are_those_of_the_audit_of_a_file(both: Judged, engine: str, log: str) -> None:
    """Row for row, in every column."""
    found = both(engine, log)
    assert found.here.findings.schema == found.eager.findings.schema
    assert lines(found.here).rows() == lines(found.eager).rows()


def test_every_finding_has_the_same_reasons(both: Judged, engine: str, log: str) -> None:
    """What a report says of it: outcomes, presumptions, rules and what it turns on."""
    found = both(engine, log)
    assert situations_by_line(found.here) == situations_by_line(found.eager)
    assert found.here.distinct == found.eager.distinct


def test_the_rows_rejected_are_the_same_for_the_same_reasons(both: Judged, engine: str, log: str) -> None:
    """Each once, with the first of its faults."""
    found = both(engine, log)
    assert found.here.rejected.rows() == found.eager.rejected.rows()


def test_every_row_is_either_judged_or_rejected(both: Judged, engine: str, log: str) -> None:
    """None in both, none in neither, and each judged once per act."""
    found = both(engine, log)
    judged, bad = set(found.here.findings["row"]), set(found.here.rejected["row"])
    assert (judged & bad, judged | bad) == (set(), set(found.log["row"]))
    assert rows_of(found.lazy) == (found.log.height, len(judged), len(bad))
    acts = found.here.findings.filter(pl.col("duty").is_null())
    assert acts.height == len(judged) * len(found.lazy.actions)


def test_the_made_up_log_holds_every_kind_of_row(both: Judged) -> None:
    """So that the suite compares more than what is easy."""
    log, found = both("polars", "made").log, both("polars", "made").eager
    assert set(found.findings["finding"]) >= {
        *("did_prohibited", "left_undone", "duty_late", "duty_missing", "open", "contested", "consistent"),
        "not_recorded",
    }
    assert (found.findings["finding"] != found.findings["presumed_finding"]).any()
    assert len(BAD) < found.rejected.height < log.height / 2
    assert {"place", "agency", "minor", "paper_issuer, request_form", "request_at"} <= set(found.rejected["column"])


def test_findings_stay_in_the_engine_and_can_be_written_from_there(both: Judged, engine: str, tmp_path: Path) -> None:
    """A frame of the kind that came in goes out, to Parquet or wherever that engine writes."""
    found = both(engine, "made")
    where = tmp_path / "findings"
    match engine:
        case "polars":
            assert isinstance(found.lazy.findings, pl.LazyFrame)
            found.lazy.findings.sink_parquet(where)
            back = pl.read_parquet(where)
        case "duckdb":
            found.lazy.findings.to_parquet(str(where))
            back = pl.read_parquet(where)
        case _:
            found.lazy.findings.write.parquet(str(where))
            back = pl.read_parquet(where / "*.parquet")
    assert back.schema == pl.Schema(LINE)
    assert back.height == found.here.findings.height


def test_actions_can_be_limited_and_need_no_column(made: Law, engine: str) -> None:
    """An act that the log does not record is judged as not recorded."""
    rows = made_log().filter(pl.col("row").is_between(1000, 1003)).drop("request_form", "paper_issuer")
    found = audit_lazy(moved(rows, engine), made.slices, actions=("hold_on_detainer", "civil_arrest"))
    here = brought(found, all_read(rows))
    acts = here.findings.filter(pl.col("duty").is_null())
    assert acts["action"].value_counts().sort("action").rows() == [("civil_arrest", 4), ("hold_on_detainer", 4)]
    assert set(here.findings.filter(pl.col("action") == "civil_arrest")["finding"]) == {"not_recorded"}


@pytest.mark.parametrize(("engine", "examples"), [("polars", 40), ("duckdb", 8)])
def test_any_small_log_is_judged_alike(made: Law, engine: str, examples: int) -> None:
    """Whatever is drawn: the same findings, reasons and rejected rows."""

    @settings(max_examples=examples)
    @given(rows=small_logs())
    def alike(rows: pl.DataFrame) -> None:
        eager = audit(rows, made.slices)
        here = brought(audit_lazy(moved(rows, engine), made.slices), all_read(rows))
        assert lines(here).rows() == lines(eager).rows()
        assert situations_by_line(here) == situations_by_line(eager)
        assert here.rejected.rows() == eager.rejected.rows()

    alike()


def test_the_law_takes_a_frame_of_any_engine(made: Law, engine: str) -> None:
    """`law.audit` judges it where it is."""
    rows = made_log().tail(5).drop("request_form", "paper_issuer")
    found = made.audit(moved(rows, engine), actions=("allow_access",))
    assert isinstance(found, LazyAudit)
    assert rows_of(found) == (5, 5, 0)
    assert isinstance(made.audit(rows), Audit)


def test_the_summary_of_the_findings_is_the_same(both: Judged, slices: Slices, engine: str) -> None:
    """The report cannot tell by what a log was judged."""
    found = both(engine, "example")
    assert summarise(found.here, slices, log=EXAMPLE) == summarise(found.eager, slices, log=EXAMPLE)


def test_a_file_is_read_as_always_and_judged_by_the_engine(made: Law, engine: str, tmp_path: Path) -> None:
    """Rows that its reader refused are listed with the others, in order of their numbers."""
    path = tmp_path / "log.csv"
    rows = ("us/xx,jail,2025-02-30,yes,true", "us/xx,jail,2025-02-28,perhaps,true", "us/xx,jail,2025-02-28,yes,true")
    path.write_text("\n".join(("place,agency,on,minor,did_hold_on_detainer", *rows)), encoding="utf-8")
    found = audit_by(engine, path, made.slices)
    assert found.rejected.rows() == audit(path, made.slices).rejected.rows()
    assert (found.rejected["column"].to_list(), found.findings["row"].to_list()) == (["on", "minor"], [3])


def test_an_engine_that_is_not_known_is_named(made: Law) -> None:
    """With those that are."""
    with pytest.raises(InputError, match=r"unknown engine `dask`; known: polars, duckdb, spark"):
        audit_by("dask", EXAMPLE, made.slices)


def test_the_spark_script_writes_what_was_found(spark: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Findings, rejected rows and situations, as the documentation shows it."""
    script = runpy.run_path(str(EXAMPLE.with_name("spark_audit.py")))
    rows = pl.DataFrame(
        {"row": [5, 6], "place": ["us", ""], "agency": ["jail"] * 2, "on": ["2026-02-28"] * 2}
    ).with_columns(did_hold_on_detainer=pl.lit(value=True))
    rows.write_parquet(tmp_path / "log")
    monkeypatch.setenv("COMITY_LAW", str(LAW))
    assert spark is not None
    assert script["judge"](str(tmp_path / "log"), str(tmp_path / "out")) == {"in": 2, "judged": 1, "rejected": 1}
    found = {n: pl.read_parquet(tmp_path / "out" / n / "*.parquet") for n in ("findings", "rejected", "situations")}
    assert (found["findings"]["row"].to_list(), found["rejected"]["row"].to_list()) == ([5], [6])
    assert found["situations"]["situation"].to_list() == found["findings"]["situation"].to_list()
