"""The law that one agency stands under in one epoch, action by action.

An epoch is a stretch of days on which no law of the body changes; a moment may lie in another than the encounter.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from comity.engine.act import Assumed, Bill, Matter
from comity.engine.applicable import Play, applicable
from comity.law.instrument import Overlay
from comity.law.provision import Provision
from comity.law.selector import Who

if TYPE_CHECKING:
    from comity.engine.slices import Slices


@dataclass(frozen=True, eq=False, slots=True)
class Regime:
    """What an agency stands under; `starts` are the days of moments that lie in another epoch."""

    slices: Slices
    who: Who
    on: date
    known_at: date | None
    starts: dict[str, date]
    _plays: dict[tuple[object, ...], Play] = field(default_factory=dict)
    _matters: dict[tuple[object, ...], Matter] = field(default_factory=dict)
    _bills: dict[tuple[object, ...], tuple[Bill, ...]] = field(default_factory=dict)

    def play(self, action: str, overlays: tuple[str, ...] = ()) -> Play:
        """Return what is in play for an action."""
        found = self._plays.get((action, overlays))
        if found is None:
            found = applicable(self.slices.body, self.who, action, self._day_of, self.on, self.known_at, overlays)
            self._plays[action, overlays] = found
        return found

    def _day_of(self, provision: Provision) -> date:
        clock = provision.duty.clock if provision.duty else None
        return self.starts.get(clock.start, self.on) if clock else self.on

    def matter(self, action: str, overlays: tuple[str, ...], assumed: Assumed) -> Matter:
        """Return the play of an action with its acts, under the readings assumed."""
        found = self._matters.get((action, overlays, assumed))
        if found is None:
            slices, play = self.slices, self.play(action, overlays)
            duties = tuple((what, slices.act(play, what, assumed)) for what in slices.duties(play))
            found = Matter(play, slices.act(play, None, assumed), slices.act(play), duties)
            self._matters[action, overlays, assumed] = found
        return found

    def bills(self, action: str, assumed: Assumed) -> tuple[Bill, ...]:
        """Return the overlays that speak on an action, under the readings assumed."""
        found = self._bills.get((action, assumed))
        if found is None:
            overlays = self.slices.body.overlays.values()
            speaking = [o for o in overlays if any(action in p.actions for p in o.law.provisions)]
            found = self._bills[action, assumed] = tuple(self._bill(o, action, assumed) for o in speaking)
        return found

    def _bill(self, overlay: Overlay, action: str, assumed: Assumed) -> Bill:
        slices, play = self.slices, self.play(action, (overlay.id,))
        kinds = {p.act_duty for p in overlay.law.provisions if action in p.actions}
        duties = [what for what in sorted(slices.duties(play)) if what in kinds]
        acts = [slices.brief(slices.act(play, what, assumed)) for what in duties]
        return Bill(overlay.id, slices.brief(slices.act(play, None, assumed)), tuple(zip(duties, acts, strict=True)))
