"""The first administrator's link: made on first start, printed once, used once; only its hash is kept."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from pathlib import Path

from django.conf import settings

from comity.casebook.models import Account


def _file() -> Path:
    return Path(settings.FOLDER) / "keys" / "first"


def make_token() -> str | None:
    """Return a new token where nobody has an account yet, else None. An older token works no more."""
    if Account.objects.exists():
        return None
    token = secrets.token_urlsafe(32)
    _file().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _file().touch(mode=0o600)
    _file().write_text(hashlib.sha256(token.encode()).hexdigest(), encoding="ascii")
    return token


def token_fits(token: str) -> bool:
    """Return whether a token is the one that was printed, not used, and nobody has an account yet."""
    try:
        kept = _file().read_text(encoding="ascii")
    except FileNotFoundError:
        return False
    fits = hmac.compare_digest(kept, hashlib.sha256(token.encode()).hexdigest())
    return fits and not Account.objects.exists()


def use_up() -> None:
    """Let the token work no more."""
    _file().unlink(missing_ok=True)
