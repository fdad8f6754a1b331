"""Compiles the law of one act into diagrams: one for the outcome, and one each for what every provision does.

A terminal of the outcome diagram is a `Result`; what constraints rule out is None (impossible). Which provisions
control is taken from each provision's own diagram, so that reasons never multiply terminals; see
docs/decisions/0002-diagrams.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from comity.condition.cells import Cells, cells_of
from comity.condition.tree import ALWAYS, NEVER, All, Not, Test, Tree, of_member, tests
from comity.condition.tree import Any as AnyOf
from comity.engine.applicable import Bound, Play
from comity.engine.diagram import FALSE, TRUE, Diagrams
from comity.engine.ties import ties
from comity.engine.yields import Edge, edges, members
from comity.law.body import Body
from comity.vocabulary.errors import LawError, Problem
from comity.vocabulary.fact import Fact, Kind
from comity.vocabulary.modality import Basis, Modality, Outcome

BUCKETS = (Modality.MUST, Modality.MUST_NOT, Modality.LACKS_POWER, Modality.MAY)


@dataclass(frozen=True, slots=True)
class Result:
    """An outcome with its basis; where readings disagree, `readings` gives each reading's outcome."""

    outcome: Outcome
    basis: frozenset[Basis]
    readings: tuple[tuple[tuple[tuple[str, str], ...], Outcome], ...] = ()


@dataclass(frozen=True)
class Compiled:
    """The law of one act. `roles[i]` is (applies, stands, controls) of provision i; each has None for impossible."""

    store: Diagrams
    variables: tuple[Cells, ...]
    outcome: int
    plain: int
    possible: int
    roles: tuple[tuple[int, int, int], ...]
    act: tuple[Bound, ...]
    edges: tuple[Edge, ...]
    disputed: tuple[str, ...]

    @property
    def nodes(self) -> int:
        """Return the number of nodes of the outcome diagram."""
        return self.store.size([self.outcome])


def compile_act(body: Body, play: Play, duty: str | None = None, assumed: tuple[tuple[str, str], ...] = ()) -> Compiled:
    """Return the diagrams of the action itself, or of one duty of it.

    `assumed` fixes readings of open points besides those settled. Raise LawError on a cycle whose members can all
    apply.
    """
    act = members(play, duty)
    found = edges(act, play.canons)
    fixed = dict(play.settled) | dict(assumed)
    conditions = [settle(All((b.gate, b.provision.when)), fixed) for b in act]
    gates = [settle(Test(f"reading:{e.gate[0]}", "in", (e.gate[1],)), fixed) if e.gate else ALWAYS for e in found]
    limits = _constraints(body, [*conditions, *gates])
    variables, index = _variables(body, [*conditions, *gates, *limits])
    store = Diagrams([v.count for v in variables])

    def variable(test: Test) -> tuple[int, tuple[bool, ...]]:
        plain = of_member(test)
        position = index[plain.fact]
        return position, variables[position].truth[plain]

    possible = store.tree(All(tuple(limits)), variable)
    applies = [store.tree(c, variable) for c in conditions]
    stands = _stands(store, act, found, applies, [store.tree(g, variable) for g in gates], possible)
    raw = _outcome(store, play, act, stands, duty)
    raw = store.apply(lambda p, r: r if p else None, possible, raw)
    disputed = tuple(v.fact for v in variables if _is_disputed(body, v.fact))
    outcome = _collapse(store, raw, variables, len(variables) - len(disputed)) if disputed else raw
    roles = tuple(
        (
            applies[i] if possible == TRUE else store.apply(_if_possible, possible, applies[i]),
            stands[i] if possible == TRUE else store.apply(_if_possible, possible, stands[i]),
            store.apply(lambda s, r, b=b: _controls(b, s, r), stands[i], raw),  # type: ignore[misc]
        )
        for i, b in enumerate(act)
    )
    plain = store.relabel(outcome, lambda r: r.outcome if r else None)
    return Compiled(store, variables, outcome, plain, possible, roles, act, found, disputed)


