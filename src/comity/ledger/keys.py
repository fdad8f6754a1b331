"""Key files: a private key stands in a file of its own that only its owner can read."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from comity.ledger.note import SignerKey, is_name
from comity.vocabulary.errors import LedgerError, Problem

SEED_BYTES = 32


def make_key(path: Path, name: str, kind: int) -> SignerKey:
    """Write a new private key to a file that is not there yet, for its owner alone; LedgerError where it cannot be."""
    if not is_name(name):
        raise LedgerError(
            [Problem("", None, f"`{name[:80]}` cannot name a key", "it holds neither a space nor a plus")]
        )
    key = SignerKey(name, kind, secrets.token_bytes(SEED_BYTES))
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(file, "w", encoding="utf-8") as opened:
            opened.write(f"{key}\n")
            opened.flush()
            os.fsync(opened.fileno())
    except FileExistsError:
        raise LedgerError([Problem(str(path), None, "there is a file already", "a key is never overwritten")]) from None
    except OSError as error:
        reason = (error.strerror or "the disk refused").lower()
        raise LedgerError([Problem(str(path), None, f"cannot be written: {reason}")]) from None
    return key


def read_signer(path: Path) -> SignerKey:
    """Return the private key of a file; LedgerError where there is none. No message repeats what the file holds."""
    try:
        return SignerKey.parse(path.read_text(encoding="utf-8").strip())
    except OSError as error:
        reason = (error.strerror or "the disk refused").lower()
        raise LedgerError([Problem(str(path), None, f"cannot be read: {reason}")]) from None
    except ValueError as error:
        text = "not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)
        raise LedgerError([Problem(str(path), 1, text)]) from None
