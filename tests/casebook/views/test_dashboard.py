"""Today's page: what is due, what waits, what came in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.casebook.conftest import received

from comity.casebook.models import Agency, Deadline, Event
from comity.casebook.views.dashboard import _bars, _left

SignedIn = Callable[[Agency, str], Client]


def test_an_empty_day_says_so(agency: Agency, signed_in: SignedIn) -> None:
    """In a sentence for each part."""
    page = signed_in(agency, "desk").get("/").content
    assert all(words in page for words in (b"Nothing is due.", b"Nothing waits", b"None of them has a decision yet."))


def test_what_is_due_is_told_nearest_first_and_what_is_late_as_late(agency: Agency, signed_in: SignedIn) -> None:
    """And once done it is due no more, noted in the log once."""
    record, client, now = received(agency), signed_in(agency, "desk"), timezone.now()
    for hours in (30, -3):
        Deadline.objects.create(
            agency=agency, record=record, duty="copy_of_request", cite="s. 1", due_at=now + timedelta(hours=hours)
        )
    due = client.get("/").context["due"]
    assert [d.late for d in due] == [True, False]
    for _ in range(2):
        client.post(f"/deadlines/{due[0].deadline.pk}/done/")
    assert len(client.get("/deadlines/").context["due"]) == 1
    assert Event.objects.filter(kind="duty_done").count() == 1


def test_another_agencys_deadline_does_not_exist(agency: Agency, other: Agency, signed_in: SignedIn) -> None:
    """As little as its record."""
    theirs = Deadline.objects.create(agency=other, duty="copy_of_request", cite="s. 1")
    assert signed_in(agency, "desk").post(f"/deadlines/{theirs.pk}/done/").status_code == 404


@pytest.mark.parametrize(
    ("span", "said"),
    [
        ({"hours": 3, "minutes": 20}, "in 3 h 20"),
        ({"minutes": 5}, "in 0 h 05"),
        ({"days": 1, "hours": 2}, "in 1 day"),
        ({"days": -2}, "2 days late"),
    ],
)
def test_what_is_left_is_told_as_a_person_says_it(span: dict[str, float], said: str) -> None:
    """Hours and minutes within a day, days beyond."""
    assert _left(timedelta(**span)) == said


@pytest.mark.parametrize(("left", "style"), [(30, ""), (10, "contested"), (-1, "prohibited")])
def test_a_clock_turns_amber_at_a_quarter_left_and_red_when_late(
    left: int, style: str, agency: Agency, signed_in: SignedIn
) -> None:
    """Shape and words say it too."""
    now = timezone.now()
    record = received(agency, received_at=now - timedelta(hours=60))
    due = now + timedelta(hours=left)
    Deadline.objects.create(agency=agency, record=record, duty="copy_of_request", cite="s. 1", due_at=due)
    page = signed_in(agency, "desk").get("/deadlines/")
    assert [d.style for d in page.context["due"]] == [style]
    chip = page.content.decode().partition('class="chip')[2].partition("</b>")[0]
    assert ("◆" in chip, "▲" in chip) == (style == "contested", style == "prohibited")


def test_the_longest_bar_is_the_greatest_count_and_nothing_is_no_bar() -> None:
    """The baseline is zero."""
    assert _bars({"now": 20, "before": 5, "never": 0}) == [("now", 20, 100), ("before", 5, 25), ("never", 0, 0)]
    assert _bars({"now": 0}) == [("now", 0, 0)]
