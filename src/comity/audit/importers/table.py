"""A source file as rows of text: CSV, Parquet or JSON lines, read defensively.

Only the columns that the caller chooses are kept; the others never leave this module, so what a reader must not see
it cannot carry. A row that cannot be read is rejected with its number; a file that cannot be read is one clear error.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from comity.audit.importers.frame import REJECTED, SET_SEPARATOR
from comity.audit.importers.jsonlines import json_columns, json_table
from comity.vocabulary.errors import InputError, problem

MAX_CELL = 20_000
HEADER_WITHIN = 30
_CHUNK = 50_000
_NOT_TABLES = {
    b"PK\x03\x04": "is a spreadsheet or zip file; save the sheet as CSV",
    b"\x1f\x8b": "is compressed; unpack it first",
    b"\xff\xfe": "is UTF-16 text; save it as UTF-8",
    b"\xfe\xff": "is UTF-16 text; save it as UTF-8",
    b"%PDF": "is a PDF; ask for the data as CSV",
    b"\xd0\xcf\x11\xe0": "is an old spreadsheet; save the sheet as CSV",
}

Choose = Callable[[Sequence[str]], Mapping[str, str]]


@dataclass(frozen=True)
class Table:
    """Rows of text. `frame` has `row` (counted from 1) and the chosen columns under our names; blank cells are null."""

    frame: pl.DataFrame
    rejected: pl.DataFrame
    rows_in: int
    columns: tuple[str, ...]


def plain_name(header: str) -> str:
    """Return a header as a lower-case name with underscores.

    >>> plain_name(" Detainer Prepare Date ")
    'detainer_prepare_date'
    """
    return re.sub(r"[^a-z0-9]+", "_", header.strip().lower()).strip("_")


def columns_of(path: Path, landmarks: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Return the column names of a file, reading no data. `landmarks` are plain names that only a header row holds."""
    match _format(path):
        case "parquet":
            return tuple(_parquet(path, None).columns)
        case "json":
            return json_columns(path)
        case _:
            with _Reading(path) as rows:
                return tuple(name.strip() for name in _header(path, rows, landmarks))


def read_table(
    path: Path, choose: Choose, landmarks: frozenset[str] = frozenset(), span: tuple[int, int] | None = None
) -> Table:
    """Return the chosen columns of a file as text; `span`: from which row of a Parquet file, and how many.

    `choose` is given the source's column names and returns the wanted ones with the names we give them; it may raise
    InputError about a column it refuses.
    """
    match _format(path):
        case "parquet":
            table = _from_parquet(path, choose, span)
        case "json":
            frame, rejected, rows_in, columns = json_table(path, choose)
            table = Table(frame, rejected, rows_in, columns)
        case _:
            with _Reading(path) as rows:
                table = _from_csv(path, rows, choose, landmarks)
    _check_lengths(path, table.frame)
    frame = table.frame.with_columns(by_value(series, _stripped) for series in table.frame if series.dtype == pl.String)
    return Table(frame, table.rejected, table.rows_in, table.columns)


def by_value(series: pl.Series, change: Callable[[pl.Expr], pl.Expr]) -> pl.Series:
    """Return a column changed value by value. Each distinct value is changed once, since logs repeat themselves."""
    distinct = series.unique()
    if len(distinct) * 2 > len(series):
        return series.to_frame().select(change(pl.col(series.name)).alias(series.name)).to_series()
    changed = distinct.to_frame().select(change(pl.col(series.name)).alias("new")).to_series()
    if changed.dtype == distinct.dtype and changed.equals(distinct):
        return series
    return series.replace_strict(distinct, changed, return_dtype=changed.dtype)


def _stripped(text: pl.Expr) -> pl.Expr:
    bare = text.str.strip_chars()
    return pl.when(bare != "").then(bare)


def _format(path: Path) -> str:
    try:
        with path.open("rb") as handle:
            head = handle.read(65_536)
    except OSError as error:
        raise problem(str(path), None, f"cannot be read: {error.strerror or 'not a file'}") from None
    if not head.strip():
        raise problem(str(path), None, "is empty")
    for magic, what in _NOT_TABLES.items():
        if head.startswith(magic):
            raise problem(str(path), None, what)
    if head.startswith(b"PAR1"):
        return "parquet"
    if b"\0" in head:
        raise problem(str(path), None, "is not text: it holds zero bytes")
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith((b"{", b"[")) or path.suffix in {".jsonl", ".ndjson"}:
        return "json"
    return "csv"


