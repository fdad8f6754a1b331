"""What the tests of the register share: the tables of names, made-up lists, the law, and the real list."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from comity import Law, load
from comity.audit.agreements.names import Names, read_names

ROOT = Path(__file__).resolve().parents[3]
EPISODES = (
    "state,agency,agency_type,county,model,signed_first,signed_last,first_seen,last_seen,absent_from,snapshots,"
    "listed_at_end"
)
REAL = Path("ice-287g-agencies-2021-2026")
Made = Callable[..., Path]


@pytest.fixture(scope="session")
def names() -> Names:
    """Return the tables that come with the law."""
    return read_names(ROOT / "law" / "facilities")


@pytest.fixture(scope="session")
def law() -> Law:
    """Return the law that comes along."""
    return load(ROOT / "law")


@pytest.fixture
def episodes(tmp_path: Path) -> Made:
    """Return what writes rows of episodes to a file."""

    def made(*rows: str) -> Path:
        path = tmp_path / "episodes.csv"
        path.write_text("\n".join((EPISODES, *rows)) + "\n", encoding="utf-8")
        return path

    return made


@pytest.fixture
def full(tmp_path: Path) -> Made:
    """Return what writes rows of a full list to a file of this name."""

    def made(name: str, *rows: str) -> Path:
        path = tmp_path / name
        head = "state,agency,agency_type,county,model,signed"
        path.write_text("\n".join((head, *rows)) + "\n", encoding="utf-8")
        return path

    return made


@pytest.fixture(scope="session")
def real() -> Path:
    """Return the real episodes, or skip."""
    data = Path(os.environ.get("COMITY_DATA") or ROOT.parent / "shared" / "data")
    found = data / REAL / "participating_episodes.csv"
    if not found.is_file():
        pytest.skip(f"no list of agencies in {data}; set COMITY_DATA")
    return found
