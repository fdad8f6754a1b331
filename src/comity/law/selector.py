"""Who a rule is about: kinds of agency, named agencies, places; one form everywhere.

An empty selector matches everyone. Fields listed all have to match; within one field any member does.
"""

from __future__ import annotations

from dataclasses import dataclass

from comity.vocabulary.place import within


@dataclass(frozen=True, slots=True)
class Who:
    """The agency of an encounter: its place, its kinds, and its id when it is a named one."""

    place: str
    kinds: frozenset[str]
    agency_id: str | None = None


@dataclass(frozen=True, slots=True)
class Selector:
    """A pattern of agencies and places; `apart` is who is excepted. Groups and circuits are resolved on reading.

    >>> Selector(kinds=frozenset({"jail"})).matches(Who("us/xx", frozenset({"sheriff", "jail"})))
    True
    """

    kinds: frozenset[str] = frozenset()
    agency_ids: frozenset[str] = frozenset()
    places: tuple[str, ...] = ()
    apart: Selector | None = None

    def matches(self, who: Who) -> bool:
        """Return whether the agency is one of those meant."""
        if self.kinds and not self.kinds & who.kinds:
            return False
        if self.agency_ids and who.agency_id not in self.agency_ids:
            return False
        if self.places and not any(within(who.place, place) for place in self.places):
            return False
        return self.apart is None or not self.apart.matches(who)


EVERYONE = Selector()
