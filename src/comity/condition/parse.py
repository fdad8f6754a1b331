"""Reads a condition written as a Python boolean expression, by a white-list; nothing is ever run.

Every comparison tests one fact against constants, which keeps the law a finite function of its facts.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from datetime import date
from functools import lru_cache

from comity.condition.tree import All, Any, Not, Test, Tree
from comity.vocabulary.day import parse_day
from comity.vocabulary.errors import nearest
from comity.vocabulary.fact import YES, Fact, Kind

LONGEST = 4000
DEEPEST = 60
_OPS: dict[type[ast.cmpop], str] = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "=="}
Lookup = Callable[[str], Fact | Tree]


class ConditionError(ValueError):
    """The text is not a condition of the law's language; the message names the word."""


def parse(text: str, lookup: Lookup) -> Tree:
    """Return the condition as a tree.

    `lookup` takes a name (a fact, derived fact, definition, `reading:...`, `own_rule...` or `use:...`) and returns the
    fact or the definition's tree; it raises ConditionError for a name it does not know.

    >>> parse("minor", lambda name: Fact(name, Kind.YESNO))
    Test(fact='minor', op='in', values=('yes',))
    """
    return _Reader(lookup).tree(syntax(text))


@lru_cache(maxsize=10_000)
def syntax(text: str) -> ast.expr:
    """Return the syntax tree of one expression; raise ConditionError when it is none, too long or too deep."""
    if len(text) > LONGEST:
        raise ConditionError(f"the condition is {len(text)} characters long; at most {LONGEST} are read")
    if text.count("(") + text.count("[") > DEEPEST * 4 or text.count("not ") > DEEPEST * 2:
        raise ConditionError("the condition is nested too deeply")
    try:
        parsed = ast.parse(" ".join(text.split()), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise ConditionError(f"`{text[:60]}` is not a condition; see docs/law-format.md, Conditions") from None
    if _depth(parsed) > DEEPEST:
        raise ConditionError("the condition is nested too deeply")
    return parsed


def _depth(node: ast.AST) -> int:
    deepest, todo = 0, [(node, 1)]
    while todo:
        item, depth = todo.pop()
        deepest = max(deepest, depth)
        todo.extend((child, depth + 1) for child in ast.iter_child_nodes(item))
    return deepest


class _Reader:
    def __init__(self, lookup: Lookup) -> None:
        self.lookup = lookup

    def tree(self, node: ast.expr) -> Tree:
        match node:
            case ast.BoolOp(op=ast.And(), values=values):
                return All(tuple(self.tree(v) for v in values))
            case ast.BoolOp(op=ast.Or(), values=values):
                return Any(tuple(self.tree(v) for v in values))
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return Not(self.tree(operand))
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                return self.compare(left, op, right)
            case ast.Name() | ast.Attribute() | ast.Call():
                return self.bare(name_of(node))
            case _:
                raise refusal(node)

    def bare(self, name: str) -> Tree:
        found = self.lookup(name)
        if not isinstance(found, Fact):
            return found
        if found.kind is not Kind.YESNO:
            raise ConditionError(f"`{name}` is not a yes/no fact; compare it with a value")
        return Test(found.name, "in", (YES,))

    def compare(self, left: ast.expr, op: ast.cmpop, right: ast.expr) -> Tree:
        if isinstance(left, ast.Constant) and isinstance(op, ast.In | ast.NotIn):
            return self.membership(left, op, right)
        name = name_of(left)
        fact = self.lookup(name)
        if not isinstance(fact, Fact):
            raise ConditionError(f"`{name}` is a definition, true or not; it cannot be compared")
        values = constants(right)
        if isinstance(op, ast.NotEq | ast.NotIn):
            return Not(self.equal(fact, values))
        if isinstance(op, ast.In | ast.Eq):
            return self.equal(fact, values)
        if type(op) not in _OPS or fact.kind not in (Kind.NUMBER, Kind.DATE) or len(values) != 1:
            raise ConditionError(f"`{fact.name}` cannot be ordered; use == or in")
        return Test(fact.name, _OPS[type(op)], (bound(fact, values[0]),))

    def membership(self, left: ast.Constant, op: ast.In | ast.NotIn, right: ast.expr) -> Tree:
        fact = self.lookup(name_of(right))
        if not isinstance(fact, Fact) or fact.kind is not Kind.SET:
            raise ConditionError(f"`{name_of(right)}` is not a set; write fact in [...] instead")
        if left.value not in fact.values:
            raise ConditionError(
                f"unknown value `{left.value!s}` of `{fact.name}`; {nearest(str(left.value), fact.values)}"
            )
        test = Test(fact.name, "has", (str(left.value),))
        return Not(test) if isinstance(op, ast.NotIn) else test

    def equal(self, fact: Fact, values: tuple[str | int, ...]) -> Tree:
        if fact.kind in (Kind.NUMBER, Kind.DATE):
            return Any(tuple(Test(fact.name, "==", (bound(fact, v),)) for v in values))
        if fact.kind in (Kind.SET, Kind.MOMENT):
            raise ConditionError(f"`{fact.name}` is a {fact.kind}; it cannot be compared with ==")
        for value in values:
            if value not in fact.options():
                raise ConditionError(f"unknown value `{value}` of `{fact.name}`; {nearest(str(value), fact.options())}")
        return Test(fact.name, "in", tuple(sorted(set(map(str, values)))))


def name_of(node: ast.expr) -> str:
    """Return the name a node stands for: `fact`, `own_rule.action`, `reading:point` or `use:id`."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=ast.Name(id=("own_rule" | "reading") as head), attr=attr):
            return f"own_rule.{attr}" if head == "own_rule" else f"reading:{attr}"
        case ast.Call(func=ast.Name(id=("reading" | "use") as head), args=[ast.Constant(value=str(text))], keywords=[]):
            return f"{head}:{text}"
        case _:
            raise refusal(node)


def constants(node: ast.expr) -> tuple[str | int, ...]:
    """Return the constants a fact is compared with."""
    match node:
        case ast.Constant(value=str() | int() as value) if not isinstance(value, bool):
            return (value,)
        case ast.List(elts=[_, *_] as elts) | ast.Tuple(elts=[_, *_] as elts):
            return tuple(v for elt in elts for v in constants(elt))
        case _:
            raise refusal(node)


def bound(fact: Fact, value: str | int) -> int:
    """Return a constant of a number or date fact as a number."""
    if fact.kind is Kind.NUMBER and isinstance(value, int):
        return value
    if fact.kind is Kind.DATE and isinstance(value, str):
        try:
            return date.toordinal(parse_day(value))
        except ValueError as wrong:
            raise ConditionError(str(wrong)) from None
    raise ConditionError(f"`{value}` is not a {fact.kind}, which `{fact.name}` is")


def refusal(node: ast.AST) -> ConditionError:
    """Return the error that shows the part that is not in the language."""
    text = ast.unparse(node) if isinstance(node, ast.expr) else type(node).__name__
    return ConditionError(f"`{text[:60]}` is not in the language of conditions; see docs/law-format.md, Conditions")
