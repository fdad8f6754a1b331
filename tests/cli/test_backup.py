"""`comity backup` says what it needs."""

from __future__ import annotations

from pathlib import Path

from tests.cli.test_serve import comity


def test_a_backup_needs_a_file_and_a_casebook(tmp_path: Path) -> None:
    """What it writes is held by the restore drill."""
    done = comity("backup", str(tmp_path / "b.tar"), "--data", str(tmp_path / "none"))
    assert (done.returncode, done.stdout) == (2, "")
    assert "is not there" in done.stderr
    done = comity("backup", "--data", str(tmp_path))
    assert (done.returncode, done.stderr) == (2, "say a file for the backup, or --keys and a file for the keys\n")
