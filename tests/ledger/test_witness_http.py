"""A witness answers over HTTP as C2SP tlog-witness has it, and a log knows how to ask."""

from __future__ import annotations

import http.client
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.ledger.conftest import JAIL, ORIGIN, OWNER, WITNESS, event, rewrite

from comity.ledger.note import COSIGNATURE, SignerKey
from comity.ledger.sql import transaction
from comity.ledger.store import add_signatures, append, sign_checkpoint, witness_request
from comity.ledger.witness import Witness
from comity.ledger.witness_http import MAX_BYTES, ask, serving
from comity.vocabulary.errors import LedgerError


@pytest.fixture
def address(tmp_path: Path) -> Iterator[tuple[str, int]]:
    """Return where a witness of the jail's log listens."""
    witness = Witness(WITNESS, [OWNER.verifier], tmp_path / "seen")
    with serving(witness, "127.0.0.1", 0, lambda: 1_790_000_000.5) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield "127.0.0.1", server.server_address[1]
        server.shutdown()
        thread.join()


def post(
    address: tuple[str, int], path: str, body: bytes, headers: dict[str, str] | None = None
) -> tuple[int, str, str]:
    """Return the status, the type and the text of an answer."""
    connection = http.client.HTTPConnection(*address, timeout=10)
    connection.request("POST", path, body, headers or {})
    answer = connection.getresponse()
    found = answer.status, answer.headers["Content-Type"], answer.read().decode()
    connection.close()
    return found


def test_a_log_asks_and_keeps_the_signature(connection: sqlite3.Connection, address: tuple[str, int]) -> None:
    """Also where it does not know what the witness saw last."""
    prefix = f"http://{address[0]}:{address[1]}/w1/"
    for more in (0, 3):
        with transaction(connection) as rows:
            for number in range(more):
                append(rows, JAIL, event(number))
            note = sign_checkpoint(rows, JAIL, OWNER)
            signature = ask(prefix, WITNESS.verifier, lambda old, rows=rows: witness_request(rows, JAIL, old))
            kept = add_signatures(rows, JAIL, 5 + more, [signature])
    assert signature.time == 1_790_000_000
    assert [key.name for key, _ in kept.verified([OWNER.verifier, WITNESS.verifier])] == [ORIGIN, "witness.example/w1"]
    assert kept.text == note.text


def test_a_refusal_and_a_stranger_are_told(connection: sqlite3.Connection, address: tuple[str, int]) -> None:
    """A rewritten history of the same size or a larger one; a witness of another key; nobody at the address."""
    prefix = f"http://{address[0]}:{address[1]}"
    with transaction(connection) as rows:
        sign_checkpoint(rows, JAIL, OWNER)
        ask(prefix, WITNESS.verifier, lambda old: witness_request(rows, JAIL, old))
        other = SignerKey("witness.example/w2", COSIGNATURE, bytes(32)).verifier
        with pytest.raises(LedgerError, match=r"answered without a signature of witness.example/w2"):
            ask(prefix, other, lambda old: witness_request(rows, JAIL, old))
    rewrite(connection, 3, {"kind": "request", "number": 99})
    with transaction(connection) as rows:
        sign_checkpoint(rows, JAIL, OWNER)
        with pytest.raises(LedgerError, match="it has seen 5 entries of another history"):
            ask(prefix, WITNESS.verifier, lambda old: witness_request(rows, JAIL, old))
        append(rows, JAIL, event(5))
        sign_checkpoint(rows, JAIL, OWNER)
        with pytest.raises(LedgerError, match="did not sign: the log of 6 entries does not add to the one signed at 5"):
            ask(prefix, WITNESS.verifier, lambda old: witness_request(rows, JAIL, old))
        for wrong, said in (("http://127.0.0.1:1", "cannot be reached"), ("file:///etc", "begins with https://")):
            with pytest.raises(LedgerError, match=said):
                ask(wrong, WITNESS.verifier, lambda old: witness_request(rows, JAIL, old))


def test_the_answers_have_the_status_and_type_of_the_specification(
    connection: sqlite3.Connection, address: tuple[str, int]
) -> None:
    """200, 404, 403, 400, 409 with a size, 422; and what no request should be."""
    with transaction(connection) as rows:
        sign_checkpoint(rows, JAIL, OWNER)
        request = witness_request(rows, JAIL, 0)
    path, plain = "/w1/add-checkpoint", "text/plain; charset=utf-8"
    unknown = request.replace("jail.example", "gaol.example")
    spoilt = request.replace("\n5\n", "\n6\n")
    assert post(address, path, unknown.encode())[:2] == (404, plain)
    assert post(address, path, spoilt.encode())[:2] == (403, plain)
    assert post(address, path, b"nonsense")[:2] == (400, plain)
    assert post(address, path, request.replace("old 0\n", f"old 0\n{'A' * 43}=\n").encode())[0] == 422
    status, type_, text = post(address, path, request.encode())
    assert (status, type_, text[:2]) == (200, plain, "— ")
    assert post(address, path, request.encode()) == (409, "text/x.tlog.size", "5\n")
    assert post(address, "/other", b"")[0] == 404
    assert post(address, path, b"\xff")[0] == 400
    assert post(address, path, b"", {"Content-Length": "many"})[0] == 400
    assert post(address, path, b"", {"Content-Length": str(MAX_BYTES + 1)})[0] == 413
    assert post(address, path, b"", {"Content-Length": "9" * 4000})[0] == 413


def test_a_witness_whose_disk_refuses_says_so_without_a_path(
    connection: sqlite3.Connection, address: tuple[str, int], tmp_path: Path
) -> None:
    """The one who asks learns that nothing is signed, and nothing of the machine."""
    (tmp_path / "seen").write_text("", encoding="utf-8")
    with transaction(connection) as rows:
        sign_checkpoint(rows, JAIL, OWNER)
        request = witness_request(rows, JAIL, 0)
    status, _, text = post(address, "/add-checkpoint", request.encode())
    assert (status, text) == (500, "the witness cannot keep its state; nothing is signed\n")