def settle(tree: Tree, fixed: dict[str, str]) -> Tree:
    """Return the tree with the tests of fixed readings decided."""
    match tree:
        case Test(fact, _, values):
            reading = fixed.get(fact.removeprefix("reading:")) if fact.startswith("reading:") else None
            return tree if reading is None else ALWAYS if reading in values else NEVER
        case Not(part):
            return Not(settle(part, fixed))
        case All(parts):
            return All(tuple(settle(p, fixed) for p in parts))
        case AnyOf(parts):
            return AnyOf(tuple(settle(p, fixed) for p in parts))


def _constraints(body: Body, conditions: Iterable[Tree]) -> list[Tree]:
    """Return the constraints that bear on these conditions, directly or through one another."""
    facts = {t.fact for c in conditions for t in tests(c)}
    chosen: list[Tree] = ties(body, facts)
    rest = [(tree, {t.fact for t in tests(tree)}) for _, tree, _ in body.constraints]
    while True:
        near = [pair for pair in rest if pair[1] & facts]
        if not near:
            return chosen
        rest = [pair for pair in rest if pair not in near]
        for tree, names in near:
            chosen.append(tree)
            facts |= names


def _variables(body: Body, conditions: list[Tree]) -> tuple[tuple[Cells, ...], dict[str, int]]:
    """Return the variables in the diagram's order: the most used facts first, disputed readings last."""
    used: Counter[str] = Counter()
    by_name: dict[str, list[Test]] = {}
    for condition in conditions:
        for test in tests(condition):
            plain = of_member(test)
            used[plain.fact] += 1
            by_name.setdefault(plain.fact, []).append(plain)
    first = {name: n for n, name in enumerate(by_name)}
    ordered = sorted(by_name, key=lambda n: (_is_disputed(body, n), n.startswith("reading:"), -used[n], first[n]))
    cells = tuple(cells_of(_fact(body, name), by_name[name]) for name in ordered)
    return cells, {name: i for i, name in enumerate(ordered)}


def _fact(body: Body, name: str) -> Fact:
    if name in body.facts:
        return body.facts[name]
    return Fact(name, Kind.YESNO)


def _is_disputed(body: Body, name: str) -> bool:
    point = body.points.get(name.removeprefix("reading:")) if name.startswith("reading:") else None
    return point is not None and point.kind == "disputed"


def _stands(
    store: Diagrams,
    act: tuple[Bound, ...],
    found: tuple[Edge, ...],
    applies: list[int],
    gates: list[int],
    possible: int,
) -> list[int]:
    """Return where each provision stands: it applies and no attacker of it stands.

    INVARIANT: repeating the rule once per provision reaches the only solution wherever attacks among what applies form
    no cycle; if it has not settled by then, some possible situation has a real cycle.
    """
    stands = list(applies)
    for _ in range(len(act) + 2):
        after = list(applies)
        for edge, gate in zip(found, gates, strict=True):
            blocked = store.both(stands[edge.attacker], gate)
            after[edge.target] = store.both(after[edge.target], store.negate(blocked))
        if after == stands:
            return stands
        before, stands = stands, after
    unsettled = [i for i in range(len(act)) if store.both(possible, _differs(store, before[i], stands[i])) != FALSE]
    if not unsettled:
        return stands
    cycle = sorted((act[i].provision for i in unsettled), key=lambda p: p.id)
    names = ", ".join(f"`{p.id}`" for p in cycle)
    first = next((p for p in cycle if p.path), cycle[0])
    raise LawError([Problem(first.path, first.line, f"{names} defeat one another and can apply together")])


def _differs(store: Diagrams, a: int, b: int) -> int:
    return store.apply(lambda x, y: x != y, a, b)


def _outcome(store: Diagrams, play: Play, act: tuple[Bound, ...], stands: list[int], duty: str | None) -> int:
    """Return the diagram of results: which kinds of provision stand, put through the table of outcomes."""
    bits = store.terminal((0,))
    for position in range(2 * len(BUCKETS)):
        bucket, advisory = BUCKETS[position % len(BUCKETS)], position >= len(BUCKETS)
        union = FALSE
        for b, stand in zip(act, stands, strict=True):
            p = b.provision
            if p.modality is bucket and p.advisory is advisory and p.act_duty == duty and play.action in p.actions:
                union = store.either(union, stand)
        if union != FALSE:
            bits = store.apply(lambda have, now, k=position: (have[0] | (now << k),), bits, union)  # type: ignore[misc]
    return store.relabel(bits, lambda have: combine(have[0], play if duty is None else None))


