"""An administrator opens, changes and ends accounts of the own agency, never the own one."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from comity.casebook.models import Account, Agency, Event

SignedIn = Callable[[Agency, str], Client]


def test_a_role_is_changed_and_the_change_is_in_the_log(agency: Agency, signed_in: SignedIn) -> None:
    """From what to what, by account and not by name."""
    desk = Account.objects.get(agency=agency, role="desk")
    signed_in(agency, "administrator").post(f"/people/{desk.pk}/", {"role": "supervisor"})
    desk.refresh_from_db()
    assert desk.role == "supervisor"
    assert Event.objects.get().kind == "role_changed"


def test_nobody_changes_their_own_account_or_another_agencys(
    agency: Agency, other: Agency, signed_in: SignedIn
) -> None:
    """Nor gives a role that there is not."""
    client = signed_in(agency, "administrator")
    me = Account.objects.get(agency=agency, role="administrator")
    client.post(f"/people/{me.pk}/", {"role": "desk"})
    me.refresh_from_db()
    assert me.role == "administrator"
    theirs = Account.objects.get(agency=other, role="desk")
    assert client.post(f"/people/{theirs.pk}/", {"end": "yes"}).status_code == 404
    desk = Account.objects.get(agency=agency, role="desk")
    client.post(f"/people/{desk.pk}/", {"role": "emperor"})
    desk.refresh_from_db()
    assert desk.role == "desk"
