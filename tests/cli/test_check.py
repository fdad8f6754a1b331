"""`comity check` at the command line."""

from __future__ import annotations

import json
from pathlib import Path

from tests.example_law import write
from typer.testing import CliRunner

from comity.cli.main import app

GOOD = """
instrument: no-power
history: [{event: effective, on: 2017-07-24, source: s1, recorded: 2026-11-24}]
provisions: [{id: no-power, modality: lacks_power}]
hypotheticals:
  - {says: Before., agency: jail, on: 2017-07-23, expect: {hold_on_detainer: {outcomes: [not_addressed],
      not_because: [no-power]}}}
  - {says: After., agency: jail, on: 2017-07-24, expect: {hold_on_detainer: {outcomes: [prohibited],
      because: [no-power]}}}
"""


def run(*words: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, list(words))
    return done.exit_code, done.stdout, done.stderr


def test_good_law_ends_with_a_line_on_what_was_checked(tmp_path: Path) -> None:
    """And exit 0."""
    write(tmp_path, GOOD)
    code, out, err = run("check", str(tmp_path))
    assert (code, err) == (0, "")
    assert "1 instruments, 1 provisions" in out
    assert "all as they say" in out


def test_a_hypothetical_that_comes_out_otherwise_is_exit_1_with_file_and_line(tmp_path: Path) -> None:
    """The message names the outcome that came and the one that was expected."""
    write(tmp_path, GOOD.replace("[prohibited]", "[permitted]"))
    code, out, err = run("check", str(tmp_path))
    assert code == 1
    assert "no-power.yaml:" in err
    assert "come out {prohibited}, not {permitted}" in err
    assert "1 problems" in out


def test_no_law_folder_is_exit_2(tmp_path: Path) -> None:
    """Nothing is checked and nothing is said on standard output."""
    code, out, err = run("check", str(tmp_path / "nowhere"))
    assert (code, out) == (2, "")
    assert "no law folder here" in err


def test_schemas_for_editors_are_written(tmp_path: Path) -> None:
    """One per kind of file, each valid JSON with the words of the vocabulary."""
    code, out, _ = run("check", "--schemas", str(tmp_path / "schemas"))
    assert code == 0
    schema = json.loads((tmp_path / "schemas" / "instrument.schema.json").read_text(encoding="utf-8"))
    assert "hold_on_detainer" in json.dumps(schema)
    assert "instrument.schema.json" in out
