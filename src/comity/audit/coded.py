"""The columns of a log as small numbers: each distinct text is read once, and every row carries its number.

No rule is evaluated here. A letter is what a row knows of one fact: the cells it can lie in, and those cells as
presumed where nothing is known.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl

from comity.audit.columns import BLANK, Columns
from comity.condition.cells import Cells
from comity.engine.known import mask
from comity.engine.table import Letter

Codes = np.ndarray[tuple[int], np.dtype[Any]]
_ROOM = 1 << 62


@dataclass(frozen=True)
class Column:
    """One column: `values[codes[row]]` is the text of a row, blank where nothing is recorded."""

    codes: Codes
    values: tuple[str, ...]


def columns_of(frame: pl.DataFrame) -> dict[str, Column]:
    """Return the columns of a frame as numbers, `row` left out; yes and no are written out."""
    text = [
        pl.when(pl.col(name)).then(pl.lit("yes")).when(~pl.col(name)).then(pl.lit("no"))
        if kind == pl.Boolean
        else pl.col(name).cast(pl.String)
        for name, kind in frame.schema.items()
        if name != "row"
    ]
    names = [name for name in frame.columns if name != "row"]
    told = frame.select(
        t.fill_null(BLANK).cast(pl.Categorical).alias(name) for name, t in zip(names, text, strict=True)
    )
    return {name: _column(told[name]) for name in names}


def column(series: pl.Series) -> Column:
    """Return one column as numbers."""
    return columns_of(series.alias("_").to_frame())["_"]


def _column(told: pl.Series) -> Column:
    rows, places = distinct(told.to_physical().to_numpy())
    met = np.argsort(rows)  # values in the order in which they are met, whatever numbers polars gave them
    onto = np.empty(len(rows), dtype=_small(len(rows)))
    onto[met] = np.arange(len(rows))
    return Column(onto[places], tuple(told.gather(rows[met]).cast(pl.String).to_list()))


def _small(count: int) -> type[np.unsignedinteger[Any]]:
    return np.uint8 if count <= 256 else np.uint16 if count <= 65_536 else np.uint32


def combined(codes: Sequence[Codes], sizes: Sequence[int], rows: int) -> Codes:
    """Return one number per row that tells every combination of several columns apart."""
    found = np.zeros(rows, dtype=np.int64)
    room = 1
    for each, size in zip(codes, sizes, strict=True):
        if size <= 1:
            continue
        if room * size > _ROOM:
            _, found = np.unique(found, return_inverse=True)
            room = int(found.max(initial=0)) + 1
        found = found * size + each
        room *= size
    return found


def distinct(combination: Codes) -> tuple[Codes, Codes]:
    """Return a row for each distinct number, and for each row the position of its number among them."""
    if not len(combination):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    high = int(combination.max())
    if high < 4 * len(combination) + 1024:  # few numbers: a list of them is quicker than sorting
        first = np.full(high + 1, -1, dtype=np.int64)
        first[combination[::-1]] = np.arange(len(combination) - 1, -1, -1)
        present = np.flatnonzero(first >= 0)
        place = np.zeros(high + 1, dtype=np.int64)
        place[present] = np.arange(len(present))
        return first[present], place[combination]
    _, rows, inverse = np.unique(combination, return_index=True, return_inverse=True)
    return rows, inverse


@dataclass
class Coded:
    """The columns of some rows of a log, with the letters worked out so far.

    `reader` says which columns a fact is read from and what one distinct combination of them tells.
    """

    reader: Columns
    columns: dict[str, Column]
    rows: int
    _letters: dict[tuple[object, ...], tuple[tuple[Letter, ...], Codes]] = field(default_factory=dict)
    _combined: dict[tuple[str, ...], tuple[Codes, list[dict[str, str]]]] = field(default_factory=dict)

    def letters(self, cells: Cells) -> tuple[tuple[Letter, ...], Codes]:
        """Return the letters of one variable, and each row's letter."""
        key = (cells.fact, cells.members, cells.cuts)
        found = self._letters.get(key)
        if found is None:
            found = self._letters[key] = self._worked_out(cells)
        return found

    def _worked_out(self, cells: Cells) -> tuple[tuple[Letter, ...], Codes]:
        presumption = self.presumption(cells)
        names = tuple(n for n in self.reader.sources(cells.fact) if n in self.columns)
        if not names:
            return ((cells.whole, presumption),), np.zeros(self.rows, dtype=np.uint8)
        codes, values = self.combination(names)
        alphabet: dict[Letter, int] = {}
        onto = np.zeros(len(values), dtype=np.uint8)
        for i, value in enumerate(values):
            known = mask(self.reader.known(cells.fact, value), cells)
            onto[i] = alphabet.setdefault((known, presumption if known == cells.whole else known), len(alphabet))
        return tuple(alphabet), onto[codes]

    def presumption(self, cells: Cells) -> int:
        """Return the cells of a fact that is presumed where nothing is known; all of them where nothing is presumed."""
        fact = self.reader.body.facts.get(cells.fact)
        if fact is None or fact.presumption is None:
            return cells.whole
        return cells.mask_of_values({fact.presumption}) if cells.members else cells.whole

    def combination(self, names: tuple[str, ...]) -> tuple[Codes, list[dict[str, str]]]:
        """Return each row's number among the distinct combinations of some columns, and the combinations."""
        found = self._combined.get(names)
        if found is None:
            if len(names) == 1:
                only = self.columns[names[0]]
                found = only.codes, [{names[0]: value} for value in only.values]
            else:
                columns = [self.columns[n] for n in names]
                whole = combined([c.codes for c in columns], [len(c.values) for c in columns], self.rows)
                rows, inverse = distinct(whole)
                found = (
                    inverse,
                    [{n: c.values[int(c.codes[r])] for n, c in zip(names, columns, strict=True)} for r in rows],
                )
            self._combined[names] = found
        return found

    def kept(self, rows: Codes) -> Coded:
        """Return some of the rows, in the order given; all of them are left as they are."""
        if len(rows) == self.rows and bool((rows[:-1] < rows[1:]).all()):
            return self
        return Coded(self.reader, {n: Column(c.codes[rows], c.values) for n, c in self.columns.items()}, len(rows))

    def renamed(self, change: Callable[[str], str]) -> Coded:
        """Return the columns with every distinct text changed."""
        made = {}
        for name, told in self.columns.items():
            onto: dict[str, int] = {}
            places = [onto.setdefault(change(value), len(onto)) for value in told.values]
            same = len(onto) == len(places)
            codes = told.codes if same else np.array(places, dtype=_small(len(onto)))[told.codes]
            made[name] = Column(codes, tuple(onto))
        return Coded(self.reader, made, self.rows)
