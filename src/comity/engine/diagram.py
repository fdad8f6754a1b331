"""Reduced multi-valued decision diagrams: the law of one act as a finite function of its facts.

A node tests one variable and has a child for each of its cells; equal nodes are one node. Children below zero are
terminals. Variables keep one order, so two equal functions are the same node.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from comity.condition.tree import All, Not, Test, Tree
from comity.condition.tree import Any as AnyOf

FALSE, TRUE = -1, -2
BUDGET = 200_000


class DiagramTooLargeError(Exception):
    """The law of one act has more nodes than the budget allows."""


class Diagrams:
    """A shared store of nodes over one order of variables.

    `arity[v]` is the number of cells of variable v. Terminals are values in `values`: terminal t is `values[-1 - t]`.
    """

    def __init__(self, arity: Sequence[int]) -> None:
        self.arity = tuple(arity)
        self.var: list[int] = []
        self.kids: list[tuple[int, ...]] = []
        self.values: list[Any] = [False, True]
        self._unique: dict[tuple[int, tuple[int, ...]], int] = {}
        self._terminal: dict[Any, int] = {False: FALSE, True: TRUE}
        self._both: dict[tuple[int, int], int] = {}
        self._not: dict[int, int] = {}

    def terminal(self, value: Any) -> int:
        """Return the terminal of a value; equal values share one."""
        found = self._terminal.get(value)
        if found is None:
            self.values.append(value)
            found = self._terminal[value] = -len(self.values)
        return found

    def value(self, terminal: int) -> Any:
        """Return the value of a terminal."""
        return self.values[-1 - terminal]

    def node(self, var: int, kids: tuple[int, ...]) -> int:
        """Return the node that tests `var`, or its only child where the cells do not differ."""
        if kids.count(kids[0]) == len(kids):
            return kids[0]
        key = (var, kids)
        found = self._unique.get(key)
        if found is None:
            if len(self.var) >= BUDGET:
                raise DiagramTooLargeError
            found = self._unique[key] = len(self.var)
            self.var.append(var)
            self.kids.append(kids)
        return found

    def apply(self, operation: Callable[[Any, Any], Any], left: int, right: int) -> int:
        """Return the diagram of `operation` over the values of two diagrams."""
        memo: dict[tuple[int, int], int] = {}

        def walk(a: int, b: int) -> int:
            if a < 0 and b < 0:
                return self.terminal(operation(self.value(a), self.value(b)))
            found = memo.get((a, b))
            if found is None:
                va = self.var[a] if a >= 0 else len(self.arity)
                vb = self.var[b] if b >= 0 else len(self.arity)
                v = min(va, vb)
                row = self.kids[a] if va == v else (a,) * self.arity[v]
                other = self.kids[b] if vb == v else (b,) * self.arity[v]
                kids = tuple([walk(x, y) for x, y in zip(row, other, strict=True)])
                found = memo[(a, b)] = self.node(v, kids)
            return found

        return walk(left, right)

    def both(self, a: int, b: int) -> int:
        """Return the diagram of `a and b`."""
        if FALSE in (a, b):
            return FALSE
        if a in (TRUE, b):
            return b
        if b == TRUE:
            return a
        key = (a, b) if a < b else (b, a)
        found = self._both.get(key)
        if found is None:
            var, kids = self.var, self.kids
            va, vb = var[a], var[b]
            v = min(va, vb)
            left = kids[a] if va == v else (a,) * self.arity[v]
            right = kids[b] if vb == v else (b,) * self.arity[v]
            both = self.both
            found = self._both[key] = self.node(v, tuple([both(x, y) for x, y in zip(left, right, strict=True)]))
        return found

    def either(self, a: int, b: int) -> int:
        """Return the diagram of `a or b`."""
        return self.negate(self.both(self.negate(a), self.negate(b)))

    def negate(self, a: int) -> int:
        """Return the diagram of `not a`."""
        if a < 0:
            return TRUE if a == FALSE else FALSE
        found = self._not.get(a)
        if found is None:
            found = self.node(self.var[a], tuple([self.negate(k) for k in self.kids[a]]))
            self._not[a], self._not[found] = found, a
        return found

    def relabel(self, root: int, change: Callable[[Any], Any]) -> int:
        """Return the diagram with every terminal's value changed."""
        memo: dict[int, int] = {}

        def walk(n: int) -> int:
            if n < 0:
                return self.terminal(change(self.value(n)))
            if n not in memo:
                memo[n] = self.node(self.var[n], tuple(walk(k) for k in self.kids[n]))
            return memo[n]

        return walk(root)

    def tree(self, condition: Tree, variable: Callable[[Test], tuple[int, tuple[bool, ...]]]) -> int:
        """Return the diagram of a condition; `variable` gives a test's variable and its truth in each cell."""
        match condition:
            case Test():
                var, truth = variable(condition)
                return self.node(var, tuple(TRUE if t else FALSE for t in truth))
            case Not(part):
                return self.negate(self.tree(part, variable))
            case All(parts):
                root = TRUE
                for part in parts:
                    root = self.both(root, self.tree(part, variable))
                return root
            case AnyOf(parts):
                root = FALSE
                for part in parts:
                    root = self.either(root, self.tree(part, variable))
                return root

    def reach(self, root: int, masks: Sequence[int]) -> set[int]:
        """Return the terminals that can be reached when variable v lies in the cells of `masks[v]`. Exact."""
        if root < 0:
            return {root}
        var, kids = self.var, self.kids
        found: set[int] = set()
        seen: set[int] = set()
        todo = [root]
        while todo:
            n = todo.pop()
            while n >= 0:
                m = masks[var[n]]
                if m & (m - 1) == 0:
                    n = kids[n][m.bit_length() - 1]
                    continue
                if n in seen:
                    break
                seen.add(n)
                row = kids[n]
                todo.extend([row[i] for i in range(len(row)) if m >> i & 1])
                break
            else:
                found.add(n)
        return found

    def support(self, root: int, masks: Sequence[int] | None = None) -> list[int]:
        """Return the variables tested on the nodes that can be reached and not settled by `masks`, in order."""
        seen: set[int] = set()
        todo = [root]
        while todo:
            n = todo.pop()
            if n < 0 or n in seen:
                continue
            seen.add(n)
            m = masks[self.var[n]] if masks is not None else -1
            todo.extend(k for i, k in enumerate(self.kids[n]) if m >> i & 1)
        tested = {self.var[n] for n in seen}
        return sorted(v for v in tested if masks is None or masks[v] & (masks[v] - 1))

    def size(self, roots: Iterable[int]) -> int:
        """Return the number of nodes that the diagrams under `roots` share."""
        seen: set[int] = set()
        todo = list(roots)
        while todo:
            n = todo.pop()
            if n >= 0 and n not in seen:
                seen.add(n)
                todo.extend(self.kids[n])
        return len(seen)

    def restrict(self, root: int, masks: Sequence[int]) -> int:
        """Return the diagram where cells outside `masks` are gone: a variable with one cell left is not tested.

        A removed cell takes the child of the first cell kept, so equal behaviour within `masks` reduces.
        """
        memo: dict[int, int] = {}

        def walk(n: int) -> int:
            if n < 0:
                return n
            if n not in memo:
                m, row = masks[self.var[n]], self.kids[n]
                kept = [walk(k) for i, k in enumerate(row) if m >> i & 1]
                cells = iter(kept)
                memo[n] = self.node(self.var[n], tuple(next(cells) if m >> i & 1 else kept[0] for i in range(len(row))))
            return memo[n]

        return walk(root)
