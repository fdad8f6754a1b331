"""Decides an action: walks the diagrams with what is known and says what is still possible, and why.

Nothing here knows any law. The strict answer presumes nothing; the presumed answer fills only facts wholly unknown,
only where the constraints allow, and lists each.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from comity.condition.cells import Cells
from comity.engine.act import Assumed, Bill, Matter, presumptions
from comity.engine.applicable import Play
from comity.engine.compile import Compiled, Result
from comity.engine.door import Opened, enter, transient_facts
from comity.engine.encounter import Encounter
from comity.engine.known import Known, Values, mask
from comity.engine.roles import Reason as Reason  # noqa: PLC0414 - others take it from here
from comity.engine.roles import reasons as reasons  # noqa: PLC0414 - others take it from here
from comity.engine.situation import Ruling, Situation, presume, ruling, situation
from comity.engine.slices import Slices
from comity.engine.walk import CONTROLS, Afresh
from comity.law.body import Body
from comity.vocabulary.modality import Basis, Outcome, Role

Masks = tuple[int, ...]
_NOT_OWED = frozenset({Outcome.NOT_ADDRESSED})


@dataclass(frozen=True, slots=True)
class DutyOwed:
    """A duty that is owed, or may be: its provisions, and whether that is settled."""

    what: str
    outcomes: frozenset[Outcome]
    reasons: tuple[Reason, ...]
    waits_on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActionDecision:
    """What the law makes of one action in a situation. `ruling` is the strict one, with no reading assumed."""

    matter: Matter
    situation: Situation
    ruling: Ruling
    duties: tuple[DutyOwed, ...]

    @property
    def action(self) -> str:
        """Return the action."""
        return self.matter.act.action

    @property
    def outcomes(self) -> frozenset[Outcome]:
        """Return the outcomes still possible, nothing presumed."""
        return self.ruling.outcomes

    @property
    def basis(self) -> frozenset[Basis]:
        """Return what is certain of the ground."""
        return self.ruling.basis

    @property
    def results(self) -> frozenset[Result]:
        """Return the results still possible, nothing presumed."""
        return self.ruling.results

    @property
    def presumed(self) -> frozenset[Outcome]:
        """Return the outcomes still possible under the presumptions."""
        return self.situation.answer.presumed.outcomes

    @property
    def presumed_basis(self) -> frozenset[Basis]:
        """Return what is certain of the ground under the presumptions."""
        return self.situation.answer.presumed.basis

    @property
    def assumed(self) -> dict[str, str]:
        """Return the presumptions that the presumed answer rests on, readings of open points among them."""
        readings = {f"reading:{point}": reading for point, reading in self.matter.act.assumed}
        names = self.situation.answer.turns_on
        return readings | {fact: value for fact, value in self.situation.used.items() if fact in names}

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Return the provisions that make the answer, the controlling ones first."""
        return self.situation.answer.reasons

    @property
    def open_points(self) -> tuple[str, ...]:
        """Return the open points of law that the answer turns on."""
        return self.situation.answer.open_points

    @property
    def unread(self) -> str | None:
        """Return the place whose own rules nobody has read, where they could change the answer."""
        return self.play.unread if f"own_rule.{self.action}" in self.situation.answer.turns_on else None

    @property
    def play(self) -> Play:
        """Return what is in play."""
        return self.matter.play

    @property
    def compiled(self) -> Compiled:
        """Return the diagrams."""
        return self.matter.act.compiled

    @property
    def masks(self) -> Masks:
        """Return the cells that each variable can lie in."""
        return self.situation.masks

    @property
    def presumed_masks(self) -> Masks:
        """Return the same with the presumptions filled in."""
        return self.situation.filled


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
    return _decided(encounter, slices.regime(encounter).matter(action, overlays, readings_assumed(encounter)))


def _decided(encounter: Encounter, matter: Matter) -> ActionDecision:
    found = situation(encounter.facts, matter.act)
    duties = tuple([_duty(what, situation(encounter.facts, act)) for what, act in matter.duties])
    return ActionDecision(matter, found, _unassumed(encounter, matter) or found.answer.strict, duties)


