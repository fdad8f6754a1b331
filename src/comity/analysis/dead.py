"""Finds law that never makes a difference: provisions that never decide, and parts of conditions that could go.

A provision that yields today and decided in another time is not dead, nor is one that only asks, advises or stands
beside another of its kind: each has its part. Dead is what no situation, agency or day ever brings to bear.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from comity.analysis.acts import Act
from comity.analysis.parts import MEMBER, Part, holds_in, parts_of
from comity.condition.tree import ALWAYS, All, Not, Test, Tree, of_member
from comity.condition.tree import Any as AnyOf
from comity.engine.applicable import OWN
from comity.engine.compile import Compiled, settle
from comity.engine.diagram import FALSE, TRUE
from comity.law.provision import Provision
from comity.vocabulary.errors import Problem
from comity.vocabulary.modality import Modality

_OWN_PART = frozenset({Modality.ASKS, Modality.BARS_LIMITS})


@dataclass(frozen=True, slots=True)
class Dead:
    """A provision that never decides (`part` is None), or a part of its condition that never makes a difference.

    `over` are the provisions that always come before it; none where nothing needs to.
    """

    provision: Provision
    part: Part | None
    over: tuple[Provision, ...]
    applies: bool

    @property
    def said_twice(self) -> bool:
        """Return whether a part only says again what another provision says anyway: no fault, and worth knowing."""
        return self.part is not None and bool(self.over)


@dataclass
class _Watch:
    """What of one provision has not been seen to matter yet."""

    provision: Provision
    parts: list[Part]
    alive: bool = False
    applies: bool = False
    over: dict[str, Provision] = field(default_factory=dict)
    over_part: dict[int, dict[str, Provision]] = field(default_factory=dict)


def dead(acts: Iterable[Act], held: Iterable[Provision] = ()) -> list[Dead]:
    """Return the dead provisions of these acts, and the dead parts of those that are alive.

    Of `held`, those too that no act holds at all. A part of a phrase that several provisions share word for word is
    dead only if it is in all of them.
    """
    watched = {p.id: _Watch(p, list(parts_of(p.when))) for p in held}
    for act in acts:
        for position, bound in enumerate(act.compiled.act):
            p = bound.provision
            if p.instrument == OWN:
                continue
            watch = watched.get(p.id)
            if watch is None:
                watch = watched[p.id] = _Watch(p, list(parts_of(p.when)))
            if watch.parts or not watch.alive:
                _look(watch, act, position)
    useful = _useful(watched)
    found = []
    for watch in watched.values():
        if not watch.alive:
            found.append(Dead(watch.provision, None, tuple(watch.over.values()), watch.applies))
            continue
        gone: set[Tree] = set()
        for part in watch.parts:
            if part.within in gone or (part.within, part.part) in useful:
                continue
            gone |= set(_trees(part.part))
            found.append(Dead(watch.provision, part, tuple(watch.over_part.get(id(part), {}).values()), applies=True))
    return sorted(found, key=lambda d: (d.provision.path, d.provision.line))


def _look(watch: _Watch, act: Act, position: int) -> None:
    """Note what of the provision matters in this act."""
    compiled = act.compiled
    if not watch.alive:
        _decides(watch, act, position)
    store = compiled.store
    blocked: int | None = None
    fixed = dict(act.play.settled)
    for part in list(watch.parts):
        without = settle(All((compiled.act[position].gate, part.without)), fixed)
        changed = store.apply(
            lambda old, new: old is not None and old != new, compiled.roles[position][0], _tree(compiled, without)
        )
        if changed == FALSE:
            continue
        if blocked is None:
            blocked = _blocked(compiled, position, fixed)
        if store.both(changed, store.negate(blocked)) != FALSE:
            watch.parts.remove(part)
        else:
            names = _attackers(compiled, position, changed)
            watch.over_part.setdefault(id(part), {}).update({p.id: p for p in names})


def _decides(watch: _Watch, act: Act, position: int) -> None:
    """Note whether the provision applies, and whether it decides: it controls, lifts, or has a part of its own."""
    compiled, p = act.compiled, watch.provision
    applies, stands, controls = compiled.roles[position]
    if not _can(compiled, applies):
        return
    watch.applies = True
    on_act = act.action in p.actions and p.act_duty == act.duty
    own_part = p.modality in _OWN_PART or (p.advisory and _can(compiled, stands))
    if (on_act and own_part) or _can(compiled, controls) or lifts(compiled, position):
        watch.alive = True
        return
    over = _attackers(compiled, position, _true(compiled, applies))
    if on_act and not over:
        over = [b.provision for b, r in zip(compiled.act, compiled.roles, strict=True) if _meet(compiled, r[2], stands)]
    watch.over.update({o.id: o for o in over if o.instrument != OWN})


def lifts(compiled: Compiled, position: int) -> bool:
    """Return whether something that the provision defeats would apply where it stands."""
    stands = compiled.roles[position][1]
    targets = (e.target for e in compiled.edges if e.attacker == position)
    return any(_meet(compiled, stands, compiled.roles[t][0]) for t in targets)


def _blocked(compiled: Compiled, position: int, fixed: dict[str, str]) -> int:
    """Return where some attacker of the provision stands."""
    root = FALSE
    for e in compiled.edges:
        if e.target == position:
            gate = settle(Test(f"reading:{e.gate[0]}", "in", (e.gate[1],)), fixed) if e.gate else ALWAYS
            standing = _true(compiled, compiled.roles[e.attacker][1])
            root = compiled.store.either(root, compiled.store.both(standing, _tree(compiled, gate)))
    return root


def _attackers(compiled: Compiled, position: int, where: int) -> list[Provision]:
    """Return the attackers of the provision that stand somewhere in `where`."""
    edges = [e for e in compiled.edges if e.target == position]
    chosen = {e.attacker for e in edges if _meet(compiled, compiled.roles[e.attacker][1], where)}
    return [compiled.act[i].provision for i in sorted(chosen)]


def _tree(compiled: Compiled, tree: Tree) -> int:
    """Return the diagram of a condition over the facts of an act."""
    index = {v.fact: i for i, v in enumerate(compiled.variables)}

    def variable(test: Test) -> tuple[int, tuple[bool, ...]]:
        plain = of_member(test)
        position = index[plain.fact]
        return position, holds_in(plain, compiled.variables[position])

    return compiled.store.tree(tree, variable)


def _can(compiled: Compiled, root: int) -> bool:
    return root == TRUE or (root >= 0 and TRUE in compiled.store.reach(root, [v.whole for v in compiled.variables]))


def _true(compiled: Compiled, root: int) -> int:
    return compiled.store.relabel(root, lambda value: value is True)


def _meet(compiled: Compiled, a: int, b: int) -> bool:
    """Return whether two diagrams hold together in some situation."""
    if FALSE in (a, b):
        return False
    return compiled.store.apply(lambda x, y: x is True and y is True, a, b) != FALSE


def _useful(watched: dict[str, _Watch]) -> set[tuple[Tree, Tree]]:
    """Return the parts, each with the phrase around it, that matter in some provision."""
    return {
        (part.within, part.part)
        for watch in watched.values()
        for part in parts_of(watch.provision.when)
        if part not in watch.parts
    }


def _trees(tree: Tree) -> Iterable[Tree]:
    """Yield a condition and every condition in it."""
    yield tree
    match tree:
        case Not(part):
            yield from _trees(part)
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from _trees(part)
        case _:
            return


def problem_of(found: Dead) -> Problem:
    """Return the message: which provision or part of it, why it makes no difference, and what comes before it."""
    p = found.provision
    over = "; ".join(f"`{o.id}` ({o.path}:{o.line})" for o in found.over[:3])
    if found.part is None:
        why = f"always comes after {over}" if over else "never decides" if found.applies else "applies in no situation"
        return Problem(p.path, p.line, f"`{p.id}` is dead: it {why}", "restate its condition, or say what it lifts")
    kind = "member of a list" if found.part.kind == MEMBER else found.part.kind
    why = f"matters only where {over} comes first" if over else "never makes a difference"
    return Problem(p.path, p.line, f"the {kind} `{found.part.words()}` of `{p.id}` {why}", "leave it out, or mend it")
