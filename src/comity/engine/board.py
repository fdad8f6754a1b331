"""Lays out what is still open about one or several actions, so that a plan of questions can be made on it.

What nobody can be asked is folded into the answer: it stays open, and the answer is then a set of outcomes. A cell of
a fact weighs one; where a log says how often its values come up, that many and one more, so that none weighs nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from comity.condition.cells import NEVER_PASSED, Cells
from comity.engine.alignment import align
from comity.engine.compile import Compiled
from comity.engine.diagram import Diagrams
from comity.engine.plan import MOST_FACTS, Plan
from comity.law.body import STATUS, Body
from comity.vocabulary.fact import Fact, Kind

Priors = Mapping[str, Mapping[str, int]]
Map = dict[int, tuple[int, tuple[int, ...]]]
# What a person would rather not be asked, and what another person must judge, costs more than its inquiry.
PRIVACY = {"plain": 1, "personal": 2, "sensitive": 4, "protected": 8}
JUDGED = 2
_MEMBERS = 1000


@dataclass(frozen=True, slots=True)
class Board:
    """What is open about several acts. `parts[i]` is the diagram of the i-th, all of them over the same variables.

    `maps[i]` leads from a variable to the one of that act and, for each cell, to its cell there.
    """

    plan: Plan
    variables: tuple[Cells, ...]
    facts: tuple[Fact, ...]
    parts: tuple[int, ...]
    maps: tuple[Map, ...]

    def open(self) -> tuple[int, ...]:
        """Return the variables that a person may be asked before all is settled."""
        found = {v for part in self.parts if self.plan.candidates(part) for v in self.plan.store.support(part)}
        return tuple(sorted(found))

    def next(self) -> int | None:
        """Return the variable to ask, or None where no answer can change an answer.

        Of several acts, a plan for all of them together where few facts are left; else the question that tells most.
        """
        plan, parts = self.plan, [p for p in self.parts if self.plan.candidates(p)]
        if len(parts) > 1 and len(self.open()) <= MOST_FACTS:
            whole = parts[0]
            for part in parts[1:]:
                whole = plan.store.apply(_together, whole, part)
            first = plan.next(whole)
            if first is not None:
                return first
        if len(parts) == 1:
            return plan.next(parts[0])
        found = {v for p in parts for v in plan.candidates(p)}
        return min(found, key=lambda v: plan.score(parts, v), default=None)

    def ranked(self) -> Iterator[int]:
        """Yield every variable whose answer can change an answer: the next to ask, then by what they tell."""
        first = self.next()
        if first is not None:
            yield first
            found = {v for p in self.parts for v in self.plan.candidates(p)} - {first}
            yield from sorted(found, key=lambda v: self.plan.score(self.parts, v))

    def bears_on(self, variable: int) -> tuple[int, ...]:
        """Return the acts whose answer an answer can change: by itself or, where none can, together with others."""
        found = tuple(i for i, part in enumerate(self.parts) if variable in self.plan.candidates(part))
        return found or tuple(i for i, own in enumerate(self.maps) if variable in own)


def board_of(
    acts: Sequence[Compiled],
    masks: Sequence[Sequence[int]],
    body: Body,
    priors: Priors | None = None,
    never: frozenset[str] = frozenset(),
) -> Board:
    """Return the board of several acts under what is known of each; variables in `never` are not asked."""
    store, variables, roots, maps = _common(acts, masks)
    known = [_known(n, v, maps, masks) for n, v in enumerate(variables)]
    facts = tuple(fact_of(v.fact, body) for v in variables)
    asked = [f.asked and f.name != STATUS and v.fact not in never for f, v in zip(facts, variables, strict=True)]
    if len(acts) > 1:
        roots = tuple(store.restrict(root, known) for root in roots)
    parts = tuple(_folded(store, root, known, asked) for root in roots)
    names = {f.name for f in facts}
    place = {n: i for i, n in enumerate(n for n in body.facts if n in names)}
    plan = Plan(
        store,
        [_weights(v, m, priors or {}) for v, m in zip(variables, known, strict=True)],
        [cost(f) for f in facts],
        [place[f.name] * _MEMBERS + _member(f, v.fact) for f, v in zip(facts, variables, strict=True)],
    )
    return Board(plan, variables, facts, parts, maps)


def fact_of(variable: str, body: Body) -> Fact:
    """Return the fact that a variable is, or whose member it is."""
    return body.facts[variable if variable in body.facts else variable.rsplit(":", 1)[0]]


def cost(fact: Fact) -> int:
    """Return what it costs to ask a fact.

    >>> cost(Fact("minor", Kind.YESNO, cost=1, privacy="personal"))
    2
    """
    return fact.cost * PRIVACY[fact.privacy] + (JUDGED if fact.judgement else 0)


def _common(
    acts: Sequence[Compiled], masks: Sequence[Sequence[int]]
) -> tuple[Diagrams, tuple[Cells, ...], tuple[int, ...], tuple[Map, ...]]:
    """Return the acts over common variables in a store of their own; a terminal is one set of one outcome."""
    if len(acts) > 1:
        one = align(acts, [a.store.restrict(a.plain, m) for a, m in zip(acts, masks, strict=True)])
        return one.store, one.variables, tuple(one.store.relabel(r, _single) for r in one.roots), one.from_cells
    (act,) = acts
    store, root = lifted(act, masks[0])
    return store, act.variables, (root,), ({n: (n, tuple(range(v.count))) for n, v in enumerate(act.variables)},)


def lifted(act: Compiled, masks: Sequence[int]) -> tuple[Diagrams, int]:
    """Return the diagram of an act's outcomes within `masks`, in a store of its own."""
    store = Diagrams(act.store.arity)
    memo: dict[int, int] = {}

    def walk(n: int) -> int:
        if n < 0:
            return store.terminal(_single(act.store.value(n)))
        if n not in memo:
            row, m = act.store.kids[n], masks[act.store.var[n]]
            kept = {i: walk(k) for i, k in enumerate(row) if m >> i & 1}
            first = next(iter(kept.values()))
            memo[n] = store.node(act.store.var[n], tuple([kept.get(i, first) for i in range(len(row))]))
        return memo[n]

    return store, walk(act.plain)


