"""The exported log verifies with nothing but the agency's public key."""

from __future__ import annotations

from comity.casebook.exporting import exported, signer
from comity.casebook.models import Agency
from comity.casebook.recording import note


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
