"""The part that each provision plays in an answer: it controls, may control, stands beside or yields.

What a provision says of itself (asks, bars limits, exempts) is its part wherever it applies.
"""

from __future__ import annotations

from dataclasses import dataclass

from comity.engine.applicable import OWN
from comity.engine.compile import Compiled
from comity.engine.diagram import FALSE, TRUE
from comity.engine.walk import APPLIES, CONTROLS, STANDS, Afresh, Reached
from comity.law.provision import Provision
from comity.vocabulary.modality import Modality, Role

_ORDER = {role: place for place, role in enumerate(Role)}
_OWN_ROLE = {Modality.ASKS: Role.ASKS, Modality.BARS_LIMITS: Role.BARS_LIMITS, Modality.EXEMPTS: Role.EXEMPTS}


@dataclass(frozen=True, slots=True)
class Reason:
    """A provision with the part it plays under the presumptions.

    `remote` marks one that applies only if a presumption fails: it is shown as what may control, never as what does.
    """

    provision: Provision
    role: Role
    yields_to: tuple[str, ...] = ()
    remote: bool = False

    @property
    def active(self) -> bool:
        """Return whether the provision plays an active part in the answer."""
        return self.role is not Role.YIELDS and not self.remote


def reasons(
    compiled: Compiled, action: str, duty: str | None, strict: tuple[int, ...], presumed: tuple[int, ...]
) -> tuple[Reason, ...]:
    """Return every provision that applies in a situation still possible, with its role, the controlling ones first."""
    return reasons_reached(compiled, action, duty, Afresh(compiled, strict), Afresh(compiled, presumed))


def reasons_reached(
    compiled: Compiled, action: str, duty: str | None, strict: Reached, presumed: Reached
) -> tuple[Reason, ...]:
    """Return what `reasons` does for what has been reached already."""
    found = []
    for position, bound in enumerate(compiled.act):
        provision = bound.provision
        if provision.instrument == OWN:
            continue
        if _speaks(compiled, position, presumed):
            of_act = action in provision.actions and provision.act_duty == duty
            role = _role(compiled, position, presumed, of_act=of_act)
            to = _yields_to(compiled, position, presumed) if role is Role.YIELDS else ()
            found.append(Reason(provision, role, to))
        elif _speaks(compiled, position, strict):
            found.append(Reason(provision, Role.MAY_CONTROL, remote=True))
    return tuple(sorted(found, key=lambda r: (r.remote, _ORDER[r.role], r.provision.id)))


def _speaks(compiled: Compiled, position: int, reached: Reached) -> bool:
    """Return whether a provision applies in a possible situation; an exemption, whether it has anything to lift."""
    if TRUE not in reached.role(position, APPLIES):
        return False
    if compiled.act[position].provision.modality is not Modality.EXEMPTS:
        return True
    return any(e.attacker == position and TRUE in reached.role(e.target, APPLIES) for e in compiled.edges)


def _role(compiled: Compiled, position: int, reached: Reached, *, of_act: bool) -> Role:
    """Return the part that a provision plays that applies in a situation still possible."""
    own = _OWN_ROLE.get(compiled.act[position].provision.modality)
    if own or not of_act:
        return own or Role.BESIDE
    controls = reached.role(position, CONTROLS)
    if TRUE in controls:
        return Role.MAY_CONTROL if FALSE in controls else Role.CONTROLS
    return Role.BESIDE if TRUE in reached.role(position, STANDS) else Role.YIELDS


def _yields_to(compiled: Compiled, position: int, reached: Reached) -> tuple[str, ...]:
    attackers = [e.attacker for e in compiled.edges if e.target == position]
    ids = [compiled.act[a].provision.id for a in attackers if TRUE in reached.role(a, STANDS)]
    return tuple(dict.fromkeys(ids))
