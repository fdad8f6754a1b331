"""`comity agreements`, and what `decide` and `audit` make of a register."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from comity.cli.agreements import agreement_lines
from comity.cli.main import app

LIST = """state,agency,agency_type,county,model,signed
Massachusetts,Some County Sheriff's Office,County,Some County,Jail Enforcement Model,2020-06-08
Massachusetts,Some Lottery,State Agency,,Task Force Model,2025-06-08
"""
PLACE = "us/ma/some-county"


def run(*words: str | Path, code: int = 0) -> str:
    result = CliRunner().invoke(app, [str(w) for w in words])
    assert result.exit_code == code, result.output
    return " ".join(result.output.split())


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """Return a register made of a small list."""
    source = tmp_path / "list_2026-05-18.csv"
    source.write_text(LIST, encoding="utf-8")
    made = tmp_path / "register.csv"
    told = run("agreements", "import", source, "--out", made, "--unmatched")
    assert "2 rows read, 1 agreements written" in told
    assert "1 rows left out: the name does not say whose it is Massachusetts, Some Lottery" in told
    return made


def test_the_agreements_of_a_place_are_listed(register: Path) -> None:
    """By kind and day; a place without any is told as not known."""
    told = run("agreements", "show", register, "--place", PLACE, "--agency", "sheriff", "--on", "2024-01-05")
    assert "Some County Sheriff's Office, jem, signed 2020-06-08: in force as listed" in told
    assert "Listed does not mean trained or active." in told
    assert "does not say that there is none" in run("agreements", "show", register, "--place", "us/ma/other-county")
    [row] = json.loads(run("agreements", "show", register, "--place", PLACE, "--on", "2026-06-01", "--json"))
    assert row["standing"] == "unknown"


def test_a_decision_says_that_it_rests_on_the_register(register: Path, tmp_path: Path) -> None:
    """In text and in data; a contradiction is told in both."""
    file = tmp_path / "request.json"
    encounter = {"place": PLACE, "agency": "jail", "on": "2024-01-05", "facts": {}}
    file.write_text(json.dumps(encounter), encoding="utf-8")
    words = ["decide", file, "--agreements", register, "--action", "hold_on_detainer"]
    told = run(*words)
    assert "The answer rests on the register for: agreement in force = yes." in told
    assert "signed 2020-06-08: in force as listed" in told
    assert json.loads(run(*words, "--json"))["agreements"]["filled"]["agreement_model"] == "jem"
    file.write_text(json.dumps({**encounter, "facts": {"agreement_in_force": "no"}}), encoding="utf-8")
    assert "What was given contradicts it: agreement in force = yes there. What was given stands." in run(*words)


def test_a_log_is_judged_with_the_register(register: Path, tmp_path: Path) -> None:
    """The summary's notes say how many rows got a fact."""
    log = tmp_path / "log.csv"
    log.write_text(f"place,agency,on,did_share_status\n{PLACE},jail,2024-01-05,yes\n", encoding="utf-8")
    data = json.loads(run("audit", log, "--agreements", register, "--json"))
    assert "Agreements were read from register.csv: 1 rows got a fact" in data["log"]["notes"][-1]
    assert "goes with the polars engine" in run("audit", log, "--agreements", register, "--engine", "duckdb", code=2)


def test_wrong_words_are_told(register: Path, tmp_path: Path) -> None:
    """Each ends with exit 2."""
    show = ["agreements", "show", register, "--place", PLACE]
    for words, said in (
        ([*show, "--on", "tomorrow"], "--on"),
        ([*show, "--agency", "sherif"], "did you mean `sheriff`"),
        (["agreements", "show", tmp_path / "none.csv", "--place", PLACE], "cannot be read"),
        (["agreements", "import", register], "is not a list of agencies"),
    ):
        assert said in run(*words, code=2)


def test_lines_without_a_day_say_nothing_of_standing() -> None:
    """The spans are told all the same."""
    row = {"name": "X", "model": "jem", "signed": None, "how_known": "heard", "to": "2021-01-01"}
    row |= {"last_seen": None, "absent_from": None}
    told = {"register": "r.csv", "rows": [row], "filled": {}, "contradicted": {}, "note": "N"}
    text = " ".join(line.text if hasattr(line, "text") else str(line) for line in agreement_lines(told))
    assert "signed on a day not told" in text
    assert "heard; to 2021-01-01" in text
    assert "in force as listed" not in text
