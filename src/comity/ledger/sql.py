"""The rows of a ledger in a database, in SQL that SQLite and PostgreSQL both read.

A dialect says the little in which they differ. The casebook passes the cursor of its own connection, inside its own
transaction; a ledger that stands alone is one SQLite file, opened here.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from comity.ledger.rows import Entry, Head
from comity.vocabulary.errors import LedgerError, Problem

WAIT_SECONDS = 10.0
FETCH = 500


class Cursor(Protocol):
    """What is asked of a database cursor; those of Python's database interface and of Django are such."""

    def execute(self, sql: str, params: Sequence[Any] = ..., /) -> object:
        """Run one statement."""

    def fetchone(self) -> Any:
        """Return the next row, or nothing."""

    def fetchmany(self, size: int = ..., /) -> Any:
        """Return the next rows, as many as are asked or left."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one database writes a parameter, bytes, a lock on a row, and its guards against change."""

    mark: str = "?"
    blob: str = "BLOB"
    whole: str = "INTEGER"
    lock: str = ""
    guards: tuple[str, ...] = ()


GUARD = """
CREATE TRIGGER IF NOT EXISTS ledger_entry_{name} BEFORE {change} ON ledger_entry
BEGIN SELECT RAISE(ABORT, 'an entry of the ledger is never {done}'); END
"""
GUARDS = (
    GUARD.format(name="stays", change="DELETE", done="deleted"),
    GUARD.format(name="keeps", change="UPDATE OF agency, entry_index, commitment", done="changed"),
)
# SQLite has one writer at a time: BEGIN IMMEDIATE is the lock. Django writes %s for either database.
SQLITE = Dialect(guards=GUARDS)
DJANGO_SQLITE = Dialect(mark="%s", guards=GUARDS)
POSTGRESQL = Dialect(mark="%s", blob="BYTEA", whole="BIGINT", lock=" FOR UPDATE")


TABLES = """
CREATE TABLE IF NOT EXISTS ledger_head (
  agency TEXT PRIMARY KEY, origin TEXT NOT NULL UNIQUE, size {whole} NOT NULL, root {blob} NOT NULL);
CREATE TABLE IF NOT EXISTS ledger_entry (
  agency TEXT NOT NULL REFERENCES ledger_head, entry_index {whole} NOT NULL, commitment {blob} NOT NULL,
  salt {blob}, event {blob}, idempotency_key TEXT,
  PRIMARY KEY (agency, entry_index), UNIQUE (agency, idempotency_key));
CREATE TABLE IF NOT EXISTS ledger_tile (
  agency TEXT NOT NULL REFERENCES ledger_head, level {whole} NOT NULL, tile_index {whole} NOT NULL,
  hashes {blob} NOT NULL, PRIMARY KEY (agency, level, tile_index));
CREATE TABLE IF NOT EXISTS ledger_checkpoint (
  agency TEXT NOT NULL REFERENCES ledger_head, size {whole} NOT NULL, note TEXT NOT NULL,
  PRIMARY KEY (agency, size))
"""


def schema(dialect: Dialect = SQLITE) -> tuple[str, ...]:
    """Return the statements that make the tables."""
    tables = TABLES.format(blob=dialect.blob, whole=dialect.whole)
    return (*(statement.strip() for statement in tables.split(";")), *dialect.guards)


