"""`comity audit` judges a log, writes a whole report or nothing, and ends with 0, 1 or 2."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest
from click.testing import Result
from typer.testing import CliRunner

from comity.cli.main import app

HEADER = "place,agency,on,written_request,minor,exigent,did_hold_on_detainer,did_notify_release\n"
GOOD = "us/xx/some-town,police_municipal,2026-03-02,yes,no,no,false,\n"
BREACH = "us/xx/some-town,police_municipal,2026-03-03,yes,no,no,true,\n"


def run(folder: Path, log: Path, *words: str) -> Result:
    """Return the result of the command on the small state's law."""
    return CliRunner().invoke(app, ["audit", str(log), "--law", str(folder), *words])


def log(tmp_path: Path, *rows: str, header: str = HEADER) -> Path:
    """Write a log and return its path."""
    path = tmp_path / "requests.csv"
    path.write_text(header + "".join(rows), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "empty"),
        ("a,b\n1,2\n", "a plain log has the columns `place`, `agency` and `on`"),
        (HEADER.replace("minor", "minr"), "unknown column `minr`; did you mean `minor`?"),
        (HEADER.replace("minor", "citizenship"), "no log may hold it"),
    ],
)
def test_bad_input_ends_with_2_and_leaves_nothing(folder: Path, tmp_path: Path, text: str, message: str) -> None:
    """The message names the file and what would be right; no folder is made."""
    path = log(tmp_path, header=text)
    result = run(folder, path, "--out", str(tmp_path / "out"))
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
    assert str(path) in result.stderr
    assert not (tmp_path / "out").exists()


def test_a_log_that_is_not_there_is_told(folder: Path, tmp_path: Path) -> None:
    """With its name."""
    result = run(folder, tmp_path / "nowhere.csv", "--out", str(tmp_path / "out"))
    assert result.exit_code == 2
    assert "nowhere.csv: cannot be read" in result.stderr


def test_a_folder_that_holds_other_things_is_refused_before_any_work(folder: Path, tmp_path: Path) -> None:
    """Nothing of it is touched."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    result = run(folder, log(tmp_path, GOOD), "--out", str(tmp_path / "out"))
    assert result.exit_code == 2
    assert "holds other things (`mine.txt`)" in result.stderr
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["mine.txt"]


def test_an_unknown_layout_names_those_that_are_known(folder: Path, tmp_path: Path) -> None:
    """So that a typing error is mended at once."""
    result = run(folder, log(tmp_path, GOOD), "--layout", "lgo", "--json")
    assert result.exit_code == 2
    assert "unknown layout `lgo`" in result.stderr


def test_nothing_found_ends_with_0(folder: Path, tmp_path: Path) -> None:
    """And the report is there all the same."""
    result = run(folder, log(tmp_path, GOOD), "--out", str(tmp_path / "out"))
    assert result.exit_code == 0, result.stderr
    assert "None of 1 request is shown to have been handled against the law" in " ".join(result.stdout.split())
    assert (tmp_path / "out" / "report.html").read_text(encoding="utf-8").startswith("\n") is False


def test_findings_end_with_1_and_are_printed_by_rule(folder: Path, tmp_path: Path) -> None:
    """With the four files written."""
    result = run(folder, log(tmp_path, GOOD, BREACH), "--out", str(tmp_path / "out"))
    assert result.exit_code == 1
    told = " ".join(result.stdout.split())
    assert "1 of 2 requests was handled against the law; the act was to hold the person" in told
    assert "Example Stat. s. 3" in told
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == [
        "findings.parquet", "rejected.csv", "report.html", "summary.json",
    ]  # fmt: skip
    assert json.loads((tmp_path / "out" / "summary.json").read_text())["against"]["strict"]["rows"] == 1


def test_lines_fit_a_terminal_and_carry_no_colour_when_piped(folder: Path, tmp_path: Path) -> None:
    """80 columns, no escape codes."""
    result = run(folder, log(tmp_path, GOOD, BREACH), "--out", str(tmp_path / "out"))
    assert "\x1b" not in result.stdout
    assert [line for line in result.stdout.splitlines() if len(line) > 80 and " " in line.strip()] == []


def test_json_is_the_summary_and_writes_only_when_told_to(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing else is on standard output."""
    monkeypatch.chdir(tmp_path)
    path = log(tmp_path, BREACH)
    result = run(folder, path, "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["rows"]["in"] == 1
    assert [p.name for p in tmp_path.iterdir()] == ["requests.csv"]
    run(folder, path, "--json", "--out", "told")
    assert json.loads((tmp_path / "told" / "summary.json").read_text()) == json.loads(result.stdout)


def test_without_out_the_report_goes_to_a_folder_of_the_logs_name(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Under out/."""
    monkeypatch.chdir(tmp_path)
    run(folder, log(tmp_path, GOOD))
    assert (tmp_path / "out" / "requests" / "report.html").is_file()


def test_rows_that_cannot_be_read_are_listed_and_the_rest_is_judged(folder: Path, tmp_path: Path) -> None:
    """With their numbers in rejected.csv."""
    result = run(folder, log(tmp_path, GOOD, "us/xx,jail,2026-02-30,,,,,\n"), "--out", str(tmp_path / "out"))
    assert result.exit_code == 0
    assert "All 2 rows of the file are accounted for" in " ".join(result.stdout.split())
    assert (tmp_path / "out" / "rejected.csv").read_text().splitlines()[1].startswith("2,on,")


def test_help_has_an_example() -> None:
    """A command shows how it is called."""
    assert "Example: comity audit" in CliRunner().invoke(app, ["audit", "--help"]).stdout


def test_a_log_in_parts_says_its_counts_and_leaves_its_lines(folder: Path, tmp_path: Path) -> None:
    """With --stream the lines are those of the whole audit, and the exit says whether something was found."""
    csv, parquet = log(tmp_path, GOOD, BREACH), tmp_path / "requests.parquet"
    pl.read_csv(csv).with_columns(pl.col("on").str.to_date()).write_parquet(parquet)
    result = run(folder, parquet, "--stream", "--out", str(tmp_path / "parts"))
    assert run(folder, parquet, "--out", str(tmp_path / "whole")).exit_code == result.exit_code == 1
    assert "2 rows: 2 judged, 0 that cannot be read" in result.output
    lines, whole = (pl.read_parquet(tmp_path / n / "findings.parquet").drop("situation") for n in ("parts", "whole"))
    assert lines.equals(whole)
