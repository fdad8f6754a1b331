"""The commands on a casebook say in one sentence what is wrong with its folder or its database."""

from __future__ import annotations

from pathlib import Path

import pytest

from comity.cli.casebooks import start
from comity.vocabulary.errors import InputError


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    """Only a first start and a restore make one."""
    with pytest.raises(InputError, match="is not there; it is the folder that `comity serve --data` keeps"):
        start(tmp_path / "none", new=False)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match="cannot be used"):
        start(tmp_path / "file" / "x")
