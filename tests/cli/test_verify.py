"""`comity verify` says what is certain of an exported log, and ends with 0, 1 or 2."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.ledger.conftest import OWNER, WITNESS, exported
from typer.testing import CliRunner

from comity.cli.main import app
from comity.ledger.export import write_bundle
from comity.ledger.verify import verified


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of an exported log."""
    made = tmp_path_factory.mktemp("log")
    write_bundle(made / "out", [exported(made / "ledger.sqlite3")])
    return made / "out"


def test_a_log_that_verifies_is_described(folder: Path) -> None:
    """In the words of the verifier, for the file and for its folder."""
    log = folder / "log.jsonl"
    words = ["--key", str(OWNER.verifier), "--witness", str(WITNESS.verifier), "--held", str(log)]
    for path in (log, folder):
        done = CliRunner().invoke(app, ["verify", str(path), *words])
        assert (done.exit_code, done.stderr) == (0, "")
    assert "adds to" in done.stdout
    assert set(verified(str(log), log.read_bytes(), OWNER.verifier, [WITNESS.verifier])) <= set(
        done.stdout.splitlines()
    )


def test_a_log_that_does_not_verify_ends_with_1_and_its_line(folder: Path, tmp_path: Path) -> None:
    """On standard error, and nothing on standard output."""
    (tmp_path / "bad").write_bytes((folder / "log.jsonl").read_bytes().replace(b"fax", b"tax", 1))
    done = CliRunner().invoke(app, ["verify", str(tmp_path / "bad")])
    assert (done.exit_code, done.stdout) == (1, "")
    assert "bad:2: the first 4 entries do not have the root that was signed" in done.stderr


def test_bad_input_ends_with_2(folder: Path, tmp_path: Path) -> None:
    """A file that is not there, a key that is none."""
    log = str(folder / "log.jsonl")
    note = json.loads((folder / "log.jsonl").read_text(encoding="utf-8").splitlines()[1])["checkpoint"]
    (tmp_path / "note").write_text(note, encoding="utf-8")
    assert CliRunner().invoke(app, ["verify", log, "--held", str(tmp_path / "note")]).exit_code == 0
    for words, said in (
        ([str(tmp_path / "none")], "none: cannot be read: no such file"),
        ([str(tmp_path)], "log.jsonl: cannot be read: no such file"),
        ([log, "--key", "x"], "--key: `x` is no key; a key is written NAME"),
        ([log, "--witness", "x"], "--witness: `x` is no key"),
        ([log, "--held", str(tmp_path / "none")], "none: cannot be read"),
    ):
        done = CliRunner().invoke(app, ["verify", *words])
        assert (done.exit_code, done.stdout) == (2, ""), words
        assert said in done.stderr


def test_the_help_has_an_example() -> None:
    """One that a reader can paste."""
    assert "Example: comity verify" in " ".join(CliRunner().invoke(app, ["verify", "--help"]).stdout.split())
