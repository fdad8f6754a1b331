"""A request is taken in with a receipt number, even sent twice, and what names someone is refused."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from comity.casebook.models import Agency, Record

SignedIn = Callable[[Agency, str], Client]
GIVEN = {"received_at": "2026-03-02T02:40", "channel": "fax", "form": "I-247A", "key": "k", "booking": "B-1"}


def test_a_form_sent_twice_is_one_record_and_leads_to_the_desk(agency: Agency, signed_in: SignedIn) -> None:
    """With the acts that the form asks for."""
    client = signed_in(agency, "desk")
    answers = [client.post("/records/new/", GIVEN) for _ in range(2)]
    record = Record.objects.get()
    assert [a["Location"] for a in answers] == [f"/records/{record.pk}/desk/"] * 2
    assert (record.number, record.asked) == (1, ["hold_on_detainer", "notify_release"])


def test_receipt_numbers_run_on_in_each_agency(agency: Agency, other: Agency, signed_in: SignedIn) -> None:
    """One by one."""
    for whose, key in ((agency, "a"), (agency, "b"), (other, "a")):
        signed_in(whose, "desk").post("/records/new/", GIVEN | {"key": key})
    assert sorted(Record.objects.values_list("agency__slug", "number")) == [("one", 1), ("one", 2), ("two", 1)]


def test_what_names_someone_is_refused_and_the_rest_is_kept_in_the_form(agency: Agency, signed_in: SignedIn) -> None:
    """Nothing is recorded."""
    answer = signed_in(agency, "desk").post("/records/new/", GIVEN | {"note": "Fax for A012345678"})
    assert answer.status_code == 400
    assert b"an A-number" in answer.content
    assert not Record.objects.exists()
