"""Proves that no outcome turns on a protected fact: two situations that differ only in it come out the same.

Protected are the facts that the vocabulary marks so, and the reserved word for immigration status, always. A rule that
turns on that word keeps its answer open, whoever asks; it is told here, yet it is no fault, since nobody can give it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

from comity.analysis.acts import Act
from comity.analysis.witness import decided, encounter_data, givable, narrow, over_readings, paths
from comity.condition.tree import of_member, tests
from comity.engine.compile import Compiled
from comity.engine.slices import Slices
from comity.law.body import STATUS, Body
from comity.law.provision import Provision
from comity.vocabulary.errors import Problem

PROTECTED = "protected"


@dataclass(frozen=True, eq=False)
class Sway:
    """An act whose outcome a protected fact sways, with the provisions that test it.

    `witnesses` are two encounters that differ only in the fact and come out otherwise, empty where none can be given.
    """

    fact: str
    act: Act
    provisions: tuple[Provision, ...]
    witnesses: tuple[dict[str, Any], ...]

    @property
    def reserved(self) -> bool:
        """Return whether it is the reserved word, which no encounter gives: the answer stays open."""
        return self.fact == STATUS


def protected_facts(body: Body) -> tuple[str, ...]:
    """Return the protected facts, the reserved word last."""
    return (*(name for name, fact in body.words.facts.items() if fact.privacy == PROTECTED), STATUS)


def sways(acts: Iterable[Act], slices: Slices) -> list[Sway]:
    """Return every act whose outcome some protected fact can change, everything else being the same."""
    listed = frozenset(protected_facts(slices.body))
    return [
        found
        for act in acts
        for fact in sorted({_base(v.fact) for v in act.compiled.variables} & listed)
        if (found := _sway(act, fact, slices)) is not None
    ]


def _base(variable: str) -> str:
    """Return the fact of a variable: of a member of a set, the set."""
    return variable if variable.startswith("reading:") else variable.split(":", 1)[0]


def _sway(act: Act, fact: str, slices: Slices) -> Sway | None:
    compiled = act.compiled
    store = compiled.store
    fixed = list(_fixed(compiled, fact))
    for first, second in combinations(fixed, 2):
        roots = [store.restrict(compiled.plain, masks) for masks in (first, second)]
        if roots[0] == roots[1]:
            continue
        pair = store.apply(lambda x, y: (x, y) if x and y else None, *roots)
        whole = [v.whole for v in compiled.variables]
        seen = {store.value(t) for t in store.reach(pair, whole)} - {None}
        if any(x != y for x, y in seen):
            provisions = tuple(dict.fromkeys(_testing(compiled, fact)))
            return Sway(fact, act, provisions, tuple(_witnesses(act, first, second, roots, slices)))
    return None


def _fixed(compiled: Compiled, fact: str) -> Iterator[tuple[int, ...]]:
    """Yield masks that fix a fact, in every way it can lie, and leave everything else open."""
    own = [i for i, v in enumerate(compiled.variables) if _base(v.fact) == fact]
    for cells in product(*(range(compiled.variables[i].count) for i in own)):
        chosen = dict(zip(own, cells, strict=True))
        yield tuple(1 << chosen[i] if i in chosen else v.whole for i, v in enumerate(compiled.variables))


def _testing(compiled: Compiled, fact: str) -> Iterator[Provision]:
    for bound in compiled.act:
        if any(_base(of_member(t).fact) == fact for t in tests(bound.provision.when)):
            yield bound.provision


def _witnesses(
    act: Act, first: tuple[int, ...], second: tuple[int, ...], roots: list[int], slices: Slices
) -> Iterable[dict[str, Any]]:
    """Return two encounters that differ only in the fact, decided to make sure; none where it cannot be given."""
    compiled, body = act.compiled, slices.body
    store, variables = compiled.store, compiled.variables
    sets = [over_readings(store, root, variables) for root in roots]
    pair = store.apply(lambda x, y: (x, y) if x and y else None, *sets)
    nothing = store.terminal(None)
    for path in paths(store, pair, lambda p: p is not None and p[0] != p[1], givable(variables, body)):
        (reached,) = store.reach(pair, path) - {nothing}
        masks = tuple(m if m & (m - 1) == 0 else v.whole for v, m in zip(variables, path, strict=True))
        fewest = narrow(variables, masks, lambda m, t=reached: store.reach(pair, m) - {nothing} == {t})  # type: ignore[misc] # bound now
        ends = [tuple(a & b for a, b in zip(fewest, fixed, strict=True)) for fixed in (first, second)]
        data = [encounter_data(variables, masks, act.who, act.on, act.action, body) for masks in ends]
        wanted = store.value(reached)
        if [decided(d, slices, act.duty, act.overlays) for d in data] == list(wanted):
            return data
    return []


def problem_of(sway: Sway) -> Problem:
    """Return the message on a sway: every provision with its line, and both encounters."""
    first = sway.provisions[0] if sway.provisions else sway.act.compiled.act[0].provision
    names = ", ".join(f"`{p.id}` ({p.path}:{p.line})" for p in sway.provisions)
    act = f"{sway.act.action} ({sway.act.duty})" if sway.act.duty else sway.act.action
    shown = " and ".join(str(w) for w in sway.witnesses)
    what = f"the outcome of `{act}` turns on the protected fact `{sway.fact}`, by {names}"
    return Problem(first.path, first.line, what, f"compare {shown}" if shown else "no rule may test it")
