"""What the words of one law file can mean: its own names first, then the vocabulary, then another file's full ids.

Every unknown word becomes a problem with its line and the nearest known one; reading goes on, so that all problems of a
file are reported at once.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from comity.condition.parse import ConditionError, parse, syntax
from comity.condition.tree import NEVER, Tree
from comity.law.reading.tree import Tree as FileTree
from comity.vocabulary.errors import Problem, nearest
from comity.vocabulary.fact import Fact, Kind
from comity.vocabulary.words import Words

Where = tuple[str | int, ...]
STATUS = Fact("status", Kind.CHOICE, ("any", "other"), asked=False)


@dataclass
class Names:
    """The names that any file may use by full id: definitions, derived facts, points; and the calendars."""

    definitions: dict[str, str] = field(default_factory=dict)
    derived: dict[str, Fact] = field(default_factory=dict)
    points: dict[str, Fact] = field(default_factory=dict)
    calendars: frozenset[str] = frozenset()


@dataclass
class Checker:
    """Reads the words of one file. `instrument` is the file's full id, or a place."""

    vocabulary: Words
    file: FileTree
    instrument: str
    names: Names
    problems: list[Problem]
    _open: list[str] = field(default_factory=list)

    def wrong(self, at: Where, what: str, hint: str = "") -> None:
        """Note a problem at a part of the file."""
        self.problems.append(Problem(self.file.path, self.file.line(at), what, hint))

    def words(
        self, given: Iterable[str], known: Mapping[str, object] | Iterable[str], what: str, at: Where
    ) -> tuple[str, ...]:
        """Return the words given that are known, and note the others."""
        listed = tuple(known)
        found = []
        for word in given:
            if word in listed:
                found.append(word)
            else:
                self.wrong(at, f"unknown {what} `{word}`", nearest(word, listed))
        return tuple(found)

    def kinds(self, given: Iterable[str], at: Where) -> tuple[str, ...]:
        """Return agency kinds and groups that are known."""
        return self.words(given, [*self.vocabulary.agencies, *self.vocabulary.groups], "agency", at)

    def condition(self, text: str | None, at: Where) -> Tree:
        """Return a condition as a tree; none given always holds."""
        if text is None:
            return NEVER
        try:
            return parse(text, self.lookup)
        except ConditionError as error:
            self.wrong(at, str(error))
            return NEVER

    def lookup(self, name: str) -> Fact | Tree:
        """Return what a name in a condition stands for. Raise ConditionError for an unknown one."""
        if name.startswith("reading:"):
            return self._named(name.removeprefix("reading:"), self.names.points, "open point")
        if name.startswith("use:"):
            full = name.removeprefix("use:")
            if full in self.names.derived:
                return self.names.derived[full]
            return self._definition(full)
        own = f"{self.instrument}/{name}"
        if own in self.names.derived:
            return self.names.derived[own]
        if own in self.names.definitions:
            return self._definition(own)
        facts = self.vocabulary.all_facts
        if name in facts:
            return facts[name]
        if name == STATUS.name:
            return STATUS
        here = [
            d.rsplit("/", 1)[1]
            for d in (*self.names.derived, *self.names.definitions)
            if d.startswith(self.instrument + "/")
        ]
        raise ConditionError(f"unknown fact `{name[:60]}`; {nearest(name, [*facts, *here])}")

    def point(self, name: str, at: Where) -> str:
        """Return the full id of an open point named in the file."""
        try:
            return self._named(name, self.names.points, "open point").name.removeprefix("reading:")
        except ConditionError as error:
            self.wrong(at, str(error))
            return name

    def _named(self, name: str, known: Mapping[str, Fact], what: str) -> Fact:
        for full in (name, f"{self.instrument}/{name}"):
            if full in known:
                return known[full]
        raise ConditionError(f"unknown {what} `{name[:60]}`; {nearest(name, known)}")

    def _definition(self, full: str) -> Tree:
        text = self.names.definitions.get(full)
        if text is None:
            raise ConditionError(
                f"unknown definition `{full[:80]}`; {nearest(full, [*self.names.definitions, *self.names.derived])}"
            )
        if full in self._open:
            raise ConditionError(f"definition `{full}` refers to itself")
        inner = Checker(
            self.vocabulary, self.file, full.rsplit("/", 1)[0], self.names, self.problems, [*self._open, full]
        )
        return parse(text, inner.lookup)


def filter_problems(text: str, fields: Mapping[str, Fact], tables: Iterable[str]) -> list[str]:
    """Return what is wrong with a filter over the records of a list."""
    found: list[str] = []
    known = list(tables)

    def visit(node: ast.expr) -> None:
        match node:
            case ast.BoolOp(values=parts):
                for part in parts:
                    visit(part)
            case ast.UnaryOp(op=ast.Not(), operand=part):
                visit(part)
            case ast.Name(id=name):
                name = name.rstrip("_")
                if name not in fields:
                    found.append(f"unknown field `{name}`; {nearest(name, fields)}")
            case ast.Compare(left=ast.Name(id=name), ops=[ast.In() | ast.NotIn()], comparators=[ast.Name(id=table)]):
                visit(node.left)
                if table not in known:
                    found.append(f"unknown table `{table}`; {nearest(table, known)}")
            case ast.Compare(left=ast.Name(id=name), ops=[_], comparators=[right]):
                visit(node.left)
                name = name.rstrip("_")
                if name in fields and fields[name].options():
                    _check_values(right, fields[name], found)
            case _:
                found.append(f"`{ast.unparse(node)[:60]}` is not in the language of filters")

    try:
        visit(syntax(text))
    except ConditionError as error:
        found.append(str(error))
    return found


def _check_values(right: ast.expr, fact: Fact, found: list[str]) -> None:
    values = right.elts if isinstance(right, ast.List | ast.Tuple) else [right]
    for value in values:
        text = str(value.value) if isinstance(value, ast.Constant) else None
        if text not in fact.options():
            found.append(f"unknown value `{text}` of `{fact.name}`; {nearest(str(text), fact.options())}")
