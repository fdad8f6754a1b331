"""The command line as a whole."""

from __future__ import annotations

import subprocess
import sys

import pytest
from typer.testing import CliRunner

from comity.cli.main import app

COMMANDS = ("audit", "check", "decide", "demo", "show")
OURS = {"altair", "jinja2", "narwhals", "polars", "vl_convert", "yaml", "comity.law.load", "comity.library"}
HEAVY = OURS | {"pydantic"}


def test_help_lists_every_command() -> None:
    """And says that it is no advice."""
    shown = CliRunner().invoke(app, ["--help"]).stdout
    assert [c for c in COMMANDS if c not in shown] == []
    assert "not legal advice" in " ".join(shown.split())


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_every_command_has_an_example(command: str) -> None:
    """One that a reader can paste."""
    shown = CliRunner().invoke(app, [command, "--help"])
    assert shown.exit_code == 0
    assert f"Example: comity {command}" in " ".join(shown.stdout.split())


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        (["decid"], "decid"),
        (["decide", "--strickt"], "--strickt"),
        (["audit"], "Missing argument 'log'"),
        (["show", "--on"], "--on"),
    ],
)
def test_a_bad_word_is_named_and_exit_2(words: list[str], wrong: str) -> None:
    """As any bad input; nothing is said on standard output."""
    done = CliRunner().invoke(app, words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert wrong in done.stderr


def test_without_a_word_the_help_is_shown() -> None:
    """The same that `--help` shows."""
    done = CliRunner().invoke(app, [])
    assert [c for c in COMMANDS if c not in done.output] == []


# For a command's own options typer itself calls on pydantic.
@pytest.mark.parametrize(("words", "heavy"), [(["--help"], HEAVY), (["audit", "--help"], OURS)])
def test_help_loads_neither_law_nor_columns(words: list[str], heavy: set[str]) -> None:
    """So that it is quick."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "comity.cli.main", *words],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {line.rsplit("|", 1)[-1].strip() for line in done.stderr.splitlines() if line.startswith("import time:")}
    assert "typer" in loaded
    assert loaded & heavy == set()
