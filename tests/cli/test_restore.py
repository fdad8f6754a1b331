"""`comity restore` refuses what is no backup, and leaves nothing behind."""

from __future__ import annotations

from pathlib import Path

from tests.cli.test_serve import comity


def test_what_is_no_backup_is_refused(tmp_path: Path) -> None:
    """What a restore does is held by the restore drill."""
    (tmp_path / "b.tar").write_text("x")
    for name, why in (("b.tar", "not what `comity backup` writes here"), ("none.tar", "cannot be read")):
        done = comity("restore", str(tmp_path / name), "--data", str(tmp_path / "new"))
        assert (done.returncode, done.stdout) == (2, "")
        assert why in done.stderr
    assert not (tmp_path / "new" / "restoring").exists()
    assert not (tmp_path / "new" / "casebook.sqlite3").exists()
