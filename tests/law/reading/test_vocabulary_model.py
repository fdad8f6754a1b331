"""The vocabulary files list facts, fields and calendars that hold together; none records immigration status."""

from __future__ import annotations

from datetime import date

import pytest
from tests.law.reading.examples import reading, wrong

from comity.law.reading.vocabulary_model import CalendarsFile, FactsFile, ListsFile


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        ("{type: yesno, question: Q?, presumption: maybe}", "presumption `maybe` is not among the values"),
        ("{type: choice, question: Q?}", "a fact of type `choice` needs `values`"),
        ("{type: yesno, values: [a], question: Q?}", "a fact of type `yesno` takes no `values`"),
        ("{type: choice, values: [a, a], question: Q?}", "a value is listed twice"),
        ("{type: yesno, question: Q?, cost: 9}", "`9` is out of range, at `cost`; at most 5"),
        ("{type: yesno, question: Q?, cost: many}", "`many` is not a whole number"),
        ("{type: yesno, question: Q?, privacy: secret}", "unknown privacy `secret`"),
        ("{type: yes/no, question: Q?}", "unknown type `yes/no`; did you mean `yesno`?"),
    ],
)
def test_a_broken_fact_is_refused_in_words(fact: str, said: str) -> None:
    """A fact has values where its type takes them, and a presumption among them."""
    assert said in wrong(FactsFile, f"facts:\n  one: {fact}\n")


@pytest.mark.parametrize(
    "name",
    ["status", "immigration_status", "citizenship", "nationality", "undocumented", "country_of_birth", "noncitizen"],
)
def test_no_fact_for_immigration_status_can_be_listed(name: str) -> None:
    """The reader refuses the name; words near it that are not anyone's status stay."""
    assert f"fact `{name}` would record immigration status" in wrong(
        FactsFile, f"facts:\n  {name}: {{type: yesno, question: Q?}}\n"
    )
    assert reading(FactsFile, "facts:\n  considers_status: {type: yesno, question: Q?}\n").facts


def test_a_list_field_of_a_choice_needs_values_or_a_fact() -> None:
    """A choice without values is a mistake, unless a fact has them."""
    assert "needs `values` or `fact`" in wrong(ListsFile, "lists: {papers: {form: {type: choice}}}")
    assert "takes no `values`" in wrong(ListsFile, "lists: {papers: {form: {type: text, values: [a]}}}")


def test_a_calendar_starts_from_a_library_or_another_calendar() -> None:
    """Days added are yearly or single; a calendar without a start is a mistake."""
    text = (
        "calendars:\n  us/xx:\n    cite: x\n    library: {country: US}\n"
        "    add: [{on: 03-17, name: A, sunday: next}, {on: 2026-07-06, name: B}]\n"
    )
    calendar = reading(CalendarsFile, text).calendars["us/xx"]
    assert [day.on for day in calendar.add] == ["03-17", date(2026, 7, 6)]
    assert "either `library` or `extends`" in wrong(CalendarsFile, text.replace("    library: {country: US}\n", ""))
    assert "act.yaml:5: `02-30` is not a day of the calendar" in wrong(CalendarsFile, text.replace("03-17", "02-30"))
