"""Who yields to whom: the edges between the provisions of one act.

The engine knows no ranking of its own. An edge comes from a provision's text, from a bar on limits, or from a canon
of a place; the text's own edge beats a canon's. Edges order only what pulls in opposite directions, save where a
text names.
"""

from __future__ import annotations

from dataclasses import dataclass

from comity.engine.applicable import Bound, Play
from comity.law.provision import Canon, Pattern, Provision
from comity.vocabulary.modality import Modality, opposed

_LOWER_LIMITS = Pattern(modality=frozenset({Modality.MUST_NOT}), place="below")


@dataclass(frozen=True, slots=True)
class Edge:
    """`attacker` defeats `target` (positions among the act's provisions), under a reading where `gate` is given."""

    attacker: int
    target: int
    gate: tuple[str, str] | None
    by: str


def members(play: Play, duty: str | None) -> tuple[Bound, ...]:
    """Return the provisions of one act (the action itself, or one duty), with those that name them from elsewhere."""
    found: list[Bound] = []
    others: list[Bound] = []
    for b in play.bound:
        on_act = play.action in b.provision.actions and b.provision.act_duty == duty
        (found if on_act else others).append(b)
    while True:
        yielding = [m for m in found if m.provision.yields_to]
        more = [o for o in others if _named(o.provision, found, yielding)]
        if not more:
            return tuple(found)
        found += more
        others = [o for o in others if o not in more]


def _named(attacker: Provision, found: list[Bound], yielding: list[Bound]) -> bool:
    """Return whether a text names the other, by id or instrument and not by a pattern: its own, or one that yields."""
    for p in attacker.attacks:
        if (p.ids or p.instrument) and any(p.matches(m.provision, attacker.place) for m in found):
            return True
    return any(
        (p.ids or p.instrument) and p.matches(attacker, m.provision.place)
        for m in yielding
        for p in m.provision.yields_to
    )


def edges(act: tuple[Bound, ...], canons: tuple[tuple[str, Canon], ...]) -> tuple[Edge, ...]:
    """Return every edge between the provisions of one act."""
    found: list[Edge] = []
    texts = [b.provision for b in act]
    for i, x in enumerate(texts):
        for j, y in enumerate(texts):
            if i == j:
                continue
            if text_attacks(x, y):
                found.append(Edge(i, j, x.gate, "text"))
            elif opposed(x.modality, y.modality) and x.advisory <= y.advisory and not text_attacks(y, x):
                canon = next((c for place, c in canons if _canon_matches(c, place, x, y)), None)
                if canon:
                    found.append(Edge(i, j, None, canon.id))
    return tuple(found)


def text_attacks(x: Provision, y: Provision) -> bool:
    """Return whether the text itself makes `x` defeat `y`.

    `x` names `y`, `y` says it yields to `x`, or `x` bars limits and `y` is one of those limits.
    """
    if x.advisory and not y.advisory:  # advice defeats nothing that binds, save where that text names it itself
        return any((p.ids or p.instrument) and p.matches(x, y.place) for p in y.yields_to)
    if any(pattern.matches(y, x.place) for pattern in x.attacks):
        return True
    if any(pattern.matches(x, y.place) for pattern in y.yields_to):
        return True
    if x.modality is Modality.BARS_LIMITS and y.modality is Modality.MUST_NOT and set(x.actions) & set(y.actions):
        return (x.bars or _LOWER_LIMITS).matches(y, x.place)
    return False


def _canon_matches(canon: Canon, place: str, x: Provision, y: Provision) -> bool:
    return canon.attacker.matches(x, place) and canon.target.matches(y, x.place)
