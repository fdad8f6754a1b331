"""The command line as a whole."""

from __future__ import annotations

import subprocess
import sys

import pytest
from typer.testing import CliRunner

from comity.cli.main import app

COMMANDS = ("audit", "check", "decide", "demo", "show")


def test_help_lists_every_command() -> None:
    """And says that it is no advice."""
    shown = CliRunner().invoke(app, ["--help"]).stdout
    assert [c for c in COMMANDS if c not in shown] == []
    assert "not legal advice" in " ".join(shown.split())


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_every_command_has_an_example(command: str) -> None:
    """One that a reader can paste."""
    assert f"comity {command}" in CliRunner().invoke(app, [command, "--help"]).stdout


def test_an_unknown_command_is_exit_2() -> None:
    """As any bad input."""
    assert CliRunner().invoke(app, ["decid"]).exit_code == 2


def test_help_loads_neither_law_nor_columns() -> None:
    """So that it is quick."""
    code = (
        "import sys\nfrom comity.cli.main import app\n"
        "print(sorted({'pydantic', 'polars', 'yaml', 'altair'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
