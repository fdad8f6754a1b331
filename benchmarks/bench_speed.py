"""Measures one decision and a log, on medians; prints them beside the targets of the plan.

Example: python benchmarks/bench_speed.py --rows 1000000
"""

from __future__ import annotations

import argparse
import platform
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl

import comity
from comity.engine.decision import encode, outcomes_of
from comity.engine.door import enter
from comity.engine.encounter import read_encounter
from comity.vocabulary.fact import Kind, Tier

PLACES = (
    *("us/ma/boston police_municipal", "us/ma/some-town police_municipal", "us/ma court", "us/ma motor_vehicles"),
    *("us/ma corrections_state", "us/ma/plymouth-county sheriff", "us/ma state_police"),
    "us/ma/newton police_municipal",
)
UNKNOWN = 0.2


def main() -> None:
    """Print the figures as a table."""
    options = argparse.ArgumentParser()
    options.add_argument("--rows", type=int, default=100_000)
    options.add_argument("--actions", default="")
    arguments = options.parse_args()
    law = comity.load()
    print(f"machine: {platform.processor() or platform.machine()}, Python {platform.python_version()}")
    rng = random.Random(7)
    rows = [_row(law, rng) for _ in range(400)]
    walk, whole, everything, asked = [], [], [], []
    for row in rows:
        opened = enter(read_encounter(row, law.body), law.body)
        compiled = law.slices.compiled(law.slices.play(opened, "hold_on_detainer"))
        masks = encode(opened.facts, compiled.variables)
        walk.append(_median(lambda c=compiled, m=masks: outcomes_of(c, m), 200))
        one = {**row, "actions": ["hold_on_detainer"]}
        whole.append(_median(lambda r=one: law.decide(r), 3))
        asked.append(_median(lambda r=one: law.decision(r, watched=False), 3))
        everything.append(_median(lambda r=row: law.decide(r), 2))
    _line("one decision, one action, encoded, warm (p50)", statistics.median(walk) * 1e6, "us", "<= 5 us")
    _line("read, decide, reasons; no explanation (p50)", statistics.median(asked) * 1e6, "us", "")
    _line(
        "decide with explanation and watched bills, one action (p50)", statistics.median(whole) * 1e6, "us", "<= 200 us"
    )
    _line(
        "decide with explanation and watched bills, all actions (p50)",
        statistics.median(everything) * 1e3,
        "ms",
        "<= 2 ms",
    )
    actions = tuple(arguments.actions.split(",")) if arguments.actions else tuple(law.body.words.actions)
    _log(law, arguments.rows, actions, rng)


def _median(run: Callable[[], Any], times: int) -> float:
    run()
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        spent.append(time.perf_counter() - start)
    return statistics.median(spent)


def _row(law: comity.Law, rng: random.Random) -> dict[str, Any]:
    """Return a made-up encounter with a fifth of its facts unknown."""
    place, agency = rng.choice(PLACES).split()
    facts: dict[str, Any] = {}
    for name, fact in law.body.words.facts.items():
        if fact.tier is Tier.STORED and fact.kind in (Kind.YESNO, Kind.CHOICE) and rng.random() > UNKNOWN:
            facts[name] = rng.choice(fact.options())
    for name in (*law.body.words.flat.values(), "solely_status"):  # what the constraints tie together
        facts.pop(name, None)
    facts.update(rng.choice(({"request_form": "I-247A"}, {"request_form": "I-200"}, {"request_form": "none"}, {})))
    return {"place": place, "agency": agency, "on": f"20{rng.randint(15, 25)}-0{rng.randint(1, 9)}-15", "facts": facts}


def _log(law: comity.Law, count: int, actions: tuple[str, ...], rng: random.Random) -> None:
    """Audit a made-up log, file to file."""
    few = [_row(law, rng) for _ in range(2000)]
    names = sorted({f for row in few for f in row["facts"]})
    columns: dict[str, list[Any]] = {k: [] for k in ("place", "agency", "on", *names)}
    for _ in range(count):
        row = few[rng.randrange(len(few))]
        for key in ("place", "agency", "on"):
            columns[key].append(row[key])
        for name in names:
            columns[name].append(row["facts"].get(name))
    frame = pl.DataFrame(columns, schema_overrides=dict.fromkeys(names, pl.String))
    did = [
        pl.Series(f"did_{a}", [rng.choice((True, False, None)) for _ in range(count)], dtype=pl.Boolean)
        for a in actions
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log.parquet"
        frame.with_columns(pl.col("on").str.to_date(), *did).write_parquet(path)
        start = time.perf_counter()
        audit = law.audit(path)
        audit.findings.write_parquet(Path(folder) / "findings.parquet")
        spent = time.perf_counter() - start
    judged = count * len(actions)
    _line(f"audit, {count} rows x {len(actions)} actions, Parquet to Parquet", spent, "s", "10^6 rows: < 3 s")
    _line("audit, rows per second and action", judged / spent, "", "")
    _line("most memory", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / 1024, "GiB", "< 1.5 GiB")


def _line(what: str, value: float, unit: str, target: str) -> None:
    print(f"{what:64} {value:12,.2f} {unit:3} {target}")


if __name__ == "__main__":
    main()
