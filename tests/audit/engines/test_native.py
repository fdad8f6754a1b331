"""What each engine does in its own way: numbering rows, small tables beside a log, distinct values, starting."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import duckdb
import narwhals as nw
import polars as pl
import pytest

from comity import InputError
from comity.audit.engines import native
from comity.audit.engines.native import beside, distinct, engine_of, fetched, is_lazy, moved, opened, values

TABLE = pl.DataFrame({"row": [1, 2, 3], "a": ["x", "y", "x"], 'b "b"': ["", "y", "o'x"]})


def test_a_file_or_a_table_on_this_machine_is_not_lazy(engine: str) -> None:
    """They are judged as they always were; a frame of an engine is judged in it."""
    assert not is_lazy("log.csv")
    assert not is_lazy(TABLE)
    assert is_lazy(moved(TABLE, engine))


@pytest.mark.parametrize("log", [TABLE, "log.csv", None])
def test_what_no_engine_holds_is_refused(log: object) -> None:
    """With the engines that are known."""
    with pytest.raises(InputError, match="is a frame of no engine that is known; known: polars, duckdb, spark"):
        opened(log)


def test_numbers_that_a_log_brings_are_kept(engine: str) -> None:
    """They are the caller's own."""
    frame = opened(moved(TABLE.with_columns(pl.col("row") * 7), engine))
    assert engine_of(frame) == engine
    assert sorted(fetched(frame.select("row"))["row"]) == [7, 14, 21]


@pytest.mark.parametrize("held_by", ["polars", "duckdb"])
def test_a_log_without_numbers_is_numbered_in_its_order(held_by: str) -> None:
    """From 1, as the rows of a file are."""
    frame = fetched(opened(moved(TABLE.drop("row"), held_by)))
    assert frame.select("row", "a").sort("row").rows() == [(1, "x"), (2, "y"), (3, "x")]


def test_spark_is_asked_for_numbers(spark: Any) -> None:
    """It has no order of rows to count by."""
    with pytest.raises(InputError, match="has no column `row`; Spark keeps no order of rows"):
        opened(spark.createDataFrame(TABLE.drop("row").to_arrow()))


def test_a_table_laid_beside_a_log_can_be_joined_to_it(engine: str) -> None:
    """With its nulls, its days and no rows at all."""
    frame = opened(moved(TABLE, engine))
    lay = beside(frame)
    table = pl.DataFrame({"a": ["x", "y"], "more": ["o'x", None], "on": [None, "2026-02-28"]})
    table = table.with_columns(pl.col("on").str.to_date())
    joined = frame.select("row", "a").join(lay(table), on="a", how="left").join(lay(table.clear()), on="a", how="anti")
    assert fetched(joined).sort("row").rows() == [
        (1, "x", "o'x", None),
        (2, "y", None, table["on"][1]),
        (3, "x", "o'x", None),
    ]


def test_a_relation_of_any_connection_is_judged_on_it() -> None:
    """Not only of DuckDB's default connection; nothing of ours is left in its database."""
    with duckdb.connect() as connection:
        connection.execute("create table log as select 1 as row, 'x' as a, 'y' as b")
        frame = opened(connection.table("log"))
        table = pl.DataFrame({"a": ["x"], "more": [5]})
        assert fetched(frame.join(beside(frame)(table), on="a", how="inner")).rows() == [(1, "x", "y", 5)]
        assert values(frame, ["a", "b"]).rows() == [("a", "x"), ("b", "y")]
        kept = connection.sql("select table_name from duckdb_tables()").fetchall()
        assert kept == [("log",)]


def test_distinct_combinations_come_in_order_with_their_rows(engine: str) -> None:
    """So that situations are met in the same order everywhere."""
    frame = opened(moved(TABLE, engine))
    assert distinct(frame, ["a"]).rows() == [("x", 2), ("y", 1)]


def test_distinct_values_of_many_columns_come_in_one_pass(engine: str) -> None:
    """Whatever a column is called."""
    frame = opened(moved(TABLE, engine))
    expected = [("a", "x"), ("a", "y"), ('b "b"', ""), ('b "b"', "o'x"), ('b "b"', "y")]
    assert values(frame, ["a", 'b "b"']).rows() == expected


def test_what_is_fetched_is_a_table_on_this_machine(engine: str) -> None:
    """With the types that went in."""
    back = fetched(nw.from_native(moved(TABLE, engine)))
    assert back.sort("row").equals(TABLE)


@pytest.mark.parametrize(("name", "package"), [("duckdb", "duckdb"), ("spark", "pyspark.sql")])
def test_an_engine_that_is_not_installed_is_told_with_what_to_install(
    monkeypatch: pytest.MonkeyPatch, name: str, package: str
) -> None:
    """As an extra of this package."""

    def missing(wanted: str) -> Any:
        if wanted == package:
            raise ModuleNotFoundError(name=wanted)
        return import_module(wanted)

    monkeypatch.setattr(native, "import_module", missing)
    with pytest.raises(InputError, match=rf"--engine: {package} is not installed; install `comity\[{name}\]`"):
        moved(TABLE, name)


def test_spark_that_cannot_start_says_what_it_needs(monkeypatch: pytest.MonkeyPatch, spark: Any) -> None:
    """Java, which no package brings."""
    from pyspark.errors import PySparkRuntimeError  # noqa: PLC0415 - not everybody has it
    from pyspark.sql import SparkSession  # noqa: PLC0415 - as above

    def fails(_: object) -> None:
        raise PySparkRuntimeError(errorClass="JAVA_GATEWAY_EXITED", messageParameters={})

    assert spark is not None
    monkeypatch.setattr(SparkSession, "getActiveSession", lambda: None)
    monkeypatch.setattr(SparkSession.Builder, "getOrCreate", fails)
    with pytest.raises(InputError, match="Spark cannot start here; it needs Java 17 or newer"):
        moved(TABLE, "spark")
