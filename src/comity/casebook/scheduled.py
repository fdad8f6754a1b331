"""Signing on a schedule: a process beside the web server, which ends when that one does."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from django.db import DatabaseError, close_old_connections

from comity.casebook.exporting import sign_all
from comity.vocabulary.errors import LedgerError

EVERY = 900
_log = logging.getLogger(__name__)


def beside(data: Path, every: int = EVERY) -> subprocess.Popen[bytes]:
    """Start the process that signs the logs of a casebook, and return it."""
    words = [sys.executable, "-m", "comity.cli.main", "ledger", "sign", "--data", str(data), "--every", str(every)]
    return subprocess.Popen(words, stdout=subprocess.DEVNULL)  # noqa: S603 - our own command


def keep_signing(every: int) -> Iterator[str]:
    """Sign what has grown, again and again, until whoever started this is gone; yield what was signed.

    A database that is away is waited for; a log that contradicts what was signed is told on standard error each time.
    """
    parent = os.getppid()
    until = 0.0
    while os.getppid() == parent:
        if time.monotonic() >= until:
            try:
                yield from sign_all()
            except (DatabaseError, LedgerError) as error:
                _log.warning("no checkpoint was signed: %s", error)
            close_old_connections()
            until = time.monotonic() + every
        time.sleep(min(1.0, every))
