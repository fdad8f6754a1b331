"""The only door through which anything is recorded: an event, its leaf and the head of the log, in one transaction.

The index comes from the head, which the database locks, so the order of events is that of the log and never a clock's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from comity.casebook.models import Account, Agency, Event, Record
from comity.ledger.commitment import from_canonical
from comity.ledger.sql import DJANGO_SQLITE, POSTGRESQL, Dialect, SqlRows
from comity.ledger.store import append, create_log

KIND = "kind"


def dialect() -> Dialect:
    """Return how the casebook's database writes the rows of the log."""
    return DJANGO_SQLITE if connection.vendor == "sqlite" else POSTGRESQL


@contextmanager
def rows_of_log() -> Iterator[SqlRows]:
    """Open a transaction, or join the one that is open, and yield the rows of the log in it."""
    with transaction.atomic(), connection.cursor() as cursor:
        yield SqlRows(cursor, dialect())


def origin(agency: Agency) -> str:
    """Return the name of an agency's log, under which its checkpoints are signed."""
    return f"comity/{agency.slug}"


def note(
    agency: Agency,
    kind: str,
    body: Mapping[str, Any],
    *,
    record: Record | None = None,
    by: Account | None = None,
    key: str | None = None,
) -> Event:
    """Record an event and return it; the same idempotency key returns the event that it made before.

    Raise LedgerError or DatabaseError where it cannot be kept: then nothing is.
    """
    with rows_of_log() as rows:
        if rows.head(agency.slug) is None:
            create_log(rows, agency.slug, origin(agency))
        rows.head(agency.slug, lock=True)
        known = rows.entry_of_key(agency.slug, key) if key else None
        if known:
            return Event.objects.get(agency=agency, index=known.index)
        now = timezone.now()
        said = {
            KIND: kind,
            "at": now.isoformat(timespec="seconds"),
            "record": record.number if record else None,
            "role": by.role if by else None,
            "body": dict(body),
        }
        added = append(rows, agency.slug, said, key)
        role = by.role if by else ""
        return Event.objects.create(
            agency=agency, index=added.index, record=record, kind=kind, at=now, role=role, by=by
        )


def said_by(agency: Agency, events: Iterable[Event]) -> list[tuple[Event, dict[str, Any] | None]]:
    """Return each event with what its entry in the log says; None where it was sealed."""
    with rows_of_log() as rows:
        found = []
        for event in events:
            entry = rows.entry(agency.slug, event.index)
            told = from_canonical(entry.event) if entry and entry.event is not None else None
            found.append((event, told["body"] if told else None))
        return found
