"""Compiled law, kept by what it is made of: provision versions, edges, constraints and the act.

Towns without rules of their own share one slice; a day or place is never part of the key.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from comity.engine.applicable import OWN, Bound, Play, applicable
from comity.engine.compile import Compiled, compile_act
from comity.engine.encounter import Encounter
from comity.engine.yields import members
from comity.law.body import Body
from comity.law.history import change_days
from comity.law.provision import Provision
from comity.vocabulary.place import path_of

Assumed = tuple[tuple[str, str], ...]


@dataclass
class Slices:
    """The compiled law of one body; fills as it is asked."""

    body: Body
    _plays: dict[tuple[object, ...], Play] = field(default_factory=dict)
    _acts: dict[tuple[int, str | None], tuple[Play, tuple[Bound, ...]]] = field(default_factory=dict)
    _compiled: dict[tuple[object, ...], Compiled] = field(default_factory=dict)

    def play(self, encounter: Encounter, action: str, overlays: tuple[str, ...] = ()) -> Play:
        """Return what is in play for an action of the encounter."""
        epoch = self.epoch(encounter.on)
        zone = self.body.zone(encounter.who.place)
        days = {n: self.epoch(m.astimezone(zone).date()) for n, m in encounter.moments.items()}
        starts = tuple(sorted((n, day) for n, day in days.items() if day != epoch))
        key = (encounter.who, epoch, action, encounter.known_at, overlays, starts)
        found = self._plays.get(key)
        if found is None:
            moments = dict(starts)

            def day_of(provision: Provision) -> date:
                clock = provision.duty.clock if provision.duty else None
                return moments.get(clock.start, encounter.on) if clock else encounter.on

            found = applicable(self.body, encounter.who, action, day_of, encounter.on, encounter.known_at, overlays)
            self._plays[key] = found
        return found

    @cached_property
    def change_days(self) -> tuple[date, ...]:
        """Return every day on which some law of the body changes, in order."""
        days: set[date] = {s.since for p in self.body.points.values() for s in p.settled}
        for instrument in self.body.all_instruments:
            days |= change_days(instrument.history)
            for provision in instrument.provisions:
                days |= change_days(provision.history)
        return tuple(sorted(days))

    def epoch(self, day: date) -> date:
        """Return the last day of change up to `day`: the law of both days is the same."""
        position = bisect_right(self.change_days, day)
        return self.change_days[position - 1] if position else date.min

    def compiled(self, play: Play, duty: str | None = None, assumed: Assumed = ()) -> Compiled:
        """Return the diagrams of one act of the play."""
        unread = len(path_of(play.unread)) if play.unread else 0
        key = (
            play.action,
            duty,
            tuple((b.provision.id, b.gate) for b in self._members(play, duty)),
            tuple(canon.id for _, canon in play.canons),
            play.silent,
            play.closing,
            unread,
            play.settled,
            assumed,
        )
        found = self._compiled.get(key)
        if found is None:
            found = self._compiled[key] = compile_act(self.body, play, duty, assumed)
        return found

    def _members(self, play: Play, duty: str | None) -> tuple[Bound, ...]:
        key = (id(play), duty)
        found = self._acts.get(key)
        if found is None:
            # INVARIANT: the play is kept beside its members, so that its identity is never reused.
            found = self._acts[key] = (play, members(play, duty))
        return found[1]

    def duties(self, play: Play) -> tuple[str, ...]:
        """Return the kinds of duty that provisions in play speak on for its action."""
        acts = (b.provision for b in play.bound if play.action in b.provision.actions and b.provision.instrument != OWN)
        return tuple(dict.fromkeys(p.act_duty for p in acts if p.act_duty))

    def kept(self) -> list[tuple[str, Compiled]]:
        """Return what has been compiled so far, each with its act in words."""
        return [(f"{key[0]} ({key[1]})" if key[1] else str(key[0]), c) for key, c in self._compiled.items()]
