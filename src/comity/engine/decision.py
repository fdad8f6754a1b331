"""Decides an action: walks the diagrams with what is known and says what is still possible, and why.

Nothing here knows any law. The strict answer presumes nothing; the presumed answer fills only facts wholly unknown,
only where the constraints allow, and lists each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from comity.condition.cells import Cells
from comity.engine.applicable import OWN, Bound, Play
from comity.engine.compile import Compiled, Result
from comity.engine.door import enter, transient_facts
from comity.engine.encounter import Encounter
from comity.engine.known import Known, Values, mask
from comity.engine.slices import Assumed, Slices
from comity.law.body import STATUS, Body
from comity.law.provision import Provision
from comity.vocabulary.modality import Basis, Modality, Outcome, Role

Masks = tuple[int, ...]
_OWN_ROLE = {Modality.ASKS: Role.ASKS, Modality.BARS_LIMITS: Role.BARS_LIMITS, Modality.EXEMPTS: Role.EXEMPTS}


@dataclass(frozen=True, slots=True)
class Reason:
    """A provision with the part it plays under the presumptions.

    `remote` marks one that applies only if a presumption fails: it is shown as what may control, never as what does.
    """

    provision: Provision
    role: Role
    yields_to: tuple[str, ...] = ()
    remote: bool = False

    @property
    def active(self) -> bool:
        """Return whether the provision plays an active part in the answer."""
        return self.role is not Role.YIELDS and not self.remote


@dataclass(frozen=True, slots=True)
class DutyOwed:
    """A duty that is owed, or may be: its provisions, and whether that is settled."""

    what: str
    outcomes: frozenset[Outcome]
    reasons: tuple[Reason, ...]
    waits_on: tuple[str, ...]


@dataclass(frozen=True)
class ActionDecision:
    """What the law makes of one action. `assumed` are the presumptions that the presumed answer rests on."""

    action: str
    outcomes: frozenset[Outcome]
    basis: frozenset[Basis]
    presumed: frozenset[Outcome]
    presumed_basis: frozenset[Basis]
    assumed: dict[str, str]
    reasons: tuple[Reason, ...]
    duties: tuple[DutyOwed, ...]
    results: frozenset[Result]
    open_points: tuple[str, ...]
    unread: str | None
    play: Play
    compiled: Compiled
    masks: Masks
    presumed_masks: Masks


@dataclass(frozen=True, slots=True)
class Watched:
    """A bill that would change an answer: what the presumed outcomes would be, and the duties it would change."""

    overlay: str
    presumed: frozenset[Outcome]
    duties: tuple[str, ...] = ()


@dataclass(frozen=True)
class Decision:
    """The decision of an encounter, action by action."""

    encounter: Encounter
    actions: dict[str, ActionDecision]
    transient: tuple[str, ...] = ()
    watch: dict[str, list[Watched]] = field(default_factory=dict)


def decide_action(encounter: Encounter, slices: Slices, action: str, overlays: tuple[str, ...] = ()) -> ActionDecision:
    """Return the decision of one action. The encounter has passed the door (`enter`).

    A reading that the caller assumes is one of the presumptions: the strict answer does without it.
    """
    play = slices.play(encounter, action, overlays)
    assumed = readings_assumed(encounter)
    compiled = slices.compiled(play, None, assumed)
    strict = encode(encounter.facts, compiled.variables)
    presumed, used = presume(compiled, strict, encounter.facts, slices.body)
    results = _results(encounter, slices.compiled(play))
    under = frozenset(r for r in map(compiled.store.value, compiled.store.reach(compiled.outcome, presumed)) if r)
    matter = set(compiled.store.support(compiled.plain, strict))
    names = {compiled.variables[v].fact for v in matter}
    readings = {f"reading:{point}": reading for point, reading in assumed}
    return ActionDecision(
        action,
        frozenset(r.outcome for r in results),
        _certain(results),
        frozenset(r.outcome for r in under),
        _certain(under),
        readings | {fact: value for fact, value in used.items() if fact in names},
        reasons(compiled, play.action, None, strict, presumed),
        tuple(_duty(encounter, slices, play, what, assumed) for what in slices.duties(play)),
        results,
        tuple(sorted(n.removeprefix("reading:") for n in names if n.startswith("reading:") or n == STATUS)),
        play.unread if f"own_rule.{action}" in names else None,
        play,
        compiled,
        strict,
        presumed,
    )


def _results(encounter: Encounter, compiled: Compiled) -> frozenset[Result]:
    """Return every result still possible with no reading assumed."""
    known = encode(encounter.facts, compiled.variables)
    masks = [v.whole if v.fact.startswith("reading:") else m for v, m in zip(compiled.variables, known, strict=True)]
    return frozenset(r for r in map(compiled.store.value, compiled.store.reach(compiled.outcome, masks)) if r)


def decide(encounter: Encounter, slices: Slices, where: str = "encounter", *, watched: bool = True) -> Decision:
    """Return the decision of an encounter, every action of it or the ones it names.

    With `watched`, the bills that would change an answer are worked out too.
    Raise InputError when the facts contradict one another.
    """
    opened = enter(encounter, slices.body, where)
    chosen = opened.actions or tuple(slices.body.words.actions)
    decided = {action: decide_action(opened, slices, action) for action in chosen}
    bills = {action: watch(opened, slices, action, d) for action, d in decided.items()} if watched else {}
    return Decision(opened, decided, transient_facts(opened, slices.body), bills)


def watch(encounter: Encounter, slices: Slices, action: str, now: ActionDecision) -> list[Watched]:
    """Return the bills whose provisions, were they law today, would change this answer or what is owed.

    The encounter has passed the door.
    """
    found = []
    assumed = readings_assumed(encounter)
    owed = {d.what: d.outcomes for d in now.duties}
    for overlay in slices.body.overlays.values():
        if not any(action in p.actions for p in overlay.law.provisions):
            continue
        play = slices.play(encounter, action, (overlay.id,))
        strict, presumed = _both(encounter, slices, slices.compiled(play, None, assumed))
        kinds = {p.act_duty for p in overlay.law.provisions if p.act_duty and action in p.actions}
        duties = []
        for what in sorted(kinds & set(slices.duties(play))):
            then = _both(encounter, slices, slices.compiled(play, what, assumed))[1]
            if then != owed.get(what, frozenset({Outcome.NOT_ADDRESSED})):
                duties.append(what)
        if presumed != now.presumed or strict != now.outcomes or duties:
            found.append(Watched(overlay.id, presumed, tuple(duties)))
    return found


def _both(encounter: Encounter, slices: Slices, compiled: Compiled) -> tuple[frozenset[Outcome], frozenset[Outcome]]:
    """Return the strict and the presumed outcomes of an act."""
    strict = encode(encounter.facts, compiled.variables)
    filled, _ = presume(compiled, strict, encounter.facts, slices.body)
    return outcomes_of(compiled, strict), outcomes_of(compiled, filled)


def outcomes_of(compiled: Compiled, masks: Masks) -> frozenset[Outcome]:
    """Return the outcomes that can still be reached."""
    reached = map(compiled.store.value, compiled.store.reach(compiled.plain, masks))
    return frozenset(o for o in reached if o is not None)


def readings_assumed(encounter: Encounter) -> Assumed:
    """Return the readings of open points that the caller assumes."""
    found = []
    for fact, known in encounter.facts.items():
        if fact.startswith("reading:") and isinstance(known, Values) and len(known.can_be) == 1:
            found.append((fact.removeprefix("reading:"), next(iter(known.can_be))))
    return tuple(sorted(found))


def encode(facts: dict[str, Known], variables: Sequence[Cells]) -> Masks:
    """Return, for each variable, the cells it can still lie in.

    What is known of a set is looked up by its member; anything not given is the whole set.
    """
    return tuple(mask(facts.get(v.fact) or facts.get(v.fact.rsplit(":", 1)[0]), v) for v in variables)


def presume(compiled: Compiled, masks: Masks, facts: dict[str, Known], body: Body) -> tuple[Masks, dict[str, str]]:
    """Return the masks with stated presumptions filled in, and the presumptions used.

    Only facts wholly unknown are presumed, in the vocabulary's order, each only where the constraints allow it.
    """
    return presume_masks(compiled, masks, body, frozenset(facts))


def presume_masks(
    compiled: Compiled, masks: Masks, body: Body, given: frozenset[str] = frozenset()
) -> tuple[Masks, dict[str, str]]:
    """Return what `presume` does for masks alone: a fact is wholly unknown when all its cells are open.

    `given` are facts of which something is known even where it leaves every cell open.
    """
    filled, used = list(masks), dict[str, str]()
    for position, variable in enumerate(compiled.variables):
        fact = body.facts.get(variable.fact)
        if fact is None or fact.presumption is None or masks[position] != variable.whole or variable.fact in given:
            continue
        trial = [*filled]
        trial[position] = variable.mask_of_values({fact.presumption})
        if any(compiled.store.value(t) for t in compiled.store.reach(compiled.possible, trial)):
            filled, used[variable.fact] = trial, fact.presumption
    return tuple(filled), used


def _certain(results: frozenset[Result]) -> frozenset[Basis]:
    bases = [r.basis for r in results]
    return frozenset.intersection(*bases) if bases else frozenset()


def reasons(compiled: Compiled, action: str, duty: str | None, strict: Masks, presumed: Masks) -> tuple[Reason, ...]:
    """Return every provision that applies in a situation still possible, with its role, the controlling ones first."""
    found = []
    for position, bound in enumerate(compiled.act):
        if bound.provision.instrument == OWN:
            continue
        of_act = action in bound.provision.actions and bound.provision.act_duty == duty
        now = _role(compiled, position, bound, presumed, of_act=of_act)
        if now is None and _role(compiled, position, bound, strict, of_act=of_act) is None:
            continue
        role = now or Role.MAY_CONTROL
        to = _yields_to(compiled, position, presumed) if role is Role.YIELDS else ()
        found.append(Reason(bound.provision, role, to, now is None))
    order = list(Role)
    return tuple(sorted(found, key=lambda r: (r.remote, order.index(r.role), r.provision.id)))


def _role(compiled: Compiled, position: int, bound: Bound, masks: Masks, *, of_act: bool) -> Role | None:
    applies, stands, controls = compiled.roles[position]
    reach, value = compiled.store.reach, compiled.store.value
    if not any(value(t) for t in reach(applies, masks)):
        return None
    own = _OWN_ROLE.get(bound.provision.modality)
    if own is Role.EXEMPTS and not _lifts(compiled, position, masks):
        return None
    if own or not of_act:
        return own or Role.BESIDE
    truths = {value(t) for t in reach(controls, masks)} - {None}
    if truths == {True}:
        return Role.CONTROLS
    if True in truths:
        return Role.MAY_CONTROL
    return Role.BESIDE if any(value(t) for t in reach(stands, masks)) else Role.YIELDS


def _lifts(compiled: Compiled, position: int, masks: Masks) -> bool:
    """Return whether an exemption has anything to lift: a target of it that applies in a situation still possible."""
    reach, value = compiled.store.reach, compiled.store.value
    targets = (e.target for e in compiled.edges if e.attacker == position)
    return any(any(value(t) for t in reach(compiled.roles[target][0], masks)) for target in targets)


def _yields_to(compiled: Compiled, position: int, masks: Masks) -> tuple[str, ...]:
    ids = []
    for edge in compiled.edges:
        if edge.target != position:
            continue
        stands = compiled.roles[edge.attacker][1]
        if any(compiled.store.value(t) for t in compiled.store.reach(stands, masks)):
            ids.append(compiled.act[edge.attacker].provision.id)
    return tuple(dict.fromkeys(ids))


def _duty(encounter: Encounter, slices: Slices, play: Play, what: str, assumed: Assumed) -> DutyOwed:
    compiled = slices.compiled(play, what, assumed)
    strict = encode(encounter.facts, compiled.variables)
    presumed, _ = presume(compiled, strict, encounter.facts, slices.body)
    reached = compiled.store.reach(compiled.plain, presumed)
    outcomes = frozenset(o for o in map(compiled.store.value, reached) if o)
    why = reasons(compiled, play.action, what, strict, presumed)
    unsettled = {r.provision.id for r in why if r.role is Role.MAY_CONTROL}
    controls = [r[2] for b, r in zip(compiled.act, compiled.roles, strict=True) if b.provision.id in unsettled]
    waits = {v for root in (compiled.plain, *controls) for v in compiled.store.support(root, presumed)}
    names = tuple(compiled.variables[v].fact for v in sorted(waits)) if len(outcomes) > 1 or unsettled else ()
    return DutyOwed(what, outcomes, why, names)
