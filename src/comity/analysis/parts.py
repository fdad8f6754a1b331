"""The parts of a condition that can be left out, each with what the condition is without it.

The parts are the exceptions (`unless ...`, or `and not ...`, which says the same), the alternatives of an `or`, and the
members of a list. What an `and` joins is no such part: a text may say twice what has to be.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from comity.condition.cells import Cells
from comity.condition.prose import in_words
from comity.condition.tree import ALWAYS, All, Not, Test, Tree
from comity.condition.tree import Any as AnyOf

EXCEPTION, ALTERNATIVE, MEMBER = "exception", "alternative", "member"


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its kind, itself, the smallest condition around it, and the whole condition without it."""

    kind: str
    part: Tree
    within: Tree
    without: Tree

    def words(self) -> str:
        """Return the part in words."""
        return in_words(self.part).replace("_", " ")


def parts_of(when: Tree) -> Iterator[Part]:
    """Yield every part of a condition.

    >>> a, b = Test("a", "in", ("yes",)), Test("b", "in", ("yes",))
    >>> [(p.kind, p.words()) for p in parts_of(All((a, Not(b))))]
    [('exception', 'b')]
    """
    yield from _parts(when, lone=True)


def _parts(tree: Tree, *, lone: bool) -> Iterator[Part]:
    """Yield the parts of a condition, the widest first; `lone` where no `or` or `not` is around it."""
    if isinstance(tree, Test):
        yield from _members(tree)
    elif isinstance(tree, Not):
        if lone:
            yield Part(EXCEPTION, tree.part, tree, ALWAYS)
        for p in _parts(tree.part, lone=False):
            yield replace(p, without=Not(p.without))
    else:
        for i, part in enumerate(tree.parts):
            before, after = tree.parts[:i], tree.parts[i + 1 :]
            if isinstance(tree, AnyOf) and (before or after):
                yield Part(ALTERNATIVE, part, tree, AnyOf((*before, *after)))
            for p in _parts(part, lone=lone and isinstance(tree, All)):
                yield replace(p, without=type(tree)((*before, p.without, *after)))


def _members(test: Test) -> Iterator[Part]:
    """Yield the values of a test against a list."""
    if test.op == "in" and len(test.values) > 1:
        for value in test.values:
            rest = tuple(v for v in test.values if v != value)
            yield Part(MEMBER, replace(test, values=(value,)), test, replace(test, values=rest))


def holds_in(test: Test, cells: Cells) -> tuple[bool, ...]:
    """Return the truth of a test in each cell, where one value may have been left out of its list.

    A cell of which only some values are left counts as out: nothing in this law tells its values apart, so that leaving
    out one of them matters just where leaving out all of them does.
    """
    known = cells.truth.get(test)
    return known if known is not None else tuple(set(test.values) >= set(members) for members in cells.members)
