"""A log grows by one transaction at a time, can be sealed without being changed, and signs nothing that contradicts."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from tests.ledger.conftest import JAIL, ORIGIN, OWNER, WITNESS, event, filled

from comity.ledger.checkpoint import Checkpoint
from comity.ledger.commitment import Leaf, from_canonical
from comity.ledger.merkle import inclusion_path, is_consistent, is_included, nodes_of, tree_root
from comity.ledger.note import ED25519, SignerKey, from_base64
from comity.ledger.sql import snapshot, transaction
from comity.ledger.store import (
    add_signatures,
    append,
    check,
    create_log,
    head_of,
    nodes,
    seal,
    sign_checkpoint,
    witness_request,
)
from comity.vocabulary.errors import LedgerError


def test_the_head_is_the_tree_of_the_entries(connection: sqlite3.Connection) -> None:
    """Its root is that of the leaves one by one, and each leaf is shown to be in it."""
    with snapshot(connection) as rows:
        leaves = [Leaf(ORIGIN, e.index, e.commitment).hash for e in rows.entries(JAIL)]
        head = head_of(rows, JAIL)
        assert (head.size, head.root) == (5, tree_root(nodes_of(leaves), 5))
        path = inclusion_path(nodes(rows, JAIL), 3, 5)
        assert is_included(leaves[3], 3, 5, path, head.root)
        assert check(rows, JAIL) == []


def test_an_event_is_kept_as_it_was_given(connection: sqlite3.Connection) -> None:
    """In its canonical bytes, with a salt of its own."""
    with snapshot(connection) as rows:
        entries = list(rows.entries(JAIL))
    assert [from_canonical(e.event or b"") for e in entries] == [event(n) for n in range(5)]
    assert len({e.salt for e in entries}) == 5


def test_the_same_key_gives_the_same_index_and_one_row(connection: sqlite3.Connection) -> None:
    """A sender that was not answered may send again; another event under the same key is refused."""
    with transaction(connection) as rows:
        assert append(rows, JAIL, event(2), key="key-2").index == 2
        assert append(rows, JAIL, event(9), key="key-9").index == 5
        again = append(rows, JAIL, event(9), key="key-9")
        assert (again.index, again.is_new, head_of(rows, JAIL).size) == (5, False, 6)
    with (
        pytest.raises(LedgerError, match="`key-2` was used for another event, entry 2"),
        transaction(connection) as rows,
    ):
        append(rows, JAIL, event(3), key="key-2")
    with transaction(connection) as rows:
        create_log(rows, "other-jail", "other.example/log")
        assert append(rows, "other-jail", event(2), key="key-2").index == 0


def test_what_the_caller_undoes_is_not_in_the_log(connection: sqlite3.Connection) -> None:
    """Event, leaf and head stand or fall with the caller's own rows."""

    class ElseError(Exception):
        pass

    def fail() -> None:
        with transaction(connection) as rows:
            append(rows, JAIL, event(7))
            raise ElseError

    before = connection.execute("SELECT root FROM ledger_head").fetchall()
    with pytest.raises(ElseError):
        fail()
    with transaction(connection) as rows:
        assert connection.execute("SELECT root FROM ledger_head").fetchall() == before
        assert append(rows, JAIL, event(8)).index == 5
        assert check(rows, JAIL) == []


def test_each_agency_has_a_tree_of_its_own(connection: sqlite3.Connection) -> None:
    """The same events give another root, since a leaf names its log."""
    with transaction(connection) as rows:
        create_log(rows, "other-jail", "other.example/log")
        assert append(rows, "other-jail", event(0)).index == 0
        assert head_of(rows, JAIL).size == 5
        assert check(rows, "other-jail") == []


def test_a_sealed_entry_says_nothing_and_still_stands(connection: sqlite3.Connection) -> None:
    """Event and salt are gone, the leaf is where it was, and a later entry says which was sealed."""
    with transaction(connection) as rows:
        before = head_of(rows, JAIL).root
        done = seal(rows, JAIL, 1, {"by_order_of": "court"})
        entry, record = rows.entry(JAIL, 1), rows.entry(JAIL, done.index)
        assert entry is not None
        assert record is not None
        assert (entry.salt, entry.event) == (None, None)
        assert from_canonical(record.event or b"") == {"kind": "sealed", "entry": 1, "by_order_of": "court"}
        assert tree_root(nodes(rows, JAIL), 5) == before
        assert check(rows, JAIL) == []
        assert append(rows, JAIL, event(1), key="key-1").index == 1
    for index, said in ((1, "sealed already"), (5, "records a seal"), (99, "no entry 99")):
        with pytest.raises(LedgerError, match=said), transaction(connection) as rows:
            seal(rows, JAIL, index)


def test_a_checkpoint_is_signed_once_for_each_size(connection: sqlite3.Connection) -> None:
    """And holds what the head holds."""
    with transaction(connection) as rows:
        note = sign_checkpoint(rows, JAIL, OWNER)
        head = head_of(rows, JAIL)
        assert Checkpoint.parse(note.text) == Checkpoint(ORIGIN, 5, head.root)
        assert note.verified([OWNER.verifier])
        signed = add_signatures(rows, JAIL, 5, [WITNESS.sign(note.text, 1_790_000_000)])
        assert sign_checkpoint(rows, JAIL, OWNER) == signed
        append(rows, JAIL, event(5))
        sign_checkpoint(rows, JAIL, OWNER)
        assert [size for size, _ in rows.checkpoints(JAIL)] == [5, 6]
        with pytest.raises(LedgerError, match="no checkpoint was signed at 4"):
            add_signatures(rows, JAIL, 4, [])
        append(rows, JAIL, event(6))
        with pytest.raises(LedgerError, match=r"named `x.example/log`"):
            sign_checkpoint(rows, JAIL, SignerKey("x.example/log", ED25519, bytes(32)))


