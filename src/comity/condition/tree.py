"""A condition of law as a small tree: all, any, not, and tests of one fact against constants."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Test:
    """One fact against constants. `op` is in, has, <, <=, >, >= or ==; numbers and dates compare as numbers."""

    fact: str
    op: str
    values: tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds. With no parts it always holds."""

    parts: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one part holds. With no parts it never holds."""

    parts: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Tree


Tree: TypeAlias = Test | All | Any | Not

ALWAYS: Tree = All(())
NEVER: Tree = Any(())


def of_member(test: Test) -> Test:
    """Return a test of a set's member as one of a yes/no fact of its own; any other test as it is.

    >>> of_member(Test("purposes", "has", ("benefit",)))
    Test(fact='purposes:benefit', op='in', values=('yes',))
    """
    return Test(f"{test.fact}:{test.values[0]}", "in", ("yes",)) if test.op == "has" else test


def tests(tree: Tree) -> Iterator[Test]:
    """Yield every test in the tree, from left to right.

    >>> [t.fact for t in tests(All((Test("a", "in", ("yes",)), Not(Test("b", "in", ("yes",))))))]
    ['a', 'b']
    """
    match tree:
        case Test():
            yield tree
        case Not(part):
            yield from tests(part)
        case All(parts) | Any(parts):
            for part in parts:
                yield from tests(part)


def holds(tree: Tree, truth: dict[Test, bool]) -> bool:
    """Return whether the tree holds when each test has the truth given.

    >>> t = Test("a", "in", ("yes",)); holds(Not(t), {t: False})
    True
    """
    match tree:
        case Test():
            return truth[tree]
        case Not(part):
            return not holds(part, truth)
        case All(parts):
            return all(holds(part, truth) for part in parts)
        case Any(parts):
            return any(holds(part, truth) for part in parts)
