"""What is certain of a log depends on what the one who asks holds: a key, an earlier checkpoint, an earlier copy."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from tests.ledger.conftest import JAIL, ORIGIN, OWNER, WITNESS, event, filled, rewrite

from comity.ledger.export import export_lines
from comity.ledger.note import COSIGNATURE, ED25519, SignerKey
from comity.ledger.sql import transaction
from comity.ledger.store import append, check
from comity.ledger.verify import CLOSING, Held, verified
from comity.vocabulary.errors import LedgerError

STRANGER = SignerKey("witness.example/w2", COSIGNATURE, bytes(32))


def checkpoint(small: bytes, number: int) -> bytes:
    """Return the note of one checkpoint of an exported log."""
    note = json.loads(small.splitlines()[number])["checkpoint"]
    assert isinstance(note, str)
    return note.encode()


def history(connection: sqlite3.Connection, count: int) -> bytes:
    """Return the exported log of a jail that signed after each of its events."""
    lines = b""
    for number in range(count):
        with transaction(connection) as rows:
            append(rows, JAIL, event(number))
            lines = b"".join(export_lines(rows, JAIL, OWNER))
    return lines


def test_without_a_key_the_answer_says_whose_word_it_is(small: bytes) -> None:
    """A key that only the file names shows that the file is whole, not whose it is."""
    said = verified("log", small)
    assert "a key that only the file names: ask the agency" in said[1]
    assert said[-1] == CLOSING


def test_with_the_keys_the_answer_names_them(small: bytes) -> None:
    """The log's, and the witness's with the size and the time it signed at."""
    said = "\n".join(verified("log", small, OWNER.verifier, [WITNESS.verifier]))
    assert said.startswith(f"{ORIGIN}: 6 entries, root ")
    assert f"signed with {OWNER.verifier}, the key you gave" in said
    assert "checkpoints at 4, 6 entries" in said
    assert "witness.example/w1 signed at 4 entries, 2026-09-21 14:13 UTC, the key you gave" in said
    assert "not yet signed by witness.example/w1: the last 2 entries" in said
    assert "withheld, while their commitments stand: entries 1, 2" in said
    assert "sealed, as a later entry says: entries 1" in said


def test_another_key_than_the_one_given_is_told(small: bytes) -> None:
    """For the log and for a witness."""
    other = SignerKey(ORIGIN, ED25519, bytes(32)).verifier
    with pytest.raises(LedgerError, match=r"log:1: signed with .*; you gave "):
        verified("log", small, other)
    with pytest.raises(LedgerError, match=r"the witness witness.example/w2\+.* signed no checkpoint"):
        verified("log", small, OWNER.verifier, [STRANGER.verifier])


def test_a_log_that_adds_to_what_was_held_is_fine(small: bytes, tmp_path: Path) -> None:
    """A checkpoint, and an earlier copy."""
    said = verified("log", small, held=[Held("old", checkpoint(small, 1)), Held("same", small)])
    assert [line for line in said if "adds to" in line] == [
        "  adds to old, of 4 entries",
        "  adds to same, of 6 entries",
    ]
    shorter = history(filled(tmp_path / "a.sqlite3", 0), 2)
    with pytest.raises(LedgerError, match="it parts from shorter at entry 0; both carry"):
        verified("log", small, held=[Held("shorter", shorter)])


def test_a_log_shorter_than_what_was_held_is_told(small: bytes) -> None:
    """It may be an older copy; or entries were cut from it, and what is left signed again."""
    lines = [json.loads(line) for line in small.splitlines()]
    lines[0].update(entries=4, checkpoints=1)
    cut = b"".join(
        json.dumps(line, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"
        for line in [*lines[:2], *lines[3:7]]
    )
    assert verified("log", cut)
    for held in (checkpoint(small, 2), small):
        with pytest.raises(LedgerError, match="log: it has 4 entries, and old has 6; it is older, or entries were cut"):
            verified("log", cut, held=[Held("old", held)])


def test_a_history_that_was_rewritten_is_told_with_the_size_at_which_it_parts(tmp_path: Path) -> None:
    """The owner signs the new history and it verifies by itself; earlier checkpoints bound where the change is."""
    connection = filled(tmp_path / "a.sqlite3", 0)
    before = history(connection, 5)
    rewrite(connection, 3, {"kind": "request", "number": 99})
    with transaction(connection) as rows:
        assert check(rows, JAIL) == []
        forged = b"".join(export_lines(rows, JAIL, OWNER))
    assert "Every entry is where" in verified("log", forged, OWNER.verifier)[-2]
    held = [Held(f"at-{size}", checkpoint(before, size)) for size in (5, 2, 3)]
    with pytest.raises(LedgerError, match=r"it parts from at-5 after the first 3 and within the first 5 entries; both"):
        verified("log", forged, OWNER.verifier, held=held)
    with pytest.raises(LedgerError, match="it parts from copy at entry 3; both carry the log's signature"):
        verified("log", forged, OWNER.verifier, held=[Held("copy", before)])


def test_what_is_held_must_be_of_this_log(small: bytes) -> None:
    """A checkpoint of another key or with another text says nothing about it."""
    note = checkpoint(small, 1)
    foreign = note.replace(b"jail.example", b"fail.example")
    for held, said in (
        (foreign, "old: not signed with jail.example"),
        (note.replace(b"\n4\n", b"\n5\n"), "old: the signature of `jail.example/log` does not fit"),
        (b"nothing", "old: a note is a text"),
        (b"\xff", "old: .*codec"),
        (b"{}\n", "old:1: not the first line"),
    ):
        with pytest.raises(LedgerError, match=said):
            verified("log", small, held=[Held("old", held)])


def test_a_copy_under_another_key_is_told(small: bytes, tmp_path: Path) -> None:
    """Two keys of one name are two logs."""
    connection = filled(tmp_path / "a.sqlite3", 2)
    with transaction(connection) as rows:
        other = b"".join(export_lines(rows, JAIL, SignerKey(ORIGIN, ED25519, bytes(32))))
    with pytest.raises(LedgerError, match=r"old:1: signed with .*; the other with "):
        verified("log", small, held=[Held("old", other)])