def test_a_log_that_changes_its_key_signs_beside_the_old_one(connection: sqlite3.Connection) -> None:
    """Under the same text, so that nothing of what was signed is lost."""
    with transaction(connection) as rows:
        first = sign_checkpoint(rows, JAIL, OWNER)
        both = sign_checkpoint(rows, JAIL, SignerKey(ORIGIN, ED25519, bytes(32)))
        assert both.text == first.text
        assert both.signatures[0] == first.signatures[0]
        assert len(both.signatures) == 2


def test_nothing_is_signed_that_contradicts_an_earlier_checkpoint(tmp_path: Path) -> None:
    """Rows of another history under the checkpoints that were signed before are refused."""
    first = filled(tmp_path / "first.sqlite3", 5)
    other = filled(tmp_path / "other.sqlite3", 7)
    with transaction(first) as rows:
        note = sign_checkpoint(rows, JAIL, OWNER)
    with transaction(other) as rows:
        rows.put_checkpoint(JAIL, 5, str(note))
        with pytest.raises(LedgerError, match="does not add to the checkpoint signed at 5 entries"):
            sign_checkpoint(rows, JAIL, OWNER)
        assert [str(p) for p in check(rows, JAIL)] == [f"{JAIL}: the checkpoint signed at 5 entries is of another log"]
    first.close()
    other.close()


def test_a_witness_is_asked_with_a_proof_from_what_it_saw(connection: sqlite3.Connection) -> None:
    """In the lines of C2SP tlog-witness."""
    with transaction(connection) as rows:
        with pytest.raises(LedgerError, match="no checkpoint has been signed yet"):
            witness_request(rows, JAIL, 0)
        old = head_of(rows, JAIL)
        sign_checkpoint(rows, JAIL, OWNER)
        for number in range(5, 9):
            append(rows, JAIL, event(number))
        sign_checkpoint(rows, JAIL, OWNER)
        lines = witness_request(rows, JAIL, 5).split("\n")
        new = head_of(rows, JAIL)
        assert lines[0] == "old 5"
        gap = lines.index("")
        assert is_consistent(5, 9, old.root, new.root, [from_base64(line) for line in lines[1:gap]])
        assert lines[gap + 1 : gap + 3] == [ORIGIN, "9"]
        with pytest.raises(LedgerError, match="has seen 10 entries, and the last checkpoint holds 9"):
            witness_request(rows, JAIL, 10)


def test_what_is_damaged_is_told(connection: sqlite3.Connection) -> None:
    """Whatever is changed in the database: event, salt, commitment, tile, head, or an entry that is gone."""
    connection.execute("DROP TRIGGER ledger_entry_keeps")
    connection.execute("DROP TRIGGER ledger_entry_stays")
    for change, said in (
        ('UPDATE ledger_entry SET event = \'{"kind":"x"}\' WHERE entry_index = 2', "entry 2 does not say"),
        ("UPDATE ledger_entry SET salt = NULL WHERE entry_index = 2", "entry 2 has an event or a salt without"),
        ("UPDATE ledger_entry SET commitment = zeroblob(32) WHERE entry_index = 2", "the head says 5 entries"),
        ("UPDATE ledger_tile SET hashes = zeroblob(160)", "tile 0/0"),
        ("UPDATE ledger_head SET root = zeroblob(32)", "the head says 5 entries"),
        ("UPDATE ledger_head SET size = 6", "the head says 6 entries"),
        ("DELETE FROM ledger_entry WHERE entry_index = 2", "entry 2 is missing"),
        ("DELETE FROM ledger_entry WHERE entry_index = 4", "the head says 5 entries"),
    ):
        with transaction(connection) as rows:
            connection.execute("SAVEPOINT before")
            connection.execute(change)
            assert said in " ".join(map(str, check(rows, JAIL))), change
            connection.execute("ROLLBACK TO before")
            assert check(rows, JAIL) == []


def test_a_damaged_tree_takes_no_more_entries(connection: sqlite3.Connection) -> None:
    """Rather than a root that nobody could explain."""
    connection.execute("UPDATE ledger_tile SET hashes = zeroblob(64)")
    with (
        pytest.raises(LedgerError, match=r"the tree is damaged.*nothing was recorded"),
        transaction(connection) as rows,
    ):
        append(rows, JAIL, event(5))


def test_wrong_words_are_told(connection: sqlite3.Connection) -> None:
    """The nearest agency, a name that cannot be one, an event that cannot be written."""
    for call, said in (
        (lambda rows: append(rows, "some-county-jial", event(1)), f"did you mean `{JAIL}`"),
        (lambda rows: create_log(rows, "b", "a name"), "`a name` cannot name a log"),
        (lambda rows: create_log(rows, JAIL, "b.example"), "has a log already"),
        (lambda rows: append(rows, JAIL, {"no": "kind"}), "an event says its `kind`"),
        (lambda rows: append(rows, JAIL, {"kind": "x", "share": 0.5}), "the event cannot be recorded"),
    ):
        with pytest.raises(LedgerError, match=said), transaction(connection) as rows:
            call(rows)
