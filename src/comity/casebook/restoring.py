"""A restore: a backup into an empty folder (or an empty database), brought forward to what was published since.

A backup may hold what was sealed after it was made. So a restore asks for the newest export of each log and replays
it, or is told that nothing came after the backup. While it is not done, nothing here is served.
"""

from __future__ import annotations

import json
import tarfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from comity.casebook.backups import ABOUT, DATABASE, FILES, FORMAT, KEYS, KEYS_FORMAT, digest, run_program
from comity.casebook.models import Agency
from comity.casebook.recording import rows_of_log
from comity.casebook.replaying import bring_forward
from comity.casebook.sealing import scrub
from comity.ledger.exported import read_exported
from comity.ledger.note import VerifierKey
from comity.ledger.replay import fits
from comity.ledger.rows import Head
from comity.ledger.store import check
from comity.vocabulary.errors import InputError, LedgerError, problem

MARK = "restoring"


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest export of one log, which was seen to add to the backup."""

    path: str
    data: bytes
    key: VerifierKey


def whole() -> None:
    """Refuse a folder in which a restore has not ended. Raise InputError."""
    if (Path(settings.FOLDER) / MARK).exists():
        raise problem(
            str(settings.FOLDER), None, "a restore into it has not ended", "run `comity restore` again; it starts anew"
        )


def restore(file: Path, keys: Path | None, logs: Sequence[Path], *, nothing_since: bool = False) -> Iterator[str]:
    """Restore a backup and yield what to tell.

    Raise InputError for a backup that is none, damaged or too old, a target that is not empty, or logs that lack or do
    not add to the backup.
    """
    folder = Path(settings.FOLDER)
    with _opened(file) as tar:
        about = _about(tar, file, FORMAT)
        _fresh(about, file)
        newest = _newest(about, logs, nothing_since=nothing_since)
        _empty(folder)
        (folder / MARK).touch()
        if keys is not None:
            yield _put_keys(folder, keys)
        _put_files(tar, folder)
        _put_database(tar, folder, about, file)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    # Who was signed in then is not signed in now.
    Session.objects.all().delete()
    for slug, log in about["logs"].items():
        _seen(slug, log, file)
        if slug in newest:
            one = newest[slug]
            yield from bring_forward(Agency.objects.get(slug=slug), one.data, one.path, one.key)
    scrub()
    yield from _ends()
    (folder / MARK).unlink()
    if keys is None:
        yield "The keys were not restored: put those of the same casebook into `keys/` before it is served."


def _newest(about: dict[str, Any], logs: Sequence[Path], *, nothing_since: bool) -> dict[str, Newest]:
    found: dict[str, Newest] = {}
    slugs = {log["origin"]: slug for slug, log in about["logs"].items()}
    for path in logs:
        try:
            data = path.read_bytes()
        except OSError as error:
            raise problem(str(path), None, f"cannot be read: {(error.strerror or 'unknown reason').lower()}") from None
        log = read_exported(data, str(path))
        slug = slugs.get(log.key.name)
        if slug is None:
            raise problem(str(path), None, f"the backup has no log `{log.key.name}`")
        told = about["logs"][slug]
        key = VerifierKey.parse(told["key"])
        fits(log, str(path), Head(slug, told["origin"], told["size"], bytes.fromhex(told["root"])), key)
        found[slug] = Newest(str(path), data, key)
    without = sorted(set(about["logs"]) - set(found))
    if without and not nothing_since:
        raise problem(
            "--log",
            None,
            f"the newest exported log of {', '.join(without)} is needed, for what was sealed since the backup",
            "say --nothing-since where nothing was sealed or published after it",
        )
    return found


def _fresh(about: dict[str, Any], file: Path) -> None:
    if about["database"] != connection.vendor:
        raise problem(str(file), None, f"a backup of {about['database']}, and the database here is {connection.vendor}")
    until = datetime.fromisoformat(about["keep_until"])
    if timezone.now() > until:
        raise problem(str(file), None, f"it was to be kept until {until:%Y-%m-%d}", "delete it, and take a newer one")


def _empty(folder: Path) -> None:
    """Refuse a target that has a casebook; one that an interrupted restore left is cleared."""
    database = folder / "casebook.sqlite3"
    if (folder / MARK).exists() and connection.vendor == "sqlite":
        for name in ("", "-wal", "-shm"):
            database.with_name(f"{database.name}{name}").unlink(missing_ok=True)
    if connection.vendor == "sqlite":
        full = database.exists()
    else:
        with connection.cursor() as cursor:
            full = bool(connection.introspection.table_names(cursor))
    if full:
        raise problem(str(folder), None, "there is a casebook already", "restore into an empty folder and database")


def _put_keys(folder: Path, keys: Path) -> str:
    with _opened(keys) as tar:
        names = _about(tar, keys, KEYS_FORMAT)["keys"]
        for name in names:
            data = _read(tar, f"{KEYS}/{name}", keys)
            path = folder / KEYS / Path(name).name
            path.parent.mkdir(mode=0o700, exist_ok=True)
            path.touch(mode=0o600)
            path.write_bytes(data)
    return f"{len(names)} keys are back, readable by their owner only"


def _put_files(tar: tarfile.TarFile, folder: Path) -> None:
    for member in tar.getmembers():
        if member.isfile() and member.name.startswith(f"{FILES}/"):
            member.name = member.name.removeprefix(f"{FILES}/")
            tar.extract(member, folder, filter="data")


def _put_database(tar: tarfile.TarFile, folder: Path, about: dict[str, Any], file: Path) -> None:
    try:
        member = tar.getmember(DATABASE)
    except KeyError:
        raise problem(str(file), None, "damaged: the database is missing") from None
    sqlite = connection.vendor == "sqlite"
    member.name = "casebook.sqlite3" if sqlite else "restoring.dump"
    tar.extract(member, folder, filter="data")
    path = folder / member.name
    path.chmod(0o600)
    if digest(path) != about["sha256"]:
        path.unlink()
        raise problem(str(file), None, "damaged: the database is not the one that was backed up")
    if not sqlite:
        try:
            name = str(connection.settings_dict["NAME"])
            run_program("pg_restore", "--no-owner", "--exit-on-error", "--single-transaction", f"-d{name}", str(path))
        finally:
            path.unlink()


def _seen(slug: str, told: dict[str, Any], file: Path) -> None:
    """Refuse a log that is not what the backup says it was."""
    with rows_of_log() as rows:
        head = rows.head(slug)
        if head is None or (head.size, head.root.hex()) != (told["size"], told["root"]):
            raise problem(str(file), None, f"the log of {slug} does not end where the backup says")
        wrong = check(rows, slug)
    if wrong:
        raise LedgerError(wrong)


def _ends() -> Iterator[str]:
    with rows_of_log() as rows:
        for slug in rows.agencies():
            head = rows.head(slug)
            wrong = check(rows, slug)
            if wrong:
                raise LedgerError(wrong)
            if head is not None:
                yield f"{slug}: {head.size} entries, root {head.root.hex()}"


def _opened(file: Path) -> tarfile.TarFile:
    try:
        return tarfile.open(file)
    except OSError as error:
        raise problem(str(file), None, f"cannot be read: {(error.strerror or 'unknown reason').lower()}") from None
    except tarfile.TarError:
        raise _no_backup(file) from None


def _about(tar: tarfile.TarFile, file: Path, form: str) -> dict[str, Any]:
    try:
        told = json.loads(_read(tar, ABOUT, file))
    except (ValueError, tarfile.TarError):
        raise _no_backup(file) from None
    if not isinstance(told, dict) or told.get("format") != form:
        raise _no_backup(file)
    return told


def _read(tar: tarfile.TarFile, name: str, file: Path) -> bytes:
    try:
        opened = tar.extractfile(name)
    except KeyError:
        opened = None
    if opened is None:
        raise _no_backup(file)
    return opened.read()


def _no_backup(file: Path) -> InputError:
    return problem(str(file), None, "not what `comity backup` writes here, or damaged")
