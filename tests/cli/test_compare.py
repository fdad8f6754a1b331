"""`comity compare`: a table, data, a map; wrong words are told."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from typer.testing import CliRunner

from comity.cli.main import app

HOLD = ["compare", "--action", "hold_on_detainer", "--on", "2026-03-02"]


def run(*words: str) -> str:
    """Return what a run that ends well prints."""
    result = CliRunner().invoke(app, list(words))
    assert result.exit_code == 0, result.output
    return result.output


def test_a_row_for_each_state_with_the_reasons_of_each_cell() -> None:
    """Police, sheriff and jail unless told otherwise."""
    data = json.loads(run(*HOLD, "--json"))
    row = next(r for r in data if r["place"] == "us/ma")
    assert [c["agency"] for c in row["cells"]] == ["police_municipal", "sheriff", "jail"]
    assert {c["posture"] for c in row["cells"]} == {"forbids"}
    assert all(any(r["provision"].startswith("us/ma:lunn/") for r in c["reasons"]) for c in row["cells"])
    assert len({r["place"] for r in data}) == len(data)


def test_the_table_and_the_commas_say_the_same() -> None:
    """The words of a cell are those of its posture."""
    told = run(*HOLD, "--agency", "sheriff")
    lines = list(csv.DictReader(io.StringIO(run(*HOLD, "--agency", "sheriff", "--csv"))))
    assert {line["agency"] for line in lines} == {"sheriff"}
    assert all(word in told for line in lines for word in line["name"].split())
    assert "Massachusetts    ▲ forbids it" in told


def test_one_place_shows_every_act() -> None:
    """Kinds of agency with the same answer stand together."""
    told = run("compare", "--place", "us/ma/boston", "--on", "2026-03-02")
    assert "Boston, Massachusetts" in told
    assert "Hold the person past release for an immigration detainer" in told
    assert "forbids it — " in told


def test_a_map_is_written_whole(tmp_path: Path) -> None:
    """And the table still printed."""
    chart = tmp_path / "maps" / "hold.svg"
    assert "The map is in" in run(*HOLD, "--agency", "jail", "--map", str(chart))
    assert "<title>Massachusetts forbids it</title>" in chart.read_text(encoding="utf-8")
    assert [p.name for p in chart.parent.iterdir()] == ["hold.svg"]


def test_wrong_words_are_told_with_the_nearest(tmp_path: Path) -> None:
    """Each ends with exit 2 and writes nothing."""
    for words, said in (
        (["compare"], "say which action to compare"),
        (["compare", "--action", "hold_on_detainr"], "did you mean `hold_on_detainer`"),
        ([*HOLD, "--agency", "sherif"], "did you mean `sheriff`"),
        ([*HOLD, "--fact", "release_du=yes"], "did you mean `release_due`"),
        ([*HOLD, "--fact", "release_due=maybe"], "release_due"),
        ([*HOLD, "--place", "Boston!"], "unknown place `Boston!`; did you mean `Boston`?"),
        (["compare", "--action", "civil_arrest", "--on", "2026-02-30"], "--on"),
        ([*HOLD, "--map", str(tmp_path / "x.svg")], "a map shows one action and one kind of agency"),
    ):
        result = CliRunner().invoke(app, words)
        assert result.exit_code == 2, (words, result.output)
        assert said in result.output, (words, result.output)
    assert not list(tmp_path.iterdir())
