"""Source files read defensively: one clear message, never a crash, never a lost row."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import polars as pl
import pytest

from comity.audit.importers.table import MAX_CELL, Table, columns_of, read_table
from comity.vocabulary.errors import InputError


def everything(header: Sequence[str]) -> dict[str, str]:
    """Choose every column."""
    return {name: name for name in header}


def read(tmp_path: Path, content: bytes | str, name: str = "log.csv") -> Table:
    """Write a file and read it."""
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_table(path, everything)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"PK\x03\x04rest", "is a spreadsheet"),
        (b"\x1f\x8brest", "is compressed"),
        ("a,b\n1,2\n".encode("utf-16"), "is UTF-16"),
        (b"a,b\n1,\x00\n", "holds zero bytes"),
        (b"a,b\n1,caf\xe9\n", "is not UTF-8 text"),
        (b'a,b\n1,"2\n', "ends inside a quoted cell"),
        (b'a,b\n1,"2"x\n', "is not well-formed CSV"),
        (b"a,a\n1,2\n", "names the column `a` twice"),
        (b"a,b\n1," + b"x" * 1_000_000 + b"\n", "more than 100,000 characters"),
        (b"a,b\n1," + b"x" * (MAX_CELL + 1) + b"\n", "row 1 holds a cell of 20,001 bytes in `b`"),
        (b"PAR1 cut short", "is not a whole Parquet file"),
        (b"[1, 2]\n", "holds no JSON object"),
        (b"{" * 100_000, "holds no JSON object"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_clear_message(tmp_path: Path, content: bytes, words: str) -> None:
    """No traceback, one problem, in plain words."""
    with pytest.raises(InputError) as raised:
        read(tmp_path, content)
    assert len(raised.value.problems) == 1
    assert words in str(raised.value)


def test_a_missing_file_and_a_folder_are_clear_messages(tmp_path: Path) -> None:
    """Neither is a traceback."""
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(InputError, match="cannot be read"):
            columns_of(path)


def test_a_row_with_too_few_or_too_many_cells_is_rejected_with_its_number(tmp_path: Path) -> None:
    """The others are kept."""
    table = read(tmp_path, "a,b\n1,2\n3\n4,5,6\n7,8\n")
    assert table.rows_in == 4
    assert table.frame["row"].to_list() == [1, 4]
    assert table.rejected["row"].to_list() == [2, 3]
    assert table.rejected["reason"][0] == "line 3 has 1 cells where the header names 2"


def test_blank_cells_are_null_and_blank_lines_are_not_rows(tmp_path: Path) -> None:
    """A byte order mark is no part of the first name."""
    table = read(tmp_path, "\ufeffa,b\n1, \n\n,2\n")
    assert table.rows_in == 2
    assert table.frame.select("a", "b").rows() == [("1", None), (None, "2")]


def test_lines_above_the_header_are_passed_over(tmp_path: Path) -> None:
    """Only where a landmark tells which row is the header."""
    path = tmp_path / "raw.csv"
    path.write_text("Released under FOIA\n\nNote,,\n,,\nMore\nEnd\nSome Date,B\n2020,x\n")
    table = read_table(path, everything, frozenset({"some_date"}))
    assert table.columns == ("Some Date", "B")
    assert table.rows_in == 1


def test_json_lines_lay_facts_flat_and_reject_what_is_no_object(tmp_path: Path) -> None:
    """A bad or nested line costs one row, not the file."""
    text = (
        '{"place": "us", "facts": {"due": true, "kinds": ["b", "a"]}}\n[]\n'
        '{"place": "us", "x": {"y": 1}}\n{"place": \n{"place": "us", "place": "xx"}\n'
    )
    table = read(tmp_path, text, "log.jsonl")
    assert table.rows_in == 5
    assert table.frame.select("row", "place", "due", "kinds").rows() == [(1, "us", "true", "b;a")]
    assert table.rejected["row"].to_list() == [2, 3, 4, 5]
    assert "twice" in table.rejected["reason"][3]


def test_parquet_values_become_text(tmp_path: Path) -> None:
    """Yes/no, day, moment, list and number each have one way to be written."""
    path = tmp_path / "log.parquet"
    frame = pl.DataFrame({"b": [True, None], "l": [["x", "y"], None], "n": [1, 2]}).with_columns(
        d=pl.date(2026, 2, 10), m=pl.datetime(2026, 2, 10, 2, 40).dt.replace_time_zone("America/New_York")
    )
    frame.write_parquet(path)
    row = read_table(path, everything).frame.row(0, named=True)
    assert row == {"row": 1, "b": "true", "l": "x;y", "n": "1", "d": "2026-02-10", "m": "2026-02-10T02:40:00-05:00"}


def test_a_cut_or_spoiled_parquet_file_never_crashes(tmp_path: Path) -> None:
    """Any prefix, and any flipped byte, is read or refused; nothing else comes out."""
    whole = tmp_path / "whole.parquet"
    pl.DataFrame({"place": ["us"] * 50, "n": list(range(50))}).write_parquet(whole)
    content = whole.read_bytes()
    rng = random.Random(1)
    for _ in range(60):
        spoiled = bytearray(content[: rng.randrange(5, len(content) + 1)])
        spoiled[rng.randrange(4, len(spoiled))] ^= 1 << rng.randrange(8)
        try:
            read(tmp_path, bytes(spoiled), "bad.parquet")
        except InputError:
            continue


def test_columns_that_are_not_chosen_do_not_come_in(tmp_path: Path) -> None:
    """They stay outside the frame, for every format."""
    rows = pl.DataFrame({"keep": ["k"], "secret": ["s"]})
    rows.write_csv(tmp_path / "t.csv")
    rows.write_parquet(tmp_path / "t.parquet")
    rows.write_ndjson(tmp_path / "t.jsonl")
    for name in ("t.csv", "t.parquet", "t.jsonl"):
        table = read_table(tmp_path / name, lambda _: {"keep": "ours"})
        assert table.frame.columns == ["row", "ours"]
        assert set(table.columns) == {"keep", "secret"}
