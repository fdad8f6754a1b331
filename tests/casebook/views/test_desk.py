"""At the desk: a question at a time, the answers beside it, and the decision filed once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from comity.casebook.models import Agency, Deadline, Event, Record
from comity.casebook.recording import said_by

SignedIn = Callable[[Agency, str], Client]


@pytest.fixture
def client(agency: Agency, signed_in: SignedIn) -> Client:
    return signed_in(agency, "desk")


def test_answers_build_up_and_can_be_taken_back(client: Client, request_at: Record) -> None:
    """A question answered is asked no more; changed, it is asked again."""
    url = f"/records/{request_at.pk}/desk/"
    asked = client.get(url).context["asked"]
    client.post(url, {"fact": asked.variable, "answer": asked.choices[1].value})
    page = client.get(url)
    assert [said for _, said, _ in page.context["given"]] == [asked.choices[1].words]
    client.post(url, {"fact": asked.variable, "answer": "back"})
    assert client.get(url).context["asked"].variable == asked.variable


def test_i_do_not_know_is_an_answer(client: Client, request_at: Record) -> None:
    """It is not asked again, and nothing is taken for granted."""
    url = f"/records/{request_at.pk}/desk/"
    asked = client.get(url).context["asked"]
    client.post(url, {"fact": asked.variable, "answer": "unknown"})
    page = client.get(url)
    assert page.context["given"][0][1] == "I don't know"
    assert page.context["asked"] is None or page.context["asked"].variable != asked.variable


@pytest.mark.parametrize("sent", [{"fact": "minor", "answer": "0"}, {"fact": "", "answer": ""}])
def test_an_answer_to_another_question_is_refused_in_words(
    client: Client, request_at: Record, sent: dict[str, str]
) -> None:
    """And the draft stays as it was."""
    answer = client.post(f"/records/{request_at.pk}/desk/", sent)
    assert (answer.status_code, b"question has changed" in answer.content) == (400, True)
    request_at.refresh_from_db()
    assert request_at.draft["facts"] == {}


def test_a_decision_is_filed_once_with_its_law_and_its_duties(client: Client, request_at: Record) -> None:
    """What was filed is what the law said, whole."""
    for _ in range(2):
        client.post(f"/records/{request_at.pk}/file/")
    request_at.refresh_from_db()
    assert (request_at.state, request_at.outcome) == ("filed", "prohibited")
    events = list(Event.objects.filter(record=request_at, kind="decided"))
    [(_, body)] = said_by(request_at.agency, events)
    assert body
    assert body["decision"]["law"]["digest"].startswith("sha256:")
    assert body["encounter"]["facts"]["request_form"] == "I-247A"
    assert [d.duty for d in Deadline.objects.filter(record=request_at)] == ["copy_of_request"]


def test_where_the_agency_reviews_it_waits_for_a_supervisor(
    client: Client, request_at: Record, agency: Agency, signed_in: SignedIn
) -> None:
    """A disagreement is kept with its reason, and the decision stays as it was filed."""
    agency.review_required = True
    agency.save()
    client.post(f"/records/{request_at.pk}/file/")
    boss = signed_in(agency, "supervisor")
    path = f"/records/{request_at.pk}/review/"
    assert boss.post(path, {"agrees": "no", "reason": ""}).status_code == 400
    boss.post(path, {"agrees": "no", "reason": "The order was signed by a judge."})
    request_at.refresh_from_db()
    assert request_at.state == "filed"
    page = client.get(f"/records/{request_at.pk}/").content
    assert b"The order was signed by a judge." in page
    assert [e.kind for e in Event.objects.filter(record=request_at).order_by("index")] == [
        "received",
        "decided",
        "reviewed",
    ]


def test_what_is_presumed_can_be_told_otherwise(client: Client, request_at: Record) -> None:
    """At once, without waiting to be asked; what does not fit is refused."""
    url = f"/records/{request_at.pk}/desk/"
    assert b"It is no" in client.get(url).content
    client.post(url, {"fact": "release_due", "answer": "=no"})
    page = client.get(url)
    assert ("no", "release_due") in [(said, fact) for _, said, fact in page.context["given"]]
    assert client.post(url, {"fact": "order_lodged", "answer": "=yes"}).status_code == 400
