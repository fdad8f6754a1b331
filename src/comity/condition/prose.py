"""A condition in plain words, for people who do not read code."""

from __future__ import annotations

from datetime import date

from comity.condition.tree import All, Any, Not, Test, Tree
from comity.vocabulary.fact import YES

FIRST_DAY = date(1700, 1, 1).toordinal()
_SIGNS = {"<": "less than", "<=": "at most", ">": "more than", ">=": "at least", "==": "exactly"}


def in_words(tree: Tree) -> str:
    """Return the condition as a phrase.

    >>> in_words(All((Test("release_due", "in", ("yes",)), Not(Test("minor", "in", ("yes",))))))
    'release due and not minor'
    """
    match tree:
        case Test(fact, op, values):
            return _test_in_words(fact, op, values)
        case Not(Test() as test):
            return f"not {in_words(test)}"
        case Not(part):
            return f"not ({in_words(part)})"
        case All(()):
            return "always"
        case Any(()):
            return "never"
        case All(parts):
            return " and ".join(_bracket(part) for part in parts)
        case Any(parts):
            return " or ".join(_bracket(part) for part in parts)


def _bracket(tree: Tree) -> str:
    several = isinstance(tree, All | Any) and len(tree.parts) > 1
    return f"({in_words(tree)})" if several else in_words(tree)


def _test_in_words(fact: str, op: str, values: tuple[str | int, ...]) -> str:
    name = fact.rsplit("/", 1)[-1].replace("_", " ").replace("-", " ").replace("reading:", "reading ")
    if op == "has":
        return f"{name} include {values[0]}"
    if op == "in":
        return name if values == (YES,) else f"{name} is {' or '.join(str(v) for v in values)}"
    return f"{name} is {_SIGNS[op]} {_bound(values[0])}"


def _bound(value: str | int) -> str:
    """Return a bound in words. Days are kept as day numbers, and no other bound of law is so large."""
    return date.fromordinal(value).isoformat() if isinstance(value, int) and value > FIRST_DAY else str(value)
