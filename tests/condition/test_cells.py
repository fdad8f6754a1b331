"""Cells: every value lies in exactly one, and no test tells two values of one cell apart."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.condition.trees import FACTS, FIRST, LAST, one_test, true, values

from comity.condition.cells import Cells, cells_of
from comity.condition.tree import Test as OneTest
from comity.vocabulary.fact import Fact, Kind

YEARS = FACTS["years"]
PLAIN = [f for f in FACTS.values() if f.kind is not Kind.SET]


@st.composite
def divided(draw: st.DrawFn) -> tuple[Fact, list[OneTest], Cells]:
    """Draw a fact, tests of it, and its cells. A set is divided member by member, as yes or no."""
    fact = draw(st.sampled_from(PLAIN))
    made = draw(st.lists(one_test(fact), max_size=5))
    return fact, made, cells_of(fact, made)


def masks_of(cells: Cells, value: Any) -> int:
    return cells.mask_of_values([value]) if isinstance(value, str) else cells.mask_of_range(value, value)


def test_a_fact_nobody_tests_has_one_cell() -> None:
    """What the law does not ask about it does not divide."""
    for fact in PLAIN:
        cells = cells_of(fact, [])
        assert (cells.count, cells.whole) == (1, 1)
    assert cells_of(YEARS, []).label(0) == "any"


@given(divided(), st.data())
def test_every_value_lies_in_exactly_one_cell(made: tuple[Fact, list[OneTest], Cells], data: st.DataObject) -> None:
    """Whole years, part years, never, days and words: one cell each, and one of those there are."""
    fact, _, cells = made
    mask = masks_of(cells, data.draw(values(fact)))
    assert mask.bit_count() == 1
    assert mask & cells.whole == mask


@given(divided(), st.data())
def test_no_test_tells_two_values_of_a_cell_apart(made: tuple[Fact, list[OneTest], Cells], data: st.DataObject) -> None:
    """The truth that a cell has is the truth of each value in it."""
    fact, asked, cells = made
    value = data.draw(values(fact))
    cell = masks_of(cells, value).bit_length() - 1
    assert {t: cells.truth[t][cell] for t in asked} == {t: true(t, value) for t in asked}


@given(divided())
def test_cells_are_the_fewest_there_can_be_for_words(made: tuple[Fact, list[OneTest], Cells]) -> None:
    """Two cells of a choice differ in at least one test; otherwise they would be one."""
    fact, asked, cells = made
    if fact.kind in (Kind.YESNO, Kind.CHOICE):
        columns = [tuple(cells.truth[t][c] for t in asked) for c in range(cells.count)]
        assert len(set(columns)) == cells.count
        assert sorted(v for cell in cells.members for v in cell) == sorted(fact.options())


@given(divided(), st.integers(-3, 11), st.integers(0, 6))
def test_a_range_covers_the_cells_of_every_value_in_it(
    made: tuple[Fact, list[OneTest], Cells], low: int, length: int
) -> None:
    """A span known in part is neither narrowed nor widened."""
    fact, _, cells = made
    if fact.kind not in (Kind.NUMBER, Kind.DATE):
        return
    start = low + (FIRST if fact.kind is Kind.DATE else 0)
    each = {masks_of(cells, start + n / 2) for n in range(2 * length + 1)}
    union = 0
    for mask in each:
        union |= mask
    assert cells.mask_of_range(start, start + length) == union


@given(divided())
def test_every_cell_has_a_label_of_its_own(made: tuple[Fact, list[OneTest], Cells]) -> None:
    """A question shows its answers; two that look alike could not be told apart. Cells that hold no whole number are
    aside.
    """
    fact, _, cells = made
    labels = [cells.label(c) for c in range(cells.count)]
    whole = range(-5, 15) if fact.kind is Kind.NUMBER else range(FIRST - 5, LAST + 5)
    held = {c for n in whole for c in range(cells.count) if cells.cuts and masks_of(cells, float(n)) >> c & 1}
    shown = [labels[c] for c in held] if cells.cuts else labels
    assert len(set(shown)) == len(shown)
    assert all(labels)


@pytest.mark.parametrize(
    ("asked", "labels"),
    [
        ([OneTest("years", "<=", (5,))], ["at most 5", "more than 5"]),
        ([OneTest("years", "<", (5,))], ["less than 5", "at least 5"]),
        (
            [OneTest("years", ">", (2,)), OneTest("years", "<=", (5,))],
            ["at most 2", "more than 2 and at most 5", "more than 5"],
        ),
        ([OneTest("years", "==", (3,))], ["less than 3", "at least 3 and at most 3", "more than 3"]),
    ],
)
def test_says_a_cell_by_its_bounds(asked: list[OneTest], labels: list[str]) -> None:
    """A cell is shown by where it begins and ends."""
    cells = cells_of(YEARS, asked)
    assert [cells.label(c) for c in range(cells.count)] == labels


def test_says_days_as_dates() -> None:
    """A cell of days shows its first and last day."""
    bound = date(2020, 2, 29).toordinal()
    cells = cells_of(FACTS["offence_date"], [OneTest("offence_date", "<=", (bound,))])
    assert [cells.label(c) for c in range(2)] == ["on or before 2020-02-29", "after 2020-02-29"]


def test_a_part_year_is_not_shown_as_the_next_whole_one() -> None:
    """Five and a half years are more than five, and nobody would look for them under "at least 6"."""
    cells = cells_of(Fact("us/xx:act/years_since", Kind.NUMBER), [OneTest("us/xx:act/years_since", "<=", (5,))])
    assert cells.label(masks_of(cells, 5.5).bit_length() - 1) == "more than 5"
