"""The export of an agency's log: its newest signed checkpoint and every entry, sealed ones without their words."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from comity.casebook.keys import key_file
from comity.casebook.models import Agency, Checkpoint, Event, Head
from comity.casebook.recording import tiles_of
from comity.ledger import checkpoint as ledger
from comity.ledger.merkle import tree_root
from comity.ledger.note import SignerKey
from comity.ledger.tiles import nodes_of_tiles


def signer(agency: Agency) -> SignerKey:
    """Return the key with which an agency signs its log."""
    return SignerKey(f"comity/{agency.slug}", 1, key_file(Path(settings.FOLDER), f"log.{agency.slug}"))


def sign_checkpoint(agency: Agency) -> Checkpoint:
    """Sign how far the log goes now, and keep the note; where it has not grown, return the last one."""
    head, _ = Head.objects.get_or_create(agency=agency)
    known = Checkpoint.objects.filter(agency=agency, size=head.size).first()
    if known:
        return known
    root = tree_root(nodes_of_tiles(tiles_of(agency)), head.size)
    note = ledger.Checkpoint(f"comity/{agency.slug}", head.size, root).signed(signer(agency))
    return Checkpoint.objects.create(agency=agency, size=head.size, note=str(note), at=timezone.now())


def exported(agency: Agency, checkpoint: Checkpoint) -> bytes:
    """Return the log up to a checkpoint as a zip file."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("checkpoint", checkpoint.note)
        lines = []
        for e in Event.objects.filter(agency=agency, index__lt=checkpoint.size).order_by("index").iterator():
            salt = bytes(e.salt).hex() if e.salt else None
            lines.append(json.dumps({"index": e.index, "leaf": bytes(e.leaf).hex(), "salt": salt, "entry": e.body}))
        archive.writestr("entries.jsonl", "\n".join(lines) + "\n")
    return made.getvalue()
