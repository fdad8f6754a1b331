"""A witness: it remembers the last checkpoint of each log, and signs only one that adds to it.

It reads no entry and needs no trust in the log. One who shows two histories finds that the second is not signed.
The answers are those of C2SP tlog-witness, so that other witnesses and other logs understand each other.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from comity.ledger.checkpoint import Checkpoint
from comity.ledger.exported import Exported
from comity.ledger.merkle import EMPTY_ROOT, consistency_path, is_consistent, nodes_of
from comity.ledger.note import Note, SignerKey, VerifierKey, from_base64, to_base64
from comity.vocabulary.errors import LedgerError, Problem

MAX_STEPS = 63
MAX_REFUSED = 20
SIZE_TYPE = "text/x.tlog.size"
TEXT_TYPE = "text/plain; charset=utf-8"
SIGNED, MALFORMED, REFUSED_KEY, UNKNOWN_LOG, CONFLICT, NO_PROOF = 200, 400, 403, 404, 409, 422


@dataclass(frozen=True, slots=True)
class Answer:
    """What a witness answers: a status as HTTP has it, and the signature line, the size it knows, or the reason."""

    status: int
    text: str
    type: str = TEXT_TYPE

    @property
    def is_signed(self) -> bool:
        """Whether it holds a signature."""
        return self.status == SIGNED


class Witness:
    """A witness of some logs, with its key and the folder in which it remembers.

    A log may have several keys, so that it can change its key; a key counts only for the log of its name.
    """

    def __init__(self, signer: SignerKey, logs: Sequence[VerifierKey], folder: Path) -> None:
        self._signer = signer
        self._logs: Mapping[str, list[VerifierKey]] = {
            key.name: [k for k in logs if k.name == key.name] for key in logs
        }
        self._folder = folder

    def add_checkpoint(self, request: str, time: int) -> Answer:
        """Answer a request as C2SP tlog-witness gives it: what was seen last, the proof, the checkpoint.

        The state is on the disk before the answer is given. LedgerError: it cannot be read or written.
        """
        try:
            old, path, note, checkpoint = _request(request)
        except ValueError as error:
            return Answer(MALFORMED, f"{error}\n")
        refused = self._unknown(note, checkpoint)
        if refused is not None:
            return refused
        if old > checkpoint.size:
            return Answer(MALFORMED, f"the old size {old} is larger than the checkpoint's {checkpoint.size}\n")
        with self._locked(checkpoint.origin):
            size, root = self.last(checkpoint.origin)
            # C2SP asks for the size alone, also where a checkpoint of that size has another root.
            forked = size == checkpoint.size and root != checkpoint.root
            if old != size and not forked:
                return Answer(CONFLICT, f"{size}\n", SIZE_TYPE)
            if not is_consistent(size, checkpoint.size, root, checkpoint.root, path):
                self._keep_refused(checkpoint.origin, note, shows_fork=forked)
                return Answer(CONFLICT, f"{size}\n", SIZE_TYPE) if forked else Answer(NO_PROOF, _part(size, checkpoint))
            # INVARIANT: the state is on the disk before the signature leaves, so that no crash makes two histories.
            self._remember(checkpoint, note)
        return Answer(SIGNED, str(self._signer.sign(note.text, time)))

    def add_exported(self, log: Exported, time: int) -> Answer:
        """Answer for a whole exported log, from which the proof can be made here."""
        checkpoint, note = log.checkpoints[-1], log.notes[-1]
        refused = self._unknown(note, checkpoint)
        if refused is not None:
            return refused
        size, root = self.last(checkpoint.origin)
        if size > log.size:
            reason = f"it has {log.size} entries, and {size} have been seen: it is older, or entries were cut from it\n"
            return Answer(CONFLICT, reason)
        if log.root_at(size) != root:
            with self._locked(checkpoint.origin):
                self._keep_refused(checkpoint.origin, note, shows_fork=True)
            return Answer(NO_PROOF, _part(size, checkpoint))
        path = consistency_path(nodes_of(log.leaves), size, log.size)
        steps = "".join(f"{to_base64(step)}\n" for step in path)
        return self.add_checkpoint(f"old {size}\n{steps}\n{note}", time)

    def last(self, origin: str) -> tuple[int, bytes]:
        """Return the size and root that were signed last for a log; LedgerError where the state is damaged."""
        path = self._state(origin)
        try:
            told = json.loads(path.read_text(encoding="utf-8"))
            if told["origin"] != origin or type(told["size"]) is not int:
                raise ValueError("of another log")  # noqa: TRY301 - one sentence for all that can be wrong
            return told["size"], from_base64(told["root"])
        except FileNotFoundError:
            return 0, EMPTY_ROOT
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise LedgerError([Problem(str(path), None, f"the state cannot be read: {error}")]) from None

    def _unknown(self, note: Note, checkpoint: Checkpoint) -> Answer | None:
        """Return the refusal of a log or a key that is not known here."""
        keys = self._logs.get(checkpoint.origin)
        if keys is None:
            return Answer(UNKNOWN_LOG, f"no log `{checkpoint.origin}` is witnessed here\n")
        try:
            if note.verified(keys):
                return None
        except ValueError as error:
            return Answer(REFUSED_KEY, f"{error}\n")
        return Answer(REFUSED_KEY, f"not signed with a key of `{checkpoint.origin}` that is known here\n")

    def refused(self, origin: str) -> list[str]:
        """Return the checkpoints of a log that were refused, a few; each carries the log's signature.

        Beside the one that was signed last, such a one can show that there were two histories.
        """
        path = self._state(origin).with_suffix(".refused")
        try:
            return [str(note) for note in json.loads(path.read_text(encoding="utf-8"))]
        except FileNotFoundError:
            return []
        except (OSError, ValueError, TypeError) as error:
            raise LedgerError([Problem(str(path), None, f"what was refused cannot be read: {error}")]) from None

    def _keep_refused(self, origin: str, note: Note, *, shows_fork: bool) -> None:
        """Keep what was refused; good checkpoints with bad proofs cannot crowd out one that shows a fork."""
        kept = self.refused(origin)
        if str(note) not in kept:
            kept = [str(note), *kept] if shows_fork else [*kept, str(note)]
            self._write(self._state(origin).with_suffix(".refused"), kept[:MAX_REFUSED])

    def _remember(self, checkpoint: Checkpoint, note: Note) -> None:
        root = to_base64(checkpoint.root)
        told = {"origin": checkpoint.origin, "size": checkpoint.size, "root": root, "note": str(note)}
        self._write(self._state(checkpoint.origin), told)

    def _write(self, path: Path, told: object) -> None:
        """Write a file so that a crash leaves the old or the new one, and return when it is on the disk."""
        beside = path.with_name(f"{path.name}.new")
        try:
            with beside.open("w", encoding="utf-8") as file:
                file.write(json.dumps(told) + "\n")
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
            folder = os.open(self._folder, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
        except OSError as error:
            reason = (error.strerror or "the disk refused").lower()
            raise LedgerError([Problem(str(path), None, f"cannot be written: {reason}", "nothing is signed")]) from None

    def _state(self, origin: str) -> Path:
        return self._folder / f"{sha256(origin.encode()).hexdigest()[:32]}.json"

    @contextmanager
    def _locked(self, origin: str) -> Iterator[None]:
        """Let one request at a time look at the state of a log and change it, over all processes."""
        path = self._state(origin).with_suffix(".lock")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            file = path.open("a", encoding="utf-8")
        except OSError as error:
            reason = (error.strerror or "the disk refused").lower()
            raise LedgerError([Problem(str(path), None, f"cannot be written: {reason}", "nothing is signed")]) from None
        with file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def _request(text: str) -> tuple[int, list[bytes], Note, Checkpoint]:
    above, gap, below = text.partition("\n\n")
    lines = above.split("\n")
    old = lines[0].removeprefix("old ")
    if (
        not gap
        or not lines[0].startswith("old ")
        or not (old.isascii() and old.isdigit() and str(int(old[:20])) == old)
    ):
        raise ValueError("a request is `old SIZE`, the lines of a proof, an empty line and a checkpoint")
    if len(lines) - 1 > MAX_STEPS:
        raise ValueError(f"a proof has at most {MAX_STEPS} lines")
    note = Note.parse(below)
    return int(old), [from_base64(line) for line in lines[1:]], note, Checkpoint.parse(note.text)


def _part(size: int, checkpoint: Checkpoint) -> str:
    return (
        f"the log of {checkpoint.size} entries does not add to the one signed at {size}: "
        f"the histories part within the first {size} entries, and nothing is signed\n"
    )
