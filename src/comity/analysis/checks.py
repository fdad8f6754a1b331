"""All the checks that decide: hypotheticals, missing edges, cycles and sizes of what the law compiles to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from comity.analysis import conflicts, cycles, dead, edges_missing, sways
from comity.analysis.acts import Act, acts_of, places_of
from comity.analysis.hypotheticals import run
from comity.engine.slices import Slices
from comity.law.body import Body
from comity.law.checks import check_body
from comity.law.instrument import Overlay
from comity.vocabulary.errors import Problem
from comity.vocabulary.place import within

NODES = 5000


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found, and how much it looked at."""

    problems: tuple[Problem, ...]
    instruments: int
    provisions: int
    hypotheticals: int
    overlays: int
    digest: str

    def summary(self) -> str:
        """Return one line on what was checked."""
        verdict = "all as they say" if not self.problems else f"{len(self.problems)} problems"
        return (
            f"{self.instruments} instruments, {self.provisions} provisions, {self.overlays} bills and suits, "
            f"{self.hypotheticals} hypotheticals: {verdict} ({self.digest[:19]})"
        )


def check_law(
    body: Body, unread: Iterable[Problem] = (), tell: Callable[[str], None] = lambda _: None, place: str = ""
) -> Report:
    """Return everything wrong with a body of law, with what was already wrong on reading (`unread`).

    `tell` is told what is looked at next. With `place`, only what stands in the files of that place and below is
    decided and compiled, which is quick; the whole is still to be checked before it is kept.
    """
    slices = Slices(body)
    tell("deciding the hypotheticals")
    first = tuple(unread)
    problems = [*first, *check_body(body)]
    found, count = run(slices, place)
    problems += found
    problems += acting_law(slices, tell, frozenset(p.path for p in first), place)
    problems += _sizes(slices)
    problems = sorted(dict.fromkeys(problems), key=lambda p: (p.path, p.line or 0))
    instruments = [i for i in body.instruments.values() if within(i.place, place or i.place)]
    overlays = [o for o in body.overlays.values() if within(o.law.place, place or o.law.place)]
    provisions = sum(len(i.provisions) for i in instruments)
    return Report(tuple(problems), len(instruments), provisions, count, len(overlays), body.digest)


def acting_law(
    slices: Slices,
    tell: Callable[[str], None] = lambda _: None,
    unread: frozenset[str] = frozenset(),
    place: str = "",
) -> list[Problem]:
    """Return what is wrong with the acts of a body of law: cycles, conflicts, missing edges, sways, dead law.

    Bills are tried one at a time, each laid over the law as it last stands. Nothing is called dead in the files of
    `unread`: a condition there that could not be read holds nowhere. With `place`, only acts and bills of there.
    """
    body = slices.body
    problems: list[Problem] = []
    tell("compiling every act of law")
    places = [p for p in places_of(body) if within(p, place)] if place else None
    acts = acts_of(slices, places=places, wrong=problems)
    tell("laying each bill over the law")
    for overlay in body.overlays.values():
        if not place or within(overlay.law.place, place):
            acts += bill_acts(slices, overlay, problems)
    # INVARIANT: what no act holds is dead only where every act could be compiled.
    instruments = [i for i in body.instruments.values() if not place or within(i.place, place)]
    held = () if problems else [p for i in instruments for p in i.provisions]
    tell("looking for conflicts and missing edges")
    proved = [c for c in conflicts.conflicts(acts) if not c.intended]
    problems += [conflicts.problem_of(c, body) for c in proved]
    told = {(c.grant.id, c.limit.id) for c in proved}
    pairs = [p for p in edges_missing.pairs(body) if (p.grant.id, p.limit.id) not in told]
    apart = conflicts.never_meet(acts, pairs)
    note = ", though in no situation of today's law do both apply"
    problems += [edges_missing.problem_of(pair, note if pair in apart else "") for pair in pairs]
    tell("looking for circles, protected facts and dead law")
    problems += cycles.of_two_kinds(slices)
    problems += [sways.problem_of(s) for s in sways.sways(acts, slices) if not s.reserved]
    lifeless = [dead.problem_of(d) for d in dead.dead(acts, held) if not d.said_twice]
    # INVARIANT: law from above may live elsewhere; of a place only its own files can be called dead.
    own = None if not place else {i.path for i in instruments}
    return problems + [p for p in lifeless if p.path not in unread and (own is None or p.path in own)]


def bill_acts(slices: Slices, overlay: Overlay, wrong: list[Problem] | None = None) -> list[Act]:
    """Return the acts that a bill speaks on, were it law, at the places it reaches."""
    actions = sorted({a for p in overlay.law.provisions for a in p.actions})
    places = [p for p in places_of(slices.body) if within(p, overlay.law.place)]
    return acts_of(slices, places=places, actions=actions, overlays=(overlay.id,), latest=True, wrong=wrong)


def _sizes(slices: Slices) -> list[Problem]:
    """Name the provisions of an act whose diagram is over the budget of nodes."""
    problems = []
    for key, compiled in slices.kept():
        if compiled.nodes > NODES:
            names = ", ".join(f"`{b.provision.id}`" for b in compiled.act[:8])
            first = compiled.act[0].provision
            problems.append(
                Problem(
                    first.path,
                    first.line,
                    f"the law of `{key}` has {compiled.nodes} nodes, more than {NODES}",
                    f"restructure {names}",
                )
            )
    return problems
