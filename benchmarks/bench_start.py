"""Measures what a start costs: the law from its files and from the cache, help, a cold decision, and ten times the law.

Each figure is the median over fresh processes. `wall` is what a person waits; `cpu` says more on a busy machine.
Example: python benchmarks/bench_start.py 15
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import product
from pathlib import Path
from string import ascii_lowercase

ROOT = Path(__file__).resolve().parent.parent
LAW = ROOT / "law"
ENCOUNTER = ROOT / "examples" / "fax-at-0240.json"
COMITY = [sys.executable, "-m", "comity.cli.main"]
WITHIN = """
import json, sys, time
from pathlib import Path
{before}
wall, cpu = time.perf_counter(), time.process_time()
{timed}
print(json.dumps([1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - cpu)]))
"""
LOAD = ("from comity.law.load import load_body", "load_body(Path({law!r}))")
DIGEST = ("from comity.law.load import digest", "digest(Path({law!r}))")
DECIDE = (
    "import comity; law = comity.load({law!r}); asked = json.loads(Path({asked!r}).read_text())",
    "law.decide(asked)",
)
AGAIN = (DECIDE[0] + "; law.decide(asked)", DECIDE[1])
TIMES = 10


def main(arguments: list[str]) -> None:
    """Print one line per kind of start."""
    runs = int(arguments[0]) if arguments else 15
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores\n{'':56} {'wall ms':>9} {'cpu ms':>8}")
    with tempfile.TemporaryDirectory() as folder:
        cache = {"COMITY_CACHE": f"{folder}/cache"}
        law_lines(LAW, cache, runs)
        law_lines(ten_times(Path(folder) / "law"), cache, max(1, runs // 3))
        process_lines(cache, runs)


def law_lines(law: Path, cache: dict[str, str], runs: int) -> None:
    """Print what one law costs inside a process, its modules loaded."""
    name = f"{len(list(law.rglob('*.yaml')))} law files"
    show(f"{name}: read and checked", max(1, runs // 3), lambda: inside(LOAD, law, {"COMITY_CACHE": ""}))
    inside(LOAD, law, cache)
    show(f"{name}: body from the cache", runs, lambda: inside(LOAD, law, cache))
    show(f"{name}: of that, the digest", runs, lambda: inside(DIGEST, law, cache))
    show(f"{name}: first decision of a process", runs, lambda: inside(DECIDE, law, cache))
    show(f"{name}: the same again", runs, lambda: inside(AGAIN, law, cache))


def process_lines(cache: dict[str, str], runs: int) -> None:
    """Print what whole processes cost."""
    decide = [*COMITY, "decide", str(ENCOUNTER), "--law", str(LAW)]
    commands = {
        "python": [sys.executable, "-c", "pass"],
        "import typer": [sys.executable, "-c", "import typer"],
        "import comity.library": [sys.executable, "-c", "import comity.library"],
        "comity --help": [*COMITY, "--help"],
        "comity decide --help": [*COMITY, "decide", "--help"],
        "comity decide FILE, from the cache": decide,
    }
    for name, words in commands.items():
        show(f"process: {name}", runs, lambda words=words: process(words, cache))  # type: ignore[misc]
    show("process: comity decide FILE, no cache", max(1, runs // 3), lambda: process(decide, {"COMITY_CACHE": ""}))


def show(name: str, runs: int, measure: Callable[[], tuple[float, float]]) -> None:
    """Print the medians of what is measured."""
    found = [measure() for _ in range(runs)]
    wall, cpu = (statistics.median(one[at] for one in found) for at in (0, 1))
    print(f"{name:56} {wall:9.1f} {cpu:8.1f}", flush=True)


def inside(code: tuple[str, str], law: Path, settings: dict[str, str]) -> tuple[float, float]:
    """Return the wall and processor time of a piece of code in a fresh process, in milliseconds."""
    before, timed = (part.format(law=str(law), asked=str(ENCOUNTER)) for part in code)
    words = [sys.executable, "-c", WITHIN.format(before=before, timed=timed)]
    said = subprocess.run(words, env=os.environ | settings, capture_output=True, text=True, check=True).stdout  # noqa: S603 - our own
    wall, cpu = (float(part) for part in said.strip("[]\n").split(","))
    return wall, cpu


def process(words: list[str], settings: dict[str, str]) -> tuple[float, float]:
    """Return the wall and processor time of a whole process, in milliseconds."""
    start = time.perf_counter()
    with subprocess.Popen(words, env=os.environ | settings, stdout=subprocess.DEVNULL) as started:  # noqa: S603 - our own
        _, status, used = os.wait4(started.pid, 0)
        started.returncode = os.waitstatus_to_exitcode(status)
    assert started.returncode == 0, words
    return 1000 * (time.perf_counter() - start), 1000 * (used.ru_utime + used.ru_stime)


def ten_times(folder: Path) -> Path:
    """Return a folder of ten times the law: each state's again and again, under made-up names.

    Calendars and facts keep their names, since they are words of the vocabulary.
    """
    shutil.copytree(LAW, folder)
    states = sorted(p.name for p in (LAW / "us").iterdir() if p.is_dir() and len(p.name) == 2)
    texts = {
        p: p.read_text() for s in states for p in sorted((LAW / "us" / s).rglob("*.yaml")) if p.name != "facts.yaml"
    }
    wanted = TIMES * len(list(LAW.rglob("*.yaml")))
    free = (name for two in product(ascii_lowercase, repeat=2) if (name := "".join(two)) not in states)
    have = wanted // TIMES
    while have < wanted:
        name = {s: next(free) for s in states}
        pattern = re.compile(rf"(?<!calendar: )\bus/({'|'.join(states)})\b")
        for path, text in texts.items():
            state, *below = path.relative_to(LAW / "us").parts
            made = folder.joinpath("us", name[state], *below)
            made.parent.mkdir(parents=True, exist_ok=True)
            made.write_text(pattern.sub(lambda found, name=name: f"us/{name[found[1]]}", text))
        have += len(texts)
    return folder


if __name__ == "__main__":
    main(sys.argv[1:])
