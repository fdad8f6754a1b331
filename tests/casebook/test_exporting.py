"""The exported log verifies with nothing but the agency's public key."""

from __future__ import annotations

from pathlib import Path

import pytest

from comity.casebook.exporting import export_to, exported, sign_all, signer
from comity.casebook.models import Agency
from comity.casebook.recording import note, rows_of_log
from comity.vocabulary.errors import InputError, LedgerError


def test_an_empty_log_can_be_exported(agency: Agency) -> None:
    """It has no entry, and its checkpoint says so."""
    lines = exported(agency).splitlines()
    assert b'"entries":0' in lines[0]


def test_what_was_noted_is_in_the_export_under_the_agencys_key(agency: Agency, other: Agency) -> None:
    """Each agency signs with a key of its own, and nothing of another's log is there."""
    note(agency, "thing", {"n": 1})
    note(other, "thing", {"n": 2})
    text = exported(agency).decode()
    assert str(signer(agency).verifier) in text
    assert signer(agency).verifier != signer(other).verifier
    assert '"n":1' in text
    assert '"n":2' not in text


def test_an_export_is_a_file_or_a_folder_with_its_verifier(agency: Agency, tmp_path: Path) -> None:
    """An agency that is not here is named with the nearest."""
    note(agency, "thing", {})
    assert str(signer(agency).verifier) in export_to("one", tmp_path / "log.jsonl")
    (tmp_path / "folder").mkdir()
    export_to("one", tmp_path / "folder")
    assert (tmp_path / "folder" / "log.jsonl").read_bytes() == (tmp_path / "log.jsonl").read_bytes()
    assert (tmp_path / "folder" / "comity_verify.py").is_file()
    with pytest.raises(InputError, match="no agency `ome`; did you mean `one`"):
        export_to("ome", tmp_path / "x")


def test_what_has_grown_is_signed_once(agency: Agency, other: Agency) -> None:
    """A log that did not grow is left as it is."""
    note(agency, "thing", {})
    assert other.pk
    assert sign_all() == ["comity/one: signed at 1 entries"]
    assert sign_all() == []


def test_a_log_that_contradicts_what_was_signed_does_not_stop_the_others(agency: Agency, other: Agency) -> None:
    """It is named, and nothing of it is signed."""
    note(agency, "thing", {})
    sign_all()
    with rows_of_log() as rows:
        text = rows.checkpoints("one")[0][1]
        note(agency, "thing", {})
        note(other, "thing", {})
        rows.put_checkpoint("one", 1, text.replace(text.split("\n")[2], "A" * 43 + "="))
    with pytest.raises(LedgerError, match="one: the log does not add to the checkpoint signed at 1 entries"):
        sign_all()
    with rows_of_log() as rows:
        assert [size for size, _ in rows.checkpoints("one")] == [1]
        assert [size for size, _ in rows.checkpoints("two")] == [1]
