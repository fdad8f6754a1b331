"""A witness signs what adds to the last it saw, and refuses a second history, whoever signed it."""

from __future__ import annotations

import sqlite3
import stat
from pathlib import Path

import pytest
from tests.ledger.conftest import JAIL, ORIGIN, OWNER, WITNESS, event, rewrite

from comity.ledger.export import export_lines
from comity.ledger.exported import Exported, read_exported
from comity.ledger.note import ED25519, Note, SignerKey, VerifierKey, parse_signature
from comity.ledger.sql import transaction
from comity.ledger.store import add_signatures, append, check, sign_checkpoint, witness_request
from comity.ledger.verify import verified
from comity.ledger.witness import CONFLICT, MALFORMED, NO_PROOF, REFUSED_KEY, SIGNED, SIZE_TYPE, UNKNOWN_LOG, Witness
from comity.vocabulary.errors import LedgerError

NOW = 1_790_000_000


@pytest.fixture
def witness(tmp_path: Path) -> Witness:
    """Return a witness of the jail's log."""
    return Witness(WITNESS, [OWNER.verifier], tmp_path / "seen")


def signed(connection: sqlite3.Connection, old: int, more: int = 0) -> str:
    """Return a request after more events, signed by the log."""
    with transaction(connection) as rows:
        for number in range(more):
            append(rows, JAIL, event(100 + number))
        sign_checkpoint(rows, JAIL, OWNER)
        return witness_request(rows, JAIL, old)


def copy(connection: sqlite3.Connection) -> Exported:
    with transaction(connection) as rows:
        return read_exported(b"".join(export_lines(rows, JAIL, OWNER)), "log")


def test_a_log_that_adds_to_what_was_seen_is_signed(connection: sqlite3.Connection, witness: Witness) -> None:
    """From nothing, then on from there, and once more where nothing was added."""
    for old, more in ((0, 0), (5, 3), (8, 0)):
        request = signed(connection, old, more)
        answer = witness.add_checkpoint(request, NOW)
        assert (answer.status, answer.is_signed) == (SIGNED, True)
        note = Note.parse(request.partition("\n\n")[2])
        assert WITNESS.verifier.verifies(note.text, parse_signature(answer.text.rstrip("\n")))
    assert witness.last(ORIGIN)[0] == 8


def test_what_was_signed_goes_along_with_the_log(connection: sqlite3.Connection, witness: Witness) -> None:
    """And whoever trusts the witness sees up to which entry it stands behind the log."""
    answer = witness.add_checkpoint(signed(connection, 0), NOW)
    with transaction(connection) as rows:
        add_signatures(rows, JAIL, 5, [parse_signature(answer.text.rstrip("\n"))])
        data = b"".join(export_lines(rows, JAIL, OWNER, [WITNESS.verifier]))
    said = verified("log", data, OWNER.verifier, [WITNESS.verifier])
    assert "  witness.example/w1 signed at 5 entries, 2026-09-21 14:13 UTC, the key you gave" in said


def test_an_administrator_who_rewrites_and_signs_again_is_refused(
    connection: sqlite3.Connection, witness: Witness
) -> None:
    """The new history verifies by itself, with the owner's key; the witness has seen another and signs neither way."""
    assert witness.add_checkpoint(signed(connection, 0), NOW).is_signed
    rewrite(connection, 3, {"kind": "request", "number": 99})
    same_size = signed(connection, 0)
    with transaction(connection) as rows:
        assert check(rows, JAIL) == []
        forged = b"".join(export_lines(rows, JAIL, OWNER))
    assert "Every entry is where" in verified("log", forged, OWNER.verifier)[-2]
    assert witness.add_checkpoint(same_size.replace("old 0\n", "old 5\n"), NOW).status == CONFLICT
    longer = witness.add_checkpoint(signed(connection, 5, 2), NOW)
    assert longer.status == NO_PROOF
    assert (
        "the log of 7 entries does not add to the one signed at 5: the histories part within the first 5" in longer.text
    )
    assert witness.add_exported(copy(connection), NOW).status == NO_PROOF
    assert witness.last(ORIGIN)[0] == 5


def test_what_was_refused_is_kept_to_be_shown(connection: sqlite3.Connection, witness: Witness) -> None:
    """Each with the log's signature, once; no more than twenty, and those that show two histories stay."""
    assert witness.refused(ORIGIN) == []
    witness.add_checkpoint(signed(connection, 0), NOW)
    rewrite(connection, 3, {"kind": "request", "number": 99})
    forged = signed(connection, 0)
    for _ in range(2):
        witness.add_checkpoint(forged, NOW)
        witness.add_exported(copy(connection), NOW)
    (kept,) = witness.refused(ORIGIN)
    assert kept == forged.partition("\n\n")[2]
    assert Note.parse(kept).verified([OWNER.verifier])
    for _ in range(25):
        witness.add_checkpoint(signed(connection, 5, 1), NOW)
    assert len(witness.refused(ORIGIN)) == 20
    assert witness.refused(ORIGIN)[0] == kept


