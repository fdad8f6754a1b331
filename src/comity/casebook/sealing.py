"""Sealing: words, booking hash, draft and salts of a record are deleted; its leaves stay, and `sealed` is appended.

Without its salt a leaf tells nothing of what it was made from, and every proof over it still holds.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection, transaction

from comity.casebook.models import Account, Event, Record
from comity.casebook.recording import note, rows_of_log


def seal(record: Record, by: Account, order: str) -> None:
    """Seal a record under an order. Raise DatabaseError where it cannot be done: then nothing is."""
    with transaction.atomic():
        indices = list(Event.objects.filter(record=record).values_list("index", flat=True))
        note(record.agency, "sealed", {"order": order, "entries": indices}, record=record, by=by)
        forget(record, indices)
    scrub()


def forget(record: Record, indices: Iterable[int]) -> None:
    """Delete what a record says, and what these entries of it said. A restore does it again for later seals."""
    with rows_of_log() as rows:
        for index in indices:
            rows.erase(record.agency.slug, index)
    record.deadlines.all().delete()
    record.state, record.booking, record.outcome = "sealed", "", ""
    record.draft, record.asked, record.form, record.channel = {}, [], "", ""
    record.save()


def scrub() -> None:
    """Let no deleted word stay in the database's files: SQLite's log is emptied, PostgreSQL's tables are vacuumed.

    Neither can be done inside a transaction: whoever seals in one calls this at its end.
    """
    if connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            for table in ("ledger_entry", "casebook_record", "casebook_deadline"):
                cursor.execute(f"VACUUM {table}")