def _single(outcome: Any) -> Any:
    return None if outcome is None else (frozenset({outcome}),)


def _together(a: Any, b: Any) -> Any:
    return None if a is None or b is None else (*a, *b)


def _either(a: Any, b: Any) -> Any:
    if a is None or b is None:
        return b if a is None else a
    return tuple(x | y for x, y in zip(a, b, strict=True))


def _known(
    variable: int,
    cells: Cells,
    maps: Sequence[Map],
    masks: Sequence[Sequence[int]],
) -> int:
    """Return the cells of a variable that no act rules out."""
    found = cells.whole
    for own, known in zip(maps, masks, strict=True):
        if variable in own:
            position, of = own[variable]
            found &= sum(1 << i for i, c in enumerate(of) if known[position] >> c & 1)
    return found or cells.whole


def _folded(store: Diagrams, root: int, known: Sequence[int], asked: Sequence[bool]) -> int:
    """Return the diagram without the variables that nobody is asked: every outcome that one of their cells leads to."""
    for v in store.support(root):
        if not asked[v]:
            parts = [
                store.restrict(root, [*known[:v], 1 << c, *known[v + 1 :]])
                for c in range(store.arity[v])
                if known[v] >> c & 1
            ]
            root = parts[0]
            for part in parts[1:]:
                root = store.apply(_either, root, part)
    return root


def _weights(cells: Cells, known: int, priors: Priors) -> list[int]:
    counts = [1] * cells.count
    for value, count in priors.get(cells.fact, {}).items():
        inside = mask_of(cells, value) & known
        if inside and inside & (inside - 1) == 0:
            counts[inside.bit_length() - 1] += count
    return [n if known >> i & 1 else 0 for i, n in enumerate(counts)]


def mask_of(cells: Cells, value: str) -> int:
    """Return the cell of a value as a log writes it; none for a word that the fact does not have."""
    if cells.members:
        return cells.mask_of_values((value,))
    try:
        if cells.kind is Kind.DATE:
            number = float(date.fromisoformat(value).toordinal())
        else:
            number = NEVER_PASSED if value == "never" else float(value)
    except ValueError:
        return 0
    return cells.mask_of_range(number, number)


def _member(fact: Fact, variable: str) -> int:
    """Return the place of a set's member among the others."""
    member = variable.removeprefix(f"{fact.name}:")
    return fact.values.index(member) if member in fact.values and variable != fact.name else 0
