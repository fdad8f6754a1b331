"""`comity doctor` ends with 1 where something is to be mended, and each such line says how."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.test_serve import comity


@pytest.mark.slow
def test_a_casebook_without_a_backup_is_told_to_make_one(tmp_path: Path) -> None:
    """After one, all is well; before its tables are made, that is said."""
    data = str(tmp_path / "cb")
    comity("serve", "--data", data, "--prepare")
    done = comity("doctor", "--data", data)
    mend = [line for line in done.stdout.splitlines() if line.startswith("MEND")]
    assert (done.returncode, done.stderr) == (1, "")
    assert [line.partition(":")[0] for line in mend] == ["MEND  no backup was made yet"]
    comity("backup", str(tmp_path / "b.tar"), "--data", data)
    done = comity("doctor", "--data", data)
    assert (done.returncode, done.stdout.count("MEND")) == (0, 0), done.stdout
