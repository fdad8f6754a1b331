"""A log that was set back ends, after a replay of its newest export, at the root that was published."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tests.ledger.conftest import JAIL, OWNER, event, filled

from comity.ledger.export import export_lines
from comity.ledger.note import ED25519, SignerKey
from comity.ledger.replay import replay
from comity.ledger.sql import open_sqlite, transaction
from comity.ledger.store import append, check, head_of, seal
from comity.vocabulary.errors import LedgerError


def set_back(connection: sqlite3.Connection, path: Path) -> sqlite3.Connection:
    """Return a copy of a ledger as it is now."""
    with closing(sqlite3.connect(path)) as copy:
        connection.backup(copy)
    return open_sqlite(path)


def exported(connection: sqlite3.Connection, signer: SignerKey = OWNER) -> bytes:
    with transaction(connection) as rows:
        return b"".join(export_lines(rows, JAIL, signer))


def grown(connection: sqlite3.Connection) -> bytes:
    """Add two events, seal one old and one new one, and export."""
    with transaction(connection) as rows:
        append(rows, JAIL, event(5))
        append(rows, JAIL, event(6))
        seal(rows, JAIL, 2)
        seal(rows, JAIL, 5)
    return exported(connection)


def test_what_came_after_is_there_again_and_what_was_sealed_is_not(
    connection: sqlite3.Connection, tmp_path: Path
) -> None:
    """Root, checkpoints and entries are those of the export, which itself verifies anew."""
    with closing(set_back(connection, tmp_path / "old.sqlite3")) as old:
        data = grown(connection)
        with transaction(old) as rows:
            done = replay(rows, JAIL, data, "log", OWNER.verifier)
            assert (done.erased, [e.index for e in done.added]) == ([2], [5, 6, 7, 8])
            assert check(rows, JAIL) == []
            assert rows.entry(JAIL, 2).event is None  # type: ignore[union-attr]
        assert exported(old) == data


def test_what_does_not_add_to_it_is_refused_and_nothing_changes(connection: sqlite3.Connection, tmp_path: Path) -> None:
    """An older export, another history, another key: each with its reason."""
    old = exported(connection)
    data = grown(connection)
    with closing(filled(tmp_path / "other.sqlite3", 7)) as other:
        strange = exported(other)
    cases = [
        (old, None, "ends at 5 entries, and the backup at 9; give the newest export"),
        (strange, None, "ends at 7 entries"),
        (data, SignerKey(OWNER.name, ED25519, bytes(32)).verifier, "signed with"),
    ]
    for given, key, why in cases:
        with pytest.raises(LedgerError, match=why), transaction(connection) as rows:
            replay(rows, JAIL, given, "log", key)
    with closing(filled(tmp_path / "third.sqlite3", 5)) as third:
        with pytest.raises(LedgerError, match="first 5 entries are not those"), transaction(third) as rows:
            replay(rows, JAIL, data, "log")
        with transaction(third) as rows:
            assert head_of(rows, JAIL).size == 5
