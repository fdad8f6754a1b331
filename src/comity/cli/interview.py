"""The interview: place, agency, day and action, then the fewest questions that can still change the answer.

Every question says why it is asked, "I don't know" is always among the choices, and `back` undoes the last answer.
"""

from __future__ import annotations

import difflib
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from comity.cli.terminal import day_words, painted, para
from comity.condition.cells import Cells
from comity.engine.answered import cell_value
from comity.engine.ask import Question, next_question
from comity.engine.board import Priors
from comity.library import Law
from comity.reports.answer_words import place_name
from comity.vocabulary.day import parse_day
from comity.vocabulary.errors import InputError, nearest, problem
from comity.vocabulary.place import is_place, path_of

Ask = Callable[[str], str]
Say = Callable[[str], None]
BACK, DONT_KNOW = "back", "I don't know"


@dataclass(frozen=True, slots=True)
class State:
    """What has been answered so far. `unknown` are the facts the person does not know."""

    place: str = ""
    agency: tuple[str, ...] = ()
    agency_id: str = ""
    on: str = ""
    actions: tuple[str, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    asked: int = 0

    def encounter(self) -> dict[str, Any]:
        """Return the encounter as plain data."""
        data = {
            "place": self.place,
            "agency": list(self.agency),
            "on": self.on,
            "facts": dict(self.facts),
            "actions": list(self.actions),
        }
        return data | ({"agency_id": self.agency_id} if self.agency_id else {})


def at_terminal() -> tuple[Ask, Say]:
    """Return how to ask and say on a terminal; both write to standard error, so that the answer alone is on the output.

    Raise InputError when the input ends before the answer.
    """

    def ask(prompt: str) -> str:
        sys.stderr.write(prompt)
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:
            raise problem("interview", None, "ended before the answer")
        return line.strip()

    def say(text: str) -> None:
        sys.stderr.write(text + "\n")

    return ask, say


def interview(
    law: Law,
    ask: Ask,
    say: Say,
    *,
    strict: bool = False,
    actions: Sequence[str] = (),
    today: date | None = None,
    priors: Priors | None = None,
) -> dict[str, Any]:
    """Return the encounter that the answers describe. With `strict` nothing is presumed, so more is asked."""
    asker = _Asker(law, ask, say, strict=strict, today=today or datetime.now().astimezone().date(), priors=priors)
    say("Answer with a number or in words. `back` undoes the last answer.")
    states = [State(actions=tuple(actions))]
    while True:
        step = asker.step(states[-1])
        if step is None:
            return states[-1].encounter()
        after = step(states[-1])
        if after is not None:
            states.append(after)
        elif len(states) > 1:
            states.pop()
        else:
            say("This is the first question.")


class _Asker:
    """Asks one thing at a time. A step takes the state and returns the one after, or None for back."""

    def __init__(
        self, law: Law, ask: Ask, say: Say, *, strict: bool, today: date, priors: Priors | None = None
    ) -> None:
        self.law, self.body, self.ask, self.say = law, law.body, ask, say
        self.strict, self.today, self.priors = strict, today, priors

    def step(self, state: State) -> Callable[[State], State | None] | None:
        if not state.place:
            return self.place
        if not state.agency and not state.agency_id:
            return self.agency
        if not state.on:
            return self.day
        if not state.actions:
            return self.action
        question = self.next(state)
        return None if question is None else lambda s: self.fact(s, question)

    def show(self, text: str, indent: int = 0, first: str = "") -> None:
        self.say(painted(para(text, indent, first=first), colour=False))

    def read(self, prompt: str) -> str:
        """Return an answer that is not empty."""
        while not (text := self.ask(prompt)):
            self.say("Please answer, or write `back`.")
        return text

    def place(self, state: State) -> State | None:
        self.show("\nWhere is the agency? A name, or a path such as us/xx/some-town.")
        while (text := self.read("> ").lower()) != BACK:
            names = {p.name.lower(): p.id for p in self.body.places.values()}
            found = names.get(text, text)
            if is_place(found) and path_of(found)[0] in self.body.places:
                self.stranger(found)
                return replace(state, place=found)
            self.show(f"`{text[:60]}` is not a place; {nearest(text, [*self.body.places, *names])}")
        return None

    def stranger(self, place: str) -> None:
        """Say so where no file describes the place, with the nearest that one does."""
        if place not in self.body.places:
            close = difflib.get_close_matches(place, list(self.body.places), n=1, cutoff=0.85)
            hint = f" If you meant {close[0]}, write `back`." if close else ""
            self.show(
                f"No file describes {place_name(place, self.body)}: what we know comes from the places above it.{hint}"
            )

    def agency(self, state: State) -> State | None:
        named = [a for a in self.body.agencies.values() if a.id.rsplit("/", 1)[0] in path_of(state.place)]
        kinds = [(k, a.says) for k, a in self.body.words.agencies.items() if a.level != "federal"]
        self.show("\nWhat kind of agency is it?")
        picked = self.choose([*kinds, *((a.id, a.name) for a in named)])
        if picked is None:
            return None
        agency = self.body.agencies.get(picked)
        if agency is None:
            return replace(state, agency=(picked,))
        return replace(state, agency_id=picked, place=agency.id.rsplit("/", 1)[0])

    def day(self, state: State) -> State | None:
        self.show(f"\nOn which day, such as 2026-02-28? Enter alone for today, {day_words(self.today)}.")
        while (text := self.ask("> ")) != BACK:
            try:
                return replace(state, on=parse_day(text or self.today.isoformat()).isoformat())
            except ValueError as wrong:
                self.show(str(wrong))
        return None

    def action(self, state: State) -> State | None:
        self.show("\nWhat is asked of it?")
        picked = self.choose([(name, a.verb) for name, a in self.body.words.actions.items()])
        return None if picked is None else replace(state, actions=(picked,))

    def next(self, state: State) -> Question | None:
        """Return the question that leads to the answers at the least cost; only `strict` also confirms."""
        decision = self.law.decision(state.encounter(), "interview", watched=False)
        decided = tuple(decision.actions.values())
        return next_question(decided, self.body, self.priors, unknown=state.unknown, strict=self.strict)

    def fact(self, state: State, question: Question) -> State | None:
        judge = f" ({question.fact.judgement} must judge this)" if question.fact.judgement else ""
        member = (
            question.variable.removeprefix(f"{question.fact.name}:") if question.variable != question.fact.name else ""
        )
        includes = f" Does it include {member.replace('_', ' ')}?" if member else ""
        more = question.left - 1
        self.show(f"\nQuestion {state.asked + 1}, at most {more} more. {question.fact.question}{includes}{judge}")
        verbs = [self.body.words.actions[action].verb for action, _ in question.by_action]
        self.show(f"Why: the answer decides whether the law lets the agency {listed(verbs)}.", 2)
        cells = question.cells
        labels = {cells.label(i): i for i in range(cells.count)}
        offered = [(str(labels[label]), label.replace("_", " ")) for label in question.answers]
        picked = self.choose([*offered, (DONT_KNOW, DONT_KNOW)], cells)
        if picked is None:
            return None
        if picked == DONT_KNOW:
            return replace(state, unknown=(*state.unknown, question.variable), asked=state.asked + 1)
        value = (
            cell_value(cells, int(picked), member, state.facts.get(question.fact.name)) if picked.isdigit() else picked
        )
        after = replace(state, facts={**state.facts, question.fact.name: value}, asked=state.asked + 1)
        try:
            self.law.decision(after.encounter(), "interview", watched=False)
        except InputError as wrong:
            self.show("; ".join(p.what for p in wrong.problems))
            return state
        return after

    def choose(self, choices: Sequence[tuple[str, str]], cells: Cells | None = None) -> str | None:
        """Return the id of the choice taken, by number, id or words, or one value of a cell. None is back."""
        for number, (_, words) in enumerate(choices, 1):
            self.show(words, 1, first=f"{number:>2}  ")
        values = {v.lower(): v for members in (cells.members if cells else ()) for v in members}
        words_of = {words.lower(): name for name, words in choices} | {
            name.lower(): name for name, _ in choices if not cells
        }
        while (text := self.read("> ").lower()) != BACK:
            if text.isdigit() and 1 <= int(text[:4]) <= len(choices):
                return choices[int(text[:4]) - 1][0]
            if text in {"?", "dont know", "don't know", "unknown"} and choices[-1][0] == DONT_KNOW:
                return DONT_KNOW
            found = words_of.get(text) or values.get(text)
            if found:
                return found
            near = {name for words, name in words_of.items() if text in words}
            if len(near) == 1:
                taken = near.pop()
                self.show(f"Taken: {dict(choices)[taken]}", 4)
                return taken
            self.show(
                f"`{text[:60]}` is not among the choices 1 to {len(choices)}; {nearest(text, [*words_of, *values])}"
            )
        return None


def listed(verbs: Sequence[str]) -> str:
    """Return acts in words, the last after "or".

    >>> listed(["hold the person", "tell when", "send the file"])
    'hold the person, tell when or send the file'
    """
    return " or ".join([", ".join(verbs[:-1]), verbs[-1]] if len(verbs) > 1 else verbs)
