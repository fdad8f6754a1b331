"""`comity differ` tells what differs between two sides, with an encounter that a user can decide."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import Result
from tests.cli.conftest import ACT, BILL, RULE, TOWN
from tests.example_law import write
from typer.testing import CliRunner

from comity import Law
from comity.cli.differ import share_words
from comity.cli.main import app


def run(folder: Path, *words: str) -> Result:
    """Return the result of the command on the small state's law."""
    return CliRunner().invoke(app, ["differ", "--law", str(folder), *words])


def test_equal_law_is_said_to_be_equal(folder: Path) -> None:
    """Nothing changes between two days: one sentence, and exit 0."""
    result = run(folder, "us/xx:jail@2026-01-01", "@2026-02-01")
    assert (result.exit_code, result.stderr) == (0, "")
    told = " ".join(result.stdout.split())
    assert told.startswith("Exampleland, jail, 1 January 2026 → Exampleland, jail, 1 February 2026")
    assert result.stdout.rstrip().endswith("Equal: every situation comes out the same.")
    assert json.loads(run(folder, "us/xx:jail@2026-01-01", "@2026-02-01", "--json").stdout) == []


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["us/xx:jial", "@2026-01-01"], "A: unknown agency `jial`; did you mean `jail`?"),
        (["us/xx", "+opn-bill"], "B: unknown bill `opn-bill`; did you mean"),
        (["us/xx", "Sum Town"], "B: unknown place `Sum Town`; did you mean `Some Town`?"),
        (["@2026-01-01", "@2026-02-01"], "A: no side names a place; write PLACE:AGENCY@DAY+BILL"),
        (["us/xx", "us/xx@soon"], "B: `soon` is not a date"),
        (["us/xx", "us/xx", "--on", "soon"], "--on: `soon` is not a date"),
        (["us/xx", "us/xx", "--action", "notify"], "--action: unknown action `notify`"),
        (["us/xx", "us/xx", "--agency", "jial"], "--agency: unknown agency `jial`; did you mean `jail`?"),
    ],
)
def test_bad_input_names_the_side_and_the_nearest_word(folder: Path, words: list[str], message: str) -> None:
    """The exit is 2, the message on standard error, and nothing on standard output."""
    result = run(folder, *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


def test_a_bill_is_told_with_shares_causes_and_an_encounter(folder: Path, law: Law) -> None:
    """The text has the outcomes, the share, the provision with its line, and what to put to `comity decide`."""
    result = run(folder, "us/xx:jail@2026-03-02", "+open-bill", "--action", "notify_release")
    assert result.exit_code == 1
    text = result.stdout
    assert "○ not addressed → ■ required, in all of the situations" in text
    assert f"us/xx/docket/open-bill.yaml:{law.provision('us/xx:open-bill/must-tell').line}" in text
    shown = [json.loads(line) for line in text.splitlines() if line.strip().startswith("{")]
    assert [s["facts"] for s in shown] == [{}]
    assert text.rstrip().endswith("The law differs on 1 action.")


def test_without_an_agency_every_kind_is_compared(folder: Path) -> None:
    """Kinds that differ alike are told together: the bill binds the police and jails only."""
    result = run(folder, "us/xx@2026-03-02", "+open-bill", "--json")
    data = json.loads(result.stdout)
    assert sorted(kind for d in data for kind in d["agencies"]) == ["jail", "police_municipal"]
    assert {d["action"] for d in data} == {"notify_release"}


def test_two_law_folders_are_compared(folder: Path, tmp_path: Path) -> None:
    """A folder takes place, agency and day from the other side, and the witness comes out otherwise in each."""
    write(tmp_path, ACT.replace("when: written_request\n", "when: minor\n"), RULE, BILL, TOWN)
    result = run(folder, "us/xx:jail@2026-03-02", str(tmp_path), "--action", "hold_on_detainer", "--json")
    assert result.exit_code == 1
    (found,) = json.loads(result.stdout)
    assert found["outcomes"]["first"] != found["outcomes"]["second"]
    assert [c["provision"] for c in found["because"]] == ["us/xx:safe-act/no-hold"]


def test_the_help_shows_an_example() -> None:
    """The help says how a side is written and what the exits mean."""
    text = CliRunner().invoke(app, ["differ", "--help"]).stdout
    assert "comity differ us/xx/some-town:police_municipal@2019-12-01 @2026-01-01" in " ".join(text.split())
    assert "PLACE" in text


def test_a_share_is_said_plainly() -> None:
    """Simple fractions stand alone, others with a percentage, small ones as under one in a hundred."""
    assert share_words(Fraction(1)) == "all"
    assert share_words(Fraction(1, 4)) == "1/4"
    assert share_words(Fraction(15, 64)) == "15/64 (23 %)"
    assert share_words(Fraction(1, 256)) == "1/256 (under 1 %)"
