"""A log judged in parts has the findings of the whole, and leaves nothing half-written."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest
from tests.audit.test_coded import random_rows

from comity.audit.line import NAMES
from comity.audit.run import audit
from comity.audit.stream import stream
from comity.engine.slices import Slices
from comity.law.body import Body
from comity.vocabulary.errors import InputError


def log(body: Body, folder: Path) -> Path:
    rows = [row for seed in range(1, 8) for row in random_rows(body, seed)]
    frame = pl.DataFrame(rows).drop("row")
    did = {
        f"did_{a}": [(True, False, None)[i % 3] for i in range(len(rows))]
        for a in ("hold_on_detainer", "notify_release")
    }
    frame = frame.with_columns(pl.col("on").str.to_date(), **{n: pl.Series(v) for n, v in did.items()})
    strange = frame.head(1).with_columns(pl.lit("somewhere").alias("place"))
    pl.concat([frame, strange]).write_parquet(folder / "log.parquet")
    return folder / "log.parquet"


def test_only_a_parquet_file_is_read_in_parts(slices: Slices, tmp_path: Path) -> None:
    """Another file is refused, and nothing is written."""
    path = tmp_path / "log.csv"
    path.write_text("place,agency,on\nus/ma,jail,2026-03-02\n", encoding="utf-8")
    with pytest.raises(InputError, match="save it as Parquet"):
        stream(path, slices, tmp_path / "out")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["log.csv"]


def test_a_log_without_rows_leaves_empty_findings(slices: Slices, tmp_path: Path) -> None:
    """With every column and no line."""
    empty = {"place": [], "agency": [], "on": [], "did_hold_on_detainer": []}
    kinds = {"place": pl.String, "agency": pl.String, "on": pl.Date, "did_hold_on_detainer": pl.Boolean}
    pl.DataFrame(empty, schema=kinds).write_parquet(tmp_path / "log.parquet")
    assert stream(tmp_path / "log.parquet", slices, tmp_path / "out").rows == 0
    assert pl.read_parquet(tmp_path / "out" / "findings.parquet").columns == list(NAMES)


def test_the_parts_together_are_the_whole(body: Body, slices: Slices, tmp_path: Path) -> None:
    """Line for line, with the numbers of rows counted through; every row is judged or rejected."""
    path = log(body, tmp_path)
    whole = audit(path, slices)
    made = stream(path, slices, tmp_path / "out", part=17)
    lines = pl.read_parquet(tmp_path / "out" / "findings.parquet")
    apart = ["situation"]  # numbered in the order met, which differs
    assert lines.drop(apart).equals(whole.findings.drop(apart))
    assert (made.rows, made.judged, made.rejected) == (lines["row"].n_unique() + 1, lines["row"].n_unique(), 1)
    told = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))
    assert sum(line["findings"] for line in told["findings"]) == lines.height
    assert pl.read_csv(tmp_path / "out" / "rejected.csv")["row"].to_list() == whole.rejected["row"].to_list()


def test_a_part_that_fails_leaves_nothing_behind(
    body: Body, slices: Slices, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the folder asked for nor the one beside it."""
    path = log(body, tmp_path)

    def broken(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("comity.audit.stream.judged", broken)
    with pytest.raises(InputError, match="cannot be written: no space left"):
        stream(path, slices, tmp_path / "out", part=17)
    assert [p.name for p in tmp_path.iterdir()] == ["log.parquet"]
