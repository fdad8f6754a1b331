"""A log is exported as lines with one way to be written, and carries its verifier along."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from tests.ledger.conftest import JAIL, ORIGIN, OWNER, WITNESS, event

from comity.ledger.commitment import Leaf
from comity.ledger.export import export_lines, withheld, write_bundle, write_export, write_tiles
from comity.ledger.merkle import nodes_of, tree_root
from comity.ledger.note import COSIGNATURE, ED25519, SignerKey
from comity.ledger.sql import transaction
from comity.ledger.store import append, head_of, sign_checkpoint
from comity.ledger.tiles import from_bundle, split
from comity.ledger.verify import verified
from comity.vocabulary.errors import LedgerError


def test_the_lines_are_keys_then_checkpoints_then_entries(small: bytes) -> None:
    """The sealed entry and the one withheld show their commitments alone."""
    lines = [json.loads(line) for line in small.splitlines()]
    assert lines[0] == {
        "checkpoints": 2,
        "entries": 6,
        "format": "comity-ledger/v1",
        "key": str(OWNER.verifier),
        "witnesses": [str(WITNESS.verifier)],
    }
    assert [line["checkpoint"].split("\n")[1] for line in lines[1:3]] == ["4", "6"]
    assert [sorted(line) for line in lines[3:]] == [
        ["event", "index", "salt"],
        ["commitment", "index"],
        ["commitment", "index"],
        ["event", "index", "salt"],
        ["event", "index", "salt"],
        ["event", "index", "salt"],
    ]
    assert lines[3]["event"] == event(0)
    assert lines[-1]["event"] == {"kind": "sealed", "entry": 1}


def test_an_export_signs_the_log_where_it_stands(connection: sqlite3.Connection) -> None:
    """A log that nobody signed before gets its checkpoint, and only the log's key and the witnesses asked go along."""
    stranger = SignerKey("witness.example/w2", COSIGNATURE, bytes(32))
    with transaction(connection) as rows:
        lines = list(export_lines(rows, JAIL, OWNER, [stranger.verifier]))
        assert json.loads(lines[0])["witnesses"] == []
        assert [size for size, _ in rows.checkpoints(JAIL)] == [5]
        with pytest.raises(LedgerError, match="there is no entry 5 to withhold"):
            list(export_lines(rows, JAIL, OWNER, withhold=[5]))


def test_checkpoints_of_an_earlier_key_stay_behind(connection: sqlite3.Connection) -> None:
    """A file names one key of the log, and what another signed would not verify with it."""
    with transaction(connection) as rows:
        sign_checkpoint(rows, JAIL, SignerKey(ORIGIN, ED25519, bytes(32)))
        append(rows, JAIL, event(5))
        data = b"".join(export_lines(rows, JAIL, OWNER))
    assert json.loads(data.splitlines()[0])["checkpoints"] == 1
    assert verified("log", data)


def test_whoever_holds_a_log_can_withhold_more(small: bytes) -> None:
    """It verifies as before."""
    less = b"".join(withheld(small.splitlines(keepends=True), [0, 1]))
    assert b'"number":0' not in less
    said = "\n".join(verified("log", less, OWNER.verifier))
    assert "withheld, while their commitments stand: entries 0, 1, 2\n" in said


def test_a_bundle_verifies_with_the_program_it_carries(small: bytes, tmp_path: Path) -> None:
    """On a Python that has no packages."""
    write_bundle(tmp_path / "out", [small])
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["READ-ME.txt", "comity_verify.py", "log.jsonl"]
    words = [sys.executable, "-I", "-S", "comity_verify.py", "log.jsonl", "--key", str(OWNER.verifier)]
    done = subprocess.run(words, cwd=tmp_path / "out", capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == verified("log.jsonl", small, OWNER.verifier)


def test_tiles_lie_where_others_look_for_them(connection: sqlite3.Connection, tmp_path: Path) -> None:
    """The checkpoint, the tiles and the leaves of C2SP tlog-tiles."""
    with transaction(connection) as rows:
        for number in range(5, 300):
            append(rows, JAIL, event(number))
        sign_checkpoint(rows, JAIL, OWNER)
        append(rows, JAIL, event(300))
        write_tiles(tmp_path / "out", rows, JAIL)
        head, entries = head_of(rows, JAIL), list(rows.entries(JAIL))
    out = tmp_path / "out"
    found = sorted(p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file())
    assert found == [
        "checkpoint",
        "tile/0/000",
        "tile/0/001.p/44",
        "tile/1/000.p/1",
        "tile/entries/000",
        "tile/entries/001.p/44",
    ]
    hashes = split((out / "tile/0/000").read_bytes() + (out / "tile/0/001.p/44").read_bytes())
    leaves = [Leaf.parse(data) for data in from_bundle((out / "tile/entries/001.p/44").read_bytes())]
    assert [leaf.hash for leaf in leaves] == hashes[256:]
    assert [leaf.commitment for leaf in leaves] == [e.commitment for e in entries[256:300]]
    assert (out / "checkpoint").read_text(encoding="utf-8").split("\n")[1] == "300"
    assert head.size == 301
    assert tree_root(nodes_of(hashes), 256) == (out / "tile/1/000.p/1").read_bytes()


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    """What was there stays when the new one fails, and nothing lies beside it."""
    write_export(tmp_path / "log", [b"old\n"])

    def lines() -> list[bytes]:
        raise LedgerError

    def failing() -> object:
        yield b"new\n"
        yield lines()

    with pytest.raises(LedgerError):
        write_export(tmp_path / "log", failing())  # type: ignore[arg-type] # it never gives the second line
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("log", b"old\n")]
    with pytest.raises(LedgerError, match="cannot be written: no such file"):
        write_export(tmp_path / "none" / "log", [b""])
