"""Distinct situations, each decided once, with what a report says of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from comity.audit.columns import SEPARATOR
from comity.engine.ask import matters
from comity.engine.compile import Compiled
from comity.engine.decision import presume_masks
from comity.engine.encounter import Encounter
from comity.engine.roles import Reason, reasons
from comity.engine.slices import Slices
from comity.law.selector import Who
from comity.vocabulary.modality import Basis, Outcome

# The facts that can still change an outcome, and the presumptions among them.
Turns = tuple[tuple[str, ...], tuple[tuple[str, str], ...]]


@dataclass(frozen=True)
class Situation:
    """What the law makes of one situation, strictly and under presumptions, and why."""

    action: str
    outcomes: frozenset[Outcome]
    presumed: frozenset[Outcome]
    assumed: dict[str, str]
    reasons: tuple[Reason, ...]
    turns_on: tuple[str, ...]
    duty: str | None = None


def binding_outcomes(compiled: Compiled, masks: tuple[int, ...]) -> frozenset[Outcome]:
    """Return the outcomes still possible. Advice binds nobody: what rests on it alone counts as not addressed."""
    results = [compiled.store.value(t) for t in compiled.store.reach(compiled.outcome, masks)]
    return frozenset(Outcome.NOT_ADDRESSED if Basis.ADVISED in r.basis else r.outcome for r in results if r is not None)


@dataclass
class Situations:
    """The situations met so far, by number."""

    slices: Slices
    found: dict[int, Situation] = field(default_factory=dict)
    distinct: dict[str, int] = field(default_factory=dict)
    _numbers: dict[tuple[object, ...], int] = field(default_factory=dict)
    _compiled: dict[tuple[object, ...], Compiled] = field(default_factory=dict)
    _met: dict[str, set[int]] = field(default_factory=dict)
    _turns: dict[tuple[object, ...], tuple[int, ...]] = field(default_factory=dict)

    def count(self, action: str, numbers: Collection[int]) -> None:
        """Count the distinct situations of an action, each once however often it is met."""
        met = self._met.setdefault(action, set())
        met.update(numbers)
        self.distinct[action] = len(met)

    def compiled(self, key: Mapping[str, Any], action: str) -> Compiled:
        """Return the compiled law of an action for an agency in an epoch of the law."""
        place, agency, agency_id = str(key["place"]), str(key["agency"]), key.get("agency_id") or None
        epoch = key["_epoch"] if isinstance(key["_epoch"], date) else date.fromisoformat(str(key["_epoch"]))
        at = (place, agency, agency_id, epoch, action)
        if at not in self._compiled:
            named = self.slices.body.agencies.get(str(agency_id or ""))
            kinds = frozenset(agency.split(SEPARATOR)) | (named.kinds if named else frozenset())
            encounter = Encounter(Who(place, kinds, agency_id), epoch)
            self._compiled[at] = self.slices.compiled(self.slices.play(encounter, action))
        return self._compiled[at]

    def decide(self, compiled: Compiled, masks: tuple[int, ...], action: str, duty: str | None = None) -> int:
        """Return the number of a situation, decided when it is met first."""
        key = (id(compiled), masks, duty)
        if key not in self._numbers:
            turns = tuple(compiled.variables[v].fact for v in matters(compiled, masks))
            self._numbers[key] = self._new(compiled, masks, action, duty, turns)
        return self._numbers[key]

    def alike(self, compiled: Compiled, masks: tuple[int, ...], action: str) -> int:
        """Return the number of what situations with the same ends share; `variant` tells what each turns on."""
        key = (id(compiled), masks)
        if key not in self._numbers:
            self._numbers[key] = self._new(compiled, masks, action, None, ())
        return self._numbers[key]

    def _new(
        self, compiled: Compiled, masks: tuple[int, ...], action: str, duty: str | None, turns: tuple[str, ...]
    ) -> int:
        presumed, used = presume_masks(compiled, masks, self.slices.body)
        self.found[len(self.found) + 1] = Situation(
            action,
            binding_outcomes(compiled, masks),
            binding_outcomes(compiled, presumed),
            {f: v for f, v in used.items() if f in turns},
            reasons(compiled, action, duty, masks, presumed),
            turns,
            duty,
        )
        return len(self.found)

    def turns(self, compiled: Compiled, masks: tuple[int, ...]) -> Turns:
        """Return the facts that can still change the outcome, and the presumptions among them.

        The presumptions are those of facts wholly unknown; the caller knows that they can hold together.
        """
        store = compiled.store
        left = store.restrict(compiled.plain, masks)
        support = store.support(left)
        key = (id(compiled), left, tuple(masks[v] for v in support))
        if key not in self._turns:
            # INVARIANT: what is left of the diagram, and the cells left of its facts, are all that `matters` looks at.
            self._turns[key] = tuple(matters(compiled, masks))
        assumed = []
        for position in self._turns[key]:
            variable = compiled.variables[position]
            fact = self.slices.body.facts.get(variable.fact)
            if fact is not None and fact.presumption is not None and masks[position] == variable.whole:
                assumed.append((variable.fact, fact.presumption))
        return tuple(compiled.variables[v].fact for v in self._turns[key]), tuple(assumed)

    def variant(self, number: int, turns: Turns) -> int:
        """Return the number of a situation like `number` in all but the facts that it turns on."""
        like = self.found[number]
        turns_on, assumed = turns[0], dict(turns[1])
        if (like.turns_on, like.assumed) == (turns_on, assumed):
            return number
        key = (number, turns)
        if key not in self._numbers:
            self._numbers[key] = len(self.found) + 1
            self.found[self._numbers[key]] = replace(like, turns_on=turns_on, assumed=assumed)
        return self._numbers[key]
