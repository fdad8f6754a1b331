"""The body of law as it was read once, kept so that the same files need not be read again by the same code.

A reader might fear an answer from law that has changed. What is kept bears the digest of every byte of law, and of the
code that read it; whatever is not exactly that is passed over, and the files are read as if there were no cache.
"""

from __future__ import annotations

import gc
import hashlib
import json
import os
import re
import stat
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from comity.law.body import Body
from comity.law.codec import DAMAGED, Apart, Codecs, to_json
from comity.law.instrument import Derived, Instrument
from comity.law.place import Place
from comity.law.provision import Provision

VARIABLE = "COMITY_CACHE"
MOST_KEPT = 4
_MOST_BYTES = 256_000_000
_MAGIC = "comity-body-of-law"
_NAME = re.compile(r"body-[0-9a-f]{64}\.(json|[0-9a-f]{16}\.part)")
_ABANDONED = timedelta(hours=1)
_BEGAN = datetime.now(UTC)

# What a decision asks of few rules or of none is put off until something asks for it.
PUT_OFF = {
    Instrument: frozenset({"cite", "authority", "advisory", "purpose", "hypotheticals", "sources", "path"}),
    Provision: frozenset(
        {"modality", "authority", "binds", "when", "says", "cite", "evidence", "advisory", "attacks", "yields_to"}
        | {"beside", "bars", "gate", "duty", "quote", "notes", "source_url", "path", "line"}
    ),
    Derived: frozenset({"over", "filter_text", "nth", "date_field", "ends", "unit", "calendar", "tables"}),
    Place: frozenset({"canons", "closing", "survey", "officials", "circuits"}),
}


def cache_folder() -> Path | None:
    """Return where bodies are kept: `COMITY_CACHE`, else the user's cache folder; None when nothing is to be kept.

    That is so when `COMITY_CACHE` is empty, without a home, and on a system that does not say whose a file is.
    """
    named = os.environ.get(VARIABLE)
    if named == "" or os.name != "posix":
        return None
    if named is not None:
        return Path(named)
    xdg = Path(os.environ.get("XDG_CACHE_HOME", ""))
    try:
        return (xdg if xdg.is_absolute() else Path.home() / ".cache") / "comity"
    except RuntimeError:
        return None


def recalled(folder: Path, digest: str, again: Callable[[], Body]) -> Body | None:
    """Return the body kept for the law of this digest in this folder, or None when there is none to be trusted.

    `again` reads the law from its files, should a part that was put off turn out to be damaged.
    """
    path = _path(folder, digest)
    if path is None:
        return None
    try:
        head, _, rest = _bytes(path).partition(b"\n")
        if head.decode("ascii").split() != [_MAGIC, hashlib.sha256(rest).hexdigest()]:
            return None
        what, _, behind = rest.partition(b"\n")
        name, law, length = what.decode("ascii").split()
        if (name, law) != (path.name, digest):
            return None
        apart = Apart(bytearray(behind[int(length) :]), partial(_instead, again))
        body = _decoded(behind[: int(length)], apart)
    except (OSError, *DAMAGED):
        return None
    return body if body.digest == digest else None


def keep(folder: Path, body: Body) -> None:
    """Keep a body for the next start. What stands in the way (no room, no right) is passed over: it costs time only."""
    path = _path(folder, body.digest)
    if path is None or _code_changed():
        return
    with suppress(OSError, *DAMAGED):
        apart = Apart(bytearray(), lambda record: record)
        front = to_json(Codecs(PUT_OFF, apart).of(Body).encode(body))
        rest = f"{path.name} {body.digest} {len(front)}\n".encode("ascii") + front + apart.data
        head = f"{_MAGIC} {hashlib.sha256(rest).hexdigest()}\n".encode("ascii")
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _replace(path, head + rest)
        _prune(path.parent)


def _decoded(front: bytes, apart: Apart) -> Body:
    """Return the body; all that is made here lives on, so that looking for garbage in it would be time lost."""
    looking = gc.isenabled()
    gc.disable()
    try:
        body: Body = Codecs(PUT_OFF, apart).of(Body).decode(json.loads(front))
    finally:
        if looking:
            gc.enable()
    return body


def _instead(again: Callable[[], Body], record: Any) -> Any:
    """Return the record of the same kind and id in the body that is read anew."""
    body = again()
    match record:
        case Provision():
            return body.provisions[record.id]
        case Place():
            return body.places[record.id]
        case Derived():
            return body.derived[record.id]
    return next(i for i in body.all_instruments if i.id == record.id)


def _path(folder: Path, digest: str) -> Path | None:
    """Return where a law is kept. The folder's name counts, since it stands in the paths that provisions bear."""
    where, (code, _) = cache_folder(), _code()
    if where is None or not code:
        return None
    key = hashlib.sha256(f"{code}\0{folder.name}\0{digest}".encode("utf-8", "surrogateescape"))
    return where / f"body-{key.hexdigest()}.json"


@cache
def _code() -> tuple[str, float]:
    """Return the digest of what turns law files into a body, and when it last changed; "" when it cannot be looked at.

    INVARIANT: every module counts whose change could change a body: those of the law and below it, and the holidays.
    """
    total, last = hashlib.sha256(sys.version.encode()), 0.0
    here, days = Path(__file__).resolve(), find_spec("holidays")
    found = [
        p for room in ("law", "condition", "vocabulary") for p in sorted((here.parent.parent / room).rglob("*.py"))
    ]
    if here not in found or days is None or days.origin is None:
        return "", last
    try:
        for path in (*found, Path(days.origin).with_name("version.py")):
            total.update(path.read_bytes())
            last = max(last, path.stat().st_mtime)
    except OSError:
        return "", last
    return total.hexdigest(), last


def _code_changed() -> bool:
    """Return whether the code may be another than the one that runs: then nobody knows which one read the law."""
    code, last = _code.__wrapped__()
    return code != _code()[0] or last > _BEGAN.timestamp()


def _bytes(path: Path) -> bytes:
    """Return what a file holds. Raise OSError unless it is a plain file of this user that nobody else may write."""
    number = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        found = os.fstat(number)
        if not stat.S_ISREG(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & 0o022:
            raise PermissionError(path)
        if found.st_size > _MOST_BYTES:
            raise OSError(path)
        with os.fdopen(number, "rb", buffering=0, closefd=False) as stream:
            return stream.read()
    finally:
        os.close(number)


def _replace(path: Path, data: bytes) -> None:
    """Put a file in its place in one step: whoever reads sees the old one, this one or none, never a part of one."""
    beside = path.with_suffix(f".{os.urandom(8).hex()}.part")
    number = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(number, "wb") as stream:
            stream.write(data)
        beside.replace(path)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise


def _prune(folder: Path) -> None:
    """Leave the newest bodies, and no part that a process left behind which was ended while it wrote."""
    ours = sorted((p.lstat().st_mtime, p) for p in folder.iterdir() if _NAME.fullmatch(p.name))
    old = [p for _, p in ours if p.suffix == ".json"][:-MOST_KEPT]
    before = (datetime.now(UTC) - _ABANDONED).timestamp()
    for path in (*old, *(p for at, p in ours if p.suffix == ".part" and at < before)):
        path.unlink(missing_ok=True)
