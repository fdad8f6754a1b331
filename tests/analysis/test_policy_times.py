"""Of two rules on one duty, the one that gives more time is told, and what cannot be compared is left alone."""

from __future__ import annotations

from datetime import date

import pytest

from comity.analysis.policy_times import compared
from comity.condition.tree import ALWAYS
from comity.law.provision import Clock, Duty, Provision
from comity.law.selector import EVERYONE
from comity.vocabulary.modality import Modality

ASKED = "request_at"


def rules(*clocks: Clock | None) -> list[Provision]:
    """Return a rule that owes the copy for each clock."""
    return [
        Provision("us/xx:act/rule", "us/xx:act", "us/xx", ("hold_on_detainer",), Modality.MUST, "statute", EVERYONE,
                  ALWAYS, "It.", "s. 1", "primary", duty=Duty("copy", clock=clock))
        for clock in clocks
    ]  # fmt: skip


def after(plus: int, unit: str = "days", calendar: str = "") -> Clock:
    return Clock(start=ASKED, plus=plus, unit=unit, calendar=calendar)


@pytest.mark.parametrize(
    ("law", "policy", "told"),
    [
        (after(90), after(180), "later"),
        (after(90), after(30), "sooner"),
        (after(90), after(90), ""),
        (after(90), None, "later"),
        (None, after(90), ""),
        (after(48, "hours"), after(2880, "minutes"), ""),
        (after(48, "hours"), after(3000, "minutes"), "later"),
        (after(1, "years"), after(6, "months"), "sooner"),
        (after(2), after(48, "hours"), ""),
        (after(2, "business_days", "us/xx"), after(2), ""),
        (after(2, "business_days", "us/xx"), after(3, "business_days", "us/xx"), "later"),
        (after(2), Clock(start="released_at", plus=9), ""),
        (Clock(each="year"), Clock(each="month"), "sooner"),
        (Clock(each="quarter"), Clock(each="year"), "later"),
        (Clock(each="year", by=(2, 1)), Clock(each="year", by=(3, 1)), ""),
        (Clock(on=date(2026, 1, 1)), Clock(on=date(2026, 2, 1)), "later"),
        (Clock(start=ASKED, before=True), Clock(start=ASKED, before=True), ""),
        (Clock(earliest_of=(after(1), after(2))), after(9), ""),
    ],
)
def test_two_clocks_are_compared_where_they_can_be(law: Clock | None, policy: Clock | None, told: str) -> None:
    """The same start and a unit that turns into the other on every day, or periods, or dates."""
    assert compared(rules(law), rules(policy), "copy") == told


def test_the_rule_with_the_least_time_counts_on_each_side() -> None:
    """An agency that owes a duty twice owes it by the earlier."""
    assert compared(rules(after(90), after(10)), rules(after(30)), "copy") == "later"
    assert compared(rules(after(90), after(60)), rules(after(180), after(30)), "copy") == "sooner"
    assert compared(rules(after(90), after(30)), rules(after(180), after(30)), "copy") == ""


def test_rules_on_another_duty_do_not_count() -> None:
    """Only the duty that is asked about."""
    assert compared(rules(after(90)), rules(after(180)), "notice") == ""