def combine(bits: int, play: Play | None) -> Result:
    """Return the outcome of what stands, by the table of docs/law-format.md. `play` is None for a duty."""
    must, must_not, lacks, may = (bool(bits >> k & 1) for k in range(4))
    found = _binding(must, must_not, lacks, may)
    if found:
        return found
    if play is not None and play.closing:
        return Result(Outcome(play.closing.outcome), frozenset({Basis.CLOSING}))
    advised = _binding(*(bool(bits >> k & 1) for k in range(4, 8)))
    if advised:
        return Result(advised.outcome, advised.basis | {Basis.ADVISED})
    return Result(play.silent if play else Outcome.NOT_ADDRESSED, frozenset())


def _binding(must: bool, must_not: bool, lacks: bool, may: bool) -> Result | None:  # noqa: FBT001 - one bit a kind
    if must and (must_not or lacks):
        return Result(Outcome.CONTESTED, frozenset({Basis.CONFLICT}))
    if must:
        return Result(Outcome.REQUIRED, frozenset())
    if must_not or lacks:
        grounds = {Basis.FORBIDDEN: must_not, Basis.NO_POWER: lacks}
        return Result(Outcome.PROHIBITED, frozenset(b for b, on in grounds.items() if on))
    return Result(Outcome.PERMITTED, frozenset()) if may else None


def _if_possible(possible: bool, value: bool) -> bool | None:  # noqa: FBT001 - an operation on two diagrams
    return value if possible else None


def _controls(bound: Bound, stands: bool, result: Result | None) -> bool | None:  # noqa: FBT001 - as above
    """Return whether a standing provision is of the kind that makes the result."""
    if result is None:
        return None
    if not stands or Basis.CLOSING in result.basis or bound.provision.advisory is not (Basis.ADVISED in result.basis):
        return False
    match bound.provision.modality:
        case Modality.MUST:
            return result.outcome in (Outcome.REQUIRED, Outcome.CONTESTED)
        case Modality.MUST_NOT | Modality.LACKS_POWER:
            return result.outcome in (Outcome.PROHIBITED, Outcome.CONTESTED)
        case Modality.MAY:
            return result.outcome is Outcome.PERMITTED
        case _:
            return False


def _collapse(store: Diagrams, root: int, variables: tuple[Cells, ...], first: int) -> int:
    """Return the diagram without disputed readings: where they lead to different outcomes, the result is contested."""
    memo: dict[int, int] = {}

    def walk(n: int) -> int:
        if n >= 0 and store.var[n] < first:
            if n not in memo:
                memo[n] = store.node(store.var[n], tuple(walk(k) for k in store.kids[n]))
            return memo[n]
        return store.terminal(_dispute(list(_by_reading(store, n, variables))))

    return walk(root)


def _by_reading(store: Diagrams, n: int, variables: tuple[Cells, ...], chosen: tuple[tuple[str, str], ...] = ()) -> Any:
    if n < 0:
        yield chosen, store.value(n)
        return
    cells = variables[store.var[n]]
    for i, kid in enumerate(store.kids[n]):
        for reading in cells.members[i]:
            yield from _by_reading(store, kid, variables, (*chosen, (cells.fact.removeprefix("reading:"), reading)))


def _dispute(by_reading: list[tuple[tuple[tuple[str, str], ...], Result | None]]) -> Result | None:
    results = [(chosen, r) for chosen, r in by_reading if r is not None]
    if not results:
        return None
    outcomes = {r.outcome for _, r in results}
    basis = frozenset.intersection(*(r.basis for _, r in results))
    if len(outcomes) == 1:
        return Result(results[0][1].outcome, basis)
    return Result(Outcome.CONTESTED, frozenset({Basis.DISPUTE}), tuple((chosen, r.outcome) for chosen, r in results))
