"""What the tests of the readers share: the words of a small vocabulary, the facility tables, and the real data."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from comity.audit.importers.facilities import Facilities, read_facilities
from comity.audit.importers.frame import Words

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def words() -> Words:
    """Return a small vocabulary."""
    return Words(
        known_facts=frozenset({"request_form", "release_due", "information_classes", "considers_status"}),
        known_actions=frozenset({"hold_on_detainer", "notify_release", "share_status"}),
        known_moments=frozenset({"request_at", "released_at", "offence_date"}),
        known_duties=frozenset({"copy_of_request"}),
        known_agencies=frozenset({"jail", "sheriff", "police_municipal"}),
        transient=frozenset({"proof_shown"}),
    )


@pytest.fixture(scope="session")
def folder() -> Path:
    """Return the folder of facility tables."""
    return ROOT / "law" / "facilities"


@pytest.fixture(scope="session")
def facilities(folder: Path) -> Facilities:
    """Return the facility tables."""
    return read_facilities(folder)


@pytest.fixture(scope="session")
def data() -> Path:
    """Return the folder of real data, or skip."""
    found = Path(os.environ.get("COMITY_DATA") or ROOT.parent / "shared" / "data")
    if not found.is_dir():
        pytest.skip(f"no real data at {found}; set COMITY_DATA")
    return found
