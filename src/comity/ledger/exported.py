"""An exported log as it is read again: every line is checked, and nothing in it is taken on trust.

A log is right by its own keys here; whose keys those are, `verify` asks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NoReturn

from comity.ledger.checkpoint import Checkpoint
from comity.ledger.commitment import Leaf, commitment_of, event_bytes, from_canonical
from comity.ledger.export import FORMAT
from comity.ledger.merkle import HASH_BYTES, nodes_of, tree_root
from comity.ledger.note import COSIGNATURE, ED25519, Note, Signature, VerifierKey, from_base64
from comity.ledger.store import SEALED
from comity.vocabulary.errors import LedgerError, Problem

HEADER = {"checkpoints", "entries", "format", "key", "witnesses"}
SHOWN = {"event", "index", "salt"}
WITHHELD = {"commitment", "index"}


@dataclass(slots=True)
class Exported:
    """An exported log: its keys, its checkpoints, and the leaf of each entry."""

    key: VerifierKey
    witnesses: list[VerifierKey]
    notes: list[Note] = field(default_factory=list)
    checkpoints: list[Checkpoint] = field(default_factory=list)
    leaves: list[bytes] = field(default_factory=list)
    withheld: list[int] = field(default_factory=list)
    sealed: set[int] = field(default_factory=set)

    @property
    def size(self) -> int:
        """How many entries it has."""
        return len(self.leaves)

    def root_at(self, size: int) -> bytes:
        """Return the root over the first entries."""
        return tree_root(nodes_of(self.leaves), size)

    def signed_by(self, witness: VerifierKey) -> list[tuple[int, Signature]]:
        """Return the signatures of a witness, each with the size it is under."""
        pairs = zip(self.checkpoints, self.notes, strict=True)
        return [(c.size, s) for c, note in pairs for s in note.signatures if witness.made(s)]


def read_exported(data: bytes, path: str) -> Exported:
    """Return an exported log whose every byte fits; LedgerError names the line where it does not."""
    lines = data.split(b"\n")
    if lines.pop():
        _fail(path, len(lines) + 1, "the file ends within a line")
    if not lines:
        _fail(path, 1, "the file is empty")
    log: Exported
    log, checkpoints, entries = _at(path, 1, _header, lines[0])
    awaited = 1 + checkpoints + entries
    if len(lines) != awaited:
        _fail(
            path, min(len(lines), awaited + 1), f"the first line announces {awaited} lines, and there are {len(lines)}"
        )
    for number, line in enumerate(lines[1 : 1 + checkpoints], 2):
        _at(path, number, _checkpoint, line, log)
    if log.checkpoints[-1].size != entries:
        _fail(path, 1 + checkpoints, "the last checkpoint is not over all entries")
    for witness in log.witnesses:
        if not log.signed_by(witness):
            _fail(path, 1, f"the witness `{witness.name}` is named and signed nothing")
    for number, line in enumerate(lines[1 + checkpoints :], 2 + checkpoints):
        leaf, withheld, sealed = _at(path, number, read_entry, line, log.key.name, log.size)
        if withheld:
            log.withheld.append(log.size)
        log.sealed.update(sealed)
        log.leaves.append(leaf)
    nodes = nodes_of(log.leaves)
    for number, checkpoint in enumerate(log.checkpoints, 2):
        if tree_root(nodes, checkpoint.size) != checkpoint.root:
            _fail(path, number, f"the first {checkpoint.size} entries do not have the root that was signed")
    return log


def read_entry(line: bytes, log: str, index: int) -> tuple[bytes, bool, set[int]]:
    """Return the leaf hash of an entry's line, whether it is withheld, and which entry it says was sealed.

    ValueError: the line is not the one way to write the entry of that index.
    """
    told = _plain(line)
    if told.keys() not in (SHOWN, WITHHELD):
        raise ValueError("an entry has an index and a commitment, or an index, a salt and an event")
    if type(told["index"]) is not int or told["index"] != index:
        raise ValueError(f"entry {index} should stand here")
    if "event" not in told:
        commitment = _bytes(told["commitment"])
        return Leaf(log, index, commitment).hash, True, set()
    event = told["event"]
    if not isinstance(event, dict):
        raise ValueError("an event is an object")  # noqa: TRY004 - it is the file that is wrong
    commitment = commitment_of(_bytes(told["salt"]), event_bytes(event))
    names = event["kind"] == SEALED and type(event.get("entry")) is int
    return Leaf(log, index, commitment).hash, False, {event["entry"]} if names else set()


def _header(line: bytes) -> tuple[Exported, int, int]:
    told = _plain(line)
    if told.keys() != HEADER or told["format"] != FORMAT:
        raise ValueError(f"not the first line of a log in the format {FORMAT}")
    checkpoints, entries, keys = told["checkpoints"], told["entries"], told["witnesses"]
    if type(checkpoints) is not int or type(entries) is not int or checkpoints < 1 or entries < 0:
        raise ValueError("a log has at least one checkpoint, and a number of entries")
    if not isinstance(keys, list) or not all(isinstance(k, str) for k in [*keys, told["key"]]):
        raise ValueError("a key is a text")
    if keys != sorted(set(keys)):
        raise ValueError("the witnesses are not in their order")
    log = Exported(VerifierKey.parse(told["key"]), [VerifierKey.parse(k) for k in keys])
    if log.key.kind != ED25519 or any(w.kind != COSIGNATURE for w in log.witnesses):
        raise ValueError("a log signs with one kind of key, and a witness with the other")
    return log, checkpoints, entries


def _checkpoint(line: bytes, log: Exported) -> None:
    told = _plain(line)
    if told.keys() != {"checkpoint"} or not isinstance(told["checkpoint"], str):
        raise ValueError("a checkpoint should stand here")
    note = Note.parse(told["checkpoint"])
    checkpoint = Checkpoint.parse(note.text)
    if checkpoint.origin != log.key.name:
        raise ValueError(f"a checkpoint of another log, `{checkpoint.origin}`")
    if log.checkpoints and checkpoint.size <= log.checkpoints[-1].size:
        raise ValueError("the checkpoints are not in their order")
    keys = [log.key, *log.witnesses]
    places = [at for s in note.signatures for at, key in enumerate(keys) if key.made(s)]
    if len(places) != len(note.signatures) or places[0] != 0 or places != sorted(set(places)):
        raise ValueError("the signatures are not the log's and then those of the witnesses named, in their order")
    note.verified(keys)
    log.notes.append(note)
    log.checkpoints.append(checkpoint)


def _plain(line: bytes) -> dict[str, Any]:
    told = from_canonical(line)
    if not isinstance(told, dict):
        raise ValueError("a line is an object")  # noqa: TRY004 - it is the file that is wrong
    return told


def _bytes(text: Any) -> bytes:
    data = from_base64(text) if isinstance(text, str) else b""
    if len(data) != HASH_BYTES:
        raise ValueError(f"{HASH_BYTES} bytes in base64 should stand here")
    return data


def _at(path: str, line: int, read: Any, *given: Any) -> Any:
    """Call a reader, and name the line where it refuses."""
    try:
        return read(*given)
    except ValueError as error:
        _fail(path, line, str(error))


def _fail(path: str, line: int, what: str) -> NoReturn:
    raise LedgerError([Problem(path, line, what)])


def differ_at(first: Sequence[bytes], second: Sequence[bytes]) -> int | None:
    """Return the first entry at which two logs differ, of those that both have; nothing where none does."""
    pairs = zip(first, second, strict=False)
    return next((at for at, (one, other) in enumerate(pairs) if one != other), None)
