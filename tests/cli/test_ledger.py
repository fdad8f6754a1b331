"""`comity ledger` makes keys and witnesses logs, over files and over HTTP."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from tests.ledger.conftest import JAIL, OWNER, event, filled, rewrite
from typer.testing import CliRunner, Result

from comity.cli.main import app
from comity.ledger.export import export_lines
from comity.ledger.keys import read_signer
from comity.ledger.note import VerifierKey, parse_signature
from comity.ledger.sql import open_sqlite, transaction
from comity.ledger.store import append, sign_checkpoint, witness_request
from comity.ledger.witness_http import ask


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["ledger", *words])


def written(path: Path, out: Path, more: int = 0) -> str:
    """Write the exported log of the jail after more events, and return its last checkpoint."""
    with closing(open_sqlite(path)) as connection, transaction(connection) as rows:
        for number in range(more):
            append(rows, JAIL, event(number))
        out.write_bytes(b"".join(export_lines(rows, JAIL, OWNER)))
        return str(sign_checkpoint(rows, JAIL, OWNER))


@pytest.fixture
def words(tmp_path: Path) -> list[str]:
    """Return the options of a witness of the jail's log."""
    run("key", "witness.example/w1", "--out", str(tmp_path / "witness.key"), "--witness")
    options = ["--key", str(tmp_path / "witness.key"), "--state", str(tmp_path / "seen")]
    return ["witness", *options, "--log", str(OWNER.verifier)]


def test_a_key_is_made_and_its_public_half_printed(tmp_path: Path) -> None:
    """And printed again when asked; a file that is there is not overwritten."""
    out = str(tmp_path / "log.key")
    made = run("key", "jail.example/log", "--out", out)
    assert made.exit_code == 0
    assert VerifierKey.parse(made.stdout.strip()) == read_signer(tmp_path / "log.key").verifier
    assert run("public", out).stdout == made.stdout
    again = run("key", "jail.example/log", "--out", out)
    assert (again.exit_code, again.stdout) == (2, "")
    assert "never overwritten" in again.stderr


def test_a_witness_signs_a_file_and_then_refuses_another_history(tmp_path: Path, words: list[str]) -> None:
    """The line it prints is its signature; the refusal says where the histories part and ends with 1."""
    ledger, log = tmp_path / "a.sqlite3", tmp_path / "log.jsonl"
    filled(ledger, 5).close()
    for more in (0, 2):
        note = written(ledger, log, more)
        done = run(*words, str(log))
        assert done.exit_code == 0, done.stderr
        key = read_signer(tmp_path / "witness.key").verifier
        assert key.verifies(note.rpartition("\n\n")[0] + "\n", parse_signature(done.stdout.rstrip("\n")))
    with closing(open_sqlite(ledger)) as connection:
        rewrite(connection, 3, {"kind": "request", "number": 99})
    written(ledger, log, 1)
    assert CliRunner().invoke(app, ["verify", str(log), "--key", str(OWNER.verifier)]).exit_code == 0
    done = run(*words, str(log))
    assert (done.exit_code, done.stdout) == (1, "")
    assert "the histories part within the first 7 entries, and nothing is signed" in done.stderr


def test_a_witness_signs_a_request_in_the_form_of_c2sp(tmp_path: Path, words: list[str]) -> None:
    """And says from where it wants a proof when it has seen more."""
    connection = filled(tmp_path / "a.sqlite3", 5)
    request = tmp_path / "request"
    with transaction(connection) as rows:
        sign_checkpoint(rows, JAIL, OWNER)
        request.write_text(witness_request(rows, JAIL, 0), encoding="utf-8")
    connection.close()
    assert run(*words, str(request)).stdout.startswith("— witness.example/w1 ")
    done = run(*words, str(request))
    assert (done.exit_code, done.stderr) == (1, "5 entries were seen before: ask with a proof from there\n")


def test_bad_input_is_told(tmp_path: Path, words: list[str]) -> None:
    """With exit 2; a file that is no log is refused with exit 1."""
    run("key", "jail.example/log", "--out", str(tmp_path / "log.key"))
    log = tmp_path / "log"
    log.write_bytes(b"\xff")
    plain = [str(tmp_path / "log.key") if word.endswith("witness.key") else word for word in words]
    for given, said in (
        ([*words, str(tmp_path / "none")], "none: cannot be read"),
        ([*words, str(log)], "neither an exported log nor a request"),
        (words, "say either a file or --bind"),
        ([*words, str(log), "--bind", "x"], "say either a file or --bind"),
        ([*words, "--bind", "x"], "`x` is no address; like 127.0.0.1:8080"),
        ([*words, "--bind", "nowhere.invalid:8080"], "cannot be used"),
        ([*words, "--log", "x", str(log)], "--log: `x` is no key"),
        ([*plain, str(log)], "not the key of a witness"),
        (["public", str(log)], "log:1: not UTF-8"),
    ):
        done = run(*given)
        assert (done.exit_code, done.stdout) == (2, ""), given
        assert said in done.stderr, given
    log.write_bytes(b"{}\n")
    assert run(*words, str(log)).exit_code == 1


@pytest.mark.slow
def test_a_witness_answers_over_http(tmp_path: Path, words: list[str]) -> None:
    """A log asks it, as a process of its own."""
    connection = filled(tmp_path / "a.sqlite3", 5)
    command = [sys.executable, "-m", "comity.cli.main", "ledger", *words, "--bind", "127.0.0.1:0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        said = process.stderr.readline().split()
        try:
            key = VerifierKey.parse(said[0])
            with transaction(connection) as rows:
                sign_checkpoint(rows, JAIL, OWNER)
                signature = ask(f"http://{said[-1]}", key, lambda old: witness_request(rows, JAIL, old))
        finally:
            process.terminate()
    connection.close()
    assert signature.name == "witness.example/w1"
    (state,) = (tmp_path / "seen").glob("*.json")
    assert json.loads(state.read_text(encoding="utf-8"))["size"] == 5
