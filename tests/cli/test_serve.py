"""`comity serve` takes a folder and an address, and says what is wrong with either."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from comity.cli.serve import address
from comity.vocabulary.errors import InputError


def comity(*words: str) -> subprocess.CompletedProcess[str]:
    without = {k: v for k, v in os.environ.items() if not k.startswith(("COMITY_CASEBOOK", "DJANGO"))}
    return subprocess.run(
        [sys.executable, "-m", "comity.cli.main", *words], capture_output=True, text=True, check=False, env=without
    )


@pytest.mark.parametrize("bind", ["", "8000", "host:", ":80", "host:port", "host:70000"])
def test_what_is_no_address_is_refused(bind: str) -> None:
    """With an example of one."""
    with pytest.raises(InputError) as caught:
        address(bind)
    assert "for instance 127.0.0.1:8000" in str(caught.value.problems[0])


def test_an_address_of_either_family_is_taken() -> None:
    """Brackets are of the writing only."""
    assert (address("[::1]:80"), address("192.0.2.1:8000")) == (("::1", 80), ("192.0.2.1", 8000))


@pytest.mark.slow
def test_preparing_makes_the_folder_and_prints_the_link(tmp_path: Path) -> None:
    """Keys are there, readable by the owner only; a folder that is a file is refused."""
    done = comity("serve", "--data", str(tmp_path / "cb"), "--prepare")
    assert (done.returncode, done.stderr) == (0, "")
    assert "/first/" in done.stdout
    assert (tmp_path / "cb" / "casebook.sqlite3").is_file()
    (tmp_path / "file").write_text("x")
    done = comity("serve", "--data", str(tmp_path / "file" / "x"), "--prepare")
    assert done.returncode == 2
    assert "--data" in done.stderr
