"""`comity check --policy` tells what a manual gets wrong, with the encounter that shows it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
MANUAL = "examples/policy/some-town-manual.yaml"


def run(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "comity.cli.main", "check", "--policy", MANUAL, "--on", "2026-11-24", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_example_manual_contradicts_the_law_on_holds() -> None:
    """The made-up manual requires holds; the finding names the rule of each side."""
    done = run("--place", "us/ma/some-town", "--json")
    assert done.returncode == 1, done.stderr
    wrong = [f for f in json.loads(done.stdout) if f["class"] == "contradicts" and f["action"] == "hold_on_detainer"]
    assert "us/ma:lunn/no-power-to-hold" in {r["provision"] for f in wrong for r in f["law_rules"]}
    assert {r["line"] for f in wrong for r in f["policy_rules"]} == {9}


def test_a_policy_without_a_place_is_bad_input() -> None:
    """Without --place the command says what to write and ends with 2."""
    done = run()
    assert done.returncode == 2
    assert "--place" in done.stderr


def test_where_ordinances_have_not_been_read_the_answer_says_so() -> None:
    """The manual is then no more than the only rule that we know."""
    assert "other rules there were not all read" in " ".join(run("--place", "us/ma/some-town").stdout.split())
