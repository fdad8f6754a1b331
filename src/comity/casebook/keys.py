"""The keys of a casebook: files in `keys/`, outside the database and to be backed up apart from it.

Each is made once, readable by its owner only, and never printed.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

# What lies with the keys and is none: the hash of the first administrator's link.
WAYS_IN = frozenset({"first"})


def key_file(folder: Path, name: str, size: int = 32) -> bytes:
    """Return the key of a name, made on first use. Raise OSError where the folder cannot be written."""
    path = folder / "keys" / name
    try:
        return path.read_bytes()
    except FileNotFoundError:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = secrets.token_bytes(size)
    part = path.with_name(f".{name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(made)
        file.flush()
        os.fsync(file.fileno())
    try:
        # INVARIANT: two first starts at once end with one key: a link, unlike a rename, never replaces.
        os.link(part, path)
    except FileExistsError:
        return path.read_bytes()
    finally:
        part.unlink()
    return made


def secret_key(folder: Path) -> str:
    """Return Django's secret key of a casebook."""
    return key_file(folder, "django").hex()
