"""Distinct situations, each decided once, with what a report says of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from comity.audit.columns import SEPARATOR
from comity.engine.ask import matters
from comity.engine.compile import Compiled
from comity.engine.decision import Reason, presume_masks, reasons
from comity.engine.encounter import Encounter
from comity.engine.slices import Slices
from comity.law.selector import Who
from comity.vocabulary.modality import Basis, Outcome


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

    def count(self, action: str, more: int) -> None:
        """Add to the number of distinct situations of an action."""
        self.distinct[action] = self.distinct.get(action, 0) + more

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
            number = self._numbers[key] = len(self.found) + 1
            presumed, used = presume_masks(compiled, masks, self.slices.body)
            outcomes = binding_outcomes(compiled, masks)
            turns = tuple(compiled.variables[v].fact for v in matters(compiled, masks))
            assumed = {f: v for f, v in used.items() if f in turns}
            why = reasons(compiled, action, duty, masks, presumed)
            self.found[number] = Situation(
                action, outcomes, binding_outcomes(compiled, presumed), assumed, why, turns, duty
            )
        return self._numbers[key]
