"""The doctor says of each thing what is so, and of what is not well what to do."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone
from tests.casebook.conftest import received

from comity.casebook import doctor
from comity.casebook.exporting import sign_all
from comity.casebook.models import Agency, Event


def to_mend(*, logs: bool = True) -> list[str]:
    return [str(found) for found in doctor.examined(logs=logs) if not found.well]


@pytest.fixture
def kept(agency: Agency, casebook: Path) -> Path:
    """Return the folder of a casebook of which all is well that the tests' database allows."""
    received(agency)
    sign_all()
    now = timezone.now()
    row = {"file": "b.tar", "made_at": now.isoformat(), "keep_until": (now + timedelta(days=9)).isoformat()}
    (casebook / "backups.json").write_text(json.dumps([row]))
    return casebook


def unlike_a_file(lines: list[str]) -> list[str]:
    """Leave out how the database keeps its file: that of the tests lies in memory."""
    return [line for line in lines if "journal_mode" not in line]


def test_all_is_well_with_a_casebook_that_is_kept(kept: Path) -> None:
    """Every line says what is so."""
    assert kept.is_dir()
    assert unlike_a_file(to_mend()) == []
    told = "\n".join(map(str, doctor.examined()))
    for word in ("the database answers", "the law reads", "is whole: 1 entries", "signed at 1 of 1", "GB free"):
        assert word in told


def test_each_thing_that_is_not_well_is_told_with_what_to_do(
    kept: Path, agency: Agency, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Open keys, a full disk, a clock set back, entries nobody signed, an old backup, a restore that did not end."""
    (kept / "keys" / "booking.one.1").chmod(0o644)
    (kept / "restoring").touch()
    old = timezone.now() - timedelta(days=50)
    file = kept / "old.tar"
    file.touch()
    row = {"file": str(file), "made_at": old.isoformat(), "keep_until": (old + timedelta(days=35)).isoformat()}
    (kept / "backups.json").write_text(json.dumps([row]))
    received(agency, "k2")
    Event.objects.filter(index=1).update(at=timezone.now() - timedelta(hours=5))
    Event.objects.filter(index=0).update(at=timezone.now() + timedelta(days=1))
    monkeypatch.setattr(doctor, "SPACE", 10**18)
    told = unlike_a_file(to_mend())
    for word in ("chmod", "has not ended", "make room", "set it by NTP", "ledger sign", "make one", "delete"):
        assert [line for line in told if word in line], word
    assert len(told) == 7


def test_a_log_that_was_changed_is_told(kept: Path) -> None:
    """With the entry; a quick look does not read the entries."""
    assert kept.is_dir()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_entry SET event = %s WHERE entry_index = 0", [b"{}"])
    told = [line for line in to_mend() if "does not say what was committed to" in line]
    assert len(told) == 1
    assert "entry 0" in told[0]
    assert unlike_a_file(to_mend(logs=False)) == []


def test_a_key_that_did_not_sign_the_log_is_told(kept: Path) -> None:
    """As after a restore without the keys; no key is made by looking."""
    (kept / "keys" / "log.one").unlink()
    told = [line for line in to_mend() if "signed with another key than is here: restore its keys" in line]
    assert len(told) == 1
    assert not (kept / "keys" / "log.one").exists()
