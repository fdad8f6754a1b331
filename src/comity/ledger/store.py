"""The log of an agency as it grows: an event, its leaf and the new head are written together or not at all.

Everything here runs inside a transaction that the caller opened, so that the caller's own rows stand or fall with it.
Order is the index, which comes from the head; no clock and no sequence takes part.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from comity.ledger.checkpoint import Checkpoint
from comity.ledger.commitment import Leaf, commitment_of, event_bytes, from_canonical, new_salt
from comity.ledger.merkle import EMPTY_ROOT, Nodes, consistency_path, tree_root
from comity.ledger.note import Note, Signature, SignerKey, is_name, to_base64
from comity.ledger.rows import Entry, Head, Rows
from comity.ledger.tiles import grown, nodes_of_tiles
from comity.vocabulary.errors import LedgerError, Problem, nearest

SEALED = "sealed"


@dataclass(frozen=True, slots=True)
class Appended:
    """Where an event stands in the log, and whether this call put it there."""

    index: int
    size: int
    is_new: bool


def create_log(rows: Rows, agency: str, origin: str) -> Head:
    """Make the empty log of an agency; LedgerError where it has one, or the origin cannot name a log."""
    if not is_name(origin):
        raise _refused(agency, f"`{origin[:80]}` cannot name a log", "a name holds neither a space nor a plus")
    if rows.head(agency) is not None:
        raise _refused(agency, "the agency has a log already")
    head = Head(agency, origin, 0, EMPTY_ROOT)
    rows.add_head(head)
    return head


def append(rows: Rows, agency: str, event: Mapping[str, Any], key: str | None = None) -> Appended:
    """Add an event to the log of an agency, and return where it stands.

    An idempotency key makes the call safe to repeat: the same key gives the same index and no second entry.
    LedgerError: no such log, an event that cannot be written, or a key that was used for another event.
    """
    try:
        text = event_bytes(event)
    except ValueError as error:
        raise _refused(agency, f"the event cannot be recorded: {error}") from None
    head = head_of(rows, agency, lock=True)
    held = rows.entry_of_key(agency, key) if key is not None else None
    if held is not None:
        if held.salt is not None and commitment_of(held.salt, text) != held.commitment:
            raise _refused(agency, f"the key `{str(key)[:80]}` was used for another event, entry {held.index}")
        return Appended(held.index, head.size, is_new=False)
    salt = new_salt()
    entry = Entry(head.size, commitment_of(salt, text), salt, text, key)
    _add(rows, head, entry)
    return Appended(entry.index, head.size + 1, is_new=True)


def add_entry(rows: Rows, agency: str, entry: Entry) -> None:
    """Add an entry that the log had before, as an export shows it; LedgerError where it is not the next one."""
    head = head_of(rows, agency, lock=True)
    if entry.index != head.size:
        raise _refused(agency, f"entry {entry.index} is not the next one, {head.size}")
    _add(rows, head, entry)


def seal(rows: Rows, agency: str, index: int, more: Mapping[str, Any] | None = None) -> Appended:
    """Erase what an entry said, leave its leaf, and record that it was sealed.

    LedgerError: no such entry, or one that is sealed already or records a seal itself.
    """
    head_of(rows, agency, lock=True)
    entry = rows.entry(agency, index)
    if entry is None:
        raise _refused(agency, f"there is no entry {index}")
    if entry.event is None:
        raise _refused(agency, f"entry {index} is sealed already")
    if from_canonical(entry.event)["kind"] == SEALED:
        raise _refused(agency, f"entry {index} records a seal and cannot be sealed")
    rows.erase(agency, index)
    return append(rows, agency, {**(more or {}), "kind": SEALED, "entry": index})


def sign_checkpoint(rows: Rows, agency: str, signer: SignerKey) -> Note:
    """Sign the head of the log, keep the note and return it.

    Nothing is signed that contradicts what was signed before: LedgerError says from which size on it would.
    """
    head = head_of(rows, agency, lock=True)
    signed = rows.checkpoints(agency)
    for size, text in signed[-1:]:
        before = Checkpoint.parse(Note.parse(text).text)
        if size > head.size or tree_root(nodes(rows, agency), size) != before.root:
            raise _refused(
                agency, f"the log does not add to the checkpoint signed at {size} entries; nothing is signed"
            )
    try:
        note = Checkpoint(head.origin, head.size, head.root).signed(signer)
    except ValueError as error:
        raise _refused(agency, str(error)) from None
    if signed and signed[-1][0] == head.size:
        # Ed25519 signs the same text the same way, so this adds a line only where the log has changed its key.
        note = Note.parse(signed[-1][1]).with_signatures(note.signatures)
    rows.put_checkpoint(agency, head.size, str(note))
    return note


def add_signatures(rows: Rows, agency: str, size: int, added: Iterable[Signature]) -> Note:
    """Keep what witnesses signed under the checkpoint of that size; LedgerError where there is no such checkpoint."""
    head_of(rows, agency, lock=True)
    for held, text in rows.checkpoints(agency):
        if held == size:
            note = Note.parse(text).with_signatures(added)
            rows.put_checkpoint(agency, size, str(note))
            return note
    raise _refused(agency, f"no checkpoint was signed at {size} entries")


def witness_request(rows: Rows, agency: str, old: int) -> str:
    """Return what a witness that last saw `old` entries is asked, in the form of C2SP tlog-witness.

    LedgerError: no checkpoint has been signed, or the witness has seen more entries than the last one holds.
    """
    signed = rows.checkpoints(agency)
    if not signed:
        raise _refused(agency, "no checkpoint has been signed yet")
    size, text = signed[-1]
    if old > size:
        raise _refused(agency, f"the witness has seen {old} entries, and the last checkpoint holds {size}")
    path = consistency_path(nodes(rows, agency), old, size)
    return "".join([f"old {old}\n", *(f"{to_base64(step)}\n" for step in path), "\n", text])


def nodes(rows: Rows, agency: str) -> Nodes:
    """Return the complete subtrees of an agency's tree, for proofs."""
    return nodes_of_tiles(lambda level, index: rows.tile(agency, level, index))


