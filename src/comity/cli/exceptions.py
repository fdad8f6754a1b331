"""Every exception in force to the limits on an action, computed from the provisions, in prose.

An exception is what a limit's own text leaves out, a provision that lifts the limit, or one that defeats it.
"""

from __future__ import annotations

from dataclasses import dataclass

from comity.condition.prose import in_words
from comity.condition.tree import ALWAYS, All, Not, Tree
from comity.engine.applicable import OWN, Play
from comity.engine.yields import edges, members
from comity.law.provision import Provision
from comity.vocabulary.modality import LIMITS, Modality

_HOW = {
    Modality.EXEMPTS: "is lifted",
    Modality.MAY: "yields to a permission",
    Modality.MUST: "yields to a duty",
    Modality.BARS_LIMITS: "is barred",
}


@dataclass(frozen=True, slots=True)
class Exceptions:
    """One limit with its exceptions: (in words, the cite it comes from)."""

    limit: Provision
    found: tuple[tuple[str, str], ...]


def exceptions(play: Play) -> list[Exceptions]:
    """Return the limits in force on the action of a play, each with every exception in force."""
    act = members(play, None)
    found = []
    for position, limit in enumerate(b.provision for b in act):
        if limit.modality not in LIMITS or limit.instrument == OWN or play.action not in limit.actions:
            continue
        others = [(act[e.attacker].provision, e.gate) for e in edges(act, play.canons) if e.target == position]
        found.append(Exceptions(limit, (*_own(limit), *(_other(o, gate) for o, gate in others if _counts(o)))))
    return found


def _counts(other: Provision) -> bool:
    return other.modality in _HOW and other.instrument != OWN


def _own(limit: Provision) -> list[tuple[str, str]]:
    return [
        (f"does not apply if {in_words(part.part).replace('_', ' ')}", limit.cite) for part in _left_out(limit.when)
    ]


def _left_out(tree: Tree) -> list[Not]:
    """Return the conditions that a text leaves out of its own rule: what it says after `unless`, and each `and not`."""
    match tree:
        case Not():
            return [tree]
        case All(parts):
            return [found for part in parts for found in _left_out(part)]
        case _:
            return []


def _other(other: Provision, gate: tuple[str, str] | None) -> tuple[str, str]:
    when = f" if {in_words(other.when).replace('_', ' ')}" if other.when != ALWAYS else ""
    disputed = " on one reading of a disputed point" if gate else ""
    return f"{_HOW[other.modality]}{disputed}{when}: {other.says}", other.cite
