"""`comity audit --engine`: the same answer, whatever judges the rows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from comity.audit.engines import native
from comity.cli.main import app

HEADER = "place,agency,on,written_request,minor,exigent,did_hold_on_detainer,did_notify_release\n"
ROWS = (
    "us/xx/some-town,police_municipal,2026-03-02,yes,no,no,false,\n"
    "us/xx/some-town,police_municipal,2026-03-03,yes,no,no,true,\n"
    "us/xx/some-town,police_municipal,2026-03-04,perhaps,no,no,true,\n"
)


def run(folder: Path, tmp_path: Path, *words: str) -> Result:
    """Return the result of the command on a log of three requests."""
    path = tmp_path / "requests.csv"
    path.write_text(HEADER + ROWS, encoding="utf-8")
    return CliRunner().invoke(app, ["audit", str(path), "--law", str(folder), *words])


def test_an_engine_that_is_not_known_ends_with_2_and_leaves_nothing(folder: Path, tmp_path: Path) -> None:
    """The message names those that are."""
    result = run(folder, tmp_path, "--engine", "duckbd", "--out", str(tmp_path / "out"))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--engine: unknown engine `duckbd`; known: polars, duckdb, spark" in result.stderr
    assert not (tmp_path / "out").exists()


def test_an_engine_that_is_not_installed_ends_with_2(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message says what to install."""

    def missing(package: str) -> None:
        raise ModuleNotFoundError(name=package)

    monkeypatch.setattr(native, "import_module", missing)
    result = run(folder, tmp_path, "--engine", "duckdb", "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--engine: pyarrow is not installed; install `comity[duckdb]`" in result.stderr


def test_the_summary_and_the_files_are_those_of_any_audit(folder: Path, tmp_path: Path) -> None:
    """Not a word differs."""
    usual = run(folder, tmp_path, "--json", "--out", str(tmp_path / "usual"))
    other = run(folder, tmp_path, "--json", "--out", str(tmp_path / "other"), "--engine", "duckdb")
    assert (usual.exit_code, other.exit_code) == (1, 1)
    assert other.stdout == usual.stdout
    assert json.loads(other.stdout)["rows"]["rejected"] == 1
    for name in ("summary.json", "rejected.csv", "report.html"):
        assert (tmp_path / "other" / name).read_bytes() == (tmp_path / "usual" / name).read_bytes()
