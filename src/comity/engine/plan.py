"""Chooses what to ask so that a person is asked as little as the law allows: exactly where few facts are left.

An answer is settled when what can be asked leaves one set of outcomes, so what nobody can be asked (an open point, a
fact the person does not know) stays in the set and never keeps an interview going. Every score is an integer and
ties go to the fact that the vocabulary lists first, so whoever walks the diagram asks the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import combinations
from math import prod
from typing import Any

from comity.engine.diagram import Diagrams, DiagramTooLargeError

Spread = dict[Any, int]
Answers = tuple[frozenset[Any], ...]
MOST_FACTS = 12
# How many states of an interview are looked at before a plan is given up for a simpler one.
MOST_STATES = 300
# A list of questions beside a decision is made for each of thousands of decisions, so only few facts are planned for.
FEW_FACTS = 4
_PART = 16


class TooManyStatesError(Exception):
    """A plan has more states than the budget allows."""


class Plan:
    """Plans over one store of diagrams. A terminal is a tuple, one set of outcomes for each act; None is impossible.

    `weights[v]` are the weights of the cells of variable v, zero where the cell is ruled out. `costs[v]` is what
    asking it costs, `order[v]` its place in the vocabulary.
    INVARIANT: the weight of a situation counts every variable, asked or not, so that all divisions but those of `score`
    are exact.
    """

    def __init__(
        self, store: Diagrams, weights: Sequence[Sequence[int]], costs: Sequence[int], order: Sequence[int]
    ) -> None:
        self.store, self.weights, self.costs, self.order = store, weights, costs, order
        self._totals = [sum(w) or 1 for w in weights]
        self._all = prod(self._totals)
        self._left = 0
        self._spread: dict[int, Spread] = {}
        self._weight: dict[int, int] = {}
        self._bits: dict[int, int] = {}
        self._fixed: dict[tuple[int, int, int], int] = {}
        self._cells: dict[tuple[int, int], list[tuple[int, int]]] = {}
        self._candidates: dict[int, tuple[int, ...]] = {}
        self._apart: dict[tuple[int, int], int] = {}
        self._floor: dict[int, int] = {}
        self._exact: dict[int, tuple[int, int]] = {}
        self._greedy: dict[int, int] = {}

    def next(self, root: int, most: int = MOST_STATES) -> int | None:
        """Return the variable to ask, or None where no answer can change the answer.

        The first step of the best of all plans where few facts are left; else the best first step before questions
        chosen by their score; where either needs more than `most` states, the best by its score.
        """
        candidates = self.candidates(root)
        if not candidates:
            return None
        ways = (self.exact, self.ahead) if len(self.store.support(root)) <= MOST_FACTS else (self.ahead,)
        for way in ways:
            try:
                return way(root, most)[1]
            except (TooManyStatesError, DiagramTooLargeError):
                continue
        return min(candidates, key=lambda v: self.score([root], v))

    def ranked(self, root: int) -> tuple[int, ...]:
        """Return every variable whose answer can change the answer, the best by its score first.

        Where very few facts are left, the next to ask comes before them.
        """
        found = sorted(self.candidates(root), key=lambda v: self.score([root], v))
        if len(found) > 1 and len(self.store.support(root)) <= FEW_FACTS:
            first = self.next(root)
            found.sort(key=lambda v: v != first)
        return tuple(found)

    def candidates(self, root: int) -> tuple[int, ...]:
        """Return the variables whose answer can change an answer, in the vocabulary's order.

        A variable can when one of its cells rules an outcome out, or two differ in one and the same rest. Where no
        fact changes an answer alone, two together may: then every fact tested is one.
        """
        found = self._candidates.get(root)
        if found is None:
            found = self._candidates[root] = self._found(root)
        return found

    def _found(self, root: int) -> tuple[int, ...]:
        if len(self.spread(root)) < 2:
            return ()
        tested = sorted(self.store.support(root), key=self.order.__getitem__)
        open_ = [(v, cells) for v in tested if len(cells := self.cells(root, v)) > 1]
        whole = _union(self.spread(root))
        changing = tuple(v for v, cells in open_ if self._changes(whole, [n for _, n in cells]))
        return changing or tuple(v for v, _ in open_)

    def _changes(self, whole: Answers, parts: list[int]) -> bool:
        if any(_union(self.spread(n)) != whole for n in parts):
            return True
        return any(self.apart(a, b) for a, b in combinations(parts, 2))

    def apart(self, a: int, b: int) -> int:
        """Return the weight of the possible situations that have different answers in two diagrams."""
        if a == b:
            return 0
        if a < 0 and b < 0:
            return 0 if self.store.value(a) is None or self.store.value(b) is None else self._all
        key = (a, b) if a < b else (b, a)
        found = self._apart.get(key)
        if found is None:
            var, kids = self.store.var, self.store.kids
            v = min([var[n] for n in (a, b) if n >= 0])
            left = kids[a] if a >= 0 and var[a] == v else (a,) * self.store.arity[v]
            right = kids[b] if b >= 0 and var[b] == v else (b,) * self.store.arity[v]
            pairs = zip(left, right, self.weights[v], strict=True)
            found = self._apart[key] = sum([w * self.apart(x, y) for x, y, w in pairs if w]) // self._totals[v]
        return found

    def cells(self, root: int, variable: int) -> list[tuple[int, int]]:
        """Return the cells that are possible, each as its weight and the diagram once it is known."""
        key = (root, variable)
        found = self._cells.get(key)
        if found is None:
            parts = [(w, self.fixed(root, variable, c)) for c, w in enumerate(self.weights[variable]) if w]
            found = self._cells[key] = [(w, n) for w, n in parts if self.spread(n)]
        return found

    def fixed(self, root: int, variable: int, cell: int) -> int:
        """Return the diagram once a variable is known to lie in a cell."""
        if root < 0 or self.store.var[root] > variable:
            return root
        if self.store.var[root] == variable:
            return self.store.kids[root][cell]
        key = (root, variable, cell)
        found = self._fixed.get(key)
        if found is None:
            kids = tuple([self.fixed(k, variable, cell) for k in self.store.kids[root]])
            found = self._fixed[key] = self.store.node(self.store.var[root], kids)
        return found

    def spread(self, root: int) -> Spread:
        """Return the weight of each answer that is possible."""
        found = self._spread.get(root)
        if found is None:
            found = self._spread[root] = self._spread_of(root)
        return found

    def _spread_of(self, root: int) -> Spread:
        if root < 0:
            value = self.store.value(root)
            return {} if value is None else {value: self._all}
        v = self.store.var[root]
        sums: Spread = {}
        for w, kid in zip(self.weights[v], self.store.kids[root], strict=True):
            if w:
                for value, weight in self.spread(kid).items():
                    sums[value] = sums.get(value, 0) + w * weight
        return {value: weight // self._totals[v] for value, weight in sums.items()}

    def exact(self, root: int, most: int) -> tuple[int, int]:
        """Return the least expected cost of settling all, times all weights, and the variable to ask first.

        Raise TooManyStatesError where that takes more than `most` states.
        """
        self._left = most
        return self._best(root)

    def _best(self, root: int) -> tuple[int, int]:
        found = self._exact.get(root)
        if found is not None:
            return found
        candidates = self.candidates(root)
        if not candidates:
            return 0, -1
        self._spend()
        best, first = -1, -1
        for v in sorted(candidates, key=lambda v: self.score([root], v)):
            limit = None if first < 0 else best - (self.order[v] > self.order[first])
            cost = self._within(root, v, limit)
            if cost is not None:
                best, first = cost, v
        self._exact[root] = best, first
        return best, first

    def _within(self, root: int, variable: int, limit: int | None) -> int | None:
        """Return the least expected cost of asking a variable first, or None where it is above the limit."""
        cells, whole = self.cells(root, variable), self._totals[variable]
        total = self.costs[variable] * self.weight(root) * whole + sum([w * self.floor(n) for w, n in cells])
        for w, n in cells:
            if limit is not None and total > limit * whole:
                return None
            total += w * (self._best(n)[0] - self.floor(n))
        return None if limit is not None and total > limit * whole else total // whole

    def floor(self, root: int) -> int:
        """Return an expected cost that no plan falls below.

        Of a question left, the cheapest; and each in the situations in which another cell of it would give another
        answer, since in none of them can the answer be settled without it.
        """
        found = self._floor.get(root)
        if found is None:
            candidates = self.candidates(root)
            cheapest = min([self.costs[v] for v in candidates], default=0) * self.weight(root)
            needed = sum([self.costs[v] * self._needs(root, v) for v in candidates])
            found = self._floor[root] = max(cheapest, needed)
        return found

    def _needs(self, root: int, variable: int) -> int:
        cells = self.cells(root, variable)
        each = [w * max([self.apart(n, other) for _, other in cells]) for w, n in cells]
        return sum(each) // self._totals[variable]

    def ahead(self, root: int, most: int) -> tuple[int, int]:
        """Return what it costs, and what to ask first, when every later question is the best by its score.

        Raise TooManyStatesError where that takes more than `most` states.
        """
        self._left = most
        costs = {v: self.asking(root, v, self.greedy) for v in self.candidates(root)}
        first = min(costs, key=lambda v: (costs[v], self.order[v]))
        return costs[first], first

    def greedy(self, root: int) -> int:
        """Return the expected cost of asking what has the best score each time."""
        candidates = self.candidates(root)
        if not candidates:
            return 0
        found = self._greedy.get(root)
        if found is None:
            self._spend()
            first = min(candidates, key=lambda v: self.score([root], v))
            found = self._greedy[root] = self.asking(root, first, self.greedy)
        return found

    def asking(self, root: int, variable: int, rest: Callable[[int], int]) -> int:
        """Return the expected cost of asking a variable first and then what `rest` says."""
        after = sum([w * rest(n) for w, n in self.cells(root, variable)])
        return self.costs[variable] * self.weight(root) + after // self._totals[variable]

    def _spend(self) -> None:
        if self._left <= 0:
            raise TooManyStatesError
        self._left -= 1

    def score(self, roots: Sequence[int], variable: int) -> tuple[int, int, int]:
        """Return how good a question is, the least the best: its cost for each bit of expected information.

        Where it gives none by itself, its cost alone. Of several diagrams, what it tells about each is added up.
        """
        gain = sum(self._gain(root, variable) for root in roots)
        cost = self.costs[variable]
        return (0, (cost << 2 * _PART) // gain, self.order[variable]) if gain else (1, cost, self.order[variable])

    def _gain(self, root: int, variable: int) -> int:
        """Return the bits that an answer is expected to give, in fixed point."""
        left = sum([w * self.bits(n) for w, n in self.cells(root, variable)]) // self._totals[variable]
        return max(0, self.bits(root) - left) // max(1, self.weight(root))

    def bits(self, root: int) -> int:
        """Return the entropy of the answers times their weight, in fixed point."""
        found = self._bits.get(root)
        if found is None:
            weights = self.spread(root).values()
            whole = sum(weights)
            found = whole * log2(whole) - sum([w * log2(w) for w in weights]) if len(weights) > 1 else 0
            self._bits[root] = found
        return found

    def weight(self, root: int) -> int:
        """Return the weight of all situations that are possible."""
        found = self._weight.get(root)
        if found is None:
            found = self._weight[root] = sum(self.spread(root).values())
        return found


def _union(spread: Spread) -> Answers:
    """Return, act by act, every outcome that is possible."""
    return tuple(frozenset().union(*sets) for sets in zip(*spread, strict=True))


@lru_cache(maxsize=4096)
def log2(number: int) -> int:
    """Return the logarithm to the base 2 of a positive integer, times 2 ** 16 and rounded down.

    >>> log2(1), log2(1024) >> 16, log2(3)
    (0, 10, 103872)
    """
    power = number.bit_length() - 1
    x = number << 62 >> power
    found = power
    for _ in range(_PART):
        x = x * x >> 62
        bit = x >> 63
        found = found << 1 | bit
        x >>= bit
    return found
