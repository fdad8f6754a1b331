"""`comity show` finds a place, an agency, an instrument or a provision, and suggests the nearest for a wrong word."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from comity.cli.main import app


def run(folder: Path, *words: str) -> Result:
    """Return the result of the command on the small state's law."""
    return CliRunner().invoke(app, ["show", "--law", str(folder), *words])


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["us/xx:safe-akt"], "unknown instrument `us/xx:safe-akt`; did you mean `us/xx:safe-act`?"),
        (
            ["us/xx:safe-act/no-holt"],
            "unknown provision `us/xx:safe-act/no-holt`; did you mean `us/xx:safe-act/no-hold`?",
        ),
        (["Sum Town"], "unknown place `Sum Town`; did you mean `Some Town`?"),
        (["fr/xx"], "unknown place `fr/xx`"),
        (["us/xx", "--on", "2026-02-30"], "--on: `2026-02-30` is not a day of the calendar"),
        (["us/xx", "--known-at", "soon"], "--known-at: `soon` is not a date"),
    ],
)
def test_a_wrong_word_gets_the_nearest_right_one(folder: Path, words: list[str], message: str) -> None:
    """The exit is 2, the message on standard error, and nothing on standard output."""
    result = run(folder, *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


@pytest.mark.parametrize(
    ("target", "part"),
    [
        ("us/xx/some-town", "Some Town, Exampleland · the law on 2 March 2026"),
        ("Some Town", "Some Town, Exampleland · the law on 2 March 2026"),
        ("us/xx:safe-act", "Example Safe Act"),
        ("us/xx:safe-act/no-hold", "Nobody is kept past release for a detainer."),
        ("us/xx/sometown", "Did you mean us/xx/some-town?"),
    ],
)
def test_each_thing_is_shown(folder: Path, target: str, part: str) -> None:
    """A place by path or name, an instrument, a provision; a stranger is shown with the place perhaps meant."""
    result = run(folder, target, "--on", "2026-03-02")
    assert result.exit_code == 0
    assert part in result.stdout
    assert result.stdout.count("Information, not legal advice.") == 1
    assert "\x1b" not in result.stdout


def test_json_is_plain_data(folder: Path) -> None:
    """The same as data, exceptions among it when asked for."""
    data = json.loads(run(folder, "us/xx/some-town", "--on", "2026-03-02", "--json", "--exceptions").stdout)
    assert data["matrix"]["notify_release"]["police_municipal"]["presumed"] == ["prohibited", "not_addressed"]
    assert data["exceptions"]["notify_release"][0]["exceptions"] == []


def test_help_has_an_example() -> None:
    """The help shows how the command is used."""
    assert "Example: comity show" in CliRunner().invoke(app, ["show", "--help"]).stdout


def test_a_provision_is_shown_with_the_address_of_its_citation() -> None:
    """Where the form has one; the address of the source it was read from stands beside it."""
    provision = "us:section-1373/no-limits-on-status"
    link = "https://www.law.cornell.edu/uscode/text/8/1373"
    assert link in CliRunner().invoke(app, ["show", provision]).stdout
    data = json.loads(CliRunner().invoke(app, ["show", provision, "--json"]).stdout)
    assert data["cite_links"] == [{"cite": "8 U.S.C. 1373(a), (b)", "link": link}]
