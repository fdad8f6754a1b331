"""An agency's own booking number is kept only as a keyed hash: enough to find a record again, never to read it back.

Each agency has keys of its own, numbered, in files outside the database; the newest one hashes.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from pathlib import Path

from django.conf import settings

from comity.casebook.keys import key_file


def booking_hash(agency: str, number: str) -> str:
    """Return the hash of a booking number under the agency's newest key, `KEY:HEX`; nothing for nothing."""
    plain = re.sub(r"[\s-]+", "", number).upper()
    if not plain:
        return ""
    folder = Path(settings.FOLDER)
    newest = max((int(p.name.rsplit(".", 1)[1]) for p in (folder / "keys").glob(f"booking.{agency}.*")), default=1)
    key = key_file(folder, f"booking.{agency}.{newest}")
    return f"{newest}:{hmac.new(key, plain.encode(), hashlib.sha256).hexdigest()}"
