"""What the law can tell apart in a log's columns, in as few texts as possible: the own facts of each diagram.

A yes/no or choice fact is read from its own column as it stands. Whatever is read from several columns, from a number,
a date or a set first becomes a *class*: the values that lie in the same cells of every diagram asked are one, and one
of them stands for all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import polars as pl

from comity.audit.columns import BLANK, Columns
from comity.audit.engines.native import Beside, Lazy, distinct
from comity.condition.cells import Cells
from comity.engine.known import Known, mask
from comity.vocabulary.fact import Kind

PLAIN = (Kind.YESNO, Kind.CHOICE)


@dataclass(frozen=True)
class Parts(Columns):
    """How a log is read once each fact has one column at most: its own, or one of classes.

    `classes` gives the column of classes of several columns together, and `standing` the values that each of its texts
    stands for. `present` are the columns of the log.
    """

    present: tuple[str, ...] = ()
    classes: dict[tuple[str, ...], str] = field(default_factory=dict)
    standing: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)

    def sources(self, fact: str) -> tuple[str, ...]:
        """Return the column that a fact is read from, or none."""
        columns = self.columns(fact)
        return (self.classes.get(columns, columns[0]),) if columns else ()

    def columns(self, fact: str) -> tuple[str, ...]:
        """Return the columns of the log that a fact is read from."""
        return tuple(dict.fromkeys(c for c in super().sources(fact) if c in self.present))

    def known(self, fact: str, row: Mapping[str, Any]) -> Known | None:
        """Return what the text of such a column says of a fact."""
        ((name, text),) = row.items()
        return super().known(fact, self.standing[name][text] if name in self.standing else row)

    def told(self, variables: Iterable[Cells]) -> tuple[str, ...]:
        """Return the columns that these variables are told from, each once; one with a single class tells nothing."""
        names = dict.fromkeys(n for v in variables for n in self.sources(v.fact))
        return tuple(n for n in names if len(self.standing.get(n, PLAIN)) > 1)

    def alike(self, variables: Iterable[Cells]) -> set[str]:
        """Return the columns of classes that are the same in every row, which no engine needs to hold."""
        return {n for v in variables for n in self.sources(v.fact)} - set(self.told(variables))


def parted(log: Lazy, beside: Beside, parts: Parts, variables: Iterable[Cells]) -> tuple[Parts, Lazy]:
    """Return how the log is read for these variables, and the log with the columns of classes that this needs."""
    wanted: dict[tuple[str, ...], dict[object, Cells]] = {}
    for cells in variables:
        wanted.setdefault(parts.columns(cells.fact), {})[cells.fact, cells.members, cells.cuts] = cells
    classes, standing = dict(parts.classes), dict(parts.standing)
    for names, asked in wanted.items():
        if not names or (len(names) == 1 and all(c.fact == names[0] and c.kind in PLAIN for c in asked.values())):
            continue
        name = classes[names] = f"_class_{len(classes)}"
        table, standing[name] = _classed(distinct(log, list(names)).drop("_rows"), parts, list(asked.values()), name)
        if len(standing[name]) > 1:
            log = log.join(beside(table), on=list(names), how="left")
    return replace(parts, classes=classes, standing=standing), log


def _classed(
    combinations: pl.DataFrame, parts: Parts, asked: list[Cells], name: str
) -> tuple[pl.DataFrame, dict[str, dict[str, Any]]]:
    """Return each combination with its class, and the first combination of each class."""
    reader = Columns(parts.body)
    found: dict[tuple[int, ...], str] = {}
    standing: dict[str, dict[str, Any]] = {}
    numbers = []
    for row in combinations.iter_rows(named=True):
        masks = tuple(mask(reader.known(c.fact, row), c) for c in asked)
        number = found.setdefault(masks, str(len(found)))
        standing.setdefault(number, row)
        numbers.append(number)
    if len(standing) == 1:
        standing = {BLANK: standing["0"]}
    return combinations.with_columns(pl.Series(name, numbers, dtype=pl.String)), standing
