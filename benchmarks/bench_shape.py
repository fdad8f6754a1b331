"""Measures what the law compiles to: facts, nodes, compile time and bytes, act by act.

Example: python benchmarks/bench_shape.py us/ca jail 2026-03-01 us/nj jail 2021-03-01
"""

from __future__ import annotations

import statistics
import sys
import time
from datetime import date

import comity
from comity.engine.compile import compile_act
from comity.engine.encounter import Encounter
from comity.law.selector import Who

DEFAULT = [
    "us/ca",
    "jail",
    "2026-03-01",
    "us/nj",
    "jail",
    "2021-03-01",
    "us/ma/boston",
    "police_municipal",
    "2018-06-01",
    "us/ma/boston",
    "police_municipal",
    "2026-03-01",
    "us/ma/boston",
    "police_municipal",
    "2019-12-10",
]


def main(arguments: list[str]) -> None:
    """Print one line per act that any provision speaks on, constraints and open points compiled in."""
    law = comity.load()
    print(f"{'place':14} {'agency':17} {'day':10} {'act':42} {'facts':>5} {'nodes':>5} {'ms':>7} {'bytes':>6}")
    for place, agency, day in zip(*[iter(arguments)] * 3, strict=True):
        encounter = Encounter(Who(place, frozenset({agency})), date.fromisoformat(day))
        for action in law.body.words.actions:
            play = law.slices.play(encounter, action)
            for duty in (None, *law.slices.duties(play)):
                compiled = compile_act(law.body, play, duty)
                if not compiled.act:
                    continue
                spent = []
                for _ in range(5):
                    start = time.perf_counter()
                    compile_act(law.body, play, duty)
                    spent.append((time.perf_counter() - start) * 1000)
                cells = sum(len(compiled.store.kids[n]) for n in reachable(compiled))
                act = action if duty is None else f"{action}: {duty}"
                facts = len(compiled.store.support(compiled.outcome))
                # A node as a table row: its variable and one 16-bit reference for each cell.
                size = 2 * compiled.nodes + 2 * cells
                print(
                    f"{place:14} {agency:17} {day:10} {act:42} {facts:5} {compiled.nodes:5} "
                    f"{statistics.median(spent):7.2f} {size:6}"
                )


def reachable(compiled: object) -> set[int]:
    """Return the nodes of the outcome diagram."""
    store, todo, seen = compiled.store, [compiled.outcome], set()  # type: ignore[attr-defined]
    while todo:
        n = todo.pop()
        if n >= 0 and n not in seen:
            seen.add(n)
            todo.extend(store.kids[n])
    return seen


if __name__ == "__main__":
    main(sys.argv[1:] or DEFAULT)
