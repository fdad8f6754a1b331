"""The export of an agency's log: signed checkpoints and every entry, sealed ones without their words."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from comity.casebook.keys import key_file
from comity.casebook.models import Agency
from comity.casebook.recording import origin, rows_of_log
from comity.ledger.export import export_lines, write_bundle, write_export
from comity.ledger.note import ED25519, SignerKey
from comity.ledger.store import create_log, sign_checkpoint
from comity.vocabulary.errors import LedgerError, Problem, nearest, problem


def signer(agency: Agency) -> SignerKey:
    """Return the key with which an agency signs its log."""
    return SignerKey(origin(agency), ED25519, key_file(Path(settings.FOLDER), f"log.{agency.slug}"))


def exported(agency: Agency) -> bytes:
    """Sign the log where it stands and return it as one file, which `comity verify` reads."""
    with rows_of_log() as rows:
        if rows.head(agency.slug) is None:
            create_log(rows, agency.slug, origin(agency))
        return b"".join(export_lines(rows, agency.slug, signer(agency)))


def export_to(slug: str, file: Path) -> str:
    """Write an agency's log to a file, or with its verifier into a folder that is there; return what to tell.

    Raise InputError for an agency that is not here, LedgerError where the file cannot be written.
    """
    agency = Agency.objects.filter(slug=slug).first()
    if agency is None:
        known = list(Agency.objects.values_list("slug", flat=True))
        raise problem("", None, f"no agency `{slug[:60]}`", nearest(slug, known))
    data = exported(agency)
    if file.is_dir():
        write_bundle(file, [data])
    else:
        write_export(file, [data])
    return f"{origin(agency)}: {len(data)} bytes; whoever verifies it asks you for its key: {signer(agency).verifier}"


def sign_all() -> list[str]:
    """Sign a checkpoint of each log that has grown since its last one, and return what was signed.

    Raise LedgerError naming each log that contradicts what was signed before; the others are signed all the same.
    """
    said: list[str] = []
    refused: list[Problem] = []
    for agency in Agency.objects.order_by("slug"):
        with rows_of_log() as rows:
            head, signed = rows.head(agency.slug), rows.checkpoints(agency.slug)
            if head is None or (signed and signed[-1][0] == head.size):
                continue
            try:
                sign_checkpoint(rows, agency.slug, signer(agency))
            except LedgerError as error:
                refused += error.problems
            else:
                said.append(f"{origin(agency)}: signed at {head.size} entries")
    if refused:
        raise LedgerError(refused)
    return said
