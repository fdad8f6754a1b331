"""A writer that is killed: it adds events to a ledger and says on a pipe which were committed.

Arguments: the ledger, the first number, the size in bytes beyond which no file of this process may grow (0: none).
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from pathlib import Path

from comity.ledger.note import ED25519, SignerKey
from comity.ledger.sql import open_sqlite, transaction
from comity.ledger.store import append, sign_checkpoint
from comity.vocabulary.errors import LedgerError

SIGNER = SignerKey("jail.example/log", ED25519, bytes(range(32)))


def main(path: Path, first: int, limit: int) -> None:
    """Add events until killed, or until the disk refuses; then say what was said and end with 3."""
    connection = open_sqlite(path)
    if limit:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    for number in range(first, first + 100_000):
        try:
            with transaction(connection) as rows:
                connection.execute("INSERT INTO desk (number) VALUES (?)", (number,))
                done = append(rows, "jail", {"kind": "request", "number": number}, key=f"key-{number}")
                if number % 5 == 0:
                    sign_checkpoint(rows, "jail", SIGNER)
        except LedgerError as error:
            sys.stderr.write(f"{error}\n")
            raise SystemExit(3) from None
        os.write(1, f"{number} {done.index}\n".encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