class _Reading:
    """Rows of a CSV file with their line numbers; faults of the file become one InputError."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> Iterator[tuple[int, list[str]]]:
        self.handle = self.path.open(encoding="utf-8-sig", newline="")
        self.reader = csv.reader(self.handle, strict=True)
        return ((self.reader.line_num, row) for row in self.reader if row)

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        self.handle.close()
        near = self.reader.line_num + 1
        match error:
            case UnicodeDecodeError():
                raise problem(str(self.path), near, "is not UTF-8 text near here; save it as UTF-8") from None
            case csv.Error() if "field larger" in str(error):
                raise problem(
                    str(self.path), near, "holds a cell of more than 100,000 characters; is a quote missing?"
                ) from None
            case csv.Error() if "end of data" in str(error):
                raise problem(
                    str(self.path), near, "ends inside a quoted cell; the file is cut short or a quote is missing"
                ) from None
            case csv.Error():
                raise problem(str(self.path), near, f"is not well-formed CSV: {error}") from None


def _header(path: Path, rows: Iterator[tuple[int, list[str]]], landmarks: frozenset[str]) -> list[str]:
    first: list[str] | None = None
    for count, (_, row) in enumerate(rows):
        if not landmarks or landmarks & {plain_name(name) for name in row}:
            return row
        first = row if first is None else first
        if count >= HEADER_WITHIN:
            break
    if first is None:
        raise problem(str(path), None, "has no header row")
    return first


def _from_csv(path: Path, rows: Iterator[tuple[int, list[str]]], choose: Choose, landmarks: frozenset[str]) -> Table:
    header = [name.strip() for name in _header(path, rows, landmarks)]
    once_each(path, header)
    chosen = choose(header)
    at = {name: index for index, name in enumerate(header)}
    places = [(at[name], ours) for name, ours in chosen.items()]
    frames: list[pl.DataFrame] = []
    rejected: list[tuple[int, str, str]] = []
    numbers: list[int] = []
    chunk: list[list[str]] = []
    rows_in = 0

    def flush() -> None:
        made: dict[str, pl.Series] = {"row": pl.Series(numbers, dtype=pl.Int64)}
        cells = list(zip(*chunk, strict=True)) or [()] * len(header)
        made |= {ours: pl.Series(cells[index], dtype=pl.String) for index, ours in places}
        frames.append(pl.DataFrame(made))
        numbers.clear()
        chunk.clear()

    for line, row in rows:
        rows_in += 1
        if len(row) != len(header):
            rejected.append((rows_in, "", f"line {line} has {len(row)} cells where the header names {len(header)}"))
            continue
        numbers.append(rows_in)
        chunk.append(row)
        if len(chunk) >= _CHUNK:
            flush()
    flush()
    return Table(pl.concat(frames), pl.DataFrame(rejected, schema=REJECTED, orient="row"), rows_in, tuple(header))


def once_each(path: Path, names: Sequence[str]) -> None:
    """Refuse a header that names a column twice, since nobody could say which one counts."""
    for name, times in Counter(names).items():
        if name and times > 1:
            raise problem(str(path), None, f"names the column `{name[:80]}` twice")


def _parquet(path: Path, columns: list[str] | None, span: tuple[int, int] | None = None) -> pl.DataFrame:
    try:
        if columns is None:
            return pl.DataFrame(schema=pl.read_parquet_schema(path))
        if span is None:
            return pl.read_parquet(path, columns=columns)
        return pl.scan_parquet(path).select(columns).slice(*span).collect()
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError, ValueError, MemoryError):
        raise problem(str(path), None, "is not a whole Parquet file; it may be cut short") from None


def parquet_rows(path: Path) -> int:
    """Return how many rows a Parquet file has. Raise InputError for any other file."""
    if _format(path) != "parquet":
        raise problem(str(path), None, "is not a Parquet file, which alone can be read in parts", "save it as Parquet")
    try:
        return int(pl.scan_parquet(path).select(pl.len()).collect().item())
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError, ValueError):
        raise problem(str(path), None, "is not a whole Parquet file; it may be cut short") from None


def _from_parquet(path: Path, choose: Choose, span: tuple[int, int] | None = None) -> Table:
    columns = tuple(_parquet(path, None).columns)
    chosen = choose(columns)
    source = _parquet(path, list(chosen), span) if chosen else pl.DataFrame()
    made = [_as_text(path, source.schema[name], name).alias(ours) for name, ours in chosen.items()]
    first = 1 + (span[0] if span else 0)
    frame = source.select(made).with_row_index("row", offset=first).with_columns(pl.col("row").cast(pl.Int64))
    return Table(frame, pl.DataFrame(schema=REJECTED), source.height, columns)


def _as_text(path: Path, kind: pl.DataType, name: str) -> pl.Expr:
    column = pl.col(name)
    match kind:
        case pl.Datetime():
            return column.dt.strftime("%Y-%m-%dT%H:%M:%S%:z" if kind.time_zone else "%Y-%m-%dT%H:%M:%S")
        case pl.List():
            return column.cast(pl.List(pl.String)).list.join(SET_SEPARATOR)
        case pl.Struct() | pl.Object() | pl.Binary() | pl.Array():
            raise problem(str(path), None, f"column `{name[:80]}` holds nested values; one column holds one value")
        case _:
            return column.cast(pl.String)


def _check_lengths(path: Path, frame: pl.DataFrame) -> None:
    for name in frame.columns:
        if frame.schema[name] == pl.String:
            longest = frame[name].str.len_bytes().max()
            if isinstance(longest, int) and longest > MAX_CELL:
                at = frame.filter(pl.col(name).str.len_bytes() > MAX_CELL)["row"][0]
                raise InputError(
                    [
                        *problem(
                            str(path),
                            None,
                            f"row {at} holds a cell of {longest:,} bytes in `{name}`; the most is {MAX_CELL:,}",
                        ).problems
                    ]
                )
