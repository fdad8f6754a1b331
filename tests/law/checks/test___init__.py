"""All the checks that need no deciding run, in their order."""

from __future__ import annotations

from pathlib import Path

from tests.example_law import example

from comity.law.body import Body
from comity.law.checks import CHECKS, check_body

TWO_WRONG = """
instrument: act
sources:
  s1: {read: memory, on: 2026-11-24}
provisions:
  - {id: no-holds, modality: must_not, subject_to: [nothing]}
"""


def test_law_that_is_well_has_nothing_to_say(body: Body) -> None:
    """The law of this checkout passes every check."""
    assert list(map(str, check_body(body))) == []


def test_every_file_of_the_folder_is_a_check_that_runs() -> None:
    """A check that nobody calls is none."""
    folder = Path(__file__).parents[3] / "src" / "comity" / "law" / "checks"
    files = {p.stem for p in folder.glob("*.py")} - {"__init__"}
    assert {check.__module__.rsplit(".", 1)[1] for check in CHECKS} == files


def test_what_each_check_finds_is_told(tmp_path: Path) -> None:
    """One mistake does not hide another."""
    edge, mark = (str(p) for p in check_body(example(tmp_path, TWO_WRONG).body))
    assert "names `us/xx:act/nothing`" in edge
    assert "is marked `primary`" in mark
