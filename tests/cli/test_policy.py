"""`comity check --policy` tells what a manual gets wrong, with the encounter that shows it."""

from __future__ import annotations

import json
import re
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
    assert {r["line"] for f in wrong for r in f["policy_rules"]} == {10}


def test_a_policy_without_a_place_is_bad_input(tmp_path: Path) -> None:
    """Where neither the file nor --place names one, the command says what to write and ends with 2."""
    bare = tmp_path / "manual.yaml"
    bare.write_text(
        (ROOT / MANUAL).read_text(encoding="utf-8").replace("place: us/ma/some-town\n", ""), encoding="utf-8"
    )
    done = run("--policy", str(bare))
    assert done.returncode == 2
    assert "write `place: us/xx/some-town`, or --place" in done.stderr
    assert run("--policy", str(bare), "--place", "us/ma/some-town").returncode == 1


def test_two_places_have_to_be_one() -> None:
    """Where --place is another than the file's, the line of the file is named."""
    done = run("--place", "us/ma/boston")
    assert done.returncode == 2
    assert f"{MANUAL}:2: the policy is of `us/ma/some-town`, and --place says `us/ma/boston`" in done.stderr


def test_the_example_manual_has_one_of_each_finding() -> None:
    """What docs/policy-check.md lists can be looked at."""
    kinds = {f["class"] for f in json.loads(run("--json").stdout)}
    assert kinds == {"contradicts", "looser", "missing a duty", "says nothing", "the policy is unclear",
                     "the law is not settled", "stricter", "agrees"}  # fmt: skip


def test_where_ordinances_have_not_been_read_the_answer_says_so() -> None:
    """The manual is then no more than the only rule that we know."""
    assert "other rules there were not all read" in " ".join(run("--place", "us/ma/some-town").stdout.split())


def test_a_memo_is_written_beside_nothing_else(tmp_path: Path) -> None:
    """Page, PDF and data come into a folder of their own, again the same; other things in it are left alone."""
    out = tmp_path / "memo"
    assert "Wrote memo.html, memo.pdf, memo.json" in run("--out", str(out)).stdout
    first = {p.name: p.read_bytes() for p in out.iterdir()}
    assert set(first) == {"memo.html", "memo.pdf", "memo.json"}
    run("--out", str(out))
    assert {p.name: p.read_bytes() for p in out.iterdir()} == first
    (out / "mine.txt").write_text("mine", encoding="utf-8")
    refused = run("--out", str(out))
    assert refused.returncode == 2
    assert "holds other things (`mine.txt`)" in refused.stderr


def test_the_headline_comes_first() -> None:
    """Before the findings, which stand the gravest first."""
    lines = run().stdout.splitlines()
    assert re.match(r"Some Town Police Manual falls short of the law in \d+ points\. The first: ", lines[0])
    assert next(line for line in lines if line.startswith(("contradicts", "stricter"))).startswith("contradicts")
