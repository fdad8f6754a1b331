"""Finds provisions that bind one agency at once in opposite ways, with a situation in which they do.

A missing edge is found by comparing texts (`edges_missing`); here it is proved, on compiled law: the pair stands
together in a situation that can be. A `may` beside a ban is no conflict, since a permission obliges nobody.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from comity.analysis import edges_missing
from comity.analysis.acts import Act
from comity.analysis.edges_missing import Pair
from comity.analysis.witness import givable, paths, witness
from comity.condition.cells import Cells
from comity.engine.applicable import OWN
from comity.engine.compile import Compiled
from comity.engine.diagram import TRUE, Diagrams
from comity.law.body import Body
from comity.law.provision import Provision
from comity.vocabulary.errors import Problem
from comity.vocabulary.modality import LIMITS, Modality, Outcome


@dataclass(frozen=True, eq=False)
class Conflict:
    """Two provisions that can both stand and pull apart, with an act and the diagram of where they do.

    `intended` says what in the law data marks it as meant to be so: `beside`, `contested`, or nothing.
    """

    grant: Provision
    limit: Provision
    act: Act
    root: int
    intended: str


def conflicts(acts: Iterable[Act]) -> list[Conflict]:
    """Return every pair of a `must` and a limit that stand together in some possible situation, once each.

    The act given is the latest in which they meet. Stand-ins for rules that nobody has read are left out.
    """
    found: dict[tuple[str, str], Conflict] = {}
    for act in acts:
        compiled = act.compiled
        if not _contested(compiled):
            continue
        musts, limits = _sides(act)
        for i in musts:
            for j in limits:
                grant, limit = compiled.act[i].provision, compiled.act[j].provision
                known = found.get((grant.id, limit.id))
                if known is not None and known.act.on >= act.on:
                    continue
                root = _both(compiled, compiled.roles[i][2], compiled.roles[j][2])
                if TRUE in compiled.store.reach(root, [v.whole for v in compiled.variables]):
                    found[grant.id, limit.id] = Conflict(grant, limit, act, root, _intended(compiled, i, j))
    return [found[key] for key in sorted(found)]


def _contested(compiled: Compiled) -> bool:
    """Return whether anything can be contested here: readings may hide it in the outcome, but not in the roles."""
    if compiled.disputed:
        return True
    whole = [v.whole for v in compiled.variables]
    reached = map(compiled.store.value, compiled.store.reach(compiled.plain, whole))
    return any(value is Outcome.CONTESTED for value in reached)


def _sides(act: Act) -> tuple[list[int], list[int]]:
    """Return the positions of the provisions on the act itself that order it, and of those that limit it."""
    own = [
        (i, b.provision)
        for i, b in enumerate(act.compiled.act)
        if act.action in b.provision.actions and b.provision.act_duty == act.duty and b.provision.instrument != OWN
    ]
    return [i for i, p in own if p.modality is Modality.MUST], [i for i, p in own if p.modality in LIMITS]


def _both(compiled: Compiled, a: int, b: int) -> int:
    """Return where two provisions control at once: nothing else than a conflict lets an order and a limit do so."""
    return compiled.store.apply(lambda x, y: None if x is None else x and y, a, b)


def _intended(compiled: Compiled, i: int, j: int) -> str:
    a, b = compiled.act[i].provision, compiled.act[j].provision
    if any(p.matches(b, a.place) for p in a.beside) or any(p.matches(a, b.place) for p in b.beside):
        return "beside"
    if any({e.attacker, e.target} == {i, j} and e.gate for e in compiled.edges):
        return "contested"
    return ""


def never_meet(acts: Iterable[Act], pairs: Iterable[Pair]) -> frozenset[Pair]:
    """Return the pairs of a grant and a limit that apply together in no possible situation of these acts."""
    left = set(pairs)
    for act in acts:
        compiled = act.compiled
        at = {b.provision.id: i for i, b in enumerate(compiled.act)}
        for pair in [p for p in left if p.grant.id in at and p.limit.id in at]:
            grant, limit = (compiled.roles[at[p.id]][0] for p in (pair.grant, pair.limit))
            if TRUE in compiled.store.reach(_both(compiled, grant, limit), [v.whole for v in compiled.variables]):
                left.discard(pair)
    return frozenset(left)


def problem_of(conflict: Conflict, body: Body) -> Problem:
    """Return the message on a conflict: both provisions with their lines, and a smallest encounter that shows it."""
    a, b, act = conflict.grant, conflict.limit, conflict.act
    name = f"{act.action} ({act.duty})" if act.duty else act.action
    shown = shown_by(act.compiled.store, conflict.root, act.compiled.variables, act, body)
    told = edges_missing.problem_of(edges_missing.Pair(a, b))
    where = f"both bind on `{name}`, the other at {b.path}:{b.line}, as in {json.dumps(shown, ensure_ascii=False)}"
    return Problem(told.path, told.line, told.what, f"{told.hint}; {where}")


def shown_by(store: Diagrams, root: int, variables: Sequence[Cells], act: Act, body: Body) -> dict[str, Any]:
    """Return an encounter with the fewest facts that all of what is possible in it makes `root` true.

    Where the claim needs a reading of an open point, which nobody can give, the facts are those under that reading.
    """
    true = lambda value: value is True  # noqa: E731 - a claim is one line
    whole = tuple(v.whole for v in variables)
    masks = next(paths(store, root, true, givable(variables, body), 1), None) or next(
        paths(store, root, true, whole, 1)
    )
    nothing = {store.terminal(None)}
    return witness(
        variables, masks, act.who, act.on, act.action, body, holds=lambda m: store.reach(root, m) - nothing == {TRUE}
    )
