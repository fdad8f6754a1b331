"""What to ask next: the fact that leads to the answer at the least cost, and never one that cannot change the answer.

Open points are law, not facts: nobody is asked them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from comity.condition.cells import Cells
from comity.engine.board import Board, Priors, board_of, lifted
from comity.engine.compile import Compiled
from comity.engine.decision import ActionDecision, Masks, outcomes_of
from comity.engine.plan import Plan
from comity.law.body import Body
from comity.vocabulary.fact import Fact
from comity.vocabulary.modality import Outcome

Separates = tuple[tuple[str, frozenset[Outcome]], ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A fact to ask, with what each answer would leave possible. `presumed` when a presumption stands in.

    `separates` is for the first action whose answer it can change; `by_action` has each of them, in their order.
    `cells` are the answers; `left` is how many facts there are at most to ask, this one among them.
    """

    fact: Fact
    variable: str
    separates: Separates
    presumed: bool
    cells: Cells
    by_action: tuple[tuple[str, Separates], ...]
    left: int

    @property
    def answers(self) -> tuple[str, ...]:
        """Return the answers that are possible for any of the actions, in the order of the cells."""
        known = {label for _, separates in self.by_action for label, _ in separates}
        return tuple(label for label in map(self.cells.label, range(self.cells.count)) if label in known)


def questions(decision: ActionDecision, body: Body) -> tuple[Question, ...]:
    """Return the questions that can still change the answer, the best first.

    Those that the presumed answer leaves open come before those that would only confirm a presumption.
    """
    first = _ranked(decision, body, decision.presumed_masks, presumed=False)
    if decision.masks == decision.presumed_masks:
        return first
    named = {q.variable for q in first}
    rest = _ranked(decision, body, decision.masks, presumed=True)
    return (*first, *(q for q in rest if q.variable not in named))


def _ranked(decision: ActionDecision, body: Body, masks: Masks, *, presumed: bool) -> tuple[Question, ...]:
    if len(outcomes_of(decision.compiled, masks)) < 2:
        return ()
    board = board_of([decision.compiled], [masks], body)
    left = len(board.open())
    return tuple(
        _question(board, v, [decision], presumed=presumed, left=left) for v in board.plan.ranked(board.parts[0])
    )


def next_question(
    decisions: Sequence[ActionDecision],
    body: Body,
    priors: Priors | None = None,
    *,
    unknown: Iterable[str] = (),
    strict: bool = False,
) -> Question | None:
    """Return the question to ask next about several actions at once, or None where none can change an answer.

    `priors` has, by fact, how often a log holds each value; the variables in `unknown` are those that the person does
    not know. With `strict`, what would only confirm a presumption is asked too, after all else.
    """
    return next(questions_together(decisions, body, priors, unknown=unknown, strict=strict), None)


def questions_together(
    decisions: Sequence[ActionDecision],
    body: Body,
    priors: Priors | None = None,
    *,
    unknown: Iterable[str] = (),
    strict: bool = True,
) -> Iterator[Question]:
    """Yield every question that can change the answer of one of several actions, the next to ask first."""
    never, seen = frozenset(unknown), set[str]()
    for presumed in (False, True) if strict else (False,):
        masks = [d.masks if presumed else d.presumed_masks for d in decisions]
        alone = [board_of([d.compiled], [m], body, priors, never) for d, m in zip(decisions, masks, strict=True)]
        chosen = [n for n, board in enumerate(alone) if board.open()]
        if not chosen:
            continue
        own = [decisions[n] for n in chosen]
        board = alone[chosen[0]]
        if len(chosen) > 1:
            board = board_of([d.compiled for d in own], [masks[n] for n in chosen], body, priors, never)
            if board.next() is None:  # together they contradict one another, so each is asked about by itself
                board, own = alone[chosen[0]], own[:1]
        left = len(board.open())
        for v in board.ranked():
            question = _question(board, v, own, presumed=presumed, left=left)
            if question.variable not in seen:
                seen.add(question.variable)
                yield question


def _question(
    board: Board, variable: int, decisions: Sequence[ActionDecision], *, presumed: bool, left: int
) -> Question:
    by_action = tuple(
        (decisions[n].action, _separates(board, variable, n, decisions[n])) for n in board.bears_on(variable)
    )
    cells = board.variables[variable]
    return Question(board.facts[variable], cells.fact, by_action[0][1], presumed, cells, by_action, left)


def _separates(board: Board, variable: int, act: int, decision: ActionDecision) -> Separates:
    """Return what each answer leaves possible for one action, under the presumptions."""
    cells, masks = board.variables[variable], decision.presumed_masks
    position, own = board.maps[act][variable]
    found = []
    for cell, weight in enumerate(board.plan.weights[variable]):
        if weight:
            outcomes = outcomes_of(decision.compiled, (*masks[:position], 1 << own[cell], *masks[position + 1 :]))
            if outcomes:
                found.append((cells.label(cell), outcomes))
    return tuple(found)


def matters(compiled: Compiled, masks: Masks) -> list[int]:
    """Return the variables whose answer can change the outcome in some situation that is possible.

    A variable matters when two of its cells, all else equal, lead to different outcomes, or one rules out an outcome.
    Where no single fact changes the answer by itself, two together may: then every fact tested matters.
    """
    store, root = lifted(compiled, masks)
    order = range(len(compiled.variables))
    weights = [[m >> i & 1 for i in range(v.count)] for v, m in zip(compiled.variables, masks, strict=True)]
    return list(Plan(store, weights, [1] * len(weights), order).candidates(root))
