"""A writer killed at any moment loses nothing that it acknowledged. COMITY_KILL=1000 tries it that often.

A kill is not a loss of power: what the system holds for the disk is still written.
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from tests.ledger import killed_writer

from comity.ledger.export import export_lines
from comity.ledger.sql import open_sqlite, snapshot, transaction
from comity.ledger.store import append, check, create_log, head_of
from comity.ledger.verify import verified

TRIALS = int(os.environ.get("COMITY_KILL", "20"))
EACH = 20
WRITER = Path(killed_writer.__file__)


def made(path: Path) -> Path:
    """Return a ledger whose caller has rows of its own beside it."""
    with closing(open_sqlite(path)) as connection, transaction(connection) as rows:
        connection.execute("CREATE TABLE desk (number INTEGER PRIMARY KEY)")
        create_log(rows, "jail", "jail.example/log")
    return path


def started(path: Path, first: int, limit: int = 0) -> subprocess.Popen[bytes]:
    words = [sys.executable, str(WRITER), str(path), str(first), str(limit)]
    # Unbuffered, so that no answer is read ahead and then forgotten.
    return subprocess.Popen(words, bufsize=0, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def told(answers: bytes) -> dict[int, int]:
    """Return the index of each number that was acknowledged; a line that was cut is none."""
    lines = answers.split(b"\n")[:-1]
    return {int(number): int(index) for number, index in (line.split() for line in lines)}


def seen_whole(connection: sqlite3.Connection, acknowledged: dict[int, int]) -> int:
    """Assert that ledger and caller's rows stand together and hold all that was acknowledged; return the size."""
    with snapshot(connection) as rows:
        assert check(rows, "jail") == []
        keys = {entry.key: entry.index for entry in rows.entries("jail")}
        size = head_of(rows, "jail").size
        assert len(keys) == size, "one row for each idempotency key"
        assert {f"key-{number}": index for number, index in acknowledged.items()}.items() <= keys.items()
        desk = {f"key-{number}" for (number,) in connection.execute("SELECT number FROM desk")}
        assert desk == keys.keys(), "the caller's row and the entry are both there or neither"
    return size


@pytest.mark.slow
def test_a_killed_writer_loses_nothing_that_it_acknowledged(tmp_path: Path) -> None:
    """And the next one goes on from there: sent again, what was not answered has one row."""
    chance = random.Random(7)
    landed = 0
    for trial in range(TRIALS):
        if trial % EACH == 0:
            path, acknowledged = made(tmp_path / f"{trial}.sqlite3"), {}
        first = 100_000 * (trial % EACH)
        writer = started(path, first)
        assert writer.stdout is not None
        answers = writer.stdout.readline()
        time.sleep(chance.uniform(0, 0.04))
        writer.send_signal(signal.SIGKILL)
        answers += writer.communicate()[0]
        assert writer.returncode == -signal.SIGKILL
        acknowledged |= told(answers)
        with closing(open_sqlite(path)) as connection:
            size = seen_whole(connection, acknowledged)
            landed += size > len(acknowledged)
            number = max(acknowledged) + 1
            with transaction(connection) as rows:
                if connection.execute("SELECT 1 FROM desk WHERE number = ?", (number,)).fetchone() is None:
                    connection.execute("INSERT INTO desk (number) VALUES (?)", (number,))
                again = append(rows, "jail", {"kind": "request", "number": number}, key=f"key-{number}")
            acknowledged[number] = again.index
            assert seen_whole(connection, acknowledged) == size + again.is_new
    sys.stdout.write(f"{TRIALS} kills, {landed} of them after the write and before the answer\n")


@pytest.mark.slow
def test_a_full_disk_is_told_and_the_log_verifies(tmp_path: Path) -> None:
    """The writer says that nothing was recorded; with room again, the log goes on."""
    path = made(tmp_path / "full.sqlite3")
    writer = started(path, 0, limit=200_000)
    answers, errors = writer.communicate(timeout=60)
    assert writer.returncode == 3, errors
    assert errors.decode().count("\n") == 1
    assert errors.decode().endswith("; nothing was recorded\n")
    acknowledged = told(answers)
    assert acknowledged
    with closing(open_sqlite(path)) as connection:
        assert seen_whole(connection, acknowledged) == len(acknowledged)
        with transaction(connection) as rows:
            append(rows, "jail", {"kind": "request"}, key="after")
            assert verified("log", b"".join(export_lines(rows, "jail", killed_writer.SIGNER)))
