"""The rows of a ledger in SQLite, and what another database is asked instead."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from tests.ledger.conftest import JAIL, event, filled

from comity.ledger.rows import Head
from comity.ledger.sql import (
    POSTGRESQL,
    SQLITE,
    SqlRows,
    forget_erased,
    open_sqlite,
    schema,
    snapshot,
    transaction,
)
from comity.ledger.store import append, check, head_of, seal
from comity.vocabulary.errors import LedgerError


class Said:
    """A cursor that only notes what it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def execute(self, sql: str, _params: object = (), /) -> object:
        self.asked.append(sql)
        return self

    def fetchone(self) -> object:
        return None

    def fetchmany(self, _size: int = 1, /) -> list[object]:
        return []


def test_a_file_keeps_what_it_was_given(tmp_path: Path) -> None:
    """Opened again, for reading only, it is the same log."""
    filled(tmp_path / "a.sqlite3", 600).close()
    with closing(open_sqlite(tmp_path / "a.sqlite3", read_only=True)) as again, snapshot(again) as rows:
        assert check(rows, JAIL) == []
        assert head_of(rows, JAIL).size == 600
        assert [e.index for e in rows.entries(JAIL, 598)] == [598, 599]


def test_it_waits_for_the_disk(connection: sqlite3.Connection) -> None:
    """WAL, with full synchronisation; what is deleted is overwritten."""
    asked = ("journal_mode", "synchronous", "secure_delete", "foreign_keys")
    assert [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in asked] == ["wal", 2, 1, 1]


def test_an_entry_is_neither_deleted_nor_changed_by_mistake(connection: sqlite3.Connection) -> None:
    """The database refuses it; who takes the guard away is found by the tree."""
    for change in ("DELETE FROM ledger_entry", "UPDATE ledger_entry SET commitment = zeroblob(32)"):
        with pytest.raises(sqlite3.IntegrityError, match="never"):
            connection.execute(change)


def test_two_writers_take_turns(tmp_path: Path) -> None:
    """Each entry has its index, and none is lost."""
    filled(tmp_path / "a.sqlite3", 0).close()

    def write(start: int) -> None:
        with closing(open_sqlite(tmp_path / "a.sqlite3")) as mine:
            for number in range(start, start + 40):
                with transaction(mine) as rows:
                    append(rows, JAIL, event(number))

    writers = [threading.Thread(target=write, args=(start,)) for start in (0, 100, 200)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with closing(open_sqlite(tmp_path / "a.sqlite3")) as again, snapshot(again) as rows:
        assert head_of(rows, JAIL).size == 120
        assert check(rows, JAIL) == []


def test_after_a_seal_no_file_holds_what_was_sealed(tmp_path: Path) -> None:
    """Neither the database nor its write-ahead file."""
    connection = filled(tmp_path / "a.sqlite3", 3)
    with transaction(connection) as rows:
        append(rows, JAIL, {"kind": "request", "text": "a-word-found-nowhere-else"})
    assert any(b"found-nowhere-else" in path.read_bytes() for path in tmp_path.iterdir())
    with transaction(connection) as rows:
        seal(rows, JAIL, 3)
    forget_erased(connection)
    assert not any(b"found-nowhere-else" in path.read_bytes() for path in tmp_path.iterdir())
    connection.close()


def test_a_ledger_that_may_only_be_read_is_not_written(tmp_path: Path) -> None:
    """The error says so, and the log is as it was."""
    filled(tmp_path / "a.sqlite3", 3).close()
    with closing(open_sqlite(tmp_path / "a.sqlite3", read_only=True)) as only:
        with pytest.raises(LedgerError, match="readonly database; nothing was recorded"), transaction(only) as rows:
            append(rows, JAIL, event(3))
        with snapshot(only) as rows:
            assert check(rows, JAIL) == []


def test_what_is_no_ledger_is_told(tmp_path: Path) -> None:
    """A folder that is not there, and a file that is no database."""
    (tmp_path / "text").write_text("no database, but long enough to be looked at " * 40, encoding="utf-8")
    for path in (tmp_path / "none" / "a.sqlite3", tmp_path / "text"):
        with pytest.raises(LedgerError, match=f"{path.name}: .*; nothing was recorded"):
            open_sqlite(path)


def test_another_database_is_asked_for_a_lock_on_the_head() -> None:
    """PostgreSQL locks the row; the marks of parameters are those of Django."""
    cursor = Said()
    rows = SqlRows(cursor, POSTGRESQL)
    assert rows.head("a", lock=True) is None
    assert rows.head("a") is None
    rows.add_head(Head("a", "b", 0, b""))
    assert cursor.asked[0].endswith("WHERE agency = %s FOR UPDATE")
    assert cursor.asked[1].endswith("WHERE agency = %s")
    assert not any("?" in sql for sql in cursor.asked)
    assert any("BYTEA" in table for table in schema(POSTGRESQL))
    assert not any("TRIGGER" in table for table in schema(POSTGRESQL))
    assert any("TRIGGER" in table for table in schema(SQLITE))
