"""What a ledger keeps, and what it asks of whatever keeps it.

The logic of the ledger knows no database: `store` works on these rows, and a database gives them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Head:
    """The state of one agency's log: its name, how many entries it has, and the root over them."""

    agency: str
    origin: str
    size: int
    root: bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its commitment, which stays, and the event with its salt, which can be erased together."""

    index: int
    commitment: bytes
    salt: bytes | None = None
    event: bytes | None = None
    key: str | None = None


class Rows(Protocol):
    """The rows of a ledger, inside a transaction that the caller opened and will end."""

    def agencies(self) -> list[str]:
        """Return the agencies that have a log."""

    def add_head(self, head: Head) -> None:
        """Write the head of a new log."""

    def head(self, agency: str, *, lock: bool = False) -> Head | None:
        """Return the head of an agency's log; with `lock`, no other writer passes until the transaction ends."""

    def put_head(self, head: Head) -> None:
        """Write the head anew."""

    def add_entry(self, agency: str, entry: Entry) -> None:
        """Write one entry; an index or key that is taken is an error of the database."""

    def entry(self, agency: str, index: int) -> Entry | None:
        """Return one entry."""

    def entry_of_key(self, agency: str, key: str) -> Entry | None:
        """Return the entry that was added under an idempotency key."""

    def entries(self, agency: str, start: int = 0) -> Iterator[Entry]:
        """Return the entries in the order of their index."""

    def erase(self, agency: str, index: int) -> None:
        """Erase the event and the salt of one entry."""

    def tile(self, agency: str, level: int, index: int) -> bytes:
        """Return the hashes of a tile; nothing where there is none."""

    def put_tile(self, agency: str, level: int, index: int, hashes: bytes) -> None:
        """Write a tile, in place of a narrower one."""

    def checkpoints(self, agency: str) -> list[tuple[int, str]]:
        """Return the size and the note of each checkpoint, the smallest first."""

    def put_checkpoint(self, agency: str, size: int, note: str) -> None:
        """Write the note of a checkpoint, in place of one of the same size."""
