"""What can be said of an exported log by one who holds a key, or something the log showed before.

`comity_verify.py` says the same in the same words without anything but Python; a test holds them equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from comity.ledger.checkpoint import Checkpoint
from comity.ledger.exported import Exported, differ_at, read_exported
from comity.ledger.note import Note, VerifierKey
from comity.vocabulary.errors import LedgerError, Problem

SHOWN = 12
CLOSING = "A log proves order, and that nothing was changed since it was signed; not that what was written is true."


@dataclass(frozen=True, slots=True)
class Held:
    """Something a log showed before: a checkpoint, or the log as it was exported then."""

    path: str
    data: bytes


def verified(
    path: str,
    data: bytes,
    key: VerifierKey | None = None,
    witnesses: Sequence[VerifierKey] = (),
    held: Sequence[Held] = (),
) -> list[str]:
    """Return what is certain of an exported log, as lines; LedgerError says where it does not verify."""
    log = read_exported(data, path)
    if key is not None and key != log.key:
        raise LedgerError([Problem(path, 1, f"signed with {log.key}", f"you gave {key}")])
    said = [f"{log.key.name}: {log.size} entries, root {log.checkpoints[-1].root.hex()}"]
    whose = "the key you gave" if key else "a key that only the file names: ask the agency for it by another way"
    said.append(f"  signed with {log.key}, {whose}")
    said.append(f"  checkpoints at {_listed([c.size for c in log.checkpoints])} entries, each adding to the one before")
    said += _witnessed(path, log, witnesses)
    if log.withheld:
        said.append(f"  withheld, while their commitments stand: entries {_listed(log.withheld)}")
    if gone := sorted(log.sealed.intersection(log.withheld)):
        said.append(f"  sealed, as a later entry says: entries {_listed(gone)}")
    said += _compared(path, log, held)
    said.append("Every entry is where the signed checkpoint says it is, and each that is shown says what was recorded.")
    return [*said, CLOSING]


def _witnessed(path: str, log: Exported, asked: Sequence[VerifierKey]) -> list[str]:
    said = []
    for witness in asked:
        if witness not in log.witnesses:
            raise LedgerError([Problem(path, 1, f"the witness {witness} signed no checkpoint of this log")])
    for witness in log.witnesses:
        size, signature = log.signed_by(witness)[-1]
        whose = "the key you gave" if witness in asked else "a key that only the file names"
        said.append(f"  {witness.name} signed at {size} entries, {_time(signature.time)}, {whose}")
        if size < log.size:
            said.append(f"  not yet signed by {witness.name}: the last {log.size - size} entries")
    return said


def _compared(path: str, log: Exported, held: Sequence[Held]) -> list[str]:
    """Compare a log with what it showed before, the shortest first; LedgerError says where the histories part."""
    before = sorted(((_known(one, log), one.path) for one in held), key=lambda pair: (pair[0][0], pair[1]))
    agreed = 0
    for (size, leaves, root), shown in before:
        at = differ_at(log.leaves, leaves)
        if at is not None:
            raise _parted(path, f"it parts from {shown} at entry {at}")
        if size <= log.size and root != log.root_at(size):
            raise _parted(path, f"it parts from {shown} after the first {agreed} and within the first {size} entries")
        if size > log.size:
            what = f"it has {log.size} entries, and {shown} has {size}"
            raise LedgerError([Problem(path, None, what, "it is older, or entries were cut from it")])
        agreed = size
    return [f"  adds to {shown}, of {size} entries" for (size, _, _), shown in before]


def _known(held: Held, log: Exported) -> tuple[int, list[bytes], bytes]:
    """Return the size, the leaves where there are any, and the root of what a log showed before."""
    if held.data.startswith(b"{"):
        before = read_exported(held.data, held.path)
        if before.key != log.key:
            raise LedgerError([Problem(held.path, 1, f"signed with {before.key}", f"the other with {log.key}")])
        return before.size, before.leaves, before.checkpoints[-1].root
    checkpoint = _checkpoint(held, log)
    return checkpoint.size, [], checkpoint.root


def _checkpoint(held: Held, log: Exported) -> Checkpoint:
    try:
        note = Note.parse(held.data.decode())
        checkpoint = Checkpoint.parse(note.text)
    except ValueError as error:
        raise LedgerError([Problem(held.path, None, str(error))]) from None
    if checkpoint.origin != log.key.name or not any(map(log.key.made, note.signatures)):
        raise LedgerError([Problem(held.path, None, f"not signed with {log.key}")])
    try:
        note.verified([log.key])
    except ValueError as error:
        raise LedgerError([Problem(held.path, None, str(error))]) from None
    return checkpoint


def _parted(path: str, what: str) -> LedgerError:
    return LedgerError(
        [Problem(path, None, what, "both carry the log's signature, so keep both: together they show it")]
    )


def _time(seconds: int) -> str:
    try:
        return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M} UTC"
    except (ValueError, OverflowError, OSError):
        return f"{seconds} seconds after 1970"


def _listed(numbers: Sequence[int]) -> str:
    more = f" and {len(numbers) - SHOWN} more" if len(numbers) > SHOWN else ""
    return ", ".join(map(str, numbers[:SHOWN])) + more
