"""A small ledger of a made-up jail: five events, and keys that never change."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from comity.ledger import store
from comity.ledger.commitment import Leaf, commitment_of, event_bytes
from comity.ledger.export import export_lines
from comity.ledger.note import COSIGNATURE, ED25519, SignerKey
from comity.ledger.rows import Entry
from comity.ledger.sql import open_sqlite, transaction
from comity.ledger.store import add_signatures, append, create_log, seal, sign_checkpoint

JAIL = "some-county-jail"
ORIGIN = "jail.example/log"
OWNER = SignerKey(ORIGIN, ED25519, bytes(range(32)))
WITNESS = SignerKey("witness.example/w1", COSIGNATURE, bytes(range(32, 64)))


def event(number: int) -> dict[str, Any]:
    """Return one made-up event."""
    return {"kind": "request", "at": f"2026-03-{number % 28 + 1:02d}T02:40-05:00", "channel": "fax", "number": number}


def filled(path: Path, count: int) -> sqlite3.Connection:
    """Return a ledger with that many events of one jail."""
    connection = open_sqlite(path)
    with transaction(connection) as rows:
        create_log(rows, JAIL, ORIGIN)
        for number in range(count):
            append(rows, JAIL, event(number), key=f"key-{number}")
    return connection


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Return a ledger with five events."""
    made = filled(tmp_path / "ledger.sqlite3", 5)
    yield made
    made.close()


def rewrite(connection: sqlite3.Connection, index: int, instead: dict[str, Any]) -> None:
    """Do what an administrator could do: change an entry in the database and build everything that hangs on it anew."""
    with transaction(connection) as rows:
        kept = list(rows.entries(JAIL))
        for change in (
            "DELETE FROM ledger_checkpoint",
            "DELETE FROM ledger_tile",
            "DROP TRIGGER ledger_entry_stays",
            "DELETE FROM ledger_entry",
            "UPDATE ledger_head SET size = 0, root = x''",
        ):
            connection.execute(change)
        for entry in kept:
            event = event_bytes(instead) if entry.index == index else entry.event
            assert event is not None
            assert entry.salt is not None
            again = Entry(entry.index, commitment_of(entry.salt, event), entry.salt, event, entry.key)
            rows.add_entry(JAIL, again)
            store._grow(rows, store.head_of(rows, JAIL), Leaf(ORIGIN, again.index, again.commitment).hash)


def exported(path: Path, count: int = 4) -> bytes:
    """Return an exported log: a checkpoint that a witness signed, one more, an entry sealed and one withheld."""
    connection = filled(path, count)
    with transaction(connection) as rows:
        note = sign_checkpoint(rows, JAIL, OWNER)
        add_signatures(rows, JAIL, count, [WITNESS.sign(note.text, 1_790_000_000)])
        append(rows, JAIL, event(count))
        seal(rows, JAIL, 1)
        lines = b"".join(export_lines(rows, JAIL, OWNER, [WITNESS.verifier], [2]))
    connection.close()
    return lines


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return an exported log of six entries."""
    return exported(tmp_path_factory.mktemp("small") / "ledger.sqlite3")
