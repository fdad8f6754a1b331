"""Decides an action: walks the diagrams with what is known and says what is still possible, and why.

Nothing here knows any law. The strict answer presumes nothing; the presumed answer fills only facts wholly unknown,
only where the constraints allow, and lists each.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from comity.condition.cells import Cells
from comity.engine.applicable import Play
from comity.engine.compile import Compiled, Result
from comity.engine.door import Opened, enter, transient_facts
from comity.engine.encounter import Encounter
from comity.engine.known import Known, Values, mask
from comity.engine.roles import Reason, reasons_reached
from comity.engine.slices import Act, Assumed, Bill, Matter, Presumption, Slices, presumptions
from comity.engine.walk import CONTROLS, Afresh, Reached
from comity.law.body import STATUS, Body
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
class Ruling:
    """The results still possible, their outcomes, and what is certain of their basis."""

    results: frozenset[Result]
    outcomes: frozenset[Outcome]
    basis: frozenset[Basis]


@dataclass(frozen=True, eq=False)
class Answer:
    """What the law of one act makes of all situations in which the same can still come out.

    `strict` is what is possible with nothing presumed, `presumed` under the presumptions; `turns_on` are the facts that
    the strict answer still turns on.
    """

    act: Act
    strict: Ruling
    presumed: Ruling
    turns_on: tuple[str, ...]
    strictly: Reached
    presuming: Reached

    @cached_property
    def reasons(self) -> tuple[Reason, ...]:
        """Return every provision that applies in a situation still possible, the controlling ones first."""
        return reasons_reached(self.act.compiled, self.act.action, self.act.duty, self.strictly, self.presuming)


@dataclass(frozen=True, eq=False)
class Situation:
    """What is known of an act's facts as cells, with the presumptions in `used` filled in, and the answer to it."""

    masks: Masks
    filled: Masks
    used: dict[str, str]
    answer: Answer

    @cached_property
    def tested(self) -> tuple[Masks, Masks]:
        """Return the masks and the filled masks, with nothing left of a variable that the outcome does not test there.

        INVARIANT: a presumption only takes cells away, so situations alike in both are alike in all that the outcome
        can still turn on, whatever else is known of them.
        """
        on = _tested(self.answer.act.compiled, self.masks)
        strict, filled = ([m if v in on else 0 for v, m in enumerate(masks)] for masks in (self.masks, self.filled))
        return tuple(strict), tuple(filled)

    @cached_property
    def waits_on(self) -> tuple[str, ...]:
        """Return the facts that a duty waits on, under the presumptions; none where it is settled."""
        compiled, answer = self.answer.act.compiled, self.answer
        unsettled = {r.provision.id for r in answer.reasons if r.role is Role.MAY_CONTROL}
        if len(answer.presumed.outcomes) < 2 and not unsettled:
            return ()
        controls = [
            r[CONTROLS] for b, r in zip(compiled.act, compiled.roles, strict=True) if b.provision.id in unsettled
        ]
        waits = {v for root in (compiled.plain, *controls) for v in compiled.store.support(root, self.filled)}
        return tuple(compiled.variables[v].fact for v in sorted(waits))


@dataclass(frozen=True)
class ActionDecision:
    """What the law makes of one action. `assumed` are the presumptions that the presumed answer rests on.

    `situation` is what it rests on, with the readings that the caller assumes.
    """

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
    matter: Matter = field(compare=False, repr=False)
    situation: Situation = field(compare=False, repr=False)


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
    situation, play = _situation(encounter, matter.act), matter.play
    answer, names = situation.answer, situation.answer.turns_on
    strict, presumed = _unassumed(encounter, matter) or answer.strict, answer.presumed
    return ActionDecision(
        play.action,
        strict.outcomes,
        strict.basis,
        presumed.outcomes,
        presumed.basis,
        {f"reading:{point}": reading for point, reading in matter.act.assumed}
        | {fact: value for fact, value in situation.used.items() if fact in names},
        answer.reasons,
        tuple([_duty(what, _situation(encounter, act)) for what, act in matter.duties]),
        strict.results,
        tuple(sorted([n.removeprefix("reading:") for n in names if n.startswith("reading:") or n == STATUS])),
        play.unread if f"own_rule.{play.action}" in names else None,
        play,
        matter.act.compiled,
        situation.masks,
        situation.filled,
        matter,
        situation,
    )


