"""Measures long logs, file to file: answers to every action, a log in parts, and one without two rows alike.

Each runs in a process of its own, so that its most memory is its own; the log is written beforehand and not counted.
Example: python benchmarks/bench_log.py --rows 10000000
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow.parquet as pq
from machine import machine, shown

import comity
from comity.audit.stream import stream
from comity.engine.encounter import Encounter
from comity.law.selector import Who
from comity.vocabulary.fact import Kind, Tier

ACTIONS = ("hold_on_detainer", "notify_release")
WHO = (
    ("us/ma/boston", "police_municipal"),
    ("us/ma/some-town", "police_municipal"),
    ("us/ma/plymouth-county", "sheriff"),
)
UNKNOWN, PART, FIRST, DAYS = 0.2, 500_000, date(2015, 1, 1), 4_000


def main() -> None:
    """Write each log, put it to the law in a process of its own, and print a line for each."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument(
        "--rows", type=int, default=10_000_000, help="rows of the longest log; the others have a tenth"
    )
    options.add_argument(
        "--facts", type=int, default=0, help="so many columns of facts; by default those the law tests"
    )
    options.add_argument("--quick", action="store_true", help="a hundredth of the rows")
    options.add_argument("--run", nargs=2, metavar=("KIND", "LOG"), help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.run:
        once(given.run[0], Path(given.run[1]))
        return
    rows = given.rows // (100 if given.quick else 1)
    print(shown(machine()))
    print(f"{'':58} {'wall s':>8} {'cpu s':>8} {'GiB':>6}")
    with tempfile.TemporaryDirectory(prefix="comity-bench-") as folder:
        log = Path(folder) / "log.parquet"
        for kind, count, few, said in (
            ("answers", rows // 10, 2_000, "to the answers of every action"),
            ("stream", rows // 10, 0, "to findings of two actions, every row different"),
            ("stream", rows, 2_000, "to findings of two actions"),
        ):
            wide = write(log, count, few, given.facts)
            words = [sys.executable, __file__, "--run", kind, str(log)]
            told = json.loads(subprocess.run(words, check=True, capture_output=True, text=True).stdout)  # noqa: S603 - our own
            print(
                f"{count:>11,} rows {said:41} {told['wall']:8.1f} {told['cpu']:8.1f} {told['gib']:6.2f}"
                f"   {wide} columns, {told['situations']:,} situations",
                flush=True,
            )


def once(kind: str, log: Path) -> None:
    """Put a log to the law, and print what it took as JSON."""
    law = comity.load()
    start, worked = time.perf_counter(), time.process_time()
    out = log.parent / "out"
    if kind == "answers":
        found = law.answers(log)
        found.ids.write_parquet(log.parent / "ids.parquet")
        situations = found.told.height
    else:
        situations = sum(stream(log, law.slices, out, actions=ACTIONS).distinct.values())
    spent = {"wall": time.perf_counter() - start, "cpu": time.process_time() - worked, "situations": situations}
    print(json.dumps({**spent, "gib": _most_memory()}))


def _most_memory() -> float:
    """Return the most memory this process had; `getrusage` would count that of the process that started it."""
    told = Path("/proc/self/status")
    if told.exists():
        line = next(x for x in told.read_text(encoding="utf-8").splitlines() if x.startswith("VmHWM"))
        return int(line.split()[1]) / 1024 / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / 1024


def write(path: Path, rows: int, few: int, wanted: int = 0) -> int:
    """Write a plain log of made-up encounters: `few` different ones, or every row its own. Return its columns."""
    law = comity.load()
    body, rng = law.body, np.random.default_rng(7)
    tied = {*body.words.flat.values(), "solely_status"}  # what the constraints tie together
    tested = _tested(law)
    fit = {
        name: fact.options()
        for name, fact in body.words.facts.items()
        if fact.tier is Tier.STORED and fact.kind in (Kind.YESNO, Kind.CHOICE) and name not in tied
    }
    first_ones = sorted(fit, key=lambda name: name not in tested)  # what the law tests, then what it does not
    facts = {name: fit[name] for name in first_ones[: wanted or len(tested & fit.keys())]}
    first = _drawn(rng, few, facts) if few else None
    writer: pq.ParquetWriter | None = None
    for start in range(0, rows, PART):
        count = min(PART, rows - start)
        part = _drawn(rng, count, facts) if first is None else first[rng.integers(0, few, count)]
        done = [pl.Series(f"did_{a}", rng.integers(0, 2, count).astype(bool)) for a in ACTIONS]
        table = part.with_columns(done).to_arrow()
        writer = writer or pq.ParquetWriter(path, table.schema)
        writer.write_table(table)
    if writer:
        writer.close()
    return len(facts) + 3 + len(ACTIONS)


def _tested(law: comity.Law) -> set[str]:
    """Return the facts that the law of these agencies can turn on, whatever the act."""
    found: set[str] = set()
    for place, kind in WHO:
        for year in range(FIRST.year, FIRST.year + DAYS // 365 + 1):
            encounter = Encounter(Who(place, frozenset({kind})), date(year, 7, 1))
            for action in law.body.words.actions:
                compiled = law.slices.compiled(law.slices.play(encounter, action))
                found |= {cells.fact.rsplit(":", 1)[0] for cells in compiled.variables}
                found |= {cells.fact for cells in compiled.variables}
    return found


def _drawn(rng: np.random.Generator, count: int, facts: dict[str, tuple[str, ...]]) -> pl.DataFrame:
    who = rng.integers(0, len(WHO), count)
    days = pl.Series([FIRST + timedelta(days=d) for d in range(DAYS)])
    made = {
        "place": pl.Series([w[0] for w in WHO])[who],
        "agency": pl.Series([w[1] for w in WHO])[who],
        "on": days[rng.integers(0, DAYS, count)],
    }
    for name, options in facts.items():
        codes = rng.integers(0, len(options), count).astype(np.int64)
        told = pl.Series([*options, None], dtype=pl.String)
        made[name] = told[np.where(rng.random(count) < UNKNOWN, len(options), codes)]
    return pl.DataFrame(made)


if __name__ == "__main__":
    main()
