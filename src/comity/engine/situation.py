"""What is known of an act's facts, as cells of its diagrams, and what the law makes of it.

Strictly nothing is presumed. The presumptions fill only facts wholly unknown, and only where the constraints allow it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from comity.engine.act import Act, Presumption
from comity.engine.compile import Compiled, Result
from comity.engine.door import Opened
from comity.engine.known import Known
from comity.engine.roles import Reason, reasons_in
from comity.engine.walk import Afresh, Reached
from comity.law.body import STATUS
from comity.vocabulary.modality import Basis, Outcome

Masks = tuple[int, ...]


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
        return reasons_in(self.act.compiled, self.act.action, self.act.duty, self.strictly, self.presuming)

    @cached_property
    def open_points(self) -> tuple[str, ...]:
        """Return the open points of law that the strict answer turns on."""
        return tuple(
            sorted(n.removeprefix("reading:") for n in self.turns_on if n.startswith("reading:") or n == STATUS)
        )


@dataclass(frozen=True, eq=False)
class Situation:
    """What is known of an act's facts as cells, the same with the presumptions in `used` filled in, and the answer."""

    answer: Answer
    masks: Masks
    filled: Masks
    used: dict[str, str]

    @cached_property
    def tested(self) -> tuple[Masks, Masks]:
        """Return the masks and the filled masks, with nothing left of a variable that the outcome does not test there.

        INVARIANT: a presumption only takes cells away, so situations alike in both are alike in all that the outcome
        can still turn on, whatever else is known of them.
        """
        on = _tested(self.answer.act.compiled, self.masks)
        strict, filled = ([m if v in on else 0 for v, m in enumerate(masks)] for masks in (self.masks, self.filled))
        return tuple(strict), tuple(filled)


def situation(facts: Mapping[str, Known], act: Act) -> Situation:
    """Return what is known of an act's facts with the answer to it; where it was met before, what was found then.

    INVARIANT: nothing is kept that rests on a transient fact.
    """
    if not isinstance(facts, Opened):
        return _afresh(act, tuple(c.mask(facts.get) for c in act.columns), frozenset(facts))
    masks, given = facts.masks(act.columns), facts.open_among(act.columns)
    if facts.transient:
        return _afresh(act, masks, given)
    return act.kept.of((act, masks, given), lambda: _walked(act, masks, given))


def _afresh(act: Act, masks: Masks, given: frozenset[str]) -> Situation:
    filled, used = presume(act.compiled, act.presumptions, masks, given)
    answer = _answer(act, Afresh(act.compiled, masks), Afresh(act.compiled, filled))
    return Situation(answer, masks, filled, used)


def _walked(act: Act, masks: Masks, given: frozenset[str]) -> Situation:
    filled, used = presume(act.compiled, act.presumptions, masks, given)
    strict = act.walk.end(masks)
    presumed = act.walk.end(filled) if used else strict
    answer = act.kept.of((act, strict, presumed), lambda: _answer(act, strict, presumed))
    return Situation(answer, masks, filled, used)


def _answer(act: Act, strict: Reached, presumed: Reached) -> Answer:
    strictly = ruling(act.compiled, strict)
    presuming = strictly if presumed is strict else ruling(act.compiled, presumed)
    return Answer(act, strictly, presuming, tuple([act.columns[v].fact for v in strict.open]), strict, presumed)


def ruling(compiled: Compiled, reached: Reached) -> Ruling:
    """Return what is possible where this can still come out."""
    results = frozenset([r for r in map(compiled.store.value, reached.outcome) if r])
    basis = frozenset.intersection(*[r.basis for r in results]) if results else frozenset[Basis]()
    return Ruling(results, frozenset([r.outcome for r in results]), basis)


def presume(
    compiled: Compiled, presumptions: Iterable[Presumption], masks: Masks, given: frozenset[str]
) -> tuple[Masks, dict[str, str]]:
    """Return the masks with presumptions filled in, and those used. Of facts `given` something is known already."""
    filled, used = masks, dict[str, str]()
    unknown = [p for p in presumptions if masks[p.position] == p.whole and p.fact not in given]
    if not unknown or not _allowed(compiled, masks):
        return filled, used
    for p in unknown:
        trial = (*filled[: p.position], p.mask, *filled[p.position + 1 :])
        if not p.tied or _allowed(compiled, trial):
            filled, used[p.fact] = trial, p.value
    return filled, used


def _allowed(compiled: Compiled, masks: Masks) -> bool:
    """Return whether the constraints allow any situation."""
    return any(map(compiled.store.value, compiled.store.reach(compiled.possible, masks)))


def _tested(compiled: Compiled, masks: Masks) -> set[int]:
    """Return the variables that the plain outcome is tested for on the nodes that can be reached."""
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
