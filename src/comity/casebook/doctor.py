"""The doctor: looks at a casebook without changing it, and says of each thing what is so and what to do."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Max
from django.utils import timezone

from comity.casebook.backups import made
from comity.casebook.exporting import signer
from comity.casebook.law_here import law
from comity.casebook.models import Agency, Event
from comity.casebook.recording import rows_of_log
from comity.casebook.restoring import MARK
from comity.ledger.note import Note
from comity.ledger.store import check
from comity.vocabulary.errors import InputError

SPACE = 1_000_000_000
UNSIGNED = timedelta(hours=1)
BACKUP_DAYS = 2
SKEW = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: what is so, and what to do where it is not well."""

    says: str
    do: str = ""

    @property
    def well(self) -> bool:
        """Whether there is nothing to do."""
        return not self.do

    def __str__(self) -> str:
        return f"MEND  {self.says}: {self.do}" if self.do else f"well  {self.says}"


def well(says: str) -> Finding:
    """Return that something is as it should be."""
    return Finding(says)


def mend(says: str, do: str) -> Finding:
    """Return that something is not, and what to do."""
    return Finding(says, do)


def seen(says: str, do: str, *, well: bool) -> Finding:
    """Return what was seen; what to do is said where it is not well."""
    return Finding(says, "" if well else do)


def examined(*, logs: bool = True) -> Iterator[Finding]:
    """Yield what is found; without `logs` the entries of the logs are not read again, which takes long for many."""
    yield from _folder()
    yield from _keys()
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        yield mend(f"the database cannot be reached ({_first(error)})", "start it, or mend DATABASE_URL")
        return
    yield well(f"the database answers: {connection.vendor}")
    yield from (_sqlite() if connection.vendor == "sqlite" else _postgresql())
    todo = _migrations()
    yield todo
    yield _law()
    if not todo.well:
        return
    yield _clock()
    yield from _logs(whole=logs)
    yield from _backups()


def _folder() -> Iterator[Finding]:
    folder = Path(settings.FOLDER)
    restoring = (folder / MARK).exists()
    if restoring:
        yield mend("a restore into this folder has not ended", "run `comity restore` again")
    can = os.access(folder, os.W_OK)
    says = f"{folder} {'can' if can else 'cannot'} be written"
    yield seen(says, "give it to the user who serves", well=can)
    left = shutil.disk_usage(folder)
    size = sum(p.stat().st_size for p in folder.glob("casebook.sqlite3*"))
    enough = left.free > max(SPACE, 2 * size) and left.free > left.total // 50
    says = f"{left.free / 1e9:.1f} GB free on its disk, {size / 1e9:.2f} GB in the database's files"
    yield seen(says, "make room: a full disk refuses every new record", well=enough)


def _keys() -> Iterator[Finding]:
    folder = Path(settings.FOLDER) / "keys"
    if not folder.is_dir():
        yield mend("there are no keys", "restore them with `comity restore --keys`, before the first start")
        return
    open_to_all = [p.name for p in (folder, *folder.iterdir()) if stat.S_IMODE(p.stat().st_mode) & 0o077]
    yield seen(
        "keys are readable by their owner only"
        if not open_to_all
        else f"others can read {', '.join(sorted(open_to_all))}",
        f"chmod -R go= {folder}",
        well=not open_to_all,
    )


def _sqlite() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        found = {}
        for name in ("journal_mode", "synchronous", "secure_delete"):
            cursor.execute(f"PRAGMA {name}")
            found[name] = str(cursor.fetchone()[0])
    held = {"journal_mode": "wal", "synchronous": "2", "secure_delete": "1"}
    wrong = {name: value for name, value in found.items() if value != held[name]}
    says = ", ".join(f"{name} {value}" for name, value in found.items())
    yield seen(says, "is another program using the file, or does it lie on a network disk?", well=not wrong)


