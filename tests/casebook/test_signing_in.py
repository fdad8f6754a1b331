"""Nobody signs up; an invitation works once; name, password and second factor let a person in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core import signing
from django.http import HttpRequest
from django.test import Client

from comity.casebook.models import Account, Agency
from comity.casebook.signing_in import ClosedAdapter, invitation, invited


def test_nobody_signs_up() -> None:
    """There is no page for it either."""
    assert not ClosedAdapter().is_open_for_signup(HttpRequest())


def test_an_invitation_is_over_once_the_password_is_set_or_a_day_has_gone(
    agency: Agency, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or the account was ended."""
    account = Account.objects.get(agency=agency, role="desk")
    token = invitation(account)
    assert invited(token) == account
    assert invited(token + "x") is None
    later = signing.time.time() + 24 * 3600 + 1
    with monkeypatch.context() as m:
        m.setattr(signing.time, "time", lambda: later)
        assert invited(token) is None
    account.set_password("another long password")
    account.save()
    assert invited(token) is None


def test_an_invited_person_sets_a_password_and_then_a_second_factor(
    agency: Agency, signed_in: Callable[[Agency, str], Client]
) -> None:
    """By the link that the administrator was shown."""
    page = signed_in(agency, "administrator").post("/people/", {"username": "new-desk", "role": "desk"})
    link = page.context["link"]
    path = link.removeprefix("http://testserver")
    answer = Client().post(path, {"password": "a long new password", "again": "a long new password"})
    assert answer["Location"] == "/second-factor/totp/activate/"
    assert Client().get(path).status_code == 404


def test_a_password_alone_shows_nothing(agency: Agency) -> None:
    """The code is asked for; without it nobody is signed in."""
    client = Client()
    answer = client.post("/sign-in/", {"login": f"{agency.slug}-desk", "password": "a long password"})
    assert answer["Location"].startswith("/second-factor/authenticate/")
    assert client.get("/")["Location"].startswith("/sign-in/")


def test_an_ended_account_is_told_as_much_as_a_wrong_password(agency: Agency) -> None:
    """In words, on the page where one signs in."""
    Account.objects.filter(agency=agency, role="desk").update(is_active=False)
    page = Client().post("/sign-in/", {"login": "one-desk", "password": "a long password"}, follow=True)
    assert (page.status_code, page.redirect_chain) == (200, [])
    assert "This name and this password do not belong together." in page.content.decode()
    assert b"This account has ended." in Client().get("/sign-in/ended/").content
