"""Measures how the time of a log grows: with the law, the rows, what is unknown, and the number of situations.

Each point puts a made-up log of two actions to the real law, from a frame of words: once to answers (`law.answers`),
once to findings with reasons (`law.audit`). The points of a series take turns, each in a process of its own.

Example: python benchmarks/bench_scaling.py --quick
The longest log: python benchmarks/bench_scaling.py --only rows --rows 10000000
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from pathlib import Path
from typing import Any

from machine import machine, shown, today
from turns import Program

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "docs" / "benchmarks" / "scaling.json"
UNKNOWN = 0.2
SITUATIONS = 1_000
KINDS = ("answers", "audit")
SERIES = {
    "law": "the law, so many times over",
    "spread": "the law so many times over, and the log spread over all of it",
    "rows": "rows of the log",
    "unknown": "share of the facts that nobody gave",
    "situations": "different encounters in the log",
}


def main() -> None:
    """Measure the series, print them; with --keep also write docs/benchmarks/scaling.json."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--quick", action="store_true", help="a tenth of the rows and three runs")
    options.add_argument("--rows", type=int, help="the longest log of the series `rows` (default 10^6)")
    options.add_argument("--runs", type=int, help="runs of each point (default 5)")
    options.add_argument("--only", default="", help=f"series, with commas between: {', '.join(SERIES)}")
    options.add_argument(
        "--keep", action="store_true", help="write the figures where the charts and the page find them"
    )
    given = options.parse_args()
    rows = 10_000 if given.quick else 100_000
    runs = given.runs or (3 if given.quick else 5)
    about = machine()
    print(shown(about))
    found = {}
    for name in SERIES:
        if not given.only or name in given.only.split(","):
            orders = points(name, rows, given.rows or 10 * rows)
            found[name] = measure(name, orders, runs)
    if given.keep:
        kept = {"made": today(), "machine": about, "quick": given.quick, "runs": runs, "series": found}
        KEPT.parent.mkdir(parents=True, exist_ok=True)
        KEPT.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
        print(f"kept in {KEPT.relative_to(ROOT)}")
    if not all(found.values()):
        sys.exit("a series has no point")


def points(name: str, rows: int, most: int) -> list[tuple[float, dict[str, Any]]]:
    """Return the points of a series: where each lies, and what is prepared for it."""
    usual = {"rows": rows, "unknown": UNKNOWN, "situations": SITUATIONS, "times": 1, "spread": False}
    match name:
        case "law" | "spread":
            long = usual | {"rows": min(10 * rows, most), "spread": name == "spread"}
            return [(t, long | {"times": t}) for t in (1, 3, 10)]
        case "rows":
            lengths = [n for n in (10**4, 10**5, 10**6, 10**7) if n < most] + [most]
            return [(n, usual | {"rows": n}) for n in lengths]
        case "unknown":
            return [(u, usual | {"unknown": u}) for u in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)]
        case _:
            few = [n for n in (10, 100, 1_000, 10_000) if n < rows]
            return [(n, usual | {"situations": n}) for n in (*few, rows)]


def measure(name: str, orders: list[tuple[float, dict[str, Any]]], runs: int) -> list[dict[str, Any]]:
    """Return the points of a series, measured in turns, printed as they are."""
    print(f"\n{SERIES[name]}")
    programs = [Program(f"{name} {x:g}", Path(sys.executable), "scaling_worker.py") for x, _ in orders]
    try:
        made = [p.attempt("prepare", **order) for p, (_, order) in zip(programs, orders, strict=True)]
        for kind in KINDS:
            for p in programs:
                p.attempt("once", kind=kind)  # a first run that does not count: it compiles the law
        spent: list[dict[str, list[dict[str, float]]]] = [{kind: [] for kind in KINDS} for _ in programs]
        for _ in range(runs):
            for kind in KINDS:
                for told, p in zip(spent, programs, strict=True):
                    once = p.attempt("once", kind=kind)
                    if once:
                        told[kind].append(once)
    finally:
        for p in programs:
            p.end()
    found = [
        point(x, order["rows"], about, told)
        for (x, order), about, told in zip(orders, made, spent, strict=True)
        if about and all(told.values())
    ]
    for line in found:
        print(f"  {line['at']:>12,g} {line['rows']:>10,} rows {line['provisions']:>6,} provisions", end=" ")
        print(f"{line['distinct']:>8,} situations {line['memory_gib']:.2f} GiB")
        for kind in KINDS:
            of, first = line[kind], found[0][kind]
            of["times_first"] = of["row_microseconds"] / first["row_microseconds"]
            of["times_first_processor"] = of["row_processor_microseconds"] / first["row_processor_microseconds"]
            spent = f"{of['seconds']:>9.3f} s {of['row_microseconds']:>9.2f} us a row {of['times_first']:>6.2f} x"
            worked = f"{of['row_processor_microseconds']:>9.2f} us {of['times_first_processor']:>6.2f} x"
            print(f"  {kind:>20} {spent}   processor {worked}")
    return found


def point(x: float, rows: int, about: dict[str, Any], told: dict[str, list[dict[str, float]]]) -> dict[str, Any]:
    """Return one point: medians over its runs."""
    found = {"at": x, "rows": rows, **about, "distinct": told["audit"][-1]["distinct"]}
    found["memory_gib"] = max(t["memory_gib"] for runs in told.values() for t in runs)
    for kind, runs in told.items():
        seconds = statistics.median(t["seconds"] for t in runs)
        worked = statistics.median(t["processor_seconds"] for t in runs)
        found[kind] = {
            "seconds": seconds,
            "row_microseconds": 1e6 * seconds / rows,
            "row_processor_microseconds": 1e6 * worked / rows,
        }
    return found


if __name__ == "__main__":
    main()
