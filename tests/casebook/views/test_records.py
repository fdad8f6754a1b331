"""The list turns over by key, finds what is asked for, and a record shows every event."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.test import Client
from tests.casebook.conftest import received

from comity.casebook.models import Agency, Event, Record

SignedIn = Callable[[Agency, str], Client]


def test_an_empty_list_says_so(agency: Agency, signed_in: SignedIn) -> None:
    """With a way on."""
    assert b"No record fits" in signed_in(agency, "desk").get("/records/").content


def test_every_record_is_on_exactly_one_page(agency: Agency, other: Agency, signed_in: SignedIn) -> None:
    """However many share a minute; and none of another agency's."""
    start = datetime(2026, 3, 2, tzinfo=UTC)
    for n in range(120):
        received(agency, f"k{n}", received_at=start + timedelta(minutes=n // 4))
    received(other)
    client, after, seen = signed_in(agency, "desk"), "", []
    for _ in range(5):
        page = client.get("/records/", {"after": after} if after else {})
        seen += [r.pk for r in page.context["page"]]
        after = page.context["last"]
        if not after:
            break
    assert len(seen) == len(set(seen)) == 120
    assert client.get("/records/", {"after": "no such"}).status_code == 200


def test_a_record_is_found_by_its_booking_number_and_its_receipt(agency: Agency, signed_in: SignedIn) -> None:
    """The number itself is nowhere on the page."""
    found = received(agency, booking="XK-4711")
    received(agency, "other", booking="XK-4712")
    client = signed_in(agency, "records")
    for sent in ({"booking": "xk 4711"}, {"number": str(found.number)}):
        page = client.get("/records/", sent)
        assert [r.pk for r in page.context["page"]] == [found.pk]
    assert b"4711" not in client.get(f"/records/{found.pk}/").content


def test_what_was_done_is_noted_and_closes_the_record(agency: Agency, signed_in: SignedIn) -> None:
    """By whom, when, by which channel and to which office."""
    record, client = received(agency), signed_in(agency, "desk")
    client.post(f"/records/{record.pk}/file/")
    done = {"deed": "declined", "at": "2026-03-02T03:00", "channel": "fax", "to": "field office", "close": "on"}
    assert client.post(f"/records/{record.pk}/done/", done | {"to": "Agent Example"}).status_code == 400
    assert client.post(f"/records/{record.pk}/done/", done).status_code == 302
    record.refresh_from_db()
    assert record.state == "closed"
    assert b"declined the request, field office" in client.get(f"/records/{record.pk}/").content


def test_a_sealed_record_shows_that_it_is_sealed_and_nothing_else(agency: Agency, signed_in: SignedIn) -> None:
    """Only after the person has said that they are sure."""
    record, client = received(agency, note="a word to forget"), signed_in(agency, "records")
    client.post(f"/records/{record.pk}/file/")
    assert client.post(f"/records/{record.pk}/seal/", {"order": "order of a court"}).status_code == 400
    client.post(f"/records/{record.pk}/seal/", {"order": "order of a court", "sure": "on"})
    page = Record.objects.get(pk=record.pk)
    assert page.state == "sealed"
    content = client.get(f"/records/{record.pk}/").content
    assert b"This record is sealed" in content
    assert b"a word to forget" not in content
    assert Event.objects.filter(record=record).count() == 3
