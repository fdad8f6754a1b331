"""What the dataframe engines do each in their own way: numbering rows, laying a small table beside a log, and starting.

Everything else is written once, in expressions that all of them take. A table laid beside a log is one that the driver
holds anyway: distinct values, keys, verdicts. No rule is evaluated here.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any

import narwhals as nw
import polars as pl

from comity.audit.engines.order import VIEW, lasting
from comity.vocabulary.errors import problem

ENGINES = ("polars", "duckdb", "spark")
Lazy = nw.LazyFrame[Any]


def is_lazy(log: object) -> bool:
    """Return whether a log is a frame that an engine computes when asked: a LazyFrame, a relation, a Spark DataFrame.

    >>> is_lazy(pl.LazyFrame({"row": [1]})), is_lazy(pl.DataFrame({"row": [1]})), is_lazy("log.csv")
    (True, False, False)
    """
    return isinstance(nw.from_native(log, pass_through=True), nw.LazyFrame)


def opened(log: Any) -> Lazy:
    """Return a lazy frame of any engine, its rows numbered in a column `row`.

    A LazyFrame and a relation are numbered from 1 in their own order where they bring no numbers. Spark has no order,
    and neither has what is joined, grouped or sorted on several threads: these must bring them. Raise InputError for
    one that does not, and for an engine that is not known.
    """
    frame = nw.from_native(log, pass_through=True)
    if not isinstance(frame, nw.LazyFrame) or engine_of(frame) not in ENGINES:
        raise problem("log", None, "is a frame of no engine that is known", f"known: {', '.join(ENGINES)}")
    if "row" in frame.columns:
        return frame
    match engine_of(frame):
        case "spark":
            hint = "Spark keeps no order of rows: number them, so that a finding can name its row"
            raise problem("log", None, "has no column `row`", hint)
        case engine if not lasting(log, engine):
            hint = "what is joined, grouped or sorted comes in another order each time: number the rows"
            raise problem("log", None, "has no column `row`", hint)
        case "duckdb":
            return _lazy(log.project("row_number() over () as row, *"))
        case _:
            return _lazy(log.with_row_index("row", offset=1))


def _lazy(native: Any) -> Lazy:
    frame: Lazy = nw.from_native(native)
    return frame


def engine_of(frame: Lazy) -> str:
    """Return the name of the engine that holds a frame."""
    if frame.implementation.is_duckdb():
        return "duckdb"
    return "spark" if frame.implementation.is_spark_like() else str(frame.implementation.name).lower()


@dataclass(frozen=True)
class Beside:
    """Where small tables are laid beside a log: the log's own connection to DuckDB, its Spark session, or nowhere."""

    engine: str
    through: Any

    def __call__(self, table: pl.DataFrame) -> Lazy:
        """Return a small table in the engine, ready to be joined to the log."""
        match self.engine:
            case "duckdb":
                arrow = table.to_arrow()  # noqa: F841 - DuckDB finds it by its name
                return _lazy(self.through.query(VIEW, "select * from arrow"))
            case "spark":
                return _lazy(self.through.createDataFrame(table.to_arrow()).hint("broadcast"))
            case _:
                return _lazy(table.lazy())


def beside(frame: Lazy) -> Beside:
    """Return where small tables are laid beside a frame."""
    native, engine = nw.to_native(frame), engine_of(frame)
    match engine:
        case "duckdb":
            # A relation of its own, since DuckDB binds the whole of the one it is asked through.
            return Beside(engine, native.query(VIEW, "select 1 as one"))
        case "spark":
            return Beside(engine, native.sparkSession)
        case _:
            return Beside(engine, None)


def distinct(frame: Lazy, columns: list[str]) -> pl.DataFrame:
    """Return the distinct combinations of some columns, in order, with the number of their rows in `_rows`."""
    counted = frame.group_by(columns).agg(nw.len().alias("_rows"))
    return fetched(counted).with_columns(pl.col("_rows").cast(pl.Int64)).sort(columns)


def values(frame: Lazy, columns: list[str]) -> pl.DataFrame:
    """Return the distinct values of each of some columns of text, in one pass: `name` and `value`."""
    if engine_of(frame) == "duckdb":
        # narwhals would ask DuckDB's default connection, which need not be that of the log.
        names = ", ".join('"' + name.replace('"', '""') + '"' for name in columns)
        turned = f"select name, value from (unpivot {VIEW} on {names} into name name value value)"  # noqa: S608 - quoted
        long = _lazy(nw.to_native(frame.select(columns)).query(VIEW, turned))
    else:
        long = frame.select(columns).unpivot(on=columns, variable_name="name", value_name="value")
    return distinct(long, ["name", "value"]).drop("_rows")


def fetched(frame: Lazy) -> pl.DataFrame:
    """Return what a frame holds, on the driver."""
    native = nw.to_native(frame)
    if isinstance(native, pl.LazyFrame):
        return native.collect(engine="streaming")
    collected: pl.DataFrame = nw.to_native(frame.collect(backend="polars"))
    return collected


def moved(frame: pl.DataFrame, engine: str) -> Any:
    """Return a table as a frame of an engine on this machine: a LazyFrame, a relation or a Spark DataFrame.

    Raise InputError for an unknown engine, and for one that is not installed or cannot start.
    """
    match engine:
        case "polars":
            return frame.lazy()
        case "duckdb":
            duckdb = _installed("duckdb", engine)
            return duckdb.from_arrow(frame.to_arrow())
        case "spark":
            return _session().createDataFrame(frame.to_arrow())
        case _:
            raise problem("--engine", None, f"unknown engine `{engine[:40]}`", f"known: {', '.join(ENGINES)}")


def _installed(package: str, engine: str) -> Any:
    try:
        import_module("pyarrow")
        return import_module(package)
    except ImportError as error:
        raise problem("--engine", None, f"{error.name} is not installed", f"install `comity[{engine}]`") from None


def _session() -> Any:
    """Return the session that runs, or a new one: of the cluster under spark-submit, else of this machine."""
    sql = _installed("pyspark.sql", "spark")
    builder = sql.SparkSession.builder.appName("comity").config("spark.ui.showConsoleProgress", "false")
    try:
        return sql.SparkSession.getActiveSession() or builder.getOrCreate()
    except import_module("pyspark.errors").PySparkRuntimeError:
        raise problem(
            "--engine", None, "Spark cannot start here", "it needs Java 17 or newer, on the path or in JAVA_HOME"
        ) from None
