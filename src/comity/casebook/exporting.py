"""The export of an agency's log: signed checkpoints and every entry, sealed ones without their words."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from comity.casebook.keys import key_file
from comity.casebook.models import Agency
from comity.casebook.recording import origin, rows_of_log
from comity.ledger.export import export_lines
from comity.ledger.note import ED25519, SignerKey
from comity.ledger.store import create_log


def signer(agency: Agency) -> SignerKey:
    """Return the key with which an agency signs its log."""
    return SignerKey(origin(agency), ED25519, key_file(Path(settings.FOLDER), f"log.{agency.slug}"))


def exported(agency: Agency) -> bytes:
    """Sign the log where it stands and return it as one file, which `comity verify` reads."""
    with rows_of_log() as rows:
        if rows.head(agency.slug) is None:
            create_log(rows, agency.slug, origin(agency))
        return b"".join(export_lines(rows, agency.slug, signer(agency)))
