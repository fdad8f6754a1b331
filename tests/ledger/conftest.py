"""A small ledger of a made-up jail: five events, and keys that never change."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from comity.ledger.note import COSIGNATURE, ED25519, SignerKey
from comity.ledger.sql import open_sqlite, transaction
from comity.ledger.store import append, create_log

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
