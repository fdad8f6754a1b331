"""A plain evaluator that goes through every completion, one by one, with no diagram: what the engine is held against.

It shares with the engine which provisions are in play and which edges join them; it evaluates conditions, yielding,
the table of outcomes, disputes and constraints by itself, on raw values instead of cells.
"""

from __future__ import annotations

import ast
import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from comity.condition.parse import syntax
from comity.condition.tree import All, Not, Test, Tree, tests
from comity.condition.tree import Any as AnyOf
from comity.engine.applicable import Play
from comity.engine.derived import OTHER, evaluate
from comity.engine.known import Known, Members, Range, Values
from comity.engine.ties import MOST
from comity.engine.yields import edges, members
from comity.law.body import Body
from comity.vocabulary.fact import Kind

Situation = dict[str, Any]


@dataclass
class Act:
    """The law of one act as plain lists."""

    play: Play
    bound: tuple[Any, ...]
    attacks: dict[int, list[tuple[int, tuple[str, str] | None]]]
    facts: tuple[str, ...]
    constraints: tuple[Tree, ...]
    disputed: tuple[str, ...]
    tied: tuple[tuple[tuple[str, ...], frozenset[tuple[bool, ...]]], ...]
    duty: str | None


def act_of(body: Body, play: Play, duty: str | None) -> Act:
    """Return the act with the facts it turns on, those that constraints tie to them included."""
    bound = members(play, duty)
    attacks: dict[int, list[tuple[int, tuple[str, str] | None]]] = {}
    for e in edges(bound, play.canons):
        attacks.setdefault(e.target, []).append((e.attacker, e.gate))
    trees = [t for b in bound for t in (b.gate, b.provision.when)]
    facts = {t.fact for tree in trees for t in tests(tree)}
    facts |= {f"reading:{g[0]}" for many in attacks.values() for _, g in many if g}
    chosen: list[Tree] = []
    while True:
        near = [tree for _, tree, _ in body.constraints if tree not in chosen and facts & {t.fact for t in tests(tree)}]
        if not near:
            break
        chosen += near
        facts |= {t.fact for tree in near for t in tests(tree)}
    settled = dict(play.settled)
    facts = {f for f in facts if f.removeprefix("reading:") not in settled}
    disputed = tuple(sorted(f for f in facts if f.startswith("reading:") and body.points[f[8:]].kind == "disputed"))
    lists: dict[str, list[str]] = {}
    for f in sorted(facts):
        if f in body.derived and body.derived[f].form == "any":
            lists.setdefault(body.derived[f].over, []).append(f)
    tied = tuple(
        (tuple(n), each) for over, n in lists.items() if (each := signatures(body, over, tuple(n))) is not None
    )
    plain = tuple(sorted(facts - set(disputed)))
    return Act(play, bound, attacks, plain, tuple(chosen), disputed, tied, duty)


_KEPT: dict[tuple[str, tuple[str, ...]], frozenset[tuple[bool, ...]] | None] = {}


def signatures(body: Body, over: str, names: tuple[str, ...]) -> frozenset[tuple[bool, ...]] | None:
    """Return which of the derived facts one single record can make true at once, by going through every record.

    None where a filter looks at a date, or the records are more than the engine goes through: no tie is known then.
    """
    key = (body.digest, names)
    if key not in _KEPT:
        _KEPT[key] = _gone_through(body, over, names)
    return _KEPT[key]


def _gone_through(body: Body, over: str, names: tuple[str, ...]) -> frozenset[tuple[bool, ...]] | None:
    fields = body.words.lists[over]
    flat = body.words.flat if over == "papers" else {}
    rules = [t for _, t, _ in body.constraints if {x.fact for x in tests(t)} <= set(flat.values())] if flat else []
    nodes = [syntax(body.derived[n].filter_text) for n in names]
    used = {n.id.rstrip("_") for node in nodes for n in ast.walk(node) if isinstance(n, ast.Name)}
    tied = {x.fact for t in rules for x in tests(t)}
    order = [f for f in fields if f in used or flat.get(f) in tied]
    if any(fields[f].kind is Kind.DATE for f in order):
        return None
    listed = sorted({row for n in names for rows, _ in body.derived[n].tables.values() for row in rows})
    options = [tuple(fields[f].options()) or (*listed, OTHER) for f in order]
    if over != "papers" and math.prod(map(len, options)) > MOST:
        return None
    found: set[tuple[bool, ...]] = set()
    for values in itertools.product(*options):
        record = dict(zip(order, values, strict=True))
        if all(true(t, {flat[f]: v for f, v in record.items()}) for t in rules):
            truths = [evaluate(n, record, body.derived[d]) for n, d in zip(nodes, names, strict=True)]
            found.update(itertools.product(*((False, True) if t is None else (bool(t),) for t in truths)))
    return frozenset(found)


