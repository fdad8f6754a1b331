"""Compiled law, kept by what it is made of: provision versions, edges, constraints and the act.

Towns without rules of their own share one slice; a day or place is never part of the key.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from comity.condition.cells import Cells
from comity.engine.applicable import OWN, Bound, Play, acting, applicable, binding
from comity.engine.compile import Compiled, compile_act
from comity.engine.encounter import Encounter
from comity.engine.kept import Kept
from comity.engine.known import Column, column_of
from comity.engine.walk import Walk, Walks
from comity.engine.yields import members
from comity.law.body import Body
from comity.law.history import change_days
from comity.law.instrument import Instrument, Overlay
from comity.law.provision import Provision
from comity.law.selector import Who
from comity.vocabulary.place import path_of

Assumed = tuple[tuple[str, str], ...]
# What is kept of situations met, for all acts together. Compiled law is kept apart, and stays.
MOST_KEPT, MOST_STAGES = 20_000, 50_000


@dataclass(frozen=True, slots=True)
class Presumption:
    """A variable that is presumed where nothing is known of it. `tied` says whether a constraint may not allow it."""

    position: int
    fact: str
    value: str
    mask: int
    whole: int
    tied: bool


@dataclass(frozen=True, eq=False, slots=True)
class Act:
    """An action, or one duty of it, with its diagrams and their variables ready to be looked up.

    `kept` is shared by all acts of a body.
    INVARIANT: an act equals only itself, and the same law is the same act, so what follows from it can be kept by it.
    """

    action: str
    duty: str | None
    assumed: Assumed
    compiled: Compiled
    columns: tuple[Column, ...]
    presumptions: tuple[Presumption, ...]
    walk: Walk
    kept: Kept


@dataclass(frozen=True, eq=False, slots=True)
class Bill:
    """An overlay that speaks on an action: the action, and each duty it speaks on, were the overlay law."""

    overlay: str
    act: Act
    duties: tuple[tuple[str, Act], ...]


@dataclass(frozen=True, eq=False, slots=True)
class Matter:
    """A play with its acts: the action, the same with no reading assumed, and each duty."""

    play: Play
    act: Act
    unassumed: Act
    duties: tuple[tuple[str, Act], ...]


@dataclass(frozen=True, eq=False, slots=True)
class Regime:
    """The law that one agency stands under in one epoch; `starts` are the days of moments in another epoch."""

    slices: Slices
    who: Who
    on: date
    known_at: date | None
    starts: dict[str, date]
    _bound: dict[tuple[object, ...], tuple[Bound, ...]] = field(default_factory=dict)
    _plays: dict[tuple[object, ...], Play] = field(default_factory=dict)
    _matters: dict[tuple[object, ...], Matter] = field(default_factory=dict)
    _bills: dict[tuple[object, ...], tuple[Bill, ...]] = field(default_factory=dict)

    def play(self, action: str, overlays: tuple[str, ...] = ()) -> Play:
        """Return what is in play for an action."""
        found = self._plays.get((action, overlays))
        if found is None:
            bound = self._binding(acting(self.who, action, self.slices.body), overlays)
            found = applicable(self.slices.body, self.who, action, bound, self.on, self.known_at)
            self._plays[action, overlays] = found
        return found

    def _binding(self, actor: Who, overlays: tuple[str, ...]) -> tuple[Bound, ...]:
        found = self._bound.get((actor, overlays))
        if found is None:
            found = binding(self.slices.body, self.who, actor, self._day_of, self.known_at, overlays)
            self._bound[actor, overlays] = found
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
        duties = tuple((what, slices.act(play, what, assumed)) for what in sorted(slices.duties(play)) if what in kinds)
        return Bill(overlay.id, slices.act(play, None, assumed), duties)


def presumptions(compiled: Compiled, body: Body) -> tuple[Presumption, ...]:
    """Return the presumptions that bear on an act, in the order of its variables."""
    tied = compiled.store.support(compiled.possible)
    found = []
    for position, cells in enumerate(compiled.variables):
        fact = body.facts.get(cells.fact)
        if fact is not None and fact.presumption is not None:
            mask = cells.mask_of_values({fact.presumption})
            found.append(Presumption(position, cells.fact, fact.presumption, mask, cells.whole, position in tied))
    return tuple(found)


@dataclass
class Slices:
    """The compiled law of one body; fills as it is asked."""

    body: Body
    _days: dict[tuple[str, ...], tuple[date, ...]] = field(default_factory=dict)
    _regimes: dict[tuple[object, ...], Regime] = field(default_factory=dict)
    _acts: dict[tuple[int, str | None, Assumed], tuple[Play, Act]] = field(default_factory=dict)
    _compiled: dict[tuple[object, ...], Act] = field(default_factory=dict)
    _columns: dict[tuple[object, ...], Column] = field(default_factory=dict)
    _walks: Walks = field(default_factory=lambda: Walks(MOST_STAGES))
    _found: Kept = field(default_factory=lambda: Kept(MOST_KEPT))

    def play(self, encounter: Encounter, action: str, overlays: tuple[str, ...] = ()) -> Play:
        """Return what is in play for an action of the encounter."""
        return self.regime(encounter).play(action, overlays)

    def regime(self, encounter: Encounter) -> Regime:
        """Return the law that the encounter's agency stands under on its day, as known then."""
        epoch, starts = self.epoch(encounter.on, encounter.who.place), self._starts(encounter)
        key = (encounter.who, epoch, encounter.known_at, starts)
        found = self._regimes.get(key)
        if found is None:
            found = self._regimes[key] = Regime(self, encounter.who, encounter.on, encounter.known_at, dict(starts))
        return found

    def _starts(self, encounter: Encounter) -> tuple[tuple[str, date], ...]:
        """Return the moments that lie in another epoch than the encounter, for duties that start with them."""
        if not encounter.moments:
            return ()
        place = encounter.who.place
        epoch, zone = self.epoch(encounter.on, place), self.body.zone(place)
        days = {n: self.epoch(m.astimezone(zone).date(), place) for n, m in encounter.moments.items()}
        return tuple(sorted((n, day) for n, day in days.items() if day != epoch))

    @cached_property
    def change_days(self) -> tuple[date, ...]:
        """Return every day on which some law of the body changes, in order."""
        return self._changes(self.body.all_instruments)

    def days_of_change(self, place: str) -> tuple[date, ...]:
        """Return every day on which law that can bear on a place changes, in order."""
        body = self.body
        path = tuple(p for p in path_of(place) if p in body.by_place or p in self._overlaid)
        found = self._days.get(path)
        if found is None:
            own = (i for p in path for i in body.by_place.get(p, ()))
            bills = (o.law for p in path for o in self._overlaid.get(p, ()))
            found = self._days[path] = self._changes((*own, *bills, *body.reaching))
        return found

    @cached_property
    def _overlaid(self) -> dict[str, list[Overlay]]:
        found: dict[str, list[Overlay]] = {}
        for overlay in self.body.overlays.values():
            found.setdefault(overlay.law.place, []).append(overlay)
        return found

    def _changes(self, instruments: Iterable[Instrument]) -> tuple[date, ...]:
        days: set[date] = {s.since for p in self.body.points.values() for s in p.settled}
        for instrument in instruments:
            days |= change_days(instrument.history)
            for provision in instrument.provisions:
                days |= change_days(provision.history)
        return tuple(sorted(days))

    def epoch(self, day: date, place: str | None = None) -> date:
        """Return the last day of change up to `day`, of the law of a place or of any: both days have the same law."""
        days = self.change_days if place is None else self.days_of_change(place)
        position = bisect_right(days, day)
        return days[position - 1] if position else date.min

    def compiled(self, play: Play, duty: str | None = None, assumed: Assumed = ()) -> Compiled:
        """Return the diagrams of one act of the play."""
        return self.act(play, duty, assumed).compiled

    def act(self, play: Play, duty: str | None = None, assumed: Assumed = ()) -> Act:
        """Return one act of the play: the action itself, or a duty of it."""
        key = (id(play), duty, assumed)
        found = self._acts.get(key)
        if found is None:
            # INVARIANT: the play is kept beside its act, so that its identity is never reused.
            found = self._acts[key] = (play, self._act(play, duty, assumed))
        return found[1]

    def _act(self, play: Play, duty: str | None, assumed: Assumed) -> Act:
        unread = next((len(path_of(b.provision.place)) for b in play.bound if b.provision.instrument == OWN), 0)
        key = (
            play.action,
            duty,
            tuple((b.provision.id, b.gate) for b in members(play, duty)),
            tuple(canon.id for _, canon in play.canons),
            play.silent,
            play.closing,
            unread,
            play.settled,
            assumed,
        )
        found = self._compiled.get(key)
        if found is None:
            compiled = compile_act(self.body, play, duty, assumed)
            columns = tuple(self._column(v) for v in compiled.variables)
            presumed, walk = presumptions(compiled, self.body), self._walks.walk(compiled)
            found = Act(play.action, duty, assumed, compiled, columns, presumed, walk, self._found)
            self._compiled[key] = found
        return found

    def _column(self, cells: Cells) -> Column:
        """Return the column of a variable, the same for all acts that divide its values alike."""
        key = (cells.fact, cells.members, cells.cuts)
        found = self._columns.get(key)
        if found is None:
            found = self._columns[key] = column_of(cells)
        return found

    def duties(self, play: Play) -> tuple[str, ...]:
        """Return the kinds of duty that provisions in play speak on for its action."""
        acts = (b.provision for b in play.bound if play.action in b.provision.actions and b.provision.instrument != OWN)
        return tuple(dict.fromkeys(p.act_duty for p in acts if p.act_duty))

    def kept(self) -> list[tuple[str, Compiled]]:
        """Return what has been compiled so far, each with its act in words."""
        acts = self._compiled.values()
        return [(f"{act.action} ({act.duty})" if act.duty else act.action, act.compiled) for act in acts]
