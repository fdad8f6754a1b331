"""Whether the rows of a log come in the same order each time it is gone through, so that they can be numbered by it.

A log is gone through many times: once for what is distinct, once for each act, once for what is rejected. Numbers that
change in between would tell one act of one row and the next act of another. An engine says in its plan how rows come;
where it does not promise an order, the log must bring its numbers.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

VIEW = "comity_log"
# What reads stored rows from first to last or passes them on one by one. Anything else may come out in any order, since
# threads hash, join and merge as they get to it.
_ORDERLY = {"PROJECTION", "FILTER", "LIMIT", "STREAMING_LIMIT", "STREAMING_WINDOW", "UNNEST", "EMPTY_RESULT"}
_STORED = {
    "SEQ_SCAN",
    "TABLE_SCAN",
    "PARQUET_SCAN",
    "COLUMN_DATA_SCAN",
    "ARROW_SCAN",
    "PYTHON_ARROW_SCAN",
    "PANDAS_SCAN",
}
_READ = "READ_"
_UNORDERED = re.compile(r"^\s*(?:\w+\[maintain_order: false|(?:\w+ )?\w+ JOIN\b|SORT BY\b)", re.MULTILINE)


def lasting(log: Any, engine: str) -> bool:
    """Return whether a relation of DuckDB or a LazyFrame of Polars gives its rows in one order, however often asked.

    >>> import polars as pl
    >>> log = pl.LazyFrame({"place": ["us", "us"]})
    >>> lasting(log, "polars"), lasting(log.unique(), "polars")
    (True, False)
    """
    if engine == "polars":
        return _UNORDERED.search(log.explain(optimized=False)) is None
    ((preserved,),) = log.query(VIEW, "select current_setting('preserve_insertion_order')").fetchall()
    if not preserved:
        return False
    ((_, plan),) = log.query(VIEW, f"explain (format json) select * from {VIEW}").fetchall()  # noqa: S608 - our own name
    return all(n in _ORDERLY or n in _STORED or n.startswith(_READ) for n in _operators(json.loads(plan)))


def _operators(steps: list[dict[str, Any]]) -> Iterator[str]:
    for step in steps:
        yield step["name"].strip()
        yield from _operators(step.get("children", []))
