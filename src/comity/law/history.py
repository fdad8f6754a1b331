"""When law is in force: dated events, each for some agencies, each recorded on a day.

Two time axes are kept: the day the law is asked for, and the day up to which we knew. Between the two ends of a window
nobody here knows the day of the change: the law is then open, not guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from comity.condition.tree import ALWAYS, NEVER, All, Any, Not, Test, Tree
from comity.law.selector import EVERYONE, Selector, Who

STARTS = frozenset({"effective", "injunction_stayed", "injunction_lifted"})
ENDS = frozenset({"injunction", "struck", "repealed", "expired"})
CHANGED, NOT_YET = "changed", "not_yet"


@dataclass(frozen=True, slots=True)
class Event:
    """One event. `until` is later than `on` where only a window is known. `point` names the open point of a window."""

    event: str
    on: date
    until: date
    recorded: date
    as_to: Selector = EVERYONE
    source: str = ""
    declares: bool = False
    for_fact: str | None = None
    point: str = ""


def in_force(history: tuple[Event, ...], day: date, who: Who, known_at: date | None = None) -> Tree:
    """Return the condition under which an instrument or provision with this history binds `who` on `day`.

    It is ALWAYS or NEVER, save inside a window (then it turns on an open point) and where an event counts from a dated
    fact. Only events recorded by `known_at` count; with no `effective` event at all the law is in force.

    >>> e = Event("effective", date(2020, 1, 1), date(2020, 1, 1), date(2026, 1, 1))
    >>> in_force((e,), date(2019, 12, 31), Who("us", frozenset())) == NEVER
    True
    """
    state: Tree = NEVER if any(e.event == "effective" for e in history) else ALWAYS
    for event in history:
        if event.event not in STARTS | ENDS | {"unverified"} or day < event.on or not event.as_to.matches(who):
            continue
        if known_at is not None and event.recorded > known_at:
            continue
        after: Tree = ALWAYS if event.event in STARTS else NEVER
        if event.event == "unverified" or day < event.until:
            state = _either(Test(f"reading:{event.point}", "in", (CHANGED,)), after, state)
        elif event.for_fact:
            state = _either(Test(event.for_fact, ">=", (event.on.toordinal(),)), after, state)
        else:
            state = after
    return state


def _either(test: Test, then: Tree, otherwise: Tree) -> Tree:
    if then == otherwise:
        return then
    return Any((All((test, then)), All((Not(test), otherwise))))


def change_days(history: tuple[Event, ...]) -> frozenset[date]:
    """Return the days on which the answer of `in_force` can change."""
    return frozenset(day for e in history for day in (e.on, e.until))
