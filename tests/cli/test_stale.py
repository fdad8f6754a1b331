"""`comity check --stale` lists what was read only to a day too long ago."""

from __future__ import annotations

import json

from typer.testing import CliRunner

from comity.cli.main import app


def test_what_has_to_be_read_again_is_listed() -> None:
    """Exit 1 while there is any; the data says the same; a wrong number is told."""
    words = ["check", "--stale", "90", "--on", "2027-06-01"]
    told = CliRunner().invoke(app, words)
    assert told.exit_code == 1
    assert "Massachusetts: read to " in told.output
    data = json.loads(CliRunner().invoke(app, [*words, "--json"]).output)
    assert all(row["days"] > 90 for row in data)
    assert f"{len(data)} survey rows" in told.output
    none = CliRunner().invoke(app, ["check", "--stale", "9000"])
    assert (none.exit_code, "No survey row" in none.output) == (0, True)
    assert CliRunner().invoke(app, ["check", "--stale", "-1"]).exit_code == 2
