"""`comity cite`: a citation in its parts, with a public address where one can be made."""

from __future__ import annotations

import json

from typer.testing import CliRunner

from comity.cli.main import app


def run(*words: str) -> tuple[int, str]:
    """Return how a run ends and what it prints."""
    result = CliRunner().invoke(app, ["cite", *words])
    return result.exit_code, result.output


def test_several_cites_are_read_as_parts_with_their_addresses() -> None:
    """Each has its form and the way it is written here."""
    code, told = run("G.L. c. 258F, s. 3; 8 U.S.C. 1373(a)", "--json")
    data = json.loads(told)
    assert code == 0
    assert len(data["parts"]) == 2
    assert data["canonical"] == "; ".join(p["canonical"] for p in data["parts"])
    assert all(p["link"].startswith("https://") for p in data["parts"])


def test_what_cannot_be_read_is_told_with_its_position() -> None:
    """And what was expected there."""
    code, told = run("8 U.S.C. ???")
    assert code == 2
    assert "position" in told
    assert "expected" in told


def test_the_cites_of_the_law_that_cannot_be_read_are_listed() -> None:
    """By provision; the count says how many can."""
    code, told = run()
    _, listed = run("--json")
    unread = json.loads(listed)
    assert code == (1 if unread else 0)
    assert all(entry["where"] in told for entry in unread)
    assert "provisions' citations can be read" in told