def _situation(encounter: Encounter, act: Act) -> Situation:
    """Return what is known of an act's facts with the answer to it; where it was met before, what was found then.

    INVARIANT: nothing is kept that rests on a transient fact.
    """
    facts = encounter.facts
    if not isinstance(facts, Opened):
        return _afresh(act, encode(facts, act.compiled.variables), frozenset(facts))
    masks = facts.masks(act.columns)
    given = facts.open_among(act.columns)
    if facts.transient:
        return _afresh(act, masks, given)
    return act.kept.of((act, masks, given), lambda: _met(act, masks, given))


def _afresh(act: Act, masks: Masks, given: frozenset[str]) -> Situation:
    filled, used = _presume(act.compiled, act.presumptions, masks, given)
    return Situation(masks, filled, used, _answer(act, Afresh(act.compiled, masks), Afresh(act.compiled, filled)))


def _met(act: Act, masks: Masks, given: frozenset[str]) -> Situation:
    filled, used = _presume(act.compiled, act.presumptions, masks, given)
    strict = act.walk.end(masks)
    presumed = act.walk.end(filled) if used else strict
    answer = act.kept.of((act, strict, presumed), lambda: _answer(act, strict, presumed))
    return Situation(masks, filled, used, answer)


def _answer(act: Act, strict: Reached, presumed: Reached) -> Answer:
    ruling = _ruling(act.compiled, strict)
    under = ruling if presumed is strict else _ruling(act.compiled, presumed)
    return Answer(act, ruling, under, tuple([act.columns[v].fact for v in strict.open]), strict, presumed)


def _unassumed(encounter: Encounter, matter: Matter) -> Ruling | None:
    """Return what is possible with no reading assumed, or None where none is told."""
    if not _readings(encounter):
        return None
    compiled = matter.unassumed.compiled
    known = encode(encounter.facts, compiled.variables)
    masks = [v.whole if v.fact.startswith("reading:") else m for v, m in zip(compiled.variables, known, strict=True)]
    return _ruling(compiled, Afresh(compiled, masks))


def _ruling(compiled: Compiled, reached: Reached) -> Ruling:
    results = frozenset([r for r in map(compiled.store.value, reached.outcome) if r])
    basis = frozenset.intersection(*[r.basis for r in results]) if results else frozenset[Basis]()
    return Ruling(results, frozenset([r.outcome for r in results]), basis)


def _tested(compiled: Compiled, masks: Masks) -> set[int]:
    """Return the variables that are tested on the nodes that can be reached."""
    var, kids = compiled.store.var, compiled.store.kids
    seen: set[int] = set()
    todo = [compiled.plain]
    while todo:
        n = todo.pop()
        if n >= 0 and n not in seen:
            seen.add(n)
            m = masks[var[n]]
            todo += [k for i, k in enumerate(kids[n]) if m >> i & 1]
    return {var[n] for n in seen}


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
        then, duties = _situation(encounter, bill.act).answer, []
        for what, act in bill.duties:
            outcomes = _situation(encounter, act).answer.presumed.outcomes
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
    return _presume(compiled, presumptions(compiled, body), masks, given)


def _presume(
    compiled: Compiled, presumed: Iterable[Presumption], masks: Masks, given: frozenset[str]
) -> tuple[Masks, dict[str, str]]:
    filled, used = masks, dict[str, str]()
    open_ = [p for p in presumed if masks[p.position] == p.whole and p.fact not in given]
    if not open_ or not _allowed(compiled, masks):
        return filled, used
    for p in open_:
        trial = (*filled[: p.position], p.mask, *filled[p.position + 1 :])
        if not p.tied or _allowed(compiled, trial):
            filled, used[p.fact] = trial, p.value
    return filled, used


def _allowed(compiled: Compiled, masks: Masks) -> bool:
    """Return whether the constraints allow any situation."""
    return any(map(compiled.store.value, compiled.store.reach(compiled.possible, masks)))


def _duty(what: str, situation: Situation) -> DutyOwed:
    answer = situation.answer
    return DutyOwed(what, answer.presumed.outcomes, answer.reasons, situation.waits_on)
