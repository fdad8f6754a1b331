"""When law is in force: on two time axes, for some agencies, and open where the day is not known."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.condition.tree import ALWAYS, NEVER, All, Not, Tree
from comity.condition.tree import Any as AnyOf
from comity.condition.tree import Test as OneTest
from comity.law.history import CHANGED, ENDS, STARTS, Event, change_days, in_force
from comity.law.selector import EVERYONE, Selector, Who

JAIL, COURT = Who("us/xx", frozenset({"jail"})), Who("us/xx", frozenset({"court"}))
START = date(2020, 1, 1)
ZERO = timedelta(0)
ONE = timedelta(days=1)


def event(
    name: str,
    on: date,
    *,
    until: date | None = None,
    recorded: date = START,
    as_to: Selector = EVERYONE,
    point: str = "",
) -> Event:
    return Event(name, on, until or on, recorded, as_to, point=point)


def days(first: int = 0, last: int = 60) -> st.SearchStrategy[date]:
    return st.integers(first, last).map(lambda n: START + timedelta(days=n))


@st.composite
def histories(draw: st.DrawFn) -> tuple[Event, ...]:
    """Draw a history without windows, in time order, each event on a day of its own."""
    when = sorted(draw(st.sets(days(), min_size=1, max_size=6)))
    names = draw(st.lists(st.sampled_from(sorted(STARTS | ENDS)), min_size=len(when), max_size=len(when)))
    told = draw(st.lists(days(), min_size=len(when), max_size=len(when)))
    whom = draw(
        st.lists(st.sampled_from([EVERYONE, Selector(frozenset({"jail"}))]), min_size=len(when), max_size=len(when))
    )
    return tuple(event(n, on, recorded=r, as_to=w) for n, on, r, w in zip(names, when, told, whom, strict=True))


def test_law_without_a_beginning_is_in_force() -> None:
    """No `effective` event at all means that it was always there; what only happened to it changes nothing."""
    assert in_force((), START, JAIL) == ALWAYS
    assert in_force((event("enacted", START), event("amended", START + ONE)), START, JAIL) == ALWAYS


def test_law_that_is_enacted_is_not_yet_in_force() -> None:
    """Passing a law and its taking effect are two days."""
    passed = (event("enacted", START), event("effective", START + 30 * ONE))
    assert in_force(passed, START + 29 * ONE, JAIL) == NEVER
    assert in_force(passed, START + 30 * ONE, JAIL) == ALWAYS


@pytest.mark.parametrize("name", sorted(ENDS))
def test_what_ends_a_law_ends_it_on_the_day_itself(name: str) -> None:
    """The day before it is law; on the day it is not."""
    ended = (event("effective", START), event(name, START + 10 * ONE))
    assert in_force(ended, START + 9 * ONE, JAIL) == ALWAYS
    assert in_force(ended, START + 10 * ONE, JAIL) == NEVER


@pytest.mark.parametrize("name", ["injunction_stayed", "injunction_lifted"])
def test_an_injunction_that_is_stayed_or_lifted_leaves_the_law_standing(name: str) -> None:
    """Law comes back on the day its injunction goes."""
    fate = (event("effective", START), event("injunction", START + ONE), event(name, START + 5 * ONE))
    found = [in_force(fate, START + n * ONE, JAIL) for n in (0, 1, 4, 5)]
    assert found == [ALWAYS, NEVER, NEVER, ALWAYS]


def test_an_injunction_as_to_one_agency_leaves_the_others_bound() -> None:
    """A court that frees the jail has not freed the courthouse."""
    barred = (event("effective", START), event("injunction", START + ONE, as_to=Selector(frozenset({"jail"}))))
    assert in_force(barred, START + ONE, JAIL) == NEVER
    assert in_force(barred, START + ONE, COURT) == ALWAYS


def test_what_was_not_yet_recorded_does_not_count() -> None:
    """Law on a day, as we knew it on another: what came to light later is left out."""
    late = (event("effective", START), event("repealed", START + ONE, recorded=START + 20 * ONE))
    assert in_force(late, START + 5 * ONE, JAIL, START + 19 * ONE) == ALWAYS
    assert in_force(late, START + 5 * ONE, JAIL, START + 20 * ONE) == NEVER
    assert in_force(late, START + 5 * ONE, JAIL) == NEVER


def test_a_law_we_did_not_know_of_did_not_bind_as_we_knew_it() -> None:
    """Where only the beginning was recorded late, nothing was in force for all we knew."""
    assert (
        in_force((event("effective", START, recorded=START + 20 * ONE),), START + 5 * ONE, JAIL, START + ONE) == NEVER
    )


@pytest.mark.parametrize(("day", "expected"), [(-1, "before"), (0, "open"), (9, "open"), (10, "after"), (11, "after")])
def test_inside_a_window_the_law_is_open_and_not_guessed(day: int, expected: str) -> None:
    """From the first day on it may have changed; on the last it has."""
    window = (event("effective", START, until=START + 10 * ONE, point="us/xx:act/changed"),)
    found = in_force(window, START + day * ONE, JAIL)
    changed = OneTest("reading:us/xx:act/changed", "in", (CHANGED,))
    opened: Tree = AnyOf((All((changed, ALWAYS)), All((Not(changed), NEVER))))
    assert found == {"before": NEVER, "open": opened, "after": ALWAYS}[expected]


def test_a_window_that_changes_nothing_opens_nothing() -> None:
    """Whether a repealed law was repealed again is no question."""
    twice = (
        event("effective", START),
        event("repealed", START),
        event("expired", START, until=START + 9 * ONE, point="p"),
    )
    assert in_force(twice, START + ONE, JAIL) == NEVER


def test_an_unverified_event_stays_open_for_good() -> None:
    """If nobody could read whether a law was passed, no later day settles it."""
    unsure = (event("effective", START), event("unverified", START + ONE, point="p"))
    assert in_force(unsure, START, JAIL) == ALWAYS
    assert in_force(unsure, START + 10_000 * ONE, JAIL) not in (ALWAYS, NEVER)


def test_law_that_counts_from_a_dated_fact_turns_on_that_fact() -> None:
    """A law effective for offences from a day on asks when the offence was, not when the agency acts."""
    dated = (Event("effective", START, START, START, for_fact="offence_date"),)
    test = OneTest("offence_date", ">=", (START.toordinal(),))
    assert in_force(dated, START + 500 * ONE, JAIL) == AnyOf((All((test, ALWAYS)), All((Not(test), NEVER))))
    assert in_force(dated, START - ONE, JAIL) == NEVER


@given(histories(), days(-5, 70))
def test_law_is_a_step_function_of_the_day(history: tuple[Event, ...], day: date) -> None:
    """The answer on a day is that of the last event up to it that concerns the agency; before any it is the first's
    opposite.
    """
    for who in (JAIL, COURT):
        state = not any(e.event == "effective" for e in history)
        for e in history:
            if e.on <= day and e.as_to.matches(who):
                state = e.event in STARTS
        assert in_force(history, day, who) == (ALWAYS if state else NEVER)


@given(histories(), days(-5, 70))
def test_law_changes_on_days_of_change_only(history: tuple[Event, ...], day: date) -> None:
    """Slices are cut at these days, so between two of them nothing may change."""
    if in_force(history, day, JAIL) != in_force(history, day - ONE, JAIL):
        assert day in change_days(history)


@given(histories(), days(-5, 70), days())
def test_knowing_less_is_having_fewer_events(history: tuple[Event, ...], day: date, known: date) -> None:
    """`known_at` asks the same law with the events left out that were recorded later."""
    told = tuple(e for e in history if e.recorded <= known)
    if any(e.event == "effective" for e in told) == any(e.event == "effective" for e in history):
        assert in_force(history, day, JAIL, known) == in_force(told, day, JAIL)


@given(histories(), days(-5, 70), days(0, 30), st.integers(1, 20))
def test_a_window_is_open_between_what_was_and_what_will_be(
    history: tuple[Event, ...], day: date, on: date, length: int
) -> None:
    """With the window's question answered either way, law is as if the change had come on its first or after its
    last day.
    """
    until = on + length * ONE
    others = tuple(e for e in history if e.on < on or e.on > until)
    with_window = tuple(sorted((*others, event("repealed", on, until=until, point="p")), key=lambda e: e.on))
    early = tuple(sorted((*others, event("repealed", on)), key=lambda e: e.on))
    found = in_force(with_window, day, JAIL)
    after, before = in_force(early, day, JAIL), in_force(others, day, JAIL)
    if not on <= day < until:
        assert found in (ALWAYS, NEVER)
    elif after == before:
        assert found == after
    else:
        changed = OneTest("reading:p", "in", (CHANGED,))
        assert found == AnyOf((All((changed, after)), All((Not(changed), before))))
