"""A condition as a tree: which tests it makes, and when it holds."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from tests.condition.trees import SITUATIONS, TREES, true

from comity.condition.tree import ALWAYS, NEVER, All, Not, Tree, holds
from comity.condition.tree import Any as AnyOf
from comity.condition.tree import Test as OneTest
from comity.condition.tree import tests as every_test


def test_what_tests_nothing_holds_always_or_never() -> None:
    """All of nothing always holds, any of nothing never does, and neither makes a test."""
    assert holds(ALWAYS, {})
    assert not holds(NEVER, {})
    assert [*every_test(ALWAYS), *every_test(NEVER), *every_test(Not(ALWAYS))] == []


def test_tests_come_from_left_to_right_and_as_often_as_they_are_made() -> None:
    """A test made twice is yielded twice; the order of facts rests on it."""
    a, b = OneTest("a", "in", ("yes",)), OneTest("b", "in", ("yes",))
    assert list(every_test(All((Not(b), AnyOf((a, b)))))) == [b, a, b]


@given(TREES, SITUATIONS)
def test_a_tree_holds_as_its_parts_do(tree: Tree, at: dict[str, Any]) -> None:
    """All, any and not mean what the words say, whatever lies in them."""
    truth = {t: true(t, at[t.fact]) for t in every_test(tree)}

    def plain(part: Tree) -> bool:
        match part:
            case OneTest():
                return truth[part]
            case Not(inner):
                return not plain(inner)
            case All(parts):
                return all(map(plain, parts))
            case AnyOf(parts):
                return any(map(plain, parts))

    assert holds(tree, truth) == plain(tree)