def test_a_whole_log_can_be_shown_instead_of_a_proof(connection: sqlite3.Connection, witness: Witness) -> None:
    """Then nobody needs to know what the witness saw last."""
    first = copy(connection)
    assert witness.add_exported(first, NOW).is_signed
    signed(connection, 5, 4)
    assert witness.add_exported(copy(connection), NOW).is_signed
    assert witness.last(ORIGIN)[0] == 9
    older = witness.add_exported(first, NOW)
    assert (older.status, older.text) == (
        CONFLICT,
        "it has 5 entries, and 9 have been seen: it is older, or entries were cut from it\n",
    )


def test_one_who_does_not_know_what_was_seen_is_told(connection: sqlite3.Connection, witness: Witness) -> None:
    """As C2SP has it: the size alone."""
    witness.add_checkpoint(signed(connection, 0), NOW)
    answer = witness.add_checkpoint(signed(connection, 0, 2), NOW)
    assert (answer.status, answer.text, answer.type) == (CONFLICT, "5\n", SIZE_TYPE)


def test_a_log_or_a_key_that_is_not_known_is_refused(connection: sqlite3.Connection, tmp_path: Path) -> None:
    """Whoever else signs it."""
    request = signed(connection, 0)
    other = SignerKey(ORIGIN, ED25519, bytes(32)).verifier
    foreign = VerifierKey("other.example/log", ED25519, other.public)
    for keys, status in (([], UNKNOWN_LOG), ([foreign], UNKNOWN_LOG), ([other], REFUSED_KEY)):
        witness = Witness(WITNESS, keys, tmp_path / "seen")
        assert witness.add_checkpoint(request, NOW).status == status
        assert witness.add_exported(copy(connection), NOW).status == status
    both = Witness(WITNESS, [other, OWNER.verifier], tmp_path / "seen")
    assert both.add_checkpoint(request, NOW).is_signed
    spoilt = request.replace(f"{ORIGIN}\n5\n", f"{ORIGIN}\n6\n")
    assert both.add_checkpoint(spoilt, NOW).status == REFUSED_KEY


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text[:0],
        lambda text: text.replace("old 0", "old 00"),
        lambda text: text.replace("old 0", "old -1"),
        lambda text: text.replace("old 0", "old 9"),
        lambda text: text.replace("old 0", "new 0"),
        lambda text: text.replace("old 0", "old " + "9" * 5000),
        lambda text: text.replace("old 0\n", "old 0\nAAA\n"),
        lambda text: text.replace("old 0\n", "old 0\n" + "AAAA\n" * 64),
        lambda text: text.rstrip("\n"),
        lambda text: text.replace("\n5\n", "\n05\n"),
    ],
)
def test_a_malformed_request_is_refused(connection: sqlite3.Connection, witness: Witness, change: object) -> None:
    """With a reason, and nothing is remembered."""
    assert callable(change)
    answer = witness.add_checkpoint(change(signed(connection, 0)), NOW)
    assert answer.status == MALFORMED
    assert witness.last(ORIGIN)[0] == 0


def test_a_proof_with_too_many_or_too_few_lines_is_refused(connection: sqlite3.Connection, witness: Witness) -> None:
    """And one from nothing is empty."""
    line = "A" * 43 + "=\n"
    request = signed(connection, 0)
    assert witness.add_checkpoint(request.replace("old 0\n", f"old 0\n{line}"), NOW).status == NO_PROOF
    assert witness.add_checkpoint(request, NOW).is_signed
    longer = signed(connection, 5, 2)
    assert witness.add_checkpoint(longer.replace("old 5\n", f"old 5\n{line}"), NOW).status == NO_PROOF
    assert witness.add_checkpoint(longer, NOW).is_signed


def test_a_witness_that_cannot_remember_does_not_sign(connection: sqlite3.Connection, tmp_path: Path) -> None:
    """A folder that is a file, and a state that is damaged."""
    request = signed(connection, 0)
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(LedgerError, match=r"cannot be written: .*; nothing is signed"):
        Witness(WITNESS, [OWNER.verifier], tmp_path / "file").add_checkpoint(request, NOW)
    witness = Witness(WITNESS, [OWNER.verifier], tmp_path / "seen")
    witness.add_checkpoint(request, NOW)
    (state,) = (tmp_path / "seen").glob("*.json")
    assert stat.S_ISREG(state.stat().st_mode)
    for text in ("", "{", '{"origin": "x", "size": 5, "root": ""}', '{"size": 5}', "[]"):
        state.write_text(text, encoding="utf-8")
        with pytest.raises(LedgerError, match="the state cannot be read"):
            witness.add_checkpoint(request, NOW)
