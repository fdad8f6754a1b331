"""Who may do what: every route has a rule, and the whole matrix comes out as the table says."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from comity.casebook.models import Agency, Deadline, Event, Record
from comity.casebook.policy import OPEN, OWN, ROLES, STATES, TABLE, may

METHODS = ("GET", "POST", "PUT", "DELETE")


def routes(found: object = None) -> set[str]:
    """Return the names of every address of the casebook."""
    names: set[str] = set()
    for one in found or get_resolver().url_patterns:  # type: ignore[attr-defined]
        if isinstance(one, URLPattern):
            names.add(str(one.name))
        elif isinstance(one, URLResolver):
            names |= routes(one.url_patterns)
    return names


def test_nothing_that_is_not_in_the_table_is_allowed() -> None:
    """An unknown route, method, role or state is a no."""
    assert not may("desk", "no-such-route", "GET", own=True)
    assert not may("desk", "records", "DELETE", own=True)
    assert not may("nobody", "records", "GET", own=True)
    assert not may("desk", "record", "GET", own=True, state="unheard-of")
    assert not may("desk", "records", "GET", own=False)


def test_every_route_has_a_rule_and_every_rule_a_route() -> None:
    """A route added without one fails here."""
    assert routes() == set(TABLE) | OPEN | OWN


def test_an_auditor_changes_nothing_and_an_administrator_reads_no_record() -> None:
    """Whatever the state of a record."""
    for route, methods in TABLE.items():
        for state in (None, *STATES):
            assert not may("auditor", route, "POST", own=True, state=state)
            if methods["GET"].states is not None if "GET" in methods else False:
                assert not may("administrator", route, "GET", own=True, state=state)


@pytest.mark.parametrize("role", ROLES)
def test_the_matrix_of_role_agency_state_route_and_method(
    role: str, agency: Agency, other: Agency, signed_in: Callable[[Agency, str], Client]
) -> None:
    """Each answer is a refusal exactly where the table has no yes; another agency's record does not exist."""
    client = signed_in(agency, role)
    tried = 0
    for route, whose, state, method in itertools.product(TABLE, (agency, other), STATES, METHODS):
        record = _record(whose, state)
        deadline = Deadline.objects.create(agency=whose, record=record, duty="copy_of_request", cite="s. 1")
        rule = TABLE[route].get(method)
        about_record = any(r.states is not None for r in TABLE[route].values())
        names = {"deadline_done": [deadline.pk], "person": [10**6]}
        path = reverse(route, args=[record.pk] if about_record else names.get(route, []))
        status = client.generic(method, path).status_code
        tried += 1
        if about_record and whose is other:
            assert status == 404, (route, method, state)
        elif rule is None or role not in rule.roles or (rule.states is not None and state not in rule.states):
            assert status == 403, (route, method, state, status)
        else:
            assert status not in {403, 405, 500}, (route, method, state, status)
    assert tried == len(TABLE) * 2 * len(STATES) * len(METHODS)


def _record(agency: Agency, state: str) -> Record:
    number = Record.objects.filter(agency=agency).count() + 1
    return Record.objects.create(
        id=uuid.uuid4(),
        agency=agency,
        number=number,
        received_at="2026-03-02T07:40Z",
        channel="fax",
        form="I-247A",
        state=state,
        asked=["hold_on_detainer"],
    )


@pytest.mark.parametrize("route", sorted(TABLE))
def test_a_stranger_is_sent_to_sign_in(route: str, agency: Agency) -> None:
    """With no word on whether the record exists."""
    about_record = any(r.states is not None for r in TABLE[route].values())
    args = [uuid.uuid4()] if about_record else [1] if route in {"deadline_done", "person"} else []
    answer = Client().get(reverse(route, args=args))
    assert (answer.status_code, answer["Location"].startswith("/sign-in/")) == (302, True)
    assert not Event.objects.filter(agency=agency).exists()
