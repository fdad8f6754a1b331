"""One point of a scaling benchmark in a process of its own: bench_scaling.py starts it and tells it what to do."""

from __future__ import annotations

import resource
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import wider_law
from turns import serve

import comity
from comity.engine.encounter import Encounter
from comity.law.selector import Who
from comity.vocabulary.fact import Kind, Tier

ACTIONS = ("hold_on_detainer", "notify_release")
WHO = ("boston police_municipal", "newton police_municipal", "some-town police_municipal", "plymouth-county sheriff")
HOME = "ma"
FROM, DAYS = date(2015, 1, 1), 4_000
_LATELY = date(2026, 3, 2)


class Point:
    """A body of law and a log to audit."""

    def __init__(self) -> None:
        self.law: comity.Law | None = None
        self.frame = pl.DataFrame()

    def prepare(self, rows: int, unknown: float, situations: int, times: int, spread: bool) -> dict[str, Any]:  # noqa: FBT001 - an order by name
        """Read the law `times` over and draw a log.

        The log has `situations` different encounters at most; with `spread`, in every State instead of one.
        """
        with tempfile.TemporaryDirectory(prefix="comity-bench-") as folder:
            states = wider_law.write(Path(folder) / "law", times)
            start = time.perf_counter()
            self.law = comity.load(Path(folder) / "law")
            read = time.perf_counter() - start
        kin = [name for name, whose in states.items() if whose == HOME] if spread else [HOME]
        self.frame = self._log(rows, unknown, situations, kin)
        return {"provisions": len(self.law.body.provisions), "facts": self.frame.width - 5, "read_seconds": read}

    def once(self, kind: str) -> dict[str, Any]:
        """Put the log to the law, from a frame of words to `answers` or to the findings of an `audit`."""
        assert self.law is not None
        start, worked = time.perf_counter(), time.process_time()
        if kind == "answers":
            found = self.law.answers(self.frame, ACTIONS)
        else:
            audit = self.law.audit(self.frame, actions=ACTIONS)
        spent, worked = time.perf_counter() - start, time.process_time() - worked
        more: dict[str, Any] = {}
        if kind == "answers":
            assert found.ids.height == self.frame.height
            assert not found.rejected
        else:
            assert audit.findings.height >= self.frame.height * len(ACTIONS)
            more["distinct"] = sum(audit.distinct.values())
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / 1024
        return {"seconds": spent, "processor_seconds": worked, "memory_gib": memory, **more}

    def _log(self, rows: int, unknown: float, situations: int, states: list[str]) -> pl.DataFrame:
        rng = np.random.default_rng(7)
        few = min(rows, situations)
        who = [w.split() for w in WHO]
        at = rng.integers(0, len(who), few)
        state = rng.integers(0, len(states), few)
        data: dict[str, Any] = {
            "place": [f"us/{states[s]}/{who[w][0]}" for s, w in zip(state, at, strict=True)],
            "agency": [who[w][1] for w in at],
            "on": [FROM + timedelta(days=int(d)) for d in rng.integers(0, DAYS, few)],
        }
        for fact, options in self._facts().items():
            values = pl.Series([*options, None], dtype=pl.String)
            drawn = rng.integers(0, len(options), few)
            data[fact] = values.gather(np.where(rng.random(few) < unknown, len(options), drawn))
        frame = pl.DataFrame(data)
        if few < rows:
            frame = frame[rng.integers(0, few, rows)]
        did = [pl.Series(f"did_{a}", rng.integers(0, 2, rows).astype(bool)) for a in ACTIONS]
        return frame.with_columns(*did)

    def _facts(self) -> dict[str, tuple[str, ...]]:
        """Return the stored facts that the two actions turn on, each with its values; of a paper only its form."""
        assert self.law is not None
        body, slices = self.law.body, self.law.slices
        used: set[str] = set()
        for place, kind in (w.split() for w in WHO):
            encounter = Encounter(Who(f"us/{HOME}/{place}", frozenset({kind})), _LATELY)
            for action in ACTIONS:
                act = slices.compiled(slices.play(encounter, action))
                used |= {v.fact for v in act.variables}
        tied = {*body.words.flat.values(), "solely_status", "considers_status"}
        found = {}
        for name in sorted(used & set(body.words.facts) - tied):
            fact = body.words.facts[name]
            if fact.tier is Tier.STORED and fact.kind in (Kind.YESNO, Kind.CHOICE):
                found[name] = fact.options()
        return {"request_form": ("I-247A", "I-200", "none"), **found}


if __name__ == "__main__":
    serve(Point)
