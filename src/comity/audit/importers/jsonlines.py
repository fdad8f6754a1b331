"""JSON lines: one object a line, its `facts` and `moments` laid flat beside the other columns.

A line that is not an object is a rejected row, since one bad line must not hide the rest.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import polars as pl

from comity.audit.importers.frame import REJECTED, SET_SEPARATOR
from comity.vocabulary.errors import problem

NESTED = ("facts", "moments")


def json_columns(path: Path) -> tuple[str, ...]:
    """Return every column name that some line uses, in order of first use."""
    names: dict[str, None] = {}
    readable = False
    for _, found in _objects(path):
        if isinstance(found, dict):
            readable = True
            names.update(dict.fromkeys(found))
    if not readable:
        raise problem(str(path), None, "holds no JSON object; write one object a line")
    return tuple(names)


def json_table(
    path: Path, choose: Callable[[Sequence[str]], Mapping[str, str]]
) -> tuple[pl.DataFrame, pl.DataFrame, int, tuple[str, ...]]:
    """Return the chosen columns as text, the rejected lines, the number of lines and all column names."""
    columns = json_columns(path)
    chosen = choose(columns)
    rows: list[int] = []
    values: dict[str, list[str | None]] = {ours: [] for ours in chosen.values()}
    rejected: list[tuple[int, str, str]] = []
    rows_in = 0
    for rows_in, found in _objects(path):
        if isinstance(found, str):
            rejected.append((rows_in, "", found))
            continue
        try:
            texts = {ours: _text(found.get(name)) for name, ours in chosen.items()}
        except ValueError:
            nested = next(name for name in chosen if not _is_flat(found.get(name)))
            rejected.append((rows_in, nested, f"`{nested[:80]}` holds nested values; one column holds one value"))
            continue
        rows.append(rows_in)
        for ours, text in texts.items():
            values[ours].append(text)
    made = {"row": pl.Series(rows, dtype=pl.Int64)} | {k: pl.Series(v, dtype=pl.String) for k, v in values.items()}
    return pl.DataFrame(made), pl.DataFrame(rejected, schema=REJECTED, orient="row"), rows_in, columns


def _objects(path: Path) -> Iterator[tuple[int, dict[str, object] | str]]:
    row = 0
    try:
        with path.open(encoding="utf-8-sig") as handle:
            for line, text in enumerate(handle, start=1):
                if text.strip():
                    row += 1
                    yield row, _object(line, text)
    except UnicodeDecodeError:
        raise problem(str(path), None, "is not UTF-8 text; save it as UTF-8") from None


def _object(line: int, text: str) -> dict[str, object] | str:
    try:
        found = json.loads(text, object_pairs_hook=_once)
    except RecursionError:
        return f"line {line} is nested too deeply"
    except ValueError as error:
        twice = str(error).startswith("names `")
        return f"line {line} {error}" if twice else f"line {line} is not a whole JSON object"
    if not isinstance(found, dict):
        return f"line {line} is not a JSON object"
    flat: dict[str, object] = {}
    for name, value in found.items():
        inner = value if name in NESTED and isinstance(value, dict) else {name: value}
        for key, item in inner.items():
            if key in flat:
                return f"line {line} names `{key[:80]}` twice"
            flat[key] = item
    return flat


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) != len(pairs):
        seen: set[str] = set()
        twice = next(name for name, _ in pairs if name in seen or seen.add(name))  # type: ignore[func-returns-value]  # add returns None on purpose
        raise ValueError(f"names `{twice[:80]}` twice")
    return made


def _is_flat(value: object) -> bool:
    if isinstance(value, list):
        return all(isinstance(item, str) for item in value)
    return value is None or isinstance(value, str | bool | int | float)


def _text(value: object) -> str | None:
    if not _is_flat(value):
        raise ValueError
    match value:
        case None:
            return None
        case bool():
            return "true" if value else "false"
        case list():
            return SET_SEPARATOR.join(str(item) for item in value)
        case _:
            return str(value)
