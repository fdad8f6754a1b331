"""Finds the situations that the law does not speak to, or that nobody has read the law on, as a few conditions.

A gap is no fault: much of what an agency does is left to it. "Not addressed" never means permitted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from comity.analysis.acts import Act
from comity.analysis.cover import Masks, cover, cube, in_words, share
from comity.vocabulary.modality import Outcome

GAPS = (Outcome.NOT_ADDRESSED, Outcome.UNSURVEYED)


@dataclass(frozen=True, eq=False)
class Gap:
    """Where an act comes out as `outcome`: conditions that together say so exactly, and the share of situations.

    `silent` says that rules nobody has read are taken not to speak. `conditions` is empty where it is so always.
    """

    act: Act
    outcome: Outcome
    share: float
    conditions: tuple[str, ...]
    silent: bool


def gaps(acts: Iterable[Act]) -> list[Gap]:
    """Return the gaps of each action among the acts; duties have none, since nobody owes what no law asks."""
    found = []
    for act in acts:
        for outcome in GAPS if act.duty is None else ():
            gap = _gap(act, outcome)
            if gap:
                found.append(gap)
    return found


def _gap(act: Act, outcome: Outcome) -> Gap | None:
    compiled, store = act.compiled, act.compiled.store
    masks = silent_masks(act)
    if store.terminal(outcome) not in store.reach(compiled.plain, masks):
        return None
    inside = store.both(store.relabel(compiled.plain, lambda value: value is outcome), cube(store, masks))
    size = share(store, compiled.plain, inside, masks)
    found = cover(store, compiled.plain, lambda value: value is outcome, masks)
    words = tuple(in_words(compiled.variables, c, masks) for c in found)
    silent = any(m != v.whole for m, v in zip(masks, compiled.variables, strict=True))
    return Gap(act, outcome, size, () if words == ("always",) else words, silent)


def silent_masks(act: Act) -> Masks:
    """Return all situations in which no unread rule of the place or agency speaks on the act."""
    own = f"own_rule.{act.action}"
    variables = act.compiled.variables
    return tuple(v.mask_of_values({"silent"}) if v.fact == own else v.whole for v in variables)
