"""The words of each source mean steps of one closed list, and every stage of this checkout's docket fits one."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.example_bills import copied, words
from tests.example_law import LAW

from comity.docket.step import MINOR, Step, read_step_words
from comity.law.body import Body
from comity.vocabulary.errors import InputError

DOCS = Path(__file__).parents[2] / "docs" / "docket.md"


def test_every_stage_of_the_docket_fits_a_step(body: Body) -> None:
    """Whoever writes a stage that fits none is told which; a step is then added, or the stage said otherwise."""
    table = words()
    lost = [
        f"{o.id}: {text}" for o in body.overlays.values() for _, text in o.stages if table.step(o.kind, text) is None
    ]
    assert lost == []


def test_the_words_of_a_bills_step_mean_that_step_again() -> None:
    """So that a stage written by `update` is known when the same source is read once more."""
    table = words()
    of_suits = list(Step)[list(Step).index(Step.FILED) :]
    assert {s: table.step("bill", f"{s.says} (as X tells it)") for s in Step if s not in of_suits} == {
        s: s for s in Step if s not in of_suits
    }
    assert {s: table.step("suit", s.says) for s in of_suits} == {s: s for s in of_suits}


@pytest.mark.parametrize(
    ("source", "word", "step"),
    [
        ("documents", "Enacted and laid before the Governor", Step.PASSED_BOTH),
        ("documents", "Laid before the Governor", Step.TO_EXECUTIVE),
        ("documents", "Enacted", None),
        ("documents", "Signed by the Governor, Chapter 7 of the Acts of 2026", Step.SIGNED),
        ("documents", "Signed (in part) by the Governor, Chapter 7 of the Acts of 2026", Step.SIGNED),
        ("documents", "Governor returned to the House with veto", Step.VETOED),
        ("documents", "Governor returned to the House with recommendation of amendment", Step.RETURNED),
        ("documents", "Read third (title changed) and passed to be engrossed", Step.PASSED_ONE),
        ("documents", "Committee of conference appointed", Step.IN_CONFERENCE),
        ("documents", "Accompanied a new draft, see H2", Step.REPLACED),
        ("documents", "Accompanied a study order, see H3", Step.SET_ASIDE),
        ("documents", "Bill reported favorably by committee and referred to the committee on X", Step.IN_COMMITTEE),
        ("documents", "Amendment #3 rejected", None),
        ("documents", "Senate concurred", None),
        ("open_states", "executive-veto-line-item", None),
        ("open_states", " Became-Law ", Step.BECAME_LAW),
        ("legiscan", "12", None),
        ("legiscan", "8", Step.BECAME_LAW),
        ("text", "Signed by Governor", Step.SIGNED),
        ("bill", "reported as not passed", Step.PENDING),
        ("suit", "motion to dismiss denied", Step.BEFORE_COURT),
        ("nobody", "passed", None),
    ],
)
def test_words_mean_the_step_they_should(source: str, word: str, step: Step | None) -> None:
    """Line-item vetoes, concurrences and amendments are no step."""
    assert words().step(source, word) is step


def test_the_page_lists_every_step_and_every_code() -> None:
    """docs/docket.md has a row for each step, with the words of the sources that have codes."""
    page = DOCS.read_text(encoding="utf-8")
    rows = {line.split("|")[1].strip().strip("`"): line for line in page.splitlines() if line.startswith("| `")}
    assert set(rows) == {s.value for s in Step}
    missing = [
        f"{source} {code}: {step}" for (source, code), step in words().codes.items() if f"`{code}`" not in rows[step]
    ]
    assert missing == []
    assert [s for s in Step if s.says not in rows[s.value]] == []


def test_a_minor_step_is_one_of_the_list() -> None:
    """And passing a house is none."""
    assert set(Step) > MINOR
    assert Step.PASSED_ONE not in MINOR


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("legiscann,1,introduced,", "unknown source `legiscann`; did you mean `legiscan`?"),
        ("legiscan,1,introducd,", "unknown step `introducd`; did you mean `introduced`?"),
        ("bill,(,introduced,", "`(` is no pattern"),
        ("bill,,introduced,", "`word` is empty"),
        ("bill,x", "2 cells where 4 belong"),
    ],
)
def test_a_wrong_row_is_told_with_its_line(tmp_path: Path, row: str, said: str) -> None:
    """And the nearest right word."""
    path = copied(tmp_path) / "vocabulary" / "steps.csv"
    path.write_text(f"source,word,step,note\n{row}\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_step_words(tmp_path)
    assert f"steps.csv:2: {said}" in str(caught.value)


def test_a_file_that_is_no_such_table_is_refused(tmp_path: Path) -> None:
    """Missing, with another head, or no text."""
    with pytest.raises(InputError, match="cannot be read"):
        read_step_words(tmp_path)
    path = copied(tmp_path) / "vocabulary" / "steps.csv"
    path.write_text("a,b\n", encoding="utf-8")
    with pytest.raises(InputError, match="is not a table of steps"):
        read_step_words(tmp_path)
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(InputError, match="is no table"):
        read_step_words(tmp_path)
    assert read_step_words(LAW).patterns
