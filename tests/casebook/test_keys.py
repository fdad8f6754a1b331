"""Keys are files that are made once and read by their owner only."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from comity.casebook.keys import key_file, secret_key


def test_a_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    """The second look gives the first one's key."""
    first = key_file(tmp_path, "log.one")
    assert (len(first), key_file(tmp_path, "log.one")) == (32, first)
    assert stat.S_IMODE((tmp_path / "keys" / "log.one").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700
    assert secret_key(tmp_path) == secret_key(tmp_path) != first.hex()


def test_first_starts_at_once_end_with_one_key(tmp_path: Path) -> None:
    """And leave no half-made file."""
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(lambda _: key_file(tmp_path, "django"), range(32)))
    assert len(found) == 1
    assert [p.name for p in (tmp_path / "keys").iterdir()] == ["django"]