def true(tree: Tree, at: Situation) -> bool:
    """Return whether a condition holds in a situation of raw values."""
    match tree:
        case Test(fact, "has", values):
            return values[0] in at[fact]
        case Test(fact, "in", values):
            return at[fact] in values
        case Test(fact, op, values):
            bound = float(values[0])
            return {
                "<": at[fact] < bound,
                "<=": at[fact] <= bound,
                ">": at[fact] > bound,
                ">=": at[fact] >= bound,
                "==": at[fact] == bound,
            }[op]
        case Not(part):
            return not true(part, at)
        case All(parts):
            return all(true(p, at) for p in parts)
        case AnyOf(parts):
            return any(true(p, at) for p in parts)


def possible(act: Act, at: Situation) -> bool:
    """Return whether facts can be together: every constraint holds, and some papers make the derived facts so."""
    if not all(true(c, at) for c in act.constraints):
        return False
    for names, each in act.tied:
        truth = [at[n] == "yes" for n in names]
        papers = [s for s in each if all(t or not x for x, t in zip(s, truth, strict=True))]
        if any(t and not any(s[i] for s in papers) for i, t in enumerate(truth)):
            return False
    return True


def outcome(act: Act, at: Situation) -> str:
    """Return the outcome of one complete situation, readings of open points included."""
    settled = {f"reading:{p}": r for p, r in act.play.settled}
    here = at | settled
    applies = [true(b.gate, here) and true(b.provision.when, here) for b in act.bound]
    stands: dict[int, bool] = {}

    def stand(i: int) -> bool:
        if i not in stands:
            attackers = [
                a for a, gate in act.attacks.get(i, ()) if gate is None or here[f"reading:{gate[0]}"] == gate[1]
            ]
            stands[i] = applies[i] and not any(applies[a] and stand(a) for a in attackers)
        return stands[i]

    found: dict[bool, set[str]] = {False: set(), True: set()}
    for i, b in enumerate(act.bound):
        p = b.provision
        if act.play.action in p.actions and p.act_duty == act.duty and stand(i):
            found[p.advisory].add(str(p.modality))
    by_law = table(found[False])
    if by_law:
        return by_law
    if act.duty is None and act.play.closing:
        return act.play.closing.outcome
    return table(found[True]) or (str(act.play.silent) if act.duty is None else "not_addressed")


def table(modalities: set[str]) -> str | None:
    """Return the outcome of the modalities that stand together."""
    if "must" in modalities and modalities & {"must_not", "lacks_power"}:
        return "contested"
    if "must" in modalities:
        return "required"
    if modalities & {"must_not", "lacks_power"}:
        return "prohibited"
    return "permitted" if "may" in modalities else None


def verdict(act: Act, body: Body, at: Situation) -> str | None:
    """Return the outcome of a situation: facts first, readings last. None where the facts cannot be together."""
    if not possible(act, at):
        return None
    choices = [body.facts[f].options() for f in act.disputed]
    outcomes = {outcome(act, at | dict(zip(act.disputed, c, strict=True))) for c in itertools.product(*choices)}
    return next(iter(outcomes)) if len(outcomes) == 1 else "contested"


@lru_cache(maxsize=100_000)
def points_of(bounds: tuple[float, ...]) -> tuple[float, ...]:
    """Return numbers on, just beside and between the bounds that any test has."""
    if not bounds:
        return (0.0,)
    beside = {b + d for b in bounds for d in (-0.5, 0.0, 0.5)}
    return tuple(sorted(beside))


def raw_values(act: Act, body: Body, fact: str) -> tuple[Any, ...]:
    """Return every raw value of a fact that could make a difference."""
    kind = body.facts[fact].kind
    trees = [t for b in act.bound for t in (b.gate, b.provision.when)] + list(act.constraints)
    used = [t for tree in trees for t in tests(tree) if t.fact == fact]
    if kind in (Kind.NUMBER, Kind.DATE):
        return points_of(tuple(sorted({float(t.values[0]) for t in used})))
    if kind is Kind.SET:
        tested = sorted({str(t.values[0]) for t in used})
        subsets = itertools.chain.from_iterable(itertools.combinations(tested, n) for n in range(len(tested) + 1))
        return tuple(frozenset(s) for s in subsets)
    return body.facts[fact].options()


def agrees(value: Any, known: Known | None) -> bool:
    """Return whether a raw value agrees with what is known."""
    match known:
        case None:
            return True
        case Values(can_be):
            return value in can_be
        case Range(spans):
            return any(low <= value <= high for low, high in spans)
        case Members(has, lacks):
            return not (lacks & value) and all(m in value for m in has)


def completions(act: Act, body: Body, facts: dict[str, Known]) -> Iterator[Situation]:
    """Yield every complete situation that agrees with what is known."""
    options = []
    for f in act.facts:
        known = facts.get(f)
        values = raw_values(act, body, f)
        if isinstance(known, Members):
            tested = frozenset().union(*values) if values else frozenset()
            known = Members(known.has & tested, known.lacks & tested)
        options.append([v for v in values if agrees(v, known)])
    for values in itertools.product(*options):
        yield dict(zip(act.facts, values, strict=True))


def brute_force(act: Act, body: Body, facts: dict[str, Known]) -> set[str]:
    """Return every outcome that some completion has."""
    return {v for at in completions(act, body, facts) if (v := verdict(act, body, at)) is not None}
