"""A booking number is kept as a keyed hash: the same number is found again, and no other agency's key finds it."""

from __future__ import annotations

from pathlib import Path

from comity.casebook.booking import booking_hash
from comity.casebook.keys import key_file


def test_nothing_is_hashed_to_nothing() -> None:
    """An empty field finds no record."""
    assert booking_hash("one", " - ") == ""


def test_the_same_number_is_found_however_it_is_written(casebook: Path) -> None:
    """Spaces, hyphens and letters' size do not count; the number itself is nowhere in it or in the folder."""
    first = booking_hash("one", "b-47 11")
    assert first == booking_hash("one", "B4711")
    assert first.startswith("1:")
    assert "4711" not in first
    assert not any(b"4711" in p.read_bytes() for p in casebook.rglob("*") if p.is_file())


def test_each_agency_and_each_key_hashes_otherwise(casebook: Path) -> None:
    """A new key is used from then on, and its number says so."""
    first = booking_hash("one", "B4711")
    assert booking_hash("two", "B4711") != first
    key_file(casebook, "booking.one.2")
    assert booking_hash("one", "B4711").startswith("2:")
