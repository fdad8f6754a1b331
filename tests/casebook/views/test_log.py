"""The log's page shows how far it goes and the key to verify it with, and not a word of any record."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client
from tests.casebook.conftest import received

from comity.casebook.models import Agency


def test_the_page_and_the_export_of_the_log(agency: Agency, signed_in: Callable[[Agency, str], Client]) -> None:
    """An export signs a checkpoint, which the page then shows."""
    received(agency, note="words of a record")
    client = signed_in(agency, "auditor")
    page = client.get("/log/")
    assert page.context["size"] == 1
    assert b"words of a record" not in page.content
    exported = client.get("/log/export/")
    assert exported.content.count(b"\n") == 3
    assert client.get("/log/").context["checkpoints"][0][0] == 1
