"""Lets several measured programs take turns, each in a process of its own, so that noise falls on all of them alike.

An order and its answer are a line of JSON each. What fails says so and takes nothing with it.
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
PATIENCE = 3600


class TurnError(Exception):
    """A program could not do what it was told."""


class Program:
    """A program in its own process. Once it has failed, `error` says why, and it is told nothing more."""

    def __init__(self, key: str, python: Path, script: str, *arguments: str, hint: str = "") -> None:
        self.key = key
        self.error = "" if python.exists() else f"not installed{hint}"
        self._process = None
        if not self.error:
            self._process = subprocess.Popen(  # noqa: S603 - our own script
                [str(python), str(HERE / script), *arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                env={**os.environ, "COMITY_CACHE": ""},  # what is measured must not fill the user's cache
            )

    def tell(self, do: str, **order: Any) -> Any:
        """Give an order and return its answer. Raise TurnError where it cannot be done."""
        if self.error:
            raise TurnError(self.error)
        try:
            reply = self._reply(json.dumps({"do": do, **order}))
        except OSError as error:
            reply = {"error": f"ended: {error}"}
        if "error" in reply:
            self.error = f"{do}: {reply['error']}"
            raise TurnError(self.error)
        return reply["answer"]

    def attempt(self, do: str, **order: Any) -> Any:
        """Give an order and return its answer; None where it failed, now or before. The first failure is printed."""
        if self.error:
            return None
        try:
            return self.tell(do, **order)
        except TurnError as error:
            print(f"{self.key} left out: {error}", flush=True)
            return None

    def _reply(self, order: str) -> dict[str, Any]:
        assert self._process is not None
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(order + "\n")
        self._process.stdin.flush()
        ready, _, _ = select.select([self._process.stdout], [], [], PATIENCE)
        line = self._process.stdout.readline() if ready else ""
        if line:
            reply: dict[str, Any] = json.loads(line)
            return reply
        self.end()
        return {"error": f"the process ended ({self._process.returncode})" if ready else f"no answer in {PATIENCE} s"}

    def end(self) -> None:
        """Stop the process."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()


def serve(make: Callable[[], Any]) -> None:
    """Do what standard input says, order by order: each names a method of what `make` returns."""
    told = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what a library prints must not stand among the answers
    served = None
    for line in sys.stdin:
        order = json.loads(line)
        do = order.pop("do")
        try:
            served = make() if served is None else served
            answer = {"answer": getattr(served, do)(**order)}
        except Exception as error:  # noqa: BLE001 - every failure is an answer
            answer = {"error": f"{type(error).__name__}: {error}"[:400]}
        told.write(json.dumps(answer) + "\n")
        told.flush()
