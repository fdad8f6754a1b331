"""An answer becomes what is known of a fact, and nothing more."""

from __future__ import annotations

from datetime import date

import pytest

from comity.condition import tree
from comity.condition.cells import cells_of
from comity.engine.answered import cell_value
from comity.vocabulary.fact import Fact, Kind

BEFORE_2020 = tree.Test("a", "<", (date(2020, 1, 2).toordinal(),))


@pytest.mark.parametrize(
    ("fact", "tests", "cell", "value"),
    [
        (Fact("a", Kind.YESNO), [tree.Test("a", "in", ("yes",))], 1, "yes"),
        (Fact("a", Kind.CHOICE, ("x", "y", "z")), [tree.Test("a", "in", ("x",))], 1, {"one_of": ["y", "z"]}),
        (Fact("a", Kind.NUMBER), [tree.Test("a", "<=", (5,))], 0, {"between": [-1_000_000, 5]}),
        (Fact("a", Kind.NUMBER), [tree.Test("a", "<=", (5,))], 1, {"between": [6, "never"]}),
        (Fact("a", Kind.DATE), [BEFORE_2020], 0, {"between": ["0001-01-01", "2020-01-01"]}),
        (Fact("a", Kind.DATE), [BEFORE_2020], 1, {"between": ["2020-01-02", "9999-12-31"]}),
    ],
)  # fmt: skip
def test_a_cell_is_given_as_what_is_known(fact: Fact, tests: list[tree.Test], cell: int, value: object) -> None:
    """A cell becomes a value, or what is known in part, and nothing more than was answered."""
    assert cell_value(cells_of(fact, tests), cell, "", None) == value


def test_members_of_a_set_add_up() -> None:
    """An answer on one member keeps those on the others."""
    cells = cells_of(Fact("set:a", Kind.YESNO), [tree.Test("set:a", "in", ("yes",))])
    assert cell_value(cells, 1, "a", None) == {"has": ["a"], "lacks": []}
    assert cell_value(cells, 0, "b", {"has": ["a"], "lacks": []}) == {"has": ["a"], "lacks": ["b"]}
