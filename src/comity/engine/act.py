"""An act of law with its diagrams: an action, or one duty of it, ready to be asked about.

What is found of an act is kept by the act itself, so that agencies under the same law share it.
"""

from __future__ import annotations

from dataclasses import dataclass

from comity.engine.applicable import Play
from comity.engine.compile import Compiled
from comity.engine.kept import Kept
from comity.engine.known import Column
from comity.engine.walk import Walk
from comity.law.body import Body

Assumed = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Presumption:
    """A variable that is presumed where nothing is known of it. `tied` says whether a constraint may not allow it."""

    position: int
    fact: str
    value: str
    mask: int
    whole: int
    tied: bool


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
    """An overlay that speaks on an action: the action, and each duty it speaks on, were the overlay law.

    Its acts are walked for their outcome alone.
    """

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
