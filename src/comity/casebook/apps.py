"""The casebook as an application of Django."""

from __future__ import annotations

from django.apps import AppConfig


class CasebookConfig(AppConfig):
    """Its name, and how its tables are numbered."""

    name = "comity.casebook"
    label = "casebook"
    default_auto_field = "django.db.models.BigAutoField"
