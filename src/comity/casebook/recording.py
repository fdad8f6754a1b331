"""The only door through which anything is recorded: an event, its leaf and the head of the log, in one transaction.

The index comes from the head, which the database locks, so the order of events is that of the log and never a clock's.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from comity.casebook.models import Account, Agency, Event, Head, Record, Tile
from comity.ledger.merkle import leaf_hash
from comity.ledger.tiles import grown


def canonical(body: Mapping[str, Any]) -> str:
    """Return a body as the one text that is committed to: keys sorted, no spaces, UTF-8.

    >>> canonical({"b": 1, "a": "é"})
    '{"a":"é","b":1}'
    """
    return json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


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

    Raise OSError or DatabaseError where it cannot be kept: then nothing is.
    """
    try:
        with transaction.atomic():
            head, _ = Head.objects.select_for_update().get_or_create(agency=agency)
            known = Event.objects.filter(agency=agency, key=key).first() if key else None
            if known:
                return known
            now = timezone.now()
            text = canonical(
                {
                    "agency": agency.slug,
                    "index": head.size,
                    "kind": kind,
                    "at": now.isoformat(timespec="seconds"),
                    "record": record.number if record else None,
                    "role": by.role if by else None,
                    "body": dict(body),
                }
            )
            salt = secrets.token_bytes(32)
            leaf = leaf_hash(sha256(salt + text.encode()).digest())
            for level, number, hashes in grown(tiles_of(agency), head.size, leaf):
                Tile.objects.update_or_create(agency=agency, level=level, number=number, defaults={"hashes": hashes})
            event = Event.objects.create(
                agency=agency,
                index=head.size,
                record=record,
                kind=kind,
                at=now,
                role=by.role if by else "",
                by=by,
                body=text,
                salt=salt,
                leaf=leaf,
                key=key,
            )
            head.size += 1
            head.save(update_fields=["size"])
            return event
    except IntegrityError:
        # Another worker kept the same key between our look and our write.
        known = Event.objects.filter(agency=agency, key=key).first() if key else None
        if known is None:
            raise
        return known


def tiles_of(agency: Agency) -> Callable[[int, int], bytes]:
    """Return how the tiles of an agency's log are read: level and number give the hashes, empty where there is none."""

    def read(level: int, number: int) -> bytes:
        found = Tile.objects.filter(agency=agency, level=level, number=number).values_list("hashes", flat=True).first()
        return bytes(found) if found else b""

    return read
