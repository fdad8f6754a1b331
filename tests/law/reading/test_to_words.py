"""The vocabulary's files as values: words, lists, flat papers, calendars."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from comity.law.reading.to_words import to_calendars, to_words
from comity.law.reading.vocabulary_files import read_words
from comity.law.reading.vocabulary_model import CalendarModel, VocabularyModel
from comity.vocabulary.fact import Kind

VOCABULARY = read_words(Path(__file__).parents[3] / "law")


def test_a_flat_paper_stands_for_the_fields_of_one_paper() -> None:
    """`request_form` is the form of the only paper."""
    words = to_words(VOCABULARY)
    assert words.flat["form"] == "request_form"
    assert words.lists["papers"]["form"].options() == words.facts["request_form"].values
    assert words.lists["convictions"]["date"].kind is Kind.DATE


def test_the_moment_at_which_a_duty_was_done_is_kept() -> None:
    """So that a log shows whether it was late."""
    assert to_words(VOCABULARY).duty_done["answer_certification"] == "answered_at"


def test_calendars_hold_the_days_off_of_their_places() -> None:
    """Patriots' Day is off in one calendar and not in the other; Independence Day in both."""
    calendars = to_calendars(VOCABULARY)
    patriots, independence = date(2026, 4, 20), date(2025, 7, 4)
    assert [patriots in calendars[c].holidays for c in ("us", "us/ma")] == [False, True]
    assert all(independence in calendars[c].holidays for c in ("us", "us/ma"))


def test_a_leap_day_is_added_only_where_there_is_one() -> None:
    """A calendar may name 29 February."""
    model = CalendarModel.model_validate(
        {"library": {"country": "US"}, "cite": "none", "add": [{"on": "02-29", "name": "Leap Day"}]}
    )
    days = to_calendars(VocabularyModel(calendars={"us/xx": model}))["us/xx"].holidays
    assert date(2028, 2, 29) in days
    assert sum(d.month == 2 and d.day == 29 for d in days) == 15
