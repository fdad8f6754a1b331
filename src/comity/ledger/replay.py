"""A log that was set back, as by a restored backup, brought forward to where its newest export ends.

What was sealed since is erased again, and every entry since is added as the export shows it, with its own commitment:
the log then ends at the root that was published, as if it had never been set back.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from comity.ledger.commitment import commitment_of, event_bytes, from_canonical
from comity.ledger.exported import Exported, read_exported
from comity.ledger.note import VerifierKey, from_base64
from comity.ledger.rows import Entry, Head, Rows
from comity.ledger.store import add_entry, head_of
from comity.vocabulary.errors import LedgerError, Problem


@dataclass(slots=True)
class Replayed:
    """What a replay changed: the entries that it erased, and those that it added."""

    erased: list[int] = field(default_factory=list)
    added: list[Entry] = field(default_factory=list)


def fits(log: Exported, path: str, head: Head, key: VerifierKey | None) -> None:
    """Refuse an export that does not add to a log that stands at `head`; LedgerError says why.

    An export that ends earlier is refused too: it cannot tell what was sealed since.
    """
    if log.key.name != head.origin:
        raise _refused(path, f"the log of `{log.key.name}`, not of `{head.origin}`")
    if key is not None and key != log.key:
        raise _refused(path, f"signed with {log.key}", f"the backup knows {key}")
    if log.size < head.size:
        raise _refused(path, f"it ends at {log.size} entries, and the backup at {head.size}", "give the newest export")
    if log.root_at(head.size) != head.root:
        raise _refused(path, f"its first {head.size} entries are not those of the backup")


def replay(rows: Rows, agency: str, data: bytes, path: str, key: VerifierKey | None = None) -> Replayed:
    """Bring a log forward to the end of an export, in the caller's transaction; LedgerError where they do not fit."""
    head = head_of(rows, agency, lock=True)
    log = read_exported(data, path)
    fits(log, path, head, key)
    lines = data.split(b"\n")[1 + len(log.notes) : -1]
    done = Replayed()
    for line in lines:
        shown = from_export(line)
        if shown.index >= head.size:
            add_entry(rows, agency, shown)
            done.added.append(shown)
        elif shown.event is None:
            held = rows.entry(agency, shown.index)
            if held is not None and held.event is not None:
                rows.erase(agency, shown.index)
                done.erased.append(shown.index)
    kept = dict(rows.checkpoints(agency))
    for checkpoint, note in zip(log.checkpoints, log.notes, strict=True):
        if checkpoint.size not in kept:
            rows.put_checkpoint(agency, checkpoint.size, str(note))
    # INVARIANT: the root is the one that was published, or nothing is kept.
    if head_of(rows, agency).root != log.checkpoints[-1].root:
        raise _refused(path, "the log brought forward has another root than was published")
    return done


def from_export(line: bytes) -> Entry:
    """Return the entry that a line of a verified export shows."""
    told = from_canonical(line)
    if "event" not in told:
        return Entry(told["index"], from_base64(told["commitment"]))
    salt, event = from_base64(told["salt"]), event_bytes(told["event"])
    return Entry(told["index"], commitment_of(salt, event), salt, event)


def _refused(path: str, what: str, hint: str = "") -> LedgerError:
    return LedgerError([Problem(path, None, what, hint)])
