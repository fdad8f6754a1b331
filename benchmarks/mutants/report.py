"""Tells how many mutants the tests noticed, module by module and kind by kind, and names those they did not."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from benchmarks.mutants.draw import Mutant


@dataclass(frozen=True)
class Outcome:
    """A mutant tried: what noticed it (a test, a crash, no end), empty where nothing did."""

    mutant: Mutant
    noticed_by: str
    seconds: float


def report(outcomes: list[Outcome], equivalent: dict[tuple[str, ...], str], seed: int, took: str) -> str:
    """Return the tables and the survivors as text."""
    survived = [o for o in outcomes if not o.noticed_by]
    same = [o for o in survived if o.mutant.key in equivalent]
    alive = [o for o in survived if o.mutant.key not in equivalent]
    noticed, tried = len(outcomes) - len(survived), len(outcomes)
    adjusted = f"{noticed} of {tried - len(same)} ({_rate(noticed, tried - len(same))})"
    lines = [
        f"seed {seed}: {tried} mutants, {noticed} noticed ({_rate(noticed, tried)}) in {took}",
        f"without the {len(same)} that change no answer (equivalent.toml): {adjusted}",
        "",
        *_table("module", outcomes, [o.mutant.module for o in outcomes], same),
        "",
        *_table("kind", outcomes, [o.mutant.kind for o in outcomes], same),
        "",
        *_by(outcomes),
        "",
        "not noticed:" if alive else "every mutant that changes an answer was noticed",
    ]
    for o in alive:
        lines += _shown(o.mutant)
    if same:
        lines += ["", "not noticed, and no answer changes:"]
    for o in same:
        lines += [*_shown(o.mutant), f"    why {equivalent[o.mutant.key]}"]
    # A mutant that a test notices is not equivalent, whatever the list says.
    wrong = [o for o in outcomes if o.noticed_by and o.mutant.key in equivalent]
    if wrong:
        lines += ["", "listed as changing no answer, yet noticed:"]
    for o in wrong:
        lines += [*_shown(o.mutant), f"    by  {o.noticed_by}"]
    return "\n".join(lines) + "\n"


def _rate(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "none"


def _table(head: str, outcomes: list[Outcome], names: list[str], same: list[Outcome]) -> list[str]:
    tried = Counter(names)
    noticed = Counter(n for n, o in zip(names, outcomes, strict=True) if o.noticed_by)
    equal = Counter(n for n, o in zip(names, outcomes, strict=True) if o in same)
    lines = [f"{head:26} {'tried':>6} {'noticed':>8} {'equal':>6} {'raw':>8} {'adjusted':>9}"]
    lines += [
        f"{n:26} {tried[n]:6} {noticed[n]:8} {equal[n]:6} {_rate(noticed[n], tried[n]):>8} "
        f"{_rate(noticed[n], tried[n] - equal[n]):>9}"
        for n in sorted(tried)
    ]
    return lines


def _by(outcomes: list[Outcome]) -> list[str]:
    """Return what noticed the mutants: which folder's tests, or how else they ended."""
    found = Counter(o.noticed_by.split("::")[0].split(":")[0] for o in outcomes if o.noticed_by)
    return [f"{'noticed first by':40} {'mutants':>8}", *(f"{n:40} {c:8}" for n, c in found.most_common())]


def _shown(m: Mutant) -> list[str]:
    return [f"src/comity/{m.module}:{m.lines[0]} in {m.function or 'the module'} ({m.kind})", f"    line {m.text}",
            f"    was  {m.was}", f"    now  {m.now}"]  # fmt: skip
