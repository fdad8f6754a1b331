"""The whole body of law, indexed by place, and nothing that decides."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from zoneinfo import ZoneInfo

from comity.condition.tree import Tree
from comity.law.calendar import Calendar
from comity.law.instrument import Derived, Instrument, OpenPoint, Overlay, Remedy
from comity.law.place import NamedAgency, Place
from comity.law.provision import Provision
from comity.vocabulary.fact import Fact, Kind
from comity.vocabulary.place import path_of
from comity.vocabulary.words import Words

STATUS = "status"


@dataclass(frozen=True)
class Body:
    """Everything read from one law folder. `constraints` are trees with the words to show, in vocabulary order."""

    words: Words
    places: dict[str, Place]
    instruments: dict[str, Instrument]
    overlays: dict[str, Overlay]
    constraints: tuple[tuple[str, Tree, str], ...]
    calendars: dict[str, Calendar]
    digest: str
    edition: str

    @cached_property
    def provisions(self) -> dict[str, Provision]:
        """Return every provision by id, those of overlays included."""
        found = {p.id: p for i in self.instruments.values() for p in i.provisions}
        return found | {p.id: p for o in self.overlays.values() for p in o.law.provisions}

    @cached_property
    def moved(self) -> dict[str, str]:
        """Return the id of today by each id that a provision had in another file: an id is found for ever."""
        return {
            f"{name}/{p.id.rsplit('/', 1)[1]}": p.id
            for i in self.instruments.values()
            for name in i.formerly
            for p in i.provisions
        }

    @cached_property
    def points(self) -> dict[str, OpenPoint]:
        """Return every open point by id."""
        return {p.id: p for i in self.all_instruments for p in i.open_points}

    @cached_property
    def derived(self) -> dict[str, Derived]:
        """Return every derived fact by id."""
        return {d.id: d for i in self.all_instruments for d in i.derived}

    @cached_property
    def remedies(self) -> dict[str, tuple[Remedy, ...]]:
        """Return the remedies for a breach of each provision."""
        found: dict[str, list[Remedy]] = {}
        for instrument in self.instruments.values():
            for remedy in instrument.remedies:
                for target in remedy.targets:
                    found.setdefault(target, []).append(remedy)
        return {target: tuple(many) for target, many in found.items()}

    @cached_property
    def all_instruments(self) -> tuple[Instrument, ...]:
        """Return the instruments with those of the docket after them."""
        return (*self.instruments.values(), *(o.law for o in self.overlays.values()))

    @cached_property
    def agencies(self) -> dict[str, NamedAgency]:
        """Return the named agencies by id."""
        return {a.id: a for p in self.places.values() for a in p.agencies}

    @cached_property
    def by_place(self) -> dict[str, tuple[Instrument, ...]]:
        """Return the instruments of each place that has any."""
        found: dict[str, list[Instrument]] = {}
        for instrument in self.instruments.values():
            found.setdefault(instrument.place, []).append(instrument)
        return {place: tuple(items) for place, items in found.items()}

    @cached_property
    def facts(self) -> dict[str, Fact]:
        """Return every fact a condition can test: stored, transient, derived, and the readings of open points."""
        made = dict(self.words.all_facts)
        for derived in self.derived.values():
            kind = Kind.YESNO if derived.form == "any" else Kind.NUMBER
            made[derived.id] = Fact(derived.id, kind, question=derived.question, presumption=derived.presumption)
        for point in self.points.values():
            name = f"reading:{point.id}"
            made[name] = Fact(name, Kind.CHOICE, tuple(point.readings), question=point.question, asked=False)
        made[STATUS] = Fact(STATUS, Kind.CHOICE, ("any", "other"), asked=False)
        return made

    @cached_property
    def reaching(self) -> tuple[Instrument, ...]:
        """Return the instruments that say themselves which places they reach."""
        return tuple(i for i in self.instruments.values() if i.reach.places)

    def zone(self, place: str) -> ZoneInfo:
        """Return the time zone of a place: that of the narrowest place on its path that names one."""
        named = [p.timezone for p in self.described(place) if p.timezone]
        return ZoneInfo(named[-1] if named else "UTC")

    def described(self, place: str) -> tuple[Place, ...]:
        """Return the places on the path of `place` that a file describes, from the widest."""
        return tuple(self.places[p] for p in path_of(place) if p in self.places)
