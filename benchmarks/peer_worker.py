"""One engine in a process of its own: bench_peers.py starts this file and tells it what to do."""

from __future__ import annotations

import importlib
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import log_rows
import numpy as np
from peers.interface import CASES
from turns import serve


class Engine:
    """One engine, with the run that was prepared last."""

    def __init__(self, name: str) -> None:
        self.module = importlib.import_module(f"peers.{name}")
        self.run: Callable[[], np.ndarray] | None = None
        self.found = np.zeros(0)

    def about(self) -> dict[str, Any]:
        """Return how the engine is called, its version and what it is given."""
        m = self.module
        about = {"name": m.NAME, "pace": m.PACE, "unknown": m.UNKNOWN, "forbids_only": m.FORBIDS_ONLY}
        return {**about, "package": m.PACKAGE, "version": version(m.PACKAGE)}

    def express(self) -> dict[str, Any]:
        """Return what the engine does with each case; one that raises says so."""
        found = {}
        for case in CASES:
            try:
                found[case] = self.module.express(case)._asdict()
            except Exception as error:  # noqa: BLE001 - whatever a peer raises is what it did
                found[case] = {"can": "no", "answer": f"error: {error}"[:200], "why": "the test itself failed"}
        return found

    def prepare(self, rows: str, count: int) -> dict[str, Any]:
        """Read a log and make ready."""
        log = log_rows.load(Path(rows))
        start = time.perf_counter()
        self.run = self.module.prepare(log.some(count))
        return {"seconds": time.perf_counter() - start}

    def once(self) -> dict[str, Any]:
        """Answer every row anew, and return how long that took."""
        if self.run is None:
            message = "nothing was prepared"
            raise RuntimeError(message)
        start, worked = time.perf_counter(), time.process_time()
        self.found = self.run()
        return {"seconds": time.perf_counter() - start, "processor_seconds": time.process_time() - worked}

    def answers(self, path: str) -> dict[str, Any]:
        """Write the answers of the last run."""
        np.save(path, self.found)
        return {"rows": len(self.found)}

    def extra(self, name: str, **given: Any) -> dict[str, Any]:
        """Measure something that only this engine has."""
        found: dict[str, Any] = getattr(self.module, name)(**given)
        return found


if __name__ == "__main__":
    serve(lambda: Engine(sys.argv[1]))