def head_of(rows: Rows, agency: str, *, lock: bool = False) -> Head:
    """Return the head of a log; LedgerError with the nearest agency where there is none."""
    head = rows.head(agency, lock=lock)
    if head is None:
        raise _refused("", f"no log for agency `{agency[:80]}`", nearest(agency, rows.agencies()))
    return head


def check(rows: Rows, agency: str) -> list[Problem]:
    """Return what is wrong with a log as it is kept: entries, tiles, head and checkpoints must say the same."""
    head = head_of(rows, agency)
    found: list[Problem] = []
    tiles: dict[tuple[int, int], bytes] = {}
    size = 0
    for entry in rows.entries(agency):
        if entry.index != size:
            found.append(Problem(agency, None, f"entry {size} is missing"))
            break
        size += 1
        if (entry.salt is None) != (entry.event is None):
            found.append(Problem(agency, None, f"entry {entry.index} has an event or a salt without the other"))
        elif entry.salt and entry.event and commitment_of(entry.salt, entry.event) != entry.commitment:
            found.append(Problem(agency, None, f"entry {entry.index} does not say what was committed to"))
        leaf = Leaf(head.origin, entry.index, entry.commitment).hash
        for level, index, hashes in grown(lambda *at: tiles.get(at, b""), entry.index, leaf):
            tiles[level, index] = hashes
    made = nodes_of_tiles(lambda *at: tiles.get(at, b""))
    if (size, tree_root(made, size)) != (head.size, head.root):
        found.append(Problem(agency, None, f"the head says {head.size} entries and another root than the {size} held"))
    found += [
        Problem(agency, None, f"tile {level}/{index} does not hold the hashes of the entries")
        for (level, index), hashes in tiles.items()
        if rows.tile(agency, level, index) != hashes
    ]
    for at, text in rows.checkpoints(agency):
        if at > size or Checkpoint.parse(Note.parse(text).text).root != tree_root(made, at):
            found.append(Problem(agency, None, f"the checkpoint signed at {at} entries is of another log"))
    return found


def _add(rows: Rows, head: Head, entry: Entry) -> None:
    # INVARIANT: entry, tiles and head change in the caller's one transaction; the index is the size of the locked head.
    rows.add_entry(head.agency, entry)
    _grow(rows, head, Leaf(head.origin, entry.index, entry.commitment).hash)


def _grow(rows: Rows, head: Head, leaf: bytes) -> None:
    """Write the tiles and the head of a log that has one more leaf."""
    read: dict[tuple[int, int], bytes] = {}

    def tile(level: int, index: int) -> bytes:
        if (level, index) not in read:
            read[level, index] = rows.tile(head.agency, level, index)
        return read[level, index]

    try:
        for level, index, hashes in grown(tile, head.size, leaf):
            rows.put_tile(head.agency, level, index, hashes)
            read[level, index] = hashes
        root = tree_root(nodes_of_tiles(tile), head.size + 1)
    except ValueError as error:
        raise _refused(head.agency, f"the tree is damaged: {error}", "nothing was recorded") from None
    rows.put_head(Head(head.agency, head.origin, head.size + 1, root))


def _refused(agency: str, what: str, hint: str = "") -> LedgerError:
    return LedgerError([Problem(agency, None, what, hint)])
