"""Rows are numbered only where their order lasts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from comity import InputError, Law
from comity.audit.engines import audit_lazy
from comity.audit.engines.native import fetched, opened
from comity.audit.engines.order import lasting

FRAME = pl.LazyFrame({"a": [2, 1, 2], "b": ["x", "y", "z"]})
POLARS: dict[str, tuple[Callable[[pl.LazyFrame], pl.LazyFrame], bool]] = {
    "as it is": (lambda f: f, True),
    "filtered": (lambda f: f.filter(pl.col("a") > 1).with_columns(c=1), True),
    "one after the other": (lambda f: pl.concat([f, f]), True),
    "grouped in order": (lambda f: f.group_by("a", maintain_order=True).agg(pl.len()), True),
    "grouped": (lambda f: f.group_by("a").agg(pl.len()), False),
    "unique": (lambda f: f.unique().with_columns(c=1), False),
    "joined": (lambda f: f.join(f, on="a", how="left"), False),
    "crossed": (lambda f: f.join(f, how="cross"), False),
    "sorted": (lambda f: f.sort("a"), False),
}
DUCKDB = {
    "from log": True,
    "from seen": True,
    "select b, 1 as one from log where a > 1": True,
    "from log limit 2": True,
    "from '{file}'": True,
    "from read_csv('{file}', all_varchar = true)": True,
    "select a, min(b) as b from log group by a": False,
    "select distinct a from log": False,
    "select l.b from log l join seen s using (a)": False,
    "from log order by a": False,
    "from log union all from log": False,
}


@pytest.fixture
def connection() -> Iterator[Any]:
    with duckdb.connect() as opened_here:
        opened_here.execute("create table log as select * from (values (2, 'x'), (1, 'y'), (2, 'z')) v(a, b)")
        opened_here.execute("create view seen as select a, b from log where b > 'a'")
        yield opened_here


@pytest.mark.parametrize("how", POLARS)
def test_a_lazy_frame_keeps_its_order_unless_its_plan_says_otherwise(how: str) -> None:
    """What is grouped, made unique, joined or sorted comes as its threads get to it."""
    made, lasts = POLARS[how]
    assert lasting(made(FRAME), "polars") is lasts


@pytest.mark.parametrize("query", DUCKDB)
def test_a_relation_keeps_its_order_where_stored_rows_are_only_read(
    connection: Any, query: str, tmp_path: Path
) -> None:
    """A table, a view of it, a file; not what is hashed, merged or sorted."""
    file = tmp_path / "log.csv"
    FRAME.collect().write_csv(file)
    assert lasting(connection.sql(query.format(file=file)), "duckdb") is DUCKDB[query]


def test_a_table_on_this_machine_handed_to_duckdb_keeps_its_order(connection: Any) -> None:
    """As `comity audit --engine duckdb` does it."""
    assert lasting(connection.from_arrow(FRAME.collect().to_arrow()), "duckdb")


def test_duckdb_told_not_to_keep_order_is_believed(connection: Any) -> None:
    """Then not even a table comes as it is stored."""
    connection.execute("set preserve_insertion_order = false")
    assert not lasting(connection.table("log"), "duckdb")


@pytest.mark.parametrize("held_by", ["polars", "duckdb"])
def test_a_log_whose_order_does_not_last_must_bring_numbers(connection: Any, held_by: str) -> None:
    """And once it brings them it is taken as it comes."""
    grouped = {"polars": FRAME.unique(), "duckdb": connection.sql("select distinct a, b from log")}[held_by]
    with pytest.raises(
        InputError, match="has no column `row`; what is joined, grouped or sorted comes in another order"
    ):
        opened(grouped)
    numbered = {
        "polars": FRAME.unique().sort("b").with_row_index("row", offset=1),
        "duckdb": connection.sql(
            "select row_number() over (order by b) as row, * from (select distinct a, b from log)"
        ),
    }[held_by]
    assert fetched(opened(numbered)).sort("row").select("row", "b").rows() == [(1, "x"), (2, "y"), (3, "z")]


def test_rows_of_a_table_are_numbered_alike_in_every_act_on_many_threads(made: Law, connection: Any) -> None:
    """However many parts the table is read in, each line tells of the row that the table has in that place."""
    count = 300_000
    connection.execute("set threads = 4")
    connection.execute(
        "create table long as select 'us/xx' as place, 'jail' as agency, '2026-02-28' as \"on\", i % 3 = 0 as"
        " did_hold_on_detainer, i % 3 = 0 as did_notify_release from range(1, 300001) r(i)"
    )
    found = fetched(opened(audit_lazy(connection.table("long"), made.slices).findings))
    told = found.group_by("action").agg(pl.len(), (pl.col("did") == (pl.col("row") % 3 == 0)).all().alias("alike"))
    assert sorted(told.rows()) == [("hold_on_detainer", count, True), ("notify_release", count, True)]
