"""A backup holds the database of one moment and no key; the keys are a file of their own."""

from __future__ import annotations

import json
import stat
import tarfile
import uuid
from pathlib import Path

import pytest
from tests.casebook.conftest import _agency, received

from comity.casebook.backups import back_up, back_up_keys, made, others, program
from comity.casebook.models import Agency
from comity.casebook.recording import rows_of_log
from comity.ledger.store import head_of
from comity.vocabulary.errors import InputError


@pytest.fixture
def agency(transactional_db: None) -> Agency:  # noqa: ARG001 - a backup is made outside a transaction
    # What is truly committed stays in the log, which deletes nothing: a name of its own for each test.
    return _agency(f"a{uuid.uuid4().hex[:8]}")


def test_a_backup_says_where_the_logs_end_and_holds_no_key(agency: Agency, casebook: Path, tmp_path: Path) -> None:
    """Its owner alone reads it, and until when it may be kept stands in it."""
    received(agency)
    (casebook / "laws").mkdir()
    (casebook / "laws" / "one.yaml").write_text("x")
    file = tmp_path / "out" / "b.tar"
    file.parent.mkdir()
    said = list(back_up(file, keep_days=10))
    with rows_of_log() as rows:
        head = head_of(rows, agency.slug)
    assert f"{agency.slug}: 1 entries, root {head.root.hex()}" in said
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with tarfile.open(file) as tar:
        names = tar.getnames()
        about = json.load(tar.extractfile("backup.json"))  # type: ignore[arg-type]
    assert not [name for name in names if "keys" in name]
    assert "files/laws/one.yaml" in names
    assert about["logs"][agency.slug]["size"] == 1
    assert about["keep_until"] > about["made_at"]
    assert [Path(one["file"]) for one in made()] == [file]
    key = next((casebook / "keys").glob(f"log.{agency.slug}")).read_bytes()
    assert key not in file.read_bytes()


def test_the_keys_are_a_file_of_their_own(agency: Agency, tmp_path: Path) -> None:
    """The link of the first administrator is no key and stays out."""
    received(agency)
    (tmp_path / "keys" / "first").write_text("x")
    (line,) = back_up_keys(tmp_path / "k.tar")
    assert line.endswith("who has both can do what the casebook can.")
    assert stat.S_IMODE((tmp_path / "k.tar").stat().st_mode) == 0o600
    with tarfile.open(tmp_path / "k.tar") as tar:
        assert tar.getnames() == ["backup.json", f"keys/booking.{agency.slug}.1"]


def test_where_it_cannot_be_written_nothing_is_left(agency: Agency, tmp_path: Path) -> None:
    """And one sentence says why."""
    received(agency)
    with pytest.raises(InputError, match="its folder is not there"):
        list(back_up(tmp_path / "none" / "b.tar"))
    with pytest.raises(InputError, match="`no-such-program` is not installed"):
        program("no-such-program")
    assert [p for p in others(tmp_path) if p.name.endswith(".part")] == []
