"""The casebook asks the engine: which acts a form asks for, what to ask next, what an answer means."""

from __future__ import annotations

import pytest
from tests.casebook.conftest import received

from comity.casebook.answers import encounter_of
from comity.casebook.law_here import answered, asked_by, next_asked, zone_of
from comity.casebook.models import Agency, Record


@pytest.mark.django_db
def test_a_form_asks_what_the_law_says_it_asks() -> None:
    """A form on which no request turns asks for nothing that we can tell."""
    assert asked_by("I-247A") == ("hold_on_detainer", "notify_release")
    assert asked_by("none") == ()


def test_the_next_question_says_why_and_an_answer_settles_it(request_at: Record) -> None:
    """Until nothing that could be told would change the answers."""
    encounter = encounter_of(request_at)
    found = next_asked(encounter)
    assert found
    asked, question = found
    assert asked.why.startswith("decides whether the agency may hold the person past release")
    assert [c.words for c in asked.choices] == ["none or administrative", "judge signed"]
    facts = answered(encounter, question, asked.choices[0].value)
    assert (facts[question.fact.name], asked.presumed) == ({"one_of": ["none", "administrative"]}, False)
    assert next_asked(encounter, [asked.variable]) is None or next_asked(encounter, [asked.variable]) != found


def test_what_is_none_of_the_choices_is_refused(request_at: Record) -> None:
    """A form can be sent with anything in it."""
    encounter = encounter_of(request_at)
    found = next_asked(encounter)
    assert found
    for wrong in ("", "99", "yes; drop table"):
        with pytest.raises(ValueError, match=wrong[:5] or "^$"):
            answered(encounter, found[1], wrong)


def test_an_agency_keeps_the_time_of_its_place(agency: Agency) -> None:
    """The nearest place that the law's files describe gives it."""
    assert str(zone_of(agency)) == "America/New_York"
    assert received(agency).received_at.utcoffset() is not None
