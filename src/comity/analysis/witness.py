"""A witness: the smallest encounter that shows something about the law, as data that can be put to `comity decide`.

It gives only the facts that the claim needs, so that it holds whatever else is so. Readings of open points cannot be
given, since nobody at a desk is asked them: they stay open and are named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from heapq import heappop, heappush
from itertools import count
from math import ceil, floor, inf
from typing import Any

from comity.analysis.acts import Act
from comity.condition.cells import HAIR, Cells
from comity.engine.compile import Compiled
from comity.engine.decision import decide_action
from comity.engine.diagram import Diagrams
from comity.engine.door import enter
from comity.engine.encounter import read_encounter
from comity.engine.slices import Slices
from comity.law.body import STATUS, Body
from comity.law.selector import Who
from comity.vocabulary.errors import InputError
from comity.vocabulary.fact import Fact, Kind
from comity.vocabulary.modality import Outcome

Masks = tuple[int, ...]
NOT_SAID = ("unknown", "")
MOST_PATHS = 300


def witness(
    law: Compiled | Sequence[Cells],
    masks: Masks,
    who: Who,
    on: date,
    action: str,
    body: Body,
    *,
    holds: Callable[[Masks], bool] | None = None,
) -> dict[str, Any]:
    """Return an encounter in which every variable lies in the cells of `masks`, with the fewest facts.

    `holds` is the claim: whether it is so for every completion of what is left. Without it, the claim is that the
    outcomes stay those that `masks` allow (for an act of law), or all that the masks say (for variables alone).
    """
    variables = law.variables if isinstance(law, Compiled) else tuple(law)
    claim = holds
    if claim is None and isinstance(law, Compiled):
        store, plain = law.store, law.plain
        wanted = store.reach(plain, masks) - {store.terminal(None)}
        claim = lambda m: store.reach(plain, m) - {store.terminal(None)} == wanted  # noqa: E731 - a claim is one line
    free = tuple(v.whole if is_free(v.fact) else m for v, m in zip(variables, masks, strict=True))
    fewest = narrow(variables, free, claim) if claim else free
    return encounter_data(variables, fewest, who, on, action, body)


def narrow(variables: Sequence[Cells], masks: Masks, holds: Callable[[Masks], bool]) -> Masks:
    """Return masks with facts dropped, one by one, while the claim still holds; of two orders the one that drops more.

    Masks of which the claim does not hold come back as they are.
    """
    known = [i for i, (v, m) in enumerate(zip(variables, masks, strict=True)) if m != v.whole]
    tried = [_dropped(variables, masks, order, holds) for order in (known, known[::-1])]
    return min(tried, key=lambda m: sum(a != v.whole for v, a in zip(variables, m, strict=True)))


def _dropped(variables: Sequence[Cells], masks: Masks, order: list[int], holds: Callable[[Masks], bool]) -> Masks:
    left = masks
    for i in order:
        trial = (*left[:i], variables[i].whole, *left[i + 1 :])
        if holds(trial):
            left = trial
    return left


def is_free(fact: str) -> bool:
    """Return whether a variable is of those nobody can give: a reading of an open point, or the reserved status."""
    return fact.startswith("reading:") or fact == STATUS


def left_open(store: Diagrams, root: int, variables: Sequence[Cells], masks: Masks) -> tuple[str, ...]:
    """Return the open points that an answer still turns on where the facts lie in the cells of `masks`."""
    turns = (variables[v].fact for v in store.support(root, masks))
    return tuple(name.removeprefix("reading:") for name in turns if is_free(name))


def paths(
    store: Diagrams, root: int, wanted: Callable[[Any], bool], allowed: Sequence[int], most: int = MOST_PATHS
) -> Iterator[Masks]:
    """Yield ways through a diagram to a wanted terminal, those with the fewest facts first.

    A way gives one cell of each variable it tests, of those that `allowed` has, and leaves the others as allowed.
    """
    least = _least(store, root, wanted, allowed)
    if least.get(root, inf) == inf:
        return
    turn = count()
    heap: list[tuple[float, int, int, dict[int, int]]] = [(least[root], next(turn), root, {})]
    found = 0
    while heap and found < most:
        total, _, n, chosen = heappop(heap)
        if n < 0:
            found += 1
            yield tuple(chosen.get(v, m) for v, m in enumerate(allowed))
            continue
        v = store.var[n]
        for cell, kid in enumerate(store.kids[n]):
            if allowed[v] >> cell & 1 and least[kid] < inf:
                further = total - least[n] + 1 + least[kid]
                heappush(heap, (further, next(turn), kid, {**chosen, v: 1 << cell}))


def _least(store: Diagrams, root: int, wanted: Callable[[Any], bool], allowed: Sequence[int]) -> dict[int, float]:
    """Return, for each node, the fewest tests to a wanted terminal."""
    least: dict[int, float] = {}

    def walk(n: int) -> float:
        if n not in least:
            if n < 0:
                least[n] = 0.0 if wanted(store.value(n)) else inf
            else:
                m = allowed[store.var[n]]
                kids = [walk(kid) for cell, kid in enumerate(store.kids[n]) if m >> cell & 1]
                for kid in store.kids[n]:
                    walk(kid)
                least[n] = 1 + min(kids, default=inf)
        return least[n]

    walk(root)
    return least


def over_readings(store: Diagrams, root: int, variables: Sequence[Cells]) -> int:
    """Return the diagram of the outcomes that the readings of open points leave: each terminal a set of outcomes.

    What is impossible is the empty set.
    """
    free = {i for i, v in enumerate(variables) if is_free(v.fact)}
    sets = store.relabel(root, lambda o: frozenset() if o is None else frozenset([o]))
    if not free:
        return sets
    memo: dict[int, int] = {}

    def walk(n: int) -> int:
        if n < 0:
            return n
        if n not in memo:
            kids = [walk(k) for k in store.kids[n]]
            if store.var[n] in free:
                made = kids[0]
                for kid in kids[1:]:
                    made = store.apply(lambda a, b: a | b, made, kid)
                memo[n] = made
            else:
                memo[n] = store.node(store.var[n], tuple(kids))
        return memo[n]

    return walk(sets)


def givable(variables: Sequence[Cells], body: Body) -> Masks:
    """Return the cells that somebody could give a value of; of a reading, all, since it stays open."""
    return tuple(
        v.whole if is_free(v.fact) else sum(1 << c for c in range(v.count) if _value(v, 1 << c, body) is not None)
        for v in variables
    )


def encounter_data(
    variables: Sequence[Cells], masks: Masks, who: Who, on: date, action: str, body: Body
) -> dict[str, Any]:
    """Return plain data of an encounter in which the variables lie in these cells; whole ones are not mentioned."""
    facts: dict[str, Any] = {}
    for cells, mask in zip(variables, masks, strict=True):
        if mask == cells.whole or is_free(cells.fact):
            continue
        base, _, member = cells.fact.rpartition(":")
        if base in body.facts and body.facts[base].kind is Kind.SET:
            sides = facts.setdefault(base, {})
            sides.setdefault("has" if "yes" in cells.members[mask.bit_length() - 1] else "lacks", []).append(member)
        else:
            facts[cells.fact] = _value(cells, mask, body)
    agency: Any = sorted(who.kinds)
    data: dict[str, Any] = {"place": who.place, "agency": agency[0] if len(agency) == 1 else agency}
    if who.agency_id:
        data["agency_id"] = who.agency_id
    return {**data, "on": on.isoformat(), "actions": [action], "facts": facts}


def _value(cells: Cells, mask: int, body: Body) -> Any:
    """Return what to write for a fact that lies in the cells of a mask, or None where nothing can be written."""
    chosen = [c for c in range(cells.count) if mask >> c & 1]
    if cells.members:
        values = [v for c in chosen for v in cells.members[c] if v not in NOT_SAID]
        if len(chosen) == 1:
            return _readable(cells, values, body)
        return {"one_of": values} if values else None
    low = cells.cuts[chosen[0] - 1] if chosen[0] else -inf
    high = cells.cuts[chosen[-1]] if chosen[-1] < len(cells.cuts) else inf
    return _day(low, high) if cells.kind is Kind.DATE else _number(cells.fact, low, high, body)


def _readable(cells: Cells, values: list[str], body: Body) -> Any:
    """Return the value of a cell to show: true or false, the presumption where the cell has it, else the first."""
    if not values:
        return None
    fact = body.facts.get(cells.fact, Fact(cells.fact, Kind.YESNO))
    if fact.kind is Kind.YESNO:
        return values[0] == "yes"
    return fact.presumption if fact.presumption in values else values[0]


def _number(name: str, low: float, high: float, body: Body) -> Any:
    """Return a whole number between two bounds; of years passed since a day, one that keeps its part year inside."""
    derived = body.derived.get(name)
    part = 0.5 if derived is not None and derived.form == "since" else 0.0
    nearest = ceil(low + HAIR / 2) if low > -inf else floor(high - part - HAIR / 2) if high < inf else 0
    least = max(0, nearest)
    if low < least and least + part < high:
        return least
    return {"between": [least, least]} if low < least < high else None


def _day(low: float, high: float) -> str | None:
    """Return a day between two bounds: the nearest to the lower, or the last before the upper."""
    number = ceil(low) if low > -inf else floor(high) if high < inf else date(2020, 1, 1).toordinal()
    inside = low < number < high and 1 <= number <= date.max.toordinal()
    return date.fromordinal(number).isoformat() if inside else None


def decided(data: dict[str, Any], slices: Slices, duty: str | None = None, overlays: tuple[str, ...] = ()) -> Any:
    """Return the outcomes that an encounter of one action comes out as, or None where it cannot be.

    Of a duty, what is owed under the presumptions; that is all a decision says of it.
    """
    try:
        encounter = enter(read_encounter(data, slices.body), slices.body)
    except InputError:
        return None
    answer = decide_action(encounter, slices, encounter.actions[0], overlays)
    if duty is None:
        return answer.outcomes
    return next((owed.outcomes for owed in answer.duties if owed.what == duty), frozenset([Outcome.NOT_ADDRESSED]))


def find(act: Act, slices: Slices, wanted: Callable[[frozenset[Outcome]], bool]) -> dict[str, Any] | None:
    """Return a smallest encounter whose strict outcomes are a wanted set whatever else is so, decided to make sure.

    None where there is none that can be given.
    """
    compiled, body = act.compiled, slices.body
    store = compiled.store
    root = over_readings(store, compiled.plain, compiled.variables)
    nothing = store.terminal(frozenset())
    for masks in paths(store, root, lambda s: bool(s) and wanted(s), givable(compiled.variables, body)):
        (reached,) = store.reach(root, masks) - {nothing}
        data = witness(
            compiled.variables,
            tuple(m if m & (m - 1) == 0 else v.whole for v, m in zip(compiled.variables, masks, strict=True)),
            act.who,
            act.on,
            act.action,
            body,
            holds=lambda m, t=reached: store.reach(root, m) - {nothing} == {t},  # type: ignore[misc] # bound now
        )
        if decided(data, slices, act.duty, act.overlays) == store.value(reached):
            return data
    return None
