"""A full disk, a database that cannot be written, a clock moved a day: a clean page, nothing half kept, a whole log."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.casebook.conftest import received
from tests.casebook.test_kill import tried

from comity.casebook import recording
from comity.casebook.models import Agency, Event, Record
from comity.casebook.recording import note, rows_of_log
from comity.ledger.store import check


def test_a_database_that_refuses_gives_a_clean_page_and_keeps_nothing(
    agency: Agency, signed_in: Callable[[Agency, str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page says that nothing was recorded, and shows no trace; sent again, it is one record."""
    client = signed_in(agency, "desk")
    client.raise_request_exception = False
    paper = {"received_at": "2026-03-02T07:40", "channel": "fax", "form": "I-247A", "key": "k"}

    def refuse(*_: object) -> None:
        raise OperationalError("database or disk is full")

    with monkeypatch.context() as away:
        away.setattr(recording, "append", refuse)
        page = client.post(reverse("intake"), paper)
    assert page.status_code == 500
    text = page.content.decode()
    assert "nothing of it was recorded" in text
    assert "disk is full" not in text
    assert (Record.objects.count(), Event.objects.count()) == (0, 0)
    for _ in range(2):
        assert client.post(reverse("intake"), paper).status_code == 302
    assert Record.objects.count() == 1


@pytest.mark.parametrize("days", [-1, 1])
def test_a_clock_that_is_moved_changes_no_order(agency: Agency, days: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The index is the order; the log is whole, and what comes after the clock is set right goes on."""
    received(agency)
    truly = timezone.now
    with monkeypatch.context() as moved:
        moved.setattr(timezone, "now", lambda: truly() + timedelta(days=days))
        note(agency, "thing", {})
    note(agency, "thing", {})
    assert list(Event.objects.filter(agency=agency).values_list("index", flat=True)) == [0, 1, 2]
    with rows_of_log() as rows:
        assert check(rows, agency.slug) == []


@pytest.mark.slow
@pytest.mark.parametrize("what", ["full", "read-only"])
def test_a_disk_that_takes_no_more_loses_nothing(tmp_path: Path, what: str) -> None:
    """What was acknowledged is there, what was refused is not, and with room again the same is sent once."""
    assert "refused; then all of it" in tried(tmp_path, what, 0)
