"""Says what changes, if anything, were one provision gone: "even if the ordinance fell, state law decides the same".

The law is compiled again without the provision and compared situation by situation, so the answer is exact. That
nothing changes is no fault of a provision; it only tells what an attack on it would be worth.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from comity.analysis.acts import Act
from comity.analysis.cover import count
from comity.analysis.dead import lifts
from comity.engine.alignment import Aligned, align
from comity.engine.applicable import OWN
from comity.engine.compile import Compiled, compile_act
from comity.engine.diagram import FALSE, TRUE
from comity.law.body import Body
from comity.law.provision import Provision
from comity.vocabulary.modality import Outcome


@dataclass(frozen=True, eq=False)
class Without:
    """One act without one provision.

    `changed` is the diagram (in `aligned`, act 0 with and act 1 without the provision) of where the answer differs, and
    `share` how many of the possible situations these are. `instead` are the provisions that decide where it controlled.
    """

    act: Act
    provision: Provision
    then: Compiled
    aligned: Aligned
    changed: int
    share: float
    instead: tuple[Provision, ...]

    @property
    def same(self) -> bool:
        """Return whether no answer changes."""
        return self.share == 0

    @property
    def outcomes(self) -> tuple[frozenset[Outcome], frozenset[Outcome]]:
        """Return the outcomes that change, as they are with the provision and as they would be without it."""
        store, whole = self.aligned.store, [v.whole for v in self.aligned.variables]
        found = []
        for root in self.aligned.roots:
            there = store.apply(lambda changed, o: o if changed else None, self.changed, root)
            found.append(frozenset(o for o in map(store.value, store.reach(there, whole)) if o is not None))
        return found[0], found[1]


def decides(act: Act, position: int) -> bool:
    """Return whether a provision controls the act, or lifts something, in some situation."""
    compiled = act.compiled
    if TRUE in compiled.store.reach(compiled.roles[position][2], [v.whole for v in compiled.variables]):
        return True
    return lifts(compiled, position)


def without(body: Body, act: Act, provision: Provision) -> Without:
    """Return what becomes of an act without a provision of it.

    Raise LawError where the rest defeats itself in a cycle that the provision broke.
    """
    position = next(i for i, b in enumerate(act.compiled.act) if b.provision.id == provision.id)
    rest = tuple(b for b in act.play.bound if b.provision.id != provision.id)
    then = compile_act(body, replace(act.play, bound=rest), act.duty)
    aligned = align([act.compiled, then])
    store, (now, after) = aligned.store, aligned.roots
    changed = store.apply(lambda a, b: None if a is None or b is None else a != b, now, after)
    return Without(
        act, provision, then, aligned, changed, _share(aligned, changed), tuple(_instead(act.compiled, position, then))
    )


def _share(aligned: Aligned, changed: int) -> float:
    whole = [v.whole for v in aligned.variables]
    possible = count(aligned.store, aligned.roots[0], lambda value: value is not None, whole)
    return count(aligned.store, changed, lambda value: value is True, whole) / possible if possible else 0.0


def _instead(now: Compiled, position: int, then: Compiled) -> Iterator[Provision]:
    """Yield the provisions that control, without it, some situation that it controlled."""
    for i, b in enumerate(then.act):
        if b.provision.instrument != OWN:
            both = align([now, then], [now.roles[position][2], then.roles[i][2]])
            if both.store.apply(lambda x, y: x is True and y is True, *both.roots) != FALSE:
                yield b.provision


def redundant(body: Body, acts: Iterable[Act]) -> list[tuple[Provision, tuple[Without, ...]]]:
    """Return the provisions that decide something in these acts and of which none changes without them."""
    where: dict[str, list[tuple[Act, Provision]]] = {}
    for act in acts:
        for i, b in enumerate(act.compiled.act):
            if b.provision.instrument != OWN and decides(act, i):
                where.setdefault(b.provision.id, []).append((act, b.provision))
    found = []
    for _, places in sorted(where.items()):
        tried: list[Without] = []
        for act, provision in places:
            one = without(body, act, provision)
            if not one.same:
                break
            tried.append(one)
        else:
            found.append((places[0][1], tuple(tried)))
    return found
