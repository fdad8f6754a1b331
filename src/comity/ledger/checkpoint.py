"""Checkpoints, as C2SP tlog-checkpoint fixes them: whose log, how many entries, which root; signed as a note.

One who has signed a checkpoint can no longer change what lies under it without contradicting their own signature.
A witness adds a signature of its own, and only under a checkpoint that adds to the last one it saw.
"""

from __future__ import annotations

from dataclasses import dataclass

from comity.ledger.merkle import HASH_BYTES
from comity.ledger.note import Note, SignerKey, from_base64, is_name, to_base64

MAX_SIZE = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The state of one log: its origin, the number of its entries and the root over them."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        r"""The three lines that are signed.

        >>> Checkpoint("jail.example/log", 0, bytes(32)).text.split("\n")[:2]
        ['jail.example/log', '0']
        """
        return f"{self.origin}\n{self.size}\n{to_base64(self.root)}\n"

    @classmethod
    def parse(cls, text: str) -> Checkpoint:
        """Return the checkpoint of three lines; ValueError says what is wrong.

        Further lines are refused: nothing that reads a log could check what they say.
        """
        lines = text.split("\n")
        if len(lines) != 4 or lines[3]:
            raise ValueError("a checkpoint is an origin, a size and a root, each on its line")
        origin, size, root = lines[:3]
        if not is_name(origin):
            raise ValueError("an origin is not empty and holds neither a space nor a plus")
        if not (size.isascii() and size.isdigit() and len(size) < 20 and str(int(size)) == size):
            raise ValueError(f"`{size[:30]}` is no size")
        if int(size) > MAX_SIZE:
            raise ValueError(f"a size is at most {MAX_SIZE}")
        hashed = from_base64(root)
        if len(hashed) != HASH_BYTES:
            raise ValueError(f"a root has {HASH_BYTES} bytes, not {len(hashed)}")
        return cls(origin, int(size), hashed)

    def signed(self, signer: SignerKey) -> Note:
        """Return the checkpoint as a note signed by the log; ValueError where the key has another name."""
        if signer.name != self.origin:
            raise ValueError(f"the key is named `{signer.name}` and the log `{self.origin}`")
        return Note(self.text, (signer.sign(self.text),))
