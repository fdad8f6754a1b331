"""Ways to make a line of the law's machinery wrong: each change is one small mistake that a test ought to notice.

What cannot change an answer is never changed: docstrings, type hints and the names of types, decorators, the wording of
an error, `strict=`, the order of what `min` and `max` are given, whether a dataclass compares or prints a field. Nor is
a limit of `LIMIT` or more at the head of a module: how much is read or kept at most is no law, and one more or less of
it is no mistake.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_COMPARE: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_RECKON: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
}
_NAMES = {"min": "max", "max": "min", "any": "all", "all": "any", "sorted": "list"}
_METHODS = {
    "union": "intersection",
    "intersection": "union",
    "startswith": "endswith",
    "endswith": "startswith",
    "removeprefix": "removesuffix",
    "removesuffix": "removeprefix",
}
# Calls whose text is read by people only: what they say is not changed, whether they are made is.
_WORDING = {"wrong", "Problem", "nearest"}
_EMPTY: dict[type[ast.expr], str] = {
    ast.List: "[]",
    ast.ListComp: "[]",
    ast.Tuple: "()",
    ast.Set: "set()",
    ast.SetComp: "set()",
    ast.Dict: "{}",
    ast.DictComp: "{}",
}
# A number of this size or more at the head of a module is a limit of work or memory.
LIMIT = 1000
_UNSEEN = {"strict", "compare", "repr"}
_GENERIC = {"dict", "list", "tuple", "set", "frozenset", "Counter", "Callable"}


@dataclass
class Change:
    """One possible change: what kind, in which function, on which lines, and how it is made.

    `shown` is the node that is printed before and after; `apply` changes the tree it came from.
    """

    kind: str
    function: str
    line: int
    end: int
    span: tuple[int, int]
    shown: ast.AST
    apply: Callable[[], None]


@dataclass(frozen=True)
class _At:
    """Where the walk is: the function, its lines, the statement, and whether only wording lies below."""

    function: str
    span: tuple[int, int]
    statement: ast.stmt | None
    wording: bool = False


def changes(module: ast.Module) -> Iterator[Change]:
    r"""Yield every change that can be made in a module, from top to bottom.

    >>> [c.kind for c in changes(ast.parse("def f(a):\n    return a < 3"))]
    ['return none', 'compare', 'compare', 'number', 'number']
    """
    for statement in module.body:
        if not _is_type_only(statement):
            yield from _statement(statement, module.body, _At("", (0, 0), None))


def _is_type_only(node: ast.stmt) -> bool:
    """Return whether a statement says nothing when it runs: imports, docstrings, aliases of types."""
    match node:
        case ast.Import() | ast.ImportFrom() | ast.Pass() | ast.Expr(value=ast.Constant()):
            return True
        case ast.Assign(value=ast.Subscript(value=ast.Name(id=name))):
            return name in _GENERIC
        case ast.Assign(value=ast.BinOp(op=ast.BitOr(), right=ast.Name())):
            return True
        case ast.Assign(value=ast.Call(func=ast.Name(id="TypeVar"))):
            return True
        case ast.AnnAssign(annotation=ast.Name(id="TypeAlias")) | ast.AnnAssign(value=None):
            return True
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
    return False


def _statement(node: ast.stmt, row: list[ast.stmt], at: _At) -> Iterator[Change]:
    if _is_type_only(node):
        return
    name = getattr(node, "name", "") if isinstance(node, ast.FunctionDef | ast.ClassDef) else ""
    span = (node.lineno, node.end_lineno or node.lineno) if isinstance(node, ast.FunctionDef) else at.span
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        function = f"{at.function}.{name}" if at.function else name
        inner = _At(function, span if at.span == (0, 0) or span == (0, 0) else at.span, None)
        if isinstance(node, ast.FunctionDef):
            yield from _defaults(node, at)
        for part in node.body:
            yield from _statement(part, node.body, inner)
        return
    at = _At(at.function, at.span, node)
    yield from _of_statement(node, row, at)
    for child, put in _slots(node):
        if isinstance(child, ast.expr):
            yield from _expression(child, put, node, at)
        elif isinstance(child, ast.match_case):
            yield from _case(child, at)
    for block in ("body", "orelse", "finalbody"):
        rows = getattr(node, block, [])
        for part in rows:
            yield from _statement(part, rows, at)
    for handler in getattr(node, "handlers", []):
        for part in handler.body:
            yield from _statement(part, handler.body, at)


def _defaults(node: ast.FunctionDef, at: _At) -> Iterator[Change]:
    for values in (node.args.defaults, node.args.kw_defaults):
        for i, value in enumerate(values):
            if value is not None:
                where = _At(at.function, (0, 0), node)
                yield from _expression(value, _into(values, i), value, where)


def _of_statement(node: ast.stmt, row: list[ast.stmt], at: _At) -> Iterator[Change]:
    """Yield the changes of a whole statement: left out, turned about, or answering nothing."""

    def leave(new: ast.stmt) -> Callable[[], None]:
        return lambda: row.__setitem__(row.index(node), ast.copy_location(new, node))

    match node:
        case ast.Return(value=value) if value is not None and not _is_none(value):
            yield _change("return none", at, node, _set(node, "value", ast.Constant(None)))
        case ast.Break():
            yield _change("break", at, node, leave(ast.Continue()))
        case ast.Continue():
            yield _change("continue", at, node, leave(ast.Break()))
            yield _change("statement left out", at, node, leave(ast.Pass()))
        case ast.Expr() | ast.AugAssign() | ast.Raise():
            yield _change("statement left out", at, node, leave(ast.Pass()))
        case ast.Assign(targets=[ast.Subscript() | ast.Attribute()]):
            yield _change("statement left out", at, node, leave(ast.Pass()))
        case ast.If(test=test):
            yield _change("if turned about", at, test, _set(node, "test", ast.UnaryOp(ast.Not(), test)))
    if isinstance(node, ast.AugAssign) and type(node.op) in _RECKON:
        yield _change("reckoning", at, node, _set(node, "op", _RECKON[type(node.op)]()))
    if isinstance(node, ast.Match) and len(node.cases) > 1:
        for case in node.cases:
            drop = _drop(node.cases, case)
            yield Change(
                "case left out",
                at.function,
                case.pattern.lineno,
                case.body[-1].end_lineno or 0,
                at.span,
                case.pattern,
                drop,
            )


def _case(case: ast.match_case, at: _At) -> Iterator[Change]:
    if case.guard is not None:
        yield _change("condition left out", at, case.guard, _set(case, "guard", None))
        yield from _expression(case.guard, lambda new: setattr(case, "guard", new), case.guard, at)
    for pattern in ast.walk(case.pattern):
        if isinstance(pattern, ast.MatchOr) and len(pattern.patterns) > 1:
            for i in range(len(pattern.patterns)):
                # Another alternative stands in its place, since one alone is no choice.
                yield _change("case left out", at, pattern, _into(pattern.patterns, i, pattern.patterns[i - 1]))
        elif isinstance(pattern, ast.MatchValue) and isinstance(pattern.value, ast.Constant):
            yield from _constant(pattern.value, lambda new, p=pattern: setattr(p, "value", new), pattern, at)
    for part in case.body:
        yield from _statement(part, case.body, at)


def _expression(node: ast.expr, put: Callable[[ast.expr], None], frame: ast.AST, at: _At) -> Iterator[Change]:
    """Yield the changes of an expression and of those within it. `frame` is what a small change is shown in."""
    if isinstance(node, ast.Constant):
        yield from _constant(node, put, frame, at)
        return
    yield from _truth(node, put, frame, at)
    match node:
        case ast.BinOp(op=op) if type(op) in _RECKON:
            yield _change("reckoning", at, node, _set(node, "op", _RECKON[type(op)]()))
        case ast.Call():
            yield from _call(node, at)
    if _holds_something(node) and not (isinstance(node, ast.Tuple) and _is_several(frame, node)):
        empty = _EMPTY[type(node)]
        yield _change("emptied", at, node, lambda: put(ast.parse(empty, mode="eval").body), frame)
    yield from _within(node, frame, at)


def _truth(node: ast.expr, put: Callable[[ast.expr], None], frame: ast.AST, at: _At) -> Iterator[Change]:
    """Yield the changes of what is true or not: comparisons, and, or, not."""
    match node:
        case ast.Compare(ops=ops):
            for i, op in enumerate(ops):
                for other in _COMPARE[type(op)]:
                    yield _change("compare", at, node, _into(ops, i, other()))
        case ast.BoolOp(values=values):
            turned = ast.And() if isinstance(node.op, ast.Or) else ast.Or()
            yield _change("and, or", at, node, _set(node, "op", turned))
            for i, value in enumerate(values):
                one = (lambda left=values[1 - i]: put(left)) if len(values) == 2 else _drop(values, value)
                yield _change("condition left out", at, node, one, frame)
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            yield _change("sign left out", at, node, lambda: put(operand), frame)
        case ast.IfExp(test=test):
            yield _change("if turned about", at, node, _set(node, "test", ast.UnaryOp(ast.Not(), test)))


def _is_several(frame: ast.AST, node: ast.Tuple) -> bool:
    """Return whether a tuple only writes several things at once: in brackets of a type, or to several names."""
    several = isinstance(frame, ast.Assign) and isinstance(frame.targets[0], ast.Tuple) and frame.value is node
    return several or isinstance(frame, ast.Subscript)


def _holds_something(node: ast.expr) -> bool:
    match node:
        case ast.List(elts=[_, *_], ctx=ast.Load()) | ast.Tuple(elts=[_, *_], ctx=ast.Load()):
            return True
        case ast.Set() | ast.Dict(values=[_, *_]) | ast.ListComp() | ast.SetComp() | ast.DictComp():
            return True
    return False


def _within(node: ast.expr, frame: ast.AST, at: _At) -> Iterator[Change]:
    """Yield the changes of what an expression is made of."""
    for generator in getattr(node, "generators", []):
        for i, test in enumerate(generator.ifs):
            yield _change("condition left out", at, node, _drop(generator.ifs, test))
            yield from _expression(test, _into(generator.ifs, i), test, at)
        yield from _expression(generator.iter, lambda new, g=generator: setattr(g, "iter", new), generator.iter, at)
    if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id in _GENERIC:
        return
    if isinstance(node, ast.FormattedValue):
        yield from _expression(node.value, lambda new: setattr(node, "value", new), frame, at)
        return
    below = at
    if isinstance(node, ast.Call) and _called(node) in _WORDING:
        below = _At(at.function, at.span, at.statement, wording=True)
    if isinstance(at.statement, ast.Raise):
        return
    small = isinstance(node, ast.Compare | ast.BinOp | ast.Call | ast.Subscript | ast.IfExp | ast.keyword)
    for child, put in _slots(node):
        if isinstance(child, ast.keyword):
            if child.arg not in _UNSEEN:
                yield from _expression(child.value, lambda new, c=child: setattr(c, "value", new), node, below)
        elif isinstance(child, ast.expr):
            yield from _expression(child, put, node if small else frame, below)


def _constant(node: ast.Constant, put: Callable[[ast.expr], None], frame: ast.AST, at: _At) -> Iterator[Change]:
    others: list[object] = []
    match node.value:
        case bool(value):
            others = [not value]
        case int(value) if at.function or value < LIMIT:
            others = [1] if value == 0 else [value - 1, value + 1]
        case float(value):
            others = [value + 1.0]
        case str(value) if not at.wording:
            others = [""] if value else ["other"]
    kind = {bool: "true, false", str: "text"}.get(type(node.value), "number")
    for other in others:
        yield _change(kind, at, node, lambda o=other: put(ast.copy_location(ast.Constant(o), node)), frame)


def _call(node: ast.Call, at: _At) -> Iterator[Change]:
    match node.func:
        case ast.Name(id=name) if name in _NAMES and (name != "sorted" or not node.keywords):
            yield _change("other call", at, node, _set(node.func, "id", _NAMES[name]))
        case ast.Attribute(attr=name) if name in _METHODS:
            yield _change("other call", at, node, _set(node.func, "attr", _METHODS[name]))
    if _called(node) in _WORDING | {"isinstance", "min", "max"} or isinstance(at.statement, ast.Raise):
        return
    for i, (left, right) in enumerate(zip(node.args, node.args[1:], strict=False)):
        starred = isinstance(left, ast.Starred) or isinstance(right, ast.Starred)
        if not starred and ast.unparse(left) != ast.unparse(right):
            yield _change("arguments swapped", at, node, _swap(node.args, i))


def _called(node: ast.Call) -> str:
    match node.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _change(kind: str, at: _At, node: ast.AST, apply: Callable[[], None], shown: ast.AST | None = None) -> Change:
    line, end = getattr(node, "lineno", 0), getattr(node, "end_lineno", 0)
    return Change(kind, at.function, line, end, at.span, shown or node, apply)


def _slots(node: ast.AST) -> Iterator[tuple[ast.AST, Callable[[ast.expr], None]]]:
    """Yield the parts of a node that are run, each with how to put another in its place."""
    skipped = {"annotation", "returns", "decorator_list", "generators", "body", "orelse", "finalbody", "handlers"}
    if isinstance(node, ast.IfExp | ast.Lambda):
        skipped -= {"body", "orelse"}
    for name, value in ast.iter_fields(node):
        if name in skipped or name == "format_spec":
            continue
        if isinstance(value, list):
            for i, part in enumerate(value):
                if isinstance(part, ast.AST):
                    yield part, _into(value, i)
        elif isinstance(value, ast.AST):
            yield value, lambda new, n=name: setattr(node, n, new)


def _set(node: ast.AST, field: str, new: object) -> Callable[[], None]:
    return lambda: setattr(node, field, new)


def _into(row: list, place: int, *given: object) -> Callable[..., None]:
    return lambda *new: row.__setitem__(place, (given or new)[0])


def _drop(row: list, part: object) -> Callable[[], None]:
    return lambda: row.remove(part)


def _swap(row: list, first: int) -> Callable[[], None]:
    def swap() -> None:
        row[first], row[first + 1] = row[first + 1], row[first]

    return swap
