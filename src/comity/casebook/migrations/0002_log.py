"""The tables of the log, as the ledger itself writes them."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from comity.ledger.sql import DJANGO_SQLITE, POSTGRESQL, schema


def make(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the tables and their guards."""
    for statement in schema(DJANGO_SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL):
        editor.execute(statement)


class Migration(migrations.Migration):
    """After the casebook's own tables."""

    dependencies = [("casebook", "0001_initial")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
