"""The links that let a person in show nothing once they are used."""

from __future__ import annotations

import pytest
from django.test import Client


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/first/guess/", "/invited/guess/"])
def test_a_guess_shows_nothing(path: str) -> None:
    """And says what to do."""
    answer = Client().get(path)
    assert (answer.status_code, b"Ask for a new one." in answer.content) == (404, True)
