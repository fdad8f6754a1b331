"""`comity whatif`: what a bill would change, and what it would have changed in a log."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from comity.cli.main import app

LOG = Path(__file__).parents[2] / "examples" / "massachusetts.csv"
BILL = ["whatif", "safe-communities-act", "--on", "2026-03-02", "--agency", "sheriff"]


def run(*words: str) -> str:
    """Return what a run that ends well prints."""
    result = CliRunner().invoke(app, list(words))
    assert result.exit_code == 0, result.output
    return result.output


def test_what_changes_is_told_with_an_encounter_that_shows_it() -> None:
    """And that it is no law."""
    told = run(*BILL)
    assert "Not law." in told
    assert "● allowed → ▲ forbidden" in told
    assert "To see it, put this to `comity decide`" in told


def test_a_log_is_counted_and_its_rows_written(tmp_path: Path) -> None:
    """The data says the same as the file."""
    out = tmp_path / "rows.csv"
    data = json.loads(run(*BILL, str(LOG), "--out", str(out), "--json"))
    lines = out.read_text(encoding="utf-8").splitlines()
    assert data["log"]["changed_rows"] == len({line.split(",")[0] for line in lines[1:]}) > 0
    assert sum(c["rows"] for c in data["log"]["counts"]) == len(lines) - 1
    assert {c["action"] for c in data["changes"]} >= {"notify_release", "allow_interview"}


def test_wrong_words_are_told() -> None:
    """Each ends with exit 2."""
    for words, said in (
        (["whatif", "safe-comunities-act"], "did you mean `safe-communities-act`"),
        ([*BILL[:2], "--on", "tomorrow"], "--on"),
        ([*BILL, "nowhere.csv"], "nowhere.csv"),
    ):
        result = CliRunner().invoke(app, words)
        assert result.exit_code == 2, (words, result.output)
        assert said in result.output, (words, result.output)