def _postgresql() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        found = {}
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            cursor.execute(f"SHOW {name}")
            found[name] = cursor.fetchone()[0]
        cursor.execute("SELECT clock_timestamp()")
        there: datetime = cursor.fetchone()[0]
    off = [name for name, value in found.items() if value == "off"]
    says = ", ".join(f"{name} {value}" for name, value in found.items())
    yield seen(says, f"turn on {', '.join(off)} in postgresql.conf", well=not off)
    apart = abs(timezone.now() - there)
    says = f"the database's clock is {apart.total_seconds():.0f} s from this one"
    yield seen(says, "set them by NTP", well=apart < SKEW)


def _migrations() -> Finding:
    executor = MigrationExecutor(connection)
    todo = [str(one) for one, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]
    says = f"{len(todo)} changes of the tables are still to be made" if todo else "the tables are those of this version"
    return seen(says, "`comity serve --prepare` makes them; take a backup first", well=not todo)


def _law() -> Finding:
    try:
        return well(f"the law reads, digest {law().body.digest}")
    except InputError as error:
        return mend(f"the law cannot be read: {_first(error)}", "look at COMITY_LAW, and run `comity check`")


def _clock() -> Finding:
    newest = Event.objects.aggregate(at=Max("at"))["at"]
    now = timezone.now()
    ahead = newest is not None and newest > now + SKEW
    says = f"the clock says {now:%Y-%m-%d %H:%M} UTC"
    if ahead:
        says += f", and the newest event {newest:%Y-%m-%d %H:%M}"
    return seen(says, "set it by NTP; order in the log does not depend on it, deadlines do", well=not ahead)


def _logs(*, whole: bool) -> Iterator[Finding]:
    for agency in Agency.objects.order_by("slug"):
        with rows_of_log() as rows:
            head, signed = rows.head(agency.slug), rows.checkpoints(agency.slug)
            wrong = check(rows, agency.slug) if whole and head else []
        if head is None:
            yield well(f"the log of {agency.slug} is empty")
            continue
        if whole:
            says = f"the log of {agency.slug} is whole: {head.size} entries"
            says = f"the log of {agency.slug}: {wrong[0]}" if wrong else says
            yield seen(says, "stop, keep a copy of everything, restore a backup with the newest export", well=not wrong)
        if signed and not _signs(agency, signed[-1][1]):
            yield mend(f"the log of {agency.slug} was signed with another key than is here", "restore its keys")
        last = signed[-1][0] if signed else 0
        oldest = Event.objects.filter(agency=agency, index=last).first() if last < head.size else None
        late = oldest is not None and timezone.now() - oldest.at > UNSIGNED
        says = f"the log of {agency.slug} is signed at {last} of {head.size} entries"
        yield seen(says, "`comity ledger sign` does it; `comity serve` every quarter of an hour", well=not late)


def _signs(agency: Agency, text: str) -> bool:
    """Return whether the key that is here signed a checkpoint; none is made where there is none."""
    if not (Path(settings.FOLDER) / "keys" / f"log.{agency.slug}").exists():
        return False
    key = signer(agency).verifier
    return any(key.made(signature) for signature in Note.parse(text).signatures)


def _backups() -> Iterator[Finding]:
    found = made()
    if not found:
        yield mend("no backup was made yet", "`comity backup FILE` and `comity backup --keys FILE`, daily")
        return
    age = timezone.now() - datetime.fromisoformat(found[-1]["made_at"])
    says = f"the last backup was made {found[-1]['made_at']}"
    yield seen(says, f"make one: it is more than {BACKUP_DAYS} days old", well=age <= timedelta(days=BACKUP_DAYS))
    over = [b["file"] for b in found if datetime.fromisoformat(b["keep_until"]) < timezone.now()]
    over = [file for file in over if Path(file).exists()]
    says = f"{len(over)} backups are kept longer than they say" if over else "no backup is kept longer than it says"
    yield seen(says, f"delete {', '.join(over)}: they may hold what was sealed", well=not over)


def _first(error: Exception) -> str:
    return str(error).strip().split("\n")[0][:120]