def _unassumed(encounter: Encounter, matter: Matter) -> Ruling | None:
    """Return what is possible with no reading assumed, or None where none is told."""
    if not _readings(encounter):
        return None
    compiled = matter.unassumed.compiled
    known = encode(encounter.facts, compiled.variables)
    masks = [v.whole if v.fact.startswith("reading:") else m for v, m in zip(compiled.variables, known, strict=True)]
    return ruling(compiled, Afresh(compiled, masks))


def _duty(what: str, found: Situation) -> DutyOwed:
    return DutyOwed(what, found.answer.presumed.outcomes, found.answer.reasons, _waits_on(found))


def _waits_on(found: Situation) -> tuple[str, ...]:
    """Return the facts that a duty waits on, under the presumptions; none where it is settled."""
    compiled, answer = found.answer.act.compiled, found.answer
    unsettled = {r.provision.id for r in answer.reasons if r.role is Role.MAY_CONTROL}
    if len(answer.presumed.outcomes) < 2 and not unsettled:
        return ()
    controls = [r[CONTROLS] for b, r in zip(compiled.act, compiled.roles, strict=True) if b.provision.id in unsettled]
    waits = {v for root in (compiled.plain, *controls) for v in compiled.store.support(root, found.filled)}
    return tuple(compiled.variables[v].fact for v in sorted(waits))


def decide(encounter: Encounter, slices: Slices, where: str = "encounter", *, watched: bool = True) -> Decision:
    """Return the decision of an encounter, every action of it or the ones it names.

    With `watched`, the bills that would change an answer are worked out too.
    Raise InputError when the facts contradict one another.
    """
    opened = enter(encounter, slices.body, where)
    chosen = opened.actions or tuple(slices.body.words.actions)
    regime, assumed = slices.regime(opened), readings_assumed(opened)
    decided = {action: _decided(opened, regime.matter(action, (), assumed)) for action in chosen}
    bills = {a: _watch(opened, regime.bills(a, assumed), d) for a, d in decided.items()} if watched else {}
    return Decision(opened, decided, transient_facts(opened, slices.body), bills)


def _watch(encounter: Encounter, bills: Iterable[Bill], now: ActionDecision) -> list[Watched]:
    """Return the bills whose provisions, were they law today, would change this answer or what is owed."""
    found = []
    owed = {d.what: d.outcomes for d in now.duties}
    for bill in bills:
        then, duties = situation(encounter.facts, bill.act).answer, []
        for what, act in bill.duties:
            outcomes = situation(encounter.facts, act).answer.presumed.outcomes
            if outcomes != owed.get(what, _NOT_OWED):
                duties.append(what)
        if then.presumed.outcomes != now.presumed or then.strict.outcomes != now.outcomes or duties:
            found.append(Watched(bill.overlay, then.presumed.outcomes, tuple(duties)))
    return found


def outcomes_of(compiled: Compiled, masks: Masks) -> frozenset[Outcome]:
    """Return the outcomes that can still be reached."""
    reached = map(compiled.store.value, compiled.store.reach(compiled.plain, masks))
    return frozenset(o for o in reached if o is not None)


def readings_assumed(encounter: Encounter) -> Assumed:
    """Return the readings of open points that the caller assumes."""
    found = []
    for fact in _readings(encounter):
        known = encounter.facts[fact]
        if isinstance(known, Values) and len(known.can_be) == 1:
            found.append((fact.removeprefix("reading:"), next(iter(known.can_be))))
    return tuple(sorted(found))


def _readings(encounter: Encounter) -> tuple[str, ...]:
    facts = encounter.facts
    return facts.readings if isinstance(facts, Opened) else tuple(f for f in facts if f.startswith("reading:"))


def encode(facts: dict[str, Known], variables: Sequence[Cells]) -> Masks:
    """Return, for each variable, the cells it can still lie in.

    What is known of a set is looked up by its member; anything not given is the whole set.
    """
    return tuple(mask(facts.get(v.fact) or facts.get(v.fact.rsplit(":", 1)[0]), v) for v in variables)


def presume_masks(
    compiled: Compiled, masks: Masks, body: Body, given: frozenset[str] = frozenset()
) -> tuple[Masks, dict[str, str]]:
    """Return the masks with stated presumptions filled in, and the presumptions used.

    Only facts wholly unknown are presumed, in the vocabulary's order, each only where the constraints allow it. A fact
    is wholly unknown when all its cells are open, save those `given`: of them something is known all the same.
    """
    return presume(compiled, presumptions(compiled, body), masks, given)
