"""A log as one file that anyone can verify: JSON lines, each written in the one canonical way.

The first line names the keys and how many lines follow; then come the checkpoints, then the entries.
An entry is shown with its salt, or withheld, and then only its commitment stands there.
Nothing in the file is free: each byte is either signed, hashed into the tree, or has one way to be written.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path

from comity.ledger.commitment import Leaf, canonical, commitment_of, event_bytes, from_canonical
from comity.ledger.note import Note, SignerKey, VerifierKey, from_base64, to_base64
from comity.ledger.rows import Entry, Rows
from comity.ledger.store import head_of, sign_checkpoint
from comity.ledger.store import nodes as nodes_of_log
from comity.ledger.tiles import Tile, tile_hashes, tiles_of, to_bundle
from comity.vocabulary.errors import LedgerError, Problem

FORMAT = "comity-ledger/v1"
VERIFIER = "comity_verify.py"
LOG = "log.jsonl"
READ_ME = """\
This folder holds a log and a program that verifies it.

  log.jsonl         the log: its keys, its signed checkpoints, its entries in their order
  comity_verify.py  the program; one file of Python 3.11 or newer that needs nothing else

To verify:

  python3 comity_verify.py log.jsonl --key KEY

KEY is the public key of the log. Ask the agency for it by another way than the one by which this folder came.
If you hold an earlier checkpoint or an earlier copy of the log, add --held FILE: the program says whether this log
only adds to it. If a witness signed, add --witness KEY with the key that the witness itself publishes.

What a log proves is order, and that nothing was changed since it was signed; not that what was written is true.
"""


def export_lines(
    rows: Rows, agency: str, signer: SignerKey, witnesses: Sequence[VerifierKey] = (), withhold: Collection[int] = ()
) -> Iterator[bytes]:
    """Sign the log where it stands and return it line by line; the caller keeps its transaction open meanwhile.

    The signatures of the witnesses given go along; entries in `withhold`, and sealed ones, show their commitment only.
    LedgerError: no such log, an index to withhold that it lacks, or a history that contradicts what was signed.
    """
    sign_checkpoint(rows, agency, signer)
    head = head_of(rows, agency)
    for index in withhold:
        if not 0 <= index < head.size:
            raise LedgerError([Problem(agency, None, f"there is no entry {index} to withhold")])
    key = signer.verifier
    keys = [key, *sorted(witnesses, key=str)]
    notes = [_signed_by(Note.parse(text), keys) for _, text in rows.checkpoints(agency)]
    notes = [note for note in notes if note.signatures and key.made(note.signatures[0])]
    used = [str(w) for w in keys[1:] if any(w.made(s) for note in notes for s in note.signatures)]
    header = {"checkpoints": len(notes), "entries": head.size, "format": FORMAT, "key": str(key), "witnesses": used}
    yield canonical(header) + b"\n"
    for note in notes:
        yield canonical({"checkpoint": str(note)}) + b"\n"
    hidden = set(withhold)
    for entry in rows.entries(agency):
        yield canonical(_told(entry, withheld=entry.index in hidden)) + b"\n"


def withheld(lines: Iterable[bytes], withhold: Collection[int]) -> Iterator[bytes]:
    """Return an exported log with more entries withheld; it verifies as before, and anyone who holds it can do so."""
    hidden = set(withhold)
    for line in lines:
        told = from_canonical(line.removesuffix(b"\n"))
        if told.get("index") in hidden and "event" in told:
            commitment = commitment_of(from_base64(told["salt"]), event_bytes(told["event"]))
            told = {"commitment": to_base64(commitment), "index": told["index"]}
        yield canonical(told) + b"\n"


def write_export(path: Path, lines: Iterable[bytes]) -> None:
    """Write an exported log whole or not at all; LedgerError where it cannot be written."""
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as beside:
            try:
                beside.writelines(lines)
                beside.flush()
                os.fsync(beside.fileno())
                Path(beside.name).replace(path)
            except BaseException:
                Path(beside.name).unlink(missing_ok=True)
                raise
    except OSError as error:
        reason = (error.strerror or "the disk refused").lower()
        raise LedgerError([Problem(str(path), None, f"cannot be written: {reason}")]) from None


def write_bundle(folder: Path, lines: Iterable[bytes]) -> None:
    """Write a folder with the log, the verifier in one file, and how to use it."""
    folder.mkdir(parents=True, exist_ok=True)
    write_export(folder / LOG, lines)
    write_export(folder / VERIFIER, [files("comity.ledger").joinpath(VERIFIER).read_bytes()])
    write_export(folder / "READ-ME.txt", [READ_ME.encode()])


def write_tiles(folder: Path, rows: Rows, agency: str) -> None:
    """Write the last checkpoint, the tiles and the leaves of a log as C2SP tlog-tiles serves them, below one prefix."""
    size, note = rows.checkpoints(agency)[-1]
    made = nodes_of_log(rows, agency)
    head = head_of(rows, agency)
    leaves = [Leaf(head.origin, e.index, e.commitment).data for e in rows.entries(agency) if e.index < size]
    for tile in tiles_of(size):
        _write(folder / tile.path, tile_hashes(made, tile))
        if tile.level == 0:
            _write(folder / tile.bundle_path, to_bundle(_of(leaves, tile)))
    _write(folder / "checkpoint", note.encode())


def _of(leaves: Sequence[bytes], tile: Tile) -> Sequence[bytes]:
    start = tile.index << 8
    return leaves[start : start + tile.width]


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_export(path, [data])


def _signed_by(note: Note, keys: Sequence[VerifierKey]) -> Note:
    """Return the note with the signatures of these keys only, in their order and the newest of each."""
    found = [[s for s in note.signatures if key.made(s)][-1:] for key in keys]
    return Note(note.text, tuple(signature for of_key in found for signature in of_key))


def _told(entry: Entry, *, withheld: bool) -> dict[str, object]:
    if withheld or entry.event is None or entry.salt is None:
        return {"commitment": to_base64(entry.commitment), "index": entry.index}
    return {"event": from_canonical(entry.event), "index": entry.index, "salt": to_base64(entry.salt)}
