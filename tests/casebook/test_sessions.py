"""A sign-in ends after 15 minutes without a request and after 12 hours in all; an account that ends, at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from comity.casebook import sessions
from comity.casebook.models import Account, Agency

SignedIn = Callable[[Agency, str], Client]


START = timezone.now()


def later(monkeypatch: pytest.MonkeyPatch, minutes: float) -> None:
    """Set the clock that the limits read, so long after the start of the tests."""
    now = START + timedelta(minutes=minutes)
    monkeypatch.setattr(sessions, "timezone", SimpleNamespace(now=lambda: now))


def test_fourteen_minutes_are_not_over_and_sixteen_are(
    agency: Agency, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each request begins the quarter of an hour anew."""
    later(monkeypatch, minutes=0)
    client = signed_in(agency, "desk")
    assert client.get("/").status_code == 200
    for minutes in (14, 28):
        later(monkeypatch, minutes=minutes)
        assert client.get("/").status_code == 200
    later(monkeypatch, minutes=44.1)
    assert client.get("/")["Location"].startswith("/sign-in/")


def test_twelve_hours_are_all(agency: Agency, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch) -> None:
    """However busy the day."""
    later(monkeypatch, minutes=0)
    client = signed_in(agency, "desk")
    client.get("/")
    for minutes in range(10, 721, 10):
        later(monkeypatch, minutes=minutes)
        assert client.get("/").status_code == 200, minutes
    later(monkeypatch, minutes=721)
    assert client.get("/").status_code == 302


def test_an_account_that_is_ended_is_out_at_its_next_request(agency: Agency, signed_in: SignedIn) -> None:
    """By an administrator of its agency."""
    desk, boss = signed_in(agency, "desk"), signed_in(agency, "administrator")
    assert desk.get("/").status_code == 200
    account = Account.objects.get(agency=agency, role="desk")
    assert boss.post(f"/people/{account.pk}/", {"end": "yes"}).status_code == 302
    assert desk.get("/")["Location"].startswith("/sign-in/")


def test_without_a_second_factor_nothing_is_shown(agency: Agency, signed_in: SignedIn) -> None:
    """Whatever the page."""
    client = signed_in(agency, "desk")
    Authenticator.objects.all().delete()
    for path in ("/", "/records/", "/records/new/"):
        assert client.get(path)["Location"] == "/second-factor/totp/activate/"
