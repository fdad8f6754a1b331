"""Sets comity beside other rule engines and hand-written columns: one body of law, one log, every answer compared.

Each engine runs in a process of its own (peer_worker.py); the runs take turns, so that noise falls on all. What a peer
cannot say is shown by a small test of each kind (peers/interface.py), in its own words.

Example: python benchmarks/bench_peers.py --quick
Peers are installed by `make bench-peers-setup`; without them this measures comity alone and says so.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

import log_rows
import numpy as np
from agreement import OURS, against_exact, agreement, compare
from completions import MOST, sets
from log_rows import ACTIONS, picked
from machine import machine, shown, today
from turns import Program

ROOT = Path(__file__).resolve().parent.parent
PEERS_PYTHON = ROOT / ".venv-peers" / "bin" / "python"
KEPT = ROOT / "docs" / "benchmarks" / "peers.json"
PEERS = (OURS, "openfisca", "polars", "numpy", "duckdb", "cel", "cedar", "zen", "rego")
UNKNOWN = 0.2


def main() -> None:
    """Measure, compare, print; with --keep also write docs/benchmarks/peers.json."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--quick", action="store_true", help="a tenth of the rows and three runs")
    options.add_argument("--rows", type=int, help="rows for the engines that take whole columns (default 10^6)")
    options.add_argument("--slow-rows", type=int, help="rows for the engines that take a row at a time (default 10^4)")
    options.add_argument("--runs", type=int, help="runs of each engine (default 5)")
    options.add_argument("--only", default="", help="engines, with commas between")
    options.add_argument(
        "--keep", action="store_true", help="write the figures where the charts and the page find them"
    )
    given = options.parse_args()
    part = 10 if given.quick else 1
    counts = {"columns": given.rows or 1_000_000 // part, "rows": given.slow_rows or 10_000 // part}
    runs = given.runs or (3 if given.quick else 5)
    about = machine()
    print(shown(about))
    chosen = [key for key in PEERS if key == OURS or not given.only or key in given.only.split(",")]
    hint = ": run `make bench-peers-setup`"
    pythons = {key: Path(sys.executable) if key == OURS else PEERS_PYTHON for key in chosen}
    peers = [Program(key, pythons[key], "peer_worker.py", key, hint=hint) for key in chosen]
    try:
        with tempfile.TemporaryDirectory(prefix="comity-bench-") as folder:
            kept = measure(peers, counts, runs, Path(folder))
    finally:
        for peer in peers:
            peer.end()
    kept = {"made": today(), "machine": about, "quick": given.quick, "runs": runs, **kept}
    if given.keep:
        KEPT.parent.mkdir(parents=True, exist_ok=True)
        KEPT.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        print(f"kept in {KEPT.relative_to(ROOT)}")
    if kept["disagreements"]:
        sys.exit(f"{kept['disagreements']} answers differ: no figure above may be used")


def measure(peers: list[Program], counts: dict[str, int], runs: int, folder: Path) -> dict[str, Any]:
    """Return everything that is measured, printed as it comes."""
    abouts = {}
    for peer in peers:
        if peer.error:
            print(f"{peer.key} left out: {peer.error}")
        about = peer.attempt("about")
        if about:
            abouts[peer.key] = about
    logs = {}
    for name, unknown in (("known", 0.0), ("unknown", UNKNOWN)):
        log = log_rows.draw(max(counts.values()), unknown)
        log.save(folder / f"{name}.npz")
        logs[name] = log
    peers, every = [p for p in peers if not p.error], peers
    known = run_log(peers, abouts, "known", counts, runs, folder)
    table_of_speed(known, "Nothing unknown", "agreement")
    willing = [p for p in peers if not p.error and abouts[p.key]["unknown"]]
    few = {**counts, "rows": max(counts["rows"] // 2, 100)}
    open_ = run_log(willing, abouts, "unknown", few, runs, folder)
    table_of_speed(open_, f"{UNKNOWN:.0%} of facts unknown", "against_exact")
    checked = check_exact(logs["unknown"], folder)
    print(
        f"\ncomity's sets against every completion of a row (at most {MOST}): {checked['same']} of {checked['checked']}"
    )
    cases = {}
    for peer in peers:
        said = peer.attempt("express")
        if said:
            cases[peer.key] = said
    table_of_cases(cases, abouts)
    ours = peers[0]
    single = ours.attempt("extra", name="single", times=min(counts["rows"], 2_000)) or {}
    whole = ours.attempt("extra", name="whole", rows=str(folder / "unknown.npz"), count=counts["columns"] // 10) or {}
    table_of_single(single, whole, known)
    wrong = sum(p["differ"] + p["no_answer"] for p in known) + checked["checked"] - checked["same"]
    return {
        "log": {"rows": counts, "unknown": UNKNOWN, "actions": list(ACTIONS)},
        "known": known,
        "unknown": open_,
        "left_out": {p.key: p.error for p in every if p.error},
        "exact": checked,
        "cases": cases,
        "single": single,
        "whole": whole,
        "disagreements": wrong,
    }


def run_log(
    peers: list[Program], abouts: dict[str, Any], name: str, counts: dict[str, int], runs: int, folder: Path
) -> list[dict[str, Any]]:
    """Let every engine answer a log `runs` times, in turns, and hold its answers against comity's."""
    spent: dict[str, list[dict[str, float]]] = {peer.key: [] for peer in peers}
    ready = {}
    for peer in peers:
        made = peer.attempt("prepare", rows=str(folder / f"{name}.npz"), count=counts[abouts[peer.key]["pace"]])
        ready[peer.key] = made["seconds"] if made else None
    for peer in peers:
        peer.attempt("once")  # a first run that does not count
    for _ in range(runs):
        for peer in peers:
            once = peer.attempt("once")
            if once:
                spent[peer.key].append(once)
    found = []
    for peer in peers:
        path = folder / f"{name}-{peer.key}.npy"
        if peers[0].error:
            sys.exit(f"comity itself failed, and there is nothing to hold the others against: {peers[0].error}")
        if peer.attempt("answers", path=str(path)):
            about, rows = abouts[peer.key], counts[abouts[peer.key]["pace"]]
            exact = np.load(folder / f"{name}-{OURS}.npy")
            median, worked = (
                statistics.median(s[kind] for s in spent[peer.key]) for kind in ("seconds", "processor_seconds")
            )
            line = {"key": peer.key, **about, "rows": rows, "median_seconds": median, "rows_per_second": rows / median}
            line |= {"rows_per_processor_second": rows / worked, "ready_seconds": ready[peer.key]}
            found.append(
                line
                | compare(np.load(path), exact[picked(len(exact), rows)], peer.key, forbids_only=about["forbids_only"])
            )
    for line in found:
        line["times_comity"] = line["rows_per_second"] / found[0]["rows_per_second"]
    return found


def check_exact(log: log_rows.Rows, folder: Path) -> dict[str, int]:
    """Hold comity's sets against brute force on the first rows."""
    numbers, right = sets(log.some(2_000))
    found = np.load(folder / f"unknown-{OURS}.npy")[picked(len(log), 2_000)][numbers]
    return {"checked": int(right.size), "same": int((found == right).sum())}


def table_of_speed(lines: list[dict[str, Any]], title: str, kind: str) -> None:
    """Print rows per second and agreement."""
    print(f"\n{title}: rows per second, two actions, median")
    for line in lines:
        told = agreement(line) if kind == "agreement" else against_exact(line)
        speed = f"{line['rows_per_second']:>13,.0f} {line['times_comity']:>9.4f} x comity"
        worked = f"{line['rows_per_processor_second']:>13,.0f} per processor second"
        print(f"{line['name']:15} {line['version']:8} {line['rows']:>9,} rows {speed} {worked}   {told}")


def table_of_cases(cases: dict[str, Any], abouts: dict[str, Any]) -> None:
    """Print what each engine did with each small test."""
    print("\nWhat an engine can say (each by a small test)")
    for case in next(iter(cases.values())):
        print(f"  {case}")
        for key, said in cases.items():
            told = said[case]
            print(f"    {abouts[key]['name']:16} {told['can']:8} {told['answer']} -- {told['why']}")


def table_of_single(single: dict[str, Any], whole: dict[str, Any], known: list[dict[str, Any]]) -> None:
    """Print what one decision costs, and a whole audit."""
    print("\nOne decision, one action (p50, microseconds)")
    for name, value in single.items():
        print(f"  comity, {name:52} {value:10,.1f}")
    for line in known:
        if line["pace"] == "rows":
            each = 1e6 * line["median_seconds"] / line["rows"] / len(ACTIONS)
            print(f"  {line['name']}, {'its rows, one action each':{52 + 6 - len(line['name'])}} {each:10,.1f}")
    for name, told in whole.items():
        print(f"comity, a frame of words to {name}, {told['rows']:,} rows: {told['rows_per_second']:,.0f} rows/s")


if __name__ == "__main__":
    main()
