"""A web server without a folder makes no file by accident."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def test_without_a_folder_no_file_is_made(tmp_path: Path) -> None:
    """The application is there all the same, for whoever looks at it."""
    without = {k: v for k, v in os.environ.items() if k != "COMITY_CASEBOOK"}
    ask = "from comity.casebook.wsgi import application; print(callable(application))"
    done = subprocess.run(
        [sys.executable, "-c", ask], capture_output=True, text=True, check=False, env=without, cwd=tmp_path
    )
    assert (done.returncode, done.stdout) == (0, "True\n")
    assert list(tmp_path.iterdir()) == []