class SqlRows:
    """The rows of a ledger, read and written with one cursor."""

    def __init__(self, cursor: Cursor, dialect: Dialect = SQLITE) -> None:
        self._cursor = cursor
        self._dialect = dialect

    def agencies(self) -> list[str]:
        """Return the agencies that have a log."""
        return [row[0] for row in self._all("SELECT agency FROM ledger_head ORDER BY agency")]

    def add_head(self, head: Head) -> None:
        """Write the head of a new log."""
        values = (head.agency, head.origin, head.size, head.root)
        self._run("INSERT INTO ledger_head (agency, origin, size, root) VALUES (?, ?, ?, ?)", *values)

    def head(self, agency: str, *, lock: bool = False) -> Head | None:
        """Return the head of an agency's log, locked where asked."""
        end = self._dialect.lock if lock else ""
        row = self._one(f"{HEADS}{end}", agency)
        return Head(row[0], row[1], row[2], _bytes(row[3])) if row else None

    def put_head(self, head: Head) -> None:
        """Write the head anew."""
        self._run("UPDATE ledger_head SET size = ?, root = ? WHERE agency = ?", head.size, head.root, head.agency)

    def add_entry(self, agency: str, entry: Entry) -> None:
        """Write one entry."""
        self._run(
            "INSERT INTO ledger_entry (agency, entry_index, commitment, salt, event, idempotency_key) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            *(agency, entry.index, entry.commitment, entry.salt, entry.event, entry.key),
        )

    def entry(self, agency: str, index: int) -> Entry | None:
        """Return one entry."""
        row = self._one(f"{ENTRIES} AND entry_index = ?", agency, index)
        return _entry(row) if row else None

    def entry_of_key(self, agency: str, key: str) -> Entry | None:
        """Return the entry that was added under an idempotency key."""
        row = self._one(f"{ENTRIES} AND idempotency_key = ?", agency, key)
        return _entry(row) if row else None

    def entries(self, agency: str, start: int = 0) -> Iterator[Entry]:
        """Return the entries in the order of their index; a few hundred are held at a time."""
        while True:
            rows = self._all(f"{ENTRIES} AND entry_index >= ? ORDER BY entry_index LIMIT {FETCH}", agency, start)
            yield from map(_entry, rows)
            if len(rows) < FETCH:
                return
            start = rows[-1][0] + 1

    def erase(self, agency: str, index: int) -> None:
        """Erase the event and the salt of one entry."""
        change = "UPDATE ledger_entry SET salt = NULL, event = NULL WHERE agency = ? AND entry_index = ?"
        self._run(change, agency, index)

    def tile(self, agency: str, level: int, index: int) -> bytes:
        """Return the hashes of a tile; nothing where there is none."""
        ask = "SELECT hashes FROM ledger_tile WHERE agency = ? AND level = ? AND tile_index = ?"
        row = self._one(ask, agency, level, index)
        return _bytes(row[0]) if row else b""

    def put_tile(self, agency: str, level: int, index: int, hashes: bytes) -> None:
        """Write a tile, in place of a narrower one."""
        self._run(
            "INSERT INTO ledger_tile (agency, level, tile_index, hashes) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (agency, level, tile_index) DO UPDATE SET hashes = excluded.hashes",
            *(agency, level, index, hashes),
        )

    def checkpoints(self, agency: str) -> list[tuple[int, str]]:
        """Return the size and the note of each checkpoint, the smallest first."""
        rows = self._all("SELECT size, note FROM ledger_checkpoint WHERE agency = ? ORDER BY size", agency)
        return [(row[0], row[1]) for row in rows]

    def put_checkpoint(self, agency: str, size: int, note: str) -> None:
        """Write the note of a checkpoint, in place of one of the same size."""
        self._run(
            "INSERT INTO ledger_checkpoint (agency, size, note) VALUES (?, ?, ?) "
            "ON CONFLICT (agency, size) DO UPDATE SET note = excluded.note",
            *(agency, size, note),
        )

    def _run(self, sql: str, *values: object) -> None:
        self._cursor.execute(sql.replace("?", self._dialect.mark), values)

    def _one(self, sql: str, *values: object) -> Any:
        self._run(sql, *values)
        return self._cursor.fetchone()

    def _all(self, sql: str, *values: object) -> list[Any]:
        self._run(sql, *values)
        found: list[Any] = []
        while rows := self._cursor.fetchmany(FETCH):
            found += rows
        return found


HEADS = "SELECT agency, origin, size, root FROM ledger_head WHERE agency = ?"
ENTRIES = "SELECT entry_index, commitment, salt, event, idempotency_key FROM ledger_entry WHERE agency = ?"


def _entry(row: Sequence[Any]) -> Entry:
    salt, event = (None if row[at] is None else _bytes(row[at]) for at in (2, 3))
    return Entry(row[0], _bytes(row[1]), salt, event, row[4])


def _bytes(value: Any) -> bytes:
    """Return what a column of bytes holds; one that was tampered with may hold text."""
    return str(value).encode() if isinstance(value, (str, int, float)) else bytes(value)


def open_sqlite(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """Open the file of a ledger, and make its tables where they are missing; LedgerError where it cannot be had.

    WAL with full synchronisation: what is committed is on the disk, as far as the disk says so.
    """
    with _told(str(path)):
        where = f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rwc'}"
        connection = sqlite3.connect(where, uri=True, isolation_level=None, timeout=WAIT_SECONDS)
        try:
            if not read_only:
                connection.execute("PRAGMA journal_mode = WAL")
            for setting in ("synchronous = FULL", "foreign_keys = ON", "secure_delete = ON", "trusted_schema = OFF"):
                connection.execute(f"PRAGMA {setting}")
            if not read_only:
                with transaction(connection):
                    for statement in schema():
                        connection.execute(statement)
        except BaseException:
            connection.close()
            raise
        return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[SqlRows]:
    """Open a transaction that no other writer shares; it is committed at the end, and undone by any error."""
    with _told("the ledger"), closing(connection.cursor()) as cursor:
        cursor.execute("BEGIN IMMEDIATE")
        try:
            yield SqlRows(cursor)
            cursor.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                cursor.execute("ROLLBACK")
            raise


@contextmanager
def snapshot(connection: sqlite3.Connection) -> Iterator[SqlRows]:
    """Open a transaction that reads one state of the ledger while others write."""
    with _told("the ledger"), closing(connection.cursor()) as cursor:
        cursor.execute("BEGIN")
        try:
            yield SqlRows(cursor)
        finally:
            if connection.in_transaction:
                cursor.execute("ROLLBACK")


def forget_erased(connection: sqlite3.Connection) -> None:
    """After a seal, empty the write-ahead file, where the erased pages would else still lie."""
    with _told("the ledger"):
        busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        if busy:
            raise LedgerError([Problem("the ledger", None, "the write-ahead file is in use; try again")])


@contextmanager
def _told(where: str) -> Iterator[None]:
    """Turn an error of the database into one sentence that says that nothing was recorded."""
    try:
        yield
    except sqlite3.Error as error:
        raise LedgerError([Problem(where, None, f"{error}", "nothing was recorded")]) from error
