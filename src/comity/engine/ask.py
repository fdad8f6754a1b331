"""What to ask next: the fact whose answer leaves the least open, and never one that cannot change the answer.

Open points are law, not facts: nobody is asked them.
"""

from __future__ import annotations

from dataclasses import dataclass

from comity.engine.compile import Compiled
from comity.engine.decision import ActionDecision, Masks, outcomes_of
from comity.law.body import STATUS, Body
from comity.vocabulary.fact import Fact
from comity.vocabulary.modality import Outcome


@dataclass(frozen=True, slots=True)
class Question:
    """A fact to ask, with what each answer would leave possible. `presumed` when a presumption stands in."""

    fact: Fact
    variable: str
    separates: tuple[tuple[str, frozenset[Outcome]], ...]
    presumed: bool


def questions(decision: ActionDecision, body: Body) -> tuple[Question, ...]:
    """Return the questions that can still change the answer, the best first.

    Those that the presumed answer leaves open come before those that would only confirm a presumption.
    """
    first = _ranked(decision.compiled, decision.presumed_masks, decision.presumed_masks, body, presumed=False)
    named = {q.variable for q in first}
    rest = _ranked(decision.compiled, decision.masks, decision.presumed_masks, body, presumed=True)
    return (*first, *(q for q in rest if q.variable not in named))


def _ranked(compiled: Compiled, masks: Masks, others: Masks, body: Body, *, presumed: bool) -> tuple[Question, ...]:
    """Rank the facts that matter under `masks`; what an answer leaves possible is shown with `others` for the rest."""
    scored: list[tuple[tuple[int, int], Question]] = []
    for position in matters(compiled, masks):
        variable = compiled.variables[position]
        name = variable.fact if variable.fact in body.facts else variable.fact.rsplit(":", 1)[0]
        fact = body.facts[name]
        if not fact.asked or name == STATUS:
            continue
        separates, score = [], 0
        for cell in range(variable.count):
            if not masks[position] >> cell & 1:
                continue
            trial = (*others[:position], 1 << cell, *others[position + 1 :])
            outcomes = outcomes_of(compiled, trial)
            if not outcomes:
                continue
            separates.append((variable.label(cell), outcomes))
            left = (
                len(compiled.store.support(compiled.store.restrict(compiled.plain, trial))) if len(outcomes) > 1 else 0
            )
            score += 100 * (len(outcomes) - 1) + 10 * left
        average = score * 1000 // max(1, len(separates))
        scored.append(((average + fact.cost, position), Question(fact, variable.fact, tuple(separates), presumed)))
    return tuple(q for _, q in sorted(scored, key=lambda pair: pair[0]))


def matters(compiled: Compiled, masks: Masks) -> list[int]:
    """Return the variables whose answer can change the outcome in some situation that is possible.

    A variable matters when two of its cells, all else equal, lead to different outcomes, or one rules out an outcome.
    """
    store = compiled.store
    whole = outcomes_of(compiled, masks)
    if len(whole) < 2:
        return []
    root = store.restrict(compiled.plain, masks)
    found = []
    for position in store.support(root, masks):
        cells = [c for c in range(compiled.variables[position].count) if masks[position] >> c & 1]
        if len(cells) < 2:
            continue
        parts = [(*masks[:position], 1 << c, *masks[position + 1 :]) for c in cells]
        sets = [s for s in (outcomes_of(compiled, p) for p in parts) if s]
        if any(s != whole for s in sets) or _differ(compiled, root, position, cells):
            found.append(position)
    # Where no single fact changes the answer by itself, two together may: then every fact tested is worth asking.
    return found or store.support(root, masks)


def _differ(compiled: Compiled, root: int, position: int, cells: list[int]) -> bool:
    """Return whether two cells of a variable give different outcomes in one and the same rest of the situation."""
    store = compiled.store
    whole = [(1 << n) - 1 for n in store.arity]
    sides = []
    for cell in cells:
        only = list(whole)
        only[position] = 1 << cell
        sides.append(store.restrict(root, only))
    clash = [store.apply(lambda a, b: a is not None and b is not None and a != b, sides[0], s) for s in sides[1:]]
    return any(any(store.value(t) is True for t in store.reach(c, whole)) for c in clash)
