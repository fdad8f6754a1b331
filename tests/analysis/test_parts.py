"""The parts of a condition: what counts as one, and what is left when it goes."""

from __future__ import annotations

import pytest

from comity.analysis.parts import holds_in, parts_of
from comity.condition.cells import cells_of
from comity.condition.parse import parse
from comity.condition.prose import in_words
from comity.condition.tree import Test as OneTest
from comity.vocabulary.fact import Fact, Kind

FACTS = {name: Fact(name, Kind.YESNO) for name in "abcd"} | {"form": Fact("form", Kind.CHOICE, ("x", "y", "z"))}


def told(text: str) -> list[str]:
    return [f"{p.kind} {p.words()}: {in_words(p.without)}" for p in parts_of(parse(text, FACTS.__getitem__))]


@pytest.mark.parametrize("text", ["a", "a and b", "form == 'x'"])
def test_what_has_to_be_is_no_part(text: str) -> None:
    """A single test has nothing to spare, and an `and` may say twice what has to be."""
    assert told(text) == []


def test_an_exception_goes_as_a_whole_and_by_its_alternatives() -> None:
    """Under the `not` the alternatives are parts too, and a `not` below an `or` is no exception."""
    assert told("a and not (b or c)") == [
        "exception b or c: a and always",
        "alternative b: a and not (c)",
        "alternative c: a and not (b)",
    ]
    assert told("a or not b") == ["alternative a: not b", "alternative not b: a"]


def test_every_member_of_a_list_is_a_part() -> None:
    """What is left is the list without it."""
    assert told("a and form in ['x', 'y']") == [
        "member form is x: a and form is y",
        "member form is y: a and form is x",
    ]


def test_a_list_short_of_one_value_leaves_out_the_cell_of_values_that_no_law_tells_apart() -> None:
    """The cell goes whole; a list that is whole in every cell is as it was."""
    both = OneTest("form", "in", ("x", "y"))
    cells = cells_of(FACTS["form"], [both])
    assert holds_in(OneTest("form", "in", ("x",)), cells) == (False, False)
    assert sorted(holds_in(both, cells)) == [False, True]
