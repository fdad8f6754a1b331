"""Which of two rules on the same duty gives more time, where that can be told without a calendar.

Days are not compared with hours, nor business days with days: only what is longer on every day counts.
"""

from __future__ import annotations

from collections.abc import Iterable

from comity.law.provision import Clock, Provision

LATER, SOONER = "later", "sooner"
_MINUTES = {"minutes": 1, "hours": 60}
_MONTHS = {"months": 1, "years": 12}
_PERIODS = {"day": 1, "week": 2, "month": 3, "quarter": 4, "half_year": 5, "year": 6}


def compared(law: Iterable[Provision], policy: Iterable[Provision], duty: str) -> str:
    """Return whether the policy has the duty done `later` than the law, `sooner`, or neither (empty).

    Where several rules of one side owe the duty, the one with the least time counts. A policy that names no time
    where the law does is later. What cannot be compared is neither.
    """
    ours, theirs = _clocks(law, duty), _clocks(policy, duty)
    if not theirs or not any(ours):
        return ""
    if not any(theirs):
        return LATER
    orders = [[_order(one, other) for other in ours if other] for one in theirs if one]
    if any(order is None for row in orders for order in row):
        return ""
    least = [[o for o in row if o is not None] for row in orders]
    # The policy is later where its quickest rule is slower than some rule of the law, and sooner where it beats all.
    if all(any(o > 0 for o in row) for row in least):
        return LATER
    return SOONER if any(all(o < 0 for o in row) for row in least) else ""


def _clocks(rules: Iterable[Provision], duty: str) -> list[Clock | None]:
    return [p.duty.clock for p in rules if p.duty and p.duty.what == duty]


def _order(one: Clock, other: Clock) -> int | None:
    """Return 1 where the first clock gives more time, -1 where less, 0 where the same, None where that is not told."""
    if one == other:
        return 0
    if one.each and other.each:
        if one.each == other.each or one.each not in _PERIODS or other.each not in _PERIODS:
            return None
        return 1 if _PERIODS[one.each] > _PERIODS[other.each] else -1
    if one.on and other.on:
        return (one.on > other.on) - (one.on < other.on)
    if not one.start or (one.start, one.before) != (other.start, other.before) or one.before:
        return None
    first, second = _span(one), _span(other)
    if first is None or second is None or first[0] != second[0]:
        return None
    return (first[1] > second[1]) - (first[1] < second[1])


def _span(clock: Clock) -> tuple[str, int] | None:
    """Return the kind of unit and how many of it; business days of one calendar are a kind of their own."""
    if clock.earliest_of or not clock.unit:
        return None
    if clock.unit in _MINUTES:
        return f"minutes {clock.calendar}", clock.plus * _MINUTES[clock.unit]
    if clock.unit in _MONTHS:
        return "months", clock.plus * _MONTHS[clock.unit]
    return f"{clock.unit} {clock.calendar} {clock.rolls}", clock.plus
