"""`comity demo` audits the example log and shows one decision in full."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from comity.cli import demo
from comity.cli.main import app


def test_without_an_example_the_message_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where only the wheel is installed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("comity.__file__", str(tmp_path / "lib" / "python" / "comity" / "__init__.py"))
    result = CliRunner().invoke(app, ["demo"])
    assert result.exit_code == 2
    assert "no example log was found" in result.stderr
    assert "comity audit LOG" in result.stderr


def test_the_example_is_the_first_log_of_the_checkout(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Wherever the command is run."""
    monkeypatch.chdir(tmp_path)
    assert demo.example().parent.name == "examples"


@pytest.mark.slow
def test_the_demo_prints_findings_and_one_decision_and_writes_the_report(tmp_path: Path) -> None:
    """It ends with 0, though it finds something, in less than 15 seconds."""
    start = time.perf_counter()
    result = CliRunner().invoke(app, ["demo", "--out", str(tmp_path / "demo")])
    took = time.perf_counter() - start
    assert result.exit_code == 0, result.stderr
    told = " ".join(result.stdout.split())
    assert "of 512 requests were handled against the law" in told
    assert "One of them in full: row" in told
    assert "Who says so" in told
    assert (tmp_path / "demo" / "report.html").is_file()
    assert took < 15
