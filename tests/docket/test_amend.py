"""Stages are added to a docket file's list, in time order, and every other byte stays as it was."""

from __future__ import annotations

import difflib
from datetime import date
from pathlib import Path

import pytest
from tests.example_law import LAW

from comity.docket.amend import Stage, amended, stage_of
from comity.docket.step import Step
from comity.docket.told import Taken
from comity.law.reading.files import read_docket
from comity.vocabulary.errors import InputError

HEAD = "# Top.\nbill: a-bill   # its id\ntitle: 'An act'\n"
TAIL = 'sure: "not"\n# Before sources.\nsources: {s: {read: memory, on: 2026-11-24}}\nprovisions: []\n\n'
BLOCK = """stage:   # steps
  - {on: 2026-01-05, stage: introduced, source: s}   # read

  # Then:
  - on: 2026-03-10
    stage: passed the House
"""
FLOW = "stage: [{on: 2026-01-05, stage: introduced},\n  {on: 2026-03-10, stage: passed the House}]  # end\n"
FIRST, MIDDLE, LAST = (Stage(date(2026, m, 1), f"step {m}") for m in (1, 2, 6))


def added(before: str, after: str) -> list[str]:
    """Return the added lines, and hold that none was taken away."""
    diff = list(difflib.ndiff(before.splitlines(keepends=True), after.splitlines(keepends=True)))
    assert [d for d in diff if d.startswith("-")] == []
    return [d[2:] for d in diff if d.startswith("+")]


@pytest.mark.parametrize("stages", [[FIRST], [MIDDLE], [LAST], [LAST, FIRST, MIDDLE]])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_lines_are_added_in_time_order(stages: list[Stage], ending: str, mark: str) -> None:
    """Comments, blank lines, quotes, line ends and a byte order mark stay."""
    before = mark + (HEAD + BLOCK + TAIL).replace("\n", ending)
    after = amended(before, "a.yaml", stages)
    ordered = sorted(stages, key=lambda s: s.on)
    assert added(before, after) == [f'  - {{on: {s.on}, stage: "{s.says}"}}{ending}' for s in ordered]
    days = [line.split("on: ")[1][:10] for line in after.splitlines() if "on: 2026-0" in line]
    assert days == sorted(days)


@pytest.mark.parametrize("stages", [[FIRST], [MIDDLE], [LAST], [LAST, FIRST, MIDDLE]])
def test_a_list_in_brackets_is_added_to_as_well(stages: list[Stage]) -> None:
    """On its own line or lines."""
    after = amended(HEAD + FLOW + TAIL, "a.yaml", stages)
    assert after.startswith(HEAD)
    assert after.endswith(f"]  # end\n{TAIL}")
    assert all(f'{{on: {s.on}, stage: "{s.says}"}}' in after for s in stages)


def test_a_file_that_ends_with_its_list_needs_no_last_line_end() -> None:
    """The line is put after it."""
    before = HEAD + "stage:\n- {on: 2026-01-05, stage: introduced}"
    assert amended(before, "a.yaml", [LAST]) == before + '\n- {on: 2026-06-01, stage: "step 6"}\n'


def test_every_docket_file_of_this_checkout_can_be_amended(tmp_path: Path) -> None:
    """And is a docket file afterwards, with its provisions untouched."""
    files = sorted(LAW.rglob("docket/*.yaml"))
    assert len(files) > 80
    for path in files:
        before = path.read_bytes().decode("utf-8")
        after = amended(before, path.name, [Stage(date(2030, 1, 1), "signed"), Stage(date(1990, 1, 1), "introduced")])
        copy = tmp_path / path.name
        copy.write_bytes(after.encode("utf-8"))
        (old, _), (new, _) = read_docket(path), read_docket(copy)
        assert new.model_copy(update={"stage": old.stage}) == old
        assert len(new.stage) == len(old.stage) + 2
        assert sum(map(len, added(before, after))) >= len(after) - len(before)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("bill: x\n", "has no list of `stage`"),
        ("stage: []\n", "has no list of `stage`"),
        ("stage: no\n", "has no list of `stage`"),
        ("- x\n", "has no list of `stage`"),
        ("stage: &a [{on: 2026-01-05, stage: x}]\n", "anchor"),
    ],
)
def test_what_cannot_be_added_to_is_refused(text: str, said: str) -> None:
    """With its path."""
    with pytest.raises(InputError) as caught:
        amended(text, "a.yaml", [LAST])
    assert "a.yaml" in str(caught.value)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("step", "house", "named", "says"),
    [
        (Step.PASSED_ONE, "lower", "", "passed the House"),
        (Step.PASSED_ONE, "lower", "Assembly", "passed the Assembly"),
        (Step.PASSED_ONE, "upper", 'Senate", x: y', "passed the Senate"),
        (Step.PASSED_ONE, "", "", "passed one house"),
        (Step.VETO_OVERRIDDEN, "lower", "", "veto overridden in the House"),
        (Step.TO_EXECUTIVE, "upper", "Senate", "before the executive"),
    ],
)
def test_a_step_is_said_in_our_own_words(step: Step, house: str, named: str, says: str) -> None:
    """With who tells it; never with the source's own sentence."""
    taken = Taken(date(2026, 1, 5), step, house, named, "Their sentence")
    assert stage_of(taken, "open_states").says == f"{says} (as Open States tells it)"
