"""Nothing is shown before the gate has asked the table, and a refusal is noted without what was in the request."""

from __future__ import annotations

import logging
import re
import uuid
from collections.abc import Callable

import pytest
from django.test import Client
from tests.casebook.conftest import received

from comity.casebook.models import Account, Agency, Record

SignedIn = Callable[[Agency, str], Client]


def test_another_agencys_record_does_not_exist(agency: Agency, other: Agency, signed_in: SignedIn) -> None:
    """The answer is the same as for a record that nobody has."""
    theirs, client = received(other), signed_in(agency, "desk")
    answers = [client.get(f"/records/{pk}/") for pk in (theirs.pk, uuid.uuid4())]
    assert [a.status_code for a in answers] == [404, 404]
    pages = [re.sub(rb'csrfmiddlewaretoken" value="\w+"', b"", a.content) for a in answers]
    assert pages[0] == pages[1]


def test_a_person_without_an_agency_sees_nothing(agency: Agency, signed_in: SignedIn) -> None:
    """Though signed in with both factors."""
    client = signed_in(agency, "desk")
    Account.objects.filter(agency=agency, role="desk").update(agency=None)
    assert client.get("/records/").status_code == 403


def test_a_refusal_is_noted_with_account_role_and_route_only(
    agency: Agency, signed_in: SignedIn, caplog: pytest.LogCaptureFixture
) -> None:
    """Never with what was sent."""
    security = logging.getLogger("comity.security")
    security.setLevel(logging.INFO)
    security.addHandler(caplog.handler)
    try:
        signed_in(agency, "auditor").post("/records/new/", {"note": "a secret word", "booking": "B-4711"})
    finally:
        security.removeHandler(caplog.handler)
    lines = [r.getMessage() for r in caplog.records if r.name == "comity.security"]
    assert len(lines) == 1
    assert "role auditor, POST intake" in lines[0]
    assert "secret" not in lines[0]
    assert not Record.objects.exists()


def test_times_are_those_of_the_agency(agency: Agency, signed_in: SignedIn, request_at: Record) -> None:
    """The example state lies in the east, five hours behind."""
    page = signed_in(agency, "desk").get(f"/records/{request_at.pk}/").content.decode()
    assert "2 March 2026, 02:40 EST" in page
