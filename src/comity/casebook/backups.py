"""A backup: one file with the database as it stood at one moment, and what its logs said then.

The keys are not in it. They are backed up apart, so that neither file alone tells what a booking number was or signs
a log. Each backup says until when it may be kept; a restore refuses it afterwards, for it may hold what was sealed.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from comity.casebook.exporting import sign_all, signer
from comity.casebook.keys import WAYS_IN
from comity.casebook.models import Agency
from comity.casebook.recording import rows_of_log
from comity.ledger.sql import SqlRows
from comity.vocabulary.errors import LedgerError, problem

FORMAT, KEYS_FORMAT = "comity-backup/v1", "comity-keys/v1"
ABOUT, DATABASE, FILES, KEYS, MADE = "backup.json", "database", "files", "keys", "backups.json"
KEEP_DAYS = 35
LEFT_OUT = ("casebook.sqlite3", "keys", MADE, "restoring")


def back_up(file: Path, keep_days: int = KEEP_DAYS) -> Iterator[str]:
    """Write a backup and yield what to tell. Raise InputError where it cannot be made or written."""
    try:
        sign_all()
    except LedgerError as error:
        # A casebook with a broken log is still worth a copy.
        yield f"NOT signed: {error}"
    now = timezone.now()
    with tempfile.TemporaryDirectory(dir=_beside(file), prefix=".backup.") as folder:
        copy = Path(folder) / DATABASE
        logs = _copy_sqlite(copy) if connection.vendor == "sqlite" else _dump_postgresql(copy)
        told: dict[str, Any] = {
            "format": FORMAT,
            "made_at": now.isoformat(timespec="seconds"),
            "keep_until": (now + timedelta(days=keep_days)).isoformat(timespec="seconds"),
            "database": connection.vendor,
            "sha256": digest(copy),
            "logs": logs,
        }
        with _whole(file) as tar:
            _add(tar, ABOUT, json.dumps(told, indent=1).encode())
            tar.add(copy, DATABASE)
            for path in others(Path(settings.FOLDER)):
                tar.add(path, f"{FILES}/{path.relative_to(settings.FOLDER)}")
    _remember(file, told)
    yield f"{file}: {file.stat().st_size} bytes, to be deleted after {told['keep_until'][:10]}"
    for slug, log in logs.items():
        yield f"{slug}: {log['size']} entries, root {log['root']}"
    yield "The keys are not in it: `comity backup --keys FILE` writes them, to be kept in another place."
    for old in made():
        if datetime.fromisoformat(old["keep_until"]) < now and Path(old["file"]).exists():
            yield f"Delete {old['file']}: it was to be kept until {old['keep_until'][:10]}."


def back_up_keys(file: Path) -> Iterator[str]:
    """Write the keys, for their owner alone, and yield what to tell. Raise InputError where they cannot be written."""
    found = [p for p in sorted((Path(settings.FOLDER) / KEYS).glob("*")) if p.is_file() and p.name not in WAYS_IN]
    found = [p for p in found if not p.name.startswith(".")]
    with _whole(file) as tar:
        _add(tar, ABOUT, json.dumps({"format": KEYS_FORMAT, "keys": [p.name for p in found]}, indent=1).encode())
        for path in found:
            _add(tar, f"{KEYS}/{path.name}", path.read_bytes())
    yield f"{file}: {len(found)} keys. Keep it apart from the backups: who has both can do what the casebook can."


def made() -> list[dict[str, str]]:
    """Return the backups that were made here, the newest last: each with its file, its day and how long to keep it."""
    try:
        found: list[dict[str, str]] = json.loads((Path(settings.FOLDER) / MADE).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return []
    return found


def others(folder: Path) -> list[Path]:
    """Return the files of a casebook's folder that are neither its database nor its keys."""
    tops = [p for p in sorted(folder.iterdir()) if not p.name.startswith((*LEFT_OUT, "."))]
    found = [p for top in tops for p in ([top] if top.is_file() else sorted(top.rglob("*")))]
    return [p for p in found if p.is_file() and not p.is_symlink()]


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def program(name: str) -> str:
    """Return where a program of PostgreSQL is. Raise InputError where it is not installed."""
    beside = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda p: int(p.parts[-3]))
    found = shutil.which(name) or (str(beside[-1]) if beside else None)
    if found is None:
        raise problem("", None, f"`{name}` is not installed", "Debian: postgresql-client")
    return found


def run_program(name: str, *words: str) -> None:
    """Run a program of PostgreSQL on the casebook's database. Raise InputError with what it said where it fails."""
    given = connection.settings_dict
    env = {
        **os.environ,
        "PGHOST": str(given["HOST"]),
        "PGPORT": str(given["PORT"]),
        "PGUSER": str(given["USER"]),
        "PGPASSWORD": str(given["PASSWORD"]),
    }
    kept = {key: value for key, value in env.items() if value}
    done = subprocess.run([program(name), *words], env=kept, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise problem("", None, f"{name} failed: {done.stderr.strip()[-300:]}")


def _copy_sqlite(copy: Path) -> dict[str, Any]:
    """Copy the database while others write to it, and return what the logs in the copy say."""
    connection.ensure_connection()
    with closing(sqlite3.connect(copy)) as target:
        connection.connection.backup(target)
        if target.execute("PRAGMA quick_check").fetchone()[0] != "ok":
            raise problem(str(copy), None, "the copy is damaged", "run `comity doctor`")
        target.execute("PRAGMA journal_mode=DELETE")
        with closing(target.cursor()) as cursor:
            return _logs(SqlRows(cursor))


def _dump_postgresql(copy: Path) -> dict[str, Any]:
    """Dump the database as it stands in one snapshot, and return what the logs say in the same one."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            snapshot = cursor.fetchone()[0]
        with rows_of_log() as rows:
            logs = _logs(rows)
        name = str(connection.settings_dict["NAME"])
        run_program("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={copy}", f"--dbname={name}")
    return logs


def _logs(rows: SqlRows) -> dict[str, Any]:
    found = {}
    for agency in Agency.objects.filter(slug__in=rows.agencies()).order_by("slug"):
        head = rows.head(agency.slug)
        if head is not None:
            found[agency.slug] = {
                "origin": head.origin,
                "size": head.size,
                "root": head.root.hex(),
                "key": str(signer(agency).verifier),
            }
    return found


def _beside(file: Path) -> Path:
    if not file.parent.is_dir():
        raise problem(str(file), None, "cannot be written: its folder is not there")
    return file.parent


@contextmanager
def _whole(file: Path) -> Iterator[tarfile.TarFile]:
    """Yield an archive that stands under its name only when it is whole and on the disk; its owner alone reads it."""
    part = _beside(file) / f".{file.name}.part"
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as opened:
            with tarfile.open(fileobj=opened, mode="w") as tar:
                yield tar
            opened.flush()
            os.fsync(opened.fileno())
        part.replace(file)
    except OSError as error:
        raise problem(str(file), None, f"cannot be written: {(error.strerror or 'unknown reason').lower()}") from None
    finally:
        part.unlink(missing_ok=True)


def _add(tar: tarfile.TarFile, name: str, data: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(data), 0o600
    tar.addfile(member, io.BytesIO(data))


def _remember(file: Path, told: Mapping[str, Any]) -> None:
    row = {"file": str(file.absolute()), "made_at": told["made_at"], "keep_until": told["keep_until"]}
    kept = [one for one in made() if one["file"] != row["file"]]
    kept = [one for one in kept if Path(one["file"]).exists()]
    (Path(settings.FOLDER) / MADE).write_text(json.dumps([*kept, row], indent=1), encoding="utf-8")
