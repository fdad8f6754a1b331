"""Every page has the menu of its reader's role, the digest of the law, and errors in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from comity.casebook.models import Agency, Deadline
from comity.casebook.pages import digest
from comity.casebook.policy import ROLES, may


@pytest.mark.parametrize("role", ROLES)
def test_the_menu_has_what_the_role_may_open(
    role: str, agency: Agency, signed_in: Callable[[Agency, str], Client]
) -> None:
    """And nothing else."""
    page = signed_in(agency, role).get("/", follow=True)
    assert [name for name, _ in page.context["menu"] if not may(role, name, "GET", own=True)] == []
    assert digest().encode() in page.content


def test_errors_say_what_is_so_and_what_to_do(agency: Agency, signed_in: Callable[[Agency, str], Client]) -> None:
    """In the frame of every other page."""
    client = signed_in(agency, "desk")
    for path, status, words in (("/people/", 403, b"Your role may not do this."), ("/no/", 404, b"no such page")):
        answer = client.get(path)
        assert (answer.status_code, words in answer.content) == (status, True)


@pytest.mark.django_db
def test_no_page_can_be_framed_or_run_what_is_not_its_own() -> None:
    """By its headers."""
    answer = Client().get("/sign-in/")
    assert answer["X-Frame-Options"] == "DENY"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]


def test_what_is_late_is_counted_on_every_page_for_who_works_on_it(
    agency: Agency, signed_in: Callable[[Agency, str], Client]
) -> None:
    """A count in the menu, a line on the first page; an administrator, who reads no record, sees neither."""
    Deadline.objects.create(
        agency=agency, duty="copy_of_request", cite="s. 1", due_at=timezone.now() - timedelta(hours=1)
    )
    desk = signed_in(agency, "desk")
    assert desk.get("/records/").context["late"] == 1
    assert "▲ 1 duty is late" in desk.get("/").content.decode()
    assert "late" not in signed_in(agency, "administrator").get("/people/").context
