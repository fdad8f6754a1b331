"""After a restore: each log is brought forward to its newest export, and the casebook's own rows follow it.

What was sealed since the backup is forgotten again. What was recorded since is made anew from the log, as far as the
log tells it; what it does not tell is said: accounts, drafts, idempotency keys, and whether a record was closed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from comity.casebook.answers import worst
from comity.casebook.models import Agency, Event, Record
from comity.casebook.recording import KIND, rows_of_log
from comity.casebook.sealing import forget
from comity.casebook.views.desk import owe
from comity.ledger.commitment import from_canonical
from comity.ledger.note import VerifierKey
from comity.ledger.replay import replay
from comity.ledger.rows import Entry

SEALED, WITHHELD = "sealed", "withheld"


def bring_forward(agency: Agency, data: bytes, path: str, key: VerifierKey | None = None) -> Iterator[str]:
    """Bring an agency's log and rows forward to the end of an export, and yield what to tell.

    Raise LedgerError where the export does not add to the log: then nothing is changed.
    """
    with transaction.atomic():
        with rows_of_log() as rows:
            done = replay(rows, agency.slug, data, path, key)
        followed = Following(agency)
        for entry in done.added:
            followed.take(entry)
        followed.end()
        # Withheld in the export without a `sealed` that names them: their records say nothing more either.
        left = Record.objects.filter(agency=agency, events__index__in=done.erased).exclude(state=SEALED).distinct()
        for record in left:
            forget(record, [])
    erased = len(done.erased) + len([e for e in done.added if e.event is None])
    yield f"{agency.slug}: {len(done.added)} entries added from the export, {erased} of all entries sealed since"
    yield from followed.said()


class Following:
    """The casebook's own rows, as they follow entry after entry."""

    def __init__(self, agency: Agency) -> None:
        self._agency = agency
        self._kinds: Counter[str] = Counter()
        self._withheld: set[int] = set()
        self._lost: list[int] = []

    def take(self, entry: Entry) -> None:
        """Make the event of an entry, and what it comes to."""
        if entry.event is None:
            self._withheld.add(entry.index)
            self._event(entry.index, WITHHELD, None, {})
            return
        said = from_canonical(entry.event)
        kind, number, body = str(said[KIND]), said.get("record"), said.get("body") or {}
        record = Record.objects.filter(agency=self._agency, number=number).first() if number is not None else None
        if kind == "received" and record is None and number is not None:
            record = self._received(number, body)
        self._event(entry.index, kind, record, said)
        if record is not None:
            self._project(record, kind, body)
        elif number is not None and kind == SEALED:
            self._lost.append(number)
            self._agency.last_number = max(self._agency.last_number, number)
        self._kinds[kind] += 1

    def end(self) -> None:
        """Keep what is kept once."""
        # INVARIANT: a receipt number that was given is never given again.
        self._agency.save(update_fields=["last_number"])

    def said(self) -> Iterator[str]:
        """Yield what a person should look at."""
        if self._lost:
            numbers = ", ".join(map(str, self._lost))
            yield f"{self._agency.slug}: received and sealed since, so no row is made for number {numbers}"
        accounts = sum(n for kind, n in self._kinds.items() if kind.startswith(("account", "role")))
        if accounts:
            yield f"{self._agency.slug}: {accounts} changes of accounts since the backup are to be made again by hand"
        if self._kinds["done"]:
            yield f"{self._agency.slug}: look over the records with something done since: whether closed is not told"

    def _event(self, index: int, kind: str, record: Record | None, said: dict[str, Any]) -> None:
        at = parse_datetime(str(said.get("at", ""))) or timezone.now()
        role = str(said.get("role") or "")
        Event.objects.create(agency=self._agency, index=index, record=record, kind=kind[:24], at=at, role=role)

    def _received(self, number: int, body: dict[str, Any]) -> Record:
        self._agency.last_number = max(self._agency.last_number, number)
        return Record.objects.create(
            agency=self._agency,
            number=number,
            received_at=datetime.fromisoformat(str(body["received_at"])),
            channel=str(body["channel"]),
            form=str(body["form"]),
            asked=list(body["asked"]),
            booking=str(body["booking"]),
            draft={"facts": {}, "unknown": []},
        )

    def _project(self, record: Record, kind: str, body: dict[str, Any]) -> None:
        if kind == "decided":
            record.state = "review" if self._agency.review_required else "filed"
            record.outcome = worst(body["decision"])
            record.save(update_fields=["state", "outcome"])
            owe(record, body["decision"])
        elif kind == "reviewed" and record.state == "review":
            record.state = "filed"
            record.save(update_fields=["state"])
        elif kind == "duty_done":
            owed = record.deadlines.filter(duty=body.get("duty", ""), done_at=None).first()
            if owed is not None:
                owed.done_at = timezone.now()
                owed.save(update_fields=["done_at"])
        elif kind == SEALED:
            indices = set(body.get("entries", ()))
            Event.objects.filter(agency=self._agency, index__in=indices & self._withheld).update(record=record)
            forget(record, indices)
