"""The links that let a person in show nothing once they are used."""

from __future__ import annotations

import pytest
from django.test import Client

from comity.casebook.models import Account, Agency
from comity.casebook.signing_in import invitation


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/first/guess/", "/invited/guess/"])
def test_a_guess_shows_nothing(path: str) -> None:
    """And says what to do."""
    answer = Client().get(path)
    assert (answer.status_code, b"Ask for a new one." in answer.content) == (404, True)


def test_who_just_set_a_password_goes_straight_to_the_second_factor(agency: Agency) -> None:
    """It is not asked for again, in our own words."""
    new = Account(username="new", role="desk", agency=agency)
    new.set_unusable_password()
    new.save()
    client, words = Client(), "four plain words together"
    page = client.post(f"/invited/{invitation(new)}/", {"password": words, "again": words}, follow=True)
    assert page.redirect_chain == [("/second-factor/totp/activate/", 302)]
    assert b"Set up your second factor" in page.content
