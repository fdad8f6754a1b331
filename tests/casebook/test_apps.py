"""The casebook is one application of Django under its own name."""

from __future__ import annotations

from django.apps import apps


def test_it_is_found_by_its_label() -> None:
    """Its tables are named after it."""
    assert apps.get_app_config("casebook").name == "comity.casebook"
