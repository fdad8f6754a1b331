"""The first administrator's link works once, and only while nobody has an account."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from comity.casebook.first import make_token, token_fits, use_up
from comity.casebook.models import Account, Agency

GIVEN = {
    "name": "Some Jail",
    "slug": "some-jail",
    "place": "us/xx/some-town",
    "kinds": ["jail"],
    "username": "first",
    "password": "a rather long password",
    "again": "a rather long password",
}


@pytest.mark.django_db
def test_no_other_token_fits_and_only_its_hash_is_kept(casebook: Path) -> None:
    """A new one ends the old one."""
    assert not token_fits("guess")
    old = make_token()
    new = make_token()
    assert old
    assert new
    assert (token_fits(old), token_fits(new), token_fits("")) == (False, True, False)
    assert new not in (casebook / "keys" / "first").read_text()
    use_up()
    assert not token_fits(new)


def test_there_is_none_once_somebody_has_an_account(agency: Agency) -> None:
    """Nor does an old one work."""
    assert Account.objects.filter(agency=agency).exists()
    assert make_token() is None


@pytest.mark.django_db
def test_the_link_makes_the_agency_and_its_administrator_and_works_no_more() -> None:
    """The second factor is asked for next."""
    token = make_token()
    client = Client()
    assert client.get(f"/first/{token}/").status_code == 200
    wrong = client.post(f"/first/{token}/", GIVEN | {"again": "another"})
    assert (wrong.status_code, b"not the same" in wrong.content) == (400, True)
    answer = client.post(f"/first/{token}/", GIVEN)
    assert (answer.status_code, answer["Location"]) == (302, "/second-factor/totp/activate/")
    account = Account.objects.get()
    assert (account.role, account.agency.slug if account.agency else "") == ("administrator", "some-jail")
    assert client.get("/people/")["Location"] == "/second-factor/totp/activate/"
    assert Client().get(f"/first/{token}/").status_code == 404
